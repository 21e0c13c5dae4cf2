"""El informe en un solo archivo HTML, que no pide nada fuera de sí mismo."""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from informes import colores
from informes.escritura import escribir
from informes.formas import Informe
from informes.graficas import svg

_PLANTILLAS = files("informes") / "plantillas"


def escribir_html(informe: Informe, ruta: Path) -> None:
    """Escribe el informe en la ruta; los mismos datos dan los mismos bytes.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, pagina(informe).encode())


def pagina(informe: Informe) -> str:
    """Texto de la página. Todo lo que viene de fuera pasa por el escape de la plantilla."""
    guion = (_PLANTILLAS / "informe.js").read_text("utf-8")
    entorno = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda nombre: (_PLANTILLAS / nombre).read_text("utf-8")),
    )
    return entorno.get_template("informe.html").render(
        informe=informe,
        colores=colores.SERIES,
        dibujar=lambda grafica: Markup(svg(grafica)),  # noqa: S704  (SVG propio: sus textos salen escapados)
        guion=Markup(guion),  # noqa: S704  (guion propio, sin datos)
        huella_guion=_huella(guion),
        estilo=Markup((_PLANTILLAS / "informe.css").read_text("utf-8")),  # noqa: S704  (estilo propio, sin datos)
    )


def _huella(guion: str) -> str:
    """Huella con que la política de contenido admite este guion y ningún otro."""
    return "sha256-" + base64.b64encode(hashlib.sha256(guion.encode()).digest()).decode()
