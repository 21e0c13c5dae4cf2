"""Recorrer las páginas de un lote: cada una contesta a las tareas que faltaban cuando se pidió."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.meta.paso import Fin, Paso, dar_paso
from conectores.meta.tareas import POR_LLAMADA, Estado, Tarea, iniciales, vigente


@dataclass(frozen=True)
class Obtenido:
    """Los datos de una respuesta, con su procedencia.

    Attributes:
        indice: Posición de la tarea que contesta.
        tarea: La tarea, o su forma alterna.
        pagina: Página en que venía.
        datos: El cuerpo de la subrespuesta.
    """

    indice: int
    tarea: Tarea
    pagina: PaginaLeida
    datos: dict[str, Any]


@dataclass(frozen=True)
class Recorrido:
    """Todo lo que dicen las páginas de un lote.

    Attributes:
        obtenidos: Los datos, en el orden en que llegaron.
        fines: Cómo terminó cada tarea, en el orden de las tareas.
        estados: Último estado de cada tarea, en el mismo orden.
        ultimas: Página en que terminó cada tarea, en el mismo orden.
        versiones: Versiones de la API que contestaron.
    """

    obtenidos: tuple[Obtenido, ...]
    fines: tuple[Fin, ...]
    estados: tuple[Estado, ...]
    ultimas: tuple[PaginaLeida, ...]
    versiones: tuple[str, ...]


@dataclass(frozen=True)
class Avance:
    """Lo que se sigue de una página.

    Attributes:
        pasos: El de cada tarea que la página contesta, en el orden en que se pidieron.
        faltan: Estados de las que faltan: primero las que no cupieron en la llamada, para que todas avancen.
        version: Versión de la API que contestó, si lo dijo.
    """

    pasos: tuple[Paso, ...]
    faltan: tuple[Estado, ...]
    version: str | None


def avanzar(tareas: Sequence[Tarea], estados: Sequence[Estado], cuerpo: bytes) -> Avance:
    """Lo que se sigue de una página.

    Raises:
        ContratoRoto: Si la página no es de un lote o no contesta a lo que se pidió.
    """
    ahora, luego = estados[:POR_LLAMADA], estados[POR_LLAMADA:]
    try:
        pagina = json.loads(cuerpo)
        respuestas, version = pagina["respuestas"], pagina["version"]
    except (ValueError, TypeError, KeyError) as error:
        raise ContratoRoto("La página no es la respuesta de un lote de la Graph API.") from error
    if not isinstance(respuestas, list) or len(respuestas) != len(ahora):
        raise ContratoRoto(f"La página no contesta a las {len(ahora)} peticiones de su lote.")
    pasos = tuple(dar_paso(tareas[e.tarea], e, r) for e, r in zip(ahora, respuestas, strict=True))
    return Avance(pasos, (*luego, *(p.estado for p in pasos if p.fin is None)), version)


def recorrer(tareas: Sequence[Tarea], paginas: Sequence[PaginaLeida]) -> Recorrido:
    """Recorre las páginas de un lote cerrado.

    Raises:
        ContratoRoto: Si una página no contesta a lo que se pidió, o falta alguna.
    """
    faltan = tuple(iniciales(tareas))
    finales: dict[int, tuple[Fin, Estado, PaginaLeida]] = {}
    obtenidos: list[Obtenido] = []
    versiones: dict[str, None] = {}
    for pagina in paginas:
        avance = avanzar(tareas, faltan, pagina.cuerpo)
        for previo, paso in zip(faltan, avance.pasos, strict=False):
            if paso.datos is not None:
                tarea = vigente(tareas[previo.tarea], previo)
                obtenidos.append(Obtenido(previo.tarea, tarea, pagina, paso.datos))
            if paso.fin is not None:
                finales[previo.tarea] = (paso.fin, paso.estado, pagina)
        faltan = avance.faltan
        if avance.version is not None:
            versiones[avance.version] = None
    if faltan:
        raise ContratoRoto(f"Al lote le faltan páginas: {len(faltan)} peticiones quedaron sin terminar.")
    orden = [finales[i] for i in range(len(tareas))]
    return Recorrido(
        tuple(obtenidos),
        tuple(f for f, _, _ in orden),
        tuple(e for _, e, _ in orden),
        tuple(p for _, _, p in orden),
        tuple(versiones),
    )
