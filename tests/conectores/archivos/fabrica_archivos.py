"""Piezas para fabricar archivos buenos y malos en las pruebas de lectura."""

import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

from conectores.archivos.formato_escritor import escribir_formato_csv, escribir_formato_xlsx
from conectores.archivos.tipos import Contexto, CuentaPadron, Limites
from esquemas.formato import columnas_formato
from lineamientos.semestres import Semestre

SEMESTRE = Semestre(2026, 1)
CUENTAS = (
    CuentaPadron("junta_jal_x", "x", "INE_Jalisco", "111", "INE Jalisco"),
    CuentaPadron("junta_yuc_x", "x", "INE_Yucatan", "222", "INE Yucatán"),
    CuentaPadron("junta_jal_fb", "facebook", "INEJalisco", "333", "INE Jalisco"),
    CuentaPadron("junta_yuc_fb", "facebook", "INEYucatan", "444", "INE Jalisco"),
    CuentaPadron("central_yt", "youtube", "INETV", "UC1", "INETV"),
)
PADRON = {c.cuenta: c for c in CUENTAS}


def contexto(limites: Limites | None = None) -> Contexto:
    return Contexto(PADRON, SEMESTRE, limites or Limites())


def llenas(red: str, cuentas: tuple[str, ...], **cambios: int | str) -> dict[str, dict[str, int | str]]:
    """Valores completos para unas cuentas, con los cambios que se pidan en todas."""
    metricas = [c.clave for c in columnas_formato(red, SEMESTRE) if c.es_metrica]
    base: dict[str, int | str] = {m: 100 + i for i, m in enumerate(metricas)}
    return {c: base | {"fecha_exportacion": "2026-07-03"} | cambios for c in cuentas}


def csv_x(cuentas: tuple[str, ...] = ("junta_jal_x",), **cambios: int | str) -> str:
    """Formato de X en texto con las cuentas llenas."""
    propias = [PADRON[c] for c in cuentas]
    return escribir_formato_csv("x", propias, SEMESTRE, llenas("x", cuentas, **cambios)).decode("utf-8-sig")


def con(buscado: str, nuevo: str, veces: int = 1) -> bytes:
    """Formato de X con un texto cambiado, para dañarlo en un solo lugar."""
    texto = csv_x()
    assert buscado in texto
    return texto.replace(buscado, nuevo, veces).encode()


def xlsx_x() -> bytes:
    return escribir_formato_xlsx(CUENTAS[:1], SEMESTRE, llenas("x", ("junta_jal_x",)))


def libro(escribir: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """Un libro hecho a mano."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True}) as abierto:
        escribir(abierto)
    return salida.getvalue()


def comprimir(archivos: Mapping[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, contenido in archivos.items():
            entrada = zipfile.ZipInfo(nombre)
            entrada.filename = nombre
            zip_.writestr(entrada, contenido, zipfile.ZIP_DEFLATED)
    return salida.getvalue()


def cambiar_parte(contenido: bytes, nombre: str, cambio: Callable[[bytes], bytes]) -> bytes:
    """Un libro o conjunto con una de sus partes cambiada."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
        partes = {n: zip_.read(n) for n in zip_.namelist()}
    partes[nombre] = cambio(partes.get(nombre, b""))
    return comprimir(partes)


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 40 + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
