"""Credenciales de las API: de los nombres del ambiente a lo que cada conector recibe.

Los valores viajan como ``Secreto``. De dónde salen (variables de ambiente, ``.env`` del espacio o bloques
Secret de Prefect) lo decide quien llama; aquí solo se les da forma.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conectores.comun.secretos import Secreto
from conectores.meta.credenciales import CredencialesMeta
from conectores.x.credenciales import CredencialesX
from conectores.youtube.credenciales import CredencialesYoutube
from flujos import bitacora
from flujos.ajustes import leer_secretos
from flujos.errores import EspacioInvalido

if TYPE_CHECKING:
    # Solo para decir el tipo: abrir un espacio carga polars, y quien pide páginas no lo necesita.
    from flujos.pasos.espacio import Espacio

PREFIJO = "PERTINENCIA_"
_POR_CUENTA = {
    "facebook": "FACEBOOK_TOKEN_",
    "instagram": "INSTAGRAM_TOKEN_",
    "youtube": "YOUTUBE_RENOVACION_",
}
_GENERALES = (
    "X_TOKEN",
    "META_TOKEN",
    "META_SECRETO_APP",
    "YOUTUBE_CLAVE",
    "YOUTUBE_CLIENTE_ID",
    "YOUTUBE_CLIENTE_SECRETO",
)


@dataclass(frozen=True)
class Credenciales:
    """Las de todas las redes."""

    x: CredencialesX
    meta: CredencialesMeta
    youtube: CredencialesYoutube

    def alcanza(self, red: str, cuenta: str) -> bool:
        """Si hay con qué pedir algo de la cuenta."""
        if red == "x":
            return self.x.token is not None
        if red in ("facebook", "instagram"):
            return self.meta.general is not None or cuenta in self.meta.fichas
        if red == "youtube":
            return self.youtube.clave is not None or cuenta in self.youtube.renovaciones
        return False


def nombre_por_cuenta(red: str, cuenta: str) -> str:
    """Nombre de la variable con la credencial de una cuenta.

    ``youtube_cncs`` da ``PERTINENCIA_YOUTUBE_RENOVACION_YOUTUBE_CNCS``.
    """
    plano = unicodedata.normalize("NFKD", cuenta).encode("ascii", "ignore").decode()
    return PREFIJO + _POR_CUENTA[red] + re.sub(r"[^A-Z0-9]", "_", plano.upper())


def nombres_conocidos(cuentas: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Todas las variables que se leen: las generales y la de cada cuenta.

    Args:
        cuentas: Pares de cuenta y red.
    """
    propias = (nombre_por_cuenta(red, cuenta) for cuenta, red in cuentas if red in _POR_CUENTA)
    return (*(PREFIJO + n for n in _GENERALES), *propias)


def leer_credenciales(
    valores: Mapping[str, str], cuentas: Mapping[str, str], *, ortografia_x: str, version_meta: str
) -> Credenciales:
    """Arma las credenciales.

    Args:
        valores: Variables con su valor.
        cuentas: Red de cada cuenta del padrón.
        ortografia_x: «tweet» o «post».
        version_meta: Versión de Graph API.

    Raises:
        EspacioInvalido: Si dos cuentas darían nombre a la misma variable.
    """
    por_cuenta = {c: nombre_por_cuenta(red, c) for c, red in cuentas.items() if red in _POR_CUENTA}
    repetidos = sorted({n for n in por_cuenta.values() if list(por_cuenta.values()).count(n) > 1})
    if repetidos:
        raise EspacioInvalido(
            [
                f"Dos cuentas del padrón darían nombre a la misma variable {n}; cambie una clave."
                for n in repetidos
            ]
        )
    fichas = {c: Secreto(valores[n]) for c, n in por_cuenta.items() if valores.get(n)}

    def general(nombre: str) -> Secreto | None:
        valor = valores.get(PREFIJO + nombre, "")
        return Secreto(valor) if valor else None

    de_meta = {c: s for c, s in fichas.items() if cuentas[c] in ("facebook", "instagram")}
    de_youtube = {c: s for c, s in fichas.items() if cuentas[c] == "youtube"}
    return Credenciales(
        x=CredencialesX(general("X_TOKEN"), ortografia_x),
        meta=CredencialesMeta(
            version=version_meta,
            fichas=de_meta,
            general=general("META_TOKEN"),
            secreto_app=general("META_SECRETO_APP"),
        ),
        youtube=CredencialesYoutube(
            clave=general("YOUTUBE_CLAVE"),
            cliente_id=valores.get(PREFIJO + "YOUTUBE_CLIENTE_ID", ""),
            cliente_secreto=general("YOUTUBE_CLIENTE_SECRETO"),
            renovaciones=de_youtube,
        ),
    )


def del_espacio(espacio: Espacio, de_fuera: Callable[[str], str | None] = lambda _: None) -> Credenciales:
    """Las credenciales de un espacio, con la bitácora avisada de qué debe tapar.

    Args:
        espacio: Espacio abierto.
        de_fuera: Da el valor de una variable que no está ni en el ambiente ni en ``.env``, si lo tiene.
    """
    redes = dict(espacio.padron.cuentas.select("cuenta", "red").iter_rows())
    nombres = nombres_conocidos(redes.items())
    valores = leer_secretos(espacio.raiz, nombres)
    for nombre in nombres:
        if nombre not in valores and (valor := de_fuera(nombre)):
            valores[nombre] = valor
    bitacora.instalar(list(valores.values()))
    ajustes = espacio.recoleccion
    return leer_credenciales(
        valores, redes, ortografia_x=ajustes.ortografia_x, version_meta=ajustes.version_meta
    )
