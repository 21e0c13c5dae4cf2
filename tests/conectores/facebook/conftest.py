import sys
from pathlib import Path

# La plataforma de prueba es la misma para las dos redes de Meta.
sys.path.insert(0, str(Path(__file__).parents[1] / "meta"))
