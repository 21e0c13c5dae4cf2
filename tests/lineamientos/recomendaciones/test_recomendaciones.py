"""Los casos de ``casos/``: cuándo se recomienda (art. 6, fracción III) y cómo queda después (art. 7)."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.redondeo import redondear
from lineamientos.errores import ParametroInvalido, ReglaInvalida
from lineamientos.parametros import Parametros
from lineamientos.recomendaciones.catalogo import LIMITES, Regla, leer_reglas, leer_umbrales
from lineamientos.recomendaciones.emision import recomendar
from lineamientos.recomendaciones.reglas import FUNCIONES
from lineamientos.recomendaciones.seguimiento import Declaracion, seguir
from lineamientos.recomendaciones.situacion import (
    Anterior,
    Falta,
    Medicion,
    Situacion,
    comparabilidad,
    desempeno_bajo,
)
from lineamientos.semestres import Semestre
from tests.lineamientos.calificacion.apoyo_calificacion import (
    CIFRAS_FACEBOOK,
    CIFRAS_OTRAS,
    CIFRAS_X,
    ficha_de,
)

Caso = dict[str, Any]
AQUI = Path(__file__).parent
PAQUETE = AQUI.parents[2] / "lineamientos"


def _leer(ruta: Path) -> dict[str, Any]:
    return tomllib.loads(ruta.read_text("utf-8"))


DATOS = _leer(PAQUETE / "recomendaciones" / "reglas.toml")
REGLAS = leer_reglas(DATOS)
POR_CLAVE = {r.clave: r for r in REGLAS}
PARAMETROS = _leer(PAQUETE / "datos" / "recomendaciones.toml")["parametro"]
SEMESTRE = Semestre.de_texto("2026-1")


def umbrales(**cambios: Any) -> dict[str, float]:
    tablas = deepcopy(PARAMETROS)
    for tabla in tablas:
        clave = tabla["clave"].removeprefix("recomendaciones.")
        tabla["valores"][0]["valor"] = cambios.get(clave, tabla["valores"][0]["valor"])
    return leer_umbrales(Parametros.de_datos(tablas).del_semestre(SEMESTRE))


def _ficha(red: str, cambios: Caso, central: bool = False) -> Ficha:
    base = {"x": CIFRAS_X, "facebook": CIFRAS_FACEBOOK}.get(red, CIFRAS_OTRAS)
    leidos = {m: Ausencia(v) if isinstance(v, str) else v for m, v in cambios.items()}
    return ficha_de(red, base, central, **leidos)


def _decimal(caso: Caso, clave: str) -> Decimal | None:
    return redondear(caso[clave]) if clave in caso else None


def situacion(caso: Caso) -> Situacion:
    red = caso.get("red", "x")
    hay_antes = "antes" in caso or "indice_anterior" in caso
    motivo = comparabilidad(
        "1",
        "ordinario",
        caso.get("metodo_anterior", "1") if hay_antes else None,
        caso.get("fase_anterior", "ordinario") if hay_antes else None,
    )
    ficha_anterior = _ficha(red, caso.get("antes", {})) if hay_antes else None
    return Situacion(
        ficha=_ficha(red, caso.get("cifras", {}), caso.get("central", False)),
        frecuencia=_decimal(caso, "frecuencia"),
        sin_frecuencia=caso.get("sin_frecuencia", ""),
        referencia=_decimal(caso, "referencia"),
        desempeno=_decimal(caso, "desempeno"),
        desempeno_de_la_cohorte=_decimal(caso, "desempeno_de_la_cohorte"),
        indice=_decimal(caso, "indice"),
        anterior=Anterior(ficha_anterior, _decimal(caso, "indice_anterior"), motivo),
        cuentas_del_area=tuple(caso.get("cuentas_del_area", ("c",))),
    )


def _casos(archivo: str) -> list[Any]:
    listas = _leer(AQUI / "casos" / f"{archivo}.toml")
    return [
        pytest.param(lista, c["situacion"], c["esperado"], id=f"{lista}: {c['nombre']}")
        for lista, casos in listas.items()
        for c in casos
    ]


@pytest.mark.parametrize(("clave", "caso", "esperado"), _casos("art_06"))
def test_cuando_se_recomienda(clave: str, caso: Caso, esperado: Caso) -> None:
    emision = recomendar([situacion(caso)], REGLAS, umbrales())
    hallado = emision.mediciones["c", clave]
    suyas = [r for r in emision.recomendaciones if r.regla.clave == clave]
    omitidas = [o for o in emision.omitidas if o.regla.clave == clave]
    if "falta" in esperado:
        assert isinstance(hallado, Falta), hallado
        assert esperado["falta"] in hallado.motivo
        assert not suyas
        assert [o.motivo for o in omitidas] == [hallado.motivo]
        return
    assert isinstance(hallado, Medicion), hallado
    assert not omitidas
    assert hallado.procede == esperado["procede"]
    for cual in ("indicador", "limite"):
        if cual in esperado:
            assert getattr(hallado, cual) == redondear(esperado[cual])
    if not esperado["procede"]:
        assert not suyas
        return
    (r,) = suyas
    assert esperado.get("dice", "") in r.texto
    assert set(r.regla.entradas) <= set(r.medicion.entradas)
    assert set(r.umbrales) == set(r.regla.umbrales)
    assert r.identidad == f"2026-1/c/{clave}"
    assert "{" not in r.texto + r.texto_comite


@pytest.mark.parametrize(("lista", "caso", "esperado"), _casos("art_07"))
def test_como_queda(lista: str, caso: Caso, esperado: Caso) -> None:
    assert lista == "seguimiento"
    ahora: Medicion | Falta | None = None
    if "ahora" in caso:
        ahora = Medicion({}, redondear(caso["ahora"]), Decimal(999), procede=False)
    elif "falta" in caso:
        ahora = Falta(caso["falta"])
    declaradas = [Declaracion(caso["declarada"], "2027-01-15", "oficio 3")] if "declarada" in caso else []
    queda = seguir(
        POR_CLAVE.get(caso.get("regla", "")),
        _decimal(caso, "antes"),
        _decimal(caso, "limite"),
        ahora,
        declaradas,
    )
    assert queda.estado == esperado["estado"]
    assert queda.comprobacion == esperado.get("comprobacion", queda.comprobacion)
    assert esperado.get("dice", "") in queda.motivo


def test_vale_la_ultima_declaracion() -> None:
    dos = [
        Declaracion("no_atendida", "2027-01-10", "sin personal"),
        Declaracion("atendida", "2027-02-01", "reunión del 30 de enero"),
    ]
    assert seguir(None, None, None, None, dos).estado == "atendida"


def test_cada_regla_tiene_casos_de_si_y_de_no() -> None:
    listas = _leer(AQUI / "casos" / "art_06.toml")
    assert set(listas) == set(FUNCIONES) == set(POR_CLAVE)
    for casos in listas.values():
        assert {c["esperado"].get("procede") for c in casos} >= {True, False}


def test_las_diez_reglas_y_sus_umbrales() -> None:
    assert [r.numero for r in REGLAS] == list(range(1, 11))
    assert {u for r in REGLAS for u in r.umbrales} == set(LIMITES) == {p["clave"] for p in PARAMETROS}


def test_las_cuentas_centrales_no_son_espejo_de_si_mismas() -> None:
    caso = {
        "central": True,
        "cifras": {"mensajes_publicados": 100, "mensajes_propios": 0, "mensajes_comunicacion_social": 100},
    }
    emision = recomendar([situacion(caso)], REGLAS, umbrales())
    assert ("c", "cuenta_espejo") not in emision.mediciones
    assert ("c", "originalidad_baja") not in emision.mediciones


def test_lo_que_no_es_de_su_red_no_se_omite_porque_no_se_aplica() -> None:
    emision = recomendar([situacion({"red": "youtube"})], REGLAS, umbrales())
    assert {o.regla.clave for o in emision.omitidas}.isdisjoint(
        {"originalidad_baja", "cuenta_espejo", "poca_multimedia"}
    )


def test_sin_umbral_la_regla_no_se_emite_y_se_dice() -> None:
    suyos = umbrales()
    del suyos["recomendaciones.publicaciones_minimo"]
    emision = recomendar([situacion({"cifras": {"mensajes_publicados": 0}})], REGLAS, suyos)
    assert "sin_publicaciones" not in {r.regla.clave for r in emision.recomendaciones}
    (omitida,) = [o for o in emision.omitidas if o.regla.clave == "sin_publicaciones"]
    assert "recomendaciones.publicaciones_minimo" in omitida.motivo


def test_un_umbral_imposible_se_rechaza() -> None:
    with pytest.raises(ParametroInvalido, match=r"recomendaciones\.espejo_maximo"):
        umbrales(espejo_maximo=6000)


@pytest.mark.parametrize(
    ("campo", "valor", "dice"),
    [
        ("redes", ["mastodon"], "red mastodon"),
        ("umbrales", ["recomendaciones.otro"], "umbral recomendaciones.otro"),
        ("sentido", "", "no se corresponden"),
        ("sentido", "igual", "sentido igual"),
        ("comprobacion", "fe", "fe"),
        ("numero", 2, "mismo número"),
    ],
)
def test_una_regla_mal_escrita_se_rechaza(campo: str, valor: Any, dice: str) -> None:
    datos = deepcopy(DATOS)
    datos["regla"][0][campo] = valor
    with pytest.raises(ReglaInvalida, match=dice):
        leer_reglas(datos)


def test_un_texto_que_pide_lo_que_no_hay_se_rechaza() -> None:
    datos = deepcopy(DATOS)
    datos["regla"][0]["texto"] = "Publicó {alcance} veces"
    with pytest.raises(ReglaInvalida, match="alcance"):
        recomendar([situacion({"frecuencia": 1.0, "referencia": 4.0})], leer_reglas(datos), umbrales())


def test_toda_regla_necesita_su_funcion() -> None:
    sin_una: tuple[Regla, ...] = REGLAS[1:]
    with pytest.raises(ReglaInvalida, match="frecuencia_baja"):
        recomendar([], sin_una, umbrales())


def test_el_percentil_de_una_cohorte_de_pocas_no_existe() -> None:
    assert desempeno_bajo({"a": [10.0, 20.0, 30.0, 40.0, 50.0], "b": [1.0] * 4}, 25, 5) == {"a": Decimal(20)}


@settings(deadline=None, max_examples=60)
@given(
    propios=st.integers(0, 300),
    repetidos=st.integers(0, 300),
    terceros=st.integers(0, 300),
    ordenados=st.integers(0, 300),
    mas=st.integers(1, 300),
)
def test_obedecer_ordenes_no_cambia_ninguna_recomendacion(
    propios: int, repetidos: int, terceros: int, ordenados: int, mas: int
) -> None:
    def hallado(orden: int) -> dict[str, Any]:
        cifras = {
            "mensajes_publicados": propios + repetidos + terceros + orden,
            "mensajes_propios": propios,
            "mensajes_comunicacion_social": repetidos + orden,
            "mensajes_ordenados": orden,
        }
        mediciones = recomendar([situacion({"cifras": cifras})], REGLAS, umbrales()).mediciones
        return {c: m for (_, c), m in mediciones.items() if c in ("originalidad_baja", "cuenta_espejo")}

    antes, despues = hallado(ordenados), hallado(ordenados + mas)
    for clave, de_antes in antes.items():
        de_despues = despues[clave]
        if isinstance(de_antes, Medicion):
            assert isinstance(de_despues, Medicion)
            assert (de_antes.indicador, de_antes.procede) == (de_despues.indicador, de_despues.procede)
        else:
            assert isinstance(de_despues, Falta)
