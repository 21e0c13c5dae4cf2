"""El conector de X: junta planeación, cliente y normalizador."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta, Estimacion, Etapa, PaginaLeida, Respuesta
from conectores.comun.entorno import Entorno
from conectores.comun.lectura import LecturaApi
from conectores.comun.llamadas import Cruda
from conectores.comun.vista import CuentaApi, Vista
from conectores.x import normalizador, planeacion
from conectores.x.cliente import Cliente
from conectores.x.credenciales import CredencialesX
from conectores.x.declaracion import CON_VENTANA, CONCEPTO, PAGINAS_MAXIMAS, RED
from conectores.x.paginas import Pagina, Recorridos, abrir, siguiente
from conectores.x.peticiones import armar
from conectores.x.recorte import recortar
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre


def crear(entorno: Entorno, credenciales: CredencialesX) -> Conector:
    """El conector de X; sirve a varios hilos."""
    return ConectorX(entorno, credenciales)


class ConectorX:
    """Conector de X por la API v2.

    Args:
        entorno: Reloj, espera, libreta y dirección.
        credenciales: Token y ortografía.
    """

    red = RED

    def __init__(self, entorno: Entorno, credenciales: CredencialesX) -> None:
        self._cliente = Cliente(entorno, credenciales)
        self._ortografia = credenciales.ortografia
        self._recorridos = Recorridos()
        self._recien = threading.local()

    def planear(self, etapa: Etapa, vista: Vista) -> Sequence[Consulta]:
        """Las consultas de una etapa."""
        return planeacion.planear(etapa, vista)

    def sin_credencial(self, vista: Vista) -> list[tuple[str, str, Ausencia, str]]:  # noqa: ARG002 - una sola credencial lo lee todo
        """Nada: quien puede leer una cuenta puede pedir todas sus operaciones."""
        return []

    def estimar(self, consulta: Consulta, vista: Vista) -> Estimacion:
        """Peticiones y unidades que costará."""
        return planeacion.estimar(consulta, vista)

    def cargos_maximos(self, consulta: Consulta, cursor: str | None) -> Mapping[str, int]:  # noqa: ARG002
        """Lo más que puede costar la siguiente página, sea cual sea."""
        return planeacion.cargos_maximos(consulta)

    def pedir(self, consulta: Consulta, cursor: str | None) -> Respuesta:
        """Pide una página.

        Raises:
            ErrorDeApi: Transitorio, definitivo, contrato roto o ventana larga.
        """
        peticion = armar(consulta, cursor, self._ortografia)

        pagina = Pagina([], [], None)

        def comprobar(cruda: Cruda) -> None:
            nonlocal pagina
            pagina = _abrir(consulta, cruda.datos())
            if consulta.operacion in CON_VENTANA:
                maximas = PAGINAS_MAXIMAS[consulta.operacion]
                self._recorridos.comprobar(consulta.lote, cursor, pagina, maximas)

        cruda = self._cliente.obtener(peticion, comprobar)
        cuerpo = recortar(consulta.operacion, cruda.datos())
        # Lo que sigue es preguntar cuál sigue: la página de este hilo ya está abierta.
        self._recien.cuerpo, self._recien.pagina = cuerpo, pagina
        cargos = {CONCEPTO[consulta.operacion]: len(pagina.elementos)}
        return Respuesta(cuerpo, str(peticion), cruda.estado, cargos)

    def siguiente(self, consulta: Consulta, cursor: str | None, cuerpo: bytes) -> str | None:
        """El cursor de la página que sigue a una aterrizada, o ``None`` si fue la última.

        Raises:
            Transitorio: Si la página repite el cursor con que se pidió.
        """
        recien = cuerpo is getattr(self._recien, "cuerpo", None)
        pagina = self._recien.pagina if recien else _abrir(consulta, Cruda(200, {}, cuerpo).datos())
        return siguiente(pagina, cursor)

    def normalizar(
        self,
        consulta: Consulta,
        paginas: Sequence[PaginaLeida],
        cuentas: Mapping[str, CuentaApi],
        semestres: Sequence[Semestre],
    ) -> LecturaApi:
        """De las páginas a los marcos del modelo.

        Raises:
            ContratoRoto: Si una página no tiene la forma prometida.
        """
        return normalizador.normalizar(consulta, paginas, cuentas, semestres)


def _abrir(consulta: Consulta, datos: Any) -> Pagina:
    return abrir(datos, por_paginas=consulta.operacion in CON_VENTANA)
