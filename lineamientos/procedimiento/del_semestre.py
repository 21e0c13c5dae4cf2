"""Las comunicaciones que se deben del semestre entero y no de una cuenta (Lineamientos, arts. 5, 8 y 13)."""

from lineamientos.calendario import NACIONAL
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Carta

DE_EVALUACION, DE_INFORME = "evaluacion", "informe"


def cartas_del_semestre(
    marco: Marco, *, hay_entregas: bool, evaluado: bool, informado: bool
) -> tuple[Carta, ...]:
    """Recordatorios a Comunicación Social y oficio del Comité a la Unidad de Transparencia.

    Args:
        marco: El semestre y el momento.
        hay_entregas: Si se recibió algo de alguna cuenta.
        evaluado: Si existe la evaluación de cierre.
        informado: Si el informe ya se presentó al Comité.
    """
    desde, fin = marco.momento_habil(NACIONAL), marco.plazos.evaluacion_fin.fecha
    debidas = []
    aviso = marco.antes(fin, "plazos.aviso_interno.dias_habiles_antes", NACIONAL)
    if hay_entregas and not evaluado and aviso <= marco.hoy:
        termina = "termina" if marco.hoy <= fin else "terminó"
        motivo = f"El plazo para evaluar {termina} el {fin.isoformat()} y falta la evaluación de cierre."
        plazo = marco.plazos.evaluacion_fin
        debidas.append(Carta(ClaseDeComunicacion.INTERNO, "", DE_EVALUACION, desde, motivo, plazo))
    if evaluado and not informado and marco.hoy > fin:
        motivo = f"El plazo para evaluar terminó el {fin.isoformat()} y falta presentar el informe al Comité."
        debidas.append(Carta(ClaseDeComunicacion.INTERNO, "", DE_INFORME, desde, motivo))
    if informado:
        motivo = "El Comité recibió el informe del semestre."
        debidas.append(Carta(ClaseDeComunicacion.TRANSPARENCIA, "", "", desde, motivo))
    return tuple(debidas)
