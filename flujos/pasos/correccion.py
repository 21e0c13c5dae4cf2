"""Corregir el momento con que se registró una notificación: lo anterior se conserva y deja de contar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from almacen import expediente as guardado
from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden, identidad_de_acto
from almacen.candado import candado
from almacen.maestro import Base
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.bandeja import ESPERA_SEGUNDOS, puesto
from flujos.pasos.comunicaciones import buscar
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import con_identidad_libre, hecho
from flujos.pasos.expediente_filas import NOTIFICACIONES, Filas, filas_de_eventos, quienes, unir
from flujos.pasos.notificacion_hechos import dia_que_cuenta, hechos_de_notificacion
from flujos.pasos.notificar import exigir_momento
from flujos.pasos.padron_personas import ambitos_de
from flujos.pasos.reloj import exigir_reloj
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.hechos import sin_sustento


@dataclass(frozen=True)
class Corregida:
    """Lo que resultó de corregirla.

    Attributes:
        comunicacion: Identidad entera.
        titulo: Cómo se llama.
        antes: Día que contaba.
        ahora: Día que cuenta.
        nueva: ``False`` si ya constaba ese momento.
        anulados: Cuántos vencimientos que constaban dejaron de sostenerse.
        posteriores: Títulos de lo notificado después a las mismas cuentas, que no se deshace.
    """

    comunicacion: str
    titulo: str
    antes: date
    ahora: date
    nueva: bool
    anulados: int = 0
    posteriores: tuple[str, ...] = ()


def corregir(espacio: Espacio, cual: str, momento: datetime, motivo: str, por: str) -> Corregida:
    """Corrige cuándo se notificó una comunicación; sus plazos se cuentan desde el momento corregido.

    Args:
        espacio: Espacio abierto.
        cual: Principio de la identidad de la comunicación.
        momento: Cuándo se notificó de verdad, con zona.
        motivo: Por qué se corrige; se publica.
        por: Quién la corrige.

    Raises:
        OrdenInvalida: Si no hay tal comunicación, no consta notificada, falta el motivo o el momento no pudo
            ser.
        AlmacenOcupado: Si la bandeja está enviando y no termina a tiempo.
    """
    if not motivo:
        raise OrdenInvalida("Falta --motivo: por qué se corrige, en una oración.")
    with candado(puesto(espacio), ESPERA_SEGUNDOS), abrir_al_dia(espacio) as base:
        exigir_reloj(espacio, base)
        carta = buscar(espacio, base, cual)
        fila, titulo = carta.fila, carta.clase.titulo
        if not fila["notificada"]:
            raise OrdenInvalida(
                f"{titulo} {carta.identidad} no consta notificada: no hay qué corregir. Registre el acuse "
                "con «pertinencia notificar»."
            )
        if fila["notificada_en"] == momento:
            return Corregida(
                carta.identidad, titulo, fila["notificada_el"], fila["notificada_el"], nueva=False
            )
        exigir_momento(espacio, carta, momento)
        hechos = guardado.como_eventos(guardado.eventos(base, fila["semestre"]))
        nacen, computos, anulan = _hechos(espacio, base, fila, momento, hechos, limpiar(motivo))
        nueva = _notificacion(espacio, base, fila, momento, limpiar(motivo))
        filas: Filas = {NOTIFICACIONES: [nueva]}
        unir(filas, filas_de_eventos(fila["semestre"], nacen, computos))
        unir(filas, _renumeradas(filas_de_eventos(fila["semestre"], anulan), len(nacen)))
        cuentas = list(fila["cuentas"])
        de_quien = [(str(nueva["notificacion"]), cuentas[0] if len(cuentas) == 1 else "")]
        unir(filas, quienes(guardado.CORRECCIONES, fila["semestre"], de_quien, por))
        contenido = bytes_de_orden({"clase": guardado.CORRECCIONES, "notificacion": nueva["notificacion"]})
        asentar(
            espacio,
            base,
            Registro(guardado.CORRECCIONES, fila["semestre"], POR_ORDEN, contenido, filas),
        )
        despues = buscar(espacio, base, carta.identidad).fila
    return Corregida(
        carta.identidad,
        titulo,
        fila["notificada_el"],
        despues["notificada_el"],
        nueva=True,
        anulados=len(anulan) - len(nacen),
        posteriores=_posteriores(fila, hechos),
    )


def _hechos(
    espacio: Espacio,
    base: Base,
    fila: Mapping[str, Any],
    momento: datetime,
    hechos: Sequence[Evento],
    motivo: str,
) -> tuple[list[Evento], dict[str, str | None], list[Evento]]:
    """Los hechos que nacen en lugar de los de antes, cómo se contaron y las correcciones que los anulan."""
    clase = COMUNICACIONES[ClaseDeComunicacion(fila["clase_comunicacion"])]
    previos = [h for h in hechos if h.documento == fila["comunicacion"] and h.clase is clase.evento]
    ocupadas = {h.evento for h in previos} | guardado.anulados(base, fila["semestre"])
    nacen, computos = hechos_de_notificacion(
        espacio, fila, momento, fila["medio"], fila["folio"] or "", ambitos_de(espacio.padron)
    )
    nacen = [con_identidad_libre(e, ocupadas) for e in nacen]
    suyos: dict[str, list[Evento]] = {}
    for h in (*(h for h in hechos if h not in previos), *nacen):
        suyos.setdefault(h.cuenta, []).append(h)
    caidos = [h for cuenta in fila["cuentas"] for h in sin_sustento(suyos.get(cuenta, ()))]
    ahora = espacio.ahora_local()
    anulan = [
        hecho(
            fila["semestre"],
            h.cuenta,
            ClaseDeEvento.CORREGIDO,
            ahora,
            ahora.date(),
            documento=h.evento,
            detalle=f"{clase.titulo}: se corrigió cuándo se notificó y no cuenta lo del "
            f"{h.fecha.isoformat()}. {motivo}",
        )
        for h in (*previos, *caidos)
    ]
    return nacen, computos, anulan


def _notificacion(
    espacio: Espacio, base: Base, fila: Mapping[str, Any], momento: datetime, motivo: str
) -> dict[str, object]:
    """La misma notificación con otro momento; su número de corrección va en ``fila``."""
    cual, semestre = fila["comunicacion"], fila["semestre"]
    vale = guardado.pruebas(base, semestre).filter(comunicacion=cual).row(0, named=True)
    todas = guardado.notificaciones(base, semestre).filter(comunicacion=cual)
    antes = vale["notificada_en"].astimezone(espacio.zona)
    dicha = str(vale["prueba"]).split(" Corregida: ")[0]
    return {
        "notificacion": identidad_de_acto(
            "correccion", cual, vale["notificacion"], momento.astimezone(UTC).isoformat()
        ),
        "fila": len(todas),
        "semestre": semestre,
        "comunicacion": cual,
        "medio": vale["medio"],
        "notificada_en": momento,
        "fecha_efectiva": dia_que_cuenta(espacio, fila, momento, ambitos_de(espacio.padron)),
        "folio": vale["folio"],
        "prueba": f"{dicha} Corregida: decía el {antes:%Y-%m-%d a las %H:%M}. {motivo}",
        "prueba_sha256": vale["prueba_sha256"],
    }


def _renumeradas(filas: Filas, desde: int) -> Filas:
    """Los mismos hechos, contados después de otros del mismo asiento."""
    for n, fila in enumerate(filas["eventos"], desde + 1):
        fila["fila"] = n
    return filas


def _posteriores(fila: Mapping[str, Any], hechos: Sequence[Evento]) -> tuple[str, ...]:
    """Lo que se notificó a las mismas cuentas después de lo que ahora se corrige."""
    titulos = {c.evento: c.titulo for c in COMUNICACIONES.values() if c.evento is not None}
    return tuple(
        dict.fromkeys(
            f"{titulos[h.clase]} del {h.fecha.isoformat()}"
            for h in hechos
            if h.clase in titulos
            and h.cuenta in fila["cuentas"]
            and h.documento != fila["comunicacion"]
            and h.ocurrido_en > fila["notificada_en"]
        )
    )
