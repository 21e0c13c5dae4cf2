"""El conector de YouTube: junta plan, cliente y normalizadores con el contrato común."""

from collections.abc import Mapping, Sequence

from conectores.comun.consultas import Consulta, Estimacion, Etapa, PaginaLeida, Respuesta
from conectores.comun.entorno import Entorno
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import CuentaApi, Vista
from conectores.youtube import plan
from conectores.youtube.cliente import Cliente, siguiente_pagina
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.declaracion import (
    CANALES,
    CLASE_CANALES,
    CLASE_LISTA,
    CLASE_VIDEOS,
    CONSULTA_ANALYTICS,
    DIARIAS,
    LISTA,
    METRICAS,
    METRICAS_DIARIAS,
    PERFILES,
    PUBLICACIONES,
    RED,
    UNIDAD,
    VIDEOS,
)
from conectores.youtube.diarias import dias_pedidos, normalizar_diarias
from conectores.youtube.errores import es_lista_ausente
from conectores.youtube.lectura import datos_de
from conectores.youtube.metricas import normalizar_metricas
from conectores.youtube.perfiles import POR_USUARIO, normalizar_perfiles
from conectores.youtube.publicaciones import CURSOR_DEL_CANAL, normalizar_publicaciones
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_NORMALIZADORES = {
    PERFILES: normalizar_perfiles,
    PUBLICACIONES: normalizar_publicaciones,
    METRICAS: normalizar_metricas,
    DIARIAS: normalizar_diarias,
}


class ConectorYoutube:
    """Data API con la clave del proyecto y Analytics con la autorización de cada titular.

    Args:
        entorno: Reloj, espera, libreta y direcciones.
        credenciales: Con qué se entra.
    """

    red = RED

    def __init__(self, entorno: Entorno, credenciales: CredencialesYoutube) -> None:
        self._credenciales = credenciales
        self._cliente = Cliente(entorno, credenciales)

    def planear(self, etapa: Etapa, vista: Vista) -> Sequence[Consulta]:
        """Las consultas de una etapa para las que hay credencial."""
        return plan.planear(etapa, vista, self._credenciales)

    def sin_credencial(self, vista: Vista) -> list[tuple[str, str, Ausencia, str]]:
        """Lo que no se planea por falta de credencial: cuenta, operación, razón y qué hacer."""
        return plan.sin_credencial(vista, self._credenciales)

    def estimar(self, consulta: Consulta, vista: Vista) -> Estimacion:
        """Peticiones y unidades que costará."""
        return plan.estimar(consulta, vista)

    def cargos_maximos(self, consulta: Consulta, cursor: str | None) -> Mapping[str, int]:  # noqa: ARG002 - toda página cuesta lo mismo
        """Una unidad, o una consulta de Analytics: cuesta lo mismo traiga lo que traiga."""
        return {CONSULTA_ANALYTICS if consulta.operacion == DIARIAS else UNIDAD: 1}

    def pedir(self, consulta: Consulta, cursor: str | None) -> Respuesta:
        """Pide una página.

        Raises:
            ErrorDeApi: Si la plataforma no da una página buena.
        """
        objetos = consulta.objetos
        if consulta.operacion == DIARIAS:
            cruda, peticion = self._cliente.analitica(consulta.cuentas[0], _informe(consulta))
        elif consulta.operacion == PUBLICACIONES and cursor != CURSOR_DEL_CANAL:
            pedidos = LISTA | {"playlistId": objetos[0]}
            cruda, peticion = self._cliente.datos("playlistItems", pedidos, CLASE_LISTA, cursor)
        elif consulta.operacion == METRICAS:
            cruda, peticion = self._cliente.datos("videos", VIDEOS | {"id": ",".join(objetos)}, CLASE_VIDEOS)
        else:
            cruda, peticion = self._cliente.datos("channels", CANALES | _canales(consulta), CLASE_CANALES)
        return Respuesta(cruda.cuerpo, peticion, cruda.estado, self.cargos_maximos(consulta, cursor))

    def siguiente(self, consulta: Consulta, cursor: str | None, cuerpo: bytes) -> str | None:
        """El cursor de la página que sigue, o ``None`` si fue la última.

        Raises:
            Transitorio: Si la página apunta a sí misma.
        """
        if consulta.operacion != PUBLICACIONES or cursor == CURSOR_DEL_CANAL:
            return None
        if es_lista_ausente(cuerpo):
            return CURSOR_DEL_CANAL
        return siguiente_pagina(datos_de(cuerpo), cursor)

    def normalizar(
        self,
        consulta: Consulta,
        paginas: Sequence[PaginaLeida],
        cuentas: Mapping[str, CuentaApi],  # noqa: ARG002 - la consulta ya dice de qué cuenta es cada objeto
        semestres: Sequence[Semestre],  # noqa: ARG002 - el periodo va en la consulta
    ) -> LecturaApi:
        """De las páginas a los marcos del modelo.

        Raises:
            ContratoRoto: Si una página no tiene la forma prometida.
        """
        normalizador = _NORMALIZADORES.get(consulta.operacion)
        if normalizador is None:
            raise ContratoRoto(f"YouTube no tiene la operación «{consulta.operacion}».")
        return normalizador(consulta, paginas)


def _informe(consulta: Consulta) -> dict[str, str]:
    desde, hasta = dias_pedidos(consulta)
    return {
        "ids": f"channel=={consulta.objetos[0]}",
        "startDate": desde.isoformat(),
        "endDate": hasta.isoformat(),
        "metrics": ",".join(METRICAS_DIARIAS),
        "dimensions": "day",
    }


def _canales(consulta: Consulta) -> dict[str, str]:
    if consulta.operacion == PUBLICACIONES:
        return {"id": consulta.objetos[1]}
    if consulta.parametros["por"] == POR_USUARIO["por"]:
        return {"forHandle": consulta.objetos[0]}
    return {"id": ",".join(consulta.objetos)}


def crear(entorno: Entorno, credenciales: CredencialesYoutube) -> ConectorYoutube:
    """El conector, listo para usarse desde varios hilos."""
    return ConectorYoutube(entorno, credenciales)
