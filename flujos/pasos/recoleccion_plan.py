"""Qué toca pedir: qué cuentas, de qué semestres y desde dónde, según lo que ya está en el maestro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from almacen import vista_recoleccion
from almacen.maestro import Base
from conectores.comun.horas import inicio_del_dia
from conectores.comun.vista import Avance, CuentaApi, Ventanas, Vista
from flujos.pasos.ajustes_recoleccion import AjustesDeRecoleccion
from flujos.pasos.credenciales import Credenciales, nombre_por_cuenta
from flujos.pasos.espacio import Espacio
from lineamientos.catalogo import REDES
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class SinCredencial:
    """Una cuenta de una red que se recolecta y que no tiene con qué leerse, del todo o en una operación."""

    cuenta: str
    red: str
    detalle: str
    operacion: str = "perfiles"


def semestres_por_recolectar(
    ajustes: AjustesDeRecoleccion, programada: datetime, zona: ZoneInfo
) -> tuple[Semestre, ...]:
    """El semestre que corre y, mientras dure la gracia, el anterior."""
    hoy = programada.astimezone(zona).date()
    actual = Semestre.de_fecha(hoy)
    anterior = actual.anterior()
    if hoy <= anterior.fin + timedelta(days=ajustes.gracia_dias):
        return (anterior, actual)
    return (actual,)


def cuentas_de(
    espacio: Espacio,
    red: str,
    semestres: Sequence[Semestre],
    credenciales: Credenciales,
    identificadores: Mapping[str, str],
) -> tuple[list[CuentaApi], list[SinCredencial]]:
    """Cuentas de una red que rinden en los semestres: las que pueden leerse y las que no."""
    inicio, fin = semestres[0].inicio, semestres[-1].fin
    elegidas = set(espacio.recoleccion.solo_cuentas)
    propias = espacio.padron.cuentas.filter(
        pl.col("red") == red,
        pl.col("vigente_desde").is_null() | (pl.col("vigente_desde") <= fin),
        pl.col("vigente_hasta").is_null() | (pl.col("vigente_hasta") >= inicio),
    ).sort("cuenta")
    con, sin = [], []
    for f in propias.iter_rows(named=True):
        cuenta = f["cuenta"]
        if elegidas and cuenta not in elegidas:
            continue
        if not credenciales.alcanza(red, cuenta):
            sin.append(SinCredencial(cuenta, red, _que_falta(red, cuenta)))
            continue
        con.append(
            CuentaApi(
                cuenta=cuenta,
                red=red,
                usuario=f["usuario"],
                id_plataforma=f["id_plataforma"] or identificadores.get(cuenta),
                central=f["central"],
                desde=f["vigente_desde"],
                hasta=f["vigente_hasta"],
            )
        )
    return con, sin


def _que_falta(red: str, cuenta: str) -> str:
    if red == "x":
        return "No hay token de X: ponga PERTINENCIA_X_TOKEN en el archivo .env del espacio."
    if red == "youtube":
        return (
            "No hay con qué leerla: ponga PERTINENCIA_YOUTUBE_CLAVE en .env, o autorícela con «pertinencia "
            f"autorizar youtube {cuenta}»."
        )
    propia = nombre_por_cuenta(red, cuenta)
    return f"No hay ficha de {REDES[red]}: ponga PERTINENCIA_META_TOKEN o {propia} en .env."


def armar_vista(
    base: Base,
    red: str,
    programada: datetime,
    semestres: tuple[Semestre, ...],
    cuentas: Sequence[CuentaApi],
    ventanas: Ventanas,
) -> Vista:
    """Lo que un conector necesita saber para planear."""
    # Lo que se dejó de recolectar antes de estos semestres no se retoma: se empieza con el más antiguo.
    inicio = inicio_del_dia(semestres[0].inicio)
    avances = {
        (f["cuenta"], f["operacion"]): Avance(f["desde"], f["hasta"], f["ultimo_id"])
        for f in vista_recoleccion.avances(base, red).iter_rows(named=True)
        if f["hasta"] >= inicio
    }
    return Vista(
        programada=programada,
        semestres=semestres,
        cuentas=tuple(cuentas),
        avances=avances,
        publicaciones=vista_recoleccion.publicaciones_conocidas(base, red),
        ritmo=vista_recoleccion.ritmos(base, red, programada),
        ventanas=ventanas,
    )
