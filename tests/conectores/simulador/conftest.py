import sys
from pathlib import Path

# Las pruebas de Meta, YouTube y OAuth comparten su cliente, que vive junto a ellas.
sys.path.insert(0, str(Path(__file__).parent))
