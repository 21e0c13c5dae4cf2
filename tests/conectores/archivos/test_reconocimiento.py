import pytest

from conectores.archivos.reconocimiento import ColumnaFuente, Fuente, Reconocida, reconocer
from conectores.archivos.tabla import Registros
from conectores.archivos.tipos import Contexto, Lectura


def lector_de_prueba(_: Reconocida, __: Contexto) -> Lectura:
    return Lectura("prueba")


def fuente(clase: str, *columnas: ColumnaFuente, rechazo: str | None = None) -> Fuente:
    return Fuente(clase, f"la tabla {clase}", "x", columnas, None if rechazo else lector_de_prueba, rechazo)


FECHA = ColumnaFuente("fecha", ("Fecha", "Date"))
VISTAS = ColumnaFuente("vistas", ("Visualizaciones", "Views"))
HORA = ColumnaFuente("hora", ("Hora de publicación", "Publish time"))
EXTRA = ColumnaFuente("extra", ("Extra",), obligatoria=False)


def registros(*filas: list[str]) -> Registros:
    return Registros("f.csv", "", list(filas), list(range(1, len(filas) + 1)))


def test_las_columnas_se_toman_por_nombre_sin_importar_orden_acentos_ni_mayusculas() -> None:
    tabla = registros(["otra", "HORA  DE PUBLICACION", "\ufeffviews"], ["a", "b", "c"])
    reconocida, hallazgos = reconocer(tabla, [fuente("p", VISTAS, HORA)])
    assert reconocida is not None
    assert hallazgos == []
    assert reconocida.celdas("vistas") == ["c"]
    assert reconocida.celdas("hora") == ["b"]
    assert reconocida.encabezado("vistas") == "\ufeffviews"


def test_una_columna_optativa_que_no_viene_da_celdas_vacias_y_su_nombre() -> None:
    reconocida, _ = reconocer(registros(["Fecha"], ["a"], ["b"]), [fuente("p", FECHA, EXTRA)])
    assert reconocida is not None
    assert reconocida.celdas("extra") == ["", ""]
    assert reconocida.encabezado("extra") == "Extra"


def test_gana_la_fuente_que_explica_mas_columnas() -> None:
    fuentes = [fuente("corta", FECHA), fuente("larga", FECHA, VISTAS)]
    reconocida, _ = reconocer(registros(["Date", "Views"], ["a", "b"]), fuentes)
    assert reconocida is not None
    assert reconocida.fuente.clase == "larga"


def test_una_fuente_que_no_se_recibe_da_su_propio_codigo() -> None:
    reconocida, (hallazgo,) = reconocer(registros(["Date"], ["a"]), [fuente("p", FECHA, rechazo="L103")])
    assert reconocida is None
    assert hallazgo.codigo == "L103"


def test_lo_parecido_dice_que_columnas_faltan() -> None:
    _, (hallazgo,) = reconocer(registros(["Date", "Views"], ["a", "b"]), [fuente("p", FECHA, VISTAS, HORA)])
    assert hallazgo.codigo == "L104"
    assert "«Hora de publicación»" in hallazgo.oracion
    assert "«Fecha»" not in hallazgo.oracion


def test_un_encabezado_repetido_que_nadie_pide_no_estorba() -> None:
    reconocida, hallazgos = reconocer(
        registros(["Date", "Nota", "Nota"], ["a", "b", "c"]), [fuente("p", FECHA)]
    )
    assert reconocida is not None
    assert hallazgos == []


def test_las_filas_previas_se_conservan() -> None:
    reconocida, _ = reconocer(registros(["Alcance"], ["Date"], ["a"]), [fuente("p", FECHA)])
    assert reconocida is not None
    assert reconocida.tabla.previas == [["Alcance"]]
    assert (reconocida.tabla.fila_de_encabezados, reconocida.tabla.numeros_de_fila) == (2, [3])


def test_una_fuente_mal_declarada_no_se_construye() -> None:
    with pytest.raises(ValueError, match="lector o rechazo"):
        Fuente("p", "la tabla", "x", (FECHA,))
    with pytest.raises(ValueError, match="dos veces"):
        fuente("p", FECHA, ColumnaFuente("otra", ("FECHA",)))
