"""Cómo se escribe un resultado de ``/insights``: de por vida, por día o como total de un periodo."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from conectores.simulador.meta_dias import en_texto, fin_del_dia
from conectores.simulador.meta_metricas import MetricaMeta

_REACCIONES = (("like", 82), ("love", 11), ("haha", 3), ("wow", 2), ("sorry", 1), ("anger", 1))
_ACCIONES = (("like", "reacciones"), ("comment", "comentarios"), ("share", "compartidos"))
_DE_INTERACCION = ("reacciones", "me_gusta", "comentarios", "compartidos", "guardados")
_ALCANCE = 58
"""Personas por cada cien vistas de una publicación."""


def completar(cifras: Mapping[str, int]) -> dict[str, int]:
    """Añade lo que la plataforma deduce: interacciones y, si falta, alcance, que no pasa de lo visto."""
    completas = dict(cifras)
    completas["interacciones"] = sum([cifras[n] for n in _DE_INTERACCION if n in cifras])
    vistas = cifras.get("visualizaciones", 0)
    completas["alcance"] = min(vistas, cifras.get("alcance", vistas * _ALCANCE // 100))
    return completas


def de_por_vida(
    objeto: str, arista: str, metricas: Mapping[str, MetricaMeta], cifras: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Resultados acumulados de un objeto; los que el objeto no tiene se omiten.

    Args:
        objeto: Identificador con que se pidió.
        arista: ``insights`` o ``video_insights``.
        metricas: Las pedidas, ya comprobadas.
        cifras: Cifras del objeto, con las deducidas.
    """
    resultados = []
    for nombre, metrica in metricas.items():
        if metrica.cifra in cifras:
            valor = _valor(nombre, metrica, cifras)
            entrada = {"name": nombre, "period": "lifetime", "values": [{"value": valor}]}
            resultados.append(entrada | _rotulos(objeto, arista, nombre, "lifetime"))
    return resultados


def _valor(nombre: str, metrica: MetricaMeta, cifras: Mapping[str, int]) -> int | dict[str, int]:
    if nombre in ("post_reactions_by_type_total", "post_video_likes_by_reaction_type"):
        return _por_tipo(cifras["reacciones"])
    if nombre in ("post_activity_by_action_type", "post_video_social_actions"):
        return {accion: cifras[c] for accion, c in _ACCIONES if cifras.get(c)}
    return cifras[metrica.cifra] * metrica.por_ciento // 100


def _por_tipo(total: int) -> dict[str, int]:
    """Reacciones por tipo, que suman el total; un tipo sin ninguna no aparece."""
    partes = {tipo: total * parte // 100 for tipo, parte in _REACCIONES}
    partes["like"] += total - sum(partes.values())
    return {tipo: n for tipo, n in partes.items() if n}


def por_dia(objeto: str, nombre: str, periodo: str, valores: Sequence[tuple[date, int]]) -> dict[str, Any]:
    """Resultado con un valor por día del Pacífico, nombrado por el instante en que el día termina."""
    return {
        "name": nombre,
        "period": periodo,
        "values": [{"value": v, "end_time": en_texto(fin_del_dia(dia))} for dia, v in valores],
    } | _rotulos(objeto, "insights", nombre, periodo)


def como_total(
    objeto: str, nombre: str, total: int | None, partes: tuple[str, Sequence[tuple[str, int]]] | None
) -> dict[str, Any]:
    """Resultado con un solo valor por todo el periodo pedido.

    Args:
        objeto: Identificador con que se pidió.
        nombre: Métrica.
        total: El valor, o ``None`` si no se da o no hay datos.
        partes: Dimensión y valor de cada parte, o ``None`` si no se pidió desglose; sin partes, la
            plataforma omite ``results``.
    """
    valor: dict[str, Any] = {} if total is None else {"value": total}
    if partes is not None:
        dimension, valores = partes
        desglose: dict[str, Any] = {"dimension_keys": [dimension]}
        if valores:
            desglose["results"] = [{"dimension_values": [clave], "value": v} for clave, v in valores]
        valor["breakdowns"] = [desglose]
    return {"name": nombre, "period": "day", "total_value": valor} | _rotulos(
        objeto, "insights", nombre, "day"
    )


def _rotulos(objeto: str, arista: str, nombre: str, periodo: str) -> dict[str, str]:
    return {**_rotulo(nombre), "id": f"{objeto}/{arista}/{nombre}/{periodo}"}


@cache
def _rotulo(nombre: str) -> dict[str, str]:
    return {"title": nombre.replace("_", " ").capitalize(), "description": f"Example metric {nombre}"}
