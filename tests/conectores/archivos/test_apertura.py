import hashlib
import struct
import zipfile

import pytest
from fabrica_archivos import JPEG, PDF, PNG, comprimir, contexto, csv_x, xlsx_x
from hypothesis import given, settings
from hypothesis import strategies as st

from conectores.archivos.apertura import abrir
from conectores.archivos.lectura import leer
from conectores.archivos.nombres_zip import es_peligroso, nombre_de, se_ignora
from conectores.archivos.resumen import resumir
from conectores.archivos.tipos import Limites
from esquemas.hallazgos import Hallazgo


def test_un_conjunto_se_abre_en_memoria_y_lo_malo_no_detiene_a_lo_bueno() -> None:
    conjunto = comprimir(
        {
            "X/formato.csv": csv_x().encode(),
            "libro.xlsx": xlsx_x(),
            "captura.png": PNG,
            "vacio.csv": b"",
            "../fuera.csv": b"a,b\n1,2\n",
            "__MACOSX/X/._formato.csv": b"basura",
            "X/.DS_Store": b"basura",
        }
    )
    partes, hallazgos = abrir("e.zip", conjunto, "junta_jal_x", Limites())
    assert [p.archivo for p in partes] == [
        "e.zip → X/formato.csv",
        "e.zip → libro.xlsx",
        "e.zip → captura.png",
    ]
    assert {p.carpeta for p in partes} == {"junta_jal_x"}
    assert [(h.codigo, h.archivo) for h in hallazgos] == [("L001", "e.zip → vacio.csv"), ("L013", "e.zip")]
    lecturas = leer("e.zip", conjunto, "junta_jal_x", contexto())
    assert sorted(x.clase or "" for x in lecturas) == ["", "", "evidencia", "formato_x", "formato_x"]


@pytest.mark.parametrize(("formato", "contenido"), [("png", PNG), ("jpeg", JPEG), ("pdf", PDF)])
def test_una_evidencia_se_registra_con_su_huella(formato: str, contenido: bytes) -> None:
    (lectura,) = leer("a/captura", contenido, "junta_jal_fb", contexto())
    fila = lectura.evidencias.row(0, named=True)
    assert fila == {
        "sha256": hashlib.sha256(contenido).hexdigest(),
        "cuenta": "junta_jal_fb",
        "semestre": "2026-1",
        "archivo": "a/captura",
        "formato_evidencia": formato,
        "bytes": len(contenido),
    }


def test_un_jpeg_de_telefono_con_datos_al_final_esta_completo() -> None:
    partes, hallazgos = abrir("a.jpg", JPEG + b"SEFH" * 5, None, Limites())
    assert (len(partes), hallazgos) == (1, [])


def test_el_tope_de_tamano_se_dice_en_megabytes() -> None:
    _, (hallazgo,) = abrir("a.csv", b"a" * 3_000_001, None, Limites(bytes_archivo=2_000_000))
    assert hallazgo.codigo == "L002"
    assert "3 MB" in hallazgo.oracion
    assert "2 MB" in hallazgo.oracion


def test_un_libro_sin_extension_o_con_otra_se_reconoce_por_dentro() -> None:
    (lectura,) = leer("datos.csv", xlsx_x(), None, contexto())
    assert lectura.clase == "formato_x"


@pytest.mark.parametrize(
    ("nombre", "peligroso"),
    [
        ("a.csv", False),
        ("a/b..c.csv", False),
        ("Captura 10.30 a.\u202fm..png", False),
        ("a/../b", True),
        ("/a", True),
        ("c:/a", True),
        ("a\x00b", True),
        ("a\nb", True),
    ],
)
def test_los_nombres_que_salen_del_comprimido_son_peligrosos(nombre: str, peligroso: bool) -> None:
    assert es_peligroso(nombre) is peligroso


def test_los_archivos_de_los_sistemas_se_ignoran() -> None:
    for nombre in ("carpeta/", "__MACOSX/a.csv", "x/.DS_Store", "x/Thumbs.db", "x/~$formato.xlsx", "._a.csv"):
        assert se_ignora(nombre)
    assert not se_ignora("x/datos.csv")


@pytest.mark.parametrize("codificacion", ["utf-8", "cp850"])
def test_los_acentos_de_los_nombres_se_leen_sin_la_marca_de_utf8(codificacion: str) -> None:
    entrada = zipfile.ZipInfo("x")
    entrada.orig_filename = "Datos del gráfico.csv".encode(codificacion).decode("cp437")
    assert nombre_de(entrada) == "Datos del gráfico.csv"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_cualquier_contenido_da_una_lectura_y_nunca_una_excepcion(contenido: bytes) -> None:
    for lectura in leer("a", contenido, None, contexto()):
        assert lectura.rechazado or lectura.hallazgos or lectura.filas_leidas


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_un_archivo_bueno_danado_en_cualquier_lugar_no_detiene_al_programa(datos: st.DataObject) -> None:
    bueno = datos.draw(
        st.sampled_from([xlsx_x(), comprimir({"a.csv": csv_x().encode()}), csv_x().encode(), PNG])
    )
    lugar = datos.draw(st.integers(0, len(bueno) - 1))
    corte = datos.draw(st.integers(0, 40))
    malo = bueno[:lugar] + datos.draw(st.binary(max_size=8)) + bueno[lugar + corte :]
    assert leer("a", malo, "junta_jal_x", contexto())


def test_un_directorio_de_zip_con_desplazamientos_absurdos_no_detiene_al_programa() -> None:
    bueno = bytearray(comprimir({"a.csv": b"hola"}))
    inicio = bueno.index(b"PK\x01\x02")
    bueno[inicio + 42 : inicio + 46] = struct.pack("<I", 0xFFFFFFF0)
    (lectura,) = leer("a.zip", bytes(bueno), None, contexto())
    assert lectura.rechazado


def test_los_hallazgos_repetidos_se_resumen_y_se_dice_cuantos_son() -> None:
    muchos = [Hallazgo("L201", archivo="a.csv", columna="A", fila=i, encontrado="x") for i in range(1000)]
    resumidos = resumir([*muchos, Hallazgo("L202", archivo="a.csv")])
    assert [h.codigo for h in resumidos].count("L201") == 25
    assert resumidos[-1].codigo == "L114"
    assert "975" in resumidos[-1].oracion
