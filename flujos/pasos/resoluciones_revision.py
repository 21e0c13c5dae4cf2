"""Qué renglones de una planilla de resoluciones se asientan y por qué no los demás (art. 13)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from almacen import resoluciones as guardadas
from almacen.asientos import identidad_de_acto
from almacen.evaluaciones import ultima
from almacen.maestro import Base
from conectores.archivos.planilla import Planilla, Problema, Renglon, parecidas
from esquemas.hallazgos import limpiar
from flujos.errores import SinEvaluacion
from flujos.pasos import resoluciones_planilla as planilla
from flujos.pasos.espacio import Espacio
from lineamientos.calificacion.dictamen import Clase
from lineamientos.objeciones import Objecion
from lineamientos.resoluciones import Resolucion, objeciones
from lineamientos.semestres import Semestre
from lineamientos.vista import ReglaDeVista, Vista

CLASE = "resoluciones"
_QUE_DICE = ("clase_resuelta", "sesion", "resuelta_el", "acuerdo", "razones")


@dataclass(frozen=True)
class Expediente:
    """Lo que hay que saber del semestre para asentar una resolución."""

    semestre: Semestre
    evaluacion: Mapping[str, Any]
    propuestas: pl.DataFrame
    vistas: Mapping[str, Vista]
    desde: date
    hoy: date
    regla: ReglaDeVista
    padron: frozenset[str]

    @classmethod
    def de(cls, espacio: Espacio, base: Base, semestre: Semestre) -> "Expediente":
        """Lo lee del maestro y del espacio.

        Raises:
            SinEvaluacion: Si el semestre no se ha evaluado.
        """
        evaluacion = ultima(base, semestre.clave)
        desde = guardadas.primera_evaluacion(base, semestre.clave)
        if evaluacion is None or desde is None:
            raise SinEvaluacion(semestre)
        return cls(
            semestre=semestre,
            evaluacion=evaluacion,
            propuestas=guardadas.propuestas(base, semestre.clave),
            vistas=vistas_de(base, semestre),
            desde=desde.astimezone(espacio.zona).date(),
            hoy=espacio.ahora_local().date(),
            regla=ReglaDeVista.de_parametros(espacio.parametros.del_semestre(semestre)),
            padron=espacio.padron.claves,
        )


def vistas_de(base: Base, semestre: Semestre) -> dict[str, Vista]:
    """La vista vigente de cada cuenta, como la mira el núcleo."""
    return {
        f["cuenta"]: Vista(f["notificada_el"], f["vence_el"], f["respondida_el"])
        for f in guardadas.vistas(base, semestre.clave).iter_rows(named=True)
    }


def aceptadas(
    expediente: Expediente, archivo: str, leida: Planilla, problemas: list[Problema]
) -> Iterator[dict[str, Any] | None]:
    """Una fila de ``resoluciones`` por renglón aceptado; ``None`` si ya constaba lo mismo."""
    previas = {f["cuenta"]: f for f in expediente.propuestas.iter_rows(named=True)}
    for renglon in _sin_repetir(archivo, leida, problemas):
        valores = renglon.valores
        previa = previas.get(valores["cuenta"])
        resolucion = Resolucion(
            valores["clase_resuelta"],
            valores["sesion"],
            valores["fecha"],
            valores["acuerdo"],
            valores["razones"],
        )
        if previa is not None and _ya_consta(previa, resolucion):
            yield None
            continue
        halladas = list(_objeciones(expediente, valores, previa, resolucion))
        problemas.extend(Problema.de_objecion(archivo, renglon.numero, o) for o in halladas)
        if previa is not None and not halladas:
            yield _fila(expediente, renglon.numero, previa, resolucion)


def _objeciones(
    expediente: Expediente, valores: Mapping[str, Any], previa: Mapping[str, Any] | None, dada: Resolucion
) -> Iterator[Objecion]:
    cuenta = valores["cuenta"]
    if previa is None or previa["clase_propuesta"] is None:
        yield _desconocida(expediente, cuenta)
        return
    vigente = planilla.marca(expediente.evaluacion)
    if valores["evaluacion"] != vigente:
        yield Objecion(
            "evaluacion",
            f"El renglón resuelve la evaluación «{limpiar(valores['evaluacion'])}» y la última es «{vigente}»"
            f", que propone «{previa['clase_propuesta']}» para esta cuenta.",
            "la evaluación vigente",
            "Pida otra plantilla con --plantilla, compruebe la propuesta y repita la orden.",
        )
    yield from objeciones(
        dada,
        Clase(previa["clase_propuesta"]),
        expediente.vistas.get(cuenta),
        propuesta_desde=expediente.desde,
        hoy=expediente.hoy,
        regla=expediente.regla,
    )


def _desconocida(expediente: Expediente, cuenta: str) -> Objecion:
    if cuenta in expediente.padron:
        hallado = f"La cuenta «{limpiar(cuenta)}» no se evaluó en el {expediente.semestre.nombre}."
        return Objecion(
            "cuenta", hallado, "una cuenta con propuesta", "Revise la clave o vuelva a calificar."
        )
    sugerida = parecidas(cuenta, expediente.propuestas["cuenta"].to_list())
    return Objecion(
        "cuenta",
        f"La cuenta «{limpiar(cuenta)}» no está en el padrón.",
        "la clave de una cuenta evaluada",
        sugerida or "Revise la clave.",
    )


def _sin_repetir(archivo: str, leida: Planilla, problemas: list[Problema]) -> Iterator[Renglon]:
    """Cada cuenta una vez: si se repite igual se toma una y se dice; si difiere, no se toma ninguna."""
    veces = Counter(r.valores["cuenta"] for r in leida.renglones)
    por_cuenta: dict[str, Renglon] = {}
    distintas = {
        r.valores["cuenta"]
        for r in leida.renglones
        if por_cuenta.setdefault(r.valores["cuenta"], r).valores != r.valores
    }
    for renglon in leida.renglones:
        cuenta = renglon.valores["cuenta"]
        primero = por_cuenta[cuenta]
        if cuenta in distintas or (veces[cuenta] > 1 and renglon is not primero):
            hallado = f"La cuenta «{limpiar(cuenta)}» está también en el renglón {primero.numero}"
            if cuenta in distintas:
                hallado = f"La cuenta «{limpiar(cuenta)}» está {veces[cuenta]} veces y no dicen lo mismo"
            que_hacer = (
                "No se tomó ninguna; deje una." if cuenta in distintas else "Se tomó una; borre la otra."
            )
            objecion = Objecion("cuenta", f"{hallado}.", "cada cuenta una sola vez", que_hacer)
            problemas.append(Problema.de_objecion(archivo, renglon.numero, objecion))
            continue
        yield renglon


def _ya_consta(previa: Mapping[str, Any], dada: Resolucion) -> bool:
    consta = tuple(previa[n] for n in _QUE_DICE)
    return consta == (dada.clase.value, dada.sesion, dada.fecha, dada.acuerdo, dada.razones)


def _fila(expediente: Expediente, numero: int, previa: Mapping[str, Any], dada: Resolucion) -> dict[str, Any]:
    fila = {
        "semestre": expediente.semestre.clave,
        "cuenta": previa["cuenta"],
        "numero_acto": (previa["numero_acto"] or 0) + 1,
        "evaluacion": expediente.evaluacion["evaluacion"],
        "clase_propuesta": previa["clase_propuesta"],
        "clase_resuelta": dada.clase.value,
        "sesion": dada.sesion,
        "resuelta_el": dada.fecha,
        "acuerdo": dada.acuerdo,
        "razones": dada.razones,
    }
    return fila | {"resolucion": identidad_de_acto(CLASE, *fila.values()), "fila": numero}
