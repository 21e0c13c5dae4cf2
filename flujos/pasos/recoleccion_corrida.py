"""Abrir una recolección: lo que comparten sus etapas, y un candado para que sea una a la vez."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module

from almacen import carga, planes
from almacen.aterrizaje_api import AterrizajeApi
from almacen.candado import candado
from almacen.libreta import Libreta
from almacen.maestro import abrir_maestro
from conectores import facebook, instagram, x, youtube
from conectores.comun.conector import Conector
from conectores.comun.entorno import Entorno
from conectores.comun.sesion import TIEMPO_LIMITE
from conectores.comun.tarifas import leer_tarifas
from conectores.comun.vista import CuentaApi
from flujos.ajustes import direccion_del_simulador
from flujos.errores import OrdenInvalida
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.gasto import Caja
from flujos.pasos.recoleccion_carga import Cargador
from flujos.pasos.recoleccion_gasto import gastado_por_tope
from flujos.pasos.recoleccion_lotes import Apuntes, Recorredor
from flujos.pasos.recoleccion_plan import SinCredencial, semestres_por_recolectar
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
    recorredor: Recorredor
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


def bases_de(espacio: Espacio) -> dict[str, str]:
    """Direcciones que sustituyen a las de las plataformas: las del simulador, si se usa uno."""
    simulador = direccion_del_simulador()
    if simulador is None:
        return dict(espacio.recoleccion.bases)
    return dict.fromkeys(("x", "meta", "youtube", "oauth"), simulador)


@contextmanager
def abrir_corrida(
    espacio: Espacio,
    programada: datetime,
    credenciales: Credenciales,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    dormir: Callable[[float], None] = time.sleep,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
) -> Iterator[Corrida]:
    """Abre una recolección; nadie más recolecta en el espacio mientras dura.

    Args:
        espacio: Espacio abierto.
        programada: Momento programado, con zona.
        credenciales: De todas las redes.
        semestres: Los que se recolectan; si no se dicen, el que corre y el anterior durante la gracia.
        dormir: Espera esos segundos.
        tiempo_limite: Segundos para conectar y para recibir.

    Raises:
        AlmacenOcupado: Si otra recolección no termina a tiempo.
        OrdenInvalida: Si el espacio no recolecta por API.
    """
    if not recolecta(espacio):
        raise OrdenInvalida(
            "Este espacio no recolecta por API: diga qué redes en [recoleccion] de pertinencia.toml. El de "
            "ejemplo solo recolecta de su simulador."
        )
    # Antes de la primera petición: cargarlo tarda, y a media recolección detendría a los hilos que piden.
    import_module("esquemas.calidad.motor")
    ajustes = espacio.recoleccion
    elegidos = semestres or semestres_por_recolectar(ajustes, programada, espacio.zona)
    raiz = espacio.rutas.aterrizaje
    with candado(espacio.rutas.datos / "recoleccion", 5.0):
        libreta = Libreta(raiz, f"{programada:%Y%m%dT%H%M%S}")
        apuntes = Apuntes(libreta)
        entorno = Entorno(
            reloj=espacio.reloj,
            dormir=dormir,
            anotar=apuntes.anotar,
            bases=bases_de(espacio),
            espera_maxima=ajustes.espera_maxima,
            tiempo_limite=tiempo_limite,
        )
        conectores = crear_conectores(entorno, credenciales, ajustes.redes)
        aterrizaje = AterrizajeApi(raiz)
        with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
            padron = espacio.padron
            carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
            carga.sustituir_catalogo(base, marco_del_catalogo())
            caja = Caja(
                ajustes.topes,
                leer_tarifas(),
                gastado_por_tope(base, ajustes.topes, programada, espacio.zona),
                programada.astimezone(espacio.zona).date(),
            )
        recorredor = Recorredor(conectores, aterrizaje, caja, apuntes, espacio.reloj, ajustes.hilos)
        corrida = Corrida(
            espacio,
            programada,
            elegidos,
            credenciales,
            conectores,
            aterrizaje,
            planes.Planes(raiz),
            recorredor,
        )
        try:
            yield corrida
        finally:
            with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
                carga.anotar_libretas(base, raiz)


def crear_conectores(
    entorno: Entorno, credenciales: Credenciales, redes: Sequence[str]
) -> dict[str, Conector]:
    """El conector de cada red que se recolecta."""
    fabricas: dict[str, Callable[[], Conector]] = {
        "x": lambda: x.crear(entorno, credenciales.x),
        "facebook": lambda: facebook.crear(entorno, credenciales.meta),
        "instagram": lambda: instagram.crear(entorno, credenciales.meta),
        "youtube": lambda: youtube.crear(entorno, credenciales.youtube),
    }
    return {red: fabricas[red]() for red in redes}
