from dataclasses import replace

import polars as pl
import pytest

from informes.contexto import contexto
from informes.datos import DatosInforme
from informes.formas import Ficha
from informes.reglas import regla


def test_la_linea_lleva_los_cortes_que_se_guardaron(datos: DatosInforme) -> None:
    assert regla(contexto(datos), 6) == (
        "Línea 6: el índice alcanza el corte de «Pertinente» (70) y cada criterio, su mínimo."
    )


def test_la_linea_3_dice_sus_tres_causas(datos: DatosInforme) -> None:
    minimos = datos.parametros.head(1).with_columns(
        clave=pl.lit("calificacion.criterios_minimos"), valor_json=pl.lit("3")
    )
    linea = regla(contexto(replace(datos, parametros=minimos)), 3)
    assert "(3), falta una cifra necesaria o no hay con quién comparar" in linea


def test_una_linea_que_no_existe_es_un_error(datos: DatosInforme) -> None:
    with pytest.raises(ValueError, match="no tiene línea 8"):
        regla(contexto(datos), 8)


def test_la_cuenta_muestra_su_motivo_y_no_la_linea_completa(
    datos: DatosInforme, fichas: dict[str, Ficha]
) -> None:
    for fila in datos.calificaciones.iter_rows(named=True):
        ficha = fichas[fila["cuenta"]]
        assert ficha.regla == f"Línea {fila['linea']} de la tabla de dictamen."
        assert ficha.motivo == fila["motivo"]
