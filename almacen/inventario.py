"""Qué hay en la carpeta de aterrizaje: los lotes por lo que puede hacerse con ellos."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from almacen.asientos import ORIGEN
from almacen.aterrizaje import MANIFIESTO, Manifiesto, leer_manifiesto
from almacen.errores import LoteDanado
from esquemas.derivados import esquema_polars
from esquemas.tablas import LAPIDAS

_SIN_MOTIVO = "retención que pide la plataforma"
"""Motivo de una purga anterior a que los manifiestos lo dijeran."""


@dataclass(frozen=True)
class Inventario:
    """Los lotes aterrizados.

    Attributes:
        archivo: Cerrados, de archivo.
        api: Cerrados, de API y con sus páginas.
        asientos: Cerrados, de lo que se registró por orden.
        purgados: Los que perdieron sus páginas por retención.
        abiertos: Identidades de los que no se cerraron.
        danados: Una oración por cada uno cuyo manifiesto no se entiende.
    """

    archivo: list[Manifiesto] = field(default_factory=list)
    api: list[Manifiesto] = field(default_factory=list)
    asientos: list[Manifiesto] = field(default_factory=list)
    purgados: list[Manifiesto] = field(default_factory=list)
    abiertos: list[str] = field(default_factory=list)
    danados: list[str] = field(default_factory=list)


def inventariar(raiz: Path) -> Inventario:
    """Recorre la carpeta de aterrizaje; de una carpeta sin manifiesto solo dice que está abierta."""
    hallado = Inventario()
    for carpeta in sorted(raiz.glob("??/*")):
        manifiesto = carpeta / MANIFIESTO
        # Un manifiesto vacío es el de un cierre que no llegó al disco.
        if not manifiesto.exists() or not manifiesto.stat().st_size:
            if any(carpeta.glob("pagina-*.zst")):
                hallado.abiertos.append(carpeta.name)
            continue
        try:
            leido = leer_manifiesto(raiz, carpeta.name)
        except LoteDanado as error:
            hallado.danados.append(str(error))
            continue
        if leido.purgado_en is not None:
            hallado.purgados.append(leido)
        else:
            por_origen = {"api": hallado.api, "archivo": hallado.archivo, ORIGEN: hallado.asientos}
            if leido.origen in por_origen:
                por_origen[leido.origen].append(leido)
            else:
                hallado.danados.append(
                    str(LoteDanado(leido.lote, f"su origen «{leido.origen}» no se conoce"))
                )
    return hallado


def lapidas_de(purgados: Iterable[Manifiesto], consultas: Iterable[tuple[str, str] | None]) -> pl.DataFrame:
    """Filas de ``lapidas`` según los manifiestos; de uno que no dice qué se pidió no hay qué poner.

    Args:
        purgados: Manifiestos.
        consultas: Red y operación de cada uno, o ``None``.
    """
    filas = [
        {
            "lote": m.lote,
            "red": consulta[0],
            "operacion": consulta[1],
            "paginas": len(m.paginas),
            "bytes": m.bytes,
            "purgado_en": m.purgado_en_momento,
            "motivo": m.motivo or _SIN_MOTIVO,
        }
        for m, consulta in zip(purgados, consultas, strict=True)
        if consulta is not None
    ]
    return pl.DataFrame(filas, schema=esquema_polars(LAPIDAS))
