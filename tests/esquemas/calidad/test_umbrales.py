"""Los umbrales que son interpretación de los Lineamientos salen de los parámetros."""

from esquemas.calidad.umbrales import Umbrales
from tests.lineamientos.apoyo_lineamientos import parametros


def test_los_umbrales_vienen_de_los_parametros() -> None:
    propios = parametros(
        interpretaciones__salto__umbral=0.3,
        interpretaciones__evidencias__minimo=2,
        interpretaciones__fuentes__tolerancia=0.1,
        interpretaciones__x__respuestas_cuentan=False,
    )
    umbrales = Umbrales.de_vigentes(propios)
    assert (umbrales.salto, umbrales.capturas, umbrales.tolerancia) == (0.3, 2, 0.1)
    assert umbrales.respuestas_cuentan is False
