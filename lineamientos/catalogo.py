"""El catálogo de métricas: qué se pide a cada red y qué significa en cada fecha (arts. 11 y 12).

Las métricas, las tablas y las definiciones particulares son datos de los módulos ``catalogo_*``; aquí
están las preguntas que se les hacen.
"""

from datetime import date
from typing import Literal

from lineamientos.catalogo_definiciones import PARTICULARES, TITULOS_POR_RED, Definicion
from lineamientos.catalogo_metricas import METRICAS, PUBLICACIONES_POR_MES, Metrica
from lineamientos.catalogo_tablas import (
    COLUMNAS,
    DE_APOYO,
    REDES,
    REPRODUCCIONES_POR_RED,
    SUPLEMENTARIAS,
    TABLAS,
    ColumnaArt11,
)
from lineamientos.errores import MetricaDesconocida, RedDesconocida
from lineamientos.semestres import Semestre

__all__ = [
    "COLUMNAS",
    "DEFINICIONES",
    "METRICAS",
    "PUBLICACIONES_POR_MES",
    "REDES",
    "TABLAS",
    "ColumnaArt11",
    "Definicion",
    "Metrica",
    "columna_de",
    "columnas_de_red",
    "definicion",
    "definiciones_entre",
    "hay_ruptura",
    "metricas_de",
    "tabla_de_red",
    "titulo",
]

Tipo = Literal["art11", "suplementaria"]
_TABLA_PROPIA = {"x": "art11_x", "facebook": "art11_facebook"}


def tabla_de_red(red: str) -> str:
    """Tabla del artículo 11 que llena una red: ``art11_x``, ``art11_facebook`` o ``art11_otras``.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    if red not in REDES:
        raise RedDesconocida(
            f"La red «{red}» no está en el catálogo.",
            f"una de estas: {', '.join(REDES)}",
            "Corrija el padrón; si es una red nueva, debe añadirse al catálogo.",
        )
    return _TABLA_PROPIA.get(red, "art11_otras")


def columnas_de_red(red: str) -> tuple[ColumnaArt11, ...]:
    """Columnas del artículo 11 para una red, con solo las métricas que esa red tiene.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    tabla = tabla_de_red(red)
    if tabla != "art11_otras":
        return tuple(c for c in COLUMNAS if c.tabla == tabla)
    ajenas = set(COLUMNAS[-1].metricas) - set(REPRODUCCIONES_POR_RED.get(red, ("reproducciones",)))
    return tuple(
        ColumnaArt11(c.tabla, c.letra, c.titulo_oficial, tuple(m for m in c.metricas if m not in ajenas))
        for c in COLUMNAS
        if c.tabla == tabla
    )


def columna_de(metrica: str, red: str) -> ColumnaArt11 | None:
    """Columna del artículo 11 en que va una métrica, o ``None`` si es suplementaria.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    return next((c for c in columnas_de_red(red) if metrica in c.metricas), None)


def metricas_de(red: str, semestre: Semestre, tipo: Tipo = "art11") -> tuple[Metrica, ...]:
    """Métricas que se piden a una red en un semestre, en el orden del formato.

    Una métrica que la plataforma retiró o estrenó a mitad del semestre se pide en él; así, en 2025-2
    Facebook da impresiones de una parte y visualizaciones de la otra, sin sumarlas.

    Args:
        red: Red social.
        semestre: Semestre revisado.
        tipo: ``art11`` (tablas del artículo 11) o ``suplementaria`` (artículo 12).

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    # Se pide en los dos casos: es también quien rehúsa una red desconocida.
    del_art11 = _del_art11(red)
    nombres = del_art11 if tipo == "art11" else SUPLEMENTARIAS[red]
    return tuple(
        METRICAS[n]
        for n in nombres
        if any(d.rige_entre(semestre.inicio, semestre.fin) for d in _POR_RED_Y_METRICA[red, n])
    )


def definiciones_entre(metrica: str, red: str, desde: date, hasta: date) -> tuple[Definicion, ...]:
    """Definiciones que rigen algún día del intervalo, de la más antigua a la más nueva.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
        MetricaDesconocida: Si la red no tiene esa métrica.
    """
    tabla_de_red(red)
    if (red, metrica) not in _POR_RED_Y_METRICA:
        raise MetricaDesconocida(
            f"{REDES[red]} no tiene la métrica «{metrica}».",
            f"una de estas: {', '.join(m for r, m in _POR_RED_Y_METRICA if r == red)}",
            "Corrija el nombre de la métrica o la red.",
        )
    return tuple(d for d in _POR_RED_Y_METRICA[red, metrica] if d.rige_entre(desde, hasta))


def definicion(metrica: str, red: str, fecha: date) -> Definicion:
    """Qué significa una métrica en una red en una fecha.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
        MetricaDesconocida: Si la red no tiene esa métrica, o no la daba en la fecha.
    """
    vigentes = definiciones_entre(metrica, red, fecha, fecha)
    if not vigentes:
        dadas = "; ".join(_periodo(d) for d in _POR_RED_Y_METRICA[red, metrica])
        raise MetricaDesconocida(
            f"{REDES[red]} no daba «{METRICAS[metrica].titulo}» el {fecha.isoformat()}.",
            f"una fecha en que la daba ({dadas})",
            "Use la métrica que la plataforma daba entonces.",
        )
    return vigentes[0]


def hay_ruptura(metrica: str, red: str, semestre_a: Semestre, semestre_b: Semestre) -> bool:
    """Dice si la métrica no significa lo mismo, de punta a punta, en los dos semestres.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
        MetricaDesconocida: Si la red no tiene esa métrica.
    """
    en_a = definiciones_entre(metrica, red, semestre_a.inicio, semestre_a.fin)
    en_b = definiciones_entre(metrica, red, semestre_b.inicio, semestre_b.fin)
    return len(en_a) != 1 or en_a != en_b


def titulo(metrica: str, red: str) -> str:
    """Cómo llama la red a la métrica.

    Raises:
        MetricaDesconocida: Si la métrica no está en el catálogo.
    """
    if metrica not in METRICAS:
        raise MetricaDesconocida(
            f"La métrica «{metrica}» no está en el catálogo.",
            f"una de estas: {', '.join(METRICAS)}",
            "Corrija el nombre de la métrica.",
        )
    return TITULOS_POR_RED.get((red, metrica), METRICAS[metrica].titulo)


def _del_art11(red: str) -> tuple[str, ...]:
    return tuple(m for columna in columnas_de_red(red) for m in columna.metricas)


def _periodo(d: Definicion) -> str:
    desde = f"desde el {d.desde.isoformat()}" if d.desde else ""
    hasta = f"hasta el {d.hasta.isoformat()}" if d.hasta else ""
    return " ".join(parte for parte in (desde, hasta) if parte)


def _definiciones_de(red: str, metrica: str) -> tuple[Definicion, ...]:
    particulares = tuple(d for d in PARTICULARES if (d.red, d.metrica) == (red, metrica))
    comun = Definicion(f"{red}.{metrica}.v1", metrica, red, METRICAS[metrica].descripcion)
    return particulares or (comun,)


_POR_RED_Y_METRICA: dict[tuple[str, str], tuple[Definicion, ...]] = {
    (red, metrica): _definiciones_de(red, metrica)
    for red in REDES
    for metrica in dict.fromkeys((*_del_art11(red), *SUPLEMENTARIAS[red], *DE_APOYO.get(red, ())))
}

DEFINICIONES: tuple[Definicion, ...] = tuple(d for grupo in _POR_RED_Y_METRICA.values() for d in grupo)
"""Todas las definiciones, red por red."""
