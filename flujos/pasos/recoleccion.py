"""Recolección por API: tres etapas, cada una con su plan guardado, sus lotes y su carga.

El plan de una etapa se guarda antes de la primera petición: si la corrida muere, la siguiente del mismo
momento lo retoma tal cual y pide solo lo que falta. Lo que quedó a medias de otro momento se termina antes
de planear lo nuevo, porque ya se pagó.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from almacen import purga, vista_recoleccion
from almacen.maestro import abrir_maestro
from almacen.purga_publicada import purgar_publicado
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.sesion import TIEMPO_LIMITE
from esquemas.hallazgos import Hallazgo
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_carga import Cargado
from flujos.pasos.recoleccion_corrida import Corrida, abrir_corrida
from flujos.pasos.recoleccion_etapas import planear, vistas_de
from flujos.pasos.recoleccion_lotes import Desenlace
from flujos.pasos.recoleccion_plan import SinCredencial
from flujos.pasos.recoleccion_reparto import RecorredorRepartido
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
        sin_purgar: Archivos publicados que aún guardan cifras que la retención manda borrar.
    """

    programada: datetime
    etapas: tuple[ResumenEtapa, ...]
    sin_credencial: tuple[SinCredencial, ...]
    sin_purgar: tuple[Path, ...]

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
    if isinstance(corrida.recorredor, RecorredorRepartido):
        corrida.recorredor.repartir(etapa.name.lower(), consultas)
    cargado = _recorrer_y_cargar(corrida, consultas)
    return ResumenEtapa(
        etapa,
        len(consultas),
        tuple(d for d in cargado.desenlaces if d.ausencia is not None),
        sum(d.paginas for d in cargado.desenlaces),
        cargado.publicaciones,
        cargado.hallazgos,
    )


def _recorrer_y_cargar(corrida: Corrida, consultas: Sequence[Consulta]) -> Cargado:
    # Si cargar falla, lo que ya se pidió termina de aterrizar antes de que el error siga.
    with closing(corrida.recorredor.recorrer(consultas)) as desenlaces:
        return corrida.cargador.cargar(consultas, desenlaces)


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
            vistas_de(corrida, base)
            cargados = vista_recoleccion.lotes_cargados(base, [c.lote for c in consultas])
        empezadas = [c for c in consultas if c.lote not in cargados and corrida.aterrizaje.empezado(c.lote)]
        if isinstance(corrida.recorredor, RecorredorRepartido):
            corrida.recorredor.olvidar(empezadas)
        cargado = _recorrer_y_cargar(corrida, empezadas)
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
            Consulta(s.red, s.operacion, (s.cuenta,), corrida.programada), Ausencia.SIN_PERMISO, s.detalle
        )
        for s in corrida.sin_credencial
    ]
    corrida.cargador.cargar([d.consulta for d in desenlaces], desenlaces)


def purgar(corrida: Corrida) -> tuple[Path, ...]:
    """Borra lo que la retención manda borrar; dice de qué archivos publicados no pudo borrarse."""
    ahora = corrida.espacio.ahora()
    for red, dias in corrida.espacio.recoleccion.retencion.items():
        with abrir_maestro(corrida.espacio.rutas, ahora) as base:
            purga.purgar(
                base,
                corrida.aterrizaje,
                red=red,
                antes_de=ahora - timedelta(days=dias),
                motivo=f"retención de {dias} días de lo leído con la clave pública",
                ahora=ahora,
            )
    if not corrida.espacio.recoleccion.retencion:
        return ()
    return purgar_publicado(corrida.espacio.rutas, ahora).sin_purgar


def recolectar(
    espacio: Espacio,
    programada: datetime,
    credenciales: Credenciales,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    avance: Avance = sin_avance,
    dormir: Callable[[float], None] = time.sleep,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
    en_otro_proceso: bool = False,
) -> ResumenRecoleccion:
    """Recolecta todo lo que toca; repetirla con el mismo momento no cambia ni vuelve a pedir nada.

    Los argumentos son los de ``abrir_corrida``; ``avance`` recibe qué se hace y cuánto va.
    """
    with abrir_corrida(
        espacio,
        programada,
        credenciales,
        semestres=semestres,
        dormir=dormir,
        tiempo_limite=tiempo_limite,
        en_otro_proceso=en_otro_proceso,
    ) as corrida:
        terminar_lo_pendiente(corrida)
        etapas = [correr_etapa(corrida, e, planear(corrida, e), avance) for e in Etapa]
        return cerrar(corrida, etapas)


def cerrar(corrida: Corrida, etapas: Sequence[ResumenEtapa]) -> ResumenRecoleccion:
    """Deja dicho lo que no tiene credencial, purga y, si nada quedó por pedir, da el plan por terminado."""
    anotar_sin_credencial(corrida)
    sin_purgar = purgar(corrida)
    faltan = any(corrida.planes.faltan(corrida.programada, e.name.lower()) for e in Etapa)
    if not faltan and not any(e.abiertos for e in etapas):
        corrida.planes.terminar(corrida.programada)
    return ResumenRecoleccion(corrida.programada, tuple(etapas), tuple(corrida.sin_credencial), sin_purgar)
