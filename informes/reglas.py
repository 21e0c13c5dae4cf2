"""Las líneas de la tabla de dictamen, con los cortes que rigen."""

from informes.contexto import Contexto
from informes.valores import valor

CLASES_DE_LINEA: dict[int, str] = {
    1: "No pertinente",
    2: "En observación",
    3: "Sin elementos para calificar; por incumplimiento, si una cifra se retuvo después del requerimiento "
    "del artículo 14",
    4: "No pertinente",
    5: "En observación",
    6: "Pertinente",
    7: "Pertinente con recomendaciones",
}
"""Qué propone cada línea; vale la primera que se cumple."""

_LINEAS: dict[int, str] = {
    1: "no publicó en dos semestres seguidos",
    2: "no publicó en el semestre",
    3: "pudieron evaluarse menos criterios de los que se necesitan{criterios_minimos}, falta una cifra "
    "necesaria o no hay con quién comparar",
    4: "el índice es menor que el corte de «No pertinente»{corte_no_pertinente} en dos semestres seguidos",
    5: "hay un veto, o el índice es menor que el corte de observación{corte_observacion}",
    6: "el índice alcanza el corte de «Pertinente»{corte_pertinente} y cada criterio, su "
    "mínimo{corte_por_criterio}",
    7: "no se cumple ninguna de las líneas anteriores",
}
_CORTES = (
    "criterios_minimos",
    "corte_no_pertinente",
    "corte_observacion",
    "corte_pertinente",
    "corte_por_criterio",
)


def regla(ctx: Contexto, linea: int) -> str:
    """La línea completa de la tabla de dictamen; cada corte va con su valor si la evaluación lo guardó.

    Raises:
        ValueError: Si la línea no existe.
    """
    if linea not in _LINEAS:
        raise ValueError(f"La tabla de dictamen no tiene línea {linea}")
    vigentes = {f["clave"]: f["valor_json"] for f in ctx.datos.parametros.iter_rows(named=True)}
    claves = {c: vigentes.get(f"calificacion.{c}") for c in _CORTES}
    cortes = {c: "" if v is None else f" ({valor(v, '')})" for c, v in claves.items()}
    return f"Línea {linea}: {_LINEAS[linea].format_map(cortes)}."
