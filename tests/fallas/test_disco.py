"""Un destino en que no se puede escribir se dice con una oración, sin volcado de programa."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.fallas.conftest import foto, hasta_el_final, ordenes


@pytest.mark.skipif(os.name == "nt", reason="Windows no usa permisos de Unix")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="a root no le valen los permisos")
def test_datos_sin_permiso_de_escritura_se_dice(por_recibir: Path) -> None:
    datos = por_recibir / "datos"
    datos.mkdir(exist_ok=True)
    datos.chmod(0o500)
    try:
        corrida = subprocess.run(ordenes(por_recibir)[0], capture_output=True, text=True, check=False)
    finally:
        datos.chmod(0o700)
    _es_una_oracion(corrida)


def test_datos_que_no_es_carpeta_se_dice_y_despues_se_repone(por_recibir: Path) -> None:
    datos = por_recibir / "datos"
    if datos.exists():
        datos.rename(por_recibir / "datos_de_antes")
    datos.write_text("no soy una carpeta", "utf-8")
    _es_una_oracion(subprocess.run(ordenes(por_recibir)[0], capture_output=True, text=True, check=False))
    assert (por_recibir / "entradas" / "x.csv").exists(), "lo entregado no se toca"
    datos.unlink()
    hasta_el_final(por_recibir)
    assert len(foto(por_recibir)[0]["lotes"]) == 4


def _es_una_oracion(corrida: subprocess.CompletedProcess[str]) -> None:
    assert corrida.returncode in (1, 2), corrida.stderr
    assert "Traceback" not in corrida.stderr
    assert "datos" in corrida.stderr
