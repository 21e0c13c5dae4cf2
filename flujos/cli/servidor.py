"""Orden ``servidor``: la página de Prefect, sus despliegues y quien hace las corridas, en una orden."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, abrir
from flujos.cli.salida import decir


class Piezas(StrEnum):
    """Qué arranca la orden."""

    TODO = "todo"
    SERVIDOR = "servidor"
    WORKER = "worker"


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("servidor", cls=Orden)(servidor)


def servidor(
    espacio: EspacioOpcion = None,
    puerto: Annotated[
        int, typer.Option("--puerto", metavar="PUERTO", min=1, max=65535, help="En qué puerto va la página.")
    ] = 4200,
    anfitrion: Annotated[
        str,
        typer.Option(
            "--anfitrion",
            metavar="DIRECCION",
            help="En qué dirección escucha. Con otra que no sea esta computadora pide contraseña: póngala en "
            ".env como PERTINENCIA_SERVIDOR_CLAVE.",
        ),
    ] = "127.0.0.1",
    solo: Annotated[
        Piezas,
        typer.Option(
            "--solo",
            help="Una pieza: «servidor» (página y despliegues) o «worker» (quien hace las corridas; el "
            "servidor se indica en PREFECT_API_URL). Para repartirlas en varias computadoras o servicios.",
        ),
    ] = Piezas.TODO,
) -> None:
    """Abre la página de Prefect y hace las corridas que toquen.

    Se queda corriendo hasta que se le pida terminar (Ctrl+C). Repetirla tras un reinicio sigue donde iba.
    """
    from flujos.pasos.servicio import Servicio, servir

    abierto = abrir(espacio)
    servir(
        abierto,
        Servicio(
            anfitrion=anfitrion,
            puerto=puerto,
            con_servidor=solo is not Piezas.WORKER,
            con_worker=solo is not Piezas.SERVIDOR,
            programa=Path(__file__).resolve().parents[2],
        ),
        decir,
    )
