"""Si el token de X sirve, sin mostrarlo y sin costo."""

from conectores.comun.entorno import Entorno
from conectores.comun.errores import Definitivo, ErrorDeApi
from conectores.comun.verificacion import Resultado, Verificacion
from conectores.x.cliente import Cliente
from conectores.x.credenciales import CredencialesX
from conectores.x.declaracion import RED
from conectores.x.peticiones import Peticion

_TOKEN = "token de X"  # noqa: S105 - es su nombre
_DE_PRUEBA = Peticion("get_tweets", "/2/tweets", {"ids": "1"})
"""Una publicación que no existe: la plataforma contesta que no la encuentra y solo cobra lo que encuentra."""


def verificar(entorno: Entorno, credenciales: CredencialesX) -> list[Verificacion]:
    """Prueba el token de la aplicación con una llamada que no cuesta."""
    if not credenciales.token:
        return [_renglon("aviso", "No hay token; no se leerá nada de X por su API.")]
    try:
        Cliente(entorno, credenciales).obtener(_DE_PRUEBA, lambda _: None)
    except ErrorDeApi as error:
        return [_renglon("mal" if isinstance(error, Definitivo) else "aviso", error.mensaje)]
    detalle = "Sirve para leer perfiles, publicaciones y menciones; un token de aplicación no caduca."
    return [_renglon("bien", detalle)]


def _renglon(resultado: Resultado, detalle: str) -> Verificacion:
    return Verificacion(RED, _TOKEN, None, resultado, detalle)
