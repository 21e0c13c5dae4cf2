import io
import zipfile
from datetime import date

import pytest
from fabrica_exportaciones import (
    CUENTAS,
    SEMESTRE_EN_YOUTUBE,
    YT_ESPANA,
    YT_ESPANOL,
    YT_INGLES,
    codigos,
    en_csv,
    leer_en,
    oraciones,
    total_yt,
    video_yt,
)
from hypothesis import given
from hypothesis import strategies as st

from conectores.archivos.lectura import leer
from conectores.archivos.tipos import Contexto
from conectores.archivos.youtube_periodo import periodo_del_nombre
from lineamientos.semestres import Semestre

TABLA = f"{SEMESTRE_EN_YOUTUBE}/Datos de la tabla.csv"
FILAS = [
    total_yt(),
    video_yt(" -YNtEaEsGC0", gusta=-1),
    video_yt("aKXs0eAy-cQ", "Jun 30, 2026"),
    video_yt("bbbbbbbbbbb", "Dec 26, 2025", vistas=""),
]


@pytest.mark.parametrize("encabezado", [YT_ESPANOL, YT_INGLES, YT_ESPANA])
def test_el_total_da_las_cifras_del_canal_y_las_filas_los_videos_del_semestre(encabezado: str) -> None:
    lectura = leer_en(en_csv(encabezado, FILAS), "tv_yt", archivo=TABLA)

    assert dict(lectura.mediciones.select("metrica", "valor").iter_rows()) == {
        "crecimiento_seguidores": 26,
        "me_gusta": 86,
        "compartidos": 28,
        "comentarios": 25,
        "vistas": 670,
        "vistas_interesadas": 590,
        "impresiones": 11970,
    }
    assert lectura.mediciones.select("desde", "hasta").unique().rows() == [
        (date(2026, 1, 1), date(2026, 6, 30))
    ]
    assert lectura.mediciones["fuente"].unique().to_list() == ["exportacion"]
    assert lectura.publicaciones["id_publicacion"].to_list() == ["-YNtEaEsGC0", "aKXs0eAy-cQ"]
    assert lectura.publicaciones["me_gusta"].to_list() == [None, 4]
    assert codigos(lectura) == ["L512"]
    assert "−1" in oraciones(lectura) or "-1" in oraciones(lectura)


def test_sin_la_columna_de_suscriptores_el_crecimiento_sale_de_obtenidos_y_perdidos() -> None:
    encabezado = YT_ESPANOL.replace(",Suscriptores,", ",Otra cosa,")
    lectura = leer_en(en_csv(encabezado, FILAS), "tv_yt", archivo=TABLA)
    crecimiento = lectura.mediciones.filter(metrica="crecimiento_seguidores").row(0, named=True)
    assert crecimiento["valor"] == 26
    assert crecimiento["columna"] == "Suscriptores obtenidos − Suscriptores perdidos"


def test_las_columnas_que_faltan_se_dicen_segun_las_pida_el_articulo() -> None:
    encabezado = YT_ESPANOL.replace("Me gusta", "Otra").replace("Vistas interesadas", "Otra más")
    lectura = leer_en(en_csv(encabezado, FILAS), "tv_yt", archivo=TABLA)
    assert codigos(lectura) == ["L710", "L712"]
    assert "me_gusta" not in lectura.mediciones["metrica"].to_list()


def test_sin_periodo_en_el_nombre_se_cuentan_los_videos_y_no_los_totales() -> None:
    lectura = leer_en(en_csv(YT_ESPANOL, FILAS), "tv_yt", archivo="Datos de la tabla.csv")
    assert lectura.mediciones.is_empty()
    assert len(lectura.publicaciones) == 2
    assert "L703" in codigos(lectura)
    assert "2026-01-01_2026-07-01" in oraciones(lectura)


def test_un_periodo_que_rebasa_el_semestre_no_da_totales() -> None:
    archivo = "Contenido 2025-10-01_2026-04-01 INETV/Datos de la tabla.csv"
    lectura = leer_en(en_csv(YT_ESPANOL, FILAS), "tv_yt", archivo=archivo)
    assert lectura.mediciones.is_empty()
    assert "L707" in codigos(lectura)


def test_un_periodo_de_otro_semestre_sin_videos_de_este_se_rechaza() -> None:
    archivo = "Contenido 2025-12-01_2026-01-01 INETV/Datos de la tabla.csv"
    lectura = leer_en(en_csv(YT_ESPANOL, [FILAS[0], FILAS[3]]), "tv_yt", archivo=archivo)
    assert lectura.rechazado
    assert codigos(lectura) == ["L501"]


def test_un_canal_sin_videos_en_el_semestre_tiene_cero_y_no_una_ausencia() -> None:
    lectura = leer_en(en_csv(YT_ESPANOL, [FILAS[0], FILAS[3]]), "tv_yt", archivo=TABLA)
    assert lectura.mediciones.filter(metrica="publicaciones")["valor"].to_list() == [0]
    assert lectura.hallazgos == ()

    mes = TABLA.replace("2026-07-01", "2026-02-01")
    parcial = leer_en(en_csv(YT_ESPANOL, [FILAS[0], FILAS[3]]), "tv_yt", archivo=mes)
    assert "publicaciones" not in parcial.mediciones["metrica"].to_list()


@pytest.mark.parametrize(("videos", "cortada"), [(499, True), (498, False)])
def test_quinientas_filas_exactas_son_un_corte(videos: int, cortada: bool) -> None:
    filas = [FILAS[0], *(video_yt(f"video{i:06d}") for i in range(videos))]
    lectura = leer_en(en_csv(YT_ESPANOL, filas), "tv_yt", archivo=TABLA)
    assert ("L704" in codigos(lectura)) == cortada
    assert all(h.cuenta == "tv_yt" for h in lectura.hallazgos)
    assert len(lectura.publicaciones) == videos


def test_un_video_sin_fecha_no_se_cuenta_y_se_dice() -> None:
    lectura = leer_en(
        en_csv(YT_ESPANOL, [*FILAS[:1], video_yt("ccccccccccc", ""), FILAS[2]]), "tv_yt", archivo=TABLA
    )
    assert codigos(lectura) == ["L705"]
    assert len(lectura.publicaciones) == 1


def test_sin_fila_total_no_se_suman_los_videos() -> None:
    lectura = leer_en(en_csv(YT_ESPANOL, FILAS[2:]), "tv_yt", archivo=TABLA)
    assert codigos(lectura) == ["L706"]
    assert lectura.mediciones.is_empty()


def test_un_total_en_cero_con_todo_en_blanco_es_que_youtube_no_da_la_cifra() -> None:
    filas = [total_yt(compartidos=0), video_yt("aKXs0eAy-cQ")]
    filas[1][8] = ""
    lectura = leer_en(en_csv(YT_ESPANOL, filas), "tv_yt", archivo=TABLA)
    compartidos = lectura.mediciones.filter(metrica="compartidos").row(0, named=True)
    assert (compartidos["valor"], compartidos["ausencia"]) == (None, "plataforma")


def test_un_total_vacio_se_observa() -> None:
    lectura = leer_en(en_csv(YT_ESPANOL, [total_yt(gusta=""), FILAS[2]]), "tv_yt", archivo=TABLA)
    assert codigos(lectura) == ["L711"]
    assert lectura.mediciones.filter(metrica="me_gusta")["ausencia"].to_list() == ["plataforma"]


def test_un_periodo_con_dos_definiciones_de_vistas_lo_avisa() -> None:
    archivo = "Contenido 2026-07-01_2027-01-01 INETV/Datos de la tabla.csv"
    filas = [total_yt(), video_yt("aKXs0eAy-cQ", "Aug 30, 2026")]
    lectura = leer_en(en_csv(YT_ESPANOL, filas), "tv_yt", "2026-2", archivo)
    assert codigos(lectura) == ["L708"]
    assert "2026-08-24" in oraciones(lectura)


@pytest.mark.parametrize(
    ("encabezado", "codigo"),
    [
        ("Fecha,Vistas interesadas", "L701"),
        ("Date,Average view duration", "L701"),
        ("Fecha,Contenido,Título del video,Tiempo de publicación del video,Duración,Vistas", "L701"),
        ("Ciudades,Nombre de la ciudad,Vistas,Tiempo de reproducción (horas)", "L702"),
        ("Viewer age,Views (%),Average view duration,Watch time (hours) (%)", "L702"),
        ("Date,Views,Watch time (hours),Average view duration", "L702"),
    ],
)
def test_lo_que_no_es_la_tabla_de_videos_dice_cual_entregar(encabezado: str, codigo: str) -> None:
    lectura = leer_en(en_csv(encabezado, [["1"] * (encabezado.count(",") + 1)]), "tv_yt")
    assert lectura.rechazado
    assert codigos(lectura) == [codigo]


def test_el_comprimido_completo_se_lee_sin_rechazar_lo_que_acompana() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as comprimido:
        comprimido.writestr("Datos de la tabla.csv", en_csv(YT_ESPANOL, FILAS))
        comprimido.writestr("Totales.csv", "Fecha,Vistas\n2026-01-01,5\n")
        comprimido.writestr(
            "Datos del gráfico.csv",
            "Fecha,Contenido,Título del video,Tiempo de publicación del video,Duración,Vistas\n"
            '2026-01-01,aKXs0eAy-cQ,Un video,"Jan 26, 2026",60,5\n',
        )
    contexto = Contexto({c.cuenta: c for c in CUENTAS}, Semestre(2026, 1))
    lecturas = leer(f"tv_yt/{SEMESTRE_EN_YOUTUBE}.zip", salida.getvalue(), "tv_yt", contexto)
    assert [lectura.clase for lectura in lecturas] == ["youtube_videos"]
    assert len(lecturas[0].mediciones) == 7


def test_fuera_de_una_carpeta_no_se_sabe_de_que_canal_es() -> None:
    assert codigos(leer_en(en_csv(YT_ESPANOL, FILAS), archivo=TABLA)) == ["L231"]


@pytest.mark.parametrize(
    "archivo",
    [
        "Contenido.zip",
        "2026-01-01_2026-02-30",
        "2026-02-01_2026-02-01",
        "2026-01-01_2026-02-01/2025-01-01_2025-02-01",
    ],
)
def test_un_periodo_dudoso_no_se_adivina(archivo: str) -> None:
    assert periodo_del_nombre(archivo) is None


@given(
    desde=st.dates(date(2010, 1, 1), date(2040, 1, 1)),
    dias=st.integers(1, 400),
    texto=st.text("ab /→", max_size=9),
)
def test_el_periodo_termina_el_dia_anterior_a_la_segunda_fecha(desde: date, dias: int, texto: str) -> None:
    siguiente = date.fromordinal(desde.toordinal() + dias)
    periodo = periodo_del_nombre(f"{texto} {desde}_{siguiente} {texto}")
    assert periodo is not None
    assert periodo.desde == desde
    assert (periodo.hasta - periodo.desde).days == dias - 1
