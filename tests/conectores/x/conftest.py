import sys
from pathlib import Path

# Las pruebas de X comparten su fábrica y su servidor, que viven junto a ellas.
sys.path.insert(0, str(Path(__file__).parent))
