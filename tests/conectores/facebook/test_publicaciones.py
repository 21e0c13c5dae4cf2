"""De las listas de Facebook a publicaciones, pase lo que pase por el camino."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fabrica_meta import (
    BIEN,
    METRICA_MUERTA,
    PROGRAMADA,
    Plataforma,
    cuenta,
    entorno,
    error,
    leer,
    publicacion,
    recolectar,
    vista,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores import facebook
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.facebook.plan import tareas
from conectores.meta.credenciales import CredencialesMeta

CONECTOR = facebook.crear(entorno(), CredencialesMeta())
_DESDE = datetime(2026, 7, 1, 6, tzinfo=UTC)
_SIN_PROCEDENCIA = ("archivo", "fila", "leida_en")


def consulta(n: int = 2) -> Consulta:
    cuentas = [cuenta(f"facebook_{i}", "facebook", str(10 + i)) for i in range(n)]
    return next(
        c for c in CONECTOR.planear(Etapa.PUBLICACIONES, vista(*cuentas)) if c.operacion == "publicaciones"
    )


def video(numero: int, momento: datetime, publicacion_: int | None) -> dict[str, Any]:
    base = {"id": str(numero), "created_time": momento.isoformat(), "permalink_url": f"/reel/{numero}/"}
    return base if publicacion_ is None else base | {"post_id": str(publicacion_)}


def plataforma(n: int = 2, cuantas: int = 7, por_pagina: int = 100) -> Plataforma:
    listas: dict[str, list[dict[str, Any]]] = {}
    for i in range(n):
        momentos = [PROGRAMADA - timedelta(days=3 * j + 1) for j in range(cuantas)]
        listas[f"{10 + i}/published_posts"] = [
            publicacion(1000 * i + j + 1, m, str(10 + i)) for j, m in enumerate(momentos)
        ]
        listas[f"{10 + i}/video_reels"] = [
            video(90_000 + 1000 * i + j, momentos[j], 1000 * i + j + 1) for j in range(0, cuantas, 2)
        ] + [video(95_000 + i, datetime(2026, 7, 9, tzinfo=UTC), 990 + i)]
    return Plataforma(listas, por_pagina=por_pagina)


def sin_procedencia(lectura: LecturaApi) -> list[pl.DataFrame]:
    return [
        lectura.publicaciones.drop(_SIN_PROCEDENCIA).with_columns(
            leida=lectura.publicaciones["leida_en"].is_not_null()
        ),
        lectura.recolecciones.drop("leida_en"),
    ]


def leida(p: Plataforma, falla: Callable[[str], Any] = lambda _: BIEN) -> LecturaApi:
    c = consulta()
    return leer(CONECTOR, c, recolectar(CONECTOR, tareas, c, p, falla))


def test_cada_publicacion_queda_una_vez_con_sus_cifras_y_su_fecha_local() -> None:
    lectura = leida(plataforma())
    p = lectura.publicaciones
    assert p.height == 2 * 7 + 2
    assert p.select("cuenta", "id_publicacion").is_unique().all()
    assert p.select("archivo", "fila").is_unique().all()
    una = p.row(by_predicate=(pl.col("id_publicacion") == "3"), named=True)
    assert una["publicada_en"] == datetime(2026, 11, 16, 6, 0)
    assert (una["reacciones"], una["comentarios"], una["compartidos"]) == (3, 2, 0)
    assert (una["visualizaciones"], una["alcance"]) == (30, 15)
    assert (una["semestre"], una["tipo_publicacion"], una["red"]) == ("2026-2", "imagen", "facebook")
    assert lectura.recolecciones["resultado"].to_list() == ["completo", "completo"]
    assert lectura.recolecciones["abarca_desde"].to_list() == [_DESDE, _DESDE]
    assert lectura.recolecciones["abarca_hasta"].to_list() == [PROGRAMADA, PROGRAMADA]


def test_el_video_corto_que_solo_esta_en_su_lista_entra_sin_cifras_para_leerse_despues() -> None:
    p = leida(plataforma()).publicaciones
    solo = p.row(by_predicate=(pl.col("id_publicacion") == "990"), named=True)
    assert solo["tipo_publicacion"] == "video_corto"
    assert (solo["reacciones"], solo["compartidos"], solo["visualizaciones"]) == (None, None, None)
    assert solo["enlace"] == "https://www.facebook.com/reel/95000/"
    assert p.filter(pl.all_horizontal(pl.col("reacciones", "compartidos").is_null())).height == 2


@settings(max_examples=40, deadline=None)
@given(
    por_pagina=st.integers(1, 9),
    cuantas=st.integers(0, 9),
    fallas=st.lists(
        st.sampled_from(["bien", "nulo", "cortado", "1", "2", "17", "613", "menos"]), max_size=60
    ),
)
def test_cualquier_reparto_de_paginas_y_fallas_pasajeras_da_los_mismos_marcos(
    por_pagina: int, cuantas: int, fallas: list[str]
) -> None:
    respuestas = {
        "bien": BIEN,
        "nulo": None,
        "cortado": {"code": 200, "body": '{"data":[{"id":"1'},
        "1": error(1, http=500),
        "2": error(2, http=503),
        "17": error(17),
        "613": error(613),
        "menos": error(1, "Please reduce the amount of data", http=500),
    }
    guion = iter(fallas)
    seguidas: dict[str, int] = {}

    def falla(ruta: str) -> Any:
        que = next(guion, "bien")
        objeto = ruta.partition("?")[0]
        # El tope de fallas seguidas es otra prueba.
        seguidas[objeto] = 0 if que == "bien" else seguidas.get(objeto, 0) + 1
        return respuestas[que] if seguidas[objeto] <= 10 else BIEN

    sin_fallas = sin_procedencia(leida(plataforma(cuantas=cuantas)))
    con_fallas = sin_procedencia(leida(plataforma(cuantas=cuantas, por_pagina=por_pagina), falla))
    assert all(a.equals(b) for a, b in zip(sin_fallas, con_fallas, strict=True))


@pytest.mark.parametrize(
    ("respuesta", "resultado"),
    [
        (error(190, "Error validating access token", 460, 401), "sin_permiso"),
        (error(10, http=403), "sin_permiso"),
        (error(100, "Object with ID '11' does not exist", 33), "no_encontrada"),
        (error(4), "fallo"),
        (None, "fallo"),
        (error(99_999, "quién sabe"), "fallo"),
    ],
)
def test_lo_que_le_pasa_a_una_cuenta_no_detiene_a_las_demas(respuesta: Any, resultado: str) -> None:
    lectura = leida(plataforma(), lambda ruta: respuesta if ruta.startswith("11/") else BIEN)
    assert lectura.recolecciones["resultado"].to_list() == ["completo", resultado]
    assert lectura.recolecciones["abarca_hasta"].to_list() == [PROGRAMADA, None]
    assert lectura.recolecciones["detalle"][1]
    assert set(lectura.publicaciones["cuenta"]) == {"facebook_0"}


def test_una_metrica_retirada_se_quita_se_dice_y_no_se_lleva_a_las_demas() -> None:
    p = plataforma()
    p.muertas = {"post_media_view"}
    lectura = leida(p)
    assert lectura.publicaciones["visualizaciones"].null_count() == lectura.publicaciones.height
    assert lectura.publicaciones["alcance"].drop_nulls().len() == 14
    assert [(h.codigo, h.encontrado) for h in lectura.hallazgos] == [("R202", "post_media_view")]
    assert lectura.recolecciones["resultado"].to_list() == ["completo", "completo"]
    assert "retirada" in lectura.recolecciones["detalle"][0]


def test_sin_permiso_de_estadisticas_se_leen_las_publicaciones_y_se_dice() -> None:
    def falla(ruta: str) -> Any:
        return error(10) if ruta.startswith("11/published") and "insights" in ruta else BIEN

    lectura = leida(plataforma(), falla)
    suyas = lectura.publicaciones.filter(cuenta="facebook_1")
    assert suyas["visualizaciones"].null_count() == suyas.height == 8
    assert suyas["reacciones"].null_count() == 1
    assert {(h.codigo, h.cuenta) for h in lectura.hallazgos} == {("R203", "facebook_1")}


def test_lo_de_fuera_de_la_ventana_no_entra_aunque_la_plataforma_lo_mande() -> None:
    p = plataforma(cuantas=0)
    instantes = [PROGRAMADA, PROGRAMADA - timedelta(seconds=1), _DESDE, _DESDE - timedelta(seconds=1)]
    p.listas["10/published_posts"] = [publicacion(i, m) for i, m in enumerate(instantes)]
    p.listas["10/video_reels"] = p.listas["11/video_reels"] = []
    assert leida(p).publicaciones["id_publicacion"].to_list() == ["2", "1"]


def test_las_visualizaciones_de_antes_de_que_existieran_no_se_toman() -> None:
    momento = datetime(2026, 8, 1, tzinfo=UTC)
    vieja = datetime(2025, 11, 14, tzinfo=UTC)
    p = Plataforma(objetos={"10_1": publicacion(1, momento), "10_2": publicacion(2, vieja)})
    conocidas = [
        {"cuenta": "facebook_0", "id_publicacion": str(i), "publicada_en": m, "ultima_lectura": None}
        for i, m in ((1, momento), (2, vieja))
    ]
    c = CONECTOR.planear(
        Etapa.METRICAS, vista(cuenta("facebook_0", "facebook", "10"), publicaciones=conocidas)
    )[0]
    leidas = leer(CONECTOR, c, recolectar(CONECTOR, tareas, c, p)).publicaciones
    assert dict(leidas.select("id_publicacion", "visualizaciones").iter_rows()) == {"1": 10, "2": None}


def test_una_publicacion_que_ya_no_esta_no_es_falta_de_su_cuenta_y_una_sin_guion_se_pide_sola() -> None:
    momento = datetime(2026, 8, 1, tzinfo=UTC)
    suelto = video(7, momento, None) | {"comments": {"summary": {"total_count": 4}}}
    p = Plataforma(objetos={"10_1": publicacion(1, momento), "7": suelto})
    conocidas = [
        {"cuenta": "facebook_0", "id_publicacion": i, "publicada_en": momento, "ultima_lectura": None}
        for i in ("1", "7", "8")
    ]
    c = CONECTOR.planear(
        Etapa.METRICAS, vista(cuenta("facebook_0", "facebook", "10"), publicaciones=conocidas)
    )[0]
    assert c.objetos == ("1", "7", "8")
    lectura = leer(CONECTOR, c, recolectar(CONECTOR, tareas, c, p))
    assert lectura.publicaciones["id_publicacion"].to_list() == ["1", "7"]
    assert lectura.publicaciones["comentarios"].to_list() == [2, 4]
    assert lectura.recolecciones["resultado"].to_list() == ["completo"]
    assert "ya no están: 1" in lectura.recolecciones["detalle"][0]


@pytest.mark.parametrize(
    "cambio",
    [
        {"created_time": None},
        {"created_time": "ayer"},
        {"shares": {"count": "muchos"}},
        {"shares": {"count": 2**63}},
        {"shares": 5},
        {"reactions": {"summary": {"total_count": 1.5}}},
        {"attachments": {"data": [{"media_type": "holograma"}]}},
        {"status_type": "estado_nuevo"},
        {"attachments": {"data": "nada"}},
    ],
)
def test_lo_que_no_tiene_la_forma_prometida_rompe_el_contrato(cambio: dict[str, Any]) -> None:
    p = plataforma(cuantas=1)
    p.listas["10/published_posts"][0] |= cambio
    with pytest.raises(ContratoRoto):
        leida(p)


def test_un_lote_a_medias_no_se_normaliza() -> None:
    c = consulta()
    paginas = recolectar(CONECTOR, tareas, c, plataforma(por_pagina=2))
    with pytest.raises(ContratoRoto, match="páginas"):
        leer(CONECTOR, c, paginas[:-1])


def test_una_falla_de_metrica_que_no_es_de_metrica_no_gira_sin_fin() -> None:
    lectura = leida(plataforma(), lambda ruta: METRICA_MUERTA if ruta.startswith("11/") else BIEN)
    assert lectura.recolecciones["resultado"].to_list() == ["completo", "retirada"]
