"""Lo que se quita de una respuesta antes de aterrizarla: las fichas de acceso que Meta pone en sus enlaces.

``paging.next`` y ``paging.previous`` repiten la ficha con que se pidió. Se cambian por ``"hay_mas": true`` y
``"hay_antes": true``; para pedir lo que sigue basta ``cursors.after``.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from conectores.comun.secretos import TAPADO

# Sobre el texto JSON: dentro de una cadena las comillas van escapadas, así que no hay con qué confundirlas.
_CADENA = r'"(?:[^"\\]|\\.)*"'
_SIGUIENTE = re.compile(rf'"next"\s*:\s*{_CADENA}')
_ANTERIOR = re.compile(rf'"previous"\s*:\s*{_CADENA}')
_FICHA = re.compile(r'(access_token|appsecret_proof)=[^&"\\\s]+')


def limpiar_lote(respuestas: Sequence[Any], version: str | None, secretos: Sequence[str]) -> bytes:
    """El cuerpo que se aterriza: las respuestas del lote sin fichas y la versión que contestó.

    Args:
        respuestas: Las del lote, en su orden; ``None`` donde la plataforma no alcanzó a contestar.
        version: Versión de la API que contestó, si lo dijo.
        secretos: Fichas y pruebas usadas, por si la plataforma las cita en un error.
    """
    limpias = [_limpia(r, secretos) for r in respuestas]
    return json.dumps(
        {"version": version, "respuestas": limpias}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def limpiar_texto(texto: str) -> str:
    """Un cuerpo de respuesta sin enlaces con ficha."""
    if '"next"' in texto:
        texto = _SIGUIENTE.sub('"hay_mas":true', texto)
    if '"previous"' in texto:
        texto = _ANTERIOR.sub('"hay_antes":true', texto)
    return _FICHA.sub(rf"\1={TAPADO}", texto)


def _limpia(respuesta: Any, secretos: Sequence[str]) -> Any:
    if not isinstance(respuesta, dict) or not isinstance(respuesta.get("body"), str):
        return respuesta
    texto = limpiar_texto(respuesta["body"])
    if respuesta.get("code") != 200:
        for secreto in secretos:
            texto = texto.replace(secreto, TAPADO)
    return respuesta | {"body": texto}
