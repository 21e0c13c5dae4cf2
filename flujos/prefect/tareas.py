"""Cómo se declaran los flujos y las tareas: lo que se lee en la página y qué se reintenta."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from prefect import Flow, Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from almacen.errores import AlmacenOcupado
from flujos.prefect.avisos import avisar_que_termino_mal
from flujos.prefect.parametros import nombre_de_corrida

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _es_transitorio(_tarea: object, _corrida: object, estado: State[object]) -> bool:
    """Solo se reintenta lo transitorio: que otro proceso tenga el maestro."""
    return isinstance(estado.result(raise_on_failure=False), AlmacenOcupado)


def tarea(nombre: str) -> Callable[[Callable[_P, _R]], Task[_P, _R]]:
    """Decorador de las tareas."""
    return task(
        name=nombre,
        task_run_name=nombre,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=2,
        retry_delay_seconds=30,
        retry_condition_fn=_es_transitorio,
    )


def flujo(nombre: str) -> Callable[[Callable[_P, _R]], Flow[_P, _R]]:
    """Decorador de los flujos que tienen despliegue: si una corrida termina mal, alguien se entera."""
    return flow(
        name=nombre,
        flow_run_name=nombre_de_corrida,
        on_failure=[avisar_que_termino_mal],
        on_crashed=[avisar_que_termino_mal],
        on_cancellation=[avisar_que_termino_mal],
    )
