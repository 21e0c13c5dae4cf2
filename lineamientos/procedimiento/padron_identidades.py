"""Si dos filas del padrón son la misma cuenta (Lineamientos, art. 2)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from lineamientos.procedimiento.padron_tipos import CuentaDelPadron, HallazgoDelPadron

_DIRECCION_DE_RED = re.compile(r"^https?://[^/]+/")
_SIGNOS = re.compile(r"[\W_]+")


def de_las_identidades(cuentas: Sequence[CuentaDelPadron]) -> list[HallazgoDelPadron]:
    """Filas que son la misma cuenta, o que lo parecen; cada par se dice una vez."""
    hallados: list[HallazgoDelPadron] = []
    dichos: set[tuple[str, str]] = set()
    for codigo, identidad, dicho in (
        ("P201", _usuario, "usuario"),
        ("P202", _identificador, "identificador"),
        ("P203", _parecido, "usuario, salvo signos y acentos,"),
    ):
        for una, otra in _pares(cuentas, identidad):
            if (una.cuenta, otra.cuenta) in dichos:
                continue
            dichos.add((una.cuenta, otra.cuenta))
            hallados.append(_hallazgo(codigo, una, otra, dicho))
    return hallados


def _hallazgo(codigo: str, una: CuentaDelPadron, otra: CuentaDelPadron, dicho: str) -> HallazgoDelPadron:
    if codigo != "P203" and una.vigente_hasta is not None and una.vigente_hasta < _inicio(otra):
        return HallazgoDelPadron(
            "P204", otra.cuenta,
            f"Tiene el mismo {dicho} que {una.cuenta}, que dejó de estar vigente el {una.vigente_hasta}.",
            "Si es la misma cuenta que volvió, use una sola clave para que su historia no se parta.",
        )  # fmt: skip
    hacer = (
        "Confirme que son dos cuentas distintas; si es una, deje una fila."
        if codigo == "P203"
        else "Deje una sola fila; si son dos cuentas, corrija el dato que se repite."
    )
    return HallazgoDelPadron(
        codigo, otra.cuenta, f"Tiene el mismo {dicho} que {una.cuenta} en la misma red.", hacer
    )


def _pares(
    cuentas: Sequence[CuentaDelPadron], identidad: Callable[[CuentaDelPadron], str]
) -> Iterator[tuple[CuentaDelPadron, CuentaDelPadron]]:
    """Cada cuenta con la que le sigue, en orden de vigencia, entre las de la misma identidad."""
    grupos: dict[tuple[str, str], list[CuentaDelPadron]] = defaultdict(list)
    for c in cuentas:
        if clave := identidad(c):
            grupos[c.red, clave].append(c)
    for grupo in grupos.values():
        yield from pairwise(sorted(grupo, key=_inicio))


def _inicio(c: CuentaDelPadron) -> date:
    return c.vigente_desde or date.min


def _usuario(c: CuentaDelPadron) -> str:
    """El usuario como lo distingue la red: sin arroba, sin dirección y sin mayúsculas."""
    limpio = "".join(x for x in c.usuario if x.isprintable()).strip().casefold()
    return _DIRECCION_DE_RED.sub("", limpio).split("?", 1)[0].strip("/ ").removeprefix("@")


def _identificador(c: CuentaDelPadron) -> str:
    return (c.id_plataforma or "").strip()


def _parecido(c: CuentaDelPadron) -> str:
    descompuesto = unicodedata.normalize("NFKD", _usuario(c))
    return _SIGNOS.sub("", "".join(x for x in descompuesto if not unicodedata.combining(x)))
