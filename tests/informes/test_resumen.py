from dataclasses import replace

import polars as pl
import pytest

from informes.datos import DatosInforme
from informes.modelo import construir


def _indicador(datos: DatosInforme, etiqueta: str) -> tuple[str, str]:
    dato = next(d for d in construir(datos).resumen.indicadores if d.etiqueta == etiqueta)
    return dato.valor, dato.nota


def test_todo_lote_rechazado_se_cuenta_aunque_no_haya_dado_filas(datos: DatosInforme) -> None:
    total = datos.lotes.height
    rechazados = datos.lotes.head(2).with_columns(
        lote=pl.concat_str("lote", pl.lit("-r")),
        estado=pl.lit("rechazado"),
        filas_leidas=pl.lit(0, pl.Int64),
        clase=pl.lit(None, pl.String),
    )
    assert _indicador(datos, "Archivos recibidos") == (str(total), "ninguno rechazado")
    for cuantos, nota in ((1, "1 rechazado"), (2, "2 rechazados")):
        lotes = pl.concat([datos.lotes, rechazados.head(cuantos)])
        assert _indicador(replace(datos, lotes=lotes), "Archivos recibidos") == (str(total + cuantos), nota)


@pytest.mark.parametrize(
    ("severidades", "esperado"),
    [
        (("observacion", "rechazo", "rechazo", "aviso"), ("1", "aparte, 2 rechazos y 1 aviso por confirmar")),
        (("observacion", "observacion"), ("2", "sin rechazos ni avisos")),
        (("aviso", "aviso"), ("0", "aparte, 2 avisos por confirmar")),
        (("rechazo",), ("0", "aparte, 1 rechazo")),
    ],
)
def test_por_subsanar_solo_cuenta_observaciones(
    datos: DatosInforme, severidades: tuple[str, ...], esperado: tuple[str, str]
) -> None:
    unas = pl.concat([datos.observaciones.head(1)] * len(severidades)).with_columns(
        severidad=pl.Series(severidades)
    )
    assert _indicador(replace(datos, observaciones=unas), "Observaciones por subsanar") == esperado
