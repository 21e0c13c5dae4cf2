"""La hoja de instrucciones del formato oficial: qué hacer, con qué artículo, y qué va en cada columna."""

from collections.abc import Sequence
from datetime import date

import xlsxwriter

from conectores.archivos.formato_estilos import Estilos
from esquemas.formato import MESES, NO_APLICA, NO_DISPONIBLE, columnas_formato
from lineamientos.catalogo import REDES
from lineamientos.semestres import Semestre

HOJA_DE_INSTRUCCIONES = "Instrucciones"
_CARACTERES_POR_RENGLON = 125
_ALTO_DE_RENGLON = 15.5


def _pasos(semestre: Semestre) -> tuple[str, ...]:
    return (
        f"Cada hoja es de una red y cada fila de una cuenta. Las cifras son del "
        f"{semestre.inicio.isoformat()} al "
        f"{semestre.fin.isoformat()} ({semestre.nombre}).",
        "En «Fecha de exportación» escriba el día en que tomó las cifras de la plataforma, como año-mes-día.",
        "Llene las columnas del art. 11 (con letra). En «Seguidores» va el número del último día del "
        "semestre.",
        "Las columnas «Si aplica» se llenan cuando la plataforma da esa cifra.",
        "Las columnas «Art. 12» son suplementarias: ayudan a calificar mejor y dejarlas vacías no es "
        "incumplimiento del art. 11.",
        "Escriba números enteros completos: 1234, no 1.2 mil, ni porcentajes, ni fórmulas. Un cero se "
        "escribe 0; "
        "una celda vacía no se toma como cero, sino como cifra no entregada.",
        f"Si la plataforma no da una cifra a la cuenta, escriba «{NO_DISPONIBLE}»; si no corresponde a "
        f"la cuenta, «{NO_APLICA}», salvo en la columna A: quien no publicó nada escribe 0.",
        "No cambie los encabezados, la cuenta, la red ni el semestre. Si falta una cuenta, pida su alta "
        "en el padrón.",
        "Guarde el libro como XLSX (o una hoja como CSV) y entréguelo con las copias de pantalla que pide el "
        "art. 11, en PNG, JPEG o PDF, sin rostros ni nombres de ciudadanos.",
    )


def _de_varias(cuentas: int) -> str:
    """Cómo se entrega un libro con las cuentas de un área: una vez, y no en la carpeta de una de ellas."""
    return (
        f"Este libro trae {cuentas} cuentas. Llénelas todas y entréguelo una sola vez, suelto en la carpeta "
        "de entregas y no dentro de la de una cuenta; por correo, si las administra todas. Si las "
        "administran personas distintas, reúnan las cifras en uno o entregue cada quien el de la suya."
    )


def _entrega(entrega: tuple[date | None, date] | None) -> str:
    return (
        f"{_cuando(entrega)} Las observaciones sobre lo recibido se subsanan en dos días hábiles como máximo "
        "(art. 14). También puede entregar la exportación de la propia plataforma, tal como se descarga, en "
        "vez de este formato."
    )


def _cuando(entrega: tuple[date | None, date] | None) -> str:
    if entrega is None:
        return (
            "Plazo: los primeros diez días hábiles de enero o de julio, previa solicitud (Lineamientos, art. "
            "11)."
        )
    desde, hasta = entrega
    if desde is None:
        return (
            f"Entréguelo a más tardar el {_dia(hasta)}, como se le requirió, o el día posterior que resulte "
            "de cuándo se le notificó (Lineamientos, art. 6, fracción II)."
        )
    return f"Entréguelo {_del_al(desde, hasta)} (Lineamientos, art. 11)."


def _dia(fecha: date) -> str:
    return f"{fecha.day} de {MESES[fecha.month - 1]} de {fecha.year}"


def _del_al(desde: date, hasta: date) -> str:
    """Un periodo como se dice: «del 1 al 14 de julio de 2026», «del 20 de julio al 3 de agosto de 2026»."""
    inicio = f"{desde.day}"
    if (desde.year, desde.month) != (hasta.year, hasta.month):
        inicio += f" de {MESES[desde.month - 1]}"
    if desde.year != hasta.year:
        inicio += f" de {desde.year}"
    return f"del {inicio} al {_dia(hasta)}"


def escribir_instrucciones(
    libro: xlsxwriter.Workbook,
    estilos: Estilos,
    redes: Sequence[str],
    semestre: Semestre,
    entrega: tuple[date | None, date] | None,
    cuentas: int,
) -> None:
    """Escribe la primera hoja: los pasos, el plazo y qué va en cada columna de cada red.

    Args:
        libro: Libro en que se agrega.
        estilos: Aspecto.
        redes: Redes del libro, en orden.
        semestre: Semestre revisado.
        entrega: Primer y último día de entrega; sin ellos el plazo se dice como en el art. 11, y sin el
            primero, como a quien se le requiere por no haber entregado (art. 6, fracción II).
        cuentas: Cuántas cuentas trae el libro.
    """
    hoja = libro.add_worksheet(HOJA_DE_INSTRUCCIONES)
    hoja.hide_gridlines(2)
    hoja.set_column(0, 0, 16)
    hoja.set_column(1, 1, 42)
    hoja.set_column(2, 2, 70)
    hoja.write_string(0, 0, f"Formato oficial de estadística · {semestre.nombre}", estilos.titulo)
    hoja.write_string(
        1, 0, "Revisión de las cuentas de redes sociales (Lineamientos, arts. 11 y 12)", estilos.subtitulo
    )
    hoja.set_row(0, 28)
    fila = 3
    fila = _seccion(hoja, estilos, fila, "Cómo se llena")
    for numero, paso in enumerate(_pasos(semestre), start=1):
        fila = _parrafo(hoja, estilos, fila, f"{numero}. {paso}")
    fila = _seccion(hoja, estilos, fila + 1, "Cuándo se entrega")
    fila = _parrafo(hoja, estilos, fila, _entrega(entrega))
    if cuentas > 1:
        fila = _parrafo(hoja, estilos, fila, _de_varias(cuentas))
    fila = _seccion(hoja, estilos, fila + 1, "Qué va en cada columna")
    hoja.write_row(fila, 0, ["Hoja", "Columna", "Qué se escribe"], estilos.encabezado_tabla)
    fila += 1
    for red in redes:
        for columna in (c for c in columnas_formato(red, semestre) if c.es_metrica):
            hoja.write_string(fila, 0, REDES[red], estilos.celda)
            hoja.write_string(fila, 1, columna.titulo, estilos.celda_fuerte)
            hoja.write_string(fila, 2, f"{columna.ayuda}.", estilos.celda)
            hoja.set_row(fila, _ALTO_DE_RENGLON * (1 + len(columna.ayuda) // 78))
            fila += 1
    hoja.set_landscape()
    hoja.set_paper(1)
    hoja.fit_to_pages(1, 0)
    hoja.set_footer(f"&LFormato oficial, semestre {semestre.clave}&RPágina &P de &N")


def _seccion(hoja: xlsxwriter.worksheet.Worksheet, estilos: Estilos, fila: int, titulo: str) -> int:
    hoja.write_string(fila, 0, titulo, estilos.seccion)
    for j in (1, 2):
        hoja.write_blank(fila, j, None, estilos.seccion)
    hoja.set_row(fila, 22)
    return fila + 1


def _parrafo(hoja: xlsxwriter.worksheet.Worksheet, estilos: Estilos, fila: int, texto: str) -> int:
    hoja.merge_range(fila, 0, fila, 2, texto, estilos.parrafo)
    hoja.set_row(fila, _ALTO_DE_RENGLON * (1 + len(texto) // _CARACTERES_POR_RENGLON))
    return fila + 1
