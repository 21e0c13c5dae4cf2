"""La recolección del ejemplo: un simulador de las plataformas, sus fichas y sus recolecciones mensuales."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from almacen.escritura import escribir_atomico
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.por_api import FICHA, FICHA_REVOCADA, REDES, momentos, por_api
from conectores.simulador.escenario import Escenario
from conectores.simulador.fuente_ejemplo import FuenteDelEjemplo
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.ajustes import ARCHIVO_DE_SECRETOS, usar_simulador
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.credenciales import PREFIJO, del_espacio, nombre_por_cuenta
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion import ResumenRecoleccion, recolectar
from flujos.reloj import reloj_fijo

_GENERALES = (
    "X_TOKEN",
    "META_TOKEN",
    "YOUTUBE_CLAVE",
    "YOUTUBE_CLIENTE_ID",
    "YOUTUBE_CLIENTE_SECRETO",
)


def seccion(mundo: Mundo) -> str:
    """La sección [recoleccion] del ejemplo, en TOML."""
    claves = ",\n".join(f'    "{c}"' for c in por_api(mundo, mundo.semestres[-1]).cuentas)
    redes = ", ".join(f'"{r}"' for r in REDES)
    return (
        "\n[recoleccion]\n# Solo del simulador: en el ejemplo no se llama a ninguna plataforma.\n"
        f"redes = [{redes}]\ncuentas = [\n{claves},\n]\n"
    )


def escribir_fichas(raiz: Path, mundo: Mundo) -> None:
    """Deja en ``.env`` las fichas inventadas que el simulador acepta."""
    elegidas = por_api(mundo, mundo.semestres[-1])
    renglones = [f"{PREFIJO}{n}={FICHA}" for n in _GENERALES]
    for clave, ficha in elegidas.variables(mundo).items():
        renglones.append(f"{nombre_por_cuenta(mundo.cuenta(clave).red, clave)}={ficha}")
    escribir_atomico(raiz / ARCHIVO_DE_SECRETOS, ("\n".join(renglones) + "\n").encode())
    (raiz / ARCHIVO_DE_SECRETOS).chmod(0o600)


@contextmanager
def simulador_del_ejemplo(mundo: Mundo, ahora: datetime) -> Iterator[Simulador]:
    """El simulador del ejemplo; mientras dura el bloque, las API son las suyas."""
    elegidas = por_api(mundo, mundo.semestres[-1])
    escenario = Escenario(
        fichas_revocadas=frozenset({FICHA_REVOCADA}),
        inexistentes=frozenset({elegidas.inexistente}),
        ocultas=frozenset({elegidas.oculta}),
    )
    with Simulador(Nucleo(FuenteDelEjemplo(mundo), ahora), escenario, con_renglones=False) as simulador:
        usar_simulador(simulador.base)
        yield simulador


def recolectar_el_semestre(
    espacio: Espacio, mundo: Mundo, simulador: Simulador, avance: Avance = sin_avance
) -> list[ResumenRecoleccion]:
    """Hace las recolecciones mensuales del último semestre; las ya hechas no piden nada."""
    resumenes = []
    ultimo = mundo.semestres[-1]
    cuando = momentos(ultimo)
    for numero, momento in enumerate(cuando):
        avance("Recolectando del simulador", numero, len(cuando))
        simulador.contexto.nucleo.ahora = momento
        entonces = replace(espacio, reloj=reloj_fijo(momento))
        resumenes.append(recolectar(entonces, momento, del_espacio(entonces), semestres=(ultimo,)))
    avance("Recolectando del simulador", len(cuando), len(cuando))
    simulador.contexto.nucleo.ahora = espacio.ahora()
    return resumenes
