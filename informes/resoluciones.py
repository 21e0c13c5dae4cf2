"""Propuesta y resolución lado a lado, y las vistas al área que van antes (arts. 6 y 13).

Nada propuesto se muestra como decidido: donde no consta resolución dice «sin resolver».
"""

import json
from collections import Counter

from informes import numeros
from informes.celdas import fuerte, texto
from informes.contexto import Contexto, Fila, ancla
from informes.formas import Celda, Columna, Cuadro, Seccion
from informes.numeros import cuantos
from informes.textos import CLASES, TONOS, limpio, titulo

SIN_RESOLVER = "sin resolver"
_CLAVE_DE_CLASES = "plazos.vista.clases"


def clase_resuelta(ctx: Contexto, cuenta: str) -> str:
    """La clase que resolvió el Comité, o «sin resolver».

    Raises:
        ValueError: Si se guardó una clase que no es del dictamen.
    """
    fila = ctx.resoluciones.get(cuenta)
    if fila is None:
        return SIN_RESOLVER
    titulo(TONOS, fila["clase_resuelta"], "una clase de dictamen")
    return str(fila["clase_resuelta"])


def resolucion_en_palabras(ctx: Contexto, cuenta: str) -> str:
    """Sesión, fecha, acuerdo y razones de la resolución; de la vista, si no se ha resuelto."""
    fila = ctx.resoluciones.get(cuenta)
    if fila is None:
        return "El Comité no la ha resuelto: lo de aquí es una propuesta."
    partes = [
        f"{limpio(fila['sesion'])}, {numeros.fecha(fila['resuelta_el'])}, acuerdo {limpio(fila['acuerdo'])}."
    ]
    if fila["difiere"]:
        partes.append(f"Difiere de lo propuesto ({fila['propuesta_resuelta']}).")
    if fila["razones"]:
        partes.append(f"Razones: {limpio(fila['razones'])}")
    if fila["propuesta_cambio"]:
        partes.append(f"Se resolvió cuando se proponía «{fila['propuesta_resuelta']}».")
    return " ".join(partes)


def vista_en_palabras(fila: Fila | None) -> str:
    """En qué está la vista al área, con sus fechas."""
    if fila is None:
        return "sin vista"
    dada = (
        f"dada el {numeros.fecha(fila['notificada_el'])}, {limpio(fila['oficio'])}; "
        f"vence el {numeros.fecha(fila['vence_el'])}"
    )
    if fila["respondida_el"] is None:
        return f"{dada}; sin respuesta registrada"
    tarde = "" if fila["oportuna"] else ", fuera de plazo"
    return f"{dada}; respondida el {numeros.fecha(fila['respondida_el'])}{tarde}"


def cuantas_resueltas(ctx: Contexto) -> int:
    """De cuántas propuestas consta la resolución."""
    return sum(c in ctx.resoluciones for c in ctx.calificaciones)


def todas_resueltas(ctx: Contexto) -> bool:
    """Si consta resolución de cada cuenta con propuesta, y hay alguna."""
    return 0 < len(ctx.calificaciones) == cuantas_resueltas(ctx)


def seccion(ctx: Contexto) -> Seccion:
    """Cuántas se resolvieron, en cuáles se apartó el Comité y a quién se dio vista."""
    total = len(ctx.calificaciones)
    resueltas = cuantas_resueltas(ctx)
    difieren = [c for c in ctx.orden if c in ctx.resoluciones and ctx.resoluciones[c]["difiere"]]
    cuenta = (
        f"De {cuantos(total, 'propuesta', 'propuestas')}, el Comité ha resuelto {numeros.entero(resueltas)}; "
        f"en {numeros.entero(len(difieren))} se apartó de lo propuesto."
        if resueltas
        else f"De {cuantos(total, 'propuesta', 'propuestas')} no consta ninguna resolución del Comité."
    )
    return Seccion(
        clave="resoluciones",
        titulo="Propuesta y resolución",
        parrafos=(
            "Comunicación Social propone (artículo 6) y el Comité de Gestión resuelve (artículo 13). Una "
            "clase propuesta no es una decisión mientras no consten la sesión, la fecha y el acuerdo.",
            cuenta,
        ),
        cuadros=(_por_clase(ctx), _difieren(ctx, difieren), _vistas(ctx)),
    )


def _propuesta(ctx: Contexto, cuenta: str) -> str:
    """De lo resuelto, lo que se proponía entonces: si luego se volvió a calificar, no se apartó el Comité."""
    resuelta = ctx.resoluciones.get(cuenta)
    clase: str = (resuelta or {}).get("propuesta_resuelta") or ctx.calificaciones[cuenta]["clase_propuesta"]
    return clase


def _por_clase(ctx: Contexto) -> Cuadro:
    pares = Counter((_propuesta(ctx, c), clase_resuelta(ctx, c)) for c in ctx.calificaciones)
    filas = [
        (
            Celda(propuesta, TONOS[propuesta]),
            Celda(resuelta, "ausente") if resuelta == SIN_RESOLVER else Celda(resuelta, TONOS[resuelta]),
            Celda(numeros.entero(pares[propuesta, resuelta])),
        )
        for propuesta in CLASES.values()
        for resuelta in (*CLASES.values(), SIN_RESOLVER)
        if pares[propuesta, resuelta]
    ]
    return Cuadro(
        titulo="Lo propuesto y lo resuelto",
        columnas=(
            Columna("Clase propuesta", ancho=2),
            Columna("Resolución del Comité", ancho=2),
            Columna("Cuentas", numero=True),
        ),
        filas=tuple(filas),
        vacio="No hay propuestas en el semestre.",
    )


def _difieren(ctx: Contexto, cuentas: list[str]) -> Cuadro:
    return Cuadro(
        titulo="Resoluciones que difieren de la propuesta",
        columnas=(
            Columna("Cuenta", ancho=3),
            Columna("Clase propuesta", ancho=2),
            Columna("Resolución del Comité", ancho=2),
            Columna("Sesión y acuerdo", ancho=2),
            Columna("Razones", ancho=5),
        ),
        filas=tuple(
            (
                Celda(limpio(ctx.cuentas[c]["nombre"]), "", ancla(c)),
                texto(ctx.resoluciones[c]["propuesta_resuelta"]),
                fuerte(clase_resuelta(ctx, c)),
                Celda(
                    limpio(ctx.resoluciones[c]["sesion"]),
                    detalle=f"{numeros.fecha(ctx.resoluciones[c]['resuelta_el'])}, "
                    f"{limpio(ctx.resoluciones[c]['acuerdo'])}",
                ),
                texto(ctx.resoluciones[c]["razones"]),
            )
            for c in cuentas
        ),
        vacio="En ninguna se apartó el Comité de lo propuesto.",
    )


def _vistas(ctx: Contexto) -> Cuadro:
    piden = _clases_con_vista(ctx)
    cuentas = [
        c
        for c in ctx.orden
        if c in ctx.vistas or (c in ctx.calificaciones and ctx.calificaciones[c]["clase_propuesta"] in piden)
    ]
    return Cuadro(
        titulo="Vista y respuesta de las áreas",
        columnas=(
            Columna("Cuenta", ancho=3),
            Columna("Área", ancho=3),
            Columna("Clase propuesta", ancho=2),
            Columna("Vista", ancho=4),
        ),
        filas=tuple(
            (
                Celda(limpio(ctx.cuentas[c]["nombre"]), "", ancla(c)),
                texto(ctx.area_de(c)["nombre"]),
                texto(ctx.calificaciones[c]["clase_propuesta"] if c in ctx.calificaciones else None),
                Celda(vista_en_palabras(ctx.vistas.get(c)), "" if c in ctx.vistas else "ausente"),
            )
            for c in cuentas
        ),
        vacio="Ninguna propuesta pide dar vista al área.",
        nota="El texto de la vista y de la respuesta no se publica: está en el expediente de cada cuenta.",
    )


def _clases_con_vista(ctx: Contexto) -> frozenset[str]:
    for f in ctx.datos.parametros.iter_rows(named=True):
        if f["clave"] == _CLAVE_DE_CLASES:
            return frozenset(json.loads(f["valor_json"]))
    return frozenset()
