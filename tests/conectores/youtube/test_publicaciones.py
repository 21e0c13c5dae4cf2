from datetime import UTC, datetime, timedelta

import pytest
from fabrica_youtube import (
    PROGRAMADA,
    canal,
    canales,
    credenciales,
    cuenta,
    elemento,
    error,
    lista,
    pagina,
    vista,
)
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.consultas import Etapa
from conectores.comun.errores import ContratoRoto
from conectores.youtube.plan import planear
from conectores.youtube.publicaciones import normalizar_publicaciones

_CONSULTA = planear(Etapa.PUBLICACIONES, vista([cuenta("abc")]), credenciales())[0]


def _claves(*paginas):
    return normalizar_publicaciones(_CONSULTA, paginas).publicaciones["id_publicacion"].to_list()


def test_un_video_publicado_en_el_semestre_entra_con_su_hora_local():
    leida = normalizar_publicaciones(_CONSULTA, [pagina(lista(elemento("v1", "2026-09-01T03:30:00Z")))])
    (v,) = leida.publicaciones.to_dicts()
    assert v["publicada_en"] == datetime(2026, 8, 31, 21, 30)
    assert (v["cuenta"], v["semestre"], v["texto"]) == ("abc", "2026-2", "Video v1")
    assert v["enlace"] == "https://www.youtube.com/watch?v=v1"
    assert (v["vistas"], v["me_gusta"], v["comentarios"], v["tipo_publicacion"]) == (None, None, None, None)
    assert (v["archivo"], v["fila"]) == ("pagina-0001", 1)
    (r,) = leida.recolecciones.to_dicts()
    assert (r["resultado"], r["abarca_desde"], r["abarca_hasta"]) == (
        "completo",
        _CONSULTA.desde,
        PROGRAMADA,
    )


@pytest.mark.parametrize(
    ("publicado", "entra"),
    [
        ("2026-07-01T05:59:59Z", False),
        ("2026-07-01T06:00:00.000Z", True),
        ("2026-10-05T11:59:59Z", True),
        ("2026-10-05T12:00:00Z", False),
    ],
)
def test_solo_entran_los_videos_del_semestre_hasta_el_momento_programado(publicado, entra):
    assert _claves(pagina(lista(elemento("v", publicado)))) == (["v"] if entra else [])


def test_la_lista_se_lee_entera_aunque_lo_viejo_venga_antes():
    viejo, nuevo = elemento("viejo", "2019-01-01T00:00:00Z"), elemento("nuevo", "2026-09-01T00:00:00Z")
    assert _claves(pagina(lista(viejo, sigue="T")), pagina(lista(nuevo), "pagina-0002")) == ["nuevo"]


def test_un_video_sin_fecha_no_se_cuenta_y_se_dice():
    leida = normalizar_publicaciones(
        _CONSULTA, [pagina(lista(elemento("privado", None), elemento("v", "2026-09-01T00:00:00Z")))]
    )
    assert leida.publicaciones["id_publicacion"].to_list() == ["v"]
    assert "un video sin fecha" in leida.recolecciones["detalle"][0]


def test_una_lista_vacia_es_completa_con_cero_videos():
    leida = normalizar_publicaciones(_CONSULTA, [pagina(lista())])
    assert leida.publicaciones.is_empty()
    assert leida.recolecciones["resultado"].to_list() == ["completo"]


_AUSENTE = pagina(error(404, "playlistNotFound"))


@pytest.mark.parametrize(
    ("datos", "resultado"),
    [
        (canales(), "no_encontrada"),
        (canales(canal("UCabc", videoCount="0")), "completo"),
        (canales(canal("UCabc", videoCount="3")), "no_encontrada"),
    ],
    ids=["sin canal", "sin videos", "con videos"],
)
def test_sin_lista_el_canal_dice_si_no_existe_o_no_tiene_videos(datos, resultado):
    leida = normalizar_publicaciones(_CONSULTA, [_AUSENTE, pagina(datos, "pagina-0002")])
    (r,) = leida.recolecciones.to_dicts()
    assert r["resultado"] == resultado
    assert (r["abarca_desde"] is None) == (resultado != "completo")
    assert leida.publicaciones.is_empty()


def test_una_lista_sin_la_parte_pedida_rompe_el_contrato():
    with pytest.raises(ContratoRoto, match="contentDetails"):
        normalizar_publicaciones(_CONSULTA, [pagina(lista({"snippet": {}}))])


@pytest.mark.parametrize("fecha", ["ayer", "2026-09-01T00:00:00"])
def test_una_fecha_que_no_se_entiende_rompe_el_contrato(fecha):
    with pytest.raises(ContratoRoto, match="videoPublishedAt"):
        normalizar_publicaciones(_CONSULTA, [pagina(lista(elemento("v", fecha)))])


_ELEMENTOS = st.lists(
    st.tuples(
        st.text("abcXYZ09-_", min_size=1, max_size=4),
        st.datetimes(datetime(2026, 6, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),
    ),
    max_size=40,
    unique_by=lambda e: e[0],
)


@given(_ELEMENTOS, st.randoms(use_true_random=False), st.integers(1, 50), st.integers(1, 50))
def test_cualquier_orden_y_paginado_de_la_lista_da_los_mismos_marcos(elementos, azar, corte_a, corte_b):
    items = [elemento(clave, cuando.isoformat()) for clave, cuando in elementos]
    otros = items + items[: len(items) // 3]
    azar.shuffle(otros)
    en_orden, revuelta = (_leer(x, corte) for x, corte in ((items, corte_a), (otros, corte_b)))
    lugar = ("archivo", "fila")
    assert en_orden.publicaciones.drop(lugar).equals(revuelta.publicaciones.drop(lugar))
    assert en_orden.recolecciones.equals(revuelta.recolecciones)
    assert revuelta.publicaciones.select(lugar).is_unique().all()
    dentro = {c for c, cuando in elementos if _CONSULTA.desde <= cuando < PROGRAMADA}
    assert set(en_orden.publicaciones["id_publicacion"]) == dentro


def _leer(items, corte):
    trozos = [items[n : n + corte] for n in range(0, len(items), corte)] or [[]]
    return normalizar_publicaciones(
        _CONSULTA, [pagina(lista(*t), f"pagina-{n:04}") for n, t in enumerate(trozos)]
    )


def test_un_video_repetido_vale_por_lo_ultimo_que_se_dijo_y_si_no_cambia_conserva_su_lugar():
    igual, viejo, nuevo = (
        elemento("v1", "2026-09-01T00:00:00Z"),
        elemento("v2", "2026-09-02T00:00:00Z"),
        elemento("v2", "2026-09-03T00:00:00Z"),
    )
    leida = normalizar_publicaciones(_CONSULTA, [pagina(lista(igual, viejo, igual, nuevo))])
    assert leida.publicaciones.select("id_publicacion", "fila").rows() == [("v1", 1), ("v2", 4)]
    assert leida.publicaciones["publicada_en"][1] == datetime(2026, 9, 2, 18)


def test_dos_semestres_abiertos_se_leen_de_una_vez():
    desde = datetime(2026, 1, 1, 6, tzinfo=UTC)
    consulta = _CONSULTA.__class__(**(vars(_CONSULTA) | {"desde": desde}))
    un_mes = timedelta(days=31)
    items = [elemento(f"v{n}", (desde + n * un_mes).isoformat()) for n in range(9)]
    leida = normalizar_publicaciones(consulta, [pagina(lista(*items))])
    assert set(leida.publicaciones["semestre"]) == {"2026-1", "2026-2"}
