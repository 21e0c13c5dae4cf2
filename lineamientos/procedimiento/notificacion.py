"""Desde cuándo corre y cuándo vence lo que se notifica (Lineamientos, arts. 6, 10, 14 y 15)."""

from datetime import date

from lineamientos.calendario import Calendario
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.vencimientos import vence_silencio, vence_subsanacion, vence_titular
from lineamientos.vigentes import ParametrosVigentes

_DESDE_QUE_SE_NOTIFICA = {
    ClaseDeComunicacion.OBSERVACIONES: vence_subsanacion,
    ClaseDeComunicacion.SILENCIO: vence_silencio,
    ClaseDeComunicacion.TITULAR: vence_titular,
}


def vence_de_lo_notificado(
    clase: ClaseDeComunicacion,
    comunicado: tuple[date | None, str | None],
    efectiva: date,
    calendario: Calendario,
    parametros: ParametrosVigentes,
) -> tuple[date | None, str | None]:
    """Cuándo vence lo notificado y cómo se contó: el día que se comunicó o, si da más tiempo, el que resulta.

    Una comunicación puede notificarse días después de fecharse y su plazo corre desde que se notifica; a
    quien la recibe no se le quita tiempo del que se le dijo.

    Args:
        clase: De qué comunicación.
        comunicado: Vencimiento que dice la comunicación y su cuenta, si los dice.
        efectiva: Día hábil en que cuenta como notificada (art. 10).
        calendario: Calendario del Instituto.
        parametros: Los del semestre.

    Raises:
        ParametroFaltante: Si falta el plazo de esa clase.
        ParametroInvalido: Si no es un entero positivo.
    """
    contar = _DESDE_QUE_SE_NOTIFICA.get(clase)
    if contar is None:
        return comunicado
    plazo = contar(efectiva, calendario, parametros)
    dicho = comunicado[0]
    if dicho is not None and dicho >= plazo.fecha:
        return comunicado
    return plazo.fecha, str(plazo.fundamento)
