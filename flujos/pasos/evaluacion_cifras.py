"""Con qué se califica: cifras elegidas entre fuentes, metas que ya no se mueven y fase de cada semestre."""

import polars as pl

from almacen import evaluaciones
from almacen.candidatas import candidatas
from almacen.maestro import Base
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from lineamientos.calificacion.consolidacion import Consolidacion, consolidar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.interpretaciones import Interpretaciones
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes

_DE_FASE = {"ordinario": "de los semestres ordinarios", "proceso_electoral": "de los de Proceso Electoral"}

CODIGO_CORTE = "L704"
"""Una exportación que llega al tope de filas: su conteo no es completo."""


def consolidar_semestre(
    base: Base, espacio: Espacio, semestre: Semestre, vigentes: ParametrosVigentes, anteriores: pl.DataFrame
) -> Consolidacion:
    """Elige cifras para el semestre y para los anteriores que no se hayan evaluado."""
    evaluados = set(anteriores["semestre"].unique())
    cargados = base.consultar("SELECT DISTINCT semestre FROM cobertura WHERE entregado ORDER BY semestre")[
        "semestre"
    ]
    claves = sorted({s for s in cargados if s < semestre.clave and s not in evaluados} | {semestre.clave})
    interpretaciones = Interpretaciones.de_parametros(vigentes)
    marcos = [
        candidatas(
            base,
            Semestre.de_texto(c),
            codigo_corte=CODIGO_CORTE,
            dias_de_tolerancia=interpretaciones.tolerancia_de_seguidores,
        )
        for c in claves
    ]
    return consolidar(
        pl.concat(marcos),
        cuentas=espacio.padron.cuentas,
        semestres=[Semestre.de_texto(c) for c in claves],
        anteriores=anteriores,
        preferencia=interpretaciones.preferencia_de_fuentes,
        preferencia_por_metrica=interpretaciones.preferencia_por_metrica,
        tolerancia=interpretaciones.tolerancia_entre_fuentes,
    )


def metas_congeladas(base: Base, semestre: Semestre, parametros: ParametrosCalificacion) -> pl.DataFrame:
    """Las metas que ya no se mueven: las de la base que aprobó el Comité y, sin ella, las primeras.

    Raises:
        OrdenInvalida: Si la evaluación que se dice aprobada no está guardada.
    """
    metas = evaluaciones.metas_congeladas(base, semestre.clave)
    for fase, aprobada in parametros.base_aprobada.items():
        suyas = evaluaciones.metas_de(base, aprobada.semestre, aprobada.version, fase)
        if suyas.is_empty():
            raise OrdenInvalida(
                f"El parámetro «calificacion.base_aprobada» dice que la base {_DE_FASE[fase]} es la versión "
                f"{aprobada.version} de la evaluación de {aprobada.semestre}, y no hay tal evaluación con "
                "metas de esa fase. Corrija el semestre o la versión en parametros/calificacion.toml."
            )
        metas = pl.concat([metas.filter(pl.col("fase") != fase), suyas])
    return metas


def fases_de(espacio: Espacio, cifras: pl.DataFrame) -> dict[str, str]:
    """Fase de cada semestre de que hay cifras, según el calendario."""
    resultado = {}
    for clave in sorted(cifras["semestre"].unique()):
        s = Semestre.de_texto(clave)
        hay = espacio.calendario.proceso_electoral(s.fin)
        resultado[clave] = "proceso_electoral" if hay else "ordinario"
    return resultado
