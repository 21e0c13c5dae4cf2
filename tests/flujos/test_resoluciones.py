"""Resolver: de la plantilla a lo asentado, con lo que puede venir mal."""

from pathlib import Path
from typing import Any

import pytest

from almacen.inventario import inventariar
from almacen.lecturas import expediente
from almacen.maestro import abrir_maestro, abrir_reservado
from flujos.errores import OrdenInvalida, SinEvaluacion
from flujos.pasos.espacio import Espacio
from flujos.pasos.reconstruccion import reconstruir
from flujos.pasos.resoluciones import ResumenResoluciones, escribir_plantilla, resolver
from flujos.pasos.vista import DatosDeVista, dar_vista
from lineamientos.calificacion.dictamen import Clase
from tests.flujos.apoyo_resoluciones import el_dia, llenar, proponer
from tests.flujos.conftest import S

PROPUESTA = {"fb_uno": Clase.NO_PERTINENTE, "x_dos": Clase.PERTINENTE, "x_uno": Clase.PERTINENTE}
BUENO = {
    "clase_resuelta": "Pertinente",
    "sesion": "Primera ordinaria",
    "fecha": "2026-07-28",
    "acuerdo": "CG-1",
}


@pytest.fixture
def propuesto(espacio: Espacio) -> Espacio:
    proponer(espacio, PROPUESTA)
    return el_dia(espacio, 30)


def _plantilla(espacio: Espacio, nombre: str = "plantilla.csv") -> str:
    ruta = espacio.raiz / nombre
    escribir_plantilla(espacio, S, ruta)
    return ruta.read_bytes().decode("utf-8-sig")


def _resolver(espacio: Espacio, texto: str, nombre: str = "resoluciones.csv") -> ResumenResoluciones:
    ruta = espacio.raiz / nombre
    ruta.write_bytes(texto.encode("utf-8-sig"))
    return resolver(espacio, S, ruta, "Ana Pérez")


def _consultar(espacio: Espacio, sql: str) -> list[tuple[Any, ...]]:
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        return base.consultar(sql).rows()


def test_la_plantilla_trae_lo_propuesto_y_nada_resuelto(propuesto: Espacio) -> None:
    texto = _plantilla(propuesto)
    assert "No pertinente,sin vista,,,,," in texto
    assert "Pertinente,,,,,," in texto
    assert "que_se_admite" in texto.splitlines()[0]
    assert "obligatorio si la clase no es la propuesta" in texto
    vacia = _resolver(propuesto, texto)
    assert (vacia.nuevas, vacia.omitidos, vacia.problemas, vacia.lote) == (0, 3, (), None)
    with pytest.raises(OrdenInvalida, match="podría estar llena"):
        _plantilla(propuesto)


def test_lo_bueno_se_registra_aunque_otro_renglon_falle_y_repetir_no_cambia_nada(propuesto: Espacio) -> None:
    lleno = llenar(_plantilla(propuesto), x_uno=BUENO, x_dos=BUENO | {"clase_resuelta": "En observación"})
    primera = _resolver(propuesto, lleno)
    assert (primera.nuevas, primera.omitidos) == (1, 1)
    assert [p.oracion for p in primera.problemas] == [
        "resoluciones.csv, renglón 3, columna «razones»: Se resuelve «En observación» y se propuso "
        "«Pertinente», sin decir por qué. Se esperaba que constaran las razones por las que el Comité se "
        "aparta de ella. Escriba las razones que constan en el acta."
    ]
    antes = (
        _consultar(propuesto, "SELECT * FROM resoluciones"),
        _consultar(propuesto, "SELECT * FROM asientos"),
    )
    segunda = _resolver(el_dia(propuesto, 31), lleno)
    assert (segunda.nuevas, segunda.sin_cambio, segunda.lote) == (0, 1, None)
    ahora = (
        _consultar(propuesto, "SELECT * FROM resoluciones"),
        _consultar(propuesto, "SELECT * FROM asientos"),
    )
    assert ahora == antes
    assert len(inventariar(propuesto.rutas.aterrizaje).asientos) == 1


def test_corregir_conserva_la_anterior_con_quien_y_cuando(propuesto: Espacio) -> None:
    plantilla = _plantilla(propuesto)
    _resolver(propuesto, llenar(plantilla, x_uno=BUENO))
    otra = BUENO | {"clase_resuelta": "en observacion", "razones": "=SUMA(1;2) consta en el acta"}
    corregida = _resolver(el_dia(propuesto, 31), llenar(plantilla, x_uno=otra))
    assert (corregida.nuevas, corregida.corregidas) == (0, 1)
    actos = _consultar(
        propuesto, "SELECT numero_acto, clase_resuelta, registrado_en::DATE FROM resoluciones ORDER BY ALL"
    )
    assert [(n, c, d.day) for n, c, d in actos] == [(1, "Pertinente", 30), (2, "En observación", 31)]
    with abrir_reservado(propuesto.rutas, propuesto.ahora()) as base:
        quienes = base.consultar("SELECT registrado_por FROM asientos_reservados").rows()
    assert quienes == [("Ana Pérez",)] * 2
    # La plantilla siguiente trae lo vigente, a salvo de fórmulas, y entregarla sin cambios no cambia nada.
    nueva = _plantilla(propuesto, "otra.csv")
    assert "'=SUMA(1;2)" in nueva
    assert _resolver(propuesto, nueva).sin_cambio == 1
    # Volver a lo primero es otra resolución.
    assert _resolver(el_dia(propuesto, 1, 8), llenar(plantilla, x_uno=BUENO)).corregidas == 1
    vigente = "SELECT numero_acto, clase_resuelta, difiere FROM resoluciones_vigentes WHERE cuenta = 'x_uno'"
    assert _consultar(propuesto, vigente) == [(3, "Pertinente", False)]


@pytest.mark.parametrize(
    ("cambios", "dice"),
    [
        (
            {"cuenta": "x_unno"},
            "«x_unno» no está en el padrón. Se esperaba la clave de una cuenta evaluada. ¿Quiso",
        ),
        (
            {"clase_resuelta": "Pertinentísima"},
            "Se encontró «Pertinentísima». Se esperaba una de «Pertinente»",
        ),
        ({"fecha": "2026-02-30"}, "columna «fecha»: Se encontró «2026-02-30»"),
        ({"fecha": "2026-07-31"}, "una fecha del 2026-07-20 al 2026-07-30"),
        ({"fecha": "2026-07-19"}, "una fecha del 2026-07-20 al 2026-07-30"),
        ({"acuerdo": ""}, "columna «acuerdo»: Está vacía y es obligatoria"),
        ({"evaluacion": "2026-1:v9:otra"}, "«2026-1:v9:otra» y la última es «2026-1:v1:"),
        ({"clase_resuelta": "No pertinente", "razones": "Porque sí"}, "sin que antes se haya dado vista"),
    ],
)
def test_lo_que_viene_mal_se_dice_con_su_renglon(
    propuesto: Espacio, cambios: dict[str, str], dice: str
) -> None:
    resumen = _resolver(propuesto, llenar(_plantilla(propuesto), x_uno=BUENO | cambios, x_dos=BUENO))
    assert resumen.nuevas == 1
    (problema,) = resumen.problemas
    assert problema.oracion.startswith("resoluciones.csv, renglón 4")
    assert dice in problema.oracion


def test_una_cuenta_repetida_igual_se_toma_una_vez_y_distinta_ninguna(propuesto: Espacio) -> None:
    lleno = llenar(_plantilla(propuesto), x_uno=BUENO, x_dos=BUENO)
    renglones = lleno.splitlines(keepends=True)
    resumen = _resolver(propuesto, lleno + renglones[2] + renglones[3].replace("CG-1", "CG-2"))
    assert (resumen.nuevas, [p.renglon for p in resumen.problemas]) == (1, [4, 5, 6])
    assert _consultar(propuesto, "SELECT cuenta FROM resoluciones") == [("x_dos",)]


def test_si_la_evaluacion_cambio_despues_de_la_plantilla_no_se_registra(propuesto: Espacio) -> None:
    lleno = llenar(_plantilla(propuesto), x_uno=BUENO, x_dos=BUENO)
    _resolver(propuesto, llenar(lleno, x_dos=dict.fromkeys(BUENO, "")))
    proponer(propuesto, PROPUESTA | {"x_uno": Clase.EN_OBSERVACION}, "h2")
    resumen = _resolver(propuesto, lleno)
    assert (resumen.nuevas, resumen.sin_cambio) == (0, 1)
    assert "que propone «Pertinente» para esta cuenta" in resumen.problemas[0].oracion
    # Lo ya resuelto se queda, y se dice que la propuesta es otra.
    vigente = (
        "SELECT clase_propuesta, clase_resuelta, propuesta_resuelta, propuesta_cambio, difiere "
        "FROM resoluciones_vigentes WHERE cuenta = 'x_uno'"
    )
    assert _consultar(propuesto, vigente) == [("En observación", "Pertinente", "Pertinente", True, False)]


def test_no_pertinente_espera_a_que_venza_la_vista(propuesto: Espacio) -> None:
    vista = DatosDeVista(
        "Titular de la Coordinación", el_dia(propuesto, 27).ahora().date(), "OF-7", "Se propone."
    )
    dar_vista(propuesto, S, "fb_uno", vista, "Ana Pérez")
    plantilla = _plantilla(propuesto)
    assert "No pertinente,con el plazo corriendo," in plantilla
    malo = BUENO | {"clase_resuelta": "No pertinente", "fecha": "2026-07-30"}
    corriendo = _resolver(propuesto, llenar(plantilla, fb_uno=malo))
    assert "vence el 2026-07-30 y no consta su respuesta" in corriendo.problemas[0].oracion
    despues = _resolver(el_dia(propuesto, 31), llenar(plantilla, fb_uno=malo | {"fecha": "2026-07-31"}))
    assert (despues.nuevas, despues.problemas) == (1, ())


def test_reconstruir_vuelve_a_dar_lo_asentado_aun_sin_la_base(propuesto: Espacio) -> None:
    _resolver(propuesto, llenar(_plantilla(propuesto), x_uno=BUENO))
    crudo = (propuesto.raiz / "resoluciones.csv").read_bytes()
    antes = [_consultar(propuesto, f"SELECT * FROM {t}") for t in ("resoluciones", "asientos")]
    assert reconstruir(propuesto).igual
    for ruta in (propuesto.rutas.maestro, propuesto.rutas.reservado):
        ruta.unlink()
    reconstruir(propuesto, desde=Path("/no/existe"))
    assert [_consultar(propuesto, f"SELECT * FROM {t}") for t in ("resoluciones", "asientos")] == antes
    with abrir_reservado(propuesto.rutas, propuesto.ahora()) as base:
        assert base.consultar("SELECT registrado_por FROM asientos_reservados").rows() == [("Ana Pérez",)]
    (manifiesto,) = inventariar(propuesto.rutas.aterrizaje).asientos
    assert manifiesto.bytes >= len(crudo)


def test_el_informe_lleva_la_fecha_de_lo_ultimo_que_se_asento(propuesto: Espacio) -> None:
    def al_dia_de() -> int:
        with abrir_maestro(propuesto.rutas, propuesto.ahora()) as base:
            guardado = expediente(base, S)
            assert guardado is not None
            return guardado.al_dia_de.day

    plantilla = _plantilla(propuesto)
    assert al_dia_de() == 20
    _resolver(propuesto, "nada,de,esto\n1,2,3\n", "mala.csv")
    assert al_dia_de() == 20
    _resolver(propuesto, llenar(plantilla, x_uno=BUENO))
    assert al_dia_de() == 30


def test_sin_evaluar_o_sin_archivo_no_se_resuelve(espacio: Espacio) -> None:
    with pytest.raises(OrdenInvalida, match="No existe el archivo"):
        resolver(espacio, S, espacio.raiz / "nada.csv", "Ana")
    with pytest.raises(SinEvaluacion):
        escribir_plantilla(espacio, S, espacio.raiz / "p.csv")


def test_un_archivo_vacio_o_que_no_es_planilla_se_conserva_y_se_dice_una_vez(propuesto: Espacio) -> None:
    for n, (contenido, dice) in enumerate(
        ((b"", "vac"), (b"\x00\x01PK", "no es"), (b"a,b\n1,2\n", "Faltan las columnas"))
    ):
        ruta = propuesto.raiz / f"mala{n}.csv"
        ruta.write_bytes(contenido)
        primera = resolver(propuesto, S, ruta, "Ana")
        assert primera.lote is not None
        assert dice in primera.problemas[0].oracion
        assert resolver(propuesto, S, ruta, "Ana").lote is None
    filas = _consultar(propuesto, "SELECT documento, asentados FROM asientos ORDER BY documento")
    assert filas == [("mala0.csv", 0), ("mala1.csv", 0), ("mala2.csv", 0)]
    assert not inventariar(propuesto.rutas.aterrizaje).danados
