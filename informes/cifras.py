"""Las cifras de una cuenta: la tabla del artículo 11 de su red y los campos del artículo 12."""

from informes import celdas, numeros
from informes.contexto import Contexto, Fila, corto
from informes.formas import Celda, Columna, Cuadro
from informes.textos import FUENTES_CORTAS, limpio, oracion, titulo
from lineamientos import catalogo

_VALORES = (
    Columna("Semestre", numero=True, ancho=4),
    Columna("Anterior", numero=True, ancho=4),
    Columna("Cambio", numero=True, ancho=4),
)


def art11(ctx: Contexto, cuenta: str) -> Cuadro:
    """Tabla del art. 11 de la red de la cuenta, con toda métrica vigente aunque no haya cifra."""
    clave_red = ctx.cuentas[cuenta]["red"]
    presentes = {f["metrica"]: f for f in ctx.cifras.get(cuenta, ())}
    filas = []
    for letra, oficial, metrica in columnas_art11(clave_red):
        fila = presentes.get(metrica) or _sin_registro(ctx, cuenta, clave_red, metrica)
        if fila is not None:
            filas.append(_fila(ctx, fila, letra or "si aplica", oficial))
    return Cuadro(
        titulo="Estadística del artículo 11",
        columnas=(
            Columna("Col.", ancho=3),
            Columna("Cifra y definición", ancho=21),
            *_VALORES,
            Columna("Fuente y lote", ancho=5),
        ),
        filas=tuple(filas),
        vacio="La red de esta cuenta no tiene columnas del artículo 11 vigentes en el semestre.",
    )


def suplementarias(ctx: Contexto, cuenta: str) -> Cuadro:
    """Cifras que se piden conforme al art. 12; su falta no es incumplimiento del art. 11."""
    clave_red = ctx.cuentas[cuenta]["red"]
    del_art11 = {metrica for _, _, metrica in columnas_art11(clave_red)}
    filas = sorted(
        (f for f in ctx.cifras.get(cuenta, ()) if f["metrica"] not in del_art11),
        key=lambda f: list(catalogo.METRICAS).index(f["metrica"]),
    )
    por_mes = [f for f in filas if f["metrica"] in catalogo.PUBLICACIONES_POR_MES]
    filas = [f for f in filas if f not in por_mes]
    notas = (_meses(ctx, por_mes), _faltantes(ctx, [f for f in filas if f["valor"] is None]))
    return Cuadro(
        titulo="Información complementaria (artículo 12)",
        columnas=(Columna("Cifra", ancho=10), *_VALORES, Columna("Fuente y lote", ancho=7)),
        filas=tuple(_complementaria(ctx, f) for f in filas if f["valor"] is not None),
        vacio="La cuenta no dio información complementaria.",
        nota=" ".join(n for n in notas if n),
    )


def columnas_art11(clave_red: str) -> tuple[tuple[str, str, str], ...]:
    """Letra, título oficial y métrica de cada columna del art. 11 de una red, en su orden."""
    return tuple(
        (c.letra, c.titulo_oficial, metrica)
        for c in catalogo.columnas_de_red(clave_red)
        for metrica in c.metricas
    )


def columna_de(clave_red: str, metrica: str) -> str:
    """Letra del art. 11 en que va una métrica, «si aplica», o «art. 12» si es complementaria."""
    columna = catalogo.columna_de(metrica, clave_red)
    return "art. 12" if columna is None else columna.letra or "si aplica"


def nombre_metrica(ctx: Contexto, clave_red: str, metrica: str) -> str:
    """Título de una métrica en una red.

    Raises:
        ValueError: Si el catálogo del informe no la tiene.
    """
    if (clave_red, metrica) not in ctx.metricas:
        raise ValueError(f"El catálogo del informe no tiene la métrica «{metrica}» de {clave_red}")
    return str(ctx.metricas[clave_red, metrica]["titulo"])


def _sin_registro(ctx: Contexto, cuenta: str, clave_red: str, metrica: str) -> Fila | None:
    """Renglón de una métrica vigente de la que la evaluación no guardó nada: se dice, no se omite."""
    semestre = ctx.datos.semestre
    vigentes = catalogo.definiciones_entre(metrica, clave_red, semestre.inicio, semestre.fin)
    if not vigentes:
        return None
    return {
        "cuenta": cuenta,
        "red": clave_red,
        "metrica": metrica,
        "definicion": vigentes[-1].clave,
        "calculo": None,
    }


def _fila(ctx: Contexto, fila: Fila, letra: str, oficial: str) -> tuple[Celda, ...]:
    actual = celdas.cifra(fila) if "valor" in fila else Celda("sin registro", "ausente")
    previo, cambio = _comparacion(ctx, fila)
    return Celda(letra, "fuerte"), _nombre(ctx, fila, oficial), actual, previo, cambio, _fuente(fila)


def _complementaria(ctx: Contexto, fila: Fila) -> tuple[Celda, ...]:
    """Renglón breve: la definición de estas cifras está en la sección del método."""
    fuente = _fuente(fila)
    en_linea = fuente._replace(texto=f"{fuente.texto} · {fuente.detalle}" if fuente.detalle else fuente.texto)
    nombre = Celda(limpio(nombre_metrica(ctx, fila["red"], fila["metrica"])))
    return nombre, celdas.cifra(fila), *_comparacion(ctx, fila), en_linea._replace(detalle="")


def _nombre(ctx: Contexto, fila: Fila, oficial: str) -> Celda:
    """Título oficial de la columna y, debajo, la definición que la cifra tenía."""
    definicion = ctx.definiciones.get((fila["red"], fila["metrica"], fila["definicion"]))
    if definicion is None:
        raise ValueError(f"El catálogo del informe no tiene la definición «{fila['definicion']}»")
    nombre = nombre_metrica(ctx, fila["red"], fila["metrica"])
    principal = nombre if not oficial or oficial == nombre else f"{oficial}: {nombre.lower()}"
    frases = [oracion(f) for f in (definicion["descripcion"], celdas.calculo(fila)) if f]
    return Celda(limpio(principal), detalle=limpio(" ".join(frases)))


def _comparacion(ctx: Contexto, fila: Fila) -> tuple[Celda, Celda]:
    """La cifra anterior y su cambio; dos definiciones distintas no se comparan."""
    previa = ctx.cifras_previas.get(fila["cuenta"], {}).get(fila["metrica"])
    if previa is None:
        return Celda("sin dato", "ausente"), Celda("no comparable", "ausente")
    anterior = celdas.cifra(previa)
    if previa["definicion"] != fila["definicion"]:
        return anterior, Celda("otra definición", "ausente")
    if previa["valor"] is None or fila.get("valor") is None:
        return anterior, Celda("no comparable", "ausente")
    return anterior, Celda(numeros.variacion(fila["valor"], previa["valor"]))


def _fuente(fila: Fila) -> Celda:
    if fila.get("fuente") is None:
        return Celda("sin fuente", "ausente")
    nombre = titulo(FUENTES_CORTAS, fila["fuente"], "una fuente")
    return Celda(nombre, detalle=corto(fila["lote"]) if fila["lote"] else "sin lote")


def _meses(ctx: Contexto, filas: list[Fila]) -> str:
    """Las publicaciones de cada mes en una sola frase."""
    meses = dict(zip(catalogo.PUBLICACIONES_POR_MES, ctx.datos.semestre.meses, strict=True))
    cifras = [f"{numeros.mes(meses[f['metrica']][1])}, {celdas.cifra(f).texto}" for f in filas]
    return f"Publicaciones por mes: {'; '.join(cifras)}." if cifras else ""


def _faltantes(ctx: Contexto, filas: list[Fila]) -> str:
    por_razon: dict[str, list[str]] = {}
    for fila in filas:
        nombre = nombre_metrica(ctx, fila["red"], fila["metrica"]).lower()
        por_razon.setdefault(celdas.cifra(fila).texto, []).append(nombre)
    if not por_razon:
        return ""
    return (
        "Sin cifra: " + "; ".join(f"{razon}: {', '.join(n)}" for razon, n in sorted(por_razon.items())) + "."
    )
