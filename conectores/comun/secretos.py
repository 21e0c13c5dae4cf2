"""Un secreto que no se deja ver: ni en una bitácora, ni en una excepción, ni en un volcado."""

from dataclasses import dataclass, field

TAPADO = "«***»"


@dataclass(frozen=True)
class Secreto:
    """Una credencial; solo ``revelar`` la entrega, y solo para ponerla en una petición."""

    _valor: str = field(repr=False)

    def revelar(self) -> str:
        """El valor."""
        return self._valor

    def __str__(self) -> str:
        return TAPADO

    def __bool__(self) -> bool:
        return bool(self._valor)

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("Un secreto no se guarda ni se envía a otro proceso")
