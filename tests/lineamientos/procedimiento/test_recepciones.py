"""Si lo recibido llegó en tiempo, y los folios de sus acuses (Lineamientos, arts. 10, 11, 14 y 15)."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.horarios import fecha_efectiva_de_recepcion
from lineamientos.plazos import plazos_del_semestre
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.recepciones import folios, oportunidad
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, leer, parametros

CASOS = leer(Path(__file__).parent / "casos" / "art_10_recepcion.toml")["recepcion"]
AQUI = Semestre(2026, 2)


def _evento(datos: dict[str, Any]) -> Evento:
    return Evento(
        "e",
        "x",
        ClaseDeEvento(datos["clase"]),
        datetime(2026, 7, 1, tzinfo=UTC),
        datos["fecha"],
        "",
        datos.get("vence"),
    )


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_art_10_recepcion(caso: dict[str, Any]) -> None:
    situacion, esperado = caso["situacion"], dict(caso["esperado"])
    semestre, vigentes = Semestre.de_texto(situacion["semestre"]), parametros(situacion["semestre"])
    fecha = fecha_efectiva_de_recepcion(
        situacion["momento"], calendario(), vigentes, situacion.get("zona")
    ).fecha
    cierre = plazos_del_semestre(semestre, calendario(), vigentes).ventana_fin.fecha
    hallada = oportunidad(fecha, cierre, [_evento(e) for e in situacion.get("eventos", [])])
    assert fecha == esperado.pop("fecha")
    assert hallada.en_tiempo == esperado.pop("en_tiempo", None)
    assert esperado.pop("dice", "") in hallada.razon
    assert {"vence": hallada.vence} | esperado == {"vence": hallada.vence}


@given(
    tandas=st.lists(st.lists(st.sampled_from(["x_uno", "x_dos", "fb"]), max_size=8), max_size=6),
)
@settings(deadline=None)
def test_los_folios_de_una_cuenta_no_saltan_ni_se_repiten(tandas: list[list[str]]) -> None:
    dados: list[str] = []
    emitidos: Counter[str] = Counter()
    for tanda in tandas:
        dados += folios(AQUI, tanda, emitidos)
        emitidos.update(tanda)
    for cuenta, cuantos in emitidos.items():
        suyos = [f for f in dados if f.startswith(f"2026-2-{cuenta}-")]
        assert suyos == [f"2026-2-{cuenta}-{n:04}" for n in range(1, cuantos + 1)]
    assert len(set(dados)) == len(dados)
