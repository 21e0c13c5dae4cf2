"""El procedimiento jugado con almacén, archivos y correo: una persona por caso de cada semestre.

Con 120 cuentas y todos los días, en ``tests/fallas/test_semestre_entero.py``.
"""

from pathlib import Path

import pytest

from tests.flujos.apoyo_semestre import comprobar, partida_de


def test_enero_de_2027_en_proceso_electoral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    partida = partida_de("2026-2")
    assert len(partida.casos) >= 4
    comprobar(partida, tmp_path, monkeypatch, cada_dia=False)
