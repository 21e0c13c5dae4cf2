"""Correos hostiles: quién los envía de verdad, qué traen y con qué nombre se guarda (RFC 5322 y 8601)."""

import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conectores.archivos.tipos import Limites
from conectores.correo.autenticacion import procedencia, remitente
from conectores.correo.mensaje import CorreoIlegible, interpretar
from conectores.correo.nombres import sanear, sin_repetir
from conectores.correo.peligros import peligro
from tests.flujos.apoyo_correos import RECIBIDO, SERVIDOR, correo

L = Limites()
MX = f"mx1.{SERVIDOR}"
PASA = f"{MX}; dmarc=pass header.from=example.org"
AJENO = "from x by relevo.example.net; Mon, 13 Jul 2026 09:00:00 -0600"


@pytest.mark.parametrize(
    ("valor", "esperado"),
    [
        ("Ana <Ana@Example.org>", "ana@example.org"),
        ("ana@example.org", "ana@example.org"),
        ('"ana@example.org" <eva@example.com>', "eva@example.com"),
        ("Ana (ana@example.org) <eva@example.com>", "eva@example.com"),
        ("ana@example.org <eva@example.com>", None),
        ("ana@example.org, eva@example.com", None),
        ("Equipo: ana@example.org;", None),
        ("<ana@example.org> <eva@example.com>", None),
        ("", None),
        ("a" * 5_000_000, None),
    ],
)
def test_el_remitente_es_una_sola_direccion(valor: str, esperado: str | None) -> None:
    assert remitente([("from", valor)]) == esperado
    assert remitente([("from", valor), ("from", "ana@example.org")]) is None


_A, _R = "authentication-results", "received"
FUERA = (_R, RECIBIDO)
LMTP = (_R, f"from mx1.{SERVIDOR} ([192.0.2.1]) by buzon.{SERVIDOR} with LMTP id 2; {RECIBIDO[-31:]}")
RELEVO = (_R, f"from x\r\n\t(mx1.{SERVIDOR} [192.0.2.1])\r\n\tby mx2.{SERVIDOR} with ESMTP; {RECIBIDO[-31:]}")


@pytest.mark.parametrize(
    ("cabeceras", "esperado"),
    [
        ([(_A, PASA), FUERA], "pass"),
        ([(_A, PASA), (_R, AJENO)], "pass"),
        ([LMTP, (_A, PASA), FUERA], "pass"),
        ([LMTP, RELEVO, (_A, PASA), FUERA, (_A, f"{MX}; dmarc=fail")], "pass"),
        ([(_R, "by 2002:a05:: with SMTP id 3; x"), (_A, PASA), FUERA], "pass"),
        ([(_A, f"{MX} 1; spf=pass; dmarc = PASS (p=none)"), FUERA], "pass"),
        ([(_A, "otro.example; dmarc=fail"), (_A, PASA), FUERA], "pass"),
        ([(_A, f"{MX}; dmarc=fail"), (_A, PASA), FUERA], "fail"),
        ([(_A, f"{MX}; dmarc=pass header.from=example.com"), FUERA], "fail"),
        ([(_A, f"{MX}; spf=pass"), (_A, PASA), FUERA], "ausente"),
        ([(_A, f"{MX}; dmarc=none"), FUERA], "ausente"),
        ([(_A, "otro.example; dmarc=pass"), FUERA], "ausente"),
        ([(_A, f"falso{SERVIDOR}; dmarc=pass"), FUERA], "ausente"),
        ([(_A, f"{MX}; spf=pass (dmarc=pass)"), FUERA], "ausente"),
        ([(_A, f'{MX}; spf=pass reason="; dmarc=pass"'), FUERA], "ausente"),
        # Nunca pasó por un servidor: alguien lo escribió a mano.
        ([(_A, PASA)], "ausente"),
        # El servidor propio no anota nada y quien envía escribe lo que él anotaría.
        ([FUERA, (_A, PASA)], "ausente"),
        ([(_R, AJENO), (_A, PASA)], "ausente"),
        ([FUERA, (_R, AJENO), (_A, PASA)], "ausente"),
        ([FUERA, (_A, PASA), FUERA], "ausente"),
        ([LMTP, FUERA, (_A, PASA), LMTP, FUERA], "ausente"),
    ],
)
def test_solo_cuenta_lo_que_anoto_el_servidor_propio(cabeceras: list[tuple[str, str]], esperado: str) -> None:
    assert procedencia(cabeceras, SERVIDOR, "ana@example.org").dmarc == esperado
    assert procedencia(cabeceras, "", "ana@example.org").dmarc == "ausente"


@pytest.mark.parametrize(
    "saludo",
    [
        f"mx2.{SERVIDOR} (unknown [203.0.113.6])",
        f"mx2.{SERVIDOR} (mx2.{SERVIDOR} [192.0.2.9]) (unknown [203.0.113.6])",
        f"mx2.{SERVIDOR} (mx2.{SERVIDOR} [203.0.113.6] (may be forged))",
        f"mx2.{SERVIDOR} (203.0.113.6)",
        f"mx2.{SERVIDOR} by mx1.{SERVIDOR} with LMTP (unknown [203.0.113.6])",
        f"([192.0.2.1]) (casa.example.net [203.0.113.6]) (mx2.{SERVIDOR} [192.0.2.9])",
        f"{'a' * 5_000} (mx2.{SERVIDOR} [192.0.2.9])",
    ],
)
def test_quien_saluda_con_el_nombre_del_servidor_propio_sigue_siendo_de_fuera(saludo: str) -> None:
    frontera = (_R, f"from {saludo} by mx1.{SERVIDOR} (Postfix) with ESMTPS id 1; {RECIBIDO[-31:]}")
    assert procedencia([frontera, (_A, PASA), LMTP, FUERA], SERVIDOR, "ana@example.org").dmarc == "ausente"


@pytest.mark.parametrize(
    ("nombre", "esperado"),
    [
        ("formato.xlsx", "formato.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\x.csv", "x.csv"),
        ("formato\u202excod.exe", "formatoxcod.exe"),
        ("..", "adjunto"),
        (".oculto", "oculto"),
        ("CON.csv", "adjunto CON.csv"),
        ("a.motivo.txt", "adjunto a.motivo.txt"),
        ("~$libro.xlsx", "adjunto ~$libro.xlsx"),
        ("~", "adjunto ~"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("ñ" * 200 + ".csv", "ñ" * 58 + ".csv"),
    ],
)
def test_el_nombre_se_sanea(nombre: str, esperado: str) -> None:
    assert sanear(nombre) == esperado


@given(nombres=st.lists(st.text(max_size=300), max_size=6))
@settings(deadline=None)
def test_un_nombre_nunca_sale_de_su_carpeta_ni_pisa_a_otro(nombres: list[str]) -> None:
    saneados = list(sin_repetir(sanear(n) for n in nombres))
    assert len({n.casefold() for n in saneados}) == len(nombres)
    for nombre in saneados:
        assert nombre
        assert not set(nombre) & set('/\\\x00\n\u202e<>:"|?*')
        assert nombre[0] not in ".~"
        assert len(nombre.encode()) <= 140


def test_los_correos_de_adentro_no_se_abren() -> None:
    fuera = EmailMessage(policy=SMTP)
    fuera["From"] = "ana@example.org"
    fuera.set_content("Reenvío.")
    dentro = EmailMessage(policy=SMTP)
    dentro["From"] = "eva@example.com"
    dentro.set_content("x")
    dentro.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="malo.csv")
    fuera.add_attachment(dentro)
    fuera.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="otro.EML")
    leido = interpretar(fuera.as_bytes(), SERVIDOR, L)
    assert (leido.adjuntos, len(leido.correos_dentro)) == ((), 2)
    assert leido.con_texto


def test_el_escudo_de_la_firma_no_es_un_adjunto() -> None:
    mensaje = EmailMessage(policy=SMTP)
    mensaje["From"] = "ana@example.org"
    mensaje.set_content("hola")
    mensaje.add_alternative('<img src="cid:escudo@x">', subtype="html")
    partes = mensaje.get_payload()
    assert isinstance(partes, list)
    html = partes[1]
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<escudo@x>", filename="escudo.png")
    mensaje.add_attachment(b"\x89PNG2", maintype="image", subtype="png", filename="evidencia.png")
    assert [a.nombre for a in interpretar(mensaje.as_bytes(), SERVIDOR, L).adjuntos] == ["evidencia.png"]


def _anidado(niveles: int) -> bytes:
    abre = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(niveles)
    )
    cierra = b"".join(b"\r\n--b%d--\r\n" % n for n in reversed(range(niveles)))
    return b"From: ana@example.org\r\n" + abre + b"Content-Type: text/plain\r\n\r\nhola" + cierra


@pytest.mark.parametrize(
    "contenido",
    [
        b"",
        b"\n\nsin encabezados",
        _anidado(40),
        _anidado(3000),
        correo({f"{n}.csv": b"a" for n in range(501)}),
        correo({"a.csv": b"a" * 3000})[:-900],
        b"From: ana@example.org\r\nContent-Type: multipart/mixed\r\n\r\nsin frontera",
    ],
    ids=["vacio", "sin encabezados", "40 niveles", "3000 niveles", "501 partes", "cortado", "sin frontera"],
)
def test_lo_que_no_es_un_correo_entero_se_dice(contenido: bytes) -> None:
    with pytest.raises(CorreoIlegible):
        interpretar(contenido, SERVIDOR, L)


def test_juegos_de_caracteres_rotos_y_cabeceras_enormes_se_leen_sin_fallar() -> None:
    crudo = (
        b"From: ana@example.org\r\nSubject: =?no-existe?q?=E9?= =?utf-8?b?!!!?= \xe9\r\n"
        b"X-Enorme: " + b"a" * 2_000_000 + b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain; charset=no-existe\r\n\r\nhola \xff\r\n--b\r\n"
        b"Content-Disposition: attachment; filename*=no-existe''%E9.csv\r\n\r\nx\r\n--b\r\n"
        b'Content-Disposition: attachment; filename="=?utf-8?b?w7EuY3N2?="\r\n\r\ny\r\n--b--\r\n'
    )
    leido = interpretar(crudo, SERVIDOR, L)
    assert leido.con_texto
    assert [a.contenido for a in leido.adjuntos] == [b"x", b"y"]
    assert leido.adjuntos[1].nombre == "ñ.csv"


def _zip(contenidos: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, contenido in contenidos.items():
            zip_.writestr(nombre, contenido)
    return salida.getvalue()


def test_los_comprimidos_de_adentro_gastan_del_mismo_tope() -> None:
    dentro = _zip({"d.csv": b"0" * 400_000})
    limites = Limites(bytes_descomprimidos=1_000_000)
    assert peligro("dos.zip", _zip({f"{n}.zip": dentro for n in range(2)}), limites) == ""
    dicho = peligro("tres.zip", _zip({f"{n}.zip": dentro for n in range(3)}), limites)
    assert dicho == "al descomprimirse crece a más de 1 MB, como los archivos maliciosos"


_HOSTILES = (
    b"a%00b''x",
    b"utf-8\x00x''x",
    b"utf-7''%2B2AA-.pdf",
    b"\xff'\xfe'x",
    b"=?utf-7?q?+2AA-.pdf?=",
    b"=?unicode_escape?q?=5Cud800?=",
    b"x; " + b"a*" + b"9" * 5000 + b"*=x",
)
"""Valores con que la biblioteca de correo falla, o que dejan medio carácter."""
_ENCABEZADOS = st.tuples(
    st.sampled_from(
        (
            b"Subject: ",
            b"From: ",
            b"Message-ID: ",
            b"Received: from x by mx1.correo.ine.mx; ",
            b"Content-Type: text/plain; charset*=",
            b"Content-Type: text/html; charset=",
            b"Content-Type: application/pdf; name*=",
            b"Content-Transfer-Encoding: ",
            b"Content-Disposition: attachment; filename*=",
            b"Content-Disposition: attachment; filename*0*=",
            b"Content-Disposition: attachment; filename=",
        )
    ),
    st.one_of(st.sampled_from(_HOSTILES), st.binary(max_size=30)),
)


@given(contenido=st.binary(max_size=400), encabezados=st.lists(_ENCABEZADOS, max_size=4))
@example(b"", [(b"Content-Disposition: attachment; filename*=", _HOSTILES[0])])
@example(b"", [(b"Content-Disposition: attachment; filename*=", _HOSTILES[2])])
@example(b"", [(b"Content-Disposition: attachment; filename=", _HOSTILES[6].replace(b"a*", b"filename*"))])
@example(b"\xff", [(b"Content-Type: text/plain; charset*=", _HOSTILES[0])])
@example(b"", [(b"Subject: ", _HOSTILES[5])])
@settings(deadline=None, max_examples=120)
def test_cualesquiera_bytes_dan_un_mensaje_o_su_razon(
    contenido: bytes, encabezados: list[tuple[bytes, bytes]]
) -> None:
    de = b"From: a@example.org\r\n"
    hostiles = b"".join(b"%s%s\r\n" % e for e in encabezados)
    for crudo in (
        contenido,
        de + b"Content-Type: multipart/mixed; boundary=b\r\n" + contenido,
        de + hostiles + b"\r\n" + contenido,
        de + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + hostiles + b"\r\nx\xff\r\n--b--",
    ):
        try:
            leido = interpretar(crudo, SERVIDOR, L)
        except CorreoIlegible:
            continue
        # Lo que se asienta va en UTF-8: medio carácter tampoco puede guardarse.
        for texto in (leido.asunto, leido.remitente or "", leido.mensaje_id or "", *leido.correos_dentro):
            texto.encode()
        for adjunto in leido.adjuntos:
            adjunto.nombre.encode()
