"""Qué se sigue de la respuesta a una subpetición."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fabrica_meta import METRICA_MUERTA, bien, error
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.errores import ContratoRoto
from conectores.meta.paso import TOPE_DE_FALLAS, Paso, dar_paso
from conectores.meta.tareas import Estado, Tarea, a_cursor, de_cursor, iniciales, ruta
from lineamientos.ausencias import Ausencia

_LISTA = Tarea("c", "10", "published_posts", "id", ("m1", "m2"), limite=100, fecha="created_time")
_DIARIA = Tarea("c", "10", "insights", metricas=("m1", "m2", "m3"))


def inicial(tarea: Tarea) -> Estado:
    return iniciales([tarea])[0]


def pagina(despues: str | None = "c1", *, mas: bool = True, data: list[Any] | None = None) -> dict[str, Any]:
    paginas: dict[str, Any] = {} if despues is None else {"cursors": {"after": despues}}
    return bien({"data": data or [], "paging": paginas | ({"hay_mas": True} if mas else {})})


def insistir(tarea: Tarea, muertas: set[str]) -> tuple[Paso, int]:
    """Repite hasta que la petición salga bien o termine; cada métrica muerta la hace fallar entera."""
    estado = inicial(tarea)
    for vez in range(1, 50):
        falla = muertas & set(estado.pedidas)
        paso = dar_paso(tarea, estado, METRICA_MUERTA if falla else bien({"data": [], "id": "1"}))
        if paso.fin is not None:
            return paso, vez
        estado = paso.estado
    raise AssertionError("no termina")


def test_la_ultima_pagina_trae_cursor_y_no_trae_siguiente() -> None:
    assert dar_paso(_LISTA, inicial(_LISTA), pagina(mas=False)).fin is not None
    paso = dar_paso(_LISTA, inicial(_LISTA), pagina("c1"))
    assert paso.fin is None
    assert "after=c1" in ruta(_LISTA, paso.estado)


@pytest.mark.parametrize(
    "respuesta",
    [
        None,
        {"code": 200, "body": ""},
        {"code": 200, "body": '{"data":[{"id":"1'},
        {"code": 200, "body": None},
        {"code": 200, "body": "{}"},
        {"code": 502, "body": "<html>"},
        error(1, http=500),
        error(2),
        error(4),
        error(17),
        error(32),
        error(613),
    ],
)
def test_lo_pasajero_se_repite_y_con_tope(respuesta: Any) -> None:
    estado = inicial(_LISTA)
    for _ in range(TOPE_DE_FALLAS):
        paso = dar_paso(_LISTA, estado, respuesta)
        assert (paso.fin, paso.datos) == (None, None)
        estado = paso.estado
    ultimo = dar_paso(_LISTA, estado, respuesta)
    assert ultimo.fin is not None
    assert ultimo.fin.ausencia is Ausencia.FALLO


def test_una_respuesta_buena_olvida_las_fallas() -> None:
    estado = dar_paso(_LISTA, inicial(_LISTA), None).estado
    assert estado.fallas == 1
    assert dar_paso(_LISTA, estado, pagina()).estado.fallas == 0


def test_una_pagina_repetida_no_se_toma_y_se_vuelve_a_pedir() -> None:
    primera = dar_paso(_LISTA, inicial(_LISTA), pagina("c1")).estado
    segunda = dar_paso(_LISTA, primera, pagina("c2")).estado
    for repetida in ("c1", "c2"):
        paso = dar_paso(_LISTA, segunda, pagina(repetida, data=[{"id": "x"}]))
        assert paso.datos is None
        assert paso.estado.despues == "c2"
        assert paso.estado.fallas == 1


def test_demasiados_datos_se_piden_por_mitades() -> None:
    estado = inicial(_LISTA)
    limites = []
    for _ in range(7):
        estado = dar_paso(_LISTA, estado, error(1, "Please reduce the amount of data", http=500)).estado
        limites.append(estado.limite)
    assert limites == [50, 25, 12, 6, 3, 1, 1]
    assert estado.fallas == 1


def test_la_metrica_que_el_mensaje_nombra_se_quita_de_una_vez() -> None:
    paso = dar_paso(_DIARIA, inicial(_DIARIA), error(100, "(#100) m2 is not a valid insights metric"))
    assert paso.estado.pedidas == ("m1", "m3")
    assert paso.estado.faltas == (("m2", "retirada"),)
    por_posicion = error(100, "(#100) metric[0] must be one of the following values: m2, m3")
    assert dar_paso(_DIARIA, inicial(_DIARIA), por_posicion).estado.pedidas == ("m2", "m3")


@given(cuantas=st.integers(1, 7), muertas=st.sets(st.integers(0, 6)), lista=st.booleans())
def test_de_las_metricas_se_pierden_las_muertas_y_ninguna_mas(
    cuantas: int, muertas: set[int], *, lista: bool
) -> None:
    metricas = tuple(f"m{i}" for i in range(cuantas))
    malas = {f"m{i}" for i in muertas} & set(metricas)
    tarea = Tarea("c", "1", "" if lista else "insights", "id" if lista else "", metricas)
    paso, _ = insistir(tarea, malas)
    assert {m for m, _ in paso.estado.faltas} == malas
    assert paso.fin is not None
    if malas != set(metricas):
        assert set(paso.estado.pedidas) == set(metricas) - malas
        assert paso.datos is not None
    elif not lista:
        assert paso.fin.ausencia is Ausencia.RETIRADA


def test_una_metrica_que_muere_a_medio_recorrido_tambien_se_encuentra() -> None:
    estado = dar_paso(_LISTA, inicial(_LISTA), pagina("c1")).estado
    vistas = []
    for _ in range(4):
        vistas.append(estado.pedidas)
        estado = dar_paso(_LISTA, estado, METRICA_MUERTA if "m2" in estado.pedidas else pagina("c2")).estado
    assert estado.pedidas == ("m1",)
    assert estado.despues == "c2"


def test_sin_permiso_para_las_metricas_se_pide_lo_demas() -> None:
    paso = dar_paso(_LISTA, inicial(_LISTA), error(10, "(#10) requires the 'read_insights' permission"))
    assert paso.fin is None
    assert "insights" not in ruta(_LISTA, paso.estado)
    assert dict(paso.estado.faltas) == {"m1": "sin_permiso", "m2": "sin_permiso"}
    final = dar_paso(_LISTA, paso.estado, error(10)).fin
    assert final is not None
    assert final.ausencia is Ausencia.SIN_PERMISO


def test_sin_permiso_para_las_cifras_diarias_no_queda_nada_que_pedir() -> None:
    fin = dar_paso(_DIARIA, inicial(_DIARIA), error(200)).fin
    assert fin is not None
    assert fin.ausencia is Ausencia.SIN_PERMISO


def test_un_objeto_que_no_es_publicacion_se_pide_como_video() -> None:
    tarea = Tarea("c", "10_7", campos="id", metricas=("m1",), alterna=Tarea("c", "7", campos="id"))
    paso = dar_paso(tarea, inicial(tarea), error(100, "Object does not exist", 33))
    assert ruta(tarea, paso.estado) == "7?fields=id"
    ultimo = dar_paso(tarea, paso.estado, error(100, "Object does not exist", 33)).fin
    assert ultimo is not None
    assert ultimo.ausencia is Ausencia.NO_ENCONTRADA


def test_la_lista_se_deja_cuando_toda_la_pagina_es_anterior_a_lo_pedido() -> None:
    desde = datetime(2026, 7, 1, tzinfo=UTC)
    tarea = Tarea("c", "1", "media", "id", limite=10, fecha="timestamp", desde=desde)
    vieja, nueva = {"timestamp": "2026-06-30T23:59:59+0000"}, {"timestamp": "2026-07-01T00:00:00+0000"}
    assert dar_paso(tarea, inicial(tarea), pagina(data=[vieja])).fin is not None
    assert dar_paso(tarea, inicial(tarea), pagina(data=[vieja, nueva])).fin is None
    with pytest.raises(ContratoRoto, match="timestamp"):
        dar_paso(tarea, inicial(tarea), pagina(data=[{"id": "1"}]))


def test_si_hay_mas_y_no_dice_como_pedirlo_la_cuenta_falla_y_lo_leido_se_conserva() -> None:
    paso = dar_paso(_LISTA, inicial(_LISTA), pagina(None, data=[{"id": "1"}]))
    assert paso.datos is not None
    assert paso.fin is not None
    assert paso.fin.ausencia is Ausencia.FALLO


@given(st.lists(st.sampled_from(["mas", "nulo", "muerta", "reduce", "permiso"]), max_size=12))
def test_el_cursor_se_rehace_igual_desde_su_texto(guion: list[str]) -> None:
    respuestas = {
        "nulo": None,
        "muerta": METRICA_MUERTA,
        "reduce": error(1, "reduce the amount of data", http=500),
        "permiso": error(10),
    }
    estado = inicial(_LISTA)
    for i, que in enumerate(guion):
        paso = dar_paso(_LISTA, estado, pagina(f"c{i + 1}") if que == "mas" else respuestas[que])
        if paso.fin is not None:
            break
        estado = paso.estado
        texto = a_cursor([estado])
        assert texto is not None
        assert de_cursor(texto, [_LISTA]) == [estado]
        assert json.loads(texto)
