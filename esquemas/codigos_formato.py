"""Códigos L300 a L399: lo que puede estar mal en el formato oficial."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_11, _12 = Articulo(11), Articulo(12)

FORMATO: tuple[Codigo, ...] = (
    Codigo(
        "L301",
        Severidad.RECHAZO,
        _11,
        "La fila no dice de qué cuenta es: la celda está vacía.",
        "Escriba la clave de la cuenta tal como está en el padrón.",
    ),
    Codigo(
        "L302",
        Severidad.RECHAZO,
        _11,
        "La cuenta «{encontrado}» no está en el padrón{esperado}.",
        "Elija la cuenta de la lista de la celda, o pida a Comunicación Social su alta en el padrón.",
    ),
    Codigo(
        "L303",
        Severidad.RECHAZO,
        _11,
        "La fila dice «{encontrado}» en la columna de la red y la cuenta «{cuenta}» es de {esperado}.",
        "Corrija la red o la cuenta, y use la hoja de esa red.",
    ),
    Codigo(
        "L304",
        Severidad.RECHAZO,
        _11,
        "La cuenta «{cuenta}» es de {encontrado} y esta tabla es de {esperado}: sus columnas son otras.",
        "Llene las cifras de la cuenta en la hoja de su red.",
    ),
    Codigo(
        "L305",
        Severidad.RECHAZO,
        _11,
        "Se encontró «{encontrado}» donde va el semestre.",
        "Escriba el semestre como año-mitad: {esperado}.",
    ),
    Codigo(
        "L306",
        Severidad.RECHAZO,
        _11,
        "La fila es del semestre {encontrado} y se revisa el {esperado}.",
        "Entregue el formato del semestre que se revisa, con las cifras de ese semestre.",
    ),
    Codigo(
        "L307",
        Severidad.AVISO,
        _11,
        "La cuenta «{cuenta}» está más de una vez con las mismas cifras (filas {encontrado}); se tomó una.",
        "Deje una sola fila por cuenta.",
    ),
    Codigo(
        "L308",
        Severidad.RECHAZO,
        _11,
        "La cuenta «{cuenta}» está varias veces con cifras distintas (filas {encontrado}) y no se cargó "
        "ninguna.",
        "Deje una sola fila con las cifras correctas y entregue el formato de nuevo.",
    ),
    Codigo(
        "L309",
        Severidad.OBSERVACION,
        _11,
        "La fila de la cuenta «{cuenta}» está sin llenar: no se entregó ninguna cifra.",
        "Llene la fila; si la plataforma no da una cifra, escriba «No disponible» en su celda.",
    ),
    Codigo(
        "L310",
        Severidad.OBSERVACION,
        _11,
        "La celda está vacía y el art. 11 pide esta cifra; vacío no se toma como cero.",
        "Escriba la cifra (0 si fue cero), o «No disponible» si la plataforma no la da; salvo en la columna "
        "A, también vale «No aplica».",
    ),
    Codigo(
        "L311",
        Severidad.OBSERVACION,
        _11,
        "A la tabla le falta la columna «{esperado}», que pide el art. 11.",
        "Llene el formato oficial sin borrar sus columnas.",
    ),
    Codigo(
        "L312",
        Severidad.AVISO,
        _12,
        "La fecha de exportación está vacía; sin ella no se sabe a qué día corresponden los seguidores.",
        "Escriba el día en que tomó las cifras de la plataforma, como {esperado}.",
    ),
    Codigo(
        "L313",
        Severidad.AVISO,
        _11,
        "La fila dice que el usuario es «{encontrado}» y en el padrón la cuenta «{cuenta}» tiene "
        "«{esperado}».",
        "Confirme que las cifras son de esa cuenta; si el usuario cambió, avise a Comunicación Social.",
    ),
    Codigo(
        "L314",
        Severidad.RECHAZO,
        _11,
        "La fila es de la cuenta «{cuenta}» y el archivo se entregó en la carpeta de «{esperado}».",
        "Mueva el archivo a la carpeta de su cuenta, o déjelo directamente en entradas si es de varias.",
    ),
    Codigo(
        "L315",
        Severidad.OBSERVACION,
        _11,
        "La celda está vacía y el art. 11 pide esta cifra en caso de que aplique: mientras siga vacía, la "
        "cuenta no puede calificarse; vacío no se toma como cero.",
        "Escriba el número (0 si fue cero), «No aplica» si no corresponde a la cuenta, o «No disponible» "
        "si la plataforma no la da.",
    ),
    Codigo(
        "L316",
        Severidad.OBSERVACION,
        _11,
        "La celda dice «{encontrado}» y toda cuenta tiene un número de publicaciones, aunque sea cero; la "
        "cifra quedó sin valor y mientras falte la cuenta no puede calificarse.",
        "Escriba el número (0 si no publicó nada), o «No disponible» si la plataforma no lo da.",
    ),
)
