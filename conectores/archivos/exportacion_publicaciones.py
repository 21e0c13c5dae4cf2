"""De una tabla con una fila por publicación a la tabla ``publicaciones``; dice lo que no pudo cargarse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from conectores.archivos.columnas import momentos
from conectores.archivos.cuentas import Identidad, atribuir, cuenta_de_carpeta
from conectores.archivos.exportacion_comun import (
    con_cuenta,
    con_enteros,
    contar,
    fuera_del_semestre,
    lugar,
    otro_semestre,
    rechazada,
)
from conectores.archivos.exportacion_identificadores import abreviados, con_identificador
from conectores.archivos.exportacion_repetidas import sin_repetidas
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.registro import METRICAS_DE_PUBLICACION
from esquemas.tablas import PUBLICACIONES

_ESQUEMA = {n: t for n, t in esquema_polars(PUBLICACIONES).items() if n != "lote"}
_LARGO_DEL_TEXTO = 500
_DESCONOCIDA = "L232"
"""Código con que ``atribuir`` dice que la cuenta no está en el padrón."""


@dataclass(frozen=True)
class Forma:
    """Cómo escribe una fuente sus publicaciones.

    Attributes:
        red: Red social.
        identificador: Expresión regular del identificador de una publicación.
        formatos: Formatos de la fecha, para strptime, en el orden en que se prueban.
        fecha_de_ejemplo: Cómo se le muestra a una persona la fecha esperada.
        identidad: Columnas del marco que dicen la cuenta (``usuario``, ``id_cuenta``, ``nombre_cuenta``);
            sin ellas manda la carpeta.
        fecha_alterada: Expresión regular de una fecha que la plataforma nunca escribe y una hoja de
            cálculo sí; con una sola, las demás dejan de ser confiables y el archivo se rechaza.
        otras_fechas: Si es normal que traiga publicaciones de otras fechas: entonces no se avisa, y puede
            no traer ninguna del semestre.
    """

    red: str
    identificador: str
    formatos: tuple[str, ...]
    fecha_de_ejemplo: str
    identidad: tuple[str, ...] = ()
    fecha_alterada: str | None = None
    otras_fechas: bool = False


Completar = Callable[[pl.DataFrame, Reconocida], tuple[pl.DataFrame, list[Hallazgo]]]


def leer_publicaciones(
    marco: pl.DataFrame, r: Reconocida, contexto: Contexto, forma: Forma, completar: Completar | None = None
) -> Lectura:
    """Lee las publicaciones del semestre.

    Args:
        marco: Las filas de datos como texto (véase ``marco_de``), ya sin las que no son publicaciones; la
            fecha va en ``fecha``.
        r: La tabla reconocida.
        contexto: Padrón y semestre.
        forma: Cómo escribe esta fuente sus publicaciones.
        completar: Función que añade las columnas propias de la red (tipo, si es compartida…).

    Returns:
        La lectura; rechazada si ninguna fila puede cargarse.
    """
    defecto = abreviados(marco, r) or _fechas_alteradas(marco, r, forma)
    if defecto is not None:
        return _rechazo(r, contexto, [defecto])
    total = len(marco)
    if not total and not forma.otras_fechas:
        return _rechazo(r, contexto, [lugar(r).hallazgo("L106", esperado=r.fuente.titulo)])
    marco, hallazgos = con_identificador(marco, r, forma.identificador)
    marco, nuevos = _fechadas(marco, r, forma)
    hallazgos += nuevos
    legibles = len(marco)
    fecha = pl.col("publicada_en").dt.date()
    dentro = marco.filter(fecha.is_between(contexto.semestre.inicio, contexto.semestre.fin))
    if not legibles and total:
        return _rechazo(r, contexto, hallazgos)
    if dentro.is_empty() and legibles and not forma.otras_fechas:
        dias = marco["publicada_en"].dt.date().sort()
        return _rechazo(r, contexto, [*hallazgos, otro_semestre(r, contexto, dias[0], dias[-1])])
    if len(dentro) < legibles and not forma.otras_fechas:
        cuantas = contar(legibles - len(dentro), "publicación", "publicaciones")
        hallazgos.append(fuera_del_semestre(r, contexto, cuantas))
    atribuidas, ajenas, nuevos = _atribuidas(dentro, r, contexto, forma)
    hallazgos += nuevos
    perdidas = total - legibles + len(dentro) - len(atribuidas) - ajenas
    if atribuidas.is_empty() and not forma.otras_fechas:
        return _rechazo(r, contexto, hallazgos)
    listas, nuevos = _con_datos(atribuidas, r, completar)
    return Lectura(
        r.fuente.clase,
        publicaciones=_cerrar(listas, r, contexto, forma.red),
        hallazgos=_de_sus_cuentas([*hallazgos, *nuevos], atribuidas),
        filas_leidas=len(r.tabla.filas),
        filas_rechazadas=perdidas,
    )


def _rechazo(r: Reconocida, contexto: Contexto, hallazgos: list[Hallazgo]) -> Lectura:
    """Lectura rechazada; los hallazgos son para la cuenta de la carpeta, si la hay."""
    cuenta, _ = cuenta_de_carpeta(contexto, r.carpeta, lugar(r))
    return rechazada(r, con_cuenta(hallazgos, cuenta))


def _fechas_alteradas(marco: pl.DataFrame, r: Reconocida, forma: Forma) -> Hallazgo | None:
    """Si una hoja de cálculo cambió el orden de día y mes: las fechas con día menor que 13 engañarían."""
    if forma.fecha_alterada is None:
        return None
    malas = marco.filter(pl.col("fecha").str.contains(forma.fecha_alterada))
    if malas.is_empty():
        return None
    return lugar(r, malas["fila"][0], "fecha").hallazgo("L517", malas["fecha"][0], forma.fecha_de_ejemplo)


def _fechadas(marco: pl.DataFrame, r: Reconocida, forma: Forma) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Añade ``publicada_en`` y quita las filas cuya fecha no puede leerse."""
    textos = marco["fecha"].to_list()
    leidas, _ = momentos(textos, forma.formatos)
    marco = marco.with_columns(leidas.alias("publicada_en"))
    if not leidas.null_count():
        return marco, []
    malas = marco.filter(pl.col("publicada_en").is_null())
    hallazgos = [
        lugar(r, fila, "fecha").hallazgo("L504", texto.strip() or None, forma.fecha_de_ejemplo)
        for fila, texto in zip(malas["fila"], malas["fecha"], strict=True)
    ]
    return marco.filter(pl.col("publicada_en").is_not_null()), hallazgos


def _atribuidas(
    marco: pl.DataFrame, r: Reconocida, contexto: Contexto, forma: Forma
) -> tuple[pl.DataFrame, int, list[Hallazgo]]:
    """Añade ``cuenta`` y quita las filas cuya cuenta no puede decidirse; un hallazgo por identidad.

    Si otras filas sí son de cuentas del padrón, una identidad desconocida es una colaboración: la
    publicación es de otra cuenta, no se cuenta y solo se avisa.

    Returns:
        Las filas con cuenta, cuántas se quitaron por ser ajenas, y los hallazgos.
    """
    senas = [c for c in forma.identidad if c in marco.columns]
    if not senas or marco.is_empty():
        cuenta, hallazgos = atribuir(contexto, forma.red, Identidad(), r.carpeta, lugar(r))
        return _asignada(marco, cuenta), 0, hallazgos
    grupos = marco.group_by(senas, maintain_order=True).agg(pl.col("fila").first(), pl.len().alias("_filas"))
    cuentas: list[str | None] = []
    fallas: list[tuple[int, Hallazgo]] = []
    for d in grupos.to_dicts():
        identidad = Identidad(d.get("usuario", ""), d.get("id_cuenta", ""), d.get("nombre_cuenta", ""))
        cuenta, nuevos = atribuir(contexto, forma.red, identidad, r.carpeta, lugar(r, d["fila"]))
        cuentas.append(cuenta)
        fallas += [(d["_filas"], h) for h in nuevos]
    if len(cuentas) == 1:
        return _asignada(marco, cuentas[0]), 0, [h for _, h in fallas]
    ajenas = sum(n for n, h in fallas if h.codigo == _DESCONOCIDA) if any(cuentas) else 0
    hallazgos = [_como_colaboracion(n, h) if ajenas else h for n, h in fallas]
    llave = grupos.select(senas).with_columns(cuenta=pl.Series(cuentas, dtype=pl.String))
    unidas = marco.join(llave, on=senas, how="left", maintain_order="left")
    return unidas.filter(pl.col("cuenta").is_not_null()), ajenas, hallazgos


def _como_colaboracion(filas: int, hallazgo: Hallazgo) -> Hallazgo:
    if hallazgo.codigo != _DESCONOCIDA:
        return hallazgo
    cuantas = contar(filas, "publicación", "publicaciones")
    return replace(hallazgo, codigo="L516", esperado=cuantas)


def _asignada(marco: pl.DataFrame, cuenta: str | None) -> pl.DataFrame:
    return (marco if cuenta is not None else marco.clear()).with_columns(cuenta=pl.lit(cuenta, pl.String))


def _de_sus_cuentas(hallazgos: list[Hallazgo], marco: pl.DataFrame) -> tuple[Hallazgo, ...]:
    if not hallazgos:
        return ()
    if marco["cuenta"].n_unique() == 1:
        return tuple(con_cuenta(hallazgos, marco["cuenta"][0]))
    return tuple(con_cuenta(hallazgos, None, dict(zip(marco["fila"], marco["cuenta"], strict=True))))


def _con_datos(
    marco: pl.DataFrame, r: Reconocida, completar: Completar | None
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    marco, hallazgos = con_enteros(marco, r, METRICAS_DE_PUBLICACION)
    presentes = [m for m in METRICAS_DE_PUBLICACION if m in marco.columns]
    marco, nuevos = _sin_negativas(marco, r, presentes)
    hallazgos += nuevos
    if completar is not None:
        marco, nuevos = completar(marco, r)
        hallazgos += nuevos
    marco, nuevos = sin_repetidas(marco, r, presentes)
    return marco, hallazgos + nuevos


def _sin_negativas(
    marco: pl.DataFrame, r: Reconocida, metricas: Sequence[str]
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Una cantidad negativa (YouTube da «Me gusta» −1) no es la cifra de la publicación: queda ausente."""
    hallazgos = []
    for m in metricas:
        negativas = marco.filter(pl.col(m) < 0)
        if not negativas.is_empty():
            cuantas = contar(len(negativas), "publicación", "publicaciones")
            donde = lugar(r, negativas["fila"][0], m)
            hallazgos.append(donde.hallazgo("L512", cuantas, str(negativas[m][0])))
            marco = marco.with_columns(pl.when(pl.col(m) >= 0).then(pl.col(m)).alias(m))
    return marco, hallazgos


def _cerrar(marco: pl.DataFrame, r: Reconocida, contexto: Contexto, red: str) -> pl.DataFrame:
    constantes = {"archivo": r.tabla.archivo, "red": red, "semestre": contexto.semestre.clave}
    expresiones = []
    for nombre, tipo in _ESQUEMA.items():
        if nombre in constantes:
            valor = pl.lit(constantes[nombre])
        elif nombre not in marco.columns:
            valor = pl.lit(None)
        elif nombre in ("texto", "enlace"):
            recortado = pl.col(nombre).str.strip_chars().str.slice(0, _LARGO_DEL_TEXTO)
            valor = pl.when(recortado != "").then(recortado)
        else:
            valor = pl.col(nombre)
        expresiones.append(valor.cast(tipo).alias(nombre))
    return marco.select(expresiones)
