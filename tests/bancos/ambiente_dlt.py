"""Un ambiente aparte con dlt, fuera del árbol del proyecto; se hace una vez y se conserva."""

import subprocess
import sys
import tempfile
from pathlib import Path

PAQUETE = "dlt[duckdb,parquet]==1.31.0"


def interprete() -> Path | None:
    """El Python que tiene dlt, o ``None`` si no puede instalarse (sin red, por ejemplo)."""
    carpeta = Path(tempfile.gettempdir()) / f"pertinencia-banco-{PAQUETE.rpartition('=')[2]}"
    python = carpeta / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    listo = carpeta / ".listo"
    if listo.exists():
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", str(carpeta)], check=True, capture_output=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PAQUETE],
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        dicho = str(error.stderr or "").strip().splitlines()
        print(f"Sin rival: no se pudo instalar {PAQUETE}. {dicho[-1] if dicho else ''}")
        return None
    listo.touch()
    return python
