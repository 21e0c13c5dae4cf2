"""Secciones de quién no entregó, de la capacitación impartida y de la procedencia de lo recibido."""

from informes import numeros
from informes.celdas import entero, texto
from informes.cifras import columnas_art11
from informes.contexto import Contexto, ancla, corto
from informes.formas import Celda, Columna, Cuadro, Seccion
from informes.numeros import cuantos
from informes.textos import ESTADOS_LOTE, FUENTES_CORTAS, TIPOS_AREA, limpio, red, titulo
from lineamientos.ausencias import Ausencia
from lineamientos.procedimiento.capacitacion import Sesion, por_area


def no_entregaron(ctx: Contexto) -> Seccion:
    """Cuentas que no entregaron estadística y cuentas que la entregaron incompleta (arts. 11 y 15)."""
    faltan = [c for c in ctx.orden if not ctx.entrego(c)]
    return Seccion(
        clave="no-entregaron",
        titulo="Quién no entregó",
        parrafos=(
            "La falta se dice aquí conforme al artículo 15. No es un incumplimiento probado mientras no "
            "conste que el requerimiento se notificó; el silencio abre primero un requerimiento de dos días "
            "hábiles.",
        ),
        cuadros=(
            Cuadro(
                titulo="Cuentas que no entregaron estadística",
                columnas=(
                    Columna("Cuenta", ancho=3),
                    Columna("Red"),
                    Columna("Área", ancho=3),
                    Columna("Ámbito", ancho=2),
                ),
                filas=tuple(
                    (
                        Celda(limpio(ctx.cuentas[c]["nombre"]), "", ancla(c)),
                        Celda(red(ctx.cuentas[c]["red"])),
                        texto(ctx.area_de(c)["nombre"]),
                        texto(_ambito(ctx, c)),
                    )
                    for c in faltan
                ),
                vacio="Todas las cuentas en revisión entregaron estadística.",
            ),
            _incompletas(ctx),
        ),
    )


def _ambito(ctx: Contexto, cuenta: str) -> str:
    area = ctx.area_de(cuenta)
    tipo = titulo(TIPOS_AREA, area["tipo_area"], "una clase de área")
    return f"{tipo}, {area['entidad']}" if area["entidad"] else tipo


_PENDIENTES = frozenset({Ausencia.NO_ENTREGADA, Ausencia.RETENIDA, Ausencia.ILEGIBLE, Ausencia.COBERTURA})
"""Ausencias que el administrador puede remediar."""


def _incompletas(ctx: Contexto) -> Cuadro:
    filas = []
    for cuenta in ctx.orden:
        if not ctx.entrego(cuenta):
            continue
        pendientes = {f["metrica"] for f in ctx.cifras.get(cuenta, ()) if f["ausencia"] in _PENDIENTES}
        columnas = columnas_art11(ctx.cuentas[cuenta]["red"])
        letras = list(
            dict.fromkeys(f"{letra} {oficial}".strip() for letra, oficial, m in columnas if m in pendientes)
        )
        if letras:
            filas.append(
                (
                    Celda(limpio(ctx.cuentas[cuenta]["nombre"]), "", ancla(cuenta)),
                    Celda(red(ctx.cuentas[cuenta]["red"])),
                    texto(ctx.area_de(cuenta)["nombre"]),
                    Celda("; ".join(letras)),
                )
            )
    return Cuadro(
        titulo="Cuentas que entregaron con columnas del artículo 11 pendientes",
        columnas=(
            Columna("Cuenta", ancho=3),
            Columna("Red"),
            Columna("Área", ancho=3),
            Columna("Columnas pendientes", ancho=2),
        ),
        filas=tuple(filas),
        vacio="Ninguna cuenta que entregó tiene columnas pendientes.",
    )


def capacitacion(ctx: Contexto) -> Seccion:
    """Capacitación impartida a administradores (art. 6)."""
    filas = sorted(
        ctx.datos.capacitaciones.iter_rows(named=True), key=lambda f: (f["fecha"], f["tema"], f["area"])
    )
    personas = sum(f["asistentes"] for f in filas)
    resumen = (
        f"En el semestre se impartieron {cuantos(len(filas), 'sesión', 'sesiones')} de capacitación a "
        f"{cuantos(personas, 'asistente', 'asistentes')}; quien asistió a varias se cuenta en cada una."
        if filas
        else "No hay capacitación registrada en el semestre."
    )
    return Seccion(
        clave="capacitacion",
        titulo="Capacitación impartida",
        parrafos=(resumen,),
        cuadros=(
            Cuadro(
                titulo="Sesiones de capacitación",
                columnas=(
                    Columna("Fecha"),
                    Columna("Tema", ancho=3),
                    Columna("Área", ancho=3),
                    Columna("Asistentes", numero=True),
                    Columna("Horas", numero=True),
                ),
                filas=tuple(
                    (
                        Celda(numeros.fecha_corta(f["fecha"])),
                        texto(f["tema"]),
                        texto(_nombre_area(ctx, f["area"])),
                        entero(f["asistentes"]),
                        Celda(numeros.decimal(f["horas"], 1))
                        if f["horas"] is not None
                        else Celda("no registradas", "ausente"),
                    )
                    for f in filas
                ),
                vacio="Sin sesiones registradas.",
            ),
            _por_area(ctx),
        ),
    )


def _por_area(ctx: Contexto) -> Cuadro:
    """Cada área con cuentas en revisión, también las que no recibieron ninguna sesión."""
    sesiones = [
        Sesion(f["fecha"], f["tema"], f["area"], f["asistentes"], f["horas"])
        for f in ctx.datos.capacitaciones.iter_rows(named=True)
    ]
    areas = dict.fromkeys(ctx.cuentas[c]["area"] for c in ctx.orden)
    return Cuadro(
        titulo="Capacitación por área",
        columnas=(
            Columna("Área", ancho=3),
            Columna("Sesiones", numero=True),
            Columna("Asistentes", numero=True),
            Columna("Horas", numero=True),
        ),
        filas=tuple(
            (
                texto(_nombre_area(ctx, a.area)),
                entero(a.sesiones) if a.sesiones else Celda("ninguna", "ausente"),
                entero(a.asistentes) if a.sesiones else Celda("—", "ausente"),
                Celda(numeros.decimal(a.horas, 1))
                if a.horas is not None
                else Celda("no registradas" if a.sesiones else "—", "ausente"),
            )
            for a in por_area(sesiones, list(areas))
        ),
        vacio="No hay áreas con cuentas en revisión.",
    )


def procedencia(ctx: Contexto) -> Seccion:
    """Los lotes recibidos, con que cualquier cifra puede seguirse hasta sus bytes."""
    lotes = sorted(ctx.lotes.values(), key=lambda f: (f["archivo"], f["lote"]))
    return Seccion(
        clave="procedencia",
        titulo="Fuentes y procedencia",
        parrafos=(
            "Cada cifra lleva el identificador corto del lote del que salió. Con él se encuentra aquí el "
            "archivo tal como se recibió; su huella SHA-256 completa está en la hoja «Procedencia» del "
            "libro.",
        ),
        cuadros=(
            Cuadro(
                titulo="Lotes recibidos",
                columnas=(
                    Columna("Lote", ancho=8),
                    Columna("Archivo", ancho=22),
                    Columna("Clase", ancho=11),
                    Columna("Recibido", ancho=10),
                    Columna("Filas", numero=True, ancho=5),
                    Columna("Rechazadas", numero=True, ancho=7),
                    Columna("Estado", ancho=8),
                ),
                filas=tuple(
                    (
                        Celda(corto(f["lote"]), "tenue"),
                        texto(f["archivo"]),
                        texto(f["clase"] and f["clase"].replace("_", " "), "no reconocida"),
                        Celda(numeros.momento_corto(f["recibido_en"])),
                        entero(f["filas_leidas"]),
                        entero(f["filas_rechazadas"]),
                        Celda(titulo(ESTADOS_LOTE, f["estado"], "un estado de lote")),
                    )
                    for f in lotes
                ),
                vacio="No se recibió ningún archivo en el semestre.",
            ),
            _cobertura(ctx),
        ),
    )


def _cobertura(ctx: Contexto) -> Cuadro:
    filas = []
    for cuenta in ctx.orden:
        fila = ctx.cobertura.get(cuenta)
        if fila is None or not fila["entregado"]:
            continue
        fuentes = [titulo(FUENTES_CORTAS, f, "una fuente") for f in fila["fuentes"].split(",") if f]
        evidencias = len(ctx.evidencias.get(cuenta, ()))
        filas.append(
            (
                Celda(limpio(ctx.cuentas[cuenta]["nombre"]), "", ancla(cuenta)),
                Celda(red(ctx.cuentas[cuenta]["red"])),
                texto(", ".join(fuentes), "sin cifras"),
                entero(fila["archivos"]),
                Celda(numeros.entero(evidencias)) if evidencias else Celda("no entregadas", "ausente"),
            )
        )
    return Cuadro(
        titulo="Qué entregó cada cuenta",
        columnas=(
            Columna("Cuenta", ancho=24),
            Columna("Red", ancho=7),
            Columna("Fuentes", ancho=16),
            Columna("Archivos", numero=True, ancho=6),
            Columna("Evidencias", numero=True, ancho=9),
        ),
        filas=tuple(filas),
        vacio="Ninguna cuenta entregó estadística.",
    )


def _nombre_area(ctx: Contexto, area: str) -> str:
    return ctx.areas[area]["nombre"] if area in ctx.areas else area
