"""Reconstruir el maestro desde lo aterrizado da las mismas tablas, con base anterior, publicada o ninguna."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from almacen.aterrizaje_api import AterrizajeApi
from almacen.inventario import inventariar
from almacen.maestro import abrir_maestro
from almacen.purga import purgar
from almacen.repeticion import TABLAS_DE_EVALUACION
from esquemas.tablas import OBSERVACIONES
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recepcion import recibir
from flujos.pasos.reconstruccion import Reconstruccion, reconstruir
from tests.flujos.apoyo_compartido import una_vez
from tests.flujos.apoyo_recuperacion import HOY, LECTURAS, Foto, espacio_trabajado, foto
from tests.flujos.conftest import S

_DE_EVALUAR = frozenset(t.nombre for t in TABLAS_DE_EVALUACION if t is not OBSERVACIONES)


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return una_vez(tmp_path_factory, "trabajado", espacio_trabajado)


@pytest.fixture
def espacio(modelo: Path, tmp_path: Path) -> Espacio:
    shutil.copytree(modelo, tmp_path / "E")
    return abrir_espacio(tmp_path / "E")


def _sin_publicado(espacio: Espacio) -> None:
    shutil.rmtree(espacio.rutas.publicado.parent)


def _alterar(espacio: Espacio, sql: str) -> None:
    with abrir_maestro(espacio.rutas, HOY) as base:
        base.ejecutar(sql)


def _una_pagina(espacio: Espacio, operacion: str) -> Path:
    """La primera página de un lote de API de esa operación."""
    hallado = next(
        m for m in inventariar(espacio.rutas.aterrizaje).api if f'"{operacion}"' in str(m.consulta)
    )
    return espacio.rutas.aterrizaje / hallado.lote[:2] / hallado.lote / "pagina-0000.zst"


def test_el_ensayo_dice_que_todas_las_tablas_son_iguales_y_no_cambia_nada(espacio: Espacio) -> None:
    antes = {r: r.read_bytes() for r in sorted(espacio.rutas.datos.rglob("*")) if r.is_file()}
    hecho = reconstruir(espacio, ensayo=True)
    assert (hecho.igual, hecho.diferencias, hecho.danados, hecho.perdidos) == (True, (), (), ())
    assert hecho.archivos == 5, "la copia es el mismo lote"
    assert hecho.consultas > 20
    assert set(hecho.tomados.values()) == {0}, "nada se copió: todo salió de los lotes"
    assert {r: r.read_bytes() for r in antes} == antes
    assert not (espacio.rutas.datos / "reconstruccion").exists()


def test_queda_igual_y_la_anterior_se_conserva(espacio: Espacio) -> None:
    esperada = foto(espacio.rutas.maestro)
    # Con tres cuentas no hay base ni quien califique, y nadie ha escrito ni notificado nada.
    vacias = {t for t in esperada if not esperada[t]} - {"lapidas", "capacitaciones", "metas"}
    de_otros_dias = ("recomendaciones", "comunicaciones", "notificaciones", "eventos_observaciones")
    assert all(t.startswith(de_otros_dias) for t in vacias)
    hecho = reconstruir(espacio)
    assert foto(espacio.rutas.maestro) == esperada
    assert hecho.anterior is not None
    assert hecho.anterior.name == f"maestro_anterior_{HOY:%Y%m%dT%H%M%S}.duckdb"
    assert foto(hecho.anterior) == esperada
    # Y otra vez, el mismo segundo: la anterior no se pisa.
    otra = reconstruir(espacio).anterior
    assert otra not in (None, hecho.anterior)
    assert foto(espacio.rutas.maestro) == esperada


def test_sin_maestro_se_toma_de_la_publicada_y_queda_igual(espacio: Espacio) -> None:
    esperada = foto(espacio.rutas.maestro)
    espacio.rutas.maestro.unlink()
    hecho = reconstruir(espacio)
    assert (hecho.antecedente, hecho.anterior, hecho.igual) == (espacio.rutas.publicado, None, True)
    assert foto(espacio.rutas.maestro) == esperada


def test_se_toma_de_la_publicada_aunque_alguien_la_este_leyendo(espacio: Espacio) -> None:
    """Es de solo lectura: abrirla para escribir, como al maestro, no se puede."""
    espacio.rutas.maestro.unlink()
    publicada = espacio.rutas.publicado
    programa = (
        f"import duckdb; c = duckdb.connect({str(publicada)!r}, read_only=True)\n"
        "print('ya', flush=True); input()"
    )
    orden = [sys.executable, "-c", programa]
    with subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as analista:
        assert analista.stdout is not None
        assert analista.stdout.readline() == b"ya\n"
        hecho = reconstruir(espacio, ensayo=True)
        analista.communicate(b"\n")
    assert (hecho.antecedente, hecho.igual, hecho.avisos) == (publicada, True, ())


def test_un_maestro_danado_se_aparta_y_se_toma_de_la_publicada(espacio: Espacio) -> None:
    esperada = foto(espacio.rutas.maestro)
    espacio.rutas.maestro.write_bytes(b"esto no es una base" * 1000)
    espacio.rutas.maestro.with_name("maestro.duckdb.wal").write_bytes(b"ni esto")
    hecho = reconstruir(espacio)
    assert hecho.anterior is not None
    assert hecho.anterior.read_bytes().startswith(b"esto no es una base")
    assert (hecho.antecedente, len(hecho.avisos)) == (espacio.rutas.publicado, 1)
    assert foto(espacio.rutas.maestro) == esperada


def test_sin_ninguna_base_lo_que_dan_los_lotes_queda_igual_y_se_dice_lo_demas(espacio: Espacio) -> None:
    esperada = _de_los_lotes(foto(espacio.rutas.maestro))
    espacio.rutas.maestro.unlink()
    _sin_publicado(espacio)
    hecho = reconstruir(espacio)
    assert hecho.perdidos
    quedo = foto(espacio.rutas.maestro)
    assert not any(quedo[t] for t in _DE_EVALUAR)
    assert _de_los_lotes(quedo) == esperada


def _de_los_lotes(tablas: Foto) -> Foto:
    """Sin lo que resultó de evaluar ni lo que solo dice la carpeta de entradas: qué archivo es copia de otro.

    Por esa copia el lote llevaba anotado el padrón con que se leyó (columna ``lector``, la décima tercera).
    """
    lotes = [(*f[:12], str(f[12]).split("+")[0], *f[13:]) for f in tablas["lotes"]]
    propias = [o for o in tablas["observaciones"] if o[1] is not None and o[5] != "L901"]
    fuera = (*_DE_EVALUAR, "migraciones")
    return {t: f for t, f in tablas.items() if t not in fuera} | {"lotes": lotes, "observaciones": propias}


def test_una_cifra_cambiada_a_mano_en_la_base_se_dice(espacio: Espacio) -> None:
    _alterar(espacio, "UPDATE mediciones SET valor = valor + 1 WHERE metrica = 'impresiones' AND valor > 0")
    hecho = reconstruir(espacio, ensayo=True)
    (diferencia,) = hecho.diferencias
    assert (diferencia.tabla, hecho.igual) == ("mediciones", False)
    assert diferencia.faltan == diferencia.sobran > 0


def test_lo_que_esta_danado_en_disco_se_toma_de_la_base(espacio: Espacio) -> None:
    esperada = foto(espacio.rutas.maestro)
    _una_pagina(espacio, "publicaciones").write_bytes(b"nada")
    manifiesto = inventariar(espacio.rutas.aterrizaje).archivo[0]
    shutil.rmtree(espacio.rutas.aterrizaje / manifiesto.lote[:2] / manifiesto.lote)
    hecho = reconstruir(espacio)
    assert (hecho.tomados["menos"], hecho.tomados["sin_bytes"], hecho.igual) == (1, 1, True)
    assert foto(espacio.rutas.maestro) == esperada


def test_lo_danado_que_nadie_mas_tiene_se_dice(espacio: Espacio) -> None:
    _una_pagina(espacio, "publicaciones").write_bytes(b"nada")
    espacio.rutas.maestro.unlink()
    _sin_publicado(espacio)
    (dano,) = reconstruir(espacio).danados
    assert "pagina-0000.zst" in dano


@pytest.mark.parametrize("con", ["maestro", "publicada anterior a la purga", "ninguna"])
def test_lo_purgado_no_vuelve(espacio: Espacio, con: str) -> None:
    with abrir_maestro(espacio.rutas, HOY) as base:
        hecha = purgar(
            base, AterrizajeApi(espacio.rutas.aterrizaje), red="youtube",
            antes_de=LECTURAS[0] + timedelta(days=1), motivo="retención de 30 días", ahora=HOY,
        )  # fmt: skip
    assert hecha.lotes > 0
    esperada = foto(espacio.rutas.maestro)
    if con != "maestro":
        espacio.rutas.maestro.unlink()
    if con == "ninguna":
        _sin_publicado(espacio)
    hecho = reconstruir(espacio)
    assert hecho.purgados == hecha.lotes
    quedo = foto(espacio.rutas.maestro)
    if con == "ninguna":
        assert quedo["lapidas"] == esperada["lapidas"]
        assert "lotes purgados" in " ".join(hecho.perdidos)
        purgados = {f[0] for f in esperada["lapidas"]}
        assert quedo["diarias"] == [f for f in esperada["diarias"] if f[0] not in purgados]
    else:
        assert quedo == esperada


def test_un_rechazado_de_antes_no_entra_porque_el_padron_cambie(espacio: Espacio) -> None:
    """Quien lo entregó tuvo que entregar otro: si este entrara, cambiarían cifras sin que nadie lo pida."""
    ajena = "red,cuenta\nx,x_nueva\n"
    entrega = espacio.entradas / "x_nueva" / "formato.csv"
    entrega.parent.mkdir()
    entrega.write_text(ajena)
    assert recibir(espacio, S).suma("rechazados") == 1
    cuentas = espacio.raiz / "padron" / "cuentas.csv"
    cuentas.write_text(cuentas.read_text() + "x_nueva,x,nueva,,Nueva,cncs,no,,,,,,,,no\n")
    nuevo = abrir_espacio(espacio.raiz)
    hecho = reconstruir(nuevo, ensayo=True)
    assert [d.tabla for d in hecho.diferencias] == ["cuentas"], "el padrón de disco aún no se había recibido"
    assert hecho.tomados["conservados"] > 0


def test_otra_base_sirve_de_antecedente(espacio: Espacio, tmp_path: Path) -> None:
    esperada = foto(espacio.rutas.maestro)
    aparte = tmp_path / "respaldada.duckdb"
    espacio.rutas.maestro.rename(aparte)
    _sin_publicado(espacio)
    hecho: Reconstruccion = reconstruir(espacio, desde=aparte)
    assert (hecho.antecedente, hecho.igual) == (aparte, True)
    assert foto(espacio.rutas.maestro) == esperada


def test_no_se_confunde_con_el_reloj_de_hoy(espacio: Espacio) -> None:
    """Reconstruir otro día no mueve ninguna fecha."""
    esperada = foto(espacio.rutas.maestro)
    despues = replace(espacio, reloj=lambda: HOY + timedelta(days=90))
    assert reconstruir(despues).igual
    assert foto(espacio.rutas.maestro) == esperada
