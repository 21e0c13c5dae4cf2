"""Lo que el Comité resolvió y una vista, inventados."""

from datetime import date

import polars as pl

from informes.datos import ESQUEMA_RESOLUCIONES, ESQUEMA_VISTAS
from tests.informes.armado_comun import HOSTIL

_EN_SESION = {"sesion": "Primera ordinaria", "resuelta_el": date(2026, 8, 6), "acuerdo": "CG-01/2026"}
RESOLUCIONES = pl.DataFrame(
    [
        _EN_SESION
        | {
            "cuenta": cuenta,
            "clase_resuelta": "Pertinente",
            "difiere": propuesta != "Pertinente",
            "razones": razones,
            "propuesta_resuelta": propuesta,
            "propuesta_cambio": False,
            "lote": "f" * 32,
        }
        for cuenta, propuesta, razones in (
            ("x-central", "Pertinente", None),
            ("fb-jal", "En observación", HOSTIL),
        )
    ],
    schema=ESQUEMA_RESOLUCIONES,
)
VISTAS = pl.DataFrame(
    [("x-jal", date(2026, 7, 29), "OF-7/2026", date(2026, 8, 3), date(2026, 8, 4), False)],
    schema=ESQUEMA_VISTAS,
    orient="row",
)
