"""Órdenes de la revisión del semestre: semestre, recibir, calificar, informe y publicar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.actos import PorOpcion
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import barra, contar, decir, en_json, lista_de_hallazgos

if TYPE_CHECKING:
    from almacen.publicacion import Publicacion
    from flujos.pasos.evaluacion import ResumenEvaluacion
    from flujos.pasos.informe import Documentos
    from flujos.pasos.recepcion_resumen import ResumenRecepcion


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("semestre", cls=Orden)(semestre)
    app.command("recibir", cls=Orden)(recibir)
    app.command("calificar", cls=Orden)(calificar)
    app.command("informe", cls=Orden)(informe)
    app.command("publicar", cls=Orden)(publicar)


def semestre(
    semestre: SemestreArgumento = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Revisa un semestre: recibe, evalúa, informa y publica."""
    from flujos.ajustes import preparar_prefect
    from flujos.pasos.evaluacion import exigir_terminado

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    exigir_terminado(abierto, elegido)
    preparar_prefect(abierto.raiz)
    from flujos.prefect.avance import con_avance
    from flujos.prefect.embebido import embebido
    from flujos.prefect.revision import semestre as flujo

    with barra() as avance, con_avance(avance), embebido():
        resumen = flujo(elegido.clave, str(abierto.raiz.resolve()))
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "recepcion": _recepcion_json(resumen.recepcion),
                "evaluacion": _evaluacion_json(resumen.evaluacion),
                "documentos": _documentos_json(resumen.documentos),
                "publicado": str(resumen.publicacion.ruta),
            }
        )
    else:
        _decir_recepcion(resumen.recepcion)
        _decir_evaluacion(resumen.evaluacion)
        _decir_documentos(resumen.documentos)
        _decir_publicado(resumen.publicacion)
    raise typer.Exit(1 if resumen.recepcion.con_fallas else 0)


def recibir(
    rutas: Annotated[
        list[Path] | None, typer.Argument(help="Archivos o carpetas dentro de entradas.", metavar="RUTA")
    ] = None,
    semestre: Annotated[
        str | None, typer.Option("--semestre", metavar="SEMESTRE", help="Semestre que se recibe.")
    ] = None,
    confirmar_correo: Annotated[
        list[str] | None,
        typer.Option(
            "--confirmar-correo",
            metavar="HUELLA",
            help="Correo apartado por falta de DMARC que es de quien dice.",
        ),
    ] = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Recibe y comprueba los archivos que estén en entradas/.

    Son las entregas del art. 11; lo que ya estaba cargado no se vuelve a contar.
    """
    from flujos.cli.actos import quien
    from flujos.pasos.recepcion import recibir as paso

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    with barra() as avance:
        resumen = paso(
            abierto, elegido, rutas or [], avance, confirmar=confirmar_correo or [], por=quien(por)
        )
    if en_formato_json:
        en_json({"semestre": elegido.clave} | _recepcion_json(resumen))
    else:
        _decir_recepcion(resumen)
    raise typer.Exit(1 if resumen.con_fallas else 0)


def calificar(
    semestre: SemestreArgumento = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Propone la calificación de pertinencia de cada cuenta.

    Usa lo ya recibido y los criterios del art. 13; quien resuelve es el Comité.
    """
    from flujos.pasos.evaluacion import evaluar

    abierto = abrir(espacio)
    with barra() as avance:
        resumen = evaluar(abierto, elegir(abierto, semestre), avance)
    if en_formato_json:
        en_json(_evaluacion_json(resumen))
    else:
        _decir_evaluacion(resumen)


def informe(
    semestre: SemestreArgumento = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Escribe el informe de un semestre ya evaluado.

    Salen HTML, PDF, XLSX y tablas CSV.
    """
    from flujos.pasos.informe import informar

    abierto = abrir(espacio)
    with barra() as avance:
        documentos = informar(abierto, elegir(abierto, semestre), avance)
    if en_formato_json:
        en_json(_documentos_json(documentos))
    else:
        _decir_documentos(documentos)


def publicar(espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False) -> None:
    """Publica la copia de solo lectura para analistas."""
    from flujos.pasos.publicacion import publicar as paso

    publicado = paso(abrir(espacio))
    if en_formato_json:
        en_json(
            {
                "publicado": str(publicado.ruta),
                "sustituyo": publicado.sustituyo,
                "del_semestre": str(publicado.del_semestre),
            }
        )
    else:
        _decir_publicado(publicado)


def _recepcion_json(resumen: "ResumenRecepcion") -> dict[str, object]:
    return {
        "vistos": resumen.vistos,
        "ya_conocidos": resumen.ya_conocidos,
        "cargados": resumen.suma("cargados"),
        "parciales": resumen.suma("parciales"),
        "rechazados": resumen.suma("rechazados"),
        "filas": resumen.suma("filas"),
        "apartados": list(resumen.apartados),
        "acuses": len(resumen.acuses),
        "correos": [vars(c) for c in resumen.correos],
        "hallazgos": [
            {"codigo": h.codigo, "severidad": h.severidad.value, "cuenta": h.cuenta, "oracion": h.oracion}
            for h in resumen.hallazgos
        ],
    }


def _evaluacion_json(resumen: "ResumenEvaluacion") -> dict[str, object]:
    return {
        "semestre": resumen.semestre.clave,
        "evaluacion": resumen.evaluacion,
        "nueva": resumen.nueva,
        "por_clase": dict(resumen.por_clase),
        "provisional": resumen.provisional,
        "observaciones": len(resumen.hallazgos),
    }


def _documentos_json(documentos: "Documentos") -> dict[str, object]:
    return {
        "html": str(documentos.html),
        "pdf": str(documentos.pdf),
        "xlsx": str(documentos.xlsx),
        "tablas": [str(t) for t in documentos.tablas],
    }


def _decir_recepcion(resumen: "ResumenRecepcion") -> None:
    conocidos = contar(resumen.ya_conocidos, "ya estaba cargado", "ya estaban cargados")
    decir(
        f"Recepción: {contar(resumen.vistos, 'archivo', 'archivos')} en entradas; {conocidos}, "
        f"{contar(resumen.suma('cargados'), 'cargado', 'cargados')}, {resumen.suma('parciales')} en parte, "
        f"{contar(resumen.suma('rechazados'), 'rechazado', 'rechazados')}."
    )
    if resumen.acuses:
        decir(f"Se acusó recibo de {contar(len(resumen.acuses), 'entrega', 'entregas')}.")
    nuevos = [c for c in resumen.correos if c.estado != "repetido"]
    for c in nuevos:
        decir(f"  [correo {c.dicho}] {c.oracion}")
    if resumen.hallazgos:
        decir(f"Lo recibido dio {contar(len(resumen.hallazgos), 'hallazgo', 'hallazgos')}:")
        lista_de_hallazgos([h.oracion for h in resumen.hallazgos])
    if resumen.apartados:
        decir("Lo rechazado está en entradas/rechazados, cada archivo con su motivo al lado.")


def _decir_evaluacion(resumen: "ResumenEvaluacion") -> None:
    novedad = "nueva" if resumen.nueva else "sin cambios desde la anterior"
    decir(f"Evaluación {novedad} del {resumen.semestre.nombre} (propuesta al Comité):")
    for clase, cuentas in resumen.por_clase.items():
        decir(f"  {clase}: {cuentas}")
    if resumen.hallazgos:
        decir(f"  Observaciones y avisos sobre las cifras: {len(resumen.hallazgos)}.")
    if resumen.provisional:
        decir(f"  PROVISIONAL: {resumen.provisional}.")


def _decir_documentos(documentos: "Documentos") -> None:
    decir(f"Informe HTML: {documentos.html}")
    decir(f"Informe PDF:  {documentos.pdf}")
    decir(f"Tablas XLSX:  {documentos.xlsx}")
    decir(f"Tablas CSV:   {documentos.tablas[0].parent}")


def _decir_publicado(publicado: "Publicacion") -> None:
    decir(f"Base publicada: {publicado.ruta}")
    decir(f"La misma, con el nombre del semestre que se revisa: {publicado.del_semestre}")
    if not publicado.sustituyo:
        decir(
            "El archivo anterior está abierto y el sistema no deja sustituirlo: la versión "
            "nueva quedó al lado."
        )
