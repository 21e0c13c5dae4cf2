"""Relaciones entre cifras de una cuenta: las mismas en un lote (C3…) y en el semestre (S2…).

Cada una es una suma con signos que no debe ser negativa o, si es exacta, debe ser cero. El número la une
con su oración en ``esquemas.codigos_relaciones``.
"""

from dataclasses import dataclass

from esquemas.calidad.expectativas import Expectativa, Termino, relacion
from lineamientos.catalogo import PUBLICACIONES_POR_MES


@dataclass(frozen=True)
class Relacion:
    """Una relación entre cifras.

    Attributes:
        numero: Dos dígitos que la unen con su oración.
        suman: Métricas que suman.
        restan: Métricas que restan.
        campo: Métrica que se señala al administrador.
        esperado: Lo que se esperaba.
        exacta: Si la suma debe ser cero.
        redes: Redes a las que se aplica; vacío si a todas las que tengan esas métricas.
        salvo: Números de relaciones que, si ya fallaron, hacen ociosa esta.
    """

    numero: str
    suman: tuple[str, ...]
    restan: tuple[str, ...]
    campo: str
    esperado: str
    exacta: bool = False
    redes: tuple[str, ...] = ()
    salvo: tuple[str, ...] = ()


_A_X, _A = ("mensajes_publicados",), ("publicaciones",)

RELACIONES: tuple[Relacion, ...] = (
    Relacion(
        "01",
        _A_X,
        ("mensajes_propios", "mensajes_comunicacion_social"),
        "mensajes_publicados",
        "A mayor o igual que B más C",
        redes=("x",),
    ),
    Relacion(
        "02",
        _A_X,
        ("mensajes_propios",),
        "mensajes_propios",
        "B menor o igual que A",
        redes=("x",),
        salvo=("01",),
    ),
    Relacion(
        "03",
        _A_X,
        ("mensajes_comunicacion_social",),
        "mensajes_comunicacion_social",
        "C menor o igual que A",
        redes=("x",),
        salvo=("01",),
    ),
    Relacion(
        "04",
        _A,
        ("publicaciones_propias",),
        "publicaciones_propias",
        "no más propias que publicaciones",
    ),
    Relacion("05", _A_X, ("respuestas",), "respuestas", "no más respuestas que mensajes publicados"),
    Relacion("06", ("impresiones",), ("alcance",), "alcance", "alcance menor o igual que impresiones"),
    Relacion(
        "07", ("visualizaciones",), ("alcance",), "alcance", "alcance menor o igual que visualizaciones"
    ),
    Relacion(
        "08",
        _A_X,
        ("contenidos_multimedia",),
        "contenidos_multimedia",
        "por lo común, H menor o igual que A",
        redes=("x",),
    ),
    Relacion(
        "09",
        _A,
        ("contenidos_multimedia",),
        "contenidos_multimedia",
        "por lo común, E menor o igual que A",
        redes=("facebook",),
    ),
    Relacion(
        "10",
        ("seguidores_cierre",),
        ("seguidores_inicio", "crecimiento_seguidores"),
        "crecimiento_seguidores",
        "cierre menos inicio igual al crecimiento",
        exacta=True,
    ),
    Relacion(
        "11",
        _A,
        PUBLICACIONES_POR_MES,
        "publicaciones",
        "la suma de los seis meses igual al total",
        exacta=True,
    ),
    Relacion(
        "11",
        _A_X,
        PUBLICACIONES_POR_MES,
        "mensajes_publicados",
        "la suma de los seis meses igual al total",
        exacta=True,
    ),
    Relacion(
        "12",
        ("vistas",),
        ("vistas_interesadas",),
        "vistas_interesadas",
        "vistas interesadas menores o iguales que vistas",
    ),
)


def expectativas_de_relaciones(prefijo: str) -> tuple[Expectativa, ...]:
    """Las relaciones como expectativas con los códigos de un prefijo: ``C3`` o ``S2``."""
    return tuple(
        relacion(
            f"{prefijo}{r.numero}",
            [Termino(m, 1) for m in r.suman] + [Termino(m, -1) for m in r.restan],
            r.esperado,
            campo=r.campo,
            exacta=r.exacta,
            redes=r.redes,
            salvo=tuple(f"{prefijo}{n}" for n in r.salvo),
        )
        for r in RELACIONES
    )
