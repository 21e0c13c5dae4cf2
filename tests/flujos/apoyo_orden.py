"""Una orden de la terminal, con sus salidas y su código, sin pagar otro proceso."""

import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from flujos.cli.principal import principal


@dataclass(frozen=True)
class Corrida:
    """Cómo terminó una orden."""

    returncode: int
    stdout: str
    stderr: str


def correr(*argumentos: str, en: Path | None = None) -> Corrida:
    """Corre ``pertinencia`` con esos argumentos; lo que no sea un error previsto sale como excepción."""
    salida, errores = StringIO(), StringIO()
    with (
        # Con el paquete del principal dice «python -m pytest», que es quien corre.
        patch.object(sys.modules["__main__"], "__package__", None),
        patch.object(sys, "argv", ["pertinencia", *argumentos]),
        # El ancho que tiene la ayuda cuando nadie la ve en una terminal, aunque las pruebas corran en una.
        patch.dict(os.environ, {"COLUMNS": "80"}),
        redirect_stdout(salida),
        redirect_stderr(errores),
        chdir(en or Path.cwd()),
    ):
        try:
            principal()
            codigo = 0
        except SystemExit as final:
            codigo = int(final.code or 0)
    return Corrida(codigo, salida.getvalue(), errores.getvalue())
