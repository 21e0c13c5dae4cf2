from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from almacen import asientos
from almacen.aterrizaje import carpeta_de
from almacen.errores import LoteDanado
from almacen.inventario import inventariar
from almacen.maestro import Base, Rutas, abrir_maestro, abrir_reservado

AHORA = datetime(2027, 1, 22, 17, tzinfo=UTC)
CSV = "cuenta,clase_resuelta\nx_uno,Pertinente\n".encode("cp1252")


def _registro(**cambios: object) -> asientos.Registro:
    resolucion = {
        "resolucion": "r1",
        "fila": 2,
        "semestre": "2026-2",
        "cuenta": "x_uno",
        "numero_acto": 1,
        "evaluacion": "e1",
        "clase_propuesta": "En observación",
        "clase_resuelta": "Pertinente",
        "sesion": "Primera ordinaria",
        "resuelta_el": date(2027, 1, 21),
        "acuerdo": "CG-01/2027",
        "razones": "Consta la actividad.",
    } | cambios
    reservado = {
        "acto": "r1",
        "clase_asiento": "resoluciones",
        "semestre": "2026-2",
        "cuenta": "x_uno",
        "registrado_por": "Ana",
    }
    return asientos.Registro(
        "resoluciones",
        "2026-2",
        "resoluciones.csv",
        CSV,
        {"resoluciones": [resolucion], "asientos_reservados": [reservado]},
        (b"%PDF-1.7 acuse",),
    )


def _asentar(rutas: Rutas, base: Base, registro: asientos.Registro, ahora: datetime = AHORA) -> str:
    manifiesto = asientos.aterrizar(rutas.aterrizaje, registro, ahora)
    leido = asientos.leer(rutas.aterrizaje, manifiesto)
    with abrir_reservado(rutas, ahora) as reservado:
        asientos.cargar_reservado(reservado, leido)
    asientos.cargar(base, leido)
    return manifiesto.lote


def test_el_documento_queda_como_llego_y_asentar_dos_veces_no_cambia_nada(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        lote = _asentar(rutas, base, _registro())
        assert _asentar(rutas, base, _registro(), AHORA.replace(day=30)) == lote
        (asiento,) = base.consultar("SELECT * FROM asientos").to_dicts()
        (fila,) = base.consultar("SELECT * FROM resoluciones").to_dicts()
    with abrir_reservado(rutas, AHORA) as reservado:
        quien = reservado.consultar(
            "SELECT acto, registrado_por, texto_integro FROM asientos_reservados"
        ).rows()
    (manifiesto,) = inventariar(rutas.aterrizaje).asientos
    assert asientos.Aterrizaje(rutas.aterrizaje).contenido(manifiesto) == CSV
    assert asientos.Aterrizaje(rutas.aterrizaje).contenido(manifiesto, 2) == b"%PDF-1.7 acuse"
    assert (asiento["documento"], asiento["asentados"], asiento["registrado_en"]) == (
        "resoluciones.csv",
        1,
        AHORA,
    )
    assert (fila["lote"], fila["resuelta_el"], fila["registrado_en"]) == (lote, date(2027, 1, 21), AHORA)
    assert quien == [("r1", "Ana", None)]


def test_otro_contenido_es_otro_lote_y_lo_anterior_se_queda(rutas: Rutas) -> None:
    with abrir_maestro(rutas, AHORA) as base:
        primero = _asentar(rutas, base, _registro())
        segundo = _asentar(
            rutas, base, _registro(resolucion="r2", numero_acto=2, clase_resuelta="En observación")
        )
        actos = base.consultar("SELECT resolucion, lote FROM resoluciones ORDER BY numero_acto").rows()
    assert actos == [("r1", primero), ("r2", segundo)]


def test_morir_entre_aterrizar_y_cargar_no_pierde_nada(rutas: Rutas) -> None:
    antes = asientos.aterrizar(rutas.aterrizaje, _registro(), AHORA)
    with abrir_maestro(rutas, AHORA) as base:
        assert _asentar(rutas, base, _registro(), AHORA.replace(day=23)) == antes.lote
        assert base.consultar("SELECT registrado_en FROM resoluciones").item() == AHORA


@pytest.mark.parametrize("pagina", ["pagina-0000.zst", "pagina-0001.zst", "pagina-0002.zst"])
def test_un_lote_danado_se_dice(rutas: Rutas, pagina: str) -> None:
    manifiesto = asientos.aterrizar(rutas.aterrizaje, _registro(), AHORA)
    (carpeta_de(rutas.aterrizaje, manifiesto.lote) / pagina).write_bytes(b"otra cosa")
    with pytest.raises(LoteDanado, match=manifiesto.lote):
        asientos.leer(rutas.aterrizaje, manifiesto)


def test_un_origen_desconocido_no_se_toma_por_archivo(tmp_path: Path) -> None:
    manifiesto = asientos.aterrizar(tmp_path, _registro(), AHORA)
    ruta = carpeta_de(tmp_path, manifiesto.lote) / "manifiesto.json"
    ruta.write_text(ruta.read_text("utf-8").replace('"asiento"', '"paloma"'), "utf-8")
    hallado = inventariar(tmp_path)
    assert not hallado.archivo
    assert "paloma" in hallado.danados[0]
