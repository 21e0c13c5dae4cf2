from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flujos.pasos.espacio import Espacio
from flujos.pasos.guia import NOMBRE_DE_LA_GUIA, escribir_guia
from flujos.pasos.plazos import semestre_que_se_pide
from flujos.reloj import reloj_fijo
from lineamientos.semestres import Semestre

S = Semestre(2026, 1)


def test_la_guia_queda_junto_a_los_formatos_o_donde_se_pida(espacio: Espacio, tmp_path: Path) -> None:
    propia = escribir_guia(espacio, S)
    assert propia == espacio.raiz / "formatos" / "2026-1" / NOMBRE_DE_LA_GUIA
    pedida = escribir_guia(espacio, S, tmp_path / "otra" / "guia.pdf")
    assert propia.read_bytes() == pedida.read_bytes()
    assert pedida.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("hoy", "clave"),
    [
        ((2026, 7, 20), "2026-1"),
        ((2026, 7, 28), "2026-1"),
        ((2026, 7, 29), "2026-2"),
        ((2026, 12, 24), "2026-2"),
        ((2027, 1, 20), "2026-2"),
        ((2027, 1, 21), "2027-1"),
    ],
)
def test_sin_decirlo_se_pide_el_que_se_evalua_y_luego_el_que_corre(
    espacio: Espacio, hoy: tuple[int, int, int], clave: str
) -> None:
    """Arts. 11 y 13: terminada la evaluación de uno, lo que toca pedir es el siguiente."""
    ese_dia = replace(espacio, reloj=reloj_fijo(datetime(*hoy, 12, tzinfo=espacio.zona)))
    assert semestre_que_se_pide(ese_dia).clave == clave
