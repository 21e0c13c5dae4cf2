"""La libreta de una corrida: cada llamada que no dejó página, en un renglón, saliera bien o mal.

Las que sí la dejaron llevan su cargo en la página misma. Un corte de luz puede llevarse los últimos
renglones; ninguno de ellos cobró nada que se haya obtenido.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

_CARPETA = "libreta"


class Libreta:
    """Agrega renglones; se comparte entre hilos.

    Args:
        raiz: Carpeta de aterrizaje.
        corrida: Nombre de la corrida; con el mismo nombre se sigue el mismo archivo.
    """

    def __init__(self, raiz: Path, corrida: str) -> None:
        self._ruta = raiz / _CARPETA / f"{corrida}.jsonl"
        self._candado = Lock()

    def anotar(self, renglon: Mapping[str, Any]) -> None:
        """Agrega un renglón y lo entrega al sistema antes de volver."""
        texto = json.dumps(dict(renglon), ensure_ascii=False, separators=(",", ":"))
        with self._candado, self._abierta() as salida:
            salida.write(texto.encode() + b"\n")

    def _abierta(self) -> Any:
        """El archivo al final; si una muerte lo dejó con un renglón cortado, después de él."""
        self._ruta.parent.mkdir(parents=True, exist_ok=True)
        salida = self._ruta.open("ab+")
        if salida.tell():
            salida.seek(-1, 2)
            if salida.read(1) != b"\n":
                salida.write(b"\n")
        return salida


def leer_libretas(raiz: Path) -> Iterator[dict[str, Any]]:
    """Renglones de todas las corridas, cada uno con su identidad en ``llamada``.

    La identidad es la corrida y el número de renglón. Un renglón cortado se salta.
    """
    for ruta in sorted((raiz / _CARPETA).glob("*.jsonl")):
        with ruta.open("rb") as entrada:
            for numero, linea in enumerate(entrada, start=1):
                renglon = _renglon(linea)
                if renglon is not None:
                    yield renglon | {"llamada": f"{ruta.stem}:{numero}"}


def _renglon(linea: bytes) -> dict[str, Any] | None:
    if not linea.endswith(b"\n"):
        return None
    try:
        datos = json.loads(linea)
    except ValueError:
        return None
    return datos if isinstance(datos, dict) else None
