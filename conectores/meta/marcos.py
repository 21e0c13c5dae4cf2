"""De filas a marcos del modelo, y cómo se dice lo que se logró de cada cuenta."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import polars as pl

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.horas import dia_local
from conectores.comun.lectura import COMPLETO
from conectores.meta.paso import Fin
from conectores.meta.registro import registro
from conectores.meta.rondas import Recorrido
from conectores.meta.tareas import Estado
from conectores.meta.ventanas import Ventana
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from lineamientos.ausencias import TITULOS, Ausencia
from lineamientos.catalogo import definicion

Fila = Mapping[str, object]

_POR_GRAVEDAD = (Ausencia.FALLO, Ausencia.SIN_PERMISO, Ausencia.NO_ENCONTRADA)


def marco(filas: Sequence[Fila], tabla: Tabla) -> pl.DataFrame:
    """Marco con el esquema de la tabla, sin ``lote``; lo que una fila no trae queda vacío."""
    esquema = {n: t for n, t in esquema_polars(tabla).items() if n != "lote"}
    return pl.DataFrame({n: [f.get(n) for f in filas] for n in esquema}, schema=esquema)


class Numerador:
    """Numera los elementos de cada página desde 1."""

    def __init__(self) -> None:
        self._siguiente: dict[str, int] = {}

    def __call__(self, pagina: PaginaLeida) -> int:
        """El número que toca en una página."""
        numero = self._siguiente.get(pagina.archivo, 0) + 1
        self._siguiente[pagina.archivo] = numero
        return numero


@lru_cache(maxsize=4096)
def clave_de_definicion(metrica: str, red: str, dia: date) -> str:
    """Clave de lo que la métrica significa en la red ese día."""
    return definicion(metrica, red, dia).clave


def seguidores(red: str, cuenta: str, pagina: PaginaLeida, numero: int, valor: int | None) -> Fila:
    """Fila de ``diarias`` con los seguidores del día en que se leyó el perfil."""
    dia = dia_local(pagina.leida_en)
    return {
        "archivo": pagina.archivo,
        "fila": numero,
        "cuenta": cuenta,
        "fecha": dia,
        "metrica": "seguidores",
        "definicion": clave_de_definicion("seguidores", red, dia),
        "valor": valor,
        "ausencia": Ausencia.PLATAFORMA.value if valor is None else None,
        "fuente": "api",
    }


def resultado_de(fines: Iterable[Fin], estados: Iterable[Estado]) -> tuple[str, str | None]:
    """Cómo terminó una cuenta, por lo más grave de sus tareas, y con qué detalle."""
    fines = list(fines)
    for ausencia in _POR_GRAVEDAD:
        graves = [f for f in fines if f.ausencia is ausencia]
        if graves:
            return ausencia.value, graves[0].detalle
    if fines and all(f.ausencia is Ausencia.RETIRADA for f in fines):
        return Ausencia.RETIRADA.value, fines[0].detalle
    faltas = dict.fromkeys(falta for e in estados for falta in e.faltas)
    if not faltas:
        return COMPLETO, None
    lista = ", ".join(f"{nombre} ({TITULOS[Ausencia(razon)]})" for nombre, razon in faltas)
    return COMPLETO, f"Se leyó sin estas métricas: {lista}."


def recoleccion(
    consulta: Consulta,
    cuenta: str,
    leida_en: datetime,
    resultado: tuple[str, str | None],
    ventana: Ventana | None = None,
) -> Fila:
    """Fila de ``recolecciones``; el periodo solo se anota si se leyó entero."""
    abarca = ventana if resultado[0] == COMPLETO else None
    return {
        "cuenta": cuenta,
        "red": consulta.red,
        "operacion": consulta.operacion,
        "programada": consulta.programada,
        "abarca_desde": None if abarca is None else abarca.desde,
        "abarca_hasta": None if abarca is None else abarca.hasta,
        "resultado": resultado[0],
        "detalle": resultado[1],
        "leida_en": leida_en,
    }


def hallazgos_de(
    recorrido: Recorrido, cuentas: Sequence[str], red: str, version: str
) -> tuple[Hallazgo, ...]:
    """Lo que las páginas dicen de la versión y de las métricas que no se pudieron pedir.

    Args:
        recorrido: Lo que dicen las páginas.
        cuentas: Cuenta de cada tarea, en su orden.
        red: Red social.
        version: Versión de la API que se pidió.
    """
    hallazgos = [
        Hallazgo("R201", encontrado=v, esperado=version) for v in recorrido.versiones if v != version
    ]
    reemplazos = {m.nombre: m.reemplazo for m in registro() if m.red == red}
    faltas = dict.fromkeys(
        (nombre, razon, cuenta if razon == Ausencia.SIN_PERMISO else None)
        for cuenta, estado in zip(cuentas, recorrido.estados, strict=True)
        for nombre, razon in estado.faltas
    )
    for nombre, razon, cuenta in faltas:
        if razon == Ausencia.SIN_PERMISO:
            hallazgos.append(Hallazgo("R203", cuenta=cuenta, encontrado=nombre))
        else:
            hallazgos.append(Hallazgo("R202", encontrado=nombre, esperado=reemplazos.get(nombre)))
    return tuple(hallazgos)
