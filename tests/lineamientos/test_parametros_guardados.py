import tomllib
from datetime import date, time
from importlib.resources import files

from flujos.pasos.evaluacion_resultados import marco_de_parametros
from lineamientos.parametros import Parametros
from lineamientos.parametros_guardados import restaurar
from lineamientos.semestres import Semestre

S = Semestre(2026, 1)


def _de_partida() -> Parametros:
    carpeta = files("lineamientos").joinpath("datos")
    textos = [r.read_text("utf-8") for r in carpeta.iterdir() if r.name.endswith(".toml")]
    return Parametros.de_datos(p for t in textos for p in tomllib.loads(t).get("parametro", []))


def test_lo_guardado_vuelve_con_la_misma_huella_los_mismos_tipos_y_la_misma_aprobacion() -> None:
    vigentes = _de_partida().del_semestre(S)
    vueltos = restaurar(marco_de_parametros(vigentes).iter_rows(named=True)).del_semestre(S)
    assert len(vueltos) == len(vigentes) > 50
    assert vueltos.huella() == vigentes.huella()
    assert vueltos.sin_aprobar() == vigentes.sin_aprobar()
    for clave in vigentes:
        assert vueltos.valor(clave) == vigentes.valor(clave), clave
        assert vueltos.parametro(clave).articulo == vigentes.parametro(clave).articulo
        assert vueltos.vigente(clave).desde == vigentes.vigente(clave).desde


def test_una_hora_vuelve_como_hora_y_una_lista_como_tupla() -> None:
    comun = {
        "descripcion": "d", "articulo": "10", "desde": date(2026, 1, 1), "fundamento": "f",
        "aprobado_por": "Comité", "aprobado_en": date(2025, 12, 1),
    }  # fmt: skip
    vueltos = restaurar(
        [
            comun | {"clave": "a.hora", "unidad": "hora", "valor_json": '"18:00:00"'},
            comun | {"clave": "a.lista", "unidad": "", "valor_json": '["x",[1,2]]'},
        ]
    ).del_semestre(S)
    assert vueltos.hora("a.hora") == time(18)
    assert vueltos.lista("a.lista") == ("x", (1, 2))
    assert vueltos.sin_aprobar() == ()
