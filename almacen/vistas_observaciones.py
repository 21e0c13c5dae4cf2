"""Vista de las observaciones con su estado, con la regla de ``lineamientos.procedimiento.observaciones``."""

from collections.abc import Iterable

from almacen.campos import CAMPOS
from almacen.vistas_comunes import Vista, columnas, leer_sql
from esquemas.codigos_atencion import DE_FALTA, SOLO_DE_ARCHIVO
from esquemas.derivados import literal


def _lista(codigos: Iterable[str]) -> str:
    return "(" + ", ".join(literal(c) for c in sorted(codigos)) + ")"


OBSERVACIONES = Vista(
    "observaciones_vigentes",
    "Observaciones con su estado: pendiente o atendida, con la misma regla con que se notifican (art. 14).",
    leer_sql("observaciones_vigentes")
    .replace("/*campos*/", CAMPOS)
    .replace("/*de_falta*/", _lista(DE_FALTA))
    .replace("/*solo_de_archivo*/", _lista(SOLO_DE_ARCHIVO)),
    columnas(
        "observacion semestre cuenta severidad codigo articulo archivo hoja fila columna campo "
        "encontrado esperado mensaje que_hacer detectada_en situacion lote evaluacion como por",
        {
            "situacion": "«pendiente» o «atendida».",
            "como": "Cómo se atendió: «subsanada» (otra entrega trae ese campo), «renovada» (otra entrega lo "
            "trae otra vez mal: sigue en la observación de esa) o «aclarada»; vacío si está pendiente.",
            "por": "Lote que la subsanó u observación que la renueva, si los hay.",
        },
    ),
)
