"""Referencias a los quince artículos de los Lineamientos, con tipo en vez de texto suelto."""

import re
from dataclasses import dataclass

from lineamientos.errores import ReferenciaInvalida

RESUMENES: dict[int, str] = {
    1: "Objeto: ordenar cómo se revisan y evalúan las cuentas del Instituto en redes sociales.",
    2: "Alcance: toda cuenta que hable en nombre del Instituto o se haya abierto con un correo ine.mx.",
    3: "Glosario: administrador, área, Comité de Gestión, día hábil, publicación, red social y demás.",
    4: "Lo no previsto lo resuelve el Comité de Gestión, que también puede proponer reformas.",
    5: "La Coordinación Nacional de Comunicación Social da seguimiento a las cuentas y las evalúa.",
    6: "Comunicación Social pide información, recomienda sobre uso y contenidos, elabora documentos de "
    "apoyo y rinde al Comité un informe pormenorizado que incluye la capacitación.",
    7: "Los administradores atienden las recomendaciones, cuidan que el contenido sea oficial y entregan "
    "la información que se les pide.",
    8: "El Comité recibe el informe del semestre, lo hace llegar a su informe anual por la Unidad de "
    "Transparencia y puede requerir directamente a los administradores.",
    9: "Las áreas y Comunicación Social se comunican por correo o por oficio, mediante administradores y "
    "encargados del tema.",
    10: "Horario: de nueve a dieciocho horas en días hábiles; en Proceso Electoral, todas las horas y días.",
    11: "Los administradores entregan la estadística en los primeros diez días hábiles de enero y de julio, "
    "previa solicitud, en las tablas de cada red.",
    12: "Comunicación Social puede pedir otra información, en otro formato y con fecha propia.",
    13: "Recibida la información hay diez días hábiles para evaluar; el Comité califica la pertinencia por "
    "desempeño, frecuencia, originalidad y seguidores nuevos.",
    14: "Las observaciones sobre lo recibido se notifican y se subsanan en dos días hábiles como máximo.",
    15: "Si el requerimiento no se atiende, se avisa al titular del área; si persiste, el Comité lo conoce "
    "en el informe.",
}
"""Resumen de cada artículo, en palabras de este programa; no sustituye al texto oficial."""

_FORMA = re.compile(
    r"(?P<numero>\d{1,2})"
    r"(?:[\s,.]+(?:fracci[oó]n\s+)?(?P<fraccion>[IVX]+))?"
    r"(?:[\s,.]+(?:inciso\s+)?(?P<inciso>[a-z])\)?)?"
)


@dataclass(frozen=True, order=True)
class Articulo:
    """Un artículo de los Lineamientos o una de sus fracciones o incisos.

    Attributes:
        numero: De 1 a 15.
        fraccion: Número romano en mayúsculas, o cadena vacía.
        inciso: Letra minúscula, o cadena vacía.

    Raises:
        ReferenciaInvalida: Si el número no es de los quince, o la fracción o el inciso no tienen su forma.
    """

    numero: int
    fraccion: str = ""
    inciso: str = ""

    def __post_init__(self) -> None:
        formas = re.fullmatch(r"[IVX]*", self.fraccion) and re.fullmatch(r"[a-z]?", self.inciso)
        if self.numero not in RESUMENES or not formas:
            raise ReferenciaInvalida(
                f"Se citó el artículo {self.numero}, fracción «{self.fraccion}», inciso «{self.inciso}».",
                "un artículo del 1 al 15, con fracción en números romanos e inciso en una letra, si los hay",
                "Corrija la cita conforme a los Lineamientos.",
            )

    @classmethod
    def de_texto(cls, texto: str) -> "Articulo":
        """Lee una cita como «13», «6, fracción III» o «11, inciso a)».

        Raises:
            ReferenciaInvalida: Si el texto no es una de esas formas.
        """
        forma = _FORMA.fullmatch(texto.strip())
        if forma is None:
            raise ReferenciaInvalida(
                f"La cita «{texto}» no se entiende.",
                "una cita como «13», «6, fracción III» o «11, inciso a)»",
                "Escríbala de una de esas formas; si son varios artículos, cite el principal.",
            )
        return cls(int(forma["numero"]), forma["fraccion"] or "", forma["inciso"] or "")

    @property
    def texto(self) -> str:
        """La cita sin el nombre del instrumento; ``de_texto`` la lee de vuelta."""
        partes = [str(self.numero)]
        if self.fraccion:
            partes.append(f"fracción {self.fraccion}")
        if self.inciso:
            partes.append(f"inciso {self.inciso})")
        return ", ".join(partes)

    @property
    def cita(self) -> str:
        """La cita completa: «Lineamientos, art. 11, inciso a)»."""
        return f"Lineamientos, art. {self.texto}"

    @property
    def resumen(self) -> str:
        """Qué dice el artículo, en palabras de este programa."""
        return RESUMENES[self.numero]

    def __str__(self) -> str:
        return self.cita


ARTICULOS: tuple[Articulo, ...] = tuple(Articulo(numero) for numero in RESUMENES)
"""Los quince artículos, en orden."""


@dataclass(frozen=True)
class Fundamento:
    """En qué se apoya un plazo o un valor: un artículo y la razón de cómo se aplica.

    Attributes:
        articulo: Artículo que lo ordena.
        razon: Cómo se leyó el artículo, o por qué se aplica aquí; vacía si el artículo basta.
    """

    articulo: Articulo
    razon: str = ""

    @property
    def cita(self) -> str:
        """Cita y razón en un renglón."""
        return f"{self.articulo.cita}: {self.razon}" if self.razon else self.articulo.cita

    def __str__(self) -> str:
        return self.cita
