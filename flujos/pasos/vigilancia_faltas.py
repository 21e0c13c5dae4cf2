"""Lo que la vigilancia no puede hacer sola y le dice a una persona, una oración por cosa."""

from collections.abc import Iterator

from esquemas.hallazgos import limpiar
from flujos.pasos.vigilancia_lectura import Mirada
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.debido import sin_efecto_tras_el_informe
from lineamientos.procedimiento.transiciones import EstadoDeEntrega

_SE_NOMBRAN = 10
"""Cuántas cuentas se dicen por su clave."""


def por_atender(vista: Mirada) -> tuple[str, ...]:
    """Lo que espera a una persona en un semestre mirado."""
    return (*_por_decidir(vista), *_por_evaluar(vista), *_sin_requerir(vista), *_tras_el_informe(vista))


def _por_decidir(vista: Mirada) -> Iterator[str]:
    """Lo que nadie ha resuelto y puede traer lo que falta."""
    for situacion in vista.situaciones.values():
        if situacion.por_decidir:
            que = (
                f"hay algo suyo en entradas/{situacion.cuenta}/ sin recibir; use «pertinencia recibir»"
                if situacion.cuenta in vista.pendiente.cuentas
                else "hay un correo suyo que nadie ha resuelto; véalo con «pertinencia correos»"
            )
            yield f"{situacion.cuenta}: {que}. Mientras, nada suyo se tiene por vencido."
    if sueltos := vista.pendiente.sueltos:
        yield (
            f"En entradas/ hay {len(sueltos)} sin recibir fuera de la carpeta de una cuenta, como "
            f"«{limpiar(sueltos[0])}»: falta saber quién entregó. Corra «pertinencia recibir»."
        )


def _por_evaluar(vista: Mirada) -> Iterator[str]:
    """Lo que solo otra evaluación puede dar por subsanado."""
    for situacion in vista.situaciones.values():
        if situacion.por_evaluar:
            yield (
                f"{situacion.cuenta}: entregó en plazo con qué subsanar lo observado en sus cifras y falta "
                f"evaluarlo; corra «pertinencia semestre {vista.semestre.clave}». Mientras, no se tiene por "
                "vencido."
            )


def _sin_requerir(vista: Mirada) -> Iterator[str]:
    """Cuentas a las que no consta que se requiriera, cuando ya no hay tiempo de hacerlo (art. 11)."""
    situaciones = vista.situaciones.values()
    se_requirio = any(s.expediente.ultimo(ClaseDeEvento.REQUERIDO) for s in situaciones)
    termino = vista.marco.plazos.evaluacion_fin.fecha
    if vista.informado or not se_requirio or vista.marco.hoy <= termino:
        return
    cuentas = [
        s.cuenta
        for s in situaciones
        if s.expediente.entrega is EstadoDeEntrega.SIN_REQUERIR and not s.expediente.ha_entregado
    ]
    if cuentas:
        mas = f" y {len(cuentas) - _SE_NOMBRAN} más" if len(cuentas) > _SE_NOMBRAN else ""
        yield (
            f"{', '.join(cuentas[:_SE_NOMBRAN])}{mas}: no consta que se les notificara el requerimiento y el "
            f"plazo para evaluar terminó el {termino.isoformat()}: ya no se requiere, y no puede decirse que "
            "incumplieran. Dígalo en el informe."
        )


def _tras_el_informe(vista: Mirada) -> Iterator[str]:
    """Lo que venció cuando el Comité ya tenía el informe."""
    for situacion in vista.situaciones.values():
        if falta := sin_efecto_tras_el_informe(situacion.expediente, vista.marco.hoy):
            yield falta
