"""Los errores de la Graph API, por lo que puede hacerse con ellos.

Fuente: https://developers.facebook.com/docs/graph-api/guides/error-handling y
https://developers.facebook.com/docs/graph-api/overview/rate-limiting.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from esquemas.hallazgos import limpiar
from lineamientos.ausencias import Ausencia


class Clase(StrEnum):
    """Qué hacer con un error."""

    TRANSITORIO = "transitorio"
    """Repetir."""
    LIMITE = "limite"
    """Repetir más tarde: se rebasó la frecuencia permitida."""
    REDUCIR = "reducir"
    """Repetir pidiendo menos elementos por página."""
    FICHA = "ficha"
    """La ficha de acceso ya no sirve."""
    PERMISO = "permiso"
    """La ficha sirve, pero no para esto."""
    AUSENTE = "ausente"
    """El objeto no existe o la ficha no alcanza a verlo."""
    METRICA = "metrica"
    """Una de las métricas pedidas no existe; hace fallar toda la petición."""
    CAMPO = "campo"
    """El objeto no tiene uno de los campos pedidos."""
    OTRO = "otro"
    """Código sin remedio conocido."""


_TRANSITORIOS = (1, 2)
_LIMITES = (4, 17, 32, 613, 80001, 80002)
_FICHA = (102, 104, 190)
_PRUEBA = "appsecret_proof"
_SIN_OBJETO = 33
_ALIAS_INEXISTENTE = 803
_REDUCIR = "reduce the amount of data"
_EXIGE_PERMISO = re.compile(r"requires the '\w+' permission")
_NO_EXISTE = re.compile(r"Object (?:with ID .+ )?does not exist|Unsupported get request")
_CAMPO = "nonexisting field"

AUSENCIAS: dict[Clase, Ausencia] = {
    Clase.FICHA: Ausencia.SIN_PERMISO,
    Clase.PERMISO: Ausencia.SIN_PERMISO,
    Clase.AUSENTE: Ausencia.NO_ENCONTRADA,
    Clase.METRICA: Ausencia.RETIRADA,
}
"""Con qué razón queda ausente lo que se pedía; las demás clases son un fallo."""

_ORACIONES: dict[Clase, str] = {
    Clase.TRANSITORIO: "La plataforma falló una y otra vez; se vuelve a pedir en la siguiente recolección.",
    Clase.LIMITE: "Se rebasó la frecuencia que la plataforma permite; se pide en la siguiente recolección.",
    Clase.REDUCIR: "La plataforma no pudo con la cantidad de datos, ni de uno en uno; se pide después.",
    Clase.FICHA: "La ficha de acceso o el secreto de la aplicación ya no sirven; renuévelos y configúrelos.",
    Clase.PERMISO: "La ficha de acceso no tiene permiso para leerlo; pida que se le dé a la aplicación.",
    Clase.AUSENTE: "La plataforma no lo encontró, o la ficha no alcanza a verlo; revise el identificador.",
    Clase.METRICA: "La plataforma retiró la métrica.",
    Clase.CAMPO: "La plataforma ya no da uno de los datos que se piden.",
    Clase.OTRO: "La plataforma contestó con un error que no se conoce.",
}


@dataclass(frozen=True)
class ErrorGraph:
    """Un error de la Graph API.

    Attributes:
        codigo: ``code``; 0 si la respuesta no trae un error legible.
        subcodigo: ``error_subcode``, o ``None``.
        mensaje: ``message``, en inglés.
        estado: Código HTTP con que vino.
        pasajero: Si la plataforma dice que puede salir bien al repetir (``is_transient``).
    """

    codigo: int
    subcodigo: int | None
    mensaje: str
    estado: int
    pasajero: bool = False

    @property
    def clase(self) -> Clase:
        """Qué hacer con él."""
        if self.codigo in _LIMITES or self.estado == 429:
            return Clase.LIMITE
        if self.codigo in _TRANSITORIOS and _REDUCIR in self.mensaje:
            return Clase.REDUCIR
        if self.codigo in _TRANSITORIOS or self.pasajero:
            return Clase.TRANSITORIO
        if self.codigo in _FICHA or _PRUEBA in self.mensaje:
            return Clase.FICHA
        if self.codigo in (3, 10) or 200 <= self.codigo <= 299:
            return Clase.PERMISO
        if self.codigo == _ALIAS_INEXISTENTE:
            return Clase.AUSENTE
        if self.codigo == 100:
            return self._de_parametro()
        return Clase.TRANSITORIO if self.codigo == 0 and self.estado >= 500 else Clase.OTRO

    @property
    def ausencia(self) -> Ausencia:
        """Razón con que queda ausente lo que se pedía."""
        return AUSENCIAS.get(self.clase, Ausencia.FALLO)

    @property
    def detalle(self) -> str:
        """Qué pasó y qué hacer, con el código y lo que dijo la plataforma."""
        codigo = str(self.codigo) if self.subcodigo is None else f"{self.codigo}/{self.subcodigo}"
        return f"{_ORACIONES[self.clase]} Código {codigo}: «{limpiar(self.mensaje)}»"

    @property
    def oracion(self) -> str:
        """Qué pasó y qué hacer, sin lo que dijo la plataforma: puede citar la ficha."""
        codigo = str(self.codigo) if self.subcodigo is None else f"{self.codigo}/{self.subcodigo}"
        return f"{_ORACIONES[self.clase]} Código {codigo}, HTTP {self.estado}."

    def _de_parametro(self) -> Clase:
        if _EXIGE_PERMISO.search(self.mensaje):
            return Clase.PERMISO
        if self.subcodigo == _SIN_OBJETO or _NO_EXISTE.search(self.mensaje):
            return Clase.AUSENTE
        if _CAMPO in self.mensaje:
            return Clase.CAMPO
        return Clase.METRICA if "metric" in self.mensaje.lower() else Clase.OTRO


def leer_error(datos: Any, estado: int) -> ErrorGraph | None:
    """El error que trae un cuerpo ya leído, o ``None`` si no trae ninguno."""
    error = datos.get("error") if isinstance(datos, dict) else None
    if not isinstance(error, dict):
        return None
    codigo, subcodigo = error.get("code"), error.get("error_subcode")
    return ErrorGraph(
        codigo=codigo if isinstance(codigo, int) else 0,
        subcodigo=subcodigo if isinstance(subcodigo, int) else None,
        mensaje=str(error.get("message", "")),
        estado=estado,
        pasajero=error.get("is_transient") is True,
    )
