"""Lo que hace falta para recorrer consultas, aquí o en otro proceso."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from almacen.aterrizaje_api import AterrizajeApi
from almacen.libreta import Libreta
from conectores import facebook, instagram, x, youtube
from conectores.comun.conector import Conector
from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Intento
from conectores.comun.tarifas import leer_tarifas
from flujos.pasos.ajustes_recoleccion import Tope
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.gasto import Caja
from flujos.pasos.recoleccion_lotes import Apuntes, Recorredor
from flujos.reloj import Reloj


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

    def entorno(self, anotar: Callable[[Intento], None] = lambda _: None) -> Entorno:
        """Lo que los conectores reciben de fuera."""
        return Entorno(
            reloj=self.reloj,
            dormir=self.dormir,
            anotar=anotar,
            bases=dict(self.bases),
            espera_maxima=self.espera_maxima,
            tiempo_limite=self.tiempo_limite,
        )

    def recorredor(self, credenciales: Credenciales) -> Recorredor:
        """Quien recorre, en este proceso."""
        apuntes = Apuntes(Libreta(self.aterrizaje, self.corrida))
        return Recorredor(
            crear_conectores(self.entorno(apuntes.anotar), credenciales, self.redes),
            AterrizajeApi(self.aterrizaje),
            Caja(self.topes, leer_tarifas(), self.gastado, self.hoy),
            apuntes,
            self.reloj,
            self.hilos,
        )


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
