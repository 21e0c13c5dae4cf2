"""Las fichas de OAuth del simulador: dicen ellas mismas qué son, para que valgan entre dos arranques.

Un código, una ficha de acceso y una de renovación llevan dentro el canal que autorizó; así el simulador
puede morir y volver sin perder lo que dio. Formas: RFC 6749 y RFC 7636 (PKCE).
"""

import base64
import binascii
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

VIGENCIA = timedelta(seconds=3599)
"""Cuánto vale una ficha de acceso."""
VIGENCIA_DEL_CODIGO = timedelta(minutes=10)

_ACCESO, _RENOVACION, _CODIGO = "ya29.", "1//", "4/"


def codigo_para(
    canal: str, alcances: str, cliente: str, vuelta: str, reto: str | None, ahora: datetime
) -> str:
    """Código que el titular entrega al autorizar; vale una vez y diez minutos."""
    caduca = ahora + VIGENCIA_DEL_CODIGO
    return _CODIGO + _sellar([canal, alcances, cliente, vuelta, reto, int(caduca.timestamp())])


def leer_codigo(
    codigo: str, cliente: str, vuelta: str, verificador: str, ahora: datetime
) -> tuple[str, str] | None:
    """Canal y alcances de un código, o ``None`` si no vale, caducó o no es de quien lo presenta."""
    datos = _abrir(codigo, _CODIGO, 6)
    if datos is None:
        return None
    canal, alcances, su_cliente, su_vuelta, reto, caduca = datos
    if (su_cliente, su_vuelta) != (cliente, vuelta) or ahora.timestamp() >= caduca:
        return None
    if reto is not None and reto != reto_de(verificador):
        return None
    return canal, alcances


def reto_de(verificador: str) -> str:
    """``code_challenge`` de un verificador con el método S256."""
    huella = hashlib.sha256(verificador.encode()).digest()
    return base64.urlsafe_b64encode(huella).rstrip(b"=").decode()


def renovacion_de(canal: str, alcances: str) -> str:
    """Ficha de renovación de un canal."""
    return _RENOVACION + _sellar([canal, alcances])


def leer_renovacion(ficha: str) -> tuple[str, str] | None:
    """Canal y alcances de una ficha de renovación, o ``None`` si no lo es."""
    datos = _abrir(ficha, _RENOVACION, 2)
    return None if datos is None else (datos[0], datos[1])


def acceso_de(canal: str, alcances: str, ahora: datetime) -> str:
    """Ficha de acceso de un canal, que caduca en una hora."""
    return _ACCESO + _sellar([canal, alcances, int((ahora + VIGENCIA).timestamp())])


def es_acceso(ficha: str) -> bool:
    """Si tiene la forma de una ficha de acceso dada aquí, valga o no."""
    return ficha.startswith(_ACCESO)


def leer_acceso(ficha: str, ahora: datetime) -> tuple[str, str, datetime] | None:
    """Canal, alcances y caducidad de una ficha de acceso, o ``None`` si no vale o caducó."""
    datos = _abrir(ficha, _ACCESO, 3)
    if datos is None or ahora.timestamp() >= datos[2]:
        return None
    return datos[0], datos[1], datetime.fromtimestamp(datos[2], UTC)


def _sellar(datos: list[Any]) -> str:
    texto = json.dumps(datos, separators=(",", ":"))
    return base64.urlsafe_b64encode(f"{_sello(texto)}{texto}".encode()).decode().rstrip("=")


def _abrir(ficha: str, marca: str, partes: int) -> list[Any] | None:
    if not ficha.startswith(marca):
        return None
    cuerpo = ficha.removeprefix(marca)
    try:
        abierto = base64.urlsafe_b64decode(cuerpo + "=" * (-len(cuerpo) % 4)).decode()
    except (ValueError, binascii.Error):
        return None
    sello, texto = abierto[:8], abierto[8:]
    if sello != _sello(texto):
        return None
    datos = json.loads(texto)
    return datos if len(datos) == partes else None


def _sello(texto: str) -> str:
    # No protege nada: distingue una ficha dada aquí de una inventada o cortada.
    return hashlib.sha256(f"simulador {texto}".encode()).hexdigest()[:8]
