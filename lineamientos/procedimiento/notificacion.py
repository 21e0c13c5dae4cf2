"""El plazo que abre cada comunicación, contado desde que se notifica (Lineamientos, arts. 6, 11, 14 y 15)."""

from datetime import date

from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.marco import Marco
from lineamientos.vencimientos import Plazo, vence_silencio, vence_subsanacion, vence_titular

_C = ClaseDeComunicacion
_VENCIMIENTOS = {
    _C.OBSERVACIONES: vence_subsanacion,
    _C.SILENCIO: vence_silencio,
    _C.TITULAR: vence_titular,
}


def plazo_si_se_notifica(clase: ClaseDeComunicacion, dia: date, marco: Marco, ambito: str) -> Plazo | None:
    """El plazo de una comunicación notificada un día hábil, o ``None`` si su clase no abre ninguno.

    Args:
        clase: Clase de comunicación.
        dia: Día que cuenta como el de la notificación (art. 10).
        marco: El semestre.
        ambito: Entidad del área.

    Raises:
        ParametroFaltante: Si falta el plazo.
        ParametroInvalido: Si no puede usarse.
    """
    if clase is _C.REQUERIMIENTO:
        return marco.entrega_si_se_notifica(dia, ambito)
    vencimiento = _VENCIMIENTOS.get(clase)
    return None if vencimiento is None else vencimiento(dia, marco.calendario, marco.parametros, ambito)
