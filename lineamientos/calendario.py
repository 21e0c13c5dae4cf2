"""Días hábiles e inhábiles y cómputo de plazos (Lineamientos, art. 3).

Es hábil todo día salvo sábados, domingos, los del acuerdo anual y los descansos obligatorios; durante un
Proceso Electoral lo son todos. Cada cómputo dice en qué fuentes descansa y cuáles faltan por confirmar.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from lineamientos.descansos import Descanso, leer_descanso
from lineamientos.errores import CalendarioInvalido
from lineamientos.fuentes import (
    CLASES_DE_PROCESO,
    NACIONAL,
    AcuerdoAnual,
    Fuente,
    ProcesoElectoral,
    leer_acuerdo,
    leer_proceso,
)
from lineamientos.lectura import Tabla
from lineamientos.vigentes import ParametrosVigentes

__all__ = ["NACIONAL", "Calendario", "Computo", "Dia", "Fuente", "ProcesoElectoral"]

_T = TypeVar("_T")
_UN_DIA = timedelta(days=1)
_FIN_DE_SEMANA = {5: "sábado", 6: "domingo"}


@dataclass(frozen=True)
class Dia:
    """El carácter de un día y su razón.

    Attributes:
        fecha: El día.
        habil: Si es hábil.
        motivo: Por qué lo es o no, en pocas palabras.
        fuente: En qué descansa; ``None`` en sábado y domingo, que el artículo 3 excluye por sí mismo.
    """

    fecha: date
    habil: bool
    motivo: str
    fuente: Fuente | None


@dataclass(frozen=True)
class Computo:
    """Una fecha contada y las fuentes en que descansa la cuenta, sin repetir."""

    fecha: date
    fuentes: tuple[Fuente, ...] = ()

    @property
    def advertencias(self) -> tuple[str, ...]:
        """Una oración por cada fuente sin confirmar."""
        return tuple(f.advertencia for f in self.fuentes if not f.confirmada)

    def apoyado_en(self, previo: "Computo") -> "Computo":
        """El mismo cómputo, que además descansa en lo que descansaba uno previo."""
        return replace(self, fuentes=_sin_repetir((*previo.fuentes, *self.fuentes)))


class Calendario:
    """Calendario del Instituto.

    Args:
        descansos: Descansos obligatorios.
        acuerdos: Acuerdos anuales de días inhábiles.
        procesos: Procesos electorales.

    Raises:
        CalendarioInvalido: Si hay dos acuerdos de un año o dos procesos con la misma clave.
    """

    def __init__(
        self,
        descansos: Iterable[Descanso],
        acuerdos: Iterable[AcuerdoAnual],
        procesos: Iterable[ProcesoElectoral],
    ) -> None:
        self._descansos = tuple(descansos)
        self._acuerdos = tuple(acuerdos)
        self._procesos = tuple(procesos)
        _comprobar_unicos("un acuerdo anual de", [str(a.anio) for a in self._acuerdos])
        _comprobar_unicos("el proceso", [p.fuente.clave for p in self._procesos])

    @classmethod
    def de_datos(cls, datos: Mapping[str, object]) -> "Calendario":
        """Construye el calendario del archivo ``calendario.toml`` ya interpretado.

        Raises:
            CalendarioInvalido: Si un campo falta, sobra o es de otro tipo, o hay fechas imposibles.
        """
        listas = ("descanso_obligatorio", "acuerdo_anual", "proceso_electoral")
        tabla = Tabla(datos, "el calendario", CalendarioInvalido, listas[:1], listas[1:])
        return cls(
            [leer_descanso(d) for d in tabla.lista("descanso_obligatorio")],
            [leer_acuerdo(a) for a in tabla.lista_opcional("acuerdo_anual")],
            [leer_proceso(p) for p in tabla.lista_opcional("proceso_electoral")],
        )

    def segun(self, parametros: ParametrosVigentes) -> "Calendario":
        """El calendario como lo manda leer el Comité: qué procesos cuentan y si los descansos legales.

        Raises:
            ParametroFaltante: Si falta ``plazos.proceso_electoral.clases`` o
                ``plazos.descanso_obligatorio.inhabil``.
            CalendarioInvalido: Si se nombra una clase de proceso desconocida.
        """
        clases = parametros.lista("plazos.proceso_electoral.clases")
        if ajenas := [str(c) for c in clases if c not in CLASES_DE_PROCESO]:
            raise CalendarioInvalido(
                f"El parámetro plazos.proceso_electoral.clases nombra: {', '.join(ajenas)}.",
                f"solo clases conocidas: {', '.join(CLASES_DE_PROCESO)}",
                "Corrija la lista.",
            )
        descansos = self._descansos if parametros.booleano("plazos.descanso_obligatorio.inhabil") else ()
        return Calendario(descansos, self._acuerdos, (p for p in self._procesos if p.clase in clases))

    def dia(self, fecha: date, ambito: str = NACIONAL) -> Dia:
        """El carácter de un día y en qué descansa."""
        if proceso := self.proceso_electoral(fecha, ambito):
            return Dia(fecha, True, proceso.fuente.nombre, proceso.fuente_en(fecha))
        if fecha.weekday() in _FIN_DE_SEMANA:
            return Dia(fecha, False, _FIN_DE_SEMANA[fecha.weekday()], None)
        if descanso := _descansos_del_anio(self._descansos, fecha.year).get(fecha):
            return Dia(fecha, False, descanso.nombre, descanso.fuente)
        for acuerdo in self._acuerdos:
            if periodo := acuerdo.periodo_de(fecha):
                return Dia(fecha, False, periodo.nombre, acuerdo.fuente)
        # Un día laborable lo es porque el acuerdo de su año no lo nombra.
        return Dia(fecha, True, "día laborable", self._acuerdo_de(fecha.year))

    def es_habil(self, fecha: date, ambito: str = NACIONAL) -> bool:
        """Dice si un día es hábil (Lineamientos, art. 3)."""
        return self.dia(fecha, ambito).habil

    def motivo_inhabil(self, fecha: date, ambito: str = NACIONAL) -> str | None:
        """Por qué un día es inhábil, o ``None`` si es hábil."""
        dia = self.dia(fecha, ambito)
        return None if dia.habil else dia.motivo

    def proceso_electoral(self, fecha: date, ambito: str = NACIONAL) -> ProcesoElectoral | None:
        """El Proceso Electoral abierto en la fecha para el ámbito, o ``None``.

        Si hay varios se da uno confirmado, para no advertir de más.
        """
        abiertos = [p for p in self._procesos if p.rige(fecha, ambito)]
        return max(abiertos, key=lambda p: p.fuente.confirmada, default=None)

    def enesimo_habil(self, desde: date, n: int, ambito: str = NACIONAL) -> Computo:
        """El n-ésimo día hábil contando desde una fecha, que cuenta si es hábil.

        Raises:
            CalendarioInvalido: Si ``n`` no es positivo.
        """
        return self._contar(desde, n, _UN_DIA, ambito)

    def sumar_habiles(self, fecha: date, n: int, ambito: str = NACIONAL) -> Computo:
        """El n-ésimo día hábil después de una fecha; la cuenta empieza el día hábil siguiente.

        Raises:
            CalendarioInvalido: Si ``n`` no es positivo.
        """
        return self._contar(fecha + _UN_DIA, n, _UN_DIA, ambito)

    def restar_habiles(self, fecha: date, n: int, ambito: str = NACIONAL) -> Computo:
        """El n-ésimo día hábil antes de una fecha.

        Raises:
            CalendarioInvalido: Si ``n`` no es positivo.
        """
        return self._contar(fecha - _UN_DIA, n, -_UN_DIA, ambito)

    def habiles_entre(self, desde: date, hasta: date, ambito: str = NACIONAL) -> int:
        """Días hábiles después de ``desde`` y hasta ``hasta``, inclusive: los que faltan para un plazo."""
        return sum(self.es_habil(desde + _UN_DIA * i, ambito) for i in range(1, (hasta - desde).days + 1))

    def _contar(self, primero: date, n: int, paso: timedelta, ambito: str) -> Computo:
        if n < 1:
            raise CalendarioInvalido(
                f"Se pidió contar {n} días hábiles.", "al menos uno", "Revise los días del plazo."
            )
        fuentes: list[Fuente | None] = []
        dia = self.dia(primero, ambito)
        faltan = n
        while True:
            fuentes.append(dia.fuente)
            faltan -= dia.habil
            if not faltan:
                return Computo(dia.fecha, _sin_repetir(f for f in fuentes if f is not None))
            dia = self.dia(dia.fecha + paso, ambito)

    def _acuerdo_de(self, anio: int) -> Fuente:
        registrado = next((a.fuente for a in self._acuerdos if a.anio == anio), None)
        return registrado or Fuente(
            f"acuerdo_{anio}",
            f"acuerdo de días inhábiles de {anio}",
            "No está registrado en el calendario",
            confirmada=False,
        )


@lru_cache(maxsize=256)
def _descansos_del_anio(descansos: tuple[Descanso, ...], anio: int) -> dict[date, Descanso]:
    # La misma decena de reglas se consulta por cada día de cada plazo de cada cuenta.
    return {fecha: d for d in descansos if (fecha := d.fecha_en(anio))}


def _sin_repetir(valores: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(valores))


def _comprobar_unicos(que: str, claves: list[str]) -> None:
    if repetidas := sorted({c for c in claves if claves.count(c) > 1}):
        raise CalendarioInvalido(
            f"El calendario trae más de una vez {que} {', '.join(repetidas)}.",
            "cada uno una sola vez",
            "Reúna los datos en una sola tabla.",
        )
