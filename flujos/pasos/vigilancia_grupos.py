"""A quién se dirige cada comunicación que se debe, y cuáles caben en una sola (art. 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from almacen.asientos import identidad_de_acto
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones, Contacto
from flujos.pasos.espacio import Espacio
from flujos.pasos.padron_personas import Personas, personas
from flujos.pasos.vigilancia_lectura import Mirada
from informes.cartas.modelo import Destinatario
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, Papel
from lineamientos.procedimiento.debido import es_complementaria
from lineamientos.procedimiento.direcciones import comparable
from lineamientos.procedimiento.situacion import Carta


@dataclass(frozen=True)
class Grupo:
    """Las cartas de una clase que van a las mismas personas y con el mismo plazo: una comunicación.

    Attributes:
        comunicacion: Identidad: la misma mientras se deba lo mismo a las mismas personas.
        clase: Cuál.
        cartas: Una por cuenta, en orden de cuenta.
        destinatarios: A quién; primero a quienes se dirige.
    """

    comunicacion: str
    clase: ClaseDeComunicacion
    cartas: tuple[Carta, ...]
    destinatarios: tuple[Destinatario, ...]


def agrupar(
    espacio: Espacio, mirada: Mirada, cartas: Iterable[Carta]
) -> tuple[tuple[Grupo, ...], tuple[str, ...]]:
    """Reúne las cartas por persona: quien administra varias cuentas recibe una sola.

    Van juntas las de los mismos destinatarios, copias incluidas.

    Args:
        espacio: Espacio abierto.
        mirada: Lo que consta del semestre.
        cartas: Las que se deben y no se han escrito.

    Returns:
        Las comunicaciones, y una oración por cada cuenta que no tiene a quién dirigirla.
    """
    de_cuentas = personas(espacio.padron)
    areas = dict(espacio.padron.areas.select("area", "nombre").iter_rows())
    area_de = dict(espacio.padron.cuentas.select("cuenta", "area").iter_rows())
    grupos: dict[tuple[object, ...], list[Carta]] = {}
    quienes: dict[tuple[object, ...], dict[tuple[str, Papel], Destinatario]] = {}
    faltas: list[str] = []
    for carta in sorted(cartas, key=lambda c: (c.clase, c.cuenta, c.ciclo)):
        if carta.cuenta:
            area = str(areas.get(area_de[carta.cuenta], area_de[carta.cuenta]))
            suyos, falta = _de_una_cuenta(carta.clase, de_cuentas[carta.cuenta], area)
        else:
            suyos, falta = _del_semestre(espacio, carta.clase)
        if not any(not d.copia for d in suyos):
            faltas.append(f"{COMUNICACIONES[carta.clase].titulo}: no hay a quién dirigirla. {falta}")
            continue
        clave = (
            carta.clase,
            _direcciones(suyos),
            # Una copia dice todo lo que dice la carta: solo va a quien responde por todas sus cuentas.
            frozenset(comparable(d.correo) for d in suyos),
            carta.plazo.fecha if carta.plazo else None,
            _aparte(mirada, carta),
        )
        grupos.setdefault(clave, []).append(carta)
        quienes.setdefault(clave, {}).update({(comparable(d.correo), d.papel): d for d in suyos})
    return (
        tuple(
            Grupo(_identidad(mirada, g, quienes[k]), g[0].clase, tuple(g), tuple(_orden(quienes[k])))
            for k, g in grupos.items()
        ),
        tuple(faltas),
    )


def _aparte(mirada: Mirada, carta: Carta) -> tuple[object, ...]:
    """Lo que no cabe en una misma comunicación aunque vaya a las mismas personas."""
    if not carta.cuenta:
        # Dos recordatorios internos dicen cosas distintas.
        return (carta.ciclo,)
    # Con un Proceso Electoral local en curso los días de unas cuentas no son los de otras (arts. 3 y 10).
    en_proceso = mirada.marco.en_proceso(mirada.situaciones[carta.cuenta].ambito)
    if carta.clase is ClaseDeComunicacion.RECOMENDACIONES:
        # Las que se agregan a otras lo dicen, y las primeras no.
        return (en_proceso, es_complementaria(carta.ciclo))
    if carta.clase is ClaseDeComunicacion.RESOLUCION:
        # Cada sesión y acuerdo del Comité se notifica aparte.
        resolucion = mirada.resoluciones[carta.cuenta]
        return (en_proceso, *(resolucion[n] for n in ("sesion", "acuerdo", "resuelta_el")))
    return (en_proceso,)


def _identidad(
    mirada: Mirada, cartas: Iterable[Carta], quienes: Mapping[tuple[str, Papel], Destinatario]
) -> str:
    # Con su plazo: la que se escribe de nuevo porque aquel pasó es otra.
    partes = [f"{c.clase}\x1e{c.cuenta}\x1e{c.ciclo}\x1e{c.plazo and c.plazo.fecha}" for c in cartas]
    directos = sorted(_direcciones(quienes.values()))
    identidad = identidad_de_acto("comunicacion", mirada.semestre.clave, *partes, *directos)
    while identidad in mirada.retiradas:
        # La que se escribe en lugar de una retirada es otra, con otro número.
        identidad = identidad_de_acto("otra vez", identidad)
    return identidad


def _direcciones(quienes: Iterable[Destinatario]) -> frozenset[str]:
    """A qué direcciones se dirige, sin las copias y sin distinguir mayúsculas."""
    return frozenset(comparable(d.correo) for d in quienes if not d.copia)


def _orden(quienes: Mapping[tuple[str, Papel], Destinatario]) -> list[Destinatario]:
    """Cada dirección una vez: si a alguien se dirige y además se le copia, se le dirige."""
    papeles = tuple(Papel)
    en_orden = sorted(quienes.values(), key=lambda d: (d.copia, papeles.index(d.papel), d.correo))
    unicos: dict[str, Destinatario] = {}
    for destinatario in en_orden:
        unicos.setdefault(comparable(destinatario.correo), destinatario)
    return list(unicos.values())


def _de_una_cuenta(clase: ClaseDeComunicacion, suyas: Personas, area: str) -> tuple[list[Destinatario], str]:
    declarada = COMUNICACIONES[clase]
    hallados, faltas = [], []
    for papel in (*declarada.para, *declarada.con_copia):
        if papel is Papel.COMUNICACION_SOCIAL:
            continue
        persona = suyas.de(papel)
        if persona.correo is None:
            faltas.append(persona.falta)
            continue
        hallados.append(
            Destinatario(persona.nombre or "", persona.correo, papel, area, papel in declarada.con_copia)
        )
    return hallados, " ".join(faltas)


def directos(clase: ClaseDeComunicacion, suyas: Personas) -> frozenset[str]:
    """Direcciones, comparables, de las personas de una cuenta a quienes hoy se dirige una clase."""
    return _direcciones(_de_una_cuenta(clase, suyas, "")[0])


def _del_semestre(espacio: Espacio, clase: ClaseDeComunicacion) -> tuple[list[Destinatario], str]:
    ajustes = espacio.comunicaciones
    declarada = COMUNICACIONES[clase]
    hallados = [
        Destinatario(contacto.nombre, contacto.correo, papel, espacio.organismo, papel in declarada.con_copia)
        for papel in (*declarada.para, *declarada.con_copia)
        for contacto in _contactos(ajustes, papel)
        if contacto.correo
    ]
    return hallados, (
        "Dígalo en pertinencia.toml: «correo_interno» de [comunicaciones] o, si es para la Unidad de "
        "Transparencia, [comunicaciones.transparencia]."
    )


def _contactos(ajustes: AjustesDeComunicaciones, papel: Papel) -> list[Contacto]:
    if papel is Papel.COMUNICACION_SOCIAL:
        return [Contacto(ajustes.unidad, c) for c in ajustes.correo_interno]
    if papel is Papel.UNIDAD_DE_TRANSPARENCIA:
        return [ajustes.transparencia]
    raise ValueError(f"El papel {papel} es de una cuenta y no del semestre")
