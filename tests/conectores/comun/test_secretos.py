"""Un secreto no se enseña por accidente."""

import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from conectores.comun.secretos import Secreto

VALOR = "SECRETO-marcado-5512"


@dataclass(frozen=True)
class ConSecreto:
    red: str
    ficha: Secreto


def test_solo_revelar_lo_entrega() -> None:
    secreto = Secreto(VALOR)
    assert secreto.revelar() == VALOR
    dichos = [str(secreto), repr(secreto), f"{secreto}", f"{secreto!r:>40}", "%s" % secreto]  # noqa: UP031
    dichos += [repr(ConSecreto("x", secreto)), repr([secreto]), repr({"ficha": secreto})]
    assert VALOR not in "".join(dichos)


def test_no_se_copia_ni_se_guarda_ni_se_envia() -> None:
    secreto = Secreto(VALOR)
    for volcar in (
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        json.dumps,
        lambda s: asdict(ConSecreto("x", s)),
        vars,
    ):
        with pytest.raises(TypeError) as rehusado:
            volcar(secreto)
        assert VALOR not in str(rehusado.value)


def test_uno_vacio_es_como_no_tenerlo() -> None:
    assert not Secreto("")
    assert Secreto(VALOR)
