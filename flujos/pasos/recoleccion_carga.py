"""De lotes cerrados al maestro: normalizar, revisar con Great Expectations y cargar por tandas."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from almacen import carga
from almacen.aterrizaje_api import AterrizajeApi, PaginaCruda
from almacen.maestro import abrir_maestro
from almacen.vista_recoleccion import lotes_cargados
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta
from conectores.comun.tarifas import Tarifa
from conectores.comun.vista import CuentaApi
from esquemas.calidad.revision import sin_lotes
from esquemas.derivados import esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import (
    DIARIAS,
    LLAMADAS,
    LOTES,
    MEDICIONES,
    OBSERVACIONES,
    PUBLICACIONES,
)
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_filas import cobros, fila_de_lote, pendientes, semestre_de_fecha
from flujos.pasos.recoleccion_lectura import Lector
from flujos.pasos.recoleccion_lotes import Desenlace
from flujos.pasos.recoleccion_tanda import LoteLeido, TandaLeida
from flujos.pasos.revision import revisar
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_LOTES_POR_TANDA = 1_000
_BYTES_POR_TANDA = 18_000_000


@dataclass(frozen=True)
class Cargado:
    """Lo que dejó una carga.

    Attributes:
        desenlaces: Cómo terminó cada consulta, en el orden en que se pidieron.
        publicaciones: Publicaciones cargadas.
        hallazgos: Lo que no vino como debía.
    """

    desenlaces: tuple[Desenlace, ...]
    publicaciones: int
    hallazgos: tuple[Hallazgo, ...]


@dataclass(frozen=True)
class Cargador:
    """Carga lotes con lo que necesitan sus normalizadores.

    Attributes:
        espacio: Espacio abierto.
        conectores: Conector de cada red.
        aterrizaje: Dónde están las páginas.
        cuentas: Cuentas recolectadas, por clave.
        semestres: Semestres que se recolectan.
        tarifas: Tabla de tarifas.
    """

    espacio: Espacio
    conectores: Mapping[str, Conector]
    aterrizaje: AterrizajeApi
    cuentas: Mapping[str, CuentaApi]
    semestres: tuple[Semestre, ...]
    tarifas: Sequence[Tarifa]

    def cargar(self, consultas: Sequence[Consulta], desenlaces: Iterable[Desenlace]) -> Cargado:
        """Carga los lotes cerrados, conforme se cierran, y anota por qué los demás quedaron abiertos.

        Args:
            consultas: Lo que se recorre.
            desenlaces: Cómo va terminando cada consulta.
        """
        with abrir_maestro(self.espacio.rutas, self.espacio.ahora()) as base:
            cargados = lotes_cargados(base, [c.lote for c in consultas])
        publicaciones = 0
        hallazgos: list[Hallazgo] = []
        hechos: list[Desenlace] = []
        # Mientras DuckDB carga una tanda, que no retiene el intérprete, se normaliza y revisa la siguiente.
        with ThreadPoolExecutor(1, thread_name_prefix="carga") as hilo:
            anterior: Future[None] | None = None
            for tanda in self._tandas(self._por_cargar(desenlaces, cargados, hechos)):
                por_cargar, hallados = self._preparar(tanda)
                publicaciones += len(por_cargar.publicaciones)
                hallazgos.extend(hallados)
                if anterior is not None:
                    anterior.result()
                anterior = hilo.submit(self._escribir, por_cargar)
            if anterior is not None:
                anterior.result()
        abiertos = [d for d in hechos if d.ausencia is not None]
        if abiertos:
            ahora = self.espacio.ahora()
            with abrir_maestro(self.espacio.rutas, ahora) as base:
                carga.anotar_pendientes(base, pendientes(abiertos, ahora))
                carga.anotar_llamadas(base, self.llamadas(self._de_abiertos(abiertos)))
        lugar = {c.lote: i for i, c in enumerate(consultas)}
        hechos.sort(key=lambda d: lugar[d.consulta.lote])
        return Cargado(tuple(hechos), publicaciones, tuple(hallazgos))

    @staticmethod
    def _por_cargar(
        desenlaces: Iterable[Desenlace], cargados: Collection[str], hechos: list[Desenlace]
    ) -> Iterator[Desenlace]:
        """Los cerrados que no están ya en el maestro; todos quedan en ``hechos``."""
        for desenlace in desenlaces:
            hechos.append(desenlace)
            if desenlace.ausencia is None and desenlace.consulta.lote not in cargados:
                yield desenlace

    def cargar_a_medias(self, desenlaces: Sequence[Desenlace]) -> None:
        """Carga lo aterrizado de recorridos que ya no van a terminarse: lo pagado no se tira."""
        lector = self._lector
        tanda = TandaLeida()
        for d in desenlaces:
            tanda.agregar(*lector.leer(d.consulta, d.ausencia))
        if tanda.lotes:
            por_cargar, _ = self._preparar(tanda)
            self._escribir(por_cargar)

    def _tandas(self, desenlaces: Iterable[Desenlace]) -> Iterator[TandaLeida]:
        lector = self._lector
        tanda = TandaLeida()
        for desenlace in desenlaces:
            tanda.agregar(*lector.leer(desenlace.consulta))
            if len(tanda.lotes) >= _LOTES_POR_TANDA or tanda.bytes >= _BYTES_POR_TANDA:
                yield tanda
                tanda = TandaLeida()
        if tanda.lotes:
            yield tanda

    @property
    def _lector(self) -> Lector:
        return Lector(self.conectores, self.aterrizaje, self.cuentas, self.semestres)

    def _preparar(self, tanda: TandaLeida) -> tuple[carga.Tanda, tuple[Hallazgo, ...]]:
        """Lo revisado de una tanda, listo para el maestro, y lo que hay que decir de ella."""
        leidos, marcos = tanda.lotes, tanda.marcos()
        con_lote = [(x.consulta.lote, h) for x in leidos for h in x.hallazgos]
        mediciones, publicaciones, diarias, de_calidad, rotos = self._revisar(marcos)
        con_lote += de_calidad
        ahora = self.espacio.ahora()
        por_lote = {x.consulta.lote: self._semestre(x.consulta) for x in leidos}
        halladas = [
            observaciones([h], detectada_en=ahora, semestre=por_lote[lote], lote=lote) for lote, h in con_lote
        ]
        por_cargar = carga.Tanda(
            lotes=pl.DataFrame(
                [
                    fila_de_lote(
                        x, por_lote[x.consulta.lote], roto=x.roto or x.consulta.lote in rotos, ahora=ahora
                    )
                    for x in leidos
                ],
                schema=esquema_polars(LOTES),
            ),
            mediciones=mediciones,
            publicaciones=publicaciones,
            diarias=diarias,
            perfiles=marcos["perfiles"],
            menciones=marcos["menciones"],
            recolecciones=self._recolecciones(marcos["recolecciones"], leidos, rotos, ahora),
            llamadas=self.llamadas((x.consulta, x.paginas) for x in leidos),
            observaciones=pl.concat(halladas).unique("observacion") if halladas else vacia(OBSERVACIONES),
        )
        return por_cargar, tuple(h for _, h in con_lote)

    def _escribir(self, por_cargar: carga.Tanda) -> None:
        with abrir_maestro(self.espacio.rutas, self.espacio.ahora()) as base:
            carga.cargar(base, por_cargar)

    def _revisar(
        self, marcos: dict[str, pl.DataFrame]
    ) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, list[tuple[str, Hallazgo]], frozenset[str]]:
        """Revisa por semestre: un lote puede traer de dos y cada uno tiene sus fechas y sus parámetros.

        Se desprende de los marcos que revisa, que ya revisados son otros.
        """
        mediciones, publicaciones = marcos.pop("mediciones"), marcos.pop("publicaciones")
        diarias = marcos.pop("diarias").with_columns(semestre_de_fecha("fecha").alias("_semestre"))
        claves = sorted({*diarias["_semestre"], *mediciones["semestre"], *publicaciones["semestre"]})

        def de(marco: pl.DataFrame, columna: str, clave: str) -> pl.DataFrame:
            # Casi siempre es uno solo, y apartarlo lo copiaría entero.
            return marco if len(claves) == 1 else marco.filter(pl.col(columna) == clave)

        revisados = [
            revisar(
                self.espacio,
                Semestre.de_texto(clave),
                de(mediciones, "semestre", clave),
                de(publicaciones, "semestre", clave),
                de(diarias, "_semestre", clave).drop("_semestre"),
            )
            for clave in claves
        ]
        del mediciones, publicaciones, diarias
        if not revisados:
            return vacia(MEDICIONES), vacia(PUBLICACIONES), vacia(DIARIAS), [], frozenset()
        rotos = frozenset[str]().union(*(r.rotos for r in revisados))
        sanos = [
            sin_lotes(pl.concat([getattr(r, n) for r in revisados]), rotos)
            for n in ("mediciones", "publicaciones", "diarias")
        ]
        return sanos[0], sanos[1], sanos[2], [h for r in revisados for h in r.hallazgos], rotos

    def _recolecciones(
        self,
        marco: pl.DataFrame,
        leidos: Sequence[LoteLeido],
        rotos: frozenset[str],
        ahora: datetime,
    ) -> pl.DataFrame:
        """Lo que dice cada lectura; de un lote que no se pudo leer, que falló."""
        malos = [x for x in leidos if x.roto or x.consulta.lote in rotos]
        fallidos = [
            Desenlace(x.consulta, Ausencia.FALLO, x.hallazgos[0].mensaje if x.hallazgos else "")
            for x in malos
        ]
        buenos = marco.filter(~pl.col("lote").is_in([x.consulta.lote for x in malos]))
        return pl.concat([buenos, pendientes(fallidos, ahora)])

    def _semestre(self, consulta: Consulta) -> str:
        momento = consulta.desde or consulta.programada
        return Semestre.de_fecha(momento.astimezone(self.espacio.zona).date()).clave

    def llamadas(self, leidas: Iterable[tuple[Consulta, Sequence[PaginaCruda]]]) -> pl.DataFrame:
        """Filas de ``llamadas`` de las páginas de unas consultas."""
        filas = [
            f for c, paginas in leidas for p in paginas for f in cobros(c, p, self.tarifas, self.espacio.zona)
        ]
        return pl.DataFrame(filas, schema=esquema_polars(LLAMADAS))

    def _de_abiertos(
        self, desenlaces: Iterable[Desenlace]
    ) -> Iterator[tuple[Consulta, Sequence[PaginaCruda]]]:
        for d in desenlaces:
            if d.paginas:
                yield d.consulta, self.aterrizaje.abrir(d.consulta.lote, d.consulta.en_json()).paginas
