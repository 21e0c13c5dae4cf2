"""Qué se sigue de la respuesta a una subpetición: datos, otra página, otro intento o el fin."""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from conectores.comun.errores import ContratoRoto
from conectores.meta.dias import instante
from conectores.meta.errores import Clase, ErrorGraph, leer_error
from conectores.meta.formas import objeto
from conectores.meta.tareas import Estado, Tarea, vigente
from lineamientos.ausencias import Ausencia

TOPE_DE_FALLAS = 10
"""Respuestas inservibles seguidas con que se desiste de una tarea en esta corrida."""
_POSICION = re.compile(r"metric\[(\d+)\]")
_VALORES_POSIBLES = "one of the following"


@dataclass(frozen=True)
class Fin:
    """Cómo terminó una tarea.

    Attributes:
        ausencia: Razón por la que no se obtuvo, o ``None`` si se leyó entera.
        detalle: Qué pasó y qué hacer, o ``None``.
    """

    ausencia: Ausencia | None = None
    detalle: str | None = None


@dataclass(frozen=True)
class Paso:
    """Lo que se sigue de una respuesta.

    Attributes:
        estado: Estado de la tarea después de ella.
        datos: Los de la respuesta, o ``None`` si no traía o deben pedirse de nuevo.
        fin: Cómo terminó la tarea, o ``None`` si falta.
    """

    estado: Estado
    datos: dict[str, Any] | None = None
    fin: Fin | None = None


def dar_paso(tarea: Tarea, estado: Estado, respuesta: Any) -> Paso:
    """Lee la respuesta a una subpetición y dice qué se sigue.

    Raises:
        ContratoRoto: Si la respuesta no tiene la forma prometida.
    """
    leida = _leer(respuesta)
    if isinstance(leida, dict):
        return _con_datos(vigente(tarea, estado), estado, leida)
    clase = leida.clase
    if clase in (Clase.TRANSITORIO, Clase.LIMITE):
        return _otro_intento(estado, leida)
    if clase is Clase.REDUCIR:
        if estado.limite is None or estado.limite == 1:
            return _otro_intento(estado, leida)
        return Paso(replace(estado, limite=estado.limite // 2))
    if clase is Clase.METRICA and estado.pedidas:
        return _sin_la_muerta(tarea, estado, leida)
    if clase is Clase.PERMISO and estado.pedidas and vigente(tarea, estado).campos:
        # Puede faltar solo el permiso de las métricas: lo demás se pide sin ellas.
        return Paso(_quitar(estado, estado.pedidas + estado.reserva, Ausencia.SIN_PERMISO))
    if clase in (Clase.AUSENTE, Clase.CAMPO) and tarea.alterna is not None and not estado.alterna:
        return Paso(Estado(estado.tarea, prueba=tarea.alterna.metricas, alterna=True))
    return Paso(estado, fin=Fin(leida.ausencia, leida.detalle))


def _leer(respuesta: Any) -> dict[str, Any] | ErrorGraph:
    """El cuerpo de una subpetición, o el error que significa."""
    if not isinstance(respuesta, dict):
        return ErrorGraph(2, None, "sin respuesta en el lote", 200)
    estado = respuesta.get("code")
    estado = estado if isinstance(estado, int) else 200
    try:
        datos = json.loads(respuesta.get("body") or "")
    except (ValueError, TypeError):
        return ErrorGraph(2 if estado < 400 else 0, None, "respuesta vacía o cortada", estado)
    error = leer_error(datos, estado)
    if error is not None:
        return error
    if estado >= 400 or not isinstance(datos, dict):
        return ErrorGraph(0, None, "respuesta sin datos ni error", estado)
    return datos


def _con_datos(tarea: Tarea, estado: Estado, datos: dict[str, Any]) -> Paso:
    if not (isinstance(datos.get("data"), list) if tarea.arista else "id" in datos):
        return _otro_intento(estado, ErrorGraph(2, None, "respuesta sin lo que se pidió", 200))
    if estado.reserva:
        # La petición salió bien sin las apartadas: se repite con ellas, que entre ellas está la muerta.
        buenas = estado.confirmadas + estado.prueba
        return Paso(replace(estado, confirmadas=buenas, prueba=estado.reserva, reserva=(), fallas=0))
    estado = replace(estado, confirmadas=estado.pedidas, prueba=(), fallas=0, limitada=False)
    if tarea.limite is None:
        return Paso(estado, datos, Fin())
    paginas = objeto(datos.get("paging"), "paging")
    despues = objeto(paginas.get("cursors"), "cursors").get("after")
    if not paginas.get("hay_mas") or _ya_no_interesan(tarea, datos):
        return Paso(estado, datos, Fin())
    if not isinstance(despues, str):
        detalle = "La plataforma dice que hay más páginas y no da el cursor con que se piden."
        return Paso(estado, datos, Fin(Ausencia.FALLO, detalle))
    marca = hashlib.sha256(despues.encode()).hexdigest()[:10]
    if despues == estado.despues or marca in estado.vistos:
        return _otro_intento(estado, ErrorGraph(2, None, "página repetida", 200))
    return Paso(replace(estado, despues=despues, vistos=(*estado.vistos, marca)), datos)


def _ya_no_interesan(tarea: Tarea, datos: dict[str, Any]) -> bool:
    """Si toda la página es anterior a lo que se pide: la lista va de lo nuevo a lo viejo."""
    if tarea.desde is None or not datos["data"]:
        return False
    try:
        return all(instante(e[tarea.fecha]) < tarea.desde for e in datos["data"])
    except (KeyError, TypeError, ValueError) as error:
        raise ContratoRoto(f"Una publicación viene sin su fecha («{tarea.fecha}»).") from error


def _otro_intento(estado: Estado, error: ErrorGraph) -> Paso:
    fallas = estado.fallas + 1
    nuevo = replace(estado, fallas=fallas, limitada=error.clase is Clase.LIMITE)
    if fallas > TOPE_DE_FALLAS:
        return Paso(nuevo, fin=Fin(Ausencia.FALLO, error.detalle))
    return Paso(nuevo)


def _sin_la_muerta(tarea: Tarea, estado: Estado, error: ErrorGraph) -> Paso:
    """Quita la métrica que hizo fallar la petición; si el mensaje no la nombra, la busca por mitades."""
    muertas = _nombradas(estado.pedidas, error.mensaje)
    if not muertas and not estado.prueba:
        # Vivía al empezar y murió a medio recorrido.
        estado = replace(estado, prueba=estado.confirmadas, confirmadas=())
    if not muertas and len(estado.prueba) > 1:
        mitad = len(estado.prueba) // 2
        reserva = estado.prueba[mitad:] + estado.reserva
        return Paso(replace(estado, prueba=estado.prueba[:mitad], reserva=reserva))
    nuevo = _quitar(estado, muertas or estado.prueba, Ausencia.RETIRADA)
    if not nuevo.prueba:
        nuevo = replace(nuevo, prueba=nuevo.reserva, reserva=())
    if not nuevo.pedidas and not vigente(tarea, estado).campos:
        return Paso(nuevo, fin=Fin(Ausencia.RETIRADA, error.detalle))
    return Paso(nuevo)


def _nombradas(pedidas: tuple[str, ...], mensaje: str) -> tuple[str, ...]:
    posiciones = [int(p) for p in _POSICION.findall(mensaje)]
    if posiciones:
        return tuple(pedidas[p] for p in posiciones if p < len(pedidas))
    # Después viene la lista de las que sí viven.
    dicho = set(re.findall(r"\w+", mensaje.split(_VALORES_POSIBLES, maxsplit=1)[0]))
    return tuple(m for m in pedidas if m in dicho)


def _quitar(estado: Estado, metricas: tuple[str, ...], razon: Ausencia) -> Estado:
    def sin(grupo: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(m for m in grupo if m not in metricas)

    return replace(
        estado,
        confirmadas=sin(estado.confirmadas),
        prueba=sin(estado.prueba),
        reserva=sin(estado.reserva),
        faltas=(*estado.faltas, *((m, razon.value) for m in metricas)),
    )
