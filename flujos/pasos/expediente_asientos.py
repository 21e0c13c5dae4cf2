"""Asentar en el expediente lo que ocurre, se escribe, se notifica y se recibe; lo que consta no se repite."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any, TypeVar

from almacen import expediente
from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden, identidad_de_acto
from almacen.maestro import Base
from esquemas.hallazgos import limpiar
from flujos.pasos.asientos import asentar, poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import Adjunto, Escrita, Prueba, Recepcion, con_identidad_libre, hecho
from flujos.pasos.expediente_filas import (
    ESCRITAS,
    EVENTOS,
    NOTIFICACIONES,
    RECEPCIONES,
    Filas,
    filas_de_comunicacion,
    filas_de_eventos,
    quienes,
    unir,
)
from flujos.pasos.notificacion_hechos import dia_que_cuenta, hechos_de_notificacion
from flujos.pasos.numeracion import exigir_numeros_libres
from flujos.pasos.padron_personas import ambitos_de
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento

_T = TypeVar("_T")


def asentar_eventos(
    espacio: Espacio,
    base: Base,
    semestre: str,
    eventos: Sequence[Evento],
    por: str,
    adjunto: Adjunto | None = None,
) -> tuple[str, ...]:
    """Asienta hechos en una sola transacción; los que ya constan no se repiten.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Clave del semestre.
        eventos: Hechos, con la identidad que da ``hecho``.
        por: Quién los registra, o el nombre del proceso.
        adjunto: El archivo que los prueba, o ``None``; sus bytes se conservan y su nombre es reservado.

    Returns:
        Identidades de los que no constaban.
    """
    poner_al_dia(espacio, base)
    anulados = expediente.anulados(base, semestre)
    libres = [con_identidad_libre(e, anulados) for e in eventos]
    nuevos = _nuevos(base, EVENTOS, "evento", {e.evento: e for e in libres})
    filas = filas_de_eventos(semestre, nuevos.values())
    registrados = quienes(EVENTOS, semestre, ((e.evento, e.cuenta) for e in nuevos.values()), por)
    if adjunto is not None:
        for fila in registrados["asientos_reservados"]:
            fila |= {"adjunto": limpiar(adjunto.nombre), "adjunto_sha256": adjunto.sha256}
    unir(filas, registrados)
    bytes_suyos = () if adjunto is None else (adjunto.contenido,)
    return _asentar(espacio, base, EVENTOS, semestre, filas, nuevos, bytes_suyos)


def asentar_comunicaciones(
    espacio: Espacio, base: Base, semestre: str, escritas: Sequence[Escrita], por: str
) -> tuple[str, ...]:
    """Asienta comunicaciones escritas, con sus documentos; quedan como borrador, sin notificar.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Clave del semestre.
        escritas: Comunicaciones, cada una con su identidad.
        por: Quién las escribió.

    Returns:
        Identidades de las que no constaban.

    Raises:
        OrdenInvalida: Si un número de oficio ya es de otra comunicación.
    """
    poner_al_dia(espacio, base)
    nuevas = _nuevos(base, ESCRITAS, "comunicacion", {e.datos.comunicacion: e for e in escritas})
    exigir_numeros_libres(base, [e.datos.numero for e in nuevas.values() if e.datos.numero])
    filas: Filas = {}
    adjuntos: dict[str, bytes] = {}
    for n, escrita in enumerate(nuevas.values(), 1):
        unir(filas, filas_de_comunicacion(semestre, n, escrita))
        adjuntos |= {hashlib.sha256(d.contenido).hexdigest(): d.contenido for d in escrita.documentos}
    de_quien = (
        (i, e.datos.cuentas[0].cuenta if len(e.datos.cuentas) == 1 else "") for i, e in nuevas.items()
    )
    unir(filas, quienes(ESCRITAS, semestre, de_quien, por))
    return _asentar(espacio, base, ESCRITAS, semestre, filas, nuevas, tuple(adjuntos.values()))


def asentar_notificacion(
    espacio: Espacio, base: Base, comunicacion: Mapping[str, Any], prueba: Prueba, por: str
) -> bool:
    """Asienta la prueba de que una comunicación se notificó, como ``asentar_notificaciones``.

    Returns:
        Si no constaba.
    """
    return bool(asentar_notificaciones(espacio, base, [(comunicacion, prueba)], por))


def asentar_notificaciones(
    espacio: Espacio, base: Base, notificadas: Sequence[tuple[Mapping[str, Any], Prueba]], por: str
) -> tuple[str, ...]:
    """Asienta en un solo lote por semestre la prueba de que unas comunicaciones se notificaron.

    La primera prueba de cada una trae su hecho en cada cuenta. Otra prueba de lo ya notificado se agrega sin
    otro hecho: los plazos corren desde la primera.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        notificadas: Fila de cada una en ``almacen.expediente.comunicaciones``, y en qué consta.
        por: Quién lo registra.

    Returns:
        Identidades de las pruebas que no constaban.
    """
    poner_al_dia(espacio, base)
    identidades = [_identidad_de_prueba(c, p) for c, p in notificadas]
    constan = expediente.ya_constan(base, NOTIFICACIONES, "notificacion", identidades)
    con_prueba = set(
        expediente.ya_constan(
            base, NOTIFICACIONES, "comunicacion", [c["comunicacion"] for c, _ in notificadas]
        )
    )
    ambitos = ambitos_de(espacio.padron)
    por_semestre: dict[str, tuple[Filas, dict[str, bytes], list[str]]] = {}
    for identidad, (comunicacion, prueba) in zip(identidades, notificadas, strict=True):
        if identidad in constan:
            continue
        cual, semestre = str(comunicacion["comunicacion"]), str(comunicacion["semestre"])
        filas, adjuntos, nuevas = por_semestre.setdefault(semestre, ({}, {}, []))
        unir(filas, _filas_de_prueba(espacio, identidad, comunicacion, prueba, por))
        if cual not in con_prueba:
            nacen, computos = hechos_de_notificacion(
                espacio, comunicacion, prueba.notificada_en, prueba.medio, prueba.folio, ambitos
            )
            unir(filas, filas_de_eventos(semestre, nacen, computos))
        con_prueba.add(cual)
        nuevas.append(identidad)
        if prueba.documento is not None:
            adjuntos[hashlib.sha256(prueba.documento).hexdigest()] = prueba.documento
    for semestre, (filas, adjuntos, nuevas) in por_semestre.items():
        for tabla in (NOTIFICACIONES, EVENTOS):
            for n, fila in enumerate(filas.get(tabla, ()), 1):
                fila["fila"] = n
        _asentar(espacio, base, NOTIFICACIONES, semestre, filas, nuevas, tuple(adjuntos.values()))
    return tuple(i for *_, nuevas in por_semestre.values() for i in nuevas)


def _identidad_de_prueba(comunicacion: Mapping[str, Any], prueba: Prueba) -> str:
    return identidad_de_acto(
        "notificacion",
        comunicacion["comunicacion"],
        prueba.medio,
        prueba.notificada_en.astimezone(UTC).isoformat(),
        prueba.folio,
        prueba.prueba,
        _huella(prueba),
    )


def _huella(prueba: Prueba) -> str | None:
    return None if prueba.documento is None else hashlib.sha256(prueba.documento).hexdigest()


def _filas_de_prueba(
    espacio: Espacio, identidad: str, comunicacion: Mapping[str, Any], prueba: Prueba, por: str
) -> Filas:
    semestre, cuentas = str(comunicacion["semestre"]), list(comunicacion["cuentas"])
    fila: dict[str, object] = {
        "notificacion": identidad,
        "fila": 1,
        "semestre": semestre,
        "comunicacion": comunicacion["comunicacion"],
        "medio": prueba.medio,
        "notificada_en": prueba.notificada_en,
        "fecha_efectiva": dia_que_cuenta(
            espacio, comunicacion, prueba.notificada_en, ambitos_de(espacio.padron)
        ),
        "folio": prueba.folio or None,
        "prueba": prueba.prueba,
        "prueba_sha256": _huella(prueba),
    }
    quien = quienes(NOTIFICACIONES, semestre, [(identidad, cuentas[0] if len(cuentas) == 1 else "")], por)
    quien["asientos_reservados"][0] |= {
        "texto_integro": prueba.reservado or None,
        "adjunto": prueba.nombre or None,
        "adjunto_sha256": _huella(prueba),
    }
    return {NOTIFICACIONES: [fila]} | quien


def asentar_recepciones(
    espacio: Espacio, base: Base, semestre: str, recibidas: Sequence[Recepcion], por: str
) -> tuple[str, ...]:
    """Asienta recepciones; las que ya constan no se repiten.

    Cada entrega va con su hecho «recibido»; un escrito no: acusarlo no es tener por entregada la estadística.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Clave del semestre.
        recibidas: Lo que se recibió.
        por: Quién lo registra.

    Returns:
        Identidades de las que no constaban.
    """
    poner_al_dia(espacio, base)
    nuevas = _nuevos(base, RECEPCIONES, "recepcion", {r.recepcion: r for r in recibidas})
    filas: Filas = {
        RECEPCIONES: [
            {"recepcion": i, "fila": n, "semestre": semestre, "cuenta": r.cuenta, "medio": r.medio,
             "folio": r.folio, "recibido_en": r.recibido_en, "fecha_efectiva": r.fecha,
             "en_tiempo": r.en_tiempo, "archivo_recibido": limpiar(r.archivo),
             "recibido_sha256": r.sha256 or None, "lote_recibido": r.lote or None, "sello": r.sello or None}
            for n, (i, r) in enumerate(nuevas.items(), 1)
        ]
    }  # fmt: skip
    recibido = ClaseDeEvento.RECIBIDO
    hechos = [
        hecho(
            semestre, r.cuenta, recibido, r.recibido_en, r.fecha, documento=i, detalle=r.detalle
        )
        for i, r in nuevas.items() if r.entrega
    ]  # fmt: skip
    unir(filas, filas_de_eventos(semestre, hechos))
    quien = quienes(RECEPCIONES, semestre, ((i, r.cuenta) for i, r in nuevas.items()), por)
    for fila in quien["asientos_reservados"]:
        suya = nuevas[str(fila["acto"])]
        fila |= {
            "texto_integro": suya.reservado or None,
            "adjunto": suya.nombre or None,
            "adjunto_sha256": None if suya.documento is None else hashlib.sha256(suya.documento).hexdigest(),
        }
    unir(filas, quien)
    escaneados = {
        hashlib.sha256(r.documento).hexdigest(): r.documento
        for r in nuevas.values()
        if r.documento is not None
    }
    return _asentar(espacio, base, RECEPCIONES, semestre, filas, nuevas, tuple(escaneados.values()))


def _nuevos(base: Base, tabla: str, columna: str, por_identidad: dict[str, _T]) -> dict[str, _T]:
    constan = expediente.ya_constan(base, tabla, columna, por_identidad)
    return {i: v for i, v in por_identidad.items() if i not in constan}


def _asentar(
    espacio: Espacio,
    base: Base,
    clase: str,
    semestre: str,
    filas: Filas,
    nuevos: Iterable[str],
    adjuntos: tuple[bytes, ...] = (),
) -> tuple[str, ...]:
    identidades = tuple(nuevos)
    # Sin nada nuevo no queda otro lote: repetir no cambia nada.
    if identidades:
        contenido = bytes_de_orden({"clase": clase, "identidades": list(identidades)})
        asentar(espacio, base, Registro(clase, semestre, POR_ORDEN, contenido, filas, adjuntos))
    return identidades
