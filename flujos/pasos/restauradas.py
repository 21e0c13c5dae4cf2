"""Tras restaurar un respaldo no se sabe qué salió desde que se tomó: queda en duda y no se reenvía solo."""

from datetime import datetime
from pathlib import Path

from almacen.escritura import escribir_atomico
from flujos.pasos.comunicaciones import Carta, Estado, estado_de, guardado, guardar, leer_cartas
from flujos.pasos.espacio import Espacio

RESTAURADA = "restaurada"
"""Con esto en su intento, la duda no es de un envío cortado sino de un respaldo anterior."""


def marcar_restaurado(raiz: Path, respaldado_en: datetime) -> None:
    """Deja dicho en un espacio recién restaurado de cuándo es su respaldo; la bandeja lo atiende.

    Args:
        raiz: Carpeta del espacio.
        respaldado_en: Cuándo se tomó el respaldo.
    """
    guardar(_marca(raiz), {"respaldado_en": respaldado_en.isoformat()})


def poner_en_duda_lo_restaurado(espacio: Espacio) -> tuple[str, ...]:
    """Pone en duda lo que pudo enviarse después del respaldo; repetirlo no cambia nada.

    Returns:
        Identidades de las comunicaciones que quedaron en duda.
    """
    marca = guardado(_marca(espacio.raiz))
    if marca is None or not espacio.rutas.maestro.exists():
        return ()
    hoy, dudosas = espacio.ahora_local().date(), []
    for carta in leer_cartas(espacio):
        posible = estado_de(espacio, carta, hoy) in (Estado.POR_ENVIAR, Estado.RECHAZADA)
        if posible and guardado(carta.sobre.respuesta) is None:
            guardar(carta.sobre.intento, {RESTAURADA: marca.get("respaldado_en")})
            # Vacío: no consta qué salió, y si no llegó se prepara de nuevo.
            escribir_atomico(carta.sobre.en_camino, b"")
            dudosas.append(carta.identidad)
    _marca(espacio.raiz).unlink()
    return tuple(dudosas)


def es_restaurada(carta: Carta) -> bool:
    """Si la duda viene de un respaldo anterior: no consta cuándo salió, si es que salió."""
    return RESTAURADA in (guardado(carta.sobre.intento) or {})


def _marca(raiz: Path) -> Path:
    return raiz / "datos" / "comunicaciones" / "restaurado.json"
