"""Lo que se lee igual en Facebook y en Instagram: perfiles y qué se logró de cada cuenta. Puro."""

from collections.abc import Sequence
from dataclasses import replace

from conectores.comun.consultas import Consulta
from conectores.comun.lectura import LecturaApi
from conectores.meta.formas import entero, texto
from conectores.meta.marcos import (
    Fila,
    Numerador,
    hallazgos_de,
    marco,
    recoleccion,
    resultado_de,
    seguidores,
)
from conectores.meta.rondas import Recorrido
from conectores.meta.tareas import Tarea
from conectores.meta.ventanas import ventanas_de
from esquemas.tablas import DIARIAS, PERFILES, RECOLECCIONES
from lineamientos.ausencias import Ausencia

METRICAS = "metricas"
"""Nombre, en las dos redes, de la operación que relee publicaciones."""


def perfiles(recorrido: Recorrido, red: str) -> LecturaApi:
    """Los marcos de ``perfiles`` y de ``diarias``, esta con los seguidores del día en que se leyó.

    Raises:
        ContratoRoto: Si falta el identificador o los seguidores no son un entero.
    """
    numero = Numerador()
    numerados = [(o.indice, numero(o.pagina), o) for o in recorrido.obtenidos]
    de_perfil: list[Fila] = []
    de_seguidores: list[Fila] = []
    # En el orden de las cuentas, no en el que contestaron.
    for _, n, o in sorted(numerados, key=lambda x: x[0]):
        de_perfil.append(
            {
                "archivo": o.pagina.archivo,
                "fila": n,
                "cuenta": o.tarea.cuenta,
                "red": red,
                "id_plataforma": texto(o.datos.get("id"), "id"),
                "usuario": o.datos.get("username"),
                "nombre": o.datos.get("name"),
                "leida_en": o.pagina.leida_en,
            }
        )
        valor = entero(o.datos.get("followers_count"), "followers_count")
        de_seguidores.append(seguidores(red, o.tarea.cuenta, o.pagina, n, valor))
    return LecturaApi(perfiles=marco(de_perfil, PERFILES), diarias=marco(de_seguidores, DIARIAS))


def con_recolecciones(
    lectura: LecturaApi, consulta: Consulta, tareas: Sequence[Tarea], recorrido: Recorrido, version: str
) -> LecturaApi:
    """La lectura con lo que se logró de cada cuenta y lo que hay que decir de la versión y las métricas."""
    return replace(
        lectura,
        recolecciones=marco(recolecciones(consulta, tareas, recorrido), RECOLECCIONES),
        hallazgos=hallazgos_de(recorrido, [t.cuenta for t in tareas], consulta.red, version),
    )


def recolecciones(
    consulta: Consulta,
    tareas: Sequence[Tarea],
    recorrido: Recorrido,
) -> list[Fila]:
    """Una fila por cuenta de la consulta con lo que se logró de todas sus tareas.

    Al releer publicaciones, la que ya no está no es falta de su cuenta: se dice cuántas son y la cuenta se
    da por leída.

    Args:
        consulta: La consulta.
        tareas: Sus tareas.
        recorrido: Lo que dicen las páginas.
    """
    de_objetos = consulta.operacion == METRICAS
    filas = []
    ventanas = [None] * len(consulta.cuentas) if consulta.desde is None else ventanas_de(consulta)
    for cuenta, ventana in zip(consulta.cuentas, ventanas, strict=True):
        suyas = [i for i, t in enumerate(tareas) if t.cuenta == cuenta]
        fines = [recorrido.fines[i] for i in suyas]
        ausentes = [f for f in fines if de_objetos and f.ausencia is Ausencia.NO_ENCONTRADA]
        presentes = [f for f in fines if f not in ausentes]
        resultado, detalle = resultado_de(presentes, (recorrido.estados[i] for i in suyas))
        if ausentes:
            detalle = f"{detalle or ''} Publicaciones que ya no están: {len(ausentes)}.".strip()
        leida_en = max((recorrido.ultimas[i].leida_en for i in suyas), default=consulta.programada)
        filas.append(recoleccion(consulta, cuenta, leida_en, (resultado, detalle), ventana))
    return filas
