from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from flujos.pasos.padron import leer_padron
from flujos.pasos.padron_personas import ambitos_de, personas, personas_de
from lineamientos.procedimiento.clases import Papel


def test_cada_cuenta_tiene_administrador_encargado_y_titular(raiz: Path) -> None:
    padron, _ = leer_padron(raiz / "padron")
    quienes = personas_de(padron, "x_uno")
    assert (quienes.administrador.nombre, quienes.administrador.correo) == ("Ana", "ana@example.org")
    assert (quienes.titular.nombre, quienes.titular.correo) == ("Luz", "luz@example.org")
    assert quienes.encargado.correo == "encargado@example.org"
    assert quienes.zona_horaria is None
    assert quienes.de(Papel.TITULAR) is quienes.titular


def test_lo_que_no_consta_es_una_ausencia_con_su_razon(raiz: Path) -> None:
    cuentas = raiz / "padron/cuentas.csv"
    texto = cuentas.read_text("utf-8").replace("ana@example.org", "ana en example", 1)
    cuentas.write_text(texto.replace("Luz,luz@example.org", ",", 1), "utf-8")
    (raiz / "padron/areas.csv").write_text(
        "area,nombre,tipo_area,zona_horaria\ncncs,C,central,America/Tijuana\n", "utf-8"
    )
    quienes = personas_de(leer_padron(raiz / "padron")[0], "x_uno")
    assert (quienes.administrador.nombre, quienes.administrador.correo) == ("Ana", None)
    assert "no es una dirección" in quienes.administrador.falta
    assert (quienes.titular.nombre, quienes.titular.correo) == (None, None)
    assert quienes.titular.falta == "Cuenta x_uno: padron/cuentas.csv no dice «correo_titular»."
    assert quienes.encargado.falta == "Área cncs: padron/areas.csv no dice «correo_encargado»."
    assert quienes.zona_horaria == "America/Tijuana"


def test_de_una_cuenta_que_no_esta_no_se_inventa_a_nadie(raiz: Path) -> None:
    with pytest.raises(KeyError):
        personas_de(leer_padron(raiz / "padron")[0], "x_tres")


def test_de_un_padron_se_deducen_una_vez_y_de_otro_las_suyas(raiz: Path) -> None:
    padron, _ = leer_padron(raiz / "padron")
    assert personas(padron) is personas(padron)
    assert ambitos_de(padron) is ambitos_de(padron)
    sin_correos = padron.contactos.with_columns(correo_titular=pl.lit(None, pl.String))
    assert personas(replace(padron, contactos=sin_correos))["x_uno"].titular.correo is None
    assert personas(padron)["x_uno"].titular.correo == "luz@example.org"
