"""Crear un espacio de trabajo con todo lo que hace falta para empezar."""

from importlib.resources import files
from pathlib import Path

from almacen.escritura import escribir_atomico
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES

_PLANTILLAS = ("cuentas.csv", "areas.csv", "capacitaciones.csv")
_LEEME = """Entregue aquí los archivos de cada cuenta, en una carpeta con la clave de la cuenta:

    entradas/x_muestra/formato.xlsx
    entradas/x_muestra/account_overview_analytics.csv

Un formato que reúne varias cuentas puede ir suelto en entradas/.
Lo que no pueda leerse se mueve a entradas/rechazados/ con su motivo en un archivo de texto al lado.
"""


def parametros_de_partida() -> dict[str, str]:
    """Nombre y texto de los archivos de parámetros que trae el programa."""
    carpeta = files("lineamientos").joinpath("datos")
    return {
        r.name: r.read_text("utf-8")
        for r in sorted(carpeta.iterdir(), key=lambda r: r.name)
        if r.name.endswith(".toml")
    }


def iniciar(destino: Path) -> list[Path]:
    """Crea un espacio de trabajo; nunca pisa un archivo que ya exista.

    Returns:
        Los archivos creados.

    Raises:
        OrdenInvalida: Si en la carpeta ya hay un espacio.
    """
    if (destino / ARCHIVO_DE_AJUSTES).exists():
        raise OrdenInvalida(f"En {destino} ya hay un espacio de trabajo; no se cambió nada.")
    plantillas = files("flujos").joinpath("plantillas")
    contenidos = {f"padron/{n}": plantillas.joinpath(n).read_bytes() for n in _PLANTILLAS}
    contenidos |= {f"parametros/{n}": t.encode() for n, t in parametros_de_partida().items()}
    contenidos["entradas/LEEME.txt"] = _LEEME.encode()
    contenidos[".gitignore"] = b".env\ndatos/\nrespaldos/\n"
    contenidos[ARCHIVO_DE_AJUSTES] = plantillas.joinpath("pertinencia.toml").read_bytes()
    creados = []
    # El archivo de ajustes va al final: es la señal de que el espacio está completo.
    for nombre, contenido in contenidos.items():
        ruta = destino / nombre
        if not ruta.exists():
            escribir_atomico(ruta, contenido)
            creados.append(ruta)
    return creados
