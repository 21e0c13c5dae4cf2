"""Planilla: el CSV con que una persona declara actos, renglón por renglón.

Se lee como lo guarda una hoja de cálculo (UTF-8, UTF-16 o cp1252; comas, puntos y comas o tabuladores) y cada
cosa que está mal se dice con su renglón y su columna; lo demás del archivo se lee. Se escribe de modo que
ninguna celda se tome por fórmula, y al leerla de vuelta se quita esa guarda.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from conectores.archivos.plegado import plegar
from conectores.archivos.tabla import TablaTexto, armar
from conectores.archivos.texto import leer_texto
from conectores.archivos.tipos import Limites, Parte
from esquemas.hallazgos import Hallazgo, limpiar
from lineamientos.objeciones import Objecion

_INICIOS = frozenset("=+-@＝＋－＠\t\r")
"""Inicios que una hoja de cálculo tomaría por fórmula."""
_LARGO_MAXIMO = 4_000
"""Caracteres de una celda: las razones de un acuerdo caben de sobra."""


@dataclass(frozen=True)
class Problema:
    """Algo que está mal en una planilla.

    Attributes:
        archivo: Nombre con que se le cita.
        renglon: Renglón del archivo, desde 1 y con encabezados; ``None`` si es de todo el archivo.
        columna: Encabezado, o cadena vacía.
        encontrado: Oración que dice qué se halló.
        esperado: Lo que se esperaba, o cadena vacía.
        que_hacer: Oración que dice qué hacer.
    """

    archivo: str
    renglon: int | None
    columna: str
    encontrado: str
    esperado: str
    que_hacer: str

    @property
    def oracion(self) -> str:
        """Lugar, qué se halló, qué se esperaba y qué hacer."""
        lugar = limpiar(self.archivo)
        lugar += f", renglón {self.renglon}" if self.renglon is not None else ""
        lugar += f", columna «{self.columna}»" if self.columna else ""
        esperado = f" Se esperaba {self.esperado}." if self.esperado else ""
        return f"{lugar}: {self.encontrado}{esperado} {self.que_hacer}"

    @classmethod
    def de_objecion(cls, archivo: str, renglon: int, objecion: Objecion) -> "Problema":
        """Una objeción con su lugar en el archivo."""
        o = objecion
        return cls(archivo, renglon, o.campo, o.encontrado, o.esperado, o.que_hacer)

    @classmethod
    def de_hallazgo(cls, archivo: str, hallazgo: Hallazgo) -> "Problema":
        """Un hallazgo de lectura, con el nombre con que se cita la planilla."""
        return cls(archivo, hallazgo.fila, hallazgo.columna or "", hallazgo.mensaje, "", hallazgo.que_hacer)


@dataclass(frozen=True)
class Columna:
    """Una columna de la planilla.

    Attributes:
        nombre: Encabezado; se reconoce sin importar mayúsculas, acentos ni signos.
        esperado: Qué lleva, para seguir a «Se esperaba».
        leer: De texto a valor; ``None`` si no se entiende.
        obligatoria: Si la celda no puede quedar vacía.
    """

    nombre: str
    esperado: str
    leer: Callable[[str], object | None]
    obligatoria: bool = True


@dataclass(frozen=True)
class Renglon:
    """Un renglón que se entendió entero: su número y su valor por columna (``None`` si está vacía)."""

    numero: int
    valores: Mapping[str, Any]


@dataclass(frozen=True)
class Planilla:
    """Lo leído.

    Attributes:
        renglones: Los que se entendieron enteros, en orden.
        omitidos: Los que quien la llenó dejó sin declarar.
        problemas: Lo que está mal.
        fallidos: Renglones con algún problema.
    """

    renglones: tuple[Renglon, ...]
    omitidos: int
    problemas: tuple[Problema, ...]
    fallidos: int


def leer_planilla(
    archivo: str,
    contenido: bytes,
    columnas: Sequence[Columna],
    limites: Limites,
    declaran: Sequence[str],
) -> Planilla:
    """Lee una planilla.

    Args:
        archivo: Nombre con que se la cita.
        contenido: Sus bytes.
        columnas: Las que debe traer; las que traiga de más no se leen.
        limites: Topes del espacio.
        declaran: Columnas con que se declara: un renglón que las deja todas vacías se omite sin error.
    """
    registros, hallazgos = leer_texto(Parte(archivo, contenido), limites)
    if registros is None:
        return Planilla((), 0, tuple(Problema.de_hallazgo(archivo, h) for h in hallazgos), 0)
    tabla, de_filas = armar(registros, 0, omite_finales=True)
    problemas = [Problema.de_hallazgo(archivo, h) for h in (*hallazgos, *de_filas)]
    lugares = _lugares(archivo, tabla, columnas, problemas)
    if lugares is None:
        return Planilla((), 0, tuple(problemas), 0)
    renglones, omitidos, fallidos = [], 0, tabla.rechazadas
    for numero, celdas in zip(tabla.numeros_de_fila, tabla.filas, strict=True):
        textos = {nombre: sin_guarda(" ".join(celdas[lugar].split())) for nombre, lugar in lugares.items()}
        if not any(textos[n] for n in declaran):
            omitidos += 1
            continue
        valores, malos = _valores(archivo, numero, textos, columnas)
        problemas.extend(malos)
        if malos:
            fallidos += 1
        else:
            renglones.append(Renglon(numero, valores))
    return Planilla(tuple(renglones), omitidos, tuple(problemas), fallidos)


def escribir_planilla(columnas: Sequence[str], filas: Sequence[Sequence[str]]) -> bytes:
    """Una planilla en CSV, en UTF-8 con marca para que la hoja de cálculo la reconozca y sin fórmulas."""
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow(columnas)
    escritor.writerows([con_guarda(_visible(c)) for c in fila] for fila in filas)
    return salida.getvalue().encode("utf-8-sig")


def con_guarda(texto: str) -> str:
    """El texto con un apóstrofo delante si una hoja de cálculo lo tomaría por fórmula."""
    return f"'{texto}" if _activa(texto) else texto


def sin_guarda(texto: str) -> str:
    """El texto sin el apóstrofo que puso ``con_guarda``; otro apóstrofo se queda."""
    return texto[1:] if texto[:1] == "'" and _activa(texto) else texto


def _visible(texto: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in texto).split())


def _activa(texto: str) -> bool:
    # También lo que ya lleva apóstrofos delante: así quitar la guarda siempre deshace ponerla.
    return texto.lstrip("'")[:1] in _INICIOS


def texto_llano(texto: str) -> str | None:
    """Un texto sin caracteres que no se ven y de largo razonable, o ``None``."""
    return texto if texto.isprintable() and len(texto) <= _LARGO_MAXIMO else None


def parecidas(texto: str, conocidas: Sequence[str]) -> str:
    """Una oración que sugiere las claves que se parecen a lo escrito, o cadena vacía."""
    plegadas = {plegar(c): c for c in conocidas}
    cercanas = [plegadas[p] for p in get_close_matches(plegar(texto), list(plegadas), n=3, cutoff=0.7)]
    return f"¿Quiso decir {' o '.join(f'«{c}»' for c in cercanas)}?" if cercanas else ""


def _lugares(
    archivo: str, tabla: TablaTexto, columnas: Sequence[Columna], problemas: list[Problema]
) -> dict[str, int] | None:
    plegados = [plegar(e) for e in tabla.encabezados]
    renglon = tabla.fila_de_encabezados
    faltan = [c.nombre for c in columnas if plegar(c.nombre) not in plegados]
    repetidas = [c.nombre for c in columnas if plegados.count(plegar(c.nombre)) > 1]
    if faltan:
        problemas.append(
            Problema(
                archivo, renglon, "", f"Faltan las columnas {', '.join(faltan)}.",
                f"un encabezado con {', '.join(c.nombre for c in columnas)}",
                "Use la plantilla que da el programa y no cambie sus encabezados.",
            )
        )  # fmt: skip
    if repetidas:
        problemas.append(
            Problema(
                archivo, renglon, ", ".join(repetidas), "La columna está más de una vez.",
                "cada columna una sola vez", "Deje una.",
            )
        )  # fmt: skip
    if faltan or repetidas:
        return None
    return {c.nombre: plegados.index(plegar(c.nombre)) for c in columnas}


def _valores(
    archivo: str, numero: int, textos: Mapping[str, str], columnas: Sequence[Columna]
) -> tuple[dict[str, object], list[Problema]]:
    valores: dict[str, object] = {}
    malos = []
    for columna in columnas:
        texto = textos[columna.nombre]
        valor = columna.leer(texto) if texto else None
        if valor is None and (texto or columna.obligatoria):
            hallado = f"Se encontró «{limpiar(texto)}»." if texto else "Está vacía y es obligatoria."
            malos.append(
                Problema(archivo, numero, columna.nombre, hallado, columna.esperado,
                         "Corrija la celda y repita la orden.")
            )  # fmt: skip
        valores[columna.nombre] = valor
    return valores, malos
