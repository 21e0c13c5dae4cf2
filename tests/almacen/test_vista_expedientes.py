"""La vista ``expedientes`` da los mismos días y plazos que el expediente que se deduce de los hechos."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from almacen.expediente import avisos, como_eventos, eventos
from almacen.maestro import Base
from esquemas.tablas import TABLAS
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
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


def _fila(base: Base, cuenta: str) -> dict[str, Any]:
    return base.consultar("SELECT * FROM expedientes WHERE cuenta = $c", {"c": cuenta}).row(0, named=True)


def test_en_cada_caso_por_articulo_los_plazos_son_los_del_expediente(base: Base) -> None:
    for i, caso in enumerate(CASOS):
        expediente = jugar(caso).situacion.expediente
        if not expediente.hechos:
            continue
        _guardar(base, f"c{i}", caso["semestre"], expediente.hechos)
        fila = _fila(base, f"c{i}")
        assert {k: fila[k] for k in _PLAZOS} == {k: expediente.vence.get(v) for k, v in _PLAZOS.items()}, caso
        persistente, titular = expediente.ultimo(_V.PERSISTENTE), expediente.ultimo(_V.AVISADO_AL_TITULAR)
        assert fila["persistente_el"] == (persistente and persistente.fecha)
        assert fila["avisado_al_titular_el"] == (titular and titular.fecha)
        assert (fila["hechos"], fila["ultimo_hecho"]) == (
            len(expediente.hechos),
            str(expediente.hechos[-1].clase),
        )


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
