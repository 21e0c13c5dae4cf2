"""De lotes cerrados al maestro: normalizar, revisar con Great Expectations y cargar por tandas."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import polars as pl

from almacen import carga
from almacen.aterrizaje_api import AterrizajeApi, PaginaCruda
from almacen.errores import LoteDanado
from almacen.maestro import abrir_maestro
from almacen.vista_recoleccion import lotes_cargados
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import COMPLETO, LecturaApi
from conectores.comun.tarifas import Tarifa, vigente
from conectores.comun.vista import CuentaApi
from esquemas.derivados import ajustar, esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import (
    DIARIAS,
    LLAMADAS,
    LOTES,
    MEDICIONES,
    MENCIONES,
    OBSERVACIONES,
    PERFILES,
    PUBLICACIONES,
    RECOLECCIONES,
)
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_filas import hallazgo_de, pendientes, semestre_de_fecha
from flujos.pasos.recoleccion_lotes import Desenlace
from flujos.pasos.revision import revisar
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

VERSION_NORMALIZADORES = "api-1"
"""Cambia cuando un normalizador leería de otro modo las mismas páginas; se guarda en cada lote."""
_LOTES_POR_TANDA = 1_000
_BYTES_POR_TANDA = 14_000_000
_CONTRATO_ROTO = "R901"
_LOTE_DANADO = "R902"
_CON_FILAS = ("publicaciones", "menciones", "diarias", "mediciones", "perfiles")
_TABLAS = {
    "perfiles": PERFILES,
    "publicaciones": PUBLICACIONES,
    "menciones": MENCIONES,
    "diarias": DIARIAS,
    "mediciones": MEDICIONES,
    "recolecciones": RECOLECCIONES,
}


@dataclass(frozen=True)
class LoteLeido:
    """Un lote con lo que se obtuvo de él.

    Attributes:
        consulta: Qué se pidió.
        paginas: Páginas aterrizadas, sin su cuerpo: ya normalizado, solo ocuparía memoria.
        huella: Huella de sus páginas.
        bytes: Lo que miden.
        lectura: Lo normalizado; nada si el contrato se rompió.
        filas: Las que se leyeron.
        roto: Si el contrato se rompió.
        hallazgos: Lo que hay que decir de él.
        cerrado: Si se recorrió entero.
    """

    consulta: Consulta
    paginas: Sequence[PaginaCruda]
    huella: str
    bytes: int
    lectura: LecturaApi
    filas: int
    roto: bool
    hallazgos: tuple[Hallazgo, ...]
    cerrado: bool


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
        for tanda in self._tandas(self._por_cargar(desenlaces, cargados, hechos)):
            cuantas, hallados = self._cargar(tanda)
            publicaciones += cuantas
            hallazgos.extend(hallados)
        abiertos = [d for d in hechos if d.ausencia is not None]
        if abiertos:
            ahora = self.espacio.ahora()
            with abrir_maestro(self.espacio.rutas, ahora) as base:
                carga.anotar_pendientes(base, pendientes(abiertos, ahora))
                carga.anotar_llamadas(base, self._llamadas_de_abiertos(abiertos))
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
        leidos = [self._leer(d.consulta, d.ausencia) for d in desenlaces]
        if leidos:
            self._cargar(leidos)

    def _tandas(self, desenlaces: Iterable[Desenlace]) -> Iterator[list[LoteLeido]]:
        tanda: list[LoteLeido] = []
        suma = 0
        for desenlace in desenlaces:
            leido = self._leer(desenlace.consulta, None)
            tanda.append(leido)
            suma += leido.bytes
            if len(tanda) >= _LOTES_POR_TANDA or suma >= _BYTES_POR_TANDA:
                yield tanda
                tanda, suma = [], 0
        if tanda:
            yield tanda

    def _leer(self, consulta: Consulta, ausencia: Ausencia | None) -> LoteLeido:
        """Lee y normaliza; ``ausencia`` es la razón de que el recorrido no esté entero."""
        try:
            _, paginas = self.aterrizaje.leer(consulta.lote)
            lectura = self.conectores[consulta.red].normalizar(
                consulta,
                [PaginaLeida(p.archivo, p.cuerpo, p.leida_en) for p in paginas],
                self.cuentas,
                self.semestres,
            )
        except ContratoRoto as error:
            return _leido(
                consulta,
                paginas,
                None,
                (hallazgo_de(_CONTRATO_ROTO, consulta, error.mensaje),),
                cerrado=True,
            )
        except LoteDanado as error:
            return _leido(
                consulta, [], None, (hallazgo_de(_LOTE_DANADO, consulta, str(error)),), cerrado=True
            )
        if ausencia is not None:
            rotas = lectura.recolecciones.with_columns(
                pl.when(pl.col("resultado") == COMPLETO)
                .then(pl.lit(ausencia.value))
                .otherwise("resultado")
                .alias("resultado")
            )
            lectura = LecturaApi(
                **{f.name: getattr(lectura, f.name) for f in fields(lectura)} | {"recolecciones": rotas}
            )
        return _leido(consulta, paginas, lectura, lectura.hallazgos, cerrado=ausencia is None)

    def _cargar(self, leidos: list[LoteLeido]) -> tuple[int, tuple[Hallazgo, ...]]:
        marcos = {n: _juntar(leidos, n) for n in _TABLAS}
        # Lo de cada lote ya está en los marcos: guardarlo dos veces ocuparía el doble de memoria.
        leidos[:] = [replace(x, lectura=LecturaApi()) for x in leidos]
        con_lote = [(x.consulta.lote, h) for x in leidos for h in x.hallazgos]
        mediciones, publicaciones, diarias, de_calidad, rotos = self._revisar(marcos)
        con_lote += de_calidad
        ahora = self.espacio.ahora()
        por_lote = {x.consulta.lote: self._semestre(x.consulta) for x in leidos}
        halladas = [
            observaciones([h], detectada_en=ahora, semestre=por_lote[lote], lote=lote) for lote, h in con_lote
        ]
        tanda = carga.Tanda(
            lotes=pl.DataFrame(
                [self._fila_de_lote(x, x.roto or x.consulta.lote in rotos) for x in leidos],
                schema=esquema_polars(LOTES),
            ),
            mediciones=mediciones,
            publicaciones=publicaciones,
            diarias=diarias,
            perfiles=marcos["perfiles"],
            menciones=marcos["menciones"],
            recolecciones=self._recolecciones(marcos["recolecciones"], leidos, rotos, ahora),
            llamadas=self._llamadas(leidos),
            observaciones=pl.concat(halladas).unique("observacion") if halladas else vacia(OBSERVACIONES),
        )
        with abrir_maestro(self.espacio.rutas, ahora) as base:
            carga.cargar(base, tanda)
        return len(publicaciones), tuple(h for _, h in con_lote)

    def _revisar(
        self, marcos: Mapping[str, pl.DataFrame]
    ) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, list[tuple[str, Hallazgo]], frozenset[str]]:
        """Revisa por semestre: un lote puede traer de dos y cada uno tiene sus fechas y sus parámetros."""
        diarias = marcos["diarias"].with_columns(semestre_de_fecha("fecha").alias("_semestre"))
        claves = sorted(
            {*diarias["_semestre"], *marcos["mediciones"]["semestre"], *marcos["publicaciones"]["semestre"]}
        )
        revisados = [
            revisar(
                self.espacio,
                Semestre.de_texto(clave),
                marcos["mediciones"].filter(pl.col("semestre") == clave),
                marcos["publicaciones"].filter(pl.col("semestre") == clave),
                diarias.filter(pl.col("_semestre") == clave).drop("_semestre"),
            )
            for clave in claves
        ]
        if not revisados:
            return vacia(MEDICIONES), vacia(PUBLICACIONES), vacia(DIARIAS), [], frozenset()
        rotos = frozenset[str]().union(*(r.rotos for r in revisados))
        sanos = [
            pl.concat([getattr(r, n) for r in revisados]).filter(~pl.col("lote").is_in(sorted(rotos)))
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

    def _fila_de_lote(self, leido: LoteLeido, roto: bool) -> dict[str, object]:
        consulta, paginas = leido.consulta, leido.paginas
        return {
            "lote": consulta.lote,
            "origen": "api",
            "semestre": self._semestre(consulta),
            "clase": consulta.clase,
            "carpeta": consulta.cuentas[0] if len(consulta.cuentas) == 1 else None,
            "archivo": f"api/{consulta.clase}/{consulta.lote}",
            "sha256": leido.huella,
            "bytes": leido.bytes,
            "recibido_en": max((p.leida_en for p in paginas), default=self.espacio.ahora()),
            "estado": "rechazado" if roto else "cargado" if leido.cerrado else "parcial",
            "filas_leidas": leido.filas,
            "filas_rechazadas": 0,
            "lector": VERSION_NORMALIZADORES,
            "consulta": consulta.en_json(),
            "programada": consulta.programada,
        }

    def _semestre(self, consulta: Consulta) -> str:
        momento = consulta.desde or consulta.programada
        return Semestre.de_fecha(momento.astimezone(self.espacio.zona).date()).clave

    def _llamadas(self, leidos: Sequence[LoteLeido]) -> pl.DataFrame:
        filas = [f for x in leidos for p in x.paginas for f in self._cobros(x.consulta, p)]
        return pl.DataFrame(filas, schema=esquema_polars(LLAMADAS))

    def _llamadas_de_abiertos(self, desenlaces: Sequence[Desenlace]) -> pl.DataFrame:
        filas = [
            f
            for d in desenlaces
            if d.paginas
            for p in self.aterrizaje.abrir(d.consulta.lote, d.consulta.en_json()).paginas
            for f in self._cobros(d.consulta, p)
        ]
        return pl.DataFrame(filas, schema=esquema_polars(LLAMADAS))

    def _cobros(self, consulta: Consulta, pagina: PaginaCruda) -> list[dict[str, Any]]:
        dia = pagina.leida_en.astimezone(self.espacio.zona).date()
        comunes = {
            "llamada": f"{consulta.lote}:{pagina.archivo}",
            "lote": consulta.lote,
            "red": consulta.red,
            "operacion": consulta.operacion,
            "peticion": pagina.peticion,
            "momento": pagina.leida_en,
            "estado_http": pagina.estado,
            "resultado": "buena",
        }
        if not pagina.cargos:
            return [comunes | {"concepto": "ninguno", "unidades": 0, "costo_usd": 0.0}]
        return [
            comunes
            | {
                "concepto": c,
                "unidades": n,
                "costo_usd": n * vigente(self.tarifas, consulta.red, c, dia).precio_usd,
            }
            for c, n in pagina.cargos.items()
        ]


def _leido(
    consulta: Consulta,
    paginas: Sequence[PaginaCruda],
    lectura: LecturaApi | None,
    hallazgos: tuple[Hallazgo, ...],
    *,
    cerrado: bool,
) -> LoteLeido:
    return LoteLeido(
        consulta,
        [replace(p, cuerpo=b"") for p in paginas],
        AterrizajeApi.huella(paginas),
        sum(len(p.cuerpo) for p in paginas),
        lectura or LecturaApi(),
        0 if lectura is None else sum(getattr(lectura, n).height for n in _CON_FILAS),
        lectura is None,
        hallazgos,
        cerrado,
    )


def _juntar(leidos: Sequence[LoteLeido], nombre: str) -> pl.DataFrame:
    partes = [
        (x.consulta.lote, marco) for x in leidos if not (marco := getattr(x.lectura, nombre)).is_empty()
    ]
    tabla = _TABLAS[nombre]
    if not partes:
        return vacia(tabla)
    # El lote se pone una vez a todas: ponerlo en cada parte cuesta tanto como leerla.
    lotes = pl.DataFrame({"lote": [x for x, _ in partes], "filas": [m.height for _, m in partes]})
    junto = pl.concat([m for _, m in partes])
    return ajustar(junto.with_columns(lotes["lote"].repeat_by(lotes["filas"]).explode()), tabla)
