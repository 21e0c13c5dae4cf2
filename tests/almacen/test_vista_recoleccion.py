"""Lo que se sabe de lo ya recolectado, para planear lo que sigue."""

import json
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from almacen import vista_recoleccion as vista
from almacen.carga import anotar_llamadas
from almacen.maestro import Base
from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from esquemas.derivados import ajustar
from esquemas.tablas import LLAMADAS
from tests.almacen.apoyo_api import (
    FIN,
    INICIO,
    LEIDO,
    cargar_api,
    consulta_json,
    publicacion,
    recoleccion,
)

DIA = timedelta(days=1)


def _perfil(identificador: str | None) -> dict[str, object]:
    return {"archivo": "p", "cuenta": "x1", "red": "x", "id_plataforma": identificador, "leida_en": LEIDO}


def test_el_identificador_es_el_del_ultimo_perfil_que_lo_trae(base_api: Base) -> None:
    sin = {"abarca_desde": None, "abarca_hasta": None}
    for i, identificador in enumerate(("viejo", "nuevo", None)):
        perfil = _perfil(identificador) | {"leida_en": LEIDO + i * DIA}
        cargar_api(base_api, f"l{i}", recoleccion("x1", "perfiles", **sin), perfiles=[perfil])
    assert vista.identificadores(base_api) == {"x1": "nuevo"}


def _periodo(
    base: Base, lote: str, desde: int, hasta: int, *, pedido: int | None = None, resultado: str = "completo"
) -> None:
    """Carga un periodo leído, en días desde el inicio del semestre."""
    consulta = consulta_json(
        "x", "publicaciones", "x1", desde=(INICIO + (desde if pedido is None else pedido) * DIA).isoformat()
    )
    fila = recoleccion(
        "x1", "publicaciones", abarca_desde=INICIO + desde * DIA, abarca_hasta=INICIO + hasta * DIA,
        resultado=resultado,
    )  # fmt: skip
    cargar_api(base, lote, fila, consulta=consulta)


@pytest.mark.parametrize(
    ("periodos", "tramo"),
    [
        ([(0, 5)], (0, 5)),
        ([(0, 5), (5, 9)], (0, 9)),
        ([(5, 9), (0, 5)], (0, 9)),
        ([(0, 9), (2, 4), (3, 12)], (0, 12)),
        # Hasta el primer hueco: lo que falta se vuelve a pedir desde ahí.
        ([(0, 5), (6, 9), (9, 12)], (0, 5)),
    ],
)
def test_el_avance_es_lo_leido_sin_huecos_desde_lo_mas_antiguo(
    base_api: Base, periodos: list[tuple[int, int]], tramo: tuple[int, int]
) -> None:
    for i, (desde, hasta) in enumerate(periodos):
        _periodo(base_api, f"l{i}", desde, hasta)
    _periodo(base_api, "malo", 0, 50, resultado="fallo")
    esperado = [("x1", "publicaciones", INICIO + tramo[0] * DIA, INICIO + tramo[1] * DIA, None)]
    assert vista.avances(base_api, "x").rows() == esperado
    assert vista.avances(base_api, "facebook").is_empty()


def test_lo_que_la_plataforma_ya_no_da_no_se_vuelve_a_pedir(base_api: Base) -> None:
    """X recortó: se le pidió desde el día 5 y dio desde el 8; volver a pedirlo se cobraría cada día."""
    _periodo(base_api, "l0", 0, 5)
    _periodo(base_api, "l1", 8, 12, pedido=5)
    _periodo(base_api, "l2", 12, 13)
    fila = vista.avances(base_api, "x").row(0, named=True)
    assert (fila["desde"], fila["hasta"]) == (INICIO + 8 * DIA, INICIO + 13 * DIA)


def test_el_avance_trae_el_identificador_mas_reciente(base_api: Base) -> None:
    local = datetime(2026, 2, 1)
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[publicacion("x1", "9", local), publicacion("x1", "10", local + DIA)],
    )  # fmt: skip
    cargar_api(
        base_api, "l2", recoleccion("x1", "menciones"),
        menciones=[{"archivo": "p", "cuenta": "x1", "id_mencion": "77", "mencionada_en": INICIO}],
    )  # fmt: skip
    avances = vista.avances(base_api, "x")
    assert dict(avances.select("operacion", "ultimo_id").iter_rows()) == {
        "menciones": "77",
        "publicaciones": "10",
    }


def test_de_cada_publicacion_se_sabe_cuando_se_leyeron_sus_cifras(base_api: Base) -> None:
    local = datetime(2026, 2, 1, 10)
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[
            publicacion("x1", "1", local, me_gusta=0, tipo_publicacion="video"),
            publicacion("x1", "2", local),
        ],
    )  # fmt: skip
    tarde = LEIDO + DIA
    cargar_api(
        base_api, "l2", recoleccion("x1", "metricas", abarca_desde=None, abarca_hasta=None),
        publicaciones=[
            publicacion("x1", "1", local, leida_en=tarde),
            publicacion("x1", "2", local, leida_en=tarde, impresiones=4),
        ],
    )  # fmt: skip
    conocidas = vista.publicaciones_conocidas(base_api, "x")
    assert dict(conocidas.schema) == PUBLICACIONES_CONOCIDAS
    publicada = datetime(2026, 2, 1, 16, tzinfo=UTC)
    assert conocidas.rows() == [
        ("x1", "1", publicada, LEIDO, "video"),
        ("x1", "2", publicada, tarde, None),
    ]
    assert vista.publicaciones_conocidas(base_api, "youtube").is_empty()


def test_lo_borrado_no_se_vuelve_a_pedir_y_lo_solo_republicado_no_se_relee(base_api: Base) -> None:
    local = datetime(2026, 2, 1, 10)
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[
            publicacion("x1", "borrada", local, me_gusta=1),
            publicacion("x1", "ajena", local, referencia="republicada", es_compartida=True),
        ],
    )  # fmt: skip
    consulta = json.dumps({"objetos": ["borrada", "otra"], "operacion": "metricas"})
    cargar_api(
        base_api, "l2", recoleccion("x1", "metricas", abarca_desde=None, abarca_hasta=None),
        consulta=consulta, leido=LEIDO + DIA,
    )  # fmt: skip
    conocidas = vista.publicaciones_conocidas(base_api, "x")
    assert conocidas.select("id_publicacion", "ultima_lectura").rows() == [("borrada", LEIDO + DIA)]


def test_el_ritmo_es_lo_publicado_por_semana_de_lo_leido(base_api: Base) -> None:
    def de_menciones(n: int) -> list[dict[str, object]]:
        return [
            {"archivo": "p", "cuenta": "x1", "id_mencion": str(i), "mencionada_en": FIN - DIA}
            for i in range(n)
        ]  # fmt: skip

    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[
            *(publicacion("x1", str(i), datetime(2026, 6, 1) + i * timedelta(hours=1)) for i in range(16)),
            # Anterior a las semanas con que se mide.
            publicacion("x1", "vieja", datetime(2026, 1, 2)),
        ],
    )  # fmt: skip
    dos_semanas = recoleccion("x1", "menciones", abarca_desde=FIN - 14 * DIA)
    cargar_api(base_api, "l2", dos_semanas, menciones=de_menciones(10))
    cargar_api(base_api, "l3", recoleccion("x_nueva", "publicaciones", abarca_desde=FIN - DIA / 2))
    assert vista.ritmos(base_api, "x", FIN) == {"x1": 2.0, "x1:menciones": 5.0}
    assert vista.ritmos(base_api, "facebook", FIN) == {}


def test_lo_gastado_se_suma_por_red_concepto_y_desde_cuando(base_api: Base) -> None:
    filas = [
        ("x", "post_leido", 100, 0.5, LEIDO), ("x", "usuario_leido", 3, 0.03, LEIDO),
        ("x", "post_leido", 7, 0.035, LEIDO - DIA), ("youtube", "unidad", 9, 0.0, LEIDO),
    ]  # fmt: skip
    anotar_llamadas(
        base_api,
        ajustar(
            pl.DataFrame(
                [
                    {
                        "llamada": f"c:{i}", "lote": "l", "red": red, "operacion": "o", "peticion": "GET",
                        "momento": momento, "resultado": "buena", "concepto": concepto, "unidades": n,
                        "costo_usd": usd,
                    }
                    for i, (red, concepto, n, usd, momento) in enumerate(filas)
                ]
            ),
            LLAMADAS,
        ),
    )  # fmt: skip
    assert vista.gastado(base_api, "x", "post_leido", LEIDO) == (100, 0.5)
    assert vista.gastado(base_api, "x", None, LEIDO) == pytest.approx((103, 0.53))
    assert vista.gastado(base_api, "x", "post_leido", LEIDO - DIA).unidades == 107
    assert vista.gastado(base_api, "facebook", None, LEIDO) == (0, 0.0)


def test_un_lote_cargado_a_medias_no_cuenta_como_cargado(base_api: Base) -> None:
    cargar_api(base_api, "l1", recoleccion("x1", "publicaciones"))
    cargar_api(base_api, "l2", recoleccion("x1", "publicaciones"), estado="parcial")
    assert vista.lotes_cargados(base_api, ["l1", "l2", "l3"]) == {"l1"}
    assert vista.lotes_cargados(base_api, []) == frozenset()
