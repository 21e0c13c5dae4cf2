"""El expediente guardado: hechos, comunicaciones, notificaciones y recepciones de un semestre."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from almacen.maestro import Base
from almacen.recepciones import ES_ENTREGA
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import sin_anulados

CORRECCIONES = "correcciones"
"""Clase del asiento que corrige el momento de una notificación; su fila lleva el número de corrección."""


def eventos(base: Base, semestre: str) -> pl.DataFrame:
    """Los hechos de un semestre, del primero al último.

    Returns:
        Columnas de la tabla ``eventos`` y ``observaciones``, la lista de las observaciones de cada uno.
    """
    return base.consultar(
        """
        SELECT e.*, coalesce(o.observaciones, []) AS observaciones
        FROM eventos e LEFT JOIN (
            SELECT evento, list(observacion ORDER BY observacion) AS observaciones
            FROM eventos_observaciones GROUP BY ALL
        ) o USING (evento)
        WHERE semestre = $semestre ORDER BY ocurrido_en, registrado_en, lote, fila
        """,
        {"semestre": semestre},
    )


def como_eventos(marco: pl.DataFrame) -> tuple[Evento, ...]:
    """Los hechos que da ``eventos``, como los toman las reglas; sin los que una corrección anuló."""
    return sin_anulados(
        Evento(
            f["evento"],
            f["cuenta"],
            ClaseDeEvento(f["clase_evento"]),
            f["ocurrido_en"],
            f["fecha_efectiva"],
            f["documento_evento"] or "",
            f["vence"],
            tuple(f["observaciones"]),
            f["detalle_evento"] or "",
        )
        for f in marco.iter_rows(named=True)
    )


_VALE = f"""
    SELECT * FROM notificaciones
    -- La última corrección o, sin ninguna, la que asentó los hechos; con el reloj parado, el instante no las
    -- distingue.
    QUALIFY row_number() OVER (
        PARTITION BY comunicacion
        ORDER BY CASE WHEN lote IN (SELECT lote FROM asientos WHERE clase_asiento = '{CORRECCIONES}')
                      THEN fila ELSE 0 END DESC,
                 (lote, comunicacion) IN (SELECT (lote, documento_evento) FROM eventos) DESC,
                 registrado_en, notificada_en, notificacion
    ) = 1
"""  # noqa: S608 - aquí y abajo solo se unen pedazos de este módulo
"""De cada comunicación notificada, la notificación que vale."""
_RETIRADAS = """
    SELECT documento_evento FROM eventos GROUP BY ALL
    HAVING bool_or(clase_evento IN ('retirado', 'desistido'))
"""
_POR_REPONER = """
    SELECT documento_evento FROM eventos GROUP BY ALL
    HAVING bool_or(clase_evento = 'retirado') AND NOT bool_or(clase_evento = 'desistido')
"""
"""Las retiradas que, si se siguen debiendo, se escriben de nuevo."""
_COMUNICACIONES = f"""
    SELECT c.*, coalesce(k.cuentas, []) AS cuentas, coalesce(o.observaciones, []) AS observaciones,
           n.comunicacion IS NOT NULL AS notificada, n.notificada_en, n.notificada_el, n.medio, n.folio,
           c.comunicacion IN ({_RETIRADAS}) AS retirada
    FROM comunicaciones c
    LEFT JOIN (
        SELECT comunicacion, list(cuenta ORDER BY cuenta) AS cuentas FROM comunicaciones_cuentas
        WHERE cuenta <> '' GROUP BY ALL
    ) k USING (comunicacion)
    LEFT JOIN (
        SELECT comunicacion,
               list({{'cuenta': cuenta, 'observacion': observacion}} ORDER BY cuenta, observacion)
                   AS observaciones
        FROM comunicaciones_observaciones GROUP BY ALL
    ) o USING (comunicacion)
    LEFT JOIN (
        SELECT comunicacion, notificada_en, fecha_efectiva AS notificada_el, medio, folio FROM ({_VALE})
    ) n USING (comunicacion)
"""  # noqa: S608


def comunicaciones(base: Base, semestre: str) -> pl.DataFrame:
    """Las comunicaciones escritas de un semestre, de la primera a la última.

    Returns:
        Columnas de la tabla ``comunicaciones``; ``cuentas``, la lista de sus claves; ``observaciones``, una
        lista de ``{cuenta, observacion}``; ``notificada`` y, de la notificación que vale (la primera, o su
        última corrección), ``notificada_en``, ``notificada_el`` (el día que cuenta), ``medio`` y ``folio``;
        y ``retirada``.
    """
    return base.consultar(
        f"{_COMUNICACIONES} WHERE c.semestre = $semestre "
        "ORDER BY c.fechada_en, c.registrado_en, c.lote, c.fila",
        {"semestre": semestre},
    )


def sin_notificar(base: Base) -> pl.DataFrame:
    """Las comunicaciones escritas de todos los semestres sin notificar ni retirar; mismas columnas."""
    return base.consultar(
        f"{_COMUNICACIONES} WHERE n.comunicacion IS NULL AND NOT retirada "
        "ORDER BY c.fechada_en, c.registrado_en, c.lote, c.fila"
    )


def comunicacion(base: Base, cual: str) -> pl.DataFrame:
    """Las comunicaciones cuya identidad empieza así, con las columnas de ``comunicaciones``."""
    return base.consultar(
        f"{_COMUNICACIONES} WHERE starts_with(c.comunicacion, $cual) ORDER BY c.comunicacion", {"cual": cual}
    )


def comunicaciones_de(base: Base, cuales: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Las comunicaciones de esas identidades, por identidad, con las columnas de ``comunicaciones``."""
    marco = base.consultar(
        f"{_COMUNICACIONES} WHERE list_contains($cuales, c.comunicacion)", {"cuales": list(cuales)}
    )
    return {f["comunicacion"]: f for f in marco.iter_rows(named=True)}


def ciclos(base: Base, cual: str) -> frozenset[tuple[str, str, str]]:
    """Clase, cuenta y ciclo de una comunicación por cada cuenta de que trata, retirada o no."""
    marco = base.consultar(
        "SELECT clase_comunicacion, cuenta, ciclo FROM comunicaciones_cuentas "
        "JOIN comunicaciones USING (comunicacion) WHERE comunicacion = $cual",
        {"cual": cual},
    )
    return frozenset(marco.iter_rows())


def ciclos_por_comunicacion(base: Base, semestre: str) -> dict[str, frozenset[tuple[str, str, str]]]:
    """De cada comunicación de un semestre, su clase, cuenta y ciclo por cada cuenta de que trata.

    Sin las que se retiraron y pueden escribirse de nuevo.
    """
    marco = base.consultar(
        f"""
        SELECT comunicacion, clase_comunicacion, cuenta, ciclo
        FROM comunicaciones_cuentas JOIN comunicaciones USING (comunicacion)
        WHERE semestre = $semestre AND comunicacion NOT IN ({_POR_REPONER})
        """,  # noqa: S608
        {"semestre": semestre},
    )
    reunidos: dict[str, set[tuple[str, str, str]]] = {}
    for comunicacion, *ciclo in marco.iter_rows():
        reunidos.setdefault(comunicacion, set()).add((ciclo[0], ciclo[1], ciclo[2]))
    return {c: frozenset(suyos) for c, suyos in reunidos.items()}


def recomendaciones_comunicadas(base: Base, semestre: str) -> pl.DataFrame:
    """De cada comunicación de recomendaciones que cuenta como escrita: cuenta, ciclo y registrado_en."""
    return base.consultar(
        f"""
        SELECT cuenta, ciclo, c.registrado_en
        FROM comunicaciones_cuentas JOIN comunicaciones c USING (comunicacion)
        WHERE semestre = $semestre AND clase_comunicacion = 'recomendaciones'
          AND comunicacion NOT IN ({_POR_REPONER})
        ORDER BY ALL
        """,  # noqa: S608
        {"semestre": semestre},
    )


def retiradas(base: Base, semestre: str) -> frozenset[str]:
    """Identidades de las comunicaciones de un semestre que se retiraron sin notificarse."""
    marco = base.consultar(
        f"""
        SELECT comunicacion FROM comunicaciones
        WHERE semestre = $semestre AND comunicacion IN ({_RETIRADAS})
        """,  # noqa: S608
        {"semestre": semestre},
    )
    return frozenset(marco["comunicacion"])


def anulados(base: Base, semestre: str) -> frozenset[str]:
    """Identidades de los hechos de un semestre que una corrección anuló."""
    marco = base.consultar(
        "SELECT documento_evento AS una FROM eventos "
        "WHERE semestre = $semestre AND clase_evento = 'corregido'",
        {"semestre": semestre},
    )
    return frozenset(marco["una"])


def recepciones_sin_carta(base: Base, semestre: str) -> pl.DataFrame:
    """Recepciones que constan y ninguna carta de acuse comunica: ``recepcion`` y ``cuenta``."""
    return base.consultar(
        f"""
        SELECT recepcion, cuenta FROM recepciones
        WHERE semestre = $semestre AND recepcion NOT IN (
            SELECT recepcion FROM comunicaciones_recepciones WHERE comunicacion NOT IN ({_POR_REPONER})
        )
        ORDER BY recibido_en, recepcion
        """,  # noqa: S608
        {"semestre": semestre},
    )


def notificaciones(base: Base, semestre: str) -> pl.DataFrame:
    """Las notificaciones de un semestre, con su prueba, de la primera a la última; con las corregidas."""
    return base.consultar(
        "SELECT * FROM notificaciones WHERE semestre = $semestre ORDER BY notificada_en, notificacion",
        {"semestre": semestre},
    )


def pruebas(base: Base, semestre: str) -> pl.DataFrame:
    """De cada comunicación notificada de un semestre, la notificación que vale: columnas de la tabla."""
    return base.consultar(
        f"SELECT * FROM ({_VALE}) WHERE semestre = $semestre ORDER BY notificada_en, notificacion",  # noqa: S608
        {"semestre": semestre},
    )


def avisos(base: Base, semestre: str) -> pl.DataFrame:
    """Lo que se notificó a cada cuenta en un semestre, con la prueba que vale.

    Returns:
        Una fila por cuenta y comunicación notificada: ``cuenta``, ``comunicacion``, ``clase_comunicacion``,
        ``numero_oficio``, ``notificada_el`` (el día que cuenta, art. 10), ``notificada_en``, ``medio``,
        ``folio`` y ``prueba``.
    """
    return base.consultar(
        f"""
        SELECT k.cuenta, comunicacion, c.clase_comunicacion, c.numero_oficio,
               n.fecha_efectiva AS notificada_el, n.notificada_en, n.medio, n.folio, n.prueba
        FROM comunicaciones c
        JOIN comunicaciones_cuentas k USING (comunicacion)
        JOIN ({_VALE}) n USING (comunicacion)
        WHERE c.semestre = $semestre AND k.cuenta <> ''
        ORDER BY k.cuenta, n.notificada_en, comunicacion
        """,  # noqa: S608
        {"semestre": semestre},
    )


def recepciones(base: Base, semestre: str) -> pl.DataFrame:
    """Lo recibido en un semestre, por cualquier medio, de lo primero a lo último.

    Returns:
        Columnas de ``recepciones`` y ``es_entrega``, si lo recibido es una entrega y no un escrito.
    """
    return base.consultar(
        f"""
        SELECT *, {ES_ENTREGA} AS es_entrega FROM recepciones
        WHERE semestre = $semestre ORDER BY recibido_en, recepcion
        """,  # noqa: S608
        {"semestre": semestre},
    )


def destinatarios(reservado: Base, cuales: Iterable[str]) -> pl.DataFrame:
    """A quién se dirigen unas comunicaciones: columnas de la tabla ``destinatarios``.

    Args:
        reservado: Base reservada.
        cuales: Identidades de las comunicaciones.
    """
    return reservado.consultar(
        "SELECT * FROM destinatarios WHERE list_contains($cuales, comunicacion) "
        "ORDER BY comunicacion, con_copia, papel_destinatario, destinatario_correo, destinatario",
        {"cuales": list(cuales)},
    )


def archivos(reservado: Base, cuales: Iterable[str]) -> pl.DataFrame:
    """Documentos de unas comunicaciones: columnas de ``comunicaciones_archivos``.

    Sus bytes son la página de esa huella en el lote que las asentó: ``asientos.adjunto``.

    Args:
        reservado: Base reservada.
        cuales: Identidades de las comunicaciones.
    """
    return reservado.consultar(
        "SELECT * FROM comunicaciones_archivos WHERE list_contains($cuales, comunicacion) "
        "ORDER BY comunicacion, papel_archivo DESC, archivo_comunicacion",
        {"cuales": list(cuales)},
    )


def ya_constan(base: Base, tabla: str, columna: str, identidades: Iterable[str]) -> frozenset[str]:
    """Cuáles de esas identidades ya están en una tabla del expediente.

    Args:
        base: Maestro.
        tabla: Nombre de la tabla, de ``esquemas``.
        columna: Su clave.
        identidades: Las que se buscan.
    """
    marco = base.consultar(
        f"SELECT {columna} AS una FROM {tabla} WHERE list_contains($cuales, {columna})",  # noqa: S608
        {"cuales": list(identidades)},
    )
    return frozenset(marco["una"])
