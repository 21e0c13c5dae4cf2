"""Repartir una recolección entre procesos: quién tomó qué tanda de consultas y cómo le fue.

Una tanda la recorre quien tiene su candado, que el sistema suelta si muere: otro la retoma. Vive en
``datos/aterrizaje/reparto/<momento>/``; la siguiente lo borra, porque lo que vale son los lotes.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from almacen.candado import candado
from almacen.errores import AlmacenOcupado, LoteDanado
from almacen.escritura import escribir_atomico, escribir_sin_esperar

_FORMA = "%Y%m%dT%H%M%S%fZ"
_EN_CURSO = "en_curso.json"


@dataclass(frozen=True)
class EnCurso:
    """La etapa que se está repartiendo.

    Attributes:
        momento: Momento programado de la recolección, en UTC.
        etapa: Nombre de la etapa.
        semestres: Claves de los semestres que se recolectan.
    """

    momento: datetime
    etapa: str
    semestres: tuple[str, ...]


class Reparto:
    """El reparto de un espacio.

    Args:
        raiz: Carpeta de aterrizaje.
    """

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz / "reparto"

    def anunciar(self, en_curso: EnCurso) -> None:
        """Dice qué etapa se reparte."""
        datos = asdict(en_curso) | {"momento": en_curso.momento.astimezone(UTC).isoformat()}
        escribir_atomico(self._raiz / _EN_CURSO, json.dumps(datos).encode())

    def en_curso(self) -> EnCurso | None:
        """La etapa que se reparte, o ``None`` si no hay ninguna."""
        try:
            datos = json.loads((self._raiz / _EN_CURSO).read_text("utf-8"))
            return EnCurso(
                datetime.fromisoformat(datos["momento"]), datos["etapa"], tuple(datos["semestres"])
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise LoteDanado(_EN_CURSO, "no se puede leer qué se reparte") from error

    def retirar(self, momento: datetime) -> None:
        """Ya no se reparte nada; de recolecciones anteriores a esa se borra lo anotado.

        Lo de esa se queda hasta la siguiente: quien ayudaba puede no haberse enterado aún.
        """
        (self._raiz / _EN_CURSO).unlink(missing_ok=True)
        for carpeta in self._raiz.iterdir() if self._raiz.exists() else ():
            if carpeta.is_dir() and carpeta != self._carpeta(momento):
                shutil.rmtree(carpeta, ignore_errors=True)

    def cuentas(self, momento: datetime, cuales: str) -> Path:
        """Archivo de las cuentas que comparten los procesos en esa recolección."""
        return self._carpeta(momento) / f"{cuales}.json"

    @contextmanager
    def tomar(self, momento: datetime, tanda: str) -> Iterator[bool]:
        """Toma una tanda mientras dura el bloque; ``False`` si la tiene otro."""
        try:
            with candado(self._carpeta(momento) / tanda, 0.0):
                yield True
        except AlmacenOcupado:
            yield False

    def anotar(self, momento: datetime, tanda: str, resultado: list[dict[str, Any]]) -> None:
        """Anota cómo le fue a cada consulta de una tanda; quien la tomó, antes de soltarla."""
        escribir_sin_esperar(self._ruta(momento, tanda), json.dumps(resultado, ensure_ascii=False).encode())

    def resultado(self, momento: datetime, tanda: str) -> list[dict[str, Any]] | None:
        """Cómo le fue a una tanda, o ``None`` si nadie la ha recorrido entera."""
        try:
            leido: list[dict[str, Any]] = json.loads(self._ruta(momento, tanda).read_bytes())
        except FileNotFoundError:
            return None
        return leido

    def olvidar(self, momento: datetime, tanda: str) -> None:
        """Borra un resultado: la tanda vuelve a recorrerse, y de lo que ya llegó no se pide nada."""
        self._ruta(momento, tanda).unlink(missing_ok=True)

    def _ruta(self, momento: datetime, tanda: str) -> Path:
        return self._carpeta(momento) / f"{tanda}.json"

    def _carpeta(self, momento: datetime) -> Path:
        return self._raiz / momento.astimezone(UTC).strftime(_FORMA)
