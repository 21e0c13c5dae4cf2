"""Lo que comparten los datos inventados de los informes: la cuenta, el semestre y los marcos."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from lineamientos.semestres import Semestre

SEMESTRE = Semestre.de_texto("2026-1")
GENERADO = datetime(2026, 7, 28, 18, 30, tzinfo=UTC)
HOSTIL = "<script>alert(1)</script> =cmd()|' /C calc'!A0 #panic(\"no\") $x$ *fuerte* @cita `raya` «ñandú»"
EVALUACION = "e" * 64
LINEAS = {
    "Pertinente": 6,
    "Pertinente con recomendaciones": 7,
    "En observación": 5,
    "No pertinente": 4,
    "Sin elementos para calificar": 3,
}
CLASES = tuple(LINEAS)


@dataclass(frozen=True)
class Cuenta:
    clave: str
    red: str
    nombre: str
    area: str
    clase: str
    indice: float | None
    entregado: bool = True
    observaciones: tuple[str, ...] = ()


def marco(tabla: Tabla, filas: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(filas, schema=esquema_polars(tabla), orient="row")


def huella(cuenta: Cuenta) -> str:
    return f"{sum(map(ord, cuenta.clave)):06x}" + cuenta.clave.encode().hex().ljust(58, "0")
