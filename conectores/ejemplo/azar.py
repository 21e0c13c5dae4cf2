"""Azar reproducible: la misma semilla da los mismos valores en cualquier máquina y versión de Python.

Se usa solo lo que Python promete no cambiar (``random.random`` y ``getrandbits`` sembrados con un entero)
y aritmética de enteros o productos simples, sin funciones trascendentes cuyo último dígito depende del
sistema.
"""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Azar:
    """Corriente de números propia de un tema: agregar un tema no mueve a los demás."""

    def __init__(self, *tema: object) -> None:
        huella = hashlib.sha256("\x1f".join(str(t) for t in tema).encode()).digest()
        self._generador = random.Random(int.from_bytes(huella, "big"))  # noqa: S311 - no es criptografía

    def fraccion(self) -> float:
        """Número en [0, 1)."""
        return self._generador.random()

    def entre(self, minimo: float, maximo: float) -> float:
        """Número en [minimo, maximo)."""
        return minimo + (maximo - minimo) * self._generador.random()

    def entero(self, minimo: int, maximo: int) -> int:
        """Entero entre los dos, inclusive."""
        return minimo + int(self._generador.random() * (maximo - minimo + 1))

    def elige(self, opciones: Sequence[T]) -> T:
        """Una de las opciones."""
        return opciones[int(self._generador.random() * len(opciones))]

    def bits(self, cuantos: int) -> int:
        """Entero de esa cantidad de bits."""
        return self._generador.getrandbits(cuantos)

    def pesos(self, cuantos: int) -> list[int]:
        """Pesos desiguales: una de cada doce veces, varias veces mayor que el resto."""
        aleatorio = self._generador.random
        return [
            (20 + int(aleatorio() * 60))
            * (5 if aleatorio() < 1 / 12 else 1)  # una publicación que se difundió
            for _ in range(cuantos)
        ]

    def barajado(self, opciones: Sequence[T]) -> list[T]:
        """Las opciones en otro orden."""
        resultado = list(opciones)
        for i in range(len(resultado) - 1, 0, -1):
            j = self.entero(0, i)
            resultado[i], resultado[j] = resultado[j], resultado[i]
        return resultado


def repartir(total: int, pesos: Sequence[int]) -> list[int]:
    """Reparte un total entero en proporción a los pesos, sin perder ni inventar una unidad.

    Raises:
        ValueError: Si no hay entre quién repartir y el total no es cero.
    """
    suma = sum(pesos)
    if suma == 0:
        if total:
            raise ValueError(f"No hay entre quién repartir {total}")
        return [0] * len(pesos)
    partes = []
    acumulado = repartido = 0
    for peso in pesos:
        acumulado += peso
        corte = total * acumulado // suma
        partes.append(corte - repartido)
        repartido = corte
    return partes
