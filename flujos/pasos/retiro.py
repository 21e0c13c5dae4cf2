"""Retirar una comunicación escrita por error y aún sin notificar (art. 9)."""

from dataclasses import dataclass

from almacen import expediente as guardado
from almacen.candado import candado
from almacen.maestro import Base
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.bandeja import ESPERA_SEGUNDOS, puesto
from flujos.pasos.comunicaciones import Carta, Estado, buscar, estado_de
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.reloj import exigir_reloj
from flujos.pasos.vigilancia import ensayar
from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.semestres import Semestre

_DE_PERSONA = (ClaseDeComunicacion.ESPECIAL, ClaseDeComunicacion.COMITE)
"""Las que pidió una persona con «requerir»: la vigilancia no las escribe."""


@dataclass(frozen=True)
class Retirada:
    """Lo que resultó de retirarla.

    Attributes:
        comunicacion: Identidad entera.
        titulo: Cómo se llama.
        numero: Su número de oficio, que no vuelve a usarse, o vacío.
        nueva: ``False`` si ya constaba.
        se_repone: Si la siguiente vigilancia la escribirá de nuevo, porque se sigue debiendo.
    """

    comunicacion: str
    titulo: str
    numero: str
    nueva: bool
    se_repone: bool


def retirar(espacio: Espacio, cual: str, motivo: str, por: str, *, reponer: bool = True) -> Retirada:
    """Retira una comunicación sin notificar: no sale, no se notifica y su número no vuelve a usarse.

    Args:
        espacio: Espacio abierto.
        cual: Principio de la identidad de la comunicación.
        motivo: Por qué; se publica.
        por: Quién la retira.
        reponer: Si, cuando se siga debiendo, la vigilancia escribe otra.

    Raises:
        OrdenInvalida: Si no hay tal comunicación, falta el motivo, ya se notificó o quizá salió.
        AlmacenOcupado: Si la bandeja está enviando y no termina a tiempo.
    """
    if not motivo:
        raise OrdenInvalida("Falta --motivo: por qué se retira, en una oración.")
    with candado(puesto(espacio), ESPERA_SEGUNDOS):
        with abrir_al_dia(espacio) as base:
            exigir_reloj(espacio, base)
            carta = buscar(espacio, base, cual)
            _exigir(espacio, carta)
            if not reponer:
                _exigir_sin_otra(base, carta)
            clase = ClaseDeEvento.RETIRADO if reponer else ClaseDeEvento.DESISTIDO
            ahora = espacio.ahora_local()
            numero = str(carta.fila["numero_oficio"] or "")
            con_numero = f" {numero}" if numero else ""
            eventos = [
                hecho(
                    carta.fila["semestre"],
                    cuenta,
                    clase,
                    ahora,
                    ahora.date(),
                    documento=carta.identidad,
                    detalle=f"{carta.clase.titulo}{con_numero}: se retiró sin notificarse. {limpiar(motivo)}",
                )
                for cuenta in carta.fila["cuentas"] or [""]
            ]
            constan = _constan(base, carta)
            ya = clase in constan or (reponer and bool(constan))
            nuevas = () if ya else asentar_eventos(espacio, base, carta.fila["semestre"], eventos, por)
        repone = reponer and ClaseDeEvento.DESISTIDO not in constan and _se_debe(espacio, carta)
    return Retirada(carta.identidad, carta.clase.titulo, numero, bool(nuevas), repone)


def _exigir(espacio: Espacio, carta: Carta) -> None:
    estado = estado_de(espacio, carta, espacio.ahora_local().date())
    if estado is Estado.NOTIFICADA:
        raise OrdenInvalida(
            f"{carta.clase.titulo} {carta.identidad} ya se notificó el {carta.fila['notificada_el']}: lo "
            "notificado no se retira. Si su fecha está mal, corríjala con «pertinencia corregir»."
        )
    if estado is Estado.DUDOSA or carta.sobre.respuesta.exists():
        raise OrdenInvalida(
            f"{carta.clase.titulo} {carta.identidad} quizá ya salió. Averigüe si llegó y dígalo con "
            "«pertinencia notificar … --llego» o «--no-llego»; si no llegó, podrá retirarla."
        )


def _exigir_sin_otra(base: Base, carta: Carta) -> None:
    """Desistir de una no detiene la que ya se escribió por lo mismo: hay que retirar esa."""
    suyos = guardado.ciclos_por_comunicacion(base, carta.fila["semestre"])
    por_lo_mismo = guardado.ciclos(base, carta.identidad)
    vivas = guardado.sin_notificar(base)["comunicacion"].to_list()
    otras = [c for c in vivas if c != carta.identidad and not por_lo_mismo.isdisjoint(suyos.get(c, ()))]
    if otras:
        raise OrdenInvalida(
            f"En lugar de {carta.identidad} ya se escribió {', '.join(otras)}, que saldría de todos modos. "
            "Retire esa con --sin-reponer."
        )


def _constan(base: Base, carta: Carta) -> frozenset[ClaseDeEvento]:
    """De qué modos consta ya que se retiró."""
    retiros = (ClaseDeEvento.RETIRADO, ClaseDeEvento.DESISTIDO)
    hechos = guardado.como_eventos(guardado.eventos(base, carta.fila["semestre"]))
    return frozenset(h.clase for h in hechos if h.documento == carta.identidad and h.clase in retiros)


def _se_debe(espacio: Espacio, carta: Carta) -> bool:
    """Si la vigilancia la escribiría de nuevo con lo que hoy consta."""
    if carta.clase.clase in _DE_PERSONA:
        return False
    solo = Semestre.de_texto(carta.fila["semestre"])
    (visto,) = ensayar(espacio, espacio.ahora_local(), solo=solo).semestres
    debidas = {(c.clase, c.cuenta) for g in visto.comunicaciones for c in g.cartas}
    debidas |= {(c.clase, c.cuenta) for c in visto.esperan}
    return any((carta.clase.clase, cuenta) in debidas for cuenta in carta.fila["cuentas"] or [""])
