"""Lo que una persona ve en la página de Prefect al terminar una corrida."""

from pathlib import Path

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from esquemas.hallazgos import Hallazgo
from flujos.pasos.evaluacion import ResumenEvaluacion
from flujos.pasos.informe import Documentos
from flujos.pasos.recepcion import ResumenRecepcion
from lineamientos.semestres import Semestre

_MAXIMO_DE_FILAS = 500


def anunciar_recepcion(semestre: Semestre, resumen: ResumenRecepcion) -> None:
    """Resumen de lo recibido y tabla de lo que hay que atender."""
    clave = f"recepcion-{semestre.clave}"
    create_markdown_artifact(
        key=clave,
        description=f"Recepción del {semestre.nombre}",
        markdown=(
            f"# Recepción del {semestre.nombre}\n\n"
            f"| | |\n|---|--:|\n"
            f"| Archivos en entradas | {resumen.vistos} |\n"
            f"| Ya cargados antes | {resumen.ya_conocidos} |\n"
            f"| Cargados ahora | {resumen.suma('cargados')} |\n"
            f"| Cargados en parte | {resumen.suma('parciales')} |\n"
            f"| Rechazados | {resumen.suma('rechazados')} |\n"
            f"| Filas leídas | {resumen.suma('filas')} |\n"
            f"| Observaciones y avisos | {len(resumen.hallazgos)} |\n"
        ),
    )
    _tabla(f"{clave}-problemas", "Qué hay que atender de lo recibido", resumen.hallazgos)


def anunciar_evaluacion(resumen: ResumenEvaluacion) -> None:
    """Cuentas por dictamen propuesto y observaciones sobre las cifras."""
    clave = f"evaluacion-{resumen.semestre.clave}"
    filas = "\n".join(f"| {clase} | {n} |" for clase, n in resumen.por_clase.items())
    aviso = f"\n\n**PROVISIONAL**: {resumen.provisional}." if resumen.provisional else ""
    create_markdown_artifact(
        key=clave,
        description=f"Evaluación del {resumen.semestre.nombre}",
        markdown=(
            f"# Calificación propuesta del {resumen.semestre.nombre}\n\n"
            f"| Dictamen propuesto | Cuentas |\n|---|--:|\n{filas}{aviso}\n\n"
            "Toda calificación es una *propuesta* hasta la resolución del Comité (art. 13)."
        ),
    )
    _tabla(f"{clave}-problemas", "Observaciones sobre las cifras", resumen.hallazgos)


def anunciar_documentos(semestre: Semestre, documentos: Documentos) -> None:
    """Enlaces a los documentos del semestre."""
    for tipo, ruta in (("html", documentos.html), ("pdf", documentos.pdf), ("xlsx", documentos.xlsx)):
        _enlace(f"informe-{semestre.clave}-{tipo}", f"Informe del {semestre.nombre} ({tipo.upper()})", ruta)


def _enlace(clave: str, texto: str, ruta: Path) -> None:
    create_link_artifact(key=clave, link=ruta.resolve().as_uri(), link_text=texto, description=str(ruta))


def _tabla(clave: str, descripcion: str, hallazgos: tuple[Hallazgo, ...]) -> None:
    if not hallazgos:
        return
    filas = [
        {
            "Gravedad": h.severidad.value,
            "Código": h.codigo,
            "Cuenta": h.cuenta or "",
            "Dónde": h.lugar,
            "Qué pasó": h.mensaje,
            "Qué hacer": h.que_hacer,
        }
        for h in hallazgos[:_MAXIMO_DE_FILAS]
    ]
    create_table_artifact(key=clave, table=filas, description=descripcion)
