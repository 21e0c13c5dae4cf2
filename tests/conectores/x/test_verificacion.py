"""Verificar el token: una sola llamada, sin costo y sin mostrarlo."""

from datetime import UTC, datetime

import pytest
from fabrica_x import problema
from servidor_guion import Contesta, servidor

from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Politica
from conectores.comun.secretos import Secreto
from conectores.comun.verificacion import Verificacion
from conectores.x import CredencialesX, verificar

TOKEN = "SECRETO-marcado-x-7710"  # noqa: S105 - inventado, para buscarlo en todo


def verificado(*respuestas: Contesta, token: Secreto | None) -> Verificacion:
    with servidor(*respuestas) as guion:
        entorno = Entorno(
            lambda: datetime(2026, 8, 1, tzinfo=UTC),
            lambda _: None,
            bases={"x": guion.base},
            politica=Politica(1),
        )
        (renglon,) = verificar(entorno, CredencialesX(token))
        assert len(guion.rutas) == len(respuestas)
    assert TOKEN not in repr(renglon)
    return renglon


def test_un_token_que_sirve() -> None:
    inexistente = {"errors": [problema("1", resource_type="tweet")]}
    renglon = verificado(Contesta(inexistente), token=Secreto(TOKEN))
    assert (renglon.red, renglon.cuenta, renglon.resultado) == ("x", None, "bien")


@pytest.mark.parametrize(("estado", "resultado"), [(401, "mal"), (403, "mal"), (402, "mal"), (503, "aviso")])
def test_un_token_rechazado_esta_mal_y_una_falla_pasajera_no_dice_nada_de_el(
    estado: int, resultado: str
) -> None:
    renglon = verificado(Contesta({"title": "x"}, estado), token=Secreto(TOKEN))
    assert renglon.resultado == resultado
    assert str(estado) in renglon.detalle


def test_sin_token_se_avisa_sin_llamar() -> None:
    assert verificado(token=None).resultado == "aviso"
