"""De ``/insights`` de una página a la tabla ``diarias``. Puro."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.facebook import campos
from conectores.meta.dias import dia_de, dias_entre
from conectores.meta.formas import arista, entero, lista, texto
from conectores.meta.marcos import Fila, Numerador, clave_de_definicion
from conectores.meta.registro import MetricaMeta, por_nombre
from conectores.meta.rondas import Recorrido
from conectores.meta.tareas import Tarea
from lineamientos.ausencias import Ausencia

_Clave = tuple[str, str, date]
_Cifra = tuple[PaginaLeida, int, int]


def de_insights(tareas: list[Tarea], recorrido: Recorrido) -> list[Fila]:
    """Una fila por cuenta, métrica y día de los que se pidieron; el que no vino, ausente con su razón.

    Raises:
        ContratoRoto: Si viene una métrica que no se pidió, o sin un valor entero.
    """
    conocidas = por_nombre(campos.RED, "pagina")
    numero = Numerador()
    cifras: dict[_Clave, _Cifra] = {}
    for o in recorrido.obtenidos:
        for entrada in arista(o.datos, campos.INSIGHTS):
            nombre = texto(entrada.get("name"), "name")
            if nombre not in conocidas:
                raise ContratoRoto(f"Llegó la métrica «{nombre}», que no se pide.")
            for dia, valor in _valores(entrada, nombre):
                cifras[o.tarea.cuenta, nombre, dia] = (o.pagina, numero(o.pagina), valor)
    filas: list[Fila] = []
    for tarea, fin, estado, ultima in zip(
        tareas, recorrido.fines, recorrido.estados, recorrido.ultimas, strict=True
    ):
        if fin.ausencia not in (None, Ausencia.RETIRADA) or tarea.dias is None:
            continue
        faltas = dict(estado.faltas)
        for nombre in tarea.metricas:
            razon = faltas.get(nombre, Ausencia.PLATAFORMA.value)
            for dia in dias_entre(*tarea.dias):
                metrica = conocidas[nombre]
                if metrica.da_datos_de(dia):
                    cifra = cifras.get((tarea.cuenta, nombre, dia))
                    filas.append(
                        _fila(tarea.cuenta, metrica, dia, cifra or (ultima, numero(ultima), None), razon)
                    )
    return filas


def _valores(entrada: Mapping[str, Any], nombre: str) -> list[tuple[date, int]]:
    """Los valores por día; uno sin valor es un día sin cifra."""
    valores = []
    for v in lista(entrada.get("values"), nombre):
        valor = entero(v.get("value"), nombre)
        try:
            dia = dia_de(v["end_time"])
        except (KeyError, TypeError, ValueError) as error:
            raise ContratoRoto(f"Un valor de «{nombre}» viene sin el fin de su día.") from error
        if valor is not None:
            valores.append((dia, valor))
    return valores


def _fila(
    cuenta: str, metrica: MetricaMeta, dia: date, cifra: tuple[PaginaLeida, int, int | None], razon: str
) -> Fila:
    pagina, numero, valor = cifra
    nombre = metrica.metrica or ""
    return {
        "archivo": pagina.archivo,
        "fila": numero,
        "cuenta": cuenta,
        "fecha": dia,
        "metrica": nombre,
        "definicion": clave_de_definicion(nombre, campos.RED, dia),
        "valor": valor,
        "ausencia": razon if valor is None else None,
        "fuente": "api",
    }
