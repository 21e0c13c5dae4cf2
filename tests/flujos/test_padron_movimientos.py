from datetime import datetime
from pathlib import Path

import pytest

from almacen import expediente
from almacen.maestro import abrir_maestro, abrir_reservado
from flujos.pasos import padron_movimientos
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.padron_movimientos import historia, registrar_movimientos
from flujos.pasos.recepcion import preparar
from flujos.pasos.vigilancia import vigilar
from lineamientos.procedimiento.eventos import Evento
from tests.flujos.apoyo_vigilancia import a_las
from tests.flujos.conftest import AHORA, S


def _registrar(espacio: Espacio) -> tuple[Evento, ...]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return registrar_movimientos(espacio, base, S, "Ana")


def _cambiar(raiz: Path, de: str, a: str) -> Espacio:
    cuentas = raiz / "padron/cuentas.csv"
    texto = cuentas.read_text("utf-8")
    assert de in texto
    cuentas.write_text(texto.replace(de, a), "utf-8")
    return abrir_espacio(raiz)


def _clases(espacio: Espacio) -> list[str]:
    return historia(espacio)["clase_movimiento"].to_list()


def test_la_primera_vez_es_punto_de_partida_y_repetir_no_asienta_nada(espacio: Espacio) -> None:
    assert _registrar(espacio) == _registrar(espacio) == ()
    assert _clases(espacio) == ["partida"] * 3


def test_un_relevo_se_asienta_una_vez_y_su_hecho_se_da_hasta_que_conste(raiz: Path, espacio: Espacio) -> None:
    _registrar(espacio)
    cambiado = _cambiar(
        raiz, "x_uno,x,ine_uno,,INE Uno,cncs,sí,,,Ana", "x_uno,x,ine_uno,,INE Uno,cncs,sí,,,Eva"
    )
    pendientes = _registrar(cambiado)
    assert [(e.cuenta, e.clase.value) for e in pendientes] == [("x_uno", "relevo")]
    assert _registrar(cambiado) == pendientes  # quien los asienta pudo morir antes
    with abrir_maestro(cambiado.rutas, AHORA) as base:
        asentar_eventos(cambiado, base, S.clave, pendientes, "Ana")
    assert _registrar(cambiado) == ()
    ultimo = historia(cambiado, "x_uno").row(-1, named=True)
    assert (ultimo["campo_padron"], ultimo["padron_antes"], ultimo["padron_ahora"]) == (
        "administrador",
        "Ana",
        "Eva",
    )


def test_volver_a_un_valor_que_ya_se_tuvo_es_otro_cambio(raiz: Path, espacio: Espacio) -> None:
    # Con el reloj parado: la identidad no puede depender del instante.
    _registrar(espacio)
    for _ in range(2):
        _registrar(_cambiar(raiz, "ine_dos", "ine_2"))
        vuelto = _cambiar(raiz, "ine_2", "ine_dos")
        _registrar(vuelto)
    assert _clases(vuelto) == ["partida"] * 3 + ["cambio"] * 4


def test_el_encargado_del_area_es_parte_de_la_historia_de_sus_cuentas(raiz: Path, espacio: Espacio) -> None:
    _registrar(espacio)
    areas = raiz / "padron/areas.csv"
    areas.write_text(areas.read_text("utf-8").replace("encargado@", "otra@"), "utf-8")
    _registrar(abrir_espacio(raiz))
    cambios = historia(espacio)[3:]
    assert cambios["cuenta"].to_list() == ["fb_uno", "x_dos", "x_uno"]
    assert set(cambios["campo_padron"]) == {"correo_encargado"}


def test_lo_que_una_recoleccion_puso_al_dia_no_esconde_un_cambio(raiz: Path, espacio: Espacio) -> None:
    preparar(espacio, S)
    cambiado = _cambiar(raiz, "fb_uno,facebook", "fb_dos,facebook")
    preparar(cambiado, S)
    # Se ven el 20 de julio: son del semestre que corre y no del que se evalúa.
    with abrir_al_dia(cambiado) as base:
        hallados = registrar_movimientos(cambiado, base, S.siguiente(), "Ana")
    assert [(e.cuenta, e.clase.value) for e in hallados] == [("fb_dos", "alta"), ("fb_uno", "baja")]


def test_lo_visto_el_ultimo_dia_del_semestre_va_a_su_expediente_aunque_se_vigile_en_el_siguiente(
    raiz: Path, espacio: Espacio
) -> None:
    _registrar(a_las(espacio, datetime(2026, 6, 29, 20)))
    relevado = _cambiar(raiz, "INE Dos,cncs,no,,,Ana", "INE Dos,cncs,no,,,Eva")
    preparar(a_las(relevado, datetime(2026, 6, 30, 20)), S)
    # De noche: se asienta lo que ocurrió y no se escribe nada.
    vigilar(a_las(relevado, datetime(2026, 7, 1, 22)), "Ana")
    with abrir_al_dia(a_las(relevado, datetime(2026, 7, 2))) as base:
        assert expediente.eventos(base, "2026-1")["cuenta", "clase_evento"].rows() == [("x_dos", "relevo")]
        assert expediente.eventos(base, "2026-2").is_empty()


def test_una_muerte_tras_aterrizar_no_pierde_ni_repite(
    raiz: Path, espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _registrar(espacio)
    cambiado = _cambiar(raiz, "INE Dos", "INE Segunda")

    def morir(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as parche:
        parche.setattr("flujos.pasos.asientos._cargar", morir)
        with pytest.raises(KeyboardInterrupt):
            _registrar(cambiado)
    _registrar(cambiado)
    _registrar(cambiado)
    assert _clases(cambiado) == ["partida"] * 3 + ["cambio"]


def test_los_nombres_quedan_solo_en_lo_reservado(raiz: Path, espacio: Espacio) -> None:
    _registrar(espacio)
    cambiado = _cambiar(raiz, "Ana,ana@example.org", "Eva Peralta,ana@example.org")
    with abrir_maestro(cambiado.rutas, AHORA) as base:
        eventos = registrar_movimientos(cambiado, base, S, "Ana")
        asentar_eventos(cambiado, base, S.clave, eventos, "Ana")
    assert len(eventos) == 3
    assert b"Eva Peralta" not in cambiado.rutas.maestro.read_bytes()
    with abrir_reservado(cambiado.rutas, AHORA) as reservado:
        asientos = reservado.consultar(
            "SELECT DISTINCT registrado_por FROM asientos_reservados WHERE clase_asiento = $clase",
            {"clase": padron_movimientos.CLASE},
        )
    assert asientos["registrado_por"].to_list() == ["Ana"]
