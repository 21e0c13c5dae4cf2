import re
import tomllib
from importlib.resources import files

import pytest

from informes.textos import con_componentes
from informes.valores import valor


@pytest.mark.parametrize(
    ("crudo", "unidad", "escrito"),
    [
        ("70", "puntos de 0 a 100", "70 puntos de 0 a 100"),
        ("0.05", "proporción", "0.05 proporción"),
        ("true", "", "sí"),
        ("5", "percentil", "percentil 5"),
        ("1", "copias", "1 copia"),
        ("3", "copias", "3 copias"),
        ('"18:00:00"', "hora", "18:00 h"),
        ("[1000,10000]", "seguidores", "1,000; 10,000 seguidores"),
        (
            '{"desempeno":25,"seguidores_nuevos":75}',
            "por ciento",
            "Desempeño en la red: 25; Seguidores nuevos: 75 (por ciento)",
        ),
        ('{"x":7}', "publicaciones por semana", "X: 7 (publicaciones por semana)"),
        ("{}", "publicaciones por semana", "ninguno fijado"),
        (
            '{"ordinario":{"semestre":"2026-1","version":3}}',
            "",
            "ordinario: (semestre: 2026-1; versión: 3)",
        ),
        ("[]", "", "ninguno"),
        ('["api","exportacion"]', "", "API; exportación"),
        ('"ausencia_con_razon"', "", "ausencia con su razón"),
    ],
)
def test_un_parametro_se_escribe_para_leerse(crudo: str, unidad: str, escrito: str) -> None:
    assert valor(crudo, unidad) == escrito


def test_ningun_parametro_del_programa_deja_ver_su_clave() -> None:
    textos = [
        valor(f'"{palabra}"', "")
        for archivo in ("calificacion", "interpretaciones", "plazos")
        for parametro in tomllib.loads(
            (files("lineamientos") / "datos" / f"{archivo}.toml").read_text("utf-8")
        )["parametro"]
        for v in parametro["valores"]
        if isinstance(palabra := v["valor"], str)
    ]
    assert len(textos) > 10
    assert [t for t in textos if re.search(r"\w_\w|/", t)] == []


def test_el_motivo_de_un_criterio_nombra_sus_componentes() -> None:
    motivo = "me_gusta_por_publicacion: Me gusta (ilegible); indicio: piezas"
    assert con_componentes(motivo) == "me gusta por publicación: Me gusta (ilegible); indicio: piezas"
