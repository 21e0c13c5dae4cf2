"""Lectura del padrón: ``padron/{cuentas,areas,capacitaciones}.csv``.

El padrón es configuración: si está mal no se revisa nada, y se dicen todos sus problemas de una vez.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from conectores.archivos.tipos import CuentaPadron
from esquemas.campos import Tabla, Tipo
from esquemas.derivados import esquema_polars
from esquemas.tablas import AREAS, CAPACITACIONES, CONTACTOS, CUENTAS
from lineamientos import catalogo

_SI_NO = {"sí": True, "si": True, "no": False, "": False}
_TIPOS_DE_AREA = ("central", "junta_local", "junta_distrital")


@dataclass(frozen=True)
class Padron:
    """Padrón leído, en los marcos de sus tablas."""

    cuentas: pl.DataFrame
    contactos: pl.DataFrame
    areas: pl.DataFrame
    capacitaciones: pl.DataFrame

    def por_clave(self) -> dict[str, CuentaPadron]:
        """Cuentas como las necesitan los lectores."""
        columnas = ("cuenta", "red", "usuario", "id_plataforma", "nombre", "vigente_desde", "vigente_hasta")
        return {f["cuenta"]: CuentaPadron(**f) for f in self.cuentas.select(columnas).iter_rows(named=True)}


def leer_padron(carpeta: Path) -> tuple[Padron, list[str]]:
    """Lee el padrón de un espacio.

    Returns:
        El padrón con las filas que se entendieron y las oraciones de lo que está mal.
    """
    problemas: list[str] = []
    areas = _leer(carpeta / "areas.csv", (AREAS,), problemas)
    cuentas = _leer(carpeta / "cuentas.csv", (CUENTAS, CONTACTOS), problemas)
    capacitaciones = _leer(carpeta / "capacitaciones.csv", (CAPACITACIONES,), problemas)
    claves_area = {a["area"] for a in areas}
    for fila, area in enumerate(areas, start=2):
        if area["tipo_area"] not in _TIPOS_DE_AREA:
            problemas.append(
                f"padron/areas.csv, fila {fila}, columna «tipo_area»: se encontró «{area['tipo_area']}»; "
                f"se esperaba uno de {', '.join(_TIPOS_DE_AREA)}."
            )
    for fila, cuenta in enumerate(cuentas, start=2):
        problemas.extend(_problemas_de_cuenta(fila, cuenta, claves_area))
    _sin_repetir("padron/areas.csv", "area", areas, problemas)
    _sin_repetir("padron/cuentas.csv", "cuenta", cuentas, problemas)
    return (
        Padron(_marco(cuentas, CUENTAS), _marco(cuentas, CONTACTOS), _marco(areas, AREAS),
               _marco(capacitaciones, CAPACITACIONES)),
        problemas,
    )  # fmt: skip


def _problemas_de_cuenta(fila: int, cuenta: Mapping[str, object], areas: set[object]) -> list[str]:
    lugar = f"padron/cuentas.csv, fila {fila}"
    problemas = []
    if cuenta["red"] not in catalogo.REDES:
        problemas.append(
            f"{lugar}, columna «red»: se encontró «{cuenta['red']}»; se esperaba una de "
            f"{', '.join(sorted(catalogo.REDES))}."
        )
    if cuenta["area"] not in areas:
        problemas.append(
            f"{lugar}, columna «area»: el área «{cuenta['area']}» no está en padron/areas.csv; "
            f"agréguela o corríjala."
        )
    desde, hasta = cuenta["vigente_desde"], cuenta["vigente_hasta"]
    if isinstance(desde, date) and isinstance(hasta, date) and desde > hasta:
        problemas.append(f"{lugar}: la cuenta deja de estar vigente ({hasta}) antes de empezar ({desde}).")
    if "/" in str(cuenta["cuenta"]) or "\\" in str(cuenta["cuenta"]) or str(cuenta["cuenta"]).startswith("."):
        problemas.append(
            f"{lugar}, columna «cuenta»: la clave «{cuenta['cuenta']}» da nombre a una carpeta y no "
            f"puede llevar "
            "diagonales ni empezar con punto."
        )
    return problemas


def _leer(ruta: Path, tablas: tuple[Tabla, ...], problemas: list[str]) -> list[dict[str, object]]:
    nombre = f"padron/{ruta.name}"
    try:
        texto = ruta.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problemas.append(f"Falta {nombre}. «pertinencia iniciar» crea uno de muestra.")
        return []
    except UnicodeDecodeError:
        problemas.append(f"{nombre} no está en UTF-8; guárdelo como «CSV UTF-8».")
        return []
    columnas = {c.campo.nombre: c for t in tablas for c in t.columnas}
    renglones = list(csv.reader(io.StringIO(texto), strict=True))
    encabezados = [e.strip() for e in renglones[0]] if renglones else []
    faltan = [
        n
        for n, c in columnas.items()
        if n not in encabezados and not c.nulo and c.campo.tipo is not Tipo.BOOLEANO
    ]
    if faltan:
        problemas.append(f"{nombre}: faltan las columnas {', '.join(faltan)}.")
        return []
    filas = []
    for numero, renglon in enumerate(renglones[1:], start=2):
        if not any(c.strip() for c in renglon):
            continue
        celdas = dict(zip(encabezados, (c.strip() for c in renglon), strict=False))
        fila = {}
        for columna, definicion in columnas.items():
            valor, problema = _convertir(celdas.get(columna, ""), definicion.campo.tipo)
            if problema:
                problemas.append(f"{nombre}, fila {numero}, columna «{columna}»: {problema}")
            elif valor is None and not definicion.nulo:
                problemas.append(
                    f"{nombre}, fila {numero}, columna «{columna}»: está vacía y es obligatoria."
                )
            fila[columna] = valor
        filas.append(fila)
    return filas


def _fecha(texto: str) -> date:
    return date.fromisoformat(texto)


_CONVERSIONES: dict[Tipo, tuple[Callable[[str], object], str]] = {
    Tipo.TEXTO: (str, "texto"),
    Tipo.ENTERO: (int, "un número entero"),
    Tipo.DECIMAL: (float, "un número"),
    Tipo.FECHA: (_fecha, "una fecha como 2026-07-01"),
}


def _convertir(texto: str, tipo: Tipo) -> tuple[object, str | None]:
    if tipo is Tipo.BOOLEANO:
        if texto.lower() in _SI_NO:
            return _SI_NO[texto.lower()], None
        return False, f"se encontró «{texto}»; se esperaba «sí» o «no»."
    if not texto:
        return None, None
    convertir, esperado = _CONVERSIONES[tipo]
    try:
        return convertir(texto), None
    except ValueError:
        return None, f"se encontró «{texto}»; se esperaba {esperado}."


def _sin_repetir(nombre: str, clave: str, filas: list[dict[str, object]], problemas: list[str]) -> None:
    vistas: dict[object, int] = {}
    for numero, fila in enumerate(filas, start=2):
        if fila[clave] in vistas:
            problemas.append(
                f"{nombre}, fila {numero}, columna «{clave}»: «{fila[clave]}» ya está en la fila "
                f"{vistas[fila[clave]]}."
            )
        vistas.setdefault(fila[clave], numero)


def _marco(filas: list[dict[str, object]], tabla: Tabla) -> pl.DataFrame:
    esquema = esquema_polars(tabla)
    return pl.DataFrame([{n: f[n] for n in esquema} for f in filas], schema=esquema, orient="row")
