"""Errores de configuración que se dicen a una persona."""

from collections.abc import Sequence
from pathlib import Path

from almacen.errores import AlmacenOcupado
from lineamientos.semestres import Semestre


class EspacioInvalido(Exception):
    """Definitivo: el espacio de trabajo no está completo o no se entiende.

    Attributes:
        problemas: Una oración por problema, con archivo, fila y columna cuando los hay.
    """

    def __init__(self, problemas: list[str]) -> None:
        self.problemas = problemas
        super().__init__("\n".join(problemas))


class SinEvaluacion(Exception):
    """Definitivo: se pidió el informe de un semestre que no se ha evaluado."""

    def __init__(self, semestre: Semestre) -> None:
        super().__init__(
            f"El semestre {semestre.clave} no se ha evaluado. Corra «pertinencia calificar "
            f"{semestre.clave}» primero."
        )


class OrdenInvalida(Exception):
    """Definitivo: la orden no puede cumplirse tal como se dio."""


def en_falta(nombres: Sequence[str]) -> str:
    """«Falta --fecha», «Faltan --fecha y --hora», «Faltan --fecha, --hora y --medio»."""
    if len(nombres) == 1:
        return f"Falta {nombres[0]}"
    return f"Faltan {', '.join(nombres[:-1])} y {nombres[-1]}"


class RecolectorMuerto(Exception):
    """Transitorio: el proceso que pide a las plataformas se terminó de golpe."""

    def __init__(self) -> None:
        super().__init__(
            "El proceso que pide a las plataformas se terminó de golpe; suele ser que a la máquina le faltó "
            "memoria o que alguien lo detuvo. Lo que ya había llegado está guardado: repita la recolección y "
            "pedirá solo lo que falta."
        )


class RecoleccionEnCurso(AlmacenOcupado):
    """Transitorio: otra corrida recolecta en el mismo espacio y no terminó a tiempo."""

    def __init__(self, ruta: Path, espera_segundos: float) -> None:
        super().__init__(ruta, espera_segundos)
        self.args = (
            f"Ya se recolecta en este espacio: otra corrida lo hace y no terminó en {espera_segundos:.0f} "
            "segundos. Lo que a esta le tocaba lo pide aquella o la siguiente; nada se perdió.",
        )
