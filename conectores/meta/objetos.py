"""Releer publicaciones de 50 en 50: de qué cuenta es cada una dentro de una consulta."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import polars as pl

from conectores.comun.consultas import Consulta
from conectores.comun.vista import Vista
from conectores.meta.tareas import POR_LLAMADA

_REPARTO, _IDS = "reparto", "ids"


def consultas_de_objetos(red: str, operacion: str, vista: Vista, objetos: pl.DataFrame) -> list[Consulta]:
    """Las consultas que releen unas publicaciones, en su orden.

    Cada consulta lleva, en ``parametros``, cuántos objetos son de cada cuenta y el identificador de
    plataforma de cada una.

    Args:
        red: Red social.
        operacion: Nombre de la operación.
        vista: De dónde salen los identificadores de las cuentas; la que no lo tiene se omite.
        objetos: Columnas ``cuenta`` e ``id_publicacion``, con las de una cuenta juntas.
    """
    ids = {c.cuenta: c.id_plataforma for c in vista.cuentas if c.id_plataforma}
    filas = [(c, o) for c, o in objetos.select("cuenta", "id_publicacion").iter_rows() if c in ids]
    consultas = []
    for i in range(0, len(filas), POR_LLAMADA):
        tanda = filas[i : i + POR_LLAMADA]
        por_cuenta = {c: len(list(g)) for c, g in groupby(tanda, key=lambda f: f[0])}
        consultas.append(
            Consulta(
                red=red,
                operacion=operacion,
                cuentas=tuple(por_cuenta),
                programada=vista.programada,
                objetos=tuple(o for _, o in tanda),
                parametros={
                    _REPARTO: " ".join(str(n) for n in por_cuenta.values()),
                    _IDS: " ".join(ids[c] for c in por_cuenta),
                },
            )
        )
    return consultas


def objetos_de(consulta: Consulta) -> Iterator[tuple[str, str, str]]:
    """Cuenta, identificador de la cuenta e identificador de cada objeto, en el orden de los objetos."""
    objetos = iter(consulta.objetos)
    cuantos = (int(n) for n in consulta.parametros[_REPARTO].split())
    ids = consulta.parametros[_IDS].split()
    for cuenta, identificador, n in zip(consulta.cuentas, ids, cuantos, strict=True):
        for _ in range(n):
            yield cuenta, identificador, next(objetos)
