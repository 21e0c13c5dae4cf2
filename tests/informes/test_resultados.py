from dataclasses import replace

import polars as pl
import pytest

from informes.datos import DatosInforme
from informes.formas import Cuadro
from informes.modelo import construir
from tests.informes.armado_comun import Cuenta
from tests.informes.armado_informes import armar


def _actividad(datos: DatosInforme, red: str) -> dict[str, list[str]]:
    cuadros: tuple[Cuadro, ...] = construir(datos).resultados.actividad
    cuadro = next(c for c in cuadros if c.titulo == f"Actividad en {red}")
    return {fila[0].texto: [c.texto for c in fila[2:]] for fila in cuadro.filas}


@pytest.mark.parametrize(("una", "otra", "mediana"), [(210, 80, "145"), (210, 81, "145.5"), (0, 0, "0")])
def test_la_mediana_de_dos_cifras_es_su_punto_medio(una: int, otra: int, mediana: str) -> None:
    datos = armar(
        (
            Cuenta("x1", "x", "Una", "cncs", "Pertinente", 80.0),
            Cuenta("x2", "x", "Otra", "cncs", "Pertinente", 80.0),
        )
    )
    valor = pl.when(pl.col("cuenta") == "x1").then(una).otherwise(otra).cast(pl.Int64)
    cifras = datos.cifras.with_columns(valor=valor, ausencia=pl.lit(None, pl.String))
    assert _actividad(replace(datos, cifras=cifras), "X")["A"] == ["2 de 2", f"{una + otra}", mediana]


def test_el_alcance_no_se_suma_y_si_tiene_mediana(datos: DatosInforme) -> None:
    alcance = datos.cifras.filter(pl.col("metrica") == "alcance", pl.col("cuenta") == "fb-jal")
    assert alcance["valor"].null_count() == 0
    cuantas, suma, mediana = _actividad(replace(datos, cifras=alcance), "Facebook")["D"]
    assert (cuantas, suma) == ("1 de 1", "no se suma")
    assert mediana == f"{alcance['valor'][0]:,}"
