"""Aterrizaje: los bytes tal como llegaron, enteros en disco antes de que nadie los lea.

Un lote es el manifiesto que cierra sus páginas. La identidad de un archivo entregado es la carpeta
de la cuenta y la huella de sus bytes: entregarlo dos veces es el mismo lote.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import zstandard

from almacen.errores import LoteDanado
from almacen.escritura import escribir_atomico

NIVEL = 3
"""Nivel de compresión: el que menos tarda sin ocupar mucho más."""
MANIFIESTO = "manifiesto.json"
_NOMBRE_DE_PAGINA = re.compile(r"pagina-\d{4,}\.zst")


@dataclass(frozen=True)
class Pagina:
    """Una página aterrizada.

    Attributes:
        archivo: Nombre del archivo comprimido dentro de la carpeta del lote.
        sha256: Huella de los bytes sin comprimir.
        bytes: Tamaño sin comprimir.
    """

    archivo: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifiesto:
    """Lo que cierra un lote.

    Attributes:
        lote: Identidad.
        origen: ``archivo``, ``api`` o ``asiento``.
        carpeta: Cuenta de la carpeta de entrega, o ``None``.
        archivo: Ruta dentro de ``entradas``; vacía si es de una API; el documento, si es un asiento.
        recibido_en: Instante de aterrizaje, ISO 8601 en UTC.
        paginas: Páginas en orden.
        consulta: Qué se pidió, en JSON, si es de una API.
        purgado_en: Instante en que se borraron sus páginas por retención, o ``None`` si están.
        motivo: Por qué se borraron, si se borraron.
        con_cifras: Si se borraron solo las páginas y sus cifras siguen en la base.
        semestre: Clave del semestre para el que se recibió, si no es de API: sin la base, nadie más lo sabe.
    """

    lote: str
    origen: str
    carpeta: str | None
    archivo: str
    recibido_en: str
    paginas: tuple[Pagina, ...]
    consulta: str | None = None
    purgado_en: str | None = None
    motivo: str | None = None
    con_cifras: bool | None = None
    semestre: str | None = None

    @property
    def momento(self) -> datetime:
        """Instante de aterrizaje."""
        return datetime.fromisoformat(self.recibido_en)

    @property
    def purgado_en_momento(self) -> datetime | None:
        """Instante en que se borraron sus páginas, si se borraron."""
        return None if self.purgado_en is None else datetime.fromisoformat(self.purgado_en)

    @property
    def sha256(self) -> str:
        """Huella de la primera página: la del archivo, si es de archivo."""
        return self.paginas[0].sha256

    @property
    def bytes(self) -> int:
        """Bytes sin comprimir de todas las páginas."""
        return sum(p.bytes for p in self.paginas)


def identidad_de_archivo(carpeta: str | None, sha256: str, tambien_para: str | None = None) -> str:
    """Identidad del lote de un archivo: carpeta de la cuenta y huella del contenido.

    Un archivo que abarca dos semestres se recibe para cada uno; el segundo lote lleva además su semestre.
    """
    partes = ("archivo", carpeta or "", sha256, *((tambien_para,) if tambien_para else ()))
    return hashlib.sha256("\x1f".join(partes).encode()).hexdigest()[:32]


def carpeta_de(raiz: Path, lote: str) -> Path:
    """Carpeta de un lote."""
    return raiz / lote[:2] / lote


def en_json(manifiesto: Manifiesto) -> bytes:
    """Bytes con que se guarda un manifiesto; lo que no tiene no se escribe."""
    # En un renglón y sin ``asdict``, que copia hasta las cadenas: hay uno por lote y son miles.
    todo = vars(manifiesto) | {"paginas": [vars(p) for p in manifiesto.paginas]}
    datos = {n: v for n, v in todo.items() if v is not None or n == "carpeta"}
    return json.dumps(datos, ensure_ascii=False, sort_keys=True).encode()


def leer_manifiesto(raiz: Path, lote: str) -> Manifiesto:
    """Lee el manifiesto de un lote cerrado.

    Raises:
        LoteDanado: Si no existe o no se entiende.
    """
    try:
        datos = json.loads((carpeta_de(raiz, lote) / MANIFIESTO).read_text("utf-8"))
        paginas = tuple(Pagina(**p) for p in datos.pop("paginas"))
        if not all(_NOMBRE_DE_PAGINA.fullmatch(p.archivo) for p in paginas):
            # Un manifiesto de fuera podría señalar cualquier archivo del equipo.
            raise LoteDanado(lote, "su manifiesto nombra páginas que no son de un lote")
        return Manifiesto(**datos, paginas=paginas)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise LoteDanado(lote, f"su manifiesto no se puede leer ({type(error).__name__})") from error


class Aterrizaje:
    """Carpeta ``datos/aterrizaje`` de un espacio de trabajo."""

    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz

    def aterrizar_archivo(
        self,
        archivo: str,
        carpeta: str | None,
        contenido: bytes,
        recibido_en: datetime,
        tambien_para: str | None = None,
        semestre: str | None = None,
    ) -> Manifiesto:
        """Aterriza un archivo entregado; si ya había aterrizado devuelve el manifiesto de entonces.

        De aquel manifiesto solo cambia el semestre, si ahora se recibe para otro.

        Args:
            archivo: Ruta dentro de ``entradas``.
            carpeta: Cuenta de la carpeta, o ``None``.
            contenido: Bytes.
            recibido_en: Instante, con zona.
            tambien_para: Otro semestre para el que se recibe, si ya se había recibido para uno.
            semestre: Clave del semestre para el que se recibe.
        """
        huella = hashlib.sha256(contenido).hexdigest()
        lote = identidad_de_archivo(carpeta, huella, tambien_para)
        destino = self._carpeta(lote)
        if (destino / MANIFIESTO).exists():
            return self._recibido_para(self.manifiesto(lote), semestre)
        pagina = Pagina("pagina-0000.zst", huella, len(contenido))
        comprimido = zstandard.ZstdCompressor(level=NIVEL).compress(contenido)
        escribir_atomico(destino / pagina.archivo, comprimido)
        manifiesto = Manifiesto(
            lote, "archivo", carpeta, archivo, recibido_en.isoformat(), (pagina,), semestre=semestre
        )
        escribir_atomico(destino / MANIFIESTO, en_json(manifiesto))
        return manifiesto

    def _recibido_para(self, manifiesto: Manifiesto, semestre: str | None) -> Manifiesto:
        if semestre in (None, manifiesto.semestre):
            return manifiesto
        nuevo = replace(manifiesto, semestre=semestre)
        escribir_atomico(self._carpeta(manifiesto.lote) / MANIFIESTO, en_json(nuevo))
        return nuevo

    def manifiesto(self, lote: str) -> Manifiesto:
        """Lee el manifiesto de un lote cerrado.

        Raises:
            LoteDanado: Si no existe o no se entiende.
        """
        return leer_manifiesto(self.raiz, lote)

    def contenido(self, manifiesto: Manifiesto, numero: int = 0) -> bytes:
        """Bytes originales de una página de un lote que no es de API, comprobados contra su huella.

        La de un archivo es una sola; las de un asiento, varias.

        Raises:
            LoteDanado: Si faltan o no coinciden.
        """
        pagina = manifiesto.paginas[numero]
        try:
            crudo = (self._carpeta(manifiesto.lote) / pagina.archivo).read_bytes()
            datos = zstandard.ZstdDecompressor().decompress(crudo, max_output_size=pagina.bytes)
        except (OSError, zstandard.ZstdError) as error:
            raise LoteDanado(manifiesto.lote, "una página falta o no se descomprime") from error
        if hashlib.sha256(datos).hexdigest() != pagina.sha256:
            raise LoteDanado(manifiesto.lote, "la huella de una página no coincide")
        return datos

    def lotes(self) -> Iterator[str]:
        """Identidades de los lotes cerrados, de archivo y de API, en orden."""
        for ruta in sorted(self.raiz.glob(f"*/*/{MANIFIESTO}")):
            yield ruta.parent.name

    def _carpeta(self, lote: str) -> Path:
        return carpeta_de(self.raiz, lote)
