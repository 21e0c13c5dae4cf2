import csv
import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from fabrica_archivos import CUENTAS, PADRON, SEMESTRE, cambiar_parte, contexto, csv_x, libro, llenas, xlsx_x
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conectores.archivos.formato_escritor import HOJA_DE_CONTROL, escribir_formato_csv, escribir_formato_xlsx
from conectores.archivos.lectura import leer
from conectores.archivos.libro import leer_libro
from conectores.archivos.tipos import Contexto, Lectura, Limites, Parte
from esquemas.derivados import esquema_polars
from esquemas.formato import PALABRAS, ColumnaFormato, Grupo, columnas_formato
from esquemas.tablas import MEDICIONES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import REDES, definiciones_entre
from lineamientos.errores import RedDesconocida
from lineamientos.semestres import Semestre

POR_RED = {r: [c for c in CUENTAS if c.red == r] for r in ("x", "facebook", "youtube")}


def metricas(red: str) -> list[ColumnaFormato]:
    return [c for c in columnas_formato(red, SEMESTRE) if c.es_metrica]


def todas(lecturas: list[Lectura]) -> pl.DataFrame:
    return pl.concat([x.mediciones for x in lecturas])


def leidas(lecturas: list[Lectura]) -> dict[tuple[str, str], int | str | None]:
    marco = todas(lecturas)
    return {
        (c, m): v if v is not None else a
        for c, m, v, a in marco.select("cuenta", "metrica", "valor", "ausencia").iter_rows()
    }


def esperadas(valores: dict[str, dict[str, int | str]]) -> dict[tuple[str, str], int | str | None]:
    return {
        (cuenta, metrica): PALABRAS[v].value if isinstance(v, str) else v
        for cuenta, propios in valores.items()
        for metrica, v in propios.items()
        if metrica != "fecha_exportacion"
    }


def valor_de(columna: ColumnaFormato) -> st.SearchStrategy[int | str]:
    return st.one_of(st.integers(-(10**17), 10**17), st.sampled_from(columna.palabras))


@st.composite
def valores_de_todas(sorteo: st.DrawFn) -> dict[str, dict[str, int | str]]:
    return {
        c.cuenta: {m.clave: sorteo(valor_de(m)) for m in metricas(c.red)}
        | {"fecha_exportacion": "2026-07-03"}
        for c in CUENTAS
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(valores_de_todas())
def test_lo_escrito_en_el_libro_se_lee_de_vuelta(valores: dict[str, dict[str, int | str]]) -> None:
    lecturas = leer("f.xlsx", escribir_formato_xlsx(CUENTAS, SEMESTRE, valores), None, contexto())
    assert [h.oracion for x in lecturas for h in x.hallazgos] == []
    assert leidas(lecturas) == esperadas(valores)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(valores_de_todas(), st.sampled_from(list(POR_RED)))
def test_lo_escrito_en_csv_se_lee_de_vuelta(valores: dict[str, dict[str, int | str]], red: str) -> None:
    propios = {c.cuenta: valores[c.cuenta] for c in POR_RED[red]}
    lecturas = leer("f.csv", escribir_formato_csv(red, CUENTAS, SEMESTRE, valores), None, contexto())
    assert [h.oracion for x in lecturas for h in x.hallazgos] == []
    assert leidas(lecturas) == esperadas(propios)


def test_los_mismos_argumentos_dan_los_mismos_bytes() -> None:
    valores = llenas("x", ("junta_jal_x",))
    assert escribir_formato_xlsx(CUENTAS, SEMESTRE, valores) == escribir_formato_xlsx(
        CUENTAS, SEMESTRE, valores
    )


def test_cada_medicion_dice_de_donde_sale_y_que_significa() -> None:
    (lectura,) = leer("f.csv", csv_x().encode(), None, contexto())
    assert lectura.clase == "formato_x"
    fila = lectura.mediciones.filter(pl.col("metrica") == "impresiones").row(0, named=True)
    assert fila["archivo"] == "f.csv"
    assert (fila["hoja"], fila["fila"], fila["columna"]) == ("", 2, "D · Impresión de los tweets")
    assert (fila["desde"], fila["hasta"]) == (date(2026, 1, 1), date(2026, 6, 30))
    assert fila["corte"] == date(2026, 7, 3)
    assert fila["definicion"] == "x.impresiones.v1"
    assert fila["fuente"] == "formato"


def test_las_mediciones_llevan_el_esquema_de_su_tabla_sin_lote() -> None:
    (lectura,) = leer("f.csv", csv_x().encode(), None, contexto())
    esperado = {n: t for n, t in esquema_polars(MEDICIONES).items() if n != "lote"}
    assert dict(lectura.mediciones.schema) == esperado


def test_una_celda_mala_no_se_lleva_a_las_demas() -> None:
    (lectura,) = leer("f.csv", csv_x().replace(",100,", ",cien,").encode(), None, contexto())
    por_metrica = {
        m: (v, a) for m, v, a in lectura.mediciones.select("metrica", "valor", "ausencia").iter_rows()
    }
    assert por_metrica.pop("mensajes_publicados") == (None, Ausencia.ILEGIBLE.value)
    assert all(v is not None and a is None for v, a in por_metrica.values())
    assert (lectura.filas_rechazadas, lectura.rechazado) == (0, False)


@pytest.mark.parametrize(
    ("celda", "codigo"),
    [
        (b"<f>B1+1</f><v></v>", "L204"),
        (b"<f>B1+1</f><v/>", "L204"),
        (b"<f>B1+1</f>", "L204"),
        (b'<f t="shared" si="0"/>', "L204"),
        (b"<v></v>", "L310"),
    ],
)
def test_una_formula_sin_resultado_no_se_confunde_con_una_celda_vacia(celda: bytes, codigo: str) -> None:
    contenido = cambiar_parte(
        xlsx_x(), "xl/worksheets/sheet2.xml", lambda x: x.replace(b"<v>100</v>", celda, 1)
    )
    (lectura,) = leer("f.xlsx", contenido, None, contexto())
    assert [(h.codigo, h.campo) for h in lectura.hallazgos] == [(codigo, "mensajes_publicados")]


@pytest.mark.parametrize(("red", "cuenta"), [("x", "junta_jal_x"), ("facebook", "junta_jal_fb")])
def test_no_aplica_no_es_respuesta_al_numero_de_publicaciones(red: str, cuenta: str) -> None:
    propias = metricas(red)
    valores = {cuenta: dict.fromkeys((m.clave for m in propias), "No aplica")}
    valores[cuenta]["fecha_exportacion"] = "2026-07-03"
    contenido = escribir_formato_csv(red, [PADRON[cuenta]], SEMESTRE, valores)
    lecturas = leer("f.csv", contenido, None, contexto())
    assert [(h.codigo, h.campo) for h in lecturas[0].hallazgos] == [("L316", propias[0].clave)]
    obtenidas = leidas(lecturas)
    assert obtenidas.pop((cuenta, propias[0].clave)) == Ausencia.ILEGIBLE.value
    assert set(obtenidas.values()) == {Ausencia.NO_APLICA.value}


def test_una_fila_con_mala_clave_no_se_lleva_a_las_demas() -> None:
    texto = csv_x(("junta_jal_x", "junta_yuc_x")).replace("junta_jal_x", "nadie")
    (lectura,) = leer("f.csv", texto.encode(), None, contexto())
    assert lectura.mediciones["cuenta"].unique().to_list() == ["junta_yuc_x"]
    assert (lectura.filas_leidas, lectura.filas_rechazadas, lectura.rechazado) == (2, 1, False)


def test_lo_suplementario_vacio_es_ausencia_sin_hallazgo() -> None:
    valores = llenas("x", ("junta_jal_x",))
    for columna in metricas("x"):
        if columna.grupo is Grupo.ART_12:
            valores["junta_jal_x"][columna.clave] = ""
    (lectura,) = leer("f.csv", escribir_formato_csv("x", CUENTAS[:1], SEMESTRE, valores), None, contexto())
    assert lectura.hallazgos == ()
    faltan = lectura.mediciones.filter(pl.col("ausencia") == Ausencia.NO_ENTREGADA.value)["metrica"].to_list()
    assert faltan == [c.clave for c in metricas("x") if c.grupo is Grupo.ART_12]


def test_una_cuenta_sin_llenar_da_un_solo_hallazgo_y_ninguna_medicion() -> None:
    (lectura,) = leer("f.csv", escribir_formato_csv("x", CUENTAS, SEMESTRE), None, contexto())
    assert [h.codigo for h in lectura.hallazgos if h.codigo == "L309"] == ["L309", "L309"]
    assert [h.codigo for h in lectura.hallazgos if h.codigo == "L310"] == []
    assert lectura.mediciones.is_empty()
    assert not lectura.rechazado


def test_una_metrica_retirada_a_medio_semestre_abarca_solo_sus_dias() -> None:
    semestre = Semestre(2025, 2)
    clave = [c.clave for c in columnas_formato("facebook", semestre) if c.es_metrica]
    valores = {"junta_jal_fb": dict.fromkeys(clave, 5) | {"fecha_exportacion": "2026-01-05"}}
    contenido = escribir_formato_csv("facebook", CUENTAS[2:3], semestre, valores)
    (lectura,) = leer("f.csv", contenido, None, Contexto(PADRON, semestre))
    dias = {m: (d, h) for m, d, h in lectura.mediciones.select("metrica", "desde", "hasta").iter_rows()}
    assert dias["impresiones"] == (date(2025, 7, 1), date(2025, 11, 14))
    assert dias["visualizaciones"] == (date(2025, 11, 15), date(2025, 12, 31))
    assert dias["alcance"] == (date(2025, 7, 1), date(2025, 12, 31))


def test_la_carpeta_de_otra_cuenta_rechaza_la_fila() -> None:
    (lectura,) = leer("junta_yuc_x/f.csv", csv_x().encode(), "junta_yuc_x", contexto())
    assert [h.codigo for h in lectura.hallazgos] == ["L314"]
    assert "«junta_yuc_x»" in lectura.hallazgos[0].oracion
    assert lectura.rechazado


@pytest.mark.parametrize("carpeta", ["vocalia_jalisco", "María Pérez", "junta_jal_x", None])
def test_la_carpeta_que_no_es_de_otra_cuenta_no_importa(carpeta: str | None) -> None:
    (lectura,) = leer("f.csv", csv_x().encode(), carpeta, contexto())
    assert (lectura.hallazgos, lectura.mediciones["cuenta"].unique().to_list()) == ((), ["junta_jal_x"])


@pytest.mark.parametrize("red", REDES)
def test_cada_red_tiene_columnas_del_articulo_11_con_titulo_y_ayuda(red: str) -> None:
    columnas = columnas_formato(red, SEMESTRE)
    assert [c.clave for c in columnas[:5]] == ["cuenta", "red", "usuario", "semestre", "fecha_exportacion"]
    assert len({c.titulo for c in columnas}) == len(columnas)
    assert columnas[5].titulo.startswith("A · ")
    grupos = [c.grupo for c in columnas]
    assert grupos == sorted(grupos, key=list(Grupo).index)
    for columna in columnas[5:]:
        ultima = definiciones_entre(columna.clave, red, SEMESTRE.inicio, SEMESTRE.fin)[-1]
        assert columna.ayuda == ultima.texto


def test_los_titulos_de_x_son_los_del_articulo_11() -> None:
    titulos = [c.titulo for c in columnas_formato("x", SEMESTRE) if c.grupo is Grupo.ART_11]
    assert titulos == [
        "A · Total de mensajes publicados",
        "B · Mensajes propios",
        "C · Mensajes de Comunicación Social",
        "D · Impresión de los tweets",
        "E · Visitas al perfil",
        "F · Menciones",
        "G · Seguidores",
        "H · Contenidos multimedia",
    ]


def test_los_meses_llevan_el_nombre_del_semestre() -> None:
    primero = [c.titulo for c in columnas_formato("x", Semestre(2026, 1)) if "mes_1" in c.clave]
    segundo = [c.titulo for c in columnas_formato("x", Semestre(2026, 2)) if "mes_1" in c.clave]
    assert (primero, segundo) == (["Art. 12 · Publicaciones de enero"], ["Art. 12 · Publicaciones de julio"])


def test_el_libro_lleva_instrucciones_una_hoja_por_red_y_su_control() -> None:
    hojas, _ = leer_libro(Parte("f.xlsx", escribir_formato_xlsx(CUENTAS, SEMESTRE)), Limites())
    assert [h.hoja for h in hojas] == ["Instrucciones", "X", "Facebook", "YouTube", HOJA_DE_CONTROL]
    instrucciones = "\n".join(" ".join(f) for f in hojas[0].filas)
    for articulo in ("art. 11", "art. 14", "No disponible", "2026-01-01", "2026-06-30"):
        assert articulo in instrucciones
    assert f"Este libro trae {len(CUENTAS)} cuentas" in instrucciones
    de_una, _ = leer_libro(Parte("f.xlsx", escribir_formato_xlsx(CUENTAS[:1], SEMESTRE)), Limites())
    assert "Este libro trae" not in "\n".join(" ".join(f) for f in de_una[0].filas)


@pytest.mark.parametrize(
    ("entrega", "frase"),
    [
        ((date(2026, 7, 1), date(2026, 7, 14)), "Entréguelo del 1 al 14 de julio de 2026"),
        ((date(2026, 7, 20), date(2026, 8, 3)), "Entréguelo del 20 de julio al 3 de agosto de 2026"),
        ((None, date(2026, 7, 17)), "Entréguelo a más tardar el 17 de julio de 2026, como se le requirió"),
        (None, "los primeros diez días hábiles de enero o de julio"),
    ],
)
def test_las_instrucciones_dicen_cuando_se_entrega(
    entrega: tuple[date | None, date] | None, frase: str
) -> None:
    contenido = escribir_formato_xlsx(CUENTAS, SEMESTRE, entrega=entrega)
    hojas, _ = leer_libro(Parte("f.xlsx", contenido), Limites())
    assert frase in "\n".join(" ".join(f) for f in hojas[0].filas)


def test_una_hoja_ajena_se_avisa_y_no_estorba() -> None:
    contenido = libro(_con_notas)
    lecturas = leer("f.xlsx", contenido, None, contexto())
    assert [(x.clase, [h.codigo for h in x.hallazgos], x.rechazado) for x in lecturas] == [
        ("formato_x", [], False),
        (None, ["L113"], False),
    ]


def _con_notas(abierto: xlsxwriter.Workbook) -> None:
    hoja = abierto.add_worksheet("X")
    for i, renglon in enumerate(csv.reader(io.StringIO(csv_x()))):
        hoja.write_row(i, 0, renglon)
    abierto.add_worksheet("Mis notas").write(0, 0, "pendiente")


def test_una_formula_en_el_padron_no_llega_viva_al_csv() -> None:
    mala = type(CUENTAS[0])("junta_jal_x", "x", "=cmd|' /C calc'!A0")
    texto = escribir_formato_csv("x", [mala], SEMESTRE).decode("utf-8-sig")
    assert "'=cmd" in texto


def test_un_formato_sin_cuentas_o_de_una_red_desconocida_es_un_error() -> None:
    with pytest.raises(ValueError, match="al menos una cuenta"):
        escribir_formato_xlsx([], SEMESTRE)
    with pytest.raises(RedDesconocida):
        escribir_formato_csv("hi5", CUENTAS, SEMESTRE)


@pytest.mark.herramientas
def test_libreoffice_abre_el_libro_y_lo_que_guarda_se_lee(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice no está instalado")
    valores = llenas("x", ("junta_jal_x",), menciones="No disponible")
    (tmp_path / "f.xlsx").write_bytes(escribir_formato_xlsx(CUENTAS[:1], SEMESTRE, valores))
    # El filtro pide la segunda hoja, separada por «;», en la página 1252, como la guarda una oficina.
    filtro = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/perfil",
            "--headless",
            "--convert-to",
            filtro,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "f.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (guardado,) = tmp_path.glob("*.csv")
    lecturas = leer("f.csv", guardado.read_bytes(), None, contexto())
    assert [h.oracion for x in lecturas for h in x.hallazgos] == []
    assert leidas(lecturas) == esperadas(valores)
