"""El reloj del equipo no puede ir antes de lo último asentado: los plazos se contarían mal."""

from almacen.maestro import Base
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio


def exigir_reloj(espacio: Espacio, base: Base) -> None:
    """Exige que el reloj no vaya atrasado; se mira con el maestro tomado, para que nadie asiente entre tanto.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.

    Raises:
        OrdenInvalida: Si el reloj está antes de lo último que se asentó.
    """
    cuando = base.consultar("SELECT max(registrado_en) AS ultimo FROM asientos").item()
    momento = espacio.ahora_local()
    if cuando is not None and momento < cuando:
        raise OrdenInvalida(
            f"El reloj de este equipo dice {momento:%Y-%m-%d %H:%M} y lo último se asentó el "
            f"{cuando.astimezone(momento.tzinfo):%Y-%m-%d %H:%M}: va atrasado. Corríjalo y repita la orden; "
            "no se escribió ni se envió nada."
        )
