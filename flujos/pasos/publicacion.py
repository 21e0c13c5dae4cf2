"""Publicación: poner a disposición de los analistas la copia de solo lectura."""

from almacen import publicacion
from almacen.publicacion import Publicacion
from flujos.pasos.espacio import Espacio


def publicar(espacio: Espacio) -> Publicacion:
    """Publica el maestro del espacio."""
    return publicacion.publicar(espacio.rutas, espacio.ahora())
