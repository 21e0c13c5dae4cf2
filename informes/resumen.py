"""El resumen: lo que el Comité lee primero."""

from collections import Counter, defaultdict

from informes import certeza, incumplimientos, numeros
from informes.celdas import fuerte, texto
from informes.contexto import Contexto
from informes.formas import Celda, Columna, Cuadro, Dato, Resumen
from informes.numeros import cuantos, porcentaje
from informes.resultados import clases_presentes, conteo, grafica_clases
from informes.textos import FUENTES, red, titulo


def resumen(ctx: Contexto) -> Resumen:
    """Indicadores, hallazgos principales, clases, plazos y fuentes."""
    redes = sorted({f["red"] for f in ctx.cuentas.values()}, key=red)
    por_red = [(red(r), [c for c in ctx.orden if ctx.cuentas[c]["red"] == r]) for r in redes]
    return Resumen(
        indicadores=_indicadores(ctx),
        hallazgos=_hallazgos(ctx),
        clases=_clases(ctx),
        grafica=grafica_clases(ctx, "redes", "Clases propuestas por red", por_red),
        plazos=_plazos(ctx),
        fuentes=_fuentes(ctx),
    )


def _indicadores(ctx: Contexto) -> tuple[Dato, ...]:
    total, entregaron = len(ctx.orden), sum(ctx.entrego(c) for c in ctx.orden)
    severidades = Counter(ctx.datos.observaciones["severidad"])
    lotes = Counter(ctx.datos.lotes["estado"])
    areas = len({f["area"] for f in ctx.cuentas.values()})
    return (
        Dato("Cuentas en revisión", numeros.entero(total), f"de {cuantos(areas, 'área', 'áreas')}"),
        Dato("Entregaron estadística", numeros.entero(entregaron), porcentaje(entregaron, total)),
        Dato(
            "Observaciones por subsanar",
            numeros.entero(severidades["observacion"]),
            _aparte(severidades["rechazo"], severidades["aviso"]),
        ),
        Dato(
            "Archivos recibidos",
            numeros.entero(ctx.datos.lotes.height),
            cuantos(lotes["rechazado"], "rechazado", "rechazados")
            if lotes["rechazado"]
            else "ninguno rechazado",
        ),
    )


def _aparte(rechazos: int, avisos: int) -> str:
    """Los rechazos y los avisos, que no son observaciones por subsanar; lo que no hay no se menciona."""
    partes = [cuantos(rechazos, "rechazo", "rechazos")] if rechazos else []
    if avisos:
        partes.append(f"{cuantos(avisos, 'aviso', 'avisos')} por confirmar")
    return f"aparte, {' y '.join(partes)}" if partes else "sin rechazos ni avisos"


def _hallazgos(ctx: Contexto) -> tuple[str, ...]:
    total = len(ctx.orden)
    n, presentes = conteo(ctx, ctx.orden), clases_presentes(ctx)
    partes = [
        f"{nombre}, {numeros.entero(n[k])} ({porcentaje(n[k], total)})"
        for k, nombre in presentes.items()
        if n[k]
    ]
    frases = [
        f"Clases que se proponen al Comité para {cuantos(total, 'cuenta', 'cuentas')}: {'; '.join(partes)}."
    ]
    faltan = [c for c in ctx.orden if not ctx.entrego(c)]
    if faltan:
        areas = len({ctx.cuentas[c]["area"] for c in faltan})
        frases.append(
            f"Sin entregar estadística: {cuantos(len(faltan), 'cuenta', 'cuentas')} de "
            f"{cuantos(areas, 'área', 'áreas')}; su lista está en la sección «Quién no entregó»."
        )
    else:
        frases.append("Todas las cuentas en revisión entregaron estadística.")
    frases.append(incumplimientos.hallazgo(ctx))
    frases.extend((_movimientos(ctx), certeza.hallazgo(ctx)))
    sustituidas = len({f["cuenta"] for fs in ctx.criterios.values() for f in fs if f["sustituido"]})
    if sustituidas:
        frases.append(
            f"En {cuantos(sustituidas, 'cuenta', 'cuentas')} un criterio tomó la mediana de su cohorte "
            "porque la plataforma o el formato no lo dan; el desglose de cada una lo dice."
        )
    for linea, frase in _POR_LINEA:
        cuantas = sum(f["linea"] == linea for f in ctx.calificaciones.values())
        if cuantas:
            frases.append(frase.format(cuantos(cuantas, "cuenta", "cuentas")))
    advertencias = sum(bool(p.advertencia) for p in ctx.datos.plazos)
    if advertencias:
        frases.append(
            f"{cuantos(advertencias, 'plazo descansa', 'plazos descansan')} en un calendario sin confirmar; "
            "la advertencia está en la tabla de plazos."
        )
    return tuple(frases)


_POR_LINEA = (
    (1, "Sin publicaciones en dos semestres consecutivos: {}."),
    (2, "Sin publicaciones en el semestre: {}."),
    (4, "Con índice por debajo del corte inferior en dos semestres consecutivos: {}."),
)


def _movimientos(ctx: Contexto) -> str:
    """Cuántas cuentas cambiaron de clase respecto del semestre anterior."""
    nombre = ctx.datos.semestre.anterior().nombre
    comunes = [c for c in ctx.orden if c in ctx.calificaciones and c in ctx.previas]
    if not comunes:
        return f"No hay calificaciones del {nombre} con que comparar."
    iguales = sum(
        ctx.calificaciones[c]["clase_propuesta"] == ctx.previas[c]["clase_propuesta"] for c in comunes
    )
    return (
        f"De {cuantos(len(comunes), 'cuenta', 'cuentas')} con calificación también en el {nombre}, "
        f"conservan su clase {numeros.entero(iguales)} y la cambian {numeros.entero(len(comunes) - iguales)}."
    )


def _clases(ctx: Contexto) -> Cuadro:
    n, total = conteo(ctx, ctx.orden), len(ctx.orden)
    filas = [
        (
            Celda(nombre, k),
            Celda(numeros.entero(n[k]), "" if n[k] else "tenue"),
            Celda(porcentaje(n[k], total)),
        )
        for k, nombre in clases_presentes(ctx).items()
    ]
    return Cuadro(
        titulo="Clases propuestas",
        columnas=(
            Columna("Clase propuesta", ancho=1),
            Columna("Cuentas", numero=True),
            Columna("Parte", numero=True),
        ),
        filas=(*filas, (fuerte("Total"), fuerte(numeros.entero(total)), fuerte(porcentaje(total, total)))),
    )


def _plazos(ctx: Contexto) -> Cuadro:
    return Cuadro(
        titulo="Plazos del semestre",
        columnas=(
            Columna("Qué", ancho=3),
            Columna("Fecha"),
            Columna("Fundamento", ancho=3),
            Columna("Advertencia", ancho=3),
        ),
        filas=tuple(
            (
                texto(p.hito),
                Celda(numeros.fecha(p.fecha)),
                texto(p.fundamento),
                texto(p.advertencia, "ninguna"),
            )
            for p in ctx.datos.plazos
        ),
        vacio="No se calcularon plazos para este semestre.",
        nota="Los plazos se cuentan en la hora de la Ciudad de México.",
    )


def _fuentes(ctx: Contexto) -> Cuadro:
    """Qué llegó de cada fuente y por qué razones falta lo que falta."""
    cuentas: dict[str, set[str]] = defaultdict(set)
    cifras: Counter[str] = Counter()
    ausencias: Counter[str] = Counter()
    con_ausencia: dict[str, set[str]] = defaultdict(set)
    for filas in ctx.cifras.values():
        for f in filas:
            if f["valor"] is None:
                ausencias[f["ausencia"]] += 1
                con_ausencia[f["ausencia"]].add(f["cuenta"])
            elif f["fuente"] is not None:
                cifras[f["fuente"]] += 1
                cuentas[f["fuente"]].add(f["cuenta"])
    presentes = [
        (
            texto(titulo(FUENTES, k, "una fuente")),
            Celda(numeros.entero(len(cuentas[k]))),
            Celda(numeros.entero(cifras[k])),
        )
        for k in sorted(cifras)
    ]
    faltantes = [
        (
            Celda(f"Sin cifra: {numeros.ausencia(k)}", "ausente"),
            Celda(numeros.entero(len(con_ausencia[k]))),
            Celda(numeros.entero(ausencias[k])),
        )
        for k in sorted(ausencias)
    ]
    return Cuadro(
        titulo="De dónde salió cada cifra",
        columnas=(
            Columna("Fuente", ancho=1),
            Columna("Cuentas", numero=True),
            Columna("Cifras", numero=True),
        ),
        filas=tuple(presentes + faltantes),
        vacio="No hay cifras en el semestre.",
    )
