import sys
from pathlib import Path

# Las pruebas del conector comparten su fábrica, que vive junto a ellas.
sys.path.insert(0, str(Path(__file__).parent))
