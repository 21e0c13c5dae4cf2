"""Lo que ``verificar`` dice de las versiones, la zona horaria, el correo y el servidor que no hay."""

from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from flujos.pasos import verificacion
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones
from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.pagina import anotada, anotar, contesta
from flujos.pasos.verificacion_correo import comprobar_comunicaciones, comprobar_correo, comprobar_firma
from flujos.pasos.verificacion_versiones import comprobar_versiones
from tests.flujos.apoyo_smtp import certificado, servidor_de_correo

_CLAVE = "no-debe-verse-nunca"


def _versiones(candado: Path) -> dict[str, Comprobacion]:
    return {c.que: c for c in comprobar_versiones(candado)}


def test_lo_instalado_es_lo_del_candado() -> None:
    assert {c.resultado for c in comprobar_versiones()} == {"bien"}


@pytest.mark.parametrize(
    ("biblioteca", "resultado"),
    [("fastapi", "mal"), ("sqlalchemy", "mal"), ("prefect", "mal"), ("polars", "aviso")],
)
def test_otra_version_se_dice_y_la_que_rompe_a_prefect_es_una_falla(
    tmp_path: Path, biblioteca: str, resultado: str
) -> None:
    candado = tmp_path / "requisitos.lock"
    candado.write_text(f"{biblioteca}==0.0.1 ; python >= '3.11' \\\n    --hash=sha256:00\n", "utf-8")
    una = _versiones(candado)[biblioteca]
    assert una.resultado == resultado
    assert una.detalle.startswith(f"{version(biblioteca)}, y el programa se probó con 0.0.1;")


def test_una_biblioteca_con_dos_versiones_segun_python_vale_con_cualquiera(tmp_path: Path) -> None:
    candado = tmp_path / "requisitos.lock"
    candado.write_text(f"polars==0.0.1 ; x \\\npolars=={version('polars')} ; y \\\n", "utf-8")
    assert _versiones(candado)["polars"].resultado == "bien"


def test_sin_candado_dice_desde_donde_instalar(tmp_path: Path) -> None:
    (unica,) = comprobar_versiones(tmp_path / "requisitos.lock")
    assert unica.resultado == "mal"
    assert "make instalar" in unica.detalle


def test_unos_datos_de_zonas_viejos_salen_mal(espacio: Espacio, monkeypatch: pytest.MonkeyPatch) -> None:
    def zona() -> Comprobacion:
        (una,) = (c for c in verificacion.verificar(espacio.raiz) if c.que == "Zona horaria")
        return una

    assert zona().resultado == "bien"
    monkeypatch.setattr(verificacion, "_SIN_HORARIO_DE_VERANO", timedelta(hours=-5))
    assert zona().resultado == "mal"
    assert "tzdata" in zona().detalle


def _con_correo(raiz: Path, puerto: int, seguridad: str = "starttls") -> Espacio:
    ajustes = raiz / "pertinencia.toml"
    texto = ajustes.read_text("utf-8").replace(
        "\ncorreo = []",
        f'\ncorreo = ["ana@example.org"]\nsmtp = {{ servidor = "127.0.0.1", puerto = {puerto}, '
        f'usuario = "avisos@example.org", seguridad = "{seguridad}" }}\n#',
    )
    ajustes.write_text(texto, "utf-8")
    return abrir_espacio(raiz)


@pytest.fixture
def pem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ruta = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ruta))
    return ruta


@pytest.mark.parametrize("seguridad", ["tls", "starttls"])
def test_el_correo_se_identifica_y_no_envia_nada(raiz: Path, pem: Path, seguridad: str) -> None:
    (raiz / ".env").write_text(f"PERTINENCIA_SMTP_CLAVE={_CLAVE}\n", "utf-8")
    with servidor_de_correo(pem, seguridad) as correo:
        dicho = comprobar_correo(_con_correo(raiz, correo.puerto, seguridad))
    assert dicho.resultado == "bien"
    assert "ana@example.org" in dicho.detalle
    assert correo.accesos == [_CLAVE]
    assert correo.mensajes == []
    assert not [o for o in correo.ordenes if o.startswith(("MAIL", "mail", "RCPT", "DATA"))]


def test_una_contrasena_que_no_sirve_se_dice_sin_mostrarla(raiz: Path, pem: Path) -> None:
    (raiz / ".env").write_text(f"PERTINENCIA_SMTP_CLAVE={_CLAVE}\n", "utf-8")
    with servidor_de_correo(pem, "tls", ("AUTH", f"535 {_CLAVE} no")) as correo:
        dicho = comprobar_correo(_con_correo(raiz, correo.puerto, "tls"))
    assert dicho.resultado == "mal"
    assert "PERTINENCIA_SMTP_CLAVE" in dicho.detalle
    assert _CLAVE not in dicho.detalle


def test_sin_contrasena_ni_siquiera_se_conecta(raiz: Path, pem: Path) -> None:
    with servidor_de_correo(pem, "tls") as correo:
        dicho = comprobar_correo(_con_correo(raiz, correo.puerto, "tls"))
    assert (dicho.resultado, correo.conexiones) == ("mal", 0)


def test_sin_correo_configurado_es_una_nota(espacio: Espacio) -> None:
    assert comprobar_correo(espacio).resultado == "nota"
    assert comprobar_comunicaciones(espacio).resultado == "nota"
    firma = comprobar_firma(espacio)
    assert (firma.resultado, "sin «firmante» ni «cargo»" in firma.detalle) == ("aviso", True)
    firmada = AjustesDeComunicaciones(firmante="Luz", cargo="Coordinadora")
    assert comprobar_firma(replace(espacio, comunicaciones=firmada)).resultado == "bien"


def test_el_correo_de_las_comunicaciones_se_comprueba_aparte(espacio: Espacio, pem: Path) -> None:
    with servidor_de_correo(pem, "tls") as correo:
        smtp = Smtp("127.0.0.1", correo.puerto, "", "tls", "redes@example.org")
        con = replace(espacio, comunicaciones=AjustesDeComunicaciones(smtp=smtp))
        dicho = comprobar_comunicaciones(con)
        caido = replace(con, comunicaciones=AjustesDeComunicaciones(smtp=replace(smtp, puerto=1)))
        assert comprobar_comunicaciones(caido).resultado == "mal"
    assert (dicho.resultado, correo.mensajes) == ("bien", [])
    assert "saldrían de redes@example.org" in dicho.detalle


def test_la_pagina_anotada_de_un_servidor_que_ya_no_corre_no_contesta(espacio: Espacio) -> None:
    assert anotada(espacio) is None
    anotar(espacio, "http://127.0.0.1:1")
    pagina = anotada(espacio)
    assert pagina == "http://127.0.0.1:1"
    assert not contesta(pagina)


@pytest.mark.parametrize(
    ("numero", "resultado"),
    [((3, 10, 13), "mal"), ((3, 11, 0), "bien"), ((3, 13, 9), "bien"), ((3, 14, 0), "mal")],
)
def test_los_python_con_que_el_servidor_no_arranca_salen_mal(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, numero: tuple[int, int, int], resultado: str
) -> None:
    monkeypatch.setattr(verificacion.sys, "version_info", numero)
    assert verificacion._python().resultado == resultado
