"""Gráficas de Resultados de Meta: una o varias series diarias de la página, cada una con su título.

El archivo no dice de qué página es (manda la carpeta), y el título de algunas gráficas tampoco dice la
red. Un mismo archivo puede traer un bloque de Facebook y otro de Instagram.
"""

from dataclasses import dataclass

import polars as pl

from conectores.archivos.columnas import enteros, momentos
from conectores.archivos.cuentas import cuenta_de_carpeta
from conectores.archivos.encabezados_meta_pagina import GRAFICAS, Grafica
from conectores.archivos.exportacion_comun import (
    con_cuenta,
    contar,
    fuera_del_semestre,
    lugar,
    otro_semestre,
    rechazada,
)
from conectores.archivos.exportacion_diarias import Serie, con_ausencias, diarias, huecos
from conectores.archivos.plegado import plegar
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.codigos import Severidad
from esquemas.hallazgos import Hallazgo
from lineamientos.catalogo import REDES

_FORMATOS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")
_FECHA_DE_EJEMPLO = "«2026-05-25T00:00:00»"
_REDES = ("facebook", "instagram")


@dataclass(frozen=True)
class _Bloque:
    """Una gráfica del archivo: su título y sus renglones de fecha y valor, como texto."""

    titulo: str
    filas: list[int]
    fechas: list[str]
    valores: list[str]


def leer_pagina(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee las series del semestre. El alcance se conserva por día y nunca se suma."""
    cuenta, hallazgos = cuenta_de_carpeta(contexto, r.carpeta, lugar(r))
    if cuenta is None:
        return rechazada(r, hallazgos or [lugar(r).hallazgo("L231")])
    red = contexto.padron[cuenta].red
    if red not in _REDES:
        return rechazada(r, [lugar(r).hallazgo("L236", "Facebook o Instagram", REDES[red], cuenta)])
    tablas = [Lectura(None).diarias]
    bloques = _bloques(r)
    for bloque in bloques:
        grafica, nuevos = _grafica(bloque, red, r)
        if grafica is not None and grafica.metrica is not None:
            tabla, mas = _leer_bloque(bloque, grafica.metrica, grafica, red, cuenta, r, contexto)
            tablas.append(tabla)
            nuevos += mas
        hallazgos += nuevos
    if len(bloques) == sum(h.codigo == "L613" for h in hallazgos):
        otra = next(g.red for g in (GRAFICAS[plegar(b.titulo)] for b in bloques) if g.red is not None)
        return rechazada(r, [lugar(r).hallazgo("L236", REDES[otra], REDES[red], cuenta)])
    todas = pl.concat(tablas)
    anotados = con_cuenta(hallazgos, cuenta)
    if todas.is_empty() and any(h.severidad is Severidad.RECHAZO for h in anotados):
        return rechazada(r, anotados)
    return Lectura(
        r.fuente.clase,
        diarias=todas,
        hallazgos=tuple(anotados),
        filas_leidas=len(r.tabla.filas),
        filas_rechazadas=sum(h.codigo == "L504" for h in hallazgos),
    )


def _bloques(r: Reconocida) -> list[_Bloque]:
    """Separa las gráficas: cada título va solo en su fila, seguido de otra fila de encabezados."""
    titulo = next((c.strip() for f in reversed(r.tabla.previas) for c in f if c.strip()), "")
    bloques = [_Bloque(titulo, [], [], [])]
    nombres = {plegar(n) for c in r.fuente.columnas if c.clave == "fecha" for n in c.nombres}
    fechas, valores = r.celdas("fecha"), r.celdas("valor")
    for numero, fecha, valor in zip(r.tabla.numeros_de_fila, fechas, valores, strict=True):
        if plegar(fecha) in nombres:
            continue
        if not valor.strip() and not fecha[:1].isdigit():
            bloques.append(_Bloque(fecha.strip(), [], [], []))
            continue
        actual = bloques[-1]
        actual.filas.append(numero)
        actual.fechas.append(fecha)
        actual.valores.append(valor)
    return bloques


def _grafica(bloque: _Bloque, red: str, r: Reconocida) -> tuple[Grafica | None, list[Hallazgo]]:
    """Qué significa el título; ``None`` si no se conoce, no se pide o es de otra red."""
    donde = lugar(r, bloque.filas[0] if bloque.filas else None)
    grafica = GRAFICAS.get(plegar(bloque.titulo))
    if grafica is None:
        return None, [donde.hallazgo("L611", bloque.titulo or None)]
    if grafica.red is not None and grafica.red != red:
        return None, [donde.hallazgo("L613", bloque.titulo, REDES[grafica.red])]
    if grafica.metrica is None or grafica.solo_en not in (None, red):
        return None, [donde.hallazgo("L612", bloque.titulo)]
    return grafica, []


def _leer_bloque(
    bloque: _Bloque, metrica: str, grafica: Grafica, red: str, cuenta: str, r: Reconocida, contexto: Contexto
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    leidas, _ = momentos(bloque.fechas, _FORMATOS)
    cifras = enteros(bloque.valores)
    hallazgos = [
        lugar(r, bloque.filas[i], "fecha").hallazgo("L504", bloque.fechas[i], _FECHA_DE_EJEMPLO)
        for i in leidas.is_null().arg_true().to_list()
    ]
    hallazgos += [
        lugar(r, bloque.filas[i], "valor").hallazgo(codigo, bloque.valores[i])
        for i, codigo in cifras.ilegibles
    ]
    crudo = pl.DataFrame(
        {
            "fila": pl.Series(bloque.filas, dtype=pl.Int64),
            "fecha": leidas.dt.date(),
            "valor": cifras.valores,
        }
    )
    dias = con_ausencias(crudo, "valor", pl.Series(bloque.valores, dtype=pl.String))
    dias = dias.filter(pl.col("fecha").is_not_null())
    inicio, fin = contexto.semestre.inicio, contexto.semestre.fin
    dentro = dias.filter(pl.col("fecha").is_between(inicio, fin))
    if dentro.is_empty():
        if not dias.is_empty():
            orden = dias["fecha"].sort()
            hallazgos.append(otro_semestre(r, contexto, orden[0], orden[-1]))
        return diarias(Serie(metrica, red, cuenta, dentro, lugar(r)), r.tabla.archivo, contexto)[0], hallazgos
    if len(dentro) < len(dias):
        cuantos = contar(len(dias) - len(dentro), "día", "días")
        hallazgos.append(fuera_del_semestre(r, contexto, f"{cuantos} de «{bloque.titulo}»"))
    if faltan := huecos(dentro["fecha"], contexto):
        hallazgos.append(lugar(r, columna="fecha").hallazgo("L510", f"{faltan} de «{bloque.titulo}»"))
    serie = Serie(metrica, red, cuenta, dentro, lugar(r, columna="valor"), grafica.desde)
    tabla, nuevos = diarias(serie, r.tabla.archivo, contexto)
    return tabla, hallazgos + nuevos
