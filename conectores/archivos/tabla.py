"""Una tabla de texto con números de fila reales, igual venga de un CSV o de una hoja de un libro."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from esquemas.hallazgos import Hallazgo


@dataclass(frozen=True)
class Registros:
    """Filas crudas de un archivo o una hoja, antes de saber cuál es la de encabezados.

    Attributes:
        archivo: Nombre con que se le cita.
        hoja: Nombre de la hoja, o cadena vacía en un CSV.
        filas: Celdas de cada fila no vacía, como texto; cada fila con su propio largo.
        numeros: Número de cada fila, desde 1. En un CSV es el ordinal del registro tal como lo muestra
            una hoja de cálculo: una celda de varios renglones cuenta como una sola fila, y un renglón en
            blanco también cuenta.
        cortado: Si el archivo termina sin salto de línea (puede estar cortado en la última fila).
    """

    archivo: str
    hoja: str
    filas: list[list[str]]
    numeros: list[int]
    cortado: bool = False


@dataclass(frozen=True)
class TablaTexto:
    """Una tabla con encabezados; todas sus filas tienen tantas celdas como encabezados.

    Attributes:
        archivo: Nombre con que se le cita.
        hoja: Nombre de la hoja, o cadena vacía en un CSV.
        encabezados: Encabezados tal como vienen.
        filas: Celdas como texto; la vacía es cadena vacía.
        numeros_de_fila: Número de cada fila en el archivo (véase ``Registros.numeros``).
        fila_de_encabezados: Número de la fila de encabezados.
        previas: Filas anteriores a los encabezados (títulos, nombre de la métrica).
        rechazadas: Filas que no están en ``filas`` porque sus celdas no corresponden a los encabezados.
    """

    archivo: str
    hoja: str
    encabezados: list[str]
    filas: list[list[str]]
    numeros_de_fila: list[int]
    fila_de_encabezados: int = 1
    previas: list[list[str]] = field(default_factory=list)
    rechazadas: int = 0

    def columna(self, indice: int) -> list[str]:
        """Celdas de una columna, en el orden de las filas."""
        return [f[indice] for f in self.filas]

    def marco(self, indices: dict[str, int]) -> pl.DataFrame:
        """Marco de texto con las columnas pedidas y ``fila``, para leerlas de una vez.

        Args:
            indices: Nombre que tendrá cada columna y su posición en la tabla.
        """
        datos: dict[str, pl.Series] = {"fila": pl.Series(self.numeros_de_fila, dtype=pl.Int64)}
        datos |= {n: pl.Series(self.columna(i), dtype=pl.String) for n, i in indices.items()}
        return pl.DataFrame(datos)


def armar(
    registros: Registros, posicion: int, *, omite_finales: bool = False
) -> tuple[TablaTexto, list[Hallazgo]]:
    """Arma la tabla cuya fila de encabezados está en ``posicion`` (índice en ``registros.filas``).

    Una fila con celdas de sobra que no están vacías no se carga: sus valores quedarían bajo otra columna.
    Una fila corta se completa con vacíos, salvo la última de un archivo cortado. Ambas se dicen, excepto
    la fila corta de una plataforma que omite las celdas vacías del final (``omite_finales``).
    """
    encabezados = _sin_vacias_al_final(registros.filas[posicion])
    ancho = len(encabezados)
    filas: list[list[str]] = []
    numeros: list[int] = []
    hallazgos: list[Hallazgo] = []
    rechazadas = 0
    ultima = len(registros.filas) - 1
    for i in range(posicion + 1, len(registros.filas)):
        fila, numero = registros.filas[i], registros.numeros[i]
        if len(fila) != ancho:
            codigo = _irregularidad(fila, ancho, cortada=registros.cortado and i == ultima)
            if codigo and not (codigo == "L109" and omite_finales):
                hallazgos.append(_de_fila(codigo, registros, numero, len(fila), ancho))
            if codigo in ("L108", "L110"):
                rechazadas += 1
                continue
            fila = fila[:ancho] + [""] * (ancho - len(fila))
        filas.append(fila)
        numeros.append(numero)
    tabla = TablaTexto(
        registros.archivo,
        registros.hoja,
        encabezados,
        filas,
        numeros,
        registros.numeros[posicion],
        registros.filas[:posicion],
        rechazadas,
    )
    return tabla, hallazgos


def _irregularidad(fila: Sequence[str], ancho: int, *, cortada: bool) -> str:
    if len(fila) > ancho:
        return "L108" if any(c.strip() for c in fila[ancho:]) else ""
    return "L110" if cortada else "L109"


def _de_fila(codigo: str, registros: Registros, numero: int, celdas: int, ancho: int) -> Hallazgo:
    return Hallazgo(
        codigo,
        archivo=registros.archivo,
        hoja=registros.hoja or None,
        fila=numero,
        encontrado="1 celda" if celdas == 1 else f"{celdas} celdas",
        esperado=str(ancho),
    )


def _sin_vacias_al_final(fila: list[str]) -> list[str]:
    fin = len(fila)
    while fin and not fila[fin - 1].strip():
        fin -= 1
    return fila[:fin]
