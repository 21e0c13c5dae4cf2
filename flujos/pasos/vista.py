"""Vista y respuesta del área (arts. 6, 9 y 13): registrarlas y decir en qué está cada una."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from almacen import resoluciones as guardadas
from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden, identidad_de_acto
from almacen.maestro import Base, abrir_reservado
from conectores.archivos.planilla import parecidas
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar, leer_documento
from flujos.pasos.espacio import Espacio
from flujos.pasos.resoluciones_revision import Expediente
from lineamientos.objeciones import Objecion
from lineamientos.plazos import vence_vista
from lineamientos.semestres import Semestre
from lineamientos.vista import objeciones_de_respuesta, objeciones_de_vista

VISTAS, RESPUESTAS = "vistas", "respuestas"


@dataclass(frozen=True)
class Acto:
    """Lo que resultó de registrar una vista o una respuesta.

    Attributes:
        nuevo: ``False`` si ya constaba lo mismo.
        vence_el: Último día para responder.
        computo: Cómo se contó el plazo.
        oportuna: Si la respuesta llegó a tiempo, o ``None`` si es una vista.
        advertencias: En qué fuente sin confirmar descansa el plazo.
    """

    nuevo: bool
    vence_el: date
    computo: str
    oportuna: bool | None = None
    advertencias: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatosDeVista:
    """La vista que se dio.

    Attributes:
        a: A quién se dirigió: queda en la base reservada.
        fecha: Día en que se notificó.
        oficio: Oficio o correo.
        texto: Lo que se comunicó: queda en la base reservada.
    """

    a: str
    fecha: date
    oficio: str
    texto: str


@dataclass(frozen=True)
class DatosDeRespuesta:
    """La respuesta del área.

    Attributes:
        fecha: Día en que respondió.
        texto: Lo que respondió: queda en la base reservada.
        adjunto: Archivo que la acompaña, o ``None``; sus bytes se conservan.
    """

    fecha: date
    texto: str
    adjunto: Path | None


def dar_vista(espacio: Espacio, semestre: Semestre, cuenta: str, datos: DatosDeVista, por: str) -> Acto:
    """Registra que se dio vista al área de una cuenta; corregirla registra otra y vale la última.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre de la propuesta.
        cuenta: Cuenta de que trata.
        datos: La vista.
        por: Quién la registra.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si la cuenta no tiene propuesta o la fecha no pudo ser.
    """
    with abrir_al_dia(espacio) as base:
        expediente = Expediente.de(espacio, base, semestre)
        propuesta = _propuesta(expediente, cuenta)
        _exigir(objeciones_de_vista(datos.fecha, expediente.desde, expediente.hoy))
        plazo = vence_vista(datos.fecha, espacio.calendario, espacio.parametros.del_semestre(semestre))
        previa = _vigente(base, semestre, cuenta)
        fila = {
            "semestre": semestre.clave,
            "cuenta": cuenta,
            "numero_acto": (previa["numero_acto"] if previa else 0) + 1,
            "evaluacion": expediente.evaluacion["evaluacion"],
            "clase_propuesta": propuesta,
            "notificada_el": datos.fecha,
            "oficio": datos.oficio,
            "vence_el": plazo.fecha,
            "computo": str(plazo.fundamento),
        }
        reservado = {"destinatario": datos.a, "texto_integro": datos.texto}
        igual = previa is not None and all(
            previa[n] == fila[n] for n in ("notificada_el", "oficio", "vence_el")
        )
        nuevo = not (igual and previa and _consta(espacio, fila, previa["vista"], reservado))
        if nuevo:
            _asentar(espacio, base, _Clase(VISTAS, "vistas_al_area", "vista"), fila, reservado, por)
    return Acto(nuevo, plazo.fecha, str(plazo.fundamento), None, plazo.advertencias)


def anotar_respuesta(
    espacio: Espacio, semestre: Semestre, cuenta: str, datos: DatosDeRespuesta, por: str
) -> Acto:
    """Registra la respuesta del área a la última vista; corregirla registra otra y vale la última.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre de la propuesta.
        cuenta: Cuenta de que trata.
        datos: La respuesta.
        por: Quién la registra.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si no hay vista a que responder, la fecha no pudo ser o no se puede leer el archivo.
    """
    contenido = None if datos.adjunto is None else leer_documento(espacio, datos.adjunto)
    with abrir_al_dia(espacio) as base:
        expediente = Expediente.de(espacio, base, semestre)
        _propuesta(expediente, cuenta)
        _exigir(objeciones_de_respuesta(expediente.vistas.get(cuenta), datos.fecha, expediente.hoy))
        previa = _vigente(base, semestre, cuenta) or {}
        fila = {
            "semestre": semestre.clave,
            "cuenta": cuenta,
            "numero_acto": guardadas.respuestas_de(base, semestre.clave, cuenta) + 1,
            "vista": previa["vista"],
            "respondida_el": datos.fecha,
            "con_adjunto": contenido is not None,
        }
        reservado = {
            "texto_integro": datos.texto,
            "adjunto": None if datos.adjunto is None else limpiar(datos.adjunto.name),
            "adjunto_sha256": None if contenido is None else hashlib.sha256(contenido).hexdigest(),
        }
        igual = previa["respondida_el"] == datos.fecha
        nuevo = not (igual and _consta(espacio, fila, previa["respuesta"], reservado))
        if nuevo:
            clase = _Clase(RESPUESTAS, "respuestas_del_area", "respuesta")
            _asentar(espacio, base, clase, fila, reservado, por, contenido)
    return Acto(nuevo, previa["vence_el"], previa["computo"], datos.fecha <= previa["vence_el"])


@dataclass(frozen=True)
class _Clase:
    """Una clase de asiento, su tabla y la columna que lo identifica."""

    nombre: str
    tabla: str
    identidad: str


def _asentar(
    espacio: Espacio,
    base: Base,
    clase: _Clase,
    fila: Mapping[str, Any],
    reservado: Mapping[str, Any],
    por: str,
    adjunto: bytes | None = None,
) -> None:
    acto = identidad_de_acto(clase.nombre, *fila.values())
    con_quien = {
        "acto": acto,
        "clase_asiento": clase.nombre,
        "semestre": fila["semestre"],
        "cuenta": fila["cuenta"],
        "registrado_por": por,
    }
    registro = Registro(
        clase.nombre,
        fila["semestre"],
        POR_ORDEN,
        bytes_de_orden({**fila, **reservado, "registrado_por": por}),
        {
            clase.tabla: [{clase.identidad: acto, "fila": 1, **fila}],
            "asientos_reservados": [{**con_quien, **reservado}],
        },
        () if adjunto is None else (adjunto,),
    )
    asentar(espacio, base, registro)


def _consta(espacio: Espacio, fila: Mapping[str, Any], acto: object, reservado: Mapping[str, Any]) -> bool:
    """Si lo reservado de un acto ya registrado es lo mismo que ahora se da."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as base:
        guardado = guardadas.reservado(base, fila["semestre"], fila["cuenta"])
    return any(
        f["acto"] == acto and all(f[n] == v for n, v in reservado.items())
        for f in guardado.iter_rows(named=True)
    )


def _propuesta(expediente: Expediente, cuenta: str) -> str:
    propuestas = expediente.propuestas.filter(pl.col("clase_propuesta").is_not_null())
    suya = propuestas.filter(pl.col("cuenta") == cuenta)["clase_propuesta"]
    if suya.is_empty():
        sugerida = parecidas(cuenta, propuestas["cuenta"].to_list())
        raise OrdenInvalida(
            f"No hay propuesta para una cuenta «{limpiar(cuenta)}» en el {expediente.semestre.nombre}. "
            f"{sugerida or 'Revise la clave en padron/cuentas.csv.'}"
        )
    return str(suya.item())


def _exigir(halladas: Sequence[Objecion]) -> None:
    if halladas:
        raise OrdenInvalida(" ".join(str(o) for o in halladas))


def _vigente(base: Base, semestre: Semestre, cuenta: str) -> dict[str, Any] | None:
    suya = guardadas.vistas(base, semestre.clave).filter(pl.col("cuenta") == cuenta)
    return None if suya.is_empty() else suya.row(0, named=True)
