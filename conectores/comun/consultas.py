"""Qué se le pide a una plataforma: la consulta, que da identidad a su lote, y sus páginas."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from functools import cached_property
from typing import Any


class Etapa(IntEnum):
    """En qué orden se pide: cada etapa necesita lo que cargó la anterior."""

    PERFILES = 1
    """Identificadores y seguidores de cada cuenta."""
    PUBLICACIONES = 2
    """Publicaciones nuevas, menciones y cifras diarias."""
    METRICAS = 3
    """Cifras de publicaciones que llegaron a una edad declarada."""


@dataclass(frozen=True)
class Consulta:
    """Una consulta: lo que cierra un lote.

    Attributes:
        red: Red social.
        operacion: Nombre de la operación dentro de la red («perfiles», «publicaciones», …).
        cuentas: Claves del padrón de que trata, en el orden en que se piden.
        objetos: Identificadores de plataforma que se piden, si no son las cuentas (publicaciones).
        desde: Primer instante que abarca, inclusive, en UTC; ``None`` si no tiene periodo.
        hasta: Instante en que termina, exclusive, en UTC; ``None`` si no tiene periodo.
        programada: Momento programado de la recolección, en UTC.
        parametros: Lo demás que distingue a la consulta, nunca un secreto.
    """

    red: str
    operacion: str
    cuentas: tuple[str, ...]
    programada: datetime
    objetos: tuple[str, ...] = ()
    desde: datetime | None = None
    hasta: datetime | None = None
    parametros: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def lote(self) -> str:
        """Identidad de su lote: la misma consulta del mismo momento programado es el mismo lote."""
        return hashlib.sha256(self.en_json().encode()).hexdigest()[:32]

    @property
    def clase(self) -> str:
        """Clase con que se anota el lote."""
        return f"{self.red}_{self.operacion}"

    def en_json(self) -> str:
        """Texto canónico: el mismo para la misma consulta, diga sus instantes en la zona que los diga."""
        return self._json

    @cached_property
    def _json(self) -> str:
        datos = {
            "red": self.red,
            "operacion": self.operacion,
            "cuentas": self.cuentas,
            "objetos": self.objetos,
            "programada": _en_utc(self.programada),
            "desde": None if self.desde is None else _en_utc(self.desde),
            "hasta": None if self.hasta is None else _en_utc(self.hasta),
            "parametros": dict(sorted(self.parametros.items())),
        }
        return json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def de_json(cls, texto: str) -> "Consulta":
        """Inversa de ``en_json``."""
        d: dict[str, Any] = json.loads(texto)
        return cls(
            red=d["red"],
            operacion=d["operacion"],
            cuentas=tuple(d["cuentas"]),
            programada=datetime.fromisoformat(d["programada"]),
            objetos=tuple(d["objetos"]),
            desde=None if d["desde"] is None else datetime.fromisoformat(d["desde"]),
            hasta=None if d["hasta"] is None else datetime.fromisoformat(d["hasta"]),
            parametros=d["parametros"],
        )


def _en_utc(instante: datetime) -> str:
    return instante.astimezone(UTC).isoformat()


@dataclass(frozen=True)
class Respuesta:
    """Una página tal como se aterriza.

    Attributes:
        cuerpo: Bytes de la respuesta, sin lo que no debe guardarse (textos de terceros, fichas de acceso).
        peticion: Método y ruta con sus parámetros, sin secretos; va a la libreta y a la página.
        estado: Código HTTP.
        cargos: Unidades que cobra la plataforma por concepto (``post_leido``, ``usuario_leido``,
            ``unidad``, ``llamada``); los conceptos son los de ``conectores/tarifas.toml``.
    """

    cuerpo: bytes
    peticion: str
    estado: int = 200
    cargos: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PaginaLeida:
    """Una página aterrizada, como la recibe un normalizador.

    Attributes:
        archivo: Nombre de la página dentro del lote; con la fila lleva una cifra hasta sus bytes.
        cuerpo: Bytes aterrizados.
        leida_en: Instante en que se recibió, en UTC.
    """

    archivo: str
    cuerpo: bytes
    leida_en: datetime


@dataclass(frozen=True)
class Estimacion:
    """Lo que costará una consulta: peticiones y unidades por concepto."""

    peticiones: int
    cargos: Mapping[str, int]
