"""Las cifras por día de una página (``/{page}/insights``) y del periodo de una cuenta de Instagram.

Fuentes: https://developers.facebook.com/docs/graph-api/reference/insights y
https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from conectores.simulador.meta_dias import PACIFICO, dias_entre, fin_del_dia, leer_momento
from conectores.simulador.meta_errores import parametro
from conectores.simulador.meta_insights import como_total, por_dia
from conectores.simulador.meta_metricas import DE_INSTAGRAM, DE_PAGINA, MetricaMeta, Vigencia

CifrasDelDia = Callable[[date], Mapping[str, int] | None]
"""Las cifras de una cuenta en un día, con ``seguidores`` y las que la plataforma deduce, o ``None``."""

_DIAS_POR_CONSULTA = {"facebook": 90, "instagram": 30}
_DIAS_GUARDADOS = {"facebook": 730, "instagram": 90}
_UNA_HORA = timedelta(hours=1)
_RETRASO = {"facebook": timedelta(hours=12), "instagram": timedelta(hours=36)}
"""Cuánto después de terminado un día la plataforma lo da."""
_ANCHURA = {"day": 1, "week": 7, "days_28": 28}
_SEGUIDORES_MINIMOS = 100
"""Con menos, Instagram no da cifras de la cuenta: contesta vacío."""
_ALCANCE_REPETIDO = 60
"""Personas distintas de un periodo por cada cien de la suma de sus días."""


def serie_de_pagina(
    objeto: str,
    parametros: Mapping[str, str],
    ahora: datetime,
    cifras: CifrasDelDia,
    vigencia: Vigencia,
) -> dict[str, Any]:
    """Respuesta de ``/{page}/insights``.

    Raises:
        ErrorMeta: Código 100 si una métrica no vive, el periodo no existe o abarca más de 90 días.
    """
    metricas = vigencia.elegir(DE_PAGINA, _lista(parametros, "metric"))
    periodo = parametros.get("period", "day")
    if periodo not in _ANCHURA:
        raise parametro("The value for period must be one of: day, week, days_28")
    dias = _dias("facebook", parametros, ahora)
    datos = []
    for nombre, metrica in metricas.items():
        # Con un periodo en que no se da, la plataforma omite la métrica sin decir nada.
        if periodo in metrica.periodos:
            valores = [(dia, _valor(metrica, dia, _ANCHURA[periodo], cifras)) for dia in dias]
            conocidos = [(dia, valor) for dia, valor in valores if valor is not None]
            if conocidos:
                datos.append(por_dia(objeto, nombre, periodo, conocidos))
    return {"data": datos}


def total_de_instagram(
    objeto: str,
    parametros: Mapping[str, str],
    ahora: datetime,
    cifras: CifrasDelDia,
    vigencia: Vigencia,
) -> dict[str, Any]:
    """Respuesta de ``/{ig}/insights`` con ``metric_type=total_value``.

    Raises:
        ErrorMeta: Código 100 si una métrica no vive, el periodo abarca más de 30 días, o el desglose o el
            tipo no se admiten.
    """
    metricas = vigencia.elegir(DE_INSTAGRAM, _lista(parametros, "metric"))
    if parametros.get("metric_type") != "total_value":
        raise parametro("The following metrics should be specified with parameter metric_type=total_value")
    if parametros.get("period") != "day":
        raise parametro("The value for period must be one of: day")
    desglose = parametros.get("breakdown")
    if desglose is not None and (desglose != "follow_type" or list(metricas) != ["follows_and_unfollows"]):
        raise parametro("Incompatible breakdowns for the requested metrics")
    conocidas = [c for dia in _dias("instagram", parametros, ahora) if (c := cifras(dia)) is not None]
    completas = [c for c in conocidas if c["seguidores"] >= _SEGUIDORES_MINIMOS]
    datos = []
    for nombre, metrica in metricas.items():
        if nombre == "follows_and_unfollows":
            # Sin desglose no hay un número que la resuma: la plataforma no da ninguno.
            datos.append(como_total(objeto, nombre, None, _altas_y_bajas(completas) if desglose else None))
        else:
            total = sum(c[metrica.cifra] for c in completas) if completas else None
            datos.append(como_total(objeto, nombre, total, None))
    return {"data": datos}


def _altas_y_bajas(dias: list[Mapping[str, int]]) -> tuple[str, list[tuple[str, int]]]:
    partes = (("FOLLOWER", "seguidores_nuevos"), ("NON_FOLLOWER", "seguidores_perdidos"))
    return "follow_type", [(p, sum(d[c] for d in dias)) for p, c in partes] if dias else []


def _dias(red: str, parametros: Mapping[str, str], ahora: datetime) -> list[date]:
    """Días del Pacífico pedidos que la plataforma ya da y todavía guarda."""
    hoy = ahora.astimezone(PACIFICO).date()
    hasta = leer_momento(parametros["until"], "until") if "until" in parametros else ahora
    desde = leer_momento(parametros["since"], "since") if "since" in parametros else hasta - timedelta(days=1)
    tope = _DIAS_POR_CONSULTA[red]
    if desde > hasta:
        raise parametro("since param is not valid. Metrics data is available for the last 2 years")
    # En un cambio de horario noventa días de calendario duran una hora más.
    if hasta - desde > timedelta(days=tope) + _UNA_HORA:
        raise parametro(f"There cannot be more than {tope} days between since and until")
    guardado = hoy - timedelta(days=_DIAS_GUARDADOS[red])
    dados = (d for d in dias_entre(desde, min(hasta, ahora)) if fin_del_dia(d) + _RETRASO[red] <= ahora)
    return [d for d in dados if d >= guardado]


def _valor(metrica: MetricaMeta, dia: date, anchura: int, cifras: CifrasDelDia) -> int | None:
    """El valor del periodo que termina ese día, o ``None`` si la cuenta no tiene cifras de él."""
    ultimas = cifras(dia)
    if ultimas is None:
        return None
    if metrica.cifra == "seguidores":
        return ultimas["seguidores"] * metrica.por_ciento // 100
    ventana = [cifras(dia - timedelta(days=i)) for i in range(1, anchura)]
    valores = [n for c in (ultimas, *ventana) if c and (n := c.get(metrica.cifra)) is not None]
    if not valores:
        return None
    total = sum(valores)
    if metrica.cifra == "alcance" and anchura > 1:
        # Quien vuelve se cuenta una vez: menos que la suma de los días y no menos que el mayor de ellos.
        total = max(*valores, total * _ALCANCE_REPETIDO // 100)
    return total * metrica.por_ciento // 100


def _lista(parametros: Mapping[str, str], nombre: str) -> list[str]:
    return [n for n in parametros.get(nombre, "").split(",") if n]
