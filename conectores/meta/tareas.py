"""Lo que se pide a la Graph API: tareas, una por hilo de páginas, y por dónde va cada una.

Un lote reúne las tareas de muchas cuentas. El cursor de una página es la lista de las que faltan con su
estado, de modo que puede rehacerse con solo lo aterrizado.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

POR_LLAMADA = 50
"""Subpeticiones que caben en un lote (https://developers.facebook.com/docs/graph-api/batch-requests)."""
_SIN_CODIFICAR = ",(){}."


@dataclass(frozen=True)
class Tarea:
    """Un hilo de páginas de una cuenta.

    Attributes:
        cuenta: Clave en el padrón.
        objeto: Identificador de plataforma de lo que se pide.
        arista: Lista que se recorre («published_posts»), «insights», o vacía si es el objeto mismo.
        campos: Campos que se piden, sin las métricas; vacío si no lleva ``fields``.
        metricas: Métricas que se piden.
        parametros: Los demás parámetros de la petición.
        limite: Elementos por página, o ``None`` si no es una lista.
        fecha: Campo con la fecha de cada elemento de la lista.
        desde: Instante antes del cual los elementos ya no interesan, o ``None``.
        dias: Primer y último día del Pacífico que abarca, si es una cifra por día o de un periodo.
        alterna: Qué pedir si el objeto no es lo que parecía, o ``None``.
    """

    cuenta: str
    objeto: str
    arista: str = ""
    campos: str = ""
    metricas: tuple[str, ...] = ()
    parametros: Mapping[str, str] = field(default_factory=dict)
    limite: int | None = None
    fecha: str = ""
    desde: datetime | None = None
    dias: tuple[date, date] | None = None
    alterna: "Tarea | None" = None


@dataclass(frozen=True)
class Estado:
    """Por dónde va una tarea.

    Attributes:
        tarea: Su posición entre las del lote.
        despues: Cursor de la página que toca, o ``None`` si es la primera.
        limite: Elementos por página.
        fallas: Veces seguidas que su respuesta no sirvió.
        limitada: Si la última falla fue por el límite de frecuencia.
        confirmadas: Métricas que ya se vio que viven.
        prueba: Métricas que se piden sin saberlo.
        reserva: Métricas que se apartaron para encontrar la que hace fallar la petición.
        faltas: Métricas que no se pudieron pedir y por qué.
        vistos: Cursores por los que ya pasó.
        alterna: Si se pide la forma alterna del objeto.
    """

    tarea: int
    despues: str | None = None
    limite: int | None = None
    fallas: int = 0
    limitada: bool = False
    confirmadas: tuple[str, ...] = ()
    prueba: tuple[str, ...] = ()
    reserva: tuple[str, ...] = ()
    faltas: tuple[tuple[str, str], ...] = ()
    vistos: tuple[str, ...] = ()
    alterna: bool = False

    @property
    def pedidas(self) -> tuple[str, ...]:
        """Métricas que lleva la petición."""
        return self.confirmadas + self.prueba


_POR_OMISION = {c.name: c.default for c in fields(Estado)}


def iniciales(tareas: Sequence[Tarea]) -> list[Estado]:
    """El estado de todas las tareas antes de la primera página."""
    return [Estado(i, limite=t.limite, prueba=t.metricas) for i, t in enumerate(tareas)]


def a_cursor(estados: Sequence[Estado]) -> str | None:
    """El cursor de la página siguiente, o ``None`` si no falta nada."""
    if not estados:
        return None
    pendientes = [{n: v for n, v in asdict(e).items() if v != _POR_OMISION[n]} for e in estados]
    return json.dumps(pendientes, separators=(",", ":"))


def de_cursor(cursor: str | None, tareas: Sequence[Tarea]) -> list[Estado]:
    """Inversa de ``a_cursor``; sin cursor, el estado inicial."""
    if cursor is None:
        return iniciales(tareas)
    return [Estado(**{n: _inmutable(v) for n, v in e.items()}) for e in json.loads(cursor)]


def vigente(tarea: Tarea, estado: Estado) -> Tarea:
    """La tarea, o su forma alterna si es la que toca."""
    return tarea.alterna if estado.alterna and tarea.alterna is not None else tarea


def ruta(tarea: Tarea, estado: Estado) -> str:
    """Ruta relativa de la subpetición, sin ficha."""
    t = vigente(tarea, estado)
    parametros = dict(t.parametros)
    metricas = ",".join(estado.pedidas)
    if t.arista == "insights":
        parametros["metric"] = metricas
    elif t.campos:
        parametros["fields"] = t.campos + (f",insights.metric({metricas})" if metricas else "")
    if estado.limite is not None:
        parametros["limit"] = str(estado.limite)
    if estado.despues is not None:
        parametros["after"] = estado.despues
    camino = "/".join(quote(p, safe="") for p in (t.objeto, t.arista) if p)
    return f"{camino}?{urlencode(parametros, safe=_SIN_CODIFICAR)}"


def _inmutable(valor: Any) -> Any:
    return tuple(_inmutable(v) for v in valor) if isinstance(valor, list) else valor
