"""Los parámetros de las peticiones a X: lo que se acepta, y el 400 de lo que no.

Fuente: https://docs.x.com/x-api/fundamentals/response-codes-and-errors.
"""

import re
from collections.abc import Mapping, Sequence

from conectores.ejemplo.publicaciones import DE_COMUNICACION_SOCIAL, DE_TERCEROS, RESPUESTA
from conectores.simulador.escenario import Escenario
from conectores.simulador.x_errores import ErrorX, invalida
from conectores.simulador.x_formas import CAMPOS_DE_CUENTA, CAMPOS_DE_PUBLICACION, Forma

ID = re.compile(r"[0-9]{1,19}")
USUARIO = re.compile(r"[A-Za-z0-9_]{1,15}")
DE_LISTA = ("max_results", "pagination_token", "start_time", "end_time", "since_id", "until_id")
_DE_CAMPOS = ("user.fields", "tweet.fields", "post.fields")
_POR_CONSULTA = 100
_EXCLUIBLES = {"replies": (RESPUESTA,), "retweets": (DE_COMUNICACION_SOCIAL, DE_TERCEROS)}


def leer_lista(consulta: Mapping[str, str], nombre: str, forma: re.Pattern[str]) -> list[str]:
    """Los valores de un parámetro con varios, de uno a cien.

    Raises:
        ErrorX: 400 si falta, son demasiados o uno no tiene la forma debida; falla toda la petición.
    """
    texto = consulta.get(nombre, "")
    valores = texto.split(",")
    if not texto or len(valores) > _POR_CONSULTA:
        mensaje = f"The number of values in the `{nombre}` query parameter list is not between 1 and 100"
        raise invalida(nombre, texto, mensaje)
    for valor in valores:
        if not forma.fullmatch(valor):
            mensaje = f"The `{nombre}` query parameter value [{valor}] does not match ^{forma.pattern}$"
            raise invalida(nombre, valor, mensaje)
    return list(dict.fromkeys(valores))


def leer_campos_de_cuenta(
    consulta: Mapping[str, str], propios: Sequence[str], escenario: Escenario
) -> tuple[frozenset[str], str]:
    """Los campos de cuenta que se piden y la ortografía con que se contestan.

    Raises:
        ErrorX: 400 si hay un parámetro o un campo ajeno.
    """
    _comprobar_nombres(consulta, (*propios, *_DE_CAMPOS))
    pedida = "post" if "post.fields" in consulta else None
    return _campos(consulta, "user.fields", CAMPOS_DE_CUENTA), con_que_contesta(pedida, escenario)


def leer_forma(consulta: Mapping[str, str], propios: Sequence[str], escenario: Escenario) -> Forma:
    """La forma en que se piden las publicaciones.

    Raises:
        ErrorX: 400 si un parámetro, la ortografía o un campo no se acepta.
    """
    _comprobar_nombres(consulta, (*propios, *_DE_CAMPOS))
    pedida = None
    campos: frozenset[str] = frozenset()
    for ortografia, admitidos in CAMPOS_DE_PUBLICACION.items():
        nombre = f"{ortografia}.fields"
        if nombre in consulta:
            if ortografia not in escenario.ortografias:
                raise _desconocido(nombre, consulta[nombre])
            pedida, campos = ortografia, campos | _campos(consulta, nombre, admitidos)
    contesta = con_que_contesta(pedida, escenario)
    return Forma(contesta, frozenset(c.replace(pedida or contesta, contesta) for c in campos))


def con_que_contesta(pedida: str | None, escenario: Escenario) -> str:
    """La ortografía del escenario o la pedida; si no se pidió ninguna, la de siempre."""
    if escenario.ortografia_de_respuesta != "pedida":
        return escenario.ortografia_de_respuesta
    return pedida or ("tweet" if "tweet" in escenario.ortografias else "post")


def leer_excluidas(consulta: Mapping[str, str]) -> frozenset[str]:
    """Los orígenes que ``exclude`` quita de la lista.

    Raises:
        ErrorX: 400 si pide excluir otra cosa.
    """
    origenes: set[str] = set()
    for que in consulta["exclude"].split(",") if "exclude" in consulta else ():
        if que not in _EXCLUIBLES:
            mensaje = f"The `exclude` query parameter value [{que}] is not one of [replies,retweets]"
            raise invalida("exclude", que, mensaje)
        origenes.update(_EXCLUIBLES[que])
    return frozenset(origenes)


def _campos(consulta: Mapping[str, str], nombre: str, admitidos: frozenset[str]) -> frozenset[str]:
    """Los campos que pide un parámetro, o ninguno si no viene.

    Raises:
        ErrorX: 400 si un campo no es de los admitidos.
    """
    pedidos = frozenset(consulta[nombre].split(",")) if nombre in consulta else frozenset[str]()
    for ajeno in sorted(pedidos - admitidos):
        lista = ",".join(sorted(admitidos))
        raise invalida(
            nombre, ajeno, f"The `{nombre}` query parameter value [{ajeno}] is not one of [{lista}]"
        )
    return pedidos


def _comprobar_nombres(consulta: Mapping[str, str], admitidos: Sequence[str]) -> None:
    """Comprueba que la petición no traiga parámetros ajenos.

    Raises:
        ErrorX: 400 si trae alguno.
    """
    for nombre in consulta:
        if nombre not in admitidos:
            raise _desconocido(nombre, consulta[nombre])


def _desconocido(nombre: str, valor: str) -> ErrorX:
    """400: la ruta no tiene ese parámetro."""
    return invalida(nombre, valor, f"The query parameter [{nombre}] is not one of the parameters accepted")
