"""Las respuestas que dio Meta de verdad pasan por los normalizadores, o fallan con la clase que toca."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fabrica_meta import VERSION, cuenta, entorno, leer, vista

from conectores import facebook, instagram
from conectores.comun.consultas import Consulta, Etapa, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.limpieza import limpiar_lote
from lineamientos.semestres import Semestre

GRABADAS = Path(__file__).parents[4] / "shared" / "respuestas_reales"
FACEBOOK = facebook.crear(entorno(), CredencialesMeta())
INSTAGRAM = instagram.crear(entorno(), CredencialesMeta())
_2021 = datetime(2021, 7, 6, tzinfo=UTC)


def grabada(nombre: str) -> str:
    ruta = GRABADAS / nombre
    if not ruta.exists():
        pytest.skip(f"No está {ruta.name}: las respuestas grabadas no vienen con el proyecto")
    return ruta.read_text(encoding="utf-8")


def pagina(*cuerpos: str, codigo: int = 200) -> PaginaLeida:
    respuestas = [{"code": codigo, "body": c} for c in cuerpos]
    return PaginaLeida("p0001", limpiar_lote(respuestas, VERSION, []), _2021)


def de_publicaciones() -> Consulta:
    v = vista(
        cuenta("facebook_4", "facebook", "4"),
        programada=_2021,
        semestres=(Semestre(2021, 1), Semestre(2021, 2)),
    )
    return next(c for c in FACEBOOK.planear(Etapa.PUBLICACIONES, v) if c.operacion == "publicaciones")


def test_la_lista_grabada_se_normaliza_sin_ficha_y_dice_que_no_sabe_pedir_mas() -> None:
    cuerpo: dict[str, Any] = json.loads(grabada("python-facebook__feed_fields_p1.json"))
    # De paginado antiguo: trae «next» sin cursor.
    p = pagina(json.dumps(cuerpo), json.dumps({"data": []}))
    assert b"access_token" not in p.cuerpo
    consulta = de_publicaciones()
    assert FACEBOOK.siguiente(consulta, None, p.cuerpo) is None
    lectura = leer(FACEBOOK, consulta, [p])
    assert lectura.publicaciones.height == len(cuerpo["data"]) == 5
    assert set(lectura.publicaciones["tipo_publicacion"]) == {"texto"}
    assert lectura.publicaciones["reacciones"].null_count() == 5
    assert lectura.recolecciones["resultado"].to_list() == ["fallo"]


def test_el_error_grabado_es_falta_de_permiso() -> None:
    consulta = FACEBOOK.planear(Etapa.PERFILES, vista(cuenta("facebook_4", "facebook", "4")))[0]
    p = pagina(grabada("python-facebook__error_data.json"), codigo=400)
    assert FACEBOOK.siguiente(consulta, None, p.cuerpo) is None
    lectura = leer(FACEBOOK, consulta, [p])
    assert lectura.recolecciones["resultado"].to_list() == ["sin_permiso"]
    assert "pages_read_engagement" in lectura.recolecciones["detalle"][0]


def test_los_insights_grabados_de_otra_metrica_rompen_el_contrato() -> None:
    v = vista(cuenta("instagram_1", "instagram", "1"))
    consulta = next(c for c in INSTAGRAM.planear(Etapa.PUBLICACIONES, v) if c.operacion == "crecimiento")
    cuerpo = grabada("python-facebook__insights_new.json")
    with pytest.raises(ContratoRoto, match="bio_link_clicked"):
        leer(INSTAGRAM, consulta, [pagina(*[cuerpo] * 5)])
