"""El mensaje: sus cabeceras, sus dos cuerpos y sus bytes, también con textos hostiles."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from informes.cartas.correo import SIN_REMITENTE, correo_de, direccion_valida, en_html, mensaje_id
from informes.cartas.errores import CartaInvalida
from informes.cartas.modelo import OFICIO, DatosDeCarta
from informes.cartas.redaccion import redactar
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from tests.informes.cartas.armado_cartas import ADMINISTRADORA, OBSERVACIONES, X, datos

C = ClaseDeComunicacion
REMITENTE = "Comunicación Social <cncs@muestra.mx>"
ADJUNTOS = (
    ("formato.xlsx", b"PK\x03\x04", "application/vnd.ms-excel"),
    ("guía.pdf", b"%PDF", "application/pdf"),
)
HOSTIL = '<script>alert(1)</script><img src="https://malo.mx/x.png">"&\'\u202e'


def _leido(dicho: DatosDeCarta, remitente: str = REMITENTE) -> EmailMessage:
    leido = message_from_bytes(
        correo_de(redactar(dicho), remitente, ADJUNTOS).as_bytes(policy=SMTP), policy=SMTP
    )
    assert isinstance(leido, EmailMessage)
    return leido


def test_las_cabeceras_salen_de_los_datos() -> None:
    dicho = datos(C.TITULAR)
    mensaje = _leido(dicho)
    assert mensaje["Message-ID"] == f"<{dicho.comunicacion}@pertinencia>"
    assert mensaje["Date"].datetime == dicho.fechada_en
    assert [a.addr_spec for a in mensaje["To"].addresses] == ["titular@muestra.mx"]
    assert [a.addr_spec for a in mensaje["Cc"].addresses] == [
        "ana.nunez@muestra.mx",
        "luis.guemes@muestra.mx",
    ]
    assert mensaje["Reply-To"].addresses[0].addr_spec == "cuentas@muestra.mx"
    assert str(mensaje["From"]) == REMITENTE
    assert mensaje["Subject"] == "Aviso al titular del área, segundo semestre de 2026"


def test_trae_los_dos_cuerpos_y_los_adjuntos() -> None:
    mensaje = _leido(datos(C.REQUERIMIENTO))
    plano, html = mensaje.get_body(("plain",)), mensaje.get_body(("html",))
    assert plano is not None
    assert html is not None
    for cuerpo in (plano.get_content(), html.get_content()):
        assert "domingo 10 de enero de 2027" in re.sub(r"\s+", " ", cuerpo)
    assert [a.get_filename() for a in mensaje.iter_attachments()] == ["formato.xlsx", "guía.pdf"]
    assert [a.get_content() for a in mensaje.iter_attachments()] == [b"PK\x03\x04", b"%PDF"]


def test_los_mismos_datos_dan_los_mismos_bytes_y_otra_identidad_otras_fronteras() -> None:
    uno, otro = (
        correo_de(redactar(datos(C.ACUSE)), REMITENTE, ADJUNTOS).as_bytes(policy=SMTP) for _ in range(2)
    )
    assert uno == otro
    distinto = correo_de(redactar(datos(C.ACUSE, comunicacion="otra")), REMITENTE, ADJUNTOS)
    assert distinto.get_boundary() != _leido(datos(C.ACUSE)).get_boundary()


def test_el_correo_dice_que_es_copia_si_se_notifica_por_oficio() -> None:
    copia = en_html(redactar(datos(C.SILENCIO, canal=OFICIO, numero="CNCS/7/2027")))
    assert "se notifica por oficio núm. CNCS/7/2027 (Lineamientos, art. 9)." in copia
    assert "Copia:" not in en_html(redactar(datos(C.SILENCIO)))


class _Etiquetas(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.vistas: set[str] = set()
        self.atributos: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.vistas.add(tag)
        self.atributos |= {nombre for nombre, _ in attrs}


def test_el_html_hostil_queda_como_texto_y_nada_se_pide_fuera() -> None:
    observada = replace(OBSERVACIONES[0], lugar=HOSTIL, mensaje=HOSTIL, que_hacer=HOSTIL)
    cuenta = replace(X, nombre=HOSTIL, usuario=HOSTIL, area=HOSTIL, observaciones=(observada,))
    persona = replace(ADMINISTRADORA, nombre=HOSTIL)
    html = en_html(redactar(datos(C.OBSERVACIONES, cuentas=(cuenta,), destinatarios=(persona,))))
    leidas = _Etiquetas()
    leidas.feed(html)
    assert not leidas.vistas & {"script", "img", "link", "iframe", "style", "a"}
    assert leidas.atributos <= {"lang", "charset", "name", "content", "style", "scope", "role"}
    assert "url(" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" not in html


def test_un_salto_en_un_nombre_no_agrega_cabeceras() -> None:
    persona = replace(ADMINISTRADORA, nombre="Ana\r\nBcc: malo@malo.mx\r\n\r\nHola", area="Oaxaca\nX-Malo: 1")
    dicho = datos(C.REQUERIMIENTO, destinatarios=(persona,), numero="1\r\nX-Malo: 1")
    mensaje = _leido(dicho, "Nombre\r\nBcc: malo@malo.mx <cncs@muestra.mx>")
    assert mensaje["Bcc"] is None
    assert mensaje["X-Malo"] is None
    assert [a.addr_spec for a in mensaje["To"].addresses] == ["ana.nunez@muestra.mx"]
    assert mensaje["From"].addresses[0].addr_spec == "cncs@muestra.mx"


@pytest.mark.parametrize(
    "mala",
    [
        "",
        "ana",
        "ana@muestra",
        "a na@muestra.mx",
        "ana@muestra.mx\nBcc: b@b.mx",
        "ana@b.mx, c@d.mx",
        "<a@b.mx>",
        "añá@muestra.mx",
        "a..b@muestra.mx",
        f"{'a' * 250}@muestra.mx",
        "ana@-muestra.mx",
        "ana@[10.0.0.1]",
    ],
)
def test_una_direccion_que_no_sirve_se_dice(mala: str) -> None:
    with pytest.raises(CartaInvalida, match="no es una dirección de correo"):
        direccion_valida(mala)


@pytest.mark.parametrize("buena", ["ana.nunez@ine.mx", "a+b_c@sub.dominio-largo.org.mx", "o'hara@ine.mx"])
def test_una_direccion_comun_sirve(buena: str) -> None:
    assert direccion_valida(buena) == buena


def test_sin_ninguna_direccion_no_hay_mensaje_y_una_repetida_va_una_vez() -> None:
    sin = replace(ADMINISTRADORA, correo="")
    with pytest.raises(CartaInvalida, match="ningún destinatario tiene dirección"):
        correo_de(redactar(datos(C.ACUSE, destinatarios=(sin,))), REMITENTE)
    repetida = replace(ADMINISTRADORA, correo="Ana.Nunez@muestra.mx")
    mensaje = _leido(datos(C.ACUSE, destinatarios=(ADMINISTRADORA, repetida, sin)))
    assert len(mensaje["To"].addresses) == 1


@pytest.mark.parametrize(
    ("nombre", "queda"),
    [("../../etc/passwd", "passwd"), ("C:\\a\\b.pdf", "b.pdf"), ("a\r\nb.pdf", "a b.pdf"), ("..", "adjunto")],
)
def test_el_nombre_de_un_adjunto_no_lleva_carpeta_ni_saltos(nombre: str, queda: str) -> None:
    mensaje = correo_de(redactar(datos(C.ACUSE)), REMITENTE, ((nombre, b"x", "application/pdf"),))
    assert [a.get_filename() for a in mensaje.iter_attachments()] == [queda]


def test_una_identidad_que_no_cabe_en_message_id_va_por_su_huella() -> None:
    assert mensaje_id("com-1") == "<com-1@pertinencia>"
    assert re.fullmatch(r"<[0-9a-f]{64}@pertinencia>", mensaje_id("a\r\nBcc: b"))
    assert mensaje_id("a b") != mensaje_id("a  b")


def test_lo_inventado_se_dice_en_el_asunto() -> None:
    assert _leido(datos(C.ACUSE, ejemplo=True))["Subject"].startswith("[Datos de ejemplo] ")


def test_un_borrador_sin_remitente_se_escribe_igual() -> None:
    mensaje = _leido(datos(C.ACUSE), SIN_REMITENTE)
    assert mensaje["From"].addresses[0].addr_spec == SIN_REMITENTE
    assert mensaje["From"].addresses[0].display_name == "Coordinación Nacional de Comunicación Social"


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text())
def test_ningun_texto_cambia_a_quien_va_ni_cuantas_cabeceras_lleva(nombre: str, usuario: str) -> None:
    normal = _leido(datos(C.ACUSE))
    dicho = datos(
        C.ACUSE,
        destinatarios=(replace(ADMINISTRADORA, nombre=nombre),),
        cuentas=(replace(datos(C.ACUSE).cuentas[0], usuario=usuario, nombre=nombre),),
    )
    mensaje = _leido(dicho, f"{nombre} <cncs@muestra.mx>")
    assert mensaje.keys() == normal.keys()
    assert [a.addr_spec for a in mensaje["To"].addresses] == ["ana.nunez@muestra.mx"]
    assert [a.addr_spec for a in mensaje["From"].addresses] == ["cncs@muestra.mx"]
