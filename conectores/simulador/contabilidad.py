"""La cuenta que lleva la plataforma: qué se le pidió, qué contestó bien y qué cobra por ello."""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

_PARAMETROS_SECRETOS = frozenset(
    ("access_token", "key", "client_secret", "refresh_token", "appsecret_proof", "fb_exchange_token")
)
_TAPADO = "***"


@dataclass(frozen=True)
class Renglon:
    """Una petición recibida.

    Attributes:
        red: Red a la que se hizo.
        metodo: Método HTTP.
        ruta: Ruta, sin consulta.
        consulta: Parámetros de la dirección, con los secretos tapados.
        estado: Código con que se contestó.
        falla: Clase de la falla provocada, o ``None``.
        cargos: Lo que se cobró, por concepto.
    """

    red: str
    metodo: str
    ruta: str
    consulta: str
    estado: int
    falla: str | None
    cargos: Mapping[str, int]


@dataclass
class _Red:
    recibidas: int = 0
    buenas: int = 0
    fallas: Counter[str] = field(default_factory=Counter)
    cargos: Counter[str] = field(default_factory=Counter)


class Contabilidad:
    """Contadores por red; sirve a varios hilos.

    Args:
        secretos: Fichas que no deben verse en ninguna dirección.
        con_renglones: Si se guarda cada petición; en un banco no hace falta.
    """

    def __init__(self, secretos: Collection[str] = (), *, con_renglones: bool = True) -> None:
        self._secretos, self._con_renglones = frozenset(secretos) - {""}, con_renglones
        self._candado = Lock()
        self.reiniciar()

    def reiniciar(self) -> None:
        """Vuelve a cero."""
        with self._candado:
            self._redes: dict[str, _Red] = {}
            self._renglones: list[Renglon] = []
            self._leidos: dict[tuple[str, str, date], Counter[str]] = {}
            self._secretos_en_url = 0
            self._primera: float | None = None

    def anotar(
        self,
        red: str,
        metodo: str,
        ruta: str,
        consulta: str,
        *,
        estado: int,
        falla: str | None,
        buena: bool,
        cargos: Mapping[str, int],
        ids: Iterable[str] = (),
        dia: date,
    ) -> None:
        """Anota una petición contestada.

        Args:
            red: Red.
            metodo: Método HTTP.
            ruta: Ruta, sin consulta.
            consulta: Parámetros de la dirección, como llegaron.
            estado: Código con que se contestó.
            falla: Clase de la falla provocada, o ``None``.
            buena: Si la respuesta sirve al cliente; una con elementos duplicados es falla y sirve.
            cargos: Lo que se cobra, por concepto; nada si la respuesta no fue buena y entera.
            ids: Recursos que se entregaron y cobran.
            dia: Día UTC en que se leyeron.
        """
        con_secreto = self._lleva_secreto(ruta, consulta)
        with self._candado:
            if self._primera is None:
                self._primera = time.monotonic()
            cuenta = self._redes.setdefault(red, _Red())
            cuenta.recibidas += 1
            self._secretos_en_url += con_secreto
            if falla is not None:
                cuenta.fallas[falla] += 1
            cuenta.buenas += buena
            cuenta.cargos.update(cargos)
            for concepto in cargos:
                self._leidos.setdefault((red, concepto, dia), Counter()).update(ids)
            if self._con_renglones:
                self._renglones.append(
                    Renglon(red, metodo, ruta, self._tapar(consulta), estado, falla, dict(cargos))
                )

    def recibidas(self, red: str) -> int:
        """Peticiones recibidas."""
        with self._candado:
            return self._red(red).recibidas

    def buenas(self, red: str) -> int:
        """Peticiones contestadas sin error y enteras."""
        with self._candado:
            return self._red(red).buenas

    def fallas(self, red: str) -> dict[str, int]:
        """Fallas provocadas, por clase."""
        with self._candado:
            return dict(self._red(red).fallas)

    def cargos(self, red: str) -> dict[str, int]:
        """Unidades cobradas, por concepto."""
        with self._candado:
            return dict(self._red(red).cargos)

    def leidos(self, red: str, concepto: str, dia: date) -> dict[str, int]:
        """Cuántas veces se cobró cada recurso en un día UTC."""
        with self._candado:
            return dict(self._leidos.get((red, concepto, dia), {}))

    @property
    def secretos_en_url(self) -> int:
        """Peticiones cuya dirección traía una ficha o un parámetro de ficha."""
        with self._candado:
            return self._secretos_en_url

    @property
    def desde_la_primera(self) -> float | None:
        """Segundos que han pasado desde la primera petición, o ``None`` si no ha habido."""
        with self._candado:
            return None if self._primera is None else time.monotonic() - self._primera

    @property
    def renglones(self) -> list[Renglon]:
        """Las peticiones, en orden; sin ninguna si no se guardan."""
        with self._candado:
            return list(self._renglones)

    def resumen(self) -> dict[str, Any]:
        """Los contadores, como los da el control: por red, y ``secretos_en_url``."""
        with self._candado:
            return {
                "redes": {
                    red: {
                        "recibidas": r.recibidas,
                        "buenas": r.buenas,
                        "fallas": dict(r.fallas),
                        "cargos": dict(r.cargos),
                    }
                    for red, r in sorted(self._redes.items())
                },
                "leidos": [
                    {
                        "red": red,
                        "concepto": concepto,
                        "dia": dia.isoformat(),
                        "distintos": len(ids),
                        "lecturas": ids.total(),
                    }
                    for (red, concepto, dia), ids in sorted(self._leidos.items())
                    if ids
                ],
                "secretos_en_url": self._secretos_en_url,
            }

    def _red(self, red: str) -> _Red:
        return self._redes.get(red, _Red())

    def _lleva_secreto(self, ruta: str, consulta: str) -> bool:
        if not consulta and not self._secretos:
            return False
        nombres = {par.partition("=")[0] for par in consulta.split("&")}
        direccion = unquote(f"{ruta}?{consulta}")
        return bool(nombres & _PARAMETROS_SECRETOS) or any(s in direccion for s in self._secretos)

    def _tapar(self, consulta: str) -> str:
        pares = parse_qsl(consulta, keep_blank_values=True)
        tapados = [
            (n, _TAPADO if n in _PARAMETROS_SECRETOS or any(s in v for s in self._secretos) else v)
            for n, v in pares
        ]
        return urlencode(tapados, safe=",:*")
