"""Por qué falta lo que X no devolvió: los problemas que acompañan a una respuesta buena.

Fuente: https://docs.x.com/x-api/fundamentals/response-codes-and-errors (errores parciales).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from conectores.comun.errores import ContratoRoto
from conectores.x.clasificacion import clase, frase
from conectores.x.paginas import Objeto
from esquemas.hallazgos import limpiar
from lineamientos.ausencias import Ausencia

_POR_CLASE: dict[str, tuple[Ausencia, str]] = {
    "resource-not-found": (Ausencia.NO_ENCONTRADA, "X no la encuentra: se borró, cambió o se suspendió"),
    "resource-unavailable": (Ausencia.NO_ENCONTRADA, "X la tiene retirada"),
    "not-authorized-for-resource": (Ausencia.SIN_PERMISO, "Es privada y la aplicación no la sigue"),
    "disallowed-resource": (Ausencia.SIN_PERMISO, "X no permite leerla"),
    "client-forbidden": (Ausencia.SIN_PERMISO, "La aplicación no tiene permiso de leerla"),
    "not-authorized-for-field": (Ausencia.SIN_PERMISO, "La aplicación no tiene permiso de leer un campo"),
    "field-unauthorized": (Ausencia.SIN_PERMISO, "La aplicación no tiene permiso de leer un campo"),
    "field-hydration-failure": (Ausencia.FALLO, "X no pudo reunir sus datos"),
    "internal-error": (Ausencia.FALLO, "X falló al leerla"),
}


@dataclass(frozen=True)
class Falta:
    """Por qué no vino algo: la razón y una oración."""

    ausencia: Ausencia
    detalle: str


SIN_EXPLICACION = Falta(Ausencia.FALLO, "X no la devolvió ni dijo por qué.")


def faltas(problemas: Iterable[Objeto]) -> dict[str, Falta]:
    """La falta de cada cosa que se pidió, por el identificador o el usuario (en minúsculas) con que se pidió.

    Raises:
        ContratoRoto: Si un problema es de una clase que no se conoce.
    """
    return {
        clave.lower(): falta(p)
        for p in problemas
        for n in ("resource_id", "value")
        if isinstance(clave := p.get(n), str)
    }


def falta(problema: Objeto) -> Falta:
    """Qué significa un problema.

    Raises:
        ContratoRoto: Si es de una clase que no se conoce.
    """
    nombre = clase(problema)
    if nombre not in _POR_CLASE:
        raise ContratoRoto(f"X dio un problema de una clase que no se conoce: «{limpiar(nombre)}».")
    ausencia, oracion = _POR_CLASE[nombre]
    dicho = frase(problema)
    return Falta(ausencia, f"{oracion} ({dicho})." if dicho else f"{oracion}.")
