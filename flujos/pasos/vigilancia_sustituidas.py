"""Las comunicaciones escritas y sin notificar que ya no proceden: ni se envían ni cuentan como escritas."""

from collections.abc import Mapping

from almacen import expediente as guardado
from almacen.maestro import Base
from flujos.pasos.comunicaciones import Carta as CartaGuardada
from flujos.pasos.comunicaciones import Estado, cartas_de, estado_de
from flujos.pasos.espacio import Espacio
from flujos.pasos.padron_personas import Personas, personas
from flujos.pasos.vigilancia_grupos import directos
from flujos.pasos.vigilancia_lectura import Ciclo, Mirada
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.direcciones import comparable

_C = ClaseDeComunicacion
_QUE_SE_DEBEN = frozenset(
    {_C.REQUERIMIENTO, _C.RECORDATORIO, _C.OBSERVACIONES, _C.SILENCIO, _C.TITULAR, _C.INTERNO, _C.RESOLUCION}
)
"""Las que dejan de proceder si ya no se deben; un acuse o lo que pidió una persona procede siempre."""


def sustituidas(
    espacio: Espacio, base: Base, vista: Mirada, debidas: frozenset[Ciclo]
) -> dict[str, frozenset[Ciclo]]:
    """Las que no deben salir, con lo que dejan sin escribir.

    No procede la que ya no se debe a alguna de sus cuentas (entregó mientras esperaba), la que comunica un
    plazo que ya pasó ni la dirigida a quien ya no ocupa el papel. Lo que aún se deba se escribe de nuevo.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        vista: Lo que consta del semestre.
        debidas: Clase, cuenta y ciclo de todo lo que hoy se debe, se haya escrito o no.
    """
    marco = guardado.comunicaciones(base, vista.semestre.clave)
    sin_notificar = marco.filter(~marco["notificada"] & ~marco["retirada"])
    suyos = guardado.ciclos_por_comunicacion(base, vista.semestre.clave)
    de_hoy = personas(espacio.padron)
    no_proceden = {
        carta.identidad
        for carta in cartas_de(espacio, sin_notificar)
        if _C(carta.fila["clase_comunicacion"]) in _QUE_SE_DEBEN
        and not _pudo_salir(espacio, carta, vista)
        and (
            not suyos[carta.identidad] <= debidas
            or (carta.fila["vence"] is not None and carta.fila["vence"] < vista.marco.hoy)
            or _cambio_de_manos(de_hoy, carta)
        )
    }
    # Si ya se escribió otra por lo mismo, esa vale: la que venció sin salir no hace escribir una cada día.
    escritas = frozenset().union(*(c for i, c in suyos.items() if i not in no_proceden))
    return {i: suyos[i] - escritas for i in no_proceden}


def _pudo_salir(espacio: Espacio, carta: CartaGuardada, vista: Mirada) -> bool:
    """Si quizá ya se entregó: de esa decide una persona."""
    return estado_de(espacio, carta, vista.marco.hoy) is Estado.DUDOSA or carta.sobre.respuesta.exists()


def _cambio_de_manos(de_hoy: Mapping[str, Personas], carta: CartaGuardada) -> bool:
    clase = _C(carta.fila["clase_comunicacion"])
    hoy = {
        correo
        for cuenta in carta.fila["cuentas"]
        if cuenta in de_hoy
        for correo in directos(clase, de_hoy[cuenta])
    }
    escritos = {comparable(d["destinatario_correo"]) for d in carta.destinatarios if not d["con_copia"]}
    return bool(hoy) and hoy != escritos
