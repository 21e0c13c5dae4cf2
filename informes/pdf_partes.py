"""Las partes en que se compone el PDF: el frente, las secciones y las cuentas en tandas."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from informes.formas import Cuadro, Ficha, Informe, Portada, Resultados, Resumen, Seccion

TITULO_CUENTAS = "Cuentas"
_ANCLA_CUENTAS = "cuentas"
_POR_TANDA = 25
"""Cuentas que se componen juntas."""
_POR_APARTE = 500
"""Filas de cuadros que se componen juntas."""
_CONTINUA = " (continúa)"


@dataclass(frozen=True)
class Entrada:
    """Un renglón del contenido: su destino y la página en que está (0 mientras no se sepa)."""

    titulo: str
    nivel: int
    destino: str
    pagina: int = 0


@dataclass(frozen=True)
class Frente:
    """Portada, contenido, resumen y resultados."""

    portada: Portada
    entradas: tuple[Entrada, ...]
    resumen: Resumen
    resultados: Resultados


@dataclass(frozen=True)
class Aparte:
    """Una sección, o un tramo de una que tiene muchas filas.

    Attributes:
        ancla: La de la sección, o cadena vacía si la parte anterior ya trae su título; entonces va en una
            página que no se conserva.
    """

    portada: Portada
    ancla: str
    seccion: Seccion


@dataclass(frozen=True)
class Tanda:
    """Cuentas que se componen juntas.

    Attributes:
        previos: Títulos, ya puestos en otra parte, de que cuelgan estas cuentas; van en una página que no se
            conserva.
        ancla: Ancla del título de las cuentas, si empieza aquí, o cadena vacía.
    """

    portada: Portada
    previos: tuple[str, ...]
    ancla: str
    grupos: "tuple[Grupo, ...]"


@dataclass(frozen=True)
class Grupo:
    """Cuentas seguidas de un área; ``sigue`` si la parte anterior ya trae su título."""

    area: str
    sigue: bool
    fichas: tuple[Ficha, ...]


@dataclass(frozen=True)
class PaginaModelo:
    """Una página con las letras y las cifras de los números de página, en su lugar."""

    portada: Portada


Parte = Frente | Aparte | Tanda | PaginaModelo


def partes(informe: Informe) -> Iterator[Aparte | Tanda]:
    """Lo que sigue al frente, en el orden de lectura."""
    for s in informe.secciones:
        for i, tramo in enumerate(_tramos(s)):
            yield Aparte(informe.portada, "" if i else _ancla(s.clave), tramo)
    for i, grupos in enumerate(list(_tandas(informe)) or [()]):
        previos = [TITULO_CUENTAS] if i else []
        previos += [g.area for g in grupos[:1] if g.sigue]
        yield Tanda(informe.portada, tuple(previos), "" if i else _ANCLA_CUENTAS, grupos)


def entradas(informe: Informe) -> tuple[Entrada, ...]:
    """Los renglones del contenido que llevan fuera del frente, todavía sin su página."""
    return (
        *(Entrada(s.titulo, 1, _ancla(s.clave)) for s in informe.secciones),
        Entrada(TITULO_CUENTAS, 1, _ANCLA_CUENTAS),
        *(Entrada(g.area, 2, g.fichas[0].ancla) for g in informe.areas),
    )


def _ancla(clave: str) -> str:
    return f"seccion-{clave}"


def _tramos(seccion: Seccion) -> Iterator[Seccion]:
    """La sección en tramos con no más filas de las que se componen juntas; un cuadro largo se continúa."""
    tramo = replace(seccion, cuadros=())
    libres = _POR_APARTE
    for cuadro in seccion.cuadros:
        resto = cuadro
        while len(resto.filas) > libres:
            corte, resto = _cortar(resto, libres)
            yield replace(tramo, cuadros=(*tramo.cuadros, *corte))
            tramo, libres = Seccion(seccion.clave, seccion.titulo, (), ()), _POR_APARTE
        tramo = replace(tramo, cuadros=(*tramo.cuadros, resto))
        libres -= len(resto.filas)
    yield tramo


def _cortar(cuadro: Cuadro, filas: int) -> tuple[tuple[Cuadro, ...], Cuadro]:
    """Lo que cabe de un cuadro, si algo cabe, y su continuación, que lleva la nota."""
    if not filas:
        return (), cuadro
    titulo = cuadro.titulo.removesuffix(_CONTINUA) + _CONTINUA
    resto = replace(cuadro, titulo=titulo, filas=cuadro.filas[filas:])
    return (replace(cuadro, filas=cuadro.filas[:filas], nota=""),), resto


def _tandas(informe: Informe) -> Iterator[tuple[Grupo, ...]]:
    """Grupos de área con no más cuentas por tanda de las que se componen juntas."""
    tanda: list[Grupo] = []
    for area in informe.areas:
        desde = 0
        while desde < len(area.fichas):
            hasta = desde + _POR_TANDA - sum(len(g.fichas) for g in tanda)
            tanda.append(Grupo(area.area, desde > 0, area.fichas[desde:hasta]))
            desde = hasta
            if desde <= len(area.fichas):
                yield tuple(tanda)
                tanda = []
    if tanda:
        yield tuple(tanda)
