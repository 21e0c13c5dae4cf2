"""Acusar lo que llegó en papel o a la mano: con su sello, su momento y su escaneado (arts. 9 y 10)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
from flujos.pasos.expediente_actos import POR_PAPEL
from flujos.pasos.recepcion import recibir, turno
from flujos.pasos.recepcion_resumen import ResumenRecepcion
from flujos.pasos.recepciones import Llegada, acusar_llegadas
from lineamientos.semestres import Semestre

_ESCANEADOS = (Clase.PDF, Clase.PNG, Clase.JPEG)


@dataclass(frozen=True)
class Sellado:
    """Un escrito recibido con sello.

    Attributes:
        cuenta: De qué cuenta.
        sello: Número del sello.
        momento: Instante del sello, con zona.
        escaneo: El escrito escaneado, en PDF, PNG o JPEG.
        archivo: El archivo digital que traía, o ``None``.
    """

    cuenta: str
    sello: str
    momento: datetime
    escaneo: Path
    archivo: Path | None = None


@dataclass(frozen=True)
class Acusado:
    """Lo que resultó de acusar un escrito.

    Attributes:
        nuevo: ``False`` si ya constaba.
        folio: Folio del acuse.
        en_tiempo: Si llegó dentro de su plazo, o ``None`` si no había plazo que contar.
        recepcion: Lo que pasó con el archivo digital, si traía.
    """

    nuevo: bool
    folio: str
    en_tiempo: bool | None
    recepcion: ResumenRecepcion | None = None


def acusar_sellado(espacio: Espacio, semestre: Semestre, sellado: Sellado, por: str) -> Acusado:
    """Registra lo que llegó en papel; si traía un archivo digital, entra con el momento del sello.

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
    with abrir_al_dia(espacio) as base:
        nuevo = _asentar(espacio, base, semestre, llegada, por)
        fila = guardadas.con_sello(base, sellado.cuenta, sellado.sello).row(0, named=True)
    recibido = None
    if contenido is not None and sellado.archivo is not None:
        nombre = sanear(f"{sellado.sello} {sellado.archivo.name}")
        destino = espacio.entradas / sellado.cuenta / f"acuse-{llegada.lote[:8]}" / nombre
        with turno(espacio):
            escribir_atomico(destino, contenido)
        recibido = recibir(espacio, semestre, [destino], por=por)
    return Acusado(nuevo, fila["folio"], fila["en_tiempo"], recibido)


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
    archivo = sellado.archivo or sellado.escaneo
    return Llegada(
        sellado.cuenta, POR_PAPEL, sellado.momento, archivo.name, huella, lote, sellado.sello, escaneo
    )


def _asentar(espacio: Espacio, base: Base, semestre: Semestre, llegada: Llegada, por: str) -> bool:
    """Asienta la recepción si no consta; con el mismo sello y otros datos, no."""
    previas = guardadas.con_sello(base, llegada.cuenta, llegada.sello)
    if previas.is_empty():
        acusar_llegadas(espacio, base, semestre, [llegada], por)
        return True
    previa = previas.row(0, named=True)
    if (previa["recibido_en"], previa["recibido_sha256"]) != (llegada.momento, llegada.sha256):
        raise OrdenInvalida(
            f"El sello {limpiar(llegada.sello)} de {llegada.cuenta} ya se registró con otro momento u otro "
            f"documento ({previa['folio']}). Revise el número del sello."
        )
    return False
