"""Las sesiones: con tiempo límite, tope de tamaño, la dirección que se les da y nada del ambiente."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from servidor_guion import Contesta, servidor

from conectores.comun import sesion
from conectores.comun.sesion import Sesiones

BUENA = Contesta({"data": 1})


@pytest.fixture
def mudo() -> Iterator[str]:
    """Un servidor que acepta la conexión y no contesta."""
    with socket.create_server(("127.0.0.1", 0)) as enchufe:
        yield f"http://127.0.0.1:{enchufe.getsockname()[1]}"


def test_la_base_sustituye_la_direccion_y_conserva_ruta_y_parametros() -> None:
    with servidor(BUENA) as guion:
        respuesta = Sesiones(guion.base).del_hilo().get("https://api.example/2/x?a=1&b=2")
    assert respuesta.json() == {"data": 1}
    assert guion.rutas == ["/2/x?a=1&b=2"]


def test_sin_base_se_llama_a_quien_se_dice() -> None:
    with servidor(BUENA) as guion:
        assert Sesiones().del_hilo().get(f"{guion.base}/y").status_code == 200
    assert guion.rutas == ["/y"]


def test_quien_no_contesta_no_detiene_para_siempre(mudo: str) -> None:
    with pytest.raises(requests.Timeout):
        Sesiones(mudo, (0.5, 0.05)).del_hilo().get("https://api.example/")


def test_el_tiempo_limite_no_lo_quita_quien_llama(mudo: str) -> None:
    with pytest.raises(requests.Timeout):
        Sesiones(mudo, (0.5, 0.05)).del_hilo().get("https://api.example/", timeout=None)


def test_un_corte_a_media_respuesta_es_error_de_esa_llamada() -> None:
    with servidor(Contesta({"data": 1}, corte=100)) as guion, pytest.raises(requests.RequestException):
        Sesiones(guion.base).del_hilo().get("https://api.example/")


def test_una_respuesta_enorme_no_se_lee_entera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sesion, "TOPE_BYTES", 100_000)
    with servidor(Contesta(b"x" * 100_000), Contesta(b"x" * 100_001)) as guion:
        cliente = Sesiones(guion.base).del_hilo()
        assert len(cliente.get("https://api.example/").content) == 100_000
        with pytest.raises(requests.ConnectionError, match="demasiado grande"):
            cliente.get("https://api.example/")


def test_el_error_de_la_plataforma_no_se_reintenta_por_su_cuenta() -> None:
    with servidor(Contesta(b"", 503)) as guion:
        assert Sesiones(guion.base).del_hilo().get("https://api.example/").status_code == 503
    assert len(guion.rutas) == 1


def test_ni_proxies_ni_claves_del_ambiente(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login alguien password algo\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for nombre in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(nombre, "http://127.0.0.1:9")
    with servidor(BUENA) as guion:
        assert Sesiones().del_hilo().get(guion.base).status_code == 200
    assert "Authorization" not in guion.encabezados[0]


def test_cada_hilo_tiene_su_sesion_y_la_conserva() -> None:
    sesiones, barrera = Sesiones(), threading.Barrier(4)

    def dos_veces(_: int) -> tuple[requests.Session, requests.Session]:
        barrera.wait(5)
        return sesiones.del_hilo(), sesiones.del_hilo()

    with ThreadPoolExecutor(4) as hilos:
        pares = list(hilos.map(dos_veces, range(4)))
    assert all(una is otra for una, otra in pares)
    assert len({id(una) for una, _ in pares}) == 4


def test_las_conexiones_se_reutilizan() -> None:
    with servidor(*[BUENA] * 3) as guion:
        cliente = Sesiones(guion.base).del_hilo()
        for _ in range(3):
            cliente.get("https://api.example/")
        puertos = guion.puertos
    assert len(set(puertos)) == 1
