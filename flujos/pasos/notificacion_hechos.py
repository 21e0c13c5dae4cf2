"""Los hechos que nacen al notificarse una comunicación: uno por cuenta, con el plazo que abre (art. 10)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from lineamientos.calendario import NACIONAL
from lineamientos.horarios import fecha_efectiva_de_notificacion
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from lineamientos.semestres import Semestre


def dia_que_cuenta(
    espacio: Espacio, comunicacion: Mapping[str, Any], momento: datetime, ambitos: Mapping[str, str]
) -> date:
    """El día en que una comunicación cuenta como notificada (art. 10); si no es el mismo en todas, el último.

    Args:
        espacio: Espacio abierto.
        comunicacion: Su fila de ``almacen.expediente.comunicaciones``.
        momento: Cuándo se notificó, con zona.
        ambitos: Ámbito de cada cuenta del padrón.
    """
    vigentes = espacio.parametros.del_semestre(Semestre.de_texto(comunicacion["semestre"]))
    suyos = {ambitos.get(c, NACIONAL) for c in comunicacion["cuentas"]} or {NACIONAL}
    return max(fecha_efectiva_de_notificacion(momento, espacio.calendario, vigentes, a).fecha for a in suyos)


def hechos_de_notificacion(
    espacio: Espacio,
    comunicacion: Mapping[str, Any],
    notificada_en: datetime,
    medio: str,
    folio: str,
    ambitos: Mapping[str, str],
) -> tuple[list[Evento], dict[str, str | None]]:
    """Los hechos de cada cuenta y cómo se contó el plazo de cada una; ninguno si su clase no abre nada.

    Args:
        espacio: Espacio abierto.
        comunicacion: Su fila de ``almacen.expediente.comunicaciones``.
        notificada_en: Instante, con zona.
        medio: Por dónde.
        folio: Número del acuse, o vacío.
        ambitos: Ámbito de cada cuenta del padrón.
    """
    clase = COMUNICACIONES[ClaseDeComunicacion(comunicacion["clase_comunicacion"])]
    if clase.evento is None:
        return [], {}
    semestre = Semestre.de_texto(comunicacion["semestre"])
    vigentes = espacio.parametros.del_semestre(semestre)
    marco = Marco.de(semestre, espacio.calendario, vigentes, notificada_en)
    comunicado = (comunicacion["vence"], comunicacion["computo"])
    con_folio = f", acuse {folio}" if folio else ""
    nacen, computos = [], {}
    for cuenta in comunicacion["cuentas"]:
        ambito = ambitos.get(cuenta, NACIONAL)
        efectiva = fecha_efectiva_de_notificacion(notificada_en, espacio.calendario, vigentes, ambito).fecha
        vence, computos[cuenta] = vence_de_lo_notificado(clase.clase, comunicado, efectiva, marco, ambito)
        nacen.append(
            hecho(
                semestre.clave,
                cuenta,
                clase.evento,
                notificada_en,
                efectiva,
                documento=comunicacion["comunicacion"],
                vence=vence,
                observaciones=[
                    o["observacion"] for o in comunicacion["observaciones"] if o["cuenta"] == cuenta
                ],
                detalle=f"{clase.titulo}: se notificó por {medio}{con_folio}.",
            )
        )
    return nacen, computos
