"""Qué credencial sirve, para qué y hasta cuándo; lo pregunta a cada plataforma sin mostrar ninguna."""

import time
from collections.abc import Callable

from almacen import vista_recoleccion
from almacen.maestro import abrir_maestro
from conectores import meta, x, youtube
from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Politica
from conectores.comun.verificacion import Verificacion
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_corrida import recolecta
from flujos.pasos.recoleccion_encargo import bases_de
from flujos.pasos.recoleccion_plan import cuentas_de, semestres_por_recolectar

_POLITICA = Politica(intentos=2)
"""Quien verifica espera delante: no se insiste como en una recolección."""


def verificar_credenciales(
    espacio: Espacio, credenciales: Credenciales, dormir: Callable[[float], None] = time.sleep
) -> list[Verificacion]:
    """Prueba las credenciales de las redes que se recolectan; ninguna si el espacio no recolecta."""
    if not recolecta(espacio):
        return []
    ajustes = espacio.recoleccion
    entorno = Entorno(espacio.reloj, dormir, bases=bases_de(espacio), politica=_POLITICA, espera_maxima=10.0)
    semestres = semestres_por_recolectar(ajustes, espacio.ahora(), espacio.zona)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        identificadores = vista_recoleccion.identificadores(base)
    cuentas = {r: cuentas_de(espacio, r, semestres, credenciales, identificadores)[0] for r in ajustes.redes}
    resultado: list[Verificacion] = []
    if "x" in cuentas:
        resultado += x.verificar(entorno, credenciales.x)
    for red in ("facebook", "instagram"):
        if red in cuentas:
            resultado += meta.verificar(entorno, credenciales.meta, red, cuentas[red])
    if "youtube" in cuentas:
        resultado += youtube.verificar(entorno, credenciales.youtube, cuentas["youtube"])
    return resultado
