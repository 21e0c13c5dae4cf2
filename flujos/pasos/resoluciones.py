"""Resoluciones del Comité (art. 13): la plantilla con lo propuesto y el asiento de lo que se resolvió."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from almacen import resoluciones as guardadas
from almacen.asientos import Registro
from almacen.escritura import escribir_atomico
from conectores.archivos.planilla import Problema
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos import resoluciones_planilla as planilla
from flujos.pasos.asientos import abrir_al_dia, asentar, leer_documento
from flujos.pasos.espacio import Espacio
from flujos.pasos.resoluciones_revision import CLASE, Expediente, aceptadas
from lineamientos.calificacion.dictamen import Clase
from lineamientos.semestres import Semestre
from lineamientos.vista import situacion


@dataclass(frozen=True)
class ResumenResoluciones:
    """Lo que resultó de asentar una planilla.

    Attributes:
        nuevas: Cuentas que no estaban resueltas y ya lo están.
        corregidas: Cuentas cuya resolución cambió; la anterior se conserva.
        sin_cambio: Renglones que dicen lo que ya constaba.
        omitidos: Renglones sin resolver.
        problemas: Lo que está mal, renglón por renglón.
        lote: Identidad de lo asentado, o ``None`` si no hubo nada que asentar.
    """

    nuevas: int
    corregidas: int
    sin_cambio: int
    omitidos: int
    problemas: tuple[Problema, ...]
    lote: str | None


def escribir_plantilla(espacio: Espacio, semestre: Semestre, ruta: Path) -> int:
    """Escribe la plantilla de un semestre evaluado.

    Returns:
        Cuántas cuentas lleva.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si la ruta ya existe: podría estar llena.
    """
    if ruta.exists():
        raise OrdenInvalida(f"Ya existe {ruta} y podría estar llena. Elija otro nombre o bórrela.")
    with abrir_al_dia(espacio) as base:
        expediente = Expediente.de(espacio, base, semestre)
    evaluadas = expediente.propuestas.filter(pl.col("clase_propuesta").is_not_null())
    con_vista = {
        c: situacion(expediente.vistas.get(c), expediente.hoy).value
        for c, clase in evaluadas.select("cuenta", "clase_propuesta").iter_rows()
        if Clase(clase) in expediente.regla.clases
    }
    escribir_atomico(ruta, planilla.escribir(expediente.evaluacion, evaluadas, con_vista))
    return len(evaluadas)


def resolver(espacio: Espacio, semestre: Semestre, ruta: Path, por: str) -> ResumenResoluciones:
    """Asienta lo que el Comité resolvió; lo bueno se asienta aunque otro renglón falle.

    Repetir la misma planilla no cambia nada. Corregir una resolución asienta otra: vale la última y la
    anterior se conserva.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre que se resuelve.
        ruta: La planilla llena.
        por: Quién la registra.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si no hay tal archivo, o pasa del tope.
    """
    contenido = leer_documento(espacio, ruta)
    # El nombre viene de fuera: sin controles ni bytes que no sean texto.
    nombre = limpiar(ruta.name)
    leida = planilla.leer(nombre, contenido, espacio.limites)
    with abrir_al_dia(espacio) as base:
        expediente = Expediente.de(espacio, base, semestre)
        problemas = list(leida.problemas)
        filas = list(aceptadas(expediente, nombre, leida, problemas))
        cambian = [f for f in filas if f is not None]
        lote = None
        conocido = guardadas.documento_asentado(
            base, CLASE, semestre.clave, hashlib.sha256(contenido).hexdigest()
        )
        if cambian or (problemas and not conocido):
            registro = Registro(CLASE, semestre.clave, nombre, contenido, _con_quien(cambian, por))
            lote = asentar(espacio, base, registro).lote
    return ResumenResoluciones(
        nuevas=sum(f["numero_acto"] == 1 for f in cambian),
        corregidas=sum(f["numero_acto"] != 1 for f in cambian),
        sin_cambio=len(filas) - len(cambian),
        omitidos=leida.omitidos,
        problemas=tuple(sorted(problemas, key=lambda p: p.renglon or 0)),
        lote=lote,
    )


def _con_quien(filas: list[dict[str, Any]], por: str) -> dict[str, list[dict[str, Any]]]:
    reservadas = [
        {
            "acto": f["resolucion"],
            "clase_asiento": CLASE,
            "semestre": f["semestre"],
            "cuenta": f["cuenta"],
            "registrado_por": por,
        }
        for f in filas
    ]
    return {"resoluciones": filas, "asientos_reservados": reservadas}
