"""De un informe de Analytics a las cifras del canal día por día, en días del Pacífico.

Un informe sin ``rows`` no trae ceros: no trae datos.
Fuente: https://developers.google.com/youtube/analytics/reference/reports/query.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.enteros import cabe
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import inicio_del_dia
from conectores.comun.lectura import LecturaApi
from conectores.youtube.declaracion import METRICAS_DIARIAS, PACIFICO, RED
from conectores.youtube.lectura import datos_de, marco, recoleccion
from esquemas.tablas import DIARIAS, RECOLECCIONES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import definicion

_DIMENSION = "day"
_UN_DIA = timedelta(days=1)
_PLAZO = timedelta(hours=96)
"""Cuánto después de terminar un día puede llegar aún: YouTube dice de 48 a 72 horas, y aquí uno más."""


def dias_pedidos(consulta: Consulta) -> tuple[date, date]:
    """Primer y último día del Pacífico que pide una consulta, inclusive.

    Raises:
        ContratoRoto: Si la consulta no tiene periodo.
    """
    if consulta.desde is None or consulta.hasta is None:
        raise ContratoRoto("Una consulta de cifras diarias debe tener periodo.")
    desde, hasta = (m.astimezone(PACIFICO).date() for m in (consulta.desde, consulta.hasta))
    return desde, hasta - _UN_DIA


def normalizar_diarias(consulta: Consulta, paginas: Sequence[PaginaLeida]) -> LecturaApi:
    """Cifras de cada día; el que falta queda ausente o, si aún puede llegar, sin fila y sin abarcarse.

    Raises:
        ContratoRoto: Si el informe no trae las columnas pedidas o un valor no es entero.
    """
    pagina, cuenta = paginas[-1], consulta.cuentas[0]
    desde, hasta = dias_pedidos(consulta)
    datos = datos_de(pagina.cuerpo)
    posiciones = _columnas(datos)
    dias = _por_dia(datos, posiciones, desde, hasta)
    pedidos = [desde + n * _UN_DIA for n in range((hasta - desde).days + 1)]
    por_llegar = [d for d in pedidos if d not in dias and _puede_llegar(d, pagina.leida_en)]
    # Los que faltan no tienen renglón: se numeran después de los que hay.
    libres = count(len(datos.get("rows", [])) + 1)
    filas: list[dict[str, object]] = []
    for dia in pedidos:
        if dia in por_llegar:
            continue
        numero, valores = dias[dia] if dia in dias else (next(libres), None)
        filas += [
            _fila(dia, metrica, None if valores is None else valores[posiciones[nombre]])
            | {"archivo": pagina.archivo, "fila": numero, "cuenta": cuenta}
            for nombre, metrica in METRICAS_DIARIAS.items()
        ]
    if dias:
        detalle = f"YouTube aún no da todos los días desde el {por_llegar[0]}." if por_llegar else None
        cubre = inicio_del_dia(por_llegar[0], PACIFICO) if por_llegar else consulta.hasta
        resultado = recoleccion(
            consulta, cuenta, pagina.leida_en, detalle=detalle, abarca=(consulta.desde, cubre)
        )
    else:
        detalle = f"YouTube Analytics no tiene datos del canal del {desde} al {hasta}."
        resultado = recoleccion(consulta, cuenta, pagina.leida_en, Ausencia.PLATAFORMA, detalle)
    return LecturaApi(diarias=marco(filas, DIARIAS), recolecciones=marco([resultado], RECOLECCIONES))


def _puede_llegar(dia: date, leida_en: datetime) -> bool:
    return leida_en < inicio_del_dia(dia + _UN_DIA, PACIFICO) + _PLAZO


def _columnas(datos: dict[str, Any]) -> dict[str, int]:
    """En qué posición viene cada columna."""
    encabezados = datos.get("columnHeaders")
    if not isinstance(encabezados, list):
        raise ContratoRoto("El informe de YouTube Analytics no trae «columnHeaders».")
    nombres = [e.get("name") if isinstance(e, dict) else None for e in encabezados]
    pedidas = [_DIMENSION, *METRICAS_DIARIAS]
    if faltan := [n for n in pedidas if n not in nombres]:
        raise ContratoRoto(f"El informe de YouTube Analytics no trae: {', '.join(faltan)}.")
    return {n: nombres.index(n) for n in pedidas}


def _por_dia(
    datos: dict[str, Any], posiciones: dict[str, int], desde: date, hasta: date
) -> dict[date, tuple[int, list[Any]]]:
    """Los renglones por día, con su posición desde 1; de un día repetido vale el último."""
    renglones = datos.get("rows", [])
    if not isinstance(renglones, list):
        raise ContratoRoto("«rows» no es una lista en el informe de YouTube Analytics.")
    dias: dict[date, tuple[int, list[Any]]] = {}
    for numero, renglon in enumerate(renglones, start=1):
        if not isinstance(renglon, list) or len(renglon) <= max(posiciones.values()):
            raise ContratoRoto(f"El renglón {numero} de YouTube Analytics no tiene todas sus columnas.")
        dia = _dia(renglon[posiciones[_DIMENSION]])
        if not desde <= dia <= hasta:
            raise ContratoRoto(f"YouTube Analytics devolvió el día {dia}, que no se pidió.")
        dias[dia] = (numero, renglon)
    return dias


def _dia(valor: object) -> date:
    try:
        return date.fromisoformat(valor if isinstance(valor, str) else "")
    except ValueError:
        raise ContratoRoto("Un día de YouTube Analytics no es una fecha.") from None


def _fila(dia: date, metrica: str, crudo: object) -> dict[str, object]:
    valor = _entero(metrica, crudo)
    return {
        "fecha": dia,
        "metrica": metrica,
        "definicion": definicion(metrica, RED, dia).clave,
        "valor": valor,
        "ausencia": Ausencia.PLATAFORMA.value if valor is None else None,
        "fuente": "api",
    }


def _entero(metrica: str, crudo: object) -> int | None:
    """Una cifra; puede ser negativa: los «me gusta» retirados se restan el día en que se retiran."""
    if crudo is None:
        return None
    valor = int(crudo) if isinstance(crudo, float) and crudo.is_integer() else crudo
    if not isinstance(valor, int) or isinstance(valor, bool):
        raise ContratoRoto(f"La cifra de «{metrica}» en YouTube Analytics no es un entero.")
    if not cabe(valor):
        raise ContratoRoto(f"La cifra de «{metrica}» en YouTube Analytics es imposible: {valor}.")
    return valor
