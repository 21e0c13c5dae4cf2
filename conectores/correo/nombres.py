"""Nombres de adjuntos: los escribe quien envía y de ellos sale el nombre de un archivo en el disco."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from conectores.archivos.nombres_zip import se_ignora

_QUITADAS = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
"""Controles, marcas invisibles o que invierten el sentido de la escritura, y lo que no es un carácter."""
_PROHIBIDOS = re.compile(r'[<>:"|?*]')
_DEL_SISTEMA = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_PROPIOS = (".motivo.txt", "leeme.txt")
"""Nombres que en la carpeta de entregas no son una entrega."""
_BYTES = 120
_BYTES_DE_EXTENSION = 12


def sanear(nombre: str) -> str:
    """Nombre con que se guarda un adjunto: sin carpetas, sin caracteres que engañen y de largo moderado."""
    ultimo = re.split(r"[/\\]", unicodedata.normalize("NFC", nombre))[-1]
    visible = "".join(c for c in ultimo if unicodedata.category(c) not in _QUITADAS)
    limpio = " ".join(_PROHIBIDOS.sub("_", visible).split()).strip(". ")
    reservado = (
        not limpio
        or limpio.startswith("~")
        or limpio.casefold().endswith(_PROPIOS)
        or _DEL_SISTEMA.fullmatch(limpio) is not None
        or se_ignora(limpio)
    )
    return _corto(f"adjunto {limpio}".strip() if reservado else limpio)


def sin_repetir(nombres: Iterable[str]) -> Iterator[str]:
    """Los nombres en su orden; al que se repite, aunque sea en otras mayúsculas, se le pone un número."""
    vistos: set[str] = set()
    for nombre in nombres:
        ruta, candidato, numero = PurePosixPath(nombre), nombre, 2
        while candidato.casefold() in vistos:
            candidato, numero = f"{ruta.stem} ({numero}){ruta.suffix}", numero + 1
        vistos.add(candidato.casefold())
        yield candidato


def _corto(nombre: str) -> str:
    if len(nombre.encode()) <= _BYTES:
        return nombre
    extension = PurePosixPath(nombre).suffix
    extension = extension if len(extension.encode()) <= _BYTES_DE_EXTENSION else ""
    cabe = nombre.encode()[: _BYTES - len(extension.encode())].decode(errors="ignore")
    return cabe.rstrip(". ") + extension
