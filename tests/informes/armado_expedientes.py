"""Expedientes de prueba: las dos vías del art. 15, una cuenta que atendió, una en trámite y una al día."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

import polars as pl

from informes.datos import ESQUEMA_AVISOS
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento

_C, _V = ClaseDeComunicacion, ClaseDeEvento
_Aviso = tuple[Evento, dict[str, object]]


def julio(dia: int) -> date:
    return date(2026, 7, dia)


def hecho(
    cuenta: str,
    clase: ClaseDeEvento,
    dia: date,
    *,
    documento: str = "",
    vence: date | None = None,
    observaciones: tuple[str, ...] = (),
    detalle: str = "",
) -> Evento:
    momento = datetime.combine(dia, time(17, 5), tzinfo=UTC)
    identidad = f"{cuenta}/{clase}/{dia}"
    return Evento(identidad, cuenta, clase, momento, dia, documento, vence, observaciones, detalle)


def aviso(
    cuenta: str,
    clase: ClaseDeComunicacion,
    dia: date,
    vence: date,
    observaciones: tuple[str, ...] = (),
    *,
    medio: str = "correo",
    prueba: str = "El servidor de correo lo aceptó: 250 2.0.0 Ok.",
) -> _Aviso:
    """Una comunicación notificada y el hecho que nace de ella."""
    cual, evento = f"{cuenta}/{clase}", COMUNICACIONES[clase].evento
    assert evento is not None
    uno = hecho(cuenta, evento, dia, documento=cual, vence=vence, observaciones=observaciones)
    papel = medio == "papel"
    fila: dict[str, object] = {
        "cuenta": cuenta,
        "comunicacion": cual,
        "clase_comunicacion": str(clase),
        "numero_oficio": "INE/CNCS/0123/2026" if papel else None,
        "notificada_el": dia,
        "notificada_en": uno.ocurrido_en,
        "medio": medio,
        "folio": "4571" if papel else None,
        "prueba": prueba,
    }
    return uno, fila


def marco_de_avisos(filas: Iterable[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(list(filas), schema=ESQUEMA_AVISOS, orient="row")


def requerimiento(cuenta: str) -> _Aviso:
    return aviso(cuenta, _C.REQUERIMIENTO, date(2026, 6, 24), julio(14))


def expedientes(hostil: str) -> tuple[tuple[Evento, ...], pl.DataFrame]:
    """Los hechos y los avisos: ``fb-jal`` persiste por observaciones y ``x-ags`` por falta de entrega."""
    por_observaciones = ("o1", "o2")
    sellado = "Oficio con sello de recibido de la Junta."
    avisos = [
        *(requerimiento(c) for c in ("x-central", "fb-jal", "x-jal", "yt-ags", "x-ags")),
        aviso("fb-jal", _C.OBSERVACIONES, julio(15), julio(17), por_observaciones),
        aviso("fb-jal", _C.TITULAR, julio(20), julio(22), por_observaciones, medio="papel", prueba=sellado),
        aviso("x-ags", _C.SILENCIO, julio(15), julio(17)),
        aviso("x-ags", _C.TITULAR, julio(20), julio(22), medio="papel", prueba=hostil),
        aviso("x-jal", _C.SILENCIO, julio(15), julio(17)),
        aviso("x-jal", _C.TITULAR, julio(20), julio(22), medio="papel", prueba=sellado),
        aviso("yt-ags", _C.OBSERVACIONES, julio(27), julio(29), ("o3",)),
    ]
    otros = (
        hecho("x-central", _V.RECIBIDO, julio(6), documento="lote-1"),
        hecho("fb-jal", _V.RECIBIDO, julio(13), documento="lote-2"),
        hecho("fb-jal", _V.NO_SUBSANADO, julio(18), observaciones=por_observaciones),
        hecho("fb-jal", _V.PERSISTENTE, julio(23), observaciones=por_observaciones),
        hecho("fb-jal", _V.SUBSANADO, julio(24), documento="lote-5", observaciones=("o1",)),
        hecho("x-ags", _V.PERSISTENTE, julio(23)),
        hecho("x-jal", _V.RECIBIDO, julio(21), documento="lote-3"),
        hecho("yt-ags", _V.RECIBIDO, julio(24), documento="lote-4"),
        hecho("yt-ags", _V.PRORROGADO, julio(14), vence=julio(24), detalle="Acuerdo CG-02/2026 del Comité."),
    )
    return (*(e for e, _ in avisos), *otros), marco_de_avisos(f for _, f in avisos)
