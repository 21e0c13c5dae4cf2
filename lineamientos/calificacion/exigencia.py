"""Qué se hace cuando falta una cifra: esperar, tenerla por retenida o seguir sin ella (arts. 11, 12 y 14)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lineamientos.ausencias import TITULOS, Ausencia
from lineamientos.calificacion.fichas import Dato, Ficha
from lineamientos.catalogo import metricas_de, titulo
from lineamientos.semestres import Semestre

AJENAS_AL_ADMINISTRADOR: frozenset[Ausencia] = frozenset(
    {Ausencia.PLATAFORMA, Ausencia.RETIRADA, Ausencia.OCULTA, Ausencia.NO_APLICA}
)
"""Faltas que no dependen de entregar: la parte se deja fuera y se dice. Las demás deben subsanarse."""


@dataclass
class Lector:
    """Lee las cifras de una ficha y anota las del artículo 11 que hacen falta y no están.

    Attributes:
        ficha: Cuenta y semestre.
        pendientes: Cifras necesarias que aún pueden entregarse, y por qué faltan.
    """

    ficha: Ficha
    pendientes: dict[str, str] = field(default_factory=dict)

    def leer(self, metrica: str) -> Dato:
        """La cifra que un indicador necesita; si falta y debía entregarse, queda pendiente."""
        dato = self.ficha.dato(metrica)
        if self.debe_entregarse(metrica):
            self.anotar(metrica)
        return dato

    def primera(self, grupos: tuple[tuple[str, ...], ...]) -> tuple[str, Dato] | None:
        """La primera métrica con cifra, grupo por grupo.

        Dentro de un grupo basta una. A un grupo posterior solo se pasa si lo que falta en el anterior no
        dependía de entregarlo; de otro modo convendría callar la cifra menos favorable.
        """
        for grupo in grupos:
            for metrica in grupo:
                dato = self.ficha.dato(metrica)
                if dato.valor is not None:
                    return metrica, dato
            debidas = [m for m in grupo if self.debe_entregarse(m)]
            if debidas:
                self.anotar(debidas[0])
                return None
        return None

    def debe_entregarse(self, metrica: str) -> bool:
        """Si la cifra es del artículo 11 en esta red, falta, y su falta puede subsanarse."""
        dato = self.ficha.dato(metrica)
        return (
            dato.ausencia is not None
            and dato.ausencia not in AJENAS_AL_ADMINISTRADOR
            and metrica in del_articulo_11(self.ficha.red, self.ficha.semestre)
        )

    def anotar(self, metrica: str) -> None:
        """Deja pendiente una cifra que falta."""
        self.pendientes[metrica] = razon(self.ficha, metrica)

    def por_que_falta(self, metrica: str) -> str:
        """Oración sobre una cifra que falta, para el desglose."""
        return razon(self.ficha, metrica)


@lru_cache(maxsize=512)
def del_articulo_11(red: str, semestre: str) -> frozenset[str]:
    """Nombres de las métricas que el artículo 11 pide a una red en un semestre."""
    return frozenset(m.nombre for m in metricas_de(red, Semestre.de_texto(semestre), "art11"))


def razon(ficha: Ficha, metrica: str) -> str:
    """Por qué falta una cifra, en palabras: «Menciones (no entregada)»."""
    ausencia = ficha.dato(metrica).ausencia
    if ausencia is None:
        raise ValueError(f"La cifra {metrica} de {ficha.cuenta} no falta")
    return f"{titulo(metrica, ficha.red)} ({TITULOS[ausencia]})"


def retenidas(ficha: Ficha) -> Mapping[str, str]:
    """Cifras del artículo 11 que no se entregaron vencido el requerimiento del artículo 14."""
    exigidas = del_articulo_11(ficha.red, ficha.semestre)
    return {
        m: razon(ficha, m)
        for m, dato in sorted(ficha.datos.items())
        if dato.ausencia is Ausencia.RETENIDA and m in exigidas
    }
