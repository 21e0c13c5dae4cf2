"""La ayuda y los errores de uso, en español.

La biblioteca de la línea de comandos escribe en inglés y sin catálogo que sustituir. Aquí se traduce lo
que ya escribió: la ayuda, por los rótulos que pone en lugares fijos, y cada error de uso, por su oración
completa. Lo que una versión futura diga de otro modo saldrá en inglés, nunca mal traducido.
"""

import re
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_AYUDA: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(patron, re.MULTILINE), texto)
    for patron, texto in (
        (r"\AUsage:", "Uso:"),
        (r"\[OPTIONS\]", "[OPCIONES]"),
        (r"COMMAND \[ARGS\]\.\.\.", "ORDEN [ARGUMENTOS]..."),
        (r"^Arguments:$", "Argumentos:"),
        (r"^Options:$", "Opciones:"),
        (r"^Commands:$", "Órdenes:"),
        (r"Show this message and exit\.", "Muestra esta ayuda y termina."),
        (r"\[required\]", "[obligatorio]"),
        (r"\[default:", "[si no se dice:"),
        # El tipo de un argumento no dice nada a una persona; el hueco conserva las columnas.
        (r" <path>(?=  )", " " * 7),
        (r" <str>(?=  )", " " * 6),
        (r" <list\[Path\]>(?=  )", " " * 13),
    )
)
"""Rótulos de la ayuda."""

_ERRORES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(patron, re.DOTALL), texto)
    for patron, texto in (
        (r"Missing command\.", "Falta la orden."),
        (r"Missing argument '(.*)'\.", r"Falta el argumento \1."),
        (r"Missing option '(.*)'\.", r"Falta la opción \1."),
        (r"No such command '(.*)'\. Did you mean (.*)\?", r"No hay una orden «\1». ¿Quiso decir \2?"),
        (r"No such command '(.*)'\.", r"No hay una orden «\1»."),
        (r"No such option: (\S+) \(Possible options: (.*)\)", r"No hay una opción \1. ¿Quiso decir \2?"),
        (r"No such option: (.*)", r"No hay una opción \1."),
        (r"Got unexpected extra argument\(s\) \((.*)\)", r"Sobra lo siguiente: \1."),
        (r"Option '(.*)' requires an argument\.", r"La opción \1 necesita un valor."),
        (r"Option '(.*)' does not take a value\.", r"La opción \1 no lleva valor."),
        (r"Invalid value for '(.*?)': (.*)", r"El valor de \1 no sirve: \2"),
    )
)
"""Oraciones completas de los errores de uso."""

_ENTRECOMILLADO = re.compile(r"'([^']*)'")


class Orden(TyperCommand):
    """Una orden cuya ayuda sale en español."""

    def get_help(self, ctx: Any) -> str:
        """Ayuda completa."""
        return traducir_ayuda(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        """Renglón de uso."""
        return traducir_ayuda(super().get_usage(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """El primer renglón de la ayuda, entero: si no cabe, la lista de órdenes lo reparte en varios."""
        return (self.help or "").split("\n", 1)[0]


class Grupo(TyperGroup):
    """El programa o un grupo de órdenes suyas, con su ayuda en español."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """El primer renglón de la ayuda, entero."""
        return (self.help or "").split("\n", 1)[0]

    def get_help(self, ctx: Any) -> str:
        """Ayuda completa."""
        return traducir_ayuda(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        """Renglón de uso."""
        return traducir_ayuda(super().get_usage(ctx))


def traducir_ayuda(texto: str) -> str:
    """Traduce los rótulos de un texto de ayuda."""
    for patron, en_espanol in _AYUDA:
        texto = patron.sub(en_espanol, texto)
    return texto


def traducir_error(mensaje: str) -> str:
    """Traduce la oración de un error de uso.

    >>> traducir_error("No such command 'plazs'. Did you mean 'plazos'?")
    'No hay una orden «plazs». ¿Quiso decir «plazos»?'
    """
    for patron, en_espanol in _ERRORES:
        if forma := patron.fullmatch(mensaje):
            return _ENTRECOMILLADO.sub(r"«\1»", forma.expand(en_espanol))
    return mensaje


def decir_error_de_uso(error: typer.TyperException) -> None:
    """Escribe un error de uso en la salida de errores: cómo se usa la orden y qué estuvo mal."""
    mensaje = traducir_error(error.format_message())
    contexto = getattr(error, "ctx", None)
    # Sin argumentos, el «error» es la ayuda misma.
    if contexto is not None and mensaje == contexto.get_help():
        print(mensaje)
        return
    if contexto is not None:
        ayuda = f"{contexto.command_path} --help"
        mensaje = f"{contexto.get_usage()}\nVea la ayuda con «{ayuda}».\n\n{mensaje}"
    print(mensaje, file=sys.stderr)
