"""Deja un servidor de Prefect listo: grupo de trabajo, límites y automatizaciones. Repetirlo no cambia nada.

``python -m flujos.prefect.puesta_en_marcha antes local`` va antes de poner los despliegues, que necesitan el
grupo; ``… despues local`` (o ``red``), después. Corre en la carpeta del programa.
"""

import sys
from pathlib import Path

import yaml
from prefect.automations import AutomationCore
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate, WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from flujos.pasos.servicio import GRUPO
from flujos.prefect.interrumpidas import retomar_interrumpidas
from flujos.prefect.limites import POR_RED, limite_de
from lineamientos.catalogo import REDES

_AUTOMATIZACIONES = Path("automatizaciones.yaml")


def poner_grupo(cliente: SyncPrefectClient) -> None:
    """Crea el grupo de trabajo si no está; si está, lo deja como lo tenga quien administra."""
    try:
        cliente.read_work_pool(GRUPO)
    except ObjectNotFound:
        cliente.create_work_pool(
            WorkPoolCreate(
                name=GRUPO,
                type="process",
                description="Procesos de la computadora que tiene el espacio de trabajo.",
            )
        )


def poner_limites(cliente: SyncPrefectClient) -> None:
    """Crea los límites que faltan: pedir uno que no existe solo avisa, y no limita nada."""
    existentes = {x.name for x in cliente.read_global_concurrency_limits(limit=200)}
    for red in REDES:
        if limite_de(red) not in existentes:
            cliente.create_global_concurrency_limit(
                GlobalConcurrencyLimitCreate(name=limite_de(red), limit=POR_RED)
            )


def poner_automatizaciones(cliente: SyncPrefectClient, ruta: Path = _AUTOMATIZACIONES) -> None:
    """Crea o pone al día las automatizaciones del archivo, por su nombre; no toca otras."""
    for declarada in yaml.safe_load(ruta.read_text("utf-8"))["automations"]:
        # Solo lo declarado: al ponerla al día, Prefect rechaza campos suyos aunque vayan vacíos.
        nucleo = AutomationCore.model_validate(declarada)
        iguales = cliente.read_automations_by_name(nucleo.name)
        if not iguales:
            cliente.create_automation(nucleo)
            continue
        # Ponerla al día borra lo que llevaba contado: lo interrumpido al detener el servicio no se retomaría.
        if _lo_declarado(iguales[0]) != _lo_declarado(nucleo):
            cliente.update_automation(iguales[0].id, nucleo)
        for sobra in iguales[1:]:
            cliente.delete_automation(sobra.id)


def _lo_declarado(automatizacion: AutomationCore) -> object:
    """Lo que dice una automatización, sin la identidad que le da el servidor."""
    campos = set(AutomationCore.model_fields)
    return _sin_identidad(automatizacion.model_dump(mode="json", include=campos))


def _sin_identidad(valor: object) -> object:
    if isinstance(valor, dict):
        return {k: _sin_identidad(v) for k, v in valor.items() if k != "id"}
    if isinstance(valor, list):
        partes = [_sin_identidad(v) for v in valor]
        # Prefect guarda conjuntos de textos: el orden en que los da no significa nada.
        return sorted(map(str, partes)) if all(isinstance(p, str) for p in partes) else partes
    return valor


def principal(momento: str, donde: str) -> None:
    """Hace lo de antes o lo de después de poner los despliegues.

    Args:
        momento: «antes» o «despues».
        donde: «local» si nadie de fuera de esta computadora llega al servidor; si no, «red».
    """
    with get_client(sync_client=True) as cliente:
        if momento == "antes":
            poner_grupo(cliente)
            poner_limites(cliente)
        elif momento == "despues":
            poner_automatizaciones(cliente)
            retomar_interrumpidas(cliente, una_computadora=donde == "local")
        else:
            raise ValueError(f"«{momento}» no es «antes» ni «despues»")


if __name__ == "__main__":
    principal(*sys.argv[1:])
