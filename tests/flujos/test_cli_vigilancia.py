"""Las órdenes del procedimiento, tal como las escribe una persona."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flujos.cli.principal import app
from flujos.errores import OrdenInvalida
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_vigilancia import sembrar

S = Semestre(2026, 1)


def _decir(raiz: Path, *argumentos: str) -> str:
    hecha = CliRunner().invoke(app, [*argumentos, "--espacio", str(raiz)])
    if hecha.exception is not None and not isinstance(hecha.exception, SystemExit):
        raise hecha.exception
    return hecha.output


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    """Dos cuentas y el reloj parado el día en que se requiere."""
    sembrar(tmp_path / "E", 2, por_persona=2, ajustes="\n[ejemplo]\nhoy = 2026-06-24T09:05:00-06:00\n")
    return tmp_path / "E"


def test_del_ensayo_al_expediente(raiz: Path) -> None:
    ensayo = _decir(raiz, "vigilar", "--ensayo", "--por", "Ana")
    assert "1 comunicación por escribir:" in ensayo
    assert "• Los oficios y correos salen sin «firmante» ni «cargo»" in ensayo
    assert (
        "Requerimiento de la estadística, para p0@example.org (x_000, x_001); vence el 2026-07-14" in ensayo
    )
    datos = json.loads(_decir(raiz, "vigilar", "--ensayo", "--en", "2026-06-23", "--json"))
    assert [d["comunicaciones"] for d in datos] == [[], []]
    (raiz / "entradas" / "vacio.csv").write_bytes(b"")
    hecho = _decir(raiz, "vigilar", "--por", "Ana")
    assert "Antes se recibió lo que había en entradas: 0 cargados, 1 rechazado, 0 correos." in hecho
    assert "Se escribió: 1 comunicación." in hecho
    assert "nada que hacer" in _decir(raiz, "vigilar", "2026-1")
    expediente = _decir(raiz, "expediente", "x_000", "2026-1")
    assert "entrega sin requerir; revisión pendiente." in expediente
    assert "Nada consta todavía." in expediente
    assert json.loads(_decir(raiz, "expediente", "x_000", "2026-1", "--json"))["hechos"] == []


def test_lo_que_esta_mal_se_dice(raiz: Path) -> None:
    for argumentos, dicho in (
        (("expediente", "x_00", "2026-1"), "No hay una cuenta «x_00»"),
        (("vigilar", "--en", "2026-07-15"), "agregue --ensayo"),
        (("vigilar", "--ensayo", "--en", "mañana"), "no es un momento"),
        (("prorrogar", "x_000", "2026-1"), "Faltan --hasta y --fundamento: sin eso"),
        (
            ("prorrogar", "x_000", "2026-1", "--hasta", "2026-07-20", "--fundamento", "Acuerdo"),
            "no corre ningún plazo",
        ),
        (
            ("requerir", "2026-1", "--cuenta", "x_000"),
            "Faltan --campo TÍTULO=DESCRIPCIÓN, --motivo y --fecha: sin",
        ),
        (("cumplir", "x_000", "2026-1"), "Falta --momento"),
        (("cumplir", "x_000", "2026-1", "--momento", "ayer"), "no es un momento"),
        (
            ("cumplir", "x_000", "2026-1", "--momento", "2026-06-24 09:00", "--folio", "1"),
            "no consta que se le notificara ningún requerimiento",
        ),
        (("presentar", "2026-1"), "Faltan --fecha y --oficio"),
        (("presentar", "2026-1", "--fecha", "2026-06-24", "--oficio", "1"), "no tiene evaluación de cierre"),
    ):
        with pytest.raises(OrdenInvalida, match=dicho):
            _decir(raiz, *argumentos)


def test_lo_que_pide_el_comite_es_para_su_firma(raiz: Path) -> None:
    dicho = _decir(
        raiz, "requerir", "2026-1", "--cuenta", "x_000", "--cuenta", "x_001", "--comite",
        "--campo", "Atención de recomendaciones=qué se hizo de cada una", "--motivo", "Se prepara la sesión.",
    )  # fmt: skip
    assert "1 comunicación escrita." in dicho
    assert "Solicitud del Comité a los administradores, para p0@example.org (x_000, x_001)" in dicho
    assert "0 comunicaciones escritas." in _decir(
        raiz, "requerir", "2026-1", "--cuenta", "x_000", "--cuenta", "x_001", "--comite",
        "--campo", "Atención de recomendaciones=qué se hizo de cada una", "--motivo", "Se prepara la sesión.",
    )  # fmt: skip
