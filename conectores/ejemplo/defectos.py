"""Todos los defectos que el ejemplo planta en su último semestre, y los que salen de la propia flota."""

from conectores.ejemplo.defectos_archivo import DE_ARCHIVO
from conectores.ejemplo.defectos_entrega import DE_ENTREGA
from conectores.ejemplo.defectos_exportacion import DE_EXPORTACION
from conectores.ejemplo.defectos_formato import DE_FORMATO
from conectores.ejemplo.flota import Papel
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plan import plan_de
from conectores.ejemplo.plantado import DefectoPlantado, Plantado, Reparto
from lineamientos.semestres import Semestre


def plantar(mundo: Mundo, semestre: Semestre) -> Plantado:
    """Planta los defectos de un semestre, siempre en las mismas cuentas.

    Raises:
        LookupError: Si la flota es demasiado pequeña para plantarlos.
    """
    reparto = Reparto(mundo, semestre)
    # Primero los que necesitan una cuenta que solo entrega el formato, que son las menos.
    todos = [plantar_uno(reparto) for plantar_uno in (*DE_FORMATO, *DE_EXPORTACION, *DE_ENTREGA, *DE_ARCHIVO)]
    todos.append(de_la_flota(mundo, semestre))
    return Plantado(
        tuple(a for p in todos for a in p.archivos),
        frozenset(r for p in todos for r in p.sustituidas),
        tuple(d for p in todos for d in p.defectos),
    )


def de_la_flota(mundo: Mundo, semestre: Semestre) -> Plantado:
    """Hallazgos que salen de lo que les pasa a las cuentas: las que no entregan y las que callaron."""
    defectos = []
    for cuenta in mundo.vigentes(semestre):
        if plan_de(mundo, cuenta, semestre) is None:
            defectos.append(DefectoPlantado("S001", cuenta.cuenta, None, Papel.NO_ENTREGA.value))
        elif cuenta.papel is Papel.CALLO and semestre == mundo.semestres[-1]:
            defectos.append(DefectoPlantado("S304", cuenta.cuenta, None, Papel.CALLO.value))
    return Plantado(defectos=tuple(defectos))
