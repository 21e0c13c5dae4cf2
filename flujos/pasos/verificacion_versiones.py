"""Comprobar que cada biblioteca es la del candado: con otra, Prefect falla sin decirlo."""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flujos.pasos.comprobacion import Comprobacion

CANDADO = Path(__file__).resolve().parents[2] / "requisitos.lock"
_SIN_REMEDIO = ("prefect", "fastapi", "sqlalchemy")
"""Con una FastAPI o una SQLAlchemy de más, los flujos fallan o los horarios no llegan, y nadie lo dice."""
_DEMAS = (
    "great-expectations",
    "duckdb",
    "polars",
    "typst",
    "altair",
    "xlsxwriter",
    "fastexcel",
)
_FIJADA = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def comprobar_versiones(candado: Path = CANDADO) -> list[Comprobacion]:
    """Compara lo instalado con lo que fija el candado.

    Args:
        candado: Archivo ``requisitos.lock`` del programa.
    """
    if not candado.is_file():
        return [
            Comprobacion(
                "Candado",
                "mal",
                f"no está {candado}; instale desde la carpeta del programa, con «make instalar».",
            )
        ]
    fijadas: dict[str, set[str]] = {}
    for nombre, numero in _FIJADA.findall(candado.read_text("utf-8")):
        fijadas.setdefault(nombre.lower(), set()).add(numero)
    return [_biblioteca(n, fijadas.get(n, set())) for n in (*_SIN_REMEDIO, *_DEMAS)]


def _biblioteca(nombre: str, fijadas: set[str]) -> Comprobacion:
    try:
        instalada = version(nombre)
    except PackageNotFoundError:
        return Comprobacion(nombre, "mal", "no está instalada; corra «make instalar».")
    if instalada in fijadas:
        return Comprobacion(nombre, "bien", instalada)
    return Comprobacion(
        nombre,
        "mal" if nombre in _SIN_REMEDIO else "aviso",
        f"{instalada}, y el programa se probó con {' o '.join(sorted(fijadas)) or 'ninguna'}; "
        "corra «make instalar».",
    )
