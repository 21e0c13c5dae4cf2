from datetime import date, datetime, timedelta

import polars as pl

from almacen.candidatas import candidatas
from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.derivados import ajustar, esquema_polars
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, MEDICIONES, PUBLICACIONES
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes

S = Semestre(2026, 1)


def _cargar(base: Base, lote: str, recibido: datetime = AHORA, **marcos: pl.DataFrame) -> None:
    cargar(base, Tanda(lotes=lotes(fila_de_lote(lote, recibido_en=recibido)), **marcos))


def _cifra(base: Base, cuenta: str, metrica: str) -> tuple[int | None, str | None, str]:
    marco = candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3).filter(
        cuenta=cuenta, metrica=metrica
    )
    assert len(marco) == 1, marco
    return marco.select("valor", "ausencia", "calculo").row(0)


def _diarias(
    lote: str, cuenta: str, metrica: str, dias: int, valor: int = 2, desde: date = S.inicio
) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "lote": lote, "archivo": "a", "fila": i, "cuenta": cuenta, "fecha": desde + timedelta(days=i),
                "metrica": metrica, "definicion": f"x.{metrica}.v1", "valor": valor, "ausencia": None,
                "fuente": "exportacion",
            }
            for i in range(dias)
        ],
        schema=esquema_polars(DIARIAS),
    )  # fmt: skip


def test_las_diarias_se_suman_solo_si_estan_todos_los_dias(base: Base) -> None:
    _cargar(base, "l1", diarias=_diarias("l1", "x1", "impresiones", S.dias - 1))
    assert _cifra(base, "x1", "impresiones")[:2] == (None, "cobertura_incompleta")
    _cargar(base, "l2", diarias=_diarias("l2", "x1", "impresiones", 1, desde=S.fin))
    assert _cifra(base, "x1", "impresiones")[:2] == (S.dias * 2, None)


def test_de_un_dia_entregado_dos_veces_vale_lo_ultimo(base: Base) -> None:
    _cargar(base, "l1", diarias=_diarias("l1", "x1", "impresiones", S.dias))
    tarde = AHORA + timedelta(hours=1)
    _cargar(base, "l0", tarde, diarias=_diarias("l0", "x1", "impresiones", 1, valor=100))
    assert _cifra(base, "x1", "impresiones")[0] == S.dias * 2 - 2 + 100


def test_a_una_cuenta_nueva_se_le_piden_solo_sus_dias(base: Base) -> None:
    _cargar(base, "l1", diarias=_diarias("l1", "x_nueva", "impresiones", 2, desde=date(2026, 6, 29)))
    assert _cifra(base, "x_nueva", "impresiones")[:2] == (4, None)


def test_el_crecimiento_es_altas_menos_bajas(base: Base) -> None:
    altas = _diarias("l1", "x1", "altas_seguidores", S.dias, 3)
    bajas = _diarias("l1", "x1", "bajas_seguidores", S.dias, 4)
    _cargar(base, "l1", diarias=pl.concat([altas, bajas]))
    assert _cifra(base, "x1", "crecimiento_seguidores")[:2] == (-S.dias, None)


def test_altas_sin_bajas_no_son_crecimiento(base: Base) -> None:
    _cargar(base, "l1", diarias=_diarias("l1", "x1", "altas_seguidores", S.dias, 3))
    assert candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3).is_empty()


def _total(lote: str, desde: date, hasta: date, valor: int | None = 10) -> dict[str, object]:
    return {
        "lote": lote, "archivo": "a", "hoja": "", "fila": 2, "columna": "Vistas", "cuenta": "y1",
        "semestre": S.clave, "metrica": "vistas", "definicion": "youtube.vistas.v1", "valor": valor,
        "ausencia": None if valor is not None else "plataforma", "fuente": "exportacion", "desde": desde,
        "hasta": hasta, "corte": None,
    }  # fmt: skip


def _mediciones(*filas: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(filas), schema=esquema_polars(MEDICIONES))


def test_los_periodos_que_cubren_el_semestre_se_suman(base: Base) -> None:
    corte = date(2026, 3, 31)
    _cargar(base, "l1", mediciones=_mediciones(_total("l1", S.inicio, corte)))
    assert _cifra(base, "y1", "vistas")[:2] == (None, "cobertura_incompleta")
    _cargar(base, "l2", mediciones=_mediciones(_total("l2", corte + timedelta(days=1), S.fin, 5)))
    assert _cifra(base, "y1", "vistas")[:2] == (15, None)


def test_un_mes_suelto_no_se_suma_al_periodo_que_ya_cubre(base: Base) -> None:
    _cargar(base, "l1", mediciones=_mediciones(_total("l1", S.inicio, S.fin)))
    _cargar(base, "l2", mediciones=_mediciones(_total("l2", S.inicio, date(2026, 1, 31), 5)))
    assert _cifra(base, "y1", "vistas")[:2] == (10, None)


def test_los_periodos_encimados_no_se_suman(base: Base) -> None:
    _cargar(base, "l1", mediciones=_mediciones(_total("l1", S.inicio, date(2026, 3, 31))))
    _cargar(base, "l2", mediciones=_mediciones(_total("l2", date(2026, 3, 1), S.fin, 5)))
    assert _cifra(base, "y1", "vistas")[:2] == (None, "cobertura_incompleta")


def test_el_conteo_de_youtube_pide_un_periodo_que_cubra(base: Base) -> None:
    publicacion = _publicaciones("l1", "youtube", "y1", [{"id_publicacion": "1"}])
    corto = _mediciones(_total("l1", date(2026, 6, 1), S.fin))
    _cargar(base, "l1", publicaciones=publicacion, mediciones=corto)
    assert _cifra(base, "y1", "publicaciones")[:2] == (None, "cobertura_incompleta")
    _cargar(base, "l2", mediciones=_mediciones(_total("l2", S.inicio, S.fin)))
    assert _cifra(base, "y1", "publicaciones")[:2] == (1, None)


def _publicaciones(lote: str, red: str, cuenta: str, filas: list[dict[str, object]]) -> pl.DataFrame:
    comun = {"lote": lote, "archivo": "a", "cuenta": cuenta, "red": red, "semestre": S.clave,
             "publicada_en": datetime(2026, 2, 1)}  # fmt: skip
    marco = pl.DataFrame([comun | {"fila": i} | f for i, f in enumerate(filas)], infer_schema_length=None)
    return ajustar(marco, PUBLICACIONES)


def test_cada_publicacion_cuenta_una_vez_en_su_ultima_version(base: Base) -> None:
    _cargar(base, "l1", publicaciones=_publicaciones("l1", "x", "x1", [
        {"id_publicacion": "1", "compartidos": 5}, {"id_publicacion": "2", "compartidos": 7}]))  # fmt: skip
    _cargar(base, "l2", AHORA + timedelta(hours=1), publicaciones=_publicaciones("l2", "x", "x1", [
        {"id_publicacion": "2", "compartidos": 8}]))  # fmt: skip
    assert _cifra(base, "x1", "mensajes_propios")[:2] == (2, None)
    assert _cifra(base, "x1", "compartidos")[:2] == (13, None)


def test_una_suma_con_huecos_es_una_ausencia(base: Base) -> None:
    filas = [
        {"id_publicacion": "1", "reacciones": 5, "es_compartida": False, "con_multimedia": True},
        {"id_publicacion": "2", "reacciones": None, "es_compartida": True, "con_multimedia": False},
    ]
    _cargar(base, "l1", publicaciones=_publicaciones("l1", "facebook", "f1", filas))
    assert _cifra(base, "f1", "publicaciones")[:2] == (2, None)
    assert _cifra(base, "f1", "publicaciones_propias")[:2] == (1, None)
    assert _cifra(base, "f1", "contenidos_multimedia")[:2] == (1, None)
    valor, ausencia, calculo = _cifra(base, "f1", "reacciones")
    assert (valor, ausencia) == (None, "cobertura_incompleta")
    assert "1 de 2 sin dato" in calculo
    metricas = set(candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3)["metrica"])
    assert "visualizaciones" not in metricas, "una columna que no venía no es una ausencia de la plataforma"


def test_de_una_exportacion_cortada_no_sale_conteo(base: Base) -> None:
    corte = observaciones([Hallazgo("L704", cuenta="y1")], detectada_en=AHORA, semestre=S.clave, lote="l1")
    publicacion = _publicaciones("l1", "youtube", "y1", [{"id_publicacion": "1"}])
    _cargar(base, "l1", publicaciones=publicacion, observaciones=corte)
    assert _cifra(base, "y1", "publicaciones")[:2] == (None, "cobertura_incompleta")


def test_youtube_no_suma_filas_porque_el_total_no_es_la_suma(base: Base) -> None:
    filas = [{"id_publicacion": "1", "me_gusta": 3, "vistas": 9}]
    _cargar(base, "l1", publicaciones=_publicaciones("l1", "youtube", "y1", filas))
    metricas = (
        candidatas(base, S, codigo_corte="L704", dias_de_tolerancia=3)
        .filter(cuenta="y1")["metrica"]
        .to_list()
    )
    assert metricas == ["publicaciones"]


def test_una_exportacion_posterior_sin_la_columna_no_borra_la_cifra(base: Base) -> None:
    con = _publicaciones("l1", "x", "x1", [{"id_publicacion": "1", "compartidos": 5}])
    _cargar(base, "l1", publicaciones=con)
    sin = _publicaciones("l2", "x", "x1", [{"id_publicacion": "1"}])
    _cargar(base, "l2", AHORA + timedelta(hours=1), publicaciones=sin)
    assert _cifra(base, "x1", "compartidos")[:2] == (5, None)


def test_lo_publicado_antes_de_la_vigencia_no_cuenta(base: Base) -> None:
    filas = [
        {"id_publicacion": "1", "publicada_en": datetime(2026, 6, 28)},
        {"id_publicacion": "2", "publicada_en": datetime(2026, 6, 30)},
    ]
    _cargar(base, "l1", publicaciones=_publicaciones("l1", "x", "x_nueva", filas))
    assert _cifra(base, "x_nueva", "mensajes_propios")[:2] == (1, None)


def test_ninguna_publicacion_vale_mientras_no_llegue_alguna(base: Base) -> None:
    cero = _total("l1", S.inicio, S.fin, 0) | {
        "metrica": "publicaciones",
        "definicion": "youtube.publicaciones.v1",
    }
    _cargar(base, "l1", mediciones=_mediciones(cero))
    assert _cifra(base, "y1", "publicaciones")[:2] == (0, None)
    una = _publicaciones("l2", "youtube", "y1", [{"id_publicacion": "1"}])
    _cargar(base, "l2", AHORA + timedelta(hours=1), publicaciones=una)
    assert _cifra(base, "y1", "publicaciones")[:2] == (1, None)
