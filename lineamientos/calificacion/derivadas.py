"""Cifras de seguidores que se deducen de otras, cada una con la cuenta que las produjo (art. 13).

Solo se deducen niveles y cambios de seguidores, que son una misma aritmética: inicio más crecimiento es
cierre. Ninguna otra cifra se supone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.exigencia import del_articulo_11
from lineamientos.catalogo import definiciones_entre
from lineamientos.semestres import Semestre

INICIO, CIERRE, CAMBIO = "seguidores_inicio", "seguidores_cierre", "crecimiento_seguidores"
_TRES = (INICIO, CIERRE, CAMBIO)
_NO_SE_DEDUCE = (Ausencia.RETENIDA, Ausencia.NO_APLICA)
"""Lo retenido sigue retenido aunque pueda calcularse; lo que no aplica no existe."""


@dataclass(frozen=True)
class _Cifra:
    valor: int | None
    ausencia: str | None
    fuente: str | None
    lote: str | None


def derivar(cifras: pl.DataFrame, previas: pl.DataFrame) -> pl.DataFrame:
    """Sustituye ausencias de seguidores por la cifra que se deduce de otras.

    Args:
        cifras: Consolidadas y completas de los semestres en revisión, con las columnas de ``cifras``.
        previas: Cifras ya evaluadas de semestres anteriores, con las mismas columnas.

    Returns:
        Las mismas cifras, con las deducidas en lugar de su ausencia; si no había fila, se añade.
    """
    redes = {(c, s): r for c, s, r in cifras.select("cuenta", "semestre", "red").unique().iter_rows()}
    tabla = _tabla(previas)
    tabla.update(_tabla(cifras))
    nuevas: list[tuple[object, ...]] = []
    # Del más antiguo al más nuevo: el cierre de uno es el inicio del siguiente.
    for cuenta, clave in sorted(redes, key=lambda k: (k[1], k[0])):
        red, semestre = redes[cuenta, clave], Semestre.de_texto(clave)
        for metrica, (cifra, calculo) in _deducir(tabla, cuenta, red, semestre).items():
            tabla[cuenta, clave, metrica] = cifra
            definicion = definiciones_entre(metrica, red, semestre.inicio, semestre.fin)[-1].clave
            nuevas.append(
                (
                    *(cuenta, clave, red, metrica, definicion),
                    *(cifra.valor, None, cifra.fuente, cifra.lote, calculo),
                )
            )
    deducidas = pl.DataFrame(nuevas, schema=cifras.schema, orient="row")
    return pl.concat([cifras.join(deducidas, on=["cuenta", "semestre", "metrica"], how="anti"), deducidas])


def _tabla(cifras: pl.DataFrame) -> dict[tuple[str, str, str], _Cifra]:
    filas = cifras.filter(pl.col("metrica").is_in(_TRES)).select(
        "cuenta", "semestre", "metrica", "valor", "ausencia", "fuente", "lote"
    )
    return {(c, s, m): _Cifra(v, a, f, lote) for c, s, m, v, a, f, lote in filas.iter_rows()}


def _deducir(
    tabla: Mapping[tuple[str, str, str], _Cifra], cuenta: str, red: str, semestre: Semestre
) -> dict[str, tuple[_Cifra, str]]:
    clave = semestre.clave
    ausente = _Cifra(None, Ausencia.NO_ENTREGADA, None, None)
    inicio, cierre, cambio = (tabla.get((cuenta, clave, m), ausente) for m in _TRES)
    deducidas: dict[str, tuple[_Cifra, str]] = {}
    if _deducible(inicio):
        anterior = tabla.get((cuenta, semestre.anterior().clave, CIERRE), ausente)
        if anterior.valor is not None:
            inicio = _Cifra(anterior.valor, None, anterior.fuente, anterior.lote)
            deducidas[INICIO] = (inicio, f"seguidores al cierre de {semestre.anterior().clave}")
        elif cierre.valor is not None and cambio.valor is not None and cierre.valor >= cambio.valor:
            inicio = _Cifra(cierre.valor - cambio.valor, None, cierre.fuente, cierre.lote)
            deducidas[INICIO] = (inicio, "seguidores al cierre menos crecimiento del semestre")
    # Donde el cierre es del artículo 11 debe entregarse: deducirlo lo dispensaría.
    puede_deducirse = _deducible(cierre) and CIERRE not in del_articulo_11(red, clave)
    if (
        puede_deducirse
        and inicio.valor is not None
        and cambio.valor is not None
        and inicio.valor + cambio.valor >= 0
    ):
        cierre = _Cifra(inicio.valor + cambio.valor, None, cambio.fuente, cambio.lote)
        deducidas[CIERRE] = (cierre, "seguidores al inicio más crecimiento del semestre")
    if _deducible(cambio) and inicio.valor is not None and cierre.valor is not None:
        cambio = _Cifra(cierre.valor - inicio.valor, None, cierre.fuente, cierre.lote)
        deducidas[CAMBIO] = (cambio, "seguidores al cierre menos seguidores al inicio")
    return deducidas


def _deducible(cifra: _Cifra) -> bool:
    return cifra.valor is None and cifra.ausencia not in _NO_SE_DEDUCE
