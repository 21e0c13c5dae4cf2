"""«comunicaciones» y «notificar», tal como las escribe una persona."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from almacen import expediente as guardado
from flujos.cli.principal import app
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.comunicaciones import leer_cartas
from flujos.pasos.correccion import corregir
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.numeracion import numeros_de_oficio
from flujos.pasos.vigilancia_consulta import expediente_guardado
from informes.cartas.modelo import OFICIO
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.hechos import hechos_debidos
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Situacion
from tests.flujos.apoyo_bandeja import asentado, escribir
from tests.flujos.apoyo_expediente import FECHADA, S, escrita
from tests.flujos.apoyo_vigilancia import ZONA, a_las


def _correr(espacio: Espacio, *argumentos: str) -> str:
    corrida = CliRunner().invoke(app, [*argumentos, "--espacio", str(espacio.raiz)])
    if corrida.exception is not None:
        raise corrida.exception
    return " ".join(corrida.stdout.split())


def test_un_borrador_se_retira_con_su_motivo_y_su_numero_no_se_reutiliza(espacio: Espacio) -> None:
    con_numero = replace(espacio, comunicaciones=AjustesDeComunicaciones(numero="CNCS/{numero}/{anio}"))
    escribir(espacio, escrita("c1", canal=OFICIO, numero="CNCS/1/2026"), escrita("c2"))
    retirar = ["retirar", "c1", "--motivo", "Se escribió con otra cuenta.", "--por", "Luz"]
    dicho = _correr(espacio, *retirar)
    assert "CNCS/1/2026 c1: se retiró. El número CNCS/1/2026 no vuelve a usarse." in dicho
    assert "ya constaba retirada, sin cambio" in _correr(espacio, *retirar)
    assert "c1 Observaciones a lo recibido CNCS/1/2026: retirada." in _correr(
        espacio, "comunicaciones", "2026-1"
    )
    assert [c.identidad for c in leer_cartas(espacio)] == ["c2"]
    with abrir_al_dia(con_numero) as base:
        assert numeros_de_oficio(con_numero, base, 2026, 1) == ("CNCS/2/2026",)
        hechos = guardado.como_eventos(guardado.eventos(base, S.clave))
    assert {(h.cuenta, h.clase) for h in hechos} == {(c, "retirado") for c in ("x_uno", "x_dos")}
    assert "Se escribió con otra cuenta." in hechos[0].detalle
    with pytest.raises(OrdenInvalida, match="dice que es copia .art. 9.: no notifica"):
        _correr(espacio, "notificar", "c2", *_opciones())
    _correr(espacio, "notificar", "c2", *_opciones(), "--por-otro-medio")
    with abrir_al_dia(espacio) as base:
        (prueba,) = guardado.notificaciones(base, S.clave)["prueba"]
    assert "Se escribió para notificarse por correo" in prueba
    for argumentos, fragmento in (
        (["notificar", "c1", *_opciones()], "se retiró sin notificarse"),
        (["retirar", "c2", "--motivo", "x"], "lo notificado no se retira"),
        (["retirar", "c1"], "Falta --motivo"),
    ):
        with pytest.raises(OrdenInvalida, match=fragmento):
            _correr(espacio, *argumentos)


def test_la_fecha_mal_registrada_se_corrige_y_mueve_los_plazos(espacio: Espacio) -> None:
    """De ida y vuelta: siempre vale la última corrección y lo anterior se conserva."""
    with abrir_al_dia(espacio) as base:
        entregas = [
            hecho(S.clave, c, ClaseDeEvento.RECIBIDO, FECHADA, date(2026, 7, 13)) for c in ("x_uno", "x_dos")
        ]
        asentar_eventos(espacio, base, S.clave, entregas, "Luz")
    escribir(espacio, escrita("c1", canal=OFICIO))
    _correr(espacio, "notificar", "c1", *_opciones())
    despues = a_las(espacio, datetime(2026, 7, 27, 12))
    por = ("Se leyó mal el sello.", "Luz")
    # El plazo venció el 22 y así consta; de verdad se notificó el jueves 23, y vence el lunes 27.
    assert [str(h.clase) for h in _vencer(despues)] == ["no_subsanado"] * 2
    hecha = corregir(despues, "c1", datetime(2026, 7, 23, 10, tzinfo=ZONA), *por)
    assert (hecha.antes, hecha.ahora, hecha.anulados) == (date(2026, 7, 20), date(2026, 7, 23), 2)
    suyo = expediente_guardado(despues, S, "x_uno")
    assert (suyo.entrega, suyo.vence) == ("observada", date(2026, 7, 27))
    assert _observados(despues) == {(date(2026, 7, 23), date(2026, 7, 27))}
    assert not corregir(despues, "c1", datetime(2026, 7, 23, 10, tzinfo=ZONA), *por).nueva
    assert "notificada el 2026-07-23 por papel" in _correr(espacio, "comunicaciones", "2026-1")
    for dia, vence in ((20, 22), (23, 27), (20, 22)):
        corregir(despues, "c1", datetime(2026, 7, dia, 11, tzinfo=ZONA), *por)
        assert _observados(despues) == {(date(2026, 7, dia), date(2026, 7, vence))}
    assert [str(h.clase) for h in _vencer(despues)] == ["no_subsanado"] * 2
    assert _vencer(despues) == ()
    with abrir_al_dia(despues) as base:
        pruebas = guardado.notificaciones(base, S.clave)
        (vale,) = guardado.pruebas(base, S.clave).to_dicts()
        vista = base.consultar("SELECT observado_el, vence_subsanacion, no_subsanado_el FROM expedientes")
    assert len(pruebas) == 5
    assert (vale["folio"], vale["fecha_efectiva"]) == ("77", date(2026, 7, 20))
    assert "Corregida: decía el 2026-07-23 a las 11:00. Se leyó mal el sello." in vale["prueba"]
    assert set(vista.rows()) == {(date(2026, 7, 20), date(2026, 7, 22), date(2026, 7, 23))}
    for momento, fragmento in (
        (datetime(2026, 7, 19, 10), "no pudo entregarse antes"),
        (datetime(2026, 7, 28, 10), "aún no llega"),
    ):
        with pytest.raises(OrdenInvalida, match=fragmento):
            corregir(despues, "c1", momento.replace(tzinfo=ZONA), *por)
    with pytest.raises(OrdenInvalida, match="Faltan --fecha, --hora y --motivo"):
        _correr(espacio, "corregir", "c1")


def _vencer(espacio: Espacio) -> tuple[Evento, ...]:
    """Asienta los vencimientos que resultan, como la vigilancia, y da los que no constaban."""
    with abrir_al_dia(espacio) as base:
        hechos = guardado.como_eventos(guardado.eventos(base, S.clave))
        marco = Marco.de(S, espacio.calendario, espacio.parametros.del_semestre(S), espacio.ahora())
        debidos = []
        for cuenta in ("x_uno", "x_dos"):
            suyos = [h for h in hechos if h.cuenta == cuenta]
            debidos += hechos_debidos(Situacion(expediente_de(cuenta, suyos)), marco)
        eventos = [
            hecho(S.clave, d.cuenta, d.clase, d.ocurrido_en, d.fecha, observaciones=d.observaciones)
            for d in debidos
        ]
        nuevas = asentar_eventos(espacio, base, S.clave, eventos, "vigilancia")
        return tuple(h for h in guardado.como_eventos(guardado.eventos(base, S.clave)) if h.evento in nuevas)


def _observados(espacio: Espacio) -> set[tuple[date, date | None]]:
    with abrir_al_dia(espacio) as base:
        hechos = guardado.como_eventos(guardado.eventos(base, S.clave))
    return {(h.fecha, h.vence) for h in hechos if h.clase is ClaseDeEvento.OBSERVADO}


_BIEN = {"--fecha": "2026-07-20", "--hora": "10:00", "--medio": "papel", "--folio": "77"}


def _opciones(**cambios: str) -> list[str]:
    dadas = _BIEN | {f"--{n}": v for n, v in cambios.items()}
    return [p for n, v in dadas.items() if v for p in (n, v)]


def test_de_borrador_a_notificada(espacio: Espacio, tmp_path: Path) -> None:
    escribir(espacio, escrita("c1", canal=OFICIO, numero="CNCS/1/2026"), escrita("c10"))
    dicho = _correr(espacio, "comunicaciones", "2026-1")
    assert "2 escritas" in dicho
    assert "c1 Observaciones a lo recibido CNCS/1/2026: borrador. A Ana <ana@example.org>, Luz" in dicho
    carpeta = Path(json.loads(_correr(espacio, "comunicaciones", "2026-1", "--json"))[0]["carpeta"])
    assert (carpeta / "c1.pdf").exists()
    acuse = tmp_path / "acuse sellado.pdf"
    acuse.write_bytes(b"%PDF acuse")
    orden = ["notificar", "c1", *_opciones(), "--acuse", str(acuse), "--por", "Luz"]
    assert "queda notificada; cuenta desde el lunes 20 de julio de 2026" in _correr(espacio, *orden)
    assert "ya constaba, sin cambio" in _correr(espacio, *orden)
    assert asentado(espacio) == (1, 2)
    otra = _correr(espacio, "notificar", "c1", *_opciones(medio="correo", folio="78"))
    assert "sigue contando desde el lunes 20" in otra
    assert asentado(espacio) == (2, 2)
    assert "c1 Observaciones a lo recibido CNCS/1/2026: notificada el 2026-07-20 por papel." in _correr(
        espacio, "comunicaciones", "2026-1"
    )


def test_lo_que_no_puede_registrarse_se_dice(espacio: Espacio) -> None:
    escribir(espacio, escrita("c1"), escrita("c10"), escrita("c11"))
    casos = [
        (["c1", *_opciones(fecha="")], "Falta --fecha: sin eso"),
        (["c1", *_opciones(fecha="", hora="")], "Faltan --fecha y --hora: sin eso"),
        (["c1", *_opciones(folio="")], "--folio"),
        (["c1", *_opciones(medio="paloma")], "papel o correo"),
        (["c1", *_opciones(fecha="2026-07-21")], "aún no llega"),
        (["c1", *_opciones(fecha="2026-07-19")], "no pudo entregarse antes"),
        (["c1", *_opciones(fecha="ayer")], "no es una fecha"),
        (["c1", *_opciones(hora="las diez")], "no es una hora"),
        (["c1", *_opciones(), "--acuse", "no_esta.pdf"], "No existe el archivo"),
        (["c1", *_opciones(), "--llego"], "van solas"),
        (["c1", "--llego"], "no está en duda"),
        (["zzzzzz", *_opciones()], "Ninguna comunicación"),
        (["c", *_opciones()], "es muy corto"),
    ]
    for argumentos, fragmento in casos:
        with pytest.raises(OrdenInvalida, match=fragmento):
            _correr(espacio, "notificar", *argumentos)
    assert asentado(espacio) == (0, 0)
