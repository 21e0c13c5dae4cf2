"""La orden «estado»: el semestre de un vistazo, qué hay de cada cuenta, qué le falta y por qué."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import decir, en_json, tabla

if TYPE_CHECKING:
    import polars as pl

_ENCABEZADOS = {
    "cuenta": "Cuenta",
    "red": "Red",
    "area": "Área",
    "entregado": "Con\ncifras",
    "fuentes": "Fuentes",
    "archivos": "Archi-\nvos",
    "publicaciones": "Publica-\nciones\nexporta-\ndas",
    "evidencias": "Eviden-\ncias",
    "observaciones": "Observa-\nciones\npendien-\ntes",
    "recomendaciones": "Recomen-\ndaciones",
    "indice": "Índice",
    "clase_propuesta": "Dictamen\npropuesto",
}
_ENCABEZADOS_DE_AUSENCIAS = {"red": "Red", "titulo": "Cifra", "ausencia": "Razón", "cuentas": "Cuentas"}
_ANCHOS = {"cuenta": 17, "area": 15, "fuentes": 12, "clase_propuesta": 15}


def registrar(app: typer.Typer) -> None:
    """Agrega esta orden a la aplicación."""
    app.command("estado", cls=Orden)(estado)


def estado(
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    detalle: Annotated[
        bool,
        typer.Option("--detalle", help="También cada cuenta del tablero y cuántas carecen de cada cifra."),
    ] = False,
    dias: Annotated[
        int | None,
        typer.Option("--dias", min=0, metavar="N", help="Cuántos días adelante se mira qué vence."),
    ] = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice en qué va el semestre y qué falta de cada cuenta.

    Primero el procedimiento: por entregar, en tiempo, tarde, observadas, escaladas, evaluadas y lo que vence.
    Falta lo que piden las tablas del art. 11; lo demás se resume con --detalle.
    """
    from flujos.cli.tablero import como_datos, decir_tablero
    from flujos.pasos.estado_entregas import PENDIENTES, de_quien_hay
    from flujos.pasos.lecturas import estado as paso
    from flujos.pasos.tablero import DIAS_QUE_SE_MIRAN

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    leido = paso(abierto, elegido, DIAS_QUE_SE_MIRAN if dias is None else dias)
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "procedimiento": como_datos(leido.tablero),
                "cuentas": leido.cuentas.to_dicts(),
                "faltantes": leido.faltantes.to_dicts(),
                "ausencias": leido.ausencias.to_dicts(),
                "recolecciones": leido.recolecciones.to_dicts(),
                "resoluciones": dict(leido.resoluciones),
            }
        )
        return
    decir_tablero(leido.tablero, nombre=elegido.nombre, por_cuenta=detalle)
    decir()
    tabla(
        _en_palabras(leido.cuentas),
        titulo=f"Estado del {elegido.nombre}",
        encabezados=_ENCABEZADOS,
        compacta=True,
        anchos=_ANCHOS,
    )
    for frase in (*de_quien_hay(leido.cuentas, leido.tablero), PENDIENTES):
        decir(frase)
    _decir_resoluciones(leido.resoluciones)
    _decir_faltantes(leido.faltantes)
    _decir_recolecciones(leido.recolecciones)
    if detalle and len(leido.ausencias):
        tabla(
            _con_razones(leido.ausencias),
            titulo="Cifras que faltan y por qué, del art. 11 y suplementarias",
            encabezados=_ENCABEZADOS_DE_AUSENCIAS,
            compacta=True,
        )


def _decir_resoluciones(n: Mapping[str, int]) -> None:
    """Cuántas propuestas hay, con vista al área, respondidas, resueltas y distintas de lo propuesto."""
    if not n["propuestas"]:
        return
    decir(
        f"Propuestas: {n['propuestas']}; con vista al área {n['con_vista']}, respondidas {n['respondidas']}. "
        f"Resueltas por el Comité: {n['resueltas']}, distintas de la propuesta {n['distintas']}; "
        f"sin resolver {n['sin_resolver']}."
    )


def _decir_faltantes(faltantes: "pl.DataFrame") -> None:
    """Un renglón por cuenta: cada cifra que le falta del art. 11 con su razón."""
    if faltantes.is_empty():
        return
    decir("\nCifras del art. 11 que faltan y por qué:")
    for (cuenta,), filas in _con_razones(faltantes).group_by("cuenta", maintain_order=True):
        decir(f"  {cuenta}: {_razones(filas.select('titulo', 'ausencia').rows())}.")


def _decir_recolecciones(recolecciones: "pl.DataFrame") -> None:
    """Cuántas cuentas se leyeron por API y, de lo que no se obtuvo, la razón y lo que dijo la plataforma."""
    import polars as pl

    from lineamientos.ausencias import TITULOS
    from lineamientos.catalogo import REDES

    if recolecciones.is_empty():
        return
    leidas = (
        recolecciones.filter(pl.col("resultado") == "completo")
        .group_by("red")
        .agg(pl.col("cuenta").n_unique())
    )
    cuantas = ", ".join(f"{REDES[red]} {n}" for red, n in leidas.sort("red").iter_rows())
    decir(f"\nCuentas leídas por API: {cuantas or 'ninguna'}.")
    fallidas = recolecciones.filter(pl.col("resultado") != "completo")
    if fallidas.is_empty():
        return
    razones = {clave.value: titulo for clave, titulo in TITULOS.items()}
    decir("Lo que no se obtuvo por API y por qué:")
    grupos = fallidas.group_by("cuenta", "resultado", "detalle", maintain_order=True)
    for (cuenta, resultado, detalle), filas in grupos:
        operaciones = ", ".join(filas["operacion"])
        dicho = f" {detalle}" if detalle else ""
        decir(f"  {cuenta} ({operaciones}): {razones[str(resultado)]}.{dicho}")


def _razones(cifras: Sequence[tuple[str, str]]) -> str:
    """Las cifras con su razón; si es la misma para varias, se dice una vez."""
    por_razon: dict[str, list[str]] = {}
    for titulo, razon in cifras:
        por_razon.setdefault(razon, []).append(titulo)
    return "; ".join(f"{', '.join(titulos)}: {razon}" for razon, titulos in por_razon.items())


def _en_palabras(cuentas: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    from informes.textos import FUENTES_CORTAS
    from lineamientos.catalogo import REDES

    fuentes = pl.col("fuentes").str.split(",").list.eval(pl.element().replace(FUENTES_CORTAS)).list.join(", ")
    return cuentas.with_columns(pl.col("red").replace(REDES), fuentes)


def _con_razones(marco: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    from lineamientos.ausencias import TITULOS
    from lineamientos.catalogo import REDES

    razones = {clave.value: titulo for clave, titulo in TITULOS.items()}
    return marco.with_columns(pl.col("ausencia").replace(razones), pl.col("red").replace(REDES))
