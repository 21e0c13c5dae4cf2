"""El registro fechado de métricas: qué nombre se pide en cada fecha."""

from datetime import date, timedelta

import pytest

from conectores.meta.registro import registro, vigentes
from lineamientos.catalogo import definicion

_HOY = date(2026, 11, 23)


def nombres(red: str, nivel: str, fecha: date, periodo: str | None = None) -> set[str]:
    return {m.nombre for m in vigentes(red, nivel, fecha, periodo)}


def test_hoy_se_piden_los_nombres_vivos() -> None:
    assert nombres("facebook", "pagina", _HOY, "day") == {
        "page_media_view",
        "page_daily_follows_unique",
        "page_daily_unfollows_unique",
        "page_views_total",
    }
    assert nombres("facebook", "pagina", _HOY, "days_28") == {"page_total_media_view_unique"}
    assert nombres("facebook", "publicacion", _HOY) == {"post_media_view", "post_total_media_view_unique"}
    assert nombres("instagram", "publicacion", _HOY) == {"views", "reach", "likes", "shares", "saved"}


@pytest.mark.parametrize(
    ("nivel", "muere", "viejo", "nuevo"),
    [
        ("pagina", date(2025, 11, 15), "page_impressions", "page_media_view"),
        ("publicacion", date(2025, 11, 15), "post_impressions", "post_media_view"),
        ("pagina", date(2026, 6, 15), "page_impressions_unique", "page_total_media_view_unique"),
        ("publicacion", date(2026, 6, 15), "post_impressions_unique", "post_total_media_view_unique"),
    ],
)
def test_el_dia_en_que_muere_un_nombre_se_pide_el_que_lo_reemplaza(
    nivel: str, muere: date, viejo: str, nuevo: str
) -> None:
    antes, despues = nombres("facebook", nivel, muere - timedelta(days=1)), nombres("facebook", nivel, muere)
    assert viejo in antes
    assert nuevo not in antes
    assert viejo not in despues
    assert nuevo in despues


def test_cada_nombre_tiene_una_metrica_del_catalogo_que_rige_mientras_vive() -> None:
    for m in registro():
        if m.metrica is not None:
            assert definicion(m.metrica, m.red, m.datos_desde or m.hasta or _HOY).red == m.red


def test_ninguna_metrica_se_pide_con_dos_nombres_el_mismo_dia() -> None:
    for red, nivel in {(m.red, m.nivel) for m in registro()}:
        for dias in range(0, 1100, 5):
            vivas = [m.metrica for m in vigentes(red, nivel, date(2024, 1, 1) + timedelta(days=dias))]
            assert len(set(vivas)) == len(vivas)


def test_el_reemplazo_de_un_nombre_muerto_sigue_vivo_o_se_reemplaza() -> None:
    conocidos = {(m.red, m.nombre) for m in registro()}
    for m in registro():
        if m.reemplazo is not None:
            assert m.hasta is not None
            assert (m.red, m.reemplazo) in conocidos or m.reemplazo == "page_follows"
