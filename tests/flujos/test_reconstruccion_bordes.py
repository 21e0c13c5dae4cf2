"""Reconstruir lo que no es lo de siempre: de dos semestres, de manifiestos anteriores, abierto o a medias."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from almacen.inventario import inventariar
from almacen.maestro import abrir_maestro
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recepcion import recibir
from flujos.pasos.reconstruccion import reconstruir
from tests.flujos.apoyo_compartido import una_vez
from tests.flujos.apoyo_recuperacion import HOY, espacio_trabajado, foto
from tests.flujos.conftest import AHORA, S, formato_lleno


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return una_vez(tmp_path_factory, "trabajado", espacio_trabajado)


@pytest.fixture
def recolectado(modelo: Path, tmp_path: Path) -> Espacio:
    shutil.copytree(modelo, tmp_path / "M")
    return abrir_espacio(tmp_path / "M")


def _entregar(espacio: Espacio, nombre: str, contenido: bytes) -> None:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)


def _de_dos_semestres() -> bytes:
    dias = [S.fin - timedelta(days=1), S.fin, S.siguiente().inicio]
    titulos = (
        "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
        "Profile visits,Create Post,Video views,Media views"
    )
    filas = [f'"{d:%a, %b} {d.day}, {d.year}",7,1,1,0,0,1,0,0,0,3,1,0,0' for d in reversed(dias)]
    return "\n".join([titulos, *filas]).encode()


def _sin_semestre(espacio: Espacio) -> None:
    """Deja los manifiestos de archivos como los escribían las versiones que no lo decían."""
    for ruta in espacio.rutas.aterrizaje.glob("??/*/manifiesto.json"):
        datos = json.loads(ruta.read_text("utf-8"))
        if datos["origen"] == "asiento":
            continue  # Estos siempre lo han dicho.
        datos.pop("semestre", None)
        ruta.write_text(json.dumps(datos), "utf-8")


def test_un_archivo_de_dos_semestres_vuelve_a_los_dos(espacio: Espacio) -> None:
    _entregar(espacio, "x_uno/account_overview_analytics.csv", _de_dos_semestres())
    for semestre in (S, S.siguiente(), S.anterior()):
        recibir(espacio, semestre)
    esperada = foto(espacio.rutas.maestro)
    assert {f[2] for f in esperada["lotes"]} == {S.clave, S.siguiente().clave}
    assert reconstruir(espacio, ensayo=True).igual
    espacio.rutas.maestro.unlink()
    reconstruir(espacio)
    quedo = foto(espacio.rutas.maestro)
    assert (quedo["lotes"], quedo["diarias"]) == (esperada["lotes"], esperada["diarias"])


def test_si_el_manifiesto_no_dice_el_semestre_lo_dice_la_base_o_se_supone(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    _entregar(espacio, "x_uno/account_overview_analytics.csv", _de_dos_semestres())
    recibir(espacio, S.siguiente())
    recibir(espacio, S)
    esperada = foto(espacio.rutas.maestro)
    _sin_semestre(espacio)
    con_base = reconstruir(espacio, ensayo=True)
    assert (con_base.igual, con_base.supuestos) == (True, 0)
    espacio.rutas.maestro.unlink()
    sin_base = reconstruir(espacio)
    # El reloj está en julio de 2026: lo que nadie dice se supone de 2026-1, que es lo que se revisaba.
    assert sin_base.supuestos > 0
    assert {f[2] for f in foto(espacio.rutas.maestro)["lotes"]} <= {S.clave, S.siguiente().clave}
    assert len(esperada["lotes"]) == 3


def test_un_rechazado_que_luego_se_recibe_para_otro_semestre_vuelve_al_ultimo(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    recibir(espacio, S.siguiente())
    rechazado = next(espacio.rechazados.rglob("x.csv"))
    _entregar(espacio, "x.csv", rechazado.read_bytes())
    recibir(espacio, S)
    (manifiesto,) = inventariar(espacio.rutas.aterrizaje).archivo
    assert manifiesto.semestre == S.clave
    esperada = foto(espacio.rutas.maestro)
    assert [f[9] for f in esperada["lotes"]] == ["cargado"]
    espacio.rutas.maestro.unlink()
    reconstruir(espacio)
    assert foto(espacio.rutas.maestro)["mediciones"] == esperada["mediciones"]


def test_una_copia_que_llega_despues_queda_igual(espacio: Espacio) -> None:
    _entregar(espacio, "a.csv", formato_lleno(espacio, "x"))
    recibir(espacio, S)
    _entregar(espacio, "copia de a.csv", formato_lleno(espacio, "x"))
    recibir(espacio, S)
    assert [o[5] for o in foto(espacio.rutas.maestro)["observaciones"]] == ["L901"]
    assert reconstruir(espacio, ensayo=True).igual


def _abrir_un_lote(espacio: Espacio) -> str:
    """Quita el manifiesto de un lote de publicaciones de X: queda como uno que no se terminó."""
    raiz = espacio.rutas.aterrizaje
    lote = next(m.lote for m in inventariar(raiz).api if '"operacion":"publicaciones"' in (m.consulta or ""))
    (raiz / lote[:2] / lote / "manifiesto.json").unlink()
    return lote


def test_un_lote_a_medias_queda_como_estaba(recolectado: Espacio) -> None:
    lote = _abrir_un_lote(recolectado)
    with abrir_maestro(recolectado.rutas, HOY) as base:
        base.ejecutar("UPDATE lotes SET estado = 'parcial' WHERE lote = ?", [lote])
        base.ejecutar("UPDATE recolecciones SET resultado = 'sin_permiso' WHERE lote = ?", [lote])
    esperada = foto(recolectado.rutas.maestro)
    hecho = reconstruir(recolectado)
    assert (hecho.igual, hecho.tomados["conservados"]) == (True, 1)
    assert foto(recolectado.rutas.maestro) == esperada


@pytest.mark.parametrize("terminado", [True, False])
def test_sin_base_un_lote_abierto_se_carga_a_medias_si_nadie_lo_va_a_retomar(
    recolectado: Espacio, terminado: bool
) -> None:
    lote = _abrir_un_lote(recolectado)
    esperada = foto(recolectado.rutas.maestro)
    recolectado.rutas.maestro.unlink()
    recolectado.rutas.publicado.unlink()
    if not terminado:
        for marca in (recolectado.rutas.aterrizaje / "planes").glob("*/terminado"):
            marca.unlink()
    hecho = reconstruir(recolectado)
    assert hecho.danados == ()
    quedo = foto(recolectado.rutas.maestro)
    assert quedo["llamadas"] == esperada["llamadas"], "lo que costó consta aunque no se haya cargado"
    assert [f[9] for f in quedo["lotes"] if f[0] == lote] == (["parcial"] if terminado else [])
    suyas = [f for f in quedo["publicaciones"] if f[0] == lote]
    assert suyas == ([f for f in esperada["publicaciones"] if f[0] == lote] if terminado else [])
    resultados = {f[7] for f in quedo["recolecciones"] if f[0] == lote}
    assert resultados == ({"fallo"} if terminado else set())


def test_un_lote_de_una_cuenta_que_salio_del_padron_se_lee_con_lo_que_decia_la_base(
    recolectado: Espacio,
) -> None:
    cuentas = recolectado.raiz / "padron" / "cuentas.csv"
    cuentas.write_text("".join(r for r in cuentas.read_text().splitlines(True) if ",youtube," not in r))
    sin_ella = abrir_espacio(recolectado.raiz)
    esperada = foto(recolectado.rutas.maestro)
    hecho = reconstruir(sin_ella, ensayo=True)
    assert hecho.danados == ()
    # La revisión observa además que hay cifras de una cuenta que no está en el padrón.
    assert [d.tabla for d in hecho.diferencias] == ["cuentas", "observaciones"]
    recolectado.rutas.maestro.unlink()
    recolectado.rutas.publicado.unlink()
    danados = reconstruir(sin_ella).danados
    assert danados
    assert all("padron/cuentas.csv" in d for d in danados)
    assert len(foto(recolectado.rutas.maestro)["publicaciones"]) < len(esperada["publicaciones"])


def test_la_consulta_de_otro_lote_no_se_cree(recolectado: Espacio) -> None:
    raiz = recolectado.rutas.aterrizaje
    uno, otro = inventariar(raiz).api[:2]
    ruta = raiz / uno.lote[:2] / uno.lote / "manifiesto.json"
    datos = json.loads(ruta.read_text("utf-8"))
    ruta.write_text(json.dumps(datos | {"consulta": otro.consulta}), "utf-8")
    hecho = reconstruir(recolectado, ensayo=True)
    assert "no es la suya" in " ".join(hecho.danados)
    assert hecho.igual, "lo suyo se tomó de la base"


def test_un_espacio_sin_nada_da_una_base_vacia(espacio: Espacio) -> None:
    hecho = reconstruir(espacio)
    assert (hecho.archivos, hecho.consultas, hecho.danados) == (0, 0, ())
    with abrir_maestro(espacio.rutas, AHORA) as base:
        assert base.consultar("SELECT count(*) AS n FROM cuentas").item() == 3
