"""Asientos: lo que una persona registra por orden, en un registro de solo agregar.

Cada registro deja un lote aterrizado con el documento tal como llegaron sus bytes, lo que de él se asentó y
los archivos que lo acompañan. Las tablas salen de ahí y de ningún otro lado: cargar dos veces no cambia nada
y ``reconstruir`` las vuelve a dar sin repetir las comprobaciones, que dependían del día en que se hicieron.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import polars as pl
import zstandard

from almacen.aterrizaje import (
    MANIFIESTO,
    NIVEL,
    Aterrizaje,
    Manifiesto,
    Pagina,
    carpeta_de,
    en_json,
    leer_manifiesto,
)
from almacen.errores import LoteDanado
from almacen.escritura import escribir_atomico
from almacen.maestro import Base
from esquemas.campos import Tabla, Tipo
from esquemas.derivados import esquema_polars
from esquemas.tablas import TABLAS
from esquemas.tablas_asientos import ASIENTOS

ORIGEN = "asiento"
"""Origen de estos lotes en su manifiesto."""
POR_ORDEN = "orden"
"""Documento de lo que se dio con las opciones de la orden."""
_PENDIENTES = "asientos_pendientes"
"""Carpeta con una marca por cada lote aterrizado que aún no consta en el maestro."""
_ES_LOTE = re.compile(r"[0-9a-f]{32}")
_ASENTADO = 1
"""Página con lo asentado; la 0 es el documento y las demás, lo que lo acompaña."""

Filas = Mapping[str, Sequence[Mapping[str, object]]]
"""Filas por tabla, sin ``lote`` ni ``registrado_en``, que pone quien las carga."""


@dataclass(frozen=True)
class Registro:
    """Lo que se va a asentar.

    Attributes:
        clase: Qué actos son: ``resoluciones``, ``vistas``, ….
        semestre: Clave del semestre.
        documento: Nombre del archivo entregado, o ``POR_ORDEN``.
        contenido: Bytes del documento como llegaron; los de una orden, los de ``bytes_de_orden``.
        filas: Lo que se asienta, por tabla; las fechas, como ``date``, y los instantes, con zona.
        adjuntos: Archivos que lo acompañan.
    """

    clase: str
    semestre: str
    documento: str
    contenido: bytes
    filas: Filas
    adjuntos: tuple[bytes, ...] = ()


def bytes_de_orden(datos: Mapping[str, object]) -> bytes:
    """Bytes con que se conserva lo dado por las opciones de una orden: los mismos datos dan los mismos."""
    return _json(datos)


def identidad_de_acto(*partes: object) -> str:
    """Identidad de un acto por su contenido: asentarlo dos veces es un acto."""
    return hashlib.sha256("\x1f".join("" if p is None else str(p) for p in partes).encode()).hexdigest()[:32]


def aterrizar(raiz: Path, registro: Registro, ahora: datetime) -> Manifiesto:
    """Aterriza un registro; si ya había aterrizado devuelve el manifiesto de entonces.

    Antes de cerrarlo deja dicho que está pendiente de cargarse, y así queda hasta ``cargado``: si el proceso
    muere en medio, ``pendientes`` lo encuentra.

    Args:
        raiz: Carpeta de aterrizaje.
        registro: Lo que se asienta.
        ahora: Instante, con zona.
    """
    asentado = _json({"clase": registro.clase, "filas": registro.filas})
    contenidos = (registro.contenido, asentado, *registro.adjuntos)
    huellas = [hashlib.sha256(c).hexdigest() for c in contenidos]
    lote = identidad_de_acto(ORIGEN, registro.clase, registro.semestre, *huellas)
    destino = carpeta_de(raiz, lote)
    marcar(raiz, lote)
    if _cerrado(raiz, lote):
        return leer_manifiesto(raiz, lote)
    paginas = tuple(
        Pagina(f"pagina-{n:04}.zst", huella, len(contenido))
        for n, (huella, contenido) in enumerate(zip(huellas, contenidos, strict=True))
    )
    for pagina, contenido in zip(paginas, contenidos, strict=True):
        escribir_atomico(destino / pagina.archivo, zstandard.ZstdCompressor(level=NIVEL).compress(contenido))
    manifiesto = Manifiesto(
        lote, ORIGEN, None, registro.documento, ahora.isoformat(), paginas, semestre=registro.semestre
    )
    escribir_atomico(destino / MANIFIESTO, en_json(manifiesto))
    return manifiesto


def pendientes(raiz: Path) -> tuple[list[Manifiesto], list[LoteDanado]]:
    """Lo que aterrizó y no consta que se cargara, en el orden en que se registró; y lo que no se entiende.

    La marca de un lote que no llegó a cerrarse se quita: lo que no aterrizó no se registró.

    Args:
        raiz: Carpeta de aterrizaje; quien llama tiene el candado del maestro.
    """
    hallados, danados = [], []
    for marca in sorted((raiz / _PENDIENTES).glob("*")):
        if not _ES_LOTE.fullmatch(marca.name):
            continue
        if not _cerrado(raiz, marca.name):
            marca.unlink()
            continue
        try:
            hallados.append(leer_manifiesto(raiz, marca.name))
        except LoteDanado as error:
            danados.append(error)
    return sorted(hallados, key=lambda m: (m.momento, m.lote)), danados


def marcar(raiz: Path, lote: str) -> None:
    """Deja dicho, en disco, que un lote está pendiente de cargarse."""
    escribir_atomico(raiz / _PENDIENTES / lote, b"")


def cargado(raiz: Path, lote: str) -> None:
    """Quita la marca de un lote que ya está en el maestro."""
    (raiz / _PENDIENTES / lote).unlink(missing_ok=True)


def _cerrado(raiz: Path, lote: str) -> bool:
    """Si tiene manifiesto; uno vacío es el de un cierre que no llegó al disco."""
    manifiesto = carpeta_de(raiz, lote) / MANIFIESTO
    return manifiesto.exists() and manifiesto.stat().st_size > 0


@dataclass(frozen=True)
class Asentado:
    """Lo que un lote asienta, listo para cargarse.

    Attributes:
        publicas: Marco de cada tabla del maestro, con el de ``asientos``.
        reservadas: Marco de cada tabla reservada.
    """

    publicas: tuple[tuple[Tabla, pl.DataFrame], ...]
    reservadas: tuple[tuple[Tabla, pl.DataFrame], ...]


def leer(raiz: Path, manifiesto: Manifiesto) -> Asentado:
    """Lee lo que asienta un lote, después de comprobar la huella de todas sus páginas.

    Raises:
        LoteDanado: Si falta algo, no coincide o no se entiende.
    """
    aterrizaje = Aterrizaje(raiz)
    paginas = [aterrizaje.contenido(manifiesto, n) for n in range(len(manifiesto.paginas))]
    try:
        asentado = json.loads(paginas[_ASENTADO])
        marcos = [(TABLAS[n], _marco(TABLAS[n], filas, manifiesto)) for n, filas in asentado["filas"].items()]
        clase = str(asentado["clase"])
    except (IndexError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise LoteDanado(manifiesto.lote, "lo que asienta no se entiende") from error
    publicas = [(t, m) for t, m in marcos if not t.reservada]
    asiento = {
        "clase_asiento": clase,
        "semestre": manifiesto.semestre,
        "documento": manifiesto.archivo,
        "sha256": manifiesto.sha256,
        "bytes": manifiesto.paginas[0].bytes,
        "asentados": sum(len(m) for _, m in publicas),
    }
    return Asentado(
        ((ASIENTOS, _marco(ASIENTOS, [asiento], manifiesto)), *publicas),
        tuple((t, m) for t, m in marcos if t.reservada),
    )


def adjunto(raiz: Path, lote: str, sha256: str) -> bytes:
    """Los bytes de la página de esa huella en un lote asentado.

    Args:
        raiz: Carpeta de aterrizaje.
        lote: Identidad del lote.
        sha256: Huella de los bytes que se buscan.

    Raises:
        LoteDanado: Si no está o no coincide.
    """
    manifiesto, numeros = _paginas(raiz, lote)
    if sha256 in numeros:
        return Aterrizaje(raiz).contenido(manifiesto, numeros[sha256])
    raise LoteDanado(lote, f"no trae ningún archivo de huella {sha256[:12]}")


@lru_cache(maxsize=8)
def _paginas(raiz: Path, lote: str) -> tuple[Manifiesto, Mapping[str, int]]:
    """El manifiesto de un lote, que no cambia, y el número de cada página: mil cartas comparten uno."""
    manifiesto = leer_manifiesto(raiz, lote)
    return manifiesto, {p.sha256: n for n, p in reversed(list(enumerate(manifiesto.paginas)))}


def cargar(base: Base, asentado: Asentado) -> None:
    """Carga en el maestro lo que asienta un lote, en una transacción; lo que ya estaba no cambia."""
    with base.transaccion():
        _insertar(base, asentado.publicas)


def cargar_reservado(reservado: Base, asentado: Asentado) -> None:
    """Carga en la base reservada lo suyo. Va antes que ``cargar``: repetirlo no cambia nada."""
    with reservado.transaccion():
        _insertar(reservado, asentado.reservadas)


def _insertar(base: Base, marcos: Iterable[tuple[Tabla, pl.DataFrame]]) -> None:
    for tabla, marco in marcos:
        base.insertar(tabla, marco, si_existe="ignorar")


def _marco(tabla: Tabla, filas: Sequence[Mapping[str, object]], manifiesto: Manifiesto) -> pl.DataFrame:
    propias = {"lote": manifiesto.lote, "registrado_en": manifiesto.momento}
    tipos = {c.campo.nombre: c.campo.tipo for c in tabla.columnas}
    leidas = [{n: _valor(tipos[n], v) for n, v in f.items()} | propias for f in map(dict, filas)]
    return pl.DataFrame(leidas, schema=esquema_polars(tabla), orient="row")


def _valor(tipo: Tipo, valor: object) -> object:
    """Lo que el JSON guardó como texto vuelve a ser fecha o instante."""
    if valor is None:
        return None
    if tipo is Tipo.FECHA:
        return date.fromisoformat(str(valor))
    return datetime.fromisoformat(str(valor)) if tipo is Tipo.MOMENTO else valor


def _json(datos: Mapping[str, object]) -> bytes:
    return json.dumps(datos, ensure_ascii=False, indent=1, sort_keys=True, default=_a_texto).encode()


def _a_texto(valor: object) -> str:
    if isinstance(valor, date):
        return valor.isoformat()
    raise TypeError(f"Un valor de tipo {type(valor).__name__} no puede asentarse")
