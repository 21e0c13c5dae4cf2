"""Un secreto que no se deja ver: ni en una bitácora, ni en una excepción, ni en un volcado."""

from typing import Final, NoReturn

TAPADO: Final = "«***»"


class Secreto:
    """Una credencial; solo ``revelar`` la entrega, y solo para ponerla en una petición.

    No es una ``dataclass``: ``dataclasses.asdict`` de quien la tuviera la copiaría a la vista.
    """

    __slots__ = ("_valor",)

    def __init__(self, valor: str) -> None:
        self._valor = valor

    def revelar(self) -> str:
        """El valor."""
        return self._valor

    def __repr__(self) -> str:
        return f"Secreto({TAPADO})"

    def __str__(self) -> str:
        return TAPADO

    def __bool__(self) -> bool:
        return bool(self._valor)

    def __reduce__(self) -> NoReturn:
        raise TypeError("Un secreto no se guarda ni se envía a otro proceso")
