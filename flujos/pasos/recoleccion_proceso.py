"""El proceso que solo pide y aterriza: ``python -m flujos.pasos.recoleccion_proceso DESCRIPTOR``.

Lo lanza ``recoleccion_aparte`` y no normaliza nada: polars, que los conectores nombran en sus tipos, se
aplaza hasta que alguien lo use, y nadie lo usa.
"""

import sys
from multiprocessing.connection import Connection

from esquemas.calidad.aplazamiento import aplazados

with aplazados("polars"):
    from flujos.pasos.recoleccion_aparte import atender

if __name__ == "__main__":
    atender(Connection(int(sys.argv[1])))
