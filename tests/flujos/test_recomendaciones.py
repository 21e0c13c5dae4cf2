"""Recomendar, declarar y seguir de un semestre al siguiente, con la base y con los lotes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from almacen.maestro import abrir_maestro, abrir_reservado
from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.cli.principal import app
from flujos.errores import OrdenInvalida
from flujos.pasos import recomendaciones_actos as actos
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from flujos.pasos.recomendaciones_lecturas import leer
from flujos.pasos.recomendaciones_planillas import plantilla_para_atender, plantilla_para_recomendar
from flujos.pasos.reconstruccion import reconstruir
from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.flujos.conftest import AHORA, S, sembrar_espacio

ANTES = Semestre(2025, 2)
TEXTO = "Use lenguaje claro: «=SUMA(A1)» no es una oración."
_QUIENES = "SELECT registrado_por FROM asientos_reservados WHERE clase_asiento = 'recomendaciones'"
IMAGENES = "Describa las imágenes."
_TABLAS = (
    "recomendaciones",
    "recomendaciones_omitidas",
    "recomendaciones_seguimiento",
    "recomendaciones_escritas",
    "recomendaciones_atencion",
    "asientos",
)


def _entregar(espacio: Espacio, semestre: Semestre, **cambios: int) -> None:
    cuentas = [c for c in espacio.padron.por_clave().values() if c.red == "x"]
    nombres = [m.nombre for t in ("art11", "suplementaria") for m in catalogo.metricas_de("x", semestre, t)]
    valores: dict[str, int | str] = dict.fromkeys(nombres, 0) | {
        "mensajes_publicados": 100, "mensajes_propios": 60, "mensajes_comunicacion_social": 30,
        "impresiones": 50_000, "menciones": 90, "visitas_perfil": 200, "contenidos_multimedia": 10,
        "seguidores_inicio": 1000, "seguidores_cierre": 1010, "publicaciones_mes_1": 100,
        "fecha_exportacion": semestre.fin.isoformat(),
    } | cambios  # fmt: skip
    contenido = escribir_formato_csv("x", cuentas, semestre, {c.cuenta: valores for c in cuentas})
    (espacio.entradas / f"x_{semestre.clave}.csv").write_bytes(contenido)
    recibir(espacio, semestre)


def _filas(espacio: Espacio, tabla: str) -> list[tuple[Any, ...]]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return base.consultar(f"SELECT * FROM {tabla} ORDER BY ALL").rows()


def _correr(raiz: Path, *palabras: str) -> tuple[int, str]:
    hecho = CliRunner().invoke(app, [*palabras, "--espacio", str(raiz)])
    return hecho.exit_code, hecho.output


@pytest.fixture(scope="module")
def preparado(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El primer semestre evaluado: se prepara una vez y cada prueba trabaja en su copia."""
    raiz = sembrar_espacio(tmp_path_factory.mktemp("recomendaciones") / "E")
    espacio = abrir_espacio(raiz)
    _entregar(espacio, ANTES)
    evaluar(espacio, ANTES)
    return raiz


@pytest.fixture
def primero(preparado: Path, tmp_path: Path) -> Espacio:
    return abrir_espacio(Path(shutil.copytree(preparado, tmp_path / "E")))


def test_de_lo_recomendado_a_como_quedo_y_otra_vez_desde_los_lotes(primero: Espacio) -> None:
    raiz = primero.raiz
    del_primero = {f["recomendacion"]: f for f in leer(primero, ANTES, cuenta="x_dos").recomendaciones}
    multimedia, varias = (
        del_primero["2025-2/x_dos/poca_multimedia"],
        del_primero["2025-2/x_dos/varias_en_una_red"],
    )
    assert (multimedia["valor_medido"], multimedia["limite"], multimedia["situacion"]) == (
        10,
        25,
        "pendiente",
    )
    assert json.loads(multimedia["entradas_json"])["contenidos_multimedia"] == 10
    assert json.loads(multimedia["umbrales_json"]) == {"recomendaciones.multimedia_minima": 25}
    assert multimedia["articulo"] == "6, fracción III"
    assert "x_dos, x_uno" in varias["texto_recomendacion"]
    omitidas = {f["regla"]: f["motivo"] for f in leer(primero, ANTES, cuenta="x_dos").omitidas}
    assert omitidas["indice_a_la_baja"] == "no hay evaluación del semestre anterior"
    assert omitidas["frecuencia_baja"] == "su cohorte no tiene frecuencia de referencia"

    orden = ("recomendar", "2025-2", "--cuenta", "x_dos", "--por", "Eva")
    assert _correr(raiz, *orden, "--texto", TEXTO)[0] == 0
    assert _correr(raiz, *orden, "--texto", IMAGENES)[0] == 0
    claro, imagenes = (
        next(
            f["recomendacion"] for f in leer(primero, ANTES).recomendaciones if f["texto_recomendacion"] == t
        )
        for t in (TEXTO, IMAGENES)
    )
    declarar = (
        "atender",
        "2025-2",
        "--por",
        "Ana",
        "--fecha",
        "2026-02-03",
        "--detalle",
        "Curso del 2 de febrero",
    )
    assert _correr(raiz, *declarar, "--recomendacion", claro)[0] == 0
    # Donde los datos lo muestran, declararlo no basta.
    assert _correr(raiz, *declarar, "--recomendacion", varias["recomendacion"])[0] == 0

    _entregar(primero, S, contenidos_multimedia=40)
    evaluar(primero, S)
    quedaron = {f["recomendacion"]: f for f in leer(primero, ANTES).recomendaciones}
    estados = {c: (f["situacion"], f["comprobada_por"]) for c, f in quedaron.items()}
    assert estados[multimedia["recomendacion"]] == ("atendida", "datos")
    assert quedaron[multimedia["recomendacion"]]["motivo"] == "se pidió al menos 25; pasó de 10 a 40"
    assert estados[varias["recomendacion"]] == ("no_atendida", "datos")
    assert estados[claro] == ("atendida", "declaracion")
    assert "el 2026-02-03: Curso del 2 de febrero" in quedaron[claro]["motivo"]
    assert estados[imagenes] == ("sin_elementos", "ninguna")
    assert not evaluar(primero, S).nueva

    # Una declaración posterior hace otra evaluación, y lo anterior se conserva.
    tarde = ("atender", "2025-2", "--recomendacion", imagenes, "--declarada", "no atendida", "--por", "Ana")
    codigo, dicho = _correr(raiz, *tarde, "--detalle", "Sin personal")
    assert (codigo, "Se asentaron 1; ya constaban 0" in dicho) == (0, True)
    assert evaluar(primero, S).nueva
    assert {f["recomendacion"]: f["situacion"] for f in leer(primero, ANTES).recomendaciones}[
        imagenes
    ] == "no_atendida"

    codigo, dicho = _correr(raiz, "recomendaciones", "2025-2", "--cuenta", "x_dos", "--omitidas")
    assert codigo == 0
    assert "[Atendida] Añadir imágenes y videos (regla 5)" in dicho
    assert "[No atendida] Sobre contenidos (evaluador)" in dicho
    assert "regla 7: no hay evaluación del semestre anterior" in dicho

    antes = {t: _filas(primero, t) for t in _TABLAS}
    assert reconstruir(primero).igual
    assert {t: _filas(primero, t) for t in _TABLAS} == antes
    # Sin ninguna base, lo asentado vuelve entero de sus lotes; lo evaluado se pierde, y se dice.
    primero.rutas.maestro.unlink()
    hecha = reconstruir(primero)
    assert any("evaluaciones" in p for p in hecha.perdidos)
    for tabla in _TABLAS[3:]:
        assert _filas(primero, tabla) == antes[tabla]


def test_repetir_no_cambia_nada_y_quien_lo_dijo_no_se_publica(primero: Espacio, tmp_path: Path) -> None:
    planilla = tmp_path / "r.csv"
    lleno = (
        plantilla_para_recomendar(primero, ANTES)
        .decode("utf-8-sig")
        .replace("x_dos,,", f'x_dos,"{TEXTO}",Eva')
    )
    planilla.write_text(lleno, "utf-8")
    hecha = actos.recomendar_por_archivo(primero, ANTES, planilla)
    assert (len(hecha.nuevas), hecha.conocidas, hecha.omitidas, hecha.problemas) == (1, 0, 2, ())
    antes = {t: _filas(primero, t) for t in _TABLAS}
    otra = actos.recomendar_una(primero, ANTES, "x_dos", f"  {TEXTO} ", "Otra")
    assert (otra.nuevas, otra.conocidas) == ((), 1)
    assert actos.recomendar_por_archivo(primero, ANTES, planilla).conocidas == 1
    assert {t: _filas(primero, t) for t in _TABLAS} == antes
    assert "Eva" not in str(antes)
    with abrir_reservado(primero.rutas, AHORA) as base:
        assert base.consultar(_QUIENES).rows() == [("Eva",)]


def test_la_planilla_de_atencion_va_y_vuelve(primero: Espacio, tmp_path: Path) -> None:
    planilla = tmp_path / "a.csv"
    vacia = plantilla_para_atender(primero, ANTES).decode("utf-8-sig")
    planilla.write_text(
        vacia.replace(
            "2025-2/x_dos/poca_multimedia,,,,",
            "2025-2/x_dos/poca_multimedia,Atendida,2026-01-20,Banco de imágenes,Ana",
        ),
        "utf-8",
    )
    hecha = actos.atender_por_archivo(primero, ANTES, planilla)
    assert (len(hecha.nuevas), hecha.problemas) == (1, ())
    assert actos.atender_por_archivo(primero, ANTES, planilla).conocidas == 1
    assert hecha.omitidas == len(vacia.splitlines()) - 2


def test_lo_malo_se_dice_por_renglon_y_lo_demas_entra(primero: Espacio, tmp_path: Path) -> None:
    planilla = tmp_path / "a.csv"
    planilla.write_text(
        "recomendacion,declarada,fecha,detalle,declara\n"
        "2025-2/x_dos/poca_multimedia,atendida,2026-01-20,Banco,Ana\n"
        "2025-2/x_dos/poca_multimedi,atendida,2026-01-20,Banco,Ana\n"
        "2025-2/x_uno/poca_multimedia,quizá,ayer,Banco,Ana\n"
        "2025-2/x_uno/poca_multimedia,atendida,2026-12-01,Banco,Ana\n"
        "2025-2/x_uno/poca_multimedia,atendida,2026-01-20,Banco,\n"
        "2025-2/x_uno/poca_multimedia,atendida,2026-01-20,Banco,Ana\n"
        "2025-2/x_uno/poca_multimedia,no atendida,2026-01-21,No hubo,Eva\n"
        "2025-2/x_dos/poca_multimedia,atendida,2026-01-22,Más,Ana\n",
        "utf-8",
    )
    hecha = actos.atender_por_archivo(primero, ANTES, planilla)
    assert len(hecha.nuevas) == 2
    dichos = "\n".join(hecha.problemas)
    assert "a.csv, renglón 3, columna «recomendacion»" in dichos
    assert "¿Quiso decir «2025-2/x_dos/poca_multimedia»" in dichos
    assert "a.csv, renglón 4, columna «declarada»: Se encontró «quizá»" in dichos
    assert "a.csv, renglón 4, columna «fecha»: Se encontró «ayer»" in dichos
    assert "renglón 5, columna «fecha»: Se declaró el 2026-12-01" in dichos
    assert "renglón 6, columna «declara»" in dichos
    assert (
        "renglón 7, columna «declarada»: De la recomendación «2025-2/x_uno/poca_multimedia» se dice" in dichos
    )
    assert "«atendida» aquí y lo contrario en el renglón 8" in dichos
    assert "«no_atendida» aquí y lo contrario en el renglón 7" in dichos
    assert len(hecha.problemas) == 7


def test_lo_malo_de_una_orden_no_asienta_nada(primero: Espacio, tmp_path: Path) -> None:
    with pytest.raises(OrdenInvalida, match="«x_tres» no estuvo en revisión"):
        actos.recomendar_una(primero, ANTES, "x_tres", TEXTO, "Eva")
    with pytest.raises(OrdenInvalida, match="«evaluador» debe ser quién la escribe"):
        actos.recomendar_una(primero, ANTES, "x_dos", TEXTO, " ")
    with pytest.raises(OrdenInvalida, match="No existe el archivo"):
        actos.recomendar_por_archivo(primero, ANTES, tmp_path / "no.csv")
    with abrir_maestro(primero.rutas, primero.ahora()) as base:
        clases = base.consultar("SELECT DISTINCT clase_asiento FROM asientos")["clase_asiento"].to_list()
    assert sorted(clases) == ["movimientos_del_padron", "recepciones"]
    assert _correr(primero.raiz, "recomendar", "2025-2")[0] != 0
