"""Guarda un espacio diminuto de la estructura de hoy, para que las versiones que sigan prueben que lo abren.

Se corre una vez por estructura, antes de agregar una migración, y lo que deja no se vuelve a tocar:

    python -m tests.almacen.espacios.hacer

Deja ``v<N>.zip``, un respaldo del espacio, y ``v<N>.json``: las columnas y la huella de cada tabla suya.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from almacen.maestro import Base, conectada
from almacen.migracion import migraciones
from esquemas.tablas import TABLAS
from flujos.pasos.respaldo import respaldar
from tests.flujos.apoyo_recuperacion import LECTURAS, espacio_trabajado

CARPETA = Path(__file__).parent


def huella(base: Base, tabla: str, columnas: list[str]) -> str:
    """Huella de las filas de una tabla, con esas columnas y en orden."""
    elegidas = ", ".join(columnas)
    marco = base.consultar(f"SELECT {elegidas} FROM {tabla} ORDER BY ALL")
    return hashlib.sha256(marco.write_csv().encode()).hexdigest()


def hacer() -> Path:
    """Escribe el espacio de la estructura de hoy; si ya estaba, no lo toca."""
    version = migraciones(reservado=False)[-1].version
    destino = CARPETA / f"v{version}.zip"
    if destino.exists():
        sys.exit(f"{destino} ya está; lo guardado de una versión no se rehace.")
    with TemporaryDirectory() as temporal:
        espacio = espacio_trabajado(Path(temporal) / "E", lecturas=LECTURAS[:1])
        esperado = {}
        with conectada(espacio.rutas.maestro) as base:
            for tabla in TABLAS.values():
                if not tabla.reservada and tabla.nombre != "migraciones":
                    columnas = [c.campo.nombre for c in tabla.columnas]
                    esperado[tabla.nombre] = {
                        "columnas": columnas,
                        "huella": huella(base, tabla.nombre, columnas),
                    }
        _apretar(respaldar(espacio, Path(temporal)).ruta, destino)
        texto = json.dumps({"version": version, "tablas": esperado}, ensure_ascii=False, indent=1)
        destino.with_suffix(".json").write_text(f"{texto}\n", "utf-8")
    return destino


def _apretar(origen: Path, destino: Path) -> None:
    """El mismo respaldo, comprimido más despacio para que ocupe menos de la mitad en el repositorio."""
    with zipfile.ZipFile(origen) as antes, zipfile.ZipFile(destino, "w", zipfile.ZIP_LZMA) as despues:
        for info in antes.infolist():
            despues.writestr(info, antes.read(info), zipfile.ZIP_LZMA)


if __name__ == "__main__":
    print(hacer())
