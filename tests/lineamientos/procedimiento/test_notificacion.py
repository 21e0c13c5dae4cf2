from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.notificacion import vence_de_lo_notificado
from tests.lineamientos.apoyo_lineamientos import calendario, leer, parametros

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
        calendario(),
        parametros(),
    )
    assert (vence.isoformat() if vence else "") == caso["esperado"]["vence"]
    # La cuenta que se guarda es la del día que vale.
    assert (computo == "lo que se comunicó") is ((vence, computo) == comunicado)
