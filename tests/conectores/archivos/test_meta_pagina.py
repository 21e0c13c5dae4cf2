import polars as pl
import pytest
from fabrica_exportaciones import codigos, grafica_meta, leer_en, oraciones

DIAS = [("2026-05-25", 100), ("2026-05-26", 0), ("2026-05-27", 30)]


@pytest.mark.parametrize(
    ("titulo", "carpeta", "metrica"),
    [
        ("Views", "jal_fb", "visualizaciones"),
        ("Visualizaciones", "jal_ig", "visualizaciones"),
        ("Facebook reach", "jal_fb", "alcance"),
        ("Alcance de Instagram", "jal_ig", "alcance"),
        ("Reach", "jal_ig", "alcance"),
        ("Follows", "jal_fb", "altas_seguidores"),
        ("Instagram follows", "jal_ig", "altas_seguidores"),
        ("Facebook visits", "jal_fb", "visitas_perfil"),
        ("Visitas al perfil de Instagram", "jal_ig", "visitas_perfil"),
    ],
)
def test_cada_grafica_da_su_metrica_por_dia(titulo: str, carpeta: str, metrica: str) -> None:
    lectura = leer_en(grafica_meta((titulo, DIAS), fecha="Fecha"), carpeta)
    assert lectura.clase == "meta_pagina"
    assert lectura.hallazgos == ()
    assert lectura.diarias.select("fecha", "metrica", "cuenta", "valor").rows() == [
        (pl.Series([dia]).str.to_date()[0], metrica, carpeta, valor) for dia, valor in DIAS
    ]


def test_un_archivo_con_dos_redes_no_las_mezcla() -> None:
    contenido = grafica_meta(("Facebook reach", DIAS), ("Instagram reach", [("2026-05-25", 7)]))
    facebook, instagram = leer_en(contenido, "jal_fb"), leer_en(contenido, "jal_ig")
    assert facebook.diarias["valor"].to_list() == [100, 0, 30]
    assert instagram.diarias["valor"].to_list() == [7]
    assert codigos(facebook) == codigos(instagram) == ["L613"]


def test_una_grafica_solo_de_la_otra_red_se_rechaza() -> None:
    lectura = leer_en(grafica_meta(("Instagram follows", DIAS)), "jal_fb")
    assert lectura.rechazado
    assert codigos(lectura) == ["L236"]


@pytest.mark.parametrize(("carpeta", "codigo"), [(None, "L231"), ("jal_x", "L236"), ("nadie", "L235")])
def test_la_cuenta_sale_solo_de_la_carpeta(carpeta: str | None, codigo: str) -> None:
    assert codigos(leer_en(grafica_meta(("Views", DIAS)), carpeta)) == [codigo]


def test_una_metrica_desconocida_se_nombra_y_una_que_no_se_pide_no_es_error() -> None:
    desconocida = leer_en(grafica_meta(("Sonrisas", DIAS)), "jal_fb")
    assert desconocida.rechazado
    assert "«Sonrisas»" in oraciones(desconocida)

    ajena = leer_en(grafica_meta(("Content interactions", DIAS)), "jal_fb")
    assert not ajena.rechazado
    assert codigos(ajena) == ["L612"]


def test_los_dias_anteriores_a_la_definicion_no_se_cargan() -> None:
    dias = [("2025-11-14", 9), ("2025-11-15", 4), ("2025-11-16", 5)]
    lectura = leer_en(grafica_meta(("Views", dias)), "jal_fb", "2025-2")
    assert lectura.diarias["valor"].to_list() == [4, 5]
    assert lectura.diarias["definicion"].unique().to_list() == ["facebook.visualizaciones.v1"]
    assert codigos(lectura) == ["L615"]


def test_espectadores_es_el_alcance_de_facebook_desde_que_lo_sustituyo() -> None:
    dias = [("2026-06-14", 9), ("2026-06-15", 4)]
    lectura = leer_en(grafica_meta(("Espectadores", dias)), "jal_fb")
    assert lectura.diarias.select("metrica", "definicion", "valor").rows() == [
        ("alcance", "facebook.alcance.v2", 4)
    ]
    assert codigos(leer_en(grafica_meta(("Viewers", dias)), "jal_ig")) == ["L612"]


def test_los_dias_que_faltan_se_dicen() -> None:
    lectura = leer_en(grafica_meta(("Follows", [DIAS[0], DIAS[2]])), "jal_fb")
    assert codigos(lectura) == ["L510"]
    assert "2026-05-26" in oraciones(lectura)


def test_la_grafica_guardada_desde_excel_con_punto_y_coma_tambien_se_lee() -> None:
    texto = "Views;\nDate;Primary\n2026-05-25T00:00:00;5213\n2026-05-26T01:00:00;4216\n"
    assert leer_en(texto, "jal_fb").diarias["valor"].to_list() == [5213, 4216]


def test_otro_semestre_y_filas_ilegibles() -> None:
    assert codigos(leer_en(grafica_meta(("Views", DIAS)), "jal_ig", "2026-2")) == ["L501"]
    lectura = leer_en(grafica_meta(("Views", [*DIAS, ("2026-13-45", 1)])), "jal_ig")
    assert codigos(lectura) == ["L504"]
    assert lectura.filas_rechazadas == 1
