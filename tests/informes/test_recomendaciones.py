from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from informes.datos import DatosInforme
from informes.formas import Ficha, Informe, TablaAbierta
from informes.modelo import construir


def _tabla(informe: Informe, clave: str) -> TablaAbierta:
    return next(t for t in informe.tablas if t.clave == clave)


def test_la_pagina_de_la_cuenta_dice_lo_que_se_recomienda_y_como_quedo_lo_anterior(
    fichas: dict[str, Ficha],
) -> None:
    ficha = fichas["fb-jal"]
    assert [r.encabezado.split(" · ")[0] for r in ficha.recomendaciones] == ["Regla 5", "Evaluador"]
    assert [(r.encabezado.split(" · ")[0], r.tono) for r in ficha.seguimiento] == [
        ("No atendida", "no_atendida"),
        ("Sin elementos", "sin_elementos"),
    ]
    assert ficha.seguimiento[0].texto == "Se pidió al menos 25; pasó de 10 a 12."
    assert fichas["x-ags"].recomendaciones == ()


def test_una_cuenta_cerrada_no_tiene_pagina_y_su_seguimiento_no_se_pierde(datos: DatosInforme) -> None:
    baja = pl.when(pl.col("cuenta") == "fb-jal").then(pl.lit(date(2025, 12, 31)))
    informe = construir(
        replace(
            datos,
            cuentas=datos.cuentas.with_columns(vigente_hasta=baja.otherwise(pl.col("vigente_hasta"))),
            calificaciones=datos.calificaciones.filter(pl.col("cuenta") != "fb-jal"),
        )
    )
    (seccion,) = [s for s in informe.secciones if s.clave == "recomendaciones"]
    assert [f[0].texto for f in seccion.cuadros[2].filas] == ["fb-jal", "Canal Aguascalientes"]
    assert ("fb-jal", "fuera del padrón") in {f[:2] for f in _tabla(informe, "seguimiento").filas}


def test_las_hojas_llevan_cifras_umbrales_y_motivos(informe: Informe) -> None:
    filas = _tabla(informe, "recomendaciones").filas
    de_regla = next(f for f in filas if f[0] == "x-central")
    assert de_regla[12:16] == (
        10.0,
        25.0,
        "contenidos_multimedia: 10; publicaciones: 100",
        "recomendaciones.multimedia_minima: 25.0",
    )
    (de_evaluador,) = [f for f in filas if f[8] == "Evaluador"]
    assert de_evaluador[12] == "la escribió un evaluador"
    (omitida,) = _tabla(informe, "reglas_sin_aplicar").filas
    assert omitida[-3:] == ("Regla 1", "Publicar más y con calendario", "Mensajes publicados (no entregada)")


def test_un_estado_desconocido_es_un_error_con_su_nombre(datos: DatosInforme) -> None:
    raras = datos.seguimiento.with_columns(situacion=pl.lit("olvidada"))
    with pytest.raises(ValueError, match="«olvidada»"):
        construir(replace(datos, seguimiento=raras))
