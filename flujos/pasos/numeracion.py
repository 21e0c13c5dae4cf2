"""Números de oficio: consecutivos por año, nunca dos iguales y sin saltos aunque el proceso muera.

El número se da al escribir, con el maestro abierto, y se gasta al asentarse la comunicación: quien muere
antes no gastó ninguno y quien muere después ya lo tiene asentado, así que el siguiente se cuenta bien.
"""

from collections import Counter
from collections.abc import Sequence

from almacen.maestro import Base
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
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


def exigir_numeros_libres(base: Base, numeros: Sequence[str]) -> None:
    """Comprueba que ningún número se repita ni sea ya de otra comunicación.

    Args:
        base: Maestro abierto.
        numeros: Los que van a gastarse.

    Raises:
        OrdenInvalida: Si alguno no está libre.
    """
    ocupados = base.consultar(
        "SELECT numero_oficio AS n FROM comunicaciones WHERE list_contains($numeros, numero_oficio)",
        {"numeros": list(numeros)},
    )["n"]
    repetidos = {n for n, veces in Counter(numeros).items() if veces > 1} | set(ocupados)
    if repetidos:
        raise OrdenInvalida(
            f"El número de oficio {limpiar(', '.join(sorted(repetidos)))} ya es de otra comunicación; "
            "pida otro y escríbala de nuevo."
        )
