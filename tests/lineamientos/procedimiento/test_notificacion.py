from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lineamientos.calendario import NACIONAL
from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, leer, parametros

SEMESTRE = Semestre(2026, 1)
_CASOS = leer(Path(__file__).parent / "casos" / "notificacion.toml")["caso"]


@pytest.mark.parametrize("caso", _CASOS, ids=lambda c: c["nombre"])
def test_cuando_vence_lo_notificado(caso: dict[str, Any]) -> None:
    situacion = caso["situacion"]
    dicho = situacion.get("comunicado")
    comunicado = (date.fromisoformat(dicho) if dicho else None, "lo que se comunicó")
    vence, computo = vence_de_lo_notificado(
        ClaseDeComunicacion(situacion["clase"]),
        comunicado,
        date.fromisoformat(situacion["notificada"]),
        Marco.de(SEMESTRE, calendario(), parametros(), datetime(2026, 7, 1, tzinfo=UTC)),
        NACIONAL,
    )
    assert (vence.isoformat() if vence else "") == caso["esperado"]["vence"]
    # La cuenta que se guarda es la del día que vale.
    assert (computo == "lo que se comunicó") is ((vence, computo) == comunicado)


def test_el_recordatorio_descansa_en_lo_mismo_que_el_plazo_que_recuerda() -> None:
    """En enero de 2027 la fecha está por confirmar, y el recordatorio lo advierte como el requerimiento."""
    momento = datetime(2027, 1, 7, 18, tzinfo=UTC)
    marco = Marco.de(Semestre(2026, 2), calendario(), parametros("2026-2"), momento)
    requerido = Evento(
        "r", "c", ClaseDeEvento.REQUERIDO, momento, date(2026, 12, 27), "doc", date(2027, 1, 10)
    )
    [carta] = cartas_debidas(Situacion(expediente_de("c", [requerido])), marco)
    assert carta.plazo is not None
    assert (carta.clase, carta.plazo.fecha) == (ClaseDeComunicacion.RECORDATORIO, date(2027, 1, 10))
    del_requerimiento = marco.entrega_si_se_notifica(requerido.fecha, NACIONAL).advertencias
    assert carta.plazo.advertencias == del_requerimiento != ()


@pytest.mark.parametrize(
    ("tardio", "desde"),
    [("ventana_completa", date(2026, 7, 1)), ("cierre_de_ventana", date(2026, 7, 15))],
)
def test_desde_cuando_la_entrega_corre_desde_que_se_notifica(tardio: str, desde: date) -> None:
    """Lo que dice la carta es lo que después cuenta el expediente."""
    vigentes = parametros(plazos__requerimiento__tardio=tardio)
    marco = Marco.de(SEMESTRE, calendario(), vigentes, datetime(2026, 6, 24, tzinfo=UTC))
    assert marco.entrega_corre_desde() == desde
    fin = marco.plazos.ventana_fin.fecha
    vispera = marco.entrega_si_se_notifica(desde - timedelta(days=1), NACIONAL)
    assert (vispera.fecha, marco.entrega_si_se_notifica(desde, NACIONAL).fecha > fin) == (fin, True)
