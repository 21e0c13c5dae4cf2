"""El tablero de un semestre, leído de lo que consta en el espacio."""

from datetime import date, timedelta

from almacen import expediente
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.comunicaciones import estado_de, leer_cartas
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from lineamientos.procedimiento.tablero import Tablero
from lineamientos.procedimiento.tablero import tablero as armar
from lineamientos.semestres import Semestre

DIAS_QUE_SE_MIRAN = 5
"""Cuántos días adelante se mira lo que vence, si no se dice otra cosa."""


def tablero(espacio: Espacio, semestre: Semestre, dias: int = DIAS_QUE_SE_MIRAN) -> Tablero:
    """En qué está cada cuenta del semestre, sus comunicaciones y lo que vence pronto.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre en revisión.
        dias: Cuántos días naturales adelante se mira lo que vence.
    """
    hoy = espacio.ahora_local().date()
    with abrir_al_dia(espacio) as base:
        eventos = expediente.como_eventos(expediente.eventos(base, semestre.clave))
        recibido = expediente.recepciones(base, semestre.clave)
        entregas = recibido.filter("es_entrega").select("cuenta", "en_tiempo").rows()
    cartas = leer_cartas(espacio, semestre)
    return armar(
        espacio.padron.vigentes(semestre),
        eventos,
        entregas,
        [estado_de(espacio, carta, hoy).value for carta in cartas],
        hoy=hoy,
        hasta=hoy + timedelta(days=dias),
        del_semestre=_del_semestre(espacio, semestre),
    )


def _del_semestre(espacio: Espacio, semestre: Semestre) -> list[tuple[date, str]]:
    try:
        comunes = plazos(espacio, semestre)
    except OrdenInvalida:
        # El semestre es anterior a los parámetros: no hay plazos que contar, y lo que consta se muestra.
        return []
    return [
        (p.fecha, f"{p.titulo[0].lower()}{p.titulo[1:]} (art. {p.fundamento.articulo.texto})")
        for p in (comunes.requerimiento_antes_de, comunes.ventana_fin, comunes.evaluacion_fin)
    ]
