"""Lo que hay por recibir y lo que pasó al recibirlo."""

from dataclasses import dataclass

from esquemas.hallazgos import Hallazgo
from flujos.pasos.correos_asiento import CorreoVisto
from flujos.pasos.correos_decision import CUARENTENA
from flujos.pasos.entradas import Entrante


@dataclass(frozen=True)
class ResumenTanda:
    """Lo que pasó con una tanda de archivos."""

    cargados: int = 0
    parciales: int = 0
    rechazados: int = 0
    filas: int = 0
    hallazgos: tuple[Hallazgo, ...] = ()
    apartados: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResumenRecepcion:
    """Lo que pasó en una recepción.

    Attributes:
        vistos: Archivos que había en ``entradas``.
        ya_conocidos: Los que ya estaban cargados y no se tocaron.
        tandas: Lo que pasó con los demás.
        avisos: Lo que se vio en ``entradas`` y alguien debe mirar.
        acuses: Identidades de las recepciones de que se acusó recibo.
        correos: Correos que había en ``entradas`` y qué se hizo con cada uno.
    """

    vistos: int
    ya_conocidos: int
    tandas: tuple[ResumenTanda, ...] = ()
    avisos: tuple[Hallazgo, ...] = ()
    acuses: tuple[str, ...] = ()
    correos: tuple[CorreoVisto, ...] = ()

    def suma(self, campo: str) -> int:
        """Suma un conteo de las tandas."""
        return sum(int(getattr(t, campo)) for t in self.tandas)

    @property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """Hallazgos de todas las tandas."""
        return self.avisos + tuple(h for t in self.tandas for h in t.hallazgos)

    @property
    def apartados(self) -> tuple[str, ...]:
        """Archivos que se movieron a ``entradas/rechazados``."""
        return tuple(a for t in self.tandas for a in t.apartados)

    @property
    def con_fallas(self) -> bool:
        """Si hubo archivos, filas o correos que no entraron."""
        apartados = any(c.estado == CUARENTENA for c in self.correos)
        return apartados or self.suma("rechazados") + self.suma("parciales") > 0


@dataclass(frozen=True)
class Preparacion:
    """Lo que hay por recibir.

    Attributes:
        vistos: Archivos que hay en ``entradas``.
        tandas: Los que no están cargados, repartidos.
        avisos: Los enlaces simbólicos, que no se siguen, y las carpetas que no son de una cuenta.
        correos: Correos que había y qué se hizo con cada uno; sus archivos ya están entre los demás.
    """

    vistos: int
    tandas: tuple[tuple[Entrante, ...], ...]
    avisos: tuple[Hallazgo, ...] = ()
    correos: tuple[CorreoVisto, ...] = ()

    @property
    def ya_conocidos(self) -> int:
        """Archivos ya cargados, que no se tocan."""
        return self.vistos - sum(1 + len(e.copias) for t in self.tandas for e in t)
