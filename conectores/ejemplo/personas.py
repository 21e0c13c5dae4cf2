"""Personas inventadas: todas llevan «Ejemplo» por primer apellido y correo de un dominio reservado."""

import unicodedata
from dataclasses import dataclass

from conectores.ejemplo.azar import Azar

_NOMBRES = (
    "Adriana", "Alma", "Andrés", "Beatriz", "Bruno", "Carlos", "Cecilia", "Daniel", "Elena", "Emilio",
    "Fabiola", "Gerardo", "Héctor", "Inés", "Irma", "Joaquín", "Julieta", "Laura", "Lucía", "Marcos",
    "Mónica", "Nadia", "Noé", "Octavio", "Olga", "Patricia", "Raúl", "Rebeca", "Saúl", "Tomás",
    "Úrsula", "Valeria", "Víctor", "Ximena", "Yolanda", "Zoé",
)  # fmt: skip
_APELLIDOS = (
    "Abeto", "Álamo", "Arroyo", "Cedro", "Cumbre", "Faro", "Fresno", "Girasol", "Laguna", "Lirio",
    "Manantial", "Muelle", "Nogal", "Ocote", "Pinar", "Puente", "Ribera", "Roble", "Sabino", "Sauce",
    "Tejo", "Valle", "Vereda", "Zafiro",
)  # fmt: skip

DOMINIO = "example.org"
"""Dominio reservado para ejemplos: ningún correo sale a una persona real."""


@dataclass(frozen=True)
class Persona:
    """Una persona inventada con su correo."""

    nombre: str
    correo: str


def persona(semilla: int, papel: str, de_quien: str) -> Persona:
    """Persona que ocupa un papel (administrador, encargado, titular) en una cuenta o un área."""
    azar = Azar(semilla, "persona", papel, de_quien)
    nombre, apellido = azar.elige(_NOMBRES), azar.elige(_APELLIDOS)
    return Persona(
        f"{nombre} Ejemplo {apellido}",
        f"{sin_acentos(nombre)}.{sin_acentos(apellido)}.{de_quien.replace('_', '-')}@{DOMINIO}",
    )


def sin_acentos(texto: str) -> str:
    """Minúsculas sin acentos, para correos."""
    return unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode().lower()
