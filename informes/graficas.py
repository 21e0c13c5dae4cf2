"""Gráficas de barras apiladas en SVG, con Altair y vl-convert, sin pedir nada a la red."""

from typing import Any

import altair as alt
import vl_convert

from informes import colores
from informes.formas import Grafica

_ANCHO, _MARGEN, _BARRA = 640, 140, 30
"""Medidas en pixeles; son fijas para que el dibujo no dependa de las letras que haya en la máquina."""
_LETRA = "Libertinus Serif"


def svg(grafica: Grafica) -> str:
    """Dibuja la gráfica; la leyenda la pone la plantilla, con las mismas claves de color."""
    return str(vl_convert.vegalite_to_svg(_especificacion(grafica)))


def _especificacion(grafica: Grafica) -> dict[str, Any]:
    datos = [
        {"grupo": grupo, "serie": serie.clave, "orden": orden, "cuentas": serie.valores[i]}
        for i, grupo in enumerate(grafica.categorias)
        for orden, serie in enumerate(grafica.series)
    ]
    claves = [s.clave for s in grafica.series]
    dibujo = (
        alt.Chart(alt.InlineData(values=datos))
        .mark_bar(stroke="white", strokeWidth=1, height={"band": 0.66})
        .encode(
            y=alt.Y("grupo:N", sort=list(grafica.categorias), title=None, axis=_EJE_Y),
            x=alt.X("cuentas:Q", stack="zero", title="Cuentas", axis=_EJE_X),
            color=alt.Color(
                "serie:N",
                sort=claves,
                scale=alt.Scale(domain=claves, range=[colores.SERIES[c] for c in claves]),
                legend=None,
            ),
            order=alt.Order("orden:Q"),
        )
        .properties(
            width=_ANCHO - _MARGEN - 20,
            height=_BARRA * len(grafica.categorias),
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": _MARGEN, "top": 4, "right": 20, "bottom": 36},
        )
        .configure(font=_LETRA, background="white")
        .configure_view(stroke=None)
    )
    return dict(dibujo.to_dict())


_EJE_Y = alt.Axis(
    domain=False,
    ticks=False,
    labelFontSize=12,
    labelColor=colores.TINTA,
    labelLimit=0,
    labelPadding=8,
)
_EJE_X = alt.Axis(
    tickMinStep=1,
    tickCount=6,
    format=",d",
    grid=True,
    gridColor=colores.TENUE,
    domain=False,
    ticks=False,
    labelFontSize=12,
    labelColor=colores.GRIS,
    titleColor=colores.GRIS,
    titleFontSize=12,
    titleFontWeight="normal",
)
