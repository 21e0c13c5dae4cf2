"""Los avisos: uno por identidad, entero, sin secretos y enviado una sola vez."""

import dataclasses
import multiprocessing
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from flujos.bitacora import REDACTOR
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_avisos import AjustesDeAvisos, Smtp, leer_avisos
from flujos.pasos.avisos import CLAVE_SMTP, Aviso, Buzon, avisar, dejar
from flujos.pasos.espacio import Espacio, abrir_espacio
from tests.flujos.apoyo_smtp import Correo, certificado, servidor_de_correo

CLAVE = "clave-del-correo-7f21"
_PARA = ("ana@example.org", "luz@example.org")


@pytest.fixture
def pem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ruta = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ruta))
    return ruta


def _con(
    espacio: Espacio, correo: Correo, *, usuario: str = "avisos@example.org", seguridad: str = ""
) -> Buzon:
    (espacio.raiz / ".env").write_text(f"{CLAVE_SMTP}={CLAVE}\n", "utf-8")
    como = seguridad or correo.seguridad
    smtp = Smtp("127.0.0.1", correo.puerto, usuario, como, "avisos@example.org")
    return dataclasses.replace(Buzon.del_espacio(espacio), ajustes=AjustesDeAvisos(_PARA, smtp))


def _dejar(buzon: Buzon, identidad: str = "corrida-1") -> Aviso:
    return dejar(buzon, "La recepción falló", "Qué pasó: algo.\nQué hacer: nada.", identidad, lambda _: None)


def _archivos(buzon: Buzon) -> list[str]:
    return sorted(r.name for r in buzon.carpeta.iterdir() if r.suffix == ".eml" or "parcial" in r.name)


def test_sin_servidor_el_aviso_queda_en_la_carpeta_y_repetirlo_no_deja_otro(espacio: Espacio) -> None:
    for _ in range(3):
        aviso = avisar(espacio, "La «recepción» falló", "Qué pasó: se acabó el disco.\n", "corrida-1")
    assert not aviso.enviado
    assert "no hay por dónde" in aviso.detalle
    assert _archivos(Buzon.del_espacio(espacio)) == ["aviso_corrida-1.eml"]
    mensaje = message_from_bytes(aviso.ruta.read_bytes(), policy=default)
    assert mensaje["Subject"] == "La «recepción» falló"
    assert mensaje.get_content_type() == "text/plain"
    assert "se acabó el disco" in mensaje.get_content()
    assert aviso.ruta.read_bytes().isascii()


@pytest.mark.parametrize("seguridad", ["tls", "starttls"])
def test_se_envia_una_sola_vez_por_un_canal_cifrado(espacio: Espacio, pem: Path, seguridad: str) -> None:
    with servidor_de_correo(pem, seguridad) as correo:
        buzon = _con(espacio, correo)
        assert [_dejar(buzon).enviado for _ in range(3)] == [True, True, True]
    (mensaje,) = correo.mensajes
    assert correo.para == [list(_PARA)]
    assert correo.accesos == [CLAVE]
    assert mensaje["Subject"] == "La recepción falló"
    assert "Qué hacer: nada." in mensaje.get_content()
    assert _archivos(buzon) == ["aviso_corrida-1.enviado.eml"]


@pytest.mark.parametrize("seguridad", ["tls", "starttls"])
def test_a_un_servidor_que_no_pide_usuario_tambien_se_le_saluda_ya_cifrado(
    espacio: Espacio, pem: Path, seguridad: str
) -> None:
    with servidor_de_correo(pem, seguridad) as correo:
        assert _dejar(_con(espacio, correo, usuario="")).enviado
    verbos = [o.split(" ")[0].upper() for o in correo.ordenes]
    assert verbos[verbos.index("MAIL") - 1] == "EHLO"
    assert correo.accesos == []


def test_sin_cifrado_no_se_envia_ni_la_contrasena_ni_el_aviso(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "ninguna") as correo:
        buzon = _con(espacio, correo, seguridad="starttls")
        aviso = _dejar(buzon)
    assert not aviso.enviado
    assert "revise «seguridad»" in aviso.detalle
    assert not any(o.upper().startswith(("AUTH", "MAIL", "DATA")) for o in correo.ordenes)
    assert _archivos(buzon) == ["aviso_corrida-1.eml"]


def test_un_certificado_que_no_es_de_confianza_no_recibe_nada(
    espacio: Espacio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "otro").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificado(tmp_path / "otro")))
    with servidor_de_correo(certificado(tmp_path), "tls") as correo:
        aviso = _dejar(_con(espacio, correo))
    assert not aviso.enviado
    assert "certificado" in aviso.detalle
    assert (correo.ordenes, correo.conexiones) == ([], 1)


@pytest.mark.parametrize(
    "falla",
    [
        ("EHLO", "corta"),
        ("MAIL", "451 luego"),
        ("RCPT", "450 luego"),
        ("DATA", "451 luego"),
        (".", "452 lleno"),
    ],
    ids=str,
)
def test_lo_transitorio_se_repite_y_llega_una_vez(
    espacio: Espacio, pem: Path, falla: tuple[str, str]
) -> None:
    with servidor_de_correo(pem, "tls", falla, falla) as correo:
        buzon = _con(espacio, correo)
        aviso = _dejar(buzon)
    assert aviso.enviado, aviso.detalle
    assert (len(correo.mensajes), correo.conexiones) == (1, 3)
    assert _archivos(buzon) == ["aviso_corrida-1.enviado.eml"]


@pytest.mark.parametrize(
    ("falla", "dicho"),
    [
        (("AUTH", "535 no"), "contraseña"),
        (("MAIL", "550 no"), "550 no"),
        (("RCPT", "550 no"), "no aceptó a ana@example.org"),
        ((".", "554 no"), "554 no"),
    ],
    ids=str,
)
def test_lo_definitivo_no_se_repite_se_dice_y_queda_por_enviar(
    espacio: Espacio, pem: Path, falla: tuple[str, str], dicho: str
) -> None:
    with servidor_de_correo(pem, "tls", falla) as correo:
        buzon = _con(espacio, correo)
        aviso = _dejar(buzon)
        assert correo.conexiones == 1
        assert dicho in aviso.detalle
        assert CLAVE not in aviso.detalle
        assert _archivos(buzon) == ["aviso_corrida-1.eml"]
        # Corregido lo que hiciera falta, el mismo aviso sale.
        assert _dejar(buzon).enviado
    assert len(correo.mensajes) == 1


def test_si_no_se_sabe_si_llego_no_se_repite(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls", (".", "corta")) as correo:
        buzon = _con(espacio, correo)
        aviso = _dejar(buzon)
        assert not aviso.enviado
        assert "no se sabe si salió" in aviso.detalle
        assert "sin saber si llegó" in _dejar(buzon).detalle
    assert correo.conexiones == 1
    assert _archivos(buzon) == ["aviso_corrida-1.enviando.eml"]


def test_una_despedida_rara_despues_de_entregar_no_lo_repite(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls", ("QUIT", "corta")) as correo:
        assert _dejar(_con(espacio, correo)).enviado
    assert (len(correo.mensajes), correo.conexiones) == (1, 1)


def test_si_una_direccion_no_existe_las_demas_se_enteran(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls", ("RCPT TO:<luz", "550 no")) as correo:
        aviso = _dejar(_con(espacio, correo))
    assert aviso.enviado
    assert "menos a luz@example.org" in aviso.detalle
    assert len(correo.mensajes) == 1


def test_un_servidor_caido_no_detiene_y_se_dice(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls") as correo:
        buzon = _con(espacio, correo)
    pausas: list[float] = []
    aviso = dejar(buzon, "a", "b", "corrida-1", pausas.append)
    assert not aviso.enviado
    assert len(pausas) == 2
    assert "revise la red" in aviso.detalle


def test_sin_contrasena_no_se_intenta(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls") as correo:
        buzon = _con(espacio, correo)
        (espacio.raiz / ".env").unlink()
        assert CLAVE_SMTP in _dejar(buzon).detalle
    assert correo.conexiones == 0


def test_un_aviso_no_lleva_secretos_ni_renglones_de_mas_en_el_encabezado(espacio: Espacio) -> None:
    REDACTOR.conocer(["ficha-secreta-99"])
    asunto = "falló\r\nBcc: otra@example.org ficha-secreta-99"
    aviso = avisar(espacio, asunto, "dijo ficha-secreta-99", "../../fuera\n1")
    crudo = aviso.ruta.read_bytes()
    mensaje = message_from_bytes(crudo, policy=default)
    assert b"ficha-secreta-99" not in crudo
    assert "ficha-secreta-99" not in mensaje.get_content() + mensaje["Subject"]
    assert mensaje["Bcc"] is None
    assert aviso.ruta.parent == Buzon.del_espacio(espacio).carpeta


def test_identidades_parecidas_no_se_confunden(espacio: Espacio) -> None:
    rutas = {
        avisar(espacio, "a", "b", i).ruta.name.lower()
        for i in ("a/b", "a.b", "A-b", "a-b", "x" * 80, "x" * 81)
    }
    assert len(rutas) == 6


def _en_otro_proceso(raiz: Path, puerto: int) -> None:
    smtp = Smtp("127.0.0.1", puerto, "avisos@example.org", "tls", "avisos@example.org")
    buzon = Buzon.del_espacio(abrir_espacio(raiz))
    dejar(dataclasses.replace(buzon, ajustes=AjustesDeAvisos(_PARA, smtp)), "a", "b", "corrida-1")


def test_dos_procesos_a_la_vez_lo_envian_una_vez(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls") as correo:
        _con(espacio, correo)
        aparte = multiprocessing.get_context("spawn")
        procesos = [
            aparte.Process(target=_en_otro_proceso, args=(espacio.raiz, correo.puerto)) for _ in range(2)
        ]
        for p in procesos:
            p.start()
        for p in procesos:
            p.join()
        assert [p.exitcode for p in procesos] == [0, 0]
    assert len(correo.mensajes) == 1


def test_la_seccion_se_lee_y_el_puerto_sale_de_la_seguridad() -> None:
    problemas: list[str] = []
    datos = {
        "correo": ["ana@example.org"],
        "smtp": {"servidor": "correo.example.org", "usuario": "ana@example.org"},
    }
    ajustes = leer_avisos(datos, problemas)
    assert problemas == []
    assert ajustes.smtp == Smtp("correo.example.org", 587, "ana@example.org", "starttls", "ana@example.org")
    datos["smtp"] = {"servidor": "c", "seguridad": "tls", "usuario": "ana", "remitente": "r@example.org"}
    assert leer_avisos(datos, problemas).smtp == Smtp("c", 465, "ana", "tls", "r@example.org")
    assert leer_avisos({}, problemas) == AjustesDeAvisos()


@pytest.mark.parametrize(
    ("seccion", "dicho"),
    [
        ('correo = "ana@example.org"', "[avisos] correo"),
        ('correo = ["ana"]', "[avisos] correo"),
        ('correo = ["a@b.mx\\nBcc: c@d.mx"]', "[avisos] correo"),
        ('corre = ["a@b.mx"]', "no existe «corre»"),
        ('correo = ["a@b.mx"]\nsmtp = 3', "[avisos] smtp"),
        ('[avisos.smtp]\nservidor = "c"\nusuario = "a@b.mx"', "no se dice a quién"),
        ('correo = ["a@b.mx"]\n[avisos.smtp]\nusuario = "a@b.mx"', "[avisos.smtp] servidor"),
        ('correo = ["a@b.mx"]\n[avisos.smtp]\nservidor = "c"\nusuario = "ana"', "[avisos.smtp] remitente"),
        (
            'correo = ["a@b.mx"]\n[avisos.smtp]\nservidor = "c"\nusuario = "a@b.mx"\nclave = "x"',
            "va en .env",
        ),
        (
            'correo = ["a@b.mx"]\n[avisos.smtp]\nservidor = "c"\nusuario = "a@b.mx"\nseguridad = "ninguna"',
            "«tls» o «starttls»",
        ),
        (
            'correo = ["a@b.mx"]\n[avisos.smtp]\nservidor = "c"\nusuario = "a@b.mx"\npuerto = 0',
            "[avisos.smtp] puerto",
        ),
    ],
)
def test_lo_mal_escrito_en_la_seccion_se_dice_al_abrir_el_espacio(
    raiz: Path, seccion: str, dicho: str
) -> None:
    ajustes = raiz / "pertinencia.toml"
    partes = ajustes.read_text("utf-8").split("[avisos]")
    ajustes.write_text(f"{partes[0]}[avisos]\n{seccion}\n", "utf-8")
    with pytest.raises(EspacioInvalido) as error:
        abrir_espacio(raiz)
    assert any(dicho in p for p in error.value.problemas), error.value.problemas
