"""Una recolección entre varios procesos: uno planea, carga y recorre; los demás le ayudan a recorrer.

El plan de cada etapa está en disco y se parte igual para todos. Cada quien toma la primera tanda que nadie
tenga; si muere, otro la retoma y de lo que ya había llegado no se pide nada.
"""

import hashlib
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from almacen.planes import Planes
from almacen.reparto import EnCurso, Reparto
from conectores.comun.consultas import Consulta
from conectores.comun.sesion import TIEMPO_LIMITE
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_aparte import RecorredorAparte
from flujos.pasos.recoleccion_encargo import encargo_de
from flujos.pasos.recoleccion_lotes import Desenlace, Recorredor
from lineamientos.ausencias import Ausencia

_POR_TANDA = 100
"""Consultas de una tanda: pocas, para que quien ayuda halle qué hacer; muchas, para no parar entre ellas."""
_PAUSA = 0.3

Turno = Callable[[str], AbstractContextManager[bool]]
"""Pide permiso para recorrer una red; el bloque recibe ``False`` si por ahora no lo hay."""


def sin_turno(_: str) -> AbstractContextManager[bool]:
    """Permiso siempre."""
    return nullcontext(True)


@dataclass(frozen=True)
class Tanda:
    """Consultas de una red que recorre un solo proceso."""

    identidad: str
    red: str
    consultas: tuple[Consulta, ...]


def tandas_de(consultas: Sequence[Consulta]) -> list[Tanda]:
    """Parte un plan en tandas de una red: las mismas para el mismo plan, lo parta quien lo parta."""
    tandas = []
    for red, propias in groupby(sorted(consultas, key=lambda c: c.red), key=lambda c: c.red):
        juntas = list(propias)
        for inicio in range(0, len(juntas), _POR_TANDA):
            suyas = tuple(juntas[inicio : inicio + _POR_TANDA])
            identidad = hashlib.sha256("".join(c.lote for c in suyas).encode()).hexdigest()[:16]
            tandas.append(Tanda(identidad, red, suyas))
    return tandas


@dataclass
class RecorredorRepartido:
    """Recorre lo que nadie más recorre y espera lo de los demás; se usa como ``Recorredor``.

    Attributes:
        base: Quien recorre lo que toca a este proceso.
        reparto: Quién tomó qué.
        momento: Momento programado.
        gasto: Nombre de las cuentas de gasto que llevan entre todos.
        turno: Permiso para recorrer una red.
        dormir: Espera esos segundos.
        al_terminar: Se llama con cada desenlace, propio o de otro.
    """

    base: Recorredor | RecorredorAparte
    reparto: Reparto
    momento: datetime
    gasto: str
    turno: Turno = sin_turno
    dormir: Callable[[float], None] = time.sleep
    al_terminar: Callable[[Desenlace], None] = lambda _: None
    _corrida: str = field(default_factory=lambda: uuid4().hex)

    def repartir(self, etapa: str, consultas: Sequence[Consulta]) -> None:
        """Ofrece una etapa a quien ayude; debe tener ya su plan guardado."""
        self.olvidar(consultas)
        self.reparto.anunciar(EnCurso(self.momento, etapa, self._corrida, self.gasto))

    def olvidar(self, consultas: Sequence[Consulta]) -> None:
        """Lo que otra corrida de este momento no pudo obtener se intentará otra vez."""
        for tanda in tandas_de(consultas):
            self.reparto.olvidar(self.momento, tanda.identidad)

    def recorrer(self, consultas: Sequence[Consulta]) -> Generator[Desenlace]:
        """Recorre todas, entre todos; las da conforme terminan."""
        faltan = tandas_de(consultas)
        while faltan:
            avanzo = False
            for tanda in list(faltan):
                terminada = yield from self._de_otro(tanda) or self._propia(tanda)
                if terminada:
                    faltan.remove(tanda)
                    avanzo = True
            if faltan and not avanzo:
                self.dormir(_PAUSA)

    def detenida(self, consulta: Consulta) -> bool:
        """Si una falla de su red o de su credencial hace inútil pedirla."""
        return self.base.detenida(consulta)

    def _de_otro(self, tanda: Tanda) -> Generator[Desenlace, None, bool] | None:
        resultado = self.reparto.resultado(self.momento, tanda.identidad)
        if resultado is None:
            return None

        def dar() -> Generator[Desenlace, None, bool]:
            for consulta, renglon in zip(tanda.consultas, resultado, strict=True):
                ausencia = renglon["ausencia"]
                desenlace = Desenlace(
                    consulta,
                    None if ausencia is None else Ausencia(ausencia),
                    renglon["mensaje"],
                    renglon["paginas"],
                )
                self.al_terminar(desenlace)
                yield desenlace
            return True

        return dar()

    def _propia(self, tanda: Tanda) -> Generator[Desenlace, None, bool]:
        with self.turno(tanda.red) as permitido, self.reparto.tomar(self.momento, tanda.identidad) as mia:
            if not (permitido and mia):
                return False
            if self.reparto.resultado(self.momento, tanda.identidad) is not None:
                # La terminó otro entre que se miró y se tomó: se da en la siguiente vuelta.
                return False
            hechos = []
            # Si quien los recibe se va, la tanda no se suelta hasta que lo pedido está en disco.
            with closing(self.base.recorrer(tanda.consultas)) as desenlaces:
                for desenlace in desenlaces:
                    hechos.append(desenlace)
                    self.al_terminar(desenlace)
                    yield desenlace
            self.reparto.anotar(self.momento, tanda.identidad, _renglones(hechos))
        return True


@dataclass(frozen=True)
class Ayuda:
    """Lo que hizo quien ayudó: tandas y consultas recorridas."""

    tandas: int
    consultas: int


def ayudar(
    espacio: Espacio,
    credenciales: Credenciales,
    *,
    turno: Turno = sin_turno,
    avisar: Callable[[str], None] = lambda _: None,
    dormir: Callable[[float], None] = time.sleep,
) -> Ayuda:
    """Ayuda a la recolección en curso hasta que termine; si no hay ninguna, no hace nada.

    Args:
        espacio: El mismo espacio que recolecta, o uno con la misma carpeta de datos.
        credenciales: De todas las redes.
        turno: Permiso para recorrer una red.
        avisar: Recibe lo que va haciendo, en una oración.
        dormir: Espera esos segundos.
    """
    raiz = espacio.rutas.aterrizaje
    reparto, planes = Reparto(raiz), Planes(raiz)
    propio: tuple[tuple[datetime, str], Recorredor] | None = None
    tandas = consultas = 0
    while hay_recoleccion(espacio):
        actual = reparto.en_curso()
        avanzo = False
        plan = None if actual is None else planes.leer(actual.momento, actual.etapa)
        for tanda in tandas_de([Consulta.de_json(c) for c in plan or ()]):
            if actual is None or not hay_recoleccion(espacio):
                break
            if reparto.resultado(actual.momento, tanda.identidad) is not None:
                continue
            with turno(tanda.red) as permitido, reparto.tomar(actual.momento, tanda.identidad) as mia:
                if not (permitido and mia) or reparto.resultado(actual.momento, tanda.identidad) is not None:
                    continue
                if reparto.en_curso() != actual:
                    # Con la tanda ya tomada: otra recolección puede haber empezado mientras.
                    break
                cuentas = (actual.momento, actual.gasto)
                if propio is None or propio[0] != cuentas:
                    propio = cuentas, _recorredor(espacio, actual, credenciales, dormir)
                hechos = list(propio[1].recorrer(tanda.consultas))
                reparto.anotar(actual.momento, tanda.identidad, _renglones(hechos))
            avanzo = True
            tandas, consultas = tandas + 1, consultas + len(hechos)
            avisar(f"Recorrí {len(hechos)} consultas de {tanda.red}; van {consultas}.")
        if not avanzo:
            dormir(_PAUSA)
    return Ayuda(tandas, consultas)


def _recorredor(
    espacio: Espacio, actual: EnCurso, credenciales: Credenciales, dormir: Callable[[float], None]
) -> Recorredor:
    encargo = encargo_de(
        espacio,
        actual.momento,
        # Una libreta propia: en la de otro, los renglones de los dos se mezclarían.
        corrida=f"{actual.momento:%Y%m%dT%H%M%S}-{uuid4().hex[:8]}",
        gastado={},
        dormir=dormir,
        tiempo_limite=TIEMPO_LIMITE,
        gasto=actual.gasto,
    )
    return encargo.recorredor(credenciales)


def hay_recoleccion(espacio: Espacio) -> bool:
    """Si alguien reparte ahora una recolección en el espacio; que recolecte solo no cuenta."""
    return Reparto(espacio.rutas.aterrizaje).hay_quien_reparta()


def candado_de(espacio: Espacio) -> Path:
    """Lo que tiene tomado quien recolecta."""
    return espacio.rutas.datos / "recoleccion"


def _renglones(hechos: Sequence[Desenlace]) -> list[dict[str, object]]:
    return [
        {
            "ausencia": None if d.ausencia is None else d.ausencia.value,
            "mensaje": d.mensaje,
            "paginas": d.paginas,
        }
        for d in hechos
    ]
