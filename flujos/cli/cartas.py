"""Órdenes de lo que se entrega a los administradores: la guía."""

from pathlib import Path
from typing import Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreQueSePide, abrir, elegir_por_pedir
from flujos.cli.salida import decir, en_json


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("guia", cls=Orden)(guia)


def guia(
    semestre: SemestreQueSePide = None,
    salida: Annotated[
        Path | None, typer.Option("--salida", metavar="PDF", help="Archivo; si no, junto a los formatos.")
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Escribe la guía para administradores de cuenta en PDF.

    Cómo exportar de cada plataforma, cómo llenar el formato y cómo entregarlos. Acompaña al requerimiento.
    """
    from flujos.pasos.guia import escribir_guia

    abierto = abrir(espacio)
    ruta = escribir_guia(abierto, elegir_por_pedir(abierto, semestre), salida)
    if en_formato_json:
        en_json({"guia": str(ruta)})
    else:
        decir(f"Guía para administradores: {ruta}")
