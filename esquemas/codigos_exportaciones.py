"""Códigos L500 a L799: lo que puede estar mal en una exportación nativa de una plataforma."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11 = Articulo(11)


def _rechazo(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.RECHAZO, _11, mensaje, que_hacer)


def _observacion(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.OBSERVACION, _11, mensaje, que_hacer)


def _aviso(clave: str, mensaje: str, que_hacer: str) -> Codigo:
    return Codigo(clave, Severidad.AVISO, _11, mensaje, que_hacer)


_COMUNES = (
    _rechazo(
        "L501",
        "Nada de lo que trae es del semestre {semestre}: va {encontrado}.",
        "Vuelva a exportar con el periodo {esperado} y entréguelo de nuevo.",
    ),
    _aviso(
        "L502",
        "Además trae {encontrado} de fechas fuera del semestre {semestre}; lo de esas fechas no se cargó.",
        "No necesita hacer nada si exportó un periodo más largo; confirme que el periodo cubre {esperado}.",
    ),
    _rechazo(
        "L503",
        "La fila no trae identificador y no se sabe de qué publicación es; no se cargó.",
        "Entregue la exportación original, sin borrar ni mover columnas.",
    ),
    _rechazo(
        "L504",
        "Se encontró «{encontrado}» donde va la fecha; la fila no se cargó.",
        "Entregue la exportación original; en ella la fecha tiene la forma {esperado}.",
    ),
    _rechazo(
        "L505",
        "Los identificadores vienen abreviados, como «{encontrado}»: la hoja de cálculo les quitó cifras "
        "y ya no se distingue una publicación de otra. El archivo no se cargó.",
        "Entregue el archivo tal como se descargó de la plataforma, sin abrirlo ni guardarlo en Excel.",
    ),
    _aviso(
        "L506",
        "{encontrado} más de una vez con las mismas cifras; se contó una sola.",
        "No necesita hacer nada; la próxima vez entregue periodos que no se encimen.",
    ),
    _observacion(
        "L507",
        "La publicación «{encontrado}» viene {esperado} veces con cifras distintas; se contó una vez y lo "
        "que no coincide quedó sin valor.",
        "Vuelva a exportar el semestre completo en un solo archivo y entréguelo de nuevo.",
    ),
    _aviso(
        "L508",
        "{encontrado} más de una vez con las mismas cifras; se tomó una sola.",
        "No necesita hacer nada; la próxima vez entregue periodos que no se encimen.",
    ),
    _observacion(
        "L509",
        "El día {encontrado} viene varias veces con cifras distintas y quedó sin valor.",
        "Vuelva a exportar el periodo y entréguelo de nuevo.",
    ),
    _observacion(
        "L510",
        "Entre el primero y el último día hay fechas sin datos: {encontrado}; un día que falta no vale cero.",
        "Vuelva a exportar el periodo completo; si la plataforma no da esos días, respóndalo así.",
    ),
    _aviso(
        "L512",
        "Hay una cantidad negativa (como {esperado}) en {encontrado}; la cifra quedó sin valor.",
        "No necesita hacer nada si así lo muestra la plataforma; si no, entregue la exportación original.",
    ),
    _observacion(
        "L513",
        "{encontrado} no es un tipo de publicación conocido; lo que trae ese tipo ({esperado}) se contó, con "
        "el tipo sin valor.",
        "Avise a Comunicación Social para que lo incorpore; no necesita volver a entregar el archivo.",
    ),
    _rechazo(
        "L514",
        "Se encontró «{encontrado}» donde va el identificador de la publicación; la fila no se cargó.",
        "Entregue la exportación original, sin mover columnas.",
    ),
    _observacion(
        "L515",
        "Se encontró «{encontrado}» donde va {esperado}; el dato quedó sin valor.",
        "Entregue la exportación original.",
    ),
    _aviso(
        "L516",
        "Trae {esperado} de «{encontrado}», que no está en el padrón (suelen ser colaboraciones), y eso no "
        "se contó.",
        "Si esa cuenta también es del Instituto, pida a Comunicación Social su alta en el padrón.",
    ),
    _rechazo(
        "L517",
        "Se encontró la fecha «{encontrado}» y en la exportación original es {esperado}: una hoja de cálculo "
        "cambió las fechas y ya no se sabe cuál número es el día. El archivo no se cargó.",
        "Entregue el archivo tal como se descargó de la plataforma, sin abrirlo ni guardarlo en Excel.",
    ),
)

_X = (
    _aviso(
        "L551",
        "Trae {encontrado} sin identificador, con enlace terminado en «undefined»; X añade renglones así por "
        "error, no son publicaciones y no se cargan.",
        "No necesita hacer nada.",
    ),
    _rechazo(
        "L552",
        "Es el informe de actividad de tuits que X dejó de producir en 2024; no puede traer el "
        "semestre que se revisa.",
        "En X entre a Analytics (Premium) y descargue, con el periodo del semestre, el resumen diario de la "
        "cuenta («Overview») y su contenido («Content»).",
    ),
)

_META = (
    _rechazo(
        "L601",
        "Es la exportación de publicaciones que Meta dejó de producir en 2023, con dos renglones de "
        "encabezados y columnas repetidas.",
        "En Meta Business Suite entre a Estadísticas, Contenido, Exportar datos, y elija «Publicaciones» "
        "y el periodo del semestre.",
    ),
    _rechazo(
        "L602",
        "Es la exportación por videos de Meta; solo trae los videos y no todas las publicaciones.",
        "En Meta Business Suite exporte de nuevo eligiendo «Publicaciones» y el periodo del semestre.",
    ),
    _rechazo(
        "L603",
        "Es la exportación de Meta por página y día; sus columnas no son de las que pide el art. 11.",
        "En Meta Business Suite exporte el nivel «Publicaciones»; para el alcance y las visualizaciones "
        "de la página use el botón «Exportar» de cada gráfica de Resultados.",
    ),
    _observacion(
        "L604",
        "Meta no pudo dar los datos de {encontrado} ({esperado}); lo que viene sin identificador ni fecha no "
        "se contó, de modo que el número de publicaciones puede quedar corto.",
        "Vuelva a exportar otro día; si se repite, entregue el formato oficial con el número que dé la "
        "página.",
    ),
    _observacion(
        "L605",
        "La columna «{columna}» trae 0 en todas las publicaciones y su alcance suma {esperado}: la "
        "plataforma no dio la cifra, que quedó sin valor.",
        "Vuelva a exportar otro día, o entregue la gráfica de visualizaciones de la página.",
    ),
    _rechazo(
        "L611",
        "No se conoce la métrica «{encontrado}» y no se cargó.",
        "Si es una de las que pide el art. 11, avise a Comunicación Social para que la incorpore; si no, no "
        "necesita entregarla.",
    ),
    _aviso(
        "L612",
        "La métrica «{encontrado}» no es de las que se piden y no se cargó.",
        "No necesita hacer nada ni volver a entregarla.",
    ),
    _aviso(
        "L613",
        "El bloque «{encontrado}» es de otra red ({esperado}) y no se cargó en esta cuenta.",
        "Si esa cuenta también rinde estadística, ponga una copia del archivo en su carpeta.",
    ),
    _rechazo(
        "L614",
        "Es la exportación del público (ciudades, países, edades); no trae cifras de las que pide el art. "
        "11.",
        "En Meta Business Suite exporte las gráficas de Resultados (alcance, visualizaciones, seguidores) "
        "o el Contenido por publicaciones.",
    ),
    _aviso(
        "L615",
        "La plataforma aún no daba esta cifra ({esperado}) como la define hoy en {encontrado}; lo de "
        "esas fechas no se cargó.",
        "Entregue para esas fechas la cifra que la plataforma daba entonces, si la tiene.",
    ),
)

_YOUTUBE = (
    _rechazo(
        "L701",
        "Trae los datos de una gráfica de YouTube Studio, no la tabla de videos.",
        "Del mismo comprimido entregue «Datos de la tabla.csv» («Table data.csv»), o el comprimido "
        "completo tal como se descargó.",
    ),
    _rechazo(
        "L702",
        "Es una tabla de YouTube Studio que no es por video (por fuente de tráfico, ciudad, edad u otra).",
        "En YouTube Studio entre a Estadísticas, Modo avanzado, pestaña «Contenido», elija el periodo del "
        "semestre y expórtela.",
    ),
    _observacion(
        "L703",
        "No se sabe de qué periodo son los totales: el nombre del comprimido o de la carpeta no lo dice. Los "
        "videos publicados en el semestre sí se contaron y los totales quedaron sin cargar.",
        "Entregue el comprimido tal como se descargó, con su nombre (por ejemplo «Contenido {esperado} "
        "Canal.zip»).",
    ),
    _observacion(
        "L704",
        "La tabla trae exactamente 500 filas, el tope de YouTube Studio: está cortada sin avisar y el "
        "número de videos puede estar incompleto.",
        "Exporte por periodos más cortos (por ejemplo, mes por mes) y entregue todos los comprimidos.",
    ),
    _aviso(
        "L705",
        "Trae {encontrado} sin fecha de publicación (suelen ser videos borrados o privados); sin fecha no se "
        "cuentan.",
        "Si alguno se publicó en el semestre, dígalo en el formato oficial.",
    ),
    _observacion(
        "L706",
        "La tabla no trae la fila «Total»; los totales no se obtienen sumando los videos y quedaron sin "
        "cargar.",
        "Entregue «Datos de la tabla.csv» tal como se descargó.",
    ),
    _observacion(
        "L707",
        "Los totales son del periodo {encontrado}, que rebasa el semestre {semestre}, y no se cargaron; "
        "los videos publicados en el semestre sí se contaron.",
        "Vuelva a exportar con el periodo {esperado}.",
    ),
    _aviso(
        "L708",
        "La plataforma cambió lo que cuenta como «{columna}» dentro del periodo ({esperado}); el total "
        "mezcla las dos definiciones.",
        "Si puede, exporte por separado antes y después de esa fecha, y agregue la columna «Vistas "
        "interesadas».",
    ),
    _observacion(
        "L710",
        "A la tabla le falta la columna «{esperado}»; esa cifra, que pide el art. 11, quedó sin valor.",
        "En YouTube Studio agregue la columna con el botón «+» de la tabla y vuelva a exportar.",
    ),
    _observacion(
        "L711",
        "La celda del total está vacía; la cifra quedó sin valor.",
        "Confirme la cifra en YouTube Studio y vuelva a exportar.",
    ),
    _aviso(
        "L712",
        "La tabla no trae la columna «{esperado}»; esa cifra quedó sin valor.",
        "Si el canal la tiene, agréguela con el botón «+» de la tabla y vuelva a exportar.",
    ),
)

EXPORTACIONES: tuple[Codigo, ...] = _COMUNES + _X + _META + _YOUTUBE
