import sys
from pathlib import Path

# Las pruebas de los conectores comparten el servidor de guion, que vive junto a ellas.
sys.path.insert(0, str(Path(__file__).parent))
