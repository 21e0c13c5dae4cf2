"""Conector de YouTube: Data API por clave y Analytics por autorización del titular."""

from conectores.youtube.autorizacion import autorizar
from conectores.youtube.conector import ConectorYoutube, crear
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.verificacion import verificar

__all__ = ["ConectorYoutube", "CredencialesYoutube", "autorizar", "crear", "verificar"]
