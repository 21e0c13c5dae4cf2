"""El tablero leído de lo que consta, y cómo se ve en la terminal y en la página de Prefect."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from almacen.maestro import abrir_maestro
from flujos.cli.tablero import como_datos, decir_tablero
from flujos.pasos.espacio import Espacio
from flujos.pasos.estado_entregas import de_quien_hay
from flujos.pasos.expediente_actos import Recepcion, hecho
from flujos.pasos.expediente_asientos import asentar_eventos, asentar_recepciones
from flujos.pasos.lecturas import Estado, estado
from flujos.pasos.recepcion import recibir
from flujos.prefect.artefactos_estado import cuerpo
from lineamientos.procedimiento.clases import ClaseDeEvento
from tests.flujos.conftest import AHORA, S


@pytest.fixture
def leido(espacio: Espacio) -> Estado:
    """Tres cuentas requeridas: una entregó en tiempo y se le observó; a otra el plazo le venció."""
    recibir(espacio, S)
    requeridas = [
        hecho(S.clave, cuenta, ClaseDeEvento.REQUERIDO, AHORA, date(2026, 6, 24), vence=vence)
        for cuenta, vence in (
            ("x_uno", date(2026, 7, 14)), ("x_dos", date(2026, 7, 14)), ("fb_uno", date(2026, 7, 24)),
        )
    ]  # fmt: skip
    observada = hecho(
        S.clave, "x_uno", ClaseDeEvento.OBSERVADO, AHORA, date(2026, 7, 17),
        vence=date(2026, 7, 21), observaciones=["o1"],
    )  # fmt: skip
    recepcion = Recepcion(
        "r1", "x_uno", "papel", "7", datetime(2026, 7, 3, 17, tzinfo=UTC), date(2026, 7, 3), True, "formato"
    )
    with abrir_maestro(espacio.rutas, AHORA) as base:
        asentar_eventos(espacio, base, S.clave, [*requeridas, observada], "Ana")
        asentar_recepciones(espacio, base, S.clave, [recepcion], "Ana")
    return estado(espacio, S)


def test_los_conteos_y_lo_que_vence_salen_de_lo_asentado(leido: Estado) -> None:
    visto = leido.tablero
    assert {c: n for c, n in visto.conteos.items() if n} == {
        "cuentas": 3, "por_entregar": 2, "en_tiempo": 1, "observadas": 1,
    }  # fmt: skip
    assert [(v.fecha.isoformat(), v.cuentas, v.vencido) for v in visto.vencimientos] == [
        ("2026-07-14", ("x_dos",), True),
        ("2026-07-21", ("x_uno",), False),
        ("2026-07-24", ("fb_uno",), False),
    ]


def test_las_cifras_de_lo_recibido_y_de_lo_que_consta_cuadran(leido: Estado) -> None:
    """De x_uno consta la entrega en papel; de fb_uno hay un archivo que no consta; x_dos, solo por API."""
    cuentas = pl.DataFrame(
        {
            "cuenta": ["fb_uno", "x_dos", "x_uno"],
            "entregado": [True, True, False],
            "archivos": [2, 0, 0],
        }
    )
    assert de_quien_hay(cuentas, leido.tablero) == (
        "Hay cifras de 2 de 3 cuentas: de 1 por los archivos que entregaron y de 1 solo por API. Consta la "
        "entrega de 1.",
        "De 1 cuenta hay archivos y aún no consta la entrega: fb_uno. «pertinencia vigilar» la hace constar "
        "y la acusa.",
        "De 1 cuenta consta la entrega y no hay cifras de archivo: x_uno. Llegó en papel o no pudo leerse; "
        "vea «pertinencia observaciones».",
    )


def test_cabe_en_ochenta_columnas(leido: Estado, capsys: pytest.CaptureFixture[str]) -> None:
    decir_tablero(leido.tablero, nombre=S.nombre, por_cuenta=True)
    salida = capsys.readouterr().out
    assert max(map(len, salida.splitlines())) <= 80
    for fragmento in (
        "por entregar 2",
        "entregaron en tiempo 1",
        "2026-07-14  VENCIDO: entregar",
        "Observada",
    ):
        assert fragmento in salida
    assert "\0" not in salida


def test_un_espacio_sin_expedientes_lo_dice(espacio: Espacio, capsys: pytest.CaptureFixture[str]) -> None:
    recibir(espacio, S)
    decir_tablero(estado(espacio, S).tablero, nombre=S.nombre, por_cuenta=False)
    assert "Nada consta aún en sus expedientes" in capsys.readouterr().out


def test_el_artefacto_empieza_por_el_procedimiento(leido: Estado) -> None:
    markdown = cuerpo(S, leido)
    assert markdown.startswith("## En qué va el procedimiento")
    assert "| Por entregar | 2 |" in markdown
    assert "**2026-07-14, vencido**" in markdown
    assert markdown.index("## En qué va") < markdown.index("## Lo recibido")


def test_los_datos_para_programas_llevan_cada_cuenta(leido: Estado) -> None:
    datos = como_datos(leido.tablero)
    assert isinstance(datos["cuentas"], list)
    assert {c["cuenta"]: c["entrega"].value for c in datos["cuentas"]} == {
        "x_uno": "observada", "x_dos": "requerida", "fb_uno": "requerida",
    }  # fmt: skip
