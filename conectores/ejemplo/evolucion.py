"""Cómo le va a cada cuenta en cada semestre: totales inventados, con los nombres del catálogo.

Los totales se deciden primero y después se reparten entre publicaciones y días, de modo que el formato y
las exportaciones de una cuenta coinciden sin redondeos. Entre un semestre y otro nada cambia más de 45 %,
salvo en las cuentas cuyo papel es cambiar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.flota import CuentaEjemplo, Papel
from conectores.ejemplo.publicaciones import (
    DE_COMUNICACION_SOCIAL,
    DE_TERCEROS,
    PROPIA,
    RESPUESTA,
)
from lineamientos.semestres import Semestre

PUBLICACIONES_YOUTUBE_MAXIMAS = 450
"""La tabla de YouTube Studio no pasa de 500 filas con todo y videos anteriores."""


@dataclass(frozen=True)
class Actividad:
    """Lo que pasó con una cuenta en un semestre.

    Attributes:
        desde: Primer día que rinde.
        hasta: Último día que rinde.
        origenes: Publicaciones por origen.
        multimedia: Publicaciones propias con imagen o video.
        repartibles: Métricas que se reparten entre las publicaciones.
        de_cuenta: Métricas que solo da la cuenta (visitas, menciones, alcance).
        seguidores_inicio: Seguidores el primer día.
        seguidores_cierre: Seguidores el último día.
    """

    desde: date
    hasta: date
    origenes: Mapping[str, int]
    multimedia: int
    repartibles: Mapping[str, int]
    de_cuenta: Mapping[str, int]
    seguidores_inicio: int
    seguidores_cierre: int

    @property
    def publicaciones(self) -> int:
        """Total de publicaciones (columna A)."""
        return sum(self.origenes.values())

    @property
    def con_cifras_propias(self) -> bool:
        """Si escribió o produjo al menos una publicación."""
        return self.origenes.get(PROPIA, 0) + self.origenes.get(RESPUESTA, 0) > 0


@dataclass(frozen=True)
class _Red:
    """Magnitudes típicas de una red: por semana, por publicación y seguidor, y por vista."""

    por_semana: tuple[float, float]
    vistas_por_seguidor: tuple[float, float]
    vistas: str
    tasas: Mapping[str, tuple[float, float]]
    seguidores_locales: tuple[int, int]


_REDES: dict[str, _Red] = {
    "x": _Red(
        (3.5, 17.0),
        (0.04, 0.34),
        "impresiones",
        {
            "me_gusta": (0.008, 0.024),
            "compartidos": (0.002, 0.008),
            "comentarios": (0.0008, 0.002),
            "guardados": (0.0004, 0.001),
            "visitas_desde_publicacion": (0.001, 0.003),
            "detalles": (0.01, 0.03),
        },
        (900, 32_000),
    ),
    "facebook": _Red(
        (2.5, 9.0),
        (0.06, 0.5),
        "visualizaciones",
        {
            "reacciones": (0.01, 0.04),
            "compartidos": (0.003, 0.011),
            "comentarios": (0.001, 0.004),
            "reproducciones": (0.1, 0.4),
        },
        (1_200, 60_000),
    ),
    "youtube": _Red(
        (0.6, 2.6),
        (0.1, 0.7),
        "vistas",
        {
            "me_gusta": (0.02, 0.05),
            "compartidos": (0.004, 0.012),
            "comentarios": (0.001, 0.004),
            "impresiones": (4.0, 9.0),
        },
        (200, 9_000),
    ),
    "instagram": _Red(
        (1.2, 5.5),
        (0.15, 0.9),
        "visualizaciones",
        {
            "me_gusta": (0.03, 0.08),
            "compartidos": (0.004, 0.012),
            "comentarios": (0.002, 0.005),
            "guardados": (0.002, 0.006),
        },
        (600, 20_000),
    ),
    "tiktok": _Red(
        (1.0, 4.0),
        (0.4, 2.2),
        "reproducciones",
        {
            "me_gusta": (0.03, 0.08),
            "compartidos": (0.003, 0.01),
            "comentarios": (0.001, 0.004),
            "guardados": (0.002, 0.006),
        },
        (400, 15_000),
    ),
}

_MINIMO = 12
"""Ninguna cifra baja de aquí: en cuentas diminutas un puñado de más sería un brinco de 50 %."""


def actividad(
    semilla: int,
    cuenta: CuentaEjemplo,
    semestres: Sequence[Semestre],
    semestre: Semestre,
    publicaciones_fijas: int | None,
) -> Actividad | None:
    """Actividad de una cuenta en un semestre, o ``None`` si no estaba vigente.

    Args:
        semilla: Semilla del mundo.
        cuenta: La cuenta.
        semestres: Semestres del mundo, en orden.
        semestre: El que se pide; es uno de ellos.
        publicaciones_fijas: Cuántas publicaciones con cifras tiene la cuenta, o ``None`` para que dependa
            de su ritmo.
    """
    vigencia = cuenta.vigencia_en(semestre)
    if vigencia is None:
        return None
    desde, hasta = vigencia
    indice = semestres.index(semestre)
    inicio, cierre = seguidores(semilla, cuenta, indice)
    red = _REDES[cuenta.red]
    azar = Azar(semilla, "actividad", cuenta.cuenta, semestre.clave)
    callada = cuenta.papel is Papel.SIN_PUBLICAR or (
        cuenta.papel is Papel.CALLO and indice == len(semestres) - 1
    )
    calidad = _Calidad(semilla, cuenta.cuenta)
    semanas = ((hasta - desde).days + 1) / 7
    if callada:
        origenes, multimedia = {PROPIA: 0}, 0
    else:
        ritmo = calidad.valor("ritmo", *red.por_semana) * (0.6 if _distrital(cuenta) else 1.0)
        total = int(ritmo * semanas * (azar.entre(0.92, 1.12) if indice else 1.0)) + 4
        origenes = _origenes(cuenta, calidad, total, publicaciones_fijas)
        multimedia = int(origenes[PROPIA] * calidad.valor("multimedia", 0.3, 0.95))
    base = (sum(origenes.values()) or 3) * (inicio + 50)
    vistas = _cantidad(base * calidad.valor("vistas", *red.vistas_por_seguidor), azar)
    repartibles = {red.vistas: vistas}
    for nombre, tasa in red.tasas.items():
        repartibles[nombre] = _cantidad(vistas * calidad.valor(nombre, *tasa), azar)
    if cuenta.red == "youtube":
        repartibles["vistas_interesadas"] = vistas * azar.entero(70, 80) // 100
    de_cuenta = {}
    if cuenta.red == "x":
        de_cuenta["visitas_perfil"] = _cantidad(base * calidad.valor("visitas", 0.002, 0.012), azar)
        de_cuenta["menciones"] = _cantidad(base * calidad.valor("menciones", 0.0003, 0.002), azar)
    elif cuenta.red in ("facebook", "instagram", "tiktok"):
        de_cuenta["alcance"] = vistas * azar.entero(55, 62) // 100
    if not sum(origenes[o] for o in (PROPIA, RESPUESTA) if o in origenes) and cuenta.red != "youtube":
        # Sin publicaciones propias no hay a qué darle «me gusta»; lo visto es de publicaciones anteriores.
        repartibles |= dict.fromkeys(red.tasas, 0)
    return Actividad(desde, hasta, origenes, multimedia, repartibles, de_cuenta, inicio, cierre)


def seguidores(semilla: int, cuenta: CuentaEjemplo, indice: int) -> tuple[int, int]:
    """Seguidores al inicio y al cierre del semestre de ese índice; el cierre de uno es el inicio del otro."""
    azar = Azar(semilla, "seguidores", cuenta.cuenta)
    minimo, maximo = _REDES[cuenta.red].seguidores_locales
    if cuenta.area.tipo_area == "central":
        actual = azar.entero(maximo * 3, maximo * (20 if cuenta.central else 6))
    elif _distrital(cuenta):
        actual = azar.entero(150, minimo * 2)
    else:
        actual = azar.entero(minimo, maximo) if azar.fraccion() < 0.6 else azar.entero(minimo, maximo // 3)
    if cuenta.papel is Papel.PIERDE:
        actual = max(actual, 6_000)
    calidad = _Calidad(semilla, cuenta.cuenta)
    inicio = actual
    for i in range(indice + 1):
        inicio = actual
        tasa = calidad.valor("crecimiento", -0.015, 0.09) * azar.entre(0.9, 1.1)
        if cuenta.papel is Papel.PIERDE and i == 1:
            tasa = -0.16
        elif cuenta.papel is Papel.ALTA:
            tasa = 0.12
        actual = inicio + int(inicio * tasa)
    return inicio, actual


class _Calidad:
    """Qué tan bien lleva una cuenta cada cosa: un rasgo común y otro propio de cada tema."""

    def __init__(self, semilla: int, cuenta: str) -> None:
        self._semilla = semilla
        self._cuenta = cuenta
        self._comun = Azar(semilla, "calidad", cuenta).fraccion()

    def valor(self, tema: str, minimo: float, maximo: float) -> float:
        """Valor del tema entre los dos extremos; no cambia de un semestre a otro."""
        propio = Azar(self._semilla, "calidad", self._cuenta, tema).fraccion()
        return minimo + (maximo - minimo) * (0.7 * self._comun + 0.3 * propio)


def _distrital(cuenta: CuentaEjemplo) -> bool:
    return cuenta.area.tipo_area == "junta_distrital"


def _cantidad(esperada: float, azar: Azar) -> int:
    return max(_MINIMO, int(esperada * azar.entre(0.96, 1.04)))


def _origenes(
    cuenta: CuentaEjemplo, calidad: _Calidad, total: int, publicaciones_fijas: int | None
) -> dict[str, int]:
    """Cuántas publicaciones son propias, respuestas, de Comunicación Social o de terceros."""
    if publicaciones_fijas is not None:
        fijas = publicaciones_fijas
        if cuenta.red == "youtube":
            fijas = min(fijas, PUBLICACIONES_YOUTUBE_MAXIMAS)
        if cuenta.red == "x":
            respuestas = fijas // 10
            return {
                PROPIA: fijas - respuestas,
                RESPUESTA: respuestas,
                DE_COMUNICACION_SOCIAL: fijas // 5,
                DE_TERCEROS: fijas // 4,
            }
        return {PROPIA: fijas}
    if cuenta.red == "x":
        comunicacion = 0 if cuenta.central else int(total * calidad.valor("difusion", 0.1, 0.2))
        if cuenta.papel is Papel.SIN_PROPIOS:
            return {
                PROPIA: 0,
                RESPUESTA: 0,
                DE_COMUNICACION_SOCIAL: total * 2 // 3,
                DE_TERCEROS: total - total * 2 // 3,
            }
        resto = total - comunicacion
        escritas = int(resto * calidad.valor("originalidad", 0.4, 0.97))
        respuestas = escritas // 8
        return {
            PROPIA: escritas - respuestas,
            RESPUESTA: respuestas,
            DE_COMUNICACION_SOCIAL: comunicacion,
            DE_TERCEROS: resto - escritas,
        }
    if cuenta.red == "facebook":
        ajenas = int(total * calidad.valor("ajenas", 0.22, 0.04))
        return {PROPIA: total - ajenas, DE_TERCEROS: ajenas}
    return {PROPIA: total}
