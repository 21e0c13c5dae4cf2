"""El único lugar que pregunta la hora."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

Reloj = Callable[[], datetime]
"""Devuelve el instante actual, con zona."""


def reloj_del_sistema() -> datetime:
    """Instante actual en UTC, al segundo: lo que se guarda no necesita más."""
    return datetime.now(UTC).replace(microsecond=0)


def reloj_fijo(momento: datetime) -> Reloj:
    """Reloj parado en un instante: el de los espacios de ejemplo y el de las pruebas."""
    return partial(_parado, momento)


def _parado(momento: datetime) -> datetime:
    return momento
