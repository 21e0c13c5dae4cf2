"""Qué hay por recibir en ``entradas/`` y qué se hace con lo que no entra."""

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from almacen.aterrizaje import identidad_de_archivo
from almacen.escritura import escribir_atomico
from conectores.archivos.nombres_zip import se_ignora
from esquemas.hallazgos import Hallazgo
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre

SUFIJO_MOTIVO = ".motivo.txt"
SUFIJO_CORREO = ".eml"
CODIGO_DE_COPIA = "L901"
"""El archivo es idéntico a otro de su carpeta."""
_BYTES_POR_TANDA = 24_000_000
_ARCHIVOS_POR_TANDA = 250
_BYTES_DE_NOMBRE = 200
"""Lo más que mide un nombre apartado: los discos admiten 255 y falta el número y el sufijo del motivo."""
_BYTES_DE_EXTENSION = 20
_NO_CITABLES = ("Cc", "Cs", "Zl", "Zp")
"""Controles, bytes que no son texto y saltos de línea, por su categoría de Unicode."""


@dataclass(frozen=True)
class Entrante:
    """Un archivo de ``entradas``.

    Attributes:
        ruta: Dónde está, con su nombre tal como lo da el sistema.
        archivo: Nombre con que se le cita, relativo a ``entradas``; lo que no es texto sale como «�».
        carpeta: Primera carpeta bajo ``entradas``, como se le cita: la cuenta, si la hay.
        bytes: Tamaño.
        sha256: Huella de sus bytes.
        semestre: Semestre para el que se lee: el que se revisa o, si ya estaba cargado, el suyo.
        copias: Otros archivos de la misma carpeta con los mismos bytes.
        tambien: Si ya se recibió para otro semestre y trae además fechas de este.
        recibido_en: Cuándo llegó, si consta que fue antes: lo dice un correo o el sello de un escrito.
    """

    ruta: Path
    archivo: str
    carpeta: str | None
    bytes: int
    sha256: str
    semestre: Semestre
    copias: tuple[str, ...] = ()
    tambien: bool = False
    recibido_en: datetime | None = None

    @property
    def tambien_para(self) -> str | None:
        """Clave del semestre, si el archivo ya se había recibido para otro."""
        return self.semestre.clave if self.tambien else None

    @property
    def lote(self) -> str:
        """Identidad del lote que es o será."""
        return identidad_de_archivo(self.carpeta, self.sha256, self.tambien_para)


def huella(ruta: Path) -> str:
    """SHA-256 de un archivo, sin leerlo entero a la vez."""
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def enumerar(
    espacio: Espacio,
    semestre: Semestre,
    rutas: Sequence[Path] = (),
    huella_de: Callable[[Path], str] = huella,
) -> list[Entrante]:
    """Archivos de ``entradas`` (o solo los que se indican dentro de ella), en orden de nombre.

    Los idénticos de una misma carpeta salen una vez, con los demás en ``copias``.

    Args:
        espacio: Espacio.
        semestre: El que se revisa.
        rutas: Archivos o carpetas dentro de ``entradas``; todo, si no se dicen.
        huella_de: De dónde se toma la huella de cada uno.

    Raises:
        OrdenInvalida: Si una ruta indicada no existe o está fuera de ``entradas``.
    """
    raiz = espacio.entradas.resolve()
    entrantes = []
    for ruta in sorted(_archivos(raiz, rutas)):
        relativa = ruta.relative_to(raiz)
        if _no_es_entrega(espacio, relativa):
            continue
        archivo = _citable(relativa)
        carpeta = archivo.split("/", 1)[0] if len(relativa.parts) > 1 else None
        entrantes.append(Entrante(ruta, archivo, carpeta, ruta.stat().st_size, huella_de(ruta), semestre))
    por_lote: dict[str, list[Entrante]] = {}
    for entrante in entrantes:
        por_lote.setdefault(entrante.lote, []).append(entrante)
    return [replace(g[0], copias=tuple(c.archivo for c in g[1:])) for g in por_lote.values()]


def enlaces(espacio: Espacio) -> list[Hallazgo]:
    """Un aviso por cada enlace simbólico de ``entradas``: no se siguen, pueden llevar a cualquier parte."""
    raiz = espacio.entradas.resolve()
    vistos = sorted(r.relative_to(raiz) for r in raiz.rglob("*") if r.is_symlink())
    return [Hallazgo("L902", archivo=_citable(r)) for r in vistos if not _no_es_entrega(espacio, r)]


def _no_es_entrega(espacio: Espacio, relativa: Path) -> bool:
    partes = relativa.parts
    return (
        partes[0] == espacio.rechazados.name
        or any(p.startswith((".", "~$")) for p in partes)
        or se_ignora(relativa.as_posix())
        or relativa.name.endswith(SUFIJO_MOTIVO)
        or relativa.name == "LEEME.txt"
        or _es_correo(relativa)
    )


def _es_correo(relativa: Path) -> bool:
    """Un correo guardado no se lee como entrega: antes se decide qué hacer con lo que trae."""
    return relativa.suffix.casefold() == SUFIJO_CORREO


def correos_en(espacio: Espacio, rutas: Sequence[Path] = ()) -> list[tuple[Path, str]]:
    """Los correos guardados en ``entradas`` y el nombre con que se les cita, en orden de nombre.

    Raises:
        OrdenInvalida: Si una ruta indicada no existe o está fuera de ``entradas``.
    """
    raiz = espacio.entradas.resolve()
    relativas = [(r, r.relative_to(raiz)) for r in sorted(_archivos(raiz, rutas))]
    return [
        (ruta, _citable(relativa))
        for ruta, relativa in relativas
        if _es_correo(relativa)
        and relativa.parts[0] != espacio.rechazados.name
        and not any(p.startswith((".", "~$")) for p in relativa.parts)
    ]


def _citable(relativa: Path) -> str:
    """Nombre que puede guardarse y mostrarse: los bytes que no son UTF-8 y los controles se sustituyen."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in _NO_CITABLES else c
        for c in relativa.as_posix()
    )


def copias(entrante: Entrante) -> list[Hallazgo]:
    """Un aviso por cada archivo idéntico a otro."""
    return [Hallazgo(CODIGO_DE_COPIA, archivo=c, encontrado=entrante.archivo) for c in entrante.copias]


def _archivos(raiz: Path, rutas: Sequence[Path]) -> Iterator[Path]:
    if not rutas:
        yield from (r for r in raiz.rglob("*") if r.is_file() and not r.is_symlink())
        return
    for indicada in rutas:
        ruta = indicada.resolve()
        if not ruta.exists():
            raise OrdenInvalida(f"No existe {indicada}. Revise la ruta.")
        if not ruta.is_relative_to(raiz):
            raise OrdenInvalida(
                f"{indicada} está fuera de {raiz}. Copie el archivo a entradas/<cuenta>/ y repita la orden."
            )
        yield from (
            (r for r in ruta.rglob("*") if r.is_file() and not r.is_symlink()) if ruta.is_dir() else (ruta,)
        )


@dataclass(frozen=True)
class Cargado:
    """Con qué se leyó un lote ya cargado, para qué semestre y si traía fechas de otros."""

    lector: str
    semestre: Semestre
    trae_otros: bool = False


def pendientes(
    entrantes: Iterable[Entrante], cargados: Mapping[str, Cargado], lectores: Collection[str]
) -> list[Entrante]:
    """Los que no están cargados con un lector vigente.

    Uno que se cargó con otro lector se vuelve a leer para su propio semestre, no para el que se revisa:
    de otro modo sus cifras parecerían de fuera de semestre y se perderían.

    Args:
        entrantes: Archivos de ``entradas``.
        cargados: Lotes ya cargados, sin los rechazados.
        lectores: Versiones de lector que valen.
    """
    resultado = []
    for entrante in entrantes:
        previo = cargados.get(entrante.lote)
        if previo is None:
            resultado.append(entrante)
        elif previo.lector not in lectores:
            resultado.append(replace(entrante, semestre=previo.semestre))
        elif previo.trae_otros and previo.semestre != entrante.semestre:
            otro = replace(entrante, tambien=True)
            if otro.lote not in cargados:
                resultado.append(otro)
    return resultado


def en_tandas(entrantes: Sequence[Entrante]) -> list[list[Entrante]]:
    """Reparte los archivos en tandas que caben en memoria: una transacción y una revisión por tanda.

    Cada tanda es de un solo semestre.
    """
    tandas: list[list[Entrante]] = []
    suma = 0
    for entrante in sorted(entrantes, key=lambda e: (e.semestre, e.archivo)):
        llena = tandas and (
            suma + entrante.bytes > _BYTES_POR_TANDA or len(tandas[-1]) >= _ARCHIVOS_POR_TANDA
        )
        if not tandas or llena or tandas[-1][-1].semestre != entrante.semestre:
            tandas.append([])
            suma = 0
        tandas[-1].append(entrante)
        suma += entrante.bytes
    return tandas


def apartar(espacio: Espacio, entrante: Entrante, hallazgos: Sequence[Hallazgo]) -> Path:
    """Mueve un archivo que no entró a ``entradas/rechazados/`` y deja su motivo al lado.

    Si ahí ya hay otro con el mismo nombre y distinto contenido, el nuevo lleva un número: nada se pisa.
    Un nombre que con el del motivo rebasaría lo que admite el disco se acorta y lleva su huella.
    """
    return apartar_con_motivo(
        espacio, entrante.ruta, entrante.archivo, "\n\n".join(h.oracion for h in hallazgos)
    )


def apartar_con_motivo(espacio: Espacio, ruta: Path, archivo: str, motivo: str) -> Path:
    """Como ``apartar``, con el motivo ya escrito.

    Args:
        espacio: Espacio.
        ruta: Dónde está el archivo.
        archivo: Ruta, dentro de ``entradas/rechazados``, a la que va.
        motivo: Lo que se deja dicho al lado.
    """
    *carpetas, nombre = (_corto(p) for p in archivo.split("/"))
    carpeta = espacio.rechazados
    for parte in carpetas:
        carpeta /= parte
        if carpeta.is_file():
            carpeta = carpeta.with_name(f"{parte} (carpeta)")
    destino = _libre(carpeta / nombre, ruta)
    escribir_atomico(destino.with_name(destino.name + SUFIJO_MOTIVO), f"{motivo}\n".encode())
    ruta.replace(destino)
    return destino


def _corto(parte: str) -> str:
    if len(parte.encode()) <= _BYTES_DE_NOMBRE:
        return parte
    extension = Path(parte).suffix if len(Path(parte).suffix.encode()) <= _BYTES_DE_EXTENSION else ""
    cola = f"~{hashlib.sha256(parte.encode()).hexdigest()[:8]}{extension}"
    return parte.encode()[: _BYTES_DE_NOMBRE - len(cola.encode())].decode(errors="ignore") + cola


def _libre(destino: Path, origen: Path) -> Path:
    candidato, numero = destino, 2
    while candidato.is_dir() or (candidato.exists() and huella(candidato) != huella(origen)):
        candidato = destino.with_name(f"{destino.stem} ({numero}){destino.suffix}")
        numero += 1
    candidato.parent.mkdir(parents=True, exist_ok=True)
    return candidato
