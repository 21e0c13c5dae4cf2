"""Los vetos: hechos que impiden un dictamen favorable, cualquiera que sea el índice (art. 13)."""

from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.parametros_calificacion import Vetos
from lineamientos.calificacion.redondeo import redondear
from lineamientos.catalogo import tabla_de_red


def vetos_de(medida: Medida, cambio_mediano: float, umbrales: Vetos) -> tuple[str, ...]:
    """Los vetos que se cumplen, en una oración cada uno.

    Args:
        medida: De la cuenta.
        cambio_mediano: Mediana del cambio de seguidores de su cohorte, en proporción del inicio.
        umbrales: Vigentes.
    """
    ficha = medida.ficha
    vetos = []
    n = ficha.publicaciones
    if n is not None and n >= umbrales.sin_propios_desde and _propias(ficha) == 0:
        vetos.append(f"ninguna de sus {n:,} publicaciones es propia")
    inicio = ficha.dato("seguidores_inicio").valor
    if inicio and medida.cambio_relativo is not None:
        perdida = -medida.cambio_relativo
        # Lo que perdió la cohorte entera se atribuye a la plataforma, no a la cuenta.
        exceso = perdida - max(0.0, -cambio_mediano)
        porcentaje, seguidores = redondear(exceso * 100), redondear(exceso * inicio)
        if porcentaje > umbrales.perdida_porcentaje and seguidores > umbrales.perdida_seguidores:
            vetos.append(
                f"perdió {perdida * inicio:,.0f} de {inicio:,} seguidores ({perdida:.1%}), "
                "más de lo que explica la mediana de su cohorte"
            )
    return tuple(vetos)


def _propias(ficha: Ficha) -> int | None:
    """Publicaciones propias, o ``None`` si se ignoran; las de Comunicación Social lo son en sus cuentas."""
    if tabla_de_red(ficha.red) != "art11_x":
        return ficha.dato("publicaciones_propias").valor
    propios = ficha.dato("mensajes_propios").valor
    if propios is None or not ficha.central:
        return propios
    return propios + (ficha.dato("mensajes_comunicacion_social").valor or 0)
