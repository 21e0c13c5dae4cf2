"""De las publicaciones que da X, en lista o pedidas por identificador, a filas (art. 11, A-D y H)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import hora_local
from conectores.comun.vista import CuentaApi
from conectores.x.declaracion import RED
from conectores.x.lectura import contador, identificador, instante, metricas, texto
from conectores.x.marcos import marco
from conectores.x.paginas import Objeto
from conectores.x.referencias import apoyo
from esquemas.tablas import PUBLICACIONES

LARGO_TEXTO = 500
_ENTIDADES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
"""Las tres que X escribe en el texto; la de «&» al final, o se decodificaría dos veces."""


def marco_de_publicaciones(
    elementos: Sequence[tuple[str, PaginaLeida, int, Objeto]], cuentas: Mapping[str, CuentaApi]
) -> pl.DataFrame:
    """Filas de publicaciones.

    Args:
        elementos: Cuenta, página, posición y publicación.
        cuentas: Las cuentas por clave.

    Raises:
        ContratoRoto: Si una publicación no tiene la forma prometida.
    """
    return marco(PUBLICACIONES, [_fila(cuentas[cuenta], pagina, i, p) for cuenta, pagina, i, p in elementos])


def _fila(cuenta: CuentaApi, pagina: PaginaLeida, fila: int, publicacion: Objeto) -> dict[str, Any]:
    identidad = identificador(publicacion)
    dice = decodificar(texto(publicacion, "text"))
    cifras = metricas(publicacion)
    if cifras is None:
        raise ContratoRoto(f"La publicación {identidad} de X vino sin sus cifras («public_metrics»).")
    en_que = apoyo(publicacion, dice)
    ajena = en_que.referencia == "republicada"
    piezas = piezas_de(publicacion)
    local = hora_local(instante(publicacion, "created_at"))
    return {
        "archivo": pagina.archivo,
        "fila": fila,
        "cuenta": cuenta.cuenta,
        "red": RED,
        "id_publicacion": identidad,
        "semestre": f"{local.year}-{1 if local.month <= 6 else 2}",
        "publicada_en": local,
        "es_compartida": en_que.es_compartida,
        "con_multimedia": piezas > 0 and not ajena,
        "enlace": f"https://x.com/{cuenta.usuario}/status/{identidad}",
        "texto": dice[:LARGO_TEXTO],
        # De una republicación X da 0 impresiones y las republicaciones del original: ninguna es suya.
        "impresiones": None if ajena else contador(cifras, "impression_count"),
        "me_gusta": contador(cifras, "like_count"),
        "compartidos": None if ajena else contador(cifras, "retweet_count", "repost_count"),
        "comentarios": contador(cifras, "reply_count"),
        "guardados": contador(cifras, "bookmark_count"),
        "es_respuesta": en_que.es_respuesta,
        "referencia": en_que.referencia,
        "referencia_id": en_que.referencia_id,
        "referencia_usuario": en_que.usuario,
        "piezas_multimedia": piezas,
        "leida_en": pagina.leida_en,
    }


def decodificar(dicho: str) -> str:
    """El texto sin las entidades de HTML que escribe X."""
    if "&" in dicho:
        for entidad, signo in _ENTIDADES:
            dicho = dicho.replace(entidad, signo)
    return dicho


def piezas_de(publicacion: Objeto) -> int:
    """Cuántas imágenes y videos lleva; sin ``attachments`` no lleva ninguno.

    Raises:
        ContratoRoto: Si los adjuntos no tienen la forma prometida.
    """
    adjuntos = publicacion.get("attachments")
    if adjuntos is None and "attachments" not in publicacion:
        return 0
    claves = adjuntos.get("media_keys", []) if isinstance(adjuntos, dict) else None
    if not isinstance(claves, list):
        raise ContratoRoto("Los adjuntos de una publicación de X no tienen la forma prometida.")
    return len(claves)
