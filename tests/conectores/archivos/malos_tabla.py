"""Tablas que no pueden leerse del todo: nombre, bytes, código y fragmentos de su oración."""

import codecs
import io

import xlsxwriter
from fabrica_archivos import CUENTAS, SEMESTRE, con, csv_x, libro, llenas

from conectores.archivos.formato_escritor import escribir_formato_csv
from conectores.archivos.tipos import Limites
from esquemas.formato import columnas_formato

Malo = tuple[str, bytes, str, tuple[str, ...]]
A = "A · Total de mensajes publicados"
ANCHO = len(columnas_formato("x", SEMESTRE))
TOPE = Limites().columnas


def _facebook_en_x() -> bytes:
    return csv_x().replace("junta_jal_x,X,INE_Jalisco", "junta_jal_fb,Facebook,INEJalisco").encode()


def _dos_veces(distintas: bool) -> bytes:
    texto = csv_x()
    fila = texto.splitlines()[1]
    return (texto + (fila.replace(",100,", ",999,") if distintas else fila) + "\r\n").encode()


def _error_de_excel() -> bytes:
    def escribir(abierto: xlsxwriter.Workbook) -> None:
        hoja = abierto.add_worksheet("X")
        for i, renglon in enumerate(csv_x().splitlines()):
            hoja.write_row(i, 0, renglon.split(","))
        hoja.write_formula(1, 5, "=1/0", None, "#DIV/0!")
        hoja.write_number(1, 6, 1.23456789012345678e17)

    return libro(escribir)


def _formula_sin_resultado() -> bytes:
    def escribir(abierto: xlsxwriter.Workbook) -> None:
        hoja = abierto.add_worksheet("X")
        for i, renglon in enumerate(csv_x().splitlines()):
            hoja.write_row(i, 1, renglon.split(","))
        # Una columna entera sin resultados, antes de la primera con datos, no debe mover a las demás.
        hoja.write_formula(1, 0, "=1+1", None, "")
        hoja.write_formula(1, 6, "=SUM(B1:B2)", None, "")

    return libro(escribir)


def _sin_columna() -> bytes:
    renglones = [r.split(",") for r in csv_x().splitlines()]
    salida = io.StringIO()
    for r in renglones:
        salida.write(",".join(r[:5] + r[6:]) + "\r\n")
    return salida.getvalue().encode()


def _sin_llenar() -> bytes:
    return escribir_formato_csv("x", CUENTAS[:1], SEMESTRE)


ESTRUCTURA: tuple[Malo, ...] = (
    ("nada.csv", b"hola mundo\n", "L103", ("hola mundo", "formato oficial")),
    ("binario.csv", b"\xab\x07\x1f\x91,\x02\xe9\n", "L103", ("signos que no son texto", "otro programa")),
    ("otra.csv", b"folio,monto\n7,5\n", "L103", ("«folio»", "«monto»")),
    ("sin_semestre.csv", con("Semestre", "Periodo"), "L104", ("formato oficial", "«Semestre»")),
    ("encabezados.csv", (csv_x().splitlines()[0] + "\r\n").encode(), "L106", ("ninguna fila",)),
    ("repetida.csv", con("B · Mensajes propios", A), "L107", (A, "más de una vez")),
    (
        "sinonimo.csv",
        con("B · Mensajes propios", "Total de mensajes publicados"),
        "L107",
        ("más de una vez",),
    ),
    ("sobran.csv", con(",100,", ",1,00,"), "L108", (f"{ANCHO + 1} celdas", f"son {ANCHO}:")),
    (
        "faltan.csv",
        (csv_x().strip().rsplit(",", 1)[0] + "\r\n").encode(),
        "L109",
        (f"{ANCHO - 1} celdas", "vacías"),
    ),
    ("sobra_renglon.csv", (csv_x() + "nota\r\n").encode(), "L109", ("trae 1 celda y",)),
    ("cortado.csv", csv_x().encode()[:-6], "L110", ("a media fila",)),
    ("comillas.csv", con("INE_Jalisco", '"INE_Jalisco'), "L111", ("renglón 2",)),
    ("comillas2.csv", con("INE_Jalisco", '"INE"_Jalisco'), "L111", ("comillas",)),
    ("acentos.csv", csv_x().encode().decode("cp1252").encode(), "L112", ("se repararon",)),
    ("enorme.csv", con("INE_Jalisco", "a" * 1_000_001), "L115", ("1,000,000",)),
    ("renglones.csv", b'"Post ID,""Account ID"",a,b,c,d"\n"1,""2"",x,x,x,x"\n', "L116", ("hoja de cálculo",)),
    (
        "columnas.csv",
        (",".join(f"c{i}" for i in range(TOPE + 1)) + "\n").encode(),
        "L105",
        (f"{TOPE + 1} columnas", f"{TOPE} columnas"),
    ),
    ("utf16_impar.csv", codecs.BOM_UTF16_LE + csv_x().encode("utf-16-le")[:-1], "L101", ("UTF-16",)),
    ("utf16_roto.csv", codecs.BOM_UTF16_LE + b"\x00\xd8" + csv_x().encode("utf-16-le"), "L101", ("UTF-16",)),
    ("utf8_roto.csv", csv_x().encode().replace(b"\xc3\xb3", b"\xc3", 1), "L101", ("UTF-8",)),
    ("byte_raro.csv", b"cuenta,red\n\x81\x8d,x\n", "L101", ("codificación",)),
    ("nulo.csv", con("INE_Jalisco", "INE\x00Jalisco"), "L102", ("nulos",)),
    ("formula_libre.xlsx", libro(lambda a: a.add_worksheet("Hoja1").write(0, 0, "hola")), "L103", ("hola",)),
)

CELDAS: tuple[Malo, ...] = (
    ("letras.csv", con(",100,", ",cien,"), "L201", ("cien", A, "No disponible")),
    ("guion.csv", con(",100,", ",-,"), "L201", ("«-»",)),
    ("sin_dato.csv", con(",100,", ",s/d,"), "L201", ("s/d",)),
    ("con_unidad.csv", con(",100,", ",100 mensajes,"), "L201", ("100 mensajes",)),
    ("porcentaje.csv", con(",100,", ",12%,"), "L202", ("12%", "porcentaje")),
    ("cientifica.csv", con(",100,", ",1.22E+17,"), "L203", ("1.22E+17", "notación científica")),
    ("cientifica_coma.csv", con(",100,", ',"1,22E+17",'), "L203", ("notación científica",)),
    ("formula.csv", con(",100,", ",=SUMA(A1:A2),"), "L204", ("fórmula",)),
    ("formula_dde.csv", con(",100,", ",@SUM(1+1)*cmd|' /C calc'!A0,"), "L204", ("fórmula",)),
    ("formula_menos.csv", con(",100,", ",-2+3,"), "L204", ("fórmula",)),
    ("sin_calcular.xlsx", _formula_sin_resultado(), "L204", ("=SUM(B1:B2)", "sin su resultado", A)),
    ("decimales.csv", con(",100,", ",100.5,"), "L205", ("100.5", "enteras")),
    ("miles_y_decimales.csv", con(",100,", ',"1,234.56",'), "L205", ("1,234.56",)),
    ("confuso.csv", con(",100,", ',"12,34,567",'), "L206", ("12,34,567",)),
    ("mezcla.csv", con(",100,", ',"1.234,567.8",'), "L206", ("1.234,567.8",)),
    ("mil.csv", con(",100,", ",1.5 mil,"), "L207", ("1.5 mil", "completo")),
    ("mil_coma.csv", con(",100,", ',"1,5 mil",'), "L207", ("abreviada",)),
    ("k.csv", con(",100,", ",2.3K,"), "L207", ("2.3K",)),
    ("ref.csv", con(",100,", ",#¡REF!,"), "L208", ("#¡REF!", "error")),
    ("gatos.csv", con(",100,", ",#####,"), "L208", ("#####",)),
    ("error.xlsx", _error_de_excel(), "L208", ("#DIV/0!", "hoja «X»")),
    ("redondeado.xlsx", _error_de_excel(), "L203", ("E+17",)),
    ("largo.csv", con(",100,", "," + "9" * 25 + ","), "L209", ("9999",)),
    ("punto.csv", con(",100,", ",1.234,"), "L210", ("1.234", "1234", "miles")),
    ("fecha.csv", con("2026-07-03", "ayer"), "L211", ("ayer", "año-mes-día")),
    ("fecha_imposible.csv", con("2026-07-03", "31/02/2026"), "L211", ("31/02/2026",)),
    ("fecha_anio.csv", con("2026-07-03", "0206-07-03"), "L211", ("0206-07-03",)),
    ("fecha_ambigua.csv", con("2026-07-03", "03/07/2026"), "L212", ("2026-07-03", "día/mes/año")),
)

FORMATO: tuple[Malo, ...] = (
    ("sin_cuenta.csv", con("junta_jal_x,", ","), "L301", ("fila 2", "columna «Cuenta»")),
    (
        "desconocida.csv",
        con("junta_jal_x", "junta_jla_x"),
        "L302",
        ("junta_jla_x", "la más parecida es «junta_jal_x»"),
    ),
    ("ajena.csv", con("junta_jal_x", "zzzz"), "L302", ("zzzz", "padrón.")),
    ("otra_red.csv", con(",X,", ",Facebook,"), "L303", ("Facebook", "es de X")),
    ("red_rara.csv", con(",X,", ",Hi5,"), "L303", ("Hi5",)),
    ("tabla_ajena.csv", _facebook_en_x(), "L304", ("Facebook", "Twitter (X)")),
    ("semestre.csv", con(",2026-1,", ",primero,"), "L305", ("primero", "2026-1")),
    ("semestre_mal.csv", con(",2026-1,", ",2026-3,"), "L305", ("2026-3",)),
    ("semestre_vacio.csv", con(",2026-1,", ",,"), "L305", ("nada",)),
    ("otro_semestre.csv", con(",2026-1,", ",2025-2,"), "L306", ("2025-2", "2026-1")),
    ("semestre_feb.csv", con(",2026-1,", ",feb-26,"), "L306", ("2026-2",)),
    ("doble.csv", _dos_veces(False), "L307", ("filas 2, 3", "mismas cifras")),
    ("contraria.csv", _dos_veces(True), "L308", ("filas 2, 3", "distintas")),
    ("sin_llenar.csv", _sin_llenar(), "L309", ("sin llenar",)),
    ("vacia.csv", con(",100,", ",,"), "L310", (A, "no se toma como cero")),
    ("sin_columna.csv", _sin_columna(), "L311", (A,)),
    ("sin_fecha.csv", con("2026-07-03", ""), "L312", ("fecha de exportación",)),
    ("usuario.csv", con("INE_Jalisco", "INE_Colima"), "L313", ("INE_Colima", "INE_Jalisco")),
    ("no_aplica.csv", con(",100,", ",N/A,"), "L316", (A, "«N/A»", "0 si no publicó nada")),
    (
        "si_aplica.csv",
        escribir_formato_csv("youtube", CUENTAS, SEMESTRE, llenas("youtube", ("central_yt",), vistas="")),
        "L315",
        ("en caso de que aplique", "la cuenta no puede calificarse", "«No aplica»"),
    ),
)

TABLAS: tuple[Malo, ...] = ESTRUCTURA + CELDAS + FORMATO
