"""Escritores y lectores, hechos por separado, se prueban entre sí con las cifras verdaderas del mundo."""

from collections.abc import Iterable
from functools import cache

import polars as pl
import pytest

from conectores.archivos.lectura import leer
from conectores.archivos.tipos import Contexto, Lectura
from conectores.ejemplo.defectos import plantar
from conectores.ejemplo.entregas import Archivo, entregas
from conectores.ejemplo.escritores_formato import cuenta_de_padron
from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.ejemplo.plan import Exportacion, plan_de
from conectores.ejemplo.valores_formato import fecha_de_exportacion, valores_de
from lineamientos.semestres import Semestre

MUNDO = Mundo.nuevo(7)
PADRON = {c.cuenta: cuenta_de_padron(c) for c in MUNDO.cuentas}
SUMABLES = ("impresiones", "visualizaciones", "me_gusta", "reacciones", "compartidos", "comentarios")
POR_FUERA_DE_LA_LECTURA = {"L901"}
"""La copia idéntica se reconoce al enumerar la carpeta, no al leer el archivo."""


def _leer(archivos: Iterable[Archivo], semestre: Semestre) -> list[Lectura]:
    contexto = Contexto(PADRON, semestre)
    lecturas = []
    for a in archivos:
        carpeta = a.ruta.split("/")[0] if "/" in a.ruta else None
        lecturas.extend(leer(a.ruta, a.contenido, carpeta, contexto))
    return lecturas


@cache
def _semestre_leido(semestre: Semestre) -> tuple[list[Lectura], dict[str, pl.DataFrame]]:
    lecturas = _leer(entregas(MUNDO, semestre), semestre)
    tablas = ("mediciones", "publicaciones", "diarias", "evidencias")
    return lecturas, {t: pl.concat([getattr(x, t) for x in lecturas]) for t in tablas}


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_lo_bueno_se_lee_sin_un_solo_hallazgo(semestre: Semestre) -> None:
    lecturas, _ = _semestre_leido(semestre)
    assert [h.oracion for x in lecturas for h in x.hallazgos] == []
    assert not any(x.rechazado or x.filas_rechazadas for x in lecturas)


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_el_formato_dice_las_cifras_verdaderas(semestre: Semestre) -> None:
    formato = _semestre_leido(semestre)[1]["mediciones"].filter(pl.col("fuente") == "formato")
    assert formato["corte"].unique().to_list() == [fecha_de_exportacion(semestre)]
    leidas = {
        (c, m): v if a is None else a
        for c, m, v, a in formato.select("cuenta", "metrica", "valor", "ausencia").iter_rows()
    }
    esperadas = {
        (c.cuenta, m): v
        for c in MUNDO.vigentes(semestre)
        if plan_de(MUNDO, c, semestre)
        for m, v in valores_de(MUNDO, c, semestre).items()
    }
    assert leidas == esperadas


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_las_publicaciones_exportadas_suman_las_cifras_verdaderas(semestre: Semestre) -> None:
    leidas = _semestre_leido(semestre)[1]["publicaciones"].partition_by("cuenta", as_dict=True)
    con_exportacion = set()
    for cuenta in MUNDO.vigentes(semestre):
        plan = plan_de(MUNDO, cuenta, semestre)
        hecho = MUNDO.actividad(cuenta, semestre)
        if plan is None or not (set(plan.exportaciones) - {Exportacion.RESUMEN, Exportacion.SERIE}):
            continue
        if not hecho.con_cifras_propias:
            continue
        con_exportacion.add((cuenta.cuenta,))
        marco, verdad = leidas[cuenta.cuenta,], MUNDO.verdad(cuenta, semestre)
        if cuenta.red == "x":
            assert marco.height == verdad["mensajes_propios"]
        else:
            assert marco.height == verdad["publicaciones"]
        if cuenta.red == "facebook":
            assert marco.filter(~pl.col("es_compartida")).height == verdad["publicaciones_propias"]
            assert marco.filter("con_multimedia").height == verdad["contenidos_multimedia"]
        for metrica in (
            "impresiones",
            "visualizaciones",
            "me_gusta",
            "reacciones",
            "compartidos",
            "comentarios",
        ):
            if metrica in verdad and not marco[metrica].is_null().all():
                assert marco[metrica].sum() == verdad[metrica], (cuenta.cuenta, metrica)
    assert set(leidas) == con_exportacion


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_los_dias_de_x_suman_las_cifras_verdaderas(semestre: Semestre) -> None:
    diarias = _semestre_leido(semestre)[1]["diarias"].group_by("cuenta", "metrica").agg(pl.col("valor").sum())
    sumas = {(c, m): v for c, m, v in diarias.iter_rows()}
    cuentas = [c for c in MUNDO.cuentas if c.red == "x" and (c.cuenta, "impresiones") in sumas]
    assert len(cuentas) >= 15
    for cuenta in cuentas:
        verdad = MUNDO.verdad(cuenta, semestre)
        assert sumas[cuenta.cuenta, "impresiones"] == verdad["impresiones"]
        assert sumas[cuenta.cuenta, "visitas_perfil"] == verdad["visitas_perfil"]
        neto = sumas[cuenta.cuenta, "altas_seguidores"] - sumas[cuenta.cuenta, "bajas_seguidores"]
        assert neto == verdad["crecimiento_seguidores"]


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_los_totales_de_youtube_son_las_cifras_verdaderas(semestre: Semestre) -> None:
    mediciones = _semestre_leido(semestre)[1]["mediciones"].filter(pl.col("fuente") == "exportacion")
    cuentas = mediciones["cuenta"].unique().to_list()
    assert len(cuentas) >= 12 and all(c.startswith("youtube_") for c in cuentas)
    for cuenta, metrica, valor in mediciones.select("cuenta", "metrica", "valor").iter_rows():
        assert valor == MUNDO.verdad(MUNDO.cuenta(cuenta), semestre)[metrica], (cuenta, metrica)


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_cada_pagina_de_facebook_tiene_evidencia(semestre: Semestre) -> None:
    evidencias = _semestre_leido(semestre)[1]["evidencias"]
    paginas = {
        c.cuenta for c in MUNDO.vigentes(semestre) if c.red == "facebook" and plan_de(MUNDO, c, semestre)
    }
    assert set(evidencias["cuenta"]) == paginas
    assert evidencias["sha256"].n_unique() == evidencias.height


def test_cada_defecto_de_lectura_da_su_codigo_y_ningun_otro() -> None:
    semestre = SEMESTRES[-1]
    plantado = plantar(MUNDO, semestre)
    lecturas = _leer(plantado.archivos, semestre)
    hallados = {(h.codigo, h.cuenta, h.archivo) for x in lecturas for h in x.hallazgos}
    esperados = {
        (d.codigo, d.cuenta, d.archivo)
        for d in plantado.defectos
        if d.codigo.startswith("L") and d.codigo not in POR_FUERA_DE_LA_LECTURA
    }
    assert hallados == esperados
