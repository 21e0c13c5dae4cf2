"""Sección de los requerimientos que no se atendieron, con cada aviso y su prueba (art. 15).

Lo que no consta que se notificó no es un incumplimiento, y se dice.
"""

from informes import numeros
from informes.contexto import Contexto
from informes.formas import Seccion
from informes.incumplimientos_comunes import hoy, que_atendieron, que_persisten
from informes.incumplimientos_otras import (
    atendidas,
    en_tramite,
    fuera_de_tiempo,
    que_siguen,
    sin_prueba,
    sin_requerimiento,
)
from informes.incumplimientos_persisten import persistentes, pruebas
from informes.numeros import cuantos
from informes.procedimiento import consta_algun_aviso

TITULO = "Requerimientos no atendidos"
_REGLA = (
    "Lo que un área no atiende se avisa a su titular y, si persiste, el Comité lo conoce aquí (artículo 15). "
    "Se llega por dos vías: observaciones notificadas que no se subsanan en su plazo (artículo 14), o falta "
    "de entrega de quien fue requerido, a quien primero se requiere otra vez (artículos 6, fracción II, y 14 "
    "por analogía). Ningún plazo corre sin prueba de que se notificó: sin ella no hay incumplimiento."
)
_SIN_AVISOS = (
    "En el expediente de este semestre no consta ningún requerimiento notificado: de ninguna cuenta puede "
    "afirmarse que dejó de atenderlo."
)


def seccion(ctx: Contexto) -> Seccion:
    """Lo que persiste, lo que se atendió tras avisar al titular, lo que está en curso y lo que no consta."""
    consta = consta_algun_aviso(ctx)
    return Seccion(
        clave="requerimientos-no-atendidos",
        titulo=TITULO,
        parrafos=(_REGLA, _cuenta(ctx) if consta else _SIN_AVISOS),
        cuadros=(
            persistentes(ctx),
            pruebas(ctx),
            atendidas(ctx),
            en_tramite(ctx),
            fuera_de_tiempo(ctx),
            sin_prueba(ctx),
        )
        if consta
        else (),
    )


def hallazgo(ctx: Contexto) -> str:
    """Lo que el resumen dice: cuántas persisten, por qué vía, y dónde está la prueba."""
    if not consta_algun_aviso(ctx):
        return _SIN_AVISOS
    return f"{_cuantas_persisten(ctx)}; los avisos y su prueba están en la sección «{TITULO}»."


def _cuenta(ctx: Contexto) -> str:
    atendieron, curso = sum(1 for _ in que_atendieron(ctx)), len(que_siguen(ctx))
    persisten = _cuantas_persisten(ctx)
    partes = [
        f"Al {numeros.fecha(hoy(ctx))}: {persisten[0].lower()}{persisten[1:]}",
        cuantos(atendieron, "aviso al titular se atendió", "avisos al titular se atendieron"),
        cuantos(curso, "cuenta sigue en trámite", "cuentas siguen en trámite"),
    ]
    if no_consta := sin_requerimiento(ctx):
        cuantas = cuantos(len(no_consta), "cuenta que no entregó", "cuentas que no entregaron")
        partes.append(f"de {cuantas} no consta que se notificara el requerimiento")
    return "; ".join(partes) + "."


def _cuantas_persisten(ctx: Contexto) -> str:
    por_silencio = {c for c, e in que_persisten(ctx) if e.por_silencio}
    por_observaciones = {c for c, e in que_persisten(ctx) if not e.por_silencio}
    if not por_silencio | por_observaciones:
        return "Ninguna cuenta persiste sin atender un requerimiento"
    n, ambas = len(por_silencio | por_observaciones), len(por_silencio & por_observaciones)
    por_las_dos = f"; {numeros.entero(ambas)}, por las dos vías" if ambas else ""
    return (
        f"{cuantos(n, 'cuenta persiste', 'cuentas persisten')} sin atender un requerimiento "
        f"({numeros.entero(len(por_observaciones))} por observaciones sin subsanar y "
        f"{numeros.entero(len(por_silencio))} por falta de entrega{por_las_dos})"
    )
