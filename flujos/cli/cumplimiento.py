"""Orden con que se registra que se entregó otra información que se había requerido (art. 12)."""

from pathlib import Path
from typing import Annotated

import typer

from flujos.cli.actos import PorOpcion, leer_momento, llano, quien
from flujos.cli.espanol import Orden
from flujos.cli.expediente import CuentaArgumento
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import con_dia_de_la_semana, decir, en_json


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("cumplir", cls=Orden)(cumplir)


def cumplir(
    cuenta: CuentaArgumento,
    semestre: SemestreArgumento = None,
    momento: Annotated[
        str, typer.Option("--momento", metavar="'AAAA-MM-DD HH:MM'", help="Cuándo se recibió.")
    ] = "",
    folio: Annotated[
        str,
        typer.Option("--folio", metavar="NÚMERO", help="Número de lo recibido; se publica: sin nombres."),
    ] = "",
    archivo: Annotated[
        Path | None,
        typer.Option("--archivo", metavar="RUTA", help="Lo recibido; se conserva, no se publica."),
    ] = None,
    requerimiento: Annotated[
        str,
        typer.Option(
            "--requerimiento", metavar="COMUNICACIÓN", help="Cuál, si la cuenta tiene varios; su principio."
        ),
    ] = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra que se entregó otra información requerida.

    Es lo que se pidió con «pertinencia requerir» conforme al artículo 12. Desde entonces deja de decirse que
    vence. Repetirlo no cambia nada.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.cumplimiento_especial import Entregado
    from flujos.pasos.cumplimiento_especial import cumplir as paso

    if not llano(momento):
        raise OrdenInvalida("Falta --momento: cuándo se recibió.")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    entregado = Entregado(
        cuenta, leer_momento(momento, abierto.zona), llano(folio), archivo, llano(requerimiento)
    )
    hecho = paso(abierto, elegido, entregado, quien(por))
    if en_formato_json:
        en_json({"semestre": elegido.clave, "cuenta": cuenta} | vars(hecho))
        return
    plazo = {True: ", en tiempo", False: ", fuera de tiempo", None: ""}[hecho.en_tiempo]
    dicho = "Consta" if hecho.nuevo else "Ya constaba, sin cambio,"
    decir(
        f"{dicho} que {cuenta} cumplió el requerimiento {hecho.requerimiento[:12]}: cuenta el "
        f"{con_dia_de_la_semana(hecho.fecha)}{plazo}."
    )
