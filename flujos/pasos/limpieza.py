"""Retención: borrar lo que pasó de los días que dice [retencion] de ``pertinencia.toml``, y dejar dicho qué.

Sin ajustes no se borra nada que alguien haya entregado, leído o escrito. Nunca se toca lo del semestre que se
revisa ni lo posterior. Cada archivo se anota en ``datos/limpieza.jsonl`` antes de borrarlo.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from almacen import retencion
from almacen.aterrizaje_api import AterrizajeApi
from almacen.candado import candado
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from flujos.pasos.respaldo import respaldos_de_mas
from lineamientos.semestres import Semestre, semestre_en_evaluacion

REGISTRO = "limpieza.jsonl"
_SEMESTRE = re.compile(r"\d{4}-[12]")
_FECHADO = re.compile(r"_(\d{8}T\d{6})(_\d+)?$")
_COPIAS_DE_BASE = ("maestro_anterior_*", "maestro_v*", "reservado_v*")
_OBRAS = ("reconstruccion", "reproduccion", "respaldo")


@dataclass(frozen=True)
class Limpiado:
    """Lo que se borró, o se borraría, por una regla.

    Attributes:
        regla: Ajuste que lo manda.
        que: Qué es, en palabras.
        cuantos: Cuántos.
        bytes: Lo que ocupan.
        rutas: Los archivos; vacía si son páginas de lotes, de las que queda la lápida.
    """

    regla: str
    que: str
    cuantos: int
    bytes: int
    rutas: tuple[Path, ...] = ()


def limpiar(espacio: Espacio, *, ensayo: bool) -> list[Limpiado]:
    """Borra lo que toca, o solo lo dice; repetirlo no borra nada más.

    Args:
        espacio: Espacio abierto.
        ensayo: Si solo se dice.

    Raises:
        AlmacenOcupado: Si otra limpieza está en curso o quien escribe no termina a tiempo.
    """
    with candado(espacio.rutas.datos / "limpieza", 5.0):
        limpiados = [
            _paginas(espacio, ensayo=ensayo),
            *(
                Limpiado(regla, que, len(rutas), sum(r.lstat().st_size for r in rutas), tuple(rutas))
                for regla, que, rutas in _por_archivo(espacio)
            ),
        ]
        if not ensayo:
            _borrar(espacio, limpiados)
    return [x for x in limpiados if x.cuantos]


def en_revision(espacio: Espacio) -> Semestre:
    """El semestre que se revisa: lo suyo y lo posterior no se borra."""
    return semestre_en_evaluacion(espacio.ahora_local().date())


def _paginas(espacio: Espacio, *, ensayo: bool) -> Limpiado:
    dias = espacio.retencion.lotes_api
    nada = Limpiado("lotes_api_dias", "páginas de lotes de API", 0, 0)
    if dias is None or not espacio.rutas.maestro.exists():
        return nada
    aterrizaje = AterrizajeApi(espacio.rutas.aterrizaje)
    ahora = espacio.ahora()
    with abrir_maestro(espacio.rutas, ahora) as base:
        viejas = retencion.paginas_viejas(
            base, aterrizaje, antes_de=ahora - timedelta(days=dias), en_revision=en_revision(espacio).clave
        )
        if not ensayo:
            retencion.borrar_paginas(base, aterrizaje, viejas, ahora)
    return Limpiado(nada.regla, nada.que, int(viejas["paginas"].sum()), int(viejas["bytes"].sum()))


def _por_archivo(espacio: Espacio) -> Iterator[tuple[str, str, list[Path]]]:
    ajustes, datos = espacio.retencion, espacio.rutas.datos
    ahora = espacio.ahora()
    if ajustes.comunicaciones is not None:
        viejas = _comunicaciones(espacio, ajustes.comunicaciones)
        yield "comunicaciones_dias", "oficios y correos de semestres terminados", viejas
    if ajustes.publicaciones is not None:
        publicado = espacio.rutas.publicado
        vecinas = sorted(publicado.parent.glob(f"{publicado.stem}_*{publicado.suffix}"))
        # La última puede ser la vigente, si el sistema no dejó sustituir la que estaba abierta.
        anteriores = _fechados(vecinas[:-1], ahora - timedelta(days=ajustes.publicaciones))
        yield "publicaciones_dias", "versiones anteriores de la base publicada", anteriores
    if ajustes.copias_de_base is not None:
        copias = [r for patron in _COPIAS_DE_BASE for r in sorted(datos.glob(patron))]
        viejas = _fechados(copias, ahora - timedelta(days=ajustes.copias_de_base))
        yield "copias_de_base_dias", "copias de bases anteriores", viejas
    temporales = _temporales(datos, ahora - timedelta(days=ajustes.temporales))
    yield "temporales_dias", "restos de escrituras interrumpidas", temporales
    carpeta = espacio.raiz / espacio.respaldo.destino
    yield (
        "conservar, de [respaldo]",
        "respaldos que pasan de los que se conservan",
        respaldos_de_mas(espacio, carpeta),
    )


def _comunicaciones(espacio: Espacio, dias: int) -> list[Path]:
    """Archivos de las carpetas de semestres que terminaron hace tanto; lo demás se queda."""
    hoy, actual = espacio.ahora_local().date(), en_revision(espacio)
    return [
        ruta
        for carpeta in sorted((espacio.rutas.datos / "comunicaciones").glob("*"))
        if _SEMESTRE.fullmatch(carpeta.name)
        and not carpeta.is_symlink()
        and _terminado(Semestre.de_texto(carpeta.name), actual, hoy, dias)
        for ruta in sorted(carpeta.rglob("*"))
        if ruta.is_file() or ruta.is_symlink()
    ]


def _terminado(semestre: Semestre, actual: Semestre, hoy: date, dias: int) -> bool:
    return semestre < actual and semestre.fin + timedelta(days=dias) < hoy


def _fechados(rutas: Iterable[Path], antes_de: datetime) -> list[Path]:
    """Los que llevan en su nombre una fecha anterior."""
    viejos = []
    for ruta in rutas:
        hallada = _FECHADO.search(ruta.name.split(".")[0])
        if hallada and datetime.strptime(hallada[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) < antes_de:
            viejos.append(ruta)
    return viejos


def _temporales(datos: Path, antes_de: datetime) -> list[Path]:
    """Archivos a medias de procesos que murieron; los de uno que corre son de hoy."""
    obras = [r for obra in _OBRAS for r in (datos / obra).rglob("*")]
    restos = [r for r in (*datos.rglob("*.parcial"), *obras) if r.is_file() and not r.is_symlink()]
    return sorted({r for r in restos if r.stat().st_mtime < antes_de.timestamp()})


def _borrar(espacio: Espacio, limpiados: Iterable[Limpiado]) -> None:
    registro = espacio.rutas.datos / REGISTRO
    cuando = espacio.ahora().isoformat()
    for limpiado in limpiados:
        if not limpiado.rutas:
            continue
        renglones = [
            {
                "cuando": cuando,
                "regla": limpiado.regla,
                "ruta": os.path.relpath(ruta, espacio.raiz),
                "bytes": ruta.lstat().st_size,
            }
            for ruta in limpiado.rutas
        ]
        with registro.open("a", encoding="utf-8") as salida:
            salida.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in renglones)
            salida.flush()
            os.fsync(salida.fileno())
        for ruta in limpiado.rutas:
            ruta.unlink(missing_ok=True)
    for obra in _OBRAS:
        carpeta = espacio.rutas.datos / obra
        if carpeta.is_dir() and not any(r.is_file() for r in carpeta.rglob("*")):
            shutil.rmtree(carpeta, ignore_errors=True)
