"""Informe (arts. 5, 6 y 8): los documentos del semestre a partir de su última evaluación."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from almacen.lecturas import Expediente, expediente
from flujos.errores import SinEvaluacion
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from flujos.pasos.procesos import procesos
from flujos.pasos.sello import huella, sellar, vigente
from informes.datos import DatosInforme, Plazo
from informes.formas import Informe
from informes.html import escribir_html
from informes.modelo import construir
from informes.pdf import escribir_pdf
from informes.tablas_csv import escribir_tablas
from informes.xlsx import escribir_xlsx
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Documentos:
    """Rutas de los documentos de un semestre."""

    html: Path
    pdf: Path
    xlsx: Path
    tablas: tuple[Path, ...]


def informar(espacio: Espacio, semestre: Semestre, avance: Avance = sin_avance) -> Documentos:
    """Escribe HTML, PDF, XLSX y tablas abiertas de un semestre.

    Llevan la fecha de la evaluación, o la de lo último que se asentó después, y no la de su impresión:
    rehacerlos sin cambios daría los mismos bytes y por eso, si su sello dice que nada cambió, no se rehacen.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
    """
    avance("Escribiendo el informe", 0, 4)
    with abrir_al_dia(espacio) as base:
        guardado = expediente(base, semestre)
    if guardado is None:
        raise SinEvaluacion(semestre)
    datos = datos_de(espacio, semestre, guardado)
    carpeta = espacio.informes(semestre)
    sello = huella(datos)
    escritos = vigente(carpeta, sello)
    if escritos is None:
        escritos = _escribir(construir(datos), carpeta, f"informe_{semestre.clave}", avance)
        sellar(carpeta, sello, escritos)
    avance("Escribiendo el informe", 4, 4)
    html, pdf, xlsx, *tablas = escritos
    return Documentos(html, pdf, xlsx, tuple(tablas))


def _escribir(informe: Informe, carpeta: Path, nombre: str, avance: Avance) -> list[Path]:
    carpeta.mkdir(parents=True, exist_ok=True)
    html, pdf, xlsx = (carpeta / f"{nombre}.{extension}" for extension in ("html", "pdf", "xlsx"))
    # El PDF se compone en otros procesos, si es grande: los demás se escriben mientras.
    with procesos() as ayudantes, ThreadPoolExecutor(1) as aparte:
        del_pdf = aparte.submit(escribir_pdf, informe, pdf, ayudantes)
        escribir_html(informe, html)
        avance("Escribiendo el informe", 1, 4)
        escribir_xlsx(informe, xlsx)
        avance("Escribiendo el informe", 2, 4)
        tablas = escribir_tablas(informe, carpeta / "tablas")
        avance("Escribiendo el informe", 3, 4)
        del_pdf.result()
    return [html, pdf, xlsx, *tablas]


def datos_de(espacio: Espacio, semestre: Semestre, guardado: Expediente) -> DatosInforme:
    """Los datos del informe a partir del expediente guardado."""
    return DatosInforme(
        semestre=semestre,
        organismo=espacio.organismo,
        ejemplo=espacio.ejemplo,
        generado_en=guardado.al_dia_de.astimezone(espacio.zona),
        evaluacion=guardado.evaluacion,
        plazos=tuple(
            Plazo(p.titulo, p.fecha, p.fundamento.cita, " ".join(p.advertencias))
            for p in plazos(espacio, semestre).todos
        ),
        eventos=guardado.eventos,
        **guardado.marcos,
    )
