"""Reconstruir el maestro a partir de lo aterrizado, al lado, y ponerlo en su lugar solo si quedó entero.

De los lotes salen las cifras, con el mismo código que las recibió y las recolectó. Lo que los lotes no
guardan (evaluaciones, desde cuándo se conoce una observación, lo que ya se purgó) se toma del antecedente: la
base anterior si puede leerse o, si no, la publicada. Sin ninguna, se dice qué se perdió.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from almacen import antecedente, carga, purga
from almacen.antecedente import Diferencia
from almacen.candado import candado
from almacen.copias import sustituir_base
from almacen.inventario import Inventario, inventariar, lapidas_de
from almacen.maestro import ESPERA_SEGUNDOS, Base, abrir_maestro
from conectores.comun.consultas import Consulta
from esquemas.tablas import LAPIDAS
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.entradas import CODIGO_DE_COPIA
from flujos.pasos.espacio import Espacio
from flujos.pasos.recepcion import turno
from flujos.pasos.recoleccion_lectura import LOTE_DANADO
from flujos.pasos.reconstruccion_api import cargar_de_api
from flujos.pasos.reconstruccion_archivo import Antes, cargar_de_archivo, por_conservar

_OBRA = "reconstruccion"


@dataclass(frozen=True)
class Reconstruccion:
    """Lo que resultó de reconstruir.

    Attributes:
        ensayo: Si solo se comparó.
        antecedente: Base de la que se tomó lo que los lotes no dan, o ``None``.
        anterior: Dónde quedó el maestro anterior, o ``None`` si no había o es un ensayo.
        archivos: Lotes de archivo releídos.
        consultas: Lotes de API releídos.
        purgados: Lotes cuyas páginas se borraron por retención: de ellos queda su lápida.
        tomados: Lotes que se tomaron del antecedente, por razón.
        supuestos: Archivos de los que nadie dice para qué semestre se recibieron: se tomó el de su fecha.
        danados: Una oración por lote que no pudo leerse.
        perdidos: Una oración por cada cosa que ni los lotes ni un antecedente dan.
        diferencias: Tablas que no quedaron iguales a las del antecedente.
        avisos: Bases que no pudieron leerse.
    """

    ensayo: bool
    antecedente: Path | None
    anterior: Path | None
    archivos: int
    consultas: int
    purgados: int
    tomados: Mapping[str, int]
    supuestos: int
    danados: tuple[str, ...]
    perdidos: tuple[str, ...]
    diferencias: tuple[Diferencia, ...]
    avisos: tuple[str, ...]

    @property
    def igual(self) -> bool:
        """Si había con qué comparar y todas las tablas quedaron iguales."""
        return self.antecedente is not None and not self.diferencias


def reconstruir(
    espacio: Espacio,
    *,
    ensayo: bool = False,
    desde: Path | None = None,
    avance: Avance = sin_avance,
    espera_segundos: float = ESPERA_SEGUNDOS,
) -> Reconstruccion:
    """Reconstruye el maestro; mientras dura nadie recibe, recolecta ni escribe en él.

    Args:
        espacio: Espacio abierto.
        ensayo: Si solo se compara y no se cambia nada.
        desde: Base de la que se toma lo que los lotes no dan, en lugar de la anterior.
        avance: Recibe qué se hace y cuánto va.
        espera_segundos: Cuánto se espera a cada uno que esté escribiendo.

    Raises:
        AlmacenOcupado: Si alguien no termina a tiempo, u otro programa tiene abierta la base.
    """
    rutas = espacio.rutas
    with taller(espacio, _OBRA, espera_segundos) as obra:
        candidatas = (desde,) if desde else (rutas.maestro, rutas.publicado)
        copia = obra / "antes.duckdb"
        elegida, avisos = antecedente.elegir(candidatas, copia, espacio.ahora())
        en_obra = replace(espacio, maestro_en_obra=obra / "maestro.duckdb")
        hecha = armar(en_obra, copia if elegida else None, avance)
        anterior = None if ensayo else sustituir_base(en_obra.rutas.maestro, rutas.maestro, espacio.ahora())
    return replace(hecha, ensayo=ensayo, antecedente=elegida, anterior=anterior, avisos=tuple(avisos))


@contextmanager
def taller(espacio: Espacio, nombre: str, espera_segundos: float = ESPERA_SEGUNDOS) -> Iterator[Path]:
    """Carpeta vacía en que armar una base al lado; mientras dura nadie recibe, recolecta ni escribe.

    Raises:
        AlmacenOcupado: Si alguien no termina a tiempo.
    """
    rutas = espacio.rutas
    obra = rutas.datos / nombre
    recoleccion = candado(rutas.datos / "recoleccion", espera_segundos)
    with turno(espacio, espera_segundos), recoleccion, candado(rutas.maestro, espera_segundos):
        # Lo que dejó una que murió: se empieza de nuevo.
        shutil.rmtree(obra, ignore_errors=True)
        obra.mkdir(parents=True)
        yield obra
        shutil.rmtree(obra, ignore_errors=True)


def armar(espacio: Espacio, antes: Path | None, avance: Avance) -> Reconstruccion:
    """Arma la base en obra del espacio con lo aterrizado y lo que dé el antecedente; quien llama la cuida.

    Args:
        espacio: Con su base en obra.
        antes: Antecedente, con su estructura al día, o ``None``.
        avance: Recibe qué se hace y cuánto va.
    """
    inventario = inventariar(espacio.rutas.aterrizaje)
    with _abierta(espacio, antes) as base:
        padron = espacio.padron
        carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
        carga.sustituir_catalogo(base, marco_del_catalogo())
        carga.anotar_libretas(base, espacio.rutas.aterrizaje)
        de_antes = Antes.de(base) if antes else Antes()
    conservar = por_conservar(espacio, de_antes)
    de_archivo = cargar_de_archivo(espacio, inventario, de_antes, conservar, avance)
    de_api, sin_leer = cargar_de_api(espacio, inventario, de_antes, conservar, avance)
    avance("Completando la base", 0, 1)
    with _abierta(espacio, antes) as base:
        tomados: dict[str, int] = {}
        if antes:
            tomados = antecedente.completar(base, conservar, CODIGO_DE_COPIA)
        else:
            antecedente.fechar_observaciones(base)
        sin_lapida = _poner_lapidas(base, inventario)
        diferencias = antecedente.comparar(base) if antes else []
        ilegibles = base.consultar(
            "SELECT mensaje FROM observaciones WHERE codigo = $codigo ORDER BY lote", {"codigo": LOTE_DANADO}
        )["mensaje"].to_list()
        base.ejecutar("CHECKPOINT")
    avance("Completando la base", 1, 1)
    return Reconstruccion(
        ensayo=True,
        antecedente=None,
        anterior=None,
        archivos=de_archivo.leidos,
        consultas=de_api,
        purgados=len(inventario.purgados),
        tomados=tomados,
        supuestos=de_archivo.supuestos,
        danados=(*inventario.danados, *de_archivo.danados, *sin_leer, *ilegibles),
        perdidos=() if antes else tuple(_perdidos(inventario, sin_lapida)),
        diferencias=tuple(diferencias),
        avisos=(),
    )


@contextmanager
def _abierta(espacio: Espacio, antes: Path | None) -> Iterator[Base]:
    """La base en obra, con el antecedente adjunto si lo hay."""
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        if antes is not None:
            antecedente.adjuntar(base, antes)
        yield base


def _poner_lapidas(base: Base, inventario: Inventario) -> int:
    """Aplica las purgas que dicen los manifiestos; dice de cuántas no se sabe qué eran."""
    consultas = [None if m.consulta is None else Consulta.de_json(m.consulta) for m in inventario.purgados]
    pares = [None if c is None else (c.red, c.operacion) for c in consultas]
    puestas = pl.Series(base.consultar("SELECT lote FROM lapidas")["lote"])
    lapidas = lapidas_de(inventario.purgados, pares).filter(~pl.col("lote").is_in(puestas.implode()))
    con_cifras = [m.lote for m in inventario.purgados if m.con_cifras]
    with base.transaccion():
        base.insertar(LAPIDAS, lapidas)
        purga.borrar_cifras(base, lapidas.filter(~pl.col("lote").is_in(con_cifras))["lote"].to_list())
    return pares.count(None)


def _perdidos(inventario: Inventario, sin_lapida: int) -> list[str]:
    perdidos = [
        "Las evaluaciones guardadas, con su fecha y su versión: vuelva a calificar cada semestre.",
        "Desde cuándo se conocía cada observación: se puso la fecha en que se recibió su lote.",
        "Lo que se anotó de archivos que no se aterrizaron (los mayores que el tope) y de consultas que no "
        "llegaron a pedirse.",
    ]
    if inventario.purgados:
        perdidos.append(
            f"Qué publicaciones había en {len(inventario.purgados)} lotes purgados y qué costó pedirlos: de "
            f"ellos queda su lápida{f', salvo de {sin_lapida} que no dicen qué eran' if sin_lapida else ''}."
        )
    return perdidos
