"""Propuesta y resolución: Comunicación Social propone y el Comité de Gestión resuelve (arts. 6 y 13).

Son actos distintos y se guardan aparte. El Comité puede apartarse de la propuesta, y entonces dice por qué;
nada se tiene por resuelto mientras no conste su sesión, su fecha y su acuerdo. La racha de dos semestres
seguidos con que el método propone «No pertinente» mira el índice y las publicaciones de cada semestre, no lo
que se resolvió: así la propuesta de un semestre puede rehacerse sin saber qué pasó después en el Comité.
"""

from dataclasses import dataclass
from datetime import date

from lineamientos.calificacion.dictamen import Clase
from lineamientos.objeciones import Objecion
from lineamientos.vista import ReglaDeVista, Vista, fecha_posible, objecion_por_vista


@dataclass(frozen=True)
class Resolucion:
    """Lo que el Comité resolvió de una cuenta.

    Attributes:
        clase: La calificación resuelta (art. 13).
        sesion: Sesión en que se resolvió.
        fecha: Su día.
        acuerdo: Acta o acuerdo en que consta.
        razones: Por qué, o ``None``; obligatorias donde difiere de la propuesta.
    """

    clase: Clase
    sesion: str
    fecha: date
    acuerdo: str
    razones: str | None


def difiere(propuesta: Clase, resuelta: Clase) -> bool:
    """Si el Comité se apartó de lo propuesto."""
    return propuesta is not resuelta


def objeciones(
    resolucion: Resolucion,
    propuesta: Clase,
    vista: Vista | None,
    *,
    propuesta_desde: date,
    hoy: date,
    regla: ReglaDeVista,
) -> tuple[Objecion, ...]:
    """Por qué una resolución no puede asentarse tal como se dio; vacía si puede (art. 13).

    Args:
        resolucion: Lo que se dice que resolvió el Comité.
        propuesta: Clase que propuso la evaluación que se resuelve.
        vista: La última vista que se dio al área, si se dio.
        propuesta_desde: Día de la primera evaluación del semestre: antes no había propuesta que resolver.
        hoy: El día en que se asienta.
        regla: La de la vista que rige en el semestre.
    """
    halladas = list(fecha_posible("fecha", "La resolución", resolucion.fecha, propuesta_desde, hoy))
    if difiere(propuesta, resolucion.clase) and not resolucion.razones:
        halladas.append(
            Objecion(
                "razones",
                f"Se resuelve «{resolucion.clase}» y se propuso «{propuesta}», sin decir por qué.",
                "que constaran las razones por las que el Comité se aparta de ella",
                "Escriba las razones que constan en el acta.",
            )
        )
    por_vista = objecion_por_vista(resolucion.clase, vista, resolucion.fecha, regla)
    return (*halladas, *((por_vista,) if por_vista else ()))
