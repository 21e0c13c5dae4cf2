"""Llamar: qué se repite, cuánto se espera, qué se anota y qué se calla."""

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.errores import ContratoRoto, Definitivo, ErrorDeApi, Transitorio, VentanaLarga
from conectores.comun.llamadas import Cruda, Intento, Llamador, Politica
from conectores.comun.ritmo import Limite, Ritmo
from lineamientos.ausencias import Ausencia

FICHA = "SECRETO-marcado-2201"
BUENA = b'{"data": 1}'


def respuesta(cuerpo: bytes = BUENA, estado: int = 200, **encabezados: str) -> requests.Response:
    hecha = requests.Response()
    hecha.status_code, hecha._content = estado, cuerpo
    hecha.headers.update({n.replace("_", "-"): v for n, v in encabezados.items()})
    return hecha


@dataclass
class Guion:
    """Llama según un guion de respuestas y de errores, con un reloj que avanza al dormir."""

    pasos: list[requests.Response | Exception]
    ahora: datetime = datetime(2026, 8, 10, 12, tzinfo=UTC)
    dormido: list[float] = field(default_factory=list)
    intentos: list[Intento] = field(default_factory=list)

    def dormir(self, segundos: float) -> None:
        self.dormido.append(segundos)
        self.ahora += timedelta(seconds=segundos)

    def hacer(self) -> requests.Response:
        paso = self.pasos.pop(0)
        if isinstance(paso, Exception):
            raise paso
        return paso

    def llamar(
        self, comprobar: Callable[[Cruda], None] = lambda _: None, intentos: int = 4, **extra: Any
    ) -> Cruda:
        llamador = Llamador(
            lambda: self.ahora,
            self.dormir,
            Ritmo(lambda: self.ahora, self.dormir, 900.0),
            extra.pop("clasificar", clasificar),
            anotar=self.intentos.append,
            politica=Politica(intentos, 1.0, 4.0),
            **extra,
        )
        return llamador.llamar(self.hacer, "GET /cosa", "cubeta", comprobar)


def clasificar(cruda: Cruda) -> ErrorDeApi | None:
    if cruda.estado >= 500:
        return Transitorio("falla")
    if cruda.estado == 429:
        return Transitorio("despacio", float(cruda.encabezados["retry-after"]))
    return Definitivo("no", Ausencia.SIN_PERMISO) if cruda.estado >= 400 else None


@pytest.mark.parametrize(
    "mala",
    [
        respuesta(b"", 503),
        respuesta(b""),
        respuesta(b"   "),
        respuesta(b'{"data": '),
        respuesta(b"\xff\xfe"),
        requests.ConnectTimeout(FICHA),
        requests.ReadTimeout(FICHA),
        requests.ConnectionError(FICHA),
        requests.exceptions.ChunkedEncodingError(FICHA),
        requests.exceptions.JSONDecodeError(FICHA, "", 0),
    ],
    ids=lambda m: type(m).__name__,
)
def test_lo_pasajero_se_repite_se_anota_y_no_muestra_la_peticion(mala: Any) -> None:
    guion = Guion([mala, respuesta()])
    assert guion.llamar().cuerpo == BUENA
    malo, bueno = guion.intentos
    assert malo.error is not None
    assert malo.error.startswith("Transitorio: ")
    assert (bueno.error, bueno.estado, bueno.peticion) == (None, 200, "GET /cosa")
    assert FICHA not in repr(guion.intentos)

    with pytest.raises(Transitorio) as rendida:
        Guion([mala]).llamar(intentos=1)
    assert FICHA not in "".join(traceback.format_exception(rendida.value))


def test_lo_definitivo_no_se_repite() -> None:
    guion = Guion([respuesta(b"", 403)])
    with pytest.raises(Definitivo):
        guion.llamar()
    assert (len(guion.intentos), guion.intentos[0].estado, guion.dormido) == (1, 403, [])


def test_al_agotar_los_intentos_se_da_el_ultimo_error_sin_dormir_por_nada() -> None:
    guion = Guion([respuesta(b"", 503)] * 4)
    with pytest.raises(Transitorio, match="falla"):
        guion.llamar(intentos=4)
    assert len(guion.intentos) == 4
    assert len(guion.dormido) == 3


def test_las_esperas_crecen_se_dispersan_y_tienen_tope() -> None:
    guion = Guion([respuesta(b"", 503)] * 5 + [respuesta()])
    guion.llamar(intentos=6)
    for espera, tope in zip(guion.dormido, (1, 2, 4, 4, 4), strict=True):
        assert tope / 2 <= espera <= tope
    assert len(set(guion.dormido)) == 5


def test_se_espera_lo_que_pide_la_plataforma() -> None:
    guion = Guion([respuesta(b"{}", 429, Retry_After="37"), respuesta()])
    guion.llamar()
    assert guion.dormido == [37.0]


def test_una_espera_mas_larga_de_lo_que_vale_ni_se_duerme() -> None:
    guion = Guion([respuesta(b"{}", 429, Retry_After="901")])
    with pytest.raises(VentanaLarga):
        guion.llamar()
    assert (len(guion.intentos), guion.dormido) == (1, [])


def test_una_pagina_que_no_pasa_la_comprobacion_se_repite() -> None:
    guion = Guion([respuesta(b'{"data": 1}'), respuesta(b'{"data": 2}')])

    def comprobar(cruda: Cruda) -> None:
        if cruda.datos()["data"] == 1:
            raise Transitorio("repetida")

    assert guion.llamar(comprobar).cuerpo == b'{"data": 2}'


def test_una_pagina_que_rompe_el_contrato_no_se_repite() -> None:
    guion = Guion([respuesta()])

    def comprobar(_: Cruda) -> None:
        raise ContratoRoto("otra forma")

    with pytest.raises(ContratoRoto):
        guion.llamar(comprobar)
    assert len(guion.intentos) == 1


@pytest.mark.parametrize("nombre", ["x-limite", "X-Limite", "X-LIMITE"])
def test_los_encabezados_se_leen_con_cualquier_mayuscula(nombre: str) -> None:
    guion = Guion([respuesta(BUENA, 200, **{nombre: "0"}), respuesta()])
    dichos: list[str | None] = []

    def limite(cruda: Cruda) -> Limite | None:
        dichos.append(cruda.encabezados.get("x-limite"))
        return None

    guion.llamar(limite=limite)
    assert dichos == ["0"]


def test_el_limite_que_dice_una_respuesta_mala_se_respeta_en_el_siguiente_intento() -> None:
    guion = Guion([respuesta(b"", 503), respuesta()])
    se_abre = guion.ahora + timedelta(seconds=100)
    guion.llamar(limite=lambda _: Limite(0, se_abre))
    assert sum(guion.dormido) == pytest.approx(100)


def test_una_politica_sin_intentos_se_dice() -> None:
    with pytest.raises(ContratoRoto):
        Guion([]).llamar(intentos=0)


# Un entero de más de 64 bits no es una cifra de nadie: orjson lo lee como decimal.
enteros = st.integers(-(2**63), 2**64 - 1)


@given(st.recursive(st.none() | st.booleans() | enteros | st.text(), st.lists, max_leaves=8))
def test_los_datos_son_los_del_cuerpo(datos: Any) -> None:
    cruda = Cruda(200, {}, json.dumps(datos).encode())
    assert cruda.datos() == datos
    assert cruda.datos() is cruda.datos()
