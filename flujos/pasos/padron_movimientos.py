"""La historia del padrón: qué cambió desde la última vez que se vio, asentado una vez (arts. 2, 3 y 15).

Se compara con lo que dicen los propios movimientos, no con las tablas del padrón: otras corridas las ponen al
día sin asentar nada. La primera vez que se ve un padrón queda como punto de partida: nadie sabe cuándo entró
cada cuenta, así que no son altas.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from almacen import expediente
from almacen.asientos import Registro, identidad_de_acto
from almacen.maestro import Base, abrir_reservado
from flujos.pasos.asientos import asentar, poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.padron import Padron
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.movimientos import (
    ClaseDeMovimiento,
    Fila,
    Movimiento,
    aplicar,
    hechos,
    movimientos,
)
from lineamientos.semestres import Semestre

CLASE = "movimientos_del_padron"
"""Clase de sus asientos."""
_ARCHIVO = "padron/cuentas.csv"
_LEIDOS = (
    "SELECT * FROM movimientos_del_padron WHERE $cuenta IS NULL OR cuenta = $cuenta "
    "ORDER BY secuencia, registrado_en, lote, fila"
)


def registrar_movimientos(espacio: Espacio, base: Base, semestre: Semestre, por: str) -> tuple[Evento, ...]:
    """Asienta lo que cambió en el padrón y dice qué hechos de expediente faltan por asentar.

    Llamarla otra vez sin que el padrón cambie no asienta nada. Los hechos salen de todo lo asentado en el
    semestre, no solo de lo nuevo: si quien llama muere antes de asentarlos, la siguiente vez los recibe.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto: nadie más asienta mientras tanto.
        semestre: Semestre en que se ven los cambios.
        por: Quién los registra.

    Returns:
        Los de ``hechos_pendientes``: alta, baja o relevo de cada cuenta, en orden.
    """
    poner_al_dia(espacio, base)
    marco = _asentados(espacio)
    vistos = [_movimiento(f) for f in marco.iter_rows(named=True)]
    ahora = filas_del_padron(espacio.padron)
    nuevos = movimientos(aplicar({}, vistos), ahora, espacio.ahora_local().date(), primera=not vistos)
    if nuevos:
        secuencia = 1 + (int(str(marco["secuencia"].max())) if len(marco) else 0)
        _asentar(espacio, base, semestre, secuencia, nuevos, por)
    return hechos_pendientes(espacio, base, semestre)


def hechos_pendientes(espacio: Espacio, base: Base, semestre: Semestre) -> tuple[Evento, ...]:
    """Los hechos de expediente de los movimientos ya asentados en un semestre que no constan aún.

    Lo visto el último día de un semestre sin que nadie lo llevara al expediente sigue siendo de ese semestre.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto, con lo asentado al día.
        semestre: El semestre en que se vieron.
    """
    marco = _asentados(espacio)
    eventos = tuple(_eventos(marco.filter(pl.col("semestre") == semestre.clave)))
    constan = expediente.ya_constan(base, "eventos", "evento", [e.evento for e in eventos])
    return tuple(e for e in eventos if e.evento not in constan)


def historia(espacio: Espacio, cuenta: str | None = None) -> pl.DataFrame:
    """Movimientos asentados, del más viejo al más nuevo; de una cuenta o de todas."""
    return _asentados(espacio, cuenta)


def filas_del_padron(padron: Padron) -> dict[str, Fila]:
    """Lo que el padrón dice de cada cuenta, con sus contactos y el encargado de su área, como texto."""
    completo = padron.cuentas.join(padron.contactos, on="cuenta", how="left").join(
        padron.encargados, on="area", how="left"
    )
    return {f["cuenta"]: _textos(f) for f in completo.iter_rows(named=True)}


def _textos(fila: Mapping[str, object]) -> Fila:
    return {
        n: ("sí" if v else "no") if isinstance(v, bool) else str(v)
        for n, v in fila.items()
        if v is not None and n != "cuenta"
    }


def _asentados(espacio: Espacio, cuenta: str | None = None) -> pl.DataFrame:
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        return reservado.consultar(_LEIDOS, {"cuenta": cuenta})


def _movimiento(fila: Mapping[str, Any]) -> Movimiento:
    return Movimiento(
        fila["cuenta"],
        ClaseDeMovimiento(fila["clase_movimiento"]),
        fila["campo_padron"],
        fila["padron_antes"],
        fila["padron_ahora"],
        fila["rige_desde"],
    )


def _asentar(
    espacio: Espacio, base: Base, semestre: Semestre, secuencia: int, nuevos: Sequence[Movimiento], por: str
) -> None:
    filas = [_fila(m, semestre, secuencia, n) for n, m in enumerate(nuevos, 1)]
    quienes = [
        {
            "acto": f["movimiento"],
            "clase_asiento": CLASE,
            "semestre": semestre.clave,
            "cuenta": f["cuenta"],
            "registrado_por": por,
        }
        for f in filas
    ]
    contenido = (espacio.raiz / _ARCHIVO).read_bytes()
    tablas = {CLASE: filas, "asientos_reservados": quienes}
    asentar(espacio, base, Registro(CLASE, semestre.clave, _ARCHIVO, contenido, tablas))


def _fila(m: Movimiento, semestre: Semestre, secuencia: int, numero: int) -> dict[str, object]:
    # La secuencia distingue volver a un valor que ya se tuvo de asentar dos veces lo mismo.
    partes = (m.cuenta, m.clase, m.campo, m.antes, m.ahora, m.rige_desde)
    return {
        "movimiento": identidad_de_acto("movimiento", secuencia, *partes),
        "fila": numero,
        "cuenta": m.cuenta,
        "clase_movimiento": m.clase.value,
        "campo_padron": m.campo,
        "padron_antes": m.antes,
        "padron_ahora": m.ahora,
        "rige_desde": m.rige_desde,
        "semestre": semestre.clave,
        "secuencia": secuencia,
    }


def _eventos(marco: pl.DataFrame) -> Iterator[Evento]:
    for fila in marco.iter_rows(named=True):
        for consecuencia in hechos(_movimiento(fila)):
            yield hecho(
                fila["semestre"],
                fila["cuenta"],
                consecuencia.clase,
                fila["registrado_en"],
                consecuencia.fecha,
                documento=fila["movimiento"],
                detalle=consecuencia.detalle,
            )
