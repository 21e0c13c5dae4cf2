"""Lo que una persona ve en la página de Prefect al terminar la vigilancia; sin direcciones de nadie."""

from collections import Counter

from flujos.pasos.vigilancia import ResumenDeVigilancia, VigilanciaDelSemestre
from flujos.prefect.artefactos import cuadro, plano, texto
from lineamientos.procedimiento.clases import COMUNICACIONES
from lineamientos.procedimiento.titulos import HECHOS

_MAXIMO_DE_FILAS = 100


def anunciar_vigilancia(resumen: ResumenDeVigilancia, *, ensayo: bool) -> None:
    """Qué se hizo, o se haría, y qué necesita que alguien lo mire."""
    texto("vigilancia", "Vigilancia del procedimiento", cuerpo(resumen, ensayo=ensayo))


def cuerpo(resumen: ResumenDeVigilancia, *, ensayo: bool) -> str:
    """El texto de la página."""
    partes = ["**Ensayo**: no se escribió ni se envió nada."] if ensayo else []
    if (recibido := resumen.recibido) is not None:
        archivos = [(c.capitalize(), recibido.suma(c)) for c in ("cargados", "parciales", "rechazados")]
        partes += ["## Recibido antes de mirar", cuadro(("Archivos", "Cuántos"), archivos)]
    for visto in resumen.semestres:
        partes += [f"## {visto.semestre.nombre.capitalize()}", *_del_semestre(visto, ensayo=ensayo)]
    if (despacho := resumen.despacho) is not None:
        filas = (
            ("Notificadas por correo", len(despacho.notificadas)),
            ("Esperan horario hábil o al servidor", len(despacho.esperan)),
            ("No se sabe si llegaron", len(despacho.dudosas)),
            ("No las tomó el servidor", len(despacho.rechazadas)),
        )
        partes += ["## Correo", cuadro(("Comunicaciones", "Cuántas"), filas)]
        if despacho.con_fallas:
            partes.append(
                "Hay comunicaciones que necesitan que alguien las mire: `pertinencia comunicaciones` dice "
                "cuáles y qué hacer."
            )
    return "\n\n".join(partes)


def _del_semestre(visto: VigilanciaDelSemestre, *, ensayo: bool) -> list[str]:
    if visto.sin_novedad:
        return ["Nada que hacer."]
    partes = []
    if visto.hechos:
        hechos = Counter(HECHOS[h.clase] for h in visto.hechos)
        partes.append(cuadro(("Consta ahora", "Cuentas"), hechos.most_common()))
    if visto.comunicaciones:
        filas = [
            (
                COMUNICACIONES[g.clase].titulo,
                plano(", ".join(c.cuenta for c in g.cartas if c.cuenta) or "del semestre"),
                len([d for d in g.destinatarios if not d.copia]),
                g.cartas[0].plazo.fecha.isoformat() if g.cartas[0].plazo else "—",
            )
            for g in visto.comunicaciones[:_MAXIMO_DE_FILAS]
        ]
        que = "Se escribiría" if ensayo else "Se escribió"
        partes.append(cuadro((que, "Cuentas", "Personas", "Vence"), filas))
        if (mas := len(visto.comunicaciones) - _MAXIMO_DE_FILAS) > 0:
            partes.append(f"Y {mas:,} más.")
    if visto.esperan:
        desde = min(c.desde for c in visto.esperan)
        partes.append(
            f"Esperan al siguiente momento hábil, {desde:%Y-%m-%d %H:%M} (art. 10): {len(visto.esperan):,}."
        )
    if visto.faltas:
        partes += ["### Qué hay que atender", *(f"- {plano(f)}" for f in visto.faltas[:_MAXIMO_DE_FILAS])]
    return partes
