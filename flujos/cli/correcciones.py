"""Órdenes para enmendar lo comunicado: retirar un borrador y corregir cuándo se notificó algo."""

from datetime import datetime
from typing import Annotated

import typer

from flujos.cli.actos import PorOpcion, leer_fecha, llano, quien
from flujos.cli.comunicaciones import ComunicacionArgumento, leer_hora
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, abrir
from flujos.cli.salida import con_dia_de_la_semana, contar, decir, en_json

MotivoOpcion = Annotated[
    str, typer.Option("--motivo", metavar="TEXTO", help="Por qué; se publica: no ponga nombres.")
]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("retirar", cls=Orden)(retirar)
    app.command("corregir", cls=Orden)(corregir)


def retirar(
    comunicacion: ComunicacionArgumento,
    motivo: MotivoOpcion = "",
    sin_reponer: Annotated[
        bool, typer.Option("--sin-reponer", help="Que no se escriba otra aunque se siga debiendo.")
    ] = False,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Retira una comunicación que aún no se notifica.

    Ni sale ni se entrega, y su número de oficio no vuelve a usarse. Si se sigue debiendo, la siguiente
    vigilancia escribe otra con otro número, salvo con --sin-reponer. Lo notificado no se retira.
    """
    from flujos.pasos.retiro import retirar as paso

    hecha = paso(abrir(espacio), comunicacion, llano(motivo), quien(por), reponer=not sin_reponer)
    if en_formato_json:
        en_json(vars(hecha))
        return
    con_numero = f" {hecha.numero}" if hecha.numero else ""
    dicho = "se retiró" if hecha.nueva else "ya constaba retirada, sin cambio"
    decir(f"{hecha.titulo}{con_numero} {hecha.comunicacion}: {dicho}.")
    if hecha.numero:
        decir(f"El número {hecha.numero} no vuelve a usarse.")
    if hecha.se_repone:
        decir(
            "Se sigue debiendo: la siguiente vigilancia escribe otra. Si no debe escribirse, repita la orden "
            "con --sin-reponer."
        )


def corregir(
    comunicacion: ComunicacionArgumento,
    fecha: Annotated[
        str, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Día en que de verdad se notificó.")
    ] = "",
    hora: Annotated[str, typer.Option("--hora", metavar="HH:MM", help="Hora, de la Ciudad de México.")] = "",
    motivo: MotivoOpcion = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Corrige cuándo se notificó una comunicación.

    Lo que decía se conserva y deja de contar: los plazos corren desde el momento corregido. Lo que ya se
    notificó a partir del anterior no se deshace, y se dice.
    """
    from flujos.cli.actos import exigir_opciones
    from flujos.pasos.correccion import corregir as paso

    exigir_opciones({"--fecha": fecha, "--hora": hora, "--motivo": motivo}, "sin eso no puede corregirse")
    abierto = abrir(espacio)
    momento = datetime.combine(leer_fecha(fecha), leer_hora(hora), abierto.zona)
    hecha = paso(abierto, comunicacion, momento, llano(motivo), quien(por))
    if en_formato_json:
        en_json(vars(hecha))
        return
    el = con_dia_de_la_semana(hecha.ahora)
    if not hecha.nueva:
        decir(f"{hecha.titulo} {hecha.comunicacion}: ya constaba, sin cambio; cuenta desde el {el}.")
        return
    decir(f"{hecha.titulo} {hecha.comunicacion}: contaba desde el {hecha.antes}; cuenta desde el {el}.")
    if hecha.anulados:
        decir(f"Dejó de contar {contar(hecha.anulados, 'vencimiento', 'vencimientos')} de la fecha anterior.")
    if hecha.posteriores:
        decir(f"No se deshace lo que se notificó después: {'; '.join(hecha.posteriores)}.")
