"""El método completo: los contraejemplos que debe resistir, y lo que entrega."""

from datetime import date

import polars as pl
import pytest

from esquemas.derivados import esquema_polars
from esquemas.tablas import CALIFICACIONES, CIFRAS, CRITERIOS, METAS, PARTES
from lineamientos.ausencias import Ausencia
from lineamientos.calificacion import completado
from lineamientos.calificacion.metodo import VERSION_METODO
from lineamientos.calificacion.parametros_calificacion import CRITERIOS as NOMBRES
from lineamientos.errores import RedDesconocida
from lineamientos.semestres import Semestre
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    SEMESTRE,
    Flota,
    aprobados,
    criterio,
    fila,
    parametros,
    parte,
)

BASE = {"semestre": "2025-2", "version": 3}
SIN_ELEMENTOS = "Sin elementos para calificar"
INCUMPLIMIENTO = "Sin elementos para calificar, por incumplimiento"


def test_las_columnas_son_las_de_las_tablas() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X).calificar()
    for marco, tabla in (
        (r.calificaciones, CALIFICACIONES),
        (r.criterios, CRITERIOS),
        (r.partes, PARTES),
        (r.metas, METAS),
        (pl.DataFrame(schema=completado.CIFRAS), CIFRAS),
    ):
        esperado = {n: t for n, t in esquema_polars(tabla).items() if n != "evaluacion"}
        assert dict(marco.schema) == esperado
        assert list(marco.columns) == list(esperado)
        for columna in tabla.columnas:
            if not columna.nulo and columna.campo.nombre != "evaluacion":
                assert marco[columna.campo.nombre].null_count() == 0, columna.campo.nombre
        clave = [c for c in tabla.clave if c != "evaluacion"]
        assert not marco.select(clave).is_duplicated().any()


def test_mas_impresiones_dan_mas_desempeno() -> None:
    r = (
        Flota()
        .companeras()
        .cuenta("muchas", CIFRAS_X, impresiones=1_000_000)
        .cuenta("pocas", CIFRAS_X, impresiones=10_000)
        .calificar()
    )
    assert criterio(r, "muchas", "desempeno")["puntaje"] > criterio(r, "pocas", "desempeno")["puntaje"]
    assert fila(r, "muchas")["indice"] > fila(r, "pocas")["indice"]


@pytest.mark.parametrize("ausencia", [Ausencia.NO_ENTREGADA, Ausencia.ILEGIBLE, Ausencia.COBERTURA, None])
def test_no_entregar_visitas_ni_menciones_no_sube_el_indice(ausencia: Ausencia | None) -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, visitas_perfil=ausencia, menciones=ausencia).calificar()
    calificada = fila(r, "c")
    assert (calificada["clase_propuesta"], calificada["linea"]) == (SIN_ELEMENTOS, 3)
    assert calificada["indice"] is None
    assert "Menciones" in calificada["motivo"] and "Visitas al perfil" in calificada["motivo"]
    assert criterio(r, "c", "desempeno")["evaluable"] is False
    assert r.criterios.filter(cuenta="c")["aportacion"].null_count() == 4


def test_lo_retenido_es_incumplimiento_aunque_no_entre_en_el_indice() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, contenidos_multimedia=Ausencia.RETENIDA).calificar()
    assert fila(r, "c")["clase_propuesta"] == INCUMPLIMIENTO
    assert "artículo 14" in fila(r, "c")["motivo"]


def test_no_entregar_multimedia_en_x_no_impide_calificar() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, contenidos_multimedia=None).calificar()
    assert fila(r, "c")["indice"] is not None


@pytest.mark.parametrize(
    "ausencia", [Ausencia.PLATAFORMA, Ausencia.RETIRADA, Ausencia.OCULTA, Ausencia.NO_APLICA]
)
def test_lo_que_la_plataforma_no_da_se_deja_fuera_y_se_dice(ausencia: Ausencia) -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, visitas_perfil=ausencia).calificar()
    fuera = parte(r, "c", "visitas_perfil")
    assert fuera["incluida"] is False and "Visitas al perfil" in fuera["motivo"]
    dentro = [parte(r, "c", p)["puntaje"] for p in ("impresiones", "menciones")]
    assert criterio(r, "c", "desempeno")["puntaje"] == pytest.approx(sum(dentro) / 2, abs=0.006)
    assert "Visitas al perfil" in criterio(r, "c", "desempeno")["motivo"]
    assert fila(r, "c")["indice"] is not None


def test_doblar_seguidores_en_el_semestre_no_baja_el_desempeno() -> None:
    r = (
        Flota()
        .companeras()
        .cuenta("igual", CIFRAS_X, seguidores_cierre=5_000)
        .cuenta("doble", CIFRAS_X, seguidores_cierre=10_000)
        .calificar()
    )
    assert criterio(r, "doble", "desempeno")["puntaje"] == criterio(r, "igual", "desempeno")["puntaje"]
    assert fila(r, "doble")["indice"] > fila(r, "igual")["indice"]


def test_sin_publicaciones_los_me_gusta_de_antes_no_dan_desempeno() -> None:
    r = (
        Flota()
        .companeras(red="instagram")
        .cuenta("c", CIFRAS_OTRAS, "instagram", publicaciones=0, me_gusta=9_999_999)
        .calificar()
    )
    assert (fila(r, "c")["clase_propuesta"], fila(r, "c")["linea"]) == ("En observación", 2)
    assert fila(r, "c")["indice"] is None
    assert criterio(r, "c", "desempeno")["evaluable"] is False


def test_sin_publicaciones_dos_semestres_seguidos() -> None:
    flota = Flota().companeras().companeras(semestre=ANTERIOR)
    r = (
        flota.cuenta("c", CIFRAS_X, semestre=ANTERIOR, mensajes_publicados=0)
        .cuenta("c", CIFRAS_X, mensajes_publicados=0)
        .calificar()
    )
    assert (fila(r, "c")["clase_propuesta"], fila(r, "c")["linea"]) == ("No pertinente", 1)


def test_un_semestre_sin_elementos_ni_interrumpe_ni_prolonga() -> None:
    antes = ANTERIOR.anterior()
    flota = Flota()
    for s in (antes, ANTERIOR, SEMESTRE):
        flota.companeras(semestre=s)
    flota.cuenta("c", CIFRAS_X, semestre=antes, mensajes_publicados=0)
    flota.cuenta("c", CIFRAS_X, semestre=ANTERIOR, menciones=None)
    flota.cuenta("c", CIFRAS_X, mensajes_publicados=0)
    flota.cuenta("d", CIFRAS_X, semestre=antes)
    flota.cuenta("d", CIFRAS_X, semestre=ANTERIOR, menciones=None)
    flota.cuenta("d", CIFRAS_X, mensajes_publicados=0)
    r = flota.calificar()
    assert fila(r, "c")["linea"] == 1
    assert antes.clave in fila(r, "c")["motivo"]
    assert fila(r, "d")["linea"] == 2


def test_un_hueco_sin_datos_interrumpe_la_racha() -> None:
    antes = ANTERIOR.anterior()
    flota = Flota().companeras(semestre=antes).companeras()
    flota.cuenta("c", CIFRAS_X, semestre=antes, mensajes_publicados=0)
    flota.cuenta("c", CIFRAS_X, mensajes_publicados=0)
    assert fila(flota.calificar(), "c")["linea"] == 2


PESIMA = {
    "impresiones": 0,
    "visitas_perfil": 0,
    "menciones": 0,
    "mensajes_publicados": 10,
    "mensajes_propios": 0,
    "mensajes_comunicacion_social": 0,
    "seguidores_cierre": 4_950,
}


def _pesima_dos_veces() -> Flota:
    flota = Flota().companeras().companeras(semestre=ANTERIOR)
    flota.cuenta("c", CIFRAS_X, semestre=ANTERIOR, **PESIMA)
    return flota.cuenta("c", CIFRAS_X, **PESIMA)


def test_indice_menor_que_30_dos_veces_calculado_en_memoria() -> None:
    r = _pesima_dos_veces().calificar()
    assert fila(r, "c")["indice"] < 30
    assert (fila(r, "c")["clase_propuesta"], fila(r, "c")["linea"]) == ("No pertinente", 4)


@pytest.mark.parametrize(
    ("indice", "clase", "linea"),
    [(60.0, "Pertinente con recomendaciones", 5), (29.0, "En observación", 4), (None, SIN_ELEMENTOS, 5)],
)
def test_lo_guardado_prevalece_sobre_lo_calculado(indice: float | None, clase: str, linea: int) -> None:
    previas = pl.DataFrame(
        {
            "cuenta": ["c"],
            "semestre": [ANTERIOR.clave],
            "indice": [indice],
            "clase_propuesta": [clase],
        },
        schema_overrides={"indice": pl.Float64},
    )
    assert fila(_pesima_dos_veces().calificar(previas=previas), "c")["linea"] == linea


def test_lo_guardado_basta_sin_las_cifras_de_entonces() -> None:
    flota = Flota().companeras().cuenta("c", CIFRAS_X, mensajes_publicados=0)
    previas = pl.DataFrame(
        {
            "cuenta": ["c"],
            "semestre": [ANTERIOR.clave],
            "indice": [None],
            "clase_propuesta": ["En observación"],
        },
        schema_overrides={"indice": pl.Float64},
    )
    assert fila(flota.calificar(previas=previas), "c")["linea"] == 1


def test_todas_iguales_valen_lo_neutro_y_se_dice() -> None:
    flota = Flota()
    for i in range(20):
        flota.cuenta(f"c{i:02}", CIFRAS_X)
    r = flota.calificar()
    # La frecuencia de todas es la de referencia: 100. Lo demás no distingue: 50.
    assert set(r.calificaciones["indice"]) == {62.5}
    assert parte(r, "c00", "menciones")["puntaje"] == 50
    assert "no distingue" in parte(r, "c00", "menciones")["motivo"]


def test_si_los_crudos_no_distinguen_publicar_mas_no_hace_mas_original() -> None:
    """Todas menos una son del todo originales: acercadas, solo las separaría cuánto publicaron."""
    flota = Flota()
    for i in range(24):
        n = 5 + 17 * i
        propios = {"mensajes_publicados": n, "mensajes_propios": n, "mensajes_comunicacion_social": 0}
        flota.cuenta(f"c{i:02}", CIFRAS_X, **propios)
    flota.cuenta("otra", CIFRAS_X, mensajes_publicados=10, mensajes_propios=5, mensajes_comunicacion_social=0)
    r = flota.calificar()
    assert {criterio(r, f"c{i:02}", "originalidad")["puntaje"] for i in range(24)} == {50}


def test_una_cuenta_sola_en_su_red() -> None:
    r = Flota().companeras().cuenta("sola", CIFRAS_OTRAS, "tiktok").calificar()
    sola = fila(r, "sola")
    assert (sola["clase_propuesta"], sola["indice"], sola["cohorte"]) == (SIN_ELEMENTOS, None, None)
    assert "menos de 5 cuentas" in sola["motivo"]


def test_primer_semestre_sin_seguidores_al_inicio() -> None:
    flota = Flota().companeras()
    r = flota.cuenta("c", CIFRAS_X, seguidores_inicio=None).calificar()
    nuevos = criterio(r, "c", "seguidores_nuevos")
    assert (nuevos["evaluable"], nuevos["sustituido"]) == (False, True)
    suyos = r.criterios.filter((pl.col("criterio") == "seguidores_nuevos") & pl.col("evaluable"))["puntaje"]
    assert nuevos["puntaje"] == pytest.approx(suyos.median(), abs=0.006)
    assert "mediana" in nuevos["motivo"]
    assert fila(r, "c")["criterios_evaluables"] == 3
    # Para lo demás se usan los del cierre.
    assert parte(r, "c", "menciones")["crudo"] is not None


def test_si_ninguna_tiene_el_criterio_el_sustituto_es_neutro() -> None:
    flota = Flota()
    for i in range(20):
        cifras = {m: v * (i + 1) for m, v in CIFRAS_FACEBOOK.items()}
        flota.cuenta(f"c{i:02}", cifras, "facebook", seguidores_inicio=None, seguidores_cierre=5_000)
    r = flota.calificar()
    assert criterio(r, "c00", "seguidores_nuevos")["puntaje"] == 50
    assert "neutro" in criterio(r, "c00", "seguidores_nuevos")["motivo"]


def test_noventa_ochenta_setenta_y_callar_el_cuarto_no_es_pertinente() -> None:
    flota = Flota().companeras()
    excelente = {
        "impresiones": 10**8,
        "visitas_perfil": 10**5,
        "menciones": 10**5,
        "mensajes_publicados": 200,
        "mensajes_propios": 180,
    }
    flota.cuenta("con", CIFRAS_X, **excelente, seguidores_cierre=4_850)
    flota.cuenta("sin", CIFRAS_X, **excelente, seguidores_inicio=None)
    r = flota.calificar()
    assert fila(r, "sin")["indice"] >= 70
    for cuenta in ("con", "sin"):
        assert fila(r, cuenta)["clase_propuesta"] == "Pertinente con recomendaciones"


def test_base_ordinaria_y_base_electoral_son_distintas() -> None:
    flota = Flota().companeras(semestre=ANTERIOR).companeras()
    ordinario = flota.calificar()
    electoral = flota.calificar(fases={SEMESTRE.clave: "proceso_electoral"})
    assert set(ordinario.metas["semestre_base"]) == {ANTERIOR.clave}
    assert set(electoral.metas["semestre_base"]) == {SEMESTRE.clave}
    assert set(electoral.metas["fase"]) == {"proceso_electoral"}


def test_de_ordinario_a_electoral_la_racha_sigue() -> None:
    r = _pesima_dos_veces().calificar(fases={SEMESTRE.clave: "proceso_electoral"})
    assert fila(r, "c")["linea"] == 4


def test_las_metas_congeladas_no_cambian_con_la_flota() -> None:
    congeladas = Flota().companeras().calificar().metas
    otra = Flota().companeras(40, prefijo="w").cuenta("c", CIFRAS_X)
    r = otra.calificar(metas_congeladas=congeladas)
    assert r.metas.equals(congeladas)
    meta = congeladas.row(by_predicate=pl.col("indicador") == "desempeno.menciones", named=True)
    assert parte(r, "c", "menciones")["meta_superior"] == meta["meta_superior"]


def test_una_definicion_nueva_no_usa_la_meta_vieja() -> None:
    flota = Flota().companeras(semestre=ANTERIOR).companeras()
    nuevas = [
        c | {"definicion": "x.impresiones.v2"}
        if c["metrica"] == "impresiones" and c["semestre"] == SEMESTRE.clave
        else c
        for c in flota.cifras
    ]
    flota.cifras = nuevas
    metas = flota.calificar().metas.filter(indicador="desempeno.impresiones").sort("definicion")
    assert metas.select("definicion", "semestre_base").rows() == [
        ("x.impresiones.v1", ANTERIOR.clave),
        ("x.impresiones.v2", SEMESTRE.clave),
    ]


def test_un_semestre_a_medio_entregar_no_es_base() -> None:
    flota = Flota().companeras(5, semestre=ANTERIOR).companeras()
    assert set(flota.calificar().metas["semestre_base"]) == {SEMESTRE.clave}


def test_provisional_mientras_falte_aprobar_parametros_o_base() -> None:
    flota = Flota().companeras()
    sin_aprobar = flota.calificar()
    assert sin_aprobar.calificaciones["provisional"].all()
    assert flota.calificar(parametros=aprobados()).calificaciones["provisional"].all()
    # Congelada no es aprobada: además debe constar que el Comité aprobó esa base para la fase.
    for base in ({}, {"proceso_electoral": BASE}):
        congelada = flota.calificar(parametros=aprobados(base), metas_congeladas=sin_aprobar.metas)
        assert congelada.calificaciones["provisional"].all()
    fija = flota.calificar(parametros=aprobados({"ordinario": BASE}), metas_congeladas=sin_aprobar.metas)
    assert not fija.calificaciones["provisional"].any()
    assert set(fija.calificaciones["caracter"]) == {"propuesta"}
    assert fija.version_metodo == VERSION_METODO


def test_las_cuentas_no_vigentes_no_se_califican() -> None:
    flota = Flota().companeras()
    flota.cuenta("cerrada", CIFRAS_X, hasta=date(2025, 12, 31))
    flota.cuenta("futura", CIFRAS_X, desde=date(2026, 7, 1))
    flota.cuenta("parcial", CIFRAS_X, desde=date(2026, 4, 2))
    r = flota.calificar()
    assert {"cerrada", "futura"}.isdisjoint(r.calificaciones["cuenta"])
    # 90 días de 2 de abril a 30 de junio.
    assert parte(r, "parcial", "publicaciones_por_semana")["crudo"] == pytest.approx(100 * 7 / 90)


def test_una_cuenta_vigente_sin_cifras_se_dice() -> None:
    flota = Flota().companeras().cuenta("c", {})
    r = flota.calificar()
    assert fila(r, "c")["clase_propuesta"] == SIN_ELEMENTOS
    assert r.criterios.filter(cuenta="c").height == 4


def test_el_indice_es_la_suma_de_las_aportaciones() -> None:
    r = (
        Flota()
        .companeras()
        .calificar(
            parametros=parametros(
                pesos={"desempeno": 40, "frecuencia": 10, "originalidad": 30, "seguidores_nuevos": 20}
            )
        )
    )
    sumas = r.criterios.group_by("cuenta", maintain_order=True).agg(pl.col("aportacion").sum())
    unidas = r.calificaciones.join(sumas, on="cuenta")
    assert unidas.height == 20
    assert (unidas["indice"] - unidas["aportacion"]).abs().max() <= 0.005 + 1e-9
    assert r.criterios["criterio"].to_list()[:4] == list(NOMBRES)


@pytest.mark.parametrize("red", ["facebook", "instagram", "youtube", "tiktok", "pinterest", "linkedin"])
def test_cada_red_se_califica(red: str) -> None:
    r = Flota().companeras(red=red).calificar()
    assert r.calificaciones["indice"].null_count() == 0
    assert set(r.calificaciones["criterios_evaluables"]) == {4}
    assert r.calificaciones["indice"].n_unique() > 10


@pytest.mark.parametrize("red", ["facebook", "instagram"])
def test_con_solo_la_letra_del_articulo_11_hay_tres_criterios(red: str) -> None:
    flota = Flota().companeras(red=red)
    suplementarias = ("seguidores_inicio", "seguidores_cierre", "publicaciones_propias")
    flota.cifras = [c for c in flota.cifras if c["metrica"] not in suplementarias]
    r = flota.calificar()
    assert set(r.calificaciones["criterios_evaluables"]) == {3}
    assert r.calificaciones["indice"].null_count() == 0
    assert "sin cifra de seguidores" in fila(r, "v00")["cohorte_descripcion"]


def test_red_desconocida_es_un_error_con_nombre() -> None:
    with pytest.raises(RedDesconocida, match="myspace"):
        Flota().cuenta("c", CIFRAS_OTRAS, "myspace").calificar()


def test_falta_la_fase_de_un_semestre() -> None:
    flota = Flota().companeras(semestre=ANTERIOR).companeras()
    with pytest.raises(ValueError, match="2025-2"):
        flota.calificar(fases={ANTERIOR.clave: "vacaciones"})


def test_cifras_repetidas_son_un_error() -> None:
    flota = Flota().cuenta("c", CIFRAS_X).cuenta("c", CIFRAS_X)
    with pytest.raises(ValueError, match="repetida"):
        flota.calificar()


def test_los_semestres_posteriores_no_cuentan() -> None:
    flota = Flota().companeras()
    antes = flota.calificar()
    flota.companeras(semestre=Semestre(2026, 2), prefijo="z")
    despues = flota.calificar()
    suyas = pl.col("cuenta").str.starts_with("v")
    assert despues.calificaciones.filter(suyas)["indice"].equals(antes.calificaciones["indice"])


def test_un_conteo_negativo_no_es_una_cifra() -> None:
    r = Flota().companeras().cuenta("c", CIFRAS_X, menciones=-5).calificar()
    assert fila(r, "c")["clase_propuesta"] == SIN_ELEMENTOS
    assert "ilegible" in fila(r, "c")["motivo"]
