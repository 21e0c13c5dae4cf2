import polars as pl
import pytest
from fabrica_exportaciones import (
    CONTENIDO_X,
    CONTENIDO_X_2025,
    RESUMEN_X,
    codigos,
    en_csv,
    leer_en,
    mensaje_x,
    oraciones,
)
from hypothesis import given
from hypothesis import strategies as st

DIAS = [
    ["Fri, Jan 9, 2026", 300, 9, 20, 1, 4, 5, 2, 3, 2, 31, 99, 7, 8],
    ["Thu, Jan 8, 2026", 200, 6, 10, 0, 4, 1, 0, 1, 1, 20, 99, 0, 0],
    ["Wed, Jan 7, 2026", 100, 3, 5, 0, 4, 0, 1, 0, 0, 10, 99, 0, 0],
]


def resumen(dias: list[list[object]]) -> str:
    """X no pone salto al final del resumen."""
    return en_csv(RESUMEN_X, dias).rstrip("\n")


def test_el_resumen_da_impresiones_visitas_y_seguidores_por_dia() -> None:
    lectura = leer_en(resumen(DIAS), "jal_x")

    sumas = dict(lectura.diarias.group_by("metrica").agg(pl.col("valor").sum()).iter_rows())
    assert lectura.clase == "x_resumen_diario"
    assert lectura.hallazgos == ()
    assert sumas == {
        "impresiones": 600,
        "visitas_perfil": 61,
        "altas_seguidores": 6,
        "bajas_seguidores": 3,
        "me_gusta": 18,
        "guardados": 1,
        "comentarios": 4,
        "compartidos": 3,
        "reproducciones": 7,
    }
    assert lectura.diarias["cuenta"].unique().to_list() == ["jal_x"]
    assert lectura.diarias["fecha"].sort()[0].isoformat() == "2026-01-07"
    assert set(lectura.diarias["definicion"]) >= {"x.impresiones.v1", "x.visitas_perfil.v1"}
    assert (lectura.filas_leidas, lectura.filas_rechazadas) == (3, 0)


def test_el_resumen_fuera_de_una_carpeta_no_se_atribuye() -> None:
    lectura = leer_en(resumen(DIAS))
    assert lectura.rechazado
    assert codigos(lectura) == ["L231"]


def test_un_dia_repetido_igual_se_toma_una_vez_y_uno_distinto_queda_sin_valor() -> None:
    distinto = [*DIAS[1]]
    distinto[1] = 999
    lectura = leer_en(resumen([*DIAS, DIAS[0], distinto]), "jal_x")

    impresiones = lectura.diarias.filter(metrica="impresiones").sort("fecha")
    assert impresiones["valor"].to_list() == [100, None, 300]
    assert impresiones["ausencia"].to_list() == [None, "ilegible", None]
    assert "2026-01-08" in oraciones(lectura)
    assert {"L508", "L509"} <= set(codigos(lectura))


def test_un_hueco_se_dice_y_no_vale_cero() -> None:
    lectura = leer_en(resumen([DIAS[0], DIAS[2]]), "jal_x")
    assert codigos(lectura) == ["L510"]
    assert "1 día (2026-01-08)" in oraciones(lectura)
    assert len(lectura.diarias.filter(metrica="impresiones")) == 2


def test_una_celda_vacia_es_ausencia_y_una_ilegible_se_observa() -> None:
    vacia, mala = [*DIAS[0]], [*DIAS[1]]
    vacia[1], mala[1] = "", "muchas"
    impresiones = leer_en(resumen([vacia, mala]), "jal_x").diarias.filter(metrica="impresiones")
    assert impresiones.select("valor", "ausencia").rows() == [(None, "plataforma"), (None, "ilegible")]


def test_el_resumen_de_otro_semestre_se_rechaza_y_el_de_dos_se_recorta() -> None:
    anterior = ["Wed, Dec 31, 2025", *DIAS[0][1:]]
    assert codigos(leer_en(resumen([anterior]), "jal_x")) == ["L501"]

    lectura = leer_en(resumen([*DIAS, anterior]), "jal_x")
    assert codigos(lectura) == ["L502"]
    assert lectura.diarias["fecha"].sort()[0].isoformat() == "2026-01-07"


def test_el_contenido_toma_la_cuenta_del_enlace_y_conserva_el_identificador_entero() -> None:
    largo = "1891564128784855141"
    filas = [
        mensaje_x(largo, "Sun, Feb 1, 2026", 70, "R&amp;D &lt;hoy&gt;"),
        mensaje_x("1891472667636797659", "Tue, Jun 30, 2026"),
    ]
    lectura = leer_en(en_csv(CONTENIDO_X, filas))

    primera = lectura.publicaciones.row(0, named=True)
    assert lectura.hallazgos == ()
    assert primera["id_publicacion"] == largo
    assert primera["cuenta"] == "jal_x"
    assert primera["texto"] == "R&D <hoy>"
    assert (primera["impresiones"], primera["me_gusta"], primera["comentarios"]) == (70, 3, 2)
    assert (primera["compartidos"], primera["guardados"]) == (4, 1)
    assert primera["es_compartida"] is None
    assert lectura.publicaciones["semestre"].to_list() == ["2026-1", "2026-1"]


def test_la_variante_de_principios_de_2025_se_lee_igual() -> None:
    filas = [mensaje_x("1891564128784855141", "Mon Feb 17 2025")]
    lectura = leer_en(en_csv(CONTENIDO_X_2025, filas, "\r\n"), semestre="2025-1")
    assert lectura.publicaciones["publicada_en"][0].isoformat() == "2025-02-17T00:00:00"


def test_las_filas_sin_definir_no_son_mensajes() -> None:
    basura = ["", "", "", "https://x.com/INE_Jalisco/status/undefined", *[0] * 13]
    lectura = leer_en(en_csv(CONTENIDO_X, [basura, mensaje_x("1891564128784855141", "Sun, Feb 1, 2026")]))
    assert len(lectura.publicaciones) == 1
    assert codigos(lectura) == ["L551"]
    assert "1 fila sin identificador" in oraciones(lectura)
    assert lectura.filas_rechazadas == 0


@pytest.mark.parametrize("identificador", ["1.89156E+18", "1891564128784850000"])
def test_identificadores_redondeados_por_excel_rechazan_el_archivo(identificador: str) -> None:
    lectura = leer_en(en_csv(CONTENIDO_X, [mensaje_x(identificador, "Sun, Feb 1, 2026")]))
    assert lectura.rechazado
    assert codigos(lectura) == ["L505"]
    assert identificador in oraciones(lectura)


def test_una_fila_sin_identificador_o_sin_fecha_no_detiene_a_las_demas() -> None:
    buena = mensaje_x("1891564128784855141", "Sun, Feb 1, 2026")
    sin_id, sin_fecha, ajeno = [*buena], [*buena], [*buena]
    sin_id[0], sin_fecha[1], ajeno[0] = "", "ayer", "abc"
    lectura = leer_en(en_csv(CONTENIDO_X, [buena, sin_id, sin_fecha, ajeno]))

    assert len(lectura.publicaciones) == 1
    assert lectura.filas_rechazadas == 3
    assert codigos(lectura) == ["L503", "L514", "L504"]
    assert [h.fila for h in lectura.hallazgos] == [3, 5, 4]
    assert {h.cuenta for h in lectura.hallazgos} == {"jal_x"}


def test_una_publicacion_repetida_se_cuenta_una_vez() -> None:
    uno = mensaje_x("1891564128784855141", "Sun, Feb 1, 2026")
    lectura = leer_en(en_csv(CONTENIDO_X, [uno, uno]))
    assert len(lectura.publicaciones) == 1
    assert codigos(lectura) == ["L506"]

    otro = mensaje_x("1891564128784855141", "Sun, Feb 1, 2026", impresiones=11)
    lectura = leer_en(en_csv(CONTENIDO_X, [uno, otro]))
    assert lectura.publicaciones.select("impresiones", "me_gusta").rows() == [(None, 3)]
    assert codigos(lectura) == ["L507"]


def test_un_archivo_solo_con_filas_sin_definir_no_trae_mensajes() -> None:
    basura = ["", "", "", "https://x.com/INE_Jalisco/status/undefined", *[0] * 13]
    lectura = leer_en(en_csv(CONTENIDO_X, [basura]), "jal_x")
    assert lectura.rechazado
    assert codigos(lectura) == ["L551", "L106"]


def test_un_enlace_sin_usuario_se_atribuye_por_la_carpeta() -> None:
    contenido = en_csv(CONTENIDO_X, [mensaje_x("1891564128784855141", "Sun, Feb 1, 2026", usuario="i")])
    assert leer_en(contenido, "jal_x").publicaciones["cuenta"].to_list() == ["jal_x"]
    assert codigos(leer_en(contenido)) == ["L231"]


def test_el_contenido_en_la_carpeta_de_otra_cuenta_se_rechaza() -> None:
    contenido = en_csv(CONTENIDO_X, [mensaje_x("1891564128784855141", "Sun, Feb 1, 2026")])
    assert codigos(leer_en(contenido, "jal_fb")) == ["L234"]


@pytest.mark.parametrize(
    ("encabezado", "codificacion"),
    [
        ('"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements"', "utf-8"),
        ('"Tweet id","Tweet permalink","Tweet text","hora","impresiones","tasa de interacción"', "cp1252"),
        ('"Date","Tweets published","impressions","engagements","engagement rate","retweets"', "utf-8"),
    ],
)
def test_el_informe_de_tuits_dice_que_exportar(encabezado: str, codificacion: str) -> None:
    contenido = en_csv(encabezado, [["1", "2", "Texto\ncon renglón", "2016-12-23 18:50 +0000", "19.0", "-"]])
    lectura = leer_en(contenido.encode(codificacion))
    assert lectura.rechazado
    assert codigos(lectura) == ["L552"]
    assert "«Overview»" in oraciones(lectura)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["bien", "sin_id", "fecha_mala", "fuera", "basura"]), st.integers(0, 10**12)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_ninguna_fila_se_pierde_sin_decirlo(clases: list[tuple[str, int]]) -> None:
    filas = []
    for i, (clase, impresiones) in enumerate(clases):
        fila = mensaje_x(f"18915641287848{i + 10001}", "Sun, Feb 1, 2026", impresiones)
        if clase == "sin_id":
            fila[0] = ""
        elif clase == "fecha_mala":
            fila[1] = "31 de febrero"
        elif clase == "fuera":
            fila[1] = "Wed, Dec 31, 2025"
        elif clase == "basura":
            fila[0], fila[3] = "", "https://x.com/INE_Jalisco/status/undefined"
        filas.append(fila)
    lectura = leer_en(en_csv(CONTENIDO_X, filas))

    buenas = [n for clase, n in clases if clase == "bien"]
    malas = [clase for clase, _ in clases if clase in ("sin_id", "fecha_mala")]
    assert sorted(lectura.publicaciones["impresiones"].to_list()) == sorted(buenas)
    assert lectura.rechazado == (not buenas)
    assert lectura.filas_leidas == len(clases)
    if buenas:
        assert lectura.filas_rechazadas == len(malas)
    presentes = {clase for clase, _ in clases}
    assert ("basura" in presentes) == ("L551" in codigos(lectura))
    assert ("fuera" in presentes) == bool({"L501", "L502"} & set(codigos(lectura)))
