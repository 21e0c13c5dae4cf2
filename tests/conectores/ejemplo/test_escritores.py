"""Las exportaciones escritas tienen la forma de las reales: encabezados, codificación y rarezas."""

import csv
import io
import zipfile
import zlib
from datetime import datetime

import pytest

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.comprimidos import comprimir, evidencia_pdf, imagen_png
from conectores.ejemplo.entregas import exportar, periodo_youtube
from conectores.ejemplo.escritores_meta import Idioma, publicaciones_facebook
from conectores.ejemplo.escritores_x import actividad_anterior, contenido, resumen_diario
from conectores.ejemplo.escritores_youtube import descarga, nombre_de_descarga, tabla
from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.ejemplo.plan import Exportacion

MUNDO = Mundo.nuevo(7)
SEMESTRE = SEMESTRES[-1]


def _csv(texto: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(texto, newline="")))


X = next(c for c in MUNDO.cuentas if c.red == "x")
FACEBOOK = next(c for c in MUNDO.cuentas if c.red == "facebook")
INSTAGRAM = next(c for c in MUNDO.cuentas if c.red == "instagram")
YOUTUBE = next(c for c in MUNDO.cuentas if c.red == "youtube")


def test_resumen_de_x() -> None:
    crudo = resumen_diario(MUNDO.diarias(X, SEMESTRE))
    assert not crudo.startswith(b"\xef\xbb\xbf") and not crudo.endswith(b"\n")
    filas = _csv(crudo.decode())
    assert filas[0][0] == "Date" and filas[0][-1] == "Media views" and len(filas[0]) == 14
    assert filas[1][0] == "Tue, Jun 30, 2026" and filas[-1][0] == "Thu, Jan 1, 2026"
    assert len(filas) == 1 + SEMESTRE.dias


def test_contenido_de_x_en_sus_dos_variantes() -> None:
    publicaciones = MUNDO.publicaciones(X, SEMESTRE)
    nuevo = _csv(contenido(publicaciones, X.usuario).decode())
    assert nuevo[0][3] == "Post Link" and nuevo[0][8] == "Shares" and len(nuevo[0]) == 17
    assert len(nuevo) - 1 == MUNDO.verdad(X, SEMESTRE)["mensajes_propios"]
    crudo = contenido(publicaciones, X.usuario, de_2025=True)
    viejo = _csv(crudo.decode())
    assert viejo[0][3] == "Link" and viejo[0][8] == "Share" and b"\r\n" in crudo
    assert datetime.strptime(viejo[1][1], "%a %b %d %Y")  # noqa: DTZ007
    assert [f[0] for f in viejo] == [f[0] for f in nuevo]
    con_basura = _csv(contenido(publicaciones, X.usuario, con_basura=True).decode())
    basura = [f for f in con_basura if f[3].endswith("/status/undefined")]
    assert len(basura) == 2 and all(f[0] == "" for f in basura)


def test_informe_de_tuits_retirado_tiene_40_columnas() -> None:
    filas = _csv(actividad_anterior(MUNDO.publicaciones(X, SEMESTRE), X.usuario).decode())
    assert {len(f) for f in filas} == {40}
    assert filas[1][4].endswith(".0") and filas[1][-1] == "-"


@pytest.mark.parametrize(
    ("idioma", "columna"),
    [
        (Idioma.INGLES, "Shares"),
        (Idioma.LATINOAMERICA, "Veces que se compartió"),
        (Idioma.ESPANIA, "Veces que se ha compartido"),
    ],
)
def test_publicaciones_de_facebook(idioma: Idioma, columna: str) -> None:
    archivo = exportar(MUNDO, FACEBOOK, SEMESTRE, Exportacion.PUBLICACIONES, idioma)
    assert archivo.contenido.startswith(b"\xef\xbb\xbf")
    texto = archivo.contenido.decode("utf-8-sig")
    assert texto.startswith('"')  # entrecomilla lo que lleva espacios
    filas = _csv(texto)
    assert {len(f) for f in filas} == {30}
    assert (
        sum(int(f[filas[0].index(columna)]) for f in filas[1:])
        == MUNDO.verdad(FACEBOOK, SEMESTRE)["compartidos"]
    )
    assert any("\n" in f[3] for f in filas[1:])
    datetime.strptime(filas[1][6], "%m/%d/%Y %H:%M")  # noqa: DTZ007


def test_facebook_puede_no_traer_columnas_de_video() -> None:
    crudo = publicaciones_facebook(
        MUNDO.publicaciones(FACEBOOK, SEMESTRE),
        id_pagina=FACEBOOK.id_plataforma,
        nombre=FACEBOOK.nombre,
        usuario=FACEBOOK.usuario,
        idioma=Idioma.INGLES,
        columnas_de_video=False,
    )
    encabezados = _csv(crudo.decode("utf-8-sig"))[0]
    assert len(encabezados) == 27 and "Seconds viewed" not in encabezados


@pytest.mark.parametrize("idioma", list(Idioma))
def test_publicaciones_de_instagram(idioma: Idioma) -> None:
    filas = _csv(
        exportar(MUNDO, INSTAGRAM, SEMESTRE, Exportacion.PUBLICACIONES, idioma).contenido.decode("utf-8-sig")
    )
    assert {len(f) for f in filas} == {18}
    assert {f[2] for f in filas[1:]} == {INSTAGRAM.usuario}
    assert sum(int(f[-1]) for f in filas[1:]) == MUNDO.verdad(INSTAGRAM, SEMESTRE)["guardados"]


def test_serie_de_pagina_en_utf16() -> None:
    crudo = exportar(MUNDO, FACEBOOK, SEMESTRE, Exportacion.SERIE, Idioma.ESPANIA).contenido
    lineas = crudo.decode("utf-16").splitlines()
    assert lineas[:3] == ["sep=,", '"Visualizaciones"', '"Date","Primary"']
    assert lineas[3].startswith('"2026-01-01T00:00:00","') and len(lineas) == 3 + SEMESTRE.dias


@pytest.mark.parametrize("idioma", list(Idioma))
def test_tabla_de_youtube(idioma: Idioma) -> None:
    periodo = periodo_youtube(MUNDO, YOUTUBE, SEMESTRE)
    crudo = tabla(Azar("prueba"), periodo, idioma)
    assert not crudo.startswith(b"\xef\xbb\xbf")
    filas = _csv(crudo.decode())
    assert filas[1][0] == "Total" and len(filas) == 2 + len(periodo.publicaciones) + 8
    datetime.strptime(filas[2][2], "%b %d, %Y")  # noqa: DTZ007
    suscriptores = next(i for i, e in enumerate(filas[0]) if e in ("Suscriptores", "Subscribers"))
    assert int(filas[1][suscriptores]) == periodo.suscriptores_obtenidos - periodo.suscriptores_perdidos
    assert int(filas[1][suscriptores]) != sum(int(f[suscriptores] or 0) for f in filas[2:])


def test_identificador_de_youtube_que_empieza_con_guion_lleva_un_espacio() -> None:
    ids = [
        fila[0]
        for cuenta in MUNDO.vigentes(SEMESTRE)
        if cuenta.red == "youtube"
        for fila in _csv(tabla(Azar("p"), periodo_youtube(MUNDO, cuenta, SEMESTRE), Idioma.INGLES).decode())[
            2:
        ]
    ]
    assert any(i.startswith(" -") for i in ids)
    assert not any(i.startswith("-") for i in ids)


def test_descarga_de_youtube() -> None:
    periodo = periodo_youtube(MUNDO, YOUTUBE, SEMESTRE)
    assert (
        nombre_de_descarga("Canal", periodo, Idioma.LATINOAMERICA)
        == "Contenido 2026-01-01_2026-07-01 Canal.zip"
    )
    crudo = descarga(Azar("p"), periodo, MUNDO.diarias(YOUTUBE, SEMESTRE), Idioma.LATINOAMERICA)
    with zipfile.ZipFile(io.BytesIO(crudo)) as conjunto:
        assert conjunto.namelist() == ["Datos de la tabla.csv", "Totales.csv", "Datos del gráfico.csv"]
        assert conjunto.testzip() is None


def test_imagen_valida_y_distinta_por_cuenta() -> None:
    una, otra = imagen_png(Azar("a")), imagen_png(Azar("b"))
    assert una != otra and imagen_png(Azar("a")) == una
    largo = int.from_bytes(una[33:37], "big")
    assert len(zlib.decompress(una[41 : 41 + largo])) == 160 * (1 + 3 * 240)


def test_pdf_con_tabla_de_referencias_en_su_sitio() -> None:
    pdf = evidencia_pdf("Evidencia (ejemplo)")
    inicio = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert pdf[inicio:].startswith(b"xref\n0 6\n")
    primero = int(pdf[inicio:].split(b"\n")[3].split()[0])
    assert pdf[primero:].startswith(b"1 0 obj")


def test_comprimir_no_depende_del_reloj() -> None:
    assert comprimir({"a.csv": b"1"}) == comprimir({"a.csv": b"1"})
