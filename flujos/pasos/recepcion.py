"""Recepción (art. 11): aterrizar, normalizar, revisar y cargar lo que se entregó por archivo."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from almacen import carga, correos, recepciones
from almacen.candado import candado
from almacen.maestro import ESPERA_SEGUNDOS, Base, abrir_maestro, abrir_reservado
from conectores.archivos.tipos import VERSION_LECTORES, Lectura
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, EVIDENCIAS, LOTES, MEDICIONES, OBSERVACIONES, PUBLICACIONES
from flujos.ajustes import usuario_del_equipo
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.correos_decision import CUARENTENA
from flujos.pasos.correos_recibidos import CorreoVisto, confirmar_correo, recibir_correos
from flujos.pasos.entradas import Cargado, Entrante, apartar, copias, en_tandas, enlaces, enumerar, pendientes
from flujos.pasos.entradas_carpetas import carpetas_ajenas
from flujos.pasos.espacio import Espacio
from flujos.pasos.huellas import Huellas
from flujos.pasos.lectores import Lectores, Leido
from flujos.pasos.lectores import lectores as repartir
from flujos.pasos.padron_movimientos import registrar_movimientos
from flujos.pasos.recepciones import registrar_recepciones
from flujos.pasos.revision import revisar
from flujos.reloj import reloj_del_sistema
from lineamientos.semestres import Semestre

CODIGO_DE_OTRO_SEMESTRE = "L502"
"""El archivo trae además fechas de otro semestre, que no se cargaron."""


@dataclass(frozen=True)
class ResumenTanda:
    """Lo que pasó con una tanda de archivos."""

    cargados: int = 0
    parciales: int = 0
    rechazados: int = 0
    filas: int = 0
    hallazgos: tuple[Hallazgo, ...] = ()
    apartados: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResumenRecepcion:
    """Lo que pasó en una recepción.

    Attributes:
        vistos: Archivos que había en ``entradas``.
        ya_conocidos: Los que ya estaban cargados y no se tocaron.
        tandas: Lo que pasó con los demás.
        avisos: Lo que se vio en ``entradas`` y alguien debe mirar.
        acuses: Identidades de las recepciones de que se acusó recibo.
        correos: Correos que había en ``entradas`` y qué se hizo con cada uno.
    """

    vistos: int
    ya_conocidos: int
    tandas: tuple[ResumenTanda, ...] = ()
    avisos: tuple[Hallazgo, ...] = ()
    acuses: tuple[str, ...] = ()
    correos: tuple[CorreoVisto, ...] = ()

    def suma(self, campo: str) -> int:
        """Suma un conteo de las tandas."""
        return sum(int(getattr(t, campo)) for t in self.tandas)

    @property
    def hallazgos(self) -> tuple[Hallazgo, ...]:
        """Hallazgos de todas las tandas."""
        return self.avisos + tuple(h for t in self.tandas for h in t.hallazgos)

    @property
    def apartados(self) -> tuple[str, ...]:
        """Archivos que se movieron a ``entradas/rechazados``."""
        return tuple(a for t in self.tandas for a in t.apartados)

    @property
    def con_fallas(self) -> bool:
        """Si hubo archivos, filas o correos que no entraron."""
        apartados = any(c.estado == CUARENTENA for c in self.correos)
        return apartados or self.suma("rechazados") + self.suma("parciales") > 0


@dataclass(frozen=True)
class Preparacion:
    """Lo que hay por recibir.

    Attributes:
        vistos: Archivos que hay en ``entradas``.
        tandas: Los que no están cargados, repartidos.
        avisos: Los enlaces simbólicos, que no se siguen, y las carpetas que no son de una cuenta.
        correos: Correos que había y qué se hizo con cada uno; sus archivos ya están entre los demás.
    """

    vistos: int
    tandas: tuple[tuple[Entrante, ...], ...]
    avisos: tuple[Hallazgo, ...] = ()
    correos: tuple[CorreoVisto, ...] = ()

    @property
    def ya_conocidos(self) -> int:
        """Archivos ya cargados, que no se tocan."""
        return self.vistos - sum(1 + len(e.copias) for t in self.tandas for e in t)


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
                propios = [_con_cuenta(espacio, entrante, h) for h in copias(entrante)]
                avisos = observaciones(propios, detectada_en=ahora, semestre=suyo, lote=entrante.lote)
                carga.anotar(base, avisos)
    por_recibir = pendientes(entrantes, cargados, (VERSION_LECTORES, lector_con_padron(espacio)))
    vistos = sum(1 + len(e.copias) for e in entrantes)
    tandas = tuple(tuple(t) for t in en_tandas(por_recibir))
    citados = (*(e.archivo for e in entrantes), *(c.archivo for c in correos_vistos))
    avisos_de_carpetas = (*enlaces(espacio), *carpetas_ajenas(espacio, citados))
    return Preparacion(vistos, tandas, avisos_de_carpetas, correos_vistos)


def _con_cuenta(espacio: Espacio, entrante: Entrante, hallazgo: Hallazgo) -> Hallazgo:
    """El hallazgo, que es de la cuenta de la carpeta si no dice la suya."""
    if hallazgo.cuenta or entrante.carpeta not in espacio.padron.claves:
        return hallazgo
    return replace(hallazgo, cuenta=entrante.carpeta)


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


def lector_con_padron(espacio: Espacio) -> str:
    """Versión con que se anota un lote que dio hallazgos: si el padrón cambia, se vuelve a leer.

    Una cuenta que faltaba en el padrón pudo ser la razón de un hallazgo; al darla de alta, sus filas entran.
    """
    huella = hashlib.sha256(espacio.padron.cuentas.write_csv().encode()).hexdigest()
    return f"{VERSION_LECTORES}+{huella[:12]}"


def recibir_tanda(
    espacio: Espacio, tanda: Sequence[Entrante], lectores: Lectores | None = None
) -> ResumenTanda:
    """Recibe una tanda de un semestre: cada archivo aterriza antes de leerse; todos se cargan juntos."""
    semestre = tanda[0].semestre
    leidos = (lectores or Lectores(espacio)).leer(tanda)
    # Uno ya recibido para otro semestre que de este no trae nada no es un rechazo: se queda donde está.
    leidos = [x for x in leidos if not trae_nada_de_otro(x)]
    nueva, hallazgos = normalizar(espacio, semestre, leidos)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        conservados = _conservados(base, nueva)
        carga.cargar(base, nueva.sin(conservados))
    estados: dict[str, str] = dict(nueva.lotes.select("lote", "estado").iter_rows())
    apartados = [x for x in leidos if estados[x.lote] == "rechazado" and x.lote not in conservados]
    for leido in apartados:
        apartar(espacio, leido.entrante, hallazgos[leido.lote])
    valores = list(estados.values())
    return ResumenTanda(
        cargados=valores.count("cargado"),
        parciales=valores.count("parcial"),
        rechazados=len(apartados),
        filas=int(nueva.lotes["filas_leidas"].sum()),
        hallazgos=tuple(h for hs in hallazgos.values() for h in hs),
        apartados=tuple(x.entrante.archivo for x in apartados),
    )


def _conservados(base: Base, nueva: carga.Tanda) -> frozenset[str]:
    """Lotes que ya estaban cargados y que, releídos, darían menos filas: se quedan como estaban.

    Una cuenta que sale del padrón no borra lo que rindió mientras estuvo.
    """
    antes = carga.lotes_conocidos(base, CODIGO_DE_OTRO_SEMESTRE).filter(pl.col("estado") != "rechazado")
    ahora = nueva.lotes.select(
        "lote", (pl.col("filas_leidas") - pl.col("filas_rechazadas")).alias("entrarian"), "estado"
    )
    menos = antes.join(ahora, on="lote", suffix="_nuevo").filter(
        (pl.col("estado_nuevo") == "rechazado") | (pl.col("entrarian") < pl.col("entraron"))
    )
    return frozenset(menos["lote"])


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


def normalizar(
    espacio: Espacio, semestre: Semestre, leidos: Sequence[Leido]
) -> tuple[carga.Tanda, dict[str, list[Hallazgo]]]:
    """Junta las lecturas de la tanda, las revisa y arma lo que se carga."""
    hallazgos = {
        x.lote: [
            _con_cuenta(espacio, x.entrante, h)
            for h in (*(h for lec in x.lecturas for h in lec.hallazgos), *copias(x.entrante))
        ]
        for x in leidos
    }
    revisado = revisar(
        espacio,
        semestre,
        _juntar(MEDICIONES, [(x.lote, lec.mediciones) for x in leidos for lec in x.lecturas]),
        _juntar(PUBLICACIONES, [(x.lote, lec.publicaciones) for x in leidos for lec in x.lecturas]),
        _juntar(DIARIAS, [(x.lote, lec.diarias) for x in leidos for lec in x.lecturas]),
    )
    for lote, hallazgo in revisado.hallazgos:
        hallazgos[lote].append(hallazgo)
    ahora = espacio.ahora()
    marcos = [
        observaciones(hs, detectada_en=ahora, semestre=semestre.clave, lote=lote)
        for lote, hs in hallazgos.items()
        if hs
    ]
    con_padron = lector_con_padron(espacio)
    lotes = [
        _fila_de_lote(x, con_padron if hallazgos[x.lote] else VERSION_LECTORES, revisado.rotos)
        for x in leidos
    ]
    tanda = carga.Tanda(
        lotes=pl.DataFrame(lotes, schema=esquema_polars(LOTES)),
        mediciones=revisado.mediciones,
        publicaciones=revisado.publicaciones,
        diarias=revisado.diarias,
        evidencias=_juntar(EVIDENCIAS, [(x.lote, lec.evidencias) for x in leidos for lec in x.lecturas]),
        observaciones=pl.concat(marcos) if marcos else vacia(OBSERVACIONES),
    )
    return tanda, hallazgos


def trae_nada_de_otro(leido: Leido) -> bool:
    """Si es un archivo ya recibido para otro semestre y de este no trae nada."""
    return leido.entrante.tambien and _estado(leido.lecturas, roto=False) == "rechazado"


def _juntar(tabla: Tabla, partes: Sequence[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    marcos = [m.with_columns(pl.lit(lote).alias("lote")) for lote, m in partes if not m.is_empty()]
    return ajustar(pl.concat(marcos), tabla) if marcos else vacia(tabla)


def _fila_de_lote(leido: Leido, lector: str, rotos: frozenset[str]) -> dict[str, object]:
    clases = sorted({lec.clase for lec in leido.lecturas if lec.clase})
    return {
        "lote": leido.lote,
        "origen": "archivo",
        "semestre": leido.entrante.semestre.clave,
        "clase": clases[0] if len(clases) == 1 else "conjunto" if clases else None,
        "carpeta": leido.entrante.carpeta,
        "archivo": leido.entrante.archivo,
        "sha256": leido.entrante.sha256,
        "bytes": leido.entrante.bytes,
        "recibido_en": leido.recibido_en,
        "estado": _estado(leido.lecturas, roto=leido.lote in rotos),
        "filas_leidas": sum(lec.filas_leidas for lec in leido.lecturas),
        "filas_rechazadas": sum(lec.filas_rechazadas for lec in leido.lecturas),
        "lector": lector,
    }


def _estado(lecturas: Sequence[Lectura], *, roto: bool) -> str:
    if roto or not lecturas or all(x.rechazado for x in lecturas):
        return "rechazado"
    if any(x.rechazado or x.filas_rechazadas for x in lecturas):
        return "parcial"
    return "cargado"
