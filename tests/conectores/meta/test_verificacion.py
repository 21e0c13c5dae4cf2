from datetime import UTC, datetime, timedelta

from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Politica
from conectores.comun.secretos import Secreto
from conectores.comun.vista import CuentaApi
from conectores.meta import CredencialesMeta, verificar
from conectores.simulador.escenario import Escenario
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador

_AHORA = datetime(2026, 7, 20, 12, tzinfo=UTC)
_CUENTA = CuentaApi("facebook_000000", "facebook", "pareja_000000", "100000000000000", False)


def _verificar(escenario: Escenario, credenciales: CredencialesMeta) -> list[tuple[str, str | None]]:
    fuente = FuentePareja(1, 1, ["facebook"], _AHORA, timedelta(hours=1))
    with Simulador(Nucleo(fuente, _AHORA), escenario) as simulador:
        entorno = Entorno(
            lambda: _AHORA, lambda _: None, bases=simulador.bases, politica=Politica(intentos=2)
        )
        resultado = verificar(entorno, credenciales, "facebook", [_CUENTA])
        assert simulador.contabilidad.secretos_en_url == 0
    assert not any("marca-" in repr(v) for v in resultado)
    return [(v.resultado, v.cuenta) for v in resultado]


def test_una_ficha_que_sirve_se_dice_bien_sin_mostrarla() -> None:
    assert _verificar(Escenario(), CredencialesMeta(general=Secreto("marca-general"))) == [("bien", None)]


def test_una_ficha_revocada_se_dice_mal_y_de_que_cuenta() -> None:
    credenciales = CredencialesMeta(
        general=Secreto("marca-general"), fichas={"facebook_000000": Secreto("marca-propia")}
    )
    escenario = Escenario(fichas_revocadas=frozenset({"marca-propia"}))
    assert _verificar(escenario, credenciales) == [("bien", None), ("mal", "facebook_000000")]


def test_sin_fichas_se_avisa() -> None:
    assert _verificar(Escenario(), CredencialesMeta()) == [("aviso", None)]
