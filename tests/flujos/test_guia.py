from pathlib import Path

from flujos.pasos.espacio import Espacio
from flujos.pasos.guia import NOMBRE_DE_LA_GUIA, escribir_guia
from lineamientos.semestres import Semestre

S = Semestre(2026, 1)


def test_la_guia_queda_junto_a_los_formatos_o_donde_se_pida(espacio: Espacio, tmp_path: Path) -> None:
    propia = escribir_guia(espacio, S)
    assert propia == espacio.raiz / "formatos" / "2026-1" / NOMBRE_DE_LA_GUIA
    pedida = escribir_guia(espacio, S, tmp_path / "otra" / "guia.pdf")
    assert propia.read_bytes() == pedida.read_bytes()
    assert pedida.read_bytes().startswith(b"%PDF")
