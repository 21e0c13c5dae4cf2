"""Cuándo una observación queda atendida y cuándo sigue pendiente (Lineamientos, art. 14)."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.derivados import esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, LOTES, OBSERVACIONES, TABLAS
from flujos.pasos.observaciones import seguimiento
from lineamientos.procedimiento.observaciones import Seguida, Situacion
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes
from tests.almacen.apoyo_vistas import evaluar

LUEGO, ANTES = AHORA + timedelta(days=1), AHORA - timedelta(days=1)


def _diaria(lote: str, cuenta: str, campo: str = "impresiones") -> dict[str, object]:
    return {
        "lote": lote, "archivo": cuenta, "fila": 2, "cuenta": cuenta, "fecha": date(2026, 1, 1),
        "metrica": campo, "definicion": "x.impresiones.v1", "valor": 1, "ausencia": None,
        "fuente": "exportacion",
    }  # fmt: skip


def _recibir(
    base: Base, lote: str, cuenta: str | None, lote_es: Mapping[str, object], hallazgo: Hallazgo | None = None
) -> None:
    """Carga un lote con un dato de la cuenta, si se dice cuál, y con una observación, si la hay."""
    anotada = (
        observaciones([hallazgo], detectada_en=AHORA, semestre="2026-1", lote=lote)
        if hallazgo
        else vacia(OBSERVACIONES)
    )
    cargar(
        base,
        Tanda(
            lotes=lotes(fila_de_lote(lote, **lote_es)),
            diarias=pl.DataFrame([_diaria(lote, cuenta)] if cuenta else [], schema=esquema_polars(DIARIAS)),
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


@pytest.mark.parametrize(
    ("posterior", "situacion"),
    [
        ({"recibido_en": LUEGO, "clase": "formato"}, "atendida"),
        ({"recibido_en": LUEGO}, "atendida"),
        ({"recibido_en": LUEGO, "clase": "formato", "origen": "api"}, "pendiente"),
    ],
)
def test_la_de_un_campo_la_atiende_lo_que_lo_traiga_sea_del_archivo_que_sea(
    base: Base, posterior: Mapping[str, object], situacion: str
) -> None:
    _recibir(base, "l1", "x1", {}, Hallazgo("C201", cuenta="x1", campo="menciones", encontrado="-5"))
    _recibir(base, "l2", "x1", {"recibido_en": LUEGO})
    assert _situacion(base) == "pendiente"
    cargar(
        base,
        Tanda(
            lotes=lotes(fila_de_lote("l3", **posterior)),
            diarias=pl.DataFrame([_diaria("l3", "x1", "menciones")], schema=esquema_polars(DIARIAS)),
        ),
    )
    assert _situacion(base) == situacion


_CUENTAS, _CAMPOS = ("x1", "f1"), ("menciones", "impresiones")
_LOTE = st.fixed_dictionaries(
    {
        "recibido_en": st.integers(0, 3).map(lambda n: AHORA + timedelta(hours=n)),
        "clase": st.sampled_from(["formato", "x_resumen"]),
        "origen": st.sampled_from(["archivo", "archivo", "api"]),
        "estado": st.sampled_from(["cargado", "cargado", "parcial", "rechazado"]),
        "archivo": st.sampled_from(["uno.csv", "otro.csv"]),
        "semestre": st.sampled_from(["2026-1", "2026-1", "2026-1", "2025-2"]),
    }
)
_HALLAZGO = st.tuples(
    st.sampled_from(["C201", "C201", "C301", "L310", "L510", "L001", "R101", "R203"]),
    st.sampled_from([None, *_CUENTAS, "x1"]),
    st.sampled_from([None, *_CAMPOS]),
    st.sampled_from(["1", "2"]),
    st.integers(0, 4),
    st.booleans(),
)
_TRAIDO = st.tuples(st.integers(0, 3), st.sampled_from(_CUENTAS), st.sampled_from(_CAMPOS))


@given(
    los_lotes=st.lists(_LOTE, min_size=4, max_size=4),
    traidos=st.sets(_TRAIDO, max_size=8),
    hallazgos=st.lists(_HALLAZGO, min_size=4, max_size=14, unique=True),
)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_la_vista_dice_lo_mismo_que_la_regla_con_que_se_vigila(
    base: Base,
    los_lotes: list[dict[str, object]],
    traidos: set[tuple[int, str, str]],
    hallazgos: list[tuple[str, str | None, str | None, str, int, bool]],
) -> None:
    for tabla in ("lotes", "diarias", "observaciones", "eventos", "eventos_observaciones"):
        base.conexion.execute(f"DELETE FROM {tabla}")
    if base.consultar("SELECT * FROM evaluaciones").is_empty():
        evaluar(base, "2026-1", {})
    vigente = base.consultar("SELECT evaluacion FROM evaluaciones_vigentes").item()
    base.insertar(LOTES, lotes(*(fila_de_lote(f"l{n}", **lote) for n, lote in enumerate(los_lotes))))
    diarias = [_diaria(f"l{n}", cuenta, campo) for n, cuenta, campo in sorted(traidos)]
    base.insertar(DIARIAS, pl.DataFrame(diarias, schema=esquema_polars(DIARIAS)))
    halladas = [
        observaciones(
            [Hallazgo(codigo, cuenta=cuenta, campo=campo, encontrado=valor)],
            detectada_en=AHORA, semestre="2026-1",
            # El quinto lugar es el de las cifras del semestre, que no llevan lote.
            **({"lote": f"l{lote}"} if lote < 4 else {"evaluacion": vigente if marca else "vieja"}),
        )
        for codigo, cuenta, campo, valor, lote, marca in hallazgos
    ]  # fmt: skip
    todas = pl.concat(halladas).unique("observacion", maintain_order=True)
    base.insertar(OBSERVACIONES, todas)
    marcadas = {o for marco, h in zip(halladas, hallazgos, strict=True) if h[5] for o in marco["observacion"]}
    _aclarar(base, sorted(marcadas))
    vista = base.consultar("SELECT observacion, situacion, como, por FROM observaciones_vigentes").rows()
    assert sorted(vista) == sorted(map(_como_en_la_vista, seguimiento(base, Semestre.de_texto("2026-1"))))


def _aclarar(base: Base, cuales: list[str]) -> None:
    comunes = {"evento": "e", "lote": "l", "registrado_en": AHORA}
    evento = comunes | {
        "fila": 1, "semestre": "2026-1", "cuenta": "x1", "clase_evento": "aclarado", "ocurrido_en": AHORA,
        "fecha_efectiva": AHORA.date(), "articulo": "14",
    }  # fmt: skip
    if cuales:
        base.insertar(TABLAS["eventos"], pl.DataFrame([evento]))
        alcances = pl.DataFrame([comunes | {"observacion": o} for o in cuales])
        base.insertar(TABLAS["eventos_observaciones"], alcances)


def _como_en_la_vista(s: Seguida) -> tuple[str, str, str | None, str | None]:
    abierta = s.situacion is Situacion.ABIERTA
    return (
        s.observacion.observacion,
        "pendiente" if abierta else "atendida",
        None if abierta else str(s.situacion),
        s.por or None,
    )
