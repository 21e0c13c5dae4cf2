"""Formas del informe: lo que las plantillas muestran tal cual, sin calcular nada."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

Valor = int | float | str | bool | date | datetime | None
"""Valor sin formato de una tabla abierta."""


class Celda(NamedTuple):
    """Una celda ya escrita.

    Attributes:
        texto: Lo que se lee.
        tono: ``""``, ``"ausente"``, ``"tenue"``, ``"fuerte"`` o la clave de una clase propuesta.
        destino: Ancla interna a la que lleva, o cadena vacía.
        detalle: Segundo renglón, más discreto, o cadena vacía.
    """

    texto: str
    tono: str = ""
    destino: str = ""
    detalle: str = ""


@dataclass(frozen=True)
class Columna:
    """Encabezado de un cuadro: si se alinea como número y qué parte del ancho pide (0: la justa)."""

    titulo: str
    numero: bool = False
    ancho: int = 0


@dataclass(frozen=True)
class Cuadro:
    """Un cuadro de textos.

    Attributes:
        vacio: Qué se dice si no tiene filas.
        nota: Aclaración al pie, o cadena vacía.
    """

    titulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Celda, ...], ...]
    vacio: str = "Sin filas que mostrar."
    nota: str = ""

    def __post_init__(self) -> None:
        for fila in self.filas:
            if len(fila) != len(self.columnas):
                raise ValueError(f"«{self.titulo}»: una fila trae {len(fila)} celdas de {len(self.columnas)}")


@dataclass(frozen=True)
class Serie:
    """Una serie de una gráfica de barras: un color y un valor por categoría."""

    clave: str
    nombre: str
    valores: tuple[int, ...]


@dataclass(frozen=True)
class Grafica:
    """Barras horizontales apiladas.

    Attributes:
        clave: Identificador, sin espacios.
        descripcion: Texto alterno completo: dice los mismos números.
    """

    clave: str
    titulo: str
    descripcion: str
    categorias: tuple[str, ...]
    series: tuple[Serie, ...]


@dataclass(frozen=True)
class Dato:
    """Una etiqueta y su valor."""

    etiqueta: str
    valor: str
    nota: str = ""


@dataclass(frozen=True)
class Portada:
    """Portada y marcas que se repiten en cada página.

    Attributes:
        marcas: Textos que lleva cada página: «PROVISIONAL», «DATOS DE EJEMPLO», …
        avisos: Por qué lleva cada marca.
        fecha: Instante con que se fechan los archivos.
    """

    organismo: str
    titulo: str
    semestre: str
    clave_semestre: str
    periodo: str
    generado: str
    caracter: str
    marcas: tuple[str, ...]
    avisos: tuple[Dato, ...]
    identificacion: tuple[Dato, ...]
    fecha: datetime


@dataclass(frozen=True)
class Resumen:
    """Lo que el Comité lee primero."""

    indicadores: tuple[Dato, ...]
    hallazgos: tuple[str, ...]
    clases: Cuadro
    grafica: Grafica
    plazos: Cuadro
    fuentes: Cuadro


@dataclass(frozen=True)
class Resultados:
    """Resultados por red y por área, como distribuciones y nunca como lista de lugares."""

    por_red: Cuadro
    bandas: Cuadro
    grafica_bandas: Grafica
    certeza: Cuadro
    grafica_certeza: Grafica
    por_tipo: Cuadro
    grafica_tipos: Grafica
    por_area: Cuadro
    actividad: tuple[Cuadro, ...]


@dataclass(frozen=True)
class Nota:
    """Una observación como se muestra en la página de su cuenta."""

    codigo: str
    severidad: str
    tono: str
    fundamento: str
    lugar: str
    mensaje: str
    que_hacer: str


@dataclass(frozen=True)
class Ficha:
    """La página de una cuenta.

    Attributes:
        ancla: Identificador interno, seguro en HTML y en Typst.
        tono: Clave de la clase propuesta.
        frontera: Marca de que la clase pudo ser otra, o cadena vacía.
        buscar: Textos en minúsculas y sin acentos con que se filtra la lista.
        por_que: Por qué esa línea de la tabla de dictamen y no las anteriores; en el PDF no cabe.
        cambio: Cuánto le faltó para otra clase, o cuánto le sobra.
    """

    ancla: str
    cuenta: str
    nombre: str
    red: str
    usuario: str
    area: str
    clase: str
    tono: str
    indice: str
    anterior: str
    regla: str
    motivo: str
    cohorte: str
    frontera: str
    incertidumbre: str
    identificacion: tuple[Dato, ...]
    art11: Cuadro
    suplementarias: Cuadro
    criterios: Cuadro
    partes: Cuadro
    observaciones: tuple[Nota, ...]
    buscar: str
    por_que: str = ""
    cambio: str = ""


@dataclass(frozen=True)
class GrupoArea:
    """Las cuentas de un área."""

    area: str
    tipo: str
    fichas: tuple[Ficha, ...]


@dataclass(frozen=True)
class Seccion:
    """Sección hecha de párrafos y cuadros."""

    clave: str
    titulo: str
    parrafos: tuple[str, ...]
    cuadros: tuple[Cuadro, ...]
    lista: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablaAbierta:
    """Tabla con valores sin formato, para XLSX y CSV.

    Attributes:
        clave: Nombre del archivo, sin extensión.
        titulo: Nombre de la hoja; a lo más 31 caracteres.
        filas: Valores; un texto en columna numérica es una ausencia dicha en palabras.
    """

    clave: str
    titulo: str
    descripcion: str
    columnas: tuple["ColumnaAbierta", ...]
    filas: tuple[tuple[Valor, ...], ...]


@dataclass(frozen=True)
class ColumnaAbierta:
    """Columna de una tabla abierta: encabezado, formato y qué es.

    Attributes:
        formato: ``texto``, ``entero``, ``decimal``, ``fino`` (cuatro decimales), ``proporcion``, ``fecha``,
            ``momento`` o ``logico``.
    """

    nombre: str
    formato: str
    descripcion: str


@dataclass(frozen=True)
class Informe:
    """El informe completo."""

    portada: Portada
    resumen: Resumen
    resultados: Resultados
    areas: tuple[GrupoArea, ...]
    secciones: tuple[Seccion, ...]
    tablas: tuple[TablaAbierta, ...] = field(default=())
