"""De los datos de una comunicación a su texto, igual en el oficio y en el correo.

No calcula plazos ni lee relojes ni archivos: dice lo que los datos traen.
"""

from collections.abc import Callable

from informes.cartas import atencion, decision, entrega
from informes.cartas.comunes import PAPELES, trato
from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Aviso, Bloque, Carta
from informes.cartas.limpieza import limpios
from informes.cartas.modelo import DatosDeCarta, Destinatario
from informes.cartas.palabras import Trato, punto
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, Firma

_C = ClaseDeComunicacion

_CUERPOS: dict[ClaseDeComunicacion, Callable[[DatosDeCarta], tuple[Bloque, ...]]] = {
    _C.REQUERIMIENTO: entrega.requerimiento,
    _C.RECORDATORIO: entrega.recordatorio,
    _C.ACUSE: entrega.acuse,
    _C.OBSERVACIONES: atencion.observadas,
    _C.SILENCIO: entrega.silencio,
    _C.TITULAR: atencion.al_titular,
    _C.RECOMENDACIONES: decision.recomendaciones,
    _C.RESOLUCION: decision.resolucion,
    _C.ESPECIAL: entrega.especial,
    _C.TRANSPARENCIA: decision.a_transparencia,
    _C.COMITE: decision.del_comite,
    _C.INTERNO: decision.interno,
}


def redactar(datos: DatosDeCarta) -> Carta:
    """El texto de una comunicación.

    Args:
        datos: Lo que dice; sus textos de fuera se muestran sin caracteres de control.

    Raises:
        CartaInvalida: Si falta a quién se dirige, o algo que su clase no puede dejar de decir.
        KeyError: Si su clase no tiene redacción; es un error de programación.
    """
    datos = limpios(datos)
    t = trato(datos)
    if not t.personas:
        raise CartaInvalida(
            f"La comunicación {datos.comunicacion} ({datos.clase}) no tiene a quién dirigirse. Revise en el "
            "padrón quién administra la cuenta y quién es el encargado del tema de su área."
        )
    return Carta(
        datos=datos,
        membrete=_membrete(datos),
        asunto=f"{COMUNICACIONES[datos.clase].titulo}, {datos.semestre.nombre}",
        avisos=_avisos(datos),
        para=tuple(_renglones(d) for d in datos.destinatarios if not d.copia),
        saludo=t.usted("Presente", "Presentes"),
        bloques=_CUERPOS[datos.clase](datos),
        despedida=_despedida(t),
        firma=_firma(datos),
        copias=tuple(", ".join(_renglones(d)) for d in datos.destinatarios if d.copia),
    )


def _membrete(datos: DatosDeCarta) -> tuple[str, ...]:
    del_comite = COMUNICACIONES[datos.clase].firma is Firma.COMITE
    emite = "Comité de Gestión" if del_comite else datos.institucion.unidad
    return tuple(r for r in (datos.institucion.organismo, emite) if r)


def _avisos(datos: DatosDeCarta) -> tuple[Aviso, ...]:
    avisos = []
    if datos.ejemplo:
        avisos.append(
            Aviso(
                "DATOS DE EJEMPLO",
                "Las cuentas, las cifras y las personas son inventadas: nada de lo que sigue ocurrió.",
            )
        )
    if COMUNICACIONES[datos.clase].firma is Firma.COMITE:
        avisos.append(Aviso("BORRADOR", "Para la firma del Comité de Gestión; sin ella no tiene efectos."))
    if datos.provisional:
        avisos.append(Aviso("PROVISIONAL", punto(datos.provisional)))
    return tuple(avisos)


def _renglones(d: Destinatario) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r for r in (d.nombre, PAPELES[d.papel], d.area) if r))


def _despedida(t: Trato) -> str:
    return f"Sin otro particular, {t.usted('reciba', 'reciban')} un cordial saludo."


def _firma(datos: DatosDeCarta) -> tuple[str, ...]:
    if COMUNICACIONES[datos.clase].firma is Firma.COMITE:
        return ("Nombre, cargo y firma", "Por el Comité de Gestión")
    de = datos.institucion
    if not de.firmante:
        return ("Falta designar a quien firma", de.unidad)
    return tuple(r for r in (de.firmante, de.cargo or de.unidad, de.delegacion) if r)


__all__ = ["CartaInvalida", "redactar"]
