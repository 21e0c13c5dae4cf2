"""Los plazos de la revisión de un semestre y los de cada cuenta (Lineamientos, arts. 11 y 13)."""

from dataclasses import dataclass
from datetime import date

from lineamientos.calendario import NACIONAL, Calendario, Computo
from lineamientos.referencias import Articulo
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import (
    Plazo,
    dias_de,
    limite_para_observar,
    plazo_de,
    vence_silencio,
    vence_subsanacion,
    vence_titular,
    vence_vista,
)
from lineamientos.vigentes import ParametrosVigentes

__all__ = [
    "LimiteDeEvaluacion",
    "Plazo",
    "PlazosDelSemestre",
    "limite_de_evaluacion",
    "limite_para_observar",
    "plazos_del_semestre",
    "vence_silencio",
    "vence_subsanacion",
    "vence_titular",
    "vence_vista",
]

_COMPUTOS = ("ultimo_acto", "recepcion")
_11, _13 = Articulo(11), Articulo(13)


@dataclass(frozen=True)
class PlazosDelSemestre:
    """Las fechas comunes a todas las cuentas en la revisión de un semestre.

    Attributes:
        semestre: Semestre revisado.
        requerimiento_antes_de: Último día para notificar la solicitud previa (art. 11).
        ventana_inicio: Primer día de enero o de julio, sea o no hábil (art. 11).
        primer_habil: Primer día hábil de la ventana, desde el que se cuentan los diez (art. 11).
        ventana_fin: Último día de entrega (art. 11).
        evaluacion_fin: Último día para evaluar lo que llegó dentro de la ventana (art. 13).
    """

    semestre: Semestre
    requerimiento_antes_de: Plazo
    ventana_inicio: Plazo
    primer_habil: Plazo
    ventana_fin: Plazo
    evaluacion_fin: Plazo

    @property
    def todos(self) -> tuple[Plazo, ...]:
        """Los plazos en orden de fecha."""
        return (
            self.requerimiento_antes_de,
            self.ventana_inicio,
            self.primer_habil,
            self.ventana_fin,
            self.evaluacion_fin,
        )

    @property
    def advertencias(self) -> tuple[str, ...]:
        """Las advertencias de todos los plazos, sin repetir."""
        return tuple(dict.fromkeys(a for plazo in self.todos for a in plazo.advertencias))


def plazos_del_semestre(
    semestre: Semestre, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> PlazosDelSemestre:
    """Calcula las fechas de la revisión de un semestre (Lineamientos, arts. 11 y 13).

    Args:
        semestre: Semestre revisado.
        calendario: Calendario del Instituto.
        parametros: Los del semestre, de ``Parametros.del_semestre``.
        ambito: Junta o entidad, si un Proceso Electoral local pudiera alcanzarla.

    Raises:
        ParametroFaltante: Si falta alguno de los plazos.
        ParametroInvalido: Si alguno no es un entero positivo.
    """
    dias = calendario.segun(parametros)
    primero = date(semestre.anio_evaluacion, semestre.mes_evaluacion, 1)
    antes = dias_de(parametros, "plazos.requerimiento.dias_habiles_antes")
    ventana = dias_de(parametros, "plazos.ventana.dias_habiles")
    evaluacion = dias_de(parametros, "plazos.evaluacion.dias_habiles")
    cierre = dias.enesimo_habil(primero, ventana, ambito)
    return PlazosDelSemestre(
        semestre=semestre,
        requerimiento_antes_de=plazo_de(
            "Solicitud previa a los administradores",
            dias.restar_habiles(primero, antes, ambito),
            _11,
            f"{antes} días hábiles antes de que empiece la entrega",
        ),
        ventana_inicio=plazo_de("Empieza la entrega", Computo(primero), _11, "primer día del mes"),
        primer_habil=plazo_de(
            "Primer día hábil de la entrega",
            dias.enesimo_habil(primero, 1, ambito),
            _11,
            "desde él se cuenta la entrega",
        ),
        ventana_fin=plazo_de("Termina la entrega", cierre, _11, f"{ventana} días hábiles desde el primero"),
        evaluacion_fin=plazo_de(
            "Termina la evaluación",
            dias.sumar_habiles(cierre.fecha, evaluacion, ambito).apoyado_en(cierre),
            _13,
            f"{evaluacion} días hábiles desde el siguiente al cierre de la entrega",
        ),
    )


@dataclass(frozen=True)
class LimiteDeEvaluacion:
    """Hasta cuándo puede evaluarse una cuenta (Lineamientos, art. 13).

    Attributes:
        limite: El que rige, según ``plazos.evaluacion.computo``.
        estricto: El contado desde la recepción, que se muestra al lado; ``None`` si nada se recibió.
    """

    limite: Plazo
    estricto: Plazo | None


def limite_de_evaluacion(
    cierre_ventana: date,
    recepcion: date | None,
    subsanacion: date | None,
    calendario: Calendario,
    parametros: ParametrosVigentes,
    *,
    ambito: str = NACIONAL,
) -> LimiteDeEvaluacion:
    """Calcula el límite de una cuenta, desde el día hábil siguiente al último acto (Lineamientos, art. 13).

    Args:
        cierre_ventana: Último día de entrega.
        recepcion: Fecha efectiva de recepción, o ``None`` si nada se ha recibido.
        subsanacion: Fecha efectiva de la subsanación, o ``None`` si no la hubo.
        calendario: Calendario del Instituto.
        parametros: Los del semestre.
        ambito: Junta o entidad del área.

    Raises:
        ParametroFaltante: Si falta alguno de los plazos.
        ParametroInvalido: Si alguno no es del tipo o de las opciones esperadas.
    """
    dias = calendario.segun(parametros)
    n = dias_de(parametros, "plazos.evaluacion.dias_habiles")
    estricto = None
    if recepcion is not None:
        estricto = plazo_de(
            "Límite estricto de la evaluación",
            dias.sumar_habiles(recepcion, n, ambito),
            _13,
            f"{n} días hábiles desde el siguiente a la recepción",
        )
    # Con nada recibido, el cómputo desde la recepción no puede empezar: rige el del último acto.
    if parametros.opcion("plazos.evaluacion.computo", _COMPUTOS) == "recepcion" and estricto is not None:
        return LimiteDeEvaluacion(estricto, estricto)
    actos = {
        "la subsanación": subsanacion,
        "la recepción": recepcion,
        "el cierre de la entrega": cierre_ventana,
    }
    fecha, acto = max((fecha, acto) for acto, fecha in actos.items() if fecha is not None)
    limite = plazo_de(
        "Límite de la evaluación",
        dias.sumar_habiles(fecha, n, ambito),
        _13,
        f"{n} días hábiles desde el siguiente al último acto, {acto}",
    )
    return LimiteDeEvaluacion(limite, estricto)
