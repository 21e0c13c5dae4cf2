"""Órdenes de recuperación: reconstruir, respaldo y restaurar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, abrir
from flujos.cli.salida import advertir, barra, contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.reconstruccion import Reconstruccion

_RAZONES = {
    "conservados": "porque releerlos no daría lo mismo: purgados, a medias o leídos con otro padrón",
    "menos": "porque releídos darían menos filas: están dañados o el padrón cambió",
    "sin_bytes": "porque sus bytes no están en datos/aterrizaje",
}


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("reconstruir", cls=Orden)(reconstruir)
    app.command("respaldo", cls=Orden)(respaldo)
    app.command("restaurar", cls=Orden)(restaurar)


def reconstruir(
    ensayo: Annotated[
        bool, typer.Option("--ensayo", help="Solo compara, tabla por tabla; no cambia nada.")
    ] = False,
    desde: Annotated[
        Path | None,
        typer.Option(
            "--desde",
            metavar="BASE",
            help="Base de la que se toma lo que los lotes no guardan; si no, la anterior o la publicada.",
        ),
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Rehace la base maestra a partir de lo aterrizado.

    La anterior se conserva al lado, con su fecha.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.reconstruccion import reconstruir as paso

    if desde is not None and not desde.is_file():
        raise OrdenInvalida(f"No existe la base {desde}. Revise la ruta.")
    with barra() as avance:
        hecha = paso(abrir(espacio), ensayo=ensayo, desde=desde, avance=avance)
    if en_formato_json:
        datos = vars(hecha) | {"diferencias": [vars(d) for d in hecha.diferencias], "igual": hecha.igual}
        en_json(datos)
    else:
        _decir(hecha)
    fallo = not hecha.igual if ensayo else bool(hecha.danados or hecha.perdidos)
    raise typer.Exit(1 if fallo else 0)


def respaldo(
    destino: Annotated[
        Path | None,
        typer.Argument(help="Carpeta; si no, la de [respaldo] en pertinencia.toml.", metavar="CARPETA"),
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Respalda el espacio en un solo archivo y lo comprueba.

    Puede correrse mientras otros trabajan. Las credenciales de .env no se respaldan.
    """
    from flujos.pasos.respaldo import respaldar

    hecho = respaldar(abrir(espacio), destino)
    if en_formato_json:
        en_json(vars(hecho))
        return
    for aviso in hecho.avisos:
        advertir(aviso)
    decir(
        f"Respaldo comprobado: {hecho.ruta} ({contar(hecho.archivos, 'archivo', 'archivos')}, "
        f"{hecho.bytes / 1e6:,.1f} MB; abierto, {hecho.bytes_abierto / 1e6:,.1f} MB)."
    )
    for borrado in hecho.borrados:
        decir(f"Se borró {borrado}: pasaba de los que se conservan.")


def restaurar(
    archivo: Annotated[Path, typer.Argument(help="Respaldo.", metavar="ARCHIVO")],
    espacio: Annotated[
        Path, typer.Option("--espacio", metavar="CARPETA", help="Carpeta nueva o vacía en que queda.")
    ],
    solo_lotes: Annotated[
        bool, typer.Option("--solo-lotes", help="Sin las bases: se reconstruyen de lo aterrizado.")
    ] = False,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Restaura un respaldo en una carpeta nueva.

    Comprueba cada archivo contra su huella y no pisa nada.
    """
    from flujos.pasos.espacio import abrir_espacio
    from flujos.pasos.restauracion import contenido
    from flujos.pasos.restauracion import restaurar as paso

    indice = paso(archivo, espacio, solo_lotes=solo_lotes)
    tiene = contenido(abrir_espacio(espacio))
    if en_formato_json:
        en_json({"creado_en": indice.creado_en, "archivos": len(indice.archivos)} | vars(tiene))
        return
    decir(
        f"Restaurado en {espacio} lo que había en {indice.espacio} el {indice.creado_en:%Y-%m-%d %H:%M} UTC."
    )
    decir(
        f"  {tiene.organismo}: {contar(tiene.cuentas, 'cuenta', 'cuentas')}; "
        f"{contar(tiene.lotes, 'lote aterrizado', 'lotes aterrizados')}; "
        f"semestres evaluados: {', '.join(tiene.evaluados) or 'ninguno'}."
    )
    if tiene.cargados is None:
        decir("No trae la base. Siga con: pertinencia reconstruir")
    if tiene.en_duda:
        decir(
            f"{contar(len(tiene.en_duda), 'comunicación pudo', 'comunicaciones pudieron')} enviarse después "
            "del respaldo: no salen solas hasta que alguien diga si llegaron. Véalas con «pertinencia "
            "comunicaciones»."
        )
    decir(
        "Lo que se escribió y se envió después del respaldo no está en él: antes de poner las credenciales "
        "vea con «pertinencia vigilar --ensayo» qué se escribiría de nuevo."
    )
    decir("Las credenciales no se respaldan: ponga otra vez el archivo .env.")
    decir("La base de los analistas se hace con: pertinencia publicar")


def _decir(hecha: "Reconstruccion") -> None:
    for aviso in hecha.avisos:
        advertir(aviso)
    decir(
        f"Se releyeron {contar(hecha.archivos, 'lote de archivo', 'lotes de archivo')} y "
        f"{contar(hecha.consultas, 'lote de API', 'lotes de API')}."
    )
    if hecha.purgados:
        decir(f"Purgados por retención, que no vuelven: {hecha.purgados}.")
    if hecha.antecedente is not None:
        decir(f"Lo que los lotes no guardan se tomó de {hecha.antecedente}.")
    for razon, cuantos in hecha.tomados.items():
        if cuantos:
            decir(f"  {contar(cuantos, 'lote', 'lotes')} enteros, {_RAZONES[razon]}.")
    if hecha.supuestos:
        decir(f"De {contar(hecha.supuestos, 'archivo', 'archivos')} se supuso el semestre por su fecha.")
    for dano in hecha.danados:
        decir(f"  • {dano}")
    if hecha.perdidos:
        decir("No hay base de la que tomar lo que los lotes no guardan. Se perdió:")
        for perdido in hecha.perdidos:
            decir(f"  • {perdido}")
    if hecha.igual:
        decir("Todas las tablas son iguales a las de esa base, fila por fila.")
    for d in hecha.diferencias:
        decir(
            f"  DIFERENTE {d.tabla}: tenía {contar(d.antes, 'fila', 'filas')} y resultan {d.ahora:,}; "
            f"faltan {d.faltan:,} y sobran {d.sobran:,}."
        )
    if hecha.ensayo:
        decir("Es un ensayo: no se cambió nada.")
        return
    decir("La base reconstruida está en su lugar.")
    if hecha.anterior is not None:
        decir(f"La anterior se conservó en {hecha.anterior}.")
