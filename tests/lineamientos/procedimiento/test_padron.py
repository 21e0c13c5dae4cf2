"""La revisión del padrón, caso por caso y artículo por artículo (``casos_padron/``)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lineamientos.procedimiento.padron import Criterios, revisar_padron
from lineamientos.procedimiento.padron_tipos import REGLAS, AreaDelPadron, CuentaDelPadron
from lineamientos.semestres import Semestre

CARPETA = Path(__file__).parent / "casos_padron"
CRITERIOS = Criterios(Semestre(2026, 2), ("ine.mx",), 3)
SIN_TACHA = {
    "red": "x", "area": "cncs", "administrador": "Ana", "correo_administrador": None, "titular": "Luz",
    "correo_titular": "luz@ine.mx", "correo_apertura": "redes@ine.mx",
}  # fmt: skip
AREA_SIN_TACHA = {"area": "cncs", "encargado": "Eva", "correo_encargado": "eva@ine.mx"}
CASOS = [
    pytest.param(ruta.stem, caso, id=f"{ruta.stem}: {caso['nombre']}")
    for ruta in sorted(CARPETA.glob("*.toml"))
    for caso in tomllib.loads(ruta.read_text("utf-8"))["caso"]
]


def _vacio_es_ausente(datos: dict[str, Any]) -> dict[str, Any]:
    return {n: None if v == "" else v for n, v in datos.items()}


def _cuenta(datos: dict[str, Any]) -> CuentaDelPadron:
    clave = datos["cuenta"]
    propias = {"usuario": clave, "correo_administrador": f"{clave}@ine.mx"}
    return CuentaDelPadron(**_vacio_es_ausente(SIN_TACHA | propias | datos))


@pytest.mark.parametrize(("articulo", "caso"), CASOS)
def test_caso(articulo: str, caso: dict[str, Any]) -> None:
    areas = [
        AreaDelPadron(**_vacio_es_ausente(AREA_SIN_TACHA | a)) for a in caso.get("areas", [AREA_SIN_TACHA])
    ]
    hallados = revisar_padron([_cuenta(c) for c in caso["cuentas"]], areas, CRITERIOS)
    assert [f"{h.codigo} {h.donde}" for h in hallados] == caso["esperado"]
    assert all(h.que.endswith(".") and h.que_hacer.endswith(".") for h in hallados)


def test_los_casos_muestran_todas_las_reglas() -> None:
    mostradas = {e.split()[0] for p in CASOS for e in p.values[1]["esperado"]}
    assert mostradas == set(REGLAS)


def test_cada_regla_se_muestra_en_los_casos_de_su_articulo() -> None:
    por_articulo = {(f"art_{r.articulo.numero:02}", codigo) for codigo, r in REGLAS.items()}
    mostradas = {(p.values[0], e.split()[0]) for p in CASOS for e in p.values[1]["esperado"]}
    assert por_articulo <= mostradas


def test_la_documentacion_dice_todas_las_reglas() -> None:
    documento = (Path(__file__).parents[3] / "docs" / "padron.md").read_text("utf-8")
    for codigo, r in REGLAS.items():
        assert f"| {codigo} | {r.titulo} | {r.articulo.texto} | {r.gravedad.value} |" in documento
