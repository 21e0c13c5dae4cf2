"""Recomendar (art. 6, fracción III) y seguir lo recomendado (art. 7) al evaluar un semestre."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import polars as pl

from almacen import evaluaciones, recomendaciones
from almacen.maestro import Base
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas_recomendaciones import (
    RECOMENDACIONES,
    RECOMENDACIONES_OMITIDAS,
    RECOMENDACIONES_SEGUIMIENTO,
)
from flujos.pasos.espacio import Espacio
from lineamientos.calificacion.fichas import Ficha, leer_fichas
from lineamientos.calificacion.metodo import VERSION_METODO
from lineamientos.calificacion.redondeo import redondear
from lineamientos.calificacion.resultado import Resultado
from lineamientos.recomendaciones.catalogo import Regla, leer_reglas, leer_umbrales
from lineamientos.recomendaciones.emision import Emision, Recomendacion, recomendar
from lineamientos.recomendaciones.seguimiento import Declaracion, seguir
from lineamientos.recomendaciones.situacion import (
    Anterior,
    Falta,
    Medicion,
    Situacion,
    comparabilidad,
    desempeno_bajo,
)
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes

_PERCENTIL = "recomendaciones.percentil_desempeno"


@dataclass(frozen=True)
class Hechas:
    """Lo que se guarda con la evaluación, en marcos de sus tablas sin la columna ``evaluacion``."""

    recomendaciones: pl.DataFrame
    omitidas: pl.DataFrame
    seguimiento: pl.DataFrame


@cache
def reglas() -> tuple[Regla, ...]:
    """Las reglas que trae el programa."""
    recurso = files("lineamientos").joinpath("recomendaciones", "reglas.toml")
    return leer_reglas(tomllib.loads(recurso.read_text("utf-8")))


def recomendar_semestre(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    vigentes: ParametrosVigentes,
    *,
    cifras: pl.DataFrame,
    previas: pl.DataFrame,
    fase: str,
    resultado: Resultado,
) -> Hechas:
    """Recomienda a cada cuenta del semestre y sigue lo que se recomendó en el anterior.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: El que se evalúa.
        vigentes: Sus parámetros.
        cifras: Consolidadas, de todos los semestres a la mano.
        previas: Calificaciones de semestres anteriores.
        fase: La del semestre.
        resultado: La calificación que se propone.
    """
    umbrales = leer_umbrales(vigentes)
    cuentas = espacio.padron.cuentas
    de_dos = cifras.filter(pl.col("semestre").is_in([semestre.clave, semestre.anterior().clave]))
    fichas = leer_fichas(de_dos, cuentas, semestre)
    al_cierre = _al_cierre(cuentas, semestre)
    situaciones = _situaciones(
        fichas,
        semestre,
        al_cierre=al_cierre,
        resultado=resultado,
        anteriores=_anteriores(base, fichas, semestre, previas, fase),
        percentil=umbrales.get(_PERCENTIL),
        minimo=vigentes.entero("calificacion.cohorte_indispensable"),
    )
    emision = recomendar(situaciones, reglas(), umbrales)
    vigentes_hoy = {c for grupo in al_cierre.values() for c in grupo}
    return Hechas(
        _marco(RECOMENDACIONES, [_fila(r) for r in emision.recomendaciones]),
        _marco(
            RECOMENDACIONES_OMITIDAS,
            [(o.cuenta, o.regla.clave, o.regla.numero, o.regla.titulo, o.motivo) for o in emision.omitidas],
        ),
        _marco(RECOMENDACIONES_SEGUIMIENTO, _seguir(base, semestre, emision, vigentes_hoy)),
    )


def _al_cierre(cuentas: pl.DataFrame, semestre: Semestre) -> dict[tuple[str, str], tuple[str, ...]]:
    """Cuentas vigentes el último día del semestre, por área y red."""
    desde, hasta = pl.col("vigente_desde"), pl.col("vigente_hasta")
    siguen = cuentas.filter(
        (desde.is_null() | (desde <= semestre.fin)) & (hasta.is_null() | (hasta >= semestre.fin))
    )
    grupos: dict[tuple[str, str], list[str]] = {}
    for cuenta, area, red in siguen.select("cuenta", "area", "red").sort("cuenta").iter_rows():
        grupos.setdefault((area, red), []).append(cuenta)
    return {clave: tuple(suyas) for clave, suyas in grupos.items()}


def _anteriores(
    base: Base, fichas: Mapping[str, list[Ficha]], semestre: Semestre, previas: pl.DataFrame, fase: str
) -> tuple[str, dict[str, Ficha], dict[str, Decimal]]:
    """Por qué no puede compararse el semestre anterior (o nada), y sus fichas e índices por cuenta."""
    anterior = semestre.anterior().clave
    guardada = evaluaciones.ultima(base, anterior) or {}
    metodo, de_fase = guardada.get("metodo"), guardada.get("fase")
    motivo = comparabilidad(
        VERSION_METODO,
        fase,
        None if metodo is None else str(metodo),
        None if de_fase is None else str(de_fase),
    )
    indices = previas.filter((pl.col("semestre") == anterior) & pl.col("indice").is_not_null())
    return (
        motivo,
        {f.cuenta: f for f in fichas.get(anterior, [])},
        {c: redondear(i) for c, i in indices.select("cuenta", "indice").iter_rows()},
    )


def _situaciones(
    fichas: Mapping[str, list[Ficha]],
    semestre: Semestre,
    *,
    al_cierre: Mapping[tuple[str, str], tuple[str, ...]],
    resultado: Resultado,
    anteriores: tuple[str, dict[str, Ficha], dict[str, Decimal]],
    percentil: float | None,
    minimo: int,
) -> list[Situacion]:
    frecuencias = {
        cuenta: (crudo, referencia, motivo)
        for cuenta, crudo, referencia, motivo in resultado.partes.filter(pl.col("criterio") == "frecuencia")
        .select("cuenta", "crudo", "meta_superior", "motivo")
        .iter_rows()
    }
    desempenos = dict(
        resultado.criterios.filter((pl.col("criterio") == "desempeno") & pl.col("evaluable"))
        .select("cuenta", "puntaje")
        .iter_rows()
    )
    calificadas = {
        c: (cohorte, indice)
        for c, cohorte, indice in resultado.calificaciones.select("cuenta", "cohorte", "indice").iter_rows()
    }
    por_cohorte: dict[str, list[float]] = {}
    for cuenta, puntos in desempenos.items():
        por_cohorte.setdefault(calificadas[cuenta][0], []).append(puntos)
    bajos = {} if percentil is None else desempeno_bajo(por_cohorte, percentil, minimo)
    motivo, fichas_antes, indices_antes = anteriores
    situaciones = []
    for ficha in fichas[semestre.clave]:
        crudo, referencia, sin_frecuencia = frecuencias[ficha.cuenta]
        cohorte, indice = calificadas[ficha.cuenta]
        situaciones.append(
            Situacion(
                ficha=ficha,
                frecuencia=_decimal(crudo),
                sin_frecuencia="" if crudo is not None else sin_frecuencia or "no se conoce su frecuencia",
                referencia=_decimal(referencia),
                desempeno=_decimal(desempenos.get(ficha.cuenta)),
                desempeno_de_la_cohorte=bajos.get(cohorte),
                indice=_decimal(indice),
                anterior=Anterior(fichas_antes.get(ficha.cuenta), indices_antes.get(ficha.cuenta), motivo),
                cuentas_del_area=al_cierre.get((ficha.area, ficha.red), ()),
            )
        )
    return situaciones


def _seguir(
    base: Base, semestre: Semestre, emision: Emision, al_cierre: set[str]
) -> list[tuple[object, ...]]:
    anterior = semestre.anterior().clave
    por_clave = {r.clave: r for r in reglas()}
    declaradas: dict[str, list[Declaracion]] = {}
    for fila in recomendaciones.declaraciones(base, anterior).iter_rows(named=True):
        dicha = Declaracion(fila["declarada"], fila["declarada_el"].isoformat(), fila["detalle_atencion"])
        declaradas.setdefault(fila["recomendacion"], []).append(dicha)
    revisadas = {c for c, _ in emision.mediciones}
    filas: list[tuple[object, ...]] = []
    for identidad, cuenta, clave, antes, limite in recomendaciones.emitidas(base, anterior).iter_rows():
        regla = por_clave.get(clave)
        ahora = _ahora(emision, cuenta, regla, al_cierre, revisadas)
        queda = seguir(regla, _decimal(antes), _decimal(limite), ahora, declaradas.get(identidad, []))
        filas.append(
            (
                *(identidad, semestre.clave, cuenta, clave, queda.estado, queda.comprobacion),
                *(_float(queda.antes), _float(queda.ahora), _float(queda.limite), queda.motivo),
            )
        )
    return filas


def _ahora(
    emision: Emision, cuenta: str, regla: Regla | None, al_cierre: set[str], revisadas: set[str]
) -> Medicion | Falta | None:
    """Lo que la regla halla ahora, o ``None`` si la cuenta ya no está."""
    if regla is None or (regla.cierre_atiende and cuenta not in al_cierre):
        return None
    if (cuenta, regla.clave) in emision.mediciones:
        return emision.mediciones[cuenta, regla.clave]
    return Falta("la regla ya no es para esta cuenta") if cuenta in revisadas else None


def _fila(r: Recomendacion) -> tuple[object, ...]:
    return (
        *(r.identidad, r.semestre, r.cuenta, r.regla.clave, r.regla.numero, r.regla.titulo, r.regla.articulo),
        *(r.texto, r.texto_comite, _json(r.medicion.entradas), _json(r.umbrales)),
        *(float(r.medicion.indicador), float(r.medicion.limite), r.regla.comprobacion),
    )


def _json(datos: Mapping[str, object]) -> str:
    planos = {n: float(v) if isinstance(v, Decimal) else v for n, v in datos.items()}
    return json.dumps(planos, ensure_ascii=False, sort_keys=True)


def _decimal(valor: float | None) -> Decimal | None:
    return None if valor is None else redondear(valor)


def _float(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)


def _marco(tabla: Tabla, filas: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    esquema = {n: t for n, t in esquema_polars(tabla).items() if n != "evaluacion"}
    return pl.DataFrame(filas, schema=esquema, orient="row")
