from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lineamientos.calendario import NACIONAL
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, leer, parametros

SEMESTRE = Semestre(2026, 1)
_CASOS = leer(Path(__file__).parent / "casos" / "notificacion.toml")["caso"]


@pytest.mark.parametrize("caso", _CASOS, ids=lambda c: c["nombre"])
def test_cuando_vence_lo_notificado(caso: dict[str, Any]) -> None:
    situacion = caso["situacion"]
    dicho = situacion.get("comunicado")
    comunicado = (date.fromisoformat(dicho) if dicho else None, "lo que se comunicó")
    vence, computo = vence_de_lo_notificado(
        ClaseDeComunicacion(situacion["clase"]),
        comunicado,
        date.fromisoformat(situacion["notificada"]),
        Marco.de(SEMESTRE, calendario(), parametros(), datetime(2026, 7, 1, tzinfo=UTC)),
        NACIONAL,
    )
    assert (vence.isoformat() if vence else "") == caso["esperado"]["vence"]
    # La cuenta que se guarda es la del día que vale.
    assert (computo == "lo que se comunicó") is ((vence, computo) == comunicado)
