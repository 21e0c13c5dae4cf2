"""Cada código de la Graph API tiene su clase y su razón de ausencia."""

import pytest

from conectores.meta.errores import Clase, ErrorGraph, leer_error
from lineamientos.ausencias import Ausencia


@pytest.mark.parametrize(
    ("codigo", "subcodigo", "mensaje", "estado", "clase", "ausencia"),
    [
        (1, None, "An unknown error occurred", 500, Clase.TRANSITORIO, Ausencia.FALLO),
        (1, None, "Please reduce the amount of data you're asking for", 500, Clase.REDUCIR, Ausencia.FALLO),
        (2, None, "Service temporarily unavailable", 503, Clase.TRANSITORIO, Ausencia.FALLO),
        (4, None, "(#4) Application request limit reached", 400, Clase.LIMITE, Ausencia.FALLO),
        (17, None, "", 400, Clase.LIMITE, Ausencia.FALLO),
        (32, None, "", 400, Clase.LIMITE, Ausencia.FALLO),
        (613, None, "", 400, Clase.LIMITE, Ausencia.FALLO),
        (80001, None, "", 400, Clase.LIMITE, Ausencia.FALLO),
        (190, 460, "Error validating access token", 401, Clase.FICHA, Ausencia.SIN_PERMISO),
        (104, None, "An access token is required", 400, Clase.FICHA, Ausencia.SIN_PERMISO),
        (100, None, "Invalid appsecret_proof provided", 400, Clase.FICHA, Ausencia.SIN_PERMISO),
        (10, None, "(#10)", 403, Clase.PERMISO, Ausencia.SIN_PERMISO),
        (200, None, "(#200)", 403, Clase.PERMISO, Ausencia.SIN_PERMISO),
        (299, None, "", 400, Clase.PERMISO, Ausencia.SIN_PERMISO),
        (100, 33, "Unsupported get request. Object with ID '1' does not exist", 400, Clase.AUSENTE,
         Ausencia.NO_ENCONTRADA),
        (100, None, "(#100) The value must be a valid metric", 400, Clase.METRICA, Ausencia.RETIRADA),
        (100, None, "(#100) Tried accessing nonexisting field (insights)", 400, Clase.CAMPO, Ausencia.FALLO),
        (803, None, "(#803) Some of the aliases you requested do not exist", 404, Clase.AUSENTE,
         Ausencia.NO_ENCONTRADA),
        (0, None, "", 502, Clase.TRANSITORIO, Ausencia.FALLO),
        (0, None, "", 429, Clase.LIMITE, Ausencia.FALLO),
        (12345, None, "algo nuevo", 400, Clase.OTRO, Ausencia.FALLO),
    ],
)  # fmt: skip
def test_el_codigo_dice_que_hacer(
    codigo: int, subcodigo: int | None, mensaje: str, estado: int, clase: Clase, ausencia: Ausencia
) -> None:
    error = ErrorGraph(codigo, subcodigo, mensaje, estado)
    assert (error.clase, error.ausencia) == (clase, ausencia)
    assert str(codigo) in error.detalle


def test_lo_que_la_plataforma_llama_pasajero_se_repite_aunque_el_codigo_no_se_conozca() -> None:
    error = leer_error({"error": {"code": 12345, "message": "x", "is_transient": True}}, 400)
    assert error is not None
    assert error.clase is Clase.TRANSITORIO


@pytest.mark.parametrize("datos", [{"data": []}, [], None, {"error": "texto"}])
def test_sin_un_objeto_error_no_hay_error(datos: object) -> None:
    assert leer_error(datos, 200) is None
