"""Códigos L100 a L299: lo que puede estar mal en una tabla, en sus celdas y en la cuenta que dice."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11 = Articulo(11)


def _rechazo(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.RECHAZO, _11, mensaje, que_hacer)


def _observacion(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.OBSERVACION, _11, mensaje, que_hacer)


def _aviso(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.AVISO, _11, mensaje, que_hacer)


_ESTRUCTURA = (
    _rechazo(
        "L101",
        "El texto del archivo está dañado y no puede leerse: {encontrado}.",
        "Vuelva a exportarlo de la plataforma sin abrirlo antes en otro programa, o guárdelo como "
        "«CSV UTF-8» o como libro XLSX.",
    ),
    _rechazo(
        "L102",
        "El archivo trae bytes nulos: no es texto o quedó mal escrito.",
        "Vuelva a descargarlo o expórtelo como CSV o XLSX.",
    ),
    _rechazo(
        "L103",
        "Ninguna fila del principio tiene los encabezados de una tabla conocida; lo que se encontró es: "
        "{encontrado}.",
        "Entregue el formato oficial o la exportación de la plataforma tal como se descarga, sin cambiar sus "
        "encabezados.",
    ),
    _rechazo(
        "L104",
        "Parece ser {esperado}, pero le falta: {encontrado}.",
        "Vuelva a exportarla con todas sus columnas y sin cambiar los encabezados.",
    ),
    _rechazo(
        "L105",
        "La tabla trae {encontrado} y el tope es de {esperado}.",
        "Entregue la exportación por partes.",
    ),
    _rechazo(
        "L106",
        "La tabla ({esperado}) trae los encabezados y ninguna fila de datos.",
        "Revise el periodo al exportar, o llene el formato, y entréguelo de nuevo.",
    ),
    _rechazo(
        "L107",
        "La columna «{encontrado}» aparece más de una vez y no se sabe cuál vale.",
        "Deje una sola columna con ese encabezado y entregue el archivo de nuevo.",
    ),
    _rechazo(
        "L108",
        "La fila trae {encontrado} y los encabezados son {esperado}: sus cifras quedarían bajo "
        "otra columna, "
        "así que la fila no se cargó.",
        "Revise que los textos con comas o saltos de línea vayan entre comillas, o entregue la "
        "exportación original.",
    ),
    _observacion(
        "L109",
        "La fila trae {encontrado} y los encabezados son {esperado}; las que faltan se tomaron como vacías.",
        "Confirme que la fila está completa, o entregue la exportación original.",
    ),
    _rechazo(
        "L110",
        "El archivo termina a media fila ({encontrado} de {esperado}): está cortado y esa fila no se cargó.",
        "Vuelva a descargarlo completo y entréguelo de nuevo.",
    ),
    _rechazo(
        "L111",
        "Hay comillas mal cerradas desde el renglón {encontrado} y no se sabe dónde termina cada celda.",
        "Vuelva a exportar el archivo, o guárdelo como libro XLSX.",
    ),
    _aviso(
        "L112",
        "Los acentos venían dañados (como «{encontrado}») y se repararon.",
        "No necesita hacer nada; la próxima vez entregue el archivo sin abrirlo antes en Excel.",
    ),
    _aviso(
        "L113",
        "La hoja «{encontrado}» no tiene los encabezados de una tabla conocida y no se leyó.",
        "Si tenía cifras, páselas a la hoja de su red; si eran notas, no necesita hacer nada.",
    ),
    _aviso(
        "L114",
        "En el mismo archivo hay más hallazgos como este ({esperado}), que no se listan uno por uno: "
        "{encontrado}.",
        "Corrija la causa en todo el archivo y entréguelo de nuevo.",
    ),
    _rechazo(
        "L115",
        "Una celda mide más de {esperado} caracteres; suele deberse a comillas sin cerrar.",
        "Vuelva a exportar el archivo, o guárdelo como libro XLSX.",
    ),
    _rechazo(
        "L116",
        "Cada renglón quedó dentro de una sola celda entre comillas: una hoja de cálculo dañó el archivo al "
        "guardarlo.",
        "Entregue el archivo tal como se descargó de la plataforma, sin abrirlo ni guardarlo en Excel.",
    ),
)

_CELDAS = (
    _observacion(
        "L201",
        "Se encontró «{encontrado}» donde va un número entero; la cifra quedó sin valor.",
        "Escriba solo el número, sin letras ni signos; si la plataforma no da la cifra, escriba «No "
        "disponible».",
    ),
    _observacion(
        "L202",
        "Se encontró un porcentaje («{encontrado}») donde va una cantidad; la cifra quedó sin valor.",
        "Escriba la cantidad, no su porcentaje.",
    ),
    _observacion(
        "L203",
        "Se encontró «{encontrado}»: la hoja de cálculo abrevió el número en notación científica y "
        "perdió cifras.",
        "Entregue la exportación original sin abrirla en Excel, o escriba el número completo.",
    ),
    _observacion(
        "L204",
        "La celda trae una fórmula («{encontrado}») sin su resultado, y por seguridad no se calcula; la "
        "cifra quedó sin valor.",
        "Escriba el número que da la fórmula, o copie la celda y péguela como valor.",
    ),
    _observacion(
        "L205",
        "Se encontró «{encontrado}»: las cantidades son enteras y esta trae decimales.",
        "Escriba el número completo, sin redondear ni abreviar.",
    ),
    _observacion(
        "L206",
        "Se encontró «{encontrado}» y no se sabe si el signo separa miles o decimales.",
        "Escriba el número sin separadores: 1234.",
    ),
    _observacion(
        "L207",
        "Se encontró «{encontrado}»: la cifra está abreviada y no se puede saber la exacta.",
        "Escriba el número completo: en vez de «1.5 mil», 1500, o la cifra exacta que dé la plataforma.",
    ),
    _observacion(
        "L208",
        "La hoja de cálculo marca un error («{encontrado}») en vez de un número.",
        "Corrija la fórmula o escriba el número.",
    ),
    _observacion(
        "L209",
        "Se encontró «{encontrado}», un número de más dígitos de los que puede tener una cifra.",
        "Revise que no se hayan juntado dos números y escriba la cifra correcta.",
    ),
    _aviso(
        "L210",
        "En esta columna hay números como «{encontrado}»; el signo se leyó como separador de miles: "
        "{esperado}.",
        "Confirme que así es; la próxima vez escriba los números sin separadores.",
    ),
    _observacion(
        "L211",
        "Se encontró «{encontrado}» donde va una fecha.",
        "Escriba la fecha como año-mes-día: {esperado}.",
    ),
    _aviso(
        "L212",
        "La fecha «{encontrado}» puede leerse de dos maneras; se leyó como día/mes/año: {esperado}.",
        "Confirme que así es; la próxima vez escríbala como año-mes-día.",
    ),
)

_CUENTAS = (
    _rechazo(
        "L231",
        "El contenido no dice de qué cuenta es y el archivo está fuera de la carpeta de una cuenta.",
        "Póngalo en la carpeta entradas/<cuenta>/ de la cuenta a la que corresponde.",
    ),
    _rechazo(
        "L232",
        "La cuenta «{encontrado}» no está en el padrón de esta red{esperado}.",
        "Corrija el nombre, o pida a Comunicación Social el alta de la cuenta en el padrón.",
    ),
    _rechazo(
        "L233",
        "El nombre «{encontrado}» corresponde a varias cuentas del padrón ({esperado}) y no se eligió "
        "ninguna.",
        "Ponga el archivo en la carpeta entradas/<cuenta>/ de la que corresponde.",
    ),
    _rechazo(
        "L234",
        "El contenido es de la cuenta «{encontrado}» y el archivo se entregó en la carpeta de «{esperado}».",
        "Mueva el archivo a la carpeta de su cuenta, o entregue la exportación de la cuenta correcta.",
    ),
    _rechazo(
        "L235",
        "La carpeta «{encontrado}» no es de ninguna cuenta del padrón{esperado}.",
        "Dé a la carpeta la clave de la cuenta tal como está en el padrón.",
    ),
    _rechazo(
        "L236",
        "El archivo es de {encontrado} y se entregó en la carpeta de una cuenta de {esperado}.",
        "Muévalo a la carpeta de la cuenta de esa red.",
    ),
    _rechazo(
        "L237",
        "El identificador y el nombre de usuario que trae el archivo son de cuentas distintas: {encontrado}.",
        "Avise a Comunicación Social para que revise el padrón, y entregue la exportación original.",
    ),
)

TABLA: tuple[Codigo, ...] = _ESTRUCTURA + _CELDAS + _CUENTAS
