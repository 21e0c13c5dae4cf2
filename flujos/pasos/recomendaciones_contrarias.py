"""Lo que una misma planilla declara de dos modos contrarios: no se toma ninguno, y se dice (art. 7)."""

from collections.abc import Sequence

from conectores.archivos.planilla import Problema
from esquemas.hallazgos import limpiar
from lineamientos.objeciones import Objecion
from lineamientos.recomendaciones.actos import Atencion


def sin_contrarias(
    documento: str, actos: Sequence[tuple[int, Atencion]], problemas: list[str]
) -> list[tuple[int, Atencion]]:
    """Los actos cuya recomendación se declara de un solo modo; de la que se dice lo contrario, ninguno.

    Vale la última declaración que consta, y entre dos renglones sería la de abajo sin que nadie lo dijera.

    Args:
        documento: Nombre con que se cita la planilla.
        actos: Renglón y lo que declara.
        problemas: Donde queda, por cada renglón que no se toma, qué otros lo contradicen.
    """
    dichas: dict[str, dict[str, list[int]]] = {}
    for numero, acto in actos:
        dichas.setdefault(acto.recomendacion, {}).setdefault(acto.declarada, []).append(numero)
    buenos = []
    for numero, acto in actos:
        contrarios = [
            str(n)
            for declarada, renglones in dichas[acto.recomendacion].items()
            if declarada != acto.declarada
            for n in renglones
        ]
        if not contrarios:
            buenos.append((numero, acto))
            continue
        donde = "el renglón" if len(contrarios) == 1 else "los renglones"
        objecion = Objecion(
            "declarada",
            f"De la recomendación «{limpiar(acto.recomendacion)}» se dice «{acto.declarada}» aquí y lo "
            f"contrario en {donde} {', '.join(contrarios)}.",
            "una sola cosa de cada recomendación",
            "No se tomó ninguna; deje la que vale.",
        )
        problemas.append(Problema.de_objecion(documento, numero, objecion).oracion)
    return buenos
