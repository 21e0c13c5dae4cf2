"""Lo que hace falta para recorrer consultas, aquí o en otro proceso."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from almacen.aterrizaje_api import AterrizajeApi
from almacen.compartido import Compartido
from almacen.libreta import Libreta
from almacen.reparto import Reparto
from conectores import facebook, instagram, x, youtube
from conectores.comun.conector import Conector
from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Intento
from conectores.comun.tarifas import leer_tarifas
from flujos.ajustes import direccion_del_simulador
from flujos.pasos.ajustes_recoleccion import Tope
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.gasto import Caja
from flujos.pasos.recoleccion_lotes import Apuntes, Recorredor
from flujos.reloj import Reloj

if TYPE_CHECKING:
    # Solo para decir el tipo: abrir un espacio carga polars, y quien pide páginas no lo necesita.
    from flujos.pasos.espacio import Espacio


@dataclass(frozen=True)
class Encargo:
    """Con qué se recorre; todo puede enviarse a otro proceso, salvo las credenciales, que van aparte.

    Attributes:
        aterrizaje: Carpeta donde quedan las páginas.
        corrida: Nombre de la libreta.
        redes: Redes que se recolectan.
        bases: Direcciones que sustituyen a las de las plataformas.
        hilos: Consultas a la vez.
        espera_maxima: Lo más que vale esperar a que se abra una ventana, en segundos.
        tiempo_limite: Segundos para conectar y para recibir.
        topes: Topes de gasto.
        gastado: Lo gastado ya en el periodo de cada tope.
        hoy: Fecha con que se buscan las tarifas.
        reloj: Instante actual, con zona.
        dormir: Espera esos segundos.
        compartido: Archivos de los límites de frecuencia y del gasto que se llevan con otros procesos, o
            ``None`` si solo recorre este.
    """

    aterrizaje: Path
    corrida: str
    redes: Sequence[str]
    bases: Mapping[str, str]
    hilos: int
    espera_maxima: float
    tiempo_limite: tuple[float, float]
    topes: Sequence[Tope]
    gastado: Mapping[Tope, float]
    hoy: date
    reloj: Reloj
    dormir: Callable[[float], None]
    compartido: tuple[Path, Path] | None = None

    def entorno(self, anotar: Callable[[Intento], None] = lambda _: None) -> Entorno:
        """Lo que los conectores reciben de fuera."""
        return Entorno(
            reloj=self.reloj,
            dormir=self.dormir,
            anotar=anotar,
            bases=dict(self.bases),
            espera_maxima=self.espera_maxima,
            tiempo_limite=self.tiempo_limite,
            limites=None if self.compartido is None else Compartido(self.compartido[0]),
        )

    def caja(self) -> Caja:
        """Los topes de gasto; la primera, si es compartida, deja anotado lo gastado antes."""
        anaquel = None if self.compartido is None else Compartido(self.compartido[1])
        return Caja(self.topes, leer_tarifas(), self.gastado, self.hoy, anaquel)

    def recorredor(self, credenciales: Credenciales) -> Recorredor:
        """Quien recorre, en este proceso."""
        apuntes = Apuntes(Libreta(self.aterrizaje, self.corrida))
        return Recorredor(
            crear_conectores(self.entorno(apuntes.anotar), credenciales, self.redes),
            AterrizajeApi(self.aterrizaje),
            self.caja(),
            apuntes,
            self.reloj,
            self.hilos,
        )


def encargo_de(
    espacio: Espacio,
    programada: datetime,
    *,
    corrida: str,
    gastado: Mapping[Tope, float],
    dormir: Callable[[float], None],
    tiempo_limite: tuple[float, float],
    gasto: str | None,
) -> Encargo:
    """El encargo de un espacio para un momento programado.

    Args:
        espacio: Espacio abierto.
        programada: Momento programado, con zona.
        corrida: Nombre de la libreta; uno por proceso.
        gastado: Lo gastado ya en el periodo de cada tope.
        dormir: Espera esos segundos.
        tiempo_limite: Segundos para conectar y para recibir.
        gasto: Nombre de las cuentas de gasto que llevan entre todos, si recorren otros además de este.
    """
    ajustes, raiz = espacio.recoleccion, espacio.rutas.aterrizaje
    hoy = programada.astimezone(espacio.zona).date()
    compartido = None
    if gasto is not None:
        reparto = Reparto(raiz)
        compartido = reparto.cuentas(programada, "limites"), reparto.cuentas(programada, gasto)
    return Encargo(
        aterrizaje=raiz,
        corrida=corrida,
        redes=tuple(ajustes.redes),
        bases=bases_de(espacio),
        hilos=ajustes.hilos,
        espera_maxima=ajustes.espera_maxima,
        tiempo_limite=tiempo_limite,
        topes=tuple(ajustes.topes),
        gastado=gastado,
        hoy=hoy,
        reloj=espacio.reloj,
        dormir=dormir,
        compartido=compartido,
    )


def gasto_de_hoy(espacio: Espacio) -> str:
    """Nombre de las cuentas de gasto: el de una corrida que se retoma otro día ya no dice lo que queda."""
    return f"gasto_{espacio.ahora_local():%Y%m%d}"


def bases_de(espacio: Espacio) -> dict[str, str]:
    """Direcciones que sustituyen a las de las plataformas: las del simulador, si se usa uno."""
    simulador = direccion_del_simulador()
    if simulador is None:
        return dict(espacio.recoleccion.bases)
    return dict.fromkeys(("x", "meta", "youtube", "oauth"), simulador)


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
