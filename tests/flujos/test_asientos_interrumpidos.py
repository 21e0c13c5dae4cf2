"""Morir mientras se asienta no pierde nada ni lo repite: lo que aterrizó se carga; lo que no, no ocurrió."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from almacen import asientos, expediente
from almacen.aterrizaje import carpeta_de
from almacen.maestro import Base, abrir_maestro
from flujos.pasos.asientos import abrir_al_dia, poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import Prueba, hecho
from flujos.pasos.expediente_asientos import (
    asentar_comunicaciones,
    asentar_eventos,
    asentar_notificacion,
)
from flujos.pasos.reconstruccion import reconstruir
from flujos.pasos.respaldo import respaldar
from flujos.pasos.restauracion import contenido, restaurar
from flujos.reloj import reloj_fijo
from lineamientos.procedimiento.clases import ClaseDeEvento
from tests.flujos.apoyo_expediente import FECHADA, S, escrita, foto, marcas

HECHO = hecho(S.clave, "x_uno", ClaseDeEvento.RECIBIDO, FECHADA, FECHADA.date())
PRUEBA = Prueba("papel", FECHADA, "Acuse sellado.", "77", b"%PDF acuse", "acuse.pdf")


class Muerte(BaseException):
    """Lo que ningún ``except`` del programa atrapa."""


def _notificar(espacio: Espacio, cual: str = "c1") -> None:
    with abrir_al_dia(espacio) as base:
        fila = expediente.comunicacion(base, cual).row(0, named=True)
        asentar_notificacion(espacio, base, fila, PRUEBA, "Ana")


def _escribir(espacio: Espacio, *cuales: str) -> None:
    with abrir_al_dia(espacio) as base:
        asentar_comunicaciones(espacio, base, S.clave, [escrita(c) for c in cuales or ("c1",)], "Ana")


def morir_en(modulo: object, nombre: str, vez: int, monkeypatch: pytest.MonkeyPatch, *, antes: bool) -> None:
    verdadera: Callable[..., object] = getattr(modulo, nombre)
    veces = 0

    def falsa(*args: object, **kwargs: object) -> object:
        nonlocal veces
        veces += 1
        if veces == vez and antes:
            raise Muerte
        resultado = verdadera(*args, **kwargs)
        if veces == vez:
            raise Muerte
        return resultado

    monkeypatch.setattr(modulo, nombre, falsa)


# La marca, lo asentado y el manifiesto, en ese orden; y las cargas.
_PUNTOS = [("escribir_atomico", n) for n in (1, 3, 5)] + [
    ("leer", 1), ("cargar_reservado", 1), ("cargar", 1), ("cargado", 1),
]  # fmt: skip


def test_morir_en_cualquier_punto_y_repetir_da_lo_mismo(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Después de un punto es antes del que sigue: solo el último se prueba también por detrás.
    casos = {f"c-{n}-{vez}": (n, vez, True) for n, vez in _PUNTOS} | {"c-final": (*_PUNTOS[-1], False)}
    _escribir(espacio, *casos)
    for dia, (cual, (nombre, vez, antes)) in enumerate(casos.items()):
        # El reloj solo avanza: no se asienta nada antes de lo último asentado.
        entonces = replace(espacio, reloj=reloj_fijo(FECHADA + timedelta(days=dia)))
        luego = replace(espacio, reloj=reloj_fijo(FECHADA + timedelta(days=dia, hours=3)))
        with monkeypatch.context() as roto:
            morir_en(asientos, nombre, vez, roto, antes=antes)
            with pytest.raises(Muerte):
                _notificar(entonces, cual)
        aterrizo = nombre != "escribir_atomico"
        with abrir_al_dia(luego) as base:
            assert _de(base, cual) == (aterrizo, 2 * aterrizo), cual
            assert marcas(espacio) == []
            fila = expediente.comunicacion(base, cual).row(0, named=True)
            assert asentar_notificacion(luego, base, fila, PRUEBA, "Ana") is not aterrizo
            assert _de(base, cual) == (1, 2), cual
            # El instante en que se registró es el del aterrizaje, no el de la carga.
            registrada = base.consultar(
                "SELECT registrado_en FROM notificaciones WHERE comunicacion = $cual", {"cual": cual}
            )
        assert registrada.item() == (entonces.ahora() if aterrizo else luego.ahora())
        assert marcas(espacio) == []
    assert len(foto(espacio)["asientos_reservados"]) == 2 * len(casos)


def _de(base: Base, cual: str) -> tuple[int, int]:
    notificaciones = expediente.notificaciones(base, S.clave).filter(comunicacion=cual)
    return len(notificaciones), len(expediente.eventos(base, S.clave).filter(documento_evento=cual))


def test_lo_pendiente_se_carga_en_el_orden_en_que_se_registro(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _escribir(espacio)
    orden: list[str] = []
    with monkeypatch.context() as roto:
        roto.setattr(asientos, "cargar_reservado", lambda *_: (_ for _ in ()).throw(Muerte))
        roto.setattr(asientos, "pendientes", lambda _: ([], []))
        for dias in (2, 0, 1):
            luego = replace(espacio, reloj=reloj_fijo(FECHADA + timedelta(days=dias)))
            uno = replace(HECHO, evento=f"e{dias}", detalle=str(dias))
            with pytest.raises(Muerte), abrir_maestro(luego.rutas, FECHADA) as base:
                asentar_eventos(luego, base, S.clave, [uno], "Ana")
    assert len(marcas(espacio)) == 3
    verdadera = asientos.cargar
    monkeypatch.setattr(
        asientos,
        "cargar",
        lambda base, a: (
            orden.append(dict(a.publicas[1][1].row(0, named=True))["evento"]),
            verdadera(base, a),
        ),
    )
    with abrir_al_dia(espacio) as base:
        assert expediente.eventos(base, S.clave)["evento"].to_list() == ["e0", "e1", "e2"]
    assert orden == ["e0", "e1", "e2"]


def test_un_lote_danado_se_dice_y_no_detiene_a_los_demas(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _escribir(espacio)
    with monkeypatch.context() as roto:
        morir_en(asientos, "cargar", 1, roto, antes=True)
        with pytest.raises(Muerte):
            _notificar(espacio)
    (marca,) = marcas(espacio)
    pagina = carpeta_de(espacio.rutas.aterrizaje, marca.name) / "pagina-0001.zst"
    entera = pagina.read_bytes()
    pagina.write_bytes(b"otra cosa")
    with abrir_maestro(espacio.rutas, FECHADA) as base:
        (oracion,) = poner_al_dia(espacio, base)
        assert marca.name in oracion
        assert asentar_eventos(espacio, base, S.clave, [HECHO], "Ana") == (HECHO.evento,)
        pagina.write_bytes(entera)
        assert poner_al_dia(espacio, base) == ()
        assert len(expediente.notificaciones(base, S.clave)) == 1


def test_reconstruir_carga_lo_pendiente_y_despues_no_cambia_nada(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _escribir(espacio)
    with monkeypatch.context() as roto:
        morir_en(asientos, "cargar", 1, roto, antes=True)
        with pytest.raises(Muerte):
            _notificar(espacio)
    hecha = reconstruir(espacio)
    assert {d.tabla for d in hecha.diferencias} >= {"notificaciones", "eventos", "asientos"}
    assert len(marcas(espacio)) == 1
    antes = foto(espacio)
    with abrir_al_dia(espacio) as base:
        assert len(expediente.eventos(base, S.clave)) == 2
    assert foto(espacio) == antes
    assert marcas(espacio) == []


def test_lo_que_el_respaldo_no_alcanzo_a_tener_en_la_base_se_carga_al_restaurar(
    espacio: Espacio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _escribir(espacio)
    with monkeypatch.context() as roto:
        morir_en(asientos, "cargar", 1, roto, antes=True)
        with pytest.raises(Muerte):
            _notificar(espacio)
    respaldo = respaldar(espacio, tmp_path / "respaldos")
    restaurar(respaldo.ruta, tmp_path / "otro")
    otro = replace(espacio, raiz=tmp_path / "otro")
    assert marcas(otro) == []
    contenido(otro)
    with abrir_maestro(otro.rutas, FECHADA) as base:
        assert len(expediente.notificaciones(base, S.clave)) == 1
