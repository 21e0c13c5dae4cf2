"""Recepción (art. 11): recibir por turno lo que se entregó por archivo y acusar recibo."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from almacen import carga, correos, recepciones
from almacen.candado import candado
from almacen.maestro import ESPERA_SEGUNDOS, abrir_maestro, abrir_reservado
from conectores.archivos.tipos import VERSION_LECTORES
from esquemas.hallazgos import observaciones
from flujos.ajustes import usuario_del_equipo
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.correos_atencion import confirmar_correo
from flujos.pasos.correos_recibidos import recibir_correos
from flujos.pasos.entradas import Cargado, copias, en_tandas, enlaces, enumerar, pendientes
from flujos.pasos.entradas_carpetas import carpetas_ajenas
from flujos.pasos.espacio import Espacio
from flujos.pasos.huellas import Huellas
from flujos.pasos.lectores import lectores as repartir
from flujos.pasos.padron_movimientos import registrar_movimientos
from flujos.pasos.recepcion_resumen import Preparacion, ResumenRecepcion
from flujos.pasos.recepcion_tanda import CODIGO_DE_OTRO_SEMESTRE, con_cuenta, lector_con_padron, recibir_tanda
from flujos.pasos.recepciones import registrar_recepciones
from flujos.reloj import reloj_del_sistema
from lineamientos.semestres import Semestre


def preparar(espacio: Espacio, semestre: Semestre, rutas: Sequence[Path] = ()) -> Preparacion:
    """Pone al día padrón y catálogo, recibe los correos y reparte lo pendiente en tandas."""
    ahora = espacio.ahora()
    huellas, todo = Huellas(espacio), not rutas
    correos_vistos = recibir_correos(espacio, semestre, rutas, huellas.de)
    if rutas:
        de_correos = (espacio.entradas / a for c in correos_vistos for a in c.archivos)
        rutas = [*rutas, *(r for r in de_correos if r.exists())]
    with abrir_reservado(espacio.rutas, ahora) as reservado:
        carga.sustituir_contactos(reservado, espacio.padron.contactos, espacio.padron.encargados)
        momentos = correos.lotes_por_correo(reservado)
    entrantes = enumerar(espacio, semestre, rutas, huellas.de)
    huellas.guardar(todo=todo)
    with abrir_maestro(espacio.rutas, ahora) as base:
        _barrer(espacio)
        momentos |= recepciones.momentos_de_sello(base)
        entrantes = [
            replace(e, recibido_en=momentos.get(e.lote) or _puesto_en(espacio, e.ruta)) for e in entrantes
        ]
        padron = espacio.padron
        carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
        carga.sustituir_catalogo(base, marco_del_catalogo())
        registrar_movimientos(espacio, base, Semestre.de_fecha(espacio.ahora_local().date()), "recepción")
        conocidos = carga.lotes_conocidos(base, CODIGO_DE_OTRO_SEMESTRE)
        cargados = {
            f["lote"]: Cargado(f["lector"], Semestre.de_texto(f["semestre"]), f["trae_otros"])
            for f in conocidos.filter(pl.col("estado") != "rechazado").iter_rows(named=True)
        }
        for entrante in entrantes:
            if entrante.copias and entrante.lote in cargados:
                suyo = cargados[entrante.lote].semestre.clave
                propios = [con_cuenta(espacio, entrante, h) for h in copias(entrante)]
                avisos = observaciones(propios, detectada_en=ahora, semestre=suyo, lote=entrante.lote)
                carga.anotar(base, avisos)
    por_recibir = pendientes(entrantes, cargados, (VERSION_LECTORES, lector_con_padron(espacio)))
    vistos = sum(1 + len(e.copias) for e in entrantes)
    tandas = tuple(tuple(t) for t in en_tandas(por_recibir))
    citados = (*(e.archivo for e in entrantes), *(c.archivo for c in correos_vistos))
    avisos_de_carpetas = (*enlaces(espacio), *carpetas_ajenas(espacio, citados))
    return Preparacion(vistos, tandas, avisos_de_carpetas, correos_vistos)


def _puesto_en(espacio: Espacio, ruta: Path) -> datetime | None:
    """Cuándo se dejó un archivo en su carpeta: quien recibe cada hora lo ve después (art. 10).

    Es el cambio de su entrada en el disco, que copiar o mover no conservan; su fecha de edición no lo dice.
    Con un reloj que no es el de la computadora no hay con qué compararlo.
    """
    if espacio.reloj is not reloj_del_sistema:
        return None
    return min(espacio.ahora(), datetime.fromtimestamp(int(ruta.stat().st_ctime), UTC))


def _barrer(espacio: Espacio) -> None:
    """Quita lo que dejó a medias un proceso que murió.

    Quien llama tiene el turno y el maestro: sin uno de los dos nadie aterriza un archivo ni un asiento, de
    modo que nada de lo que quita lo está escribiendo otro.
    """
    for carpeta in (espacio.rutas.aterrizaje, espacio.rechazados):
        for resto in carpeta.rglob(".*.parcial"):
            resto.unlink()


@contextmanager
def turno(espacio: Espacio, espera_segundos: float = ESPERA_SEGUNDOS) -> Iterator[None]:
    """Mientras dura el bloque nadie más recibe en este espacio: dos a la vez moverían los mismos archivos.

    Raises:
        AlmacenOcupado: Si otra recepción no termina a tiempo.
    """
    with candado(espacio.rutas.datos / "recepcion", espera_segundos):
        yield


def recibir(
    espacio: Espacio,
    semestre: Semestre,
    rutas: Sequence[Path] = (),
    avance: Avance = sin_avance,
    *,
    confirmar: Sequence[str] = (),
    por: str | None = None,
) -> ResumenRecepcion:
    """Recibe todo lo pendiente de ``entradas`` para un semestre y acusa recibo de lo que entró.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre que se recibe.
        rutas: Archivos o carpetas dentro de ``entradas``; todo, si no se dicen.
        avance: Recibe qué se hace y cuánto va.
        confirmar: Huellas de correos apartados que esa persona confirma.
        por: Quién recibe; si no se dice, el usuario de este equipo.

    Raises:
        OrdenInvalida: Si una ruta no es de ``entradas`` o un correo no puede confirmarse.
    """
    quien = por or usuario_del_equipo()
    with turno(espacio):
        confirmados = [confirmar_correo(espacio, semestre, c, quien) for c in confirmar]
        preparacion = preparar(espacio, semestre, rutas)
        total = sum(len(tanda) for tanda in preparacion.tandas)
        resumenes, hechos = [], 0
        with repartir(espacio, preparacion.tandas) as lectores:
            for tanda in preparacion.tandas:
                avance("Recibiendo archivos", hechos, total)
                hechos += len(tanda)
                resumenes.append(recibir_tanda(espacio, tanda, lectores))
        acuses = acusar(espacio, semestre, quien)
    avance("Recibiendo archivos", total, total)
    return ResumenRecepcion(
        preparacion.vistos,
        preparacion.ya_conocidos,
        tuple(resumenes),
        preparacion.avisos,
        acuses,
        (*confirmados, *preparacion.correos),
    )


def acusar(espacio: Espacio, semestre: Semestre, por: str | None = None) -> tuple[str, ...]:
    """Acusa recibo de lo que entró y no lo tiene; por quien se dice o por el usuario de este equipo."""
    with abrir_al_dia(espacio) as base:
        return registrar_recepciones(espacio, base, semestre, por or usuario_del_equipo())
