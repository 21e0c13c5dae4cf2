"""Las respuestas que dio X de verdad pasan por el normalizador, o fallan con la clase que toca."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fabrica_x import CUENTAS, S1, S2, consulta, paginas

from conectores.comun.errores import ContratoRoto
from conectores.x.normalizador import normalizar
from lineamientos.semestres import Semestre

GRABADAS = Path(__file__).parents[4] / "shared" / "respuestas_reales"


def grabada(nombre: str) -> str:
    ruta = GRABADAS / nombre
    if not ruta.exists():
        pytest.skip(f"No está {ruta.name}: las respuestas grabadas no vienen con el proyecto")
    return ruta.read_text(encoding="utf-8")


def test_la_lista_grabada_se_normaliza_sin_inventar_las_cifras_que_aun_no_existian() -> None:
    cuerpo: dict[str, Any] = json.loads(grabada("python-twitter__timeline_tweets.json"))
    lectura = normalizar(consulta("publicaciones"), paginas(cuerpo), CUENTAS, (S1, S2, Semestre(2021, 1)))
    marco = lectura.publicaciones
    assert marco.height == len(cuerpo["data"]) == 5
    assert set(marco["semestre"]) == {"2021-1"}
    assert marco["me_gusta"].sum() == sum(p["public_metrics"]["like_count"] for p in cuerpo["data"])
    assert marco["impresiones"].null_count() == marco["guardados"].null_count() == 5
    assert lectura.recolecciones["resultado"].to_list() == ["completo"]


def test_el_usuario_grabado_se_normaliza_como_elemento_de_la_consulta_de_muchos() -> None:
    suelto: dict[str, Any] = json.loads(grabada("python-twitter__user_resp.json"))
    identificador = suelto["data"]["id"]
    pedida = consulta("perfiles", objetos=(identificador,))
    lectura = normalizar(pedida, paginas({"data": [suelto["data"]]}), CUENTAS, (S2,))
    assert lectura.diarias["valor"].to_list() == [suelto["data"]["public_metrics"]["followers_count"]]
    assert lectura.perfiles["id_plataforma"].to_list() == [identificador]
    with pytest.raises(ContratoRoto, match="«data»"):
        normalizar(pedida, paginas(suelto), CUENTAS, (S2,))


def test_el_usuario_grabado_sin_cifras_rompe_el_contrato() -> None:
    cinta = grabada("tweepy__get_user.yaml")
    comprimidos = re.findall(r"!!binary \|\n((?: {8}\S+\n)+)", cinta)
    cuerpos = [json.loads(gzip.decompress(base64.b64decode("".join(c.split())))) for c in comprimidos]
    assert cuerpos
    for cuerpo in cuerpos:
        usuario = cuerpo["data"]
        pedida = consulta("perfiles", objetos=(usuario["id"],))
        with pytest.raises(ContratoRoto, match="followers_count"):
            normalizar(pedida, paginas({"data": [usuario]}), CUENTAS, (S2,))
