import polars as pl
import pytest
from fabrica_exportaciones import (
    FB_ESPANA,
    FB_ESPANOL,
    FB_INGLES,
    IG_ESPANA,
    IG_ESPANOL,
    IG_INGLES,
    codigos,
    en_csv,
    leer_en,
    oraciones,
    publicacion_fb,
    publicacion_ig,
)


@pytest.mark.parametrize("encabezado", [FB_ESPANOL, FB_ESPANA, FB_INGLES])
def test_facebook_se_lee_en_los_tres_idiomas(encabezado: str) -> None:
    filas = [publicacion_fb(), publicacion_fb("2", "01/01/2026 00:00", "Reels", 1, cifras=(5, 4, 3, 2, 1, 0))]
    lectura = leer_en("\ufeff" + en_csv(encabezado, filas))

    primera, segunda = lectura.publicaciones.to_dicts()
    assert lectura.hallazgos == ()
    assert primera["publicada_en"].isoformat() == "2026-06-18T21:32:00"
    assert (primera["visualizaciones"], primera["alcance"], primera["reacciones"]) == (30, 20, 6)
    assert (primera["comentarios"], primera["compartidos"], primera["impresiones"]) == (2, 1, None)
    assert (primera["tipo_publicacion"], primera["es_compartida"], primera["con_multimedia"]) == (
        "imagen",
        False,
        True,
    )
    assert (segunda["tipo_publicacion"], segunda["es_compartida"]) == ("video_corto", True)
    assert segunda["con_multimedia"] is False, "lo compartido no es contenido propio"
    assert primera["texto"].startswith("Un título\ncon dos renglones, y una coma")


def test_los_archivos_viejos_dan_impresiones_y_no_visualizaciones() -> None:
    viejo = FB_INGLES.replace("Date,Views,", "Date,Impressions,")
    lectura = leer_en(
        en_csv(viejo, [publicacion_fb(hora="02/15/2024 08:03", tipo="Photo")]), semestre="2024-1"
    )
    assert lectura.publicaciones.select("impresiones", "visualizaciones").rows() == [(30, None)]


def test_cada_fila_es_de_su_pagina() -> None:
    filas = [publicacion_fb("1"), publicacion_fb("2", pagina=("444", "INE Yucatán")), publicacion_fb("3")]
    lectura = leer_en(en_csv(FB_ESPANOL, filas))
    assert lectura.publicaciones["cuenta"].to_list() == ["jal_fb", "yuc_fb", "jal_fb"]


def test_una_pagina_ajena_entre_otras_es_una_colaboracion_y_sola_un_rechazo() -> None:
    ajena = publicacion_fb("2", pagina=("999", "Otra"))
    juntas = leer_en(en_csv(FB_ESPANOL, [publicacion_fb("1"), ajena]))
    assert codigos(juntas) == ["L516"]
    assert "1 publicación de «Otra»" in oraciones(juntas)
    assert (len(juntas.publicaciones), juntas.filas_rechazadas) == (1, 0)

    sola = leer_en(en_csv(FB_ESPANOL, [ajena]))
    assert sola.rechazado
    assert codigos(sola) == ["L232"]


def test_un_tipo_desconocido_se_dice_con_su_nombre_y_se_cuenta() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL, [publicacion_fb("1", tipo="Holograma"), publicacion_fb("2")]))
    assert codigos(lectura) == ["L513"]
    assert "«Holograma»" in oraciones(lectura)
    assert lectura.publicaciones["tipo_publicacion"].to_list() == [None, "imagen"]
    assert lectura.publicaciones["con_multimedia"].to_list() == [None, True]


def test_una_celda_vacia_es_ausencia_y_no_cero() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL, [publicacion_fb(cifras=(30, "", 9, "6.0", "", 0))]))
    fila = lectura.publicaciones.row(0, named=True)
    assert (fila["alcance"], fila["comentarios"]) == (None, None)
    assert (fila["reacciones"], fila["compartidos"]) == (6, 0)


def test_una_cifra_ilegible_queda_sin_valor_y_se_observa() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL, [publicacion_fb(cifras=(30, 20, 9, "varias", 2, 1))]))
    assert codigos(lectura) == ["L201"]
    assert (lectura.hallazgos[0].fila, lectura.hallazgos[0].columna) == (2, "Reacciones")
    assert lectura.hallazgos[0].cuenta == "jal_fb"
    assert lectura.publicaciones["reacciones"].to_list() == [None]


def test_una_columna_repetida_con_los_mismos_valores_no_estorba() -> None:
    filas = [[*publicacion_fb(), 30]]
    assert codigos(leer_en(en_csv(FB_INGLES + ",Views", filas))) == []
    assert codigos(leer_en(en_csv(FB_INGLES + ",Views", [[*publicacion_fb(), 31]]))) == ["L107"]


def test_en_espanol_la_columna_post_id_se_ignora() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL + ',"Post ID"', [[*publicacion_fb(), ""]]))
    assert lectura.publicaciones["id_publicacion"].to_list() == ["100200300400500"]
    assert lectura.hallazgos == ()


def test_las_celdas_finales_que_meta_omite_no_se_observan() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL, [publicacion_fb()[:-2]]))
    assert lectura.hallazgos == ()
    assert lectura.publicaciones["reacciones"].to_list() == [6]


def test_cero_visualizaciones_en_todo_el_archivo_con_alcance_no_es_una_cifra() -> None:
    lectura = leer_en(en_csv(FB_ESPANOL, [publicacion_fb(cifras=(0, 20, 9, 6, 2, 1))]))
    assert codigos(lectura) == ["L605"]
    assert lectura.publicaciones.select("visualizaciones", "alcance").rows() == [(None, 20)]


def test_las_publicaciones_que_meta_no_pudo_dar_se_citan() -> None:
    falla = [""] * 25
    falla[15] = "An error occurred while computing metadata for content with ID 933528094972880."
    falla[16] = "Lifetime"
    lectura = leer_en(en_csv(FB_INGLES, [falla, publicacion_fb()]))
    assert len(lectura.publicaciones) == 1
    assert codigos(lectura) == ["L604"]
    assert "933528094972880" in oraciones(lectura)


@pytest.mark.parametrize(("hora", "codigo"), [("18/06/2026 21:32", "L517"), ("2026-06-18", "L504")])
def test_fechas_cambiadas_por_una_hoja_de_calculo(hora: str, codigo: str) -> None:
    filas = [publicacion_fb("1", "06/07/2026 10:00"), publicacion_fb("2", hora)]
    lectura = leer_en(en_csv(FB_ESPANOL, filas))
    assert codigos(lectura) == [codigo]
    assert lectura.rechazado == (codigo == "L517")


def test_otro_semestre_se_rechaza_y_lo_de_fuera_se_avisa() -> None:
    vieja = publicacion_fb("1", "12/31/2025 23:59")
    assert codigos(leer_en(en_csv(FB_ESPANOL, [vieja]))) == ["L501"]
    lectura = leer_en(en_csv(FB_ESPANOL, [vieja, publicacion_fb("2", "06/30/2026 23:59")]))
    assert codigos(lectura) == ["L502"]
    assert lectura.publicaciones["id_publicacion"].to_list() == ["2"]


@pytest.mark.parametrize("encabezado", [IG_ESPANOL, IG_ESPANA, IG_INGLES])
def test_instagram_se_lee_en_los_tres_idiomas(encabezado: str) -> None:
    filas = [
        publicacion_ig("1" * 17),
        publicacion_ig("2" * 17, "Secuencia de Instagram", cifras=(4, "", 3, 2, "", 1, 0)),
        publicacion_ig("3" * 17, "IG image", cifras=(1, 1, 1, 1, 1, 1, 1)),
    ]
    lectura = leer_en(en_csv(encabezado, filas))
    tabla = lectura.publicaciones
    assert lectura.hallazgos == ()
    assert tabla["cuenta"].unique().to_list() == ["jal_ig"]
    assert tabla["tipo_publicacion"].to_list() == ["video_corto", "carrusel", "imagen"]
    assert tabla.select(pl.col("visualizaciones", "me_gusta", "compartidos", "comentarios").sum()).row(0) == (
        45,
        12,
        6,
        4,
    )
    assert tabla["guardados"].to_list() == [5, 0, 1]
    assert tabla["alcance"].to_list() == [30, None, 1]
    assert tabla["es_compartida"].to_list() == [None, None, None]


@pytest.mark.parametrize(
    ("encabezado", "codigo"),
    [
        (
            "Identificador del activo de video,Identificador de video universal,Título,Hora de publicación",
            "L602",
        ),
        ("Video asset ID,Universal video ID,Page ID,Page name,Title,Data comment,Date", "L602"),
        ("Identificador de la página,Nombre de la página,Comentario sobre los datos,Fecha,Alcance", "L603"),
        ("Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Lifetime Post Total Reach", "L601"),
        ("Principales ciudades", "L614"),
    ],
)
def test_las_otras_exportaciones_de_meta_dicen_cual_hace_falta(encabezado: str, codigo: str) -> None:
    lectura = leer_en(en_csv(encabezado, [["1"] * (encabezado.count(",") + 1)]))
    assert lectura.rechazado
    assert codigos(lectura) == [codigo]
