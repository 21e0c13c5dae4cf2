"""Los hechos que ya constan en otras tablas: la evaluación de cierre y lo que resolvió el Comité."""

from collections.abc import Iterable
from datetime import date, datetime

from almacen.maestro import Base
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.vigilancia_lectura import evaluacion_de_cierre, mirar
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.tramite import EnTramite, en_tramite
from lineamientos.semestres import Semestre


def actos_del_comite(espacio: Espacio, base: Base, semestre: Semestre, momento: datetime) -> list[Evento]:
    """La evaluación de cierre de cada cuenta y cada resolución registrada, como hechos del expediente."""
    marco = Marco.de(semestre, espacio.calendario, espacio.parametros.del_semestre(semestre), momento)
    cierre = evaluacion_de_cierre(espacio, base, marco)
    evaluadas = base.consultar(
        "SELECT cuenta, creada_en FROM calificaciones JOIN evaluaciones USING (evaluacion) "
        "WHERE evaluacion = $evaluacion ORDER BY cuenta",
        {"evaluacion": cierre},
    )
    resueltas = base.consultar(
        "SELECT cuenta, resolucion, resuelta_el, registrado_en FROM resoluciones "
        "WHERE semestre = $semestre ORDER BY registrado_en, cuenta",
        {"semestre": semestre.clave},
    )
    return [
        *(
            _de_todas(
                semestre,
                ClaseDeEvento.EVALUADO,
                evaluadas.iter_rows(),
                cierre,
                espacio,
                "Evaluación de cierre.",
            )
        ),
        *(
            hecho(
                semestre.clave,
                cuenta,
                ClaseDeEvento.RESUELTO,
                registrado,
                dia,
                documento=resolucion,
                detalle="El Comité resolvió.",
            )
            for cuenta, resolucion, dia, registrado in resueltas.iter_rows()
        ),
    ]


def presentar_informe(
    espacio: Espacio, base: Base, semestre: Semestre, dia: date, oficio: str, por: str
) -> tuple[str, ...]:
    """Asienta que el informe del semestre se presentó al Comité (art. 6).

    Raises:
        OrdenInvalida: Si no hay evaluación de cierre, o el día es anterior a ella o aún no llega.
    """
    momento = espacio.ahora_local()
    marco = Marco.de(semestre, espacio.calendario, espacio.parametros.del_semestre(semestre), momento)
    cierre = evaluacion_de_cierre(espacio, base, marco)
    if not cierre:
        raise OrdenInvalida(
            f"El {semestre.nombre} no tiene evaluación de cierre: es la primera que se hace después del "
            f"{marco.plazos.evaluacion_fin.fecha.isoformat()}, cuando termina el plazo del art. 13. Corra "
            f"antes «pertinencia semestre {semestre.clave}»."
        )
    evaluadas = base.consultar(
        "SELECT cuenta, creada_en FROM calificaciones JOIN evaluaciones USING (evaluacion) "
        "WHERE evaluacion = $evaluacion ORDER BY cuenta",
        {"evaluacion": cierre},
    )
    desde = evaluadas["creada_en"].to_list()[0].astimezone(espacio.zona).date()
    if not desde <= dia <= momento.date():
        raise OrdenInvalida(
            f"El informe no pudo presentarse el {dia.isoformat()}: la evaluación de cierre es del "
            f"{desde.isoformat()} y hoy es {momento.date().isoformat()}. Corrija --fecha."
        )
    # Se sabe el día y no la hora: nunca antes de la evaluación que se informa.
    cuando = max(datetime.combine(dia, momento.timetz()), *evaluadas["creada_en"])
    eventos = [
        hecho(
            semestre.clave,
            cuenta,
            ClaseDeEvento.INFORMADO,
            cuando,
            dia,
            documento=oficio,
            detalle="El informe del semestre se presentó al Comité.",
        )
        for cuenta in evaluadas["cuenta"]
    ]
    return asentar_eventos(espacio, base, semestre.clave, eventos, por)


def cuentas_en_tramite(espacio: Espacio, base: Base, semestre: Semestre) -> tuple[EnTramite, ...]:
    """Las que aún tienen observaciones por notificar o un plazo, con hasta cuándo; cuenta por cuenta."""
    vista = mirar(espacio, base, semestre, espacio.ahora_local())
    return tuple(t for s in vista.situaciones.values() for t in en_tramite(s, vista.marco.hoy))


def _de_todas(
    semestre: Semestre,
    clase: ClaseDeEvento,
    filas: Iterable[tuple[str, datetime]],
    documento: str,
    espacio: Espacio,
    detalle: str,
) -> Iterable[Evento]:
    return (
        hecho(
            semestre.clave,
            cuenta,
            clase,
            cuando,
            cuando.astimezone(espacio.zona).date(),
            documento=documento,
            detalle=detalle,
        )
        for cuenta, cuando in filas
    )
