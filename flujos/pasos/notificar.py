"""Registrar que una comunicación se notificó: con el acuse de una persona o resolviendo un envío dudoso."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from almacen.candado import candado
from almacen.maestro import Base
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, leer_documento
from flujos.pasos.bandeja import ESPERA_SEGUNDOS, puesto
from flujos.pasos.comunicaciones import Carta, Estado, buscar, estado_de, guardado
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import POR_CORREO, POR_PAPEL, Prueba
from flujos.pasos.expediente_asientos import asentar_notificacion
from flujos.pasos.reloj import exigir_reloj
from flujos.pasos.restauradas import es_restaurada
from informes.cartas.modelo import CORREO, OFICIO

MEDIOS = (POR_PAPEL, POR_CORREO)

_MEDIO_DEL_CANAL = {CORREO: POR_CORREO, OFICIO: POR_PAPEL}
_CON_FECHA_PROPIA = (8, 12)
"""Artículos de lo que se pide con una fecha fija y no con días que corren desde que se notifica."""


@dataclass(frozen=True)
class Acuse:
    """La prueba que da una persona de lo que entregó o envió.

    Attributes:
        fecha: Día en que se entregó.
        hora: Hora, en la zona de los plazos.
        medio: ``POR_PAPEL`` o ``POR_CORREO``.
        folio: Número del acuse o del sello, o vacío.
        documento: Acuse escaneado o mensaje enviado, o ``None``.
        por_otro_medio: Si a quien registra le consta que se notificó por un medio distinto del que dice la
            comunicación.
    """

    fecha: date
    hora: time
    medio: str
    folio: str
    documento: Path | None
    por_otro_medio: bool = False


@dataclass(frozen=True)
class Notificada:
    """Lo que resultó de registrarla.

    Attributes:
        comunicacion: Identidad entera.
        titulo: Cómo se llama.
        nueva: ``False`` si ya constaba lo mismo.
        notificada_el: Día que cuenta; el de la primera prueba, o ``None`` si sigue sin notificarse.
        otra: Si ya estaba notificada y esta prueba se agregó a la anterior.
    """

    comunicacion: str
    titulo: str
    nueva: bool
    notificada_el: date | None
    otra: bool


def notificar(espacio: Espacio, cual: str, acuse: Acuse, por: str) -> Notificada:
    """Registra la prueba de que una comunicación se entregó; desde ahí corren sus plazos.

    Args:
        espacio: Espacio abierto.
        cual: Principio de la identidad de la comunicación.
        acuse: La prueba.
        por: Quién la registra.

    Raises:
        OrdenInvalida: Si no hay tal comunicación, la prueba no basta o el momento no pudo ser.
        AlmacenOcupado: Si la bandeja está enviando y no termina a tiempo.
    """
    if acuse.medio not in MEDIOS:
        raise OrdenInvalida(f"El medio es {' o '.join(MEDIOS)}, no «{limpiar(acuse.medio)}».")
    if not acuse.folio and acuse.documento is None:
        raise OrdenInvalida("Falta la prueba: dé --folio, el número del acuse, o --acuse, su archivo.")
    contenido = None if acuse.documento is None else leer_documento(espacio, acuse.documento)
    momento = datetime.combine(acuse.fecha, acuse.hora, espacio.zona)
    dicha = "Acuse de recibo" if acuse.medio == POR_PAPEL else "Correo enviado por una persona"
    prueba = Prueba(
        acuse.medio,
        momento,
        f"{dicha}.",
        limpiar(acuse.folio),
        contenido,
        "" if acuse.documento is None else limpiar(acuse.documento.name),
    )
    with candado(puesto(espacio), ESPERA_SEGUNDOS), abrir_al_dia(espacio) as base:
        exigir_reloj(espacio, base)
        carta = buscar(espacio, base, cual)
        if carta.fila["retirada"]:
            raise OrdenInvalida(
                f"La comunicación {carta.identidad} se retiró sin notificarse: no puede registrarse su acuse."
            )
        exigir_momento(espacio, carta, momento)
        if not carta.fila["notificada"] and (aviso := _de_otro_medio(carta, acuse)):
            prueba = replace(prueba, prueba=f"{prueba.prueba} {aviso}")
        nueva = asentar_notificacion(espacio, base, carta.fila, prueba, por)
        return _resultado(espacio, base, carta, nueva=nueva)


def _de_otro_medio(carta: Carta, acuse: Acuse) -> str:
    """Lo que se asienta si se notificó por otro medio del que dice la comunicación; vacío si por el mismo.

    Raises:
        OrdenInvalida: Si es otro y nadie lo confirmó: ese documento dice que es copia (art. 9).
    """
    canal = str(carta.fila["canal"])
    if acuse.medio == _MEDIO_DEL_CANAL[canal]:
        return ""
    if not acuse.por_otro_medio:
        otro = OFICIO if canal == CORREO else CORREO
        raise OrdenInvalida(
            f"Se escribió para notificarse por {canal} y lo que va por {acuse.medio} dice que es copia "
            f"(art. 9): no notifica. Para que notifique el {otro}, retírela con «pertinencia retirar "
            f'{carta.identidad[:12]} --motivo …», ponga «{carta.clase.clase} = "{otro}"» en '
            "[comunicaciones.canales] de pertinencia.toml y corra «pertinencia vigilar». Si aun así consta "
            "que se notificó por ese medio, agregue --por-otro-medio."
        )
    return f"Se escribió para notificarse por {canal}; se confirmó que se notificó por {acuse.medio}."


def exigir_momento(espacio: Espacio, carta: Carta, momento: datetime) -> None:
    """Exige que una comunicación haya podido notificarse en ese momento.

    Raises:
        OrdenInvalida: Si aún no llega, es anterior a cuando se fechó o ya había pasado el día que pide.
    """
    if momento > espacio.ahora():
        raise OrdenInvalida(f"El {momento:%Y-%m-%d a las %H:%M} aún no llega; revise --fecha y --hora.")
    if momento < carta.fila["fechada_en"]:
        fechada = carta.fila["fechada_en"].astimezone(espacio.zona)
        raise OrdenInvalida(
            f"La comunicación se fechó el {fechada:%Y-%m-%d a las %H:%M}; no pudo entregarse antes. "
            "Revise --fecha y --hora."
        )
    vence, dia = carta.fila["vence"], momento.astimezone(espacio.zona).date()
    if vence is not None and vence < dia and carta.clase.articulo.numero in _CON_FECHA_PROPIA:
        raise OrdenInvalida(
            f"La fecha que pide, el {vence.isoformat()}, pasó antes de entregarse: no puede cumplirse. "
            "Escriba otra con «pertinencia requerir» y una fecha posterior."
        )


def resolver_duda(espacio: Espacio, cual: str, por: str, *, llego: bool) -> Notificada:
    """Resuelve un envío del que no se supo si llegó: si llegó, se notifica; si no, vuelve a enviarse.

    Args:
        espacio: Espacio abierto.
        cual: Principio de la identidad de la comunicación.
        por: Quién lo averiguó.
        llego: Si a quien iba dirigida le consta.

    Raises:
        OrdenInvalida: Si no hay tal comunicación o no está en duda.
        AlmacenOcupado: Si la bandeja está enviando y no termina a tiempo.
    """
    with candado(puesto(espacio), ESPERA_SEGUNDOS), abrir_al_dia(espacio) as base:
        exigir_reloj(espacio, base)
        carta = buscar(espacio, base, cual)
        estado = estado_de(espacio, carta, espacio.ahora_local().date())
        if estado is not Estado.DUDOSA or guardado(carta.sobre.respuesta) is not None:
            raise OrdenInvalida(
                f"La comunicación {carta.identidad} no está en duda ({estado}); --llego y --no-llego "
                "solo resuelven un envío del que no se supo si llegó."
            )
        if llego and es_restaurada(carta):
            raise OrdenInvalida(
                "El espacio se restauró de un respaldo anterior y no consta cuándo salió: registre la prueba "
                f"con «pertinencia notificar {carta.identidad[:12]} --fecha … --hora … --medio correo …»."
            )
        if not llego:
            carta.sobre.volver()
            return _resultado(espacio, base, carta, nueva=True)
        nueva = asentar_notificacion(espacio, base, carta.fila, _confirmada(espacio, carta), por)
        carta.sobre.cerrar()
        return _resultado(espacio, base, carta, nueva=nueva)


def _confirmada(espacio: Espacio, carta: Carta) -> Prueba:
    intento = guardado(carta.sobre.intento) or {}
    momento = intento.get("momento")
    return Prueba(
        POR_CORREO,
        datetime.fromisoformat(momento) if isinstance(momento, str) else espacio.ahora(),
        "Se entregó al servidor de correo, que no alcanzó a contestar, y una persona confirmó que llegó.",
        documento=carta.sobre.actual.read_bytes(),
        nombre="mensaje.eml",
        reservado=f"Aceptó a: {intento.get('aceptados')}. No aceptó a: {intento.get('rechazados')}.",
    )


def _resultado(espacio: Espacio, base: Base, carta: Carta, *, nueva: bool) -> Notificada:
    despues = buscar(espacio, base, carta.identidad)
    return Notificada(
        carta.identidad,
        carta.clase.titulo,
        nueva,
        despues.fila["notificada_el"],
        bool(carta.fila["notificada"]) and nueva,
    )
