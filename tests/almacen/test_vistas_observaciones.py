"""Cuándo una observación queda atendida y cuándo sigue pendiente (Lineamientos, art. 14)."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl
import pytest

from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.derivados import esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, OBSERVACIONES
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes

LUEGO, ANTES = AHORA + timedelta(days=1), AHORA - timedelta(days=1)


def _recibir(
    base: Base, lote: str, cuenta: str | None, lote_es: Mapping[str, object], hallazgo: Hallazgo | None = None
) -> None:
    """Carga un lote con un dato de la cuenta, si se dice cuál, y con una observación, si la hay."""
    dato = {
        "lote": lote, "archivo": "a", "fila": 2, "cuenta": cuenta, "fecha": date(2026, 1, 1),
        "metrica": "impresiones", "definicion": "x.impresiones.v1", "valor": 1, "ausencia": None,
        "fuente": "exportacion",
    }  # fmt: skip
    anotada = (
        observaciones([hallazgo], detectada_en=AHORA, semestre="2026-1", lote=lote)
        if hallazgo
        else vacia(OBSERVACIONES)
    )
    cargar(
        base,
        Tanda(
            lotes=lotes(fila_de_lote(lote, **lote_es)),
            diarias=pl.DataFrame([dato] if cuenta else [], schema=esquema_polars(DIARIAS)),
            observaciones=anotada,
        ),
    )


def _situacion(base: Base) -> str:
    situacion: str = base.consultar("SELECT situacion FROM observaciones_vigentes").item()
    return situacion


@pytest.mark.parametrize(
    ("cuenta", "posterior", "situacion"),
    [
        ("x1", {"recibido_en": LUEGO}, "atendida"),
        ("x1", {"recibido_en": LUEGO, "archivo": "otro nombre.csv"}, "atendida"),
        ("x1", {"recibido_en": LUEGO, "estado": "parcial"}, "atendida"),
        ("x1", {"recibido_en": AHORA}, "pendiente"),
        ("x1", {"recibido_en": ANTES}, "pendiente"),
        ("x1", {"recibido_en": LUEGO, "clase": "x_contenido"}, "pendiente"),
        ("x1", {"recibido_en": LUEGO, "semestre": "2025-2"}, "pendiente"),
        ("x1", {"recibido_en": LUEGO, "estado": "rechazado"}, "pendiente"),
        ("x_nueva", {"recibido_en": LUEGO}, "pendiente"),
        (None, {"recibido_en": LUEGO}, "pendiente"),
    ],
)
def test_la_atiende_otra_entrega_posterior_de_lo_mismo(
    base: Base, cuenta: str | None, posterior: Mapping[str, object], situacion: str
) -> None:
    _recibir(base, "l1", "x1", {}, Hallazgo("L510", cuenta="x1"))
    assert _situacion(base) == "pendiente"
    _recibir(base, "l2", cuenta, posterior)
    assert _situacion(base) == situacion


@pytest.mark.parametrize(
    ("cuenta", "posterior", "situacion"),
    [
        ("x1", {"recibido_en": LUEGO, "clase": "formato"}, "atendida"),
        ("x1", {"recibido_en": LUEGO, "clase": "formato", "semestre": "2025-2"}, "pendiente"),
        ("x1", {"recibido_en": ANTES, "clase": "formato"}, "pendiente"),
        ("x_nueva", {"recibido_en": LUEGO, "clase": "formato"}, "pendiente"),
    ],
)
def test_un_archivo_que_no_entro_lo_atiende_cualquier_clase(
    base: Base, cuenta: str, posterior: Mapping[str, object], situacion: str
) -> None:
    _recibir(base, "l1", None, {"estado": "rechazado", "clase": None}, Hallazgo("L001", cuenta="x1"))
    _recibir(base, "l2", cuenta, posterior)
    assert _situacion(base) == situacion


@pytest.mark.parametrize(
    ("posterior", "situacion"),
    [
        ({"recibido_en": LUEGO, "archivo": "suelto.csv"}, "atendida"),
        ({"recibido_en": LUEGO, "archivo": "otro.csv"}, "pendiente"),
        ({"recibido_en": AHORA, "archivo": "suelto.csv"}, "pendiente"),
        ({"recibido_en": LUEGO, "archivo": "suelto.csv", "estado": "rechazado"}, "pendiente"),
    ],
)
def test_sin_saber_la_cuenta_la_atiende_otra_entrega_del_mismo_nombre(
    base: Base, posterior: Mapping[str, object], situacion: str
) -> None:
    _recibir(base, "l1", None, {"estado": "rechazado", "archivo": "suelto.csv"}, Hallazgo("L001"))
    _recibir(base, "l2", "x1", posterior)
    assert _situacion(base) == situacion
