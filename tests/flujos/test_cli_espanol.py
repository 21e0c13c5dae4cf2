import re

import pytest
import typer

from flujos.cli.espanol import traducir_ayuda, traducir_error
from flujos.cli.principal import app
from tests.flujos.apoyo_orden import correr

GRUPOS = {g.name or "": g.typer_instance for g in app.registered_groups if g.typer_instance}
ORDENES = (*(c.name or "" for c in app.registered_commands), *GRUPOS)
DE_GRUPO = tuple(f"{g} {c.name}" for g, grupo in GRUPOS.items() for c in grupo.registered_commands)
INGLES = re.compile(
    r"\b(usage|options?|arguments?|commands?|args|show|message|exit|required|default|missing|such|mean|invalid|"
    r"value|unexpected|extra|error|try|help for|requires|does|not|path|str|list)\b(?!\w)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("orden", ["", *ORDENES, *DE_GRUPO])
def test_la_ayuda_no_dice_nada_en_ingles(orden: str) -> None:
    corrida = correr(*orden.split(), "--help")
    assert corrida.returncode == 0
    assert corrida.stdout.startswith("Uso: pertinencia")
    assert not INGLES.findall(corrida.stdout)


def test_la_lista_de_ordenes_trae_oraciones_enteras() -> None:
    # Una por orden, en el renglón de su nombre: ni cortadas con puntos suspensivos ni en una abreviatura.
    lista = correr("--help").stdout.split("Órdenes:\n")[1].splitlines()
    assert [renglon.split()[0] for renglon in lista] == list(ORDENES)
    for renglon in lista:
        assert renglon.endswith(".")
        assert not renglon.endswith(("...", "art.", "arts."))


@pytest.mark.parametrize(
    ("argumentos", "fragmento"),
    [
        (("plazs",), "No hay una orden «plazs». ¿Quiso decir «plazos»?"),
        (("nada",), "No hay una orden «nada»."),
        (("plazos", "--nada"), "No hay una opción --nada."),
        (("plazos", "--espaci", "E"), "¿Quiso decir --espacio?"),
        (("iniciar",), "Falta el argumento CARPETA."),
        (("plazos", "2026-1", "otro"), "Sobra lo siguiente: otro."),
        (("plazos", "--espacio"), "La opción --espacio necesita un valor."),
        (("plazos", "--json=si"), "La opción --json no lleva valor."),
    ],
)
def test_los_errores_de_uso_salen_en_espanol(argumentos: tuple[str, ...], fragmento: str) -> None:
    corrida = correr(*argumentos)
    assert corrida.returncode == 2
    assert fragmento in corrida.stderr
    assert not INGLES.findall(corrida.stderr.replace("--help", ""))


@pytest.mark.parametrize("argumentos", [(), ("padron",)])
def test_sin_orden_se_muestra_la_ayuda(argumentos: tuple[str, ...]) -> None:
    corrida = correr(*argumentos)
    assert corrida.returncode == 2
    assert corrida.stdout.startswith(" ".join(("Uso: pertinencia", *argumentos)))
    assert "Órdenes:" in corrida.stdout
    assert corrida.stderr == ""


def test_un_valor_que_no_sirve_dice_de_que_opcion() -> None:
    error = typer.BadParameter("no es un semestre.", param_hint="'--semestre'")
    assert traducir_error(error.format_message()) == "El valor de --semestre no sirve: no es un semestre."


def test_lo_desconocido_queda_como_estaba() -> None:
    assert traducir_error("Algo nuevo.") == "Algo nuevo."
    assert traducir_ayuda("Las Options: de un texto") == "Las Options: de un texto"
