"""Planes de recolección: qué se iba a pedir en cada etapa, guardado antes de la primera petición.

Si la corrida muere, la siguiente del mismo momento lo retoma tal cual y no planea otra vez con lo que ya
cargó. Viven en ``datos/aterrizaje/planes/<momento>/<etapa>.json``.
"""

import json
import os
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from almacen.errores import LoteDanado
from almacen.escritura import escribir_atomico

_FORMA = "%Y%m%dT%H%M%S%fZ"
_TERMINADO = "terminado"


class Planes:
    """Planes guardados.

    Args:
        raiz: Carpeta de aterrizaje.
    """

    def __init__(self, raiz: Path) -> None:
        self._raiz = raiz / "planes"

    def guardar(
        self,
        momento: datetime,
        etapa: str,
        consultas: Sequence[str],
        faltan: Collection[str] = (),
        semestres: Sequence[str] = (),
    ) -> None:
        """Guarda el plan de una etapa, entero o nada.

        Args:
            momento: Momento programado, con zona.
            etapa: Nombre de la etapa.
            consultas: Consultas en JSON, en el orden en que se piden.
            faltan: Cuentas que habrá que volver a planear.
            semestres: Claves de los que se recolectan: con ellos se lee lo que llegue.
        """
        plan = {"consultas": list(consultas), "faltan": sorted(faltan), "semestres": list(semestres)}
        texto = json.dumps(plan, ensure_ascii=False, indent=0)
        escribir_atomico(self._carpeta(momento) / f"{etapa}.json", texto.encode())

    def leer(self, momento: datetime, etapa: str) -> list[str] | None:
        """Consultas del plan de una etapa, o ``None`` si no se ha guardado; siguen ahí si ya terminó.

        Raises:
            LoteDanado: Si el plan no se entiende.
        """
        plan = self._plan(momento, etapa)
        return None if plan is None else plan["consultas"]

    def faltan(self, momento: datetime, etapa: str) -> frozenset[str]:
        """Cuentas que habrá que volver a planear; ninguna si el plan no se ha guardado.

        Raises:
            LoteDanado: Si el plan no se entiende.
        """
        plan = self._plan(momento, etapa)
        return frozenset() if plan is None else frozenset(plan["faltan"])

    def semestres(self, momento: datetime, etapa: str) -> tuple[str, ...]:
        """Claves de los semestres que se recolectaban; ninguna si el plan no se guardó o no lo dice.

        Raises:
            LoteDanado: Si el plan no se entiende.
        """
        plan = self._plan(momento, etapa)
        return () if plan is None else tuple(plan["semestres"])

    def terminado(self, momento: datetime) -> bool:
        """Si el plan de un momento se dio por terminado."""
        return (self._carpeta(momento) / _TERMINADO).exists()

    def sin_terminar(self) -> list[datetime]:
        """Momentos con plan a los que les falta algo, del más antiguo al más nuevo."""
        if not self._raiz.exists():
            return []
        nombres = sorted(c.name for c in self._raiz.iterdir() if not (c / _TERMINADO).exists())
        return [datetime.strptime(n, _FORMA).replace(tzinfo=UTC) for n in nombres]

    def terminar(self, momento: datetime) -> None:
        """Da un plan por terminado: nadie lo retoma.

        Antes espera a que esté en disco todo lo aterrizado: los manifiestos se cerraron sin esperar.
        """
        if hasattr(os, "sync"):
            os.sync()
        escribir_atomico(self._carpeta(momento) / _TERMINADO, b"")

    def _plan(self, momento: datetime, etapa: str) -> dict[str, list[str]] | None:
        ruta = self._carpeta(momento) / f"{etapa}.json"
        if not ruta.exists():
            return None
        try:
            datos = json.loads(ruta.read_text("utf-8"))
            # Los planes anteriores no decían sus semestres.
            datos.setdefault("semestres", [])
            return {n: [str(x) for x in datos[n]] for n in ("consultas", "faltan", "semestres")}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise LoteDanado(f"{ruta.parent.name}/{etapa}", "su plan no se puede leer") from error

    def _carpeta(self, momento: datetime) -> Path:
        return self._raiz / momento.astimezone(UTC).strftime(_FORMA)
