"""Varias recepciones del mismo espacio a la vez: ninguna se cae y el resultado es el de una sola."""

import shutil
import subprocess
from pathlib import Path

from tests.fallas.conftest import a_medias, foto, ordenes

_A_LA_VEZ = 3


def test_tres_recepciones_a_la_vez_dejan_lo_que_una_sola(por_recibir: Path, tmp_path: Path) -> None:
    sola, varias = tmp_path / "sola", tmp_path / "varias"
    shutil.copytree(por_recibir, sola)
    shutil.copytree(por_recibir, varias)
    subprocess.run(ordenes(sola)[0], capture_output=True, check=False)
    procesos = [
        subprocess.Popen(ordenes(varias)[0], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(_A_LA_VEZ)
    ]
    salidas = [p.communicate() for p in procesos]
    for proceso, (_, errores) in zip(procesos, salidas, strict=True):
        # 1: en la entrega hay un archivo malo; lo ve quien lo aparta, y los demás ya no lo encuentran.
        assert proceso.returncode in (0, 1), errores
        assert "Traceback" not in errores
    assert foto(varias) == foto(sola)
    assert a_medias(varias) == []
