"""Dos personas que piden lo mismo en el mismo segundo; revisar mientras se recolecta y alguien consulta."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from almacen.consulta import consultar
from conectores.simulador.fuente_pareja import FuentePareja
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.publicacion import publicar
from tests.fallas.apoyo_servicio import Api, esperar, puerto_libre, servicio, simulador
from tests.fallas.conftest import ORDEN, a_medias, foto, hasta_el_final
from tests.flujos.apoyo_recoleccion import crear_espacio
from tests.flujos.conftest import S, formato_lleno

_SIN_CAMBIOS = "Nada cambió desde la evaluación anterior"


@contextmanager
def _servido(carpeta: Path, raiz: Path) -> Iterator[Api]:
    """El servicio entero de un espacio, con su worker ya tomando corridas."""
    puerto = str(puerto_libre())
    api = Api(f"http://127.0.0.1:{puerto}/api")
    with servicio(carpeta, dict(os.environ), "--espacio", str(raiz), "--puerto", puerto):
        esperar("el worker", lambda: api.workers() or None, 120.0)
        yield api


def test_dos_semestres_en_el_mismo_segundo_por_la_pagina(por_recibir: Path, tmp_path: Path) -> None:
    solo = tmp_path / "solo"
    shutil.copytree(por_recibir, solo)
    hasta_el_final(solo)
    with _servido(tmp_path, por_recibir) as api:
        corridas = [api.correr("semestre/semestre", semestre=S.clave) for _ in range(2)]
        estados = [api.esperar_final(c)["state_type"] for c in corridas]
        dichos = [api.bitacora(c) for c in corridas]
    assert estados == ["COMPLETED", "COMPLETED"], dichos
    assert sorted(_SIN_CAMBIOS in d for d in dichos) == [False, True]
    assert sorted("Evaluación nueva" in d for d in dichos) == [False, True]
    assert foto(por_recibir) == foto(solo)
    assert a_medias(por_recibir) == []


def test_dos_semestres_en_el_mismo_segundo_en_dos_terminales(por_recibir: Path, tmp_path: Path) -> None:
    solo = tmp_path / "solo"
    shutil.copytree(por_recibir, solo)
    hasta_el_final(solo)
    orden = [str(ORDEN), "semestre", S.clave, "--espacio", str(por_recibir)]
    procesos = [
        subprocess.Popen(orden, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    salidas = [p.communicate(timeout=300) for p in procesos]
    for proceso, (_, errores) in zip(procesos, salidas, strict=True):
        # 1: en la entrega hay un archivo malo; lo ve quien lo aparta.
        assert proceso.returncode in (0, 1), errores
        assert "Traceback" not in errores
        assert "locked" not in errores
    assert sorted("Evaluación nueva" in s for s, _ in salidas) == [False, True]
    assert sorted("sin cambios desde la anterior" in s for s, _ in salidas) == [False, True]
    assert foto(por_recibir) == foto(solo)
    assert a_medias(por_recibir) == []


@contextmanager
def _analista(publicado: Path) -> Iterator[list[int]]:
    """Alguien que consulta lo publicado sin parar; da cuántas filas vio cada vez."""
    vistas: list[int] = []
    fallas: list[Exception] = []
    basta = Event()

    def consultar_siempre() -> None:
        while not basta.wait(0.05):
            try:
                vistas.append(consultar(publicado, "SELECT count(*) AS n FROM cuentas").item())
            except Exception as error:  # noqa: BLE001 - la que sea es lo que se busca
                fallas.append(error)
                return

    hilo = Thread(target=consultar_siempre)
    hilo.start()
    try:
        yield vistas
    finally:
        basta.set()
        hilo.join()
    assert fallas == []


def test_una_revision_mientras_se_recolecta_y_un_analista_consulta(tmp_path: Path) -> None:
    inicio = datetime(2026, 7, 1, 12, tzinfo=UTC)
    momento = inicio + timedelta(days=9)
    fuente = FuentePareja(120, 20, ["x"], inicio, timedelta(hours=1))
    with simulador(
        "--cuentas", "120", "--publicaciones", "20", "--redes", "x", "--inicio", inicio.isoformat(),
        "--ahora", momento.isoformat(), "--latencia-ms", "400", "--sin-limites",
    ) as base:  # fmt: skip
        ajustes = f"hilos = 1\n\n[ejemplo]\nhoy = {momento.isoformat()}\n"
        espacio = crear_espacio(tmp_path / "E", fuente, base, redes=["x"], ajustes=ajustes)
        (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
        publicar(espacio)
        with (
            _servido(tmp_path, espacio.raiz) as api,
            _analista(espacio.rutas.publicado) as vistas,
        ):
            recolecta = api.correr("recoleccion/recoleccion")
            # Con la primera página en disco ya recolecta, se reparta o no.
            paginas = espacio.rutas.aterrizaje
            esperar("la recolección", lambda: next(paginas.glob("??/*/pagina-*.zst"), None))
            revisa = api.correr("semestre/semestre", semestre=S.clave)
            revisada = api.esperar_final(revisa)
            a_la_vez = api.pedir(f"/flow_runs/{recolecta}")["state_type"]
            recolectada = api.esperar_final(recolecta)
            dicho = api.bitacora(revisa)
    assert a_la_vez == "RUNNING", "la recolección acabó antes: no estuvieron a la vez"
    assert revisada["state_type"] == "COMPLETED", dicho
    assert recolectada["state_type"] == "COMPLETED"
    assert "No se recolectó. Ya se recolecta en este espacio" in dicho
    assert vistas[-1] == len(fuente.cuentas())
    assert vistas == sorted(vistas)
    publicado = abrir_espacio(espacio.raiz).rutas.publicado
    assert consultar(publicado, "SELECT count(*) AS n FROM evaluaciones").item() == 1
    assert a_medias(espacio.raiz) == []
