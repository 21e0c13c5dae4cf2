"""Nombres dentro de un comprimido: cuáles se ignoran, cuáles son peligrosos y cómo se leen."""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

_IGNORADOS = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".gitkeep", "icon\r"})
_UTF8_EN_EL_NOMBRE = 0x800


def nombre_de(entrada: zipfile.ZipInfo) -> str:
    """Nombre de una entrada con diagonales normales y con sus acentos.

    Los comprimidos sin la marca de UTF-8 se leen primero como UTF-8 (macOS) y después con la página de
    códigos de Windows en español.
    """
    nombre = entrada.orig_filename
    if not entrada.flag_bits & _UTF8_EN_EL_NOMBRE:
        crudo = nombre.encode("cp437")
        try:
            nombre = crudo.decode("utf-8")
        except UnicodeDecodeError:
            nombre = crudo.decode("cp850")
    return nombre.replace("\\", "/")


def se_ignora(nombre: str) -> bool:
    """Si es una carpeta o un archivo que ponen los sistemas y nadie entrega a propósito."""
    partes = PurePosixPath(nombre).parts
    if nombre.endswith("/") or not partes:
        return True
    propio = partes[-1].casefold()
    return "__MACOSX" in partes or propio in _IGNORADOS or propio.startswith(("._", "~$", ".~lock."))


def es_peligroso(nombre: str) -> bool:
    """Si el nombre es absoluto, sube de carpeta, nombra una unidad o trae caracteres de control."""
    return (
        nombre.startswith("/")
        or ".." in nombre.split("/")
        or re.match(r"[A-Za-z]:", nombre) is not None
        or any(unicodedata.category(c) == "Cc" for c in nombre)
    )
