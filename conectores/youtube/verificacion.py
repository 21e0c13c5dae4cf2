"""Qué credencial de YouTube sirve, para qué y hasta cuándo; cuesta una unidad por credencial."""

from collections.abc import Sequence
from datetime import datetime

from conectores.comun.entorno import Entorno
from conectores.comun.errores import ErrorDeApi, Transitorio
from conectores.comun.horas import hora_local
from conectores.comun.verificacion import Resultado, Verificacion
from conectores.comun.vista import CuentaApi
from conectores.youtube.cliente import Cliente
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.declaracion import ALCANCE_ANALITICA, ALCANCE_DATOS, CLASE_CANALES, RED
from conectores.youtube.fichas import Ficha, sin_autorizacion
from conectores.youtube.lectura import datos_de, elementos, texto

_CLAVE, _AUTORIZACION = "clave de API de YouTube", "autorización del titular en YouTube"
_SOLO_ID = {"part": "id", "fields": "kind,items(id)"}
_CANAL_DE_PRUEBA = "@YouTube"
"""Con qué se prueba la clave si ninguna cuenta tiene identificador: el canal de la propia plataforma."""


def verificar(
    entorno: Entorno, credenciales: CredencialesYoutube, cuentas: Sequence[CuentaApi]
) -> list[Verificacion]:
    """Prueba la clave y la autorización de cada cuenta, sin mostrar ninguna."""
    cliente = Cliente(entorno, credenciales)
    return [
        _de_la_clave(cliente, credenciales, cuentas),
        *(_de_la_cuenta(cliente, credenciales, cuenta) for cuenta in cuentas),
    ]


def _de_la_clave(
    cliente: Cliente, credenciales: CredencialesYoutube, cuentas: Sequence[CuentaApi]
) -> Verificacion:
    if not credenciales.clave:
        return Verificacion(
            RED, _CLAVE, None, "aviso", "No hay clave; no se leerán perfiles, videos ni sus cifras."
        )
    canal = next((c.id_plataforma for c in cuentas if c.id_plataforma), None)
    pedido = {"forHandle": _CANAL_DE_PRUEBA} if canal is None else {"id": canal}
    try:
        cliente.datos("channels", _SOLO_ID | pedido, CLASE_CANALES)
    except ErrorDeApi as error:
        return Verificacion(RED, _CLAVE, None, _por_error(error), error.mensaje)
    return Verificacion(
        RED, _CLAVE, None, "bien", "Sirve para leer perfiles, videos y sus cifras; una clave no caduca."
    )


def _de_la_cuenta(cliente: Cliente, credenciales: CredencialesYoutube, cuenta: CuentaApi) -> Verificacion:
    clave = cuenta.cuenta
    if not credenciales.renovaciones.get(clave):
        return Verificacion(RED, _AUTORIZACION, clave, "aviso", sin_autorizacion(clave))
    if not credenciales.con_cliente:
        detalle = "Falta el identificador o el secreto del cliente OAuth con que se renueva la autorización."
        return Verificacion(RED, _AUTORIZACION, clave, "mal", detalle)
    try:
        ficha = cliente.fichas.de(clave)
        resultado, detalle = _de_la_ficha(cliente, cuenta, ficha)
    except ErrorDeApi as error:
        resultado, detalle = _por_error(error), error.mensaje
    return Verificacion(RED, _AUTORIZACION, clave, resultado, detalle)


def _de_la_ficha(cliente: Cliente, cuenta: CuentaApi, ficha: Ficha) -> tuple[Resultado, str]:
    if ficha.alcances and ALCANCE_ANALITICA not in ficha.alcances:
        return "mal", (
            "El titular no dio el permiso de leer las estadísticas; vuelva a autorizar con pertinencia "
            f"autorizar youtube {cuenta.cuenta}."
        )
    caducidad = _caducidad(ficha)
    if ficha.alcances and ALCANCE_DATOS not in ficha.alcances:
        return "aviso", f"Sirve para las cifras diarias, sin poder comprobar de qué canal; {caducidad}."
    pedido = _SOLO_ID | {"mine": "true"}
    cruda = cliente.datos_del_titular(cuenta.cuenta, "channels", pedido, CLASE_CANALES)
    suyos = [texto(c, "id") for c in elementos(datos_de(cruda.cuerpo))]
    if not suyos:
        return "mal", "Quien autorizó no tiene ningún canal; debe autorizar el titular de la cuenta."
    if cuenta.id_plataforma is not None and cuenta.id_plataforma not in suyos:
        return "mal", (
            f"Quien autorizó es titular del canal {suyos[0]} y la cuenta es {cuenta.id_plataforma}; debe "
            "autorizar el titular de la cuenta."
        )
    return "bien", f"Sirve para las cifras diarias; {caducidad}."


def _caducidad(ficha: Ficha) -> str:
    acceso = f"la ficha de acceso caduca el {_momento(ficha.caduca)} y se renueva sola"
    if ficha.renovacion_caduca is None:
        return acceso
    return f"{acceso}, hasta que la autorización caduque el {_momento(ficha.renovacion_caduca)}"


def _momento(instante: datetime) -> str:
    return f"{hora_local(instante):%Y-%m-%d a las %H:%M} (hora de la Ciudad de México)"


def _por_error(error: ErrorDeApi) -> Resultado:
    """Lo que puede componerse solo es un aviso; lo demás hay que atenderlo."""
    return "aviso" if isinstance(error, Transitorio) else "mal"
