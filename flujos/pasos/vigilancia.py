"""La vigilancia: de lo que consta y el momento se deriva lo que se debe, y se hace una vez (arts. 6 a 15)."""

from dataclasses import dataclass, replace
from datetime import datetime

from almacen.maestro import Base
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.bandeja import Despacho, despachar
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_comunicaciones, asentar_eventos
from flujos.pasos.padron_movimientos import registrar_movimientos
from flujos.pasos.recepciones import registrar_recepciones
from flujos.pasos.reloj_atrasado import exigir_reloj
from flujos.pasos.vigilancia_actos import actos_del_comite
from flujos.pasos.vigilancia_cartas import escribir
from flujos.pasos.vigilancia_grupos import Grupo, agrupar
from flujos.pasos.vigilancia_lectura import Ciclo, Mirada, mirar
from flujos.pasos.vigilancia_sustituidas import sustituidas
from lineamientos.procedimiento.clases import COMUNICACIONES, Firma
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.del_semestre import cartas_del_semestre
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.hechos import aplicar, evento_de, hechos_debidos
from lineamientos.procedimiento.situacion import Carta, Hecho
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class VigilanciaDelSemestre:
    """Lo que la vigilancia hizo, o haría, en un semestre.

    Attributes:
        semestre: Cuál.
        momento: Instante en que se miró.
        hechos: Los que el tiempo o lo recibido produjeron y no constaban.
        comunicaciones: Las que se debían ya.
        esperan: Las que se deben y esperan a un momento hábil.
        faltas: Una oración por cada cosa que necesita a una persona.
        sustituidas: Identidades de lo escrito y sin notificar que ya no procede: no se envía.
    """

    semestre: Semestre
    momento: datetime
    hechos: tuple[Hecho, ...] = ()
    comunicaciones: tuple[Grupo, ...] = ()
    esperan: tuple[Carta, ...] = ()
    faltas: tuple[str, ...] = ()
    sustituidas: frozenset[str] = frozenset()

    @property
    def sin_novedad(self) -> bool:
        """Si no había nada que hacer."""
        return not (self.hechos or self.comunicaciones or self.esperan or self.faltas)


@dataclass(frozen=True)
class ResumenDeVigilancia:
    """Lo que hizo la vigilancia.

    Attributes:
        semestres: Los que se miraron, del anterior al que corre.
        despacho: Lo que salió por correo, o ``None`` si fue un ensayo.
    """

    semestres: tuple[VigilanciaDelSemestre, ...]
    despacho: Despacho | None = None


def semestres_vivos(momento: datetime) -> tuple[Semestre, ...]:
    """El que se evalúa y el que corre, cuya solicitud previa sale antes de que termine (art. 11)."""
    corre = Semestre.de_fecha(momento.date())
    return (corre.anterior(), corre)


def vigilar(
    espacio: Espacio, por: str, avance: Avance = sin_avance, *, solo: Semestre | None = None
) -> ResumenDeVigilancia:
    """Asienta lo que ocurrió, escribe lo que se debe y despacha lo que puede salir; repetirlo no lo repite.

    Args:
        espacio: Espacio abierto.
        por: Quién la inició.
        avance: A quién se le dice cómo va.
        solo: El único semestre que se mira, o ``None`` para los vivos.

    Raises:
        OrdenInvalida: Si el reloj está antes de lo último que se asentó.
        AlmacenOcupado: Si otro proceso no suelta el maestro.
    """
    with abrir_al_dia(espacio) as base:
        # Una vez y con el maestro tomado: lo que esta misma corrida asiente después no es del futuro.
        exigir_reloj(espacio, base)
    semestres = (solo,) if solo else semestres_vivos(espacio.ahora_local())
    vistos = []
    for numero, semestre in enumerate(semestres):
        avance(f"Vigilando el {semestre.nombre}", numero, len(semestres))
        with abrir_al_dia(espacio) as base:
            vistos.append(_vigilar(espacio, base, semestre, espacio.ahora_local(), por))
    avance("Vigilancia", len(semestres), len(semestres))
    no_proceden = frozenset().union(*(v.sustituidas for v in vistos))
    return ResumenDeVigilancia(tuple(vistos), despachar(espacio, solo, no_proceden))


def ensayar(espacio: Espacio, momento: datetime, *, solo: Semestre | None = None) -> ResumenDeVigilancia:
    """Lo que la vigilancia haría en un momento con lo que hoy consta; no escribe nada.

    Args:
        espacio: Espacio abierto.
        momento: Instante, con zona.
        solo: El único semestre que se mira, o ``None`` para los vivos.
    """
    local = momento.astimezone(espacio.zona)
    vistos = []
    with abrir_al_dia(espacio) as base:
        for semestre in (solo,) if solo else semestres_vivos(local):
            vista, hechos = _con_hechos(mirar(espacio, base, semestre, local))
            vistos.append(_debido(espacio, base, vista, local, hechos))
    return ResumenDeVigilancia(tuple(vistos))


def _vigilar(
    espacio: Espacio, base: Base, semestre: Semestre, momento: datetime, por: str
) -> VigilanciaDelSemestre:
    if semestre == Semestre.de_fecha(momento.date()):
        # Un relevo o un alta es del semestre en que ocurre, no del que se evalúa.
        movimientos = registrar_movimientos(espacio, base, semestre, por)
        asentar_eventos(espacio, base, semestre.clave, movimientos, por)
    registrar_recepciones(espacio, base, semestre, por)
    asentar_eventos(espacio, base, semestre.clave, actos_del_comite(espacio, base, semestre, momento), por)
    vista, hechos = _con_hechos(mirar(espacio, base, semestre, momento))
    nuevos = [_como_evento(semestre, h) for h in hechos]
    asentar_eventos(espacio, base, semestre.clave, nuevos, por)
    debido = _debido(espacio, base, vista, momento, hechos)
    if not debido.comunicaciones:
        return debido
    escritas, problemas = escribir(espacio, base, vista, debido.comunicaciones, momento)
    asentar_comunicaciones(espacio, base, semestre.clave, escritas, por)
    hechas = {e.datos.comunicacion for e in escritas}
    return replace(
        debido,
        comunicaciones=tuple(g for g in debido.comunicaciones if g.comunicacion in hechas),
        faltas=(*debido.faltas, *problemas),
    )


def _con_hechos(vista: Mirada) -> tuple[Mirada, tuple[Hecho, ...]]:
    """La mirada después de los hechos que el tiempo y lo recibido produjeron, y esos hechos."""
    todos: list[Hecho] = []
    situaciones = dict(vista.situaciones)
    for cuenta, situacion in vista.situaciones.items():
        actual = situacion
        constan: set[str] = set()
        while nuevos := [
            h for h in hechos_debidos(actual, vista.marco) if evento_de(h).evento not in constan
        ]:
            todos.extend(nuevos)
            constan |= {evento_de(h).evento for h in nuevos}
            actual = replace(actual, expediente=aplicar(actual.expediente, nuevos))
        situaciones[cuenta] = actual
    return replace(vista, situaciones=situaciones), tuple(todos)


def _debido(
    espacio: Espacio, base: Base, vista: Mirada, momento: datetime, hechos: tuple[Hecho, ...]
) -> VigilanciaDelSemestre:
    de_cuentas = tuple(c for s in vista.situaciones.values() for c in cartas_debidas(s, vista.marco))
    del_semestre = cartas_del_semestre(
        vista.marco,
        hay_entregas=vista.hay_entregas,
        evaluado=bool(vista.evaluacion),
        informado=vista.informado,
    )
    cartas = (*de_cuentas, *del_semestre)
    no_proceden = sustituidas(espacio, base, vista, frozenset(_ciclo(c) for c in cartas))
    escritas = vista.ciclos - frozenset().union(*no_proceden.values())
    pendientes = [c for c in cartas if _ciclo(c) not in escritas]
    grupos, faltas = agrupar(espacio, vista, (c for c in pendientes if c.desde <= momento))
    por_decidir = [
        f"{s.cuenta}: hay un correo suyo que nadie ha resuelto; véalo con «pertinencia correos». "
        "Mientras, no se le requiere por falta de entrega."
        for s in vista.situaciones.values()
        if s.por_decidir and not s.expediente.ha_entregado
    ]
    de_casa = any(COMUNICACIONES[g.clase].firma is Firma.COMUNICACION_SOCIAL for g in grupos)
    sin_firma = [espacio.comunicaciones.sin_firma] if de_casa and espacio.comunicaciones.sin_firma else []
    return VigilanciaDelSemestre(
        semestre=vista.semestre,
        momento=momento,
        hechos=hechos,
        comunicaciones=grupos,
        esperan=tuple(c for c in pendientes if c.desde > momento),
        faltas=(*faltas, *por_decidir, *sin_firma),
        sustituidas=frozenset(no_proceden),
    )


def _ciclo(carta: Carta) -> Ciclo:
    return (str(carta.clase), carta.cuenta, carta.ciclo)


def _como_evento(semestre: Semestre, suyo: Hecho) -> Evento:
    return hecho(
        semestre.clave,
        suyo.cuenta,
        suyo.clase,
        suyo.ocurrido_en,
        suyo.fecha,
        documento=suyo.documento,
        observaciones=suyo.observaciones,
        detalle=suyo.detalle,
    )
