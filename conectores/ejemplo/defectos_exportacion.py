"""Defectos de exportación: la que no es, la de otro periodo, la que pasó por Excel."""

from collections.abc import Callable, Mapping

from conectores.ejemplo.comprimidos import comprimir
from conectores.ejemplo.entregas import Archivo, exportar
from conectores.ejemplo.escritores_meta import Idioma, serie_de_pagina
from conectores.ejemplo.escritores_x import actividad_anterior, contenido, resumen_diario
from conectores.ejemplo.escritores_youtube import totales
from conectores.ejemplo.plan import Exportacion, Plan
from conectores.ejemplo.plantado import DefectoPlantado, Plantado, Reparto


def _solo_formato(plan: Plan) -> bool:
    return not plan.exportaciones and not plan.comprimido


def _con_contenido(plan: Plan) -> bool:
    return Exportacion.CONTENIDO in plan.exportaciones and not plan.comprimido


def _otro_periodo(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _solo_formato)
    ruta = f"{cuenta.cuenta}/account_overview_analytics_{r.semestre.clave}.csv"
    diarias = r.mundo.diarias(cuenta, r.semestre.anterior())
    return Plantado(
        (Archivo(ruta, resumen_diario(diarias)),),
        defectos=(DefectoPlantado("L501", cuenta.cuenta, ruta, "resumen diario del semestre anterior"),),
    )


def _con_dias_de_mas(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _con_contenido)
    bueno = exportar(r.mundo, cuenta, r.semestre, Exportacion.CONTENIDO, Idioma.INGLES)
    ruta = f"{cuenta.cuenta}/{bueno.ruta}"
    anteriores = r.mundo.publicaciones(cuenta, r.semestre.anterior())[-6:]
    publicaciones = (*anteriores, *r.mundo.publicaciones(cuenta, r.semestre))
    return Plantado(
        (Archivo(ruta, contenido(publicaciones, cuenta.usuario)),),
        frozenset({ruta}),
        (DefectoPlantado("L502", cuenta.cuenta, ruta, "contenido de X con días del semestre anterior"),),
    )


def _con_filas_basura(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _con_contenido)
    bueno = exportar(r.mundo, cuenta, r.semestre, Exportacion.CONTENIDO, Idioma.INGLES)
    ruta = f"{cuenta.cuenta}/{bueno.ruta}"
    publicaciones = r.mundo.publicaciones(cuenta, r.semestre)
    return Plantado(
        (Archivo(ruta, contenido(publicaciones, cuenta.usuario, con_basura=True)),),
        frozenset({ruta}),
        (DefectoPlantado("L551", cuenta.cuenta, ruta, "filas sin identificador que X añade por error"),),
    )


def _identificadores_abreviados(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _solo_formato)
    ruta = f"{cuenta.cuenta}/account_analytics_content_{r.semestre.clave}_desde_excel.csv"
    publicaciones = r.mundo.publicaciones(cuenta, r.semestre)
    texto = contenido(publicaciones, cuenta.usuario).decode()
    for p in publicaciones:
        abreviado = f"{p.id_publicacion[0]}.{p.id_publicacion[1:3]}E+{len(p.id_publicacion) - 1}"
        texto = texto.replace(f"\n{p.id_publicacion},", f"\n{abreviado},")
    return Plantado(
        (Archivo(ruta, texto.encode()),),
        defectos=(
            DefectoPlantado("L505", cuenta.cuenta, ruta, "contenido de X abierto y guardado en Excel"),
        ),
    )


def _informe_retirado(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x")
    ruta = f"{cuenta.cuenta}/tweet_activity_metrics_{cuenta.usuario}_{r.semestre.clave}_en.csv"
    publicaciones = r.mundo.publicaciones(cuenta, r.semestre)
    return Plantado(
        (Archivo(ruta, actividad_anterior(publicaciones, cuenta.usuario)),),
        defectos=(DefectoPlantado("L552", None, ruta, "informe de tuits que X dejó de producir"),),
    )


def _resumen_sin_cuenta(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _solo_formato)
    ruta = f"account_overview_analytics_{r.semestre.clave}.csv"
    return Plantado(
        (Archivo(ruta, resumen_diario(r.mundo.diarias(cuenta, r.semestre))),),
        defectos=(DefectoPlantado("L231", None, ruta, "resumen diario fuera de la carpeta de su cuenta"),),
    )


def _pagina_ajena(r: Reparto) -> Plantado:
    cuenta, plan = r.toma("facebook", lambda p: Exportacion.PUBLICACIONES in p.exportaciones)
    otra, _ = r.toma("facebook", _solo_formato)
    ajeno = exportar(r.mundo, cuenta, r.semestre, Exportacion.PUBLICACIONES, plan.idioma)
    ruta = f"{otra.cuenta}/{ajeno.ruta}"
    return Plantado(
        (Archivo(ruta, ajeno.contenido),),
        defectos=(
            DefectoPlantado("L234", otra.cuenta, ruta, "exportación de una página en la carpeta de otra"),
        ),
    )


def _grafica_sin_tabla(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("youtube")
    ruta = f"{cuenta.cuenta}/Totales_{r.semestre.clave}.csv"
    return Plantado(
        (Archivo(ruta, totales(r.mundo.diarias(cuenta, r.semestre), Idioma.LATINOAMERICA)),),
        defectos=(DefectoPlantado("L701", None, ruta, "Totales.csv sin la tabla"),),
    )


def _encabezados_sin_filas(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _solo_formato)
    ruta = f"{cuenta.cuenta}/account_overview_analytics_{r.semestre.clave}.csv"
    return Plantado(
        (Archivo(ruta, resumen_diario([])),),
        defectos=(DefectoPlantado("L106", None, ruta, "resumen diario sin un solo día"),),
    )


def _grafica_no_pedida(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("facebook")
    ruta = f"{cuenta.cuenta}/Clics en el enlace_{r.semestre.clave}.csv"
    diarias = r.mundo.diarias(cuenta, r.semestre)
    return Plantado(
        (Archivo(ruta, serie_de_pagina("Clics en el enlace", diarias, "comentarios")),),
        defectos=(DefectoPlantado("L612", cuenta.cuenta, ruta, "gráfica de una métrica que no se pide"),),
    )


def _conjunto_con_un_intruso(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("youtube", lambda p: p.exportaciones == (Exportacion.DESCARGA,))
    ruta = f"{cuenta.cuenta}/varios_{r.semestre.clave}.zip"
    interior: Mapping[str, bytes] = {"notas.csv": "Pendiente,Responsable\nRevisar,Área\n".encode()}
    return Plantado(
        (Archivo(ruta, comprimir(interior)),),
        defectos=(DefectoPlantado("L103", None, f"{ruta} → notas.csv", "notas dentro de un comprimido"),),
    )


def _resumen_cortado(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x", _solo_formato)
    ruta = f"{cuenta.cuenta}/account_overview_analytics_{r.semestre.clave}.csv"
    entero = resumen_diario(r.mundo.diarias(cuenta, r.semestre))
    return Plantado(
        (Archivo(ruta, entero[:-9]),),
        defectos=(DefectoPlantado("L110", None, ruta, "resumen diario que termina a media fila"),),
    )


def _copia_identica(r: Reparto) -> Plantado:
    cuenta, plan = r.toma("instagram", lambda p: p.exportaciones == (Exportacion.PUBLICACIONES,))
    buena = exportar(r.mundo, cuenta, r.semestre, Exportacion.PUBLICACIONES, plan.idioma)
    ruta = f"{cuenta.cuenta}/copia de {buena.ruta}"
    return Plantado(
        (Archivo(ruta, buena.contenido),),
        defectos=(DefectoPlantado("L901", None, ruta, "el mismo archivo entregado dos veces"),),
    )


DE_EXPORTACION: tuple[Callable[[Reparto], Plantado], ...] = (
    _otro_periodo,
    _con_dias_de_mas,
    _con_filas_basura,
    _identificadores_abreviados,
    _informe_retirado,
    _resumen_sin_cuenta,
    _pagina_ajena,
    _grafica_sin_tabla,
    _encabezados_sin_filas,
    _grafica_no_pedida,
    _conjunto_con_un_intruso,
    _resumen_cortado,
    _copia_identica,
)
