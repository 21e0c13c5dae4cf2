"""Asentar que se entregó lo que pidió un requerimiento de otra información (art. 12)."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from almacen import expediente as guardado
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, leer_documento
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import Adjunto, hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.padron_personas import ambito_de, personas_de
from flujos.pasos.vigilancia_consulta import exigir_cuenta
from lineamientos.horarios import fecha_efectiva_de_recepcion
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.especiales import especiales
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Entregado:
    """Lo que se entregó.

    Attributes:
        cuenta: De qué cuenta.
        momento: Cuándo se recibió, con zona.
        folio: Número del escrito, del correo o del acuse, o vacío; se publica.
        archivo: Lo recibido, o ``None``; se conserva y no se publica.
        requerimiento: Principio de la identidad del requerimiento que atiende, o vacío si solo hay uno.
    """

    cuenta: str
    momento: datetime
    folio: str = ""
    archivo: Path | None = None
    requerimiento: str = ""


@dataclass(frozen=True)
class Cumplido:
    """Lo que resultó de asentarlo.

    Attributes:
        requerimiento: Identidad del requerimiento que se atendió.
        fecha: Día que cuenta (art. 10).
        en_tiempo: Si fue a más tardar el día que se fijó, o ``None`` si no se fijó ninguno.
        nuevo: ``False`` si ya constaba lo mismo.
    """

    requerimiento: str
    fecha: date
    en_tiempo: bool | None
    nuevo: bool


def cumplir(espacio: Espacio, semestre: Semestre, entregado: Entregado, por: str) -> Cumplido:
    """Asienta que una cuenta entregó lo que se le requirió aparte; repetirlo no cambia nada.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre del requerimiento.
        entregado: Lo que se entregó.
        por: Quién lo registra.

    Raises:
        OrdenInvalida: Si no hay tal requerimiento notificado, el momento no pudo ser, falta la prueba o ya
            consta atendido con otra fecha.
    """
    exigir_cuenta(espacio, entregado.cuenta)
    if not entregado.folio and entregado.archivo is None:
        raise OrdenInvalida(
            "Falta la prueba: dé --folio, el número de lo recibido, o --archivo, lo recibido."
        )
    adjunto = None
    if entregado.archivo is not None:
        adjunto = Adjunto(entregado.archivo.name, leer_documento(espacio, entregado.archivo))
    fecha = fecha_efectiva_de_recepcion(
        entregado.momento,
        espacio.calendario,
        espacio.parametros.del_semestre(semestre),
        personas_de(espacio.padron, entregado.cuenta).zona_horaria,
        ambito_de(espacio.padron, entregado.cuenta),
    ).fecha
    with abrir_al_dia(espacio) as base:
        eventos = guardado.como_eventos(guardado.eventos(base, semestre.clave))
        suyos = (e for e in eventos if e.cuenta == entregado.cuenta)
        pedidos = especiales(expediente_de(entregado.cuenta, suyos))
        pedido, previo = _cual(pedidos, entregado, semestre)
        _exigir_momento(espacio, pedido, entregado.momento)
        en_tiempo = None if pedido.vence is None else fecha <= pedido.vence
        nuevo = hecho(
            semestre.clave,
            entregado.cuenta,
            ClaseDeEvento.ATENDIDO_ESPECIAL,
            entregado.momento,
            fecha,
            documento=pedido.documento,
            detalle=_detalle(entregado, adjunto, en_tiempo),
        )
        if previo is not None and previo.evento != nuevo.evento:
            raise OrdenInvalida(
                f"Ya consta que «{entregado.cuenta}» lo entregó el {previo.fecha.isoformat()}; ahora se dice"
                f" el {fecha.isoformat()}. No se cambió nada: corrija --momento o, si el mal registrado es "
                "el de antes, acuse el escrito con «pertinencia acusar» para que conste."
            )
        if previo is not None and adjunto is not None and adjunto.sha256[:12] not in previo.detalle:
            raise OrdenInvalida(
                f"Ya consta que «{entregado.cuenta}» lo entregó el {previo.fecha.isoformat()}, con otra "
                f"prueba; {entregado.archivo} no se agregó. Consérvelo con «pertinencia acusar»."
            )
        nuevas = asentar_eventos(espacio, base, semestre.clave, [nuevo], por, adjunto)
    return Cumplido(pedido.documento, fecha, en_tiempo, bool(nuevas))


def _cual(
    pedidos: tuple[tuple[Evento, Evento | None], ...], entregado: Entregado, semestre: Semestre
) -> tuple[Evento, Evento | None]:
    """El requerimiento que se dijo o, sin decirlo, el único por atender o, si no hay, el único atendido."""
    cuenta, dicho = entregado.cuenta, entregado.requerimiento
    if not pedidos:
        raise OrdenInvalida(
            f"A «{cuenta}» no consta que se le notificara ningún requerimiento de otra información en el "
            f"{semestre.nombre}. Si se entregó, registre antes el acuse con «pertinencia notificar»."
        )
    candidatos = [p for p in pedidos if p[0].documento.startswith(dicho)]
    if not dicho:
        candidatos = [p for p in pedidos if p[1] is None] or candidatos
    if len(candidatos) != 1:
        hay = ", ".join(f"{p.documento[:12]} (del {p.fecha.isoformat()})" for p, _ in pedidos)
        raise OrdenInvalida(
            f"«{cuenta}» tiene notificados estos requerimientos: {hay}. Diga cuál con --requerimiento."
        )
    return candidatos[0]


def _exigir_momento(espacio: Espacio, pedido: Evento, momento: datetime) -> None:
    if momento > espacio.ahora():
        raise OrdenInvalida(f"El {momento:%Y-%m-%d a las %H:%M} aún no llega. Corrija --momento.")
    if momento < pedido.ocurrido_en:
        notificado = pedido.ocurrido_en.astimezone(espacio.zona)
        raise OrdenInvalida(
            f"El requerimiento se notificó el {notificado:%Y-%m-%d a las %H:%M}; no pudo atenderse antes. "
            "Corrija --momento."
        )


def _detalle(entregado: Entregado, adjunto: Adjunto | None, en_tiempo: bool | None) -> str:
    """Oración que se publica: sin el nombre del archivo, que puede traer el de una persona."""
    partes = [f"folio {limpiar(entregado.folio)}"] if entregado.folio else []
    partes += [f"archivo con huella {adjunto.sha256[:12]}"] if adjunto else []
    plazo = {True: ", en tiempo", False: ", fuera de tiempo", None: ""}[en_tiempo]
    return f"Se recibió lo pedido{plazo}: {' y '.join(partes)}."
