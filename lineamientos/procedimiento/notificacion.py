"""El plazo que abre cada comunicación, contado desde que se notifica (arts. 6, 10, 11, 14 y 15)."""

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


def vence_de_lo_notificado(
    clase: ClaseDeComunicacion,
    comunicado: tuple[date | None, str | None],
    efectiva: date,
    marco: Marco,
    ambito: str,
) -> tuple[date | None, str | None]:
    """Cuándo vence lo notificado y cómo se contó: el día que se comunicó o, si da más tiempo, el que resulta.

    Una comunicación puede notificarse días después de fecharse y su plazo corre desde que se notifica; a
    quien la recibe no se le quita tiempo del que se le dijo.

    Args:
        clase: De qué comunicación.
        comunicado: Vencimiento que dice la comunicación y su cuenta, si los dice.
        efectiva: Día hábil en que cuenta como notificada (art. 10).
        marco: El semestre.
        ambito: Entidad del área.

    Raises:
        ParametroFaltante: Si falta el plazo de esa clase.
        ParametroInvalido: Si no puede usarse.
    """
    plazo, dicho = plazo_si_se_notifica(clase, efectiva, marco, ambito), comunicado[0]
    if plazo is None or (dicho is not None and dicho >= plazo.fecha):
        return comunicado
    return plazo.fecha, str(plazo.fundamento)
