import io
import logging
import pickle
from pathlib import Path

import pytest

from conectores.comun.secretos import Secreto
from flujos import ajustes, bitacora
from flujos.errores import EspacioInvalido
from flujos.pasos.credenciales import leer_credenciales, nombre_por_cuenta, nombres_conocidos

_REDES = {"x_uno": "x", "fb_uno": "facebook", "yt-uno": "youtube"}
_VALORES = {
    "PERTINENCIA_X_TOKEN": "marca-x-0001",
    "PERTINENCIA_FACEBOOK_TOKEN_FB_UNO": "marca-fb-0001",
    "PERTINENCIA_YOUTUBE_RENOVACION_YT_UNO": "marca-yt-0001",
}


def test_cada_cuenta_tiene_su_variable() -> None:
    assert nombre_por_cuenta("youtube", "yt-uno") == "PERTINENCIA_YOUTUBE_RENOVACION_YT_UNO"
    assert set(_VALORES) <= set(nombres_conocidos((c, r) for c, r in _REDES.items()))


def test_una_cuenta_alcanza_solo_con_su_credencial_o_la_general() -> None:
    leidas = leer_credenciales(_VALORES, _REDES, ortografia_x="tweet", version_meta="v27.0")
    assert leidas.alcanza("x", "x_uno")
    assert leidas.alcanza("facebook", "fb_uno")
    assert not leidas.alcanza("facebook", "fb_dos")
    assert not leidas.alcanza("tiktok", "tk_uno")


def test_dos_cuentas_que_darian_la_misma_variable_se_rechazan() -> None:
    with pytest.raises(EspacioInvalido, match="PERTINENCIA_FACEBOOK_TOKEN_FB_1"):
        leer_credenciales(
            {}, {"fb-1": "facebook", "fb_1": "facebook"}, ortografia_x="tweet", version_meta="v1"
        )


def test_ninguna_credencial_se_ve_al_mostrarla_ni_puede_guardarse() -> None:
    leidas = leer_credenciales(_VALORES, _REDES, ortografia_x="tweet", version_meta="v27.0")
    assert "marca-" not in repr(leidas)
    with pytest.raises(TypeError):
        pickle.dumps(Secreto("marca-x-0001"))


def test_el_ambiente_precede_al_archivo_y_lo_ajeno_no_se_lee(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PERTINENCIA_X_TOKEN=del-archivo\nOTRA=$HOME\n", "utf-8")
    nombres = ["PERTINENCIA_X_TOKEN", "PERTINENCIA_META_TOKEN"]
    monkeypatch.delenv("PERTINENCIA_X_TOKEN", raising=False)
    assert ajustes.leer_secretos(tmp_path, nombres) == {"PERTINENCIA_X_TOKEN": "del-archivo"}
    monkeypatch.setenv("PERTINENCIA_X_TOKEN", "del-ambiente")
    assert ajustes.leer_secretos(tmp_path, nombres) == {"PERTINENCIA_X_TOKEN": "del-ambiente"}


def test_lo_guardado_solo_lo_lee_su_duenio_y_no_pisa_lo_demas(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PERTINENCIA_X_TOKEN=uno\n", "utf-8")
    ruta = ajustes.guardar_secreto(tmp_path, "PERTINENCIA_YOUTUBE_RENOVACION_A", "1//con espacios = y #")
    assert ruta.stat().st_mode & 0o077 == 0
    assert ajustes.leer_secretos(tmp_path, ["PERTINENCIA_X_TOKEN", "PERTINENCIA_YOUTUBE_RENOVACION_A"]) == {
        "PERTINENCIA_X_TOKEN": "uno",
        "PERTINENCIA_YOUTUBE_RENOVACION_A": "1//con espacios = y #",
    }


def test_la_bitacora_tapa_los_secretos_vengan_de_donde_vengan() -> None:
    bitacora.instalar(["marca-bitacora-77"])
    salida = io.StringIO()
    registro = logging.getLogger("prueba.bitacora")
    registro.addHandler(logging.StreamHandler(salida))
    registro.warning("con argumento %s", "marca-bitacora-77")
    try:
        raise ValueError("token=marca-bitacora-77")
    except ValueError:
        registro.exception("falló")
    assert "marca-bitacora-77" not in salida.getvalue()
    assert salida.getvalue().count("«***»") >= 2
