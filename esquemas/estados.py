"""El documento de los estados de un expediente (``docs/expediente.md``), derivado de sus reglas.

``python -m esquemas.estados docs/expediente.md`` lo vuelve a escribir; una prueba falla si el archivo no
coincide con ``lineamientos.procedimiento``.
"""

import sys
from pathlib import Path

from esquemas.diccionario import cuadro
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import COMUNICACIONES, Comunicacion, Firma, Papel
from lineamientos.procedimiento.titulos import ESTADOS, HECHOS, REVISIONES
from lineamientos.procedimiento.transiciones import REVISION, TRANSICIONES, EstadoDeEntrega

_INTRODUCCION = """# El expediente de una cuenta: estados, hechos y comunicaciones

Este archivo se genera con `python -m esquemas.estados docs/expediente.md`; no se edita a mano.

Cada cuenta tiene un expediente por semestre: una lista de hechos que solo crece. El estado no se escribe: se
deduce de los hechos cada vez que se pregunta, y no depende del orden en que se registraron.

- **Qué se debe.** La vigilancia mira cada expediente y escribe lo que toca: el requerimiento, el
  recordatorio, el acuse, las observaciones, el requerimiento por falta de entrega, el aviso al titular. Lo
  escrito es un borrador y no mueve nada.
- **Cuándo corre un plazo.** Desde el día hábil siguiente al que se notificó; fuera de horario cuenta el
  siguiente día hábil, y en Proceso Electoral todo día y toda hora son hábiles (art. 10). El de entrega
  termina con los primeros diez días hábiles de enero o de julio si se requirió antes (art. 11).
- **Qué prueba hace falta.** Que el servidor de correo la haya aceptado, o que una persona registre el acuse:
  número, momento y escaneado. Sin prueba no nace el hecho, no corre ningún plazo y no hay incumplimiento.
- **Qué llega al Comité.** Lo que persiste después de avisar al titular (art. 15), con cada aviso, su fecha,
  su medio y su prueba, en la sección «Requerimientos no atendidos» del informe.
"""
_FIRMAS = {Firma.COMUNICACION_SOCIAL: "Comunicación Social", Firma.COMITE: "el Comité"}
_PAPELES = {
    Papel.ADMINISTRADOR: "administrador",
    Papel.ENCARGADO: "encargado del tema",
    Papel.TITULAR: "titular del área",
    Papel.COMUNICACION_SOCIAL: "Comunicación Social",
    Papel.UNIDAD_DE_TRANSPARENCIA: "Unidad de Transparencia",
}


def documento() -> str:
    """El texto completo: estados, transiciones, su dibujo, hechos y comunicaciones."""
    return "\n".join(
        (
            _INTRODUCCION,
            "## Estados de la entrega\n",
            cuadro(("Estado", "Clave", "Qué significa"), [(t, f"`{e}`", q) for e, (t, q) in ESTADOS.items()]),
            "## Qué hace cambiar de estado\n\n"
            "Un hecho que aquí no aparece para un estado consta en el expediente y no lo cambia.\n",
            cuadro(("Desde", "Hecho", "Hacia", "Art.", "Condición"), _transiciones()),
            f"```mermaid\n{diagrama()}```\n",
            "## Estados de la revisión\n\nVan aparte de la entrega y nunca retroceden.\n",
            cuadro(("Estado", "Clave", "Qué significa", "Llega con"), _revisiones()),
            "## Comunicaciones\n\n"
            "El hecho nace cuando la comunicación se notifica con prueba, no cuando se escribe.\n",
            cuadro(
                ("Comunicación", "Art.", "Firma", "Para", "Con copia", "Hecho que produce"),
                [_comunicacion(c) for c in COMUNICACIONES.values()],
            ),
            "## Hechos\n",
            cuadro(
                ("Hecho", "Clave", "Art."),
                [(t, f"`{h}`", ARTICULO_DEL_EVENTO[h].texto) for h, t in HECHOS.items()],
            ),
        )
    )


def diagrama() -> str:
    """Los estados y sus cambios como diagrama de Mermaid, un renglón por cambio."""
    lineas = ["stateDiagram-v2", f"    [*] --> {EstadoDeEntrega.SIN_REQUERIR}"]
    lineas += [f"    {e}: {titulo}" for e, (titulo, _) in ESTADOS.items()]
    lineas += [
        f"    {desde} --> {t.hacia}: {HECHOS[t.evento]} (art. {t.articulo.texto})"
        for t in TRANSICIONES
        for desde in t.desde
    ]
    return "\n".join(lineas) + "\n"


def _transiciones() -> list[tuple[str, ...]]:
    return [
        (
            ", ".join(ESTADOS[d][0] for d in t.desde),
            HECHOS[t.evento],
            ESTADOS[t.hacia][0],
            t.articulo.texto,
            t.si or "basta el hecho",
        )
        for t in TRANSICIONES
    ]


def _revisiones() -> list[tuple[str, ...]]:
    llega = {estado: HECHOS[hecho] for hecho, estado in REVISION.items()}
    return [(t, f"`{e}`", q, llega.get(e, "es el primero")) for e, (t, q) in REVISIONES.items()]


def _comunicacion(c: Comunicacion) -> tuple[str, ...]:
    return (
        c.titulo,
        c.articulo.texto,
        _FIRMAS[c.firma],
        _papeles(c.para),
        _papeles(c.con_copia),
        HECHOS[c.evento] if c.evento else "ninguno",
    )


def _papeles(papeles: tuple[Papel, ...]) -> str:
    return ", ".join(_PAPELES[p] for p in papeles) or "nadie"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(documento(), "utf-8")
