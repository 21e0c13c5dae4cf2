"""Órdenes sobre el espacio de trabajo: iniciar, ejemplo y formato."""

from pathlib import Path
from typing import Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreQueSePide, abrir, elegir_por_pedir
from flujos.cli.salida import barra, contar, decir, en_json


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("iniciar", cls=Orden)(iniciar)
    app.command("ejemplo", cls=Orden)(ejemplo)
    app.command("formato", cls=Orden)(formato)


def iniciar(
    carpeta: Annotated[Path, typer.Argument(help="Carpeta del espacio nuevo.", metavar="CARPETA")],
) -> None:
    """Crea un espacio de trabajo con un padrón de muestra."""
    from flujos.pasos.inicio import iniciar as paso

    creados = paso(carpeta)
    decir(f"Espacio creado en {carpeta}: {contar(len(creados), 'archivo', 'archivos')}.")
    decir("Siga así:")
    decir("  1. Ponga sus cuentas y áreas en padron/cuentas.csv y padron/areas.csv.")
    decir(f"  2. pertinencia formato --espacio {carpeta}   (los formatos que llenan los administradores)")
    decir(f"  3. Deje lo que entreguen en {carpeta}/entradas/<cuenta>/")
    decir(f"  4. pertinencia semestre --espacio {carpeta}")


def ejemplo(
    espacio: Annotated[
        Path, typer.Option("--espacio", metavar="CARPETA", help="Carpeta en que queda el ejemplo.")
    ] = Path("ejemplo"),
    en_formato_json: JsonOpcion = False,
) -> None:
    """Crea un organismo inventado de 120 cuentas y lo revisa."""
    from flujos.ajustes import preparar_prefect

    preparar_prefect(espacio)
    from flujos.prefect.avance import con_avance
    from flujos.prefect.ejemplo import correr_ejemplo
    from flujos.prefect.embebido import embebido

    with barra() as avance, con_avance(avance), embebido():
        comparacion, resumen = correr_ejemplo(espacio)
    documentos = resumen.documentos
    if en_formato_json:
        en_json(
            {
                "exacta": comparacion.exacta,
                "encontrados": comparacion.encontrados,
                "omitidos": comparacion.omitidos,
                "de_mas": comparacion.de_mas,
                "html": documentos.html,
                "pdf": documentos.pdf,
                "xlsx": documentos.xlsx,
                "tablas": documentos.tablas,
                "publicado": resumen.publicacion.ruta,
            }
        )
    else:
        decir(f"Defectos sembrados y encontrados: {len(comparacion.encontrados)}.")
        for texto in comparacion.omitidos:
            decir(f"  NO se encontró: {texto}")
        for texto in comparacion.de_mas:
            decir(f"  De más: {texto}")
        decir(f"Calificación propuesta del {resumen.semestre.nombre}:")
        for clase, cuentas in resumen.evaluacion.por_clase.items():
            decir(f"  {clase}: {cuentas}")
        decir(f"Informe HTML:    {documentos.html}")
        decir(f"Informe PDF:     {documentos.pdf}")
        decir(f"Tablas XLSX:     {documentos.xlsx}")
        decir(f"Tablas CSV:      {documentos.tablas[0].parent}")
        decir(f"Base publicada:  {resumen.publicacion.ruta}")
    raise typer.Exit(0 if comparacion.exacta else 1)


def formato(
    semestre: SemestreQueSePide = None,
    espacio: EspacioOpcion = None,
    destino: Annotated[
        Path | None, typer.Option("--destino", metavar="CARPETA", help="Carpeta; si no, formatos/<semestre>.")
    ] = None,
    cuenta: Annotated[
        list[str] | None, typer.Option("--cuenta", metavar="CUENTA", help="Solo esta; puede repetirse.")
    ] = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Escribe los formatos que llenan los administradores.

    Son los del art. 11: uno por cuenta, uno por área y uno CSV por red.
    """
    from flujos.pasos.formato import escribir_formatos

    abierto = abrir(espacio)
    elegido = elegir_por_pedir(abierto, semestre)
    escritos = escribir_formatos(abierto, elegido, destino, cuenta or [])
    if en_formato_json:
        en_json([str(e) for e in escritos])
    else:
        decir(
            f"{contar(len(escritos), 'formato', 'formatos')} del {elegido.nombre} "
            f"en {escritos[0].parents[1]}: por cuenta, por área y por red."
        )
        decir("Se llenan en Excel o LibreOffice. Los de cuentas/ se dejan en entradas/<cuenta>/.")
        decir(
            "Los de areas/ y redes/ traen varias cuentas: se entrega uno solo y suelto en entradas/, no en "
            "la carpeta de una de ellas, y entonces no hacen falta los de cuentas/."
        )
