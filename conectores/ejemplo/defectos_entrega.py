"""Defectos de entrega: lo que dos archivos de una cuenta dicen distinto, y lo que falta."""

from collections.abc import Callable

from conectores.ejemplo.defectos_formato import celdas_de, formato_a_mano
from conectores.ejemplo.entregas import Archivo, nombre_de_formato
from conectores.ejemplo.plan import Exportacion
from conectores.ejemplo.plantado import DefectoPlantado, Plantado, Reparto


def _dos_formatos_distintos(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("instagram")
    celdas = celdas_de(r.mundo, cuenta, r.semestre)
    # El alcance no sale de la exportación: los dos formatos son la única fuente.
    celdas["alcance"] = str(int(celdas["alcance"]) * 95 // 100)
    ruta = f"{cuenta.cuenta}/formato_{r.semestre.clave}_corregido.csv"
    return Plantado(
        (Archivo(ruta, formato_a_mano("instagram", r.semestre, [celdas])),),
        defectos=(
            DefectoPlantado("S402", cuenta.cuenta, None, "dos formatos de la cuenta con cifras distintas"),
        ),
    )


def _formato_contra_exportacion(r: Reparto) -> Plantado:
    cuenta, plan = r.toma(
        "facebook", lambda p: Exportacion.PUBLICACIONES in p.exportaciones and not p.comprimido
    )
    celdas = celdas_de(r.mundo, cuenta, r.semestre)
    celdas["reacciones"] = str(int(celdas["reacciones"]) * 13 // 10 + 20)
    ruta = f"{cuenta.cuenta}/formato_{r.semestre.clave}_llenado.csv"
    return Plantado(
        (Archivo(ruta, formato_a_mano("facebook", r.semestre, [celdas])),),
        frozenset({f"{cuenta.cuenta}/{nombre_de_formato(r.semestre, plan.formato)}"}),
        (DefectoPlantado("S401", cuenta.cuenta, None, "el formato no dice lo que dice la exportación"),),
    )


def _sin_evidencia(r: Reparto) -> Plantado:
    cuenta, plan = r.toma("facebook", lambda p: p.imagenes == 1 and not p.pdf)
    ruta = f"{cuenta.cuenta}/evidencia_{r.semestre.clave}_{plan.imagenes}.png"
    return Plantado(
        sustituidas=frozenset({ruta}),
        defectos=(DefectoPlantado("S004", cuenta.cuenta, None, "página sin copias de pantalla"),),
    )


DE_ENTREGA: tuple[Callable[[Reparto], Plantado], ...] = (
    _dos_formatos_distintos,
    _formato_contra_exportacion,
    _sin_evidencia,
)
