from pathlib import Path

import pytest

from esquemas.hallazgos import Hallazgo
from flujos.errores import OrdenInvalida
from flujos.pasos.entradas import Cargado, apartar, copias, en_tandas, enumerar, pendientes
from flujos.pasos.espacio import Espacio
from tests.flujos.conftest import S


def _poner(espacio: Espacio, nombre: str, contenido: bytes = b"a") -> Path:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)
    return ruta


def test_la_carpeta_es_la_primera_bajo_entradas(espacio: Espacio) -> None:
    _poner(espacio, "x_uno/2026/a.csv", b"1")
    _poner(espacio, "suelto.csv", b"2")
    assert [(e.archivo, e.carpeta) for e in enumerar(espacio, S)] == [
        ("suelto.csv", None),
        ("x_uno/2026/a.csv", "x_uno"),
    ]


@pytest.mark.parametrize(
    "nombre", ["LEEME.txt", ".oculto", "x_uno/~$formato.xlsx", "rechazados/a.csv", "x/a.motivo.txt"]
)
def test_lo_que_no_es_entrega_no_se_mira(espacio: Espacio, nombre: str) -> None:
    _poner(espacio, nombre)
    assert enumerar(espacio, S) == []


def test_un_enlace_simbolico_no_se_sigue(espacio: Espacio, tmp_path: Path) -> None:
    fuera = tmp_path / "secreto.csv"
    fuera.write_bytes(b"a")
    (espacio.entradas / "enlace.csv").symlink_to(fuera)
    assert enumerar(espacio, S) == []


def test_los_identicos_de_una_carpeta_salen_una_vez_con_aviso(espacio: Espacio) -> None:
    _poner(espacio, "x_uno/a.csv")
    _poner(espacio, "x_uno/copia de a.csv")
    _poner(espacio, "x_dos/a.csv")
    entrantes = enumerar(espacio, S)
    assert [(e.archivo, e.copias) for e in entrantes] == [
        ("x_dos/a.csv", ()),
        ("x_uno/a.csv", ("x_uno/copia de a.csv",)),
    ]
    assert "idéntico a «x_uno/a.csv»" in copias(entrantes[1])[0].oracion


def test_lo_cargado_con_otro_lector_vuelve_a_leerse_para_su_semestre(espacio: Espacio) -> None:
    _poner(espacio, "x_uno/a.csv")
    (entrante,) = enumerar(espacio, S)
    previo = Cargado("1", S.anterior())
    assert pendientes([entrante], {}, ["1"]) == [entrante]
    assert pendientes([entrante], {entrante.lote: previo}, ["1"]) == []
    assert [e.semestre for e in pendientes([entrante], {entrante.lote: previo}, ["2"])] == [S.anterior()]


def test_las_tandas_no_pierden_ni_repiten(espacio: Espacio) -> None:
    for i in range(600):
        _poner(espacio, f"x_uno/{i:03}.csv", str(i).encode())
    entrantes = enumerar(espacio, S)
    tandas = en_tandas(entrantes)
    assert [e for t in tandas for e in t] == entrantes
    assert max(len(t) for t in tandas) <= 250


def test_lo_apartado_lleva_su_motivo_y_no_pisa_a_otro(espacio: Espacio) -> None:
    hallazgo = Hallazgo("L001", archivo="x_uno/a.csv")
    for contenido in (b"uno", b"dos", b"dos"):
        _poner(espacio, "x_uno/a.csv", contenido)
        (entrante,) = enumerar(espacio, S)
        destino = apartar(espacio, entrante, [hallazgo])
        assert "está vacío" in destino.with_name(destino.name + ".motivo.txt").read_text("utf-8")
    guardados = sorted(p.name for p in (espacio.rechazados / "x_uno").iterdir())
    assert guardados == ["a (2).csv", "a (2).csv.motivo.txt", "a.csv", "a.csv.motivo.txt"]


def test_una_ruta_de_fuera_se_rechaza_con_remedio(espacio: Espacio, tmp_path: Path) -> None:
    fuera = tmp_path / "a.csv"
    fuera.write_bytes(b"a")
    with pytest.raises(OrdenInvalida, match="entradas/<cuenta>"):
        enumerar(espacio, S, [fuera])
    with pytest.raises(OrdenInvalida, match="No existe"):
        enumerar(espacio, S, [espacio.entradas / "no.csv"])
