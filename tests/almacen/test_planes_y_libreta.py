from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from almacen.carga import anotar_libretas
from almacen.errores import LoteDanado
from almacen.libreta import Libreta, leer_libretas
from almacen.maestro import Base
from almacen.planes import Planes

MOMENTO = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_un_plan_se_guarda_se_termina_y_se_sigue_leyendo(tmp_path: Path) -> None:
    planes = Planes(tmp_path)
    assert (planes.sin_terminar(), planes.leer(MOMENTO, "perfiles")) == ([], None)
    planes.guardar(MOMENTO, "perfiles", ['{"a":"ñ"}', "{}"])
    planes.guardar(MOMENTO, "metricas", [])
    antes = MOMENTO - timedelta(days=1)
    planes.guardar(antes, "perfiles", [])
    assert planes.sin_terminar() == [antes, MOMENTO]
    planes.terminar(MOMENTO)
    planes.terminar(MOMENTO)
    assert planes.sin_terminar() == [antes]
    assert planes.leer(MOMENTO, "perfiles") == ['{"a":"ñ"}', "{}"]
    assert planes.leer(MOMENTO, "metricas") == []
    assert planes.leer(MOMENTO, "publicaciones") is None


def test_un_plan_recuerda_a_quien_hay_que_volver_a_planear(tmp_path: Path) -> None:
    planes = Planes(tmp_path)
    assert planes.faltan(MOMENTO, "metricas") == frozenset()
    planes.guardar(MOMENTO, "metricas", ["{}"], {"y_dos", "x_uno"})
    assert planes.faltan(MOMENTO, "metricas") == {"x_uno", "y_dos"}
    assert planes.leer(MOMENTO, "metricas") == ["{}"]
    planes.guardar(MOMENTO, "metricas", ["{}", "{}"])
    assert planes.faltan(MOMENTO, "metricas") == frozenset()


def test_un_plan_ilegible_se_dice(tmp_path: Path) -> None:
    planes = Planes(tmp_path)
    planes.guardar(MOMENTO, "perfiles", [])
    next(tmp_path.rglob("perfiles.json")).write_text("[")
    with pytest.raises(LoteDanado, match="plan"):
        planes.leer(MOMENTO, "perfiles")


def _renglon(n: int) -> dict[str, object]:
    return {
        "lote": f"l{n}", "red": "x", "operacion": "publicaciones", "peticion": "GET /ñ",
        "momento": MOMENTO.isoformat(), "estado_http": None, "resultado": "Transitorio: …",
    }  # fmt: skip


def test_muchos_hilos_anotan_sin_perder_ni_mezclar(tmp_path: Path) -> None:
    libreta = Libreta(tmp_path, "c1")
    with ThreadPoolExecutor(16) as hilos:
        list(hilos.map(lambda n: libreta.anotar(_renglon(n)), range(300)))
    leidas = list(leer_libretas(tmp_path))
    assert sorted(str(r["lote"]) for r in leidas) == sorted(f"l{n}" for n in range(300))
    assert [r["llamada"] for r in leidas] == [f"c1:{n}" for n in range(1, 301)]


def test_un_renglon_cortado_se_salta_y_lo_que_sigue_no(tmp_path: Path) -> None:
    libreta = Libreta(tmp_path, "c1")
    libreta.anotar(_renglon(1))
    ruta = tmp_path / "libreta" / "c1.jsonl"
    with ruta.open("ab") as salida:
        salida.write(b'{"lote":"l2","re')
    assert [r["lote"] for r in leer_libretas(tmp_path)] == ["l1"]
    Libreta(tmp_path, "c1").anotar(_renglon(3))
    assert [(r["lote"], r["llamada"]) for r in leer_libretas(tmp_path)] == [("l1", "c1:1"), ("l3", "c1:3")]


def test_pasar_las_libretas_dos_veces_no_cambia_nada(base_api: Base, tmp_path: Path) -> None:
    for corrida in ("c1", "c2"):
        Libreta(tmp_path, corrida).anotar(_renglon(1))
    for _ in range(2):
        anotar_libretas(base_api, tmp_path)
        filas = base_api.consultar(
            "SELECT llamada, concepto, unidades, costo_usd, momento FROM llamadas ORDER BY 1"
        )
        assert filas.rows() == [(c, "ninguno", 0, 0.0, MOMENTO) for c in ("c1:1", "c2:1")]
