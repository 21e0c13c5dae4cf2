"""Revisa una tanda de lotes: primero su contrato y, de los que lo cumplen, sus cifras (art. 14)."""

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import polars as pl

from esquemas.calidad import contrato, preparacion, suites_lote, traduccion
from esquemas.calidad.errores import ContratoRoto
from esquemas.calidad.expectativas import Expectativa, Falla
from esquemas.calidad.relaciones import expectativas_de_relaciones
from esquemas.calidad.umbrales import Umbrales
from esquemas.campos import Tabla
from esquemas.codigos import Severidad
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import DIARIAS, MEDICIONES, PUBLICACIONES
from lineamientos.semestres import Semestre

Resultado = list[tuple[str, Hallazgo]]
"""Pares de lote y hallazgo."""

_SIN_REVISAR = ("texto", "enlace")
"""Columnas largas de las publicaciones que ninguna expectativa mira."""


@contextmanager
def motor_listo() -> Iterator[None]:
    """Carga el motor antes de lo que no debe esperarlo, y aparta del recolector de basura lo que trae.

    Son cientos de miles de objetos que viven hasta el final: si no, el recolector los recorre una y otra
    vez mientras se leen miles de filas. Al salir vuelven a contar, para que el proceso termine limpio.
    """
    from esquemas.calidad import motor  # noqa: PLC0415 - importarlo tarda segundos

    motor.definicion_de_lote()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def revisar_lotes(
    mediciones: pl.DataFrame,
    publicaciones: pl.DataFrame,
    diarias: pl.DataFrame,
    cuentas_conocidas: pl.DataFrame,
    semestre: Semestre,
    umbrales: Umbrales,
) -> Resultado:
    """Revisa con una sola pasada todos los lotes de una tanda.

    Args:
        mediciones: Esquema de ``esquemas.tablas.MEDICIONES``.
        publicaciones: Esquema de ``esquemas.tablas.PUBLICACIONES``.
        diarias: Esquema de ``esquemas.tablas.DIARIAS``.
        cuentas_conocidas: Padrón, con cuenta, red, vigente_desde y vigente_hasta.
        semestre: Semestre que se revisa.
        umbrales: Con qué se juzga.

    Returns:
        Pares de lote y hallazgo, en orden fijo. Los lotes con un rechazo (``lotes_rotos``) no deben
        cargarse; de ellos no se revisa nada más.

    Raises:
        ContratoRoto: Si a un marco le falta una columna de su tabla o la trae de otro tipo.
        MotorFallido: Si Great Expectations no pudo evaluar una expectativa.
    """
    marcos = [(MEDICIONES, mediciones), (PUBLICACIONES, publicaciones), (DIARIAS, diarias)]
    if all(m.is_empty() for _, m in marcos):
        return []
    exigir_estructura(marcos)
    revisor = _Revisor(semestre, umbrales)
    revisor.revisar(contrato.marco_de_lotes(marcos), contrato.EN_CADA_LOTE)
    rotos = lotes_rotos(revisor.resultado)
    sanas, posts, dias = (sin_lotes(m.drop(_SIN_REVISAR, strict=False), rotos) for _, m in marcos)
    revisor.revisar(
        preparacion.entregas([sanas, posts, dias], cuentas_conocidas), suites_lote.de_entregas(semestre)
    )
    _revisar_mediciones(revisor, sanas, cuentas_conocidas)
    for red, suyas in preparacion.por_red(posts):
        revisor.revisar_por_lote(suyas, suites_lote.de_publicaciones(red, semestre, umbrales))
    revisor.revisar_por_lote(preparacion.diarias_con_signo(dias), suites_lote.de_diarias(semestre, umbrales))
    return ordenar(revisor.resultado)


def lotes_rotos(resultado: Resultado) -> frozenset[str]:
    """Lotes cuyo contrato está roto: no se cargan."""
    return frozenset(lote for lote, h in resultado if h.severidad is Severidad.RECHAZO)


def sin_lotes(marco: pl.DataFrame, lotes: Collection[str]) -> pl.DataFrame:
    """El marco sin las filas de esos lotes; sin copiarlo si no hay ninguno, que es lo común."""
    return marco.filter(~pl.col("lote").is_in(sorted(lotes))) if lotes else marco


def exigir_estructura(marcos: Sequence[tuple[Tabla, pl.DataFrame]]) -> None:
    """Comprueba que cada marco trae las columnas de su tabla, con su tipo.

    Raises:
        ContratoRoto: Nombra la primera columna que no cumple.
    """
    marco = contrato.marco_de_estructura(marcos)
    mala = _primera_mala(tuple(marco.rows()))
    if mala is not None:
        tabla, columna, tipo, esperado = marco.row(mala)
        raise ContratoRoto(tabla, columna, "falta" if tipo is None else f"es {tipo}", esperado)


@lru_cache(maxsize=8)
def _primera_mala(filas: tuple[tuple[str | None, ...], ...]) -> int | None:
    """Posición de la primera columna que no cumple; las tandas de una corrida traen la misma estructura."""
    from esquemas.calidad import motor  # noqa: PLC0415 - importarlo tarda segundos

    marco = pl.DataFrame(filas, schema=contrato.ESQUEMA_DE_ESTRUCTURA, orient="row")
    fallas = motor.ejecutar(marco, contrato.ESTRUCTURA, filas_por_tramo=marco.height)
    return min((n for f in fallas for n in f.filas), default=None)


def ordenar(resultado: Resultado) -> Resultado:
    """Sin repetidos y en el orden en que una persona recorre los archivos."""
    return sorted(set(resultado), key=lambda par: (par[0], llave(par[1])))


def llave(h: Hallazgo) -> tuple[object, ...]:
    """Orden de un hallazgo: por archivo, hoja, fila y columna, y luego por cuenta y código."""
    textos = (h.columna, h.cuenta, h.codigo, h.campo, h.encontrado, h.esperado)
    return (h.archivo or "", h.hoja or "", h.fila or 0, *(t or "" for t in textos))


def _revisar_mediciones(revisor: "_Revisor", mediciones: pl.DataFrame, cuentas: pl.DataFrame) -> None:
    largas = preparacion.mediciones_largas(mediciones)
    revisor.revisar(largas, suites_lote.de_mediciones(revisor.umbrales))
    revisor.revisar(preparacion.periodos(largas), suites_lote.de_periodos(revisor.semestre))
    anchas = preparacion.mediciones_anchas(largas, cuentas, revisor.semestre)
    ancho, expectativas = preparacion.con_diferencias(anchas, relaciones_vigentes("C3", revisor.umbrales))
    for falla in traduccion.omitir_ociosas(revisor.fallas(ancho, expectativas)):
        campo = falla.expectativa.campo
        # La celda señalada es la de la métrica de que trata la relación.
        lugares = largas.select("fila", "hoja", "columna")[ancho[f"celda_{campo}"][list(falla.filas)]]
        malas = pl.concat([ancho[list(falla.filas)], lugares], how="horizontal")
        todas = Falla(falla.expectativa, tuple(range(malas.height)))
        revisor.anotar(malas, [todas])


def relaciones_vigentes(prefijo: str, umbrales: Umbrales) -> list[Expectativa]:
    """Las relaciones que se aplican: si las respuestas no van en el total, no se comparan con él."""
    return [
        e
        for e in expectativas_de_relaciones(prefijo)
        if umbrales.respuestas_cuentan or e.campo != "respuestas"
    ]


class _Revisor:
    """Junta los hallazgos de los marcos de una tanda."""

    def __init__(self, semestre: Semestre, umbrales: Umbrales) -> None:
        self.semestre = semestre
        self.umbrales = umbrales
        self.resultado: Resultado = []

    def fallas(
        self, marco: pl.DataFrame, expectativas: Sequence[Expectativa], por: str | None = None
    ) -> list[Falla]:
        from esquemas.calidad import motor  # noqa: PLC0415 - importarlo tarda segundos

        return motor.ejecutar(
            marco, expectativas, filas_por_tramo=self.umbrales.filas_por_tramo, agrupado_por=por
        )

    def anotar(self, marco: pl.DataFrame, fallas: Sequence[Falla]) -> None:
        maximo = self.umbrales.hallazgos_por_archivo
        for lote, hallazgo in traduccion.hallazgos(marco, fallas, self.semestre, maximo):
            if lote is None:
                raise ValueError(f"Una fila sin lote no puede atribuirse: {hallazgo}")
            self.resultado.append((lote, hallazgo))

    def revisar(self, marco: pl.DataFrame, expectativas: Sequence[Expectativa]) -> None:
        self.anotar(marco, self.fallas(marco, expectativas))

    def revisar_por_lote(self, marco: pl.DataFrame, expectativas: Sequence[Expectativa]) -> None:
        """Por tramos de lotes enteros, con solo las columnas que traen algo."""
        con_datos = {c for c in marco.columns if marco[c].null_count() < marco.height}
        utiles = [e for e in expectativas if con_datos.issuperset(e.columnas)]
        self.anotar(marco, self.fallas(marco, utiles, "lote"))
