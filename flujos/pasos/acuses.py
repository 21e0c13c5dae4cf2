"""Acusar lo que llegó en papel o a la mano: con su sello, su momento y su escaneado (arts. 9 y 10)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from almacen import recepciones as guardadas
from almacen.aterrizaje import identidad_de_archivo
from almacen.escritura import escribir_atomico
from almacen.maestro import Base
from conectores.archivos.firmas import Clase, clasificar
from conectores.archivos.planilla import parecidas
from conectores.correo.nombres import sanear
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, leer_documento
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import POR_PAPEL, hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.recepcion import recibir, turno
from flujos.pasos.recepcion_resumen import ResumenRecepcion
from flujos.pasos.recepciones import Llegada, acusar_llegadas
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.semestres import Semestre

_ESCANEADOS = (Clase.PDF, Clase.PNG, Clase.JPEG)
_EXTENSIONES = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".ods",
    ".json",
    ".zip",
    ".pdf",
    ".png",
    ".jpg",
    ".jpeg",
)
"""Las que se conservan: tras un punto también puede ir un apellido."""


@dataclass(frozen=True)
class Sellado:
    """Un escrito recibido con sello.

    Attributes:
        cuenta: De qué cuenta.
        sello: Número del sello.
        momento: Instante del sello, con zona.
        escaneo: El escrito escaneado, en PDF, PNG o JPEG.
        archivo: El archivo digital que traía, o ``None``.
        entrega: Si el escrito es la estadística, en papel; con archivo digital lo es siempre.
    """

    cuenta: str
    sello: str
    momento: datetime
    escaneo: Path
    archivo: Path | None = None
    entrega: bool = False

    @property
    def es_entrega(self) -> bool:
        """Si con él se entrega la estadística; otro escrito se acusa, pero no cambia lo que se debe."""
        return self.entrega or self.archivo is not None


@dataclass(frozen=True)
class Acusado:
    """Lo que resultó de acusar un escrito.

    Attributes:
        nuevo: ``False`` si ya constaba.
        folio: Folio del acuse.
        en_tiempo: Si llegó dentro de su plazo, o ``None`` si no había plazo que contar.
        recepcion: Lo que pasó con el archivo digital, si traía.
        entrega: Si consta como entrega, o solo como un escrito.
    """

    nuevo: bool
    folio: str
    en_tiempo: bool | None
    recepcion: ResumenRecepcion | None = None
    entrega: bool = True

    @property
    def falta(self) -> str:
        """Qué falta para poder revisar la entrega: si vino sin archivo, las cifras; vacío si nada."""
        if self.recepcion is not None or not self.entrega:
            return ""
        return (
            "Consta la entrega, pero de lo que llegó en papel no se toman cifras. Falta el archivo digital: "
            "pídalo, o capture en el formato lo que dice el escrito, y déjelo en la carpeta de la cuenta."
        )


def acusar_sellado(espacio: Espacio, semestre: Semestre, sellado: Sellado, por: str) -> Acusado:
    """Registra lo que llegó en papel; si traía un archivo digital, entra con el momento del sello.

    Un escrito que no es la estadística («pido más días») se acusa con su folio y no es una entrega: la cuenta
    sigue debiéndola. Si ya se registró así y sí lo era, repetirlo como entrega asienta lo que faltaba.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre de que trata.
        sellado: Lo recibido.
        por: Quién lo registra.

    Raises:
        OrdenInvalida: Si la cuenta no existe, el momento no pudo ser, el escaneado no es un documento o el
            mismo sello ya se registró con otros datos.
    """
    _comprobar(espacio, semestre, sellado)
    escaneo = leer_documento(espacio, sellado.escaneo)
    if clasificar(escaneo)[0] not in _ESCANEADOS:
        raise OrdenInvalida(
            f"{sellado.escaneo} no es un PDF ni una imagen PNG o JPEG; entregue el escaneado."
        )
    contenido = None if sellado.archivo is None else leer_documento(espacio, sellado.archivo)
    llegada = _llegada(sellado, escaneo, contenido)
    destino = None
    # El archivo queda en su carpeta antes de que conste que se recibió: si esto muere en medio, lo recibe la
    # recepción siguiente. Con el turno tomado nadie lo recibe sin el momento del sello.
    with turno(espacio), abrir_al_dia(espacio) as base:
        previas = _previas(base, llegada)
        if contenido is not None and sellado.archivo is not None:
            destino = espacio.entradas / sellado.cuenta / f"acuse-{llegada.lote[:8]}" / _nombre(sellado)
            escribir_atomico(destino, contenido)
        if previas.is_empty():
            acusar_llegadas(espacio, base, semestre, [llegada], por)
        elif sellado.es_entrega:
            _como_entrega(espacio, base, previas.row(0, named=True), por)
        fila = guardadas.con_sello(base, sellado.cuenta, sellado.sello).row(0, named=True)
    recibido = None if destino is None else recibir(espacio, semestre, [destino], por=por)
    return Acusado(previas.is_empty(), fila["folio"], fila["en_tiempo"], recibido, fila["es_entrega"])


def _comprobar(espacio: Espacio, semestre: Semestre, sellado: Sellado) -> None:
    if sellado.cuenta not in espacio.padron.claves:
        sugerida = parecidas(sellado.cuenta, sorted(espacio.padron.claves))
        raise OrdenInvalida(
            f"No hay una cuenta «{limpiar(sellado.cuenta)}» en el padrón. "
            f"{sugerida or 'Revise la clave en padron/cuentas.csv.'}"
        )
    if not sellado.sello:
        raise OrdenInvalida("Falta --folio: el número del sello con que se recibió.")
    dia = sellado.momento.astimezone(espacio.zona).date()
    if sellado.momento > espacio.ahora() or dia < semestre.inicio:
        raise OrdenInvalida(
            f"El sello lleva fecha del {dia.isoformat()}. Se esperaba un momento del "
            f"{semestre.inicio.isoformat()} a hoy, {espacio.ahora_local():%Y-%m-%d %H:%M}. Corrija --momento."
        )


def _llegada(sellado: Sellado, escaneo: bytes, contenido: bytes | None) -> Llegada:
    huella = hashlib.sha256(escaneo if contenido is None else contenido).hexdigest()
    lote = "" if contenido is None else identidad_de_archivo(sellado.cuenta, huella)
    archivo = f"escrito sellado {limpiar(sellado.sello)}"
    if sellado.es_entrega:
        archivo = f"{'estadística en papel' if contenido is None else 'archivo digital'} del {archivo}"
    return Llegada(
        sellado.cuenta,
        POR_PAPEL,
        sellado.momento,
        # Los nombres que llevan en el equipo de quien opera suelen decir el de una persona: no se publican.
        archivo,
        huella,
        lote,
        sellado.sello,
        escaneo,
        sellado.escaneo.name,
        "" if sellado.archivo is None else f"Archivo digital: {sellado.archivo.name}",
        sellado.es_entrega,
    )


def _como_entrega(espacio: Espacio, base: Base, fila: Mapping[str, Any], por: str) -> None:
    """Asienta que lo recibido es una entrega; si ya constaba, no cambia nada."""
    recibido = hecho(
        fila["semestre"],
        fila["cuenta"],
        ClaseDeEvento.RECIBIDO,
        fila["recibido_en"],
        fila["fecha_efectiva"],
        documento=fila["recepcion"],
        detalle=f"Lo recibido con el folio {fila['folio']} es la estadística.",
    )
    asentar_eventos(espacio, base, fila["semestre"], [recibido], por)


def _nombre(sellado: Sellado) -> str:
    """Con qué nombre queda en ``entradas``, que se publica: el número del sello y su extensión usual."""
    extension = "" if sellado.archivo is None else sellado.archivo.suffix.lower()
    sello = sellado.sello.replace("/", "-").replace("\\", "-")
    return sanear(f"escrito {sello}{extension if extension in _EXTENSIONES else ''}")


def _previas(base: Base, llegada: Llegada) -> pl.DataFrame:
    """Lo que ya consta con ese sello; con otros datos, no se asienta."""
    previas = guardadas.con_sello(base, llegada.cuenta, llegada.sello)
    for previa in previas.iter_rows(named=True):
        if (previa["recibido_en"], previa["recibido_sha256"]) != (llegada.momento, llegada.sha256):
            raise OrdenInvalida(
                f"El sello {limpiar(llegada.sello)} de {llegada.cuenta} ya se registró con otro momento u "
                f"otro documento ({previa['folio']}). Revise el número del sello."
            )
    return previas
