"""Exportación del contenido de X: una fila por mensaje, sin republicaciones (columnas A y B, en parte)."""

import polars as pl

from conectores.archivos.exportacion_comun import con_previos, contar, lugar, marco_de
from conectores.archivos.exportacion_publicaciones import Forma, leer_publicaciones
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura

_FORMA = Forma(
    red="x",
    identificador="[0-9]{1,25}",
    formatos=("%a, %b %d, %Y", "%a %b %d %Y"),
    fecha_de_ejemplo="«Tue, Feb 18, 2025»",
    identidad=("usuario",),
)
_USUARIO = r"(?i)^https?://(?:www\.)?(?:x|twitter)\.com/([A-Za-z0-9_]+)/status/"
_SIN_USUARIO = "i"
"""``x.com/i/status/…`` es un enlace válido que no dice el usuario."""


def leer_contenido(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee los mensajes del semestre; la cuenta es el usuario de cada enlace.

    Una fila con enlace terminado en «undefined» no es un mensaje: se quita y se dice cuántas hubo.
    """
    marco = marco_de(r)
    sin_definir = pl.col("enlace").str.ends_with("/status/undefined") & (
        pl.col("id_publicacion").str.strip_chars() == ""
    )
    basura = marco.filter(sin_definir)
    usuario = pl.col("enlace").str.extract(_USUARIO).fill_null("")
    mensajes = marco.filter(~sin_definir).with_columns(
        usuario=pl.when(usuario == _SIN_USUARIO).then(pl.lit("")).otherwise(usuario),
        # X escribe en el texto estas tres marcas de HTML sin decodificar.
        texto=pl.col("texto").str.replace_many(["&lt;", "&gt;", "&amp;"], ["<", ">", "&"]),
    )
    lectura = leer_publicaciones(mensajes, r, contexto, _FORMA)
    if basura.is_empty():
        return lectura
    cuantas = contar(len(basura), "fila", "filas")
    return con_previos(lectura, [lugar(r, basura["fila"][0], "enlace").hallazgo("L551", cuantas)])
