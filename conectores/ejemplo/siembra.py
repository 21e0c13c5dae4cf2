"""Pone en un espacio de trabajo el padrón y las entradas de un mundo, sin repetir lo que ya está."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conectores.ejemplo.defectos import plantar
from conectores.ejemplo.entregas import Archivo, entregas
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.padron import areas_csv, capacitaciones_csv, cuentas_csv
from conectores.ejemplo.plantado import DefectoPlantado
from lineamientos.semestres import Semestre

_RECHAZADOS = "rechazados"


@dataclass(frozen=True)
class Siembra:
    """Lo que se sembró en un semestre.

    Attributes:
        archivos: Rutas dentro de ``entradas``, en orden, estuvieran ya o no.
        escritos: De ellas, las que se escribieron ahora.
        defectos: Hallazgos que la revisión debe dar.
    """

    archivos: tuple[str, ...]
    escritos: tuple[str, ...]
    defectos: tuple[DefectoPlantado, ...]


def sembrar_padron(destino: Path, mundo: Mundo) -> tuple[Path, ...]:
    """Escribe ``padron/{cuentas,areas,capacitaciones}.csv`` en un espacio.

    Args:
        destino: Carpeta del espacio de trabajo.
        mundo: De dónde sale el padrón.

    Returns:
        Los tres archivos, se hayan escrito o ya estuvieran iguales.
    """
    contenidos = {
        "cuentas.csv": cuentas_csv(mundo),
        "areas.csv": areas_csv(mundo),
        "capacitaciones.csv": capacitaciones_csv(mundo),
    }
    carpeta = destino / "padron"
    for nombre, contenido in contenidos.items():
        _escribir(carpeta / nombre, contenido)
    return tuple(carpeta / nombre for nombre in contenidos)


def sembrar_entradas(
    destino: Path, mundo: Mundo, semestre: Semestre, *, con_defectos: bool = True
) -> Siembra:
    """Escribe en ``entradas/`` todo lo que la flota entrega de un semestre.

    Un archivo que ya está con los mismos bytes, o que la recepción movió a ``entradas/rechazados``, no se
    vuelve a escribir: sembrar dos veces no cambia nada.

    Args:
        destino: Carpeta del espacio de trabajo.
        mundo: El mundo.
        semestre: Uno de sus semestres.
        con_defectos: Si se plantan los defectos del último semestre; los mundos para medir velocidad no
            los llevan.

    Raises:
        ValueError: Si el semestre no es del mundo.
    """
    if semestre not in mundo.semestres:
        raise ValueError(f"{semestre.clave} no es un semestre del ejemplo")
    defectuosos = con_defectos and mundo.publicaciones_por_cuenta is None and semestre == mundo.semestres[-1]
    plantado = plantar(mundo, semestre) if defectuosos else None
    sustituidas = plantado.sustituidas if plantado else frozenset()
    raiz = destino / "entradas"
    rutas, escritas = _sembrar(raiz, entregas(mundo, semestre, sin=sustituidas))
    if plantado:
        de_mas, nuevas = _sembrar(raiz, plantado.archivos)
        rutas += de_mas
        escritas += nuevas
    return Siembra(tuple(sorted(rutas)), tuple(sorted(escritas)), plantado.defectos if plantado else ())


def _sembrar(raiz: Path, archivos: Iterable[Archivo]) -> tuple[list[str], list[str]]:
    rutas, escritas = [], []
    for archivo in archivos:
        rutas.append(archivo.ruta)
        apartado = raiz / _RECHAZADOS / archivo.ruta
        ya_apartado = apartado.is_file() and apartado.read_bytes() == archivo.contenido
        if not ya_apartado and _escribir(raiz / archivo.ruta, archivo.contenido):
            escritas.append(archivo.ruta)
    return rutas, escritas


def _escribir(ruta: Path, contenido: bytes) -> bool:
    """Escribe si no está ya con los mismos bytes; dice si escribió."""
    if ruta.is_file() and ruta.read_bytes() == contenido:
        return False
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)
    return True
