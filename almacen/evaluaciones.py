"""Evaluaciones guardadas: se escriben una vez, como versión nueva; editar no existe."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from almacen.maestro import Base
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas import (
    CALIFICACIONES,
    CIFRAS,
    CRITERIOS,
    EVALUACIONES,
    INCERTIDUMBRE,
    METAS,
    OBSERVACIONES,
    PADRON_EVALUADO,
    PARAMETROS,
    PARTES,
)


@dataclass(frozen=True)
class Encabezado:
    """Lo que identifica una evaluación y dice con qué se hizo."""

    huella: str
    semestre: str
    metodo: str
    huella_metodo: str
    huella_parametros: str
    huella_cifras: str
    creada_en: datetime
    fase: str
    provisional: bool
    motivo_provisional: str | None


@dataclass(frozen=True)
class Resultados:
    """Marcos de una evaluación, sin la columna ``evaluacion``, que pone quien guarda."""

    cifras: pl.DataFrame
    calificaciones: pl.DataFrame
    criterios: pl.DataFrame
    partes: pl.DataFrame
    incertidumbre: pl.DataFrame
    metas: pl.DataFrame
    parametros: pl.DataFrame
    padron: pl.DataFrame
    observaciones: pl.DataFrame


def guardar(base: Base, encabezado: Encabezado, resultados: Resultados) -> tuple[str, bool]:
    """Guarda una evaluación con la siguiente versión de su semestre.

    Volver a un estado anterior (se corrigió y se deshizo) es otra evaluación: vale siempre la última.

    Returns:
        La identidad con que quedó, y ``False`` si la última ya era esa misma (mismas cifras, parámetros y
        método), y entonces no cambia nada.
    """
    anterior = ultima(base, encabezado.semestre)
    if anterior is not None and anterior["huella"] == encabezado.huella:
        return str(anterior["evaluacion"]), False
    version = 1 if anterior is None else int(str(anterior["version"])) + 1
    evaluacion = hashlib.sha256(f"{encabezado.huella}\x1f{version}".encode()).hexdigest()[:32]
    datos = vars(encabezado) | {"evaluacion": evaluacion, "version": version}
    tablas: tuple[tuple[Tabla, pl.DataFrame], ...] = (
        (CIFRAS, resultados.cifras),
        (CALIFICACIONES, resultados.calificaciones),
        (CRITERIOS, resultados.criterios),
        (PARTES, resultados.partes),
        (INCERTIDUMBRE, resultados.incertidumbre),
        (METAS, resultados.metas),
        (PARAMETROS, resultados.parametros),
        (PADRON_EVALUADO, resultados.padron),
    )
    with base.transaccion():
        base.insertar(EVALUACIONES, pl.DataFrame([datos], schema=esquema_polars(EVALUACIONES)))
        for tabla, marco in tablas:
            base.insertar(tabla, marco.with_columns(pl.lit(evaluacion).alias("evaluacion")))
        base.ejecutar(
            "INSERT INTO lotes_evaluados SELECT ?, lote FROM lotes "
            "WHERE lote NOT IN (SELECT lote FROM lotes_evaluados) ORDER BY lote",
            [evaluacion],
        )
        # Una observación que ya hizo una evaluación anterior es la misma: conserva su fecha y sigue en pie.
        propias = resultados.observaciones.with_columns(pl.lit(evaluacion).alias("evaluacion"))
        base.insertar(OBSERVACIONES, propias, si_existe="ignorar")
        base.ejecutar(
            "UPDATE observaciones SET evaluacion = ? WHERE list_contains(?, observacion)",
            [evaluacion, resultados.observaciones["observacion"].to_list()],
        )
    return evaluacion, True


def ultima(base: Base, semestre: str) -> dict[str, object] | None:
    """Encabezado de la última evaluación de un semestre, o ``None`` si no hay."""
    marco = base.consultar(
        "SELECT * FROM evaluaciones WHERE semestre = $semestre ORDER BY version DESC LIMIT 1",
        {"semestre": semestre},
    )
    return None if marco.is_empty() else marco.row(0, named=True)


def metas_congeladas(base: Base, antes_de: str) -> pl.DataFrame:
    """Metas que fijó la última evaluación del primer semestre evaluado de cada fase.

    Las del semestre en curso no cuentan: se rehacen con cada entrega hasta que el semestre cierra.
    """
    return base.consultar(
        """
        SELECT m.* EXCLUDE (evaluacion)
        FROM metas m JOIN evaluaciones e USING (evaluacion)
        WHERE e.semestre < $semestre
        QUALIFY dense_rank() OVER (PARTITION BY m.fase ORDER BY e.semestre, e.version DESC) = 1
        ORDER BY ALL
        """,
        {"semestre": antes_de},
    )


def metas_de(base: Base, semestre: str, version: int, fase: str) -> pl.DataFrame:
    """Metas de una fase que guardó una evaluación de esa fase; ninguna fila si no existe tal evaluación."""
    return base.consultar(
        """
        SELECT m.* EXCLUDE (evaluacion)
        FROM metas m JOIN evaluaciones e USING (evaluacion)
        WHERE e.semestre = $semestre AND e.version = $version AND e.fase = $fase AND m.fase = $fase
        ORDER BY ALL
        """,
        {"semestre": semestre, "version": version, "fase": fase},
    )


def calificaciones_anteriores(base: Base, antes_de: str) -> pl.DataFrame:
    """Última calificación guardada de cada cuenta en cada semestre anterior al que se dice."""
    return base.consultar(
        """
        SELECT c.*
        FROM calificaciones c JOIN evaluaciones e USING (evaluacion)
        WHERE c.semestre < $semestre
        QUALIFY dense_rank() OVER (PARTITION BY c.semestre ORDER BY e.version DESC) = 1
        ORDER BY c.semestre, c.cuenta
        """,
        {"semestre": antes_de},
    )


def metodos_anteriores(base: Base, antes_de: str) -> dict[str, str]:
    """Versión del método con que se evaluó por última vez cada semestre anterior al que se dice."""
    marco = base.consultar(
        """
        SELECT semestre, metodo FROM evaluaciones WHERE semestre < $semestre
        QUALIFY row_number() OVER (PARTITION BY semestre ORDER BY version DESC) = 1
        ORDER BY semestre
        """,
        {"semestre": antes_de},
    )
    return dict(marco.iter_rows())


def cifras_anteriores(base: Base, antes_de: str) -> pl.DataFrame:
    """Cifras con que se evaluó por última vez cada semestre anterior, sin la columna ``evaluacion``."""
    return base.consultar(
        """
        SELECT c.* EXCLUDE (evaluacion)
        FROM cifras c JOIN evaluaciones e USING (evaluacion)
        WHERE c.semestre < $semestre AND c.semestre = e.semestre
        QUALIFY dense_rank() OVER (PARTITION BY c.semestre ORDER BY e.version DESC) = 1
        ORDER BY c.semestre, c.cuenta, c.metrica
        """,
        {"semestre": antes_de},
    )
