"""Orden «capacitacion»: registrar una sesión y decir qué área la ha recibido."""

from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import contar, decir, en_json, tabla

if TYPE_CHECKING:
    from lineamientos.procedimiento.capacitacion import DeArea

_ENCABEZADOS = {
    "area": "Área",
    "sesiones": "Sesiones",
    "asistentes": "Asistentes",
    "horas": "Horas",
    "ultima": "Última",
}


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("capacitacion", cls=Orden)(capacitacion)


def capacitacion(
    semestre: SemestreArgumento = None,
    fecha: Annotated[
        str | None, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Día en que se impartió.")
    ] = None,
    tema: Annotated[str | None, typer.Option("--tema", metavar="TEXTO", help="De qué trató.")] = None,
    area: Annotated[str | None, typer.Option("--area", metavar="ÁREA", help="Área que la recibió.")] = None,
    asistentes: Annotated[
        int | None, typer.Option("--asistentes", metavar="N", help="Cuántas personas asistieron.")
    ] = None,
    horas: Annotated[float | None, typer.Option("--horas", metavar="N", help="Cuánto duró.")] = None,
    por: Annotated[
        str | None,
        typer.Option("--por", metavar="NOMBRE", help="Quién lo registra; si no, el usuario del equipo."),
    ] = None,
    lista: Annotated[bool, typer.Option("--lista", help="Dice cuánta recibió cada área.")] = False,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra una capacitación, o dice las de cada área.

    Con --lista resume el semestre, con las áreas que no han recibido ninguna (art. 6, fracción V).
    """
    from datetime import date

    from flujos.ajustes import usuario_del_equipo
    from flujos.errores import OrdenInvalida, en_falta
    from flujos.pasos.capacitacion import registrar as paso
    from flujos.pasos.capacitacion import resumen
    from lineamientos.procedimiento.capacitacion import Sesion

    abierto = abrir(espacio)
    datos = {"--fecha": fecha, "--tema": tema, "--area": area, "--asistentes": asistentes}
    if lista or not any((*datos.values(), horas)):
        elegido = elegir(abierto, semestre)
        _decir(resumen(abierto, elegido), elegido.nombre, en_formato_json=en_formato_json)
        return
    if faltan := [n for n, v in datos.items() if v is None]:
        raise OrdenInvalida(f"{en_falta(faltan)}: sin eso no puede registrarse.")
    try:
        dia = date.fromisoformat(str(fecha))
    except ValueError as error:
        raise OrdenInvalida(f"--fecha «{fecha}» no es una fecha como 2026-10-05.") from error
    sesion = Sesion(dia, str(tema), str(area), int(asistentes or 0), horas)
    nueva = paso(abierto, sesion, por or usuario_del_equipo())
    if en_formato_json:
        en_json({"nueva": nueva} | vars(sesion))
    else:
        decir("Registrada en padron/capacitaciones.csv." if nueva else "Ya constaba; no se cambió nada.")


def _decir(filas: "tuple[DeArea, ...]", nombre: str, *, en_formato_json: bool) -> None:
    import polars as pl

    if en_formato_json:
        en_json([vars(f) for f in filas])
        return
    con = [f for f in filas if f.sesiones]
    sin = [f.area for f in filas if not f.sesiones]
    sesiones = contar(sum(f.sesiones for f in con), "sesión", "sesiones")
    decir(f"Capacitación del {nombre}: {sesiones} en {contar(len(con), 'área', 'áreas')}.")
    if con:
        tabla(pl.DataFrame([vars(f) for f in con]), encabezados=_ENCABEZADOS, compacta=True)
    if sin:
        decir(f"Sin ninguna, {contar(len(sin), 'área', 'áreas')}: {', '.join(sin)}.")
