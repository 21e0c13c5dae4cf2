"""Cómo se le habla a una persona en la terminal y a un programa en JSON."""

import json
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


def tabla(marco: "pl.DataFrame", *, titulo: str = "", encabezados: Mapping[str, str] | None = None) -> None:
    """Escribe un marco como tabla; lo ausente sale como «—» y lo hostil, como texto."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    consola = Console(soft_wrap=False, width=None if sys.stdout.isatty() else 200)
    dibujo = Table(title=Text(titulo) if titulo else None, title_justify="left")
    nombres = encabezados or {}
    for columna, tipo in marco.schema.items():
        dibujo.add_column(
            Text(nombres.get(columna, columna)),
            justify="right" if tipo.is_numeric() else "left",
            overflow="fold",
        )
    for fila in marco.iter_rows():
        dibujo.add_row(*(_celda(v) for v in fila))
    consola.print(dibujo)


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
