"""Las plantillas de Typst de las cartas: lo común y lo propio de cada documento, en un solo texto."""

from functools import cache
from importlib.resources import files


@cache
def plantilla(nombre: str) -> bytes:
    """Lo común a todas y enseguida la que se pide."""
    carpeta = files("informes.cartas") / "plantillas"
    return b"".join((carpeta / f"{n}.typ").read_bytes() for n in ("comun", nombre))
