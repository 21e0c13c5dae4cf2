"""Lo que una persona ve en la página de Prefect al terminar una recolección."""

from collections import Counter

from flujos.pasos.recoleccion import ResumenRecoleccion
from flujos.prefect.artefactos import cuadro, plano, problemas, texto
from lineamientos.ausencias import TITULOS
from lineamientos.catalogo import REDES


def anunciar_recoleccion(resumen: ResumenRecoleccion) -> None:
    """Qué se leyó, qué quedó pendiente y por qué."""
    partes = [
        cuadro(
            ("Etapa", "Consultas", "Pendientes", "Páginas", "Publicaciones"),
            [(e.titulo, e.lotes, len(e.abiertos), e.paginas, e.publicaciones) for e in resumen.etapas],
        )
    ]
    if resumen.abiertos:
        razones = Counter(
            (REDES[d.consulta.red], TITULOS[d.ausencia], plano(d.mensaje))
            for d in resumen.abiertos
            if d.ausencia is not None
        )
        partes += [
            "## Lo que quedó pendiente; la siguiente recolección lo retoma",
            cuadro(
                ("Red", "Razón", "Qué dijo la plataforma", "Consultas"),
                [(*razon, n) for razon, n in razones.most_common()],
            ),
        ]
    if resumen.sin_credencial:
        sin = Counter((REDES[s.red], plano(s.detalle)) for s in resumen.sin_credencial)
        partes += [
            "## Cuentas sin con qué leerse",
            cuadro(("Red", "Qué hacer", "Cuentas"), [(*razon, n) for razon, n in sin.most_common()]),
        ]
    if resumen.sin_purgar:
        partes += [
            "## Archivos publicados de que falta borrar lo que manda la retención",
            "Están abiertos o dañados; ciérrelos o bórrelos, y la siguiente recolección lo intenta de nuevo.",
            cuadro(("Archivo",), [(plano(str(r)),) for r in resumen.sin_purgar]),
        ]
    clave = f"recoleccion-{resumen.programada:%Y-%m-%d}"
    texto(clave, f"Recolección del {resumen.programada:%Y-%m-%d}", "\n\n".join(partes))
    hallazgos = [h for e in resumen.etapas for h in e.hallazgos]
    problemas(f"{clave}-problemas", "Lo que no vino como debía", hallazgos)
