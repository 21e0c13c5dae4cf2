"""Los marcos de un semestre, agrupados una vez para que cada parte del informe los consulte."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from informes.datos import DatosInforme
from informes.textos import TIPOS_AREA, plano, titulo
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.semestres import Semestre

Fila = dict[str, Any]
Filas = tuple[Fila, ...]


@dataclass(frozen=True)
class Contexto:
    """Las filas de cada tabla por cuenta, y el orden en que se muestran las cuentas.

    Son las calificadas y las que estuvieron en el padrón algún día del semestre. Van por tipo de área,
    entidad, área, red y nombre: nunca por su índice.
    """

    datos: DatosInforme
    cuentas: dict[str, Fila]
    areas: dict[str, Fila]
    orden: tuple[str, ...]
    calificaciones: dict[str, Fila]
    previas: dict[str, Fila]
    criterios: dict[str, Filas]
    partes: dict[str, Filas]
    incertidumbre: dict[str, Fila]
    cifras: dict[str, Filas]
    cifras_previas: dict[str, dict[str, Fila]]
    observaciones: dict[str, Filas]
    recomendaciones: dict[str, Filas]
    seguimiento: dict[str, Filas]
    cobertura: dict[str, Fila]
    resoluciones: dict[str, Fila]
    vistas: dict[str, Fila]
    expedientes: dict[str, Expediente]
    avisos: dict[str, Fila]
    evidencias: dict[str, Filas]
    lotes: dict[str, Fila]
    metricas: dict[tuple[str, str], Fila]
    definiciones: dict[tuple[str, str, str], Fila]

    def area_de(self, cuenta: str) -> Fila:
        """Área responsable de una cuenta."""
        return self.areas[self.cuentas[cuenta]["area"]]

    def entrego(self, cuenta: str) -> bool:
        """Si la cuenta entregó algo en el semestre."""
        fila = self.cobertura.get(cuenta)
        return fila is not None and bool(fila["entregado"])


def contexto(datos: DatosInforme) -> Contexto:
    """Agrupa los marcos.

    Raises:
        ValueError: Si una cuenta nombra un área que no está entre las áreas.
    """
    calificaciones = _por_clave(datos.calificaciones, "cuenta")
    cuentas = {
        c: fila
        for c, fila in _por_clave(datos.cuentas, "cuenta").items()
        if c in calificaciones or _vigente(fila, datos.semestre)
    }
    areas = _por_clave(datos.areas, "area")
    sin_area = sorted({c["area"] for c in cuentas.values()} - areas.keys())
    if sin_area:
        raise ValueError(f"El padrón nombra áreas que no existen: {sin_area[:5]}")
    catalogo = list(datos.catalogo.iter_rows(named=True))
    previas: dict[str, dict[str, Fila]] = defaultdict(dict)
    for fila in datos.cifras_anteriores.iter_rows(named=True):
        previas[fila["cuenta"]][fila["metrica"]] = fila
    return Contexto(
        datos=datos,
        cuentas=cuentas,
        areas=areas,
        orden=tuple(sorted(cuentas, key=lambda c: _lugar(cuentas[c], areas))),
        calificaciones=calificaciones,
        previas=_por_clave(datos.calificaciones_anteriores, "cuenta"),
        criterios=_agrupar(datos.criterios),
        partes=_agrupar(datos.partes),
        incertidumbre=_por_clave(datos.incertidumbre, "cuenta"),
        cifras=_agrupar(datos.cifras),
        cifras_previas=previas,
        observaciones=_agrupar(datos.observaciones),
        recomendaciones=_agrupar(datos.recomendaciones),
        seguimiento=_agrupar(datos.seguimiento),
        cobertura=_por_clave(datos.cobertura, "cuenta"),
        resoluciones=_de_mostradas(datos.resoluciones, cuentas),
        vistas=_de_mostradas(datos.vistas, cuentas),
        expedientes=_expedientes(datos.eventos, cuentas),
        avisos=_por_clave(datos.avisos, "comunicacion"),
        evidencias=_agrupar(datos.evidencias),
        lotes=_por_clave(datos.lotes, "lote"),
        metricas={(f["red"], f["metrica"]): f for f in catalogo},
        definiciones={(f["red"], f["metrica"], f["definicion"]): f for f in catalogo},
    )


def orden_area(area: Fila) -> tuple[int, str, str, str]:
    """Lugar de un área: tipo, entidad y nombre."""
    titulo(TIPOS_AREA, area["tipo_area"], "una clase de área")
    tipo = list(TIPOS_AREA).index(area["tipo_area"])
    return tipo, plano(area["entidad"] or ""), plano(area["nombre"]), area["area"]


def ancla(cuenta: str) -> str:
    """Ancla de la página de una cuenta; la clave viene de fuera y aquí solo se usa su huella."""
    return "cuenta-" + hashlib.sha256(cuenta.encode()).hexdigest()[:12]


def corto(huella: str) -> str:
    """Identificador corto de un lote, de una evaluación o de unos bytes."""
    return huella[:12]


def _lugar(cuenta: Fila, areas: dict[str, Fila]) -> tuple[tuple[int, str, str, str], str, str, str]:
    return orden_area(areas[cuenta["area"]]), cuenta["red"], plano(cuenta["nombre"]), cuenta["cuenta"]


def _vigente(cuenta: Fila, semestre: Semestre) -> bool:
    """Si la cuenta estuvo en el padrón algún día del semestre."""
    desde, hasta = cuenta["vigente_desde"], cuenta["vigente_hasta"]
    return (desde is None or desde <= semestre.fin) and (hasta is None or hasta >= semestre.inicio)


def _por_clave(marco: pl.DataFrame, clave: str) -> dict[str, Fila]:
    return {fila[clave]: fila for fila in marco.iter_rows(named=True)}


def _expedientes(eventos: Iterable[Evento], cuentas: Iterable[str]) -> dict[str, Expediente]:
    """El expediente de cada cuenta que se muestra; sin hechos, el que no tiene ninguno."""
    por_cuenta: dict[str, list[Evento]] = defaultdict(list)
    for evento in eventos:
        por_cuenta[evento.cuenta].append(evento)
    return {c: expediente_de(c, por_cuenta[c]) for c in cuentas}


def _de_mostradas(marco: pl.DataFrame, cuentas: dict[str, Fila]) -> dict[str, Fila]:
    """Por cuenta, sin las que este informe no muestra."""
    return {c: fila for c, fila in _por_clave(marco, "cuenta").items() if c in cuentas}


def _agrupar(marco: pl.DataFrame) -> dict[str, Filas]:
    grupos: dict[str, list[Fila]] = defaultdict(list)
    for fila in marco.iter_rows(named=True):
        if fila["cuenta"] is not None:
            grupos[fila["cuenta"]].append(fila)
    return {cuenta: tuple(filas) for cuenta, filas in grupos.items()}
