"""La guía: su texto es válido, sus columnas son las del formato y el PDF se repite."""

import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from esquemas.formato import columnas_formato
from informes.cartas.guia import guia_pdf
from informes.cartas.guia_semestre import semestre_en_una_pagina
from informes.cartas.guia_texto import GuiaInvalida, leer_guia
from lineamientos.catalogo import PUBLICACIONES_POR_MES
from lineamientos.plazos import plazos_del_semestre
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, parametros

SEMESTRE = Semestre(2026, 2)
TEXTO = (files("informes.cartas") / "guia.toml").read_text("utf-8")


def test_trae_cada_columna_que_el_formato_pide_a_las_redes_que_explica() -> None:
    cuadros = {c.titulo: c for s in leer_guia(TEXTO, SEMESTRE).secciones for c in s.cuadros}
    for red, nombre in (
        ("x", "X"),
        ("facebook", "Facebook"),
        ("instagram", "Instagram"),
        ("youtube", "YouTube"),
    ):
        dichas = {fila[0] for fila in cuadros[f"Columnas del formato: {nombre}"].filas}
        pedidas = {
            c.titulo
            for c in columnas_formato(red, SEMESTRE)
            if c.es_metrica and c.clave not in PUBLICACIONES_POR_MES
        }
        assert dichas == pedidas | {"Art. 12 · Publicaciones de cada mes"}


@pytest.mark.parametrize(
    ("semestre", "reglas", "cambios", "cuando"),
    [
        ("2026-2", "completas", {}, ("10 de enero de 2027", "20 de enero de 2027", "2 días hábiles desde")),
        ("2026-1", "completas", {}, ("14 de julio de 2026", "28 de julio de 2026", "2 días hábiles desde")),
        (
            "2026-1",
            "completas",
            {"plazos__ventana__dias_habiles": 5, "plazos__subsanacion__dias_habiles": 1},
            ("7 de julio de 2026", "21 de julio de 2026", "1 día hábil desde"),
        ),
    ],
)
def test_abre_con_las_fechas_que_tocan_a_quien_administra_contadas_con_los_parametros(
    semestre: str, reglas: str, cambios: dict[str, int], cuando: tuple[str, str, str]
) -> None:
    """Arts. 11, 13 y 14: el cierre de la entrega, el de la evaluación y la subsanación."""
    portada = semestre_en_una_pagina(
        Semestre.de_texto(semestre), calendario(reglas), parametros(semestre, **cambios)
    )
    (cuadro,) = portada.cuadros
    dichas = {f[0]: f[1] for f in cuadro.filas}
    assert dichas["Termina la entrega"] == f"El {cuando[0]}"
    assert dichas["Termina la evaluación"] == f"El {cuando[1]}"
    assert dichas["Usted las subsana"].startswith(cuando[2])
    # Lo que no está confirmado se advierte.
    assert bool(portada.nota) is bool(
        plazos_del_semestre(
            Semestre.de_texto(semestre), calendario(reglas), parametros(semestre, **cambios)
        ).advertencias
    )


def test_no_quedan_llaves_ni_asteriscos_sin_cambiar() -> None:
    guia = leer_guia(TEXTO, SEMESTRE)
    textos = [
        t for s in guia.secciones for lista in (s.parrafos, s.pasos, s.puntos, (s.nota,)) for t in lista
    ]
    assert textos
    for tramos in textos:
        assert not re.search(r"[{}]|\*(?!\.)", "".join(t for t, _ in tramos))


@pytest.mark.parametrize(
    ("antes", "despues", "dicho"),
    [
        ("subtitulo =", "subtitulos =", "sobra «subtitulos»"),
        ('codigo = "L505"', 'codigo = "L999"', "el código «L999» no existe"),
        ('codigo = "L505"', 'codigo = "L501"', "«L501» depende de lo que se encontró"),
        ('formato = ["x"', 'formato = ["hi5"', "la red «hi5» no existe"),
        ("«{no_aplica}»", "«{no_aplik}»", "llaves que no se entienden"),
        ('titulo = "Qué se recibe"\n', "", "falta «titulo»"),
        ("puntos = [", "punto = [", "sobra «punto»"),
        ("revisada = ", "revisada ", "no es TOML válido"),
        ("fuente = ", "origen = ", "sobra «origen»"),
    ],
)
def test_un_texto_mal_escrito_se_dice(antes: str, despues: str, dicho: str) -> None:
    assert antes in TEXTO
    with pytest.raises(GuiaInvalida, match=re.escape(dicho)):
        leer_guia(TEXTO.replace(antes, despues, 1), SEMESTRE)


def test_el_pdf_se_repite_y_trae_el_texto(tmp_path: Path) -> None:
    portada = semestre_en_una_pagina(SEMESTRE, calendario(), parametros("2026-2"))
    uno = guia_pdf("Instituto\u202e Electoral 🗳️ #panic()", SEMESTRE, portada)
    guia_pdf.cache_clear()
    assert guia_pdf("Instituto\u202e Electoral 🗳️ #panic()", SEMESTRE, portada) == uno
    assert b"pdfuaid:part" in uno
    if shutil.which("pdftotext") is None:
        pytest.skip("Sin pdftotext no se lee el PDF; los bytes sí se compararon.")
    ruta = tmp_path / "guia.pdf"
    ruta.write_bytes(uno)
    leido = subprocess.run(["pdftotext", "-layout", str(ruta), "-"], capture_output=True, check=True).stdout
    texto = re.sub(r"\s+", " ", leido.decode().replace("\u200b", ""))
    for dicho in (
        "#panic()",
        "El semestre en una página",
        "El 10 de enero de 2027",
        "Cinco reglas",
        "Modo avanzado",
        "A · Total de mensajes publicados",
        "Página 1 de",
        "Cotejo del 30 de noviembre de 2026",
        "No se recorrieron las plataformas",
    ):
        assert dicho in texto
