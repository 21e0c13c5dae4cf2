"""Cómo se dice el tablero del procedimiento en la terminal y en JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flujos.cli.salida import con_dia_de_la_semana, contar, decir, tabla

if TYPE_CHECKING:
    from lineamientos.procedimiento.tablero import Tablero, Vencimiento

_GRUPOS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Entrega", ("por_requerir", "por_entregar", "en_tiempo", "tarde", "sin_plazo")),
    ("Observaciones", ("observadas", "subsanadas", "no_subsanadas")),
    ("Escaladas", ("en_silencio", "escaladas", "persistentes")),
    ("Revisión", ("evaluadas", "informadas", "resueltas", "notificadas")),
)
_CUENTAS_POR_RENGLON = 3
_ENCABEZADOS = {
    "cuenta": "Cuenta",
    "entrega": "Entrega",
    "llegada": "Llegó",
    "abiertas": "Obs.\nabiertas",
    "vence": "Vence",
    "revision": "Revisión",
}


def decir_tablero(tablero: "Tablero", *, nombre: str, por_cuenta: bool) -> None:
    """Los conteos, lo que vence y, si se pide, una tabla con un renglón por cuenta."""
    from lineamientos.procedimiento.tablero import CONTEOS

    cuantas = contar(tablero.conteos["cuentas"], "cuenta", "cuentas")
    decir(f"Procedimiento del {nombre}: {cuantas}, según su expediente.")
    if not tablero.empezado:
        decir("  Nada consta aún en sus expedientes: ni requerimientos ni recepciones ni comunicaciones.")
        _decir_vencimientos(tablero)
        return
    titulos = {clave: titulo for clave, titulo, _ in CONTEOS}
    for grupo, claves in _GRUPOS:
        dichos = [f"{titulos[c][0].lower()}{titulos[c][1:]} {tablero.conteos[c]:,}" for c in claves]
        _decir_grupo(grupo, dichos)
    _decir_grupo("Comunicaciones", [f"{e} {n:,}" for e, n in tablero.comunicaciones.items()] or ["ninguna"])
    _decir_vencimientos(tablero)
    if por_cuenta:
        _decir_cuentas(tablero)


def _decir_grupo(grupo: str, dichos: Sequence[str]) -> None:
    """Un grupo en renglones que caben en ochenta columnas."""
    import textwrap

    for renglon in textwrap.wrap(
        " · ".join(d.replace(" ", "\0") for d in dichos),
        width=80,
        initial_indent=f"  {grupo:<16}",
        subsequent_indent=" " * 18,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        decir(renglon.replace("\0", " ").rstrip(" ·"))


def _decir_vencimientos(tablero: "Tablero") -> None:
    if not tablero.vencimientos:
        decir(f"  Nada vence hasta el {con_dia_de_la_semana(tablero.hasta)}.")
        return
    decir(f"  Vence hasta el {con_dia_de_la_semana(tablero.hasta)}:")
    for v in tablero.vencimientos:
        decir(f"    {v.fecha:%Y-%m-%d}  {'VENCIDO: ' if v.vencido else ''}{v.que}{_de_quienes(v)}")


def _de_quienes(v: "Vencimiento") -> str:
    if not v.cuentas:
        return ""
    vistas = ", ".join(v.cuentas[:_CUENTAS_POR_RENGLON])
    de_mas = len(v.cuentas) - _CUENTAS_POR_RENGLON
    return f"\n                {vistas}{f' y {de_mas:,} más' if de_mas > 0 else ''}"


def _decir_cuentas(tablero: "Tablero") -> None:
    import polars as pl

    from lineamientos.procedimiento.titulos import ESTADOS, REVISIONES

    filas = [
        {
            "cuenta": r.cuenta,
            "entrega": ESTADOS[r.entrega][0],
            "llegada": None if r.llegada is None else r.llegada.value,
            "abiertas": r.abiertas,
            "vence": None if r.vence is None else r.vence.isoformat(),
            "revision": REVISIONES[r.revision][0],
        }
        for r in tablero.renglones
    ]
    esquema = dict.fromkeys(_ENCABEZADOS, pl.String()) | {"abiertas": pl.Int64()}
    tabla(
        pl.DataFrame(filas, schema=esquema),
        titulo="En qué está cada cuenta",
        encabezados=_ENCABEZADOS,
        compacta=True,
        anchos={"cuenta": 30},
    )


def como_datos(tablero: "Tablero") -> dict[str, object]:
    """El tablero para un programa."""
    return {
        "conteos": dict(tablero.conteos),
        "comunicaciones": dict(tablero.comunicaciones),
        "hasta": tablero.hasta,
        "vencimientos": [vars(v) for v in tablero.vencimientos],
        "cuentas": [vars(r) for r in tablero.renglones],
    }
