"""El tope de gasto cuenta también lo que pagó una recolección que murió antes de cargarlo."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.maestro import abrir_maestro
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.pasos.recoleccion_carga import Cargador
from tests.flujos.apoyo_recoleccion import crear_espacio, en, recolectar_en

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTO = _INICIO + timedelta(days=4)


@pytest.mark.parametrize("dias", [0, 1])
def test_lo_que_pago_una_que_murio_sin_cargarlo_cuenta_para_el_tope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dias: int
) -> None:
    """Leer los perfiles cuesta 0.30: con un tope de 0.40 no se pueden pagar dos veces."""

    def morir(*_: object) -> None:
        raise KeyboardInterrupt

    fuente = FuentePareja(30, 4, ["x"], _INICIO, timedelta(hours=6))
    with Simulador(Nucleo(fuente, _MOMENTO)) as simulador:
        espacio = crear_espacio(
            tmp_path / "E", fuente, simulador.base, redes=["x"], ajustes="tope_usd_mes_x = 0.40\n"
        )
        with monkeypatch.context() as parche, pytest.raises(KeyboardInterrupt):
            parche.setattr(Cargador, "_escribir", morir)
            recolectar_en(espacio, simulador, _MOMENTO)
        recolectar_en(espacio, simulador, _MOMENTO + timedelta(days=dias))
        with abrir_maestro(espacio.rutas, en(espacio, _MOMENTO).ahora()) as base:
            gastado = base.consultar("SELECT sum(costo_usd) FROM llamadas").item()
    assert 0.25 < gastado <= 0.40
