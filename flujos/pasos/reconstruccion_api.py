"""Releer los lotes de API y cargarlos como los cargó la recolección, sin pedir nada a nadie."""

from collections.abc import Mapping, Sequence

from almacen import carga
from almacen.aterrizaje_api import AterrizajeApi
from almacen.errores import LoteDanado
from almacen.inventario import Inventario
from almacen.maestro import abrir_maestro
from almacen.planes import Planes
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.entorno import Entorno
from conectores.comun.tarifas import leer_tarifas
from conectores.comun.vista import CuentaApi
from flujos.pasos.ajustes_recoleccion import REDES_CON_API
from flujos.pasos.avance import Avance
from flujos.pasos.credenciales import leer_credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_carga import Cargador
from flujos.pasos.recoleccion_encargo import crear_conectores
from flujos.pasos.recoleccion_lotes import Desenlace
from flujos.pasos.recoleccion_plan import semestres_por_recolectar
from flujos.pasos.reconstruccion_archivo import Antes
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_A_MEDIAS = "No se terminó de pedir; qué lo detuvo no consta en lo aterrizado."


def cargar_de_api(
    espacio: Espacio, inventario: Inventario, antes: Antes, conservar: frozenset[str], avance: Avance
) -> tuple[int, tuple[str, ...]]:
    """Relee los lotes de API que no se conservan y los carga por tandas.

    Returns:
        Cuántos se cargaron y una oración por cada uno que no pudo leerse.
    """
    relectura = _Relectura(espacio, antes)
    sin_leer: list[str] = []
    por_semestres: dict[tuple[Semestre, ...], list[Consulta]] = {}
    for manifiesto in inventario.api:
        if manifiesto.lote in conservar:
            continue
        try:
            consulta = relectura.consulta(manifiesto.lote, manifiesto.consulta)
        except LoteDanado as error:
            sin_leer.append(str(error))
            continue
        por_semestres.setdefault(relectura.semestres(consulta), []).append(consulta)
    leidos, total = 0, sum(len(c) for c in por_semestres.values())
    for semestres, consultas in sorted(por_semestres.items()):
        avance("Releyendo lo recolectado", leidos, total)
        consultas.sort(key=lambda c: (c.programada, c.lote))
        relectura.cargador(semestres).cargar(consultas, [Desenlace(c) for c in consultas])
        leidos += len(consultas)
    avance("Releyendo lo recolectado", leidos, total)
    a_medias = [lote for lote in inventario.abiertos if lote not in conservar]
    sin_leer.extend(relectura.abiertos(a_medias))
    return leidos, tuple(sin_leer)


class _Relectura:
    """Lo que hace falta para leer lo recolectado: conectores sin credenciales y lo que dicen los planes."""

    def __init__(self, espacio: Espacio, antes: Antes) -> None:
        self._espacio = espacio
        self._aterrizaje = AterrizajeApi(espacio.rutas.aterrizaje)
        self._planes = Planes(espacio.rutas.aterrizaje)
        self._cuentas = _cuentas(espacio, antes)
        ajustes = espacio.recoleccion
        credenciales = leer_credenciales(
            {}, {}, ortografia_x=ajustes.ortografia_x, version_meta=ajustes.version_meta
        )
        self._conectores = crear_conectores(
            Entorno(reloj=espacio.reloj, dormir=_no_dormir), credenciales, REDES_CON_API
        )

    def consulta(self, lote: str, texto: str | None) -> Consulta:
        """La consulta de un lote, comprobada: su identidad es la del lote y sus cuentas se conocen.

        Raises:
            LoteDanado: Si no es la suya, o no hay cómo leerla.
        """
        try:
            consulta = Consulta.de_json(texto or "")
        except (ValueError, KeyError, TypeError) as error:
            raise LoteDanado(lote, "no dice qué se pidió") from error
        if consulta.lote != lote or consulta.red not in self._conectores:
            raise LoteDanado(lote, "la consulta que guarda no es la suya")
        desconocidas = sorted(set(consulta.cuentas) - self._cuentas.keys())
        if desconocidas:
            raise LoteDanado(
                lote, f"es de {', '.join(desconocidas)}, que ya no está en padron/cuentas.csv: póngala ahí"
            )
        return consulta

    def semestres(self, consulta: Consulta) -> tuple[Semestre, ...]:
        """Los que se recolectaban cuando se pidió."""
        for etapa in Etapa:
            claves = self._planes.semestres(consulta.programada, etapa.name.lower())
            if claves:
                return tuple(Semestre.de_texto(c) for c in claves)
        return semestres_por_recolectar(self._espacio.recoleccion, consulta.programada, self._espacio.zona)

    def cargador(self, semestres: tuple[Semestre, ...]) -> Cargador:
        """Quien carga lo de esos semestres."""
        return Cargador(
            self._espacio, self._conectores, self._aterrizaje, self._cuentas, semestres, leer_tarifas()
        )

    def abiertos(self, lotes: Sequence[str]) -> list[str]:
        """Anota lo que costaron los lotes abiertos; los que nadie va a retomar se cargan a medias.

        Returns:
            Una oración por cada uno que no pudo leerse.
        """
        sin_leer = []
        for lote in lotes:
            try:
                texto, paginas = self._aterrizaje.leer(lote)
                consulta = self.consulta(lote, texto)
            except LoteDanado as error:
                sin_leer.append(str(error))
                continue
            cargador = self.cargador(self.semestres(consulta))
            if self._planes.terminado(consulta.programada):
                cargador.cargar_a_medias([Desenlace(consulta, Ausencia.FALLO, _A_MEDIAS, len(paginas))])
                continue
            with abrir_maestro(self._espacio.rutas, self._espacio.ahora()) as base:
                carga.anotar_llamadas(base, cargador.llamadas([(consulta, paginas)]))
        return sin_leer


def _cuentas(espacio: Espacio, antes: Antes) -> Mapping[str, CuentaApi]:
    """Las del padrón; de las que ya no están, lo que decía el antecedente."""
    filas = dict(antes.cuentas) | {f["cuenta"]: f for f in espacio.padron.cuentas.iter_rows(named=True)}
    return {
        clave: CuentaApi(
            cuenta=clave,
            red=f["red"],
            usuario=f["usuario"],
            id_plataforma=f["id_plataforma"],
            central=f["central"],
            desde=f["vigente_desde"],
            hasta=f["vigente_hasta"],
        )
        for clave, f in filas.items()
    }


def _no_dormir(_: float) -> None:
    """No se pide nada: no hay por qué esperar."""
