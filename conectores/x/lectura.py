"""Tomar un campo de lo que da X: con su tipo o con un error que dice cuál falta."""

from datetime import UTC, datetime

from conectores.comun.enteros import cabe
from conectores.comun.errores import ContratoRoto
from conectores.x.declaracion import ID
from conectores.x.paginas import Objeto
from esquemas.hallazgos import limpiar


def texto(objeto: Objeto, nombre: str) -> str:
    """Un texto obligatorio.

    Raises:
        ContratoRoto: Si falta o es otra cosa.
    """
    valor = objeto.get(nombre)
    if not isinstance(valor, str):
        raise ContratoRoto(f"Falta el texto «{nombre}» en lo que dio X.")
    return valor


def identificador(objeto: Objeto) -> str:
    """El identificador de un objeto.

    Raises:
        ContratoRoto: Si falta o no tiene forma de identificador.
    """
    valor = texto(objeto, "id")
    if not ID.fullmatch(valor):
        raise ContratoRoto(f"X dio un identificador que no lo es: «{limpiar(valor)}».")
    return valor


def instante(objeto: Objeto, nombre: str) -> datetime:
    """Un instante obligatorio, en UTC; con fracción de segundo o sin ella.

    Raises:
        ContratoRoto: Si falta, no se entiende o no dice su zona.
    """
    valor = texto(objeto, nombre)
    try:
        leido = datetime.fromisoformat(valor)
    except ValueError:
        leido = None
    if leido is None or leido.tzinfo is None:
        raise ContratoRoto(f"«{nombre}» no es un instante en lo que dio X: «{limpiar(valor)}».")
    return leido if leido.tzinfo is UTC else leido.astimezone(UTC)


def metricas(objeto: Objeto) -> Objeto | None:
    """Las cifras públicas de un objeto, o ``None`` si no vienen.

    Raises:
        ContratoRoto: Si no son un objeto.
    """
    valor = objeto.get("public_metrics")
    if valor is not None and not isinstance(valor, dict):
        raise ContratoRoto("«public_metrics» no es un objeto en lo que dio X.")
    return valor


def contador(cifras: Objeto, *nombres: str) -> int | None:
    """La primera de las cifras que venga, o ``None`` si no viene ninguna: ausente no es cero.

    Raises:
        ContratoRoto: Si no es un entero sin signo o no cabe en una columna.
    """
    for nombre in nombres:
        if nombre in cifras:
            valor = cifras[nombre]
            if not isinstance(valor, int) or isinstance(valor, bool) or valor < 0:
                raise ContratoRoto(f"«{nombre}» no es una cuenta en lo que dio X: «{limpiar(str(valor))}».")
            if not cabe(valor):
                raise ContratoRoto(f"«{nombre}» es una cuenta imposible en lo que dio X: {valor}.")
            return valor
    return None
