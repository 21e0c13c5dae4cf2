"""Correos guardados en ``entradas``: se aterrizan, se decide qué hacer con ellos y sus archivos se entregan.

Primero se asienta el correo con lo que se decidió; de ahí salen sus archivos, ahora o en la corrida siguiente
si esta muere. Así nada se pierde ni se duplica.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from almacen import asientos, correos
from almacen.asientos import Registro, bytes_de_orden, identidad_de_acto
from almacen.escritura import escribir_atomico
from almacen.maestro import Base, abrir_reservado
from conectores.correo.autenticacion import AUSENTE
from conectores.correo.mensaje import CorreoIlegible, interpretar
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.correos_decision import (
    ACEPTADO,
    ATENDIDO,
    CUARENTENA,
    POR_ATENDER,
    REPETIDO,
    Decision,
    decidir,
)
from flujos.pasos.entradas import apartar_con_motivo, correos_en, huella
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre

CLASE = "correos"
_DESTINO = "correos"
"""Carpeta de ``entradas/rechazados`` a la que van los correos apartados."""
_LARGO_DE_HUELLA = 8


@dataclass(frozen=True)
class CorreoVisto:
    """Un correo y qué se hizo con él.

    Attributes:
        correo: Huella de sus bytes.
        archivo: Dónde estaba, para citarlo.
        estado: Qué se decidió.
        motivo: Por qué y qué hacer.
        archivos: Rutas dentro de ``entradas`` a las que pasaron sus archivos.
    """

    correo: str
    archivo: str
    estado: str
    motivo: str
    archivos: tuple[str, ...] = ()

    @property
    def oracion(self) -> str:
        """Qué se hizo, para una persona."""
        return f"{limpiar(self.archivo)}: {self.motivo}"


@dataclass(frozen=True)
class _Guardado:
    """Lo ya decidido.

    Attributes:
        vigentes: Lo último que se decidió de cada correo.
        entregados: Sus archivos que pasaron a ``entradas``.
        por_huella: Las filas de ``vigentes`` por la huella del correo.
    """

    vigentes: pl.DataFrame
    entregados: pl.DataFrame
    por_huella: Mapping[str, Mapping[str, Any]]


def _leer_guardado(espacio: Espacio) -> _Guardado:
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        vigentes, entregados = correos.vigentes(reservado), correos.entregados(reservado)
    return _Guardado(vigentes, entregados, {f["correo"]: f for f in vigentes.iter_rows(named=True)})


def recibir_correos(
    espacio: Espacio,
    semestre: Semestre,
    rutas: Sequence[Path] = (),
    huella_de: Callable[[Path], str] = huella,
) -> tuple[CorreoVisto, ...]:
    """Recibe los correos que estén en ``entradas``; quien llama tiene el turno de recepción.

    Args:
        espacio: Espacio abierto.
        semestre: El que se recibe.
        rutas: Archivos o carpetas dentro de ``entradas``; todo, si no se dicen.
        huella_de: De dónde se toma la huella de cada correo; lo ya decidido se reconoce por ella sola.

    Returns:
        Los que no se habían visto, los que siguen apartados y los repetidos.
    """
    hallados = correos_en(espacio, rutas)
    vistos = []
    with abrir_al_dia(espacio) as base:
        guardado = _leer_guardado(espacio)
        for ruta, citado in hallados:
            correo = huella_de(ruta)
            previo = guardado.por_huella.get(correo)
            if previo is not None and previo["estado_correo"] != CUARENTENA:
                sin_cambio = "Ya se había recibido este mismo correo; nada cambió."
                vistos.append(CorreoVisto(correo, citado, REPETIDO, sin_cambio))
                continue
            vistos.append(_recibir_uno(espacio, base, semestre, ruta, citado, correo, guardado))
            guardado = _leer_guardado(espacio)
        entregar_adjuntos(espacio, base)
    return tuple(vistos)


def confirmar_correo(espacio: Espacio, semestre: Semestre, cual: str, por: str) -> CorreoVisto:
    """Acepta un correo apartado por falta de DMARC: una persona responde de que es de quien dice.

    Args:
        espacio: Espacio abierto; quien llama tiene el turno de recepción.
        semestre: El que se recibe.
        cual: Principio de la huella del correo.
        por: Quién lo confirma.

    Raises:
        OrdenInvalida: Si no hay un correo apartado con esa huella, o no puede aceptarse ni así.
    """
    with abrir_al_dia(espacio) as base:
        guardado = _el_de(espacio, cual, (CUARENTENA, ACEPTADO))
        correo = str(guardado["correo"])
        archivo = f"correo {correo[:12]}"
        if guardado["estado_correo"] == ACEPTADO:
            entregar_adjuntos(espacio, base)
            return CorreoVisto(correo, archivo, ACEPTADO, str(guardado["motivo_correo"]))
        contenido = asientos.adjunto(espacio.rutas.aterrizaje, str(guardado["lote"]), correo)
        decision = _decidir(espacio, semestre, correo, contenido, None, confirmado=True)
        if decision.estado == CUARENTENA:
            raise OrdenInvalida(f"El {archivo} no puede aceptarse: {decision.motivo}")
        _asentar(espacio, base, semestre, correo, contenido, decision, guardado, por)
        entregar_adjuntos(espacio, base)
    return _visto(correo, archivo, decision)


def atender_correo(espacio: Espacio, cual: str, texto: str, por: str) -> CorreoVisto:
    """Anota que un correo por atender ya se leyó y qué se hizo.

    Raises:
        OrdenInvalida: Si no hay un correo por atender con esa huella, o no se dice qué se hizo.
    """
    if not texto.strip():
        raise OrdenInvalida("Diga con --texto qué se hizo con el correo.")
    with abrir_al_dia(espacio) as base:
        guardado = _el_de(espacio, cual, (POR_ATENDER, ATENDIDO))
        correo = str(guardado["correo"])
        if guardado["estado_correo"] == POR_ATENDER:
            fila = guardado | {
                "numero_acto": guardado["numero_acto"] + 1,
                "estado_correo": ATENDIDO,
                "motivo_correo": limpiar(texto),
                "fila": 1,
            }
            propia = {n: v for n, v in fila.items() if n not in ("lote", "registrado_en")}
            filas = {"correos_recibidos": [propia], **_quien(guardado["semestre"], propia, (), por, texto)}
            contenido = bytes_de_orden({"correo": correo, "texto": texto, "registrado_por": por})
            asentar(
                espacio, base, Registro(CLASE, guardado["semestre"], asientos.POR_ORDEN, contenido, filas)
            )
    return CorreoVisto(correo, f"correo {correo[:12]}", ATENDIDO, limpiar(texto))


def correos_pendientes(espacio: Espacio) -> tuple[CorreoVisto, ...]:
    """Los correos que esperan a una persona: los que hay que leer y los apartados."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        guardados = correos.vigentes(reservado)
    esperan = guardados.filter(pl.col("estado_correo").is_in([POR_ATENDER, CUARENTENA]))
    return tuple(
        CorreoVisto(
            f["correo"],
            f"{f['recibido_en'].astimezone(espacio.zona):%Y-%m-%d %H:%M}, "
            f"{f['remitente'] or 'sin remitente'}, "
            f"«{f['asunto_correo'] or 'sin asunto'}»",
            f["estado_correo"],
            f["motivo_correo"],
        )
        for f in esperan.iter_rows(named=True)
    )


def entregar_adjuntos(espacio: Espacio, base: Base) -> tuple[Path, ...]:
    """Pone en ``entradas`` los archivos de correos aceptados que aún no son un lote; repetirlo no agrega."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        pendientes = correos.entregados(reservado)
    conocidos = base.consultar("SELECT lote FROM lotes WHERE origen = 'archivo'")["lote"]
    faltan = pendientes.filter(~pl.col("lote_recibido").is_in(conocidos.implode()))
    puestos = []
    for f in faltan.iter_rows(named=True):
        destino = espacio.entradas / f["archivo"]
        if destino.is_file() and huella(destino) == f["sha256"]:
            continue
        contenido = asientos.adjunto(espacio.rutas.aterrizaje, f["lote_correo"], f["correo"])
        mensaje = interpretar(contenido, espacio.recepcion.servidor_de_confianza, espacio.limites)
        escribir_atomico(destino, mensaje.adjuntos[f["fila"] - 1].contenido)
        puestos.append(destino)
    return tuple(puestos)


def _recibir_uno(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    ruta: Path,
    citado: str,
    correo: str,
    guardado: _Guardado,
) -> CorreoVisto:
    previo = guardado.por_huella.get(correo)
    if ruta.stat().st_size > espacio.limites.bytes_archivo:
        contenido = bytes_de_orden({"correo": correo, "bytes": ruta.stat().st_size})
        decision = _demasiado_grande(ruta.stat().st_size, espacio.limites.bytes_archivo)
    else:
        contenido = ruta.read_bytes()
        carpeta = citado.split("/", 1)[0] if "/" in citado else None
        de_cuenta = carpeta if carpeta in espacio.padron.claves else None
        decision = _decidir(espacio, semestre, correo, contenido, de_cuenta)
        decision = _si_se_repite(decision, guardado)
    igual = previo is not None and previo["motivo_correo"] == decision.motivo
    if not (igual and decision.estado == CUARENTENA):
        _asentar(espacio, base, semestre, correo, contenido, decision, previo, None)
    if decision.estado == CUARENTENA:
        apartar_con_motivo(espacio, ruta, f"{_DESTINO}/{Path(citado).name}", decision.motivo)
    return _visto(correo, citado, decision)


def _decidir(
    espacio: Espacio,
    semestre: Semestre,
    correo: str,
    contenido: bytes,
    carpeta: str | None,
    *,
    confirmado: bool = False,
) -> Decision:
    try:
        mensaje = interpretar(contenido, espacio.recepcion.servidor_de_confianza, espacio.limites)
    except CorreoIlegible as error:
        return Decision(
            CUARENTENA,
            f"No se entiende como correo: {error}. Guárdelo de nuevo desde su programa de correo, como "
            "archivo "
            ".eml, y póngalo otra vez en entradas/.",
        )
    return decidir(espacio, semestre, correo, mensaje, carpeta=carpeta, confirmado=confirmado)


def _demasiado_grande(medida: int, tope: int) -> Decision:
    return Decision(
        CUARENTENA,
        f"Mide {medida / 1_000_000:,.0f} MB y el tope es de {tope / 1_000_000:,.0f} MB; no se leyó. Pida que "
        "manden la exportación por partes, o eleve bytes_archivo en [limites] y póngalo otra vez en "
        "entradas/.",
    )


def _si_se_repite(decision: Decision, guardado: _Guardado) -> Decision:
    """El mismo mensaje guardado otra vez con otros encabezados: no se entrega de nuevo."""
    mensaje = decision.mensaje
    if decision.estado != ACEPTADO or mensaje is None or mensaje.mensaje_id is None:
        return decision
    previos = guardado.vigentes.filter(
        (pl.col("mensaje_id") == mensaje.mensaje_id)
        & (pl.col("remitente") == mensaje.remitente)
        & (pl.col("estado_correo") == ACEPTADO)
    )
    antes = guardado.entregados.filter(pl.col("correo").is_in(previos["correo"].implode()))
    ya = set(antes.select("carpeta", "sha256").iter_rows())
    suyos = {(d.carpeta, hashlib.sha256(d.adjunto.contenido).hexdigest()) for d in decision.destinos}
    if not ya or not suyos <= ya:
        return decision
    return Decision(REPETIDO, "Es un correo ya recibido, guardado otra vez; nada cambió.", mensaje)


def _asentar(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    correo: str,
    contenido: bytes,
    decision: Decision,
    previo: Mapping[str, Any] | None,
    por: str | None,
) -> None:
    mensaje = decision.mensaje
    fila: dict[str, object] = {
        "correo": correo,
        "fila": 1,
        "semestre": semestre.clave,
        "numero_acto": 1 if previo is None else previo["numero_acto"] + 1,
        "mensaje_id": mensaje and mensaje.mensaje_id,
        "remitente": mensaje and mensaje.remitente,
        "asunto_correo": (limpiar(mensaje.asunto) or None) if mensaje else None,
        "autenticacion": mensaje.dmarc if mensaje else AUSENTE,
        "estado_correo": decision.estado,
        "motivo_correo": decision.motivo,
        "recibido_en": _momento(espacio, decision, previo),
    }
    orden = {} if mensaje is None else {id(a): n for n, a in enumerate(mensaje.adjuntos, 1)}
    filas: dict[str, list[dict[str, object]]] = {
        "correos_recibidos": [fila],
        "correos_adjuntos": [
            {
                "correo": correo,
                "numero_acto": fila["numero_acto"],
                "fila": orden[id(d.adjunto)],
                "adjunto": d.adjunto.nombre,
                "sha256": hashlib.sha256(d.adjunto.contenido).hexdigest(),
                "bytes": len(d.adjunto.contenido),
                "carpeta": d.carpeta,
                "archivo": d.archivo or None,
                "estado_adjunto": correos.ENTREGADO if d.archivo else correos.APARTADO,
                "motivo_correo": d.motivo or None,
            }
            for d in decision.destinos
        ],
    }
    if por is not None:
        cuentas = sorted({d.carpeta for d in decision.destinos if d.carpeta})
        filas |= _quien(semestre.clave, fila, cuentas, por, None)
    # El nombre con que se guardó puede llevar el de una persona, y el de un asiento se publica.
    documento = f"correo-{correo[:_LARGO_DE_HUELLA]}.eml"
    asentar(espacio, base, Registro(CLASE, semestre.clave, documento, contenido, filas))


def _quien(
    semestre: str, fila: Mapping[str, Any], cuentas: Sequence[str], por: str, texto: str | None
) -> dict[str, list[dict[str, object]]]:
    return {
        "asientos_reservados": [
            {
                "acto": identidad_de_acto(CLASE, fila["correo"], fila["numero_acto"]),
                "clase_asiento": CLASE,
                "semestre": semestre,
                "cuenta": cuentas[0] if len(cuentas) == 1 else "",
                "registrado_por": por,
                "texto_integro": texto,
            }
        ]
    }


def _momento(espacio: Espacio, decision: Decision, previo: Mapping[str, Any] | None) -> datetime:
    """Cuándo llegó: lo que anotó el servidor propio o, si no lo dice, cuando se vio por primera vez."""
    dicho = decision.mensaje.recibido_en if decision.mensaje else None
    visto: datetime = previo["recibido_en"] if previo else espacio.ahora()
    # Un reloj adelantado no hace que un correo llegue mañana.
    return min(dicho, visto) if dicho else visto


def _visto(correo: str, citado: str, decision: Decision) -> CorreoVisto:
    archivos = tuple(d.archivo for d in decision.destinos if d.archivo)
    return CorreoVisto(correo, citado, decision.estado, decision.motivo, archivos)


def _el_de(espacio: Espacio, cual: str, estados: tuple[str, ...]) -> dict[str, Any]:
    """El correo cuya huella empieza así y está en uno de esos estados."""
    empieza = cual.strip().casefold()
    if len(empieza) < _LARGO_DE_HUELLA:
        raise OrdenInvalida(
            f"«{limpiar(cual)}» son {len(empieza)} caracteres y se esperaban al menos {_LARGO_DE_HUELLA} de "
            "la huella del correo. Cópielos de «pertinencia correos» y repita la orden."
        )
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        guardados = correos.vigentes(reservado)
    suyos = [f for f in guardados.iter_rows(named=True) if f["correo"].startswith(empieza)]
    if len(suyos) != 1:
        cuantos = f"{len(suyos)} correos tienen" if suyos else "Ningún correo tiene"
        raise OrdenInvalida(
            f"{cuantos} una huella que empiece con «{limpiar(cual)}» y se esperaba uno. Copie la que dice "
            "«pertinencia correos» y repita la orden."
        )
    if suyos[0]["estado_correo"] not in estados:
        raise OrdenInvalida(
            f"El correo de huella «{limpiar(cual)}» está «{_dicho(suyos[0]['estado_correo'])}» y se esperaba "
            f"uno «{_dicho(estados[0])}». Vea con «pertinencia correos» cuáles esperan a una persona."
        )
    return suyos[0]


def _dicho(estado: str) -> str:
    return estado.replace("_", " ")
