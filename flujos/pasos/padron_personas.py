"""Las personas de una cuenta: administrador, encargado del tema en su área y titular (arts. 3 y 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lineamientos.calendario import NACIONAL
from lineamientos.procedimiento.clases import Papel
from lineamientos.procedimiento.direcciones import es_direccion

if TYPE_CHECKING:
    from flujos.pasos.padron import Padron


@dataclass(frozen=True)
class Persona:
    """Quien ocupa un papel ante una cuenta, según el padrón.

    Attributes:
        papel: Administrador, encargado o titular.
        nombre: Su nombre, o ``None`` si el padrón no lo dice.
        correo: Su correo, o ``None`` si el padrón no lo dice o lo que dice no es una dirección.
        falta: Por qué no hay correo, en una oración; vacía si lo hay.
    """

    papel: Papel
    nombre: str | None
    correo: str | None
    falta: str = ""


@dataclass(frozen=True)
class Personas:
    """Las personas de una cuenta; cada una está siempre, aunque de ella no se sepa nada.

    Attributes:
        administrador: Quien administra la cuenta.
        encargado: Encargado del tema en el área (art. 9).
        titular: Titular del área (art. 15).
        zona_horaria: La de la sede del área, o ``None`` si es la de los plazos (art. 10).
    """

    administrador: Persona
    encargado: Persona
    titular: Persona
    zona_horaria: str | None

    def de(self, papel: Papel) -> Persona:
        """La persona que ocupa un papel.

        Raises:
            KeyError: Si el papel no es de la cuenta ni de su área.
        """
        return {p.papel: p for p in (self.administrador, self.encargado, self.titular)}[papel]


def personas_de(padron: Padron, cuenta: str) -> Personas:
    """Las personas de una cuenta.

    Raises:
        KeyError: Si la cuenta no está en el padrón.
    """
    return personas(padron)[cuenta]


def personas(padron: Padron) -> Mapping[str, Personas]:
    """Las personas de todas las cuentas del padrón, por clave."""
    return padron.personas


def componer_personas(
    cuentas: pl.DataFrame, contactos: pl.DataFrame, encargados: pl.DataFrame
) -> dict[str, Personas]:
    """Las personas de cada cuenta, de los marcos del padrón."""
    de_cuentas = {f["cuenta"]: f for f in contactos.iter_rows(named=True)}
    de_areas = {f["area"]: f for f in encargados.iter_rows(named=True)}
    return {
        cuenta: _de_cuenta(cuenta, area, de_cuentas[cuenta], de_areas.get(area, {}))
        for cuenta, area in cuentas.select("cuenta", "area").iter_rows()
    }


def ambito_de(padron: Padron, cuenta: str) -> str:
    """La entidad del área de una cuenta, o el ámbito nacional si no tiene o la cuenta ya no está."""
    return padron.ambitos.get(cuenta, NACIONAL)


def ambitos_de(padron: Padron) -> Mapping[str, str]:
    """De cada cuenta, la entidad de su área: un Proceso Electoral local puede alcanzarla (art. 3)."""
    return padron.ambitos


def componer_ambitos(cuentas: pl.DataFrame, areas: pl.DataFrame) -> dict[str, str]:
    """El ámbito de cada cuenta, de los marcos del padrón."""
    entidades = dict(areas.select("area", "entidad").iter_rows())
    return {
        cuenta: entidades.get(area) or NACIONAL
        for cuenta, area in cuentas.select("cuenta", "area").iter_rows()
    }


def _de_cuenta(
    cuenta: str, area: str, contacto: Mapping[str, str | None], encargado: Mapping[str, str | None]
) -> Personas:
    en_cuentas, en_areas = f"Cuenta {cuenta}: padron/cuentas.csv", f"Área {area}: padron/areas.csv"
    return Personas(
        administrador=_persona(Papel.ADMINISTRADOR, contacto, en_cuentas),
        encargado=_persona(Papel.ENCARGADO, encargado, en_areas),
        titular=_persona(Papel.TITULAR, contacto, en_cuentas),
        zona_horaria=encargado.get("zona_horaria"),
    )


def _persona(papel: Papel, datos: Mapping[str, str | None], donde: str) -> Persona:
    columna = f"correo_{papel.value}"
    correo = datos.get(columna)
    falta = ""
    if correo is None:
        falta = f"{donde} no dice «{columna}»."
    elif not es_direccion(correo):
        falta, correo = f"{donde} dice en «{columna}» algo que no es una dirección.", None
    return Persona(papel, datos.get(papel.value), correo, falta)
