"""Registrar un acto por orden y volver a cargar los que ya se registraron."""

from pathlib import Path

from almacen import asientos
from almacen.aterrizaje import Manifiesto
from almacen.errores import LoteDanado
from almacen.inventario import Inventario
from almacen.maestro import Base, abrir_maestro, abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio


def asentar(espacio: Espacio, base: Base, registro: asientos.Registro) -> Manifiesto:
    """Aterriza un registro y lo carga: primero sus bytes, luego lo reservado y al final el maestro.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto: con él se comprobó lo que se asienta y nadie más escribe mientras tanto.
        registro: Lo que se asienta.
    """
    manifiesto = asientos.aterrizar(espacio.rutas.aterrizaje, registro, espacio.ahora())
    asentado = asientos.leer(espacio.rutas.aterrizaje, manifiesto)
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        asientos.cargar_reservado(reservado, asentado)
    asientos.cargar(base, asentado)
    return manifiesto


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
