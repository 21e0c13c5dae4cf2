"""Qué cifras del semestre salen de las publicaciones y menciones leídas por API."""

from datetime import UTC, date, datetime, timedelta

import pytest

from almacen.candidatas import candidatas
from almacen.maestro import Base
from tests.almacen.apoyo_api import (
    FIN,
    INICIO,
    LEIDO,
    S,
    cargar_api,
    publicacion,
    recoleccion,
)

DIA = datetime(2026, 2, 1, 10)


def cifras(base: Base, cuenta: str) -> dict[str, int | str]:
    """Valor o razón de cada métrica de la cuenta por API."""
    marco = candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3).filter(cuenta=cuenta, fuente="api")
    assert marco["metrica"].is_unique().all(), marco
    return {f["metrica"]: f["ausencia"] or f["valor"] for f in marco.iter_rows(named=True)}


def test_en_x_cada_columna_sale_de_lo_suyo(base_api: Base) -> None:
    cargar_api(
        base_api, "lc", recoleccion("central", "publicaciones"),
        publicaciones=[publicacion("central", "900", DIA)],
    )  # fmt: skip
    ajena = {"es_compartida": True, "piezas_multimedia": 4}
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[
            publicacion("x1", "1", DIA, impresiones=10, me_gusta=1, compartidos=2, comentarios=3, guardados=4,
                        piezas_multimedia=2),
            publicacion("x1", "2", DIA, impresiones=5, me_gusta=1, compartidos=0, comentarios=0, guardados=0,
                        piezas_multimedia=0, es_respuesta=True),
            # Citar añadiendo algo es producir contenido.
            publicacion("x1", "3", datetime(2026, 6, 30, 23, 59), impresiones=7, me_gusta=0, compartidos=0,
                        comentarios=0, guardados=0, piezas_multimedia=1, referencia="citada",
                        referencia_id="900"),
            publicacion("x1", "4", DIA, referencia="republicada", referencia_id="77",
                        referencia_usuario="ine_central", **ajena),
            publicacion("x1", "5", DIA, referencia="citada_sin_anadido", referencia_id="900",
                        impresiones=99, **ajena),
            publicacion("x1", "6", DIA, referencia="republicada", referencia_id="78",
                        referencia_usuario="otra", me_gusta=50, **ajena),
        ],
    )  # fmt: skip
    de_x = cifras(base_api, "x1")
    assert {m: v for m, v in de_x.items() if not m.startswith("publicaciones_mes")} == {
        "mensajes_publicados": 6,
        "mensajes_propios": 3,
        "mensajes_comunicacion_social": 2,
        "respuestas": 1,
        "contenidos_multimedia": 3,
        "impresiones": 22,
        "me_gusta": 2,
        "compartidos": 2,
        "comentarios": 3,
        "guardados": 4,
    }
    assert [de_x[f"publicaciones_mes_{i}"] for i in range(1, 7)] == [0, 5, 0, 0, 0, 1]


def test_con_la_recoleccion_completa_ninguna_publicacion_es_cero(base_api: Base) -> None:
    cargar_api(base_api, "l1", recoleccion("x1", "publicaciones"))
    assert set(cifras(base_api, "x1").values()) == {0}


@pytest.mark.parametrize(
    ("periodos", "completa"),
    [
        ([(INICIO, FIN)], True),
        ([(INICIO - timedelta(days=30), FIN + timedelta(days=9))], True),
        ([(INICIO, DIA.replace(tzinfo=UTC)), (DIA.replace(tzinfo=UTC), FIN)], True),
        ([(INICIO, FIN - timedelta(days=40)), (INICIO + timedelta(days=9), FIN)], True),
        ([(INICIO, FIN - timedelta(seconds=1))], False),
        ([(INICIO + timedelta(seconds=1), FIN)], False),
        ([(INICIO, DIA.replace(tzinfo=UTC)), (DIA.replace(tzinfo=UTC) + timedelta(hours=1), FIN)], False),
    ],
)
def test_un_conteo_vale_si_lo_leido_cubre_el_semestre_sin_huecos(
    base_api: Base, periodos: list[tuple[datetime, datetime]], completa: bool
) -> None:
    for i, (desde, hasta) in enumerate(periodos):
        cargar_api(
            base_api, f"l{i}", recoleccion("x1", "publicaciones", abarca_desde=desde, abarca_hasta=hasta),
            publicaciones=[publicacion("x1", "1", DIA)] if i == 0 else [],
        )  # fmt: skip
    assert cifras(base_api, "x1")["mensajes_publicados"] == (1 if completa else "cobertura_incompleta")


def test_a_una_cuenta_nueva_se_le_pide_solo_su_vigencia(base_api: Base) -> None:
    alta = datetime(2026, 6, 29, 6, tzinfo=UTC)
    cargar_api(
        base_api, "l1", recoleccion("x_nueva", "publicaciones", abarca_desde=alta),
        publicaciones=[
            publicacion("x_nueva", "1", datetime(2026, 6, 28, 23)),
            publicacion("x_nueva", "2", datetime(2026, 6, 29)),
        ],
    )  # fmt: skip
    assert cifras(base_api, "x_nueva")["mensajes_publicados"] == 1


@pytest.mark.parametrize("razon", ["sin_permiso", "no_encontrada", "sobre_presupuesto", "fallo"])
def test_sin_cobertura_la_razon_es_la_del_ultimo_intento(base_api: Base, razon: str) -> None:
    cargar_api(base_api, "l1", recoleccion("x1", "publicaciones", abarca_hasta=FIN - timedelta(days=9)))
    fallida = recoleccion(
        "x1", "publicaciones", abarca_desde=None, abarca_hasta=None, resultado=razon,
        leida_en=LEIDO + timedelta(hours=1),
    )  # fmt: skip
    cargar_api(base_api, "l2", fallida)
    assert set(cifras(base_api, "x1").values()) == {razon}


def test_si_ni_el_perfil_pudo_leerse_todo_falta_por_lo_mismo(base_api: Base) -> None:
    sin_periodo = {"abarca_desde": None, "abarca_hasta": None}
    cargar_api(base_api, "l1", recoleccion("y1", "perfiles", resultado="no_encontrada", **sin_periodo))
    de_youtube = cifras(base_api, "y1")
    assert set(de_youtube.values()) == {"no_encontrada"}
    assert {"publicaciones", "vistas", "crecimiento_seguidores", "seguidores_cierre"} <= set(de_youtube)


def test_lo_de_otro_semestre_no_da_ausencias_en_este(base_api: Base) -> None:
    despues = FIN + timedelta(days=60)
    sin_periodo = {"abarca_desde": None, "abarca_hasta": None, "programada": despues}
    cargar_api(base_api, "l1", recoleccion("x1", "perfiles", resultado="sin_permiso", **sin_periodo))
    cargar_api(base_api, "l2", recoleccion("x1", "menciones", abarca_desde=FIN, abarca_hasta=despues))
    assert cifras(base_api, "x1") == {}


def test_de_cada_cifra_vale_la_ultima_leida_aunque_se_cargue_antes(base_api: Base) -> None:
    tarde = LEIDO + timedelta(days=30)
    cargar_api(
        base_api, "l9", recoleccion("x1", "metricas", abarca_desde=None, abarca_hasta=None), leido=tarde,
        publicaciones=[publicacion("x1", "1", DIA, impresiones=90, leida_en=tarde)],
    )  # fmt: skip
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[publicacion("x1", "1", DIA, impresiones=10, me_gusta=4)],
    )  # fmt: skip
    de_x = cifras(base_api, "x1")
    assert (de_x["mensajes_publicados"], de_x["impresiones"], de_x["me_gusta"]) == (1, 90, 4)


def test_una_suma_con_huecos_es_una_ausencia_y_los_conteos_no(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("f1", "publicaciones"),
        publicaciones=[
            publicacion("f1", "1", DIA, reacciones=5, compartidos=1, comentarios=2, piezas_multimedia=3),
            publicacion("f1", "2", DIA, compartidos=1, comentarios=2, piezas_multimedia=9,
                        es_compartida=True),
        ],
    )  # fmt: skip
    de_facebook = cifras(base_api, "f1")
    assert {m: v for m, v in de_facebook.items() if not m.startswith("publicaciones_mes")} == {
        "publicaciones": 2,
        "publicaciones_propias": 1,
        "contenidos_multimedia": 3,
        "reacciones": "cobertura_incompleta",
        "compartidos": 2,
        "comentarios": 4,
    }


def test_sin_saber_cuales_son_propias_no_hay_cifra_de_las_propias(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("f1", "publicaciones"),
        publicaciones=[publicacion("f1", "1", DIA, es_compartida=None, piezas_multimedia=3)],
    )  # fmt: skip
    de_facebook = cifras(base_api, "f1")
    assert de_facebook["publicaciones"] == 1
    assert de_facebook["publicaciones_propias"] == "cobertura_incompleta"
    assert de_facebook["contenidos_multimedia"] == "cobertura_incompleta"


def test_instagram_suma_las_cifras_de_sus_publicaciones(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("i1", "publicaciones"),
        publicaciones=[
            publicacion("i1", str(n), DIA, me_gusta=n, comentarios=1, compartidos=2, guardados=3,
                        visualizaciones=10 * n, alcance=9, es_compartida=None)
            for n in (1, 2)
        ],
    )  # fmt: skip
    de_instagram = cifras(base_api, "i1")
    assert {m: v for m, v in de_instagram.items() if not m.startswith("publicaciones_mes")} == {
        "publicaciones": 2,
        "me_gusta": 3,
        "comentarios": 2,
        "compartidos": 4,
        "guardados": 6,
        "visualizaciones": 30,
    }


def test_de_los_videos_sale_su_conteo_y_no_sus_cifras_acumuladas(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("y1", "publicaciones"),
        publicaciones=[publicacion("y1", "a", DIA, vistas=1000, me_gusta=50)],
    )  # fmt: skip
    sin_meses = {m for m in cifras(base_api, "y1") if not m.startswith("publicaciones_mes")}
    assert sin_meses == {"publicaciones"}


def test_las_menciones_se_cuentan_una_vez_y_dentro_del_semestre(base_api: Base) -> None:
    def mencion(clave: str, momento: datetime) -> dict[str, object]:
        return {
            "archivo": "p", "cuenta": "x1", "id_mencion": clave, "mencionada_en": momento,
        }  # fmt: skip

    cargar_api(
        base_api, "l1", recoleccion("x1", "menciones", abarca_hasta=FIN - timedelta(days=1)),
        menciones=[mencion("1", INICIO), mencion("2", INICIO - timedelta(seconds=1))],
    )  # fmt: skip
    assert cifras(base_api, "x1") == {"menciones": "cobertura_incompleta"}
    cargar_api(
        base_api, "l2", recoleccion("x1", "menciones", abarca_desde=FIN - timedelta(days=2)),
        menciones=[mencion("1", INICIO), mencion("3", FIN - timedelta(seconds=1)), mencion("4", FIN)],
    )  # fmt: skip
    assert cifras(base_api, "x1") == {"menciones": 2}


def test_cada_candidata_dice_su_lote_su_calculo_y_cuando_se_leyo(base_api: Base) -> None:
    cargar_api(
        base_api, "l1", recoleccion("x1", "publicaciones"),
        publicaciones=[publicacion("x1", "1", DIA)],
    )  # fmt: skip
    marco = candidatas(base_api, S, codigo_corte="L704", dias_de_tolerancia=3)
    fila = marco.filter(metrica="mensajes_publicados").row(0, named=True)
    assert (fila["lote"], fila["recibido_en"], fila["definicion"]) == (
        "l1",
        LEIDO,
        "x.mensajes_publicados.v1",
    )
    assert fila["calculo"] == "conteo de las publicaciones, leídas por API del 2026-07-01 al 2026-07-01"
    assert marco["lote"].null_count() == marco["calculo"].null_count() == 0
    assert date(2026, 7, 1) == LEIDO.date()
