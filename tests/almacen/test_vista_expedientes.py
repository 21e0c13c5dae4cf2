"""La vista ``expedientes`` da los mismos días y plazos que el expediente que se deduce de los hechos."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almacen.expediente import avisos, como_eventos, eventos
from almacen.maestro import Base
from esquemas.tablas import TABLAS
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.transiciones import TRANSICIONES
from tests.lineamientos.apoyo_lineamientos import leer
from tests.lineamientos.procedimiento.jugada import AQUI, jugar

CASOS = leer(AQUI / "casos" / "semestre.toml")["caso"]
_V = ClaseDeEvento
_PLAZOS = {
    "vence_entrega": _V.REQUERIDO,
    "vence_subsanacion": _V.OBSERVADO,
    "vence_silencio": _V.REQUERIDO_POR_SILENCIO,
    "vence_titular": _V.AVISADO_AL_TITULAR,
}
_AHORA = datetime(2026, 8, 1, tzinfo=UTC)


def _guardar(base: Base, cuenta: str, semestre: str, hechos: tuple[Evento, ...]) -> None:
    base.insertar(
        TABLAS["eventos"],
        pl.DataFrame(
            [
                {
                    "evento": f"{cuenta}/{n}", "lote": "l", "fila": n, "semestre": semestre, "cuenta": cuenta,
                    "clase_evento": str(h.clase), "ocurrido_en": h.ocurrido_en, "fecha_efectiva": h.fecha,
                    "articulo": ARTICULO_DEL_EVENTO[h.clase].texto, "vence": h.vence, "registrado_en": _AHORA,
                }
                for n, h in enumerate(hechos, 1)
            ]
        ),
    )  # fmt: skip
    alcances = [
        {"evento": f"{cuenta}/{n}", "observacion": o, "lote": "l", "registrado_en": _AHORA}
        for n, h in enumerate(hechos, 1)
        for o in h.observaciones
    ]
    if alcances:
        base.insertar(TABLAS["eventos_observaciones"], pl.DataFrame(alcances))


def _fila(base: Base, cuenta: str) -> dict[str, Any]:
    return base.consultar("SELECT * FROM expedientes WHERE cuenta = $c", {"c": cuenta}).row(0, named=True)


def _exigir_lo_mismo(fila: dict[str, Any], expediente: Expediente) -> None:
    """La vista dice lo que el expediente deducido: estados, plazos y lo que venció."""
    no_subsanado, persistente = (expediente.ultimo_cambio(v) for v in (_V.NO_SUBSANADO, _V.PERSISTENTE))
    titular = expediente.ultimo(_V.AVISADO_AL_TITULAR)
    esperado = {k: expediente.vence.get(v) for k, v in _PLAZOS.items()} | {
        "entrega": str(expediente.entrega),
        "revision": str(expediente.revision),
        "abiertas": len(expediente.abiertas),
        "no_subsanado_el": no_subsanado and no_subsanado.fecha,
        "persistente_el": persistente and persistente.fecha,
        "avisado_al_titular_el": titular and titular.fecha,
        "hechos": len(expediente.hechos),
        "ultimo_hecho": str(expediente.hechos[-1].clase),
    }
    assert {k: fila[k] for k in esperado} == esperado, expediente.hechos


def _exigir_de_todas(base: Base, esperados: dict[str, Expediente]) -> None:
    filas = {f["cuenta"]: f for f in base.consultar("SELECT * FROM expedientes").iter_rows(named=True)}
    for cuenta, esperado in esperados.items():
        _exigir_lo_mismo(filas[cuenta], esperado)


def test_en_cada_caso_por_articulo_la_vista_es_el_expediente(base: Base) -> None:
    jugados = {f"c{i}": (c["semestre"], jugar(c).situacion.expediente) for i, c in enumerate(CASOS)}
    con_hechos = {c: (s, e) for c, (s, e) in jugados.items() if e.hechos}
    for cuenta, (semestre, expediente) in con_hechos.items():
        _guardar(base, cuenta, semestre, expediente.hechos)
    _exigir_de_todas(base, {c: e for c, (_, e) in con_hechos.items()})


_HECHOS = st.lists(
    st.builds(
        lambda clase, dia, hora, plazo, observaciones: Evento(
            "", "c", clase, datetime(2026, 7, dia, hora, tzinfo=UTC), date(2026, 7, dia),
            vence=None if plazo is None else date(2026, 7, dia) + timedelta(days=plazo),
            observaciones=tuple(sorted(observaciones)),
        ),
        # Las que mueven la entrega, más veces, para que las sucesiones lleguen a los últimos estados.
        st.sampled_from([*_V, *[t.evento for t in TRANSICIONES] * 3, *[_V.PRORROGADO] * 3]),
        st.integers(1, 20),
        st.integers(0, 23),
        st.none() | st.integers(0, 4),
        st.sets(st.sampled_from("abc")),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


@given(st.lists(_HECHOS, min_size=10, max_size=20))
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_de_cualquier_sucesion_de_hechos_la_vista_deduce_lo_mismo(
    base: Base, historias: list[list[Evento]]
) -> None:
    for tabla in ("eventos", "eventos_observaciones"):
        base.conexion.execute(f"DELETE FROM {tabla}")
    esperados = {}
    for i, historia in enumerate(historias):
        hechos = tuple(replace(h, evento=f"c{i}/{n}") for n, h in enumerate(historia, 1))
        _guardar(base, f"c{i}", "2026-1", hechos)
        esperados[f"c{i}"] = expediente_de("c", hechos)
    _exigir_de_todas(base, esperados)


def test_lo_que_vencio_queda_sin_efecto_si_algo_fechado_antes_lo_deja_sin_causa(base: Base) -> None:
    """Lo prorrogado o subsanado a tiempo y asentado después quita el vencimiento, que sigue constando."""
    observado = replace(_hecho(_V.OBSERVADO, 10, 14), observaciones=("o1",))
    vencido = replace(_hecho(_V.NO_SUBSANADO, 15), observaciones=("o1",))
    camino = (_hecho(_V.REQUERIDO, 1, 8), _hecho(_V.RECIBIDO, 6), observado, vencido)
    avisado = replace(_hecho(_V.AVISADO_AL_TITULAR, 15, 17), observaciones=("o1",))
    escalado = (*camino, avisado, _hecho(_V.PERSISTENTE, 18))
    subsanado = replace(_hecho(_V.SUBSANADO, 14), observaciones=("o1",))
    for cuenta, hechos, estado, sin_subsanar, persiste in (
        ("vencida", camino, "no_subsanada", 15, None),
        ("prorrogada", (*camino, _hecho(_V.PRORROGADO, 14, 20)), "observada", None, None),
        ("persiste", escalado, "persistente", 15, 18),
        ("titular_prorrogado", (*escalado, _hecho(_V.PRORROGADO, 16, 24)), "escalada", 15, None),
        ("subsanada", (*escalado, subsanado), "subsanada", None, None),
    ):
        _guardar(base, cuenta, "2026-1", hechos)
        fila = _fila(base, cuenta)
        dias = tuple(d and d.day for d in (fila["no_subsanado_el"], fila["persistente_el"]))
        assert (fila["entrega"], *dias) == (estado, sin_subsanar, persiste), cuenta
        _exigir_lo_mismo(fila, expediente_de(cuenta, hechos))


def _hecho(clase: ClaseDeEvento, dia: int, vence: int | None = None) -> Evento:
    momento = datetime(2026, 7, dia, 17, tzinfo=UTC)
    limite = date(2026, 7, vence) if vence else None
    return Evento(f"{clase}{dia}", "c", clase, momento, date(2026, 7, dia), vence=limite)


def test_en_tiempo_lo_dice_la_primera_entrega_y_la_prorroga_de_lo_ya_entregado_no_cuenta(base: Base) -> None:
    requerido, recibido = _hecho(_V.REQUERIDO, 1, 14), _hecho(_V.RECIBIDO, 16)
    prorroga, tardia = _hecho(_V.PRORROGADO, 13, 17), _hecho(_V.PRORROGADO, 20, 30)
    for cuenta, hechos, en_tiempo in (
        ("tarde", (requerido, recibido), False),
        ("con_prorroga", (requerido, prorroga, recibido), True),
        ("prorroga_tardia", (requerido, recibido, tardia), False),
        ("sin_requerir", (recibido,), None),
        ("sin_entregar", (requerido,), None),
    ):
        _guardar(base, cuenta, "2026-1", hechos)
        fila = _fila(base, cuenta)
        assert fila["entregado_en_tiempo"] is en_tiempo, cuenta
        assert fila["vence_entrega"] == expediente_de("c", hechos).vence.get(_V.REQUERIDO)


def test_lo_escrito_sin_prueba_no_es_un_aviso(base: Base) -> None:
    _guardar(base, "x1", "2026-1", (_hecho(_V.REQUERIDO, 1, 14),))
    for cual in ("probada", "borrador"):
        base.insertar(
            TABLAS["comunicaciones"],
            pl.DataFrame(
                [
                    {
                        "comunicacion": cual, "lote": "l", "fila": 1, "semestre": "2026-1",
                        "clase_comunicacion": "requerimiento", "articulo": "11", "canal": "correo",
                        "asunto": "a", "fechada_en": _AHORA, "motivo_comunicacion": "m",
                        "registrado_en": _AHORA,
                    }
                ]
            ),
        )  # fmt: skip
        cuenta = {"comunicacion": cual, "cuenta": "x1", "ciclo": "", "lote": "l", "registrado_en": _AHORA}
        base.insertar(TABLAS["comunicaciones_cuentas"], pl.DataFrame([cuenta]))
    for n, medio in enumerate(("correo", "papel"), 1):
        base.insertar(
            TABLAS["notificaciones"],
            pl.DataFrame(
                [
                    {
                        "notificacion": f"n{n}", "lote": "l", "fila": n, "semestre": "2026-1",
                        "comunicacion": "probada", "medio": medio, "notificada_en": _AHORA,
                        "fecha_efectiva": date(2026, 7, n), "prueba": "250 Ok", "registrado_en": _AHORA,
                    }
                ]
            ),
        )  # fmt: skip
    assert _fila(base, "x1")["avisos_con_prueba"] == 1
    leidos = avisos(base, "2026-1")
    assert leidos.select("cuenta", "comunicacion", "medio").rows() == [("x1", "probada", "correo")]
    assert [e.cuenta for e in como_eventos(eventos(base, "2026-1"))] == ["x1"]
