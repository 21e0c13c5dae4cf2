"""Registrar un acto por orden y volver a cargar los que ya se registraron."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from almacen import asientos
from almacen.aterrizaje import Manifiesto
from almacen.errores import LoteDanado
from almacen.inventario import Inventario, inventariar
from almacen.maestro import Base, abrir_maestro, abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from flujos.pasos.reloj import exigir_reloj

_BITACORA = logging.getLogger("pertinencia")


def asentar(
    espacio: Espacio, base: Base, registro: asientos.Registro, *, con_reloj_dudoso: bool = False
) -> Manifiesto:
    """Aterriza un registro y lo carga: primero sus bytes, luego lo reservado y al final el maestro.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto: con él se comprobó lo que se asienta y nadie más escribe mientras tanto.
        registro: Lo que se asienta.
        con_reloj_dudoso: Si se asienta aunque el reloj vaya antes de lo último: la declaración de que no.

    Raises:
        OrdenInvalida: Si el reloj va antes de lo último que se asentó.
    """
    poner_al_dia(espacio, base)
    if not con_reloj_dudoso:
        exigir_reloj(espacio, base)
    manifiesto = asientos.aterrizar(espacio.rutas.aterrizaje, registro, espacio.ahora())
    _cargar(espacio, base, manifiesto)
    return manifiesto


def poner_al_dia(espacio: Espacio, base: Base) -> tuple[str, ...]:
    """Carga lo que aterrizó y no llegó al maestro porque el proceso murió; repetirlo no cambia nada.

    Va antes de leer lo asentado: si no, lo ya registrado podría volver a registrarse.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.

    Returns:
        Una oración por cada lote que no puede leerse; lo demás sí se cargó.
    """
    if espacio.maestro_en_obra is not None:
        # Quien la arma carga todo lo aterrizado; al maestro de verdad le sigue faltando.
        return ()
    hallados, danados = asientos.pendientes(espacio.rutas.aterrizaje)
    for manifiesto in hallados:
        try:
            _cargar(espacio, base, manifiesto)
        except LoteDanado as error:
            danados.append(error)
    oraciones = tuple(str(d) for d in danados)
    for oracion in oraciones:
        _BITACORA.warning("%s", oracion)
    return oraciones


@contextmanager
def abrir_al_dia(espacio: Espacio) -> Iterator[Base]:
    """El maestro abierto para escribir, con todo lo asentado. Mismos errores que ``abrir_maestro``."""
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        poner_al_dia(espacio, base)
        yield base


def marcar_sin_cargar(espacio: Espacio, base: Base) -> None:
    """Marca como pendiente lo asentado que no está en el maestro, para después de restaurar un respaldo.

    Un respaldo que se hace mientras alguien asienta lleva el lote y una base que aún no lo tenía.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
    """
    raiz = espacio.rutas.aterrizaje
    cargados = set(base.consultar("SELECT lote FROM asientos")["lote"])
    for manifiesto in inventariar(raiz).asientos:
        if manifiesto.lote not in cargados:
            asientos.marcar(raiz, manifiesto.lote)


def _cargar(espacio: Espacio, base: Base, manifiesto: Manifiesto) -> None:
    raiz = espacio.rutas.aterrizaje
    asentado = asientos.leer(raiz, manifiesto)
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        asientos.cargar_reservado(reservado, asentado)
    asientos.cargar(base, asentado)
    asientos.cargado(raiz, manifiesto.lote)


def leer_documento(espacio: Espacio, ruta: Path) -> bytes:
    """Los bytes de un archivo que se entrega con una orden.

    Raises:
        OrdenInvalida: Si no existe, no es un archivo o pasa del tope de ``pertinencia.toml``.
    """
    if not ruta.is_file():
        raise OrdenInvalida(f"No existe el archivo {ruta}. Revise la ruta.")
    if ruta.stat().st_size > espacio.limites.bytes_archivo:
        raise OrdenInvalida(
            f"{ruta} mide {ruta.stat().st_size:,} bytes y el tope es {espacio.limites.bytes_archivo:,}. "
            "¿Es el archivo correcto?"
        )
    return ruta.read_bytes()


def recargar(espacio: Espacio, inventario: Inventario, *, reservado: bool) -> tuple[str, ...]:
    """Vuelve a cargar todo lo asentado, en el orden en que se registró.

    Args:
        espacio: Espacio, con su maestro en obra.
        inventario: Lo aterrizado.
        reservado: Si también se pone al día la base reservada; un ensayo no la toca.

    Returns:
        Una oración por cada lote que no pudo leerse.
    """
    danados, leidos = [], []
    for manifiesto in sorted(inventario.asientos, key=lambda m: (m.momento, m.lote)):
        try:
            leidos.append(asientos.leer(espacio.rutas.aterrizaje, manifiesto))
        except LoteDanado as error:
            danados.append(str(error))
    if reservado and leidos:
        with abrir_reservado(espacio.rutas, espacio.ahora()) as base:
            for asentado in leidos:
                asientos.cargar_reservado(base, asentado)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        for asentado in leidos:
            asientos.cargar(base, asentado)
    return tuple(danados)
