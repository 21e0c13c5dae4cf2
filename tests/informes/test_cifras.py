from dataclasses import replace

import polars as pl

from informes.datos import DatosInforme
from informes.formas import Informe
from informes.modelo import construir


def _detalle(informe: Informe, cuenta: str, letra: str) -> str:
    ficha = next(f for g in informe.areas for f in g.fichas if f.cuenta == cuenta)
    return next(fila[1].detalle for fila in ficha.art11.filas if fila[0].texto == letra)


def test_una_ausencia_del_formato_no_dice_que_se_entrego_la_cifra(datos: DatosInforme) -> None:
    entregada = "Cifra entregada en el formato."
    cifras = datos.cifras.with_columns(calculo=pl.lit(entregada), fuente=pl.lit("formato"))
    assert _detalle(construir(replace(datos, cifras=cifras)), "x-central", "A").endswith(entregada)
    ausente = cifras.with_columns(valor=pl.lit(None, pl.Int64), ausencia=pl.lit("no_entregada"))
    informe = construir(replace(datos, cifras=ausente))
    assert entregada not in _detalle(informe, "x-central", "A")
    largas = next(t for t in informe.tablas if t.clave == "cifras")
    assert {fila[-1] for fila in largas.filas} == {"sin cálculo"}


def test_una_ausencia_de_otra_fuente_conserva_su_razon(datos: DatosInforme) -> None:
    cifras = datos.cifras.with_columns(
        calculo=pl.lit("suma de 180 de 181 días"),
        fuente=pl.lit("exportacion"),
        valor=pl.lit(None, pl.Int64),
        ausencia=pl.lit("cobertura_incompleta"),
    )
    assert "Suma de 180 de 181 días." in _detalle(construir(replace(datos, cifras=cifras)), "x-central", "A")
