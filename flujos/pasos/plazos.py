"""Plazos de un semestre, con el calendario y los parámetros del espacio o con los de partida."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flujos.ajustes import raiz_del_espacio
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES, ZONA_DE_LOS_PLAZOS
from flujos.pasos.ajustes_parametros import CALENDARIO
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.inicio import parametros_de_partida
from flujos.reloj import reloj_del_sistema
from lineamientos.calendario import NACIONAL, Calendario
from lineamientos.errores import ParametroFaltante
from lineamientos.parametros import Parametros
from lineamientos.plazos import PlazosDelSemestre, plazos_del_semestre
from lineamientos.semestres import Semestre, semestre_en_evaluacion

_FAMILIA = "plazos."


@dataclass(frozen=True)
class PlazosConsultados:
    """Los plazos de un semestre y de dónde salieron.

    Attributes:
        plazos: Los plazos.
        espacio: Carpeta cuyo calendario y parámetros se usaron, o ``None`` si fueron los del programa.
    """

    plazos: PlazosDelSemestre
    espacio: Path | None


def plazos(espacio: Espacio, semestre: Semestre, ambito: str = NACIONAL) -> PlazosDelSemestre:
    """Plazos de la revisión de un semestre, los comunes o los de una entidad (arts. 3, 11 y 13).

    Raises:
        OrdenInvalida: Si el semestre es anterior a los parámetros.
    """
    return _calcular(espacio.calendario, espacio.parametros, semestre, ambito)


def consultar_plazos(indicado: Path | None, semestre: str | None) -> PlazosConsultados:
    """Plazos con el espacio si lo hay; si no, con el calendario y los parámetros que trae el programa.

    Args:
        indicado: Carpeta que se pidió, o ``None``.
        semestre: Clave, o ``None`` para el que toca evaluar hoy.

    Raises:
        EspacioInvalido: Si se pidió un espacio que no lo es, o el que hay no está completo.
        OrdenInvalida: Si el semestre es anterior a los parámetros.
    """
    raiz = raiz_del_espacio(indicado)
    if indicado is not None or (raiz / ARCHIVO_DE_AJUSTES).exists():
        espacio = abrir_espacio(raiz)
        elegido = _semestre(semestre, espacio.ahora_local().date())
        return PlazosConsultados(plazos(espacio, elegido), raiz)
    textos = parametros_de_partida()
    calendario = Calendario.de_datos(tomllib.loads(textos.pop(CALENDARIO)))
    parametros = Parametros.de_datos(p for t in textos.values() for p in tomllib.loads(t)["parametro"])
    hoy = reloj_del_sistema().astimezone(ZONA_DE_LOS_PLAZOS).date()
    return PlazosConsultados(_calcular(calendario, parametros, _semestre(semestre, hoy)), None)


def semestre_que_se_pide(espacio: Espacio) -> Semestre:
    """El que toca pedir hoy: el que se evalúa y, terminada su evaluación, el que corre (arts. 11 y 13).

    La solicitud previa del que corre sale antes de que termine.
    """
    hoy = espacio.ahora_local().date()
    en_evaluacion = semestre_en_evaluacion(hoy)
    try:
        fin = plazos(espacio, en_evaluacion).evaluacion_fin.fecha
    except OrdenInvalida:
        # Anterior a los parámetros: ya no se pide.
        return en_evaluacion.siguiente()
    return en_evaluacion if hoy <= fin else en_evaluacion.siguiente()


def _semestre(clave: str | None, hoy: date) -> Semestre:
    return Semestre.de_texto(clave) if clave else semestre_en_evaluacion(hoy)


def _calcular(
    calendario: Calendario, parametros: Parametros, semestre: Semestre, ambito: str = NACIONAL
) -> PlazosDelSemestre:
    try:
        return plazos_del_semestre(semestre, calendario, parametros.del_semestre(semestre), ambito)
    except ParametroFaltante:
        primero = _primer_semestre(parametros)
        if primero is None or semestre >= primero:
            raise
        raise OrdenInvalida(
            f"No hay parámetros de plazos para el {semestre.nombre}: los hay desde el {primero.nombre} "
            f"({primero.clave}). Pida un semestre desde ese, o añada en la carpeta de parámetros los "
            "valores que regían entonces."
        ) from None


def _primer_semestre(parametros: Parametros) -> Semestre | None:
    """Primer semestre en cuyo inicio ya regían todos los parámetros de plazos; ``None`` si no hay ninguno."""
    inicios = [p.valores[0].desde for p in parametros if p.clave.startswith(_FAMILIA)]
    if not inicios:
        return None
    completo = Semestre.de_fecha(max(inicios))
    return completo if completo.inicio == max(inicios) else completo.siguiente()
