"""La orden «limpiar»: lo que la retención manda borrar."""

from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, abrir
from flujos.cli.salida import decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.espacio import Espacio


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("limpiar", cls=Orden)(limpiar)


def limpiar(
    ensayo: Annotated[
        bool, typer.Option("--ensayo", help="Solo dice qué se borraría y por qué regla.")
    ] = False,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Borra lo que pasó de los días de [retencion].

    Lo del semestre que se revisa nunca se toca; sin ajustes se conserva todo, salvo restos de trabajos
    interrumpidos y respaldos de más.
    """
    from flujos.pasos.limpieza import en_revision
    from flujos.pasos.limpieza import limpiar as paso

    abierto = abrir(espacio)
    limpiados = paso(abierto, ensayo=ensayo)
    corridas, aviso = _historia(abierto, ensayo=ensayo)
    if en_formato_json:
        en_json(
            {
                "ensayo": ensayo,
                "en_revision": en_revision(abierto).clave,
                "limpiado": [vars(x) for x in limpiados],
                "corridas_de_prefect": corridas,
                "aviso": aviso,
            }
        )
        return
    verbo = "Se borraría" if ensayo else "Se borró"
    for x in limpiados:
        decir(f"{verbo} por {x.regla}: {x.cuantos:,} ({x.que}), {x.bytes / 1e6:,.1f} MB.")
    if corridas:
        decir(f"{verbo} por prefect_dias: {corridas:,} (corridas terminadas de la historia de Prefect).")
    if aviso:
        decir(aviso)
    if not limpiados and not corridas:
        decir("Nada que borrar.")
    decir(f"Lo del {en_revision(abierto).nombre} y lo posterior no se toca.")


def _historia(espacio: "Espacio", *, ensayo: bool) -> tuple[int, str]:
    """Corridas viejas de la historia de Prefect, y qué hacer si la lleva un servidor."""
    dias = espacio.retencion.prefect
    if dias is None:
        return 0, ""
    from flujos.ajustes import preparar_prefect

    preparar_prefect(espacio.raiz)
    from flujos.prefect.limpieza import hay_servidor, limpiar_historia

    if hay_servidor():
        return 0, (
            "La historia de Prefect la lleva un servidor, que la limpia él: arránquelo con "
            f"PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED=true y "
            f"PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD={dias * 86_400}."
        )
    return limpiar_historia(dias, ensayo=ensayo), ""
