"""De ``channels.list`` a identificadores y seguidores de cada canal.

Fuente: https://developers.google.com/youtube/v3/docs/channels.
"""

from collections.abc import Sequence
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import dia_local
from conectores.comun.lectura import LecturaApi
from conectores.youtube.declaracion import RED
from conectores.youtube.lectura import (
    contador,
    datos_de,
    elementos,
    marco,
    parte,
    por_identificador,
    recoleccion,
    texto,
    texto_o_nada,
)
from esquemas.tablas import DIARIAS, PERFILES, RECOLECCIONES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import definicion

POR_ID, POR_USUARIO = {"por": "id"}, {"por": "usuario"}

_OCULTOS = "El titular del canal oculta cuántos suscriptores tiene."
_NO_ESTA = {
    "id": "YouTube no encontró el canal {objeto}; fue cerrado o el identificador del padrón está mal.",
    "usuario": "YouTube no encontró el canal {objeto}; corrija el usuario del padrón o dé su identificador.",
}


def normalizar_perfiles(consulta: Consulta, paginas: Sequence[PaginaLeida]) -> LecturaApi:
    """Perfil y seguidores de cada cuenta de la consulta; la que no vuelve no se encontró.

    Raises:
        ContratoRoto: Si viene un canal que no se pidió o le falta una parte.
    """
    por = consulta.parametros["por"]
    pagina = paginas[-1]
    canales = por_identificador(elementos(datos_de(pagina.cuerpo)))
    if por == "usuario":
        # Lo que se pidió es un nombre y la respuesta trae el identificador: es uno o ninguno.
        pedidos = dict(zip(consulta.cuentas, canales, strict=False))
    else:
        pedidos = dict(zip(consulta.cuentas, consulta.objetos, strict=True))
    if ajenos := canales.keys() - set(pedidos.values()):
        raise ContratoRoto(f"YouTube devolvió {len(ajenos)} canal(es) que no se pidieron.")
    perfiles: list[dict[str, object]] = []
    diarias: list[dict[str, object]] = []
    recolecciones: list[dict[str, object]] = []
    for cuenta, buscado in zip(consulta.cuentas, consulta.objetos, strict=True):
        encontrado = canales.get(pedidos.get(cuenta, ""))
        if encontrado is None:
            recolecciones.append(
                recoleccion(
                    consulta,
                    cuenta,
                    pagina.leida_en,
                    Ausencia.NO_ENCONTRADA,
                    _NO_ESTA[por].format(objeto=buscado),
                )
            )
            continue
        fila, canal = encontrado
        lugar = {"archivo": pagina.archivo, "fila": fila, "cuenta": cuenta}
        perfiles.append(lugar | _perfil(canal) | {"leida_en": pagina.leida_en})
        seguidores = _seguidores(canal)
        oculta = None if seguidores is not None else Ausencia.OCULTA
        fecha = dia_local(pagina.leida_en)
        diarias.append(
            lugar
            | {
                "fecha": fecha,
                "metrica": "seguidores",
                "definicion": definicion("seguidores", RED, fecha).clave,
                "valor": seguidores,
                "ausencia": None if oculta is None else oculta.value,
                "fuente": "api",
            }
        )
        recolecciones.append(
            recoleccion(consulta, cuenta, pagina.leida_en, oculta, None if oculta is None else _OCULTOS)
        )
    return LecturaApi(
        perfiles=marco(perfiles, PERFILES),
        diarias=marco(diarias, DIARIAS),
        recolecciones=marco(recolecciones, RECOLECCIONES),
    )


def _perfil(canal: dict[str, Any]) -> dict[str, object]:
    ficha = parte(canal, "snippet")
    listas = parte(parte(canal, "contentDetails"), "relatedPlaylists")
    usuario = texto_o_nada(ficha, "customUrl")
    return {
        "red": RED,
        "id_plataforma": texto(canal, "id"),
        "usuario": None if usuario is None else usuario.removeprefix("@"),
        "nombre": texto_o_nada(ficha, "title"),
        "lista_de_subidas": texto_o_nada(listas, "uploads"),
    }


def _seguidores(canal: dict[str, Any]) -> int | None:
    """Suscriptores, redondeados hacia abajo a tres cifras; ``None`` si el canal los oculta."""
    cifras = parte(canal, "statistics")
    return None if cifras.get("hiddenSubscriberCount") is True else contador(cifras, "subscriberCount")
