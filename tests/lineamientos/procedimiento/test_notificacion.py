from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from lineamientos.calendario import NACIONAL, Calendario
from lineamientos.horarios import fecha_efectiva_de_notificacion
from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import DATOS, calendario, leer, parametros

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
    assert marco.entrega_corre_desde(NACIONAL) == desde
    fin = marco.plazos.ventana_fin.fecha
    vispera = marco.entrega_si_se_notifica(desde - timedelta(days=1), NACIONAL)
    assert (vispera.fecha, marco.entrega_si_se_notifica(desde, NACIONAL).fecha > fin) == (fin, True)


_LOCAL = {
    "clave": "pel_2026", "nombre": "Proceso Electoral Local", "clase": "local", "aplica_a": ["coahuila"],
    "inicio": date(2026, 1, 1), "fin": date(2026, 8, 31), "confirmado": True, "fundamento": "Prueba",
}  # fmt: skip
_AMBITOS = leer(Path(__file__).parent / "casos" / "ambito_local.toml")["caso"]


def _con_proceso_local() -> tuple[Calendario, Any]:
    datos = leer(DATOS / "calendario.toml")
    datos["proceso_electoral"].append(_LOCAL)
    vigentes = parametros(plazos__proceso_electoral__clases=["federal", "judicial", "local"])
    return Calendario.de_datos(datos), vigentes


@pytest.mark.parametrize("caso", _AMBITOS, ids=lambda c: c["nombre"])
def test_los_plazos_de_un_ambito_con_proceso_local(caso: dict[str, Any]) -> None:
    """Lo que se debe, lo que se comunica y lo que consta se cuentan con los días de la entidad."""
    ambito, vence = caso["ambito"], caso["esperado"]
    local, vigentes = _con_proceso_local()

    def debe(dia: date) -> tuple[str, ...]:
        marco = Marco.de(SEMESTRE, local, vigentes, datetime.combine(dia, time(18), tzinfo=UTC))
        return tuple(
            str(c.clase) for c in cartas_debidas(Situacion(expediente_de("c", []), ambito=ambito), marco)
        )

    marco = Marco.de(SEMESTRE, local, vigentes, datetime(2026, 6, 24, 18, tzinfo=UTC))
    suyos = marco.plazos_de(ambito)
    desde, hasta = suyos.requerimiento_antes_de.fecha, suyos.evaluacion_fin.fecha
    un_dia = timedelta(days=1)
    assert [desde, suyos.ventana_fin.fecha, hasta] == [
        vence["requerir"],
        vence["cierre"],
        vence["evaluacion"],
    ]
    assert [debe(d) for d in (desde - un_dia, desde, hasta, hasta + un_dia)] == [
        (), ("requerimiento",), ("requerimiento",), ()
    ]  # fmt: skip
    for notificada, fin in (("2026-06-30", "notificada_30_jun"), ("2026-07-01", "notificada_1_jul")):
        plazo = marco.entrega_si_se_notifica(date.fromisoformat(notificada), ambito)
        assert plazo.fecha == vence[fin]


def test_lo_que_se_recibe_fuera_de_horario_no_adelanta_lo_que_se_notifica() -> None:
    """Con ``mismo_dia`` lo que llega de noche cuenta ese día; lo notificado a esa hora, el siguiente."""
    vigentes = parametros(plazos__recepcion__fuera_de_horario="mismo_dia")
    de_noche = datetime(2026, 7, 16, 4, tzinfo=UTC)  # 22:00 del miércoles 15 en la Ciudad de México.
    efectiva = fecha_efectiva_de_notificacion(de_noche, calendario(), vigentes).fecha
    marco = Marco.de(SEMESTRE, calendario(), vigentes, de_noche)
    observadas = ClaseDeComunicacion.OBSERVACIONES
    vence, _ = vence_de_lo_notificado(observadas, (None, None), efectiva, marco, NACIONAL)
    assert (efectiva, vence) == (date(2026, 7, 16), date(2026, 7, 20))
