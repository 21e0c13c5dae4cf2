"""Conector de Facebook: páginas, por la Graph API de Meta."""

from conectores.comun.conector import Conector
from conectores.comun.entorno import Entorno
from conectores.facebook import campos, normalizador, plan
from conectores.meta.conector import ConectorMeta, Declaracion
from conectores.meta.credenciales import CredencialesMeta

__all__ = ["crear"]

_DECLARACION = Declaracion(campos.RED, plan.planear, plan.tareas, normalizador.normalizar)


def crear(entorno: Entorno, credenciales: CredencialesMeta) -> Conector:
    """El conector de Facebook; sirve a varios hilos."""
    return ConectorMeta(_DECLARACION, entorno, credenciales)
