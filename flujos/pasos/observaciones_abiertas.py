"""Las observaciones de cada cuenta, con su texto y en qué están, como las mira la vigilancia (art. 14)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from almacen import observaciones as guardadas
from almacen.maestro import Base
from almacen.recepciones import ES_ENTREGA
from flujos.pasos.observaciones import como_carta, seguimiento
from informes.cartas.modelo import ObservacionDeCarta
from lineamientos.procedimiento.observaciones import Seguida, Situacion, abiertas
from lineamientos.procedimiento.situacion import Cierre
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class ObservacionesDeCuenta:
    """Las de una cuenta; la identidad de cada una es la de la primera de su cadena de renovaciones.

    Attributes:
        abiertas: Las que debe subsanar.
        textos: Todas las notificables, con su texto de hoy.
        cerradas: Las que una entrega posterior subsanó, y cuál.
        de_cifras: Las de las cifras del semestre, que solo cierra otra evaluación.
    """

    abiertas: Mapping[str, ObservacionDeCarta] = field(default_factory=dict)
    textos: Mapping[str, ObservacionDeCarta] = field(default_factory=dict)
    cerradas: Mapping[str, Cierre] = field(default_factory=dict)
    de_cifras: frozenset[str] = frozenset()


def observaciones_por_cuenta(base: Base, semestre: Semestre) -> dict[str, ObservacionesDeCuenta]:
    """Las observaciones notificables de un semestre, por cuenta.

    Args:
        base: Maestro abierto, con lo asentado al día.
        semestre: Semestre.
    """
    filas = {str(f["observacion"]): f for f in guardadas.del_semestre(base, semestre).iter_rows(named=True)}
    recepciones = _recepciones(base, semestre)
    reunidas: dict[str, list[Seguida]] = {}
    for seguida in seguimiento(base, semestre):
        if seguida.notificable and seguida.observacion.cuenta:
            reunidas.setdefault(seguida.observacion.cuenta, []).append(seguida)
    return {
        cuenta: ObservacionesDeCuenta(
            abiertas={s.raiz: como_carta(filas[s.observacion.observacion], s.raiz) for s in abiertas(suyas)},
            # También por la suya: con ella se notificó lo que se escribió con las primeras versiones.
            textos={
                cual: como_carta(filas[s.observacion.observacion], s.raiz)
                for s in suyas
                for cual in (s.observacion.observacion, s.raiz)
            },
            cerradas={
                cual: cierre
                for s in suyas
                for cual in (s.observacion.observacion, s.raiz)
                if s.situacion is Situacion.SUBSANADA
                and (cierre := recepciones.get((cuenta, s.por)) or recepciones.get((cuenta, "")))
            },
            de_cifras=frozenset(s.raiz for s in suyas if s.observacion.lote is None),
        )
        for cuenta, suyas in reunidas.items()
    }


def _recepciones(base: Base, semestre: Semestre) -> dict[tuple[str, str], Cierre]:
    """De cada cuenta y lote, cuándo se recibió; con el lote vacío, lo último de la cuenta."""
    filas = base.consultar(
        f"""
        SELECT cuenta, lote_recibido, recibido_en, fecha_efectiva FROM recepciones
        WHERE semestre = $semestre AND {ES_ENTREGA} ORDER BY recibido_en, recepcion
        """,  # noqa: S608
        {"semestre": semestre.clave},
    )
    cierres: dict[tuple[str, str], Cierre] = {}
    for cuenta, lote, recibido, fecha in filas.iter_rows():
        cierre = Cierre(lote or "", recibido, fecha)
        cierres[cuenta, ""] = cierre
        if lote:
            cierres[cuenta, lote] = cierre
    return cierres
