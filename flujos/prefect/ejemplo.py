"""El ejemplo como flujos: siembra dos semestres, revisa ambos y compara con lo sembrado."""

from pathlib import Path

from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plantado import DefectoPlantado
from conectores.ejemplo.por_api import defectos as de_la_recoleccion
from flujos.pasos import ejemplo as pasos
from flujos.pasos.ejemplo import Comparacion
from flujos.pasos.ejemplo_recoleccion import recolectar_el_semestre, simulador_del_ejemplo
from flujos.prefect.revision import ResumenSemestre, evaluacion, recepcion, semestre


def correr_ejemplo(raiz: Path) -> tuple[Comparacion, ResumenSemestre]:
    """Corre el ejemplo completo, con archivos y con lo recolectado de un simulador; repetirlo no cambia nada.

    El semestre anterior se recibe y evalúa antes de sembrar el siguiente: sus archivos serían de otro
    semestre para él.
    """
    mundo = Mundo.nuevo(pasos.SEMILLA)
    espacio = pasos.preparar(raiz, mundo)
    ruta = str(raiz.resolve())
    *anteriores, ultimo = mundo.semestres
    defectos: list[DefectoPlantado] = []
    for previo in anteriores:
        defectos.extend(pasos.sembrar(espacio, mundo, previo))
        if pasos.falta_evaluar(espacio, previo):
            recepcion(previo.clave, ruta)
            evaluacion(previo.clave, ruta)
    with simulador_del_ejemplo(mundo, espacio.ahora()) as simulador:
        recolectar_el_semestre(espacio, mundo, simulador)
        defectos.extend(de_la_recoleccion(mundo, ultimo))
        defectos.extend(pasos.sembrar(espacio, mundo, ultimo))
        resumen = semestre(ultimo.clave, ruta)
    return pasos.comparar(espacio, defectos), resumen
