import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from almacen.maestro import abrir_maestro
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.lecturas import observaciones
from flujos.pasos.recepcion import recibir
from flujos.reloj import reloj_fijo
from tests.flujos.conftest import AHORA, S, formato_lleno, sembrar_espacio


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    espacio = abrir_espacio(sembrar_espacio(tmp_path_factory.mktemp("recibido") / "E"))
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    (espacio.entradas / "fb.csv").write_bytes(formato_lleno(espacio, "facebook"))
    recibir(espacio, S)
    return espacio.raiz


@pytest.fixture
def recibido(modelo: Path, tmp_path: Path) -> Espacio:
    return abrir_espacio(shutil.copytree(modelo, tmp_path / "E"))


def _vigente(espacio: Espacio) -> tuple[str, int]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        fila = base.consultar("SELECT evaluacion, version FROM evaluaciones_vigentes").row(0)
    return str(fila[0]), int(fila[1])


def test_volver_a_un_padron_anterior_es_otra_version_y_es_la_vigente(recibido: Espacio) -> None:
    padron = recibido.raiz / "padron" / "cuentas.csv"
    original = padron.read_text("utf-8")
    assert evaluar(recibido, S).nueva
    padron.write_text(original.replace("INE Dos", "INE Otra"), "utf-8")
    assert evaluar(abrir_espacio(recibido.raiz), S).nueva
    padron.write_text(original, "utf-8")
    tercera = evaluar(recibido, S)
    assert tercera.nueva
    assert _vigente(recibido) == (tercera.evaluacion, 3)
    assert not evaluar(recibido, S).nueva


def test_una_observacion_sigue_pendiente_en_la_siguiente_evaluacion(recibido: Espacio) -> None:
    evaluar(recibido, S)
    antes = {o.codigo for o in observaciones(recibido, S)}
    assert "S004" in antes
    (recibido.entradas / "x2.csv").write_bytes(formato_lleno(recibido, "x", menciones=7))
    recibir(recibido, S)
    assert evaluar(recibido, S).nueva
    assert {o.codigo for o in observaciones(recibido, S)} >= antes


def test_entregar_las_copias_de_pantalla_atiende_su_observacion(recibido: Espacio) -> None:
    evaluar(recibido, S)
    assert "S004" in {o.codigo for o in observaciones(recibido, S)}
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc00000"
        "0301010018dd8db00000000049454e44ae426082"
    )
    (recibido.entradas / "fb_uno").mkdir()
    (recibido.entradas / "fb_uno" / "captura.png").write_bytes(pixel)
    assert recibir(recibido, S).suma("cargados") == 1
    assert evaluar(recibido, S).nueva
    assert "S004" not in {o.codigo for o in observaciones(recibido, S)}


def test_un_semestre_sin_terminar_no_se_evalua(recibido: Espacio) -> None:
    antes = replace(recibido, reloj=reloj_fijo(datetime(2026, 6, 30, 20, tzinfo=UTC)))
    with pytest.raises(OrdenInvalida, match=r"2026-06-30.*2026-07-01.*2025-2"):
        evaluar(antes, S)


def test_un_semestre_del_que_nada_llego_no_se_evalua(espacio: Espacio) -> None:
    with pytest.raises(OrdenInvalida, match="No se ha cargado nada"):
        evaluar(espacio, S)


def _con_base_aprobada(espacio: Espacio, base: str) -> Espacio:
    ruta = espacio.raiz / "parametros" / "calificacion.toml"
    antes, clave, despues = ruta.read_text("utf-8").partition('clave = "calificacion.base_aprobada"')
    ruta.write_text(antes + clave + despues.replace("valor = {}", f"valor = {base}", 1), "utf-8")
    return abrir_espacio(espacio.raiz)


def test_una_base_aprobada_que_no_existe_se_dice(recibido: Espacio) -> None:
    aprobado = _con_base_aprobada(recibido, '{ ordinario = { semestre = "2025-2", version = 9 } }')
    with pytest.raises(OrdenInvalida, match=r"semestres ordinarios.*versión 9.*2025-2.*calificacion\.toml"):
        evaluar(aprobado, S)


def test_las_metas_son_las_de_la_evaluacion_aprobada(recibido: Espacio) -> None:
    evaluar(recibido, S)
    with abrir_maestro(recibido.rutas, AHORA) as base:
        base.ejecutar(
            "INSERT INTO metas (evaluacion, fase, cohorte, indicador, definicion, meta_inferior, "
            "meta_superior, observaciones_base, semestre_base, k, media_base) "
            "SELECT evaluacion, unnest(['ordinario', 'proceso_electoral']), 'x.seguidores/0-', "
            "'desempeno.menciones', 'x.menciones.v1', -9, -1, 20, '2025-2', 4.5, -5 FROM evaluaciones"
        )
    aprobado = _con_base_aprobada(recibido, f'{{ ordinario = {{ semestre = "{S.clave}", version = 1 }} }}')
    assert evaluar(aprobado, S).nueva
    with abrir_maestro(recibido.rutas, AHORA) as base:
        metas = base.consultar(
            "SELECT m.fase, k, media_base, count(*) OVER () AS n "
            "FROM metas m JOIN evaluaciones e USING (evaluacion) "
            "WHERE e.version = 2 AND indicador = 'desempeno.menciones'"
        )
    # De la evaluación aprobada se toman las de su fase, y ninguna otra.
    assert metas.rows() == [("ordinario", 4.5, -5.0, 1)]
