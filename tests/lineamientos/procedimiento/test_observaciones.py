"""En qué está cada observación y qué aclaraciones se admiten (Lineamientos, art. 14)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.procedimiento.aclaraciones import objeciones_de_aclaracion
from lineamientos.procedimiento.observaciones import (
    Entrega,
    Observacion,
    Reglas,
    Seguida,
    Situacion,
    abiertas,
    seguir,
)
from tests.lineamientos.apoyo_lineamientos import leer

CASOS = leer(Path(__file__).parent / "casos" / "art_14_seguimiento.toml")["seguimiento"]
REGLAS = Reglas(frozenset({"S001"}), frozenset({"L310"}), frozenset({"R101"}))
INICIO = datetime(2026, 7, 1, tzinfo=UTC)


def _entrega(numero: int, e: dict[str, Any]) -> Entrega:
    return Entrega(
        e["lote"],
        INICIO + timedelta(hours=e.get("hora", numero)),
        e.get("clase", "formato"),
        e.get("rechazada", False),
        e.get("de_api", False),
        {"x": frozenset(e["campos"])} if "campos" in e else {},
    )


def _observacion(o: dict[str, Any], nuevas: list[str]) -> Observacion:
    return Observacion(
        o["o"],
        "x",
        o["codigo"],
        o.get("severidad", "observacion"),
        o.get("campo"),
        o.get("encontrado"),
        o.get("lote"),
        "lote" in o or o["o"] in nuevas,
    )


def _seguidas(situacion: dict[str, Any]) -> tuple[Seguida, ...]:
    return seguir(
        [_observacion(o, situacion.get("nuevas", [])) for o in situacion["observaciones"]],
        [_entrega(n, e) for n, e in enumerate(situacion["entregas"])],
        notificadas=situacion.get("notificadas", []),
        aclaradas=situacion.get("aclaradas", []),
        reglas=REGLAS,
    )


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_art_14_seguimiento(caso: dict[str, Any]) -> None:
    esperado = dict(caso["esperado"])
    seguidas = {s.observacion.observacion: s for s in _seguidas(caso["situacion"])}
    raices = esperado.pop("raices", {})
    assert {o: seguidas[o].raiz for o in raices} == raices
    if "por_notificar" in esperado:
        faltan = [s.observacion.observacion for s in abiertas(seguidas.values()) if not s.notificada]
        assert faltan == esperado.pop("por_notificar")
    assert {o: s.situacion for o, s in seguidas.items()} == {
        o: Situacion(en) for en, cuales in esperado.items() for o in cuales
    }


_CODIGOS = st.sampled_from(["C201", "L310", "L001", "S001"])
_CAMPOS = st.sampled_from([None, "a", "b"])


@given(
    entregas=st.lists(
        st.tuples(st.frozensets(st.sampled_from(["a", "b"])), st.booleans(), st.integers(0, 3)), max_size=5
    ),
    halladas=st.lists(st.tuples(_CODIGOS, _CAMPOS, st.integers(0, 4), st.booleans()), max_size=12),
    datos=st.data(),
)
@settings(deadline=None, max_examples=60)
def test_una_entrega_mas_no_reabre_lo_cerrado_ni_pierde_observaciones(
    entregas: list[tuple[frozenset[str], bool, int]],
    halladas: list[tuple[str, str | None, int, bool]],
    datos: st.DataObject,
) -> None:
    lotes = [
        Entrega(f"l{n}", INICIO + timedelta(hours=hora), "formato", rechazada, campos={"x": campos})
        for n, (campos, rechazada, hora) in enumerate(entregas)
    ]
    observaciones = [
        Observacion(f"o{n}", "x", codigo, "observacion", campo, "", f"l{lote}" if lote < len(lotes) else None)
        for n, (codigo, campo, lote, _) in enumerate(halladas)
    ]
    antes = seguir(observaciones, lotes, reglas=REGLAS)
    assert [s.observacion for s in antes] == observaciones
    todo_bien = Entrega("z", INICIO + timedelta(days=9), "formato", campos={"x": frozenset({"a", "b"})})
    luego = seguir(observaciones, [*lotes, todo_bien], reglas=REGLAS)
    for previa, nueva in zip(antes, luego, strict=True):
        if previa.situacion is not Situacion.ABIERTA:
            assert nueva.situacion is previa.situacion
        elif previa.observacion.lote is not None:
            assert nueva.situacion is Situacion.SUBSANADA
    aclaradas = (
        datos.draw(st.sets(st.sampled_from([o.observacion for o in observaciones]))) if observaciones else ()
    )
    cerradas = seguir(observaciones, lotes, aclaradas=aclaradas, reglas=REGLAS)
    assert not {s.observacion.observacion for s in abiertas(cerradas)} & set(aclaradas)


_ABIERTA = {
    "entregas": [{"lote": "a"}],
    "observaciones": [{"o": "1", "lote": "a", "codigo": "C201", "campo": "m"}],
}
_RECHAZO = {
    "entregas": [{"lote": "a", "rechazada": True}],
    "observaciones": [{"o": "1", "lote": "a", "codigo": "L001", "severidad": "rechazo"}],
}
_RENOVADA = {
    "entregas": [{"lote": "a"}, {"lote": "b"}],
    "observaciones": [
        {"o": "1", "lote": "a", "codigo": "C201", "campo": "m"},
        {"o": "2", "lote": "b", "codigo": "C201", "campo": "m"},
    ],
}


@pytest.mark.parametrize(
    ("situacion", "cuenta", "observacion", "texto", "dice"),
    [
        (_ABIERTA, "x", "1", "La cifra es correcta.", ""),
        (_ABIERTA, "x", "1", "  ", "está vacía"),
        (_ABIERTA, "x", "9", "Sí.", "no tiene una observación «9»"),
        (_ABIERTA, "y", "1", "Sí.", "Es de «x»"),
        (_ABIERTA | {"aclaradas": ["1"]}, "x", "1", "Sí.", "ya se cerró con una aclaración"),
        (_RECHAZO, "x", "1", "Sí.", "no pudo leerse"),
        (_RENOVADA, "x", "1", "Sí.", "Aclare la observación 2"),
        (
            {**_ABIERTA, "entregas": [{"lote": "a"}, {"lote": "b", "campos": ["m"]}]},
            "x",
            "1",
            "Sí.",
            "ya se subsanó",
        ),
    ],
)
def test_art_14_aclaraciones(
    situacion: dict[str, Any], cuenta: str, observacion: str, texto: str, dice: str
) -> None:
    seguidas = {s.observacion.observacion: s for s in _seguidas(situacion)}
    halladas = objeciones_de_aclaracion(cuenta, observacion, texto, seguidas)
    assert bool(halladas) == bool(dice)
    assert dice in " ".join(map(str, halladas))
