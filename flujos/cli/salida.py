"""Cómo se le habla a una persona en la terminal y a un programa en JSON."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    from rich.text import Text

    from flujos.pasos.avance import Avance


_DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_ANCHO, _ANCHO_COMPACTO = 200, 120
"""Columnas de texto cuando la salida no es una terminal."""


def en_json(datos: object) -> None:
    """Escribe JSON en la salida estándar; fechas y demás, como texto."""
    print(json.dumps(datos, ensure_ascii=False, indent=2, default=str))


def decir(texto: str = "") -> None:
    """Escribe una línea en la salida estándar."""
    print(texto)


def advertir(texto: str) -> None:
    """Escribe una línea en la salida de errores."""
    print(texto, file=sys.stderr)


def con_dia_de_la_semana(dia: date) -> str:
    """Una fecha como se dice en un oficio: ``domingo 10 de enero de 2027``."""
    from informes.numeros import fecha

    return f"{_DIAS[dia.weekday()]} {fecha(dia)}"


def contar(cuantos: int, uno: str, varios: str) -> str:
    """Un número con su sustantivo: ``1 fila``, ``2 filas``."""
    return f"{cuantos:,} {uno if cuantos == 1 else varios}"


def tabla(
    marco: "pl.DataFrame",
    *,
    titulo: str = "",
    encabezados: Mapping[str, str] | None = None,
    compacta: bool = False,
    anchos: Mapping[str, int] | None = None,
) -> None:
    """Escribe un marco como tabla; lo ausente sale como «—» y lo hostil, como texto.

    Args:
        marco: Filas.
        titulo: Título, si lleva.
        encabezados: Cómo se dice cada columna; las que no estén salen con su nombre.
        compacta: Sin rayas entre columnas, para que quepa en una ventana angosta.
        anchos: Lo más que mide una columna; las claves que no quepan se parten en sus guiones bajos.
    """
    from rich.box import HEAVY_HEAD, SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    ancho = _ANCHO_COMPACTO if compacta else _ANCHO
    consola = Console(soft_wrap=False, width=None if sys.stdout.isatty() else ancho)
    dibujo = Table(
        title=Text(titulo) if titulo else None,
        title_justify="left",
        box=SIMPLE_HEAD if compacta else HEAVY_HEAD,
        padding=0 if compacta else (0, 1),
        show_edge=not compacta,
    )
    nombres, topes = encabezados or {}, anchos or {}
    for columna, tipo in marco.schema.items():
        dibujo.add_column(
            Text(nombres.get(columna, columna)),
            justify="right" if tipo.is_numeric() else "left",
            overflow="fold",
            max_width=topes.get(columna),
        )
    for fila in marco.iter_rows():
        celdas = {columna: _celda(v) for columna, v in zip(marco.columns, fila, strict=True)}
        celdas |= {columna: Text(partir(celdas[columna].plain, n)) for columna, n in topes.items()}
        dibujo.add_row(*celdas.values())
    consola.print(dibujo)


def partir(clave: str, ancho: int) -> str:
    """Reparte una clave en renglones, cortada en sus guiones bajos.

    >>> partir("facebook_jde_aguascalientes_01", 17).splitlines()
    ['facebook_jde_', 'aguascalientes_01']
    """
    renglones = [""]
    for parte in re.findall(r"[^_]*_|[^_]+", clave):
        if renglones[-1] and len(renglones[-1]) + len(parte) > ancho:
            renglones.append("")
        renglones[-1] += parte
    return "\n".join(renglones)


def _celda(valor: object) -> "Text":
    from rich.text import Text

    from esquemas.hallazgos import limpiar

    if valor is None:
        return Text("—")
    if isinstance(valor, bool):
        return Text("sí" if valor else "no")
    if isinstance(valor, int):
        return Text(f"{valor:,}")
    if isinstance(valor, float):
        return Text(f"{valor:,.2f}")
    return Text(limpiar(str(valor)))


@contextmanager
def barra() -> Iterator["Avance"]:
    """Barra de avance en la terminal; si la salida no es una terminal, nada."""
    if not sys.stderr.isatty():
        from flujos.pasos.avance import sin_avance

        yield sin_avance
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as progreso:
        tareas: dict[str, TaskID] = {}

        def avanzar(etapa: str, hechos: int, total: int) -> None:
            if etapa not in tareas:
                tareas[etapa] = progreso.add_task(etapa, total=total)
            progreso.update(tareas[etapa], completed=hechos, total=max(total, 1) if hechos else total)

        yield avanzar


def lista_de_hallazgos(oraciones: Sequence[str], *, maximo: int = 40) -> None:
    """Escribe las oraciones, con tope: el resto está en «pertinencia observaciones»."""
    for oracion in oraciones[:maximo]:
        decir(f"  • {oracion}")
    if len(oraciones) > maximo:
        decir(f"  … y {len(oraciones) - maximo} más: véalas con «pertinencia observaciones».")
