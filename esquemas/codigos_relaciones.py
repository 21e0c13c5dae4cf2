"""Oraciones de las relaciones entre cifras; valen igual en un lote (C3…) que en el semestre (S2…).

El número une cada oración con su relación en ``esquemas.calidad.relaciones``.
"""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11, _11A, _11B = Articulo(11), Articulo(11, inciso="a"), Articulo(11, inciso="b")
_12 = Articulo(12)
_OBSERVACION, _AVISO = Severidad.OBSERVACION, Severidad.AVISO

_CORRIJA = "Revise las cifras, corrija la que esté mal y entréguelas de nuevo."
_CONFIRME = "Confirme que la cifra es correcta o corríjala."

ORACIONES: tuple[tuple[str, Severidad, Articulo, str, str], ...] = (
    (
        "01",
        _OBSERVACION,
        _11A,
        "El total de mensajes publicados (A) es menor que la suma de los propios (B) y los de Comunicación "
        "Social (C): {encontrado}.",
        _CORRIJA,
    ),
    ("02", _OBSERVACION, _11A, "Hay más mensajes propios (B) que publicados (A): {encontrado}.", _CORRIJA),
    (
        "03",
        _OBSERVACION,
        _11A,
        "Hay más mensajes de Comunicación Social (C) que publicados (A): {encontrado}.",
        _CORRIJA,
    ),
    ("04", _OBSERVACION, _12, "Hay más publicaciones propias que publicaciones: {encontrado}.", _CORRIJA),
    ("05", _OBSERVACION, _12, "Hay más respuestas que mensajes publicados: {encontrado}.", _CORRIJA),
    (
        "06",
        _OBSERVACION,
        _11,
        "El alcance cuenta personas y no puede superar a las impresiones, que cuentan veces: {encontrado}.",
        "Revise si las dos cifras están cambiadas o son de periodos distintos, y corríjalas.",
    ),
    (
        "07",
        _OBSERVACION,
        _11,
        "El alcance cuenta personas y no puede superar a las visualizaciones, que son veces: {encontrado}.",
        "Revise si las dos cifras están cambiadas o son de periodos distintos, y corríjalas.",
    ),
    (
        "08",
        _AVISO,
        _11A,
        "Hay más contenidos multimedia (H) que mensajes publicados (A): {encontrado}. Puede ser correcto: "
        "cuatro imágenes en un mensaje son cuatro.",
        _CONFIRME,
    ),
    (
        "09",
        _AVISO,
        _11B,
        "Hay más contenidos multimedia (E) que publicaciones (A): {encontrado}. Puede ser correcto: "
        "cuatro imágenes en una publicación son cuatro.",
        _CONFIRME,
    ),
    (
        "10",
        _OBSERVACION,
        _12,
        "Los seguidores al cierre menos los del inicio no dan el crecimiento que se reporta: {encontrado}.",
        _CORRIJA,
    ),
    (
        "11",
        _OBSERVACION,
        _12,
        "Las cifras de los seis meses no suman el total del semestre: {encontrado}.",
        _CORRIJA,
    ),
    (
        "12",
        _AVISO,
        _11,
        "Hay más vistas interesadas que vistas: {encontrado}. Las primeras son parte de las segundas.",
        _CONFIRME,
    ),
)
"""Número, severidad, artículo, mensaje y qué hacer."""


def relaciones(prefijo: str) -> tuple[Codigo, ...]:
    """Los códigos de las relaciones con un prefijo: ``C3`` o ``S2``."""
    return tuple(Codigo(f"{prefijo}{n}", s, a, mensaje, hacer) for n, s, a, mensaje, hacer in ORACIONES)
