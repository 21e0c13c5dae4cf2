"""Respaldar un espacio en un solo archivo, mientras otros lo usan.

Las bases se copian bajo su candado, antes que lo demás: así, de todo lote que esté en la base están también
sus bytes. Lo aterrizado no cambia una vez que tiene su nombre; lo que esté a medias se salta.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from almacen.archivador import Archivador, comprobar, escribiendo, leer_indice
from almacen.aterrizaje import MANIFIESTO, leer_manifiesto
from almacen.candado import candado
from almacen.errores import LoteDanado, RespaldoInvalido
from almacen.escritura import fijar_carpeta
from almacen.maestro import ESPERA_SEGUNDOS, copiar_base
from flujos.ajustes import ARCHIVO_DE_SECRETOS
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES
from flujos.pasos.espacio import Espacio

_SUELTOS = (ARCHIVO_DE_AJUSTES, ".gitignore", "datos/limpieza.jsonl")
_CARPETAS = ("padron", "parametros", "entradas", "datos/informes", "datos/evidencias", "datos/comunicaciones")

_ATERRIZAJE = "datos/aterrizaje"
BASES = frozenset(("datos/maestro.duckdb", "datos/reservado.duckdb"))
_OBRA = "respaldo"


@dataclass(frozen=True)
class Respaldo:
    """Lo que resultó de respaldar.

    Attributes:
        ruta: El archivo, ya comprobado.
        archivos: Cuántos lleva.
        bytes: Lo que ocupa.
        bytes_abierto: Lo que ocupa al restaurarse.
        creado_en: Cuándo se tomó.
        borrados: Respaldos más viejos que se borraron por pasar de los que se conservan.
        avisos: Una oración por cosa que no se llevó, y por qué.
    """

    ruta: Path
    archivos: int
    bytes: int
    bytes_abierto: int
    creado_en: datetime
    borrados: tuple[Path, ...]
    avisos: tuple[str, ...]


def respaldar(
    espacio: Espacio, destino: Path | None = None, *, espera_segundos: float = ESPERA_SEGUNDOS
) -> Respaldo:
    """Respalda el espacio entero, salvo los secretos, y comprueba lo escrito.

    Args:
        espacio: Espacio abierto.
        destino: Carpeta en que queda; si no, la de [respaldo] en ``pertinencia.toml``.
        espera_segundos: Cuánto se espera a quien esté escribiendo en las bases.

    Raises:
        AlmacenOcupado: Si otro respaldo está en curso o quien escribe no termina a tiempo.
        OrdenInvalida: Si la carpeta está dentro de lo que se respalda.
        BaseIlegible: Si una base está dañada: un respaldo de ella no serviría.
    """
    carpeta = (destino or espacio.raiz / espacio.respaldo.destino).resolve()
    for propia in (*_CARPETAS, _ATERRIZAJE):
        if carpeta.is_relative_to((espacio.raiz / propia).resolve()):
            raise OrdenInvalida(
                f"{carpeta} es de lo que se respalda: cada respaldo llevaría dentro al anterior. Elija otra."
            )
    carpeta.mkdir(parents=True, exist_ok=True)
    obra = espacio.rutas.datos / _OBRA
    with candado(obra, espera_segundos):
        creado_en = espacio.ahora().astimezone(UTC)
        final = _libre(carpeta, creado_en)
        parcial = final.with_name(f".{final.name}.parcial")
        for resto in carpeta.glob(".respaldo_*.zip.parcial"):
            resto.unlink()
        avisos: list[str] = []
        try:
            # Lleva datos personales: solo lo lee su dueño.
            parcial.touch(mode=0o600)
            with escribiendo(parcial) as archivador:
                _llenar(espacio, archivador, obra, avisos, espera_segundos)
                archivador.cerrar(
                    espacio=str(espacio.raiz.resolve()), organismo=espacio.organismo, creado_en=creado_en
                )
            indice = comprobar(parcial)
            with parcial.open("rb+") as escrito:
                os.fsync(escrito.fileno())
            parcial.replace(final)
            fijar_carpeta(carpeta)
        finally:
            shutil.rmtree(obra, ignore_errors=True)
            parcial.unlink(missing_ok=True)
        borrados = _conservar(espacio, carpeta)
    if (espacio.raiz / ARCHIVO_DE_SECRETOS).exists():
        avisos.insert(
            0, f"Las credenciales de {ARCHIVO_DE_SECRETOS} no se respaldan: guárdelas en otro lugar seguro."
        )
    return Respaldo(
        final, len(indice.archivos), final.stat().st_size, indice.bytes, creado_en, borrados, tuple(avisos)
    )


def se_respalda(nombre: str) -> bool:
    """Si una ruta del espacio es de lo que lleva un respaldo; así no puede traer otra cosa al restaurarse."""
    if nombre in BASES or nombre in _SUELTOS:
        return True
    return nombre.startswith(tuple(f"{c}/" for c in (*_CARPETAS, _ATERRIZAJE))) and not _se_salta(
        nombre.rpartition("/")[2]
    )


def respaldos_de_mas(espacio: Espacio, carpeta: Path) -> list[Path]:
    """Respaldos de este espacio que pasan de los que se conservan, del más viejo al más nuevo."""
    propios = []
    for ruta in carpeta.glob("respaldo_*.zip"):
        try:
            indice = leer_indice(ruta)
        except RespaldoInvalido:
            # No es nuestro o está dañado: que alguien lo mire.
            continue
        if indice.espacio == str(espacio.raiz.resolve()):
            propios.append((indice.creado_en, ruta))
    return [ruta for _, ruta in sorted(propios)[: -espacio.respaldo.conservar]]


def _conservar(espacio: Espacio, carpeta: Path) -> tuple[Path, ...]:
    de_mas = respaldos_de_mas(espacio, carpeta)
    for ruta in de_mas:
        ruta.unlink()
    return tuple(de_mas)


def _libre(carpeta: Path, momento: datetime) -> Path:
    nombre = f"respaldo_{momento:%Y%m%dT%H%M%S}"
    libre, numero = carpeta / f"{nombre}.zip", 2
    while libre.exists():
        libre, numero = carpeta / f"{nombre}_{numero}.zip", numero + 1
    return libre


def _llenar(
    espacio: Espacio, archivador: Archivador, obra: Path, avisos: list[str], espera_segundos: float
) -> None:
    rutas = espacio.rutas
    shutil.rmtree(obra, ignore_errors=True)
    obra.mkdir(parents=True)
    # Con los dos candados ninguna va adelante de la otra; en el orden en que los toma quien asienta algo.
    with candado(rutas.maestro, espera_segundos), candado(rutas.reservado, espera_segundos):
        for base in (rutas.reservado, rutas.maestro):
            if base.exists():
                copiar_base(base, obra / base.name)
    for base in sorted(obra.iterdir()):
        with base.open("rb") as entrada:
            archivador.agregar(f"datos/{base.name}", entrada)
    for nombre in _SUELTOS:
        _agregar(espacio.raiz, espacio.raiz / nombre, archivador, avisos)
    for carpeta in _CARPETAS:
        for ruta in _archivos(espacio.raiz / carpeta, avisos):
            _agregar(espacio.raiz, ruta, archivador, avisos)
    # Los planes antes que los lotes: uno por terminar se retoma; uno terminado sin todas sus páginas, no.
    for carpeta in ("planes", "libreta"):
        for ruta in _archivos(rutas.aterrizaje / carpeta, avisos):
            _agregar(espacio.raiz, ruta, archivador, avisos)
    for lote in sorted(rutas.aterrizaje.glob("??/*")):
        _agregar_lote(espacio, lote, archivador, avisos)


def _agregar_lote(espacio: Espacio, lote: Path, archivador: Archivador, avisos: list[str]) -> None:
    """Las páginas y al final el manifiesto: si el lote se cierra o se purga mientras, van las que él dice."""
    puestas = set()
    for pagina in sorted(lote.glob("pagina-*.zst")):
        puestas.add(pagina.name)
        _agregar(espacio.raiz, pagina, archivador, avisos)
    if not (lote / MANIFIESTO).exists():
        return
    try:
        manifiesto = leer_manifiesto(espacio.rutas.aterrizaje, lote.name)
    except LoteDanado as error:
        avisos.append(str(error))
    else:
        if manifiesto.purgado_en is None:
            for declarada in manifiesto.paginas:
                if declarada.archivo not in puestas:
                    _agregar(espacio.raiz, lote / declarada.archivo, archivador, avisos)
    _agregar(espacio.raiz, lote / MANIFIESTO, archivador, avisos)


def _agregar(raiz: Path, ruta: Path, archivador: Archivador, avisos: list[str]) -> None:
    try:
        entrada = ruta.open("rb")
    except FileNotFoundError:
        if ruta.relative_to(raiz).as_posix() not in _SUELTOS:
            avisos.append(f"{ruta.relative_to(raiz)} ya no estaba al llegar a él.")
        return
    with entrada:
        archivador.agregar(ruta.relative_to(raiz).as_posix(), entrada)


def _archivos(carpeta: Path, avisos: list[str]) -> Iterator[Path]:
    for ruta in sorted(carpeta.rglob("*")):
        if ruta.is_symlink():
            avisos.append(f"{ruta} es un enlace y no se sigue: puede llevar a cualquier parte.")
        elif ruta.is_file() and not _se_salta(ruta.name):
            yield ruta


def _se_salta(nombre: str) -> bool:
    return nombre.startswith((ARCHIVO_DE_SECRETOS, "~$")) or nombre.endswith((".parcial", ".candado"))
