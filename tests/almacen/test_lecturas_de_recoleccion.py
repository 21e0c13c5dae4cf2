"""Lo que se dice de la recolección: último resultado por cuenta y operación, gasto y cobertura."""

from datetime import date, datetime, timedelta

import pytest

from almacen.lecturas import estado
from almacen.lecturas_estado import recolecciones_vigentes
from almacen.maestro import Base
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_api import (
    FIN,
    INICIO,
    LEIDO,
    S,
    cargar_api,
    diaria,
    publicacion,
    recoleccion,
)

SIN = {"abarca_desde": None, "abarca_hasta": None}


def _leer(base: Base) -> None:
    cargar_api(base, "l1", recoleccion("x1", "publicaciones"))
    cargar_api(
        base, "l2",
        recoleccion("x1", "publicaciones", resultado="sobre_presupuesto", detalle="Se llegó al tope.",
                    abarca_desde=FIN, abarca_hasta=FIN + timedelta(days=1),
                    leida_en=LEIDO + timedelta(days=1)),
    )  # fmt: skip
    cargar_api(base, "l3", recoleccion("x1", "perfiles", programada=INICIO, **SIN))


def test_la_vista_dice_como_termino_la_ultima_lectura_y_hasta_donde_se_ha_leido(base_api: Base) -> None:
    _leer(base_api)
    filas = base_api.consultar(
        "SELECT cuenta, operacion, resultado, detalle, completo_hasta FROM recoleccion_vigente ORDER BY ALL"
    )
    assert filas.rows() == [
        ("x1", "perfiles", "completo", None, None),
        ("x1", "publicaciones", "sobre_presupuesto", "Se llegó al tope.", FIN),
    ]


def test_lo_vigente_de_un_semestre_es_lo_ultimo_que_lo_toca(base_api: Base) -> None:
    _leer(base_api)
    columnas = ["operacion", "resultado", "lote"]
    de_este = recolecciones_vigentes(base_api, S).select(columnas).rows()
    assert de_este == [("perfiles", "completo", "l3"), ("publicaciones", "completo", "l1")]
    del_siguiente = recolecciones_vigentes(base_api, S.siguiente()).select(columnas).rows()
    assert del_siguiente == [("publicaciones", "sobre_presupuesto", "l2")]
    assert recolecciones_vigentes(base_api, Semestre(2024, 2)).is_empty()


def test_el_gasto_se_agrupa_por_red_dia_y_concepto(base_api: Base) -> None:
    def llamada(n: int, concepto: str, unidades: int, **columnas: object) -> dict[str, object]:
        return {
            "llamada": f"l1:{n}", "red": "x", "operacion": "o", "peticion": "GET", "momento": LEIDO,
            "resultado": "buena", "concepto": concepto, "unidades": unidades, "costo_usd": unidades / 100,
        } | columnas  # fmt: skip

    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        llamadas=[
            llamada(0, "post_leido", 100), llamada(1, "post_leido", 50), llamada(1, "otro", 1),
            llamada(2, "post_leido", 7, momento=LEIDO + timedelta(days=1)),
        ],
    )  # fmt: skip
    filas = base_api.consultar("SELECT * FROM gasto ORDER BY ALL").rows()
    assert filas == [
        ("x", date(2026, 7, 1), "otro", 1, 1, 0.01),
        ("x", date(2026, 7, 1), "post_leido", 2, 150, 1.5),
        ("x", date(2026, 7, 2), "post_leido", 1, 7, 0.07),
    ]


@pytest.mark.parametrize("valor", [10, None])
def test_una_lectura_sin_cifra_no_es_una_fuente(base_api: Base, valor: int | None) -> None:
    nivel = diaria("x1", "seguidores", S.fin, valor)
    cargar_api(base_api, "l1", recoleccion("x1", "perfiles", **SIN), diarias=[nivel])
    cargar_api(
        base_api, "l2", recoleccion("f1", "publicaciones"),
        publicaciones=[publicacion("f1", "1", datetime(2026, 2, 1))],
    )  # fmt: skip
    filas = {f["cuenta"]: f for f in estado(base_api, S).iter_rows(named=True)}
    assert (filas["x1"]["fuentes"], filas["x1"]["entregado"]) == (("api", True) if valor else ("", False))
    assert (filas["f1"]["fuentes"], filas["f1"]["archivos"], filas["f1"]["publicaciones"]) == ("api", 0, 1)
