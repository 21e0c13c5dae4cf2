"""Códigos L000 a L099: lo que puede estar mal en un archivo antes de saber qué tabla trae."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11 = Articulo(11)


def _rechazo(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.RECHAZO, _11, mensaje, que_hacer)


APERTURA: tuple[Codigo, ...] = (
    _rechazo(
        "L001",
        "El archivo está vacío.",
        "Vuelva a exportarlo o a llenarlo y entréguelo de nuevo.",
    ),
    _rechazo(
        "L002",
        "El archivo mide {encontrado} y el tope es de {esperado}.",
        "Entregue la exportación por partes (por ejemplo, un mes por archivo) o pida que se eleve el tope.",
    ),
    _rechazo(
        "L003",
        "El archivo es {encontrado}; se esperaba una tabla (CSV o XLSX), un comprimido ZIP de tablas o una "
        "evidencia (PNG, JPEG o PDF).",
        "Entregue la tabla en CSV o XLSX, o la copia de pantalla en PNG, JPEG o PDF.",
    ),
    _rechazo(
        "L004",
        "El libro de Excel trae macros y por seguridad no se abre.",
        "En Excel elija «Guardar como», tipo «Libro de Excel (*.xlsx)», y entregue esa copia.",
    ),
    _rechazo(
        "L005",
        "El archivo es un libro de Excel 97-2003 (.xls), formato que no se recibe.",
        "Ábralo en Excel o LibreOffice, guárdelo como «Libro de Excel (*.xlsx)» y entregue esa copia.",
    ),
    _rechazo(
        "L006",
        "El libro está protegido con contraseña y no puede leerse.",
        "En Excel quite la contraseña (Archivo, Información, Proteger libro), guárdelo y entréguelo de "
        "nuevo.",
    ),
    _rechazo(
        "L007",
        "El archivo es una página web (HTML) guardada con otra extensión.",
        "Descargue la exportación con el botón «Exportar» de la plataforma; si la abrió en Excel, "
        "guárdela como "
        "«Libro de Excel (*.xlsx)».",
    ),
    _rechazo(
        "L008",
        "El libro de Excel está dañado o incompleto: {encontrado}.",
        "Ábralo en Excel o LibreOffice; si abre, guárdelo de nuevo como .xlsx; si no, vuelva a descargarlo.",
    ),
    _rechazo(
        "L009",
        "El libro es un libro binario de Excel (.xlsb), formato que no se recibe.",
        "Guárdelo como «Libro de Excel (*.xlsx)» y entregue esa copia.",
    ),
    _rechazo(
        "L010",
        "El archivo comprimido está dañado o incompleto: {encontrado}.",
        "Vuelva a crear el ZIP, o entregue los archivos sueltos.",
    ),
    _rechazo(
        "L011",
        "Al descomprimirse, el archivo crece a más de {esperado}; así se comportan los archivos "
        "maliciosos y por "
        "seguridad no se abre.",
        "Entregue los archivos sueltos, sin comprimir, o el libro sin hojas ni formatos de sobra.",
    ),
    _rechazo(
        "L012",
        "El comprimido trae {encontrado} archivos y el tope es de {esperado}.",
        "Repártalos en varios comprimidos.",
    ),
    _rechazo(
        "L013",
        "Dentro del comprimido, el nombre «{encontrado}» apunta fuera de él o trae caracteres de "
        "control; ese "
        "archivo no se leyó y los demás sí.",
        "Vuelva a crear el ZIP solo con los archivos que entrega, con nombres simples.",
    ),
    _rechazo(
        "L014",
        "Es un comprimido dentro de otro comprimido y no se abre; los demás archivos sí se leyeron.",
        "Entregue un solo ZIP con los archivos directamente dentro.",
    ),
    _rechazo(
        "L015",
        "El archivo está cifrado con contraseña dentro del comprimido.",
        "Vuelva a crear el ZIP sin contraseña, o entregue el archivo suelto.",
    ),
    _rechazo(
        "L016",
        "El comprimido no trae ningún archivo.",
        "Revise que el ZIP contenga las exportaciones o el formato y entréguelo de nuevo.",
    ),
    _rechazo(
        "L017",
        "El archivo está dañado dentro del comprimido: {encontrado}. Los demás sí se leyeron.",
        "Vuelva a crear el ZIP, o entregue este archivo suelto.",
    ),
    _rechazo(
        "L018",
        "El comprimido trae dos archivos con este mismo nombre; se leyó el primero.",
        "Deje una sola copia, o dé a cada archivo un nombre distinto.",
    ),
    _rechazo(
        "L019",
        "La hoja «{encontrado}» dice tener datos en celdas muy alejadas (hasta {esperado}) y no puede "
        "abrirse sin "
        "agotar la memoria.",
        "Copie solo la tabla a un libro nuevo y entregue ese libro.",
    ),
    _rechazo(
        "L020",
        "La imagen está incompleta: {encontrado}.",
        "Tome o descargue de nuevo la copia de pantalla y entréguela.",
    ),
    _rechazo(
        "L021",
        "El PDF está incompleto: {encontrado}.",
        "Vuelva a generarlo o a descargarlo y entréguelo de nuevo.",
    ),
    _rechazo(
        "L022",
        "La evidencia no dice de qué cuenta es: está fuera de la carpeta de una cuenta.",
        "Póngala en la carpeta entradas/<cuenta>/ de la cuenta a la que corresponde.",
    ),
    _rechazo(
        "L023",
        "El libro no trae ninguna hoja con datos.",
        "Revise que sea el archivo correcto, que esté lleno y guardado, y entréguelo de nuevo.",
    ),
)
