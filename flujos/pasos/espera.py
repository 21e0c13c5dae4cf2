"""Cuando otro proceso usa el espacio se espera, y se dice: un trabajo callado parece trabado."""

from collections.abc import Callable

from almacen.candado import candado
from almacen.errores import AlmacenOcupado
from almacen.maestro import ESPERA_SEGUNDOS
from flujos.pasos.espacio import Espacio
from flujos.pasos.recepcion import turno


def avisar_si_hay_que_esperar(espacio: Espacio, avisar: Callable[[str], None]) -> None:
    """Llama a ``avisar`` con una oración si otro proceso recibe o escribe en el espacio en este momento."""
    try:
        with turno(espacio, 0), candado(espacio.rutas.maestro, 0):
            return
    except AlmacenOcupado:
        avisar(
            f"Otra corrida está trabajando en {espacio.raiz}; se espera a que termine, hasta "
            f"{ESPERA_SEGUNDOS / 60:.0f} minutos. No hay que hacer nada."
        )
