"""Cronometra pasos sueltos sobre un espacio ya revisado."""

import time
from pathlib import Path

from almacen import evaluaciones
from almacen.candidatas import candidatas
from almacen.lecturas import expediente
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion_cifras import CODIGO_CORTE
from flujos.pasos.informe import datos_de
from flujos.pasos.procesos import procesos
from informes.modelo import construir
from informes.pdf import escribir_pdf
from lineamientos.calificacion.consolidacion import consolidar
from lineamientos.calificacion.metodo import calificar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.semestres import Semestre

SEMESTRE = Semestre(2026, 1)


def cronometrar(espacio: Espacio) -> dict[str, float]:
    """Segundos de consolidar y calificar, y del PDF; y cuántas publicaciones hay."""
    vigentes = espacio.parametros.del_semestre(SEMESTRE)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        publicaciones = base.consultar("SELECT count(*) AS n FROM publicaciones").item()
        marco = candidatas(base, SEMESTRE, codigo_corte=CODIGO_CORTE, dias_de_tolerancia=3)
        anteriores = evaluaciones.cifras_anteriores(base, SEMESTRE.clave)
        guardado = expediente(base, SEMESTRE)
    inicio = time.monotonic()
    consolidacion = consolidar(
        marco,
        cuentas=espacio.padron.cuentas,
        semestres=[SEMESTRE],
        anteriores=anteriores,
        preferencia=["api", "exportacion", "formato"],
        tolerancia=0.05,
    )
    calificar(
        consolidacion.cifras,
        espacio.padron.cuentas,
        SEMESTRE,
        fases={SEMESTRE.clave: "ordinario"},
        parametros=ParametrosCalificacion.de_vigentes(vigentes),
    )
    calificado = time.monotonic()
    if guardado is None:
        raise RuntimeError("El banco mide sobre un semestre ya evaluado")
    informe = construir(datos_de(espacio, SEMESTRE, guardado))
    construido = time.monotonic()
    with procesos() as ayudantes:
        escribir_pdf(informe, Path(espacio.raiz) / "banco.pdf", ayudantes)
    return {
        "publicaciones": float(publicaciones),
        "consolidar y calificar": calificado - inicio,
        "modelo del informe": construido - calificado,
        "PDF": time.monotonic() - construido,
    }
