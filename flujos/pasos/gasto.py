"""La caja: aparta lo más que puede costar cada página antes de pedirla y no deja rebasar un tope."""

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from conectores.comun.errores import SobrePresupuesto
from conectores.comun.tarifas import Tarifa, vigente
from flujos.pasos.ajustes_recoleccion import Tope
from lineamientos.catalogo import REDES

_PERIODOS = {"dia": "hoy", "mes": "este mes"}


class Caja:
    """Lleva la cuenta de lo gastado y lo apartado; se comparte entre hilos.

    Args:
        topes: Topes de gasto.
        tarifas: Tabla de tarifas.
        gastado: Lo gastado ya en el periodo de cada tope, en dólares o en unidades según el tope.
        hoy: Fecha con que se buscan las tarifas.
    """

    def __init__(
        self, topes: Sequence[Tope], tarifas: Sequence[Tarifa], gastado: Mapping[Tope, float], hoy: date
    ) -> None:
        self._topes, self._tarifas, self._hoy = topes, tarifas, hoy
        self._usado = {t: gastado.get(t, 0.0) for t in topes}
        self._candado = Lock()

    def apartar(self, red: str, cargos: Mapping[str, int]) -> None:
        """Aparta lo que podría costar una página.

        Raises:
            SobrePresupuesto: Si con ella se rebasaría un tope; no se aparta nada.
        """
        with self._candado:
            propios = [t for t in self._topes if t.red == red]
            for tope in propios:
                maximo = tope.unidades if tope.usd is None else tope.usd
                if self._usado[tope] + self.importe(tope, cargos) > maximo + 1e-9:
                    raise SobrePresupuesto(
                        f"{REDES[red]}: {_PERIODOS[tope.periodo]} se han usado {self._decir(tope)} y la "
                        "siguiente página podría rebasarlos; lo que falta se pide cuando haya."
                    )
            for tope in propios:
                self._usado[tope] += self.importe(tope, cargos)

    def liquidar(self, red: str, apartados: Mapping[str, int], reales: Mapping[str, int]) -> None:
        """Cambia lo apartado por lo que de verdad costó; nada, si la página no llegó."""
        with self._candado:
            for tope in self._topes:
                if tope.red == red:
                    self._usado[tope] += self.importe(tope, reales) - self.importe(tope, apartados)

    def importe(self, tope: Tope, cargos: Mapping[str, int]) -> float:
        """Cuánto de un tope ocupan unos cargos."""
        if tope.usd is None:
            return float(cargos.get(tope.concepto, 0))
        return sum(vigente(self._tarifas, tope.red, c, self._hoy).precio_usd * n for c, n in cargos.items())

    def _decir(self, tope: Tope) -> str:
        usado = self._usado[tope]
        if tope.usd is None:
            return f"{usado:,.0f} de {tope.unidades:,} unidades ({tope.concepto})"
        return f"{usado:,.2f} de {tope.usd:,.2f} dólares"
