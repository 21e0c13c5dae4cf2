"""Lo que un informe necesita saber, ya leído: nada de aquí abre archivos ni bases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from esquemas import tablas
from esquemas.campos import Tabla
from esquemas.tablas_recomendaciones import RECOMENDACIONES_OMITIDAS
from lineamientos.procedimiento.eventos import Evento
from lineamientos.semestres import Semestre

ESQUEMA_COBERTURA: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "fuentes": pl.String(),
    "archivos": pl.Int64(),
    "entregado": pl.Boolean(),
}
"""Una fila por cuenta; ``fuentes`` son claves de fuente separadas por coma, o cadena vacía."""

ESQUEMA_RECOMENDACIONES: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "recomendacion": pl.String(),
    "numero_regla": pl.Int64(),
    "regla": pl.String(),
    "titulo_regla": pl.String(),
    "articulo": pl.String(),
    "texto_recomendacion": pl.String(),
    "valor_medido": pl.Float64(),
    "limite": pl.Float64(),
    "entradas_json": pl.String(),
    "umbrales_json": pl.String(),
    "situacion": pl.String(),
    "comprobada_por": pl.String(),
    "valor_ahora": pl.Float64(),
    "motivo": pl.String(),
    "declarada_el": pl.Date(),
}
"""Lo que el informe usa de la vista ``recomendaciones_vigentes``; sin regla, la escribió un evaluador."""


ESQUEMA_RESOLUCIONES: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "clase_resuelta": pl.String(),
    "difiere": pl.Boolean(),
    "sesion": pl.String(),
    "resuelta_el": pl.Date(),
    "acuerdo": pl.String(),
    "razones": pl.String(),
    "propuesta_resuelta": pl.String(),
    "propuesta_cambio": pl.Boolean(),
    "lote": pl.String(),
}
"""Una fila por cuenta resuelta; de la vista ``resoluciones_vigentes``."""
ESQUEMA_VISTAS: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "notificada_el": pl.Date(),
    "oficio": pl.String(),
    "vence_el": pl.Date(),
    "respondida_el": pl.Date(),
    "oportuna": pl.Boolean(),
}
"""Una fila por cuenta a cuya área se dio vista; de la vista ``vistas_vigentes``."""
ESQUEMA_AVISOS: dict[str, pl.DataType] = {
    "cuenta": pl.String(),
    "comunicacion": pl.String(),
    "clase_comunicacion": pl.String(),
    "numero_oficio": pl.String(),
    "notificada_el": pl.Date(),
    "notificada_en": pl.Datetime("us", "UTC"),
    "medio": pl.String(),
    "folio": pl.String(),
    "prueba": pl.String(),
}
"""Una fila por cuenta y comunicación notificada, con su primera prueba; ``notificada_el`` es el día que
cuenta (art. 10). Una comunicación escrita y no notificada no está."""


@dataclass(frozen=True)
class Plazo:
    """Un plazo del semestre.

    Attributes:
        hito: Qué vence o empieza.
        fecha: Día, en la zona de la Ciudad de México.
        fundamento: Artículo y base del cómputo.
        advertencia: Qué falta por confirmar, o cadena vacía.
    """

    hito: str
    fecha: date
    fundamento: str
    advertencia: str = ""


@dataclass(frozen=True)
class DatosInforme:
    """Los datos de un semestre, con los esquemas de ``esquemas.tablas``.

    Attributes:
        semestre: Semestre revisado.
        organismo: Nombre del organismo.
        ejemplo: Si los datos son inventados.
        generado_en: Instante con zona en que se genera el informe; lo da quien llama.
        evaluacion: Fila de la tabla ``evaluaciones``.
        cobertura: Qué entregó cada cuenta; ``ESQUEMA_COBERTURA``.
        recomendaciones: Las del semestre; ``ESQUEMA_RECOMENDACIONES``.
        seguimiento: Las de semestres anteriores que se siguieron en este; las mismas columnas.
        reglas_omitidas: Reglas que no pudieron aplicarse.
        plazos: Plazos del semestre en orden.
        resoluciones: Lo que resolvió el Comité; ``ESQUEMA_RESOLUCIONES``.
        vistas: Vistas que se dieron a las áreas; ``ESQUEMA_VISTAS``.
        eventos: Lo que consta en el expediente de cada cuenta.
        avisos: Lo que se notificó a cada cuenta y en qué consta; ``ESQUEMA_AVISOS``.

    Raises:
        ValueError: Si falta la zona, si un marco no tiene las columnas de su tabla, si una cifra no trae ni
            valor ni razón de su ausencia o si se calificó una cuenta que no está en el padrón.
    """

    semestre: Semestre
    organismo: str
    ejemplo: bool
    generado_en: datetime
    evaluacion: Mapping[str, Any]
    calificaciones: pl.DataFrame
    criterios: pl.DataFrame
    partes: pl.DataFrame
    incertidumbre: pl.DataFrame
    metas: pl.DataFrame
    cifras: pl.DataFrame
    cifras_anteriores: pl.DataFrame
    calificaciones_anteriores: pl.DataFrame
    observaciones: pl.DataFrame
    cuentas: pl.DataFrame
    areas: pl.DataFrame
    parametros: pl.DataFrame
    lotes: pl.DataFrame
    evidencias: pl.DataFrame
    capacitaciones: pl.DataFrame
    catalogo: pl.DataFrame
    cobertura: pl.DataFrame
    recomendaciones: pl.DataFrame
    seguimiento: pl.DataFrame
    reglas_omitidas: pl.DataFrame
    plazos: tuple[Plazo, ...] = ()
    resoluciones: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ESQUEMA_RESOLUCIONES))
    vistas: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ESQUEMA_VISTAS))
    eventos: tuple[Evento, ...] = ()
    avisos: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ESQUEMA_AVISOS))

    def __post_init__(self) -> None:
        if self.generado_en.tzinfo is None:
            raise ValueError("generado_en debe llevar zona")
        for nombre, tabla in _TABLAS.items():
            _exigir(nombre, getattr(self, nombre), [c.campo.nombre for c in tabla.columnas])
        _exigir("cobertura", self.cobertura, list(ESQUEMA_COBERTURA))
        _exigir("resoluciones", self.resoluciones, list(ESQUEMA_RESOLUCIONES))
        _exigir("vistas", self.vistas, list(ESQUEMA_VISTAS))
        _exigir("avisos", self.avisos, list(ESQUEMA_AVISOS))
        for nombre in ("recomendaciones", "seguimiento"):
            _exigir(nombre, getattr(self, nombre), list(ESQUEMA_RECOMENDACIONES))
        mudas = self.cifras.filter(pl.col("valor").is_null() & pl.col("ausencia").is_null())
        if mudas.height:
            cuenta, metrica = mudas.select("cuenta", "metrica").row(0)
            raise ValueError(f"La cifra {metrica} de {cuenta} no trae ni valor ni razón de su ausencia")
        ajenas = sorted(set(self.calificaciones["cuenta"]) - set(self.cuentas["cuenta"]))
        if ajenas:
            raise ValueError(f"Hay calificaciones de cuentas que no están en el padrón: {ajenas[:5]}")


_TABLAS: dict[str, Tabla] = {
    "calificaciones": tablas.CALIFICACIONES,
    "criterios": tablas.CRITERIOS,
    "partes": tablas.PARTES,
    "incertidumbre": tablas.INCERTIDUMBRE,
    "metas": tablas.METAS,
    "cifras": tablas.CIFRAS,
    "cifras_anteriores": tablas.CIFRAS,
    "calificaciones_anteriores": tablas.CALIFICACIONES,
    "observaciones": tablas.OBSERVACIONES,
    "cuentas": tablas.CUENTAS,
    "areas": tablas.AREAS,
    "parametros": tablas.PARAMETROS,
    "lotes": tablas.LOTES,
    "evidencias": tablas.EVIDENCIAS,
    "capacitaciones": tablas.CAPACITACIONES,
    "catalogo": tablas.CATALOGO,
    "reglas_omitidas": RECOMENDACIONES_OMITIDAS,
}


def _exigir(nombre: str, marco: pl.DataFrame, columnas: list[str]) -> None:
    faltan = [c for c in columnas if c not in marco.columns]
    if faltan:
        raise ValueError(f"A {nombre} le faltan columnas: {faltan}")
