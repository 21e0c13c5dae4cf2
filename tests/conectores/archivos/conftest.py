import sys
from pathlib import Path

# Las pruebas de lectura comparten su fábrica de archivos, que vive junto a ellas.
sys.path.insert(0, str(Path(__file__).parent))
