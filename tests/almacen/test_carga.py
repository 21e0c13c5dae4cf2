from datetime import date, datetime

import polars as pl
import pytest

from almacen.carga import Tanda, anotar, cargar, lotes_conocidos
from almacen.errores import AlmacenOcupado
from almacen.maestro import Base, Rutas, abrir_maestro
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, MEDICIONES
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes


def _tanda(lote: str = "l1", valor: int = 5, **cambios: object) -> Tanda:
    diaria = {
        "lote": lote, "archivo": "x1/a.csv", "fila": 2, "cuenta": "x1", "fecha": date(2026, 1, 1),
        "metrica": "impresiones", "definicion": "x.impresiones.v1", "valor": valor, "ausencia": None,
        "fuente": "exportacion",
    }  # fmt: skip
    hallazgos = [Hallazgo("L001", archivo="x1/a.csv", cuenta="x1", semestre="2026-1")]
    return Tanda(
        lotes=lotes(fila_de_lote(lote, **cambios)),
        diarias=pl.DataFrame([diaria], schema=esquema_polars(DIARIAS)),
        observaciones=observaciones(hallazgos, detectada_en=AHORA, semestre="2026-1", lote=lote),
    )


def _todo(base: Base) -> list[list[tuple[object, ...]]]:
    return [
        base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows()
        for t in ("lotes", "diarias", "observaciones")
    ]


def test_cargar_dos_veces_no_cambia_nada(base: Base) -> None:
    cargar(base, _tanda())
    antes = _todo(base)
    cargar(base, _tanda())
    assert _todo(base) == antes
    assert [len(filas) for filas in antes] == [1, 1, 1]


def test_releer_un_lote_sustituye_lo_suyo_y_nada_mas(base: Base) -> None:
    cargar(base, _tanda("l1", 5))
    cargar(base, _tanda("l2", 7, archivo="x1/b.csv"))
    cargar(base, _tanda("l1", 6))
    assert base.consultar("SELECT lote, valor FROM diarias ORDER BY lote").rows() == [("l1", 6), ("l2", 7)]


def test_una_tanda_que_falla_no_deja_rastro(base: Base) -> None:
    cargar(base, _tanda("l1", 5))
    antes = _todo(base)
    mala = _tanda("l2")
    repetida = pl.concat([mala.diarias, mala.diarias])
    with pytest.raises(Exception, match="[Cc]onstraint|[Dd]uplicate"):
        cargar(base, Tanda(lotes=mala.lotes, diarias=repetida))
    assert _todo(base) == antes


def test_una_columna_ajena_es_error_de_programacion(base: Base) -> None:
    with pytest.raises(ValueError, match="sobran"):
        base.insertar(MEDICIONES, pl.DataFrame({"otra": [1]}))


def test_anotar_lo_mismo_conserva_la_primera_fecha(base: Base) -> None:
    h = [Hallazgo("L901", archivo="x1/copia.csv", encontrado="x1/a.csv")]
    for dia in (20, 21):
        momento = datetime(2026, 7, dia, tzinfo=AHORA.tzinfo)
        anotar(base, observaciones(h, detectada_en=momento, semestre="2026-1", lote="l1"))
    assert base.consultar("SELECT detectada_en FROM observaciones")["detectada_en"].dt.day().to_list() == [20]


def test_solo_un_escritor_a_la_vez(rutas: Rutas) -> None:
    with (
        abrir_maestro(rutas, AHORA),
        pytest.raises(AlmacenOcupado, match="repita la orden"),
        abrir_maestro(rutas, AHORA, espera_segundos=0.05),
    ):
        pass


def test_lotes_conocidos_dice_con_que_lector_se_leyeron(base: Base) -> None:
    cargar(base, _tanda("l1"))
    assert lotes_conocidos(base, "L502").select("lote", "estado", "lector").rows() == [("l1", "cargado", "1")]
