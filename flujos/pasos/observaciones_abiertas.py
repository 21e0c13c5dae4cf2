"""Las observaciones de cada cuenta, con su texto y en qué están, como las mira la vigilancia (art. 14)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from almacen.evaluaciones import ultima
from almacen.maestro import Base
from esquemas.hallazgos import Hallazgo
from informes.cartas.modelo import ObservacionDeCarta
from lineamientos.procedimiento.observaciones import (
    Entrega,
    Observacion,
    Reglas,
    Seguida,
    Situacion,
    abiertas,
    seguir,
)
from lineamientos.procedimiento.situacion import Cierre
from lineamientos.semestres import Semestre

REGLAS = Reglas(frozenset({"S001"}), frozenset({"L310", "L311", "S002", "S003", "S004"}))
"""La falta de entrega sigue su propia vía (art. 6, II); lo que falta lo cierra cualquier entrega."""


@dataclass(frozen=True)
class ObservacionesDeCuenta:
    """Las de una cuenta; la identidad de cada una es la de la primera de su cadena de renovaciones.

    Attributes:
        abiertas: Las que debe subsanar.
        textos: Todas las notificables, con su texto de hoy.
        cerradas: Las que una entrega posterior subsanó, y cuál.
    """

    abiertas: Mapping[str, ObservacionDeCarta] = field(default_factory=dict)
    textos: Mapping[str, ObservacionDeCarta] = field(default_factory=dict)
    cerradas: Mapping[str, Cierre] = field(default_factory=dict)


def observaciones_del_semestre(base: Base, semestre: Semestre) -> dict[str, ObservacionesDeCuenta]:
    """Las observaciones de un semestre, por cuenta.

    Args:
        base: Maestro abierto, con lo asentado al día.
        semestre: Semestre.
    """
    filas = {str(f["observacion"]): f for f in _observaciones(base, semestre)}
    recepciones = _recepciones(base, semestre)
    reunidas: dict[str, list[Seguida]] = {}
    seguidas = seguidas_del_semestre(base, semestre)
    for seguida in seguidas:
        if seguida.notificable and seguida.observacion.cuenta:
            reunidas.setdefault(seguida.observacion.cuenta, []).append(seguida)
    return {
        cuenta: ObservacionesDeCuenta(
            abiertas={s.raiz: _texto(filas[s.observacion.observacion], s.raiz) for s in abiertas(suyas)},
            textos={s.raiz: _texto(filas[s.observacion.observacion], s.raiz) for s in suyas},
            cerradas={
                s.raiz: cierre
                for s in suyas
                if s.situacion is Situacion.SUBSANADA
                and (cierre := recepciones.get((cuenta, s.por)) or recepciones.get((cuenta, ""))) is not None
            },
        )
        for cuenta, suyas in reunidas.items()
    }


def seguidas_del_semestre(base: Base, semestre: Semestre) -> tuple[Seguida, ...]:
    """En qué está cada observación de un semestre, en el orden en que se detectaron."""
    evaluacion = ultima(base, semestre.clave)
    vigente = evaluacion["evaluacion"] if evaluacion else None
    observaciones = [
        Observacion(
            f["observacion"],
            f["cuenta"],
            f["codigo"],
            f["severidad"],
            f["campo"],
            f["encontrado"],
            f["lote"],
            f["evaluacion"] == vigente,
        )
        for f in _observaciones(base, semestre)
    ]
    return seguir(
        observaciones,
        _entregas(base, semestre),
        notificadas=_notificadas(base, semestre),
        aclaradas=_aclaradas(base, semestre),
        reglas=REGLAS,
    )


def _observaciones(base: Base, semestre: Semestre) -> list[dict[str, Any]]:
    return base.consultar(
        "SELECT * FROM observaciones WHERE semestre = $semestre ORDER BY detectada_en, observacion",
        {"semestre": semestre.clave},
    ).to_dicts()


def _entregas(base: Base, semestre: Semestre) -> list[Entrega]:
    """Los lotes del semestre con los campos que trae cada uno, de cada cuenta."""
    campos: dict[str, dict[str, set[str]]] = {}
    traen = base.consultar(
        """
        WITH del_semestre AS (SELECT lote FROM lotes WHERE semestre = $semestre)
        SELECT DISTINCT lote, cuenta, metrica FROM mediciones JOIN del_semestre USING (lote)
        WHERE valor IS NOT NULL OR ausencia NOT IN ('no_entregada', 'ilegible')
        UNION
        SELECT DISTINCT lote, cuenta, 'publicaciones' FROM publicaciones JOIN del_semestre USING (lote)
        UNION
        SELECT DISTINCT lote, cuenta, 'evidencias' FROM evidencias JOIN del_semestre USING (lote)
        """,
        {"semestre": semestre.clave},
    )
    for lote, cuenta, metrica in traen.iter_rows():
        campos.setdefault(lote, {}).setdefault(cuenta, set()).add(metrica)
    lotes = base.consultar(
        "SELECT lote, recibido_en, clase, estado, origen FROM lotes WHERE semestre = $semestre",
        {"semestre": semestre.clave},
    )
    return [
        Entrega(
            lote,
            recibido,
            clase,
            rechazada=estado == "rechazado",
            de_api=origen == "api",
            campos={c: frozenset(m) for c, m in campos.get(lote, {}).items()},
        )
        for lote, recibido, clase, estado, origen in lotes.iter_rows()
    ]


def _notificadas(base: Base, semestre: Semestre) -> frozenset[str]:
    return _referidas(base, semestre, "observado")


def _aclaradas(base: Base, semestre: Semestre) -> frozenset[str]:
    return _referidas(base, semestre, "aclarado")


def _referidas(base: Base, semestre: Semestre, clase: str) -> frozenset[str]:
    filas = base.consultar(
        "SELECT DISTINCT observacion FROM eventos_observaciones JOIN eventos USING (evento) "
        "WHERE semestre = $semestre AND clase_evento = $clase",
        {"semestre": semestre.clave, "clase": clase},
    )
    return frozenset(filas["observacion"])


def _recepciones(base: Base, semestre: Semestre) -> dict[tuple[str, str], Cierre]:
    """De cada cuenta y lote, cuándo se recibió; con el lote vacío, lo último de la cuenta."""
    filas = base.consultar(
        "SELECT cuenta, lote_recibido, recibido_en, fecha_efectiva FROM recepciones "
        "WHERE semestre = $semestre ORDER BY recibido_en, recepcion",
        {"semestre": semestre.clave},
    )
    cierres: dict[tuple[str, str], Cierre] = {}
    for cuenta, lote, recibido, fecha in filas.iter_rows():
        cierre = Cierre(lote or "", recibido, fecha)
        cierres[cuenta, ""] = cierre
        if lote:
            cierres[cuenta, lote] = cierre
    return cierres


def _texto(fila: Mapping[str, Any], raiz: str) -> ObservacionDeCarta:
    """La observación, con el lugar que dice su archivo."""
    lugar = Hallazgo(
        fila["codigo"], archivo=fila["archivo"], hoja=fila["hoja"], fila=fila["fila"], columna=fila["columna"]
    ).lugar
    return ObservacionDeCarta(raiz, lugar, fila["mensaje"], fila["que_hacer"])
