"""La vigilancia: de lo que consta y el momento se deriva lo que se debe, y se hace una vez (arts. 6 a 15)."""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from almacen import expediente as guardado
from almacen.maestro import Base
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.bandeja import Despacho, despachar
from flujos.pasos.comunicaciones import Estado, cartas_de, estado_de
from flujos.pasos.entradas_sin_recibir import sin_recibir
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_comunicaciones, asentar_eventos
from flujos.pasos.padron_movimientos import hechos_pendientes, registrar_movimientos
from flujos.pasos.recepcion import recibir
from flujos.pasos.recepcion_resumen import ResumenRecepcion
from flujos.pasos.recepciones import registrar_recepciones
from flujos.pasos.reloj import declaracion, del_futuro, exigir_reloj
from flujos.pasos.vigilancia_actos import actos_del_comite
from flujos.pasos.vigilancia_cartas import escribir
from flujos.pasos.vigilancia_faltas import por_atender
from flujos.pasos.vigilancia_fuera import fuera_del_padron
from flujos.pasos.vigilancia_grupos import Grupo, agrupar
from flujos.pasos.vigilancia_lectura import Ciclo, Mirada, mirar
from flujos.pasos.vigilancia_sustituidas import sustituidas
from lineamientos.procedimiento.clases import COMUNICACIONES, Firma
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.del_semestre import cartas_del_semestre
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.hechos import aplicar, evento_de, hechos_debidos
from lineamientos.procedimiento.situacion import Carta, Hecho
from lineamientos.semestres import Semestre, semestre_en_evaluacion


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
        recibido: Lo que se recibió antes de mirar, o ``None`` si nada esperaba en ``entradas``.
    """

    semestres: tuple[VigilanciaDelSemestre, ...]
    despacho: Despacho | None = None
    recibido: ResumenRecepcion | None = None

    @property
    def con_fallas(self) -> bool:
        """Si algo no salió o no entró."""
        return any(p is not None and p.con_fallas for p in (self.despacho, self.recibido))


def semestres_vivos(momento: datetime) -> tuple[Semestre, ...]:
    """El que se evalúa y el que corre, cuya solicitud previa sale antes de que termine (art. 11)."""
    corre = Semestre.de_fecha(momento.date())
    return (corre.anterior(), corre)


def vigilar(
    espacio: Espacio,
    por: str,
    avance: Avance = sin_avance,
    *,
    solo: Semestre | None = None,
    reloj_correcto: bool = False,
) -> ResumenDeVigilancia:
    """Asienta lo que ocurrió, escribe lo que se debe y despacha lo que puede salir; repetirlo no lo repite.

    Antes recibe lo que espere en ``entradas``: a quien ya entregó no se le requiere.

    Args:
        espacio: Espacio abierto.
        por: Quién la inició.
        avance: A quién se le dice cómo va.
        solo: El único semestre que se mira, o ``None`` para los vivos.
        reloj_correcto: Si quien la inició declara que la hora de hoy es la buena, aunque haya algo asentado
            después: queda asentado que lo dijo.

    Raises:
        OrdenInvalida: Si el reloj está antes de lo último que se asentó y nadie declara que es el bueno.
        AlmacenOcupado: Si otro proceso no suelta el maestro o no termina de recibir.
    """
    with abrir_al_dia(espacio) as base:
        # Una vez y con el maestro tomado: lo que esta misma corrida asiente después no es del futuro.
        if reloj_correcto and (futuros := del_futuro(espacio, base)):
            asentar(espacio, base, declaracion(espacio, futuros, por), con_reloj_dudoso=True)
        exigir_reloj(espacio, base)
        hay = sin_recibir(espacio, base).hay
    en_evaluacion = semestre_en_evaluacion(espacio.ahora_local().date())
    recibido = recibir(espacio, en_evaluacion, avance=avance, por=por) if hay else None
    semestres = (solo,) if solo else semestres_vivos(espacio.ahora_local())
    vistos = []
    for numero, semestre in enumerate(semestres):
        avance(f"Vigilando el {semestre.nombre}", numero, len(semestres))
        with abrir_al_dia(espacio) as base:
            vistos.append(_vigilar(espacio, base, semestre, espacio.ahora_local(), por))
    avance("Vigilancia", len(semestres), len(semestres))
    de_otros = frozenset() if solo else _no_proceden_de_otros(espacio, semestres)
    no_proceden = de_otros.union(*(v.sustituidas for v in vistos))
    return ResumenDeVigilancia(tuple(vistos), despachar(espacio, solo, no_proceden), recibido)


def ensayar(espacio: Espacio, momento: datetime, *, solo: Semestre | None = None) -> ResumenDeVigilancia:
    """Lo que la vigilancia haría en un momento con lo que hoy consta; no escribe ni recibe nada.

    De la cuenta que tiene algo sin recibir dice que lo tiene, y no la da por silenciosa.

    Args:
        espacio: Espacio abierto.
        momento: Instante, con zona.
        solo: El único semestre que se mira, o ``None`` para los vivos.
    """
    local = momento.astimezone(espacio.zona)
    vistos = []
    with abrir_al_dia(espacio) as base:
        pendiente = sin_recibir(espacio, base)
        for semestre in (solo,) if solo else semestres_vivos(local):
            vista, hechos = _con_hechos(mirar(espacio, base, semestre, local, pendiente))
            vistos.append(_debido(espacio, base, vista, local, hechos))
    return ResumenDeVigilancia(tuple(vistos))


def _vigilar(
    espacio: Espacio, base: Base, semestre: Semestre, momento: datetime, por: str
) -> VigilanciaDelSemestre:
    # Un relevo o un alta es del semestre en que se vio, no del que se evalúa.
    corre = semestre == Semestre.de_fecha(momento.date())
    movimientos = (
        registrar_movimientos(espacio, base, semestre, por)
        if corre
        else hechos_pendientes(espacio, base, semestre)
    )
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
    de_casa = any(COMUNICACIONES[g.clase].firma is Firma.COMUNICACION_SOCIAL for g in grupos)
    sin_firma = [espacio.comunicaciones.sin_firma] if de_casa and espacio.comunicaciones.sin_firma else []
    return VigilanciaDelSemestre(
        semestre=vista.semestre,
        momento=momento,
        hechos=hechos,
        comunicaciones=grupos,
        esperan=tuple(c for c in pendientes if c.desde > momento),
        faltas=(*faltas, *por_atender(vista), *sin_firma, *fuera_del_padron(espacio, base, vista)),
        sustituidas=frozenset(no_proceden),
    )


def _no_proceden_de_otros(espacio: Espacio, mirados: tuple[Semestre, ...]) -> frozenset[str]:
    """Lo que ya no procede de lo que aún podría salir de los semestres que no se vigilan.

    La bandeja pasa por los de todos, y lo que quedó en espera al cambiar de semestre también se comprueba.
    """
    momento = espacio.ahora_local()
    no_proceden: frozenset[str] = frozenset()
    with abrir_al_dia(espacio) as base:
        ajenas = guardado.sin_notificar(base).filter(~pl.col("semestre").is_in([s.clave for s in mirados]))
        por_salir = {
            str(c.fila["semestre"])
            for c in cartas_de(espacio, ajenas)
            if estado_de(espacio, c, momento.date()) in (Estado.POR_ENVIAR, Estado.RECHAZADA)
        }
        for clave in sorted(por_salir):
            vista, hechos = _con_hechos(mirar(espacio, base, Semestre.de_texto(clave), momento))
            no_proceden |= _debido(espacio, base, vista, momento, hechos).sustituidas
    return no_proceden


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
