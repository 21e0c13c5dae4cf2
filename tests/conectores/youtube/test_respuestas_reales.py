"""Las respuestas grabadas normalizan o fallan con la clase que les toca."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from fabrica_youtube import PROGRAMADA, pagina

from conectores.comun.consultas import Consulta
from conectores.comun.errores import Alcance, ContratoRoto, Definitivo
from conectores.comun.horas import inicio_del_dia
from conectores.comun.llamadas import Cruda
from conectores.youtube.conector import _NORMALIZADORES
from conectores.youtube.declaracion import PACIFICO
from conectores.youtube.errores import clasificar_datos, clasificar_titular
from conectores.youtube.fichas import clasificar_oauth, leer_ficha
from lineamientos.ausencias import Ausencia

_CARPETA = Path(__file__).parents[4] / "shared" / "respuestas_reales"
if not _CARPETA.is_dir():
    pytest.skip("no están las respuestas grabadas (../shared/respuestas_reales)", allow_module_level=True)


def _json(nombre):
    return (_CARPETA / f"python-youtube__{nombre}.json").read_bytes()


def _grabadas(nombre, ruta):
    """Las respuestas de una grabación cuya dirección contiene ``ruta``."""
    datos = yaml.safe_load((_CARPETA / f"fullscreen-yt__{nombre}.yml").read_text(encoding="utf-8"))
    elegidas = [i for i in datos["http_interactions"] if ruta in i["request"]["uri"]]
    assert elegidas
    return [
        Cruda(i["response"]["status"]["code"], {}, i["response"]["body"]["string"].encode()) for i in elegidas
    ]


def _normalizar(operacion, cuerpo, objetos, **otros):
    cuentas = tuple(f"c{n}" for n in range(len(objetos)))
    parametros = {"por": "id", "reparto": ",".join("1" for _ in objetos)}
    consulta = Consulta("youtube", operacion, cuentas, PROGRAMADA, objetos, parametros=parametros, **otros)
    return _NORMALIZADORES[operacion](consulta, [pagina(cuerpo)])


def test_dos_canales_con_todas_sus_partes_dan_perfil_y_seguidores():
    ids = ("UCK8sQmJBp8GCxrOtXWBpyEA", "UC_x5XG1OV2P6uZZ5FSM9Ttw")
    leida = _normalizar("perfiles", _json("info_multiple"), ids)
    assert leida.perfiles["lista_de_subidas"].to_list() == [f"UU{i[2:]}" for i in ids]
    assert leida.diarias["valor"].to_list() == [10_700_000, 2_260_000]


def test_un_canal_desconocido_no_se_encontro():
    (cruda,) = _grabadas("channel_unknown_id_200_empty", "/channels")
    assert clasificar_datos(cruda) is None
    leida = _normalizar("perfiles", cruda.cuerpo, ("not-a-channel-id",))
    assert leida.recolecciones["resultado"].to_list() == ["no_encontrada"]


@pytest.mark.parametrize(
    ("operacion", "cuerpo", "objetos", "falta"),
    [
        ("perfiles", lambda: _json("info"), ("UC_x5XG1OV2P6uZZ5FSM9Ttw",), "contentDetails"),
        (
            "perfiles",
            lambda: _grabadas("channels_statistics_200", "/channels")[0].cuerpo,
            ("UCZDZGN_73I019o6UYD2-4bg",),
            "snippet",
        ),
        ("publicaciones", lambda: _json("playlist_items_paged_1"), ("UU",), "contentDetails"),
        (
            "publicaciones",
            lambda: _grabadas("playlistItem_200", "/playlistItems")[0].cuerpo,
            ("UU",),
            "contentDetails",
        ),
        ("metricas", lambda: _json("videos_info_single"), ("D-lhorsDlUQ",), "statistics"),
        (
            "metricas",
            lambda: _grabadas("videos_by_id_200", "/videos")[0].cuerpo,
            ("9bZkp7q19f0", "invalid"),
            "statistics",
        ),
    ],
)
def test_lo_grabado_sin_una_parte_que_aqui_se_pide_rompe_el_contrato_con_su_nombre(
    operacion, cuerpo, objetos, falta
):
    with pytest.raises(ContratoRoto, match=falta):
        _normalizar(operacion, cuerpo(), objetos)


def test_los_informes_con_otras_metricas_rompen_el_contrato():
    periodo = {"desde": inicio_del_dia(date(2020, 1, 1), PACIFICO), "hasta": inicio_del_dia(date(2020, 2, 1))}
    buenas = [c for c in _grabadas("analytics_v2_reports_200_403", "/v2/reports") if c.estado == 200]
    assert buenas
    for cruda in buenas:
        assert clasificar_titular(cruda) is None
        assert json.loads(cruda.cuerpo)["kind"] == "youtubeAnalytics#resultTable"
        with pytest.raises(ContratoRoto, match="no trae"):
            _normalizar("diarias", cruda.cuerpo, ("UCx",), **periodo)


def test_el_403_de_analytics_es_de_una_cuenta():
    (mala,) = [c for c in _grabadas("analytics_v2_reports_200_403", "/v2/reports") if c.estado != 200]
    e = clasificar_titular(mala)
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)


def test_la_renovacion_grabada_da_una_ficha_y_la_muerta_su_razon():
    (buena,) = _grabadas("channels_statistics_200", "/oauth2/token")
    ficha = leer_ficha(buena.datos(), PROGRAMADA)
    assert "https://www.googleapis.com/auth/yt-analytics.readonly" in ficha.alcances
    (muerta,) = _grabadas("oauth_invalid_grant_400", "/oauth2/token")
    e = clasificar_oauth("c0", muerta)
    assert isinstance(e, Definitivo)
    assert (e.ausencia, e.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)


def test_un_parametro_que_falta_rompe_el_contrato():
    (cruda,) = _grabadas("missing_filter_400", "/commentThreads")
    e = clasificar_datos(cruda)
    assert isinstance(e, ContratoRoto)
    assert "missingRequiredParameter" in e.mensaje


def test_una_clave_mala_y_un_permiso_negado_son_definitivos():
    clave = clasificar_datos(Cruda(400, {}, _json("error_response")))
    assert isinstance(clave, Definitivo)
    assert (clave.ausencia, clave.alcance) == (Ausencia.SIN_PERMISO, Alcance.CREDENCIAL)
    # La razón grabada es SERVICE_UNAVAILABLE; manda el estado PERMISSION_DENIED: repetirla no sirve.
    negado = clasificar_datos(Cruda(403, {}, _json("error_permission_resp")))
    assert isinstance(negado, Definitivo)
    assert (negado.ausencia, negado.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)
