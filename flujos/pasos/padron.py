"""Lectura del padrón: ``padron/{cuentas,areas,capacitaciones}.csv``.

El padrón es configuración: si está mal no se revisa nada, y se dicen todos sus problemas de una vez.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from conectores.archivos.plegado import plegar
from conectores.archivos.tipos import CuentaPadron
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas import AREAS, CAPACITACIONES, CONTACTOS, CUENTAS
from esquemas.tablas_expediente import ENCARGADOS
from flujos.pasos.padron_csv import Fila, Leida, leer_csv
from flujos.pasos.padron_personas import Personas, componer_ambitos, componer_personas
from lineamientos import catalogo
from lineamientos.procedimiento.direcciones import es_direccion
from lineamientos.semestres import Semestre

_TIPOS_DE_AREA = ("central", "junta_local", "junta_distrital")
_CLAVE = re.compile(r"(?!\.)[\w.-]{1,60}")
RESERVADA = "rechazados"
"""Carpeta de ``entradas`` que no es de ninguna cuenta."""


@dataclass(frozen=True)
class Padron:
    """Padrón leído, en los marcos de sus tablas. No cambia: lo que de él se deduce se deduce una vez."""

    cuentas: pl.DataFrame
    contactos: pl.DataFrame
    areas: pl.DataFrame
    capacitaciones: pl.DataFrame
    encargados: pl.DataFrame

    @cached_property
    def claves(self) -> frozenset[str]:
        """Claves de las cuentas."""
        return frozenset(self.cuentas["cuenta"])

    @cached_property
    def personas(self) -> Mapping[str, Personas]:
        """Las personas de cada cuenta."""
        return componer_personas(self.cuentas, self.contactos, self.encargados)

    @cached_property
    def ambitos(self) -> Mapping[str, str]:
        """De cada cuenta, la entidad de su área, o el ámbito nacional."""
        return componer_ambitos(self.cuentas, self.areas)

    def vigentes(self, semestre: Semestre) -> tuple[str, ...]:
        """Claves de las cuentas que rinden algún día del semestre, en el orden del padrón (art. 2)."""
        return tuple(
            clave
            for clave, desde, hasta in self.cuentas.select(
                "cuenta", "vigente_desde", "vigente_hasta"
            ).iter_rows()
            if (desde is None or desde <= semestre.fin) and (hasta is None or hasta >= semestre.inicio)
        )

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
    areas = leer_csv(carpeta / "areas.csv", (AREAS, ENCARGADOS), problemas)
    cuentas = leer_csv(carpeta / "cuentas.csv", (CUENTAS, CONTACTOS), problemas)
    capacitaciones = leer_csv(carpeta / "capacitaciones.csv", (CAPACITACIONES,), problemas)
    return componer(areas, cuentas, capacitaciones, problemas), problemas


def componer(areas: Leida, cuentas: Leida, capacitaciones: Leida, problemas: list[str]) -> Padron:
    """Comprueba las tres tablas entre sí y arma el padrón con lo que se entendió.

    Args:
        areas: Áreas.
        cuentas: Cuentas.
        capacitaciones: Capacitaciones.
        problemas: Donde se agrega una oración por cada cosa que está mal.
    """
    for numero, area in areas.filas:
        problemas.extend(_problemas_de_area(f"{areas.nombre}, fila {numero}", area))
    claves_area = {a["area"] for _, a in areas.filas}
    for numero, cuenta in cuentas.filas:
        problemas.extend(_problemas_de_cuenta(f"{cuentas.nombre}, fila {numero}", cuenta))
    for leida in (cuentas, capacitaciones):
        _areas_conocidas(leida, claves_area, problemas)
    _claves("area", areas, problemas)
    _claves("cuenta", cuentas, problemas)
    _sin_repetir(capacitaciones, problemas)
    return Padron(
        _marco(cuentas, CUENTAS),
        _marco(cuentas, CONTACTOS),
        _marco(areas, AREAS),
        _marco(capacitaciones, CAPACITACIONES),
        _marco(areas, ENCARGADOS),
    )


def _problemas_de_area(lugar: str, area: Fila) -> list[str]:
    problemas = []
    if area["tipo_area"] not in (*_TIPOS_DE_AREA, None):
        problemas.append(
            f"{lugar}, columna «tipo_area»: se encontró «{area['tipo_area']}»; "
            f"se esperaba uno de {', '.join(_TIPOS_DE_AREA)}."
        )
    correo, zona = area["correo_encargado"], area["zona_horaria"]
    if correo is not None and not es_direccion(str(correo)):
        problemas.append(
            f"{lugar}, columna «correo_encargado»: se encontró «{correo}»; se esperaba una dirección de "
            "correo, como ana@example.org."
        )
    if zona is not None and not _es_zona(str(zona)):
        problemas.append(
            f"{lugar}, columna «zona_horaria»: la zona «{zona}» no existe; se esperaba una como "
            "«America/Tijuana», o nada si el área está en la de los plazos."
        )
    return problemas


def _es_zona(nombre: str) -> bool:
    try:
        ZoneInfo(nombre)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _problemas_de_cuenta(lugar: str, cuenta: Fila) -> list[str]:
    problemas = []
    if cuenta["red"] is not None and cuenta["red"] not in catalogo.REDES:
        problemas.append(
            f"{lugar}, columna «red»: se encontró «{cuenta['red']}»; se esperaba una de "
            f"{', '.join(sorted(catalogo.REDES))}."
        )
    desde, hasta = cuenta["vigente_desde"], cuenta["vigente_hasta"]
    if isinstance(desde, date) and isinstance(hasta, date) and desde > hasta:
        problemas.append(
            f"{lugar}, columna «vigente_hasta»: la cuenta deja de estar vigente ({hasta}) antes de "
            f"empezar ({desde})."
        )
    return problemas


def _areas_conocidas(leida: Leida, areas: set[object], problemas: list[str]) -> None:
    problemas.extend(
        f"{leida.nombre}, fila {numero}, columna «area»: el área «{fila['area']}» no está en "
        "padron/areas.csv; agréguela o corríjala."
        for numero, fila in leida.filas
        if fila["area"] is not None and fila["area"] not in areas
    )


def _claves(columna: str, leida: Leida, problemas: list[str]) -> None:
    """Las claves dan nombre a carpetas y archivos, y se buscan plegadas: ni salen de ahí ni se confunden."""
    nombre, filas = leida.nombre, leida.filas
    for numero, fila in filas:
        clave = fila[columna]
        if clave is None:
            continue
        if not _CLAVE.fullmatch(str(clave)) or plegar(str(clave)) == RESERVADA:
            problemas.append(
                f"{nombre}, fila {numero}, columna «{columna}»: la clave «{clave}» da nombre a carpetas y "
                "archivos; use hasta 60 letras, números, «_», «-» o «.», sin espacios ni diagonales, sin "
                f"empezar con punto y que no sea «{RESERVADA}»."
            )
    vistas: dict[str, tuple[int, object]] = {}
    for numero, fila in filas:
        clave = fila[columna]
        if clave is None:
            continue
        previa_fila, previa = vistas.setdefault(plegar(str(clave)), (numero, clave))
        if previa_fila == numero:
            continue
        problemas.append(
            f"{nombre}, fila {numero}, columna «{columna}»: "
            + (
                f"«{clave}» ya está en la fila {previa_fila}."
                if clave == previa
                else f"«{clave}» se confunde con «{previa}» de la fila {previa_fila}, porque mayúsculas, "
                "acentos y signos no distinguen una clave; cambie una."
            )
        )


def _sin_repetir(capacitaciones: Leida, problemas: list[str]) -> None:
    vistas: dict[tuple[object, ...], int] = {}
    for numero, fila in capacitaciones.filas:
        clave = tuple(fila[c] for c in CAPACITACIONES.clave)
        primera = vistas.setdefault(clave, numero)
        if primera != numero and None not in clave:
            problemas.append(
                f"{capacitaciones.nombre}, fila {numero}, columnas «fecha», «tema» y «area»: la "
                f"capacitación {', '.join(str(v) for v in clave)} ya está en la fila {primera}; deje una, "
                "con la suma de asistentes."
            )


def _marco(leida: Leida, tabla: Tabla) -> pl.DataFrame:
    esquema = esquema_polars(tabla)
    return pl.DataFrame([{n: f[n] for n in esquema} for _, f in leida.filas], schema=esquema, orient="row")
