"""El formato oficial: qué columnas lleva en cada red y semestre, derivadas del catálogo (arts. 11 y 12)."""

from dataclasses import dataclass
from enum import Enum

from lineamientos import catalogo
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo_tablas import SUPLEMENTARIAS
from lineamientos.semestres import Semestre

VERSION_FORMATO = "1"
"""Cambia cuando cambian las columnas o sus títulos de modo que otra versión las leería mal."""

NO_DISPONIBLE = "No disponible"
NO_APLICA = "No aplica"
PALABRAS: dict[str, Ausencia] = {NO_DISPONIBLE: Ausencia.PLATAFORMA, NO_APLICA: Ausencia.NO_APLICA}
"""Lo que puede escribirse en vez de una cifra, y la razón de ausencia que significa."""
_SIEMPRE_APLICAN = frozenset({"publicaciones", "mensajes_publicados"})
"""La columna A del art. 11 en todas las redes: a ninguna cuenta deja de corresponderle."""

FECHA_EXPORTACION = "fecha_exportacion"
MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


class Grupo(Enum):
    """Con qué fuerza se pide una columna."""

    IDENTIFICACION = "Identificación"
    ART_11 = "Art. 11"
    SI_APLICA = "Si aplica"
    """El art. 11 la pide a las otras redes «en caso de que aplique»."""
    ART_12 = "Art. 12"
    """Suplementaria: su falta no es incumplimiento del art. 11."""


@dataclass(frozen=True)
class ColumnaFormato:
    """Una columna del formato.

    Attributes:
        clave: Campo de identificación o nombre de la métrica.
        titulo: Encabezado, con la letra del art. 11 o la marca «Art. 12».
        grupo: Con qué fuerza se pide.
        ayuda: Qué debe escribirse.
    """

    clave: str
    titulo: str
    grupo: Grupo
    ayuda: str

    @property
    def es_metrica(self) -> bool:
        """Si lleva una cifra."""
        return self.grupo is not Grupo.IDENTIFICACION

    @property
    def admite_negativos(self) -> bool:
        """Si la cifra puede ser negativa: solo un crecimiento."""
        return self.clave.startswith("crecimiento_")

    @property
    def palabras(self) -> tuple[str, ...]:
        """Lo que puede escribirse en vez de la cifra; toda cuenta tiene un número de publicaciones."""
        return (NO_DISPONIBLE,) if self.clave in _SIEMPRE_APLICAN else (NO_DISPONIBLE, NO_APLICA)


IDENTIFICACION: tuple[ColumnaFormato, ...] = (
    ColumnaFormato("cuenta", "Cuenta", Grupo.IDENTIFICACION, "Clave de la cuenta en el padrón; no la cambie"),
    ColumnaFormato("red", "Red", Grupo.IDENTIFICACION, "Red social de la cuenta; no la cambie"),
    ColumnaFormato("usuario", "Usuario", Grupo.IDENTIFICACION, "Nombre de usuario en la red, sin arroba"),
    ColumnaFormato("semestre", "Semestre", Grupo.IDENTIFICACION, "Semestre revisado; no lo cambie"),
    ColumnaFormato(
        FECHA_EXPORTACION,
        "Fecha de exportación",
        Grupo.IDENTIFICACION,
        "Día en que tomó las cifras de la plataforma, como año-mes-día",
    ),
)


def columnas_formato(red: str, semestre: Semestre) -> tuple[ColumnaFormato, ...]:
    """Columnas del formato de una red en un semestre, en orden.

    Primero la identificación, después las del art. 11 con su letra y al final las suplementarias.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    del_11 = tuple(m.nombre for m in catalogo.metricas_de(red, semestre, "art11"))
    del_12 = tuple(m.nombre for m in catalogo.metricas_de(red, semestre, "suplementaria"))
    metricas = (*del_11, *(m for m in del_12 if m not in del_11))
    return IDENTIFICACION + tuple(_columna(m, red, semestre) for m in metricas)


def titulos_posibles(red: str) -> dict[str, tuple[str, ...]]:
    """Encabezados con que cada métrica de una red puede venir en un formato de cualquier semestre.

    El primero es el que se cita; los demás son el mismo sin la marca del artículo y el título común.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    metricas = dict.fromkeys(
        (*(m for c in catalogo.columnas_de_red(red) for m in c.metricas), *SUPLEMENTARIAS[red])
    )
    return {m: tuple(dict.fromkeys(_variantes(m, red))) for m in metricas}


def _variantes(metrica: str, red: str) -> list[str]:
    mitades = (Semestre(2026, 1), Semestre(2026, 2))
    titulos = [_titulo(metrica, red, s) for s in mitades]
    sin_marca = [t.split(" · ", 1)[-1] for t in titulos]
    return [*titulos, *sin_marca, catalogo.titulo(metrica, red)]


def _columna(metrica: str, red: str, semestre: Semestre) -> ColumnaFormato:
    definiciones = catalogo.definiciones_entre(metrica, red, semestre.inicio, semestre.fin)
    return ColumnaFormato(
        metrica, _titulo(metrica, red, semestre), _grupo(metrica, red), definiciones[-1].texto
    )


def _grupo(metrica: str, red: str) -> Grupo:
    columna = catalogo.columna_de(metrica, red)
    if columna is None:
        return Grupo.ART_12
    return Grupo.ART_11 if columna.letra else Grupo.SI_APLICA


def _titulo(metrica: str, red: str, semestre: Semestre) -> str:
    if metrica in catalogo.PUBLICACIONES_POR_MES:
        _, mes = semestre.meses[catalogo.PUBLICACIONES_POR_MES.index(metrica)]
        return f"{Grupo.ART_12.value} · Publicaciones de {MESES[mes - 1]}"
    columna = catalogo.columna_de(metrica, red)
    if columna is None:
        return f"{Grupo.ART_12.value} · {catalogo.titulo(metrica, red)}"
    varias = len(columna.metricas) > 1
    propio = catalogo.titulo(metrica, red) if varias else columna.titulo_oficial
    return f"{columna.letra or Grupo.SI_APLICA.value} · {propio}"
