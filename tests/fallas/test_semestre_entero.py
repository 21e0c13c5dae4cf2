"""Un semestre entero, día por día, sobre 120 cuentas: cada comunicación con su fecha, su plazo y a quién."""

from pathlib import Path

import pytest

from tests.flujos.apoyo_semestre import comprobar, partida_de

_CUENTAS = 120


@pytest.mark.parametrize("clave", ["2025-2", "2026-1", "2026-2"])
def test_cada_comunicacion_con_su_fecha_su_plazo_y_a_quien(
    clave: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enero de 2026 con vacaciones, julio de 2026 y enero de 2027 en Proceso Electoral."""
    partida = partida_de(clave, _CUENTAS)
    assert len(partida.casos) >= 4
    comprobar(partida, tmp_path, monkeypatch, cada_dia=True)
