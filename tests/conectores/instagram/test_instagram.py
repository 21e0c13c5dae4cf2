"""Instagram: publicaciones, perfiles y altas y bajas por quincena."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fabrica_meta import (
    BIEN,
    PROGRAMADA,
    Plataforma,
    bien,
    cuenta,
    entorno,
    error,
    leer,
    recolectar,
    vista,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores import instagram
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import Avance, Vista
from conectores.instagram.plan import tareas
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.dias import medianoche

CONECTOR = instagram.crear(entorno(), CredencialesMeta())
_CUENTA = cuenta("instagram_0", "instagram", "170")
_CIFRAS = {"views": 90, "reach": 60, "likes": 7, "shares": 0, "saved": 3}


def de(operacion: str, v: Vista) -> list[Consulta]:
    etapas = {"perfiles": Etapa.PERFILES, "metricas": Etapa.METRICAS}
    return [
        c for c in CONECTOR.planear(etapas.get(operacion, Etapa.PUBLICACIONES), v) if c.operacion == operacion
    ]


def medio(numero: int, momento: datetime, **otros: Any) -> dict[str, Any]:
    return {
        "id": str(numero),
        "timestamp": momento.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "media_type": "IMAGE",
        "media_product_type": "FEED",
        "permalink": f"https://www.instagram.com/p/{numero}/",
        "caption": "x" * 600,
        "comments_count": 2,
        "_insights": _CIFRAS,
    } | otros


def leida(operacion: str, p: Plataforma, v: Vista, falla: Any = lambda _: BIEN) -> LecturaApi:
    consulta = de(operacion, v)[0]
    return leer(CONECTOR, consulta, recolectar(CONECTOR, tareas, consulta, p, falla))


def test_una_publicacion_se_lee_con_sus_cifras() -> None:
    p = Plataforma({"170/media": [medio(1, PROGRAMADA - timedelta(hours=1))]})
    fila = leida("publicaciones", p, vista(_CUENTA)).publicaciones.row(0, named=True)
    assert fila["publicada_en"] == datetime(2026, 11, 23, 5, 0)
    cifras = ("visualizaciones", "alcance", "me_gusta", "compartidos", "guardados", "comentarios")
    assert tuple(fila[c] for c in cifras) == (90, 60, 7, 0, 3, 2)
    assert (fila["tipo_publicacion"], fila["con_multimedia"], fila["piezas_multimedia"]) == (
        "imagen",
        True,
        1,
    )
    assert fila["es_compartida"] is None
    assert len(fila["texto"]) == 500
    assert fila["reacciones"] is None


@pytest.mark.parametrize(
    ("cambio", "tipo", "piezas"),
    [
        ({"media_type": "VIDEO", "media_product_type": "REELS"}, "video_corto", 1),
        ({"media_type": "VIDEO"}, "video", 1),
        ({"media_product_type": "STORY"}, "historia", 1),
        ({"media_type": "CAROUSEL_ALBUM", "children": {"data": [{"id": "1"}, {"id": "2"}]}}, "carrusel", 2),
        ({"media_type": "CAROUSEL_ALBUM"}, "carrusel", None),
    ],
)
def test_el_tipo_y_las_piezas(cambio: dict[str, Any], tipo: str, piezas: int | None) -> None:
    p = Plataforma({"170/media": [medio(1, PROGRAMADA - timedelta(hours=1), **cambio)]})
    fila = leida("publicaciones", p, vista(_CUENTA)).publicaciones.row(0, named=True)
    assert (fila["tipo_publicacion"], fila["piezas_multimedia"]) == (tipo, piezas)


@pytest.mark.parametrize(
    "cambio", [{"media_type": "HOLOGRAMA"}, {"media_product_type": "CINE"}, {"timestamp": 5}]
)
def test_lo_que_no_se_conoce_rompe_el_contrato(cambio: dict[str, Any]) -> None:
    p = Plataforma({"170/media": [medio(1, PROGRAMADA - timedelta(hours=1), **cambio)]})
    with pytest.raises(ContratoRoto):
        leida("publicaciones", p, vista(_CUENTA))


@settings(max_examples=30, deadline=None)
@given(por_pagina=st.integers(1, 6), nulos=st.sets(st.integers(0, 20), max_size=10))
def test_cualquier_reparto_de_paginas_y_fallas_pasajeras_da_lo_mismo(
    por_pagina: int, nulos: set[int]
) -> None:
    lista = [medio(i, PROGRAMADA - timedelta(days=i, hours=1)) for i in range(8)]
    lista.append(lista[0])
    veces = iter(range(1000))
    marcos = [
        leida("publicaciones", p, vista(_CUENTA), falla).publicaciones.drop("archivo", "fila", "leida_en")
        for p, falla in (
            (Plataforma({"170/media": lista}), lambda _: BIEN),
            (
                Plataforma({"170/media": lista}, por_pagina=por_pagina),
                lambda _: None if next(veces) in nulos else BIEN,
            ),
        )
    ]
    assert marcos[0].height == 8
    assert marcos[0].equals(marcos[1])


def test_las_relecturas_traen_la_publicacion_entera() -> None:
    momento = datetime(2026, 8, 1, tzinfo=UTC)
    conocidas = [
        {"cuenta": "instagram_0", "id_publicacion": i, "publicada_en": momento, "ultima_lectura": None}
        for i in ("1", "2")
    ]
    p = Plataforma(objetos={"1": medio(1, momento)})
    lectura = leida("metricas", p, vista(_CUENTA, publicaciones=conocidas))
    assert lectura.publicaciones.select("id_publicacion", "visualizaciones").rows() == [("1", 90)]
    assert "ya no están: 1" in lectura.recolecciones["detalle"][0]


def test_las_quincenas_que_se_piden_terminaron_se_conservan_y_no_se_han_leido() -> None:
    def dias(v: Vista) -> list[Any]:
        return [t.dias for c in de("crecimiento", v) for t in tareas(c)]

    # El 23 de noviembre la plataforma conserva desde el 25 de agosto.
    todas = dias(vista(_CUENTA))
    assert todas[0] == (date(2026, 9, 1), date(2026, 9, 15))
    assert todas[-1] == (date(2026, 11, 1), date(2026, 11, 15))
    assert len(todas) == 5
    avance = Avance(medianoche(date(2026, 9, 1)), medianoche(date(2026, 11, 1)))
    assert dias(vista(_CUENTA, avances={("instagram_0", "crecimiento"): avance})) == todas[-1:]
    al_dia = Avance(medianoche(date(2026, 9, 1)), medianoche(date(2026, 11, 16)))
    assert dias(vista(_CUENTA, avances={("instagram_0", "crecimiento"): al_dia})) == []


def crecimiento(resultados: Any) -> LecturaApi:
    desglose = {"dimension_keys": ["follow_type"]} | ({} if resultados is None else {"results": resultados})
    total = {"name": "follows_and_unfollows", "period": "day", "total_value": {"breakdowns": [desglose]}}
    avance = Avance(medianoche(date(2026, 9, 1)), medianoche(date(2026, 11, 1)))
    v = vista(_CUENTA, avances={("instagram_0", "crecimiento"): avance})
    return leida("crecimiento", Plataforma(insights={"follows_and_unfollows": total}), v)


def test_las_altas_y_bajas_van_a_mediciones_con_su_periodo() -> None:
    altas, bajas = {"dimension_values": ["FOLLOWER"]}, {"dimension_values": ["NON_FOLLOWER"]}
    lectura = crecimiento([altas | {"value": 12}, bajas | {"value": 0}])
    columnas = ("metrica", "valor", "ausencia", "columna", "hoja", "desde", "hasta")
    comunes = (None, "follows_and_unfollows", "", date(2026, 11, 1), date(2026, 11, 15))
    assert lectura.mediciones.select(columnas).rows() == [
        ("altas_seguidores", 12, *comunes),
        ("bajas_seguidores", 0, *comunes),
    ]
    assert lectura.recolecciones["abarca_hasta"].to_list() == [medianoche(date(2026, 11, 16))]


@pytest.mark.parametrize("resultados", [None, []])
def test_vacio_no_es_cero(resultados: Any) -> None:
    lectura = crecimiento(resultados)
    assert lectura.mediciones["valor"].null_count() == 2
    assert set(lectura.mediciones["ausencia"]) == {"plataforma"}


def test_una_quincena_leida_cuando_ya_se_borraba_no_tiene_cifra_parcial() -> None:
    consulta = de("crecimiento", vista(_CUENTA))[0]
    resultado = {"dimension_values": ["FOLLOWER"], "value": 3}
    insights = {"follows_and_unfollows": {"total_value": {"breakdowns": [{"results": [resultado]}]}}}
    paginas = recolectar(CONECTOR, tareas, consulta, Plataforma(insights=insights))
    tarde = [replace(p, leida_en=p.leida_en + timedelta(days=10)) for p in paginas]
    altas = leer(CONECTOR, consulta, tarde).mediciones.filter(metrica="altas_seguidores").sort("desde")
    assert altas["valor"].to_list() == [None, 3, 3, 3, 3]
    assert altas["ausencia"].to_list() == ["cobertura_incompleta", None, None, None, None]


def test_una_parte_que_no_se_conoce_rompe_el_contrato() -> None:
    with pytest.raises(ContratoRoto, match="ALIENS"):
        crecimiento([{"dimension_values": ["ALIENS"], "value": 1}])


def test_si_la_metrica_murio_las_dos_cifras_quedan_retiradas() -> None:
    p = Plataforma(muertas={"follows_and_unfollows"})
    lectura = leida("crecimiento", p, vista(_CUENTA))
    assert set(lectura.mediciones["ausencia"]) == {"retirada"}
    assert lectura.recolecciones["resultado"].to_list() == ["retirada"]


def test_una_cuenta_sin_identificador_se_busca_con_su_ficha() -> None:
    v = vista(_CUENTA, cuenta("instagram_1", "instagram", None), cuenta("instagram_2", "instagram", None))
    perfil = {"id": "170", "username": "u", "name": "N", "followers_count": 4}
    p = Plataforma(objetos={"170": perfil})
    con_cuenta = {"id": "9", "instagram_business_account": {"id": "171", "followers_count": 2}}
    respuestas = iter([bien(con_cuenta), bien({"id": "8"})])
    lectura = leida("perfiles", p, v, lambda ruta: next(respuestas) if ruta.startswith("me?") else BIEN)
    assert lectura.perfiles["id_plataforma"].to_list() == ["170", "171"]
    assert lectura.diarias["valor"].to_list() == [4, 2]
    assert lectura.recolecciones["resultado"].to_list() == ["completo", "completo", "no_encontrada"]
    assert [len(c.cuentas) for c in de("publicaciones", v)] == [1]


def test_sin_permiso_la_cuenta_lo_dice_y_las_demas_siguen() -> None:
    v = vista(_CUENTA, cuenta("instagram_1", "instagram", "171"))
    p = Plataforma({"170/media": [medio(1, PROGRAMADA - timedelta(hours=1))]})
    lectura = leida("publicaciones", p, v, lambda r: error(190, http=401) if r.startswith("171/") else BIEN)
    assert lectura.recolecciones.select("cuenta", "resultado").rows() == [
        ("instagram_0", "completo"),
        ("instagram_1", "sin_permiso"),
    ]
    assert lectura.publicaciones.filter(pl.col("cuenta") == "instagram_1").is_empty()
