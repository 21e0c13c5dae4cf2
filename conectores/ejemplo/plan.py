"""Quién entrega qué: el plan de cada cuenta, según su red y su lugar en ella."""

from dataclasses import dataclass
from enum import Enum

from conectores.ejemplo.escritores_meta import Idioma
from conectores.ejemplo.flota import CuentaEjemplo, Papel
from conectores.ejemplo.mundo import Mundo
from lineamientos.catalogo import definiciones_entre
from lineamientos.semestres import Semestre


class Formato(Enum):
    """Cómo se entrega el formato oficial."""

    XLSX = "libro de Excel"
    CSV_EXCEL = "CSV con punto y coma en cp1252"
    CSV_UTF8 = "CSV con comas en UTF-8 con BOM"
    CSV_UTF16 = "texto con tabuladores en UTF-16"
    CONJUNTO = "en el libro de su junta, con las demás cuentas"


class Exportacion(Enum):
    """Exportaciones nativas que se entregan."""

    RESUMEN = "resumen diario de X"
    CONTENIDO = "contenido de X"
    CONTENIDO_2025 = "contenido de X como se daba a principios de 2025"
    PUBLICACIONES = "publicaciones de Facebook o Instagram"
    PUBLICACIONES_SIN_VIDEO = "publicaciones de Facebook sin columnas de reproducción"
    SERIE = "serie diaria de la página"
    DESCARGA = "comprimido de YouTube Studio"
    TABLA_SUELTA = "tabla de YouTube Studio en su carpeta"


@dataclass(frozen=True)
class Plan:
    """Lo que entrega una cuenta en un semestre.

    Attributes:
        formato: Cómo entrega el formato.
        exportaciones: Qué exportaciones agrega.
        idioma: En qué idioma tiene la plataforma.
        comprimido: Si todo va en un solo ZIP.
        imagenes: Cuántas copias de pantalla entrega.
        pdf: Si entrega además una evidencia en PDF.
    """

    formato: Formato
    exportaciones: tuple[Exportacion, ...] = ()
    idioma: Idioma = Idioma.INGLES
    comprimido: bool = False
    imagenes: int = 0
    pdf: bool = False


_X = (
    Plan(Formato.XLSX, (Exportacion.RESUMEN, Exportacion.CONTENIDO)),
    Plan(Formato.CSV_EXCEL, (Exportacion.RESUMEN,)),
    Plan(Formato.XLSX),
    Plan(Formato.CSV_UTF8, (Exportacion.RESUMEN, Exportacion.CONTENIDO_2025)),
    Plan(Formato.XLSX, (Exportacion.RESUMEN, Exportacion.CONTENIDO), comprimido=True),
    Plan(Formato.CSV_UTF16),
)
_FACEBOOK = (
    Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,), imagenes=1),
    Plan(Formato.CSV_EXCEL, (Exportacion.PUBLICACIONES,), Idioma.LATINOAMERICA, pdf=True),
    Plan(Formato.XLSX, (Exportacion.PUBLICACIONES, Exportacion.SERIE), Idioma.ESPANIA, imagenes=1),
    Plan(Formato.CSV_UTF16, imagenes=1),
    Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,), Idioma.LATINOAMERICA, comprimido=True, imagenes=2),
    Plan(Formato.CSV_UTF8, (Exportacion.PUBLICACIONES_SIN_VIDEO,), imagenes=1, pdf=True),
)
_YOUTUBE = (
    Plan(Formato.XLSX, (Exportacion.DESCARGA,), Idioma.LATINOAMERICA),
    Plan(Formato.CSV_EXCEL, (Exportacion.DESCARGA,)),
    Plan(Formato.XLSX, (Exportacion.DESCARGA,), Idioma.ESPANIA),
    Plan(Formato.CSV_UTF8),
    Plan(Formato.XLSX, (Exportacion.TABLA_SUELTA,), Idioma.LATINOAMERICA),
)
_INSTAGRAM = (
    Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,)),
    Plan(Formato.CSV_UTF8, (Exportacion.PUBLICACIONES,), Idioma.LATINOAMERICA),
    Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,), Idioma.ESPANIA),
    Plan(Formato.CSV_EXCEL),
)
_TIKTOK = (Plan(Formato.XLSX), Plan(Formato.CSV_EXCEL), Plan(Formato.CSV_UTF8), Plan(Formato.CSV_UTF16))
_POR_RED = {"x": _X, "facebook": _FACEBOOK, "youtube": _YOUTUBE, "instagram": _INSTAGRAM, "tiktok": _TIKTOK}

_DE_MEDICION = {
    "x": Plan(Formato.XLSX, (Exportacion.CONTENIDO,)),
    "facebook": Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,), Idioma.LATINOAMERICA, imagenes=1),
    "youtube": Plan(Formato.XLSX, (Exportacion.DESCARGA,), Idioma.LATINOAMERICA),
    "instagram": Plan(Formato.XLSX, (Exportacion.PUBLICACIONES,), Idioma.LATINOAMERICA),
    "tiktok": Plan(Formato.CSV_UTF8),
}
"""En los mundos para medir velocidad, todas entregan formato y exportación."""

_JUNTAS_EN_CONJUNTO = 3
_DE_PUBLICACIONES = {
    Exportacion.CONTENIDO,
    Exportacion.CONTENIDO_2025,
    Exportacion.PUBLICACIONES,
    Exportacion.PUBLICACIONES_SIN_VIDEO,
}


def plan_de(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre) -> Plan | None:
    """Plan de una cuenta en un semestre, o ``None`` si no entrega nada en él.

    Las que no escribieron nada no entregan la exportación de publicaciones: la plataforma no la da vacía.
    """
    if cuenta.papel is Papel.NO_ENTREGA and semestre == mundo.semestres[-1]:
        return None
    if mundo.publicaciones_por_cuenta is not None:
        return _DE_MEDICION[cuenta.red]
    planes = _POR_RED[cuenta.red]
    plan = planes[cuenta.posicion % len(planes)]
    hecho = mundo.actividad(cuenta, semestre)
    exportaciones = plan.exportaciones
    if not hecho.con_cifras_propias:
        exportaciones = tuple(e for e in exportaciones if e not in _DE_PUBLICACIONES)
    if not definiciones_entre("visualizaciones", "facebook", semestre.inicio, semestre.inicio):
        # En el semestre en que Facebook estrenó la métrica, la serie no lo cubre entero y no sirve.
        exportaciones = tuple(e for e in exportaciones if e is not Exportacion.SERIE)
    en_conjunto = cuenta.area.area in _areas_en_conjunto(mundo) and not plan.comprimido
    return Plan(
        Formato.CONJUNTO if en_conjunto else plan.formato,
        exportaciones,
        plan.idioma,
        plan.comprimido,
        plan.imagenes,
        plan.pdf,
    )


def cuentas_en_conjunto(mundo: Mundo, semestre: Semestre) -> dict[str, list[CuentaEjemplo]]:
    """Cuentas que van en el libro de su junta, por área."""
    grupos: dict[str, list[CuentaEjemplo]] = {}
    for cuenta in mundo.vigentes(semestre):
        plan = plan_de(mundo, cuenta, semestre)
        if plan is not None and plan.formato is Formato.CONJUNTO:
            grupos.setdefault(cuenta.area.area, []).append(cuenta)
    return grupos


def _areas_en_conjunto(mundo: Mundo) -> frozenset[str]:
    """Las primeras juntas locales con tres cuentas o más, todas normales."""
    por_area: dict[str, list[CuentaEjemplo]] = {}
    for cuenta in mundo.cuentas:
        if cuenta.area.tipo_area == "junta_local":
            por_area.setdefault(cuenta.area.area, []).append(cuenta)
    candidatas = [
        area
        for area, cuentas in por_area.items()
        if len(cuentas) >= 3 and all(c.papel is Papel.NORMAL for c in cuentas)
    ]
    return frozenset(candidatas[:_JUNTAS_EN_CONJUNTO])
