"""Las planillas con que se recomienda (art. 6, fracción III) y se declara lo atendido (art. 7)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from almacen import recomendaciones
from conectores.archivos.fechas import fecha
from conectores.archivos.planilla import Columna, Planilla, escribir_planilla, leer_planilla, texto_llano
from conectores.archivos.plegado import plegar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, leer_documento
from flujos.pasos.espacio import Espacio
from lineamientos.calificacion.fichas import dias_vigentes
from lineamientos.recomendaciones.seguimiento import DECLARACIONES
from lineamientos.semestres import Semestre


def _declarada(texto: str) -> str | None:
    plegadas = {plegar(d.replace("_", " ")): d for d in DECLARACIONES}
    return plegadas.get(plegar(texto.replace("_", " ")))


_LLANO = "un texto de un renglón, de hasta 4,000 letras"
COLUMNAS_ESCRITAS = (
    Columna("cuenta", "una clave del padrón", texto_llano),
    Columna("recomendacion", _LLANO, texto_llano),
    Columna("evaluador", "quién la escribe", texto_llano),
)
COLUMNAS_ATENCION = (
    Columna("recomendacion", "una de las que dice «pertinencia recomendaciones»", texto_llano),
    Columna("declarada", "«atendida» o «no atendida»", _declarada),
    Columna("fecha", "un día como 2027-01-15", fecha),
    Columna("detalle", _LLANO, texto_llano),
    Columna("declara", "quién lo declara", texto_llano),
)


def leer(
    espacio: Espacio, ruta: Path, columnas: Sequence[Columna], declaran: Sequence[str]
) -> tuple[bytes, Planilla]:
    """Los bytes de una planilla y lo que dice.

    Raises:
        OrdenInvalida: Si el archivo no puede leerse.
    """
    contenido = leer_documento(espacio, ruta)
    return contenido, leer_planilla(ruta.name, contenido, columnas, espacio.limites, declaran)


def de_orden(columnas: Sequence[Columna], dados: Mapping[str, str]) -> dict[str, object]:
    """Lo dado con opciones, leído como si fuera un renglón.

    Raises:
        OrdenInvalida: Si algo falta o no se entiende.
    """
    leidos = {c.nombre: c.leer(" ".join(dados[c.nombre].split())) or None for c in columnas}
    malos = [f"«{c.nombre}» debe ser {c.esperado}" for c in columnas if leidos[c.nombre] is None]
    if malos:
        raise OrdenInvalida(f"No se asentó: {'; '.join(malos)}.")
    return leidos


def plantilla_para_recomendar(espacio: Espacio, semestre: Semestre) -> bytes:
    """Planilla con las cuentas en revisión y la recomendación por escribir."""
    return escribir_planilla(
        [c.nombre for c in COLUMNAS_ESCRITAS], [(c, "", "") for c in sorted(en_revision(espacio, semestre))]
    )


def plantilla_para_atender(espacio: Espacio, semestre: Semestre) -> bytes:
    """Planilla con las recomendaciones del semestre y lo que falta declarar de cada una."""
    with abrir_al_dia(espacio) as base:
        marco = recomendaciones.del_semestre(base, semestre.clave)
    filas = marco.select("recomendacion", "texto_recomendacion").rows()
    encabezados = [*(c.nombre for c in COLUMNAS_ATENCION), "texto (no se lee)"]
    return escribir_planilla(encabezados, [(identidad, "", "", "", "", texto) for identidad, texto in filas])


def en_revision(espacio: Espacio, semestre: Semestre) -> set[str]:
    """Cuentas del padrón vigentes algún día del semestre."""
    filas = espacio.padron.cuentas.select("cuenta", "vigente_desde", "vigente_hasta").iter_rows()
    return {c for c, desde, hasta in filas if dias_vigentes(semestre, desde, hasta) > 0}
