"""Un hecho del expediente: se agrega y no se cambia."""

from dataclasses import dataclass
from datetime import date, datetime

from lineamientos.procedimiento.clases import ClaseDeEvento


@dataclass(frozen=True)
class Evento:
    """Lo que ocurrió con una cuenta en un semestre.

    Attributes:
        evento: Identidad.
        cuenta: Clave de la cuenta.
        clase: Qué ocurrió.
        ocurrido_en: Instante, con zona.
        fecha: Día que cuenta para los plazos: el hábil que resulta del art. 10.
        documento: Comunicación, lote o acto en que consta; vacío si lo derivó el transcurso del tiempo.
        vence: Fecha que se comunicó o se concedió, o ``None``.
        observaciones: Observaciones a que se refiere.
        detalle: Oración para una persona, sin datos personales.
    """

    evento: str
    cuenta: str
    clase: ClaseDeEvento
    ocurrido_en: datetime
    fecha: date
    documento: str = ""
    vence: date | None = None
    observaciones: tuple[str, ...] = ()
    detalle: str = ""
