"""Subsanación (art. 14): en qué está cada observación, cuáles deben notificarse, y las aclaraciones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from almacen import expediente
from almacen import observaciones as guardadas
from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden
from almacen.maestro import Base
from esquemas.codigos_atencion import DE_FALTA, SIN_NOTIFICAR, SOLO_DE_ARCHIVO
from esquemas.hallazgos import Hallazgo
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.padron_personas import ambito_de, personas_de
from informes.cartas.modelo import ObservacionDeCarta
from lineamientos.horarios import fecha_efectiva_de_recepcion
from lineamientos.procedimiento.aclaraciones import objeciones_de_aclaracion
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.observaciones import (
    RECHAZO,
    Entrega,
    Observacion,
    Reglas,
    Seguida,
    Situacion,
    abiertas,
    seguir,
)
from lineamientos.semestres import Semestre

ACLARACIONES = "aclaraciones"
REGLAS = Reglas(SIN_NOTIFICAR, DE_FALTA, SOLO_DE_ARCHIVO)


@dataclass(frozen=True)
class ObservacionAbierta:
    """Una observación por subsanar.

    Attributes:
        seguida: En qué está: su identidad, su raíz y si ya se notificó.
        carta: Como se le dice al administrador.
    """

    seguida: Seguida
    carta: ObservacionDeCarta


def observaciones_del_semestre(
    espacio: Espacio, base: Base, semestre: Semestre
) -> Mapping[str, tuple[ObservacionAbierta, ...]]:
    """Las observaciones abiertas y notificables de cada cuenta, las notificadas y las que faltan.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto, con lo asentado al día.
        semestre: Semestre.
    """
    filas = {f["observacion"]: f for f in guardadas.del_semestre(base, semestre).iter_rows(named=True)}
    por_cuenta: dict[str, list[ObservacionAbierta]] = {}
    for s in abiertas(seguimiento(base, semestre)):
        if (cuenta := s.observacion.cuenta) in espacio.padron.claves and cuenta is not None:
            carta = como_carta(filas[s.observacion.observacion], s.raiz)
            por_cuenta.setdefault(cuenta, []).append(ObservacionAbierta(s, carta))
    return {cuenta: tuple(suyas) for cuenta, suyas in sorted(por_cuenta.items())}


def seguimiento(base: Base, semestre: Semestre) -> tuple[Seguida, ...]:
    """En qué está cada observación de un semestre, notificable o no, en el orden en que se detectaron."""
    campos: dict[str, dict[str, set[str]]] = {}
    for lote, cuenta, campo in guardadas.campos(base, semestre).iter_rows():
        campos.setdefault(lote, {}).setdefault(cuenta, set()).add(campo)
    hechos = expediente.como_eventos(expediente.eventos(base, semestre.clave))
    carpetas = guardadas.carpetas(base, semestre)
    return seguir(
        [
            Observacion(
                f["observacion"],
                # Lo que alguien dejó en la carpeta de otra cuenta no se le observa a quien no lo entregó.
                f["cuenta"] and carpetas.get(f["lote"], f["cuenta"]),
                f["codigo"],
                f["severidad"],
                f["campo"],
                f["encontrado"],
                f["lote"],
                f["vigente"],
            )
            for f in guardadas.del_semestre(base, semestre).iter_rows(named=True)
        ],
        [
            Entrega(
                f["lote"],
                f["recibido_en"],
                f["clase"],
                f["rechazado"],
                f["de_api"],
                {c: frozenset(suyos) for c, suyos in campos.get(f["lote"], {}).items()},
                f["archivo"],
            )
            for f in guardadas.lotes(base, semestre).iter_rows(named=True)
        ],
        notificadas={o for e in hechos if e.clase is ClaseDeEvento.OBSERVADO for o in e.observaciones},
        aclaradas={o for e in hechos if e.clase is ClaseDeEvento.ACLARADO for o in e.observaciones},
        reglas=REGLAS,
    )


def aclarar(
    espacio: Espacio,
    semestre: Semestre,
    cuenta: str,
    observacion: str,
    texto: str,
    por: str,
    momento: datetime | None = None,
) -> ObservacionDeCarta:
    """Cierra una observación con la palabra de quien administra la cuenta; el texto no se publica.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre.
        cuenta: Cuenta.
        observacion: Identidad de la observación, su principio o el número con que la citan las cartas.
        texto: Lo que respondió el área.
        por: Quién lo registra.
        momento: Instante, con zona, en que se recibió la respuesta del área, que es el que cuenta (art. 10);
            ``None`` si se recibe ahora.

    Returns:
        La observación que se cerró.

    Raises:
        OrdenInvalida: Si la observación no es de la cuenta, ya está cerrada, no la cierra una aclaración o el
            momento no pudo ser.
    """
    recibida = momento or espacio.ahora()
    hoy = espacio.ahora_local()
    if recibida > espacio.ahora() or recibida.astimezone(espacio.zona).date() < semestre.inicio:
        raise OrdenInvalida(
            f"La respuesta no pudo recibirse el {recibida.astimezone(espacio.zona):%Y-%m-%d %H:%M}. Se "
            f"esperaba un momento del {semestre.inicio.isoformat()} a hoy, {hoy:%Y-%m-%d %H:%M}. Corrija "
            "--momento."
        )
    with abrir_al_dia(espacio) as base:
        seguidas = {s.observacion.observacion: s for s in seguimiento(base, semestre)}
        cual = _la_que_cita(observacion, [s for s in seguidas.values() if s.observacion.cuenta == cuenta])
        if halladas := objeciones_de_aclaracion(cuenta, cual, texto, seguidas):
            raise OrdenInvalida(" ".join(str(o) for o in halladas))
        filas = guardadas.del_semestre(base, semestre).iter_rows(named=True)
        raiz = seguidas[cual].raiz
        aclarada = next(como_carta(f, raiz) for f in filas if f["observacion"] == cual)
        _asentar(espacio, base, semestre, cuenta, {cual, raiz}, texto, por, recibida, aclarada.numero)
        return aclarada


def _la_que_cita(citada: str, suyas: Sequence[Seguida]) -> str:
    """Identidad de la única que se cita por la suya o por el número de las cartas, o lo mismo que se citó.

    El número de las cartas es el de la primera de su cadena; la que se aclara es la que sigue abierta.
    """
    halladas = [s for s in suyas if s.observacion.observacion.startswith(citada) or s.raiz.startswith(citada)]
    cadenas = {s.raiz for s in halladas}
    if not citada or len(cadenas) != 1:
        return citada
    siguen = [s for s in suyas if s.raiz in cadenas and s.situacion is Situacion.ABIERTA]
    return (siguen or halladas)[-1].observacion.observacion


def _asentar(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    cuenta: str,
    cerradas: Collection[str],
    texto: str,
    por: str,
    recibida: datetime,
    citada: str,
) -> None:
    """La observación y la que notificó el expediente, si aquella la renueva."""
    vigentes = espacio.parametros.del_semestre(semestre)
    zona = personas_de(espacio.padron, cuenta).zona_horaria
    ambito = ambito_de(espacio.padron, cuenta)
    fecha = fecha_efectiva_de_recepcion(recibida, espacio.calendario, vigentes, zona, ambito).fecha
    detalle = f"El área aclaró la observación {citada} y con ello se cerró."
    aclarado = hecho(
        semestre.clave,
        cuenta,
        ClaseDeEvento.ACLARADO,
        recibida,
        fecha,
        observaciones=sorted(cerradas),
        detalle=detalle,
    )
    filas: dict[str, list[dict[str, object]]] = {
        "eventos": [
            {
                "evento": aclarado.evento,
                "fila": 1,
                "semestre": semestre.clave,
                "cuenta": cuenta,
                "clase_evento": str(aclarado.clase),
                "ocurrido_en": recibida,
                "fecha_efectiva": fecha,
                "articulo": ARTICULO_DEL_EVENTO[aclarado.clase].texto,
                "detalle_evento": detalle,
            }
        ],
        "eventos_observaciones": [{"evento": aclarado.evento, "observacion": o} for o in sorted(cerradas)],
        "asientos_reservados": [
            {
                "acto": aclarado.evento,
                "clase_asiento": ACLARACIONES,
                "semestre": semestre.clave,
                "cuenta": cuenta,
                "registrado_por": por,
                "texto_integro": texto,
            }
        ],
    }
    contenido = bytes_de_orden(
        {
            "cuenta": cuenta,
            "observaciones": sorted(cerradas),
            "texto": texto,
            "recibida_en": recibida.isoformat(),
            "registrado_por": por,
        }
    )
    asentar(espacio, base, Registro(ACLARACIONES, semestre.clave, POR_ORDEN, contenido, filas))


def como_carta(f: Mapping[str, Any], raiz: str = "") -> ObservacionDeCarta:
    """Una fila de ``observaciones`` como se le dice al administrador, citada por la primera que renueva."""
    lugar = Hallazgo(f["codigo"], f["archivo"], f["hoja"], f["fila"], f["columna"]).lugar
    aclarable = f["severidad"] != RECHAZO
    return ObservacionDeCarta(f["observacion"], lugar, f["mensaje"], f["que_hacer"], aclarable, raiz)
