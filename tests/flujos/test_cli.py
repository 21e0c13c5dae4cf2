import json
import subprocess
import sys
from pathlib import Path

import pytest

from flujos.pasos.espacio import Espacio
from tests.flujos.apoyo_orden import correr
from tests.flujos.apoyo_prefect import poner_base
from tests.flujos.conftest import formato_lleno

ORDEN = Path(sys.executable).with_name("pertinencia")


def _en_otro_proceso(*argumentos: str, en: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ORDEN), *argumentos], capture_output=True, text=True, cwd=en, check=False)


@pytest.mark.parametrize(
    ("semestre", "fin", "evaluacion", "fuente"),
    [
        ("2026-2", "2027-01-10", "2027-01-20", "Proceso Electoral Federal 2026-2027"),
        ("2025-2", "2026-01-20", "2026-02-04", "2026"),
        ("2025-1", "2025-07-10", "2025-07-20", None),
    ],
)
def test_plazos_sin_espacio_en_json(
    tmp_path: Path, semestre: str, fin: str, evaluacion: str, fuente: str | None
) -> None:
    corrida = _en_otro_proceso("plazos", semestre, "--json", en=tmp_path)
    assert corrida.returncode == 0, corrida.stderr
    datos = json.loads(corrida.stdout)
    assert datos["ventana"]["fin"] == fin
    assert datos["plazos"][-1]["fecha"] == evaluacion
    assert bool(datos["advertencias"]) is (fuente is not None)
    assert fuente is None or fuente in " ".join(datos["advertencias"])


def test_plazos_dice_el_dia_de_la_semana_y_de_donde_salieron(tmp_path: Path, raiz: Path) -> None:
    sin_espacio = correr("plazos", "2026-2", en=tmp_path)
    assert "domingo 10 de enero de 2027" in sin_espacio.stdout
    assert "que trae el programa" in sin_espacio.stderr
    con_espacio = correr("plazos", "2026-2", "--espacio", str(raiz))
    assert con_espacio.stdout == sin_espacio.stdout
    assert "que trae el programa" not in con_espacio.stderr


@pytest.mark.parametrize(
    ("argumentos", "fragmento"),
    [
        (("plazos", "2026-3"), "2026-3"),
        (("plazos", "2020-1"), "desde el segundo semestre de 2024 (2024-2)"),
        (("estado", "2026-1"), "pertinencia iniciar"),
        (("iniciar", "E"), "ya hay un espacio"),
        (("informe", "2026-1", "--espacio", "E"), "no se ha evaluado"),
        (("consulta", "SELECT 1", "--espacio", "E"), "pertinencia publicar"),
        (("consulta", "--espacio", "E"), "Escriba una consulta"),
        (("consulta", "SELECT 1", "--tablas", "--espacio", "E"), "solo una de las tres cosas"),
        (("consulta", "--columnas", "cuentas", "--espacio", "E"), "pertinencia publicar"),
        (("formato", "2026-1", "--espacio", "E", "--cuenta", "nadie"), "nadie"),
        (("recibir", "/no/existe.csv", "--espacio", "E"), "No existe"),
    ],
)
def test_el_mal_uso_sale_con_2_y_una_oracion(raiz: Path, argumentos: tuple[str, ...], fragmento: str) -> None:
    corrida = correr(*argumentos, en=raiz.parent)
    assert corrida.returncode == 2, corrida.stderr
    assert fragmento in corrida.stderr
    assert "Traceback" not in corrida.stderr


def test_recibir_calificar_publicar_y_consultar(sin_bases: Espacio) -> None:
    raiz = str(sin_bases.raiz)
    (sin_bases.entradas / "x.csv").write_bytes(formato_lleno(sin_bases, "x"))
    (sin_bases.entradas / "malo.csv").write_bytes(b"")
    recibido = correr("recibir", "--semestre", "2026-1", "--espacio", raiz, "--json")
    assert recibido.returncode == 1, recibido.stderr
    datos = json.loads(recibido.stdout)
    assert (datos["cargados"], datos["rechazados"]) == (1, 1)
    assert correr("calificar", "2026-1", "--espacio", raiz).returncode == 0
    assert correr("publicar", "--espacio", raiz).returncode == 0
    consulta = correr(
        "consulta", "SELECT cuenta, a_total_de_mensajes_publicados FROM art11_x", "--espacio", raiz
    )
    assert consulta.returncode == 0
    assert "x_uno" in consulta.stdout
    assert "100" in consulta.stdout
    for orden in ("DESCRIBE art11_x", "--columnas=art11_x"):
        descrita = correr("consulta", orden, "--espacio", raiz)
        assert descrita.returncode == 0
        assert "a_total_de_mensajes_publicados" in descrita.stdout
    listadas = json.loads(correr("consulta", "--tablas", "--espacio", raiz, "--json").stdout)
    assert {"nombre": "cuentas", "clase": "tabla"}.items() <= next(
        t for t in listadas if t["nombre"] == "cuentas"
    ).items()
    assert correr("consulta", "SELECT 1 AS uno;", "--espacio", raiz).stdout.endswith("\n1 fila.\n")
    for sql, oracion in (
        ("SELECT 1; SELECT 2", "Se esperaba una sola consulta y se encontraron 2; corra una a la vez.\n"),
        ("SELECT nada FROM art11_x", "No hay ninguna columna «nada» en «art11_x»."),
        ("SELECT menciones FROM art11_x", "¿Quiso decir «f_menciones»?"),
        ("SELECT sum('a') FROM art11_x", "--columnas TABLA».\nEl motor dice: Binder Error"),
    ):
        rehusada = correr("consulta", sql, "--espacio", raiz)
        assert rehusada.returncode == 2
        assert oracion in rehusada.stderr
    estado = json.loads(correr("estado", "2026-1", "--espacio", raiz, "--json").stdout)
    entregado = {c["cuenta"]: c["entregado"] for c in estado["cuentas"]}
    assert entregado == {"x_uno": True, "x_dos": True, "fb_uno": False}
    # Solo le falta algo a quien no entregó, y solo se dice lo del art. 11.
    assert {f["cuenta"] for f in estado["faltantes"]} == {"fb_uno"}
    assert [f["metrica"] for f in estado["faltantes"]] == [
        "publicaciones", "compartidos", "reacciones", "alcance", "visualizaciones", "contenidos_multimedia",
    ]  # fmt: skip
    dicho = correr("estado", "2026-1", "--espacio", raiz).stdout
    assert "fb_uno: Publicaciones, Compartidos" in dicho
    assert ": no entregada." in dicho
    assert max(map(len, dicho.split("Hay cifras")[0].splitlines())) <= 120
    assert "suplementarias" not in dicho
    assert "suplementarias" in correr("estado", "2026-1", "--detalle", "--espacio", raiz).stdout


def test_observaciones_cuenta_cada_severidad_y_las_agrupa_por_cuenta(espacio: Espacio) -> None:
    raiz = str(espacio.raiz)
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x", menciones="muchas"))
    (espacio.entradas / "malo.csv").write_bytes(b"")
    recibido = correr("recibir", "--semestre", "2026-1", "--espacio", raiz)
    assert "1 rechazado." in recibido.stdout
    lineas = correr("observaciones", "2026-1", "--espacio", raiz).stdout.splitlines()
    assert lineas[0] == ("Primer semestre de 2026: 2 observaciones por subsanar, 1 archivo o fila rechazado.")
    assert [r for r in lineas[1:] if r and not r.startswith(" ")] == ["x_dos:", "x_uno:", "Sin cuenta:"]
    assert sum(r.startswith("  [Observación L201]") for r in lineas) == 2


def test_formato_escribe_uno_por_cuenta_area_y_red(espacio: Espacio) -> None:
    corrida = correr("formato", "2026-1", "--espacio", str(espacio.raiz), "--json")
    nombres = {
        Path(r).relative_to(espacio.raiz / "formatos/2026-1").as_posix() for r in json.loads(corrida.stdout)
    }
    assert nombres == {
        "cuentas/x_uno.xlsx", "cuentas/x_dos.xlsx", "cuentas/fb_uno.xlsx", "areas/cncs.xlsx", "redes/x.csv",
        "redes/facebook.csv",
    }  # fmt: skip


def test_verificar_dice_que_falta(sin_bases: Espacio) -> None:
    assert correr("verificar", "--espacio", str(sin_bases.raiz)).returncode == 0
    (sin_bases.raiz / "padron" / "cuentas.csv").unlink()
    corrida = correr("verificar", "--espacio", str(sin_bases.raiz))
    assert corrida.returncode == 1
    assert "padron/cuentas.csv" in corrida.stdout


def test_sin_entregas_semestre_dice_una_sola_oracion(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raiz = str(tmp_path / "E")
    assert correr("iniciar", raiz).returncode == 0
    poner_base(tmp_path_factory, tmp_path / "E" / "datos" / "prefect" / "prefect.db")
    corrida = _en_otro_proceso("semestre", "2026-1", "--espacio", raiz)
    assert corrida.returncode == 2
    assert corrida.stderr.startswith("No se ha cargado nada del primer semestre de 2026.")
    assert len(corrida.stderr.splitlines()) == 1
