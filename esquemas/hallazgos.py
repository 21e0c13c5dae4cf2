"""Hallazgo: lo que se encontró mal, dónde, qué se esperaba y qué hacer.

De los hallazgos de lectura y de calidad salen las observaciones del art. 14.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from esquemas.catalogo_codigos import CODIGOS
from esquemas.codigos import Severidad
from esquemas.derivados import esquema_polars
from esquemas.tablas import OBSERVACIONES

_LARGO_MAXIMO = 200
"""Lo encontrado viene de fuera: se recorta para que una celda enorme no llene el informe."""


@dataclass(frozen=True)
class Hallazgo:
    """Un hallazgo en un lote o en las cifras del semestre.

    Attributes:
        codigo: Clave en ``esquemas.catalogo_codigos``.
        archivo: Ruta dentro de ``entradas``.
        hoja: Hoja del libro.
        fila: Fila del archivo, desde 1 y con encabezados.
        columna: Encabezado tal como viene.
        campo: Campo o métrica del modelo.
        cuenta: Cuenta de que trata.
        semestre: Semestre de que trata.
        encontrado: Lo que se encontró.
        esperado: Lo que se esperaba.
    """

    codigo: str
    archivo: str | None = None
    hoja: str | None = None
    fila: int | None = None
    columna: str | None = None
    campo: str | None = None
    cuenta: str | None = None
    semestre: str | None = None
    encontrado: str | None = None
    esperado: str | None = None

    @property
    def severidad(self) -> Severidad:
        """Severidad declarada por su código."""
        return CODIGOS[self.codigo].severidad

    @property
    def articulo(self) -> int:
        """Artículo declarado por su código."""
        return CODIGOS[self.codigo].articulo.numero

    @property
    def mensaje(self) -> str:
        """Oración para el administrador, sin el lugar."""
        return CODIGOS[self.codigo].mensaje.format(**self._nombres())

    @property
    def que_hacer(self) -> str:
        """Qué debe hacerse."""
        return CODIGOS[self.codigo].que_hacer.format(**self._nombres())

    @property
    def lugar(self) -> str:
        """Dónde está: archivo, hoja, fila y columna, los que apliquen."""
        partes = [limpiar(self.archivo)] if self.archivo else []
        if self.hoja:
            partes.append(f"hoja «{limpiar(self.hoja)}»")
        if self.fila is not None:
            partes.append(f"fila {self.fila}")
        if self.columna:
            partes.append(f"columna «{limpiar(self.columna)}»")
        return ", ".join(partes)

    @property
    def oracion(self) -> str:
        """Lugar, qué pasó y qué hacer, en un solo párrafo."""
        inicio = f"{self.lugar}: " if self.lugar else ""
        return f"{inicio}{self.mensaje} {self.que_hacer}"

    def identidad(self, lote: str | None) -> str:
        """Huella que no depende de cuándo se detectó: detectarlo dos veces es una observación."""
        partes = (
            lote,
            self.codigo,
            self.archivo,
            self.hoja,
            self.fila,
            self.columna,
            self.campo,
            self.cuenta,
            self.semestre,
            self.encontrado,
        )
        return hashlib.sha256("\x1f".join("" if p is None else str(p) for p in partes).encode()).hexdigest()[
            :24
        ]

    def _nombres(self) -> dict[str, str]:
        return {
            "archivo": limpiar(self.archivo or ""),
            "encontrado": limpiar(self.encontrado or "nada"),
            "esperado": limpiar(self.esperado or ""),
            "columna": limpiar(self.columna or ""),
            "campo": self.campo or "",
            "cuenta": limpiar(self.cuenta or ""),
            "semestre": self.semestre or "",
        }


def limpiar(texto: str) -> str:
    """Quita caracteres de control y recorta lo que viene de fuera antes de mostrarlo."""
    plano = " ".join("".join(c if c.isprintable() else " " for c in texto).split())
    return plano if len(plano) <= _LARGO_MAXIMO else plano[: _LARGO_MAXIMO - 1] + "…"


def observaciones(
    hallazgos: Iterable[Hallazgo],
    *,
    detectada_en: datetime,
    semestre: str,
    lote: str | None = None,
    evaluacion: str | None = None,
) -> pl.DataFrame:
    """Convierte hallazgos en filas de la tabla ``observaciones``, sin repetir identidades.

    Los que no dicen su semestre son del que se revisa.
    """
    filas = {
        h.identidad(lote): {
            "observacion": h.identidad(lote),
            "lote": lote,
            "evaluacion": evaluacion,
            "cuenta": h.cuenta,
            "semestre": h.semestre or semestre,
            "codigo": h.codigo,
            "articulo": str(h.articulo),
            "severidad": h.severidad.value,
            "archivo": h.archivo,
            "hoja": h.hoja,
            "fila": h.fila,
            "columna": h.columna,
            "campo": h.campo,
            "encontrado": None if h.encontrado is None else limpiar(h.encontrado),
            "esperado": h.esperado,
            "mensaje": h.mensaje,
            "que_hacer": h.que_hacer,
            "detectada_en": detectada_en,
        }
        for h in hallazgos
    }
    return pl.DataFrame(list(filas.values()), schema=esquema_polars(OBSERVACIONES), orient="row")
