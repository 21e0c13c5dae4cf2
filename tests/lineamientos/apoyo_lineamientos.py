"""Lectura de los casos y de los datos del paquete para las pruebas de ``lineamientos``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lineamientos.calendario import Calendario
from lineamientos.parametros import Parametros, ParametrosVigentes
from lineamientos.semestres import Semestre

AQUI = Path(__file__).parent
DATOS = AQUI.parents[1] / "lineamientos" / "datos"
LEIDOS: set[tuple[str, str]] = set()
"""Listas de casos que alguna prueba usa; ``test_casos_usados`` exige que sean todas."""


def leer(ruta: Path) -> dict[str, Any]:
    with ruta.open("rb") as archivo:
        return tomllib.load(archivo)


def casos(archivo: str, lista: str = "caso") -> list[Any]:
    """Casos de una lista de un archivo, con su nombre como identificador de la prueba."""
    LEIDOS.add((archivo, lista))
    return [
        pytest.param(c["situacion"], dict(c["esperado"]), id=c["nombre"])
        for c in leer(AQUI / "casos" / f"{archivo}.toml")[lista]
    ]


@cache
def calendario(reglas: str = "completas") -> Calendario:
    datos = leer(DATOS / "calendario.toml")
    if reglas == "solo_descansos":
        datos = {"descanso_obligatorio": datos["descanso_obligatorio"]}
    return Calendario.de_datos(datos)


def tablas_de_parametros() -> list[dict[str, Any]]:
    return [t for n in ("plazos", "interpretaciones") for t in leer(DATOS / f"{n}.toml")["parametro"]]


@cache
def _de_fabrica(semestre: str) -> ParametrosVigentes:
    return Parametros.de_datos(tablas_de_parametros()).del_semestre(Semestre.de_texto(semestre))


def parametros(semestre: str = "2026-1", **cambios: Any) -> ParametrosVigentes:
    """Los parámetros del paquete; ``cambios`` lleva ``__`` donde la clave lleva punto."""
    if not cambios:
        return _de_fabrica(semestre)
    tablas = tablas_de_parametros()
    por_clave = {t["clave"]: t for t in tablas}
    for nombre, valor in cambios.items():
        por_clave[nombre.replace("__", ".")]["valores"][0]["valor"] = valor
    return Parametros.de_datos(tablas).del_semestre(Semestre.de_texto(semestre))
