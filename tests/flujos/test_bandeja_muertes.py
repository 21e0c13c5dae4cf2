"""Matar la bandeja en cualquier punto: nada sale dos veces ni se pierde y lo dudoso lo resuelve alguien."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from flujos.errores import OrdenInvalida
from flujos.pasos import bandeja, comunicaciones
from flujos.pasos.comunicaciones import SobreDeComunicacion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.notificar import resolver_duda
from flujos.pasos.sobre import Sobre
from tests.flujos.apoyo_bandeja import Buzon, asentado, escribir, pasar, que_envia, servidor
from tests.flujos.apoyo_expediente import escrita
from tests.flujos.apoyo_smtp import certificado
from tests.flujos.test_asientos_interrumpidos import Muerte, morir_en

# Dónde muere y qué se espera: que vuelva a salir, que quede en duda o que solo falte asentarla.
_VUELVE, _DUDA, _SOLO_ASENTAR = "vuelve a salir", "queda en duda", "solo falta asentarla"
_FRONTERAS: list[tuple[Any, str, int, bool, str]] = [
    (bandeja, "escribir_atomico", 1, True, _VUELVE),
    (bandeja, "escribir_atomico", 1, False, _VUELVE),
    (comunicaciones, "guardar", 1, False, _VUELVE),  # con el cuerpo entregado y sin la marca
    (Sobre, "_renombrar", 1, False, _DUDA),  # con la marca y sin el punto final
    (bandeja, "guardar", 1, True, _DUDA),  # con el 250 y sin anotarlo
    (bandeja, "guardar", 1, False, _SOLO_ASENTAR),
    (Sobre, "_renombrar", 2, False, _SOLO_ASENTAR),
    (bandeja, "asentar_envios", 1, False, _SOLO_ASENTAR),
]


@pytest.fixture
def pem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ruta = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ruta))
    return ruta


def test_morir_en_cada_frontera(espacio: Espacio, pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        for n, (donde, nombre, vez, antes, que_pasa) in enumerate(_FRONTERAS):
            cual = f"c{n}"
            escribir(con, escrita(cual))
            with monkeypatch.context() as roto:
                morir_en(donde, nombre, vez, roto, antes=antes)
                with pytest.raises(Muerte):
                    pasar(con)
            recibidos = [str(m["Message-ID"]) for m in buzon.mensajes].count(f"<{cual}@pertinencia>")
            hecho = pasar(con)
            despues = [str(m["Message-ID"]) for m in buzon.mensajes].count(f"<{cual}@pertinencia>")
            if que_pasa == _VUELVE:
                assert (recibidos, despues, hecho.notificadas) == (0, 1, [cual]), n
            elif que_pasa == _SOLO_ASENTAR:
                assert (recibidos, despues) == (1, 1), n
            else:
                assert (hecho.dudosas, despues, asentado(con, cual)) == ([cual], recibidos, (0, 0)), n
                resolver_duda(con, cual, "Ana", llego=recibidos == 1)
                assert pasar(con).dudosas == []
                assert [str(m["Message-ID"]) for m in buzon.mensajes].count(f"<{cual}@pertinencia>") == 1
            assert asentado(con, cual) == (1, 2), n
            with pytest.raises(OrdenInvalida, match="no está en duda"):
                resolver_duda(con, cual, "Ana", llego=True)
    assert len(buzon.mensajes) == len(_FRONTERAS)


def _morir_de_verdad(raiz: Path, puerto: int, despues: bool) -> None:
    def matar(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if despues:
        bandeja.guardar = matar
    else:
        SobreDeComunicacion.poner = matar  # type: ignore[method-assign]
    pasar(que_envia(abrir_espacio(raiz), Buzon(puerto=puerto)))


@pytest.mark.parametrize("despues", [False, True], ids=["antes de la marca", "despues del 250"])
def test_un_proceso_que_matan_no_envia_dos_veces(espacio: Espacio, pem: Path, despues: bool) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        proceso = multiprocessing.get_context("spawn").Process(
            target=_morir_de_verdad, args=(espacio.raiz, buzon.puerto, despues)
        )
        proceso.start()
        proceso.join()
        assert proceso.exitcode == -signal.SIGKILL
        # El servidor ya tenía todo el cuerpo; sin el punto final no lo tomó.
        assert len(buzon.mensajes) == despues
        hecho = pasar(con)
        assert (hecho.dudosas, hecho.notificadas) == ((["c1"], []) if despues else ([], ["c1"]))
        assert len(buzon.mensajes) == 1
