"""Códigos S: lo que se comprueba en las cifras del semestre, ya elegidas entre las fuentes."""

from esquemas.codigos import Codigo, Severidad
from esquemas.codigos_relaciones import relaciones
from lineamientos.referencias import Articulo

_11, _12, _14 = Articulo(11), Articulo(12), Articulo(14)
_OBSERVACION, _AVISO = Severidad.OBSERVACION, Severidad.AVISO

_CONFIRME = "Confirme que la cifra es correcta o corríjala."

_ENTREGA = (
    Codigo(
        "S001",
        _OBSERVACION,
        _11,
        "La cuenta «{cuenta}» no entregó estadística del semestre {semestre}.",
        "Entregue el formato de su red o la exportación de la plataforma.",
    ),
    Codigo(
        "S002",
        _OBSERVACION,
        _11,
        "Falta una cifra que pide el art. 11: {encontrado}.",
        "Entréguela; si la plataforma no la da, dígalo en el formato con «No disponible».",
    ),
    Codigo(
        "S003",
        _OBSERVACION,
        _11,
        "Lo entregado no cubre todo el semestre y la cifra no puede formarse: {encontrado}.",
        "Entregue los días que faltan, o el total del semestre en el formato.",
    ),
    Codigo(
        "S004",
        _OBSERVACION,
        Articulo(11, inciso="b"),
        "Las copias de pantalla que entregó la cuenta «{cuenta}» son menos del mínimo: {encontrado} "
        "de {esperado}.",
        "Entregue copias de pantalla de algunos ejemplos, con rostros y nombres de la ciudadanía cubiertos.",
    ),
)
_CIFRAS = (
    Codigo(
        "S101",
        _OBSERVACION,
        _11,
        "La cifra del semestre resulta negativa: {encontrado}.",
        "Revise la exportación de que salió y entréguela de nuevo.",
    ),
    Codigo(
        "S102",
        _OBSERVACION,
        _11,
        "La cifra del semestre resulta demasiado grande para ser cierta: {encontrado}.",
        "Revise la exportación de que salió y entréguela de nuevo.",
    ),
)
_SALTOS = (
    Codigo(
        "S301",
        _AVISO,
        _14,
        "Los seguidores cambiaron más de lo habitual frente al semestre anterior: {encontrado}.",
        _CONFIRME,
    ),
    Codigo(
        "S302",
        _AVISO,
        _14,
        "La proporción de mensajes propios (B/A) cambió más de lo habitual frente al semestre anterior: "
        "{encontrado}.",
        _CONFIRME,
    ),
    Codigo(
        "S303",
        _AVISO,
        _14,
        "La proporción de mensajes de Comunicación Social (C/A) cambió más de lo habitual frente al "
        "semestre anterior: {encontrado}.",
        _CONFIRME,
    ),
    Codigo(
        "S304",
        _AVISO,
        _14,
        "La cifra cambió más de lo habitual frente al semestre anterior: {encontrado}.",
        _CONFIRME,
    ),
    Codigo(
        "S305",
        _AVISO,
        _12,
        "Los seguidores al inicio no coinciden con los del cierre del semestre anterior: {encontrado}.",
        "Confirme de qué día es cada cifra, o corrija la que esté mal.",
    ),
)

SEMESTRE: tuple[Codigo, ...] = (*_ENTREGA, *_CIFRAS, *relaciones("S2"), *_SALTOS)
