"""Altas, bajas y cambios del padrón entre dos veces que se vio (Lineamientos, arts. 2, 3 y 15)."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lineamientos.procedimiento.clases import ClaseDeEvento

Fila = Mapping[str, str]
"""Lo que el padrón dice de una cuenta, como texto; lo que no dice no está."""
DESDE, HASTA = "vigente_desde", "vigente_hasta"
_RELEVOS = {
    "administrador": "Cambió quien administra la cuenta.",
    "titular": "Cambió el titular del área.",
}


class ClaseDeMovimiento(StrEnum):
    """Qué pasó con una fila del padrón."""

    PARTIDA = "partida"
    """Así estaba la primera vez que se vio el padrón: no entró entonces, ahí empieza su historia."""
    ALTA = "alta"
    BAJA = "baja"
    CAMBIO = "cambio"


@dataclass(frozen=True)
class Movimiento:
    """Un cambio en una fila del padrón.

    Attributes:
        cuenta: Clave de la cuenta.
        clase: Qué pasó.
        campo: Columna que cambió; ``None`` si es la fila entera.
        antes: Lo que decía; de la fila entera, su JSON.
        ahora: Lo que dice; de la fila entera, su JSON.
        rige_desde: Desde cuándo: la vigencia que declara el padrón o, si no, el día en que se vio.
    """

    cuenta: str
    clase: ClaseDeMovimiento
    campo: str | None
    antes: str | None
    ahora: str | None
    rige_desde: date


@dataclass(frozen=True)
class HechoDelPadron:
    """Lo que un movimiento significa en el expediente de la cuenta."""

    clase: ClaseDeEvento
    fecha: date
    detalle: str


def movimientos(
    antes: Mapping[str, Fila], ahora: Mapping[str, Fila], hoy: date, *, primera: bool = False
) -> tuple[Movimiento, ...]:
    """Lo que cambió entre dos padrones, por cuenta y, dentro de ella, por columna.

    Args:
        antes: Cómo se vio la última vez.
        ahora: Cómo está.
        hoy: Día en que se ve.
        primera: Si es la primera vez que se ve: todo es punto de partida y no altas.
    """
    return tuple(
        m
        for cuenta in sorted({*antes, *ahora})
        for m in _de_cuenta(cuenta, antes.get(cuenta), ahora.get(cuenta), hoy, primera=primera)
    )


def aplicar(estado: Mapping[str, Fila], pasos: Iterable[Movimiento]) -> dict[str, Fila]:
    """El padrón que resulta de unos movimientos, en su orden."""
    filas = {cuenta: dict(fila) for cuenta, fila in estado.items()}
    for paso in pasos:
        if paso.campo is None:
            filas.pop(paso.cuenta, None)
            if paso.ahora is not None:
                filas[paso.cuenta] = json.loads(paso.ahora)
        elif paso.ahora is None:
            filas[paso.cuenta].pop(paso.campo, None)
        else:
            filas[paso.cuenta][paso.campo] = paso.ahora
    return dict(filas)


def hechos(movimiento: Movimiento) -> tuple[HechoDelPadron, ...]:
    """Los hechos de expediente que produce un movimiento; el punto de partida, ninguno.

    Una cuenta sale por «vigente_hasta» (su último día) o porque se quita su fila; entra con su fila o cuando
    se le borra «vigente_hasta». El relevo es de quien administra o del titular (arts. 3 y 15): corregir un
    acento o cambiar solo su correo no lo es.
    """
    m = movimiento
    match m.clase:
        case ClaseDeMovimiento.PARTIDA:
            return ()
        case ClaseDeMovimiento.ALTA:
            alta = HechoDelPadron(ClaseDeEvento.ALTA, m.rige_desde, "La cuenta entró al padrón.")
            hasta = json.loads(m.ahora or "{}").get(HASTA)
            return (alta, *((_baja(date.fromisoformat(hasta)),) if hasta else ()))
        case ClaseDeMovimiento.BAJA:
            # Si ya tenía último día, su baja se asentó cuando se escribió.
            return () if json.loads(m.antes or "{}").get(HASTA) else (_baja(m.rige_desde),)
        case ClaseDeMovimiento.CAMBIO:
            return _de_cambio(m)


def _de_cambio(m: Movimiento) -> tuple[HechoDelPadron, ...]:
    if m.campo == HASTA:
        if m.ahora is None:
            return (HechoDelPadron(ClaseDeEvento.ALTA, m.rige_desde, "La cuenta volvió a estar vigente."),)
        return (_baja(m.rige_desde),)
    if m.campo in _RELEVOS and m.ahora is not None and _llano(m.antes) != _llano(m.ahora):
        return (HechoDelPadron(ClaseDeEvento.RELEVO, m.rige_desde, _RELEVOS[m.campo]),)
    return ()


def _baja(ultimo: date) -> HechoDelPadron:
    return HechoDelPadron(ClaseDeEvento.BAJA, ultimo, "La cuenta salió del padrón; ese es su último día.")


def _llano(texto: str | None) -> str:
    descompuesto = unicodedata.normalize("NFKD", texto or "")
    return " ".join("".join(c for c in descompuesto if not unicodedata.combining(c)).casefold().split())


def _de_cuenta(
    cuenta: str, antes: Fila | None, ahora: Fila | None, hoy: date, *, primera: bool
) -> Iterator[Movimiento]:
    if ahora is None:
        fila = antes or {}
        yield Movimiento(
            cuenta, ClaseDeMovimiento.BAJA, None, _json(fila), None, _fecha(fila.get(HASTA), hoy)
        )
    elif antes is None:
        clase = ClaseDeMovimiento.PARTIDA if primera else ClaseDeMovimiento.ALTA
        yield Movimiento(cuenta, clase, None, None, _json(ahora), _fecha(ahora.get(DESDE), hoy))
    else:
        for campo in _cambiados(antes, ahora):
            nuevo = ahora.get(campo)
            rige = _fecha(nuevo, hoy) if campo in (DESDE, HASTA) else hoy
            yield Movimiento(cuenta, ClaseDeMovimiento.CAMBIO, campo, antes.get(campo), nuevo, rige)


def _cambiados(antes: Fila, ahora: Fila) -> Sequence[str]:
    return [c for c in sorted({*antes, *ahora}) if antes.get(c) != ahora.get(c)]


def _fecha(texto: str | None, hoy: date) -> date:
    return hoy if texto is None else date.fromisoformat(texto)


def _json(fila: Fila) -> str:
    return json.dumps(fila, ensure_ascii=False, sort_keys=True)
