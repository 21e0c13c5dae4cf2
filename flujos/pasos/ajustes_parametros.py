"""La carpeta ``parametros/``: las interpretaciones fechadas y el calendario."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_generales import leer_toml
from flujos.pasos.inicio import parametros_de_partida
from lineamientos.calendario import Calendario
from lineamientos.errores import ErrorDeLineamientos
from lineamientos.parametros import Parametros

CALENDARIO = "calendario.toml"


def leer_parametros(raiz: Path, problemas: list[str]) -> tuple[Parametros | None, Calendario | None]:
    """Las interpretaciones fechadas y el calendario; lo que esté mal queda en ``problemas``."""
    carpeta = raiz / "parametros"
    archivos = sorted(carpeta.glob("*.toml")) if carpeta.is_dir() else []
    if not any(a.name == CALENDARIO for a in archivos):
        problemas.append(
            "Falta parametros/calendario.toml; «pertinencia iniciar» crea los parámetros de partida."
        )
        return None, None
    tablas: list[Mapping[str, Any]] = []
    calendario: Calendario | None = None
    for archivo in archivos:
        try:
            datos = leer_toml(archivo, raiz)
            if archivo.name == CALENDARIO:
                calendario = Calendario.de_datos(datos)
            else:
                tablas.extend(_declarados(archivo.name, datos, problemas))
        except EspacioInvalido as error:
            problemas.extend(error.problemas)
        except ErrorDeLineamientos as error:
            problemas.append(f"parametros/{archivo.name}: {error}")
    tablas.extend(_sin_declarar(tablas))
    try:
        return Parametros.de_datos(tablas), calendario
    except ErrorDeLineamientos as error:
        problemas.append(f"parametros: {error}")
        return None, calendario


def _sin_declarar(declarados: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Parámetros que el programa trae y el espacio no declara: rigen como vienen, sin aprobar.

    Un espacio hecho con una versión anterior no conoce los que llegaron después.
    """
    conocidos = {c for d in declarados if isinstance(c := d.get("clave"), str)}
    traidos = (
        p
        for nombre, texto in parametros_de_partida().items()
        if nombre != CALENDARIO
        for p in tomllib.loads(texto)["parametro"]
    )
    return [p for p in traidos if p["clave"] not in conocidos]


def _declarados(nombre: str, datos: Mapping[str, Any], problemas: list[str]) -> list[Mapping[str, Any]]:
    ajenas = sorted(set(datos) - {"parametro"})
    if ajenas:
        problemas.append(
            f"parametros/{nombre}: no se esperaba «{', '.join(ajenas)}»; solo tablas "
            f"[[parametro]]. Revise el nombre."
        )
    declarados = datos.get("parametro", [])
    if isinstance(declarados, list) and all(isinstance(d, dict) for d in declarados):
        return declarados
    problemas.append(
        f"parametros/{nombre}, «parametro»: se esperaban tablas [[parametro]], con doble corchete."
    )
    return []
