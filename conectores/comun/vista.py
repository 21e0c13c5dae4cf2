"""Lo que un conector necesita saber de lo ya recolectado para decidir qué pedir."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class CuentaApi:
    """Una cuenta del padrón que se recolecta.

    Attributes:
        cuenta: Clave en el padrón.
        red: Red social.
        usuario: Usuario, sin arroba.
        id_plataforma: Identificador en la plataforma: el del padrón o el que dio un perfil leído.
        central: Si es de Comunicación Social.
        desde: Primer día que debe rendir dentro de los semestres que se recolectan.
        hasta: Último día que debe rendir, o ``None`` si sigue vigente.
    """

    cuenta: str
    red: str
    usuario: str
    id_plataforma: str | None
    central: bool
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True)
class Avance:
    """Hasta dónde se ha leído completa una operación de una cuenta.

    Attributes:
        desde: Instante desde el que hay datos completos, sin huecos hasta ``hasta``.
        hasta: Instante hasta el que los hay, exclusive.
        ultimo_id: Identificador más reciente visto, para pedir solo lo posterior; ``None`` si no hay.
    """

    desde: datetime
    hasta: datetime
    ultimo_id: str | None = None


@dataclass(frozen=True)
class Ventanas:
    """Parámetros de la recolección; vienen de ``pertinencia.toml``.

    Attributes:
        edades_dias: Edades, en días, a que se releen las cifras de una publicación; además, al cierre.
        solape_dias: Días ya leídos de una serie diaria que se vuelven a pedir, por si se corrigieron.
        retraso_dias: Días que la plataforma tarda en dar una cifra diaria, por red.
        publicaciones_por_semana: Ritmo con que se estima lo nuevo de una cuenta de la que no se sabe.
    """

    edades_dias: tuple[int, ...] = (1, 7, 30)
    solape_dias: int = 3
    retraso_dias: Mapping[str, int] = field(
        default_factory=lambda: {"facebook": 1, "instagram": 2, "youtube": 3}
    )
    publicaciones_por_semana: float = 7.0


@dataclass(frozen=True)
class Vista:
    """Lo que se sabe al planear una etapa.

    Attributes:
        programada: Momento programado, en UTC.
        semestres: Semestres que se recolectan, del más antiguo al que corre.
        cuentas: Cuentas de una red que se recolectan, en orden de clave.
        avances: Hasta dónde va cada (cuenta, operación).
        publicaciones: Columnas de ``conocidas.PUBLICACIONES_CONOCIDAS``.
        ritmo: Publicaciones por semana de cada cuenta, según lo ya leído.
        ventanas: Parámetros.
    """

    programada: datetime
    semestres: tuple[Semestre, ...]
    cuentas: tuple[CuentaApi, ...]
    avances: Mapping[tuple[str, str], Avance]
    publicaciones: pl.DataFrame
    ritmo: Mapping[str, float] = field(default_factory=dict)
    ventanas: Ventanas = field(default_factory=Ventanas)
