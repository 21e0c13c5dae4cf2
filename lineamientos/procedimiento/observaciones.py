"""En qué está cada observación: abierta, subsanada, renovada o aclarada (Lineamientos, art. 14).

Lo entregado después sustituye campo por campo: cierra las observaciones de lo que trae y deja las demás. Si
vuelve a traer lo mismo mal, la observación es la misma y el plazo que corría no empieza de nuevo.

La misma regla está en SQL (``almacen/sql/observaciones_vigentes.sql``) para quien solo tiene la base
publicada; una prueba las compara.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

AVISO, RECHAZO = "aviso", "rechazo"
"""Un aviso se confirma y no se subsana; un rechazo solo se subsana con otra entrega."""


class Situacion(StrEnum):
    """En qué está una observación."""

    ABIERTA = "abierta"
    SUBSANADA = "subsanada"
    RENOVADA = "renovada"
    """Una entrega posterior trae lo mismo, otra vez mal: sigue en la observación de esa entrega."""
    ACLARADA = "aclarada"


@dataclass(frozen=True)
class Observacion:
    """Una observación como se detectó.

    Attributes:
        observacion: Identidad.
        cuenta: De qué cuenta, o ``None`` si no se supo.
        codigo: Código de la regla que la produjo.
        severidad: «rechazo», «observacion» o «aviso».
        campo: Campo o métrica de que trata, o ``None`` si es de todo el archivo o de una fila.
        encontrado: Lo que se encontró.
        lote: Lote en que se detectó, o ``None`` si es de las cifras del semestre.
        vigente: Si es de las cifras, si la última evaluación la hace.
    """

    observacion: str
    cuenta: str | None
    codigo: str
    severidad: str
    campo: str | None = None
    encontrado: str | None = None
    lote: str | None = None
    vigente: bool = True


@dataclass(frozen=True)
class Entrega:
    """Un lote recibido.

    Attributes:
        lote: Identidad.
        recibida_en: Instante en que llegó; de dos que llegaron a la vez, ninguna corrige a la otra.
        clase: Qué es: formato, exportación, …
        rechazada: Si nada de ella entró.
        de_api: Si la leyó el programa y no la entregó nadie; solo corrige lo que leyó la misma consulta.
        campos: De cada cuenta, los campos que trae con un valor o con una ausencia declarada.
        archivo: Nombre con que llegó: de lo que no se supo de qué cuenta era, corrige lo del mismo nombre.
    """

    lote: str
    recibida_en: datetime
    clase: str | None
    rechazada: bool = False
    de_api: bool = False
    campos: Mapping[str, frozenset[str]] = field(default_factory=dict)
    archivo: str = ""


@dataclass(frozen=True)
class Seguida:
    """Una observación y en qué está.

    Attributes:
        observacion: La observación.
        situacion: En qué está.
        por: Lote que la subsanó u observación que la renueva; vacío si nada.
        raiz: La primera de la cadena de renovaciones: ella misma, si no renueva a ninguna.
        notificada: Si ella, o una de las que renueva, se notificó.
        notificable: Si quien administra la cuenta puede corregirla y debe notificársele.
    """

    observacion: Observacion
    situacion: Situacion
    por: str = ""
    raiz: str = ""
    notificada: bool = False
    notificable: bool = False


@dataclass(frozen=True)
class Reglas:
    """Qué códigos se tratan aparte.

    Attributes:
        no_notificables: Los que no corrige quien administra la cuenta, o que siguen otro camino.
        de_falta: Los que dicen que algo no viene: los cierra cualquier entrega que lo traiga, aun anterior.
        solo_de_archivo: Los de lo que una API ya no deja leer: los cierra un archivo y no leerla otra vez.
    """

    no_notificables: frozenset[str] = frozenset()
    de_falta: frozenset[str] = frozenset()
    solo_de_archivo: frozenset[str] = frozenset()


def seguir(
    observaciones: Sequence[Observacion],
    entregas: Iterable[Entrega],
    *,
    notificadas: Collection[str] = (),
    aclaradas: Collection[str] = (),
    reglas: Reglas,
) -> tuple[Seguida, ...]:
    """Dice en qué está cada observación de un semestre (art. 14).

    Args:
        observaciones: Todas las del semestre, en el orden en que se detectaron.
        entregas: Los lotes del semestre, rechazados incluidos.
        notificadas: Identidades de las que constan notificadas.
        aclaradas: Identidades de las que se cerraron con una aclaración.
        reglas: Qué códigos se tratan aparte.
    """
    por_lote = {e.lote: e for e in entregas}
    halladas: dict[tuple[str | None, str | None], list[Observacion]] = {}
    for o in observaciones:
        halladas.setdefault((o.cuenta, o.lote), []).append(o)
    de_cada_una = _entregas_de_cada_cuenta(por_lote, observaciones)
    seguidas = {
        o.observacion: replace(
            _cerrar(o, por_lote, de_cada_una.get(o.cuenta, ()), halladas, reglas),
            notificable=_es_notificable(o, por_lote, reglas),
        )
        for o in observaciones
    }
    return tuple(_encadenar(seguidas, frozenset(notificadas), frozenset(aclaradas)))


def abiertas(seguidas: Iterable[Seguida]) -> tuple[Seguida, ...]:
    """Las que deben subsanarse y siguen abiertas."""
    return tuple(s for s in seguidas if s.notificable and s.situacion is Situacion.ABIERTA)


def _entregas_de_cada_cuenta(
    por_lote: Mapping[str, Entrega], observaciones: Iterable[Observacion]
) -> Mapping[str | None, Sequence[Entrega]]:
    """De cada cuenta, en el orden en que llegaron, las entregas que traen algo suyo; de ninguna, todas."""
    traen = {(c, lote) for lote, e in por_lote.items() for c in e.campos}
    for o in observaciones:
        if o.cuenta is not None and o.lote is not None and o.lote in por_lote:
            traen.add((o.cuenta, o.lote))
    reunidas: dict[str | None, list[Entrega]] = {None: list(por_lote.values())}
    for cuenta, lote in traen:
        reunidas.setdefault(cuenta, []).append(por_lote[lote])
    return {c: sorted(suyas, key=lambda e: (e.recibida_en, e.lote)) for c, suyas in reunidas.items()}


def _es_notificable(o: Observacion, por_lote: Mapping[str, Entrega], reglas: Reglas) -> bool:
    de_api = o.lote is not None and o.lote in por_lote and por_lote[o.lote].de_api
    return (
        o.cuenta is not None
        and o.severidad != AVISO
        and not de_api
        and o.codigo not in reglas.no_notificables
    )


def _cerrar(
    o: Observacion,
    por_lote: Mapping[str, Entrega],
    en_orden: Sequence[Entrega],
    halladas: Mapping[tuple[str | None, str | None], Sequence[Observacion]],
    reglas: Reglas,
) -> Seguida:
    if o.lote is None:
        return _de_las_cifras(o, halladas[o.cuenta, None])
    suya = por_lote.get(o.lote)
    if suya is None:
        return Seguida(o, Situacion.ABIERTA)
    for entrega in en_orden:
        despues = entrega.recibida_en > suya.recibida_en
        if entrega.lote == suya.lote or not (despues or (o.cuenta and o.codigo in reglas.de_falta)):
            continue
        if (
            despues
            and o.cuenta is not None
            and (otra := _la_repite(o, entrega, halladas.get((o.cuenta, entrega.lote), ())))
        ):
            return Seguida(o, Situacion.RENOVADA, otra)
        if _trae_lo_mismo(o, suya, entrega, reglas):
            return Seguida(o, Situacion.SUBSANADA, entrega.lote)
    return Seguida(o, Situacion.ABIERTA)


def _de_las_cifras(o: Observacion, de_cifras: Sequence[Observacion]) -> Seguida:
    """Las cifras del semestre se rehacen enteras: vale lo que dice la última evaluación."""
    if o.vigente:
        return Seguida(o, Situacion.ABIERTA)
    otra = next((x for x in de_cifras if x.vigente and _mismo(x, o)), None)
    return Seguida(o, Situacion.RENOVADA, otra.observacion) if otra else Seguida(o, Situacion.SUBSANADA)


def _la_repite(o: Observacion, entrega: Entrega, de_la_entrega: Sequence[Observacion]) -> str:
    """La observación con que una entrega posterior vuelve a traer mal lo mismo; mejor la del mismo código."""
    suyas = [x for x in de_la_entrega if x.severidad != AVISO]
    iguales = [x for x in suyas if _mismo(x, o)]
    del_campo = [x for x in suyas if o.campo is not None and x.campo == o.campo]
    trae = o.cuenta is not None and o.campo in entrega.campos.get(o.cuenta, frozenset())
    # Si el campo viene con valor, otra regla distinta no es la misma observación: esta quedó corregida.
    candidatas = iguales or ([] if trae else del_campo)
    return candidatas[0].observacion if candidatas else ""


def _trae_lo_mismo(o: Observacion, suya: Entrega, entrega: Entrega, reglas: Reglas) -> bool:
    if o.cuenta is None:
        return entrega.archivo == suya.archivo and not entrega.rechazada
    trae = entrega.campos.get(o.cuenta, frozenset())
    if entrega.rechazada or not trae:
        return False
    otra_lectura = suya.de_api and entrega.clase == suya.clase and o.codigo not in reglas.solo_de_archivo
    if entrega.de_api and not otra_lectura:
        return False
    if o.campo is not None:
        return o.campo in trae
    # De lo que no entró, o de lo que faltaba entero, basta que llegue algo; de lo demás, otro archivo igual.
    return suya.rechazada or o.codigo in reglas.de_falta or entrega.clase == suya.clase


def _mismo(una: Observacion, otra: Observacion) -> bool:
    return (una.cuenta, una.codigo, una.campo) == (otra.cuenta, otra.codigo, otra.campo)


@dataclass(frozen=True)
class _Cadena:
    """Lo que una observación hereda de las que renueva."""

    raiz: str
    notificada: bool
    aclarada: bool


def _encadenar(
    seguidas: Mapping[str, Seguida], notificadas: frozenset[str], aclaradas: frozenset[str]
) -> Iterator[Seguida]:
    """Pasa a cada observación lo que se sabe de las que renueva: su raíz, su notificación y su aclaración."""
    anteriores: dict[str, list[str]] = {}
    for identidad, s in seguidas.items():
        if s.situacion is Situacion.RENOVADA and _mismo(s.observacion, seguidas[s.por].observacion):
            anteriores.setdefault(s.por, []).append(identidad)
    cadenas: dict[str, _Cadena] = {}

    def cadena(identidad: str) -> _Cadena:
        if identidad not in cadenas:
            previas = [(i, cadena(i)) for i in anteriores.get(identidad, [])]
            # Se aclaró una cifra: otra cifra, aunque la regla sea la misma, no está aclarada.
            encontrado = seguidas[identidad].observacion.encontrado
            cadenas[identidad] = _Cadena(
                previas[0][1].raiz if previas else identidad,
                identidad in notificadas or any(c.notificada for _, c in previas),
                identidad in aclaradas
                or any(c.aclarada and seguidas[i].observacion.encontrado == encontrado for i, c in previas),
            )
        return cadenas[identidad]

    for identidad, s in seguidas.items():
        suya = cadena(identidad)
        cerrada = suya.aclarada and s.situacion is Situacion.ABIERTA
        yield replace(
            s,
            raiz=suya.raiz,
            notificada=suya.notificada,
            situacion=Situacion.ACLARADA if cerrada else s.situacion,
        )
