"""Orden ``verificar``: la instalación, el espacio, el servidor y las credenciales, y qué corregir."""

from typing import TYPE_CHECKING

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion
from flujos.cli.salida import decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.comprobacion import Comprobacion
    from flujos.pasos.espacio import Espacio


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("verificar", cls=Orden)(verificar)


def verificar(espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False) -> None:
    """Comprueba instalación, espacio y servidor, y qué corregir.

    Termina con 1 si algo está «mal». No envía nada ni cambia nada.
    """
    from flujos.ajustes import raiz_del_espacio
    from flujos.errores import EspacioInvalido
    from flujos.pasos.espacio import abrir_espacio
    from flujos.pasos.verificacion import verificar as paso

    raiz = raiz_del_espacio(espacio)
    comprobaciones = paso(raiz)
    try:
        abierto = abrir_espacio(raiz)
    except EspacioInvalido:
        pass  # Ya lo dijo la comprobación del espacio.
    else:
        comprobaciones += [*_del_servidor(abierto), *_de_las_credenciales(abierto)]
    if en_formato_json:
        en_json([vars(c) for c in comprobaciones])
    else:
        for c in comprobaciones:
            decir(f"{c.resultado:6} {c.que}: {c.detalle}")
    raise typer.Exit(1 if any(c.resultado == "mal" for c in comprobaciones) else 0)


def _del_servidor(espacio: "Espacio") -> "list[Comprobacion]":
    """El que dice ``PREFECT_API_URL`` o el de este espacio; que no haya ninguno no es una falla."""
    from flujos.ajustes import leer_secretos, servidor_indicado, usar_carpeta_de_prefect
    from flujos.pasos.comprobacion import Comprobacion
    from flujos.pasos.pagina import anotada, carpeta_de_prefect, contesta
    from flujos.pasos.servicio import CLAVE

    api = servidor_indicado()
    if api is None:
        pagina = anotada(espacio)
        if pagina is None or not contesta(pagina):
            return [
                Comprobacion(
                    "Servidor", "nota", "no hay servidor corriendo; «pertinencia servidor» lo arranca."
                )
            ]
        api = f"{pagina}/api"
    usar_carpeta_de_prefect(carpeta_de_prefect(espacio))
    from flujos.prefect.verificacion import verificar_servidor

    clave = leer_secretos(espacio.raiz, [CLAVE]).get(CLAVE)
    return verificar_servidor(api, f"pertinencia:{clave}" if clave else None)


def _de_las_credenciales(espacio: "Espacio") -> "list[Comprobacion]":
    """Lo que dice cada plataforma de sus credenciales; nada si el espacio no recolecta."""
    from flujos.pasos.comprobacion import Comprobacion
    from flujos.pasos.credenciales import del_espacio
    from flujos.pasos.verificacion_credenciales import verificar_credenciales

    return [
        Comprobacion(f"{v.credencial} ({v.cuenta})" if v.cuenta else v.credencial, v.resultado, v.detalle)
        for v in verificar_credenciales(espacio, del_espacio(espacio))
    ]
