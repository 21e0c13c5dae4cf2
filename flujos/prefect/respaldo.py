"""El respaldo como flujo: cada madrugada y cuando alguien lo pida."""

from pathlib import Path

from prefect import get_run_logger

from flujos.pasos import respaldo as pasos
from flujos.pasos.espacio import Espacio
from flujos.pasos.espera import avisar_si_hay_que_esperar
from flujos.pasos.respaldo import Respaldo
from flujos.prefect.artefactos_respaldo import anunciar_respaldo
from flujos.prefect.parametros import CarpetaDeRespaldos, EspacioDeTrabajo, abrir, carpeta_de_respaldos
from flujos.prefect.tareas import flujo, tarea


@tarea("Respaldar el espacio")
def respaldar(espacio: Espacio, destino: Path | None) -> Respaldo:
    """Respalda el espacio y comprueba lo escrito."""
    return pasos.respaldar(espacio, destino)


@flujo("respaldo")
def respaldo(destino: CarpetaDeRespaldos = "", espacio: EspacioDeTrabajo = "") -> Respaldo:
    """Respalda el espacio de trabajo en un solo archivo, sin sus credenciales."""
    abierto = abrir(espacio)
    avisar_si_hay_que_esperar(abierto, get_run_logger().warning)
    hecho = respaldar(abierto, carpeta_de_respaldos(destino))
    get_run_logger().info("Respaldo en %s: %d archivos, %d bytes", hecho.ruta, hecho.archivos, hecho.bytes)
    anunciar_respaldo(hecho)
    return hecho
