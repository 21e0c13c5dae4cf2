"""Tarifas de las API por fecha: cuánto cuesta cada unidad de lo que cobra una plataforma."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True)
class Tarifa:
    """Precio de una unidad desde una fecha.

    Attributes:
        red: Red social.
        concepto: Qué se cobra.
        desde: Primer día en que rige.
        precio_usd: Dólares por unidad; 0 si se cobra en cuota y no en dinero.
        fuente: Página en que la plataforma la anuncia.
    """

    red: str
    concepto: str
    desde: date
    precio_usd: float
    fuente: str


def leer_tarifas() -> tuple[Tarifa, ...]:
    """Las tarifas registradas, de la más antigua a la más nueva."""
    texto = (files("conectores") / "tarifas.toml").read_text("utf-8")
    tarifas = (Tarifa(**t) for t in tomllib.loads(texto)["tarifa"])
    return tuple(sorted(tarifas, key=lambda t: (t.red, t.concepto, t.desde)))


def vigente(tarifas: Sequence[Tarifa], red: str, concepto: str, fecha: date) -> Tarifa:
    """La que rige en una fecha; antes de la primera registrada vale la primera.

    Raises:
        KeyError: Si el concepto no está en la tabla.
    """
    propias = [t for t in tarifas if (t.red, t.concepto) == (red, concepto)]
    if not propias:
        raise KeyError(f"La tabla de tarifas no tiene «{concepto}» de {red}")
    return next((t for t in reversed(propias) if t.desde <= fecha), propias[0])
