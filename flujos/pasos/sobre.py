"""Un correo en la carpeta, cuyo nombre dice en qué va; así se sabe tras una muerte sin preguntar a nadie.

``<nombre>.eml`` está por enviarse (o no hay por dónde), ``.enviando.eml`` se entregó sin saber si llegó y
``.enviado.eml`` ya salió.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from almacen.escritura import fijar_carpeta


@dataclass(frozen=True)
class Sobre:
    """Un correo por enviar, con su marca de que va en camino.

    Attributes:
        carpeta: Donde está.
        nombre: El del archivo, sin extensión.
    """

    carpeta: Path
    nombre: str

    @property
    def por_enviar(self) -> Path:
        """Archivo mientras no se entrega."""
        return self.carpeta / f"{self.nombre}.eml"

    @property
    def en_camino(self) -> Path:
        """Archivo desde justo antes de entregarse hasta que el servidor contesta."""
        return self.carpeta / f"{self.nombre}.enviando.eml"

    @property
    def enviado(self) -> Path:
        """Archivo cuando el servidor ya lo aceptó."""
        return self.carpeta / f"{self.nombre}.enviado.eml"

    def poner(self, aceptados: Sequence[str], rechazados: Mapping[str, str]) -> None:  # noqa: ARG002 - lo pide Marca
        """Marca que va en camino: desde aquí, morir deja en duda si llegó."""
        self._renombrar(self.por_enviar, self.en_camino)

    @property
    def actual(self) -> Path:
        """El archivo tal como quedó en camino o enviado."""
        return self.en_camino if self.en_camino.exists() else self.enviado

    def volver(self) -> None:
        """Vuelve a estar por enviarse: a una persona le consta que no llegó."""
        self._renombrar(self.actual, self.por_enviar)

    def quitar(self) -> None:
        """Quita la marca: no salió y puede volver a enviarse."""
        self._renombrar(self.en_camino, self.por_enviar)

    def cerrar(self) -> None:
        """Dice que ya salió; repetirlo no cambia nada."""
        if self.en_camino.exists():
            self._renombrar(self.en_camino, self.enviado)

    def _renombrar(self, de: Path, a: Path) -> None:
        de.replace(a)
        fijar_carpeta(self.carpeta)
