"""La bandeja envía cada comunicación una vez, en horario hábil, y al salir la notifica."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl
import pytest

from almacen import expediente
from almacen.maestro import abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos import bandeja, bandeja_prueba
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.comunicaciones import Estado, estado_de
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.notificar import Acuse, notificar, resolver_duda
from flujos.pasos.respaldo import respaldar
from flujos.pasos.restauracion import contenido, restaurar
from flujos.reloj import reloj_fijo
from informes.cartas.modelo import OFICIO, Destinatario
from lineamientos.procedimiento.clases import ClaseDeComunicacion, Papel
from tests.flujos.apoyo_bandeja import (
    CORTA,
    REMITENTE,
    Buzon,
    asentado,
    carta,
    escribir,
    pasar,
    que_envia,
    servidor,
)
from tests.flujos.apoyo_expediente import FECHADA, LUZ, S, escrita
from tests.flujos.apoyo_smtp import certificado

HOY = date(2026, 7, 20)


@pytest.fixture
def pem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ruta = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ruta))
    return ruta


def _a_las(espacio: Espacio, momento: datetime) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(momento))


def _estado(espacio: Espacio, cual: str = "c1") -> Estado:
    return estado_de(espacio, carta(espacio, cual), espacio.ahora_local().date())


@pytest.mark.parametrize("seguridad", ["tls", "starttls"])
def test_sale_una_vez_cifrada_y_queda_notificada_con_su_prueba(
    espacio: Espacio, pem: Path, seguridad: str
) -> None:
    with servidor(pem, Buzon(seguridad=seguridad)) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        assert pasar(con).notificadas == ["c1"]
        for _ in range(2):
            assert pasar(con).notificadas == []
    (mensaje,) = buzon.mensajes
    assert buzon.para == [["ana@example.org", "luz@example.org", "eva@example.org"]]
    assert (mensaje["From"], mensaje["Message-ID"]) == (REMITENTE, "<c1@pertinencia>")
    assert (mensaje["To"], mensaje["Cc"]) == (
        "Ana <ana@example.org>, Luz <luz@example.org>",
        "Eva <eva@example.org>",
    )
    cuerpo = mensaje.get_body(("plain",))
    assert cuerpo is not None
    assert cuerpo.get_content().splitlines()[1:3] == [
        ".",
        "Un punto solo en su renglón no corta el mensaje.",
    ]
    assert next(mensaje.iter_attachments()).get_content() == b"%PDF-1.7 c1"
    with abrir_al_dia(con) as base:
        (prueba,) = expediente.notificaciones(base, S.clave).to_dicts()
        hechos = expediente.como_eventos(expediente.eventos(base, S.clave))
    assert (prueba["medio"], prueba["fecha_efectiva"]) == ("correo", HOY)
    assert "con 250 «en cola para (dirección)», para 3 de 3" in prueba["prueba"]
    assert "<c1@pertinencia>" in prueba["prueba"]
    assert {h.cuenta for h in hechos} == {"x_uno", "x_dos"}
    enviado = carta(con).sobre.enviado
    assert prueba["prueba_sha256"] == hashlib.sha256(enviado.read_bytes()).hexdigest()
    with abrir_reservado(con.rutas, FECHADA) as reservado:
        dicho = pl.Series(reservado.consultar("SELECT texto_integro AS t FROM asientos_reservados")["t"])
    assert any("luz@example.org" in t for t in dicho.drop_nulls())


def test_sin_servidor_por_oficio_o_del_comite_queda_como_borrador_con_sus_documentos(
    espacio: Espacio, pem: Path
) -> None:
    del_comite = escrita("c3", clase=ClaseDeComunicacion.TRANSPARENCIA, cuentas=())
    escribir(espacio, escrita(), escrita("c2", canal=OFICIO), del_comite)
    assert pasar(espacio).notificadas == []
    assert _estado(espacio) is Estado.BORRADOR
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        assert pasar(con).notificadas == ["c1"]
    assert len(buzon.mensajes) == 1
    assert _estado(con, "c2") is _estado(con, "c3") is Estado.BORRADOR
    carpeta = espacio.rutas.datos / "comunicaciones" / S.clave / "observaciones" / "c2"
    assert (carpeta / "c2.pdf").read_bytes() == b"%PDF-1.7 c2"
    assert (carpeta / "c2.eml").exists()


def test_muchas_se_asientan_juntas_y_el_padron_se_lee_una_vez(
    espacio: Espacio, pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    veces: Counter[str] = Counter()
    for modulo, nombre in ((bandeja, "personas"), (bandeja, "ambitos_de"), (bandeja_prueba, "abrir_al_dia")):
        _contar(modulo, nombre, veces, monkeypatch)
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, *(escrita(f"c{n}") for n in range(4)))
        assert pasar(con).notificadas == [f"c{n}" for n in range(4)]
    assert veces == {"personas": 1, "ambitos_de": 1, "abrir_al_dia": 1}
    assert [asentado(con, f"c{n}") for n in range(4)] == [(1, 2)] * 4


def _contar(modulo: Any, nombre: str, veces: "Counter[str]", monkeypatch: pytest.MonkeyPatch) -> None:
    de_verdad = getattr(modulo, nombre)

    def contada(*dados: Any) -> Any:
        veces[nombre] += 1
        return de_verdad(*dados)

    monkeypatch.setattr(modulo, nombre, contada)


@pytest.mark.parametrize(
    "momento",
    [
        datetime(2026, 7, 21, 0, 1, tzinfo=UTC),  # lunes a las 18:01
        datetime(2026, 7, 21, 14, 59, tzinfo=UTC),  # martes a las 8:59
    ],
)
def test_fuera_de_horario_habil_espera(espacio: Espacio, pem: Path, momento: datetime) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        hecho = pasar(_a_las(con, momento))
        assert (hecho.esperan, hecho.oraciones) == (["c1"], [])
        assert buzon.mensajes == []
        assert pasar(_a_las(con, datetime(2026, 7, 21, 15, tzinfo=UTC))).notificadas == ["c1"]


def test_con_el_reloj_atrasado_ni_se_envia_ni_se_notifica(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        atrasado = _a_las(con, FECHADA - timedelta(hours=1))
        acuse = Acuse(date(2026, 7, 19), time(12), "correo", "7", None)
        for orden in (
            lambda: pasar(atrasado),
            lambda: notificar(atrasado, "c1", acuse, "Ana"),
            lambda: resolver_duda(atrasado, "c1", "Ana", llego=True),
        ):
            with pytest.raises(OrdenInvalida, match="va atrasado"):
                orden()
    assert buzon.mensajes == []


def test_tras_restaurar_un_respaldo_anterior_al_envio_no_se_reenvia_sola(
    espacio: Espacio, pem: Path, tmp_path: Path
) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita(), escrita("c2"))
        respaldo = respaldar(con, tmp_path / "respaldos").ruta
        assert pasar(con).notificadas == ["c1", "c2"]
        restaurar(respaldo, tmp_path / "R")
        otro = que_envia(abrir_espacio(tmp_path / "R"), buzon)
        assert contenido(otro).en_duda == ("c1", "c2")
        assert pasar(otro).dudosas == ["c1", "c2"]
        with pytest.raises(OrdenInvalida, match="no consta cuándo salió"):
            resolver_duda(otro, "c1", "Ana", llego=True)
        notificar(otro, "c1", Acuse(HOY, time(10), "correo", "c1@pertinencia", None), "Ana")
        assert len(buzon.mensajes) == 2
        resolver_duda(otro, "c2", "Ana", llego=False)
        assert pasar(otro).notificadas == ["c2"]
        assert _estado(otro) is Estado.NOTIFICADA
    assert len(buzon.mensajes) == 3


def test_lo_que_ya_vencio_o_es_de_hace_mucho_no_sale_solo(espacio: Espacio, pem: Path) -> None:
    sin_plazo = escrita("c2")
    sin_plazo = replace(sin_plazo, datos=replace(sin_plazo.datos, plazo=None))
    escribir(espacio, escrita(), sin_plazo)
    with servidor(pem, Buzon()) as buzon:
        con = _a_las(que_envia(espacio, buzon), datetime(2026, 8, 25, 16, tzinfo=UTC))
        hecho = pasar(con)
        assert [o.split(":")[0][-2:] for o in hecho.oraciones] == ["c1", "c2"]
        assert buzon.mensajes == []
        assert _estado(con) is _estado(con, "c2") is Estado.VENCIDA
        con = _a_las(con, datetime(2026, 7, 23, 16, tzinfo=UTC))
        assert pasar(con).notificadas == ["c2"]
    assert _estado(con) is Estado.VENCIDA


def test_si_no_acepta_a_una_las_demas_quedan_notificadas_y_se_dice(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon(rechaza={"luz@example.org": "550 no existe"})) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        hecho = pasar(con)
    assert hecho.notificadas == ["c1"]
    assert "luz@example.org (550 no existe)" in hecho.oraciones[0]
    assert buzon.para == [["ana@example.org", "eva@example.org"]]
    assert asentado(con) == (1, 2)


def test_si_no_acepta_a_nadie_de_para_no_sale_ni_la_copia_y_no_insiste_hasta_que_cambie(
    espacio: Espacio, pem: Path
) -> None:
    nadie = {"ana@example.org": "550 no existe", "luz@example.org": "550 no existe"}
    with servidor(pem, Buzon(rechaza=nadie)) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        assert pasar(con).rechazadas == ["c1"]
        assert _estado(con) is Estado.RECHAZADA
        buzon.rechaza = {"luz@example.org": "550 no existe"}
        hecho = pasar(con)
        assert (hecho.rechazadas, buzon.mensajes) == (["c1"], [])
        assert "hasta que cambie la dirección" in hecho.oraciones[0]
        contactos = con.padron.contactos.with_columns(correo_administrador=pl.lit("nueva@example.org"))
        cambiado = replace(con, padron=replace(con.padron, contactos=contactos))
        assert pasar(cambiado).notificadas == ["c1"]
    assert buzon.para == [["nueva@example.org", "eva@example.org"]]


def test_lo_transitorio_se_dice_y_sale_en_la_siguiente_corrida(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon(al_final=["451 luego", "452 lleno", "451 luego"])) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        hecho = pasar(con)
        assert (hecho.esperan, hecho.rechazadas) == (["c1"], [])
        assert "siguiente corrida" in hecho.oraciones[0]
        assert _estado(con) is Estado.POR_ENVIAR
        assert pasar(con).notificadas == ["c1"]
    assert len(buzon.mensajes) == 1


def test_un_mensaje_que_el_servidor_no_quiere_no_se_repite(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon(al_final=["554 parece propaganda"])) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        assert "parece propaganda" in pasar(con).oraciones[0]
        assert pasar(con).rechazadas == ["c1"]
    assert buzon.mensajes == []


def test_si_se_corta_al_final_queda_en_duda_y_lo_demas_sale(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon(al_final=[CORTA])) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita(), escrita("c2"))
        hecho = pasar(con)
        assert (hecho.dudosas, hecho.notificadas) == (["c1"], ["c2"])
        assert "--no-llego" in hecho.oraciones[0]
        assert pasar(con).dudosas == ["c1"]
    assert [m["Message-ID"] for m in buzon.mensajes] == ["<c2@pertinencia>"]
    assert _estado(con) is Estado.DUDOSA
    assert asentado(con) == (0, 0)


def test_un_servidor_que_corta_todas_deja_de_usarse(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon(al_final=[CORTA] * 9)) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, *(escrita(f"c{n}") for n in range(4)))
        hecho = pasar(con)
    assert (len(hecho.dudosas), len(hecho.esperan)) == (3, 1)


def test_con_el_servidor_caido_todas_esperan_y_se_dice_una_vez(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
    escribir(con, escrita(), escrita("c2"))
    hecho = pasar(con)
    assert hecho.esperan == ["c1", "c2"]
    assert len(hecho.oraciones) == 1
    assert "revise la red" in hecho.oraciones[0]
    assert _estado(con) is Estado.POR_ENVIAR


def test_a_un_certificado_ajeno_no_se_le_entrega_nada(
    espacio: Espacio, pem: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "otro").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificado(tmp_path / "otro")))
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita())
        assert "certificado" in pasar(con).oraciones[0]
    assert buzon.mensajes == []


def test_sin_contrasena_no_se_intenta(espacio: Espacio) -> None:
    con = que_envia(espacio, Buzon())
    assert con.comunicaciones.smtp is not None
    smtp = replace(con.comunicaciones.smtp, usuario="redes@example.org")
    con = replace(con, comunicaciones=replace(con.comunicaciones, smtp=smtp))
    escribir(con, escrita())
    hecho = pasar(con)
    assert hecho.esperan == ["c1"]
    assert "PERTINENCIA_SMTP_CLAVE" in hecho.oraciones[0]


def test_sin_direccion_no_puede_ir_por_correo_y_se_dice(espacio: Espacio) -> None:
    con = que_envia(espacio, Buzon())
    sin_correo = Destinatario("Alguien", "", Papel.ENCARGADO, "cncs")
    escribir(con, escrita(destinatarios=(sin_correo,)))
    hecho = pasar(con)
    assert hecho.rechazadas == ["c1"]
    assert "Ningún destinatario tiene correo" in hecho.oraciones[0]


def test_dos_corridas_a_la_vez_la_envian_una_vez(espacio: Espacio, pem: Path) -> None:
    with servidor(pem, Buzon()) as buzon:
        con = que_envia(espacio, buzon)
        escribir(con, escrita(), escrita("c2", destinatarios=(LUZ,)))
        hechas: list[list[str]] = []
        hilos = [Thread(target=lambda: hechas.append(pasar(con).notificadas)) for _ in range(2)]
        for hilo in hilos:
            hilo.start()
        for hilo in hilos:
            hilo.join()
    assert sorted(hechas, key=len) == [[], ["c1", "c2"]]
    assert len(buzon.mensajes) == 2
    assert asentado(con) == (1, 2)
