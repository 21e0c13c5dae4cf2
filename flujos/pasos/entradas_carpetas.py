"""Carpetas de ``entradas`` que no son de ninguna cuenta: casi siempre, una clave mal escrita."""

from collections.abc import Iterable

from conectores.archivos.planilla import parecidas
from esquemas.hallazgos import Hallazgo
from flujos.pasos.espacio import Espacio

CODIGO_DE_CARPETA = "L903"
"""La carpeta no es de ninguna cuenta del padrón."""


def carpetas_ajenas(espacio: Espacio, citados: Iterable[str]) -> list[Hallazgo]:
    """Un aviso por cada carpeta con algo dentro que no es la clave de una cuenta del padrón.

    Args:
        espacio: Espacio abierto.
        citados: Archivos y correos que hay, relativos a ``entradas``.
    """
    carpetas = {c.split("/", 1)[0] for c in citados if "/" in c}
    claves = sorted(espacio.padron.claves)
    return [
        Hallazgo(
            CODIGO_DE_CARPETA,
            encontrado=carpeta,
            esperado=parecidas(carpeta, claves) or "Las claves están en padron/cuentas.csv.",
        )
        for carpeta in sorted(carpetas.difference(claves))
    ]
