"""De las páginas aterrizadas de X a los marcos del modelo; puro."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from conectores.comun.columnas import Columnas
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import CuentaApi
from conectores.x.ausencias import SIN_EXPLICACION, Falta, falta, faltas
from conectores.x.declaracion import MENCIONES, METRICAS, PERFILES, PROFUNDIDAD, PUBLICACIONES
from conectores.x.lectura import identificador, instante
from conectores.x.marcos import Abierta, Logro, abrir_paginas, marco, recolecciones, sin_repetir
from conectores.x.normalizador_perfiles import normalizar_perfiles
from conectores.x.normalizador_publicaciones import marco_de_publicaciones
from conectores.x.paginas import Objeto
from conectores.x.planeacion import periodo
from conectores.x.profundidad import hallazgos_de_profundidad
from conectores.x.publicaciones_en_columnas import en_columnas
from esquemas import tablas
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre


def normalizar(
    consulta: Consulta,
    paginas: Sequence[PaginaLeida],
    cuentas: Mapping[str, CuentaApi],
    semestres: Sequence[Semestre],
) -> LecturaApi:
    """Normaliza las páginas de una consulta terminada.

    Raises:
        ContratoRoto: Si una página no tiene la forma prometida.
        ValueError: Si la operación no es de X; es un error de programación.
    """
    abiertas = abrir_paginas(consulta, paginas)
    if consulta.operacion == PERFILES:
        return normalizar_perfiles(consulta, abiertas)
    if consulta.operacion in (PUBLICACIONES, MENCIONES):
        return _lista(consulta, abiertas, cuentas, semestres)
    if consulta.operacion == METRICAS:
        return _metricas(consulta, abiertas, cuentas)
    raise ValueError(f"X no tiene la operación «{consulta.operacion}»")


def _lista(
    consulta: Consulta,
    abiertas: Sequence[Abierta],
    cuentas: Mapping[str, CuentaApi],
    semestres: Sequence[Semestre],
) -> LecturaApi:
    (cuenta,) = consulta.cuentas
    leida_en = abiertas[-1][0].leida_en
    elementos = sin_repetir(abiertas)
    sin_leer = _falta_de_la_lista(consulta, abiertas)
    # Lo que alcanzó a venir se conserva, pero no dice qué periodo abarca.
    logro, perdido = (
        _cubierto(consulta, [e for _, _, e in elementos]) if sin_leer is None else (Logro(sin_leer), None)
    )
    hechas = recolecciones(consulta, {cuenta: logro}, leida_en)
    hallazgos = hallazgos_de_profundidad(consulta, perdido, semestres)
    if consulta.operacion == PUBLICACIONES:
        publicaciones = _publicaciones([(cuenta, *e) for e in elementos], cuentas)
        return LecturaApi(de_publicaciones=publicaciones, recolecciones=hechas, hallazgos=hallazgos)
    filas = [
        {
            "archivo": pagina.archivo,
            "fila": fila,
            "cuenta": cuenta,
            "id_mencion": identificador(mencion),
            "mencionada_en": instante(mencion, "created_at"),
        }
        for pagina, fila, mencion in elementos
    ]
    return LecturaApi(menciones=marco(tablas.MENCIONES, filas), recolecciones=hechas, hallazgos=hallazgos)


def _publicaciones(
    elementos: Sequence[tuple[str, PaginaLeida, int, Objeto]], cuentas: Mapping[str, CuentaApi]
) -> pl.DataFrame | Columnas:
    return en_columnas(elementos, cuentas) or marco_de_publicaciones(elementos, cuentas)


def _falta_de_la_lista(consulta: Consulta, abiertas: Sequence[Abierta]) -> Falta | None:
    """Por qué no pudo leerse la lista de la cuenta; un problema de otra cosa no la deja sin leer."""
    problemas = [p for _, pagina in abiertas for p in pagina.problemas]
    de_la_cuenta = faltas(problemas).get(consulta.objetos[0])
    sin_nada = not any(pagina.elementos for _, pagina in abiertas)
    return de_la_cuenta or (falta(problemas[0]) if problemas and sin_nada else None)


def _cubierto(consulta: Consulta, elementos: Sequence[Objeto]) -> tuple[Logro, datetime | None]:
    """Qué periodo se leyó de verdad, y el instante antes del cual la plataforma ya no dejó leer, si pasó."""
    desde, hasta = periodo(consulta)
    tope = PROFUNDIDAD[consulta.operacion]
    if len(elementos) < tope:
        return Logro(desde=desde, hasta=hasta), None
    primero = max(desde, min(instante(e, "created_at") for e in elementos))
    detalle = f"X solo deja leer los {tope:,} más recientes; lo anterior a lo que se leyó no se obtuvo."
    return Logro(detalle=detalle, desde=primero, hasta=hasta), primero


def _metricas(
    consulta: Consulta, abiertas: Sequence[Abierta], cuentas: Mapping[str, CuentaApi]
) -> LecturaApi:
    de_quien = dict(zip(consulta.objetos, consulta.cuentas, strict=True))
    vinieron = [(de_quien[i], *e) for e in sin_repetir(abiertas) if (i := identificador(e[2])) in de_quien]
    leidas = {identificador(e[3]) for e in vinieron}
    dichas = faltas(p for _, pagina in abiertas for p in pagina.problemas)
    sin_leer: dict[str, dict[str, Falta]] = {c: {} for c in consulta.cuentas}
    for objeto, cuenta in de_quien.items():
        if objeto not in leidas:
            sin_leer[cuenta][objeto] = dichas.get(objeto, SIN_EXPLICACION)
    logros = {cuenta: _logro_de_relectura(por_objeto) for cuenta, por_objeto in sin_leer.items()}
    return LecturaApi(
        de_publicaciones=_publicaciones(vinieron, cuentas),
        recolecciones=recolecciones(consulta, logros, abiertas[-1][0].leida_en),
    )


def _logro_de_relectura(por_objeto: Mapping[str, Falta]) -> Logro:
    """Que una publicación ya no exista no deja a su cuenta sin leer: se dice cuáles y nada más."""
    if not por_objeto:
        return Logro()
    cuales = f"Publicaciones que no vinieron: {', '.join(por_objeto)}."
    otra = next((f for f in por_objeto.values() if f.ausencia is not Ausencia.NO_ENCONTRADA), None)
    if otra is None:
        return Logro(detalle=f"{cuales} X ya no las tiene.")
    return Logro(Falta(otra.ausencia, f"{cuales} {otra.detalle}"))
