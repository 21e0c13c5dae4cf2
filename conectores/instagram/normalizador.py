"""De las páginas de una consulta de Instagram a los marcos del modelo. Puro."""

from collections.abc import Sequence
from dataclasses import replace

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.lectura import LecturaApi
from conectores.instagram import campos
from conectores.instagram.crecimiento import de_insights
from conectores.instagram.plan import tareas
from conectores.instagram.publicaciones import de_listas, de_objetos
from conectores.meta.lectura import con_recolecciones, perfiles
from conectores.meta.marcos import marco
from conectores.meta.paso import Fin
from conectores.meta.rondas import Recorrido, recorrer
from esquemas.tablas import MEDICIONES, PUBLICACIONES
from lineamientos.ausencias import Ausencia

_SIN_CUENTA = Fin(
    Ausencia.NO_ENCONTRADA,
    "La página dueña de la ficha no tiene cuenta de Instagram; ponga el identificador en el padrón.",
)


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
        recorrido = _con_la_cuenta_de_la_pagina(recorrido)
        lectura = perfiles(recorrido, campos.RED)
    elif consulta.operacion == campos.CRECIMIENTO:
        lectura = LecturaApi(mediciones=marco(de_insights(hilos, recorrido), MEDICIONES))
    elif consulta.operacion == campos.PUBLICACIONES:
        lectura = LecturaApi(de_publicaciones=marco(de_listas(consulta, recorrido), PUBLICACIONES))
    else:
        lectura = LecturaApi(de_publicaciones=marco(de_objetos(recorrido), PUBLICACIONES))
    return con_recolecciones(lectura, consulta, hilos, recorrido, version)


def _con_la_cuenta_de_la_pagina(recorrido: Recorrido) -> Recorrido:
    """Cambia la página por su cuenta de Instagram; la que no tiene queda como no encontrada."""
    obtenidos, fines = [], list(recorrido.fines)
    for o in recorrido.obtenidos:
        if o.tarea.objeto != campos.LA_DE_LA_FICHA:
            obtenidos.append(o)
        elif campos.CUENTA_DE_LA_PAGINA in o.datos:
            obtenidos.append(replace(o, datos=o.datos[campos.CUENTA_DE_LA_PAGINA]))
        else:
            fines[o.indice] = _SIN_CUENTA
    return replace(recorrido, obtenidos=tuple(obtenidos), fines=tuple(fines))
