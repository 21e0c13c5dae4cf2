"""Las cuentas con trámite abierto que ya no se vigilan: el padrón dejó de decir que rinden estadística."""

import polars as pl

from almacen import expediente as guardado
from almacen.maestro import Base
from flujos.pasos.espacio import Espacio
from flujos.pasos.vigilancia_lectura import Mirada
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision

_CONCLUIDAS = (EstadoDeRevision.RESUELTA, EstadoDeRevision.NOTIFICADA)


def fuera_del_padron(espacio: Espacio, base: Base, vista: Mirada) -> tuple[str, ...]:
    """Una oración por cada cuenta con trámite abierto en el semestre que no está entre las que se miran.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        vista: Lo que consta del semestre.
    """
    marco = guardado.eventos(base, vista.semestre.clave).filter(
        ~pl.col("cuenta").is_in(list(vista.situaciones))
    )
    eventos = guardado.como_eventos(marco)
    expedientes = (expediente_de(c, (e for e in eventos if e.cuenta == c)) for c in _cuentas(marco))
    return tuple(_dicho(espacio, vista, x) for x in expedientes if _abierto(x))


def _cuentas(marco: pl.DataFrame) -> list[str]:
    return sorted(set(marco["cuenta"]))


def _abierto(suyo: Expediente) -> bool:
    """Se le requirió y el Comité aún no resuelve."""
    return suyo.entrega is not EstadoDeEntrega.SIN_REQUERIR and suyo.revision not in _CONCLUIDAS


def _dicho(espacio: Espacio, vista: Mirada, suyo: Expediente) -> str:
    porque = (
        f"su vigencia en padron/cuentas.csv ya no toca el {vista.semestre.nombre}"
        if suyo.cuenta in espacio.padron.claves
        else "su fila ya no está en padron/cuentas.csv"
    )
    vence = f", con un plazo que vence el {suyo.plazo_que_corre.isoformat()}" if suyo.plazo_que_corre else ""
    return (
        f"{suyo.cuenta}: {porque} y su expediente sigue abierto (entrega {_llano(suyo.entrega)}, revisión "
        f"{_llano(suyo.revision)}{vence}): no se vigila. Si la cuenta salió, deje su fila con su último día "
        "en «vigente_hasta»; si no, devuélvala como estaba."
    )


def _llano(estado: str) -> str:
    return str(estado).replace("_", " ")
