"""Cobertura cifra por cifra, linaje hasta lo medido y desglose de la calificación."""

from datetime import date, datetime

import polars as pl

from almacen.carga import Tanda, cargar, sustituir_catalogo
from almacen.evaluaciones import Encabezado, Resultados, guardar
from almacen.maestro import Base
from esquemas.derivados import esquema_polars, vacia
from esquemas.tablas import (
    CALIFICACIONES,
    CIFRAS,
    CRITERIOS,
    DIARIAS,
    INCERTIDUMBRE,
    METAS,
    OBSERVACIONES,
    PADRON_EVALUADO,
    PARAMETROS,
    PARTES,
    PUBLICACIONES,
)
from flujos.pasos.catalogo import marco_del_catalogo
from lineamientos.ausencias import TITULOS, Ausencia
from tests.almacen.apoyo_lotes import AHORA, fila_de_lote, lotes
from tests.almacen.apoyo_vistas import cargar_mediciones, evaluar, medicion


def _diaria(lote: str, metrica: str, dia: date, valor: int | None) -> dict[str, object]:
    return {
        "lote": lote, "archivo": f"{lote}.csv", "fila": dia.day, "cuenta": "x1", "fecha": dia,
        "metrica": metrica, "definicion": f"x.{metrica}.v1", "valor": valor,
        "ausencia": None if valor is not None else "plataforma", "fuente": "exportacion",
    }  # fmt: skip


def _cargar_diarias(base: Base, *filas: dict[str, object]) -> None:
    suyos = sorted({str(f["lote"]) for f in filas})
    cargar(
        base,
        Tanda(
            lotes=lotes(*(fila_de_lote(lote) for lote in suyos)),
            diarias=pl.DataFrame(list(filas), schema=esquema_polars(DIARIAS)),
        ),
    )


def _linaje(base: Base, metrica: str) -> list[tuple[object, ...]]:
    return base.consultar(
        "SELECT medida, tipo_medicion, mediciones, desde, hasta, lote, archivo FROM linaje_mediciones "
        "WHERE metrica = $m ORDER BY ALL",
        {"m": metrica},
    ).rows()


def test_la_cobertura_dice_si_hay_cifra_de_donde_y_por_que_falta(base: Base) -> None:
    cargar_mediciones(base, medicion(), medicion(fila=8, fuente="exportacion", valor=11))
    evaluar(
        base,
        "2026-1",
        {},
        {"metrica": "mensajes_propios", "definicion": "x.mensajes_propios.v1", "valor": None, "fuente": None,
         "ausencia": "no_entregada", "lote": None},
        {"metrica": "compartidos", "definicion": "x.compartidos.v1", "valor": None, "ausencia": "plataforma"},
    )  # fmt: skip
    filas = base.consultar(
        "SELECT metrica, con_cifra, fuente, ausencia, razon, otras_fuentes FROM cobertura_por_cifra "
        "ORDER BY metrica"
    ).rows()
    assert filas == [
        ("compartidos", False, "formato", "plataforma", "la plataforma no la da", None),
        ("impresiones", True, "formato", None, None, "exportacion"),
        ("mensajes_propios", False, None, "no_entregada", "no entregada", None),
    ]


def test_la_cobertura_dice_quien_pide_cada_cifra(base: Base) -> None:
    sustituir_catalogo(base, marco_del_catalogo())
    evaluar(
        base,
        "2026-1",
        {},
        {"metrica": "compartidos", "definicion": "x.compartidos.v1"},
        {"metrica": "guardados", "definicion": "x.guardados.v1"},
        {"cuenta": "y1", "red": "youtube", "metrica": "compartidos", "definicion": "youtube.compartidos.v1"},
    )
    filas = base.consultar("SELECT red, metrica, pedida, letra FROM cobertura_por_cifra ORDER BY ALL").rows()
    assert filas == [
        ("x", "compartidos", "articulo_12", None),
        ("x", "guardados", "no_pedida", None),
        ("x", "impresiones", "articulo_11", "D"),
        ("youtube", "compartidos", "articulo_11_si_aplica", None),
    ]


def test_toda_razon_de_ausencia_se_dice_en_palabras(base: Base) -> None:
    razones = list(Ausencia)
    evaluar(
        base,
        "2026-1",
        *({"cuenta": f"c{i}", "valor": None, "ausencia": r.value} for i, r in enumerate(razones)),
    )
    dichas = dict(base.consultar("SELECT ausencia, razon FROM cobertura_por_cifra").rows())
    assert dichas == {r.value: TITULOS[r] for r in razones}


def test_el_linaje_de_una_celda_llega_a_su_carpeta(base: Base) -> None:
    cargar_mediciones(
        base, medicion(), medicion(fila=8, cuenta="x_nueva"), medicion(fila=9, semestre="2025-2")
    )
    evaluar(base, "2026-1", {})
    fila = base.consultar("SELECT * FROM linaje_mediciones").row(0, named=True)
    assert _linaje(base, "impresiones") == [
        ("impresiones", "cifra", 1, date(2026, 1, 1), date(2026, 6, 30), "l1", "x.xlsx → hoja")
    ]
    assert (fila["carpeta_cruda"], fila["sha256"]) == ("datos/aterrizaje/l1/l1", "0" * 64)


def test_el_linaje_de_una_suma_de_dias_cuenta_los_de_cada_lote(base: Base) -> None:
    _cargar_diarias(
        base,
        _diaria("l1", "impresiones", date(2026, 1, 1), 4),
        _diaria("l1", "impresiones", date(2026, 1, 2), None),
        _diaria("l2", "impresiones", date(2026, 1, 3), 6),
        _diaria("l2", "impresiones", date(2026, 7, 1), 9),
        _diaria("l2", "menciones", date(2026, 1, 3), 9),
    )
    evaluar(base, "2026-1", {"fuente": "exportacion", "calculo": "suma de 2 de 2 días"})
    assert _linaje(base, "impresiones") == [
        ("impresiones", "dia", 1, date(2026, 1, 1), date(2026, 1, 1), "l1", "l1.csv"),
        ("impresiones", "dia", 1, date(2026, 1, 3), date(2026, 1, 3), "l2", "l2.csv"),
    ]


def test_el_linaje_de_un_crecimiento_nombra_lo_que_se_midio(base: Base) -> None:
    dia = date(2026, 1, 1)
    _cargar_diarias(
        base, _diaria("l1", "altas_seguidores", dia, 4), _diaria("l1", "bajas_seguidores", dia, 1)
    )
    evaluar(
        base,
        "2026-1",
        {"metrica": "crecimiento_seguidores", "definicion": "x.crecimiento_seguidores.v1", "valor": 3,
         "fuente": "exportacion", "calculo": "altas menos bajas de seguidores, 1 de 1 días"},
    )  # fmt: skip
    assert [f[0] for f in _linaje(base, "crecimiento_seguidores")] == ["altas_seguidores", "bajas_seguidores"]


def test_el_linaje_de_un_conteo_llega_a_las_publicaciones(base: Base) -> None:
    filas = [
        {"lote": "l1", "archivo": "p.csv", "fila": n, "cuenta": "x1", "red": "x", "semestre": "2026-1",
         "id_publicacion": str(n), "publicada_en": datetime(2026, 2, n)}
        for n in (1, 2)
    ]  # fmt: skip
    marco = pl.DataFrame(filas, schema_overrides={"publicada_en": pl.Datetime("us")})
    cargar(base, Tanda(lotes=lotes(fila_de_lote("l1")), publicaciones=_completar(marco)))
    cifra = {"metrica": "mensajes_propios", "definicion": "x.mensajes_propios.v1", "valor": 2}
    conteo = {"fuente": "exportacion", "calculo": "conteo de las publicaciones exportadas"}
    evaluar(base, "2026-1", cifra | conteo)
    assert _linaje(base, "mensajes_propios") == [
        ("mensajes_propios", "publicacion", 2, date(2026, 2, 1), date(2026, 2, 2), "l1", "p.csv")
    ]


def _completar(marco: pl.DataFrame) -> pl.DataFrame:
    esquema = esquema_polars(PUBLICACIONES)
    return marco.select(
        (pl.col(n) if n in marco.columns else pl.lit(None)).cast(t).alias(n) for n, t in esquema.items()
    )


def test_lo_heredado_del_semestre_anterior_lleva_a_su_lote(base: Base) -> None:
    cierre = {"metrica": "seguidores_cierre", "definicion": "x.seguidores_cierre.v1"}
    cargar_mediciones(base, medicion(semestre="2025-2", **cierre))
    evaluar(
        base,
        "2026-1",
        {"metrica": "seguidores_inicio", "definicion": "x.seguidores_inicio.v1",
         "calculo": "seguidores al cierre de 2025-2"},
    )  # fmt: skip
    assert [(f[0], f[5]) for f in _linaje(base, "seguidores_inicio")] == [("seguidores_cierre", "l1")]


def test_una_lectura_hecha_pasado_el_semestre_es_la_del_cierre(base: Base) -> None:
    lecturas = (
        _diaria(lote, "seguidores", dia, n) | {"fuente": "api"}
        for lote, dia, n in (("l1", date(2026, 6, 1), 90), ("l2", date(2026, 7, 1), 99))
    )
    _cargar_diarias(base, *lecturas)
    evaluar(
        base,
        "2026-1",
        {"metrica": "seguidores_cierre", "definicion": "x.seguidores_cierre.v1", "valor": 99, "fuente": "api",
         "lote": "l2", "calculo": "seguidores leídos por API el 2026-07-01"},
    )  # fmt: skip
    assert _linaje(base, "seguidores_cierre") == [
        ("seguidores", "dia", 1, date(2026, 7, 1), date(2026, 7, 1), "l2", "l2.csv")
    ]


def test_una_cifra_sin_nada_medido_sigue_en_el_linaje(base: Base) -> None:
    evaluar(base, "2026-1", {})
    assert _linaje(base, "impresiones") == [(None,) * 7]


def test_el_desglose_es_el_de_la_ultima_evaluacion_y_suma_el_indice(base: Base) -> None:
    for puntaje in (10.0, 80.0):
        _calificar(base, puntaje)
    criterios = base.consultar("SELECT criterio, puntaje, aportacion, indice FROM criterios_vigentes").rows()
    assert criterios == [("desempeno", 80.0, 20.0, 20.0), ("frecuencia", 0.0, 0.0, 20.0)]
    partes = base.consultar("SELECT criterio, parte, puntaje, cohorte FROM partes_vigentes").rows()
    assert partes == [("desempeno", "impresiones", 80.0, "x")]


def _calificar(base: Base, puntaje: float) -> None:
    def marco(tabla: object, *filas: dict[str, object]) -> pl.DataFrame:
        esquema = {n: t for n, t in esquema_polars(tabla).items() if n != "evaluacion"}  # type: ignore[arg-type]
        completas = [dict.fromkeys(esquema) | f for f in filas]
        return pl.DataFrame(completas, schema=esquema)

    encabezado = Encabezado(
        f"h{puntaje}", "2026-1", "1", "m", "p", "c", AHORA, "ordinario", provisional=True,
        motivo_provisional="prueba",
    )  # fmt: skip
    criterio = {"cuenta": "x1", "evaluable": True, "sustituido": False, "peso": 0.25}
    parte = {
        "cuenta": "x1",
        "criterio": "desempeno",
        "parte": "impresiones",
        "incluida": True,
        "puntaje": puntaje,
    }
    calificacion = {
        "cuenta": "x1", "semestre": "2026-1", "red": "x", "area": "a", "cohorte": "x", "indice": puntaje / 4,
        "clase_propuesta": "En observación", "linea": 1, "motivo": "m", "criterios_evaluables": 2,
        "caracter": "propuesta", "provisional": True,
    }  # fmt: skip
    resultados = Resultados(
        cifras=marco(CIFRAS),
        calificaciones=marco(CALIFICACIONES, calificacion),
        criterios=marco(
            CRITERIOS,
            criterio | {"criterio": "desempeno", "puntaje": puntaje, "aportacion": puntaje / 4},
            criterio | {"criterio": "frecuencia", "puntaje": 0.0, "aportacion": 0.0},
        ),
        partes=marco(PARTES, parte),
        incertidumbre=marco(INCERTIDUMBRE, {"cuenta": "x1", "probabilidad_clase": 0.7, "frontera": True}),
        metas=marco(METAS),
        parametros=marco(PARAMETROS),
        padron=marco(PADRON_EVALUADO),
        observaciones=vacia(OBSERVACIONES),
    )
    guardar(base, encabezado, resultados)
