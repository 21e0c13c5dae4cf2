from datetime import date
from pathlib import Path

import pytest

from almacen.maestro import abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos.capacitacion import CLASE, registrar, resumen
from flujos.pasos.espacio import Espacio, abrir_espacio
from lineamientos.procedimiento.capacitacion import DeArea, Sesion
from tests.flujos.conftest import AHORA, S

SESION = Sesion(date(2026, 3, 4), "Redacción, clara", "cncs", 12, 2.5)


def test_se_agrega_una_fila_y_repetir_no_cambia_nada(raiz: Path, espacio: Espacio) -> None:
    assert registrar(espacio, SESION, "Ana")
    escrito = (raiz / "padron/capacitaciones.csv").read_bytes()
    assert not registrar(espacio, SESION, "Ana")
    assert (raiz / "padron/capacitaciones.csv").read_bytes() == escrito
    assert abrir_espacio(raiz).padron.capacitaciones.rows() == [
        (date(2026, 3, 4), "Redacción, clara", "cncs", 12, 2.5, True)
    ]
    with abrir_reservado(espacio.rutas, AHORA) as reservado:
        quienes = reservado.consultar(
            "SELECT registrado_por FROM asientos_reservados WHERE clase_asiento = $clase", {"clase": CLASE}
        )
    assert quienes["registrado_por"].to_list() == ["Ana"]


def test_lo_que_el_archivo_ya_decia_se_conserva_y_si_no_se_entiende_no_se_reescribe(
    raiz: Path, espacio: Espacio
) -> None:
    ruta = raiz / "padron/capacitaciones.csv"
    encabezado = ruta.read_text("utf-8-sig").splitlines()[0]
    antes = f"instructor,{encabezado}\nEva,2026-02-03,Alcance,cncs,4,,no\n"
    for roto in (antes.replace("Alcance", '"Alcance" de'), antes.replace("Alcance", "Redacción")):
        codificacion = "utf-8" if '"' in roto else "cp1252"
        ruta.write_bytes(roto.encode(codificacion))
        with pytest.raises(OrdenInvalida, match="comilla suelta|no está en UTF-8"):
            registrar(espacio, SESION, "Ana")
        assert ruta.read_bytes() == roto.encode(codificacion)
    ruta.write_text(antes, "utf-8")
    assert registrar(espacio, SESION, "Ana")
    assert ruta.read_text("utf-8-sig").splitlines() == [
        *antes.splitlines(),
        ',2026-03-04,"Redacción, clara",cncs,12,2.5,sí',
    ]


def test_una_muerte_entre_el_asiento_y_la_fila_se_completa_repitiendo(
    raiz: Path, espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as parche:
        parche.setattr("flujos.pasos.capacitacion.escribir_atomico", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            registrar(espacio, SESION, "Ana")
    assert registrar(espacio, SESION, "Ana")
    assert len(abrir_espacio(raiz).padron.capacitaciones) == 1


@pytest.mark.parametrize(
    ("cambio", "fragmento"),
    [
        ({"fecha": date(2026, 7, 21)}, "no ha llegado"),
        ({"tema": " "}, "el tema"),
        ({"area": "otra"}, "«otra»"),
        ({"asistentes": 0}, "0 asistentes"),
        ({"horas": -1.0}, "-1.0 horas"),
    ],
)
def test_lo_que_no_puede_ser_no_se_registra(
    raiz: Path, espacio: Espacio, cambio: dict[str, object], fragmento: str
) -> None:
    antes = (raiz / "padron/capacitaciones.csv").read_bytes()
    with pytest.raises(OrdenInvalida, match=fragmento):
        registrar(espacio, Sesion(**(vars(SESION) | cambio)), "Ana")
    assert (raiz / "padron/capacitaciones.csv").read_bytes() == antes


def test_otra_del_mismo_dia_tema_y_area_se_dice(espacio: Espacio) -> None:
    registrar(espacio, SESION, "Ana")
    with pytest.raises(OrdenInvalida, match="ya consta «Redacción, clara» en cncs, con 12 asistentes"):
        registrar(espacio, Sesion(date(2026, 3, 4), "redaccion clara", "cncs", 20, 2.5), "Ana")


def test_el_resumen_dice_las_areas_sin_ninguna(raiz: Path, espacio: Espacio) -> None:
    areas, cuentas = raiz / "padron/areas.csv", raiz / "padron/cuentas.csv"
    areas.write_text(
        areas.read_text("utf-8") + "jal,Jalisco,junta_local,,,,,no\nsin,Sin,central,,,,,no\n", "utf-8"
    )
    cuentas.write_text(
        cuentas.read_text("utf-8").replace("INE Uno,cncs,sí,,,Ana", "INE Uno,jal,sí,,,Ana", 1), "utf-8"
    )
    registrar(espacio, SESION, "Ana")
    registrar(espacio, Sesion(date(2025, 12, 1), "Antes", "cncs", 5), "Ana")
    assert resumen(abrir_espacio(raiz), S) == (
        DeArea("cncs", 1, 12, 2.5, date(2026, 3, 4)),
        DeArea("jal", 0, 0, None, None),
    )


def test_una_formula_en_el_tema_se_guarda_como_texto(raiz: Path, espacio: Espacio) -> None:
    registrar(espacio, Sesion(date(2026, 3, 4), "=1+1", "cncs", 2), "Ana")
    assert "'=1+1" in (raiz / "padron/capacitaciones.csv").read_text("utf-8-sig")
    assert abrir_espacio(raiz).padron.capacitaciones["tema"].to_list() == ["=1+1"]
