"""Correos guardados en ``entradas``: se aterrizan, se decide qué hacer con ellos y sus archivos se entregan.

Primero se asienta el correo con lo que se decidió; de ahí salen sus archivos, ahora o en la corrida siguiente
si esta muere. Así nada se pierde ni se duplica.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from almacen import asientos, correos
from almacen.asientos import bytes_de_orden
from almacen.escritura import escribir_atomico
from almacen.maestro import Base, abrir_reservado
from conectores.correo.mensaje import CorreoIlegible, interpretar
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.correos_asiento import CorreoVisto, asentar_correo, visto_de
from flujos.pasos.correos_decision import (
    ACEPTADO,
    CUARENTENA,
    REPETIDO,
    Decision,
    decidir,
)
from flujos.pasos.entradas import apartar_con_motivo, correos_en, huella
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre

_DESTINO = "correos"
"""Carpeta de ``entradas/rechazados`` a la que van los correos apartados."""


@dataclass(frozen=True)
class _Guardado:
    """Lo ya decidido.

    Attributes:
        vigentes: Lo último que se decidió de cada correo.
        entregados: Sus archivos que pasaron a ``entradas``.
        por_huella: Las filas de ``vigentes`` por la huella del correo.
    """

    vigentes: pl.DataFrame
    entregados: pl.DataFrame
    por_huella: Mapping[str, Mapping[str, Any]]


def _leer_guardado(espacio: Espacio) -> _Guardado:
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        vigentes, entregados = correos.vigentes(reservado), correos.entregados(reservado)
    return _Guardado(vigentes, entregados, {f["correo"]: f for f in vigentes.iter_rows(named=True)})


def recibir_correos(
    espacio: Espacio,
    semestre: Semestre,
    rutas: Sequence[Path] = (),
    huella_de: Callable[[Path], str] = huella,
) -> tuple[CorreoVisto, ...]:
    """Recibe los correos que estén en ``entradas``; quien llama tiene el turno de recepción.

    Args:
        espacio: Espacio abierto.
        semestre: El que se recibe.
        rutas: Archivos o carpetas dentro de ``entradas``; todo, si no se dicen.
        huella_de: De dónde se toma la huella de cada correo; lo ya decidido se reconoce por ella sola.

    Returns:
        Los que no se habían visto, los que siguen apartados y los repetidos.
    """
    hallados = correos_en(espacio, rutas)
    vistos = []
    with abrir_al_dia(espacio) as base:
        guardado = _leer_guardado(espacio)
        for ruta, citado in hallados:
            correo = huella_de(ruta)
            previo = guardado.por_huella.get(correo)
            if previo is not None and previo["estado_correo"] != CUARENTENA:
                sin_cambio = "Ya se había recibido este mismo correo; nada cambió."
                vistos.append(CorreoVisto(correo, citado, REPETIDO, sin_cambio))
                continue
            if visto := _recibir_uno(espacio, base, semestre, ruta, citado, correo, guardado):
                vistos.append(visto)
                guardado = _leer_guardado(espacio)
        entregar_adjuntos(espacio, base)
    return tuple(vistos)


def entregar_adjuntos(espacio: Espacio, base: Base) -> tuple[Path, ...]:
    """Pone en ``entradas`` los archivos de correos aceptados que aún no son un lote; repetirlo no agrega."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        pendientes = correos.entregados(reservado)
    conocidos = base.consultar("SELECT lote FROM lotes WHERE origen = 'archivo'")["lote"]
    faltan = pendientes.filter(~pl.col("lote_recibido").is_in(conocidos.implode()))
    puestos = []
    for f in faltan.iter_rows(named=True):
        destino = espacio.entradas / f["archivo"]
        if destino.is_file() and huella(destino) == f["sha256"]:
            continue
        contenido = asientos.adjunto(espacio.rutas.aterrizaje, f["lote_correo"], f["correo"])
        mensaje = interpretar(contenido, espacio.recepcion.servidor_de_confianza, espacio.limites)
        escribir_atomico(destino, mensaje.adjuntos[f["fila"] - 1].contenido)
        puestos.append(destino)
    return tuple(puestos)


def _recibir_uno(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    ruta: Path,
    citado: str,
    correo: str,
    guardado: _Guardado,
) -> CorreoVisto | None:
    """Decide y asienta un correo; ``None`` si aún se está copiando: se verá en la corrida siguiente."""
    previo = guardado.por_huella.get(correo)
    if ruta.stat().st_size > espacio.limites.bytes_archivo:
        contenido = bytes_de_orden({"correo": correo, "bytes": ruta.stat().st_size})
        decision = _demasiado_grande(ruta.stat().st_size, espacio.limites.bytes_archivo)
    else:
        contenido = ruta.read_bytes()
        if hashlib.sha256(contenido).hexdigest() != correo:
            return None
        carpeta = citado.split("/", 1)[0] if "/" in citado else None
        de_cuenta = carpeta if carpeta in espacio.padron.claves else None
        decision = decidir_contenido(espacio, semestre, correo, contenido, de_cuenta)
        decision = _si_se_repite(decision, guardado)
    igual = previo is not None and previo["motivo_correo"] == decision.motivo
    if not (igual and decision.estado == CUARENTENA):
        asentar_correo(espacio, base, semestre, correo, contenido, decision, previo, None)
    if decision.estado == CUARENTENA:
        apartar_con_motivo(espacio, ruta, f"{_DESTINO}/{Path(citado).name}", decision.motivo)
    return visto_de(correo, citado, decision)


def decidir_contenido(
    espacio: Espacio,
    semestre: Semestre,
    correo: str,
    contenido: bytes,
    carpeta: str | None,
    *,
    confirmado: bool = False,
) -> Decision:
    """Interpreta los bytes de un correo y decide qué se hace con él, como ``decidir``."""
    try:
        mensaje = interpretar(contenido, espacio.recepcion.servidor_de_confianza, espacio.limites)
    except CorreoIlegible as error:
        return Decision(
            CUARENTENA,
            f"No se entiende como correo: {error}. Guárdelo de nuevo desde su programa de correo, como "
            "archivo "
            ".eml, y póngalo otra vez en entradas/.",
        )
    return decidir(espacio, semestre, correo, mensaje, carpeta=carpeta, confirmado=confirmado)


def _demasiado_grande(medida: int, tope: int) -> Decision:
    return Decision(
        CUARENTENA,
        f"Mide {medida / 1_000_000:,.0f} MB y el tope es de {tope / 1_000_000:,.0f} MB; no se leyó. Pida que "
        "manden la exportación por partes, o eleve bytes_archivo en [limites] y póngalo otra vez en "
        "entradas/.",
    )


def _si_se_repite(decision: Decision, guardado: _Guardado) -> Decision:
    """El mismo mensaje guardado otra vez con otros encabezados: no se entrega de nuevo."""
    mensaje = decision.mensaje
    if decision.estado != ACEPTADO or mensaje is None or mensaje.mensaje_id is None:
        return decision
    previos = guardado.vigentes.filter(
        (pl.col("mensaje_id") == mensaje.mensaje_id)
        & (pl.col("remitente") == mensaje.remitente)
        & (pl.col("estado_correo") == ACEPTADO)
    )
    antes = guardado.entregados.filter(pl.col("correo").is_in(previos["correo"].implode()))
    ya = set(antes.select("carpeta", "sha256").iter_rows())
    suyos = {(d.carpeta, hashlib.sha256(d.adjunto.contenido).hexdigest()) for d in decision.destinos}
    if not ya or not suyos <= ya:
        return decision
    return Decision(REPETIDO, "Es un correo ya recibido, guardado otra vez; nada cambió.", mensaje)
