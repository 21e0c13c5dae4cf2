"""Las órdenes «resolver» y «vista», tal como las escribe una persona."""

import json
from pathlib import Path

import pytest

from flujos.pasos.espacio import Espacio
from lineamientos.calificacion.dictamen import Clase
from tests.flujos.apoyo_orden import Corrida, correr
from tests.flujos.apoyo_resoluciones import llenar, proponer


def _correr(espacio: Espacio, *argumentos: str) -> Corrida:
    return correr(*argumentos, "--espacio", str(espacio.raiz))


@pytest.fixture
def propuesto(espacio: Espacio) -> Espacio:
    proponer(espacio, {"fb_uno": Clase.NO_PERTINENTE, "x_uno": Clase.PERTINENTE})
    return espacio


def test_de_la_planilla_al_estado(propuesto: Espacio, tmp_path: Path) -> None:
    ruta = tmp_path / "resoluciones.csv"
    escrita = _correr(propuesto, "resolver", "2026-1", "--plantilla", str(ruta)).stdout
    assert "2 cuentas" in escrita
    assert "razones donde la clase no sea la propuesta" in escrita
    bueno = {"clase_resuelta": "Pertinente", "sesion": "Primera", "fecha": "2026-07-20", "acuerdo": "CG-1"}
    lleno = llenar(
        ruta.read_text("utf-8-sig"), x_uno=bueno, fb_uno=bueno | {"clase_resuelta": "No pertinente"}
    )
    ruta.write_text(lleno, "utf-8")
    corrida = _correr(propuesto, "resolver", "2026-1", "--archivo", str(ruta), "--por", "Ana")
    assert corrida.returncode == 1
    assert "1 nueva, 0 corregidas, 0 sin cambio, 0 renglones sin resolver." in corrida.stdout
    assert (
        "• resoluciones.csv, renglón 2, columna «clase_resuelta»: Se resuelve «No pertinente»"
        in corrida.stdout
    )
    dicho = json.loads(_correr(propuesto, "resolver", "2026-1", "--archivo", str(ruta), "--json").stdout)
    assert (dicho["nuevas"], dicho["sin_cambio"], dicho["lote"]) == (0, 1, None)
    assert dicho["problemas"][0]["renglon"] == 2
    estado = _correr(propuesto, "estado", "2026-1").stdout
    assert "Propuestas: 2; con vista al área 0, respondidas 0." in " ".join(estado.split())
    assert "Resueltas por el Comité: 1, distintas de la propuesta 0; sin resolver 1." in " ".join(
        estado.split()
    )


def test_la_vista_se_registra_y_se_dice(propuesto: Espacio) -> None:
    dada = ("vista", "2026-1", "--cuenta", "fb_uno", "--fecha", "2026-07-20", "--texto", "Se propone")
    sin_oficio = _correr(propuesto, *dada)
    assert sin_oficio.returncode == 2
    assert "Faltan --a y --oficio: sin eso" in sin_oficio.stderr
    registrada = _correr(propuesto, *dada, "--a", "Luz", "--oficio", "OF-1", "--por", "Ana")
    assert "puede responder hasta el jueves 23 de julio de 2026" in registrada.stdout
    respondida = _correr(propuesto, *dada, "--respuesta")
    assert "llegó dentro del plazo" in respondida.stdout
    assert "fb_uno (se propone No pertinente): respondida; oficio OF-1" in _correr(propuesto, "vista").stdout
    assert "a Luz; registró Ana." in _correr(propuesto, "vista", "--cuenta", "fb_uno").stdout


@pytest.mark.parametrize(
    ("orden", "dice"),
    [
        ("resolver 2026-1", "Diga --plantilla RUTA"),
        ("resolver 2026-1 --plantilla a --archivo b", "no las dos cosas"),
        ("vista --cuenta x_uno --respuesta --a Luz --fecha f --texto t", "--a y --oficio son de la vista"),
        ("vista --cuenta x_uno --respuesta --fecha ayer --texto t", "«ayer» no es una fecha"),
        ("resolver 2026-1 --archivo /no/existe.csv", "No existe el archivo"),
    ],
)
def test_una_orden_mal_dada_se_explica(espacio: Espacio, orden: str, dice: str) -> None:
    corrida = _correr(espacio, *orden.split())
    assert corrida.returncode == 2
    assert dice in corrida.stderr
    assert "Traceback" not in corrida.stderr
