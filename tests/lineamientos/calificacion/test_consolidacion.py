"""Qué cifra se elige entre fuentes, qué queda en duda y qué se deduce."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.completado import CIFRAS
from lineamientos.calificacion.consolidacion import Consolidacion, consolidar
from lineamientos.catalogo import REDES, metricas_de
from lineamientos.semestres import Semestre
from tests.lineamientos.calificacion.apoyo_calificacion import ANTERIOR, SEMESTRE

PREFERENCIA = ("api", "exportacion", "formato")
ESQUEMA = {
    "cuenta": pl.String,
    "red": pl.String,
    "semestre": pl.String,
    "metrica": pl.String,
    "definicion": pl.String,
    "valor": pl.Int64,
    "ausencia": pl.String,
    "fuente": pl.String,
    "lote": pl.String,
    "recibido_en": pl.Datetime("us", "UTC"),
    "corte": pl.Date,
    "calculo": pl.String,
}


def _candidata(
    metrica: str, valor: int | Ausencia, fuente: str = "formato", **cambios: Any
) -> dict[str, Any]:
    falta = isinstance(valor, Ausencia)
    return {
        "cuenta": "c",
        "red": "x",
        "semestre": SEMESTRE.clave,
        "metrica": metrica,
        "definicion": f"x.{metrica}.v1",
        "valor": None if falta else valor,
        "ausencia": valor.value if falta else None,
        "fuente": fuente,
        "lote": f"lote-{fuente}",
        "recibido_en": datetime(2026, 7, cambios.pop("dia", 1), tzinfo=UTC),
        "corte": None,
        "calculo": "dato entregado",
        **cambios,
    }


def _cuentas(red: str = "x", desde: date | None = None, hasta: date | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        [{"cuenta": "c", "red": red, "vigente_desde": desde, "vigente_hasta": hasta}],
        schema={"cuenta": pl.String, "red": pl.String, "vigente_desde": pl.Date, "vigente_hasta": pl.Date},
    )


def _consolidar(*filas: dict[str, Any], cuentas: pl.DataFrame | None = None, **extra: Any) -> Consolidacion:
    argumentos: dict[str, Any] = {
        "cuentas": _cuentas() if cuentas is None else cuentas,
        "semestres": [SEMESTRE],
        "preferencia": PREFERENCIA,
        "tolerancia": 0.05,
        **extra,
    }
    return consolidar(pl.DataFrame(list(filas), schema=ESQUEMA), **argumentos)


def _cifra(c: Consolidacion, metrica: str, semestre: Semestre = SEMESTRE) -> dict[str, Any]:
    return c.cifras.row(
        by_predicate=(pl.col("metrica") == metrica) & (pl.col("semestre") == semestre.clave), named=True
    )


def test_se_elige_la_fuente_preferida_y_no_se_suma() -> None:
    c = _consolidar(
        _candidata("menciones", 100),
        _candidata("menciones", 98, "api"),
        _candidata("menciones", 99, "exportacion"),
    )
    elegida = _cifra(c, "menciones")
    assert (elegida["valor"], elegida["fuente"], elegida["lote"]) == (98, "api", "lote-api")
    assert c.discrepancias.is_empty()  # 2 % no rebasa la tolerancia


def test_una_metrica_puede_tener_su_propia_preferencia_y_las_demas_no_cambian() -> None:
    c = _consolidar(
        _candidata("impresiones", 10, fuente="api"),
        _candidata("impresiones", 11, fuente="formato"),
        _candidata("menciones", 20, fuente="api"),
        _candidata("menciones", 21, fuente="formato"),
        preferencia_por_metrica={("x", "impresiones"): ("formato", "exportacion", "api")},
    )
    assert _cifra(c, "impresiones")["valor"] == 11
    assert _cifra(c, "menciones")["valor"] == 20


def test_una_cifra_prevalece_sobre_una_ausencia_preferida() -> None:
    c = _consolidar(_candidata("menciones", 100), _candidata("menciones", Ausencia.SIN_PERMISO, "api"))
    assert (_cifra(c, "menciones")["valor"], _cifra(c, "menciones")["ausencia"]) == (100, None)


def test_entre_ausencias_se_queda_la_que_mas_explica() -> None:
    c = _consolidar(
        _candidata("menciones", Ausencia.SIN_PERMISO, "api"),
        _candidata("menciones", Ausencia.PLATAFORMA, "formato"),
        _candidata("menciones", Ausencia.NO_ENTREGADA, "exportacion"),
    )
    assert _cifra(c, "menciones")["ausencia"] == "plataforma"


def test_fuentes_que_difieren_se_conservan_y_se_dicen() -> None:
    c = _consolidar(_candidata("menciones", 100), _candidata("menciones", 90, "exportacion"))
    assert _cifra(c, "menciones")["valor"] == 90
    assert c.discrepancias.rows(named=True) == [
        {
            "cuenta": "c",
            "semestre": "2026-1",
            "red": "x",
            "metrica": "menciones",
            "definicion": "x.menciones.v1",
            "tipo": "entre_fuentes",
            "fuente_elegida": "exportacion",
            "valor_elegido": 90,
            "lote_elegido": "lote-exportacion",
            "fuente": "formato",
            "valor": 100,
            "lote": "lote-formato",
            "diferencia": pytest.approx(0.1),
        }
    ]


@pytest.mark.parametrize(("valor", "discrepa"), [(95, False), (94, True), (105, False), (106, True)])
def test_la_tolerancia_es_proporcion_de_la_mayor(valor: int, discrepa: bool) -> None:
    c = _consolidar(_candidata("menciones", 100), _candidata("menciones", valor, "exportacion"))
    assert c.discrepancias.is_empty() is not discrepa


def test_definiciones_distintas_no_se_comparan() -> None:
    c = _consolidar(
        _candidata("impresiones", 100),
        _candidata("impresiones", 900, "exportacion", definicion="x.impresiones.v0"),
    )
    assert c.discrepancias.is_empty()


def test_lo_que_llega_despues_corrige_y_una_celda_vacia_no_borra() -> None:
    c = _consolidar(
        _candidata("menciones", 101, dia=3, lote="nuevo"),
        _candidata("menciones", 100, dia=2, lote="viejo"),
        _candidata("menciones", Ausencia.NO_ENTREGADA, dia=4, lote="vacío"),
    )
    assert (_cifra(c, "menciones")["valor"], _cifra(c, "menciones")["lote"]) == (101, "nuevo")
    assert c.discrepancias.is_empty()


def test_de_lo_que_llega_a_la_vez_vale_el_corte_mas_reciente_y_se_dice() -> None:
    c = _consolidar(
        _candidata("menciones", 100, lote="a", corte=date(2026, 7, 12)),
        _candidata("menciones", 101, lote="b", corte=date(2026, 7, 3)),
    )
    assert (_cifra(c, "menciones")["valor"], _cifra(c, "menciones")["lote"]) == (100, "a")
    assert c.discrepancias.select("tipo", "valor", "lote").rows() == [("misma_fuente", 101, "b")]


def test_decir_que_la_plataforma_no_la_da_retira_lo_entregado_antes() -> None:
    c = _consolidar(
        _candidata("menciones", 100, dia=2, lote="viejo"),
        _candidata("menciones", Ausencia.PLATAFORMA, dia=3, lote="nuevo"),
    )
    assert (_cifra(c, "menciones")["valor"], _cifra(c, "menciones")["ausencia"]) == (None, "plataforma")
    assert c.discrepancias.is_empty()


def test_dos_ceros_no_difieren() -> None:
    c = _consolidar(_candidata("menciones", 0), _candidata("menciones", 0, "exportacion"))
    assert c.discrepancias.is_empty()


@pytest.mark.parametrize("red", sorted(REDES))
def test_se_completa_cada_metrica_pedida(red: str) -> None:
    c = _consolidar(cuentas=_cuentas(red))
    pedidas = {m.nombre for t in ("art11", "suplementaria") for m in metricas_de(red, SEMESTRE, t)}  # type: ignore[arg-type]
    assert set(c.cifras["metrica"]) == pedidas
    assert set(c.cifras["ausencia"]) == {"no_entregada"}
    assert c.cifras.schema == CIFRAS
    assert c.cifras["calculo"].null_count() == c.cifras["definicion"].null_count() == 0


def test_fuera_de_vigencia_no_aplica() -> None:
    c = _consolidar(cuentas=_cuentas(hasta=date(2025, 12, 31)))
    assert set(c.cifras["ausencia"]) == {"no_aplica"}


def test_una_cuenta_que_ya_no_esta_en_el_padron_no_se_revisa() -> None:
    c = _consolidar(_candidata("menciones", 5, cuenta="otra"))
    assert set(c.cifras["cuenta"]) == {"c"}


def test_inicio_deducido_del_cierre_anterior() -> None:
    anteriores = pl.DataFrame(
        [
            {
                "cuenta": "c",
                "semestre": ANTERIOR.clave,
                "red": "x",
                "metrica": "seguidores_cierre",
                "definicion": "x.seguidores_cierre.v1",
                "valor": 900,
                "ausencia": None,
                "fuente": "formato",
                "lote": "enero",
                "calculo": "dato entregado",
            }
        ],
        schema=CIFRAS,
    )
    c = _consolidar(_candidata("seguidores_cierre", 1_000), anteriores=anteriores)
    inicio, cambio = _cifra(c, "seguidores_inicio"), _cifra(c, "crecimiento_seguidores")
    assert (inicio["valor"], inicio["lote"]) == (900, "enero")
    assert inicio["calculo"] == "seguidores al cierre de 2025-2"
    assert (cambio["valor"], cambio["calculo"]) == (100, "seguidores al cierre menos seguidores al inicio")
    assert _cifra(c, "seguidores_cierre", ANTERIOR)["valor"] == 900


def test_inicio_deducido_del_crecimiento() -> None:
    c = _consolidar(
        _candidata("seguidores_cierre", 1_000), _candidata("crecimiento_seguidores", -50, "exportacion")
    )
    assert _cifra(c, "seguidores_inicio")["valor"] == 1_050
    assert _cifra(c, "seguidores_inicio")["calculo"] == "seguidores al cierre menos crecimiento del semestre"


def test_lo_entregado_no_se_sustituye_por_lo_deducido() -> None:
    c = _consolidar(
        _candidata("seguidores_inicio", 7),
        _candidata("seguidores_cierre", 10),
        _candidata("crecimiento_seguidores", 1),
    )
    assert [_cifra(c, m)["valor"] for m in ("seguidores_inicio", "crecimiento_seguidores")] == [7, 1]


def test_en_x_el_cierre_debe_entregarse_y_en_otras_puede_deducirse() -> None:
    en_x = _consolidar(_candidata("seguidores_inicio", 100), _candidata("crecimiento_seguidores", 20))
    assert _cifra(en_x, "seguidores_cierre")["ausencia"] == "no_entregada"
    en_otra = _consolidar(
        _candidata("seguidores_inicio", 100, red="tiktok"),
        _candidata("crecimiento_seguidores", 20, red="tiktok"),
        cuentas=_cuentas("tiktok"),
    )
    assert _cifra(en_otra, "seguidores_cierre")["valor"] == 120


def test_lo_retenido_no_se_deduce() -> None:
    c = _consolidar(
        _candidata("seguidores_inicio", 100, red="tiktok"),
        _candidata("seguidores_cierre", 120, red="tiktok"),
        _candidata("crecimiento_seguidores", Ausencia.RETENIDA, red="tiktok"),
        cuentas=_cuentas("tiktok"),
    )
    assert _cifra(c, "crecimiento_seguidores")["ausencia"] == "retenida"


def test_no_se_deduce_un_numero_negativo_de_seguidores() -> None:
    c = _consolidar(_candidata("seguidores_cierre", 10), _candidata("crecimiento_seguidores", 20))
    assert _cifra(c, "seguidores_inicio")["ausencia"] == "no_entregada"


def test_los_semestres_se_encadenan() -> None:
    c = _consolidar(
        _candidata("seguidores_inicio", 100, red="tiktok", semestre=ANTERIOR.clave),
        _candidata("crecimiento_seguidores", 20, red="tiktok", semestre=ANTERIOR.clave),
        _candidata("crecimiento_seguidores", 5, red="tiktok"),
        cuentas=_cuentas("tiktok"),
        semestres=[SEMESTRE, ANTERIOR],
    )
    assert _cifra(c, "seguidores_cierre")["valor"] == 125


@pytest.mark.parametrize(
    ("fila", "extra", "dice"),
    [
        (_candidata("menciones", 1, "paloma"), {}, "paloma"),
        (_candidata("menciones", 1, semestre="2024-2"), {}, "2024-2"),
        ({**_candidata("menciones", 1), "valor": None}, {}, "valor o una ausencia"),
        (_candidata("menciones", Ausencia.FALLO, ausencia="quién sabe"), {}, "quién sabe"),
        (_candidata("menciones", 1), {"preferencia": ("api",)}, "formato"),
    ],
)
def test_candidatas_mal_hechas(fila: dict[str, Any], extra: dict[str, Any], dice: str) -> None:
    with pytest.raises(ValueError, match=dice):
        _consolidar(fila, **extra)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["menciones", "impresiones"]),
            st.one_of(st.integers(0, 5), st.sampled_from([Ausencia.FALLO, Ausencia.PLATAFORMA])),
            st.sampled_from(PREFERENCIA),
            st.integers(1, 3),
            st.sampled_from(["a", "b"]),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_el_orden_de_las_candidatas_no_decide(entregas: list[Any], azar: Random) -> None:
    filas = [_candidata(m, v, f, dia=d, lote=lote) for m, v, f, d, lote in entregas]
    antes = _consolidar(*filas)
    azar.shuffle(filas)
    despues = _consolidar(*filas)
    assert antes.cifras.equals(despues.cifras)
    assert antes.discrepancias.equals(despues.discrepancias)
    assert not antes.cifras.select("cuenta", "semestre", "metrica").is_duplicated().any()
