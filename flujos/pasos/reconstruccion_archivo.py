"""Releer los lotes de archivo y cargarlos como los cargó la recepción."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from almacen import antecedente, carga
from almacen.aterrizaje import Aterrizaje, Manifiesto, carpeta_de, identidad_de_archivo
from almacen.errores import LoteDanado
from almacen.inventario import Inventario
from almacen.maestro import Base, abrir_maestro
from conectores.archivos.lectura import leer
from conectores.archivos.tipos import VERSION_LECTORES
from flujos.pasos.avance import Avance
from flujos.pasos.entradas import CODIGO_DE_COPIA, Entrante
from flujos.pasos.espacio import Espacio
from flujos.pasos.lectores import Leido
from flujos.pasos.recepcion_tanda import lector_con_padron, normalizar, trae_nada_de_otro
from lineamientos.semestres import Semestre, semestre_en_evaluacion

_BYTES_POR_TANDA = 24_000_000
_ARCHIVOS_POR_TANDA = 250


@dataclass(frozen=True)
class Antes:
    """Lo que el antecedente dice de sus lotes; nada, si no hay antecedente.

    Attributes:
        lotes: Fila de ``antecedente.lotes_de_antes`` de cada lote.
        cuentas: Fila del padrón que tenía, por clave.
    """

    lotes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    cuentas: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def de(cls, base: Base) -> "Antes":
        """Lo lee de la base en obra, con el antecedente adjunto."""
        lotes = antecedente.lotes_de_antes(base, CODIGO_DE_COPIA)
        cuentas = antecedente.cuentas_de_antes(base)
        return cls(
            {f["lote"]: f for f in lotes.iter_rows(named=True)},
            {f["cuenta"]: f for f in cuentas.iter_rows(named=True)},
        )


@dataclass(frozen=True)
class DeArchivo:
    """Lo que dejó releer los archivos.

    Attributes:
        leidos: Lotes cargados.
        supuestos: De cuántos se supuso el semestre por su fecha.
        danados: Una oración por lote que no pudo leerse.
    """

    leidos: int
    supuestos: int
    danados: tuple[str, ...]


def por_conservar(espacio: Espacio, antes: Antes) -> frozenset[str]:
    """Lotes que se toman como estaban: releerlos no daría lo mismo, y no porque algo esté mal.

    Son los purgados; los de API que se cargaron a medias, porque sus páginas no dicen qué los detuvo; y los
    de archivo que se leyeron con otro padrón: uno rechazado entonces no entra sin que alguien lo entregue.
    """
    vigentes = (VERSION_LECTORES, lector_con_padron(espacio))
    return frozenset(
        lote
        for lote, f in antes.lotes.items()
        if f["purgado"]
        or (f["origen"] == "api" and f["estado"] == "parcial")
        or (
            f["origen"] == "archivo"
            and f["lector"] not in vigentes
            and f["lector"].split("+")[0] == VERSION_LECTORES
        )
    )


def cargar_de_archivo(
    espacio: Espacio, inventario: Inventario, antes: Antes, conservar: frozenset[str], avance: Avance
) -> DeArchivo:
    """Relee los lotes de archivo que no se conservan y los carga por tandas."""
    entrantes, danados, supuestos = [], [], 0
    for manifiesto in inventario.archivo:
        if manifiesto.lote in conservar:
            continue
        semestre, seguro = _semestre(espacio, manifiesto, antes.lotes.get(manifiesto.lote))
        entrante = _entrante(espacio.rutas.aterrizaje, manifiesto, semestre, antes.lotes.get(manifiesto.lote))
        if entrante.lote != manifiesto.lote:
            danados.append(str(LoteDanado(manifiesto.lote, "su manifiesto no es el de su contenido")))
            continue
        supuestos += not seguro
        entrantes.append((manifiesto, entrante))
    # El orden en que llegaron: de una misma evidencia entregada dos veces vale la primera.
    entrantes.sort(key=lambda e: (e[1].semestre, e[0].momento, e[0].archivo))
    leidos = 0
    for tanda in _tandas(entrantes):
        avance("Releyendo archivos", leidos, len(entrantes))
        leidos += len(tanda)
        _cargar(espacio, tanda, danados)
    avance("Releyendo archivos", leidos, len(entrantes))
    return DeArchivo(leidos - len(danados), supuestos, tuple(danados))


def _cargar(espacio: Espacio, tanda: Sequence[tuple[Manifiesto, Entrante]], danados: list[str]) -> None:
    aterrizaje = Aterrizaje(espacio.rutas.aterrizaje)
    semestre = tanda[0][1].semestre
    contexto = espacio.contexto(semestre)
    leidos = []
    for manifiesto, entrante in tanda:
        try:
            contenido = aterrizaje.contenido(manifiesto)
        except LoteDanado as error:
            danados.append(str(error))
            continue
        lecturas = leer(entrante.archivo, contenido, entrante.carpeta, contexto)
        leidos.append(Leido(entrante, manifiesto.momento, lecturas))
    leidos = [x for x in leidos if not trae_nada_de_otro(x)]
    if not leidos:
        return
    nueva, _ = normalizar(espacio, semestre, leidos)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        carga.cargar(base, nueva)


def _semestre(
    espacio: Espacio, manifiesto: Manifiesto, antes: dict[str, Any] | None
) -> tuple[Semestre, bool]:
    """Para qué semestre se recibió un archivo, y si alguien lo dice o se supone por su fecha."""
    if manifiesto.semestre is not None:
        return Semestre.de_texto(manifiesto.semestre), True
    if antes is not None:
        return Semestre.de_texto(antes["semestre"]), True
    return semestre_en_evaluacion(manifiesto.momento.astimezone(espacio.zona).date()), False


def _entrante(raiz: Path, m: Manifiesto, semestre: Semestre, antes: dict[str, Any] | None) -> Entrante:
    entrante = Entrante(
        ruta=carpeta_de(raiz, m.lote),
        archivo=m.archivo,
        carpeta=m.carpeta,
        bytes=m.bytes,
        sha256=m.sha256,
        semestre=semestre,
        # Solo contaron al leerlo si entonces ya estaban; si llegaron después, se anotaron aparte.
        copias=tuple(antes["copias"] or ()) if antes and "+" in antes["lector"] else (),
    )
    if m.lote == identidad_de_archivo(m.carpeta, m.sha256):
        return entrante
    return replace(entrante, tambien=True)


def _tandas(entrantes: Sequence[tuple[Manifiesto, Entrante]]) -> Iterator[list[tuple[Manifiesto, Entrante]]]:
    """Tandas de un solo semestre que caben en memoria, en su orden."""
    tanda: list[tuple[Manifiesto, Entrante]] = []
    suma = 0
    for par in entrantes:
        llena = suma + par[1].bytes > _BYTES_POR_TANDA or len(tanda) >= _ARCHIVOS_POR_TANDA
        if tanda and (llena or tanda[-1][1].semestre != par[1].semestre):
            yield tanda
            tanda, suma = [], 0
        tanda.append(par)
        suma += par[1].bytes
    if tanda:
        yield tanda
