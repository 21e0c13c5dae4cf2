"""Sello de los documentos: de qué datos y con qué programa se escribieron, y con qué bytes quedaron.

Si nada de eso cambió, volver a escribirlos daría los mismos bytes: se omite.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import polars as pl

from almacen.escritura import escribir_atomico
from informes.datos import DatosInforme

_ARCHIVO = ".sello.json"
_ESCRIBEN = ("typst", "altair", "vl-convert-python", "xlsxwriter", "jinja2")


def huella(datos: DatosInforme) -> str:
    """Huella de los datos del informe, del código que lo escribe y de las bibliotecas que usa."""
    suma = hashlib.sha256()
    for campo in fields(datos):
        valor = getattr(datos, campo.name)
        texto = valor.write_csv() if isinstance(valor, pl.DataFrame) else repr(valor)
        suma.update(f"{campo.name}\x1f{texto}\x1e".encode())
    for nombre, contenido in sorted(_fuentes(files("informes"))):
        suma.update(nombre.encode() + b"\x1f" + contenido)
    for biblioteca in _ESCRIBEN:
        suma.update(f"{biblioteca}=={version(biblioteca)}".encode())
    return suma.hexdigest()


def vigente(carpeta: Path, esperada: str) -> list[Path] | None:
    """Documentos de la carpeta, si son los de esa huella y nadie los tocó; si no, ``None``."""
    try:
        sello = json.loads((carpeta / _ARCHIVO).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if sello.get("huella") != esperada:
        return None
    rutas = {carpeta / nombre: suma for nombre, suma in sello["archivos"].items()}
    if all(r.is_file() and _sha256(r) == suma for r, suma in rutas.items()):
        return list(rutas)
    return None


def sellar(carpeta: Path, esperada: str, documentos: Iterable[Path]) -> None:
    """Guarda el sello de los documentos recién escritos."""
    archivos = {d.relative_to(carpeta).as_posix(): _sha256(d) for d in documentos}
    texto = json.dumps({"huella": esperada, "archivos": archivos}, ensure_ascii=False, indent=1)
    escribir_atomico(carpeta / _ARCHIVO, texto.encode())


def _sha256(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def _fuentes(carpeta: Traversable) -> Iterable[tuple[str, bytes]]:
    for recurso in carpeta.iterdir():
        if recurso.is_dir() and recurso.name != "__pycache__":
            yield from ((f"{recurso.name}/{n}", b) for n, b in _fuentes(recurso))
        elif recurso.is_file():
            yield recurso.name, recurso.read_bytes()
