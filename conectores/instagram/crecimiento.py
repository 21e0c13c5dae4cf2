"""De ``follows_and_unfollows`` a la tabla ``mediciones``: altas y bajas de seguidores por quincena. Puro."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import dia_local
from conectores.instagram import campos
from conectores.meta.dias import dia_del_pacifico
from conectores.meta.formas import arista, entero, lista, objeto
from conectores.meta.marcos import Fila, Numerador, clave_de_definicion
from conectores.meta.rondas import Recorrido
from conectores.meta.tareas import Tarea
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_METRICAS = {campos.ALTAS: "altas_seguidores", campos.BAJAS: "bajas_seguidores"}
_OTRAS_PARTES = ("UNKNOWN",)
"""Partes del desglose que no son altas ni bajas."""


def de_insights(tareas: Sequence[Tarea], recorrido: Recorrido) -> list[Fila]:
    """Dos filas por cuenta y quincena que la plataforma contestó; lo que no da es ausencia, no 0.

    Raises:
        ContratoRoto: Si el desglose trae una parte que no se conoce o un valor que no es entero.
    """
    numero = Numerador()
    obtenidos = {o.indice: o for o in recorrido.obtenidos}
    filas: list[Fila] = []
    terminadas = zip(tareas, recorrido.fines, recorrido.ultimas, strict=True)
    for indice, (tarea, fin, ultima) in enumerate(terminadas):
        if fin.ausencia not in (None, Ausencia.RETIRADA) or tarea.dias is None:
            continue
        obtenido = obtenidos.get(indice)
        partes = {} if obtenido is None else _partes(obtenido.datos)
        razon: Ausencia = fin.ausencia or Ausencia.PLATAFORMA
        if not _conservada(tarea.dias, ultima):
            partes, razon = {}, Ausencia.COBERTURA
        comunes = _comunes(tarea, tarea.dias, ultima, numero(ultima))
        for parte, metrica in _METRICAS.items():
            valor = partes.get(parte)
            filas.append(
                comunes
                | {
                    "metrica": metrica,
                    "definicion": clave_de_definicion(metrica, campos.RED, tarea.dias[1]),
                    "valor": valor,
                    "ausencia": razon.value if valor is None else None,
                }
            )
    return filas


def _conservada(dias: tuple[date, date], pagina: PaginaLeida) -> bool:
    """Si al leerla la plataforma todavía guardaba toda la quincena; después da solo lo que le queda."""
    return (dia_del_pacifico(pagina.leida_en) - dias[0]).days <= campos.DIAS_GUARDADOS


def _partes(datos: Mapping[str, Any]) -> dict[str, int]:
    """Cuántas cuentas hay en cada parte del desglose; vacío si la plataforma no lo da."""
    partes: dict[str, int] = {}
    for entrada in arista(datos, campos.INSIGHTS):
        total = objeto(entrada.get("total_value"), "total_value")
        for desglose in lista(total.get("breakdowns"), "breakdowns"):
            for resultado in lista(desglose.get("results"), "results"):
                nombre = next(iter(resultado.get("dimension_values") or ()), None)
                if nombre not in _METRICAS and nombre not in _OTRAS_PARTES:
                    raise ContratoRoto(f"Instagram desglosó por una parte que no se conoce: «{nombre}».")
                valor = entero(resultado.get("value"), str(entrada.get("name")))
                if valor is not None:
                    partes[nombre] = valor
    return partes


def _comunes(tarea: Tarea, dias: tuple[date, date], pagina: PaginaLeida, numero: int) -> dict[str, object]:
    return {
        "archivo": pagina.archivo,
        "hoja": "",
        "fila": numero,
        "columna": ",".join(tarea.metricas),
        "cuenta": tarea.cuenta,
        "semestre": Semestre.de_fecha(dias[0]).clave,
        "fuente": "api",
        "desde": dias[0],
        "hasta": dias[1],
        "corte": dia_local(pagina.leida_en),
    }
