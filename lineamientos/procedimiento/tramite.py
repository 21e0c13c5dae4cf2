"""Qué cuentas siguen en trámite al presentar el informe, y hasta cuándo (Lineamientos, arts. 6, 14 y 15)."""

from dataclasses import dataclass
from datetime import date

from lineamientos.procedimiento.situacion import Situacion
from lineamientos.procedimiento.tablero import DEBE


@dataclass(frozen=True)
class EnTramite:
    """Una cuenta cuyo procedimiento no ha concluido.

    Attributes:
        cuenta: Clave.
        que: Qué falta, en una oración sin sujeto.
        hasta: Último día del plazo que le corre, o ``None`` si no le corre ninguno.
    """

    cuenta: str
    que: str
    hasta: date | None = None


def en_tramite(situacion: Situacion, hoy: date) -> tuple[EnTramite, ...]:
    """Lo que falta de una cuenta: observaciones por notificar, un plazo que corre o lo que sigue al vencido.

    Args:
        situacion: La cuenta, con los hechos que constan.
        hoy: Día en que se mira.
    """
    expediente, cuenta = situacion.expediente, situacion.cuenta
    hallado = []
    if sin_notificar := len(situacion.observables - expediente.notificadas):
        cuantas = "1 observación" if sin_notificar == 1 else f"{sin_notificar} observaciones"
        hallado.append(EnTramite(cuenta, f"{cuantas} sin notificar"))
    vence = expediente.plazo_que_corre
    if vence is None and expediente.sin_avisar:
        hallado.append(EnTramite(cuenta, "no subsanó en su plazo y falta avisar al titular (art. 15)"))
    elif vence is not None and vence >= hoy:
        hallado.append(EnTramite(cuenta, f"le corre el plazo para {DEBE[expediente.entrega]}", vence))
    elif vence is not None:
        que = f"venció el {vence.isoformat()} el plazo para {DEBE[expediente.entrega]}; falta lo que sigue"
        hallado.append(EnTramite(cuenta, que))
    return tuple(hallado)
