"""Las comunicaciones de un espacio: en qué está cada una, dónde están sus documentos y qué hacer con ella."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from almacen import asientos, expediente
from almacen.escritura import escribir_atomico
from almacen.maestro import Base, abrir_reservado
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.sobre import Sobre
from informes.cartas.modelo import CORREO
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, Comunicacion, Firma
from lineamientos.semestres import Semestre

_CADUCA = timedelta(days=30)
_SEGURO = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_DE_ARCHIVO = re.compile(r"[^\w.-]+")


class Estado(StrEnum):
    """En qué está una comunicación."""

    BORRADOR = "borrador"
    """La entrega una persona: no hay por dónde enviarla, va por oficio o la firma el Comité."""
    POR_ENVIAR = "por enviar"
    VENCIDA = "vencida"
    """Su plazo pasó, o se fechó hace más de un mes: ya no se envía sola."""
    RECHAZADA = "rechazada"
    DUDOSA = "dudosa"
    NOTIFICADA = "notificada"
    RETIRADA = "retirada"
    """Una persona la retiró antes de notificarse: ni sale ni se entrega."""


@dataclass(frozen=True)
class SobreDeComunicacion(Sobre):
    """El correo de una comunicación, con lo que se sabía al entregarlo y lo que contestó el servidor."""

    ahora: str = ""
    """Instante que se anota al ponerlo en camino, ISO 8601."""

    @property
    def intento(self) -> Path:
        """A quién aceptó el servidor en el intento que va en camino."""
        return self.carpeta / f"{self.nombre}.intento.json"

    @property
    def respuesta(self) -> Path:
        """Lo que contestó al tomarlo: con este archivo, ya salió."""
        return self.carpeta / f"{self.nombre}.respuesta.json"

    @property
    def rechazo(self) -> Path:
        """Por qué no lo tomó, si repetirlo igual daría lo mismo."""
        return self.carpeta / f"{self.nombre}.rechazo.json"

    def poner(self, aceptados: Sequence[str], rechazados: Mapping[str, str]) -> None:
        """Anota el intento y marca que va en camino."""
        datos = {"momento": self.ahora, "aceptados": list(aceptados), "rechazados": dict(rechazados)}
        guardar(self.intento, datos)
        super().poner(aceptados, rechazados)


@dataclass(frozen=True)
class Carta:
    """Una comunicación escrita, con lo suyo.

    Attributes:
        fila: Su fila de ``almacen.expediente.comunicaciones``.
        destinatarios: Sus filas de ``destinatarios``.
        archivos: Sus filas de ``comunicaciones_archivos``.
        carpeta: Donde quedan sus documentos.
    """

    fila: Mapping[str, Any]
    destinatarios: tuple[Mapping[str, Any], ...]
    archivos: tuple[Mapping[str, Any], ...]
    carpeta: Path

    @property
    def identidad(self) -> str:
        """Identidad de la comunicación."""
        return str(self.fila["comunicacion"])

    @property
    def clase(self) -> Comunicacion:
        """Su clase."""
        return COMUNICACIONES[ClaseDeComunicacion(self.fila["clase_comunicacion"])]

    @property
    def sobre(self) -> SobreDeComunicacion:
        """Su correo de salida."""
        return SobreDeComunicacion(self.carpeta / "envio", "mensaje")


def leer_cartas(espacio: Espacio, semestre: Semestre | None = None) -> tuple[Carta, ...]:
    """Las comunicaciones de un semestre, de la primera a la última; sin él, las no notificadas de todos."""
    with abrir_al_dia(espacio) as base:
        if semestre is not None:
            marco = expediente.comunicaciones(base, semestre.clave)
        else:
            marco = expediente.sin_notificar(base)
        return tuple(cartas_de(espacio, marco))


LARGO_DE_PRINCIPIO = 6
"""Caracteres de una identidad con que se nombra sin escribirla entera; con menos, es fácil equivocarse."""


def buscar(espacio: Espacio, base: Base, cual: str) -> Carta:
    """La comunicación cuya identidad es esa o empieza así.

    Raises:
        OrdenInvalida: Si no hay ninguna o hay varias.
    """
    principio = cual.strip()
    marco = expediente.comunicacion(base, principio)
    exacta = marco.filter(comunicacion=principio)
    if exacta.is_empty() and len(principio) < LARGO_DE_PRINCIPIO:
        raise OrdenInvalida(
            f"«{limpiar(principio)}» es muy corto: se esperaban al menos {LARGO_DE_PRINCIPIO} caracteres de "
            "la identidad de la comunicación. Cópiela de «pertinencia comunicaciones»."
        )
    marco = marco if exacta.is_empty() else exacta
    if len(marco) != 1:
        hay = "Ninguna comunicación empieza" if marco.is_empty() else f"{len(marco)} comunicaciones empiezan"
        raise OrdenInvalida(f"{hay} con «{limpiar(cual)}»; véalas con «pertinencia comunicaciones».")
    return next(cartas_de(espacio, marco))


def cartas_de(espacio: Espacio, marco: pl.DataFrame) -> Iterator[Carta]:
    """Las comunicaciones de unas filas de ``almacen.expediente.comunicaciones``, con lo reservado."""
    cuales = marco["comunicacion"].to_list()
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        a_quien = _por_comunicacion(expediente.destinatarios(reservado, cuales))
        archivos = _por_comunicacion(expediente.archivos(reservado, cuales))
    for fila in marco.iter_rows(named=True):
        cual = fila["comunicacion"]
        yield Carta(
            fila,
            a_quien.get(cual, ()),
            archivos.get(cual, ()),
            espacio.rutas.datos
            / "comunicaciones"
            / fila["semestre"]
            / fila["clase_comunicacion"]
            / (cual if _SEGURO.fullmatch(cual) else sha256(cual.encode()).hexdigest()[:32]),
        )


def _por_comunicacion(marco: pl.DataFrame) -> dict[str, tuple[Mapping[str, Any], ...]]:
    juntas: dict[str, list[Mapping[str, Any]]] = {}
    for fila in marco.iter_rows(named=True):
        juntas.setdefault(fila["comunicacion"], []).append(fila)
    return {c: tuple(filas) for c, filas in juntas.items()}


def estado_de(espacio: Espacio, carta: Carta, hoy: date) -> Estado:
    """En qué está una comunicación.

    Args:
        espacio: Espacio abierto.
        carta: La comunicación.
        hoy: Día de hoy en la zona de los plazos.
    """
    sobre, fila = carta.sobre, carta.fila
    if fila["notificada"]:
        return Estado.NOTIFICADA
    if fila["retirada"]:
        return Estado.RETIRADA
    if sobre.en_camino.exists() or sobre.enviado.exists():
        return Estado.DUDOSA
    vencida = fila["vence"] is not None and fila["vence"] < hoy
    if not se_envia(espacio, carta):
        return Estado.VENCIDA if vencida else Estado.BORRADOR
    if vencida or caduca(carta, hoy):
        return Estado.VENCIDA
    return Estado.RECHAZADA if sobre.rechazo.exists() else Estado.POR_ENVIAR


def caduca(carta: Carta, hoy: date) -> bool:
    """Si se fechó hace tanto que ya no debe salir sola.

    Quien pone un servidor de correo después de meses de entregar a mano no quiere que salga todo lo anterior.
    """
    return bool(carta.fila["fechada_en"].date() + _CADUCA < hoy)


QUE_HACER: dict[Estado, str] = {
    Estado.BORRADOR: "Entréguela y registre el acuse: «pertinencia notificar IDENTIDAD», con fecha y folio.",
    Estado.POR_ENVIAR: "Nada: sale sola en horario hábil, al correr la vigilancia.",
    Estado.VENCIDA: "Si aún se debe, la vigilancia escribe otra; si esta se entregó, registre el acuse.",
    Estado.RECHAZADA: "Corrija el correo en el padrón, o entréguela y registre el acuse.",
    Estado.DUDOSA: "Pregunte a quien debió recibirla: «pertinencia notificar … --llego» o «--no-llego».",
    Estado.NOTIFICADA: "",
    Estado.RETIRADA: "",
}
"""Qué le toca a una persona en cada estado."""


def se_envia(espacio: Espacio, carta: Carta) -> bool:
    """Si sale sola: va por correo, hay servidor y no la firma el Comité, que primero debe firmarla."""
    de_casa = carta.clase.firma is Firma.COMUNICACION_SOCIAL
    return carta.fila["canal"] == CORREO and espacio.comunicaciones.smtp is not None and de_casa


def dejar_documentos(espacio: Espacio, carta: Carta) -> tuple[Path, ...]:
    """Deja en la carpeta los documentos de una comunicación, para que una persona los tome."""
    rutas = []
    for archivo in carta.archivos:
        ruta = carta.carpeta / nombre_seguro(archivo["archivo_comunicacion"])
        if not ruta.exists():
            escribir_atomico(ruta, _bytes(espacio, archivo))
        rutas.append(ruta)
    return tuple(rutas)


def mensaje_escrito(espacio: Espacio, carta: Carta) -> bytes | None:
    """Bytes del correo tal como se escribió, o ``None`` si no se escribió ninguno."""
    for archivo in carta.archivos:
        if archivo["archivo_comunicacion"].lower().endswith(".eml"):
            return _bytes(espacio, archivo)
    return None


def _bytes(espacio: Espacio, archivo: Mapping[str, Any]) -> bytes:
    return asientos.adjunto(espacio.rutas.aterrizaje, archivo["lote"], archivo["sha256"])


def nombre_seguro(nombre: str) -> str:
    """El nombre de un archivo sin carpeta, espacios ni signos."""
    return (
        _DE_ARCHIVO.sub("_", PurePosixPath(nombre.replace("\\", "/")).name).lstrip(".")[-100:] or "documento"
    )


def guardar(ruta: Path, datos: Mapping[str, object]) -> None:
    """Escribe unos datos junto al sobre, enteros o nada."""
    escribir_atomico(ruta, json.dumps(datos, ensure_ascii=False, indent=1, sort_keys=True).encode())


def guardado(ruta: Path) -> dict[str, Any] | None:
    """Los datos junto al sobre, o ``None`` si no están o no se entienden."""
    try:
        datos = json.loads(ruta.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return datos if isinstance(datos, dict) else None
