"""Los parámetros con que se pide cada operación de X, y cómo se anotan en la libreta."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from conectores.comun.consultas import Consulta
from conectores.x.declaracion import (
    CAMPOS_DE_CUENTA,
    CAMPOS_DE_MENCION,
    CAMPOS_DE_PUBLICACION,
    MENCIONES,
    METRICAS,
    PERFILES,
    POR_IDS,
    POR_PAGINA,
    POR_USUARIOS,
    PUBLICACIONES,
)
from conectores.x.planeacion import periodo


@dataclass(frozen=True)
class Peticion:
    """Una página por pedir.

    Attributes:
        metodo: Método de ``tweepy.Client``.
        ruta: Ruta en la plataforma; nombra también su límite de frecuencia, sin el identificador.
        parametros: Parámetros con el nombre que les da la plataforma.
        identificador: El de la cuenta, si va en la ruta.
    """

    metodo: str
    ruta: str
    parametros: dict[str, str]
    identificador: str | None = None

    def __str__(self) -> str:
        ruta = self.ruta.replace(":id", self.identificador or "")
        return f"GET {ruta}?{urlencode(self.parametros, safe=',:')}"


def armar(consulta: Consulta, cursor: str | None, ortografia: str) -> Peticion:
    """La petición de una página.

    Raises:
        ValueError: Si la operación no es de X; es un error de programación.
    """
    campos = {f"{ortografia}.fields": CAMPOS_DE_PUBLICACION[ortografia]}
    objetos = ",".join(consulta.objetos)
    operacion, por = consulta.operacion, consulta.parametros.get("por")
    if operacion == PERFILES and por in (POR_IDS, POR_USUARIOS):
        ruta = "/2/users" if por == POR_IDS else "/2/users/by"
        return Peticion("get_users", ruta, {por: objetos, "user.fields": CAMPOS_DE_CUENTA})
    if operacion == PUBLICACIONES:
        return _lista("get_users_tweets", "/2/users/:id/tweets", consulta, cursor, campos)
    if operacion == MENCIONES:
        campos = {f"{ortografia}.fields": CAMPOS_DE_MENCION}
        return _lista("get_users_mentions", "/2/users/:id/mentions", consulta, cursor, campos)
    if operacion == METRICAS:
        return Peticion("get_tweets", "/2/tweets", {"ids": objetos, **campos})
    raise ValueError(f"X no tiene la operación «{consulta.operacion}» así pedida")


def _lista(
    metodo: str, ruta: str, consulta: Consulta, cursor: str | None, campos: dict[str, str]
) -> Peticion:
    desde, hasta = periodo(consulta)
    parametros = {
        "max_results": str(POR_PAGINA),
        "start_time": _instante(desde),
        "end_time": _instante(hasta),
        **campos,
        **({} if cursor is None else {"pagination_token": cursor}),
    }
    return Peticion(metodo, ruta, parametros, consulta.objetos[0])


def _instante(instante: datetime) -> str:
    return instante.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
