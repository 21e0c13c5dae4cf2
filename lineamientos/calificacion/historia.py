"""Lo que se propuso antes de cada cuenta, para las líneas que miran dos semestres seguidos (art. 13)."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.dictamen import Antecedente, Clase
from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.redondeo import redondear
from lineamientos.semestres import Semestre

Historia = dict[tuple[str, str], Antecedente]
"""Lo propuesto por cuenta y semestre."""


def leer_previas(previas: pl.DataFrame | None, fichas: Mapping[str, list[Ficha]]) -> Historia:
    """Lee las calificaciones guardadas de semestres anteriores.

    Si hay cifras del semestre a la mano, de ellas se sabe si no hubo publicaciones; si no las hay, se sabe
    porque solo una cuenta sin publicaciones tiene un dictamen con elementos y sin índice.

    Args:
        previas: Columnas ``cuenta``, ``semestre``, ``indice`` y ``clase_propuesta``, o ``None``.
        fichas: Fichas de los semestres a la mano.

    Raises:
        ValueError: Si una cuenta tiene dos calificaciones del mismo semestre, o la clase no existe.
    """
    if previas is None:
        return {}
    totales = {(f.cuenta, s): f.publicaciones for s, lista in fichas.items() for f in lista}
    historia: Historia = {}
    columnas = ("cuenta", "semestre", "indice", "clase_propuesta")
    for cuenta, semestre, indice, clase_guardada in previas.select(columnas).iter_rows():
        if (cuenta, semestre) in historia:
            raise ValueError(f"{cuenta} tiene dos calificaciones guardadas de {semestre}")
        clase = Clase(clase_guardada)
        total = totales.get((cuenta, semestre))
        sin_indice = indice is None and not clase.sin_elementos
        historia[cuenta, semestre] = Antecedente(
            semestre, clase, _decimal(indice), total == 0 if total is not None else sin_indice
        )
    return historia


def anotar(historia: Historia, evaluadas: list[Evaluada]) -> None:
    """Añade lo propuesto en un semestre, sin tocar lo que ya estaba guardado."""
    for e in evaluadas:
        ficha = e.medida.ficha
        antecedente = Antecedente(ficha.semestre, e.dictamen.clase, e.indice, ficha.publicaciones == 0)
        historia.setdefault((ficha.cuenta, ficha.semestre), antecedente)


def antecedente_de(historia: Historia, cuenta: str, semestre: Semestre) -> Antecedente | None:
    """El último semestre anterior con elementos.

    Los semestres sin elementos se saltan, porque no interrumpen ni prolongan una racha. Un semestre del que
    nada se sabe sí la interrumpe: una racha debe constar.
    """
    while (previo := historia.get((cuenta, (semestre := semestre.anterior()).clave))) is not None:
        if not previo.clase.sin_elementos:
            return previo
    return None


def _decimal(indice: float | None) -> Decimal | None:
    return None if indice is None else redondear(indice)
