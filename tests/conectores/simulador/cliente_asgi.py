"""Un cliente que habla con la aplicación del simulador en el mismo proceso, sin red."""

import asyncio

import httpx
from fastapi import FastAPI

from conectores.simulador import meta, oauth, youtube
from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.contexto import ContextoSimulado
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import PlanDeFallas
from conectores.simulador.nucleo import Nucleo


class Cliente:
    def __init__(self, aplicacion):
        self._transporte = httpx.ASGITransport(app=aplicacion)

    def get(self, ruta, **otros):
        return self._pedir("GET", ruta, **otros)

    def post(self, ruta, **otros):
        return self._pedir("POST", ruta, **otros)

    def _pedir(self, metodo, ruta, **otros):
        async def pedir():
            async with httpx.AsyncClient(transport=self._transporte, base_url="http://simulador") as cliente:
                return await cliente.request(metodo, ruta, **otros)

        return asyncio.run(pedir())


def montar_sobre(fuente, ahora, escenario=None, plan=None):
    contexto = ContextoSimulado(
        Nucleo(fuente, ahora), escenario or Escenario(), plan or PlanDeFallas(), Contabilidad()
    )
    aplicacion = FastAPI()
    # La de Meta va primero a propósito: sus rutas no deben tapar las de las otras.
    for modulo in (meta, youtube, oauth):
        aplicacion.include_router(modulo.rutas(contexto))
    return Cliente(aplicacion), contexto
