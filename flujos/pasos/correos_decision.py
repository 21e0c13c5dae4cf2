"""Qué se hace con un correo: a qué cuenta van sus archivos o por qué se aparta (Lineamientos, art. 9).

Entra todo o no entra nada: si de un solo archivo no se sabe de qué cuenta es, el correo se aparta entero y se
dice qué hacer. Lo que acompaña a un programa o a un comprimido malicioso tampoco entra.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from conectores.archivos.lectura import leer
from conectores.correo.autenticacion import FALLA, PASA
from conectores.correo.mensaje import Adjunto, Mensaje
from conectores.correo.peligros import peligro
from esquemas.hallazgos import limpiar
from flujos.pasos.espacio import Espacio
from flujos.pasos.padron_personas import personas
from lineamientos.procedimiento.direcciones import comparable
from lineamientos.semestres import Semestre

ACEPTADO, POR_ATENDER, ATENDIDO = "aceptado", "por_atender", "atendido"
CUARENTENA, REPETIDO = "cuarentena", "repetido"
_HUELLA_CORTA = 8


@dataclass(frozen=True)
class Destino:
    """A dónde va un adjunto.

    Attributes:
        adjunto: El archivo.
        carpeta: Cuenta en cuya carpeta se entrega, o ``None`` si trae varias y va suelto.
        archivo: Ruta dentro de ``entradas``; vacía si se aparta.
        motivo: Por qué se aparta, o vacío.
    """

    adjunto: Adjunto
    carpeta: str | None
    archivo: str
    motivo: str = ""


@dataclass(frozen=True)
class Decision:
    """Lo que se decide de un correo.

    Attributes:
        estado: ``ACEPTADO``, ``POR_ATENDER``, ``CUARENTENA`` o ``REPETIDO``.
        motivo: Por qué, y qué hacer si hay que hacer algo; en una o dos oraciones.
        mensaje: El correo interpretado, o ``None`` si no pudo.
        destinos: A dónde va cada archivo, si se acepta.
    """

    estado: str
    motivo: str
    mensaje: Mensaje | None = None
    destinos: tuple[Destino, ...] = ()


def decidir(
    espacio: Espacio,
    semestre: Semestre,
    correo: str,
    mensaje: Mensaje,
    *,
    carpeta: str | None = None,
    confirmado: bool = False,
) -> Decision:
    """Decide qué se hace con un correo.

    Args:
        espacio: Espacio abierto.
        semestre: El que se recibe: para leer de qué cuentas trata un formato.
        correo: Huella de sus bytes.
        mensaje: El correo.
        carpeta: Cuenta en cuya carpeta se dejó, o ``None``.
        confirmado: Si una persona dijo que de verdad es de quien dice; lo peligroso no entra ni así.
    """
    suyas = cuentas_de(espacio, mensaje.remitente)
    if razon := _por_el_remitente(mensaje, correo, suyas, carpeta, confirmado=confirmado):
        return Decision(CUARENTENA, razon, mensaje)
    peligros = {a.nombre: peligro(a.nombre, a.contenido, espacio.limites) for a in mensaje.adjuntos}
    malos = {nombre: p for nombre, p in peligros.items() if p}
    sanos = [a for a in mensaje.adjuntos if a.nombre not in malos]
    if malos and not (confirmado and sanos):
        nombre, que_es = next(iter(malos.items()))
        return Decision(
            CUARENTENA,
            f"Su archivo «{limpiar(nombre)}» {que_es}. No lo abra; pida a quien lo envía que mande otra vez "
            "solo el formato o la exportación, en un correo nuevo.",
            mensaje,
        )
    if not sanos:
        return Decision(POR_ATENDER, _que_trae(mensaje), mensaje)
    destinos, sin_cuenta = _destinos(espacio, semestre, correo, sanos, suyas, carpeta)
    if sin_cuenta:
        return Decision(CUARENTENA, sin_cuenta, mensaje)
    apartados = [Destino(a, None, "", f"{p}.") for a in mensaje.adjuntos if (p := malos.get(a.nombre))]
    cuales = ", ".join(sorted({d.carpeta for d in destinos if d.carpeta}) or ["varias cuentas"])
    dentro = (
        f" Los correos que trae dentro ({limpiar(', '.join(mensaje.correos_dentro))}) no se abrieron: si "
        "traen archivos, pídalos sueltos en otro correo."
        if mensaje.correos_dentro
        else ""
    )
    como = "lo confirmó una persona" if mensaje.dmarc != PASA else "DMARC «pass»"
    return Decision(
        ACEPTADO, f"De quien administra {cuales}; {como}.{dentro}", mensaje, (*destinos, *apartados)
    )


def cuentas_de(espacio: Espacio, direccion: str | None) -> tuple[str, ...]:
    """Cuentas de las que esa dirección es administrador o encargado del tema en su área (art. 9)."""
    return tuple(
        sorted(
            cuenta
            for cuenta, suyas in personas(espacio.padron).items()
            for p in (suyas.administrador, suyas.encargado)
            if direccion is not None and p.correo is not None and comparable(p.correo) == direccion
        )
    )  # fmt: skip


def _por_el_remitente(
    mensaje: Mensaje, correo: str, suyas: Sequence[str], carpeta: str | None, *, confirmado: bool
) -> str:
    """Por qué un correo no se acepta de quien lo envía; vacía si se acepta."""
    if mensaje.remitente is None:
        return "No dice quién lo envía con una sola dirección. Compruebe de quién es y pida otro envío."
    if not suyas:
        return (
            f"{mensaje.remitente} no es el correo de ningún administrador ni encargado del padrón. Si debe "
            "serlo, agréguelo en padron/cuentas.csv o padron/areas.csv y ponga otra vez este correo en "
            "entradas/; si no, no haga nada."
        )
    if mensaje.dmarc != PASA and not confirmado:
        dicho = (
            "El servidor de correo dice que no lo envió quien dice (DMARC «fail»)"
            if mensaje.dmarc == FALLA
            else "El servidor propio no dice que lo haya enviado quien dice (sin resultado de DMARC)"
        )
        return (
            f"{dicho}. Pregunte a {mensaje.remitente} por otra vía; si es suyo, corra «pertinencia recibir "
            f"--confirmar-correo {correo[:12]} --por SU_NOMBRE»; si no, descártelo con «pertinencia correos "
            f"--atendido {correo[:12]} --texto MOTIVO»."
        )
    if carpeta is not None and carpeta not in suyas:
        return (
            f"Está en la carpeta de «{limpiar(carpeta)}» y {mensaje.remitente} no administra esa cuenta. "
            "Póngalo "
            "directamente en entradas/, o corrija el padrón."
        )
    return ""


def _que_trae(mensaje: Mensaje) -> str:
    if mensaje.correos_dentro:
        return (
            f"No trae archivos, sino otros correos ({limpiar(', '.join(mensaje.correos_dentro))}), que no se "
            "abren: de ellos ningún servidor dijo nada. Pida que le manden los archivos sueltos."
        )
    if mensaje.con_texto:
        return (
            "No trae archivos y sí un texto: léalo; si aclara una observación, regístrelo con «pertinencia "
            "aclarar»."
        )
    return "No trae ni archivos ni texto. Pregunte a quien lo envía qué quiso entregar."


def _destinos(
    espacio: Espacio,
    semestre: Semestre,
    correo: str,
    adjuntos: Sequence[Adjunto],
    suyas: Sequence[str],
    carpeta: str | None,
) -> tuple[list[Destino], str]:
    """A dónde va cada archivo, o por qué no puede saberse."""
    unica = carpeta or (suyas[0] if len(suyas) == 1 else None)
    destinos = []
    for adjunto in adjuntos:
        cuentas = (
            frozenset({unica}) if unica else _por_nombre(adjunto.nombre, suyas) or _por_contenido(
                espacio, semestre, adjunto
            )
        )  # fmt: skip
        if ajenas := sorted(cuentas - set(suyas)):
            return [], (
                f"Su archivo «{limpiar(adjunto.nombre)}» trae cuentas que quien lo envía no administra: "
                f"{limpiar(', '.join(ajenas))}. Pida que lo mande solo con las suyas, o corrija el padrón."
            )
        if not cuentas:
            return [], (
                f"Quien lo envía administra {len(suyas)} cuentas y ni el nombre ni el contenido de "
                f"«{limpiar(adjunto.nombre)}» dicen de cuál es ({limpiar(', '.join(suyas))}). Ponga el "
                "correo en la carpeta entradas/<cuenta>/ que corresponda o, si lo confirma usted, diga cuál: "
                f"«--confirmar-correo {correo[:12]}=CUENTA»."
            )
        suya = next(iter(cuentas)) if len(cuentas) == 1 else None
        donde = f"correo-{correo[:_HUELLA_CORTA]}"
        archivo = f"{suya}/{donde}/{adjunto.nombre}" if suya else f"{donde} {adjunto.nombre}"
        destinos.append(Destino(adjunto, suya, archivo))
    return destinos, ""


def _por_nombre(nombre: str, suyas: Sequence[str]) -> frozenset[str]:
    """La cuenta cuya clave está en el nombre del archivo, si es una sola."""
    plano = PurePosixPath(nombre).stem.casefold()
    halladas = {c for c in suyas if re.search(rf"(?<![^\W_]){re.escape(c.casefold())}(?![^\W_])", plano)}
    # «x_uno» está dentro de «x_uno_bis»: vale la más larga.
    propias = {c for c in halladas if not any(c != d and c.casefold() in d.casefold() for d in halladas)}
    return frozenset(propias) if len(propias) == 1 else frozenset()


def _por_contenido(espacio: Espacio, semestre: Semestre, adjunto: Adjunto) -> frozenset[str]:
    """Las cuentas de que trata, si el contenido lo dice."""
    lecturas = leer(adjunto.nombre, adjunto.contenido, None, espacio.contexto(semestre))
    return frozenset(
        str(cuenta)
        for lectura in lecturas
        for marco in (lectura.mediciones, lectura.publicaciones, lectura.diarias)
        for cuenta in marco["cuenta"].unique()
    )
