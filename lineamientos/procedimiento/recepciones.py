"""Recepción: si lo recibido llegó dentro de un plazo y con qué folio se acusa (arts. 10, 11, 14 y 15).

El día que cuenta lo da ``horarios.fecha_efectiva_de_recepcion``. Fuera de la ventana del art. 11 solo llega
tarde quien fue requerido: sin prueba de que se notificó el requerimiento no hay plazo que contar.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.semestres import Semestre

_PLAZOS: dict[ClaseDeEvento, str] = {
    ClaseDeEvento.REQUERIDO: "del requerimiento de la estadística (art. 11)",
    ClaseDeEvento.PRORROGADO: "de la prórroga concedida",
    ClaseDeEvento.OBSERVADO: "de la subsanación (art. 14)",
    ClaseDeEvento.REQUERIDO_POR_SILENCIO: "del requerimiento por falta de entrega (arts. 6 y 14)",
    ClaseDeEvento.AVISADO_AL_TITULAR: "del aviso al titular del área (art. 15)",
}
"""Hechos con los que corre un plazo para entregar, y de qué es el plazo."""


@dataclass(frozen=True)
class Oportunidad:
    """Si lo recibido llegó dentro de su plazo.

    Attributes:
        en_tiempo: ``None`` si no había plazo que contar.
        vence: Último día del plazo contra el que se contó, o ``None``.
        razon: Oración para el expediente.
    """

    en_tiempo: bool | None
    vence: date | None
    razon: str


def oportunidad(fecha: date, ventana_fin: date, eventos: Iterable[Evento]) -> Oportunidad:
    """Dice si algo que se recibió llegó dentro de alguno de los plazos que corrían (arts. 11, 14 y 15).

    De varios que lo admiten se dice el que primero vence; si ninguno lo admite, el que venció al último.
    Lo entregado antes de que empiece la ventana también llega en tiempo. Quien no entregó en el plazo del
    art. 11 y atiende el requerimiento por falta de entrega o el aviso al titular, entregó tarde: se dicen los
    dos plazos.

    Args:
        fecha: Día que cuenta como el de recepción (art. 10).
        ventana_fin: Último día de la ventana del art. 11.
        eventos: Hechos del expediente de la cuenta; cuentan los notificados o concedidos hasta ese día.
    """
    hechos = [e for e in eventos if e.fecha <= fecha]
    hasta_entonces = [e for e in hechos if e.clase in _PLAZOS]
    plazos = [(ventana_fin, "de la entrega (art. 11)")]
    plazos += [(e.vence, _PLAZOS[e.clase]) for e in hasta_entonces if e.vence is not None]
    if admiten := [p for p in plazos if fecha <= p[0]]:
        vence, cual = min(admiten, key=lambda p: p[0])
        if (debia := _vencio_la_entrega(hechos, fecha, ventana_fin)) is not None:
            return Oportunidad(
                False,
                debia,
                f"Fuera del plazo de la entrega (art. 11), que venció el {debia.isoformat()}; dentro del "
                f"plazo {cual}, que vence el {vence.isoformat()}.",
            )
        return Oportunidad(True, vence, f"Dentro del plazo {cual}, que vence el {vence.isoformat()}.")
    if not hasta_entonces:
        return Oportunidad(
            None,
            None,
            f"Después del cierre de la entrega, el {ventana_fin.isoformat()}, y no consta que se haya "
            "notificado el requerimiento: no hay plazo que contar.",
        )
    vence, cual = max(plazos, key=lambda p: p[0])
    return Oportunidad(False, vence, f"Fuera del plazo {cual}, que venció el {vence.isoformat()}.")


def _vencio_la_entrega(hechos: Sequence[Evento], fecha: date, ventana_fin: date) -> date | None:
    """El último día que tuvo para entregar quien fue requerido y nada había entregado; si no, ``None``.

    Cuenta lo que se prorrogó antes de requerírselo otra vez.
    """
    otra_vez = (ClaseDeEvento.REQUERIDO_POR_SILENCIO, ClaseDeEvento.AVISADO_AL_TITULAR)
    segundo = min((e.fecha for e in hechos if e.clase in otra_vez), default=None)
    entrego = any(e.clase is ClaseDeEvento.RECIBIDO and e.fecha < fecha for e in hechos)
    if segundo is None or entrego or not any(e.clase is ClaseDeEvento.REQUERIDO for e in hechos):
        return None
    de_entrega = (ClaseDeEvento.REQUERIDO, ClaseDeEvento.PRORROGADO)
    plazos = [e.vence for e in hechos if e.clase in de_entrega and e.vence and e.fecha < segundo]
    debia = max([*plazos, ventana_fin])
    return debia if debia < fecha else None


def folio(semestre: Semestre, cuenta: str, consecutivo: int) -> str:
    """Folio de un acuse: ``2026-2-x_junta09-0001``."""
    return f"{semestre.clave}-{cuenta}-{consecutivo:04}"


def folios(semestre: Semestre, cuentas: Sequence[str], emitidos: Mapping[str, int]) -> tuple[str, ...]:
    """Folios de varias recepciones, en su orden: cada cuenta lleva su cuenta, sin saltos ni repetidos.

    Args:
        semestre: Semestre que se revisa.
        cuentas: Cuenta de cada recepción, de la primera a la última.
        emitidos: Cuántos acuses se han emitido ya de cada cuenta en el semestre; ninguno si no está.
    """
    llevan = Counter(emitidos)
    dados = []
    for cuenta in cuentas:
        llevan[cuenta] += 1
        dados.append(folio(semestre, cuenta, llevan[cuenta]))
    return tuple(dados)
