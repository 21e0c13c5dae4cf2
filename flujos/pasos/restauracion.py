"""Restaurar un respaldo en una carpeta nueva, entero o nada, y decir qué tiene lo restaurado."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from almacen.archivador import Indice, extraer
from almacen.aterrizaje import Aterrizaje
from almacen.errores import RespaldoInvalido
from almacen.escritura import fijar_carpeta
from almacen.maestro import abrir_maestro
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES
from flujos.pasos.asientos import marcar_sin_cargar, poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.respaldo import BASES, se_respalda
from flujos.pasos.restauradas import marcar_restaurado, poner_en_duda_lo_restaurado


@dataclass(frozen=True)
class Contenido:
    """Lo que tiene un espacio.

    Attributes:
        organismo: De quién es.
        cuentas: Cuentas de su padrón.
        lotes: Lotes aterrizados.
        cargados: Lotes en la base, o ``None`` si no tiene base.
        evaluados: Semestres evaluados.
        en_duda: Comunicaciones que pudieron enviarse después del respaldo y esperan a que alguien lo diga.
    """

    organismo: str
    cuentas: int
    lotes: int
    cargados: int | None
    evaluados: tuple[str, ...]
    en_duda: tuple[str, ...] = ()


_CARGADOS = """
    SELECT count(*) AS n FROM (SELECT lote FROM lotes UNION SELECT lote FROM asientos)
"""
"""Los de entregas y API, y los de lo que alguien asentó: resoluciones, vistas, recomendaciones."""


def contenido(espacio: Espacio) -> Contenido:
    """Dice qué tiene un espacio restaurado; deja su base al día con su estructura y con lo asentado."""
    cargados, evaluados = None, ()
    if espacio.rutas.maestro.exists():
        with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
            marcar_sin_cargar(espacio, base)
            poner_al_dia(espacio, base)
            cargados = int(base.consultar(_CARGADOS).item())
            evaluados = tuple(
                base.consultar("SELECT DISTINCT semestre FROM evaluaciones ORDER BY ALL")["semestre"]
            )
    en_duda = poner_en_duda_lo_restaurado(espacio)
    lotes = sum(1 for _ in Aterrizaje(espacio.rutas.aterrizaje).lotes())
    return Contenido(espacio.organismo, len(espacio.padron.cuentas), lotes, cargados, evaluados, en_duda)


def restaurar(ruta: Path, destino: Path, *, solo_lotes: bool = False) -> Indice:
    """Restaura un respaldo en una carpeta nueva o vacía, entero o nada.

    Args:
        ruta: Respaldo.
        destino: Carpeta del espacio restaurado.
        solo_lotes: Si se dejan fuera las bases, que después se reconstruyen de lo aterrizado.

    Raises:
        OrdenInvalida: Si en la carpeta ya hay algo.
        RespaldoInvalido: Si el respaldo no lo es, está dañado o trae algo que no debe.
    """
    destino = destino.absolute()
    if destino.exists() and (not destino.is_dir() or any(destino.iterdir())):
        raise OrdenInvalida(
            f"En {destino} ya hay algo y restaurar no pisa nada. Elija una carpeta nueva o vacía."
        )
    al_lado = destino.with_name(f".{destino.name}.restaurando")
    shutil.rmtree(al_lado, ignore_errors=True)
    al_lado.mkdir(parents=True)
    try:
        indice = extraer(ruta, al_lado, BASES if solo_lotes else frozenset())
        if ARCHIVO_DE_AJUSTES not in indice.archivos:
            raise RespaldoInvalido(ruta, f"no trae {ARCHIVO_DE_AJUSTES}: no es de un espacio de trabajo")
        # Unas credenciales o una historia de Prefect ajenas harían correr lo que quisiera quien lo armó.
        ajeno = next((n for n in indice.archivos if not se_respalda(n)), None)
        if ajeno is not None:
            raise RespaldoInvalido(ruta, f"trae «{ajeno[:80]}», que ningún respaldo lleva")
        if destino.exists():
            destino.rmdir()
        al_lado.replace(destino)
    finally:
        shutil.rmtree(al_lado, ignore_errors=True)
    fijar_carpeta(destino.parent)
    marcar_restaurado(destino, indice.creado_en)
    return indice
