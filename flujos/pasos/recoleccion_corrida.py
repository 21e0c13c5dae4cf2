"""Abrir una recolección: lo que comparten sus etapas, y un candado para que sea una a la vez."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from almacen import carga, planes
from almacen.aterrizaje_api import AterrizajeApi
from almacen.candado import candado
from almacen.errores import AlmacenOcupado
from almacen.maestro import ESPERA_SEGUNDOS, abrir_maestro
from almacen.reparto import Reparto
from conectores.comun.conector import Conector
from conectores.comun.sesion import TIEMPO_LIMITE
from conectores.comun.tarifas import leer_tarifas
from conectores.comun.vista import CuentaApi
from esquemas.calidad.revision import motor_listo
from flujos.errores import OrdenInvalida, RecoleccionEnCurso
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.procesos import varios_nucleos
from flujos.pasos.recoleccion_aparte import RecorredorAparte, aparte
from flujos.pasos.recoleccion_carga import Cargador
from flujos.pasos.recoleccion_encargo import Encargo, bases_de, crear_conectores, encargo_de, gasto_de_hoy
from flujos.pasos.recoleccion_gasto import anotar_lo_pagado, gastado_por_tope
from flujos.pasos.recoleccion_lotes import Recorredor
from flujos.pasos.recoleccion_plan import SinCredencial, semestres_por_recolectar
from flujos.pasos.recoleccion_reparto import RecorredorRepartido, Turno, candado_de
from lineamientos.semestres import Semestre


@dataclass
class Corrida:
    """Una recolección en curso: lo que comparten sus etapas."""

    espacio: Espacio
    programada: datetime
    semestres: tuple[Semestre, ...]
    credenciales: Credenciales
    conectores: Mapping[str, Conector]
    aterrizaje: AterrizajeApi
    planes: planes.Planes
    recorredor: Recorredor | RecorredorAparte | RecorredorRepartido
    cuentas: dict[str, CuentaApi] = field(default_factory=dict)
    sin_credencial: list[SinCredencial] = field(default_factory=list)

    @property
    def cargador(self) -> Cargador:
        """Cargador con las cuentas que se conocen hasta ahora."""
        return Cargador(
            self.espacio, self.conectores, self.aterrizaje, self.cuentas, self.semestres, leer_tarifas()
        )


def recolecta(espacio: Espacio) -> bool:
    """Si el espacio recolecta por API; el de ejemplo, solo cuando hay un simulador de quien hacerlo."""
    return bool(espacio.recoleccion.redes) and (not espacio.ejemplo or bool(bases_de(espacio)))


@contextmanager
def abrir_corrida(
    espacio: Espacio,
    programada: datetime,
    credenciales: Credenciales,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    dormir: Callable[[float], None] = time.sleep,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
    en_otro_proceso: bool = False,
    turno: Turno | None = None,
    espera_segundos: float = 5.0,
) -> Iterator[Corrida]:
    """Abre una recolección; nadie más recolecta en el espacio mientras dura.

    Args:
        espacio: Espacio abierto.
        programada: Momento programado, con zona.
        credenciales: De todas las redes.
        semestres: Los que se recolectan; si no se dicen, el que corre y el anterior durante la gracia.
        dormir: Espera esos segundos.
        tiempo_limite: Segundos para conectar y para recibir.
        en_otro_proceso: Si pedir y aterrizar va en otro proceso, cuando hay más de un núcleo.
        turno: Permiso para recorrer una red, si otros procesos ayudan; ``None`` si no ayuda nadie.
        espera_segundos: Cuánto se espera a que termine otra recolección.

    Raises:
        RecoleccionEnCurso: Si otra recolección no termina a tiempo.
        OrdenInvalida: Si el espacio no recolecta por API.
    """
    if not recolecta(espacio):
        raise OrdenInvalida(
            "Este espacio no recolecta por API: diga qué redes en [recoleccion] de pertinencia.toml. El de "
            "ejemplo solo recolecta de su simulador."
        )
    ajustes = espacio.recoleccion
    elegidos = semestres or semestres_por_recolectar(ajustes, programada, espacio.zona)
    raiz = espacio.rutas.aterrizaje
    reparto, gasto = Reparto(raiz), None if turno is None else gasto_de_hoy(espacio)
    with _solo_una(espacio, espera_segundos):
        # Quien ayudaba a una que murió puede estar aún en lotes que esta va a tomar.
        reparto.recoger(ESPERA_SEGUNDOS)
        with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
            padron = espacio.padron
            carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
            carga.sustituir_catalogo(base, marco_del_catalogo())
            anotar_lo_pagado(base, planes.Planes(raiz), AterrizajeApi(raiz), leer_tarifas(), espacio.zona)
            gastado = gastado_por_tope(base, ajustes.topes, programada, espacio.zona)
        encargo = encargo_de(
            espacio,
            programada,
            corrida=f"{programada:%Y%m%dT%H%M%S}",
            gastado=gastado,
            dormir=dormir,
            tiempo_limite=tiempo_limite,
            gasto=gasto,
        )
        if turno is not None:
            # Antes de que nadie ayude: quien ayuda no sabe lo que se había gastado.
            encargo.caja()
        try:
            with (
                nullcontext() if turno is None else reparto.ofreciendo(),
                _recorredor(encargo, credenciales, en_otro_proceso=en_otro_proceso) as recorredor,
                # Antes de la primera petición: cargarlo tarda, y a media recolección detendría a los hilos.
                motor_listo(),
            ):
                yield Corrida(
                    espacio,
                    programada,
                    elegidos,
                    credenciales,
                    crear_conectores(encargo.entorno(), credenciales, ajustes.redes),
                    AterrizajeApi(raiz),
                    planes.Planes(raiz),
                    recorredor
                    if turno is None or gasto is None
                    else RecorredorRepartido(recorredor, reparto, programada, gasto, turno),
                )
            if turno is not None:
                reparto.limpiar(programada)
        finally:
            with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
                carga.anotar_libretas(base, raiz)


@contextmanager
def _solo_una(espacio: Espacio, espera_segundos: float) -> Iterator[None]:
    ruta = candado_de(espacio)
    with ExitStack() as pila:
        try:
            pila.enter_context(candado(ruta, espera_segundos))
        except AlmacenOcupado as error:
            raise RecoleccionEnCurso(ruta, espera_segundos) from error
        yield


@contextmanager
def _recorredor(
    encargo: Encargo, credenciales: Credenciales, *, en_otro_proceso: bool
) -> Iterator[Recorredor | RecorredorAparte]:
    if not (en_otro_proceso and varios_nucleos()):
        yield encargo.recorredor(credenciales)
        return
    with aparte(encargo, credenciales) as recorredor:
        yield recorredor
