"""Lo que consta de un semestre cuando la vigilancia lo mira."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from almacen import correos
from almacen import expediente as guardado
from almacen.maestro import Base, abrir_reservado
from flujos.pasos.entradas_sin_recibir import NADA, SinRecibir
from flujos.pasos.espacio import Espacio
from flujos.pasos.observaciones_abiertas import ObservacionesDeCuenta, observaciones_por_cuenta
from flujos.pasos.padron_personas import ambitos_de, personas
from flujos.pasos.vigilancia_recomendadas import Recomendadas, por_comunicar
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.direcciones import comparable
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.semestres import Semestre

_POR_DECIDIR = ("cuarentena", "por_atender")
Ciclo = tuple[str, str, str]
"""Clase de comunicación, cuenta (vacía si es del semestre) y lo que la distingue."""


@dataclass(frozen=True)
class Mirada:
    """Un semestre visto en un momento.

    Attributes:
        semestre: Cuál.
        marco: Plazos, calendario, parámetros y momento.
        situaciones: De cada cuenta que debe rendir estadística.
        observaciones: De cada cuenta, las suyas con su texto.
        ciclos: Lo ya escrito: clase, cuenta y ciclo.
        retiradas: Identidades de las comunicaciones que se retiraron sin notificarse.
        evaluacion: Identidad de la evaluación de cierre, o vacía.
        recomendadas: De cada cuenta, lo que se le recomienda y no se le ha comunicado.
        resoluciones: La resolución vigente de cada cuenta resuelta.
        pendiente: Lo que está en ``entradas`` sin recibir.
    """

    semestre: Semestre
    marco: Marco
    situaciones: Mapping[str, Situacion]
    observaciones: Mapping[str, ObservacionesDeCuenta]
    ciclos: frozenset[Ciclo]
    retiradas: frozenset[str]
    evaluacion: str
    recomendadas: Mapping[str, Recomendadas]
    resoluciones: Mapping[str, Mapping[str, Any]]
    pendiente: SinRecibir = NADA

    @property
    def hay_entregas(self) -> bool:
        """Si se recibió algo de alguna cuenta."""
        return any(s.expediente.ha_entregado for s in self.situaciones.values())

    @property
    def informado(self) -> bool:
        """Si el informe se presentó al Comité."""
        return any(s.expediente.ultimo(ClaseDeEvento.INFORMADO) for s in self.situaciones.values())


def mirar(
    espacio: Espacio,
    base: Base,
    semestre: Semestre,
    momento: datetime,
    pendiente: SinRecibir = NADA,
) -> Mirada:
    """Lee lo que consta de un semestre.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Cuál.
        momento: Instante en que se mira, con zona.
        pendiente: Lo que está en ``entradas`` sin recibir: puede traer la entrega.

    Raises:
        ParametroFaltante: Si falta algún plazo o el horario.
    """
    marco = Marco.de(semestre, espacio.calendario, espacio.parametros.del_semestre(semestre), momento)
    eventos = guardado.como_eventos(guardado.eventos(base, semestre.clave))
    observaciones = observaciones_por_cuenta(base, semestre)
    cierre = evaluacion_de_cierre(espacio, base, marco)
    sin_acuse = _por_cuenta(
        guardado.recepciones_sin_carta(base, semestre.clave).iter_rows(named=True), "recepcion"
    )
    recomendadas = por_comunicar(base, semestre.clave, cierre)
    resueltas = {
        str(f["cuenta"]): f
        for f in base.consultar(
            "SELECT * FROM resoluciones WHERE semestre = $semestre "
            "QUALIFY row_number() OVER (PARTITION BY cuenta ORDER BY numero_acto DESC) = 1",
            {"semestre": semestre.clave},
        ).iter_rows(named=True)
    }
    ambitos = ambitos_de(espacio.padron)
    por_decidir = _con_correo_por_decidir(espacio, semestre) | pendiente.cuentas
    sin_evaluar = _sin_evaluar(base, semestre)
    de_cada_una: dict[str, list[Evento]] = {}
    for evento in eventos:
        de_cada_una.setdefault(evento.cuenta, []).append(evento)
    situaciones = {}
    for fila in cuentas_del_semestre(espacio, semestre).iter_rows(named=True):
        cuenta = str(fila["cuenta"])
        suyas = observaciones.get(cuenta, ObservacionesDeCuenta())
        situaciones[cuenta] = Situacion(
            expediente=expediente_de(cuenta, de_cada_una.get(cuenta, ())),
            observables=frozenset(suyas.abiertas),
            cerradas=dict(suyas.cerradas),
            sin_acuse=tuple(sin_acuse.get(cuenta, ())),
            por_decidir=cuenta in por_decidir,
            de_cifras=suyas.de_cifras,
            sin_evaluar=sin_evaluar.get(cuenta),
            recomendaciones=recomendadas[cuenta].ciclo if cuenta in recomendadas else "",
            resolucion=str(resueltas[cuenta]["resolucion"]) if cuenta in resueltas else "",
            ambito=ambitos[cuenta],
        )
    return Mirada(
        semestre=semestre,
        marco=marco,
        situaciones=situaciones,
        observaciones=observaciones,
        ciclos=frozenset().union(*guardado.ciclos_por_comunicacion(base, semestre.clave).values()),
        retiradas=guardado.retiradas(base, semestre.clave),
        evaluacion=cierre,
        recomendadas=recomendadas,
        resoluciones=resueltas,
        pendiente=pendiente,
    )


def cuentas_del_semestre(espacio: Espacio, semestre: Semestre) -> pl.DataFrame:
    """Las cuentas del padrón que debieron rendir estadística en algún día del semestre (arts. 2 y 11)."""
    return espacio.padron.cuentas.filter(
        (pl.col("vigente_desde").is_null() | (pl.col("vigente_desde") <= semestre.fin))
        & (pl.col("vigente_hasta").is_null() | (pl.col("vigente_hasta") >= semestre.inicio))
    )


def evaluacion_de_cierre(espacio: Espacio, base: Base, marco: Marco) -> str:
    """Identidad de la primera evaluación hecha al terminar el plazo del art. 13, o vacía."""
    filas = base.consultar(
        "SELECT evaluacion, creada_en FROM evaluaciones WHERE semestre = $semestre ORDER BY version",
        {"semestre": marco.semestre.clave},
    )
    fin = marco.plazos.evaluacion_fin.fecha
    return next(
        (str(e) for e, creada in filas.iter_rows() if creada.astimezone(espacio.zona).date() > fin), ""
    )


def _con_correo_por_decidir(espacio: Espacio, semestre: Semestre) -> frozenset[str]:
    """Cuentas cuyo administrador o encargado mandó un correo que nadie ha resuelto."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        vigentes = correos.vigentes(reservado)
    remitentes = {
        comparable(str(f["remitente"]))
        for f in vigentes.iter_rows(named=True)
        if f["estado_correo"] in _POR_DECIDIR and f["semestre"] == semestre.clave and f["remitente"]
    }
    return frozenset(
        cuenta
        for cuenta, suyas in personas(espacio.padron).items()
        if {comparable(p.correo or "") for p in (suyas.administrador, suyas.encargado)} & remitentes
    )


def _sin_evaluar(base: Base, semestre: Semestre) -> dict[str, date]:
    """De cada cuenta de que se registró un archivo después de la última evaluación, el primer día que cuenta.

    Por cuándo se registró y no por cuándo llegó: lo sellado antes pudo registrarse después.
    """
    filas = base.consultar(
        "SELECT cuenta, min(fecha_efectiva) FROM recepciones WHERE semestre = $semestre AND "
        "lote_recibido IS NOT NULL AND registrado_en > (SELECT max(creada_en) FROM evaluaciones "
        "WHERE semestre = $semestre) GROUP BY cuenta",
        {"semestre": semestre.clave},
    )
    return dict(filas.iter_rows())


def _por_cuenta(filas: Iterable[Mapping[str, Any]], columna: str) -> dict[str, list[str]]:
    agrupadas: dict[str, list[str]] = {}
    for fila in filas:
        agrupadas.setdefault(str(fila["cuenta"]), []).append(str(fila[columna]))
    return agrupadas
