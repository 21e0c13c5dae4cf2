"""Cada expectativa de un lote, con una fila que falla y una que pasa."""

from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import pytest

from esquemas.calidad.errores import ContratoRoto
from esquemas.calidad.revision import lotes_rotos, revisar_lotes
from esquemas.codigos_lote import LOTE
from esquemas.hallazgos import Hallazgo
from esquemas.registro import METRICAS_DE_PUBLICACION
from lineamientos.semestres import Semestre
from tests.esquemas.calidad.muestras_calidad import (
    COLUMNAS,
    CUENTAS,
    SEMESTRE,
    UMBRALES,
    diaria,
    diarias,
    medicion,
    mediciones,
    publicacion,
    publicaciones,
)

Fila = dict[str, object]
Marcos = tuple[list[Fila], list[Fila], list[Fila]]


def revisar(marcos: Marcos, cuentas: pl.DataFrame = CUENTAS, **cambios: object) -> list[tuple[str, Hallazgo]]:
    """Revisa filas sueltas de las tres tablas."""
    umbrales = UMBRALES if not cambios else type(UMBRALES)(**{**vars(UMBRALES), **cambios})
    m, p, d = marcos
    return revisar_lotes(mediciones(*m), publicaciones(*p), diarias(*d), cuentas, SEMESTRE, umbrales)


def m(*filas: Fila) -> Marcos:
    return list(filas), [], []


def p(*filas: Fila) -> Marcos:
    return [], list(filas), []


def d(*filas: Fila) -> Marcos:
    return [], [], list(filas)


def formato(cuenta: str, valores: dict[str, int], **cambios: object) -> Marcos:
    """Una fila del formato con varias cifras."""
    return m(*(medicion(metrica, valor, cuenta, **cambios) for metrica, valor in valores.items()))


MESES = {f"publicaciones_mes_{i}": 10 for i in range(1, 7)}
X = {"mensajes_publicados": 100, "mensajes_propios": 60, "mensajes_comunicacion_social": 40}
HOY = date(2026, 1, 1)

# Código, filas que fallan, filas que pasan, campo señalado.
CASOS: list[tuple[str, Marcos, Marcos, str]] = [
    ("C001", m(medicion("menciones", 1, cuenta="x_uno", desde=None)), m(medicion("menciones", 1)), "desde"),
    ("C001", p(publicacion(1, id_publicacion=None)), p(publicacion(1)), "id_publicacion"),
    ("C001", d(diaria(HOY, fecha=None)), d(diaria(HOY)), "fecha"),
    ("C002", m(medicion("aplausos", 1)), m(medicion("menciones", 1)), "metrica"),
    (
        "C002",
        m(medicion("menciones", None, ausencia="quien_sabe")),
        m(medicion("menciones", None)),
        "ausencia",
    ),
    ("C002", m(medicion("menciones", 1, fuente="rumor")), m(medicion("menciones", 1)), "fuente"),
    ("C002", p(publicacion(1, red="myspace")), p(publicacion(1)), "red"),
    ("C002", p(publicacion(1, tipo_publicacion="reel")), p(publicacion(1)), "tipo_publicacion"),
    ("C003", m(medicion("menciones", None, ausencia=None)), m(medicion("menciones", None)), "valor"),
    ("C003", m(medicion("menciones", 1, ausencia="plataforma")), m(medicion("menciones", 1)), "valor"),
    ("C003", d(diaria(HOY, valor=None)), d(diaria(HOY, valor=None, ausencia="plataforma")), "valor"),
    ("C101", p(publicacion(1, cuenta="fb_otra")), p(publicacion(1)), "red_padron"),
    ("C102", p(publicacion(1, cuenta="ig_uno", red="facebook")), p(publicacion(1, cuenta="ig_uno")), "red"),
    ("C201", m(medicion("menciones", -1)), m(medicion("menciones", 0)), "menciones"),
    (
        "C201",
        m(medicion("seguidores_cierre", -1)),
        m(medicion("crecimiento_seguidores", -1)),
        "seguidores_cierre",
    ),
    (
        "C202",
        m(medicion("impresiones", 10_000_000_001)),
        m(medicion("impresiones", 10_000_000_000)),
        "impresiones",
    ),
    (
        "C202",
        m(medicion("crecimiento_seguidores", -(2**63))),
        m(medicion("crecimiento_seguidores", -5)),
        "crecimiento_seguidores",
    ),
    (
        "C203",
        m(medicion("menciones", 1), medicion("menciones", 2, fila=3)),
        m(medicion("menciones", 1), medicion("menciones", 2, cuenta="x_dos", fila=3)),
        "menciones",
    ),
    ("C204", m(medicion("menciones", 1, semestre="2025-2")), m(medicion("menciones", 1)), "semestre"),
    (
        "C205",
        m(medicion("menciones", 1, desde=date(2025, 12, 31))),
        m(medicion("menciones", 1, desde=date(2026, 1, 1))),
        "desde",
    ),
    (
        "C205",
        m(medicion("menciones", 1, hasta=date(2026, 7, 1))),
        m(medicion("menciones", 1, hasta=date(2026, 6, 30))),
        "hasta",
    ),
    (
        "C206",
        m(medicion("menciones", 1, desde=date(2026, 3, 2), hasta=date(2026, 3, 1))),
        m(medicion("menciones", 1, desde=date(2026, 3, 1), hasta=date(2026, 3, 1))),
        "menciones",
    ),
    (
        "C207",
        m(medicion("menciones", 1, corte=date(2026, 6, 29))),
        m(medicion("menciones", 1, corte=date(2026, 6, 30)), medicion("visitas_perfil", 1, corte=None)),
        "corte",
    ),
    (
        "C301",
        formato("x_uno", X | {"mensajes_publicados": 99}),
        formato("x_uno", X),
        "mensajes_publicados",
    ),
    (
        "C302",
        formato("x_uno", {"mensajes_publicados": 10, "mensajes_propios": 11}),
        formato("x_uno", {"mensajes_publicados": 10, "mensajes_propios": 10}),
        "mensajes_propios",
    ),
    (
        "C303",
        formato("x_uno", {"mensajes_publicados": 10, "mensajes_comunicacion_social": 11}),
        formato("x_uno", {"mensajes_publicados": 10, "mensajes_comunicacion_social": 10}),
        "mensajes_comunicacion_social",
    ),
    (
        "C304",
        formato("ig_uno", {"publicaciones": 10, "publicaciones_propias": 11}),
        formato("ig_uno", {"publicaciones": 10, "publicaciones_propias": 10}),
        "publicaciones_propias",
    ),
    (
        "C305",
        formato("x_uno", {"mensajes_publicados": 10, "respuestas": 11}),
        formato("x_uno", {"mensajes_publicados": 10, "respuestas": 10}),
        "respuestas",
    ),
    (
        "C307",
        formato("fb_uno", {"alcance": 11, "visualizaciones": 10}),
        formato("fb_uno", {"alcance": 10, "visualizaciones": 10}),
        "alcance",
    ),
    (
        "C308",
        formato("x_uno", {"mensajes_publicados": 10, "contenidos_multimedia": 11}),
        formato("x_uno", {"mensajes_publicados": 10, "contenidos_multimedia": 10}),
        "contenidos_multimedia",
    ),
    (
        "C309",
        formato("fb_uno", {"publicaciones": 10, "contenidos_multimedia": 11}),
        formato("fb_uno", {"publicaciones": 10, "contenidos_multimedia": 10}),
        "contenidos_multimedia",
    ),
    (
        "C310",
        formato("ig_uno", {"seguidores_inicio": 100, "seguidores_cierre": 90, "crecimiento_seguidores": 10}),
        formato("ig_uno", {"seguidores_inicio": 100, "seguidores_cierre": 90, "crecimiento_seguidores": -10}),
        "crecimiento_seguidores",
    ),
    (
        "C311",
        formato("ig_uno", {"publicaciones": 61, **MESES}),
        formato("ig_uno", {"publicaciones": 60, **MESES}),
        "publicaciones",
    ),
    (
        "C311",
        formato("x_uno", {"mensajes_publicados": 59, **MESES}),
        formato("x_uno", {"mensajes_publicados": 60, **MESES}),
        "mensajes_publicados",
    ),
    (
        "C312",
        formato("yt_uno", {"vistas": 10, "vistas_interesadas": 11}),
        formato("yt_uno", {"vistas": 10, "vistas_interesadas": 10}),
        "vistas_interesadas",
    ),
    ("C403", p(publicacion(1), publicacion(1, fila=9)), p(publicacion(1), publicacion(2)), "id_publicacion"),
    (
        "C404",
        p(publicacion(1, publicada_en=datetime(2025, 12, 31, 23, 59))),
        p(publicacion(1, publicada_en=datetime(2026, 1, 1))),
        "publicada_en",
    ),
    (
        "C404",
        p(publicacion(1, cuenta="yt_uno", publicada_en=datetime(2026, 7, 1))),
        p(
            publicacion(1, cuenta="yt_uno", publicada_en=datetime(2019, 7, 1)),
            publicacion(2, publicada_en=datetime(2026, 6, 30, 23, 59)),
        ),
        "publicada_en",
    ),
    ("C405", p(publicacion(1, alcance=101, visualizaciones=None)), p(publicacion(1, alcance=100)), "alcance"),
    (
        "C405",
        p(publicacion(1, alcance=101, impresiones=None)),
        p(publicacion(1, alcance=101, impresiones=None, visualizaciones=None)),
        "alcance",
    ),
    (
        "C501",
        d(diaria(HOY, valor=-1)),
        d(diaria(HOY, valor=-1, metrica="crecimiento_seguidores")),
        "impresiones",
    ),
    ("C502", d(diaria(HOY, valor=2**62)), d(diaria(HOY, valor=0)), "impresiones"),
    ("C503", d(diaria(HOY), diaria(HOY, fila=9)), d(diaria(HOY), diaria(date(2026, 1, 2))), "impresiones"),
    ("C504", d(diaria(date(2026, 7, 1))), d(diaria(date(2026, 6, 30))), "impresiones"),
    ("C504", d(diaria(date(2025, 12, 31))), d(diaria(date(2026, 1, 1))), "impresiones"),
]
CASOS += [
    (codigo, p(publicacion(1, **{metrica: mala})), p(publicacion(1, **{metrica: buena})), metrica)
    for metrica in METRICAS_DE_PUBLICACION
    for codigo, mala, buena in (("C401", -1, 0), ("C402", 10_000_000_001, 10_000_000_000))
]


def juntos(posicion: int) -> dict[str, list[Hallazgo]]:
    """Los casos en una sola tanda, cada uno en su lote: así también se ve que no se mezclan."""
    tandas: Marcos = ([], [], [])
    for n, caso in enumerate(CASOS):
        for tabla, filas in zip(tandas, caso[posicion], strict=True):
            tabla.extend(fila | {"lote": f"caso_{n}"} for fila in filas)
    por_lote: dict[str, list[Hallazgo]] = {}
    for lote, hallazgo in revisar(tandas):
        por_lote.setdefault(lote, []).append(hallazgo)
    return por_lote


@pytest.fixture(scope="module")
def de_malas() -> dict[str, list[Hallazgo]]:
    return juntos(1)


@pytest.fixture(scope="module")
def de_buenas() -> dict[str, list[Hallazgo]]:
    return juntos(2)


@pytest.mark.parametrize("n", range(len(CASOS)), ids=[f"{c[0]}-{c[3]}-{n}" for n, c in enumerate(CASOS)])
def test_cada_expectativa_falla_y_pasa(
    n: int, de_malas: dict[str, list[Hallazgo]], de_buenas: dict[str, list[Hallazgo]]
) -> None:
    codigo, _, _, campo = CASOS[n]
    assert {h.campo for h in de_malas[f"caso_{n}"] if h.codigo == codigo} == {campo}
    assert codigo not in {h.codigo for h in de_buenas.get(f"caso_{n}", [])}


@pytest.mark.parametrize(
    ("desde", "hasta", "avisa"),
    [
        (date(2026, 7, 1), None, True),
        (None, date(2025, 12, 31), True),
        (date(2026, 6, 30), None, False),
        (None, date(2026, 1, 1), False),
    ],
)
def test_c103_la_cuenta_estaba_vigente(desde: date | None, hasta: date | None, avisa: bool) -> None:
    padron = CUENTAS.with_columns(
        pl.lit(desde, pl.Date).alias("vigente_desde"), pl.lit(hasta, pl.Date).alias("vigente_hasta")
    )
    codigos = {h.codigo for _, h in revisar(m(medicion("menciones", 1)), padron)}
    assert codigos == ({"C103"} if avisa else set())


def test_ningun_codigo_de_lote_queda_sin_caso() -> None:
    assert {c.clave for c in LOTE} == {caso[0] for caso in CASOS} | {"C103", "C306"}


def test_lo_correcto_no_produce_hallazgos() -> None:
    marcos = (formato("x_uno", X)[0], [publicacion(n) for n in range(1, 5)], [diaria(HOY)])
    assert revisar(marcos) == []


def test_sin_filas_no_hay_que_revisar() -> None:
    assert revisar(([], [], [])) == []


def test_el_hallazgo_senala_la_celda() -> None:
    malas = formato("x_uno", X | {"mensajes_publicados": 50}, hoja="Formato X", fila=7)
    [(lote, h)] = revisar(malas)
    assert lote == "lote_1"
    assert (h.archivo, h.hoja, h.fila) == ("x_uno/formato.csv", "Formato X", 7)
    assert h.columna == COLUMNAS["mensajes_publicados"]
    assert (h.cuenta, h.semestre) == ("x_uno", "2026-1")
    assert h.encontrado == (
        "Total de mensajes publicados, 50; Mensajes propios, 60; Mensajes de Comunicación Social, 40"
    )
    assert h.esperado == "A mayor o igual que B más C"


def test_a_menor_que_b_mas_c_no_se_dice_dos_veces() -> None:
    malas = formato(
        "x_uno", {"mensajes_publicados": 5, "mensajes_propios": 6, "mensajes_comunicacion_social": 7}
    )
    assert [h.codigo for _, h in revisar(malas)] == ["C301"]


def test_un_corte_temprano_se_dice_una_vez_por_fila() -> None:
    [(_, h)] = revisar(formato("x_uno", X, corte=date(2026, 6, 1), fila=5))
    assert (h.codigo, h.fila, h.columna, h.encontrado) == ("C207", 5, None, "01/06/2026")


def test_las_respuestas_se_comparan_solo_si_van_en_el_total() -> None:
    malas = formato("x_uno", {"mensajes_publicados": 10, "respuestas": 11})
    assert revisar(malas, respuestas_cuentan=False) == []


def revisar_facebook(semestre: Semestre, valores: dict[str, int]) -> list[str]:
    """Códigos que resultan de un formato de Facebook de un semestre pasado."""
    filas = [
        medicion(
            metrica,
            valor,
            "fb_uno",
            semestre=semestre.clave,
            desde=semestre.inicio,
            hasta=semestre.fin,
            corte=None,
        )
        for metrica, valor in valores.items()
    ]
    resultado = revisar_lotes(mediciones(*filas), publicaciones(), diarias(), CUENTAS, semestre, UMBRALES)
    return [h.codigo for _, h in resultado]


@pytest.mark.parametrize(("alcance", "codigos"), [(11, ["C306"]), (10, [])])
def test_c306_el_alcance_no_supera_a_las_impresiones(alcance: int, codigos: list[str]) -> None:
    assert revisar_facebook(Semestre(2025, 1), {"alcance": alcance, "impresiones": 10}) == codigos


def test_el_alcance_no_se_compara_con_cifras_de_medio_semestre() -> None:
    # En 2025-2 Facebook dejó de dar impresiones y empezó a dar visualizaciones el 15 de noviembre.
    partidas = {"alcance": 500, "impresiones": 400, "visualizaciones": 300}
    assert revisar_facebook(Semestre(2025, 2), partidas) == []


def test_un_lote_roto_no_detiene_a_los_demas() -> None:
    roto = medicion("menciones", None, ausencia=None, lote="roto")
    otra_del_roto = medicion("visitas_perfil", -4, lote="roto")
    sano = medicion("visitas_perfil", -9, lote="sano")
    resultado = revisar(m(roto, otra_del_roto, sano))
    assert lotes_rotos(resultado) == {"roto"}
    assert [(lote, h.codigo) for lote, h in resultado] == [("roto", "C003"), ("sano", "C201")]


def test_una_columna_que_falta_rompe_el_contrato_y_se_nombra() -> None:
    sin_columna = mediciones(medicion("menciones", 1)).drop("definicion")
    with pytest.raises(ContratoRoto, match=r"«definicion» de mediciones .*falta") as error:
        revisar_lotes(sin_columna, publicaciones(), diarias(), CUENTAS, SEMESTRE, UMBRALES)
    assert (error.value.tabla, error.value.columna) == ("mediciones", "definicion")


def test_una_columna_de_otro_tipo_rompe_el_contrato() -> None:
    de_texto = diarias(diaria(HOY)).with_columns(pl.col("valor").cast(pl.String))
    with pytest.raises(ContratoRoto, match=r"«valor» de diarias .*es String.*Int64"):
        revisar_lotes(mediciones(), publicaciones(), de_texto, CUENTAS, SEMESTRE, UMBRALES)


def test_lo_que_se_repite_se_cuenta_y_no_se_lista() -> None:
    malas = p(*(publicacion(n, reacciones=-n) for n in range(1, 31)))
    resultado = [h for _, h in revisar(malas, hallazgos_por_archivo=5)]
    assert [h.codigo for h in resultado].count("C401") == 5
    [resumen] = [h for h in resultado if h.codigo == "L114"]
    assert (resumen.encontrado, resumen.esperado, resumen.archivo) == ("25", "C401", "posts.csv")


@pytest.mark.parametrize("filas_por_tramo", [1, 7, 1000])
def test_el_resultado_no_depende_de_los_tramos(filas_por_tramo: int) -> None:
    filas = [
        publicacion(n, lote=f"lote_{n % 4}", reacciones=-1 if n % 5 == 0 else 1, id_publicacion=str(n // 8))
        for n in range(1, 41)
    ]
    entero = revisar(p(*filas))
    assert {h.codigo for _, h in entero} == {"C401", "C403"}
    assert revisar(p(*filas), filas_por_tramo=filas_por_tramo) == entero


def barajar(filas: list[Fila]) -> list[Fila]:
    return filas[1::2] + filas[::2]


@pytest.mark.parametrize("orden", [list, lambda f: list(reversed(f)), barajar])
def test_el_resultado_no_depende_del_orden_de_llegada(orden: Callable[[list[Fila]], list[Fila]]) -> None:
    filas = [
        medicion("menciones", -n, cuenta=cuenta, fila=n, lote=f"lote_{n}")
        for n, cuenta in enumerate(["x_uno", "x_dos", "x_uno", "x_ajena"], start=1)
    ]
    assert revisar(m(*orden(filas))) == revisar(m(*filas))
