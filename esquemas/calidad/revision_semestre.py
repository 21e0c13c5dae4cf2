"""Revisa las cifras del semestre, ya elegidas entre fuentes, y las compara con las anteriores (art. 14)."""

from collections.abc import Sequence

import polars as pl

from esquemas.calidad import comparacion, preparacion, suites_semestre, traduccion
from esquemas.calidad.expectativas import Expectativa, Falla
from esquemas.calidad.revision import llave, relaciones_vigentes
from esquemas.calidad.umbrales import Umbrales
from esquemas.hallazgos import Hallazgo
from lineamientos.semestres import Semestre


def revisar_cifras(
    cifras: pl.DataFrame,
    cifras_anteriores: pl.DataFrame,
    evidencias_por_cuenta: pl.DataFrame,
    semestre: Semestre,
    umbrales: Umbrales,
) -> list[Hallazgo]:
    """Revisa las cifras de todas las cuentas de un semestre.

    Args:
        cifras: Esquema de ``esquemas.tablas.CIFRAS`` sin ``evaluacion``; una fila por cuenta y métrica
            debida, también las ausentes. Las de otros semestres se ignoran.
        cifras_anteriores: Mismo esquema; de ellas se toman las del semestre anterior.
        evidencias_por_cuenta: cuenta y n, copias de pantalla del semestre.
        semestre: Semestre que se revisa.
        umbrales: Con qué se juzga.

    Returns:
        Hallazgos en orden fijo. De quien no entregó nada solo se dice eso.

    Raises:
        MotorFallido: Si Great Expectations no pudo evaluar una expectativa.
    """
    actuales = cifras.filter(pl.col("semestre") == semestre.clave)
    if actuales.is_empty():
        return []
    previas = cifras_anteriores.filter(pl.col("semestre") == semestre.anterior().clave)
    cuentas = comparacion.cuentas_del_semestre(actuales, evidencias_por_cuenta)
    de_facebook = cuentas.filter((pl.col("red") == "facebook") & (pl.col("cifras_entregadas") > 0))
    marcos: list[tuple[pl.DataFrame, Sequence[Expectativa]]] = [
        (cuentas, suites_semestre.DE_ENTREGAS),
        (de_facebook, suites_semestre.de_evidencias(umbrales)),
        (comparacion.faltantes(actuales, cuentas, semestre), suites_semestre.DE_FALTANTES),
        (comparacion.cifras_calculadas(actuales), suites_semestre.de_cifras(umbrales)),
        (comparacion.saltos(actuales, previas, semestre), suites_semestre.de_saltos(umbrales)),
        (comparacion.empalme(actuales, previas), suites_semestre.de_empalme(umbrales)),
    ]
    resultado = [h for marco, suite in marcos for h in _decir(marco, _fallas(marco, suite), semestre)]
    resultado += _relaciones(actuales, semestre, umbrales)
    return sorted(set(resultado), key=lambda h: (h.cuenta or "", llave(h)))


def _relaciones(cifras: pl.DataFrame, semestre: Semestre, umbrales: Umbrales) -> list[Hallazgo]:
    """Relaciones entre cifras de fuentes distintas; las de un mismo formato ya se revisaron en su lote."""
    ancho, expectativas = preparacion.con_diferencias(
        preparacion.cifras_anchas(cifras, semestre), relaciones_vigentes("S2", umbrales)
    )
    fallas = traduccion.omitir_ociosas(_fallas(ancho, expectativas))
    nuevas = []
    for falla in fallas:
        lotes = ancho.select(f"lote_{t.metrica}" for t in falla.expectativa.terminos)
        filas = tuple(n for n in falla.filas if not _de_un_formato(lotes.row(n)))
        if filas:
            nuevas.append(Falla(falla.expectativa, filas))
    return _decir(ancho, nuevas, semestre)


def _de_un_formato(procedencias: tuple[str | None, ...]) -> bool:
    unicas = set(procedencias)
    return len(unicas) == 1 and str(procedencias[0]).startswith("formato\x1f")


def _fallas(marco: pl.DataFrame, expectativas: Sequence[Expectativa]) -> list[Falla]:
    from esquemas.calidad import motor  # noqa: PLC0415 - importarlo tarda segundos

    return motor.ejecutar(marco, expectativas, filas_por_tramo=marco.height)


def _decir(marco: pl.DataFrame, fallas: Sequence[Falla], semestre: Semestre) -> list[Hallazgo]:
    # Una cuenta tiene una fila por cifra: nada se repite tanto como para resumirlo.
    sin_lote = marco.drop("lote", strict=False)
    return [h for _, h in traduccion.hallazgos(sin_lote, fallas, semestre, marco.height)]
