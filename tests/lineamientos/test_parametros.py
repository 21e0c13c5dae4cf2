"""El mecanismo de parámetros: tipos, huella y los archivos que trae el paquete (Lineamientos, art. 4)."""

import subprocess
import sys
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineamientos import horarios, plazos
from lineamientos.calendario import NACIONAL
from lineamientos.errores import ParametroFaltante, ParametroInvalido, ReferenciaInvalida
from lineamientos.interpretaciones import LECTURAS_UNICAS, Interpretaciones
from lineamientos.parametros import Parametros, ParametrosVigentes
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.del_semestre import cartas_del_semestre
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.semestres import Semestre
from lineamientos.vista import ReglaDeVista
from tests.lineamientos.apoyo_lineamientos import DATOS, calendario, leer, parametros, tablas_de_parametros

HOY = date(2026, 1, 1)


def tabla(clave: str, valor: Any, **campos: Any) -> dict[str, Any]:
    valores = [{"desde": date(2025, 1, 1), "valor": valor, "fundamento": "Prueba"}]
    return {"clave": clave, "descripcion": "Prueba", "articulo": "4", "valores": valores} | campos


def vigentes(**valores: Any) -> ParametrosVigentes:
    return Parametros.de_datos([tabla(c, v) for c, v in valores.items()]).en(HOY)


def test_cada_tipo_se_lee_con_su_nombre() -> None:
    v = vigentes(
        entero=3, numero=0.5, texto="si", booleano=True, lista=[1, [2]], tabla={"a": [1]}, hora=time(9)
    )
    assert v.entero("entero") == 3
    assert v.numero("entero") == 3.0
    assert v.numero("numero") == 0.5
    assert v.texto("texto") == "si"
    assert v.booleano("booleano") is True
    assert v.lista("lista") == (1, (2,))
    assert v.tabla("tabla") == {"a": (1,)}
    assert v.hora("hora") == time(9)
    assert v.valor_json("tabla") == '{"a":[1]}'
    assert v.valor_json("hora") == '"09:00:00"'
    assert list(v) == sorted(v)
    assert "lista" in v
    assert len(v) == 7


@pytest.mark.parametrize(
    ("lector", "valor"),
    [
        ("entero", 3.0),
        ("entero", True),
        ("entero", "3"),
        ("numero", True),
        ("numero", "0.5"),
        ("texto", 3),
        ("booleano", 1),
        ("lista", "a"),
        ("tabla", [1]),
        ("hora", "09:00"),
    ],
)
def test_otro_tipo_se_rehusa(lector: str, valor: Any) -> None:
    with pytest.raises(ParametroInvalido, match="«p» vale"):
        getattr(vigentes(p=valor), lector)("p")


def test_lo_que_no_existe_se_dice() -> None:
    with pytest.raises(ParametroFaltante, match=r"plazos\.otro"):
        vigentes(p=1).vigente("plazos.otro")


def test_una_tabla_entregada_no_altera_el_parametro() -> None:
    v = vigentes(p={"x": {"tope": 1}})
    huella = v.huella()
    interior = v.tabla("p")["x"]
    assert isinstance(interior, dict)
    interior["tope"] = 2
    assert v.tabla("p") == {"x": {"tope": 1}}
    assert v.huella() == huella


@pytest.mark.parametrize("valor", [float("nan"), float("inf"), datetime(2026, 1, 1), None, [object()]])
def test_valores_sin_forma_canonica_se_rehusan(valor: Any) -> None:
    with pytest.raises(ParametroInvalido, match="número finito"):
        vigentes(p=valor)


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        ("texto suelto", "sin clave"),
        (tabla("p", 1, valores=[]), "no trae valores"),
        (tabla("p", 1, valores=["uno"]), "'uno'"),
        (tabla("p", 1, color="rojo"), "color"),
        (tabla("p", 1, descripcion=""), "en blanco"),
        (tabla("p", 1) | {"clave": 7}, "un texto"),
        ({"clave": "p", "descripcion": "d", "articulo": "4"}, "valores"),
        (tabla("p", 1, valores=[{"desde": "2025-01-01", "valor": 1, "fundamento": "F"}]), "una fecha"),
        (tabla("p", 1, valores=[{"desde": date(2025, 1, 1), "fundamento": "F"}]), "faltan campos: valor"),
    ],
)
def test_declaraciones_que_se_rehusan(datos: Any, dice: str) -> None:
    with pytest.raises(ParametroInvalido, match=dice):
        Parametros.de_datos([datos])


def test_un_articulo_que_no_existe_se_rehusa() -> None:
    with pytest.raises(ReferenciaInvalida, match="16"):
        Parametros.de_datos([tabla("p", 1, articulo="16")])


def test_una_clave_repetida_se_rehusa() -> None:
    with pytest.raises(ParametroInvalido, match="dos veces"):
        Parametros.de_datos([tabla("p", 1), tabla("p", 2)])


def test_un_prefijo_es_una_familia_entera() -> None:
    v = Parametros.de_datos([tabla(c, 1) for c in ("plazos.a", "plazos.b.c", "plazos_x.a")]).en(HOY)
    assert list(v.con_prefijo("plazos")) == list(v.con_prefijo("plazos.")) == ["plazos.a", "plazos.b.c"]


VALORES = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.dates(),
    lambda hijos: st.lists(hijos, max_size=3) | st.dictionaries(st.text(), hijos, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True), VALORES, max_size=5))
def test_la_huella_no_depende_del_orden(valores: dict[str, Any]) -> None:
    tablas = [tabla(c, v) for c, v in valores.items()]
    directa = Parametros.de_datos(tablas).en(HOY)
    inversa = Parametros.de_datos(reversed(tablas)).en(HOY)
    assert directa.huella() == inversa.huella()


def test_la_huella_cambia_con_el_valor_y_no_con_el_fundamento() -> None:
    assert vigentes(p=1).huella() != vigentes(p=2).huella()
    otro = tabla("p", 1)
    otro["valores"][0]["fundamento"] = "Dicho de otro modo"
    assert Parametros.de_datos([otro]).en(HOY).huella() == vigentes(p=1).huella()


def test_la_huella_es_la_misma_en_otro_proceso() -> None:
    # Una semilla distinta de dispersión desordena conjuntos; la huella no debe enterarse.
    programa = (
        "from tests.lineamientos.apoyo_lineamientos import parametros; print(parametros('2026-1').huella())"
    )
    for semilla in ("1", "2"):
        salida = subprocess.run(
            [sys.executable, "-c", programa],
            env={"PYTHONHASHSEED": semilla, "PYTHONPATH": "."},
            cwd=DATOS.parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        assert salida.stdout.strip() == parametros("2026-1").huella()


def test_la_huella_es_la_de_su_json_canonico() -> None:
    canonico = '{"a":["",1],"b":["",[0.5,"ñ"]],"c":["",{"x":"09:00:00","y":true}]}'
    v = vigentes(c={"y": True, "x": time(9)}, a=1, b=[0.5, "ñ"])
    assert v.huella() == sha256(canonico.encode()).hexdigest()


def test_los_del_paquete_rigen_desde_el_segundo_semestre_de_2024() -> None:
    todos = Parametros.de_datos(tablas_de_parametros())
    v = todos.del_semestre(Semestre(2024, 2))
    assert len(v) == len(todos) == len(tablas_de_parametros())
    # Nada de lo que trae el paquete puede venir aprobado: solo el Comité aprueba.
    assert set(v.sin_aprobar()) == set(v)


def _del_procedimiento(espia: ParametrosVigentes) -> None:
    """Una cuenta a la que toca recordar y otra a la que toca observar, y lo del semestre."""
    momento = datetime(2026, 1, 20, 12, tzinfo=UTC)
    marco = Marco.de(Semestre(2025, 2), calendario(), espia, momento)
    requerido = Evento("r", "c", ClaseDeEvento.REQUERIDO, momento, HOY, vence=date(2026, 1, 20))
    recibido = Evento("d", "c", ClaseDeEvento.RECIBIDO, momento, HOY)
    for hechos, observables in (((requerido,), ()), ((recibido,), ("o",))):
        expediente = expediente_de("c", hechos)
        cartas_debidas(Situacion(expediente, observables=frozenset(observables)), marco)
    cartas_del_semestre(marco, hay_entregas=True, evaluado=False, informado=False)
    marco.entrega_si_se_notifica(date(2026, 1, 12), NACIONAL)


def test_cada_parametro_del_paquete_se_usa() -> None:
    pedidas: set[str] = set()

    class Espia(ParametrosVigentes):
        def vigente(self, clave: str) -> Any:
            pedidas.add(clave)
            return super().vigente(clave)

    reales = parametros("2025-2")
    espia = Espia(reales.fecha, {c: (reales.parametro(c), reales.vigente(c)) for c in reales})
    Interpretaciones.de_parametros(espia)
    plazos.plazos_del_semestre(Semestre(2025, 2), calendario(), espia)
    plazos.limite_de_evaluacion(HOY, HOY, None, calendario(), espia)
    horarios.Horario.de_parametros(espia)
    for vence in (plazos.vence_silencio, plazos.vence_subsanacion, plazos.vence_titular, plazos.vence_vista):
        vence(HOY, calendario(), espia)
    plazos.limite_para_observar(HOY, calendario(), espia)
    ReglaDeVista.de_parametros(espia)
    _del_procedimiento(espia)
    assert pedidas == set(reales)


def test_interpretaciones_del_paquete() -> None:
    assert Interpretaciones.de_parametros(parametros()) == Interpretaciones(
        True,
        0.05,
        0.5,
        1,
        3,
        ("api", "exportacion", "formato"),
        {
            ("youtube", m): ("exportacion", "formato", "api")
            for m in ("seguidores_inicio", "seguidores_cierre")
        },
        3,
    )


@pytest.mark.parametrize("clave", LECTURAS_UNICAS)
def test_una_lectura_que_el_programa_no_sabe_hacer_se_rehusa(clave: str) -> None:
    with pytest.raises(ParametroInvalido, match=LECTURAS_UNICAS[clave]):
        Interpretaciones.de_parametros(parametros(**{clave: "otra"}))


@pytest.mark.parametrize(
    "cambio",
    [
        {"interpretaciones.fuentes.tolerancia": 5},
        {"interpretaciones.salto.umbral": -0.1},
        {"interpretaciones.evidencias.minimo": 4},
        {"interpretaciones.seguidores.dias_de_tolerancia": -1},
        {"interpretaciones.fuentes.preferencia_por_metrica": {"youtube.suscriptores": ["api"]}},
        {"interpretaciones.fuentes.preferencia_por_metrica": {"youtube.vistas": ["api", "formato"]}},
        {"interpretaciones.seguidores.dias_de_tolerancia": 60},
    ],
)
def test_interpretaciones_fuera_de_rango_se_rehusan(cambio: dict[str, Any]) -> None:
    with pytest.raises(ParametroInvalido):
        Interpretaciones.de_parametros(parametros(**cambio))


def test_los_archivos_del_paquete_no_traen_otra_cosa() -> None:
    assert [set(leer(DATOS / f"{n}.toml")) for n in ("plazos", "interpretaciones")] == [{"parametro"}] * 2
