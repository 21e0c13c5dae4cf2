"""El conector de una red de Meta: lo común a Facebook e Instagram; cada una declara lo suyo."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from conectores.comun.consultas import Consulta, Estimacion, Etapa, PaginaLeida, Respuesta
from conectores.comun.entorno import Entorno
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import CuentaApi, Vista
from conectores.meta.cliente import ClienteMeta, Subpeticion
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.rondas import avanzar
from conectores.meta.tareas import POR_LLAMADA, Estado, Tarea, a_cursor, de_cursor, ruta
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_CONCEPTO = "llamada"
_DIAS_POR_SEMANA = 7
_SEGUNDOS_POR_DIA = 86_400


@dataclass(frozen=True)
class Declaracion:
    """Lo propio de una red: funciones puras.

    Attributes:
        red: Red social.
        planear: Las consultas de una etapa.
        tareas: Las tareas de una consulta, siempre en el mismo orden.
        normalizar: De las páginas de una consulta, y la versión que se pidió, a los marcos del modelo.
    """

    red: str
    planear: Callable[[Etapa, Vista], Sequence[Consulta]]
    tareas: Callable[[Consulta], Sequence[Tarea]]
    normalizar: Callable[[Consulta, Sequence[PaginaLeida], str], LecturaApi]


class ConectorMeta:
    """Conector de Facebook o de Instagram; cumple ``conectores.comun.conector.Conector``.

    Args:
        declaracion: Lo propio de la red.
        entorno: Reloj, espera, libreta y dirección.
        credenciales: Fichas y versión.
    """

    def __init__(self, declaracion: Declaracion, entorno: Entorno, credenciales: CredencialesMeta) -> None:
        self.red = declaracion.red
        self._declaracion = declaracion
        self._version = credenciales.version
        self._politica = entorno.politica
        self._cliente = ClienteMeta(entorno, credenciales)

    def planear(self, etapa: Etapa, vista: Vista) -> Sequence[Consulta]:
        """Las consultas de una etapa, las menos que la plataforma permite."""
        return self._declaracion.planear(etapa, vista)

    def sin_credencial(self, vista: Vista) -> list[tuple[str, str, Ausencia, str]]:  # noqa: ARG002 - una sola credencial lo lee todo
        """Nada: quien puede leer una cuenta puede pedir todas sus operaciones."""
        return []

    def estimar(self, consulta: Consulta, vista: Vista) -> Estimacion:
        """Llamadas (cada subpetición cuenta) y peticiones, con el ritmo de cada cuenta en las listas."""
        por_tarea = [_paginas(t, consulta, vista) for t in self._declaracion.tareas(consulta)]
        rondas = range(max(por_tarea, default=0))
        vivas = [sum(paginas > ronda for paginas in por_tarea) for ronda in rondas]
        return Estimacion(sum(math.ceil(n / POR_LLAMADA) for n in vivas), {_CONCEPTO: sum(por_tarea)})

    def cargos_maximos(self, consulta: Consulta, cursor: str | None) -> Mapping[str, int]:
        """Subpeticiones de la siguiente página."""
        pendientes = de_cursor(cursor, self._declaracion.tareas(consulta))
        return {_CONCEPTO: min(len(pendientes), POR_LLAMADA)}

    def pedir(self, consulta: Consulta, cursor: str | None) -> Respuesta:
        """Pide una página: lo que falta de hasta 50 tareas.

        Raises:
            ErrorDeApi: El de la llamada entera.
        """
        tareas = self._declaracion.tareas(consulta)
        estados = de_cursor(cursor, tareas)[:POR_LLAMADA]
        self._esperar(estados)
        subpeticiones = [Subpeticion(tareas[e.tarea].cuenta, ruta(tareas[e.tarea], e)) for e in estados]
        primera = subpeticiones[0].ruta.partition("?")[0]
        peticion = f"POST /{self._version}/ lote de {len(estados)}: {primera} y lo que sigue"
        cuerpo = self._cliente.pedir(subpeticiones, peticion)
        return Respuesta(cuerpo, peticion, cargos={_CONCEPTO: len(subpeticiones)})

    def siguiente(self, consulta: Consulta, cursor: str | None, cuerpo: bytes) -> str | None:
        """El cursor con lo que falta después de una página, o ``None`` si fue la última.

        Raises:
            ContratoRoto: Si la página no contesta a lo que se pidió.
        """
        tareas = self._declaracion.tareas(consulta)
        return a_cursor(avanzar(tareas, de_cursor(cursor, tareas), cuerpo).faltan)

    def normalizar(
        self,
        consulta: Consulta,
        paginas: Sequence[PaginaLeida],
        cuentas: Mapping[str, CuentaApi],  # noqa: ARG002 - la consulta ya dice de qué cuenta es cada cosa
        semestres: Sequence[Semestre],  # noqa: ARG002 - cada fecha da su semestre
    ) -> LecturaApi:
        """De las páginas a los marcos del modelo.

        Raises:
            ContratoRoto: Si una página no tiene la forma prometida.
        """
        return self._declaracion.normalizar(consulta, paginas, self._version)

    def _esperar(self, estados: Sequence[Estado]) -> None:
        """Antes de repetir solo lo que falló, o tras un límite de frecuencia, da un respiro."""
        fallas = [e.fallas for e in estados]
        if not any(e.limitada for e in estados) and not all(fallas):
            return
        espera = self._politica.espera_inicial * float(2 ** (max(fallas) - 1))
        self._cliente.esperar(min(self._politica.espera_maxima, espera))


def _paginas(tarea: Tarea, consulta: Consulta, vista: Vista) -> int:
    """Páginas que se espera que dé una tarea."""
    if tarea.limite is None or tarea.desde is None or consulta.hasta is None:
        return 1
    semanas = (consulta.hasta - tarea.desde).total_seconds() / _SEGUNDOS_POR_DIA / _DIAS_POR_SEMANA
    ritmo = vista.ritmo.get(tarea.cuenta, vista.ventanas.publicaciones_por_semana)
    return max(1, math.ceil(ritmo * semanas / tarea.limite))
