"""Qué evalúa una revisión que arranca el horario y qué espera a una persona (art. 13)."""

from dataclasses import dataclass
from datetime import date, datetime

from almacen.evaluaciones import ultima
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from flujos.pasos.vigilancia_lectura import mirar
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Decision:
    """Si la revisión evalúa, y por qué.

    Attributes:
        evaluar: Si toca proponer calificaciones.
        informar: Si hay una evaluación de la cual escribir el informe.
        razon: Oración para quien mira la corrida.
    """

    evaluar: bool
    informar: bool
    razon: str


def decidir(
    *,
    por_horario: bool,
    hoy: date,
    evaluacion_fin: date,
    ultima_evaluacion: date | None,
    hay_entregas: bool,
    por_subsanar: bool = False,
) -> Decision:
    """Decide si una revisión evalúa (art. 13).

    Mientras corre el plazo, el horario evalúa cada día y el resultado es provisional; al terminar, evalúa una
    vez más y ese es el cierre. Después solo evalúa si llegó en plazo con qué subsanar lo observado en las
    cifras (art. 14), o si una persona lo pide.

    Args:
        por_horario: Si la arrancó el horario y no una persona.
        hoy: Fecha en que corre, no la programada: una corrida atrasada no reabre lo cerrado.
        evaluacion_fin: Último día para evaluar.
        ultima_evaluacion: Fecha de la última evaluación guardada del semestre.
        hay_entregas: Si se ha cargado algo del semestre.
        por_subsanar: Si después de la última evaluación llegó, en su plazo, con qué subsanar lo notificado.
    """
    if not por_horario:
        return Decision(True, True, "La pidió una persona.")
    if not hay_entregas:
        return Decision(
            False, False, "Todavía no se ha cargado ninguna entrega; no hay qué evaluar ni qué informar."
        )
    if hoy <= evaluacion_fin:
        return Decision(
            True,
            True,
            f"Corre el plazo de evaluación del art. 13, que termina el {evaluacion_fin:%Y-%m-%d}: "
            "el resultado es provisional.",
        )
    if ultima_evaluacion is None or ultima_evaluacion <= evaluacion_fin:
        return Decision(
            True,
            True,
            f"El plazo de evaluación del art. 13 terminó el {evaluacion_fin:%Y-%m-%d}: esta evaluación es "
            "la de cierre.",
        )
    if por_subsanar:
        return Decision(
            True,
            True,
            "Después del cierre llegó, dentro de su plazo, con qué subsanar lo observado (art. 14): solo "
            "otra evaluación dice si quedó subsanado.",
        )
    return Decision(
        False,
        True,
        f"El plazo de evaluación del art. 13 terminó el {evaluacion_fin:%Y-%m-%d} y ya hay una evaluación "
        f"posterior, del {ultima_evaluacion:%Y-%m-%d}. El horario no la repite; si llegó algo nuevo, una "
        "persona puede pedir otra con el despliegue «evaluacion».",
    )


def que_toca(espacio: Espacio, semestre: Semestre, *, por_horario: bool) -> Decision:
    """Decide con lo que hay en el espacio; llámese después de recibir."""
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        previa = ultima(base, semestre.clave)
        entregas = base.consultar(
            "SELECT count(*) AS n FROM lotes WHERE semestre = $semestre AND estado <> 'rechazado'",
            {"semestre": semestre.clave},
        ).item()
        vista = mirar(espacio, base, semestre, espacio.ahora_local())
    creada = previa["creada_en"] if previa else None
    cuando = creada.astimezone(espacio.zona).date() if isinstance(creada, datetime) else None
    return decidir(
        por_horario=por_horario,
        hoy=espacio.ahora_local().date(),
        evaluacion_fin=plazos(espacio, semestre).evaluacion_fin.fecha,
        ultima_evaluacion=cuando,
        hay_entregas=entregas > 0,
        por_subsanar=any(s.por_evaluar for s in vista.situaciones.values()),
    )
