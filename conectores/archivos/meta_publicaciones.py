"""Exportación por publicaciones de Meta Business Suite: Facebook (art. 11 b) e Instagram (otras redes)."""

from dataclasses import replace

import polars as pl

from conectores.archivos.encabezados_meta import SIN_MULTIMEDIA, TIPOS
from conectores.archivos.exportacion_comun import con_previos, contar, lugar, marco_de
from conectores.archivos.exportacion_identificadores import mencionados
from conectores.archivos.exportacion_publicaciones import Forma, leer_publicaciones
from conectores.archivos.plegado import plegar
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.hallazgos import Hallazgo

_FORMATOS = ("%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")
_FECHA_DE_EJEMPLO = "mes/día/año hora:minutos, como «06/18/2026 21:32»"
_FACEBOOK = Forma(
    red="facebook",
    identificador="[0-9]+(?:_[0-9]+)?",
    formatos=_FORMATOS,
    fecha_de_ejemplo=_FECHA_DE_EJEMPLO,
    fecha_alterada=r"^\s*(?:1[3-9]|2[0-9]|3[01])[/-]",
    identidad=("id_cuenta", "nombre_cuenta"),
)
_INSTAGRAM = replace(_FACEBOOK, red="instagram", identidad=("id_cuenta", "usuario", "nombre_cuenta"))
_SI_NO = {"0": False, "1": True, "false": False, "true": True, "no": False, "si": True, "yes": True}


def leer_facebook(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee las publicaciones de una o varias páginas; la cuenta de cada fila es su página."""
    return _leer(r, contexto, _FACEBOOK)


def leer_instagram(r: Reconocida, contexto: Contexto) -> Lectura:
    """Lee las publicaciones de una o varias cuentas de Instagram; cada fila dice la suya."""
    return _leer(r, contexto, _INSTAGRAM)


def _leer(r: Reconocida, contexto: Contexto, forma: Forma) -> Lectura:
    marco, sin_datos = _sin_errores_de_meta(marco_de(r), r)
    lectura = leer_publicaciones(_preparado(marco), r, contexto, forma, _completar)
    return con_previos(lectura, sin_datos)


def _sin_errores_de_meta(marco: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Quita las filas en que Meta dice que no pudo dar los datos de una publicación, y las cita."""
    if "comentario" not in marco.columns:
        return marco, []
    en_blanco = pl.col("id_publicacion").str.strip_chars() == ""
    fallidas = marco.filter(en_blanco & (pl.col("comentario").str.strip_chars() != ""))
    if fallidas.is_empty():
        return marco, []
    cuantas = contar(len(fallidas), "publicación", "publicaciones")
    ids = ", ".join(mencionados(fallidas["comentario"].to_list())) or fallidas["comentario"][0]
    hallazgo = lugar(r, fallidas["fila"][0], "comentario").hallazgo("L604", cuantas, ids)
    return marco.join(fallidas.select("fila"), on="fila", how="anti", maintain_order="left"), [hallazgo]


def _preparado(marco: pl.DataFrame) -> pl.DataFrame:
    """Toma como texto el título o, si está vacío, la descripción."""
    titulo = pl.col("titulo") if "titulo" in marco.columns else pl.lit("")
    descripcion = pl.col("descripcion") if "descripcion" in marco.columns else pl.lit("")
    return marco.with_columns(
        texto=pl.when(titulo.str.strip_chars() != "").then(titulo).otherwise(descripcion),
    )


def _completar(marco: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Añade ``tipo_publicacion``, ``es_compartida`` y ``con_multimedia``."""
    marco, hallazgos = _con_tipo(marco, r)
    marco, nuevos = _sin_vistas_imposibles(marco, r)
    hallazgos += nuevos
    compartida: pl.Expr = pl.lit(None, pl.Boolean)
    if "es_compartida" in marco.columns:
        marco, nuevos = _con_compartida(marco, r)
        hallazgos += nuevos
        compartida = pl.col("es_compartida")
    lleva = ~pl.col("tipo_publicacion").is_in(SIN_MULTIMEDIA)
    # La imagen o el video de una publicación ajena no son propios.
    propios = pl.when(compartida).then(pl.lit(value=False)).otherwise(lleva)
    return marco.with_columns(con_multimedia=propios), hallazgos


def _sin_vistas_imposibles(marco: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Quita las visualizaciones o impresiones que son 0 en todo el archivo aunque haya alcance.

    Nadie es alcanzado sin ver: Meta escribe así la cifra que no tiene, y ausente no es cero.
    """
    if "alcance" not in marco.columns or not (alcance := int(marco["alcance"].sum())):
        return marco, []
    hallazgos = []
    for m in ("visualizaciones", "impresiones"):
        if m in marco.columns and bool((marco[m] == 0).all(ignore_nulls=False)):
            hallazgos.append(lugar(r, columna=m).hallazgo("L605", esperado=f"{alcance:,}"))
            marco = marco.with_columns(pl.lit(None, pl.Int64).alias(m))
    return marco, hallazgos


def _con_tipo(marco: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    nombres = marco["tipo"].unique(maintain_order=True).to_list()
    tabla = {n: TIPOS.get(plegar(n)) for n in nombres}
    conocidos = {n: t for n, t in tabla.items() if t is not None}
    hallazgos = []
    for nombre in (n for n, t in tabla.items() if t is None):
        filas = marco.filter(pl.col("tipo") == nombre)["fila"]
        citado = f"«{nombre.strip()}»" if nombre.strip() else "La celda vacía"
        cuantas = contar(len(filas), "publicación", "publicaciones")
        hallazgos.append(lugar(r, filas[0], "tipo").hallazgo("L513", citado, cuantas))
    tipo = pl.col("tipo").replace_strict(conocidos, default=None, return_dtype=pl.String)
    return marco.with_columns(tipo_publicacion=tipo), hallazgos


def _con_compartida(marco: pl.DataFrame, r: Reconocida) -> tuple[pl.DataFrame, list[Hallazgo]]:
    textos = marco["es_compartida"]
    nombres = textos.unique(maintain_order=True).to_list()
    valores = {n: _SI_NO[plegar(n)] for n in nombres if plegar(n) in _SI_NO}
    malas = marco.filter(~textos.is_in(list(valores)) & (textos.str.strip_chars() != ""))
    hallazgos = [
        lugar(r, fila, "es_compartida").hallazgo("L515", texto, "0 o 1")
        for fila, texto in zip(malas["fila"], malas["es_compartida"], strict=True)
    ]
    leida = pl.col("es_compartida").replace_strict(valores, default=None, return_dtype=pl.Boolean)
    return marco.with_columns(es_compartida=leida), hallazgos
