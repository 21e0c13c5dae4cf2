"""Órdenes de las recomendaciones: verlas, escribirlas y declarar cómo se atendieron."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import advertir, contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.recomendaciones_actos import Asentadas

CuentaOpcion = Annotated[
    str | None, typer.Option("--cuenta", metavar="CUENTA", help="Solo las de una cuenta.")
]


ArchivoOpcion = Annotated[
    Path | None, typer.Option("--archivo", metavar="ARCHIVO", help="Planilla CSV llena.")
]
PlantillaOpcion = Annotated[
    Path | None,
    typer.Option("--plantilla", metavar="ARCHIVO", help="Escribe la planilla por llenar y termina."),
]
PorOpcion = Annotated[str, typer.Option("--por", metavar="NOMBRE", help="Quién lo dice.")]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("recomendaciones", cls=Orden)(recomendaciones)
    app.command("recomendar", cls=Orden)(recomendar)
    app.command("atender", cls=Orden)(atender)


def recomendaciones(
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    cuenta: CuentaOpcion = None,
    omitidas: Annotated[
        bool, typer.Option("--omitidas", help="También las reglas que no pudieron aplicarse.")
    ] = False,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice las recomendaciones de un semestre y cómo quedaron.

    Las hace el art. 6, fracción III; el art. 7 pide atenderlas. Se siguen al evaluar el semestre siguiente.
    """
    from esquemas.hallazgos import limpiar
    from flujos.pasos.recomendaciones_lecturas import leer

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    leidas = leer(abierto, elegido, cuenta=cuenta)
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "recomendaciones": leidas.recomendaciones,
                "omitidas": leidas.omitidas,
            }
        )
        return
    dichas = contar(len(leidas.recomendaciones), "recomendación", "recomendaciones")
    decir(f"{elegido.nombre.capitalize()}: {dichas}.")
    for clave, suyas in groupby(leidas.recomendaciones, key=lambda f: str(f["cuenta"])):
        decir(f"\n{limpiar(clave)}:")
        for fila in suyas:
            _decir_una(fila)
    if omitidas and leidas.omitidas:
        decir("\nReglas que no pudieron aplicarse:")
        for fila in leidas.omitidas:
            decir(f"  {limpiar(fila['cuenta'])}, regla {fila['numero_regla']}: {limpiar(fila['motivo'])}.")


def _decir_una(fila: dict[str, Any]) -> None:
    from esquemas.hallazgos import limpiar
    from informes.textos import SITUACIONES

    regla = f"regla {fila['numero_regla']}" if fila["regla"] else "evaluador"
    decir(f"  [{SITUACIONES[fila['situacion']]}] {limpiar(fila['titulo_regla'])} ({regla})")
    decir(f"    {limpiar(fila['texto_recomendacion'])}")
    decir(f"    {limpiar(fila['recomendacion'])}: {limpiar(fila['motivo'])}.")
    if fila["declarada"] and fila["situacion"] == "pendiente":
        decir(
            f"    El {fila['declarada_el']} se declaró {SITUACIONES[fila['declarada']].lower()}: "
            f"{limpiar(fila['detalle_atencion'])}"
        )


def recomendar(
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    archivo: ArchivoOpcion = None,
    plantilla: PlantillaOpcion = None,
    cuenta: Annotated[str, typer.Option("--cuenta", metavar="CUENTA", help="A qué cuenta.")] = "",
    texto: Annotated[str, typer.Option("--texto", metavar="TEXTO", help="Lo que se recomienda.")] = "",
    por: PorOpcion = "",
    en_formato_json: JsonOpcion = False,
) -> None:
    """Asienta lo que un evaluador recomienda sobre contenidos.

    Se conservan y se siguen igual que las de regla (art. 6, fracción III). Repetir una no cambia nada.
    """
    from flujos.pasos import recomendaciones_actos as actos
    from flujos.pasos.recomendaciones_planillas import plantilla_para_recomendar

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    if _una_forma(archivo, plantilla, cuenta or texto, "--cuenta y --texto"):
        asentadas = actos.recomendar_una(abierto, elegido, cuenta, texto, por)
    elif archivo is not None:
        asentadas = actos.recomendar_por_archivo(abierto, elegido, archivo)
    else:
        _escribir(plantilla, plantilla_para_recomendar(abierto, elegido))
        return
    _decir_asentadas(asentadas, en_formato_json)


def atender(
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    archivo: ArchivoOpcion = None,
    plantilla: PlantillaOpcion = None,
    recomendacion: Annotated[
        str, typer.Option("--recomendacion", metavar="CLAVE", help="La que dice «recomendaciones».")
    ] = "",
    declarada: Annotated[
        str, typer.Option("--declarada", metavar="ESTADO", help="«atendida» o «no atendida».")
    ] = "atendida",
    fecha: Annotated[str, typer.Option("--fecha", metavar="DÍA", help="Día, como 2027-01-15.")] = "",
    detalle: Annotated[str, typer.Option("--detalle", metavar="TEXTO", help="Qué se hizo.")] = "",
    por: PorOpcion = "",
    en_formato_json: JsonOpcion = False,
) -> None:
    """Asienta si un administrador atendió una recomendación.

    El art. 7 pide atenderlas. Lo declarado no se edita: vale lo último. El semestre es el que la recibió.
    """
    from flujos.pasos import recomendaciones_actos as actos
    from flujos.pasos.recomendaciones_planillas import plantilla_para_atender

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    if _una_forma(archivo, plantilla, recomendacion, "--recomendacion"):
        dia = fecha or abierto.ahora_local().date().isoformat()
        asentadas = actos.atender_una(abierto, elegido, recomendacion, declarada, dia, detalle, por)
    elif archivo is not None:
        asentadas = actos.atender_por_archivo(abierto, elegido, archivo)
    else:
        _escribir(plantilla, plantilla_para_atender(abierto, elegido))
        return
    _decir_asentadas(asentadas, en_formato_json)


def _una_forma(archivo: Path | None, plantilla: Path | None, por_orden: str, opciones: str) -> bool:
    """Si se dio con opciones; exige que se haya dado de una sola forma."""
    from flujos.errores import OrdenInvalida

    if (archivo is not None) + (plantilla is not None) + bool(por_orden) != 1:
        raise OrdenInvalida(f"Use --archivo, --plantilla, o {opciones}; solo una de las tres formas.")
    return bool(por_orden)


def _escribir(ruta: Path | None, contenido: bytes) -> None:
    from flujos.errores import OrdenInvalida

    if ruta is None:
        raise OrdenInvalida("Diga con --plantilla en qué archivo se escribe.")
    try:
        with ruta.open("xb") as salida:
            salida.write(contenido)
    except FileExistsError as error:
        raise OrdenInvalida(f"{ruta} ya existe; no se tocó. Diga otro nombre.") from error
    except OSError as error:
        raise OrdenInvalida(f"No se puede escribir {ruta}: {error.strerror}.") from error
    decir(f"La planilla está en {ruta}. Llénela y repita la orden con --archivo.")


def _decir_asentadas(asentadas: "Asentadas", en_formato_json: bool) -> None:
    if en_formato_json:
        en_json(vars(asentadas))
    else:
        decir(f"Se asentaron {len(asentadas.nuevas)}; ya constaban {asentadas.conocidas}.")
        for identidad in asentadas.nuevas:
            decir(f"  {identidad}")
        for problema in asentadas.problemas:
            advertir(problema)
    raise typer.Exit(1 if asentadas.problemas else 0)
