"""Junta los hallazgos que se repiten, para que un archivo enorme y malo no produzca un informe ilegible."""

from collections.abc import Iterable

from esquemas.hallazgos import Hallazgo

_TOPE = 25


def resumir(hallazgos: Iterable[Hallazgo]) -> tuple[Hallazgo, ...]:
    """Deja los primeros hallazgos de cada código, archivo, hoja, columna y cuenta, y dice cuántos más hay."""
    salida: list[Hallazgo] = []
    cuentas: dict[tuple[str | None, ...], int] = {}
    for h in hallazgos:
        grupo = (h.codigo, h.archivo, h.hoja, h.columna, h.cuenta)
        cuentas[grupo] = cuentas.get(grupo, 0) + 1
        if cuentas[grupo] <= _TOPE:
            salida.append(h)
    for (codigo, archivo, hoja, columna, cuenta), total in cuentas.items():
        if total > _TOPE:
            salida.append(
                Hallazgo(
                    "L114",
                    archivo=archivo,
                    hoja=hoja,
                    columna=columna,
                    cuenta=cuenta,
                    encontrado=f"{total - _TOPE:,}",
                    esperado=codigo,
                )
            )
    return tuple(salida)
