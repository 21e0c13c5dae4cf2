"""«comunicaciones» y «notificar», tal como las escribe una persona."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flujos.cli.principal import app
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from informes.cartas.modelo import OFICIO
from tests.flujos.apoyo_bandeja import asentado, escribir
from tests.flujos.apoyo_expediente import escrita


def _correr(espacio: Espacio, *argumentos: str) -> str:
    corrida = CliRunner().invoke(app, [*argumentos, "--espacio", str(espacio.raiz)])
    if corrida.exception is not None:
        raise corrida.exception
    return " ".join(corrida.stdout.split())


_BIEN = {"--fecha": "2026-07-20", "--hora": "10:00", "--medio": "papel", "--folio": "77"}


def _opciones(**cambios: str) -> list[str]:
    dadas = _BIEN | {f"--{n}": v for n, v in cambios.items()}
    return [p for n, v in dadas.items() if v for p in (n, v)]


def test_de_borrador_a_notificada(espacio: Espacio, tmp_path: Path) -> None:
    escribir(espacio, escrita("c1", canal=OFICIO, numero="CNCS/1/2026"), escrita("c10"))
    dicho = _correr(espacio, "comunicaciones", "2026-1")
    assert "2 escritas" in dicho
    assert "c1 Observaciones a lo recibido CNCS/1/2026: borrador. A Ana <ana@example.org>, Luz" in dicho
    carpeta = Path(json.loads(_correr(espacio, "comunicaciones", "2026-1", "--json"))[0]["carpeta"])
    assert (carpeta / "c1.pdf").exists()
    acuse = tmp_path / "acuse sellado.pdf"
    acuse.write_bytes(b"%PDF acuse")
    orden = ["notificar", "c1", *_opciones(), "--acuse", str(acuse), "--por", "Luz"]
    assert "queda notificada; cuenta desde el lunes 20 de julio de 2026" in _correr(espacio, *orden)
    assert "ya constaba, sin cambio" in _correr(espacio, *orden)
    assert asentado(espacio) == (1, 2)
    otra = _correr(espacio, "notificar", "c1", *_opciones(medio="correo", folio="78"))
    assert "sigue contando desde el lunes 20" in otra
    assert asentado(espacio) == (2, 2)
    assert "c1 Observaciones a lo recibido CNCS/1/2026: notificada el 2026-07-20 por papel." in _correr(
        espacio, "comunicaciones", "2026-1"
    )


def test_lo_que_no_puede_registrarse_se_dice(espacio: Espacio) -> None:
    escribir(espacio, escrita("c1"), escrita("c10"), escrita("c11"))
    casos = [
        (["c1", *_opciones(fecha="")], "Falta --fecha"),
        (["c1", *_opciones(folio="")], "--folio"),
        (["c1", *_opciones(medio="paloma")], "papel o correo"),
        (["c1", *_opciones(fecha="2026-07-21")], "aún no llega"),
        (["c1", *_opciones(fecha="2026-07-19")], "no pudo entregarse antes"),
        (["c1", *_opciones(fecha="ayer")], "no es una fecha"),
        (["c1", *_opciones(hora="las diez")], "no es una hora"),
        (["c1", *_opciones(), "--acuse", "no_esta.pdf"], "No existe el archivo"),
        (["c1", *_opciones(), "--llego"], "van solas"),
        (["c1", "--llego"], "no está en duda"),
        (["z", *_opciones()], "Ninguna comunicación"),
        (["c", *_opciones()], "3 comunicaciones"),
    ]
    for argumentos, fragmento in casos:
        with pytest.raises(OrdenInvalida, match=fragmento):
            _correr(espacio, "notificar", *argumentos)
    assert asentado(espacio) == (0, 0)
