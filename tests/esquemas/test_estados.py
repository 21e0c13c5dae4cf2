"""El documento del expediente está al día y dice cada estado, cada cambio y cada comunicación."""

import re
from pathlib import Path

from esquemas.estados import diagrama, documento
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeEvento
from lineamientos.procedimiento.transiciones import TRANSICIONES, EstadoDeEntrega, EstadoDeRevision

RAIZ = Path(__file__).parents[2]


def test_el_documento_esta_al_dia() -> None:
    escrito = (RAIZ / "docs" / "expediente.md").read_text("utf-8")
    assert escrito == documento(), "Ejecute: python -m esquemas.estados docs/expediente.md"


def test_dice_cada_estado_cada_hecho_y_cada_comunicacion() -> None:
    texto = documento()
    assert all(f"`{e}`" in texto for e in (*EstadoDeEntrega, *EstadoDeRevision, *ClaseDeEvento))
    assert all(f"| {c.titulo} |" in texto for c in COMUNICACIONES.values())
    assert all(t.si in texto for t in TRANSICIONES)


def test_el_dibujo_tiene_una_flecha_por_cambio_y_ninguna_mas() -> None:
    flechas = re.findall(r"^ {4}(\w+) --> (\w+): ", diagrama(), re.MULTILINE)
    assert sorted(flechas) == sorted((str(d), str(t.hacia)) for t in TRANSICIONES for d in t.desde)
