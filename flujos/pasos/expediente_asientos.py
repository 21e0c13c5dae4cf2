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
from flujos.pasos.expediente_actos import Escrita, Prueba, Recepcion, hecho
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
from flujos.pasos.numeracion import exigir_numeros_libres
from flujos.pasos.padron_personas import ambito_de
from lineamientos.calendario import NACIONAL
from lineamientos.horarios import fecha_efectiva_de_notificacion
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from lineamientos.semestres import Semestre

_T = TypeVar("_T")


def asentar_eventos(
    espacio: Espacio, base: Base, semestre: str, eventos: Sequence[Evento], por: str
) -> tuple[str, ...]:
    """Asienta hechos en una sola transacción; los que ya constan no se repiten.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Clave del semestre.
        eventos: Hechos, con la identidad que da ``hecho``.
        por: Quién los registra, o el nombre del proceso.

    Returns:
        Identidades de los que no constaban.
    """
    poner_al_dia(espacio, base)
    nuevos = _nuevos(base, EVENTOS, "evento", {e.evento: e for e in eventos})
    filas = filas_de_eventos(semestre, nuevos.values())
    unir(filas, quienes(EVENTOS, semestre, ((e.evento, e.cuenta) for e in nuevos.values()), por))
    return _asentar(espacio, base, EVENTOS, semestre, filas, nuevos)


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
    """Asienta la prueba de que una comunicación se notificó y, si es la primera, su hecho en cada cuenta.

    Otra prueba de lo ya notificado se agrega sin otro hecho: los plazos corren desde la primera.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        comunicacion: Su fila de ``almacen.expediente.comunicaciones``.
        prueba: En qué consta.
        por: Quién la registra.

    Returns:
        Si no constaba.
    """
    poner_al_dia(espacio, base)
    cual, semestre = str(comunicacion["comunicacion"]), str(comunicacion["semestre"])
    huella = None if prueba.documento is None else hashlib.sha256(prueba.documento).hexdigest()
    identidad = identidad_de_acto(
        "notificacion",
        cual,
        prueba.medio,
        prueba.notificada_en.astimezone(UTC).isoformat(),
        prueba.folio,
        prueba.prueba,
        huella,
    )
    if expediente.ya_constan(base, NOTIFICACIONES, "notificacion", [identidad]):
        return False
    primera = base.consultar(
        "SELECT 1 AS n FROM notificaciones WHERE comunicacion = $cual LIMIT 1", {"cual": cual}
    ).is_empty()
    vigentes = espacio.parametros.del_semestre(Semestre.de_texto(semestre))
    cuentas = list(comunicacion["cuentas"])
    ambitos = {c: ambito_de(espacio.padron, c) for c in cuentas}
    efectivas = {
        ambito: fecha_efectiva_de_notificacion(
            prueba.notificada_en, espacio.calendario, vigentes, ambito
        ).fecha
        for ambito in {*ambitos.values()} or {NACIONAL}
    }
    fila: dict[str, object] = {
        "notificacion": identidad,
        "fila": 1,
        "semestre": semestre,
        "comunicacion": cual,
        "medio": prueba.medio,
        "notificada_en": prueba.notificada_en,
        # Si el día no es el mismo en todas, aquel en que ya está notificada a todas.
        "fecha_efectiva": max(efectivas.values()),
        "folio": prueba.folio or None,
        "prueba": prueba.prueba,
        "prueba_sha256": huella,
    }
    filas: Filas = {NOTIFICACIONES: [fila]}
    clase = COMUNICACIONES[ClaseDeComunicacion(comunicacion["clase_comunicacion"])]
    if primera and clase.evento is not None:
        marco = Marco.de(Semestre.de_texto(semestre), espacio.calendario, vigentes, prueba.notificada_en)
        comunicado = (comunicacion["vence"], comunicacion["computo"])
        vencen = {
            c: vence_de_lo_notificado(clase.clase, comunicado, efectivas[ambito], marco, ambito)
            for c, ambito in ambitos.items()
        }
        con_folio = f", acuse {prueba.folio}" if prueba.folio else ""
        detalle = f"{clase.titulo}: se notificó por {prueba.medio}{con_folio}."
        nacen = [
            hecho(
                semestre,
                cuenta,
                clase.evento,
                prueba.notificada_en,
                efectivas[ambitos[cuenta]],
                documento=cual,
                vence=vencen[cuenta][0],
                observaciones=[
                    o["observacion"] for o in comunicacion["observaciones"] if o["cuenta"] == cuenta
                ],
                detalle=detalle,
            )
            for cuenta in cuentas
        ]
        unir(filas, filas_de_eventos(semestre, nacen, {c: v[1] for c, v in vencen.items()}))
    quien = quienes(NOTIFICACIONES, semestre, [(identidad, cuentas[0] if len(cuentas) == 1 else "")], por)
    quien["asientos_reservados"][0] |= {
        "texto_integro": prueba.reservado or None,
        "adjunto": prueba.nombre or None,
        "adjunto_sha256": huella,
    }
    unir(filas, quien)
    adjuntos = () if prueba.documento is None else (prueba.documento,)
    _asentar(espacio, base, NOTIFICACIONES, semestre, filas, [identidad], adjuntos)
    return True


def asentar_recepciones(
    espacio: Espacio, base: Base, semestre: str, recibidas: Sequence[Recepcion], por: str
) -> tuple[str, ...]:
    """Asienta recepciones, cada una con su hecho «recibido»; las que ya constan no se repiten.

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
        for i, r in nuevas.items()
    ]  # fmt: skip
    unir(filas, filas_de_eventos(semestre, hechos))
    unir(filas, quienes(RECEPCIONES, semestre, ((i, r.cuenta) for i, r in nuevas.items()), por))
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
