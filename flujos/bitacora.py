"""Bitácora que tapa los secretos: ninguno llega a un renglón, lo escriba quien lo escriba."""

import logging
from collections.abc import Collection

from conectores.comun.secretos import TAPADO

_LARGO_MINIMO = 6
"""Un valor más corto aparece por casualidad en cualquier texto; taparlo solo confundiría."""


class Redactor:
    """Sustituye secretos en los textos de la bitácora."""

    def __init__(self) -> None:
        self._secretos: set[str] = set()

    def conocer(self, secretos: Collection[str]) -> None:
        """Agrega valores que deben taparse."""
        self._secretos.update(s for s in secretos if len(s) >= _LARGO_MINIMO)

    @property
    def conocidos(self) -> frozenset[str]:
        """Los valores que tapa; solo para otro proceso que deba taparlos también."""
        return frozenset(self._secretos)

    def tapar(self, texto: str) -> str:
        """El texto sin secretos."""
        for secreto in self._secretos:
            if secreto in texto:
                texto = texto.replace(secreto, TAPADO)
        return texto


REDACTOR = Redactor()
_fabrica = logging.getLogRecordFactory()
_instalada: list[bool] = []


def instalar(secretos: Collection[str]) -> None:
    """Hace que todo renglón de toda bitácora de este proceso pase por el redactor; repetirla no estorba."""
    REDACTOR.conocer(secretos)
    if not _instalada:
        _instalada.append(True)
        logging.setLogRecordFactory(_renglon)


def _renglon(*args: object, **kwargs: object) -> logging.LogRecord:
    registro = _fabrica(*args, **kwargs)
    texto = registro.getMessage()
    tapado = REDACTOR.tapar(texto)
    if tapado != texto:
        registro.msg, registro.args = tapado, None
    if registro.exc_info and registro.exc_info[1] is not None:
        # El formato de la excepción se hace después; se deja hecho y tapado.
        registro.exc_text = REDACTOR.tapar(logging.Formatter().formatException(registro.exc_info))
    return registro
