"""Números de oficio: consecutivos por año, nunca dos iguales y sin saltos aunque el proceso muera.

El número se da al escribir, con el maestro abierto, y se gasta al asentarse la comunicación: quien muere
antes no gastó ninguno y quien muere después ya lo tiene asentado, así que el siguiente se cuenta bien.
"""

from almacen.maestro import Base
from flujos.pasos.asientos import poner_al_dia
from flujos.pasos.espacio import Espacio


def numeros_de_oficio(espacio: Espacio, base: Base, anio: int, cuantos: int) -> tuple[str, ...]:
    """Los que siguen, en orden; vacíos si ``pertinencia.toml`` no da formato y se ponen a mano.

    Se asientan con el mismo maestro abierto; entre tanto nadie más puede tomarlos.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        anio: Año del oficio.
        cuantos: Cuántos hacen falta.
    """
    formato = espacio.comunicaciones.numero
    if not formato:
        return ("",) * cuantos
    poner_al_dia(espacio, base)
    dados = set(base.consultar("SELECT numero_oficio AS n FROM comunicaciones WHERE n IS NOT NULL")["n"])
    nuevos: list[str] = []
    consecutivo = espacio.comunicaciones.primer_numero
    while len(nuevos) < cuantos:
        texto = formato.format(numero=consecutivo, anio=anio)
        if texto not in dados:
            nuevos.append(texto)
        consecutivo += 1
    return tuple(nuevos)
