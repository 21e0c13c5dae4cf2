"""Conector de X (API v2), por tweepy."""

from conectores.x.conector import crear
from conectores.x.credenciales import CredencialesX
from conectores.x.verificacion import verificar

__all__ = ["CredencialesX", "crear", "verificar"]
