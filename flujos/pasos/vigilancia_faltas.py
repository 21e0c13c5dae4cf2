"""Lo que la vigilancia no puede hacer sola y le dice a una persona, una oración por cosa."""

from collections.abc import Iterator

from esquemas.hallazgos import limpiar
from flujos.pasos.vigilancia_lectura import Mirada
from lineamientos.procedimiento.debido import sin_efecto_tras_el_informe


def por_atender(vista: Mirada) -> tuple[str, ...]:
    """Lo que espera a una persona en un semestre mirado."""
    return (*_por_decidir(vista), *_por_evaluar(vista), *_tras_el_informe(vista))


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


def _tras_el_informe(vista: Mirada) -> Iterator[str]:
    """Lo que venció cuando el Comité ya tenía el informe."""
    for situacion in vista.situaciones.values():
        if falta := sin_efecto_tras_el_informe(situacion.expediente, vista.marco.hoy):
            yield falta
