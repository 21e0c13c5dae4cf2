"""Lo purgado del maestro se borra también de lo ya publicado, sin estorbar a quien lo lee."""

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from almacen import carga
from almacen.aterrizaje_api import AterrizajeApi
from almacen.consulta import consultar
from almacen.maestro import Rutas, abrir_maestro
from almacen.publicacion import publicar
from almacen.purga import purgar
from almacen.purga_publicada import PurgaPublicada, purgar_publicado
from almacen.retencion import borrar_paginas
from esquemas.derivados import esquema_polars
from esquemas.tablas import AREAS, CAPACITACIONES
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_api import (
    LEIDO,
    cargar_api,
    catalogo_entero,
    consulta_json,
    diaria,
    padron,
    publicacion,
    recoleccion,
)
from tests.almacen.apoyo_publicacion import agregar_area, no_dejar_sustituir

PRIMERO, SEGUNDO = Semestre(2025, 2), Semestre(2026, 1)
SIN = {"abarca_desde": None, "abarca_hasta": None}
AHORA = LEIDO + timedelta(days=40)
CIFRAS = (
    "SELECT (SELECT sum(vistas) FROM publicaciones) AS vistas, "
    "(SELECT sum(valor) FROM diarias) AS seguidores, "
    "(SELECT count(*) FROM publicaciones) AS publicaciones, (SELECT count(*) FROM lapidas) AS lapidas"
)
ENTERAS, PURGADAS = (14, 1000, 2, 0), (5, None, 2, 2)


@pytest.fixture
def publicadas(rutas: Rutas) -> Rutas:
    """Dos lotes de YouTube que la retención condena y uno que no, publicados en dos semestres."""
    aterrizaje = AterrizajeApi(rutas.aterrizaje)
    with abrir_maestro(rutas, AHORA) as base:
        vacias = (pl.DataFrame(schema=esquema_polars(t)) for t in (AREAS, CAPACITACIONES))
        areas, capacitaciones = vacias
        carga.sustituir_padron(base, areas, padron(), capacitaciones)
        carga.sustituir_catalogo(base, catalogo_entero())
        for letra, operacion, leido, filas in (
            ("a", "perfiles", LEIDO, {"diarias": [diaria("y1", "seguidores", LEIDO.date(), 1000)]}),
            ("b", "metricas", LEIDO, {"publicaciones": [_video("v1", 9, LEIDO)]}),
            ("c", "metricas", AHORA, {"publicaciones": [_video("v2", 5, AHORA)]}),
        ):
            consulta = consulta_json("youtube", operacion, "y1", parametros={"credencial": "clave"})
            lote = aterrizaje.abrir(letra * 32, consulta)
            lote.agregar(b"{}", leida_en=leido, peticion="GET", estado=200, cargos={})
            lote.cerrar(leido)
            cargar_api(
                base,
                letra * 32,
                recoleccion("y1", operacion, leida_en=leido, **SIN),
                leido=leido,
                consulta=consulta,
                **filas,
            )
    publicar(rutas, AHORA, PRIMERO)
    agregar_area(rutas, "otra")
    publicar(rutas, AHORA, SEGUNDO)
    return rutas


def _video(clave: str, vistas: int, leido: datetime) -> dict[str, object]:
    return publicacion("y1", clave, datetime(2026, 2, 1), vistas=vistas, leida_en=leido)


def _purgar_maestro(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        purgar(
            base,
            AterrizajeApi(rutas.aterrizaje),
            red="youtube",
            antes_de=AHORA - timedelta(days=30),
            motivo="retención",
            ahora=AHORA,
        )


def _nombres(rutas: Rutas) -> tuple[Path, Path, Path]:
    return rutas.publicado, rutas.publicado_de("2025-2"), rutas.publicado_de("2026-1")


def _cifras(ruta: Path) -> tuple[object, ...]:
    return consultar(ruta, CIFRAS).row(0)


def test_se_borra_de_todas_las_publicaciones_y_lo_demas_queda(publicadas: Rutas) -> None:
    nombres = _nombres(publicadas)
    assert [_cifras(r) for r in nombres] == [ENTERAS] * 3
    _purgar_maestro(publicadas)
    assert purgar_publicado(publicadas, AHORA) == PurgaPublicada(nombres, ())
    assert [_cifras(r) for r in nombres] == [PURGADAS] * 3
    areas = [consultar(r, "SELECT count(*) AS n FROM areas").item() for r in nombres]
    assert areas == [1, 0, 1]
    assert nombres[0].samefile(nombres[2])
    assert {r.name for r in nombres[0].parent.iterdir()} == {r.name for r in nombres}


def test_repetirla_no_cambia_nada(publicadas: Rutas) -> None:
    _purgar_maestro(publicadas)
    purgar_publicado(publicadas, AHORA)
    antes = [(r.read_bytes(), r.stat().st_mtime_ns) for r in _nombres(publicadas)]
    assert purgar_publicado(publicadas, AHORA) == PurgaPublicada((), ())
    assert [(r.read_bytes(), r.stat().st_mtime_ns) for r in _nombres(publicadas)] == antes


def test_sin_nada_purgado_o_publicado_no_hace_nada(publicadas: Rutas, tmp_path: Path) -> None:
    antes = [r.stat().st_ino for r in _nombres(publicadas)]
    assert purgar_publicado(publicadas, AHORA) == PurgaPublicada((), ())
    assert [r.stat().st_ino for r in _nombres(publicadas)] == antes
    assert purgar_publicado(Rutas(tmp_path / "nuevo"), AHORA) == PurgaPublicada((), ())


def test_quien_la_tiene_abierta_la_sigue_leyendo(publicadas: Rutas) -> None:
    _purgar_maestro(publicadas)
    with duckdb.connect(str(publicadas.publicado_de("2025-2")), read_only=True) as analista:
        purgar_publicado(publicadas, AHORA)
        assert analista.execute(CIFRAS).fetchall() == [ENTERAS]


def test_la_que_no_deja_sustituirse_se_dice_y_se_intenta_despues(
    publicadas: Rutas, monkeypatch: pytest.MonkeyPatch
) -> None:
    abierta = publicadas.publicado_de("2025-2")
    _purgar_maestro(publicadas)
    with monkeypatch.context() as parche:
        no_dejar_sustituir(parche, abierta)
        assert purgar_publicado(publicadas, AHORA).sin_purgar == (abierta,)
    assert _cifras(abierta) == ENTERAS
    assert len(list(abierta.parent.iterdir())) == 3
    assert purgar_publicado(publicadas, AHORA) == PurgaPublicada((abierta,), ())
    assert _cifras(abierta) == PURGADAS


@pytest.mark.parametrize("momento", range(4))
def test_una_muerte_en_cualquier_sustitucion_la_termina_la_siguiente(
    publicadas: Rutas, monkeypatch: pytest.MonkeyPatch, momento: int
) -> None:
    class Muerte(BaseException):
        pass

    sustituir, hechas = Path.replace, [0]

    def morir(origen: Path, destino: Path) -> Path:
        if hechas[0] == momento:
            raise Muerte
        hechas[0] += 1
        return sustituir(origen, destino)

    _purgar_maestro(publicadas)
    with monkeypatch.context() as parche:
        parche.setattr(Path, "replace", morir)
        if momento < 3:
            with pytest.raises(Muerte):
                purgar_publicado(publicadas, AHORA)
        else:
            purgar_publicado(publicadas, AHORA)
    assert all(_cifras(r) in (ENTERAS, PURGADAS) for r in _nombres(publicadas))
    purgar_publicado(publicadas, AHORA)
    assert [_cifras(r) for r in _nombres(publicadas)] == [PURGADAS] * 3
    assert len(list(publicadas.publicado.parent.iterdir())) == 3


def test_una_danada_se_dice_y_las_demas_se_purgan(publicadas: Rutas) -> None:
    danada = publicadas.publicado_de("2025-2")
    danada.chmod(0o600)
    danada.write_bytes(b"esto no es una base" * 1000)
    _purgar_maestro(publicadas)
    hecho = purgar_publicado(publicadas, AHORA)
    assert hecho == PurgaPublicada((publicadas.publicado, publicadas.publicado_de("2026-1")), (danada,))
    assert _cifras(publicadas.publicado) == PURGADAS


def test_una_de_antes_de_la_recoleccion_se_deja_como_esta(publicadas: Rutas) -> None:
    vieja = publicadas.publicado_de("2024-2")
    with duckdb.connect(str(vieja)) as base:
        base.execute("CREATE TABLE lotes (lote VARCHAR)")
    antes = vieja.read_bytes()
    _purgar_maestro(publicadas)
    assert vieja not in purgar_publicado(publicadas, AHORA).rehechos
    assert vieja.read_bytes() == antes


def test_lo_que_solo_perdio_sus_paginas_conserva_sus_cifras_publicadas(publicadas: Rutas) -> None:
    aterrizaje = AterrizajeApi(publicadas.aterrizaje)
    with abrir_maestro(publicadas, AHORA) as base:
        viejas = base.consultar(
            "SELECT lote, 'youtube' AS red, 'metricas' AS operacion, bytes, 1 AS paginas FROM lotes"
        )
        borrar_paginas(base, aterrizaje, viejas, AHORA)
    assert purgar_publicado(publicadas, AHORA) == PurgaPublicada((), ())
    assert [_cifras(r) for r in _nombres(publicadas)] == [ENTERAS] * 3
