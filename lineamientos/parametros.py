"""Parámetros con fecha y fundamento: cada interpretación es un dato, nunca un número en el código.

Un valor rige desde su fecha hasta que otro lo releva. Los de un semestre son los que regían el día en
que empezó, de modo que ningún cambio alcanza hacia atrás (Lineamientos, art. 4).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lineamientos.errores import ParametroInvalido
from lineamientos.semestres import Semestre
from lineamientos.valores import Parametro, Valor, leer_parametro
from lineamientos.vigentes import ParametrosVigentes

__all__ = ["Parametro", "Parametros", "ParametrosVigentes", "Valor"]


class Parametros:
    """Todos los parámetros de un espacio de trabajo, con su historia.

    Args:
        parametros: Cada parámetro, una sola vez.

    Raises:
        ParametroInvalido: Si una clave se repite.
    """

    def __init__(self, parametros: Iterable[Parametro]) -> None:
        self._parametros: dict[str, Parametro] = {}
        for parametro in parametros:
            if parametro.clave in self._parametros:
                raise ParametroInvalido(
                    f"El parámetro «{parametro.clave}» está declarado dos veces.",
                    "cada clave una sola vez entre todos los archivos",
                    "Reúna sus valores en una sola declaración.",
                )
            self._parametros[parametro.clave] = parametro

    @classmethod
    def de_datos(cls, tablas: Iterable[Mapping[str, object]]) -> "Parametros":
        """Construye los parámetros de las tablas ``[[parametro]]`` de todos los archivos, ya interpretadas.

        Raises:
            ParametroInvalido: Si un campo falta, sobra o es de otro tipo, una clave o una fecha se repite,
                o una aprobación no es anterior a la entrada en vigor.
            ParametroSinFundamento: Si un valor no dice en qué se apoya.
        """
        return cls(leer_parametro(tabla) for tabla in tablas)

    def __iter__(self) -> Iterator[Parametro]:
        return iter(self._parametros.values())

    def __len__(self) -> int:
        return len(self._parametros)

    def en(self, fecha: date) -> ParametrosVigentes:
        """Los valores que rigen en una fecha; los parámetros que aún no rigen no están."""
        pares = ((p, p.en(fecha)) for p in self)
        return ParametrosVigentes(fecha, {p.clave: (p, valor) for p, valor in pares if valor is not None})

    def del_semestre(self, semestre: Semestre) -> ParametrosVigentes:
        """Los valores con que se revisa un semestre: los que regían el día en que empezó."""
        return self.en(semestre.inicio)
