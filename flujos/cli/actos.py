"""Lo que comparten las órdenes con que una persona registra un acto."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Annotated

import typer

PorOpcion = Annotated[
    str | None,
    typer.Option("--por", metavar="NOMBRE", help="Quién lo registra; si no, el usuario de este equipo."),
]


def quien(por: str | None) -> str:
    """Quién registra: el que se dice o, si no, el usuario de este equipo."""
    from flujos.ajustes import usuario_del_equipo

    return llano(por) or usuario_del_equipo()


def llano(texto: str | None) -> str:
    """El texto sin controles ni bytes que no se entiendan, que la terminal puede traer."""
    return " ".join("".join(c if c.isprintable() else " " for c in texto or "").split())


def leer_fecha(texto: str) -> date:
    """Una fecha de la línea de comandos.

    Raises:
        OrdenInvalida: Si no se entiende.
    """
    from flujos.errores import OrdenInvalida

    try:
        return date.fromisoformat(texto.strip())
    except ValueError:
        raise OrdenInvalida(f"«{texto}» no es una fecha; escríbala como 2027-01-25.") from None


def leer_momento(texto: str, zona: tzinfo) -> datetime:
    """Un día con su hora, de la línea de comandos, en la zona de los plazos.

    Raises:
        OrdenInvalida: Si no se entiende.
    """
    from flujos.errores import OrdenInvalida

    try:
        leido = datetime.strptime(" ".join(texto.replace("T", " ").split()), "%Y-%m-%d %H:%M")  # noqa: DTZ007
    except ValueError:
        raise OrdenInvalida(f"«{texto}» no es un momento; escríbalo como '2027-01-08 13:40'.") from None
    return leido.replace(tzinfo=zona)


def exigir_opciones(dadas: Mapping[str, object], si_no: str) -> None:
    """Exige que se hayan dado todas esas opciones.

    Args:
        dadas: Valor de cada opción, por su nombre; un texto en blanco no es un valor.
        si_no: Qué pasa si falta alguna, para terminar la oración.

    Raises:
        OrdenInvalida: Si falta alguna; dice cuáles.
    """
    from flujos.errores import OrdenInvalida, en_falta

    faltan = [n for n, v in dadas.items() if not (llano(v) if isinstance(v, str) else v)]
    if faltan:
        raise OrdenInvalida(f"{en_falta(faltan)}: {si_no}.")
