"""Plazos de un semestre, con el calendario y los parámetros del espacio o con los de partida."""

import tomllib
from datetime import date
from pathlib import Path

from flujos.ajustes import raiz_del_espacio
from flujos.pasos.espacio import ARCHIVO_DE_AJUSTES, CALENDARIO, ZONA_DE_LOS_PLAZOS, Espacio, abrir_espacio
from flujos.pasos.inicio import parametros_de_partida
from flujos.reloj import reloj_del_sistema
from lineamientos.calendario import Calendario
from lineamientos.parametros import Parametros
from lineamientos.plazos import PlazosDelSemestre, plazos_del_semestre
from lineamientos.semestres import Semestre, semestre_en_evaluacion


def plazos(espacio: Espacio, semestre: Semestre) -> PlazosDelSemestre:
    """Plazos comunes a todas las cuentas en la revisión de un semestre (arts. 11 y 13)."""
    return _calcular(espacio.calendario, espacio.parametros, semestre)


def plazos_sin_espacio(indicado: Path | None, semestre: str | None) -> PlazosDelSemestre:
    """Plazos con el espacio si lo hay; si no, con el calendario y los parámetros que trae el programa.

    Args:
        indicado: Carpeta que se pidió, o ``None``.
        semestre: Clave, o ``None`` para el que toca evaluar hoy.

    Raises:
        EspacioInvalido: Si se pidió un espacio que no lo es, o el que hay no está completo.
    """
    raiz = raiz_del_espacio(indicado)
    if indicado is not None or (raiz / ARCHIVO_DE_AJUSTES).exists():
        espacio = abrir_espacio(raiz)
        return plazos(espacio, _semestre(semestre, espacio.ahora_local().date()))
    textos = parametros_de_partida()
    calendario = Calendario.de_datos(tomllib.loads(textos.pop(CALENDARIO)))
    parametros = Parametros.de_datos(p for t in textos.values() for p in tomllib.loads(t)["parametro"])
    hoy = reloj_del_sistema().astimezone(ZONA_DE_LOS_PLAZOS).date()
    return _calcular(calendario, parametros, _semestre(semestre, hoy))


def _semestre(clave: str | None, hoy: date) -> Semestre:
    return Semestre.de_texto(clave) if clave else semestre_en_evaluacion(hoy)


def _calcular(calendario: Calendario, parametros: Parametros, semestre: Semestre) -> PlazosDelSemestre:
    return plazos_del_semestre(semestre, calendario, parametros.del_semestre(semestre))
