"""Códigos C: lo que se comprueba en las cifras de un lote, ya leído."""

from esquemas.codigos import Codigo, Severidad
from esquemas.codigos_relaciones import relaciones
from lineamientos.referencias import Articulo

_2, _11, _12 = Articulo(2), Articulo(11), Articulo(12)
_RECHAZO, _OBSERVACION, _AVISO = Severidad.RECHAZO, Severidad.OBSERVACION, Severidad.AVISO

_OTRA_EXPORTACION = (
    "Vuelva a exportarlo de la plataforma sin modificarlo; si sale igual, avise a Comunicación Social: "
    "la plataforma pudo cambiar su exportación."
)
_SIN_SIGNO = "Escriba la cifra sin signo menos, o «No disponible» si la plataforma no la da."

_CONTRATO = (
    Codigo(
        "C001",
        _RECHAZO,
        _11,
        "El dato «{campo}» falta en {encontrado} y sin él las cifras no pueden atribuirse; nada del archivo "
        "se cargó.",
        _OTRA_EXPORTACION,
    ),
    Codigo(
        "C002",
        _RECHAZO,
        _11,
        "«{encontrado}» no es un valor conocido de «{campo}»; nada del archivo se cargó.",
        _OTRA_EXPORTACION,
    ),
    Codigo(
        "C003",
        _RECHAZO,
        _11,
        "En {encontrado} no hay una cifra o, en su lugar, la razón de que falte; nada del archivo se cargó.",
        _OTRA_EXPORTACION,
    ),
)
_CUENTA = (
    Codigo(
        "C101",
        _OBSERVACION,
        _2,
        "La cuenta «{encontrado}» no está en el padrón y sus cifras no se toman en cuenta.",
        "Corrija la clave de la cuenta, o pida a Comunicación Social su alta en el padrón.",
    ),
    Codigo(
        "C102",
        _OBSERVACION,
        _2,
        "El archivo es de {encontrado} y esa no es la red de la cuenta «{cuenta}» en el padrón.",
        "Entregue la exportación de la red de la cuenta, o pida corregir el padrón.",
    ),
    Codigo(
        "C103",
        _AVISO,
        _2,
        "La cuenta «{cuenta}» no estaba vigente en el semestre según el padrón ({encontrado}).",
        "Confirme las fechas de alta y de baja de la cuenta con Comunicación Social.",
    ),
)
_MEDICIONES = (
    Codigo("C201", _OBSERVACION, _11, "La cifra es negativa: {encontrado}.", _SIN_SIGNO),
    Codigo(
        "C202",
        _OBSERVACION,
        _11,
        "La cifra es demasiado grande para ser cierta: {encontrado}.",
        "Revise que no se hayan juntado dos números y escriba la cifra correcta.",
    ),
    Codigo(
        "C203",
        _OBSERVACION,
        _11,
        "La misma cifra de la cuenta «{cuenta}» viene más de una vez para el mismo periodo: {encontrado}.",
        "Deje una sola y entregue el archivo de nuevo.",
    ),
    Codigo(
        "C204",
        _OBSERVACION,
        _11,
        "La cifra es del semestre {encontrado}, que no es el que se revisa.",
        "Entregue las cifras del semestre que se revisa.",
    ),
    Codigo(
        "C205",
        _OBSERVACION,
        _11,
        "El periodo de la cifra ({encontrado}) se sale del semestre.",
        "Vuelva a exportar eligiendo solo los días del semestre.",
    ),
    Codigo(
        "C206",
        _OBSERVACION,
        _11,
        "El periodo de la cifra termina antes de empezar: {encontrado}.",
        "Corrija las fechas del periodo.",
    ),
    Codigo(
        "C207",
        _OBSERVACION,
        _12,
        "Las cifras se tomaron el {encontrado}, antes de que terminara su periodo: están incompletas.",
        "Tómelas de nuevo de la plataforma, con fecha posterior al cierre del periodo, y entréguelas.",
    ),
)
_PUBLICACIONES = (
    Codigo(
        "C401",
        _OBSERVACION,
        _11,
        "La publicación trae una cifra negativa: {encontrado}.",
        "Vuelva a exportar de la plataforma sin modificar el archivo.",
    ),
    Codigo(
        "C402",
        _OBSERVACION,
        _11,
        "La publicación trae una cifra demasiado grande para ser cierta: {encontrado}.",
        "Vuelva a exportar de la plataforma sin modificar el archivo.",
    ),
    Codigo(
        "C403",
        _AVISO,
        _11,
        "La publicación {encontrado} viene más de una vez en el archivo; se cuenta una sola.",
        "Si las filas son distintas, confirme cuál vale; si son iguales, no necesita hacer nada.",
    ),
    Codigo(
        "C404",
        _AVISO,
        _11,
        "La publicación es del {encontrado}, fuera del semestre.",
        "Confirme que exportó el semestre que se revisa; si falta alguna publicación, exporte de nuevo.",
    ),
    Codigo(
        "C405",
        _AVISO,
        _11,
        "El alcance de la publicación supera a las veces que se mostró: {encontrado}.",
        "Confirme las cifras en la plataforma.",
    ),
)
_DIARIAS = (
    Codigo(
        "C501",
        _OBSERVACION,
        _11,
        "La cifra del día es negativa: {encontrado}.",
        "Vuelva a exportar de la plataforma sin modificar el archivo.",
    ),
    Codigo(
        "C502",
        _OBSERVACION,
        _11,
        "La cifra del día es demasiado grande para ser cierta: {encontrado}.",
        "Vuelva a exportar de la plataforma sin modificar el archivo.",
    ),
    Codigo(
        "C503",
        _OBSERVACION,
        _11,
        "El mismo día viene más de una vez en el archivo: {encontrado}.",
        "Vuelva a exportar de la plataforma sin modificar el archivo.",
    ),
    Codigo(
        "C504",
        _AVISO,
        _11,
        "El día {encontrado} queda fuera del semestre y no se cuenta.",
        "Confirme que el archivo cubre todo el semestre que se revisa.",
    ),
)

LOTE: tuple[Codigo, ...] = (
    *_CONTRATO,
    *_CUENTA,
    *_MEDICIONES,
    *relaciones("C3"),
    *_PUBLICACIONES,
    *_DIARIAS,
)
