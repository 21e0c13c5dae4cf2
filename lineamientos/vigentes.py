"""Los parámetros que rigen en una fecha, con lectura por tipo y huella para citarlos."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date, time
from hashlib import sha256

from lineamientos.errores import ParametroFaltante, ParametroInvalido
from lineamientos.valores import Parametro, Valor


class ParametrosVigentes:
    """Un valor por parámetro: el que rige en la fecha.

    Args:
        fecha: Fecha en que rigen.
        vigentes: Parámetro y valor, por clave.
    """

    def __init__(self, fecha: date, vigentes: Mapping[str, tuple[Parametro, Valor]]) -> None:
        self.fecha = fecha
        self._vigentes = dict(sorted(vigentes.items()))

    def __contains__(self, clave: object) -> bool:
        return clave in self._vigentes

    def __iter__(self) -> Iterator[str]:
        return iter(self._vigentes)

    def __len__(self) -> int:
        return len(self._vigentes)

    def parametro(self, clave: str) -> Parametro:
        """El parámetro, con su descripción, artículo y unidad.

        Raises:
            ParametroFaltante: Si no existe o aún no rige.
        """
        return self._par(clave)[0]

    def vigente(self, clave: str) -> Valor:
        """El valor que rige, con su fecha, fundamento y aprobación.

        Raises:
            ParametroFaltante: Si no existe o aún no rige.
        """
        return self._par(clave)[1]

    def valor(self, clave: str) -> object:
        """El valor sin comprobar su tipo; las tablas se entregan en copia.

        Raises:
            ParametroFaltante: Si no existe o aún no rige.
        """
        return deepcopy(self.vigente(clave).valor)

    def entero(self, clave: str) -> int:
        """Un número entero.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if isinstance(valor, bool) or not isinstance(valor, int):
            raise self._otro_tipo(clave, valor, "un número entero, sin punto ni comillas")
        return valor

    def numero(self, clave: str) -> float:
        """Un número, entero o con decimales.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if isinstance(valor, bool) or not isinstance(valor, int | float):
            raise self._otro_tipo(clave, valor, "un número sin comillas")
        return float(valor)

    def texto(self, clave: str) -> str:
        """Un texto.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if not isinstance(valor, str):
            raise self._otro_tipo(clave, valor, "un texto entre comillas")
        return valor

    def opcion(self, clave: str, admitidas: tuple[str, ...]) -> str:
        """Un texto de una lista cerrada: lo que el programa sabe aplicar.

        Raises:
            ParametroInvalido: Si es de otro tipo o no está en la lista.
        """
        valor = self.texto(clave)
        if valor not in admitidas:
            raise self._otro_tipo(clave, valor, f"una de estas palabras: {', '.join(admitidas)}")
        return valor

    def booleano(self, clave: str) -> bool:
        """Un ``true`` o ``false``.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if not isinstance(valor, bool):
            raise self._otro_tipo(clave, valor, "true o false, sin comillas")
        return valor

    def hora(self, clave: str) -> time:
        """Una hora del día.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if not isinstance(valor, time):
            raise self._otro_tipo(clave, valor, "una hora como 18:00:00, sin comillas")
        return valor

    def lista(self, clave: str) -> tuple[object, ...]:
        """Una lista, como tupla.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if not isinstance(valor, tuple):
            raise self._otro_tipo(clave, valor, "una lista entre corchetes")
        return valor

    def tabla(self, clave: str) -> dict[str, object]:
        """Una tabla, en copia propia de quien la pide.

        Raises:
            ParametroInvalido: Si es de otro tipo.
        """
        valor = self.valor(clave)
        if not isinstance(valor, dict):
            raise self._otro_tipo(clave, valor, "una tabla entre llaves")
        return valor

    def sin_aprobar(self) -> tuple[str, ...]:
        """Claves cuyo valor vigente no consta aprobado; mientras haya alguna, todo es PROVISIONAL."""
        return tuple(clave for clave, (_, valor) in self._vigentes.items() if not valor.aprobado)

    def con_prefijo(self, prefijo: str) -> "ParametrosVigentes":
        """Solo los parámetros de una familia, con su clave completa: ``plazos`` no trae ``plazos_x.y``."""
        familia = prefijo.rstrip(".") + "."
        return ParametrosVigentes(
            self.fecha, {c: par for c, par in self._vigentes.items() if c.startswith(familia)}
        )

    def valor_json(self, clave: str) -> str:
        """El valor en JSON canónico, para guardarlo y compararlo.

        Raises:
            ParametroFaltante: Si no existe o aún no rige.
        """
        return _canonico(self.vigente(clave).valor)

    def huella(self) -> str:
        """SHA-256 de lo que rige: claves, unidades y valores.

        No entran las fechas, los fundamentos ni las aprobaciones: dos semestres con los mismos valores
        tienen la misma huella y sus calificaciones pueden compararse.
        """
        contenido = {c: [p.unidad, v.valor] for c, (p, v) in self._vigentes.items()}
        return sha256(_canonico(contenido).encode()).hexdigest()

    def _par(self, clave: str) -> tuple[Parametro, Valor]:
        if clave not in self._vigentes:
            raise ParametroFaltante(
                f"No hay valor de «{clave}» que rija el {self.fecha.isoformat()}.",
                "un parámetro declarado con un valor desde esa fecha o antes",
                "Añádalo en la carpeta de parámetros, o revise la clave.",
            )
        return self._vigentes[clave]

    def _otro_tipo(self, clave: str, valor: object, esperado: str) -> ParametroInvalido:
        return ParametroInvalido(
            f"El parámetro «{clave}» vale {valor!r} desde el {self.vigente(clave).desde.isoformat()}.",
            esperado,
            "Corrija el valor en la carpeta de parámetros.",
        )


def _canonico(valor: object) -> str:
    return json.dumps(
        valor, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_a_texto
    )


def _a_texto(valor: object) -> str:
    # ``congelar`` solo deja pasar, fuera de lo que JSON conoce, fechas y horas.
    if isinstance(valor, date | time):
        return valor.isoformat()
    raise TypeError(f"Un valor de tipo {type(valor).__name__} no tiene forma canónica")
