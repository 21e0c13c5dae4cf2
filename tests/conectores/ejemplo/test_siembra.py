"""La siembra escribe lo planeado, una sola vez, y respeta lo que la recepción apartó."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from conectores.ejemplo.defectos import plantar
from conectores.ejemplo.entregas import entregas
from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.ejemplo.plan import Exportacion, Formato, plan_de
from conectores.ejemplo.siembra import Siembra, sembrar_entradas, sembrar_padron
from esquemas.catalogo_codigos import CODIGOS
from lineamientos.semestres import Semestre

MUNDO = Mundo.nuevo(7)
PRIMERO, ULTIMO = SEMESTRES


def _todo(carpeta: Path) -> dict[str, bytes]:
    return {p.relative_to(carpeta).as_posix(): p.read_bytes() for p in carpeta.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Siembra]:
    """El último semestre recién sembrado."""
    carpeta = tmp_path_factory.mktemp("sembrado")
    return carpeta, sembrar_entradas(carpeta, MUNDO, ULTIMO)


@pytest.fixture
def primera(modelo: tuple[Path, Siembra], tmp_path: Path) -> Siembra:
    """Lo que se sembró, con su copia en ``tmp_path``."""
    shutil.copytree(modelo[0], tmp_path, dirs_exist_ok=True)
    return modelo[1]


def test_sembrar_dos_veces_no_cambia_nada(tmp_path: Path, primera: Siembra) -> None:
    antes = _todo(tmp_path)
    assert set(primera.escritos) == set(primera.archivos) == {r.removeprefix("entradas/") for r in antes}
    segunda = sembrar_entradas(tmp_path, MUNDO, ULTIMO)
    assert segunda.escritos == ()
    assert (segunda.archivos, segunda.defectos) == (primera.archivos, primera.defectos)
    assert _todo(tmp_path) == antes


def test_lo_apartado_no_se_vuelve_a_sembrar(tmp_path: Path, primera: Siembra) -> None:
    ruta = primera.archivos[0]
    apartado = tmp_path / "entradas" / "rechazados" / ruta
    apartado.parent.mkdir(parents=True)
    (tmp_path / "entradas" / ruta).rename(apartado)
    assert sembrar_entradas(tmp_path, MUNDO, ULTIMO).escritos == ()
    apartado.write_bytes(b"otra cosa")
    assert sembrar_entradas(tmp_path, MUNDO, ULTIMO).escritos == (ruta,)


def test_padron(tmp_path: Path) -> None:
    archivos = sembrar_padron(tmp_path, MUNDO)
    assert [a.name for a in archivos] == ["cuentas.csv", "areas.csv", "capacitaciones.csv"]
    antes = [a.stat().st_mtime_ns for a in archivos]
    sembrar_padron(tmp_path, MUNDO)
    assert [a.stat().st_mtime_ns for a in archivos] == antes


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_hay_de_todo_lo_que_se_puede_entregar(semestre: Semestre) -> None:
    planes = [p for c in MUNDO.vigentes(semestre) if (p := plan_de(MUNDO, c, semestre))]
    assert {p.formato for p in planes} == set(Formato)
    esperadas = set(Exportacion) - ({Exportacion.SERIE} if semestre == PRIMERO else set())
    assert {e for p in planes for e in p.exportaciones} == esperadas
    assert any(p.comprimido for p in planes) and any(p.pdf for p in planes)
    rutas = [a.ruta for a in entregas(MUNDO, semestre)]
    assert max(Counter(rutas).values()) == 1
    assert all(semestre.clave in ruta for ruta in rutas)
    assert sum("/" not in ruta for ruta in rutas) == 3


def test_solo_el_ultimo_semestre_lleva_defectos(tmp_path: Path) -> None:
    assert sembrar_entradas(tmp_path / "a", MUNDO, PRIMERO).defectos == ()
    assert sembrar_entradas(tmp_path / "b", MUNDO, ULTIMO, con_defectos=False).defectos == ()
    with pytest.raises(ValueError, match="no es un semestre del ejemplo"):
        sembrar_entradas(tmp_path, MUNDO, Semestre(2024, 1))


def test_los_defectos_plantados_existen_y_no_se_enciman() -> None:
    plantado = plantar(MUNDO, ULTIMO)
    assert len({(d.codigo, d.cuenta, d.archivo) for d in plantado.defectos}) == len(plantado.defectos) >= 50
    assert len({d.codigo for d in plantado.defectos}) >= 40
    assert {d.codigo for d in plantado.defectos} <= set(CODIGOS)
    rutas = [a.ruta for a in plantado.archivos]
    assert len(set(rutas)) == len(rutas)
    buenas = {a.ruta for a in entregas(MUNDO, ULTIMO)}
    assert plantado.sustituidas <= buenas
    assert not (set(rutas) & buenas) - plantado.sustituidas
    citados = {d.archivo.split(" → ")[0] for d in plantado.defectos if d.archivo}
    assert citados <= set(rutas)


@pytest.mark.parametrize("semilla", [1, 5, 2026])
def test_los_mismos_defectos_con_cualquier_semilla(semilla: int) -> None:
    defectos = plantar(Mundo.nuevo(semilla), ULTIMO).defectos
    assert Counter(d.codigo for d in defectos) == Counter(d.codigo for d in plantar(MUNDO, ULTIMO).defectos)


def test_una_flota_pequenia_no_alcanza_para_los_defectos() -> None:
    with pytest.raises(LookupError, match="No quedan cuentas"):
        plantar(Mundo.nuevo(7, cuentas=20), ULTIMO)


def test_mundo_para_medir_se_siembra_sin_defectos(tmp_path: Path) -> None:
    mundo = Mundo.nuevo(7, cuentas=12, semestres=(ULTIMO,), publicaciones_por_cuenta=30)
    siembra = sembrar_entradas(tmp_path, mundo, ULTIMO)
    assert siembra.defectos == ()
    assert sum("formato_" in r for r in siembra.archivos) == 12
