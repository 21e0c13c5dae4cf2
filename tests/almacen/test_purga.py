"""La purga de lo leído con la clave pública: qué se borra, qué queda y qué pasa si muere a la mitad."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from almacen import vista_recoleccion
from almacen.aterrizaje_api import AterrizajeApi
from almacen.errores import LotePurgado
from almacen.maestro import Base
from almacen.purga import Purga, purgar
from almacen.retencion import borrar_paginas
from tests.almacen.apoyo_api import LEIDO, cargar_api, consulta_json, diaria, publicacion, recoleccion

LOCAL = datetime(2026, 2, 1)
AHORA = LEIDO + timedelta(days=40)
ANTES = LEIDO + timedelta(days=10)
SIN = {"abarca_desde": None, "abarca_hasta": None}
NUEVO = LEIDO + timedelta(days=20)


def _lote(letra: str) -> str:
    return letra * 32


def _aterrizar_y_cargar(
    base: Base, aterrizaje: AterrizajeApi, letra: str, operacion: str, *, leido: datetime = LEIDO,
    credencial: str = "clave", cuenta: str = "y1", **filas: object,
) -> None:  # fmt: skip
    consulta = consulta_json(
        "youtube" if cuenta == "y1" else "x", operacion, cuenta, parametros={"credencial": credencial}
    )
    lote = aterrizaje.abrir(_lote(letra), consulta)
    lote.agregar(b"{}", leida_en=leido, peticion="GET", estado=200, cargos={})
    lote.cerrar(leido)
    cargar_api(
        base, _lote(letra), recoleccion(cuenta, operacion, leida_en=leido, **SIN), leido=leido,
        consulta=consulta, **filas,
    )  # fmt: skip


@pytest.fixture
def aterrizaje(base_api: Base, tmp_path: Path) -> AterrizajeApi:
    a = AterrizajeApi(tmp_path / "aterrizaje")
    nivel = diaria("y1", "seguidores", LEIDO.date(), 1000)
    video = publicacion("y1", "v1", LOCAL, vistas=9, me_gusta=1)
    _aterrizar_y_cargar(base_api, a, "a", "perfiles", diarias=[nivel])
    _aterrizar_y_cargar(base_api, a, "b", "metricas", publicaciones=[video])
    nueva = publicacion("y1", "v2", LOCAL, vistas=5, leida_en=NUEVO)
    _aterrizar_y_cargar(base_api, a, "c", "metricas", leido=NUEVO, publicaciones=[nueva])
    vistas = diaria("y1", "vistas", LOCAL.date(), 7)
    _aterrizar_y_cargar(base_api, a, "d", "diarias", credencial="titular", diarias=[vistas])
    propia = publicacion("x1", "t1", LOCAL, me_gusta=3)
    _aterrizar_y_cargar(base_api, a, "e", "publicaciones", cuenta="x1", publicaciones=[propia])
    return a


def _purgar(base: Base, aterrizaje: AterrizajeApi, ahora: datetime = AHORA) -> Purga:
    return purgar(base, aterrizaje, red="youtube", antes_de=ANTES, motivo="retención de 30 días", ahora=ahora)


def _todo(base: Base, aterrizaje: AterrizajeApi) -> object:
    tablas = ("publicaciones", "diarias", "lapidas", "lotes", "recolecciones")
    en_disco = {p.relative_to(aterrizaje.raiz): p.read_bytes() for p in aterrizaje.raiz.rglob("*.*")}
    return [base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows() for t in tablas], en_disco


def test_se_borran_paginas_y_cifras_y_queda_que_la_publicacion_existio(
    base_api: Base, aterrizaje: AterrizajeApi
) -> None:
    assert _purgar(base_api, aterrizaje) == Purga(2, 2, 20)
    publicaciones = base_api.consultar(
        "SELECT id_publicacion, vistas, me_gusta FROM publicaciones ORDER BY 1"
    )
    assert publicaciones.rows() == [("t1", None, 3), ("v1", None, None), ("v2", 5, None)]
    assert base_api.consultar("SELECT metrica, valor FROM diarias").rows() == [("vistas", 7)]
    lapidas = base_api.consultar("SELECT * FROM lapidas ORDER BY lote")
    assert lapidas.select("lote", "operacion", "paginas", "purgado_en", "motivo").rows() == [
        (_lote("a"), "perfiles", 1, AHORA, "retención de 30 días"),
        (_lote("b"), "metricas", 1, AHORA, "retención de 30 días"),
    ]
    for letra in "ab":
        assert aterrizaje.cuantas(_lote(letra)) == 0
        with pytest.raises(LotePurgado):
            aterrizaje.leer(_lote(letra))
    assert [len(aterrizaje.leer(_lote(letra))[1]) for letra in "cde"] == [1, 1, 1]


def test_repetirla_no_cambia_nada(base_api: Base, aterrizaje: AterrizajeApi) -> None:
    _purgar(base_api, aterrizaje)
    antes = _todo(base_api, aterrizaje)
    assert _purgar(base_api, aterrizaje, AHORA + timedelta(days=1)) == Purga(0, 0, 0)
    assert _todo(base_api, aterrizaje) == antes


@pytest.mark.parametrize("borrados", [0, 1])
def test_una_muerte_a_la_mitad_se_completa_al_repetirla(
    base_api: Base, aterrizaje: AterrizajeApi, monkeypatch: pytest.MonkeyPatch, borrados: int
) -> None:
    hechos: list[str] = []
    original = AterrizajeApi.purgar

    def _muere(self: AterrizajeApi, lote: str, momento: datetime, motivo: str) -> None:
        if len(hechos) == borrados:
            raise KeyboardInterrupt
        hechos.append(lote)
        original(self, lote, momento, motivo)

    monkeypatch.setattr(AterrizajeApi, "purgar", _muere)
    with pytest.raises(KeyboardInterrupt):
        _purgar(base_api, aterrizaje)
    monkeypatch.undo()
    assert sum(aterrizaje.cuantas(_lote(x)) for x in "ab") == 2 - borrados
    assert _purgar(base_api, aterrizaje, AHORA + timedelta(days=1)) == Purga(0, 0, 0)
    assert sum(aterrizaje.cuantas(_lote(x)) for x in "ab") == 0
    momentos = base_api.consultar("SELECT DISTINCT purgado_en FROM lapidas")
    assert momentos.rows() == [(AHORA,)]


def test_borrar_paginas_de_otros_lotes_no_tapa_una_purga_a_medias(
    base_api: Base, aterrizaje: AterrizajeApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _muere(*_: object) -> None:
        raise KeyboardInterrupt

    _aterrizar_y_cargar(base_api, aterrizaje, "f", "metricas", credencial="titular")
    with monkeypatch.context() as parche, pytest.raises(KeyboardInterrupt):
        parche.setattr(AterrizajeApi, "purgar", _muere)
        _purgar(base_api, aterrizaje)
    viejas = base_api.consultar(
        "SELECT lote, 'youtube' AS red, 'metricas' AS operacion, bytes, 1 AS paginas FROM lotes "
        "WHERE lote = $lote",
        {"lote": _lote("f")},
    )
    despues = AHORA + timedelta(days=1)
    borrar_paginas(base_api, aterrizaje, viejas, despues)
    _purgar(base_api, aterrizaje, despues)
    assert sum(aterrizaje.cuantas(_lote(x)) for x in "ab") == 0


def test_un_lote_purgado_no_vuelve_por_cargarlo_otra_vez(base_api: Base, aterrizaje: AterrizajeApi) -> None:
    _purgar(base_api, aterrizaje)
    antes = _todo(base_api, aterrizaje)
    consulta = consulta_json("youtube", "metricas", "y1", parametros={"credencial": "clave"})
    cargar_api(
        base_api, _lote("b"), recoleccion("y1", "metricas", **SIN), consulta=consulta,
        publicaciones=[publicacion("y1", "v1", LOCAL, vistas=9)],
    )  # fmt: skip
    assert _todo(base_api, aterrizaje) == antes


def test_una_lectura_purgada_no_se_vuelve_a_pedir(base_api: Base, aterrizaje: AterrizajeApi) -> None:
    antes = vista_recoleccion.publicaciones_conocidas(base_api, "youtube")
    _purgar(base_api, aterrizaje)
    assert vista_recoleccion.publicaciones_conocidas(base_api, "youtube").equals(antes)
    assert antes["ultima_lectura"].null_count() == 0
