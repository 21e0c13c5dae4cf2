"""A cuántos workers se les pide ayuda para recolectar."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from httpx import ConnectError
from prefect.client.schemas.objects import WorkerStatus

from flujos.prefect import ayudantes


class _Cliente:
    def __init__(self, estados: list[WorkerStatus]) -> None:
        self._estados = estados

    def __enter__(self) -> "_Cliente":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read_workers_for_work_pool(self, grupo: str) -> list[Any]:
        assert grupo == "pertinencia"
        return [SimpleNamespace(status=e) for e in self._estados]


_EN_LINEA, _FUERA = WorkerStatus.ONLINE, WorkerStatus.OFFLINE


@pytest.mark.parametrize(
    ("estados", "cuentas", "esperados"),
    [
        ([_EN_LINEA], 1_000, 0),
        ([_EN_LINEA, _EN_LINEA], 1_000, 1),
        ([_EN_LINEA, _FUERA], 1_000, 0),
        ([_EN_LINEA] * 9, 1_000, 3),
        ([_EN_LINEA] * 9, 450, 2),
        ([_EN_LINEA] * 9, 199, 0),
        ([], 1_000, 0),
    ],
)
def test_se_pide_a_los_demas_en_linea_segun_las_cuentas(
    monkeypatch: pytest.MonkeyPatch, estados: list[WorkerStatus], cuentas: int, esperados: int
) -> None:
    monkeypatch.setattr(ayudantes, "deployment", SimpleNamespace(id="algo"))
    monkeypatch.setattr(ayudantes, "get_client", lambda *, sync_client: _Cliente(estados))
    assert ayudantes.contar_ayudantes(cuentas) == esperados


def test_sin_worker_que_lo_corra_no_se_pregunta_a_nadie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ayudantes, "deployment", SimpleNamespace(id=None))
    assert ayudantes.contar_ayudantes(5_000) == 0


def test_que_el_servidor_no_conteste_no_detiene_la_recoleccion(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def sin_respuesta(**_: object) -> _Cliente:
        raise ConnectError("nadie contesta")

    monkeypatch.setattr(ayudantes, "deployment", SimpleNamespace(id="algo"))
    monkeypatch.setattr(ayudantes, "get_client", sin_respuesta)
    monkeypatch.setattr(ayudantes, "get_run_logger", lambda: logging.getLogger("prueba"))
    assert ayudantes.contar_ayudantes(5_000) == 0
    assert "se recolecta sin ayuda" in caplog.text
