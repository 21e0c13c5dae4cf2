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
_QUIEN_REPARTE = "quien_reparte"


@dataclass(frozen=True)
class EnCurso:
    """La etapa que se está repartiendo.

    Attributes:
        momento: Momento programado de la recolección, en UTC.
        etapa: Nombre de la etapa.
        corrida: Identidad de quien reparte: otra del mismo momento puede tener un plan más largo.
        gasto: Nombre de las cuentas en que se lleva el gasto.
    """

    momento: datetime
    etapa: str
    corrida: str
    gasto: str


class Reparto:
    """El reparto de un espacio.

    Args:
        raiz: Carpeta de aterrizaje.
    """

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz / "reparto"

    @contextmanager
    def ofreciendo(self) -> Iterator[None]:
        """Mientras dura el bloque alguien reparte; si muere, deja de haber quien reparta."""
        # Quien pregunta si hay quien reparta lo toma un instante.
        with candado(self._raiz / _QUIEN_REPARTE, 5.0):
            try:
                yield
            finally:
                (self._raiz / _EN_CURSO).unlink(missing_ok=True)

    def hay_quien_reparta(self) -> bool:
        """Si alguien reparte ahora."""
        try:
            with candado(self._raiz / _QUIEN_REPARTE, 0.0):
                return False
        except AlmacenOcupado:
            return True

    def recoger(self, espera_segundos: float) -> None:
        """Retira lo que ofreció quien murió y espera a que suelten sus tandas los que le ayudaban.

        Raises:
            AlmacenOcupado: Si uno no suelta la suya a tiempo.
        """
        (self._raiz / _EN_CURSO).unlink(missing_ok=True)
        for tomada in sorted(self._raiz.glob("*/*.candado")):
            # Los de las cuentas no son de una tanda.
            if not tomada.name.endswith(".json.candado"):
                with candado(tomada.with_suffix(""), espera_segundos):
                    pass

    def anunciar(self, en_curso: EnCurso) -> None:
        """Dice qué etapa se reparte."""
        datos = asdict(en_curso) | {"momento": en_curso.momento.astimezone(UTC).isoformat()}
        escribir_atomico(self._raiz / _EN_CURSO, json.dumps(datos).encode())

    def en_curso(self) -> EnCurso | None:
        """La etapa que se reparte, o ``None`` si no hay ninguna."""
        try:
            datos = json.loads((self._raiz / _EN_CURSO).read_text("utf-8"))
            return EnCurso(
                datetime.fromisoformat(datos["momento"]), datos["etapa"], datos["corrida"], datos["gasto"]
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise LoteDanado(_EN_CURSO, "no se puede leer qué se reparte") from error

    def limpiar(self, momento: datetime) -> None:
        """Borra lo anotado de recolecciones distintas de esa.

        Lo de esa se queda hasta la siguiente: quien ayudaba puede no haberse enterado aún de que terminó.
        """
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
