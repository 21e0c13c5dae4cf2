"""Los componentes de cada criterio, con la división de que salen a la vista (Lineamientos, art. 13)."""

from dataclasses import dataclass
from math import log

from lineamientos.calificacion.ajuste import ruido_de_conteo, ruido_de_proporcion
from lineamientos.catalogo import titulo


@dataclass(frozen=True)
class Cociente:
    """De qué división sale un indicador, con sus cifras.

    Attributes:
        numerador: Lo que se divide.
        denominador: Entre qué se divide.
        arriba: El numerador en palabras: «impresiones 12,345 + 1».
        abajo: El denominador en palabras: «publicaciones 100 × (seguidores al inicio 5,000 + 50)».
    """

    numerador: int
    denominador: float
    arriba: str
    abajo: str


@dataclass(frozen=True)
class Parte:
    """Un componente de un criterio, medido en una cuenta.

    Attributes:
        criterio: Criterio a que pertenece.
        clave: Nombre del componente.
        crudo: Valor sin normalizar, o ``None`` si no pudo medirse.
        definicion: Definiciones de las cifras que lo forman; dos distintas no se comparan.
        motivo: Por qué no se midió, o una salvedad; vacío si no hay qué decir.
        cociente: De qué división sale, o ``None`` si no sale de una.
        n: Publicaciones sobre las que se midió, o ``None`` si no se acerca a su cohorte.
        ruido: Varianza que le da el solo hecho de contar; 0 si no se acerca a su cohorte.
    """

    criterio: str
    clave: str
    crudo: float | None = None
    definicion: str = ""
    motivo: str = ""
    cociente: Cociente | None = None
    n: int | None = None
    ruido: float = 0.0

    @property
    def indicador(self) -> str:
        """Nombre con que se guardan sus metas."""
        return f"{self.criterio}.{self.clave}"


@dataclass(frozen=True)
class Divisor:
    """Entre qué se dividen los conteos de desempeño de una cuenta.

    Attributes:
        n: Publicaciones.
        valor: El número entre el que se divide.
        texto: El mismo, en palabras.
    """

    n: int
    valor: int
    texto: str

    @classmethod
    def por_publicacion_y_seguidor(
        cls, n: int, seguidores: int, amortiguador: int, momento: str
    ) -> "Divisor":
        """n·(G₀ + amortiguador); ``momento`` dice de cuándo son los seguidores."""
        texto = f"publicaciones {n:,} × (seguidores {momento} {seguidores:,} + {amortiguador:,})"
        return cls(n, n * (seguidores + amortiguador), texto)

    @classmethod
    def por_publicacion(cls, n: int) -> "Divisor":
        """Solo n."""
        return cls(n, n, f"publicaciones {n:,}")


def de_conteo(
    clave: str, conteos: str, total: int, divisor: Divisor, definicion: str, motivo: str = ""
) -> Parte:
    """ln[(total + 1) / divisor], que se acerca a su cohorte si el total es bajo.

    Args:
        clave: Nombre del componente.
        conteos: El total en palabras: «reacciones 300 + compartidos 45».
        total: Lo contado.
        divisor: Entre qué se divide.
        definicion: De las cifras que lo forman.
        motivo: Una salvedad.
    """
    cociente = Cociente(total + 1, divisor.valor, f"{conteos} + 1", divisor.texto)
    return Parte(
        "desempeno",
        clave,
        log(cociente.numerador / cociente.denominador),
        definicion,
        motivo,
        cociente,
        divisor.n,
        ruido_de_conteo(total),
    )


def de_proporcion(clave: str, cociente: Cociente, definicion: str, motivo: str = "") -> Parte:
    """Parte de las publicaciones que cumple algo, 1 a lo más; se acerca a su cohorte si son pocas."""
    total = int(cociente.denominador)
    crudo = min(cociente.numerador, total) / total
    ruido = ruido_de_proporcion(cociente.numerador, total)
    return Parte("originalidad", clave, crudo, definicion, motivo, cociente, total, ruido)


def con_nombre(metrica: str, red: str, valor: int) -> str:
    """Una cifra con el nombre que le da la red: «visitas al perfil 200»."""
    texto = titulo(metrica, red)
    return f"{texto[:1].lower()}{texto[1:]} {valor:,}"
