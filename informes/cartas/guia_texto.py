"""Lee el texto de la guía y lo deja listo para componerse; de lo que no reconoce se queja."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from esquemas.catalogo_codigos import CODIGOS
from esquemas.formato import NO_APLICA, NO_DISPONIBLE, Grupo, columnas_formato
from informes.cartas.formas import Columna, Tabla
from lineamientos.catalogo import PUBLICACIONES_POR_MES, REDES
from lineamientos.referencias import ARTICULOS
from lineamientos.semestres import Semestre

Tramo = tuple[str, bool]
"""Un trozo de texto y si va en cursiva, como los nombres de los menús."""
Texto = tuple[Tramo, ...]

_VALORES = {"no_disponible": NO_DISPONIBLE, "no_aplica": NO_APLICA} | {
    f"art_{a.numero}": f"{a.resumen.rstrip('.')} ({a.cita})." for a in ARTICULOS
}
_MENU = re.compile(r"\*([^*]+)\*")

_DE_SECCION = frozenset(
    (
        "titulo",
        "parrafos",
        "pasos",
        "puntos",
        "nota",
        "cuadro",
        "error",
        "formato",
        "pie_formato",
        "parrafos_finales",
    )
)


class GuiaInvalida(ValueError):
    """El texto de la guía no tiene su forma."""


@dataclass(frozen=True)
class Seccion:
    """Una sección; lo que no lleva va vacío."""

    titulo: str
    parrafos: tuple[Texto, ...]
    pasos: tuple[Texto, ...]
    puntos: tuple[Texto, ...]
    nota: Texto
    cuadros: tuple[Tabla, ...]
    parrafos_finales: tuple[Texto, ...]


@dataclass(frozen=True)
class Guia:
    """La guía completa, con el día en que se cotejaron los menús y con qué."""

    titulo: str
    subtitulo: str
    revisada: date
    fuente: str
    secciones: tuple[Seccion, ...]


def leer_guia(contenido: str, semestre: Semestre) -> Guia:
    """La guía de un texto en TOML.

    Args:
        contenido: El TOML; su encabezado dice qué admite.
        semestre: Semestre de que se dicen las columnas del formato.

    Raises:
        GuiaInvalida: Si le falta o le sobra algo, o nombra un código, una red o un valor que no existe.
    """
    try:
        crudo = tomllib.loads(contenido)
    except tomllib.TOMLDecodeError as error:
        raise GuiaInvalida(f"La guía no es TOML válido: {error}. Revise comillas y corchetes.") from error
    _solo(crudo, frozenset(("titulo", "subtitulo", "revisada", "fuente", "seccion")), "la guía")
    try:
        return Guia(
            crudo["titulo"],
            crudo["subtitulo"],
            crudo["revisada"],
            crudo["fuente"],
            tuple(_seccion(s, semestre) for s in crudo["seccion"]),
        )
    except KeyError as error:
        raise GuiaInvalida(f"A la guía le falta «{error.args[0]}».") from error


def _seccion(cruda: dict[str, Any], semestre: Semestre) -> Seccion:
    donde = f"la sección «{cruda.get('titulo', 'sin título')}»"
    _solo(cruda, _DE_SECCION, donde)

    def textos(clave: str) -> tuple[Texto, ...]:
        return tuple(_texto(t, donde) for t in cruda.get(clave, ()))

    cuadros = []
    if cuadro := cruda.get("cuadro"):
        cuadros.append(_cuadro(cuadro, donde))
    if errores := cruda.get("error"):
        filas = tuple((e["problema"], _que_hacer(e["codigo"], donde)) for e in errores)
        cuadros.append(Tabla("Si ocurre esto", (Columna("Qué pasó", 2), Columna("Qué hacer", 3)), filas))
    cuadros += [_columnas(r, semestre, donde) for r in cruda.get("formato", ())]
    finales = (*textos("parrafos_finales"), *((_texto(p, donde),) if (p := cruda.get("pie_formato")) else ()))
    return Seccion(
        titulo=cruda["titulo"],
        parrafos=textos("parrafos"),
        pasos=textos("pasos"),
        puntos=textos("puntos"),
        nota=_texto(cruda.get("nota", ""), donde),
        cuadros=tuple(cuadros),
        parrafos_finales=finales,
    )


def _texto(crudo: str, donde: str) -> Texto:
    """El texto con sus valores puestos, partido en tramos derechos y en cursiva."""
    try:
        puesto = crudo.format_map(_VALORES)
    except (KeyError, ValueError, IndexError) as error:
        raise GuiaInvalida(
            f"En {donde} hay llaves que no se entienden: {error}. Se esperaba {_ADMITE}."
        ) from error
    tramos = ((t, i % 2 == 1) for i, t in enumerate(_MENU.split(puesto)))
    return tuple((t, cursiva) for t, cursiva in tramos if t)


_ADMITE = ", ".join(f"{{{clave}}}" for clave in ("no_disponible", "no_aplica", "art_11"))


def _cuadro(crudo: dict[str, Any], donde: str) -> Tabla:
    _solo(crudo, frozenset(("titulo", "columnas", "filas")), f"el cuadro de {donde}")
    columnas = tuple(Columna(t, 1 if i == 0 else 2) for i, t in enumerate(crudo["columnas"]))
    return Tabla(crudo["titulo"], columnas, tuple(tuple(f) for f in crudo["filas"]))


def _que_hacer(codigo: str, donde: str) -> str:
    """Lo que el programa manda hacer ante un hallazgo, si puede decirse sin conocerlo."""
    if codigo not in CODIGOS:
        raise GuiaInvalida(f"En {donde} el código «{codigo}» no existe.")
    que_hacer = CODIGOS[codigo].que_hacer
    if "{" in que_hacer:
        raise GuiaInvalida(f"En {donde} el código «{codigo}» depende de lo que se encontró: use otro.")
    return que_hacer


def _columnas(red: str, semestre: Semestre, donde: str) -> Tabla:
    """Las columnas que el formato pide a una red; las de cada mes van en un solo renglón."""
    if red not in REDES:
        raise GuiaInvalida(f"En {donde} la red «{red}» no existe: se esperaba una de {', '.join(REDES)}.")
    filas = {
        (f"{Grupo.ART_12.value} · Publicaciones de cada mes", "Una columna por cada mes del semestre")
        if c.clave in PUBLICACIONES_POR_MES
        else (c.titulo, c.ayuda): None
        for c in columnas_formato(red, semestre)
        if c.es_metrica
    }
    return Tabla(
        f"Columnas del formato: {REDES[red]}",
        (Columna("Columna", 2), Columna("Qué se escribe", 3)),
        tuple(filas),
    )


def _solo(crudo: dict[str, Any], admitidas: frozenset[str], donde: str) -> None:
    if sobran := sorted(crudo.keys() - admitidas):
        raise GuiaInvalida(f"En {donde} sobra «{sobran[0]}»: se esperaba {', '.join(sorted(admitidas))}.")
