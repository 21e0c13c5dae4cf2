"""Lo que una persona ve en la página de Prefect al terminar una corrida.

Las rutas van como texto: un navegador no abre archivos de la computadora desde una página. Las listas van en
Markdown y no como tabla de Prefect, que no parte los renglones y esconde lo que importa.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from prefect.artifacts import create_markdown_artifact

from almacen.publicacion import Publicacion
from esquemas.codigos import Severidad
from esquemas.hallazgos import Hallazgo
from flujos.pasos.evaluacion import ResumenEvaluacion
from flujos.pasos.horario import Decision
from flujos.pasos.informe import Documentos
from flujos.pasos.recepcion_resumen import ResumenRecepcion
from lineamientos.semestres import Semestre

_MAXIMO_DE_HALLAZGOS = 100
_TITULOS = {
    Severidad.RECHAZO: "Rechazos",
    Severidad.OBSERVACION: "Observaciones",
    Severidad.AVISO: "Avisos",
}
_ORDEN = tuple(_TITULOS)
_PUNTUACION = re.compile(r"([!-/:-@\[-`{-~])")


def anunciar_recepcion(semestre: Semestre, resumen: ResumenRecepcion) -> None:
    """Resumen de lo recibido y tabla de lo que hay que atender."""
    clave = f"recepcion-{semestre.clave}"
    texto(clave, f"Recepción del {semestre.nombre}", _recepcion(resumen))
    problemas(f"{clave}-problemas", "Qué hay que atender de lo recibido", resumen.hallazgos)


def anunciar_evaluacion(resumen: ResumenEvaluacion) -> None:
    """Cuentas por dictamen propuesto y observaciones sobre las cifras."""
    clave = f"evaluacion-{resumen.semestre.clave}"
    texto(clave, f"Calificación propuesta del {resumen.semestre.nombre}", _evaluacion(resumen))
    problemas(f"{clave}-problemas", "Observaciones sobre las cifras", resumen.hallazgos)


def anunciar_documentos(semestre: Semestre, documentos: Documentos) -> None:
    """Dónde quedaron los documentos del semestre."""
    texto(f"informe-{semestre.clave}", f"Informe del {semestre.nombre}", _documentos(documentos))


def anunciar_publicacion(publicada: Publicacion) -> None:
    """Dónde quedó la base de los analistas."""
    texto("publicacion", "Base para analistas", _publicacion(publicada))


def anunciar_revision(
    semestre: Semestre,
    decision: Decision,
    recibido: ResumenRecepcion,
    evaluado: ResumenEvaluacion | None,
    documentos: Documentos | None,
    publicada: Publicacion,
) -> None:
    """Todo lo que dejó la revisión, en una página."""
    partes = [
        "## Entregas",
        _recepcion(recibido),
        "## Calificación propuesta",
        _evaluacion(evaluado) if evaluado else f"Esta corrida no evaluó. {decision.razon}",
        "## Informe",
        _documentos(documentos) if documentos else "Esta corrida no escribió informe.",
        "## Base para analistas",
        _publicacion(publicada),
    ]
    texto(f"revision-{semestre.clave}", f"Revisión del {semestre.nombre}", "\n\n".join(partes))


def _recepcion(resumen: ResumenRecepcion) -> str:
    tabla = cuadro(
        ("Archivos", "Cuántos"),
        (
            ("En la carpeta «entradas»", resumen.vistos),
            ("Ya cargados antes; no se tocaron", resumen.ya_conocidos),
            ("Cargados ahora, completos", resumen.suma("cargados")),
            ("Cargados ahora, en parte", resumen.suma("parciales")),
            ("Rechazados ahora", resumen.suma("rechazados")),
        ),
    )
    if resumen.hallazgos:
        tabla += f"\n\n{_cuantos(resumen.hallazgos)}. Se leen uno por uno en los artefactos de «Recibir»."
    if not resumen.apartados:
        return tabla
    return (
        f"{tabla}\n\nLos rechazados se movieron a «entradas/rechazados», cada uno con un archivo de texto al "
        "lado que dice qué se encontró y qué hacer."
    )


def _evaluacion(resumen: ResumenEvaluacion) -> str:
    novedad = "" if resumen.nueva else "Nada cambió desde la evaluación anterior; es la misma.\n\n"
    aviso = f"**PROVISIONAL**: {resumen.provisional}.\n\n" if resumen.provisional else ""
    if resumen.hallazgos:
        aviso += f"{_cuantos(resumen.hallazgos)}. Se leen uno por uno en los artefactos de «Evaluar».\n\n"
    return (
        f"{novedad}{cuadro(('Dictamen propuesto', 'Cuentas'), resumen.por_clase.items())}\n\n{aviso}"
        "Toda calificación es una *propuesta* hasta la resolución del Comité (art. 13)."
    )


def _documentos(documentos: Documentos) -> str:
    filas = (
        ("Para leer en pantalla (HTML)", ruta(documentos.html)),
        ("Para el Comité (PDF)", ruta(documentos.pdf)),
        ("Hoja de cálculo (XLSX)", ruta(documentos.xlsx)),
        ("Tablas abiertas (CSV)", ruta(documentos.tablas[0].parent)),
    )
    return (
        f"{cuadro(('Documento', 'Dónde está'), filas)}\n\nPor seguridad, el navegador no abre archivos desde "
        "esta página: copie la ruta y péguela en el explorador de archivos de la computadora donde corre el "
        "worker."
    )


def _publicacion(publicada: Publicacion) -> str:
    aviso = (
        ""
        if publicada.sustituyo
        else "\n\nEl archivo anterior está abierto y no pudo sustituirse: la versión nueva quedó al lado."
    )
    return (
        f"Base DuckDB de solo lectura: {ruta(publicada.ruta)}\n\n"
        f"La misma, con el nombre del semestre que se revisa: {ruta(publicada.del_semestre)}{aviso}"
    )


def problemas(clave: str, titulo: str, hallazgos: Sequence[Hallazgo]) -> None:
    """Lista de hallazgos, los graves primero, con tope: la página no debe tardar en abrirse."""
    if not hallazgos:
        return
    orden = sorted(hallazgos, key=lambda h: (_ORDEN.index(h.severidad), h.codigo, h.cuenta or "", h.lugar))
    partes = [f"{_cuantos(orden)}."]
    for severidad, titulo_de_grupo in _TITULOS.items():
        grupo = [h for h in orden[:_MAXIMO_DE_HALLAZGOS] if h.severidad is severidad]
        if grupo:
            partes += [f"## {titulo_de_grupo}", "\n".join(_renglon(h) for h in grupo)]
    if len(orden) > _MAXIMO_DE_HALLAZGOS:
        partes.append(
            f"Aquí van los primeros {_MAXIMO_DE_HALLAZGOS}. Todos están en el informe y en «pertinencia "
            "observaciones»."
        )
    texto(clave, titulo, "\n\n".join(partes))


def _renglon(hallazgo: Hallazgo) -> str:
    cuenta = f"**{plano(hallazgo.cuenta)}**: " if hallazgo.cuenta else ""
    return f"- {cuenta}{plano(hallazgo.oracion)} ({hallazgo.codigo})"


def _cuantos(hallazgos: Iterable[Hallazgo]) -> str:
    conteo = Counter(h.severidad for h in hallazgos)
    return ", ".join(f"{titulo}: {conteo[s]}" for s, titulo in _TITULOS.items() if conteo[s])


def texto(clave: str, titulo: str, cuerpo: str) -> None:
    """Artefacto de Markdown con su título."""
    create_markdown_artifact(key=clave, description=titulo, markdown=f"# {titulo}\n\n{cuerpo}\n")


def cuadro(encabezado: Sequence[str], filas: Iterable[Sequence[object]]) -> str:
    """Cuadro de Markdown; lo que venga de fuera debe pasar antes por ``plano``."""
    renglones = (encabezado, ["---"] * len(encabezado), *filas)
    return "\n".join(f"| {' | '.join(str(c) for c in r)} |" for r in renglones)


def plano(texto: str) -> str:
    """Texto de fuera, sin que nada en él sea formato, enlace o imagen."""
    return _PUNTUACION.sub(r"\\\1", texto)


def ruta(ruta: Path) -> str:
    """Una ruta como texto, para copiarse."""
    return f"`{ruta.resolve()}`"
