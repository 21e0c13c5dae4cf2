"""Órdenes de las recomendaciones: verlas, escribirlas y declarar cómo se atendieron."""

from itertools import groupby
from typing import Annotated, Any

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import contar, decir, en_json

CuentaOpcion = Annotated[
    str | None, typer.Option("--cuenta", metavar="CUENTA", help="Solo las de una cuenta.")
]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("recomendaciones", cls=Orden)(recomendaciones)


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
