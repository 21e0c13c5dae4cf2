"""Los requerimientos de otra información y si se entregó lo que pedían (Lineamientos, art. 12)."""

from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente


def especiales(expediente: Expediente) -> tuple[tuple[Evento, Evento | None], ...]:
    """Cada requerimiento de otra información notificado, con el hecho de que se atendió si consta.

    Un hecho atiende al requerimiento cuya comunicación dice en su documento: entregar lo que pide uno no
    atiende a otro.
    """
    atendidos = {h.documento: h for h in expediente.hechos if h.clase is ClaseDeEvento.ATENDIDO_ESPECIAL}
    return tuple(
        (h, atendidos.get(h.documento))
        for h in expediente.hechos
        if h.clase is ClaseDeEvento.REQUERIDO_ESPECIAL
    )
