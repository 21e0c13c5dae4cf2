"""La sección [comunicaciones] se lee entera y lo mal escrito se dice; los números no se repiten."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones, Contacto, leer_comunicaciones
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.expediente_asientos import asentar_comunicaciones
from flujos.pasos.numeracion import numeros_de_oficio
from informes.cartas.modelo import CORREO, OFICIO
from lineamientos.procedimiento.clases import ClaseDeComunicacion, Firma
from tests.flujos.apoyo_expediente import S, escrita

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_la_plantilla_sin_comentar_se_lee_sin_problemas(tmp_path: Path) -> None:
    plantilla = files("flujos").joinpath("plantillas/pertinencia.toml").read_text("utf-8")
    parte = plantilla[plantilla.index("# [comunicaciones]") : plantilla.index("# Correos (.eml)")]
    seccion = tomllib.loads(re.sub(r"(?m)^# ", "", parte))["comunicaciones"]
    (tmp_path / "parametros").mkdir()
    (tmp_path / "parametros" / "logotipo.svg").write_bytes(_SVG)
    problemas: list[str] = []
    ajustes = leer_comunicaciones(seccion, tmp_path, problemas)
    assert problemas == []
    assert ajustes.canal_de(ClaseDeComunicacion.TITULAR) == OFICIO
    assert ajustes.canal_de(ClaseDeComunicacion.REQUERIMIENTO) == CORREO
    assert ajustes.transparencia == Contacto("Nombre de su titular", "transparencia@example.org")
    assert ajustes.smtp == Smtp(
        "correo.example.org", 587, "redes@example.org", "starttls", "redes@example.org"
    )
    institucion = ajustes.institucion("INE", Firma.COMUNICACION_SOCIAL)
    assert (institucion.logotipo, institucion.firmante) == (_SVG, "Nombre de quien firma")
    # Lo que firma el Comité no lleva a quien firma por Comunicación Social.
    assert ajustes.institucion("INE", Firma.COMITE).firmante == ""


def test_sin_la_seccion_todo_queda_como_borrador(espacio: Espacio) -> None:
    assert espacio.comunicaciones == AjustesDeComunicaciones()
    assert espacio.comunicaciones.smtp is None


@pytest.mark.parametrize(
    ("seccion", "dicho"),
    [
        ('unida = "x"', "no existe «unida»"),
        ("unidad = 3", "[comunicaciones] unidad"),
        ('firmante = "Ana\\nBcc: x"', "[comunicaciones] firmante"),
        ('correo = "ana"', "[comunicaciones] correo"),
        ('canal = "paloma"', "«correo» u «oficio»"),
        ('numero = "CNCS/{anio}"', "[comunicaciones] numero"),
        ('numero = "{numero.__class__}"', "[comunicaciones] numero"),
        ('numero = "{numero:>99999999}"', "[comunicaciones] numero"),
        ('numero = "{numero"', "[comunicaciones] numero"),
        ("primer_numero = 0", "[comunicaciones] primer_numero"),
        ('correo_interno = "ana@example.org"', "[comunicaciones] correo_interno"),
        ('logotipo = "../fuera.svg"', "dentro del espacio"),
        ('logotipo = "/etc/passwd"', "dentro del espacio"),
        ('logotipo = "parametros/no_esta.svg"', "que exista"),
        ('logotipo = "parametros/calendario.toml"', "no es un PNG ni un SVG"),
        ('logotipo = "parametros/con_doctype.svg"', "trae «<!DOCTYPE»"),
        ('logotipo = "parametros/enorme.svg"', "2,000,000 bytes"),
        ("[comunicaciones.canales]\ntitular = 1", "[comunicaciones.canales] titular"),
        ('[comunicaciones.canales]\ntitulares = "oficio"', "no existe «titulares»"),
        ('[comunicaciones.transparencia]\ncorreo = "ana"', "[comunicaciones.transparencia] correo"),
        ("[comunicaciones.subdireccion]\ncargo = 1", "[comunicaciones.subdireccion]: no existe «cargo»"),
        ('[comunicaciones.smtp]\nservidor = "c"\nusuario = "ana"', "[comunicaciones.smtp] remitente"),
        ('[comunicaciones.smtp]\nservidor = "c"\nusuario = "a@b.mx"\nclave = "x"', "va en .env"),
        ("canales = 3", "[comunicaciones.canales]"),
        ("subdireccion = 3", "[comunicaciones.subdireccion]"),
        ("smtp = 3", "[comunicaciones.smtp]"),
    ],
)
def test_lo_mal_escrito_se_dice_al_abrir_el_espacio(raiz: Path, seccion: str, dicho: str) -> None:
    (raiz / "parametros" / "enorme.svg").write_bytes(_SVG + bytes(2_000_000))
    # Como lo exporta un programa de dibujo.
    doctype = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    (raiz / "parametros" / "con_doctype.svg").write_bytes(b'<?xml version="1.0"?>\n' + doctype + _SVG)
    ajustes = raiz / "pertinencia.toml"
    ajustes.write_text(f"{ajustes.read_text('utf-8')}\n[comunicaciones]\n{seccion}\n", "utf-8")
    with pytest.raises(EspacioInvalido) as error:
        abrir_espacio(raiz)
    assert any(dicho in p for p in error.value.problemas), error.value.problemas


def test_los_numeros_son_consecutivos_por_anio_y_solo_los_gasta_lo_asentado(espacio: Espacio) -> None:
    con_formato = replace(espacio, comunicaciones=AjustesDeComunicaciones(numero="C/{numero}/{anio}"))
    with abrir_al_dia(con_formato) as base:
        assert numeros_de_oficio(espacio, base, 2026, 2) == ("", "")
        tres = numeros_de_oficio(con_formato, base, 2026, 3)
        assert tres == ("C/1/2026", "C/2/2026", "C/3/2026")
        # Pedidos y no asentados: siguen libres.
        assert numeros_de_oficio(con_formato, base, 2026, 3) == tres
        cartas = [escrita(f"c{n}", canal=OFICIO, numero=n) for n in tres]
        asentar_comunicaciones(con_formato, base, S.clave, cartas, "Ana")
        assert numeros_de_oficio(con_formato, base, 2026, 1) == ("C/4/2026",)
        assert numeros_de_oficio(con_formato, base, 2027, 1) == ("C/1/2027",)
        desde = replace(
            espacio, comunicaciones=AjustesDeComunicaciones(numero="C/{numero}/{anio}", primer_numero=3)
        )
        assert numeros_de_oficio(desde, base, 2026, 2) == ("C/4/2026", "C/5/2026")
