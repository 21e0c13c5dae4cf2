"""La sección del art. 15: quién persiste, con qué prueba de cada aviso, y de quién no hay incumplimiento."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from informes.abiertas_procedimiento import hechos
from informes.contexto import contexto
from informes.datos import DatosInforme
from informes.formas import Seccion
from informes.incumplimientos import seccion
from informes.modelo import construir
from informes.procedimiento import en_un_renglon
from informes.resumen import resumen
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.titulos import ESTADOS, HECHOS, REVISIONES
from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision
from tests.informes.armado_comun import HOSTIL
from tests.informes.armado_expedientes import hecho, julio, marco_de_avisos, requerimiento
from tests.lineamientos.apoyo_lineamientos import leer
from tests.lineamientos.procedimiento.jugada import AQUI, jugar

PERSISTEN, PRUEBAS, ATENDIERON, TRAMITE, TARDE, SIN_PRUEBA = range(6)
CASOS = [c for c in leer(AQUI / "casos" / "semestre.toml")["caso"] if c["semestre"] == "2026-1"]
_V = ClaseDeEvento


@pytest.fixture(scope="module")
def aprobada(datos: DatosInforme) -> Seccion:
    return _seccion(datos)


def _seccion(datos: DatosInforme) -> Seccion:
    return seccion(contexto(datos))


def _filas(seccion: Seccion, cual: int) -> list[list[str]]:
    return [[c.texto for c in fila] for fila in seccion.cuadros[cual].filas]


def _con(datos: DatosInforme, *eventos: Evento) -> DatosInforme:
    return replace(datos, eventos=eventos, avisos=marco_de_avisos(()))


def test_cada_hecho_y_cada_estado_tiene_su_titulo() -> None:
    assert set(HECHOS) == set(ClaseDeEvento)
    assert set(ESTADOS) == set(EstadoDeEntrega)
    assert set(REVISIONES) == set(EstadoDeRevision)


def test_persisten_la_no_subsanada_y_la_callada_cada_una_por_su_via(aprobada: Seccion) -> None:
    assert _filas(aprobada, PERSISTEN) == [
        ["Ágora Aguascalientes", "Falta de entrega", "22/07/2026", "Sigue sin entregar."],
        [
            "Junta Local Jalisco",
            "Observaciones sin subsanar",
            "22/07/2026",
            "Sigue con 1 observación abierta.",
        ],
    ]


def test_cada_aviso_lleva_su_fecha_su_medio_su_prueba_y_cuando_vencio(aprobada: Seccion) -> None:
    cuadro = aprobada.cuadros[PRUEBAS]
    avisos = [(f[0].texto[:5], f[1].texto, f[2].texto, f[4].texto, f[5].texto) for f in cuadro.filas]
    requerida = "Requerimiento notificado", "24/06/2026", "14/07/2026"
    titular = "Aviso al titular notificado", "20/07/2026", "22/07/2026", "No se atendió"
    assert avisos == [
        ("Ágora", *requerida, "No entregó"),
        ("Ágora", "Requerimiento por falta de entrega notificado", "15/07/2026", "17/07/2026", "No entregó"),
        ("Ágora", *titular),
        ("Junta", *requerida, "Entregó el 13/07/2026"),
        (
            "Junta", "Observaciones notificadas", "15/07/2026", "17/07/2026",
            "Sin subsanar, 1 de 2 observaciones",
        ),
        ("Junta", *titular),
    ]  # fmt: skip
    assert [f[3].texto for f in cuadro.filas[1:3]] == [
        "Por correo.",
        "En papel, oficio INE/CNCS/0123/2026, acuse 4571.",
    ]
    assert cuadro.filas[2][3].detalle == HOSTIL
    assert cuadro.filas[2][2].detalle == "20/07/2026 11:05"


def test_lo_atendido_lo_que_corre_y_lo_tardio_no_se_confunden_con_lo_que_persiste(aprobada: Seccion) -> None:
    assert _filas(aprobada, ATENDIERON) == [
        [HOSTIL, "Falta de entrega", "20/07/2026", "22/07/2026", "21/07/2026"]
    ]
    assert _filas(aprobada, TRAMITE) == [
        ["Canal Aguascalientes", "Observada", "29/07/2026", "Corre su plazo"]
    ]
    assert [f[1:4] for f in _filas(aprobada, TARDE)] == [
        ["Subsanación", "17/07/2026", "24/07/2026"],
        ["Entrega de la estadística", "14/07/2026", "21/07/2026"],
    ]
    assert _filas(aprobada, SIN_PRUEBA) == []


def test_sin_prueba_del_requerimiento_no_hay_incumplimiento(datos: DatosInforme, aprobada: Seccion) -> None:
    eventos = tuple(e for e in datos.eventos if e.cuenta != "x-ags")
    informe = construir(replace(datos, eventos=eventos))
    suya = next(s for s in informe.secciones if s.clave == aprobada.clave)
    assert _filas(suya, SIN_PRUEBA) == [
        ["Ágora Aguascalientes", "No consta que se notificara el requerimiento: no hay incumplimiento"]
    ]
    assert [f[0] for f in _filas(suya, PERSISTEN)] == ["Junta Local Jalisco"]
    assert "de 1 cuenta que no entregó no consta" in suya.parrafos[1]
    ficha = next(f for g in informe.areas for f in g.fichas if f.cuenta == "x-ags")
    assert ficha.identificacion[-1].valor == "no consta que se notificara el requerimiento"


def test_sin_hechos_en_el_expediente_se_dice_y_no_se_inventa_nada(datos: DatosInforme) -> None:
    recibida = hecho("x-central", _V.RECIBIDO, julio(6))
    for eventos in ((), (recibida,)):
        ctx = contexto(_con(datos, *eventos))
        suya = seccion(ctx)
        assert "no consta ningún requerimiento notificado" in suya.parrafos[1]
        assert suya.cuadros == ()
        assert suya.parrafos[1] in resumen(ctx).hallazgos
        assert en_un_renglon(ctx, "x-ags") == "no consta que se notificara el requerimiento"


def test_un_aviso_sin_prueba_registrada_se_dice(datos: DatosInforme) -> None:
    sin = datos.avisos.filter(pl.col("comunicacion") != "x-ags/titular")
    filas = _seccion(replace(datos, avisos=sin)).cuadros[PRUEBAS].filas
    assert (filas[2][3].texto, filas[2][3].tono) == ("no consta la prueba", "ausente")


def test_un_plazo_vencido_sin_lo_que_sigue_no_es_persistente(datos: DatosInforme) -> None:
    requerida, _ = requerimiento("x-ags")
    suya = _seccion(_con(datos, requerida))
    assert _filas(suya, PERSISTEN) == []
    assert _filas(suya, TRAMITE) == [
        [
            "Ágora Aguascalientes",
            "Requerida",
            "14/07/2026",
            "Venció; falta requerir por falta de entrega",
        ]
    ]


def test_una_prorroga_corre_el_plazo_y_consta(datos: DatosInforme) -> None:
    prorroga = hecho("x-ags", _V.PRORROGADO, julio(21), vence=julio(24), detalle="Acuerdo CG-03/2026.")
    otros = tuple(e for e in datos.eventos if e.cuenta != "x-ags" or e.clase is not _V.PERSISTENTE)
    vencida = hecho("x-ags", _V.PERSISTENTE, julio(25))
    suya = _seccion(replace(datos, eventos=(*otros, prorroga, vencida)))
    assert _filas(suya, PERSISTEN)[0][2] == "24/07/2026"
    assert _filas(suya, PRUEBAS)[3][1:] == [
        "Prórroga concedida", "21/07/2026", "Acuerdo CG-03/2026.", "24/07/2026", "Se concedió",
    ]  # fmt: skip


@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_de_cada_caso_por_articulo_la_seccion_dice_lo_que_su_estado(
    datos: DatosInforme, caso: dict[str, Any]
) -> None:
    expediente = jugar(caso).situacion.expediente
    eventos = tuple(replace(h, cuenta="x-ags") for h in expediente.hechos)
    ctx = contexto(_con(datos, *eventos))
    suya = seccion(ctx)
    assert bool(_filas(suya, PERSISTEN)) == expediente.persistio
    assert all(c.texto.strip() for k in suya.cuadros for f in k.filas for c in f)
    assert en_un_renglon(ctx, "x-ags")
    filas = _abierta(ctx.datos)
    assert {f["Estado de la entrega"] for f in filas} == {ESTADOS[expediente.entrega][0]}
    assert len(filas) == len(eventos)


def _abierta(datos: DatosInforme) -> list[dict[str, Any]]:
    tabla = hechos(contexto(datos))
    return [dict(zip((c.nombre for c in tabla.columnas), f, strict=True)) for f in tabla.filas]


def test_la_tabla_abierta_trae_cada_hecho_con_su_prueba(datos: DatosInforme) -> None:
    filas = _abierta(datos)
    assert len(filas) == len(datos.eventos)
    notificadas = [f for f in filas if f["Medio"] != "no es una notificación"]
    assert len(notificadas) == datos.avisos.height
    assert {f["Hecho"] for f in notificadas} <= {
        HECHOS[c.evento] for c in COMUNICACIONES.values() if c.evento
    }
    assert {f["Acuse"] for f in notificadas if f["Medio"] == "en papel"} == {"4571"}
