"""Celdas y listas que comparten los cuadros de los requerimientos no atendidos."""

from collections.abc import Iterator
from datetime import date

from informes import numeros
from informes.contexto import Contexto, ancla
from informes.formas import Celda
from informes.procedimiento import Escalada, escaladas, persistentes
from informes.textos import limpio, red
from lineamientos.procedimiento.eventos import Evento


def que_persisten(ctx: Contexto) -> list[tuple[str, Escalada]]:
    """Avisos al titular que vencieron sin atenderse, por cuenta; una puede tener más de uno."""
    return [(c, e) for c in ctx.orden for e in persistentes(ctx.expedientes[c])]


def que_atendieron(ctx: Contexto) -> Iterator[tuple[str, Escalada, Evento]]:
    """Cuentas que atendieron después de avisar al titular, y con qué."""
    for cuenta in ctx.orden:
        for escalada in escaladas(ctx.expedientes[cuenta]):
            if escalada.final is not None and not escalada.persiste:
                yield cuenta, escalada, escalada.final


def hoy(ctx: Contexto) -> date:
    """El día a que está el informe, en la zona de los plazos."""
    return ctx.datos.generado_en.astimezone(numeros.ZONA).date()


def cuenta_y_area(ctx: Contexto, cuenta: str) -> Celda:
    """La cuenta, con su red y su área debajo."""
    registro = ctx.cuentas[cuenta]
    detalle = f"{red(registro['red'])}; {limpio(ctx.area_de(cuenta)['nombre'])}"
    return Celda(limpio(registro["nombre"]), "", ancla(cuenta), detalle)


def via(escalada: Escalada) -> Celda:
    """Por qué se avisó al titular."""
    return Celda("Falta de entrega" if escalada.por_silencio else "Observaciones sin subsanar")


def dia(fecha: date | None, si_falta: str = "sin plazo") -> Celda:
    """Una fecha corta, o que no hay plazo."""
    return Celda(numeros.fecha_corta(fecha)) if fecha else Celda(si_falta, "ausente")
