"""Los archivos que entrega cada cuenta conforme a su plan, sin ningún defecto."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.comprimidos import comprimir, evidencia_pdf, imagen_png
from conectores.ejemplo.escritores_formato import formato_csv, formato_xlsx
from conectores.ejemplo.escritores_meta import (
    Idioma,
    publicaciones_facebook,
    publicaciones_instagram,
    serie_de_pagina,
)
from conectores.ejemplo.escritores_x import contenido, resumen_diario
from conectores.ejemplo.escritores_youtube import PeriodoYoutube, descarga, nombre_de_descarga, tabla
from conectores.ejemplo.fechas_en_ingles import con_guiones
from conectores.ejemplo.flota import CuentaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plan import Exportacion, Formato, Plan, cuentas_en_conjunto, plan_de
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Archivo:
    """Un archivo por entregar: su ruta dentro de ``entradas`` y sus bytes."""

    ruta: str
    contenido: bytes


def entregas(mundo: Mundo, semestre: Semestre, *, sin: frozenset[str] = frozenset()) -> Iterator[Archivo]:
    """Todos los archivos de un semestre, uno a la vez para no llenar la memoria.

    Args:
        mundo: El mundo.
        semestre: Uno de sus semestres.
        sin: Rutas que no se entregan porque un defecto las sustituye.
    """
    for cuenta in mundo.vigentes(semestre):
        plan = plan_de(mundo, cuenta, semestre)
        if plan is not None:
            yield from (a for a in de_cuenta(mundo, cuenta, semestre, plan) if a.ruta not in sin)
    for area, cuentas in cuentas_en_conjunto(mundo, semestre).items():
        yield Archivo(f"formato_{semestre.clave}_{area}.xlsx", formato_xlsx(mundo, cuentas, semestre))


def de_cuenta(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, plan: Plan) -> Iterator[Archivo]:
    """Archivos que entrega una cuenta; si van comprimidos, las evidencias quedan fuera del ZIP."""
    archivos = list(_tablas(mundo, cuenta, semestre, plan))
    if plan.comprimido:
        conjunto = {a.ruta: a.contenido for a in archivos}
        archivos = [Archivo(f"entrega_{semestre.clave}.zip", comprimir(conjunto))]
    archivos.extend(_evidencias(mundo, cuenta, semestre, plan))
    yield from (replace(a, ruta=f"{cuenta.cuenta}/{a.ruta}") for a in archivos)


def nombre_de_formato(semestre: Semestre, formato: Formato) -> str:
    """Nombre con que se entrega el formato de una cuenta."""
    extension = {
        Formato.XLSX: "xlsx",
        Formato.CSV_EXCEL: "csv",
        Formato.CSV_UTF8: "csv",
        Formato.CSV_UTF16: "txt",
    }
    return f"formato_{semestre.clave}.{extension[formato]}"


def _tablas(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, plan: Plan) -> Iterator[Archivo]:
    if plan.formato is Formato.XLSX:
        yield Archivo(nombre_de_formato(semestre, plan.formato), formato_xlsx(mundo, [cuenta], semestre))
    elif plan.formato is not Formato.CONJUNTO:
        yield Archivo(
            nombre_de_formato(semestre, plan.formato), formato_csv(mundo, cuenta, semestre, plan.formato)
        )
    for exportacion in plan.exportaciones:
        yield exportar(mundo, cuenta, semestre, exportacion, plan.idioma)


def exportar(
    mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, exportacion: Exportacion, idioma: Idioma
) -> Archivo:
    """Escribe una exportación de una cuenta con el nombre que le da la plataforma y el semestre."""
    hecho = mundo.actividad(cuenta, semestre)
    tramo = f"{hecho.desde.isoformat()}_{hecho.hasta.isoformat()}"
    azar = Azar(mundo.semilla, "exportacion", cuenta.cuenta, semestre.clave)
    match exportacion:
        case Exportacion.RESUMEN:
            return Archivo(
                f"account_overview_analytics_{semestre.clave}.csv",
                resumen_diario(mundo.diarias(cuenta, semestre)),
            )
        case Exportacion.CONTENIDO | Exportacion.CONTENIDO_2025:
            return Archivo(
                f"account_analytics_content_{tramo}_{semestre.clave}.csv",
                contenido(
                    mundo.publicaciones(cuenta, semestre),
                    cuenta.usuario,
                    de_2025=exportacion is Exportacion.CONTENIDO_2025,
                ),
            )
        case Exportacion.PUBLICACIONES | Exportacion.PUBLICACIONES_SIN_VIDEO:
            return _de_meta(mundo, cuenta, semestre, exportacion, idioma)
        case Exportacion.SERIE:
            titulo = "Views" if idioma is Idioma.INGLES else "Visualizaciones"
            return Archivo(
                f"{titulo}_{semestre.clave}.csv",
                serie_de_pagina(titulo, mundo.diarias(cuenta, semestre), "visualizaciones"),
            )
        case Exportacion.DESCARGA | Exportacion.TABLA_SUELTA:
            periodo = periodo_youtube(mundo, cuenta, semestre)
            nombre = nombre_de_descarga(cuenta.nombre, periodo, idioma)
            if exportacion is Exportacion.DESCARGA:
                return Archivo(
                    f"{semestre.clave} {nombre}",
                    descarga(azar, periodo, mundo.diarias(cuenta, semestre), idioma),
                )
            carpeta = f"{semestre.clave} {nombre.removesuffix('.zip')}"
            return Archivo(f"{carpeta}/Datos de la tabla.csv", tabla(azar, periodo, idioma))


def periodo_youtube(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre) -> PeriodoYoutube:
    """Lo que la tabla de un canal dice del semestre."""
    hecho = mundo.actividad(cuenta, semestre)
    neto = hecho.seguidores_cierre - hecho.seguidores_inicio
    perdidos = max(0, -neto) + hecho.seguidores_inicio // 100
    return PeriodoYoutube(
        mundo.publicaciones(cuenta, semestre),
        hecho.repartibles,
        perdidos + neto,
        perdidos,
        hecho.desde,
        hecho.hasta,
    )


def _de_meta(
    mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, exportacion: Exportacion, idioma: Idioma
) -> Archivo:
    publicaciones = mundo.publicaciones(cuenta, semestre)
    hecho = mundo.actividad(cuenta, semestre)
    nombre = (
        f"{con_guiones(hecho.desde)}_{con_guiones(hecho.hasta)}_{cuenta.id_plataforma}_{semestre.clave}.csv"
    )
    if cuenta.red == "instagram":
        return Archivo(
            nombre,
            publicaciones_instagram(
                publicaciones,
                id_cuenta=cuenta.id_plataforma,
                nombre=cuenta.nombre,
                usuario=cuenta.usuario,
                idioma=idioma,
            ),
        )
    return Archivo(
        nombre,
        publicaciones_facebook(
            publicaciones,
            id_pagina=cuenta.id_plataforma,
            nombre=cuenta.nombre,
            usuario=cuenta.usuario,
            idioma=idioma,
            columnas_de_video=exportacion is Exportacion.PUBLICACIONES,
        ),
    )


def _evidencias(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, plan: Plan) -> Iterator[Archivo]:
    for i in range(1, plan.imagenes + 1):
        azar = Azar(mundo.semilla, "evidencia", cuenta.cuenta, semestre.clave, i)
        yield Archivo(f"evidencia_{semestre.clave}_{i}.png", imagen_png(azar))
    if plan.pdf:
        titulo = f"Evidencia de ejemplo: {cuenta.cuenta}, {semestre.clave}"
        yield Archivo(f"evidencias_{semestre.clave}.pdf", evidencia_pdf(titulo))
