"""Reconoce qué tabla es un archivo por sus encabezados, nunca por su nombre.

Una fuente es una declaración: qué columnas trae, con qué nombres, y quién la lee o por qué no se recibe.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from conectores.archivos.plegado import plegar
from conectores.archivos.tabla import Registros, TablaTexto, armar
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.hallazgos import Hallazgo

_FILAS_EN_QUE_SE_BUSCA = 10
"""Los encabezados pueden ir después de un título, pero no mucho después."""
_LARGO_DE_ENCABEZADO = 200
"""Una celda más larga es un texto, no un encabezado."""
_COMAS_DE_UN_RENGLON = 5
"""Comas en una celda que es la única de su fila, para decir que es un renglón entero metido en ella."""
_PARECIDO = 0.5
"""Parte de las columnas obligatorias con que se dice «parece ser…» en vez de «no se reconoce»."""


@dataclass(frozen=True)
class ColumnaFuente:
    """Una columna de una fuente.

    Attributes:
        clave: Con qué nombre la pide el lector.
        nombres: Encabezados con que aparece (idiomas y variantes); el primero es el que se cita.
        obligatoria: Si sin ella la tabla no es de esta fuente.
    """

    clave: str
    nombres: tuple[str, ...]
    obligatoria: bool = True


@dataclass(frozen=True)
class Reconocida:
    """Una tabla cuya fuente se reconoció.

    Attributes:
        fuente: La declaración.
        tabla: Filas y encabezados.
        columnas: Posición de cada columna que la tabla trae, por su clave.
        carpeta: Carpeta ``entradas/<cuenta>/`` en que venía, o ``None``.
    """

    fuente: "Fuente"
    tabla: TablaTexto
    columnas: Mapping[str, int]
    carpeta: str | None = None

    def celdas(self, clave: str) -> list[str]:
        """Celdas de una columna por su clave; vacías si la tabla no la trae."""
        if clave in self.columnas:
            return self.tabla.columna(self.columnas[clave])
        return [""] * len(self.tabla.filas)

    def encabezado(self, clave: str) -> str:
        """Encabezado de la columna tal como viene; si no viene, el nombre con que se cita."""
        if clave in self.columnas:
            return self.tabla.encabezados[self.columnas[clave]]
        return next(c.nombres[0] for c in self.fuente.columnas if c.clave == clave)


Lector = Callable[[Reconocida, Contexto], Lectura]


@dataclass(frozen=True)
class Fuente:
    """Declaración de una tabla que se reconoce.

    Attributes:
        clase: Identificador (``formato_x``, ``x_resumen_diario``, …).
        titulo: Cómo se le llama ante una persona, con artículo: «la exportación de …».
        red: Red social, o cadena vacía si la dice cada fila.
        columnas: Columnas que trae; las que no se declaran se ignoran.
        lector: Función que la lee, si se recibe.
        rechazo: Código del hallazgo con que se rechaza, si no se recibe.
        admite_vacia: Si puede venir sin filas de datos.
        omite_finales: Si la plataforma omite las celdas vacías del final de la fila: no se avisa.
        sin_otras: Si solo es de esta fuente una tabla que no trae ninguna otra columna.

    Raises:
        ValueError: Si no tiene exactamente uno de ``lector`` y ``rechazo``, o repite una columna.
    """

    clase: str
    titulo: str
    red: str
    columnas: tuple[ColumnaFuente, ...]
    lector: Lector | None = None
    rechazo: str | None = None
    admite_vacia: bool = False
    omite_finales: bool = False
    sin_otras: bool = False

    def __post_init__(self) -> None:
        if (self.lector is None) == (self.rechazo is None):
            raise ValueError(f"La fuente {self.clase} debe tener lector o rechazo, y solo uno")
        nombres = [plegar(n) for c in self.columnas for n in c.nombres]
        claves = [c.clave for c in self.columnas]
        if len(set(nombres)) != len(nombres) or len(set(claves)) != len(claves):
            raise ValueError(f"La fuente {self.clase} declara dos veces una columna o un encabezado")

    @cached_property
    def claves(self) -> dict[str, str]:
        """Clave de la columna de cada encabezado, plegado."""
        return {plegar(n): c.clave for c in self.columnas for n in c.nombres}


@dataclass(frozen=True)
class _Coincidencia:
    fuente: Fuente
    posicion: int
    columnas: dict[str, int]
    repetidas: tuple[tuple[int, int], ...]
    faltan: tuple[str, ...]

    @property
    def parecido(self) -> float:
        """Parte de las columnas obligatorias que la fila trae."""
        obligatorias = sum(c.obligatoria for c in self.fuente.columnas)
        return 1 - len(self.faltan) / obligatorias if obligatorias else 0.0


def reconocer(
    registros: Registros, fuentes: Sequence[Fuente], carpeta: str | None = None
) -> tuple[Reconocida | None, list[Hallazgo]]:
    """Busca en las primeras filas los encabezados de una fuente y arma su tabla.

    Gana la fuente que tiene todas sus columnas obligatorias y más columnas en total; entre iguales, la
    declarada antes. Los encabezados se comparan plegados y se toman por nombre, nunca por posición.

    Returns:
        La tabla reconocida, o ``None`` si no lo es o no se recibe, y los hallazgos.
    """
    candidatas = [
        [plegar(c) if len(c) <= _LARGO_DE_ENCABEZADO else "" for c in fila]
        for fila in registros.filas[:_FILAS_EN_QUE_SE_BUSCA]
    ]
    coincidencias = [_comparar(fuente, fila, i) for i, fila in enumerate(candidatas) for fuente in fuentes]
    completas = [c for c in coincidencias if not c.faltan]
    if not completas:
        return None, [_desconocida(registros, coincidencias)]
    mejor = max(completas, key=lambda c: len(c.columnas))
    fuente = mejor.fuente
    if fuente.rechazo is not None:
        return None, [_hallazgo(fuente.rechazo, registros, encontrado=fuente.titulo)]
    tabla, hallazgos = armar(registros, mejor.posicion, omite_finales=fuente.omite_finales)
    # Meta repite a veces una columna con los mismos valores; solo si difieren no se sabe cuál vale.
    contradichas = [a for a, b in mejor.repetidas if tabla.columna(a) != tabla.columna(b)]
    if contradichas:
        fila = registros.numeros[mejor.posicion]
        repetidas = dict.fromkeys(tabla.encabezados[a] for a in contradichas)
        return None, [_hallazgo("L107", registros, encontrado=r, fila=fila) for r in repetidas]
    if not tabla.filas and not fuente.admite_vacia:
        return None, hallazgos or [_hallazgo("L106", registros, esperado=fuente.titulo)]
    return Reconocida(fuente, tabla, mejor.columnas, carpeta), hallazgos


def _comparar(fuente: Fuente, fila: Sequence[str], posicion: int) -> _Coincidencia:
    """Compara una fila, ya plegada, con los encabezados de una fuente."""
    columnas: dict[str, int] = {}
    repetidas: list[tuple[int, int]] = []
    for i, encabezado in enumerate(fila):
        clave = fuente.claves.get(encabezado)
        if clave is None:
            continue
        if clave in columnas:
            repetidas.append((columnas[clave], i))
        else:
            columnas[clave] = i
    faltan = tuple(c.nombres[0] for c in fuente.columnas if c.obligatoria and c.clave not in columnas)
    if fuente.sin_otras and sum(bool(c) for c in fila) > len(columnas):
        faltan = tuple(c.nombres[0] for c in fuente.columnas)
    return _Coincidencia(fuente, posicion, columnas, tuple(repetidas), faltan)


def _desconocida(registros: Registros, coincidencias: Sequence[_Coincidencia]) -> Hallazgo:
    """Dice qué le falta a la fuente más parecida, o qué se encontró si no se parece a ninguna."""
    parecidas = [
        c
        for c in coincidencias
        if c.fuente.lector is not None and c.parecido >= _PARECIDO and len(c.columnas) > 1
    ]
    if parecidas:
        cerca = max(parecidas, key=lambda c: (c.parecido, len(c.columnas)))
        faltan = ", ".join(f"«{n}»" for n in cerca.faltan)
        fila = registros.numeros[cerca.posicion]
        return _hallazgo("L104", registros, encontrado=faltan, esperado=cerca.fuente.titulo, fila=fila)
    primera = registros.filas[0]
    if len(primera) == 1 and primera[0].count(",") >= _COMAS_DE_UN_RENGLON:
        return _hallazgo("L116", registros, fila=registros.numeros[0])
    return _hallazgo("L103", registros, encontrado=_a_la_vista(primera), fila=registros.numeros[0])


def _a_la_vista(fila: Sequence[str]) -> str:
    """Las primeras celdas de una fila, citadas; si son bytes de otro programa, se dice así y no se copian."""
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for celda in fila for c in celda):
        return "signos que no son texto, como los de un archivo de otro programa"
    return ", ".join(f"«{c.strip()}»" for c in fila[:6] if c.strip())


def _hallazgo(
    codigo: str,
    registros: Registros,
    *,
    encontrado: str | None = None,
    esperado: str | None = None,
    fila: int | None = None,
) -> Hallazgo:
    return Hallazgo(
        codigo,
        archivo=registros.archivo,
        hoja=registros.hoja or None,
        fila=fila,
        encontrado=encontrado,
        esperado=esperado,
    )
