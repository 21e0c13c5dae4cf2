"""La caja: aparta lo más que puede costar cada página antes de pedirla y no deja rebasar un tope."""

from collections.abc import Mapping, Sequence
from datetime import date

from conectores.comun.anaquel import Anaquel, EnMemoria
from conectores.comun.errores import SobrePresupuesto
from conectores.comun.tarifas import Tarifa, vigente
from flujos.pasos.ajustes_recoleccion import Tope
from lineamientos.catalogo import REDES

_PERIODOS = {"dia": "hoy", "mes": "este mes"}


class Caja:
    """Lleva la cuenta de lo gastado y lo apartado; se comparte entre hilos y, con su anaquel, entre procesos.

    Args:
        topes: Topes de gasto.
        tarifas: Tabla de tarifas.
        gastado: Lo gastado ya en el periodo de cada tope, en dólares o en unidades según el tope.
        hoy: Fecha con que se buscan las tarifas.
        anaquel: Dónde se lleva; lo que ya tenga anotado vale más que ``gastado``, que es de antes.
    """

    def __init__(
        self,
        topes: Sequence[Tope],
        tarifas: Sequence[Tarifa],
        gastado: Mapping[Tope, float],
        hoy: date,
        anaquel: Anaquel | None = None,
    ) -> None:
        self._topes, self._tarifas, self._hoy = topes, tarifas, hoy
        self._anaquel = EnMemoria() if anaquel is None else anaquel
        with self._anaquel.abierto() as usado:
            for tope in topes:
                usado.setdefault(_clave(tope), gastado.get(tope, 0.0))

    def apartar(self, red: str, cargos: Mapping[str, int]) -> None:
        """Aparta lo que podría costar una página.

        Raises:
            SobrePresupuesto: Si con ella se rebasaría un tope; no se aparta nada.
        """
        propios = [t for t in self._topes if t.red == red]
        if not propios:
            return
        with self._anaquel.abierto() as usado:
            for tope in propios:
                maximo = tope.unidades if tope.usd is None else tope.usd
                if usado[_clave(tope)] + self.importe(tope, cargos) > maximo + 1e-9:
                    raise SobrePresupuesto(
                        f"{REDES[red]}: {_PERIODOS[tope.periodo]} se han usado "
                        f"{_decir(tope, usado[_clave(tope)])} y la siguiente página podría rebasarlos; lo "
                        "que falta se pide cuando haya."
                    )
            for tope in propios:
                usado[_clave(tope)] += self.importe(tope, cargos)

    def liquidar(self, red: str, apartados: Mapping[str, int], reales: Mapping[str, int]) -> None:
        """Cambia lo apartado por lo que de verdad costó; nada, si la página no llegó."""
        propios = [t for t in self._topes if t.red == red]
        if not propios:
            return
        with self._anaquel.abierto() as usado:
            for tope in propios:
                usado[_clave(tope)] += self.importe(tope, reales) - self.importe(tope, apartados)

    def importe(self, tope: Tope, cargos: Mapping[str, int]) -> float:
        """Cuánto de un tope ocupan unos cargos."""
        if tope.usd is None:
            return float(cargos.get(tope.concepto, 0))
        return sum(vigente(self._tarifas, tope.red, c, self._hoy).precio_usd * n for c, n in cargos.items())


def _clave(tope: Tope) -> str:
    return f"{tope.red}:{tope.periodo}:{tope.concepto or 'usd'}"


def _decir(tope: Tope, usado: float) -> str:
    if tope.usd is None:
        return f"{usado:,.0f} de {tope.unidades:,} unidades ({tope.concepto})"
    return f"{usado:,.2f} de {tope.usd:,.2f} dólares"
