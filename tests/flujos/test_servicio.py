"""Lo que ``pertinencia servidor`` exige antes de abrir una página a otros."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from almacen.candado import candado
from flujos.ajustes import ambiente_de_prefect
from flujos.errores import OrdenInvalida
from flujos.pasos import servicio
from flujos.pasos.espacio import Espacio
from flujos.pasos.servicio import CLAVE, Servicio, servir

_PROGRAMA = Path(__file__).parents[2]


def _servicio(anfitrion: str = "127.0.0.1", puerto: int = 1) -> Servicio:
    return Servicio(anfitrion, puerto, con_servidor=True, con_worker=True, programa=_PROGRAMA)


@pytest.fixture
def puerto_ocupado() -> Iterator[int]:
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        enchufe.listen()
        yield enchufe.getsockname()[1]


@pytest.mark.parametrize("anfitrion", ["0.0.0.0", "192.0.2.7", "::", "servidor.ine.mx"])  # noqa: S104
def test_fuera_de_esta_computadora_pide_una_clave(espacio: Espacio, anfitrion: str) -> None:
    with pytest.raises(OrdenInvalida, match=CLAVE):
        servir(espacio, _servicio(anfitrion), lambda _: None)


def test_una_clave_corta_no_vale(espacio: Espacio) -> None:
    (espacio.raiz / ".env").write_text(f"{CLAVE}=corta\n", "utf-8")
    with pytest.raises(OrdenInvalida, match="5 letras") as caso:
        servir(espacio, _servicio("0.0.0.0"), lambda _: None)  # noqa: S104
    assert "corta" not in str(caso.value)


def test_un_puerto_ocupado_se_dice(espacio: Espacio, puerto_ocupado: int) -> None:
    with pytest.raises(OrdenInvalida, match="--puerto"):
        servir(espacio, _servicio(puerto=puerto_ocupado), lambda _: None)


def test_dos_servidores_para_un_espacio_no(espacio: Espacio) -> None:
    with (
        candado(espacio.rutas.datos / "servidor" / "servidor", 1.0),
        pytest.raises(OrdenInvalida, match="Ya hay un servidor"),
    ):
        servir(espacio, _servicio(), lambda _: None)


@pytest.mark.parametrize(
    ("anfitrion", "pagina"),
    [
        ("127.0.0.1", "http://127.0.0.1:4200"),
        ("0.0.0.0", "http://127.0.0.1:4200"),  # noqa: S104
        ("::1", "http://[::1]:4200"),
        ("192.0.2.7", "http://192.0.2.7:4200"),
    ],
)
def test_la_direccion_de_la_pagina_sirve_desde_esta_computadora(anfitrion: str, pagina: str) -> None:
    assert _servicio(anfitrion, 4200).pagina == pagina


def test_el_ambiente_apaga_la_telemetria_y_la_clave_va_en_el(tmp_path: Path) -> None:
    ambiente = ambiente_de_prefect(
        tmp_path,
        _PROGRAMA,
        carpeta=tmp_path / "p",
        temporales=tmp_path / "t",
        pagina="http://127.0.0.1:4200",
        clave="secreta-secreta",
    )
    assert ambiente["DO_NOT_TRACK"] == "1"
    assert ambiente["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert ambiente["PREFECT_SERVER_UI_V2_ENABLED"] == "false"
    assert ambiente["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert ambiente["PREFECT_SERVER_API_AUTH_STRING"] == ambiente["PREFECT_API_AUTH_STRING"]
    assert ambiente["PREFECT_API_AUTH_STRING"].endswith(":secreta-secreta")
    assert ambiente["TMPDIR"] == str(tmp_path / "t")
    assert ambiente["PREFECT_SERVER_UI_STATIC_DIRECTORY"].startswith(str(tmp_path / "t"))


def test_lo_pasajero_se_va_al_terminar(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    comun = tmp_path / "comun"
    comun.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(comun))
    vistas: list[list[Path]] = []
    monkeypatch.setattr(servicio, "_servir", lambda *_: vistas.append(list(comun.iterdir())))
    servir(espacio, _servicio(), lambda _: None)
    ((carpeta,),) = vistas
    assert carpeta.name.startswith("pertinencia-")
    assert list(comun.iterdir()) == []
