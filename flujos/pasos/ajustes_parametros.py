"""La carpeta ``parametros/``: las interpretaciones fechadas y el calendario."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conectores.archivos.planilla import parecidas
from esquemas.hallazgos import limpiar
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_generales import leer_toml
from flujos.pasos.inicio import parametros_de_partida
from lineamientos.calendario import Calendario
from lineamientos.errores import ErrorDeLineamientos
from lineamientos.parametros import Parametro, Parametros
from lineamientos.valores import leer_parametro

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
    leidos: list[Parametro] = []
    calendario: Calendario | None = None
    de_partida = _de_partida()
    for archivo in archivos:
        try:
            datos = leer_toml(archivo, raiz)
            if archivo.name == CALENDARIO:
                calendario = Calendario.de_datos(datos)
                continue
        except EspacioInvalido as error:
            problemas.extend(error.problemas)
            continue
        except ErrorDeLineamientos as error:
            problemas.append(f"parametros/{archivo.name}: {error}")
            continue
        leidos.extend(_leidos(archivo.name, datos, tuple(de_partida), problemas))
    # Los que el programa trae y el espacio no declara rigen como vienen, sin aprobar: un espacio hecho con
    # una versión anterior no conoce los que llegaron después.
    declarados = {p.clave for p in leidos}
    leidos.extend(p for clave, p in de_partida.items() if clave not in declarados)
    try:
        return Parametros(leidos), calendario
    except ErrorDeLineamientos as error:
        problemas.append(f"parametros: {error}")
        return None, calendario


def _de_partida() -> dict[str, Parametro]:
    """Los parámetros que el programa conoce, por clave."""
    leidos = (
        leer_parametro(tabla)
        for nombre, texto in parametros_de_partida().items()
        if nombre != CALENDARIO
        for tabla in tomllib.loads(texto)["parametro"]
    )
    return {p.clave: p for p in leidos}


def _leidos(
    nombre: str, datos: Mapping[str, Any], conocidas: Sequence[str], problemas: list[str]
) -> list[Parametro]:
    """Los parámetros de un archivo; el que está mal o no existe queda en ``problemas``."""
    leidos = []
    for tabla in _declarados(nombre, datos, problemas):
        try:
            parametro = leer_parametro(tabla)
        except ErrorDeLineamientos as error:
            problemas.append(f"parametros/{nombre}: {error}")
            continue
        leidos.append(parametro)
        if parametro.clave not in conocidas:
            problemas.append(_desconocida(nombre, parametro.clave, conocidas))
    return leidos


def _desconocida(nombre: str, clave: str, conocidas: Sequence[str]) -> str:
    # Sin decirlo, lo escrito no movería nada y seguiría rigiendo el valor con que viene el programa.
    sugeridas = parecidas(clave, conocidas) or (
        "Las que existen son las de los archivos que deja «pertinencia iniciar» en una carpeta nueva."
    )
    return (
        f"parametros/{nombre}: no existe el parámetro «{limpiar(clave)}». {sugeridas} Corrija la clave o "
        "quite el parámetro; si lo puso una versión más nueva del programa, use esa."
    )


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
