"""Los correos que esperan a una persona: cuáles son, confirmarlos y anotar que se atendieron."""

from typing import Any

import polars as pl

from almacen import asientos, correos
from almacen.asientos import Registro, bytes_de_orden
from almacen.maestro import abrir_reservado
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.correos_asiento import CLASE, LARGO_DE_HUELLA, CorreoVisto, asentar_correo, quien, visto_de
from flujos.pasos.correos_decision import (
    ACEPTADO,
    ATENDIDO,
    CUARENTENA,
    POR_ATENDER,
)
from flujos.pasos.correos_recibidos import decidir_contenido, entregar_adjuntos
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre


def confirmar_correo(espacio: Espacio, semestre: Semestre, cual: str, por: str) -> CorreoVisto:
    """Acepta un correo apartado por falta de DMARC: una persona responde de que es de quien dice.

    Args:
        espacio: Espacio abierto; quien llama tiene el turno de recepción.
        semestre: El que se recibe.
        cual: Principio de la huella del correo y, si hay que decir de qué cuenta es, «=CUENTA».
        por: Quién lo confirma.

    Raises:
        OrdenInvalida: Si no hay un correo apartado con esa huella, o no puede aceptarse ni así.
    """
    principio, _, cuenta = cual.partition("=")
    if cuenta and cuenta not in espacio.padron.claves:
        raise OrdenInvalida(
            f"No hay una cuenta «{limpiar(cuenta)}» en el padrón. Corrija --confirmar-correo."
        )
    with abrir_al_dia(espacio) as base:
        guardado = _el_de(espacio, principio, (CUARENTENA, ACEPTADO))
        correo = str(guardado["correo"])
        archivo = f"correo {correo[:12]}"
        if guardado["estado_correo"] == ACEPTADO:
            entregar_adjuntos(espacio, base)
            return CorreoVisto(correo, archivo, ACEPTADO, str(guardado["motivo_correo"]))
        if guardado["remitente"] is None:
            # No se leyó, o no dice quién lo envía: no hay a quién dar por bueno.
            raise OrdenInvalida(f"El {archivo} no puede aceptarse: {guardado['motivo_correo']}")
        contenido = asientos.adjunto(espacio.rutas.aterrizaje, str(guardado["lote"]), correo)
        decision = decidir_contenido(espacio, semestre, correo, contenido, cuenta or None, confirmado=True)
        if decision.estado == CUARENTENA:
            raise OrdenInvalida(f"El {archivo} no puede aceptarse: {decision.motivo}")
        asentar_correo(espacio, base, semestre, correo, contenido, decision, guardado, por)
        entregar_adjuntos(espacio, base)
    return visto_de(correo, archivo, decision)


def atender_correo(espacio: Espacio, cual: str, texto: str, por: str) -> CorreoVisto:
    """Anota que un correo por atender ya se leyó y qué se hizo, o que uno apartado se descarta y por qué.

    Raises:
        OrdenInvalida: Si no hay un correo que espere con esa huella, o no se dice qué se hizo.
    """
    if not texto.strip():
        raise OrdenInvalida("Diga con --texto qué se hizo con el correo.")
    with abrir_al_dia(espacio) as base:
        guardado = _el_de(espacio, cual, (POR_ATENDER, CUARENTENA, ATENDIDO))
        correo = str(guardado["correo"])
        if guardado["estado_correo"] != ATENDIDO:
            fila = guardado | {
                "numero_acto": guardado["numero_acto"] + 1,
                "estado_correo": ATENDIDO,
                "motivo_correo": limpiar(texto),
                "fila": 1,
            }
            propia = {n: v for n, v in fila.items() if n not in ("lote", "registrado_en")}
            filas = {"correos_recibidos": [propia], **quien(guardado["semestre"], propia, (), por, texto)}
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


def _el_de(espacio: Espacio, cual: str, estados: tuple[str, ...]) -> dict[str, Any]:
    """El correo cuya huella empieza así y está en uno de esos estados."""
    empieza = cual.strip().casefold()
    if len(empieza) < LARGO_DE_HUELLA:
        raise OrdenInvalida(
            f"«{limpiar(cual)}» son {len(empieza)} caracteres y se esperaban al menos {LARGO_DE_HUELLA} de "
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
