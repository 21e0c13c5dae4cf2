"""Cada archivo malo produce su oración, y ninguno detiene al programa."""

import pytest
from fabrica_archivos import contexto
from malos_apertura import APERTURA
from malos_tabla import TABLAS

from conectores.archivos.lectura import leer
from esquemas.codigos_apertura import APERTURA as CODIGOS_DE_APERTURA
from esquemas.codigos_formato import FORMATO as CODIGOS_DE_FORMATO
from esquemas.codigos_tabla import TABLA as CODIGOS_DE_TABLA

MALOS = APERTURA + TABLAS


@pytest.mark.parametrize(("nombre", "contenido", "codigo", "fragmentos"), MALOS, ids=[m[0] for m in MALOS])
def test_cada_archivo_malo_produce_su_oracion(
    nombre: str, contenido: bytes, codigo: str, fragmentos: tuple[str, ...]
) -> None:
    hallazgos = [h for lectura in leer(nombre, contenido, None, contexto()) for h in lectura.hallazgos]
    propios = [h for h in hallazgos if h.codigo == codigo]
    assert propios, [h.oracion for h in hallazgos]
    for h in propios:
        assert h.oracion.startswith(nombre)
        assert "{" not in h.oracion
    for fragmento in fragmentos:
        assert any(fragmento in h.oracion for h in propios), [h.oracion for h in propios]


def test_los_malos_no_se_repiten() -> None:
    nombres = [m[0] for m in MALOS]
    assert len(set(nombres)) == len(nombres) >= 100


def test_todo_codigo_de_lectura_tiene_un_archivo_que_lo_produce() -> None:
    declarados = {c.clave for c in CODIGOS_DE_APERTURA + CODIGOS_DE_TABLA + CODIGOS_DE_FORMATO}
    producidos = {m[2] for m in MALOS}
    en_otras_pruebas = {"L002", "L113", "L114", "L314"} | {f"L{n}" for n in range(231, 238)}
    assert declarados - producidos == en_otras_pruebas
