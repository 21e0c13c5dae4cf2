"""Lo que comparten Facebook e Instagram: Graph API por lotes."""

from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.verificacion import verificar

__all__ = ["CredencialesMeta", "verificar"]
