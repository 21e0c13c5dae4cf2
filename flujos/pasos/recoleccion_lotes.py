"""Recorrer una consulta página por página: cada una está en disco antes de que se pida la siguiente."""

import threading
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from almacen.aterrizaje_api import AterrizajeApi, LoteAbierto
from almacen.errores import LoteDanado
from almacen.libreta import Libreta
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta
from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi
from conectores.comun.llamadas import Intento
from flujos.pasos.gasto import Caja
from lineamientos.ausencias import Ausencia

Alcanzado = tuple[str, str]
"""Lo que detiene una falla: una red (con la credencial vacía) o una de sus credenciales."""
_PAGINAS_MAXIMAS = 5_000
"""Un recorrido más largo que cualquiera real: la plataforma da páginas sin fin."""


@dataclass(frozen=True)
class Desenlace:
    """Cómo terminó el recorrido de una consulta.

    Attributes:
        consulta: La consulta.
        ausencia: Razón por la que quedó abierta, o ``None`` si su lote está cerrado.
        mensaje: Oración con lo que pasó, si quedó abierta.
        paginas: Páginas que tiene aterrizadas.
    """

    consulta: Consulta
    ausencia: Ausencia | None = None
    mensaje: str = ""
    paginas: int = 0


class Apuntes:
    """Recibe los intentos de cada hilo con la consulta que los hizo, y los pasa a la libreta."""

    def __init__(self, libreta: Libreta) -> None:
        self._libreta = libreta
        self._local = threading.local()

    def empezar(self, consulta: Consulta) -> None:
        """Los intentos que siguen en este hilo son de esta consulta."""
        self._local.consulta, self._local.intentos = consulta, []

    def anotar(self, intento: Intento) -> None:
        """Recibe un intento; fuera de una consulta (una verificación) no se guarda."""
        if getattr(self._local, "consulta", None) is not None:
            self._local.intentos.append(intento)

    def volcar(self, *, con_pagina: bool) -> None:
        """Pasa a la libreta lo que no es una página buena: la página aterrizada ya lleva su cargo.

        Args:
            con_pagina: Si el último intento bueno es el de la página.
        """
        consulta, intentos = self._local.consulta, self._local.intentos
        de_la_pagina = next((i for i in reversed(intentos) if i.error is None), None) if con_pagina else None
        for intento in intentos:
            if intento is not de_la_pagina:
                self._libreta.anotar(
                    {
                        "lote": consulta.lote,
                        "red": consulta.red,
                        "operacion": consulta.operacion,
                        "peticion": intento.peticion,
                        "momento": intento.momento.isoformat(),
                        "estado_http": intento.estado,
                        "resultado": intento.error or "auxiliar",
                    }
                )
        self._local.intentos = []


@dataclass
class Recorredor:
    """Recorre consultas con varios hilos.

    Attributes:
        conectores: Conector de cada red.
        aterrizaje: Dónde quedan las páginas.
        caja: Topes de gasto.
        apuntes: Intentos de cada hilo.
        reloj: Instante actual, con zona.
        hilos: Consultas a la vez.
        al_terminar: Se llama con cada desenlace, desde el hilo que lo tuvo.
    """

    conectores: Mapping[str, Conector]
    aterrizaje: AterrizajeApi
    caja: Caja
    apuntes: Apuntes
    reloj: Callable[[], datetime]
    hilos: int
    al_terminar: Callable[[Desenlace], None] = lambda _: None
    _detenidas: dict[Alcanzado, Definitivo] = field(default_factory=dict)
    _candado: Lock = field(default_factory=Lock)

    def recorrer(self, consultas: Sequence[Consulta]) -> Generator[Desenlace]:
        """Recorre todas y las da en su orden mientras las demás siguen.

        Una que falla no detiene a las demás, salvo que su falla sea de toda la red. Si quien las recibe se
        va antes, las que no han empezado ya no se piden.
        """
        with ThreadPoolExecutor(self.hilos, thread_name_prefix="recoleccion") as hilos:
            yield from hilos.map(self._una, consultas)

    def _una(self, consulta: Consulta) -> Desenlace:
        detenida = self._falla_que_detiene(consulta)
        if detenida is not None:
            desenlace = Desenlace(consulta, detenida.ausencia, detenida.mensaje)
        else:
            desenlace = self._recorrida(consulta)
        self.al_terminar(desenlace)
        return desenlace

    def _recorrida(self, consulta: Consulta) -> Desenlace:
        try:
            lote = self.aterrizaje.abrir(consulta.lote, consulta.en_json())
        except LoteDanado as error:
            # Lo aterrizado ya no puede leerse: se dice, y los demás siguen.
            return Desenlace(consulta, Ausencia.FALLO, str(error))
        try:
            if not lote.cerrado:
                self._paginas(consulta, lote)
                lote.cerrar(self.reloj())
        except ErrorDeApi as error:
            if isinstance(error, Definitivo):
                self._detener(consulta, error)
            return Desenlace(consulta, error.ausencia, error.mensaje, len(lote.paginas))
        return Desenlace(consulta, paginas=len(lote.paginas))

    def _paginas(self, consulta: Consulta, lote: LoteAbierto) -> None:
        conector = self.conectores[consulta.red]
        cursor: str | None = None
        for pagina in lote.paginas:
            cursor = conector.siguiente(consulta, cursor, pagina.cuerpo)
        if lote.paginas and cursor is None:
            return
        while len(lote.paginas) < _PAGINAS_MAXIMAS:
            cursor = self._pagina(conector, consulta, cursor, lote)
            if cursor is None:
                return
        raise ContratoRoto(f"La plataforma dio más de {_PAGINAS_MAXIMAS:,} páginas de una sola consulta.")

    def _pagina(
        self, conector: Conector, consulta: Consulta, cursor: str | None, lote: LoteAbierto
    ) -> str | None:
        apartados = conector.cargos_maximos(consulta, cursor)
        self.caja.apartar(consulta.red, apartados)
        self.apuntes.empezar(consulta)
        cargos: Mapping[str, int] = {}
        llego = False
        try:
            respuesta = conector.pedir(consulta, cursor)
            llego, cargos = True, respuesta.cargos
            lote.agregar(
                respuesta.cuerpo,
                leida_en=self.reloj(),
                peticion=respuesta.peticion,
                estado=respuesta.estado,
                cargos=respuesta.cargos,
            )
        finally:
            self.caja.liquidar(consulta.red, apartados, cargos)
            self.apuntes.volcar(con_pagina=llego)
        return conector.siguiente(consulta, cursor, respuesta.cuerpo)

    def detenida(self, consulta: Consulta) -> bool:
        """Si una falla de su red o de su credencial hace inútil pedirla."""
        return self._falla_que_detiene(consulta) is not None

    @property
    def detenidas(self) -> frozenset[Alcanzado]:
        """Redes y credenciales a las que ya no se les pide nada."""
        with self._candado:
            return frozenset(self._detenidas)

    def _falla_que_detiene(self, consulta: Consulta) -> Definitivo | None:
        with self._candado:
            alcanzado = detenida_por(consulta, self._detenidas)
            return None if alcanzado is None else self._detenidas[alcanzado]

    def _detener(self, consulta: Consulta, error: Definitivo) -> None:
        if error.alcance is Alcance.LOTE:
            return
        alcanzado = _red(consulta) if error.alcance is Alcance.RED else _credencial(consulta)
        with self._candado:
            self._detenidas.setdefault(alcanzado, error)


def detenida_por(consulta: Consulta, detenidas: Collection[Alcanzado]) -> Alcanzado | None:
    """Lo que la detiene: su red entera o su credencial; nada, si puede pedirse."""
    return next((a for a in (_red(consulta), _credencial(consulta)) if a in detenidas), None)


def _red(consulta: Consulta) -> Alcanzado:
    return (consulta.red, "")


def _credencial(consulta: Consulta) -> Alcanzado:
    """Qué credencial usa una consulta; las redes con una sola no lo dicen."""
    return (consulta.red, consulta.parametros.get("credencial", "unica"))
