"""Un respaldo en un solo archivo ZIP: se escribe, se comprueba y se abre sin confiar en lo que trae.

Va en ZIP porque se puede listar y tomar una parte sin abrirlo todo, y lo abre cualquier computadora sin este
programa. Lo que más pesa, las páginas aterrizadas, ya viene comprimido y se guarda tal cual.
"""

import hashlib
import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from almacen.errores import RespaldoInvalido

INDICE = "respaldo.json"
VERSION = 1
_TROZO = 1 << 20
_BYTES_DEL_INDICE = 1 << 30
_RAZON_MAXIMA = 300
"""Cuántas veces puede crecer al abrirse; una base casi vacía, que es lo que más se comprime, crece 130."""
_HOLGURA = 64 << 20
_COMPRIMIDOS = (".zst", ".zip", ".xlsx", ".png", ".jpg", ".jpeg", ".pdf")
_FECHA_MINIMA = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Indice:
    """Lo que dice de sí un respaldo.

    Attributes:
        espacio: Carpeta de que se tomó.
        organismo: De quién es.
        creado_en: Cuándo.
        archivos: Huella y bytes de cada archivo, por su ruta en el espacio.
    """

    espacio: str
    organismo: str
    creado_en: datetime
    archivos: Mapping[str, tuple[str, int]]

    @property
    def bytes(self) -> int:
        """Lo que ocupa abierto."""
        return sum(n for _, n in self.archivos.values())


@dataclass
class Archivador:
    """Escribe un respaldo; usa uno solo a la vez.

    Attributes:
        archivos: Lo que lleva.
    """

    _zip: zipfile.ZipFile
    archivos: dict[str, tuple[str, int]] = field(default_factory=dict)
    _usados: set[str] = field(default_factory=set)

    def agregar(self, nombre: str, entrada: IO[bytes]) -> None:
        """Agrega lo que dé ``entrada`` y anota su huella.

        Args:
            nombre: Ruta dentro del espacio; una que no sirva en todos los sistemas se cambia por otra.
            entrada: De dónde se leen los bytes.
        """
        propio = self._libre(nombre)
        suma, total = hashlib.sha256(), 0
        info = zipfile.ZipInfo(propio, _FECHA_MINIMA)
        comprimido = propio.endswith(_COMPRIMIDOS)
        info.compress_type = zipfile.ZIP_STORED if comprimido else zipfile.ZIP_DEFLATED
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        with self._zip.open(info, "w", force_zip64=True) as salida:
            while trozo := entrada.read(_TROZO):
                suma.update(trozo)
                total += len(trozo)
                salida.write(trozo)
        self.archivos[propio] = (suma.hexdigest(), total)

    def cerrar(self, *, espacio: str, organismo: str, creado_en: datetime) -> None:
        """Escribe el índice: el respaldo está completo."""
        datos = {
            "version": VERSION,
            "espacio": espacio,
            "organismo": organismo,
            "creado_en": creado_en.isoformat(),
            "archivos": {n: {"sha256": h, "bytes": b} for n, (h, b) in sorted(self.archivos.items())},
        }
        texto = json.dumps(datos, ensure_ascii=False, indent=0).encode()
        self._zip.writestr(zipfile.ZipInfo(INDICE, _FECHA_MINIMA), texto, zipfile.ZIP_DEFLATED)

    def _libre(self, nombre: str) -> str:
        limpio = "".join(c if c.isprintable() and c not in "\\:" else "_" for c in nombre)
        libre, numero = limpio, 2
        # Dos nombres que solo difieren en mayúsculas serían uno en otros sistemas.
        while libre.casefold() in self._usados:
            libre, numero = f"{limpio}_{numero}", numero + 1
        self._usados.add(libre.casefold())
        return libre


@contextmanager
def escribiendo(ruta: Path) -> Iterator[Archivador]:
    """Abre un respaldo para escribirlo; si el archivo ya estaba, lo empieza de nuevo."""
    with zipfile.ZipFile(ruta, "w", compresslevel=6) as archivo:
        yield Archivador(archivo)


def leer_indice(ruta: Path) -> Indice:
    """El índice de un respaldo, sin comprobar lo demás.

    Raises:
        RespaldoInvalido: Si no es un respaldo.
    """
    with _abierto(ruta) as archivo:
        return _indice(ruta, archivo)


def comprobar(ruta: Path) -> Indice:
    """Lee el respaldo entero y compara cada archivo con su huella.

    Raises:
        RespaldoInvalido: Si no es un respaldo, trae algo que no debe o algún byte cambió.
    """
    with _abierto(ruta) as archivo:
        indice = _indice(ruta, archivo)
        for nombre in _entradas(ruta, archivo, indice):
            _copiar(ruta, archivo, nombre, indice.archivos[nombre], None)
        return indice


def extraer(ruta: Path, destino: Path, omitir: frozenset[str] = frozenset()) -> Indice:
    """Deja lo que trae un respaldo en una carpeta vacía; nada se escribe fuera de ella.

    Args:
        ruta: Respaldo.
        destino: Carpeta.
        omitir: Rutas que no se extraen.

    Raises:
        RespaldoInvalido: Si no es un respaldo, trae algo que no debe, no cabe o algún byte cambió.
    """
    with _abierto(ruta) as archivo:
        indice = _indice(ruta, archivo)
        nombres = _entradas(ruta, archivo, indice)
        if indice.bytes > shutil.disk_usage(destino).free:
            raise RespaldoInvalido(ruta, f"abierto ocupa {indice.bytes / 1e9:.1f} GB y no caben en el disco")
        for nombre in nombres:
            if nombre in omitir:
                continue
            final = destino.joinpath(*PurePosixPath(nombre).parts)
            final.parent.mkdir(parents=True, exist_ok=True)
            with final.open("xb") as salida:
                _copiar(ruta, archivo, nombre, indice.archivos[nombre], salida)
        return indice


def _entradas(ruta: Path, archivo: zipfile.ZipFile, indice: Indice) -> list[str]:
    """Nombres de lo que trae, si es justo lo que dice su índice y todo son archivos con rutas propias."""
    infos = [i for i in archivo.infolist() if i.filename != INDICE]
    for info in infos:
        tipo = stat.S_IFMT(info.external_attr >> 16)
        # Sin «is_dir», que con un nombre vacío falla.
        if tipo not in (0, stat.S_IFREG) or info.filename.endswith("/") or info.flag_bits & 0x1:
            raise RespaldoInvalido(ruta, f"«{info.filename[:80]!r}» no es un archivo común")
        if not _es_propia(info.filename):
            raise RespaldoInvalido(ruta, f"«{info.filename[:80]!r}» saldría de la carpeta")
    nombres = [i.filename for i in infos]
    if len({n.casefold() for n in nombres}) != len(nombres):
        raise RespaldoInvalido(ruta, "trae dos archivos con el mismo nombre")
    if set(nombres) != set(indice.archivos):
        raise RespaldoInvalido(ruta, "no trae los archivos que dice su índice")
    if indice.bytes > ruta.stat().st_size * _RAZON_MAXIMA + _HOLGURA:
        raise RespaldoInvalido(ruta, "abierto crecería más de lo que puede crecer un respaldo")
    return nombres


def _es_propia(nombre: str) -> bool:
    partes = nombre.split("/")
    return (
        all(p not in ("", ".", "..") for p in partes)
        and nombre.isprintable()
        and not any(c in nombre for c in "\\:")
    )


def _copiar(
    ruta: Path, archivo: zipfile.ZipFile, nombre: str, dicho: tuple[str, int], salida: IO[bytes] | None
) -> None:
    huella, tamano = dicho
    suma, total = hashlib.sha256(), 0
    try:
        with archivo.open(nombre) as entrada:
            while trozo := entrada.read(_TROZO):
                total += len(trozo)
                if total > tamano:
                    break
                suma.update(trozo)
                if salida is not None:
                    salida.write(trozo)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RespaldoInvalido(ruta, f"«{nombre}» no se puede leer") from error
    if total != tamano or suma.hexdigest() != huella:
        raise RespaldoInvalido(ruta, f"«{nombre}» no tiene los bytes que dice su índice")


@contextmanager
def _abierto(ruta: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archivo = zipfile.ZipFile(ruta)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise RespaldoInvalido(ruta, "no se puede abrir como ZIP") from error
    with archivo:
        yield archivo


def _indice(ruta: Path, archivo: zipfile.ZipFile) -> Indice:
    try:
        with archivo.open(INDICE) as entrada:
            crudo = entrada.read(_BYTES_DEL_INDICE)
        datos: dict[str, Any] = json.loads(crudo)
        version = datos["version"]
        indice = Indice(
            espacio=str(datos["espacio"]),
            organismo=str(datos["organismo"]),
            creado_en=datetime.fromisoformat(datos["creado_en"]),
            archivos={str(n): (str(d["sha256"]), int(d["bytes"])) for n, d in datos["archivos"].items()},
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise RespaldoInvalido(ruta, f"no trae un {INDICE} que se entienda") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RespaldoInvalido(ruta, f"su {INDICE} no se puede leer") from error
    if version != VERSION:
        raise RespaldoInvalido(ruta, f"es de la versión {version} y este programa abre la {VERSION}")
    if indice.creado_en.tzinfo is None:
        raise RespaldoInvalido(ruta, f"su {INDICE} no dice en qué zona es su fecha")
    if any(b < 0 for _, b in indice.archivos.values()):
        raise RespaldoInvalido(ruta, f"su {INDICE} dice tamaños imposibles")
    return indice
