import os
from pathlib import Path

import pytest

from esquemas.hallazgos import Hallazgo
from flujos.errores import OrdenInvalida
from flujos.pasos.entradas import Cargado, apartar, copias, en_tandas, enlaces, enumerar, pendientes
from flujos.pasos.espacio import Espacio
from flujos.pasos.recepcion import recibir
from tests.flujos.conftest import S, formato_lleno


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
    "nombre",
    [
        "LEEME.txt",
        ".oculto",
        "x_uno/~$formato.xlsx",
        "rechazados/a.csv",
        "x/a.motivo.txt",
        "Thumbs.db",
        "x_uno/Thumbs.db",
        "x_uno/desktop.ini",
        "x_uno/.DS_Store",
    ],
)
def test_lo_que_no_es_entrega_no_se_mira(espacio: Espacio, nombre: str) -> None:
    _poner(espacio, nombre)
    assert enumerar(espacio, S) == []


def test_un_enlace_simbolico_no_se_sigue(espacio: Espacio, tmp_path: Path) -> None:
    fuera = tmp_path / "secreto.csv"
    fuera.write_bytes(b"a")
    (espacio.entradas / "enlace.csv").symlink_to(fuera)
    (espacio.entradas / "x_uno").symlink_to(tmp_path, target_is_directory=True)
    (espacio.entradas / ".oculto").symlink_to(fuera)
    assert enumerar(espacio, S) == []
    avisos = enlaces(espacio)
    assert [(h.codigo, h.archivo) for h in avisos] == [("L902", "enlace.csv"), ("L902", "x_uno")]
    assert "no se siguió" in avisos[0].oracion


def _en_bytes(espacio: Espacio, *partes: bytes) -> Path:
    ruta = espacio.entradas.joinpath(*(os.fsdecode(p) for p in partes))
    try:
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.touch()
    except OSError:
        pytest.skip("este sistema de archivos no admite esos nombres")
    return ruta


def test_un_nombre_que_no_es_utf8_se_recibe_y_se_aparta(espacio: Espacio) -> None:
    bueno = _en_bytes(espacio, b"informaci\xf3n.csv")
    bueno.write_bytes(formato_lleno(espacio, "x"))
    malo = _en_bytes(espacio, b"\xe1rea\n1", b"vac\xedo\x1b.csv")
    resumen = recibir(espacio, S)
    assert (resumen.suma("cargados"), resumen.suma("rechazados")) == (1, 1)
    assert bueno.exists()
    assert not malo.exists()
    assert resumen.apartados == ("\ufffdrea\ufffd1/vac\ufffdo\ufffd.csv",)
    assert (espacio.rechazados / resumen.apartados[0]).read_bytes() == b""
    assert recibir(espacio, S).ya_conocidos == 1


@pytest.mark.parametrize("nombre", ["n" * 245 + ".csv", "ñ" * 120 + ".csv", "a." + "e" * 247])
def test_un_nombre_larguisimo_se_aparta_acortado_con_su_motivo(espacio: Espacio, nombre: str) -> None:
    _poner(espacio, f"{'c' * 250}/{nombre}", b"")
    assert recibir(espacio, S).suma("rechazados") == 1
    (carpeta,) = espacio.rechazados.iterdir()
    apartado, motivo = sorted(carpeta.iterdir())
    assert motivo.name == apartado.name + ".motivo.txt"
    assert apartado.name.endswith(".csv") == nombre.endswith(".csv")
    assert apartado.name[:2] == nombre[:2]


def test_dos_nombres_larguisimos_no_se_confunden_al_acortarlos(espacio: Espacio) -> None:
    for final in "ab":
        ruta = _poner(espacio, "n" * 240 + final + ".csv", final.encode())
        apartar(espacio, enumerar(espacio, S, [ruta])[0], [Hallazgo("L001")])
    assert len(list(espacio.rechazados.glob("*.csv"))) == 2


def test_lo_apartado_cabe_aunque_su_nombre_sea_ya_carpeta_o_archivo(espacio: Espacio) -> None:
    for nombre in ("x/a.csv", "x", "x/a.csv/b.csv"):
        if (espacio.entradas / "x").is_dir() and nombre == "x":
            (espacio.entradas / "x").rmdir()
        ruta = _poner(espacio, nombre)
        apartar(espacio, enumerar(espacio, S, [ruta])[0], [Hallazgo("L001")])
    apartados = (r for r in espacio.rechazados.rglob("*") if r.is_file() and not r.name.endswith(".txt"))
    assert sorted(r.relative_to(espacio.rechazados).as_posix() for r in apartados) == [
        "x (2)",
        "x/a.csv",
        "x/a.csv (carpeta)/b.csv",
    ]


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
