"""El ritmo: nadie pide de más en una ventana, ni espera más de lo que vale."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.errores import VentanaLarga
from conectores.comun.ritmo import Limite, Ritmo

INICIO = datetime(2026, 8, 10, 12, tzinfo=UTC)


class Reloj:
    """Avanza solo cuando alguien duerme."""

    def __init__(self) -> None:
        self.ahora = INICIO
        self.dormido: list[float] = []
        self._candado = threading.Lock()

    def __call__(self) -> datetime:
        return self.ahora

    def dormir(self, segundos: float) -> None:
        with self._candado:
            self.dormido.append(segundos)
            self.ahora = max(self.ahora, self.ahora + timedelta(seconds=segundos))


def ritmo_de(reloj: Reloj, maxima: float = 900.0) -> Ritmo:
    return Ritmo(reloj, reloj.dormir, maxima)


def en(segundos: float) -> datetime:
    return INICIO + timedelta(seconds=segundos)


def test_sin_noticia_del_limite_no_se_espera() -> None:
    reloj = Reloj()
    ritmo_de(reloj).tomar("a")
    assert reloj.dormido == []


@given(st.integers(0, 20), st.integers(1, 900))
def test_en_una_ventana_no_se_toman_mas_de_las_que_quedan(restantes: int, segundos: int) -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(restantes, en(segundos)))
    for _ in range(restantes):
        ritmo.tomar("a")
    assert reloj.dormido == []
    ritmo.tomar("a")
    assert reloj.dormido == [segundos]
    assert reloj.ahora >= en(segundos)


def test_cada_cubeta_lleva_su_cuenta() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(0, en(60)))
    ritmo.tomar("b")
    assert reloj.dormido == []


def test_una_ventana_pasada_ya_no_cuenta() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(0, en(-1)))
    ritmo.tomar("a")
    assert reloj.dormido == []


def test_de_dos_respuestas_de_la_misma_ventana_vale_la_que_menos_deja() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(1, en(60)))
    ritmo.anotar("a", Limite(5, en(60)))
    ritmo.tomar("a")
    ritmo.tomar("a")
    assert reloj.dormido == [60]


def test_otra_ventana_empieza_de_nuevo() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(0, en(60)))
    ritmo.anotar("a", Limite(3, en(960)))
    ritmo.tomar("a")
    assert reloj.dormido == []


def test_esperar_mas_de_lo_que_vale_deja_el_lote_para_despues_sin_dormir() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj, maxima=60)
    ritmo.anotar("a", Limite(0, en(61)))
    with pytest.raises(VentanaLarga) as larga:
        ritmo.tomar("a")
    assert (larga.value.segundos, reloj.dormido) == (61, [])
    ritmo.esperar(60)
    assert reloj.dormido == [60]


def test_entre_hilos_tampoco_se_toman_de_mas() -> None:
    reloj = Reloj()
    ritmo = ritmo_de(reloj)
    ritmo.anotar("a", Limite(40, en(60)))
    with ThreadPoolExecutor(8) as hilos:
        list(hilos.map(lambda _: ritmo.tomar("a"), range(40)))
    assert reloj.dormido == []
    ritmo.tomar("a")
    assert reloj.dormido == [60]
