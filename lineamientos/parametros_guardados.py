"""Los parámetros con que se hizo una evaluación, leídos de como se guardaron con ella (art. 4)."""

import json
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from lineamientos.parametros import Parametros
from lineamientos.referencias import Articulo
from lineamientos.valores import Parametro, Valor, congelar

_HORA = "hora"
"""Unidad de los que son una hora del día; en JSON quedan como texto."""


def restaurar(filas: Iterable[Mapping[str, Any]]) -> Parametros:
    """Parámetros con un solo valor cada uno: el que regía.

    Tienen la misma huella que los que se guardaron.

    Args:
        filas: De la tabla ``parametros``, de una sola evaluación.

    Raises:
        ParametroInvalido: Si una clave se repite.
    """
    return Parametros(
        Parametro(
            clave=f["clave"],
            descripcion=f["descripcion"],
            articulo=Articulo.de_texto(f["articulo"]),
            unidad=f["unidad"],
            valores=(
                Valor(
                    f["desde"],
                    _valor(f["clave"], f["valor_json"], f["unidad"]),
                    f["fundamento"],
                    f["aprobado_por"],
                    f["aprobado_en"],
                ),
            ),
        )
        for f in filas
    )


def _valor(clave: str, escrito: str, unidad: str) -> object:
    leido = json.loads(escrito)
    if unidad == _HORA:
        return time.fromisoformat(leido)
    return congelar(leido, f"el parámetro «{clave}» guardado")
