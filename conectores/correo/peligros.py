"""Qué adjuntos no deben llegar a la carpeta de una cuenta, por su contenido y por su nombre."""

import io
import zipfile
from pathlib import PurePosixPath

from conectores.archivos.descompresion import ERRORES_DE_ZIP, Excedido, Presupuesto, tamano
from conectores.archivos.firmas import Clase, clasificar
from conectores.archivos.nombres_zip import nombre_de, se_ignora
from conectores.archivos.tipos import Limites

# fmt: off
_PROGRAMAS = frozenset(
    ("apk", "app", "application", "bat", "bash", "chm", "cmd", "com", "cpl", "deb", "dll", "dmg",
     "exe", "gadget", "hta", "img", "inf", "ipa", "iso", "jar", "jnlp", "js", "jse", "lnk", "msi",
     "msix", "msp", "ocx", "php", "pif", "pkg", "pl", "ps1", "psm1", "py", "pyc", "rb", "reg", "rpm",
     "run", "scf", "scr", "sh", "sys", "url", "vbe", "vbs", "vhd", "vhdx", "wsf", "wsh")
)
_CON_MACROS = frozenset(
    ("docm", "dotm", "potm", "ppam", "pptm", "sldm", "xlam", "xlsm", "xltm")
)
# fmt: on
_FIRMAS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"MSCF",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""Con qué empiezan los programas de cada sistema, los accesos directos y los instaladores."""
_MACROS_OLE = "_VBA_PROJECT".encode("utf-16-le")
_CIFRADO = 0x1
_HONDURA = 2
"""Comprimidos dentro de comprimidos que se revisan; más hondo no hay entrega legítima."""


def peligro(nombre: str, contenido: bytes, limites: Limites) -> str:
    """Por qué un adjunto es peligroso, en una frase que sigue a su nombre; vacía si no se le halla nada."""
    try:
        # El presupuesto es de todo el adjunto: si cada comprimido de adentro estrenara el suyo, cien juntos
        # pasarían del tope.
        return _de_archivo(nombre, contenido, limites, Presupuesto(len(contenido), limites), 0)
    except Excedido as error:
        return f"al descomprimirse crece a más de {tamano(error.tope)}, como los archivos maliciosos"


def _de_archivo(
    nombre: str, contenido: bytes, limites: Limites, presupuesto: Presupuesto, hondura: int
) -> str:
    extension = PurePosixPath(nombre.casefold().rstrip(". ")).suffix.removeprefix(".")
    if extension in _PROGRAMAS:
        return f"es un programa o un instalador, por su extensión «.{extension}»"
    if extension in _CON_MACROS:
        return f"es un documento con macros, por su extensión «.{extension}»"
    if _es_programa(contenido):
        return "es un programa, por su contenido, aunque su nombre no lo diga"
    clase = clasificar(contenido)[0]
    if clase is Clase.OLE and _MACROS_OLE in contenido:
        return "es un documento con macros"
    return _de_zip(contenido, limites, presupuesto, hondura) if clase is Clase.ZIP else ""


def _es_programa(contenido: bytes) -> bool:
    firma = next((f for f in _FIRMAS if contenido.startswith(f)), b"")
    # Dos letras también pueden empezar un texto: un binario tiene además bytes nulos.
    return bool(firma) and (len(firma) > 2 or firma == b"#!" or b"\x00" in contenido[:4096])


def _de_zip(contenido: bytes, limites: Limites, presupuesto: Presupuesto, hondura: int) -> str:
    if hondura >= _HONDURA:
        return "es un comprimido dentro de otro dentro de otro"
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
            return _de_entradas(zip_, presupuesto, limites, hondura)
    except ERRORES_DE_ZIP:
        # Uno dañado lo dice la recepción con más detalle.
        return ""


def _de_entradas(zip_: zipfile.ZipFile, presupuesto: Presupuesto, limites: Limites, hondura: int) -> str:
    entradas = [e for e in zip_.infolist() if not se_ignora(nombre_de(e))]
    if len(entradas) > limites.archivos_en_conjunto:
        return f"trae {len(entradas):,} archivos comprimidos y el tope es de {limites.archivos_en_conjunto:,}"
    presupuesto.revisar_declarado(entradas)
    for entrada in entradas:
        nombre = nombre_de(entrada)
        if nombre.endswith("vbaProject.bin"):
            return "es un documento con macros"
        if entrada.flag_bits & _CIFRADO:
            return "es un comprimido con contraseña, que no puede revisarse"
        leido = presupuesto.leer(zip_, entrada)
        if hallado := _de_archivo(nombre, leido, limites, presupuesto, hondura + 1):
            return f"trae dentro «{PurePosixPath(nombre).name}», que {hallado}"
    return ""
