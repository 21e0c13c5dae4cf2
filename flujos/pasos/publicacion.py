"""Publicación: poner a disposición de los analistas la copia de solo lectura."""

from almacen import publicacion
from almacen.publicacion import Publicacion
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import semestre_en_evaluacion


def publicar(espacio: Espacio) -> Publicacion:
    """Publica el maestro del espacio; la copia lleva también el nombre del semestre que toca evaluar hoy."""
    if espacio.rutas.maestro.exists():
        # Lo que se registró y no llegó al maestro también se publica.
        with abrir_al_dia(espacio):
            pass
    en_revision = semestre_en_evaluacion(espacio.ahora_local().date())
    return publicacion.publicar(espacio.rutas, espacio.ahora(), en_revision)
