"""El catálogo: que no se contradiga y que cada pregunta tenga respuesta o un error que la oriente."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from lineamientos import catalogo
from lineamientos.errores import MetricaDesconocida, RedDesconocida
from lineamientos.semestres import Semestre

SEMESTRES = [Semestre(anio, mitad) for anio in range(2024, 2028) for mitad in (1, 2)]


@pytest.mark.parametrize("red", catalogo.REDES)
def test_cada_red_tiene_su_tabla_y_sus_metricas(red: str) -> None:
    assert catalogo.tabla_de_red(red) in catalogo.TABLAS
    for semestre in SEMESTRES:
        art11 = catalogo.metricas_de(red, semestre)
        suplementarias = catalogo.metricas_de(red, semestre, "suplementaria")
        nombres = [m.nombre for m in (*art11, *suplementarias)]
        assert len(nombres) == len(set(nombres)), f"{red} pide dos veces la misma cifra"
        for metrica in art11:
            assert catalogo.columna_de(metrica.nombre, red) is not None
        for metrica in suplementarias:
            assert catalogo.columna_de(metrica.nombre, red) is None
        for nombre in nombres:
            assert catalogo.definiciones_entre(nombre, red, semestre.inicio, semestre.fin)


def test_las_definiciones_no_se_enciman_ni_repiten_clave() -> None:
    claves = [d.clave for d in catalogo.DEFINICIONES]
    assert len(claves) == len(set(claves))
    for a, b in pairwise(catalogo.DEFINICIONES):
        if (a.red, a.metrica) == (b.red, b.metrica):
            assert a.hasta is not None
            assert b.desde == a.hasta + timedelta(days=1)
    for d in catalogo.DEFINICIONES:
        assert d.clave.startswith(f"{d.red}.{d.metrica}.v")
        assert d.metrica in catalogo.METRICAS
        assert d.red in catalogo.REDES


def test_las_columnas_oficiales_llevan_sus_letras() -> None:
    letras = {
        tabla: "".join(c.letra for c in catalogo.COLUMNAS if c.tabla == tabla) for tabla in catalogo.TABLAS
    }
    assert letras == {"art11_x": "ABCDEFGH", "art11_facebook": "ABCDE", "art11_otras": "ABC"}


@pytest.mark.parametrize(
    ("metrica", "red", "fecha", "clave"),
    [
        ("impresiones", "facebook", date(2025, 11, 14), "facebook.impresiones.v1"),
        ("visualizaciones", "facebook", date(2025, 11, 15), "facebook.visualizaciones.v1"),
        ("vistas", "youtube", date(2026, 8, 23), "youtube.vistas.v1"),
        ("vistas", "youtube", date(2026, 8, 24), "youtube.vistas.v2"),
        ("me_gusta", "tiktok", date(2026, 8, 24), "tiktok.me_gusta.v1"),
    ],
)
def test_definicion_en_una_fecha(metrica: str, red: str, fecha: date, clave: str) -> None:
    assert catalogo.definicion(metrica, red, fecha).clave == clave


@pytest.mark.parametrize(
    ("metrica", "fecha", "dice"),
    [
        ("impresiones", date(2025, 11, 15), "hasta el 2025-11-14"),
        ("visualizaciones", date(2025, 11, 14), "desde el 2025-11-15"),
        ("menciones", date(2026, 1, 1), "no tiene la métrica"),
        ("likes", date(2026, 1, 1), "no tiene la métrica"),
    ],
)
def test_lo_que_una_red_no_da_se_dice(metrica: str, fecha: date, dice: str) -> None:
    with pytest.raises(MetricaDesconocida, match=dice):
        catalogo.definicion(metrica, "facebook", fecha)


def test_titulos() -> None:
    assert catalogo.titulo("reacciones", "facebook") == "Me gusta (todas las reacciones)"
    assert catalogo.titulo("seguidores_cierre", "youtube") == "Suscriptores al cierre"
    assert catalogo.titulo("seguidores_cierre", "tiktok") == "Seguidores al cierre"
    with pytest.raises(MetricaDesconocida, match="likes"):
        catalogo.titulo("likes", "x")


def test_una_red_desconocida_se_rehusa() -> None:
    with pytest.raises(RedDesconocida, match="myspace"):
        catalogo.metricas_de("myspace", Semestre(2026, 1))
    with pytest.raises(RedDesconocida, match="myspace"):
        catalogo.metricas_de("myspace", Semestre(2026, 1), "suplementaria")
