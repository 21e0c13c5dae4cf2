"""Las fórmulas de cada red, contra la cuenta hecha a mano, y las cifras que cada una exige."""

from math import log

import pytest

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.indicadores import Medida, medir
from tests.lineamientos.calificacion.apoyo_calificacion import (
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    ficha_de,
)

SIN_SEGUIDORES = {"seguidores_inicio": None, "seguidores_cierre": None}


def _crudos(medida: Medida) -> dict[str, float | None]:
    return {p.indicador: p.crudo for p in medida.partes}


def test_formulas_de_x() -> None:
    assert _crudos(medir(ficha_de("x", CIFRAS_X, respuestas=9), 50)) == pytest.approx(
        {
            "desempeno.impresiones": log(500_001 / (100 * 5_050)),
            "desempeno.menciones": log(101 / (100 * 5_050)),
            "desempeno.visitas_perfil": log(201 / (100 * 5_050)),
            "frecuencia.publicaciones_por_semana": 91 / (181 / 7),
            "originalidad.proporcion_propia": 60 / 80,
            "seguidores_nuevos.crecimiento_relativo": log(5_150 / 5_050),
        }
    )


def test_formulas_de_facebook() -> None:
    assert _crudos(medir(ficha_de("facebook", CIFRAS_FACEBOOK), 50)) == pytest.approx(
        {
            "desempeno.audiencia": log(80_001 / (100 * 5_050)),
            "desempeno.respuesta": log(2_301 / (100 * 5_050)),
            "frecuencia.publicaciones_por_semana": 100 / (181 / 7),
            "originalidad.multimedia_como_indicio": 0.6,
            "seguidores_nuevos.crecimiento_relativo": log(5_150 / 5_050),
        }
    )


def test_mas_multimedia_que_publicaciones_en_facebook_no_pasa_de_uno() -> None:
    medida = medir(ficha_de("facebook", CIFRAS_FACEBOOK, contenidos_multimedia=400), 50)
    assert _crudos(medida)["originalidad.multimedia_como_indicio"] == 1


def test_facebook_sin_seguidores() -> None:
    medida = medir(ficha_de("facebook", CIFRAS_FACEBOOK, **SIN_SEGUIDORES), 50)
    assert medida.familia == "facebook.sin_seguidores"
    assert _crudos(medida)["desempeno.respuesta_por_audiencia"] == pytest.approx(log(2_301 / 80_001))
    assert not medida.pendientes


@pytest.mark.parametrize(
    ("red", "metrica"),
    [("youtube", "vistas"), ("instagram", "visualizaciones"), ("tiktok", "reproducciones")],
)
def test_formulas_de_otras_redes(red: str, metrica: str) -> None:
    medida = medir(ficha_de(red, CIFRAS_OTRAS, **{metrica: 7_000}), 50)
    assert _crudos(medida) == pytest.approx(
        {
            "desempeno.me_gusta": log(901 / (60 * 2_050)),
            "desempeno.compartidos": log(121 / (60 * 2_050)),
            "desempeno.reproducciones": log(7_001 / (60 * 2_050)),
            "frecuencia.publicaciones_por_semana": 60 / (181 / 7),
            "originalidad.proporcion_propia": 50 / 60,
            "seguidores_nuevos.crecimiento_relativo": log(2_130 / 2_050),
        }
    )
    assert medida.familia == f"{red}.seguidores"


@pytest.mark.parametrize(("neto", "crudo"), [(80, log(81)), (0, 0.0), (-80, -log(81))])
def test_otras_sin_seguidores_se_miden_por_el_cambio(neto: int, crudo: float) -> None:
    medida = medir(ficha_de("tiktok", CIFRAS_OTRAS, **SIN_SEGUIDORES, crecimiento_seguidores=neto), 50)
    assert medida.familia == "tiktok.sin_seguidores"
    assert _crudos(medida)["seguidores_nuevos.cambio_neto"] == pytest.approx(crudo)
    assert _crudos(medida)["desempeno.me_gusta_por_publicacion"] == pytest.approx(log(901 / 60))


def test_sin_el_inicio_se_usa_el_cierre() -> None:
    medida = medir(ficha_de("x", CIFRAS_X, seguidores_inicio=None), 50)
    assert _crudos(medida)["desempeno.menciones"] == pytest.approx(log(101 / (100 * 5_150)))
    assert medida.cambio_relativo is None


def test_x_con_seguidores_ocultos_no_tiene_desempeno() -> None:
    medida = medir(ficha_de("x", CIFRAS_X, seguidores_inicio=None, seguidores_cierre=Ausencia.OCULTA), 50)
    assert medida.familia == "x.sin_seguidores"
    assert _crudos(medida)["desempeno.impresiones"] is None
    assert not medida.pendientes


@pytest.mark.parametrize(
    ("red", "metrica", "valor", "pendiente"),
    [
        ("x", "menciones", None, True),
        ("x", "seguidores_cierre", None, True),
        ("x", "respuestas", None, False),
        ("x", "contenidos_multimedia", None, False),
        ("facebook", "alcance", None, True),
        ("facebook", "alcance", Ausencia.PLATAFORMA, False),
        ("facebook", "visualizaciones", None, False),
        ("facebook", "seguidores_cierre", None, False),
        ("youtube", "vistas", None, False),
        ("youtube", "vistas_interesadas", None, False),
        ("tiktok", "reproducciones", None, True),
        ("tiktok", "reproducciones", Ausencia.PLATAFORMA, False),
        ("tiktok", "publicaciones_propias", None, False),
        ("tiktok", "crecimiento_seguidores", None, False),
    ],
)
def test_que_debe_entregarse(red: str, metrica: str, valor: Ausencia | None, pendiente: bool) -> None:
    base = {"x": CIFRAS_X, "facebook": CIFRAS_FACEBOOK}.get(red, CIFRAS_OTRAS)
    medida = medir(ficha_de(red, base, **{metrica: valor}), 50)
    assert bool(medida.pendientes) is pendiente


def test_sin_vistas_ni_vistas_interesadas_se_pide_una() -> None:
    medida = medir(ficha_de("youtube", CIFRAS_OTRAS, vistas=None, vistas_interesadas=None), 50)
    assert len(medida.pendientes) == 1


def test_el_crecimiento_se_exige_si_no_se_conocen_inicio_y_cierre() -> None:
    medida = medir(ficha_de("tiktok", CIFRAS_OTRAS, **SIN_SEGUIDORES, crecimiento_seguidores=None), 50)
    assert medida.pendientes == ("Crecimiento de seguidores (no entregada)",)


def test_sin_publicaciones_no_se_espera_ninguna_otra_cifra() -> None:
    medida = medir(ficha_de("x", {"mensajes_publicados": 0}), 50)
    assert medida.comparable and not medida.pendientes


def test_respuesta_de_facebook_con_lo_que_la_plataforma_da() -> None:
    medida = medir(ficha_de("facebook", CIFRAS_FACEBOOK, compartidos=Ausencia.PLATAFORMA), 50)
    respuesta = next(p for p in medida.partes if p.clave == "respuesta")
    assert respuesta.crudo == pytest.approx(log(2_001 / (100 * 5_050)))
    assert respuesta.definicion == "facebook.reacciones.v1"
    assert "Compartidos" in respuesta.motivo
