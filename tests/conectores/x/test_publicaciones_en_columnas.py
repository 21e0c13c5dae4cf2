"""Columna por columna se obtiene lo mismo que fila por fila, o se deja a quien lee fila por fila."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fabrica_x import CUENTAS, LEIDA_EN, Objeto, en_post, publicacion
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores.comun.columnas import en_marcos
from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.x.normalizador_publicaciones import marco_de_publicaciones
from conectores.x.publicaciones_en_columnas import en_columnas

Elemento = tuple[str, PaginaLeida, int, Objeto]
PAGINAS = [PaginaLeida(f"{n:04d}.json", b"", LEIDA_EN + timedelta(microseconds=n)) for n in range(3)]
CIFRAS = ("impression_count", "like_count", "retweet_count", "reply_count", "bookmark_count")
RARO = st.sampled_from([None, True, -1, 2**63, 10**30, 1.5, "7", [], {}])

TORCIDOS = (
    *("ayer", "2026-02-30T00:00:00Z", "2026-08-09T18:30:00", "2026-W32-7T18:30:00.000Z"),
    *("1999-12-31T00:00:00Z", "2150-01-01T00:00:00.5Z"),
    *("abc", "1" * 20, "١٢", "", "parodied"),
)


def con_fecha(momento: datetime, zona: str) -> str:
    return momento.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + zona


textos = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(["RT @INEMexico: hola", "RT @", "a &amp; b &amp;lt;", "", "https://t.co/a", "ñ😀" * 400]),
)
referencias = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["retweeted", "quoted", "replied_to"]), "id": st.just("77")},
        optional={"otro": RARO},
    ),
    max_size=2,
)
publicaciones = st.fixed_dictionaries(
    {
        "id": st.integers(0, 10**19 - 1).map(str),
        "text": textos,
        "created_at": st.builds(
            con_fecha,
            st.datetimes(datetime(2006, 1, 2), datetime(2099, 12, 30)),
            st.sampled_from(["Z", "Z", "+00:00", "-06:00"]),
        ),
        "public_metrics": st.fixed_dictionaries(dict.fromkeys(CIFRAS, st.integers(0, 2**63 - 1))),
    },
    optional={
        "attachments": st.fixed_dictionaries(
            {}, optional={"media_keys": st.lists(st.just("3_1"), max_size=4)}
        ),
        "referenced_tweets": referencias,
        "referenced_posts": referencias,
    },
)


@st.composite
def torcidas(elegir: st.DrawFn) -> Objeto:
    """Una publicación con algo de otra forma: un campo, una cifra o una referencia."""
    una: dict[str, Any] = elegir(publicaciones)
    campo = elegir(st.sampled_from([*una, *CIFRAS, "repost_count", "type", "media_keys"]))
    valor = elegir(RARO | st.sampled_from(TORCIDOS))
    quitar = elegir(st.booleans())
    if campo == "type":
        una["referenced_tweets"] = [{"id": "7"} if quitar else {"id": "7", "type": valor}]
        return una
    donde = una
    if campo in (*CIFRAS, "repost_count"):
        donde = una["public_metrics"]
    if campo == "media_keys":
        donde = una.setdefault("attachments", {})
    donde.pop(campo, None) if quitar else donde.update({campo: valor})
    return una


def elementos(*objetos: Objeto) -> list[Elemento]:
    claves = list(CUENTAS)
    return [(claves[n % 2], PAGINAS[n % 3], n + 1, o) for n, o in enumerate(objetos)]


@given(st.lists(publicaciones.map(en_post) | publicaciones | torcidas(), max_size=4))
@settings(deadline=None, max_examples=300)
def test_columna_por_columna_es_igual_que_fila_por_fila(objetos: list[Objeto]) -> None:
    dados = elementos(*objetos)
    rapido = en_columnas(dados, CUENTAS)
    try:
        lento = marco_de_publicaciones(dados, CUENTAS)
    except ContratoRoto:
        assert rapido is None
        return
    if rapido is not None:
        assert rapido.height == len(objetos)
        marco = rapido.marco()
        assert marco.schema == lento.schema
        assert marco.rows() == lento.rows()


@given(st.lists(publicaciones, min_size=1, max_size=4))
@settings(deadline=None, max_examples=50)
def test_lo_de_siempre_se_lee_por_columnas_y_juntas_dicen_lo_mismo(objetos: list[Objeto]) -> None:
    dados = [elementos(o) for objeto in objetos for o in (objeto, en_post(objeto))]
    columnas = [en_columnas(d, CUENTAS) for d in dados]
    partes = [c for c in columnas if c is not None]
    assert len(partes) == len(dados)
    (juntas,) = en_marcos(partes)
    assert juntas.equals(pl.concat(marco_de_publicaciones(d, CUENTAS) for d in dados))


@pytest.mark.parametrize("momento", ["1996-06-30", "2010-04-04", "2022-10-30", "2026-07-01", "2099-12-31"])
def test_la_hora_local_es_la_misma_haya_o_no_horario_de_verano(momento: str) -> None:
    inicio = datetime.fromisoformat(momento).replace(tzinfo=UTC)
    horas = [publicacion(n, created_at=con_fecha(inicio + timedelta(hours=n), "Z")) for n in range(24)]
    dados = elementos(*horas)
    rapido = en_columnas(dados, CUENTAS)
    assert (rapido is None) is (inicio.year < 2006)
    if rapido is not None:
        assert rapido.marco().equals(marco_de_publicaciones(dados, CUENTAS))
