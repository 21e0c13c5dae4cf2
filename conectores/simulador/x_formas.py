"""Cuentas y publicaciones de X en JSON, con solo los campos pedidos y en cualquiera de las dos ortografías.

Las publicaciones se arman como texto y se recuerda lo que no cambia: a cien por página y mil páginas por
segundo, pasar por diccionarios pesa más que todo lo demás.
"""

from collections.abc import Mapping
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from conectores.ejemplo.publicaciones import (
    DE_COMUNICACION_SOCIAL,
    DE_TERCEROS,
    PROPIA,
    RESPUESTA,
)
from conectores.simulador.nucleo import CuentaSimulada, Nucleo, PublicacionSimulada

CAMPOS_DE_CUENTA = frozenset(
    ("created_at", "description", "id", "name", "protected", "public_metrics", "username", "verified")
)
CAMPOS_DE_PUBLICACION = {
    o: frozenset(
        (
            "attachments",
            "author_id",
            "created_at",
            f"edit_history_{o}_ids",
            "id",
            "lang",
            "public_metrics",
            f"referenced_{o}s",
            "text",
        )
    )
    for o in ("tweet", "post")
}
"""Campos que el simulador da, por ortografía; con otro contesta 400."""
_TIPO_DE_REFERENCIA = {
    RESPUESTA: "replied_to",
    DE_COMUNICACION_SOCIAL: "retweeted",
    DE_TERCEROS: "retweeted",
}
_REPUBLICAN = frozenset((DE_COMUNICACION_SOCIAL, DE_TERCEROS))
_REPUBLICACIONES = {"tweet": "retweet_count", "post": "repost_count"}
_LARGO = 140
"""A partir de aquí X corta el texto de una republicación."""


class Forma(NamedTuple):
    """Cómo se escribe una publicación.

    Attributes:
        ortografia: «tweet» o «post».
        campos: Campos pedidos, además de los que siempre vienen.
    """

    ortografia: str
    campos: frozenset[str] = frozenset()


def cuenta_en_json(
    cuenta: CuentaSimulada,
    campos: frozenset[str],
    ortografia: str,
    *,
    seguidores: int,
    ahora: datetime,
    protegida: bool,
) -> dict[str, Any]:
    """Una cuenta con los campos pedidos; identificador, nombre y usuario vienen siempre."""
    forma: dict[str, Any] = {"id": cuenta.id_plataforma, "name": cuenta.nombre, "username": cuenta.usuario}
    if "created_at" in campos:
        forma["created_at"] = f"{cuenta.alta.isoformat()}T15:00:00.000Z"
    if "description" in campos:
        forma["description"] = "Cuenta inventada para ejemplo y pruebas."
    if "protected" in campos:
        forma["protected"] = protegida
    if "verified" in campos:
        forma["verified"] = False
    if "public_metrics" in campos:
        dias = max(0, (ahora.date() - cuenta.alta).days)
        forma["public_metrics"] = {
            "followers_count": seguidores,
            "following_count": 120,
            f"{ortografia}_count": 40 + 2 * dias,
            "listed_count": 15,
            "like_count": dias,
            "media_count": dias,
        }
    return forma


class Escritor:
    """Escribe publicaciones y las recuerda mientras sus cifras no cambien.

    Args:
        nucleo: El mundo, que da las cifras del instante.
    """

    def __init__(self, nucleo: Nucleo) -> None:
        self._nucleo = nucleo
        self._escritas: dict[tuple[str, Forma], tuple[datetime, str]] = {}

    def escribir(self, cuenta: CuentaSimulada, p: PublicacionSimulada, forma: Forma) -> str:
        """Una publicación con sus cifras de ahora, como objeto de JSON."""
        # Las cifras dependen solo de este instante: al madurar dejan de cambiar.
        momento = min(self._nucleo.ahora, p.madura_en)
        recordada = self._escritas.get((p.id_publicacion, forma))
        if recordada is not None and recordada[0] == momento:
            return recordada[1]
        escrita = publicacion_en_json(cuenta, p, self._nucleo.cifras(p), forma)
        self._escritas[p.id_publicacion, forma] = (momento, escrita)
        return escrita


def publicacion_en_json(
    cuenta: CuentaSimulada, p: PublicacionSimulada, cifras: Mapping[str, int], forma: Forma
) -> str:
    """Una publicación como objeto de JSON.

    De una republicación X da las republicaciones del original y cero de lo demás.

    Args:
        cuenta: La cuenta que la publicó.
        p: La publicación.
        cifras: Sus cifras en el instante.
        forma: Ortografía y campos.
    """
    o, campos, identificador = forma.ortografia, forma.campos, p.id_publicacion
    ajena = p.origen in _REPUBLICAN
    texto = encode_basestring(_de_republicacion(p) if ajena else p.texto)
    json = f'{{"id":"{identificador}","text":{texto},"edit_history_{o}_ids":["{identificador}"]'
    if "created_at" in campos:
        json += f',"created_at":"{p.publicada_en.isoformat()[:19]}.000Z"'
    if "author_id" in campos:
        json += f',"author_id":"{cuenta.id_plataforma}"'
    if "lang" in campos:
        json += ',"lang":"es"'
    if p.piezas and "attachments" in campos:
        claves = ",".join([f'"3_{int(identificador) + n}"' for n in range(p.piezas)])
        json += f',"attachments":{{"media_keys":[{claves}]}}'
    if p.referencia_id is not None and f"referenced_{o}s" in campos:
        json += f',"referenced_{o}s":[{{"type":"{_TIPO_DE_REFERENCIA[p.origen]}","id":"{p.referencia_id}"}}]'
    if "public_metrics" in campos:
        da, compartidos = cifras.get, int(identificador) % 97 + 1 if ajena else cifras.get("compartidos", 0)
        json += (
            f',"public_metrics":{{"{_REPUBLICACIONES[o]}":{compartidos},"reply_count":{da("comentarios", 0)},'
            f'"like_count":{da("me_gusta", 0)},"quote_count":0,"bookmark_count":{da("guardados", 0)},'
            f'"impression_count":{da("impresiones", 0)}}}'
        )
    return json + "}"


def mencion_en_json(identificador: str, momento: datetime, forma: Forma) -> str:
    """Una mención: la publicación de un tercero que nombra a la cuenta."""
    cuenta = CuentaSimulada("", "x", str(10**9 + int(identificador) % 10**9), "", "", momento.date())
    texto = "@cuenta_ejemplo gracias por la información"
    p = PublicacionSimulada(identificador, momento, "texto", PROPIA, texto, {"impresiones": 9}, momento)
    return publicacion_en_json(cuenta, p, p.metricas, forma)


def _de_republicacion(p: PublicacionSimulada) -> str:
    texto = f"RT @{p.referencia_usuario}: {p.texto}"
    return texto if len(texto) <= _LARGO else texto[: _LARGO - 1] + "…"
