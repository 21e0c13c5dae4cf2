"""Comprobar una instalación y un espacio, y decir qué hacer con lo que esté mal."""

import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from almacen.aterrizaje import Aterrizaje
from almacen.aterrizaje_api import AterrizajeApi
from almacen.errores import AlmacenOcupado, ErrorDeAlmacen, LoteDanado, LotePurgado
from almacen.maestro import abrir_maestro
from flujos.errores import EspacioInvalido
from flujos.pasos.comprobacion import Comprobacion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.plazos import plazos
from flujos.pasos.verificacion_correo import comprobar_comunicaciones, comprobar_correo, comprobar_firma
from flujos.pasos.verificacion_versiones import comprobar_versiones
from lineamientos.semestres import Semestre, semestre_en_evaluacion

_DISCO_MINIMO = 2_000_000_000
_VERANO = datetime(2026, 7, 1, tzinfo=UTC)
_SIN_HORARIO_DE_VERANO = timedelta(hours=-6)


def verificar(raiz: Path) -> list[Comprobacion]:
    """Comprueba programa, espacio, parámetros, disco, correo, base y lo aterrizado."""
    comprobaciones = [_python(), *comprobar_versiones()]
    try:
        espacio = abrir_espacio(raiz)
    except EspacioInvalido as error:
        return comprobaciones + [Comprobacion("Espacio de trabajo", "mal", p) for p in error.problemas]
    return [
        *comprobaciones,
        Comprobacion("Espacio de trabajo", "bien", f"{raiz.resolve()} ({espacio.organismo})"),
        _padron(espacio),
        _parametros(espacio),
        _calendario(espacio),
        _zona_horaria(espacio),
        _disco(espacio),
        comprobar_correo(espacio),
        comprobar_comunicaciones(espacio),
        comprobar_firma(espacio),
        _maestro(espacio),
        _aterrizaje(espacio),
    ]


def _python() -> Comprobacion:
    actual = ".".join(str(n) for n in sys.version_info[:3])
    if (3, 11) <= sys.version_info[:2] < (3, 14):
        return Comprobacion("Python", "bien", actual)
    return Comprobacion("Python", "mal", f"{actual}; instale Python 3.11, 3.12 o 3.13.")


def _zona_horaria(espacio: Espacio) -> Comprobacion:
    """Con datos anteriores a 2022, los horarios y los plazos de verano correrían una hora antes."""
    if _VERANO.astimezone(ZoneInfo("America/Mexico_City")).utcoffset() == _SIN_HORARIO_DE_VERANO:
        return Comprobacion("Zona horaria", "bien", f"{espacio.zona.key}, con los datos vigentes de México")
    return Comprobacion(
        "Zona horaria",
        "mal",
        "los datos del sistema son anteriores a 2022 y aún tienen horario de verano en México: actualice "
        "el paquete tzdata del sistema.",
    )


def _padron(espacio: Espacio) -> Comprobacion:
    cuentas = espacio.padron.cuentas
    if cuentas.is_empty():
        return Comprobacion("Padrón", "mal", "no tiene cuentas; llénelo en padron/cuentas.csv.")
    return Comprobacion("Padrón", "bien", f"{len(cuentas)} cuentas en {len(espacio.padron.areas)} áreas")


def _parametros(espacio: Espacio) -> Comprobacion:
    vigentes = espacio.parametros.del_semestre(_semestre(espacio))
    pendientes = vigentes.sin_aprobar()
    if not pendientes:
        return Comprobacion("Parámetros", "bien", f"{len(vigentes)} aprobados")
    return Comprobacion(
        "Parámetros",
        "aviso",
        f"{len(pendientes)} de {len(vigentes)} sin aprobar por el Comité: todo documento dirá PROVISIONAL. "
        "Anote su aprobación en parametros/.",
    )


def _calendario(espacio: Espacio) -> Comprobacion:
    advertencias = plazos(espacio, _semestre(espacio)).advertencias
    if not advertencias:
        return Comprobacion("Calendario", "bien", "los plazos en curso descansan en fuentes confirmadas")
    return Comprobacion("Calendario", "aviso", " ".join(advertencias))


def _disco(espacio: Espacio) -> Comprobacion:
    libre = shutil.disk_usage(espacio.raiz).free
    texto = f"{libre / 1e9:.1f} GB libres"
    if libre >= _DISCO_MINIMO:
        return Comprobacion("Disco", "bien", texto)
    return Comprobacion("Disco", "aviso", f"{texto}; libere espacio: una revisión necesita unos 2 GB.")


def _maestro(espacio: Espacio) -> Comprobacion:
    if not espacio.rutas.maestro.exists():
        return Comprobacion("Base", "bien", "aún no existe; la primera recepción la crea")
    try:
        with abrir_maestro(espacio.rutas, espacio.ahora(), espera_segundos=5) as base:
            lotes = base.consultar("SELECT count(*) AS n FROM lotes").item()
    except AlmacenOcupado as error:
        return Comprobacion("Base", "aviso", str(error))
    except ErrorDeAlmacen as error:
        return Comprobacion("Base", "mal", str(error))
    return Comprobacion("Base", "bien", f"{lotes} lotes")


def _aterrizaje(espacio: Espacio) -> Comprobacion:
    """Lee cada lote aterrizado y compara sus bytes con la huella de su manifiesto."""
    aterrizaje = Aterrizaje(espacio.rutas.aterrizaje)
    de_api = AterrizajeApi(espacio.rutas.aterrizaje)
    sanos, purgados, danos = 0, 0, []
    for lote in aterrizaje.lotes():
        try:
            manifiesto = aterrizaje.manifiesto(lote)
            if manifiesto.origen == "api":
                de_api.leer(lote)
            else:
                for numero in range(len(manifiesto.paginas)):
                    aterrizaje.contenido(manifiesto, numero)
            sanos += 1
        except LotePurgado:
            purgados += 1
        except LoteDanado as error:
            danos.append(str(error))
    sin_datos = f"; purgados por retención: {purgados}" if purgados else ""
    if not danos:
        return Comprobacion("Aterrizaje", "bien", f"lotes con sus bytes intactos: {sanos}{sin_datos}")
    return Comprobacion(
        "Aterrizaje", "mal", f"lotes intactos: {sanos}{sin_datos}; dañados: {len(danos)}. {' '.join(danos)}"
    )


def _semestre(espacio: Espacio) -> Semestre:
    return semestre_en_evaluacion(espacio.ahora_local().date())
