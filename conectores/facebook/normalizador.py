"""De las páginas de una consulta de Facebook a los marcos del modelo. Puro."""

from collections.abc import Sequence

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.lectura import LecturaApi
from conectores.facebook import campos
from conectores.facebook.diarias import de_insights
from conectores.facebook.plan import tareas
from conectores.facebook.publicaciones import de_listas, de_objetos
from conectores.meta.lectura import con_recolecciones, perfiles
from conectores.meta.marcos import marco
from conectores.meta.rondas import recorrer
from esquemas.tablas import DIARIAS, PUBLICACIONES


def normalizar(consulta: Consulta, paginas: Sequence[PaginaLeida], version: str) -> LecturaApi:
    """Lee las páginas de una consulta.

    Args:
        consulta: La consulta.
        paginas: Sus páginas, en el orden en que se pidieron.
        version: Versión de la API que se pidió.

    Raises:
        ContratoRoto: Si una página no tiene la forma prometida.
    """
    hilos = tareas(consulta)
    recorrido = recorrer(hilos, paginas)
    if consulta.operacion == campos.PERFILES:
        lectura = perfiles(recorrido, campos.RED)
    elif consulta.operacion == campos.DIARIAS:
        lectura = LecturaApi(diarias=marco(de_insights(hilos, recorrido), DIARIAS))
    elif consulta.operacion == campos.PUBLICACIONES:
        lectura = LecturaApi(de_publicaciones=marco(de_listas(consulta, recorrido), PUBLICACIONES))
    else:
        lectura = LecturaApi(de_publicaciones=marco(de_objetos(recorrido), PUBLICACIONES))
    return con_recolecciones(lectura, consulta, hilos, recorrido, version)
