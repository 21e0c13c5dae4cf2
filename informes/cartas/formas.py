"""Una comunicación ya redactada: bloques de texto que el oficio y el correo muestran tal cual."""

from dataclasses import dataclass

from informes.cartas.modelo import DatosDeCarta


@dataclass(frozen=True)
class Parrafo:
    """Un párrafo; el título, si lleva, va en negrita al principio del mismo renglón."""

    texto: str
    titulo: str = ""


@dataclass(frozen=True)
class Subtitulo:
    """De qué cuenta trata lo que sigue."""

    texto: str


@dataclass(frozen=True)
class Lista:
    """Puntos con título, que puede ir vacío, y texto."""

    puntos: tuple[Parrafo, ...]


@dataclass(frozen=True)
class Columna:
    """Encabezado de una tabla y qué parte del ancho pide."""

    titulo: str
    ancho: int


@dataclass(frozen=True)
class Tabla:
    """Una tabla de textos.

    Raises:
        ValueError: Si una fila no trae una celda por columna.
    """

    titulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for fila in self.filas:
            if len(fila) != len(self.columnas):
                raise ValueError(f"«{self.titulo}»: una fila trae {len(fila)} celdas de {len(self.columnas)}")


@dataclass(frozen=True)
class Datos:
    """Etiquetas con su valor, una por renglón."""

    pares: tuple[tuple[str, str], ...]


Bloque = Parrafo | Subtitulo | Lista | Tabla | Datos


@dataclass(frozen=True)
class Aviso:
    """Una marca que debe verse antes que el cuerpo: EJEMPLO, PROVISIONAL, BORRADOR, COPIA."""

    etiqueta: str
    texto: str


@dataclass(frozen=True)
class Carta:
    """Una comunicación redactada.

    Attributes:
        datos: De dónde salió; el correo toma de ahí las direcciones y la identidad.
        membrete: Quién la emite: el organismo y su unidad, o el Comité de Gestión.
        asunto: De qué trata, con el semestre.
        avisos: Marcas, en el orden en que se leen.
        para: Renglones de cada destinatario: nombre, papel y área.
        saludo: «Presente» o «Presentes».
        bloques: El cuerpo.
        despedida: Última oración.
        firma: Renglones bajo el espacio de la firma.
        copias: Renglones de las copias, sin «C.c.p.».
    """

    datos: DatosDeCarta
    membrete: tuple[str, ...]
    asunto: str
    avisos: tuple[Aviso, ...]
    para: tuple[tuple[str, ...], ...]
    saludo: str
    bloques: tuple[Bloque, ...]
    despedida: str
    firma: tuple[str, ...]
    copias: tuple[str, ...]
