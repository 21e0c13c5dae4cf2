"""Lecturas del maestro para el informe y para la línea de comandos."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from almacen import recomendaciones
from almacen.evaluaciones import ultima
from almacen.expediente import avisos, como_eventos, eventos
from almacen.maestro import Base
from lineamientos.procedimiento.eventos import Evento
from lineamientos.semestres import Semestre

_DE_LA_EVALUACION = ("calificaciones", "criterios", "partes", "incertidumbre", "metas", "parametros")


@dataclass(frozen=True)
class Expediente:
    """Todo lo guardado de un semestre según su última evaluación.

    Attributes:
        evaluacion: Encabezado de la última evaluación.
        al_dia_de: Instante de lo último que reúne: la evaluación o lo que después se asentó.
        marcos: Un marco por nombre, con el esquema de su tabla.
        eventos: Lo que consta en el expediente de cada cuenta.
    """

    evaluacion: Mapping[str, Any]
    al_dia_de: datetime
    marcos: Mapping[str, pl.DataFrame]
    eventos: tuple[Evento, ...]


def expediente(base: Base, semestre: Semestre) -> Expediente | None:
    """Reúne lo guardado de un semestre, o ``None`` si no se ha evaluado."""
    evaluacion: Mapping[str, Any] | None = ultima(base, semestre.clave)
    if evaluacion is None:
        return None
    clave = {"e": evaluacion["evaluacion"]}
    marcos = {
        # Los nombres de tabla son los de arriba, nunca de fuera.
        tabla: base.consultar(f"SELECT * FROM {tabla} WHERE evaluacion = $e ORDER BY ALL", clave)  # noqa: S608
        for tabla in _DE_LA_EVALUACION
    }
    de_semestre = {"semestre": semestre.clave}
    marcos["cifras"] = base.consultar(
        "SELECT * FROM cifras WHERE evaluacion = $e AND semestre = $semestre ORDER BY ALL",
        clave | de_semestre,
    )
    marcos |= _anteriores(base, semestre, str(evaluacion["evaluacion"]))
    marcos["recomendaciones"] = recomendaciones.del_semestre(base, semestre.clave)
    marcos["seguimiento"] = recomendaciones.seguidas_en(base, semestre.clave)
    marcos["reglas_omitidas"] = recomendaciones.sin_aplicar(base, semestre.clave)
    marcos["observaciones"] = base.consultar(
        "SELECT o.* FROM observaciones o JOIN observaciones_vigentes v USING (observacion) "
        "WHERE o.semestre = $semestre AND v.situacion = 'pendiente' ORDER BY ALL",
        de_semestre,
    )
    # Una cuenta que se calificó y ya no está en el padrón sigue en el informe de aquel semestre.
    marcos["cuentas"] = base.consultar(
        "SELECT * FROM cuentas UNION ALL BY NAME "
        "SELECT cuenta, red, cuenta AS usuario, cuenta AS nombre, area, false AS central, "
        "false AS ejemplo FROM calificaciones WHERE evaluacion = $e "
        "AND cuenta NOT IN (SELECT cuenta FROM cuentas) ORDER BY ALL",
        clave,
    )
    marcos["areas"] = base.consultar(
        "SELECT * FROM areas UNION ALL BY NAME SELECT DISTINCT area, area AS nombre, 'central' AS tipo_area, "
        "false AS ejemplo FROM calificaciones WHERE evaluacion = $e "
        "AND area NOT IN (SELECT area FROM areas) ORDER BY ALL",
        clave,
    )
    for tabla in ("capacitaciones", "catalogo"):
        marcos[tabla] = base.consultar(f"SELECT * FROM {tabla} ORDER BY ALL")  # noqa: S608
    marcos["lotes"] = base.consultar(
        # De los de API, que son miles, los que sostienen una cifra o una observación.
        "SELECT DISTINCT l.* FROM lotes l WHERE CASE WHEN origen = 'api' "
        "THEN lote IN (SELECT lote FROM cifras WHERE evaluacion = $e AND semestre = $semestre "
        "UNION SELECT lote FROM observaciones WHERE semestre = $semestre) "
        "ELSE l.semestre = $semestre "
        "OR lote IN (SELECT lote FROM mediciones WHERE semestre = $semestre "
        "UNION SELECT lote FROM publicaciones WHERE semestre = $semestre "
        "UNION SELECT lote FROM evidencias WHERE semestre = $semestre "
        "UNION SELECT lote FROM diarias WHERE fecha BETWEEN $inicio AND $fin "
        "UNION SELECT lote FROM observaciones WHERE semestre = $semestre) END ORDER BY ALL",
        clave | de_semestre | {"inicio": semestre.inicio, "fin": semestre.fin},
    )
    marcos["evidencias"] = base.consultar(
        "SELECT * FROM evidencias WHERE semestre = $semestre ORDER BY ALL", de_semestre
    )
    marcos["cobertura"] = base.consultar(
        "SELECT cuenta, fuentes, archivos, entregado FROM cobertura WHERE semestre = $semestre "
        "ORDER BY cuenta",
        de_semestre,
    )
    marcos["resoluciones"] = base.consultar(
        "SELECT cuenta, clase_resuelta, difiere, sesion, resuelta_el, acuerdo, razones, propuesta_resuelta, "
        "propuesta_cambio, lote FROM resoluciones_vigentes "
        "WHERE semestre = $semestre AND situacion = 'resuelta' ORDER BY cuenta",
        de_semestre,
    )
    marcos["vistas"] = base.consultar(
        "SELECT cuenta, notificada_el, oficio, vence_el, respondida_el, oportuna FROM vistas_vigentes "
        "WHERE semestre = $semestre ORDER BY cuenta",
        de_semestre,
    )
    marcos["avisos"] = avisos(base, semestre.clave)
    asentado = base.consultar(
        "SELECT max(registrado_en) AS m FROM asientos WHERE semestre = $semestre AND asentados > 0",
        de_semestre,
    ).item()
    hecha: datetime = evaluacion["creada_en"]
    hechos = como_eventos(eventos(base, semestre.clave))
    return Expediente(evaluacion, max(hecha, asentado or hecha), marcos, hechos)


def _anteriores(base: Base, semestre: Semestre, evaluacion: str) -> dict[str, pl.DataFrame]:
    """Cifras y calificaciones del semestre anterior: las que se evaluaron o las que esta evaluación usó."""
    anterior = {"semestre": semestre.anterior().clave}
    cifras = base.consultar(
        "SELECT c.* FROM cifras c JOIN evaluaciones_vigentes e ON e.evaluacion = c.evaluacion "
        "AND e.semestre = c.semestre WHERE c.semestre = $semestre ORDER BY ALL",
        anterior,
    )
    if cifras.is_empty():
        cifras = base.consultar(
            "SELECT * FROM cifras WHERE evaluacion = $e AND semestre = $semestre ORDER BY ALL",
            anterior | {"e": evaluacion},
        )
    calificaciones = base.consultar(
        "SELECT c.* FROM calificaciones c JOIN evaluaciones_vigentes e USING (evaluacion) "
        "WHERE c.semestre = $semestre ORDER BY ALL",
        anterior,
    )
    return {"cifras_anteriores": cifras, "calificaciones_anteriores": calificaciones}


def observaciones_vigentes(base: Base, semestre: Semestre, *, todas: bool) -> pl.DataFrame:
    """Observaciones de un semestre; solo las pendientes si no se piden todas."""
    filtro = "" if todas else "AND situacion = 'pendiente'"
    return base.consultar(
        "SELECT * FROM observaciones_vigentes WHERE semestre = $semestre "  # noqa: S608
        f"{filtro} ORDER BY severidad, cuenta, archivo, hoja, fila, columna, codigo, observacion",
        {"semestre": semestre.clave},
    )


def estado(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Qué entregó cada cuenta, con cuántas observaciones pendientes y con qué dictamen propuesto."""
    return base.consultar(
        """
        WITH pendientes AS (
            SELECT cuenta, count(*) AS n FROM observaciones_vigentes
            WHERE semestre = $semestre AND situacion = 'pendiente' GROUP BY cuenta
        ),
        recomendadas AS (
            SELECT cuenta, count(*) AS n FROM recomendaciones_vigentes
            WHERE semestre = $semestre GROUP BY cuenta
        )
        SELECT c.cuenta, c.red, c.area, c.entregado, c.fuentes, c.archivos, c.publicaciones, c.evidencias,
               coalesce(p.n, 0) AS observaciones, coalesce(r.n, 0) AS recomendaciones,
               k.indice, k.clase_propuesta
        FROM cobertura c
        LEFT JOIN pendientes p USING (cuenta)
        LEFT JOIN recomendadas r USING (cuenta)
        LEFT JOIN calificaciones_vigentes k ON k.cuenta = c.cuenta AND k.semestre = c.semestre
        WHERE c.semestre = $semestre
        ORDER BY c.red, c.cuenta
        """,
        {"semestre": semestre.clave},
    )


def ausencias(base: Base, semestre: Semestre) -> pl.DataFrame:
    """Cuántas cifras faltan por métrica y razón, según la última evaluación."""
    return base.consultar(
        "SELECT red, titulo, ausencia, count(*) AS cuentas FROM cifras_vigentes "
        "WHERE semestre = $semestre AND valor IS NULL GROUP BY ALL ORDER BY ALL",
        {"semestre": semestre.clave},
    )


def observaciones_de_todo(base: Base) -> pl.DataFrame:
    """Código, cuenta y archivo de cada observación guardada, sin repetir."""
    return base.consultar("SELECT DISTINCT codigo, cuenta, archivo FROM observaciones ORDER BY ALL")
