"""Lo que comparten los lectores de exportaciones: citar el lugar, el periodo del semestre y las fechas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from conectores.archivos.columnas import convencion_de, enteros
from conectores.archivos.cuentas import Lugar
from conectores.archivos.numeros import Convencion
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.hallazgos import Hallazgo


def lugar(r: Reconocida, fila: int | None = None, columna: str | None = None) -> Lugar:
    """Lugar de la tabla en que está un dato, con el encabezado de la columna tal como viene."""
    encabezado = r.encabezado(columna) if columna else None
    return Lugar(r.tabla.archivo, r.tabla.hoja or None, fila, encabezado)


def del_al(desde: date, hasta: date) -> str:
    """«del 2026-01-01 al 2026-06-30»."""
    return f"del {desde.isoformat()} al {hasta.isoformat()}"


def periodo(contexto: Contexto) -> str:
    """El semestre en revisión, de su primer a su último día."""
    return del_al(contexto.semestre.inicio, contexto.semestre.fin)


def contar(cuantos: int, singular: str, plural: str) -> str:
    """«1 fila», «1,234 filas»."""
    return f"{cuantos:,} {singular if cuantos == 1 else plural}"


def marco_de(r: Reconocida) -> pl.DataFrame:
    """Las columnas que la tabla trae, como texto y por su clave, con el número de ``fila``."""
    return r.tabla.marco(dict(r.columnas))


def rechazada(r: Reconocida, hallazgos: Sequence[Hallazgo]) -> Lectura:
    """Lectura de un archivo del que nada puede cargarse."""
    filas = len(r.tabla.filas)
    return Lectura(
        r.fuente.clase,
        hallazgos=tuple(hallazgos),
        filas_leidas=filas,
        filas_rechazadas=filas,
        rechazado=True,
    )


def con_cuenta(
    hallazgos: Iterable[Hallazgo], unica: str | None, por_fila: Mapping[int, str] | None = None
) -> list[Hallazgo]:
    """Anota en cada hallazgo la cuenta de que trata, para que la observación llegue a su administrador.

    Args:
        hallazgos: Los de la tabla; el que ya dice su cuenta se queda como está.
        unica: La cuenta de toda la tabla, si es de una sola.
        por_fila: Si es de varias, la cuenta de cada fila.
    """
    filas = por_fila or {}
    anotados = []
    for h in hallazgos:
        cuenta = h.cuenta or unica or (filas.get(h.fila) if h.fila is not None else None)
        anotados.append(h if cuenta == h.cuenta else replace(h, cuenta=cuenta))
    return anotados


def con_previos(lectura: Lectura, previos: Sequence[Hallazgo]) -> Lectura:
    """Añade a una lectura de publicaciones lo que se halló antes de leerlas, con su cuenta si es una sola."""
    if not previos:
        return lectura
    cuentas = lectura.publicaciones["cuenta"].unique().to_list()
    anotados = con_cuenta(previos, cuentas[0] if len(cuentas) == 1 else None)
    return replace(lectura, hallazgos=(*anotados, *lectura.hallazgos))


def otro_semestre(r: Reconocida, contexto: Contexto, desde: date, hasta: date) -> Hallazgo:
    """Nada del archivo es del semestre: dice de qué fechas es y qué periodo debe exportarse."""
    return Hallazgo(
        "L501",
        archivo=r.tabla.archivo,
        hoja=r.tabla.hoja or None,
        semestre=contexto.semestre.clave,
        encontrado=del_al(desde, hasta),
        esperado=periodo(contexto),
    )


def fuera_del_semestre(r: Reconocida, contexto: Contexto, cuantas: str) -> Hallazgo:
    """Parte del archivo es de otras fechas y no se cargó."""
    return Hallazgo(
        "L502",
        archivo=r.tabla.archivo,
        hoja=r.tabla.hoja or None,
        semestre=contexto.semestre.clave,
        encontrado=cuantas,
        esperado=periodo(contexto),
    )


def con_enteros(
    marco: pl.DataFrame, r: Reconocida, metricas: Sequence[str]
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Convierte las columnas de métricas de texto a enteros; lo que no puede leerse queda nulo y se dice.

    Args:
        marco: Con ``fila`` y las métricas que la tabla trae, como texto.
        r: La tabla, para citar sus encabezados.
        metricas: Claves de las columnas; las que no están en el marco se pasan por alto.
    """
    presentes = [m for m in metricas if m in marco.columns]
    celdas = {m: marco[m].to_list() for m in presentes}
    segun = convencion_de(celdas.values())
    hallazgos: list[Hallazgo] = []
    series: list[pl.Series] = []
    for metrica, textos in celdas.items():
        serie, nuevos = _una_columna(metrica, textos, segun, marco, r)
        series.append(serie)
        hallazgos.extend(nuevos)
    return marco.with_columns(series), hallazgos


def _una_columna(
    metrica: str, textos: list[str], segun: Convencion, marco: pl.DataFrame, r: Reconocida
) -> tuple[pl.Series, list[Hallazgo]]:
    leida = enteros(textos, segun)
    hallazgos = [
        lugar(r, marco["fila"][i], metrica).hallazgo(codigo, textos[i]) for i, codigo in leida.ilegibles
    ]
    if leida.ambigua is not None:
        texto, valor = leida.ambigua
        hallazgos.append(lugar(r, columna=metrica).hallazgo("L210", texto, f"{valor:,}"))
    return leida.valores.alias(metrica), hallazgos
