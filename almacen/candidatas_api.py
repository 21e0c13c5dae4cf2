"""Qué cifras del semestre salen de lo leído por API en cada red, y cómo."""

from dataclasses import dataclass
from importlib.resources import files

import polars as pl

from almacen.maestro import Base
from almacen.zona import ZONA
from lineamientos.semestres import Semestre

_SUMADAS = (
    "impresiones",
    "visualizaciones",
    "me_gusta",
    "reacciones",
    "compartidos",
    "comentarios",
    "guardados",
)
"""Cifras de una publicación que se suman; el alcance no: son personas distintas."""
_REDONDEADAS = ("youtube",)
"""Redes que redondean el nivel de seguidores: la diferencia de dos niveles no es el cambio."""
_CONTEOS = (
    "n",
    "propias",
    "con_origen",
    "de_comunicacion",
    "respuestas",
    "con_respuesta",
    "piezas",
    "con_piezas",
)


@dataclass(frozen=True)
class _Cifra:
    """Una cifra que se cuenta o se suma sobre las publicaciones leídas.

    Attributes:
        redes: Redes en que se calcula así.
        metrica: Métrica del catálogo.
        suma: Columna con el total.
        con_dato: Columna con cuántas publicaciones traen el dato.
        debidas: Columna con cuántas deben traerlo.
        palabras: Qué es, en palabras.
    """

    redes: tuple[str, ...]
    metrica: str
    suma: str
    con_dato: str
    debidas: str
    palabras: str


_TODAS = ("x", "facebook", "instagram", "youtube")
_SIN_X = ("facebook", "instagram", "youtube")
# Sin saber de todas si son propias no se sabe cuáles son las propias.
_SUYAS = "CASE WHEN con_origen = n THEN {} ELSE con_origen - n END"


def _propias(redes: tuple[str, ...], metrica: str, suma: str, con_dato: str, palabras: str) -> _Cifra:
    return _Cifra(redes, metrica, suma, _SUYAS.format(con_dato), "propias", f"{palabras} de las propias")


_CIFRAS = (
    _Cifra(("x",), "mensajes_publicados", "n", "n", "n", "conteo de las publicaciones"),
    _Cifra(("x",), "mensajes_propios", "propias", "con_origen", "n", "conteo de las que no reproducen otra"),
    _Cifra(
        ("x",),
        "mensajes_comunicacion_social",
        "de_comunicacion",
        "con_origen",
        "n",
        "conteo de las que reproducen una de Comunicación Social",
    ),
    _Cifra(("x",), "respuestas", "respuestas", "con_respuesta", "n", "conteo de las que responden a otra"),
    *(
        _propias(("x",), m, f"propias_{m}", f"con_propias_{m}", "suma")
        for m in ("impresiones", "me_gusta", "compartidos", "comentarios", "guardados")
    ),
    _propias(("x", "facebook"), "contenidos_multimedia", "piezas", "con_piezas", "piezas multimedia"),
    _Cifra(_SIN_X, "publicaciones", "n", "n", "n", "conteo de las publicaciones"),
    _Cifra(
        ("facebook",),
        "publicaciones_propias",
        "propias",
        "con_origen",
        "n",
        "conteo de las que no comparten otra",
    ),
    *(
        _Cifra((red,), m, f"suma_{m}", f"con_{m}", "n", "suma de las publicaciones")
        for red, metricas in (
            ("facebook", ("reacciones", "compartidos", "comentarios")),
            # De Facebook no las visualizaciones: la cifra de la página manda y no es la suma.
            ("instagram", ("me_gusta", "compartidos", "comentarios", "guardados", "visualizaciones")),
        )
        for m in metricas
    ),
    *(
        _Cifra(_TODAS, f"publicaciones_mes_{i}", f"mes_{i}", "n", "n", "conteo de las publicaciones del mes")
        for i in range(1, 7)
    ),
)

_PEDIDAS = tuple(
    (red, operacion, metrica)
    for red, operacion, metricas in (
        *((red, "perfiles", ("seguidores_inicio", "seguidores_cierre")) for red in _TODAS),
        (
            "facebook",
            "diarias",
            ("visualizaciones", "alcance_28d_maximo", "alcance_28d_promedio", "crecimiento_seguidores"),
        ),
        ("instagram", "crecimiento", ("crecimiento_seguidores",)),
        (
            "youtube",
            "diarias",
            (
                "vistas",
                "vistas_interesadas",
                "me_gusta",
                "compartidos",
                "comentarios",
                "crecimiento_seguidores",
            ),
        ),
    )
    for metrica in metricas
)
"""Qué se espera de una operación aunque no traiga nada: sin cifra, su ausencia dice por qué."""


def candidatas_api(base: Base, semestre: Semestre, *, dias_de_tolerancia: int) -> pl.DataFrame:
    """Cifras candidatas de lo leído por API; mismas columnas que las de archivos.

    Args:
        base: Maestro abierto.
        semestre: Semestre.
        dias_de_tolerancia: Días que puede distar una lectura de seguidores del inicio o del cierre.
    """
    plantilla = files("almacen").joinpath("sql", "candidatas_api.sql").read_text("utf-8")
    return base.consultar(
        _armar(plantilla),
        {
            "semestre": semestre.clave,
            "inicio": semestre.inicio,
            "fin": semestre.fin,
            "zona": ZONA,
            "tolerancia": dias_de_tolerancia,
        },
    )


def _armar(plantilla: str) -> str:
    """La consulta con sus listas; los nombres salen de este módulo, nunca de fuera."""
    por_metrica = [
        parte
        for m in _SUMADAS
        for parte in (
            f"coalesce(sum({m}), 0) AS suma_{m}, count({m}) AS con_{m}",
            f"coalesce(sum({m}) FILTER (WHERE NOT es_compartida), 0) AS propias_{m}",
            f"count({m}) FILTER (WHERE NOT es_compartida) AS con_propias_{m}",
        )
    ]
    por_mes = [
        f"count(*) FILTER (WHERE date_diff('month', $inicio::DATE, publicada_en::DATE) = {i - 1}) AS mes_{i}"
        for i in range(1, 7)
    ]
    columnas = [
        *_CONTEOS,
        *(f"{p}_{m}" for m in _SUMADAS for p in ("suma", "con", "propias", "con_propias")),
        *(f"mes_{i}" for i in range(1, 7)),
    ]
    textos = {
        "{ultimas}": ", ".join(f"arg_max({m}, orden) AS {m}" for m in _SUMADAS),
        "{sumas}": ",\n           ".join((*por_metrica, *por_mes)),
        "{conteos}": ", ".join(f"coalesce(c.{c}, 0) AS {c}" for c in columnas),
        "{derivadas}": "\n    UNION ALL\n    ".join(_derivada(c) for c in _CIFRAS),
        "{redondeadas}": ", ".join(f"'{r}'" for r in _REDONDEADAS),
        "{pedidas}": ", ".join(str(p) for p in _PEDIDAS),
    }
    for marca, texto in textos.items():
        plantilla = plantilla.replace(marca, texto)
    return plantilla


def _derivada(c: _Cifra) -> str:
    redes = ", ".join(f"'{r}'" for r in c.redes)
    return (
        "SELECT cuenta, red, completa, razon, lote, recibido_en, primera, "  # noqa: S608
        f"'{c.metrica}' AS metrica, {c.suma} AS suma, {c.con_dato} AS con_dato, {c.debidas} AS debidas, "
        f"'{c.palabras}' AS palabras FROM contadas WHERE red IN ({redes})"
    )
