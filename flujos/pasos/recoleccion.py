"""Recolección por API: tres etapas, cada una con su plan guardado, sus lotes y su carga.

El plan de una etapa se guarda antes de la primera petición: si la corrida muere, la siguiente del mismo
momento lo retoma tal cual y pide solo lo que falta. Lo que quedó a medias de otro momento se termina antes
de planear lo nuevo, porque ya se pagó.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import import_module

import polars as pl

from almacen import carga, planes, purga, vista_recoleccion
from almacen.aterrizaje_api import AterrizajeApi
from almacen.candado import candado
from almacen.libreta import Libreta
from almacen.maestro import Base, abrir_maestro
from conectores import facebook, instagram, x, youtube
from conectores.comun.conector import Conector
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.entorno import Entorno
from conectores.comun.sesion import TIEMPO_LIMITE
from conectores.comun.tarifas import leer_tarifas
from conectores.comun.vista import CuentaApi, Vista
from esquemas.hallazgos import Hallazgo
from flujos.ajustes import direccion_del_simulador
from flujos.errores import OrdenInvalida
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.gasto import Caja
from flujos.pasos.recoleccion_carga import Cargador
from flujos.pasos.recoleccion_gasto import gastado_por_tope
from flujos.pasos.recoleccion_lotes import Apuntes, Desenlace, Recorredor
from flujos.pasos.recoleccion_plan import SinCredencial, armar_vista, cuentas_de, semestres_por_recolectar
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_TITULOS = {
    Etapa.PERFILES: "Leyendo perfiles",
    Etapa.PUBLICACIONES: "Leyendo publicaciones y cifras diarias",
    Etapa.METRICAS: "Releyendo cifras de publicaciones",
}


_NOMBRES = {
    Etapa.PERFILES: "Perfiles y seguidores",
    Etapa.PUBLICACIONES: "Publicaciones, menciones y cifras diarias",
    Etapa.METRICAS: "Relecturas de publicaciones",
}


@dataclass(frozen=True)
class ResumenEtapa:
    """Lo que dejó una etapa.

    Attributes:
        etapa: Cuál.
        lotes: Consultas del plan.
        abiertos: Las que no se terminaron, con su razón.
        paginas: Páginas aterrizadas.
        publicaciones: Publicaciones cargadas, contando relecturas.
        hallazgos: Lo que no vino como debía.
    """

    etapa: Etapa
    lotes: int
    abiertos: tuple[Desenlace, ...]
    paginas: int
    publicaciones: int
    hallazgos: tuple[Hallazgo, ...]

    @property
    def titulo(self) -> str:
        """Nombre de la etapa."""
        return _NOMBRES[self.etapa]


@dataclass(frozen=True)
class ResumenRecoleccion:
    """Lo que dejó una recolección.

    Attributes:
        programada: Momento programado.
        etapas: Sus etapas.
        sin_credencial: Cuentas que no tienen con qué leerse.
    """

    programada: datetime
    etapas: tuple[ResumenEtapa, ...]
    sin_credencial: tuple[SinCredencial, ...]

    @property
    def abiertos(self) -> tuple[Desenlace, ...]:
        """Consultas que no se terminaron."""
        return tuple(d for e in self.etapas for d in e.abiertos)

    @property
    def con_fallas(self) -> bool:
        """Si algo no se obtuvo por una falla, y no por decisión de quien opera."""
        return any(d.ausencia is not Ausencia.PRESUPUESTO for d in self.abiertos) or any(
            e.hallazgos for e in self.etapas
        )


@dataclass
class Corrida:
    """Una recolección en curso: lo que comparten sus etapas."""

    espacio: Espacio
    programada: datetime
    semestres: tuple[Semestre, ...]
    credenciales: Credenciales
    conectores: Mapping[str, Conector]
    aterrizaje: AterrizajeApi
    planes: planes.Planes
    recorredor: Recorredor
    cuentas: dict[str, CuentaApi] = field(default_factory=dict)
    sin_credencial: list[SinCredencial] = field(default_factory=list)

    @property
    def cargador(self) -> Cargador:
        """Cargador con las cuentas que se conocen hasta ahora."""
        return Cargador(
            self.espacio, self.conectores, self.aterrizaje, self.cuentas, self.semestres, leer_tarifas()
        )


def recolecta(espacio: Espacio) -> bool:
    """Si el espacio recolecta por API; el de ejemplo, solo cuando hay un simulador de quien hacerlo."""
    return bool(espacio.recoleccion.redes) and (not espacio.ejemplo or bool(bases_de(espacio)))


def bases_de(espacio: Espacio) -> dict[str, str]:
    """Direcciones que sustituyen a las de las plataformas: las del simulador, si se usa uno."""
    simulador = direccion_del_simulador()
    if simulador is None:
        return dict(espacio.recoleccion.bases)
    return dict.fromkeys(("x", "meta", "youtube", "oauth"), simulador)


@contextmanager
def abrir_corrida(
    espacio: Espacio,
    programada: datetime,
    credenciales: Credenciales,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    dormir: Callable[[float], None] = time.sleep,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
) -> Iterator[Corrida]:
    """Abre una recolección; nadie más recolecta en el espacio mientras dura.

    Args:
        espacio: Espacio abierto.
        programada: Momento programado, con zona.
        credenciales: De todas las redes.
        semestres: Los que se recolectan; si no se dicen, el que corre y el anterior durante la gracia.
        dormir: Espera esos segundos.
        tiempo_limite: Segundos para conectar y para recibir.

    Raises:
        AlmacenOcupado: Si otra recolección no termina a tiempo.
        OrdenInvalida: Si el espacio no recolecta por API.
    """
    if not recolecta(espacio):
        raise OrdenInvalida(
            "Este espacio no recolecta por API: diga qué redes en [recoleccion] de pertinencia.toml. El de "
            "ejemplo solo recolecta de su simulador."
        )
    # Antes de la primera petición: cargarlo tarda, y a media recolección detendría a los hilos que piden.
    import_module("esquemas.calidad.motor")
    ajustes = espacio.recoleccion
    elegidos = semestres or semestres_por_recolectar(ajustes, programada, espacio.zona)
    raiz = espacio.rutas.aterrizaje
    with candado(espacio.rutas.datos / "recoleccion", 5.0):
        libreta = Libreta(raiz, f"{programada:%Y%m%dT%H%M%S}")
        apuntes = Apuntes(libreta)
        entorno = Entorno(
            reloj=espacio.reloj,
            dormir=dormir,
            anotar=apuntes.anotar,
            bases=bases_de(espacio),
            espera_maxima=ajustes.espera_maxima,
            tiempo_limite=tiempo_limite,
        )
        conectores = crear_conectores(entorno, credenciales, ajustes.redes)
        aterrizaje = AterrizajeApi(raiz)
        with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
            padron = espacio.padron
            carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
            carga.sustituir_catalogo(base, marco_del_catalogo())
            caja = Caja(
                ajustes.topes,
                leer_tarifas(),
                gastado_por_tope(base, ajustes.topes, programada, espacio.zona),
                programada.astimezone(espacio.zona).date(),
            )
        recorredor = Recorredor(conectores, aterrizaje, caja, apuntes, espacio.reloj, ajustes.hilos)
        corrida = Corrida(
            espacio,
            programada,
            elegidos,
            credenciales,
            conectores,
            aterrizaje,
            planes.Planes(raiz),
            recorredor,
        )
        try:
            yield corrida
        finally:
            with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
                carga.anotar_libretas(base, raiz)


def crear_conectores(
    entorno: Entorno, credenciales: Credenciales, redes: Sequence[str]
) -> dict[str, Conector]:
    """El conector de cada red que se recolecta."""
    fabricas: dict[str, Callable[[], Conector]] = {
        "x": lambda: x.crear(entorno, credenciales.x),
        "facebook": lambda: facebook.crear(entorno, credenciales.meta),
        "instagram": lambda: instagram.crear(entorno, credenciales.meta),
        "youtube": lambda: youtube.crear(entorno, credenciales.youtube),
    }
    return {red: fabricas[red]() for red in redes}


def planear(corrida: Corrida, etapa: Etapa) -> list[Consulta]:
    """Consultas de una etapa: las del plan guardado, si esta corrida ya lo tenía, o las que tocan ahora.

    De una cuenta a la que la etapa anterior no terminó de leer se planea lo que se sabe; cuando termina, se
    le planea lo que falte. Lo que una falla ya detuvo no entra en el plan de relecturas: se planea cuando
    se pueda, con lo que entonces se sepa.
    """
    nombre = etapa.name.lower()
    guardado = corrida.planes.leer(corrida.programada, nombre)
    with abrir_maestro(corrida.espacio.rutas, corrida.espacio.ahora()) as base:
        vistas = _vistas(corrida, base)
        faltan = _a_medias(corrida, base, etapa)
    plan = [Consulta.de_json(c) for c in guardado or ()]
    if guardado is not None:
        listas = corrida.planes.faltan(corrida.programada, nombre) - faltan
        if not listas:
            return plan
        planeados = [o for c in plan for o in c.objetos]
        vistas = {r: _solo(v, listas, planeados) for r, v in vistas.items()}
    nuevas = [c for red, vista in vistas.items() for c in corrida.conectores[red].planear(etapa, vista)]
    if etapa is Etapa.METRICAS:
        faltan |= {cuenta for c in nuevas if corrida.recorredor.detenida(c) for cuenta in c.cuentas}
        nuevas = [c for c in nuevas if not corrida.recorredor.detenida(c)]
    plan += nuevas
    corrida.planes.guardar(corrida.programada, nombre, [c.en_json() for c in plan], faltan)
    return plan


def _a_medias(corrida: Corrida, base: Base, etapa: Etapa) -> set[str]:
    """Cuentas de las que la etapa anterior no leyó aún lo que esta necesita."""
    if etapa is Etapa.PERFILES:
        return set()
    anterior = Etapa(etapa - 1).name.lower()
    # Cada etapa lleva el nombre de la operación de que vive la siguiente.
    consultas = [
        c
        for texto in corrida.planes.leer(corrida.programada, anterior) or ()
        if (c := Consulta.de_json(texto)).operacion == anterior and c.red in corrida.conectores
    ]
    cargados = vista_recoleccion.lotes_cargados(base, [c.lote for c in consultas])
    abiertas = {cuenta for c in consultas if c.lote not in cargados for cuenta in c.cuentas}
    if etapa is Etapa.PUBLICACIONES:
        # Del perfil solo se necesita el identificador.
        return {c for c in abiertas if c in corrida.cuentas and corrida.cuentas[c].id_plataforma is None}
    return abiertas


def _solo(vista: Vista, cuentas: frozenset[str], planeados: Sequence[str]) -> Vista:
    """La vista de unas cuentas, sin lo que ya está en el plan."""
    return replace(
        vista,
        cuentas=tuple(c for c in vista.cuentas if c.cuenta in cuentas),
        publicaciones=vista.publicaciones.filter(~pl.col("id_publicacion").is_in(planeados)),
    )


def _vistas(corrida: Corrida, base: Base) -> dict[str, Vista]:
    identificadores = vista_recoleccion.identificadores(base)
    vistas = {}
    corrida.sin_credencial.clear()
    for red in corrida.conectores:
        con, sin = cuentas_de(corrida.espacio, red, corrida.semestres, corrida.credenciales, identificadores)
        corrida.cuentas.update({c.cuenta: c for c in con})
        corrida.sin_credencial.extend(sin)
        vistas[red] = armar_vista(
            base, red, corrida.programada, corrida.semestres, con, corrida.espacio.recoleccion.ventanas
        )
    return vistas


def correr_etapa(
    corrida: Corrida, etapa: Etapa, consultas: Sequence[Consulta], avance: Avance = sin_avance
) -> ResumenEtapa:
    """Recorre las consultas de una etapa y las carga."""
    hechos = 0

    def contar(_: Desenlace) -> None:
        nonlocal hechos
        hechos += 1
        avance(_TITULOS[etapa], hechos, len(consultas))

    avance(_TITULOS[etapa], 0, len(consultas))
    corrida.recorredor.al_terminar = contar
    cargado = corrida.cargador.cargar(consultas, corrida.recorredor.recorrer(consultas))
    return ResumenEtapa(
        etapa,
        len(consultas),
        tuple(d for d in cargado.desenlaces if d.ausencia is not None),
        sum(d.paginas for d in cargado.desenlaces),
        cargado.publicaciones,
        cargado.hallazgos,
    )


def terminar_lo_pendiente(corrida: Corrida) -> int:
    """Termina o carga lo que dejaron a medias recolecciones de otro momento; dice cuántos lotes eran.

    De lo que no llegó a pedirse nada no queda nada que salvar: la recolección de ahora lo vuelve a planear.
    """
    cuantos = 0
    for momento in corrida.planes.sin_terminar():
        if momento == corrida.programada:
            continue
        consultas = [
            c
            for etapa in Etapa
            for texto in corrida.planes.leer(momento, etapa.name.lower()) or ()
            if (c := Consulta.de_json(texto)).red in corrida.conectores
        ]
        with abrir_maestro(corrida.espacio.rutas, corrida.espacio.ahora()) as base:
            _vistas(corrida, base)
            cargados = vista_recoleccion.lotes_cargados(base, [c.lote for c in consultas])
        empezadas = [c for c in consultas if c.lote not in cargados and corrida.aterrizaje.empezado(c.lote)]
        cargado = corrida.cargador.cargar(empezadas, corrida.recorredor.recorrer(empezadas))
        corrida.cargador.cargar_a_medias(
            [d for d in cargado.desenlaces if d.ausencia is not None and d.paginas]
        )
        corrida.planes.terminar(momento)
        cuantos += len(empezadas)
    return cuantos


def anotar_sin_credencial(corrida: Corrida) -> None:
    """Deja dicho, cuenta por cuenta, que no hay con qué leerla."""
    desenlaces = [
        Desenlace(
            Consulta(s.red, "perfiles", (s.cuenta,), corrida.programada), Ausencia.SIN_PERMISO, s.detalle
        )
        for s in corrida.sin_credencial
    ]
    corrida.cargador.cargar([d.consulta for d in desenlaces], desenlaces)


def purgar(corrida: Corrida) -> int:
    """Borra lo que la retención manda borrar; dice cuántos lotes."""
    cuantos = 0
    ahora = corrida.espacio.ahora()
    for red, dias in corrida.espacio.recoleccion.retencion.items():
        with abrir_maestro(corrida.espacio.rutas, ahora) as base:
            cuantos += purga.purgar(
                base,
                corrida.aterrizaje,
                red=red,
                antes_de=ahora - timedelta(days=dias),
                motivo=f"retención de {dias} días de lo leído con la clave pública",
                ahora=ahora,
            ).lotes
    return cuantos


def recolectar(
    espacio: Espacio,
    programada: datetime,
    credenciales: Credenciales,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    avance: Avance = sin_avance,
    dormir: Callable[[float], None] = time.sleep,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
) -> ResumenRecoleccion:
    """Recolecta todo lo que toca; repetirla con el mismo momento no cambia ni vuelve a pedir nada."""
    with abrir_corrida(
        espacio, programada, credenciales, semestres=semestres, dormir=dormir, tiempo_limite=tiempo_limite
    ) as corrida:
        terminar_lo_pendiente(corrida)
        etapas = [correr_etapa(corrida, e, planear(corrida, e), avance) for e in Etapa]
        return cerrar(corrida, etapas)


def cerrar(corrida: Corrida, etapas: Sequence[ResumenEtapa]) -> ResumenRecoleccion:
    """Deja dicho lo que no tiene credencial, purga y, si nada quedó por pedir, da el plan por terminado."""
    anotar_sin_credencial(corrida)
    purgar(corrida)
    faltan = any(corrida.planes.faltan(corrida.programada, e.name.lower()) for e in Etapa)
    if not faltan and not any(e.abiertos for e in etapas):
        corrida.planes.terminar(corrida.programada)
    return ResumenRecoleccion(corrida.programada, tuple(etapas), tuple(corrida.sin_credencial))
