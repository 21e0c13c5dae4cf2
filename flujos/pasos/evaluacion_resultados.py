"""Lo que se guarda de una evaluación, en las formas de sus tablas."""

import polars as pl

from almacen import evaluaciones
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import PARAMETROS
from flujos.pasos.espacio import Espacio
from flujos.pasos.recomendaciones import Hechas
from lineamientos.calificacion.resultado import Resultado
from lineamientos.vigentes import ParametrosVigentes


def resultados_de(
    espacio: Espacio,
    encabezado: evaluaciones.Encabezado,
    vigentes: ParametrosVigentes,
    cifras: pl.DataFrame,
    resultado: Resultado,
    incertidumbre: pl.DataFrame,
    hallazgos: list[Hallazgo],
    hechas: Hechas,
) -> evaluaciones.Resultados:
    """Todo lo que se guarda de una evaluación."""
    return evaluaciones.Resultados(
        cifras=cifras,
        calificaciones=resultado.calificaciones,
        criterios=resultado.criterios,
        partes=resultado.partes,
        incertidumbre=incertidumbre,
        metas=resultado.metas,
        parametros=marco_de_parametros(vigentes),
        padron=espacio.padron.cuentas,
        observaciones=observaciones(
            hallazgos,
            detectada_en=espacio.ahora(),
            semestre=encabezado.semestre,
        ),
        recomendaciones=hechas.recomendaciones,
        omitidas=hechas.omitidas,
        seguimiento=hechas.seguimiento,
    )


def marco_de_parametros(vigentes: ParametrosVigentes) -> pl.DataFrame:
    """Los parámetros que rigieron, como la tabla ``parametros`` sin su evaluación."""
    filas = []
    for clave in vigentes:
        parametro, valor = vigentes.parametro(clave), vigentes.vigente(clave)
        filas.append(
            {
                "clave": clave,
                "descripcion": parametro.descripcion,
                "articulo": parametro.articulo.texto,
                "unidad": parametro.unidad,
                "valor_json": vigentes.valor_json(clave),
                "desde": valor.desde,
                "fundamento": valor.fundamento,
                "aprobado_por": valor.aprobado_por,
                "aprobado_en": valor.aprobado_en,
            }
        )
    esquema = {n: t for n, t in esquema_polars(PARAMETROS).items() if n != "evaluacion"}
    return pl.DataFrame(filas, schema=esquema)
