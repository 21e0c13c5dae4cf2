"""De una falla a hallazgos: dónde está la celda, qué se encontró y qué se esperaba, en palabras."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import polars as pl

from esquemas.calidad.expectativas import Expectativa, Falla
from esquemas.hallazgos import Hallazgo
from lineamientos import catalogo
from lineamientos.semestres import Semestre

CODIGO_RESUMEN = "L114"
"""Código con que se dice cuántos hallazgos iguales no se listan."""

_PERIODO = ("desde", "hasta", "vigente_desde", "vigente_hasta")


def hallazgos(
    marco: pl.DataFrame, fallas: Iterable[Falla], semestre: Semestre, maximo: int
) -> Iterator[tuple[str | None, Hallazgo]]:
    """Convierte fallas en pares de lote y hallazgo; el lote es ``None`` si el marco no lo tiene.

    Args:
        marco: El marco que se revisó.
        fallas: Lo que devolvió el motor sobre ese marco.
        semestre: Semestre que se revisa.
        maximo: Hallazgos iguales de un archivo que se listan; los demás solo se cuentan.
    """
    for falla in fallas:
        yield from _listar(marco[list(falla.filas)], falla.expectativa, semestre, maximo)


def omitir_ociosas(fallas: Sequence[Falla]) -> list[Falla]:
    """Quita las filas que ya fallaron una expectativa que hace ociosa a otra."""
    por_codigo: dict[str, set[int]] = {}
    for falla in fallas:
        por_codigo.setdefault(falla.expectativa.codigo, set()).update(falla.filas)
    limpias = []
    for falla in fallas:
        cubiertas = {n for codigo in falla.expectativa.salvo for n in por_codigo.get(codigo, ())}
        filas = tuple(n for n in falla.filas if n not in cubiertas)
        if filas:
            limpias.append(Falla(falla.expectativa, filas))
    return limpias


def _listar(
    malas: pl.DataFrame, expectativa: Expectativa, semestre: Semestre, maximo: int
) -> Iterator[tuple[str | None, Hallazgo]]:
    grupo = [c for c in ("lote", "archivo", "hoja", "columna") if c in malas.columns]
    if not grupo:
        for fila in malas.iter_rows(named=True):
            yield None, _hallazgo(fila, expectativa, semestre)
        return
    for _, iguales in malas.group_by(grupo, maintain_order=True):
        for fila in iguales.head(maximo).iter_rows(named=True):
            yield fila["lote"], _hallazgo(fila, expectativa, semestre)
        if iguales.height > maximo:
            primera = iguales.row(0, named=True)
            yield (
                primera["lote"],
                Hallazgo(
                    CODIGO_RESUMEN,
                    archivo=primera["archivo"],
                    hoja=primera.get("hoja") or None,
                    columna=primera.get("columna"),
                    campo=_campo(primera, expectativa),
                    cuenta=primera.get("cuenta"),
                    semestre=semestre.clave,
                    encontrado=f"{iguales.height - maximo:,}",
                    esperado=expectativa.codigo,
                ),
            )


def _hallazgo(fila: Mapping[str, object], expectativa: Expectativa, semestre: Semestre) -> Hallazgo:
    numero = fila.get("fila")
    return Hallazgo(
        expectativa.codigo,
        archivo=_texto(fila.get("archivo")),
        hoja=_texto(fila.get("hoja")),
        fila=numero if isinstance(numero, int) else None,
        columna=_texto(fila.get("columna")),
        campo=_campo(fila, expectativa),
        cuenta=_texto(fila.get("cuenta")),
        semestre=semestre.clave,
        encontrado=encontrado(fila, expectativa),
        esperado=expectativa.esperado,
    )


def _campo(fila: Mapping[str, object], expectativa: Expectativa) -> str:
    """En los marcos largos el campo es la métrica de la fila; en los de contrato, el que la fila nombra."""
    return _texto(fila.get("campo")) or _texto(fila.get("metrica")) or expectativa.campo


def encontrado(fila: Mapping[str, object], expectativa: Expectativa) -> str | None:
    """Lo que se encontró, con el nombre que la red da a cada cifra."""
    valores = [(c, fila[c]) for c in expectativa.muestra if fila[c] is not None]
    if not valores:
        return None
    if expectativa.muestra[0] in _PERIODO:
        return " ".join(f"{'desde' if 'desde' in c else 'hasta'} el {decir(v)}" for c, v in valores)
    red = _texto(fila.get("red")) or ""
    # «metrica» da nombre a lo que le sigue: «Menciones, de 10 a 120».
    union = ", " if expectativa.muestra[0] == "metrica" else "; "
    return union.join(_valor(c, v, red) for c, v in valores)


def _valor(columna: str, valor: object, red: str) -> str:
    if columna in catalogo.METRICAS:
        return f"{catalogo.titulo(columna, red)}, {decir(valor)}"
    if columna == "metrica":
        nombre = str(valor)
        return catalogo.titulo(nombre, red) if nombre in catalogo.METRICAS else nombre
    if columna == "red":
        return catalogo.REDES.get(str(valor), str(valor))
    return decir(valor)


def decir(valor: object) -> str:
    """Un valor para una persona: miles con coma, fechas día/mes/año."""
    if isinstance(valor, datetime):
        return f"{valor:%d/%m/%Y %H:%M}"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    if isinstance(valor, int):
        return f"{valor:,}"
    return str(valor)


def _texto(valor: object) -> str | None:
    return str(valor) if valor not in (None, "") else None
