"""Leer un lote aterrizado y normalizarlo; lo que sale mal se dice y los demás lotes siguen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from almacen.aterrizaje_api import AterrizajeApi, PaginaCruda
from almacen.errores import LoteDanado
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import COMPLETO, LecturaApi
from conectores.comun.vista import CuentaApi
from esquemas.hallazgos import Hallazgo
from flujos.pasos.recoleccion_filas import hallazgo_de
from flujos.pasos.recoleccion_tanda import LoteLeido
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_CONTRATO_ROTO = "R901"
LOTE_DANADO = "R902"
"""Las páginas del lote no pudieron leerse."""
_CON_FILAS = ("de_publicaciones", "menciones", "diarias", "mediciones", "perfiles")


@dataclass(frozen=True)
class Lector:
    """Lee lotes con lo que necesitan sus normalizadores.

    Attributes:
        conectores: Conector de cada red.
        aterrizaje: Dónde están las páginas.
        cuentas: Cuentas recolectadas, por clave.
        semestres: Semestres que se recolectan.
    """

    conectores: Mapping[str, Conector]
    aterrizaje: AterrizajeApi
    cuentas: Mapping[str, CuentaApi]
    semestres: tuple[Semestre, ...]

    def leer(self, consulta: Consulta, ausencia: Ausencia | None = None) -> tuple[LoteLeido, LecturaApi]:
        """Lee y normaliza un lote.

        Args:
            consulta: La suya.
            ausencia: La razón de que el recorrido no esté entero, o ``None`` si lo está.
        """
        try:
            _, paginas = self.aterrizaje.leer(consulta.lote)
        except LoteDanado as error:
            return _ilegible(consulta, [], hallazgo_de(LOTE_DANADO, consulta, str(error)))
        try:
            lectura = self.conectores[consulta.red].normalizar(
                consulta,
                [PaginaLeida(p.archivo, p.cuerpo, p.leida_en) for p in paginas],
                self.cuentas,
                self.semestres,
            )
        except ContratoRoto as error:
            return _ilegible(consulta, paginas, hallazgo_de(_CONTRATO_ROTO, consulta, error.mensaje))
        leido = _leido(
            consulta,
            paginas,
            filas=sum(getattr(lectura, n).height for n in _CON_FILAS),
            hallazgos=lectura.hallazgos,
            cerrado=ausencia is None,
        )
        return leido, lectura if ausencia is None else _incompleta(lectura, ausencia)


def _incompleta(lectura: LecturaApi, ausencia: Ausencia) -> LecturaApi:
    """La lectura de un recorrido a medias: ninguna cuenta se leyó entera."""
    rotas = lectura.recolecciones.with_columns(
        pl.when(pl.col("resultado") == COMPLETO)
        .then(pl.lit(ausencia.value))
        .otherwise("resultado")
        .alias("resultado")
    )
    return replace(lectura, recolecciones=rotas)


def _ilegible(
    consulta: Consulta, paginas: Sequence[PaginaCruda], hallazgo: Hallazgo
) -> tuple[LoteLeido, LecturaApi]:
    return _leido(consulta, paginas, filas=0, hallazgos=(hallazgo,), roto=True), LecturaApi()


def _leido(
    consulta: Consulta,
    paginas: Sequence[PaginaCruda],
    *,
    filas: int,
    hallazgos: tuple[Hallazgo, ...],
    roto: bool = False,
    cerrado: bool = True,
) -> LoteLeido:
    return LoteLeido(
        consulta,
        [replace(p, cuerpo=b"") for p in paginas],
        AterrizajeApi.huella(paginas),
        sum(len(p.cuerpo) for p in paginas),
        filas,
        roto,
        hallazgos,
        cerrado,
    )
