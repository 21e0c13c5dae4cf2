"""Lectura campo por campo de las tablas ya interpretadas de un TOML.

Nada se toma por omisión: falta un campo, sobra o es de otro tipo, y el error lo nombra.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from lineamientos.errores import ErrorDeLineamientos

_T = TypeVar("_T")

_TIPOS: dict[type, str] = {
    str: "un texto",
    int: "un número entero",
    bool: "true o false",
    list: "una lista",
    date: "una fecha",
}


class Tabla:
    """Una tabla por leer y el lugar en que está, para decirlo en los errores.

    Args:
        datos: La tabla tal como la entrega el intérprete de TOML.
        lugar: Dónde está, por ejemplo «el parámetro plazos.ventana.dias_habiles».
        error: Clase del error que se levanta.
        requeridos: Campos que debe traer.
        opcionales: Campos que puede traer.

    Raises:
        ErrorDeLineamientos: Si no es una tabla, falta un campo requerido o sobra uno desconocido.
    """

    def __init__(
        self,
        datos: object,
        lugar: str,
        error: type[ErrorDeLineamientos],
        requeridos: tuple[str, ...],
        opcionales: tuple[str, ...] = (),
    ) -> None:
        self._lugar = lugar
        self._error = error
        admitidos = ", ".join((*requeridos, *opcionales))
        if not isinstance(datos, Mapping):
            raise error(
                f"En {lugar} hay {datos!r}.", f"una tabla con los campos {admitidos}", "Corrija el archivo."
            )
        self._datos: Mapping[str, object] = datos
        if ajenos := sorted(set(datos) - set(requeridos) - set(opcionales)):
            raise error(
                f"En {lugar} hay campos desconocidos: {', '.join(ajenos)}.",
                f"solo {admitidos}",
                "Quítelos o corrija su nombre.",
            )
        if faltan := [campo for campo in requeridos if campo not in datos]:
            raise error(
                f"En {lugar} faltan campos: {', '.join(faltan)}.",
                f"la tabla completa, con {', '.join(requeridos)}",
                "Añádalos.",
            )

    def __contains__(self, campo: str) -> bool:
        return campo in self._datos

    def crudo(self, campo: str) -> object:
        """El valor tal cual, sin comprobar su tipo."""
        return self._datos[campo]

    def texto(self, campo: str) -> str:
        """Un texto que no está en blanco."""
        valor = self._de_tipo(campo, str).strip()
        if not valor:
            raise self._error(
                f"En {self._lugar} el campo «{campo}» está en blanco.", "un texto", "Escríbalo."
            )
        return valor

    def texto_opcional(self, campo: str) -> str | None:
        """Un texto, o ``None`` si falta o está en blanco."""
        if campo not in self._datos:
            return None
        return self._de_tipo(campo, str).strip() or None

    def entero(self, campo: str, minimo: int, maximo: int) -> int:
        """Un entero entre dos límites, ambos admitidos."""
        valor = self._de_tipo(campo, int)
        if not minimo <= valor <= maximo:
            raise self._error(
                f"En {self._lugar} el campo «{campo}» vale {valor}.",
                f"un entero de {minimo} a {maximo}",
                "Corrija la cifra.",
            )
        return valor

    def booleano(self, campo: str) -> bool:
        """Un ``true`` o ``false``."""
        return self._de_tipo(campo, bool)

    def fecha(self, campo: str) -> date:
        """Una fecha sin hora."""
        return self._de_tipo(campo, date)

    def fecha_opcional(self, campo: str) -> date | None:
        """Una fecha sin hora, o ``None`` si el campo falta o está en blanco."""
        # TOML no tiene nulo: el texto vacío es como se deja un campo por llenar.
        if self._datos.get(campo, "") == "":
            return None
        return self.fecha(campo)

    def lista(self, campo: str) -> list[object]:
        """Una lista."""
        return self._de_tipo(campo, list)

    def lista_opcional(self, campo: str) -> list[object]:
        """Una lista, vacía si el campo falta."""
        return self.lista(campo) if campo in self._datos else []

    def textos(self, campo: str) -> tuple[str, ...]:
        """Una lista de textos, con uno al menos."""
        valores = self.lista(campo)
        textos = tuple(v for v in valores if isinstance(v, str) and v.strip())
        if not textos or len(textos) != len(valores):
            raise self._error(
                f"En {self._lugar} el campo «{campo}» vale {valores!r}.",
                "una lista de uno o más textos",
                "Corrija la lista.",
            )
        return textos

    def una_de(self, campo: str, opciones: tuple[str, ...]) -> str:
        """Un texto de una lista cerrada."""
        valor = self.texto(campo)
        if valor not in opciones:
            raise self._error(
                f"En {self._lugar} el campo «{campo}» dice «{valor}».",
                f"una de estas palabras: {', '.join(opciones)}",
                "Escriba una de ellas.",
            )
        return valor

    def _de_tipo(self, campo: str, tipo: type[_T]) -> _T:
        valor = self._datos[campo]
        # En Python true es un entero y un instante es una fecha; en estas tablas no lo son.
        impostor = (tipo is int and isinstance(valor, bool)) or (tipo is date and isinstance(valor, datetime))
        if impostor or not isinstance(valor, tipo):
            raise self._error(
                f"En {self._lugar} el campo «{campo}» vale {valor!r}.", _TIPOS[tipo], "Corrija el valor."
            )
        return valor
