"""Lo que comparten las tablas abiertas: la identidad de una cuenta y las ausencias con palabras."""

from informes.contexto import Contexto
from informes.formas import ColumnaAbierta, Valor
from informes.textos import TIPOS_AREA, limpio, red, titulo

IDENTIDAD = (
    ColumnaAbierta("Cuenta", "texto", "Clave en el padrón"),
    ColumnaAbierta("Nombre", "texto", "Nombre para mostrar"),
    ColumnaAbierta("Red", "texto", "Red social"),
    ColumnaAbierta("Usuario", "texto", "Nombre de usuario, sin arroba"),
    ColumnaAbierta("Área", "texto", "Área responsable"),
    ColumnaAbierta("Tipo de área", "texto", "Oficinas centrales, juntas locales o juntas distritales"),
    ColumnaAbierta("Entidad", "texto", "Entidad federativa, si el área no es central"),
)


def identidad(ctx: Contexto, cuenta: str) -> tuple[Valor, ...]:
    """Los valores de ``IDENTIDAD`` de una cuenta."""
    registro, area = ctx.cuentas[cuenta], ctx.area_de(cuenta)
    return (
        limpio(cuenta),
        limpio(registro["nombre"]),
        red(registro["red"]),
        limpio(registro["usuario"]),
        limpio(area["nombre"]),
        titulo(TIPOS_AREA, area["tipo_area"], "una clase de área"),
        limpio(area["entidad"] or "no aplica"),
    )


def o_falta(valor: Valor, si_falta: str) -> Valor:
    """El valor, o la razón por la que falta."""
    if valor is None:
        return si_falta
    return limpio(valor) if isinstance(valor, str) else valor
