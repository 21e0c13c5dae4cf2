"""Qué tan firme es cada calificación: intervalos, probabilidad de la misma clase y cambio propio (art. 13).

Se muestra en bandas y en intervalos, nunca como tabla de posiciones: los lugares de casi todas se enciman.
"""

from statistics import median

from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.celdas import texto
from informes.contexto import Contexto, Fila
from informes.formas import Celda, Columna, ColumnaAbierta, Cuadro, Grafica, Serie, TablaAbierta, Valor
from informes.numeros import cuantos, decimal, entero, porcentaje, proporcion
from informes.textos import limpio, oracion

_BANDAS: tuple[tuple[float, float, str], ...] = (
    (0, 0.5, "Menos de 50 %"),
    (0.5, 0.8, "50 a 79.9 %"),
    (0.8, 0.95, "80 a 94.9 %"),
    (0.95, 1.01, "95 % o más"),
)
"""Bandas de la probabilidad de la misma clase, para mostrar cómo se reparte."""
_SIN_INTERVALO = "Sin intervalo"
_SIN_MEDIR = "Esta evaluación no midió la incertidumbre."

_C = ColumnaAbierta


def frontera(ctx: Contexto, cuenta: str) -> bool:
    """Si la clase propuesta pudo ser otra."""
    fila = ctx.incertidumbre.get(cuenta)
    return fila is not None and bool(fila["frontera"])


def frase(ctx: Contexto, cuenta: str) -> str:
    """La incertidumbre de una cuenta, en palabras."""
    fila = ctx.incertidumbre.get(cuenta)
    if fila is None:
        return _SIN_MEDIR
    if fila["extracciones"] is None:
        return f"No hay intervalo: {limpio(fila['motivo'])}"
    partes = [
        f"En 90 % de {entero(fila['extracciones'])} repeticiones con otros pesos, escalas y ruido de contar, "
        f"el índice quedó entre {decimal(fila['indice_p5'])} y {decimal(fila['indice_p95'])} (mediana "
        f"{decimal(fila['indice_mediano'])}) y el lugar, entre el {entero(fila['lugar_p5'])} y el "
        f"{entero(fila['lugar_p95'])} de {entero(fila['lugares'])}.",
        f"La clase fue la misma en {proporcion(fila['probabilidad_clase'], 1)}"
        + (": frontera, la clase pudo ser otra." if fila["frontera"] else "."),
    ]
    if fila["motivo"]:
        partes.append(oracion(limpio(fila["motivo"])))
    return " ".join(partes)


def cambio(fila: Fila | None) -> str:
    """El cambio del índice en puntos, o por qué no se compara; vacío si no se midió."""
    if fila is None:
        return ""
    if fila["cambio_indice"] is None:
        return f"el índice no se compara: {limpio(fila['motivo_cambio'])}"
    signo = "+" if fila["cambio_indice"] > 0 else ""
    return f"{signo}{decimal(fila['cambio_indice'])} puntos de cambio"


def hallazgo(ctx: Contexto) -> str:
    """Cuántas calificaciones son frontera y de qué tamaño es el intervalo del índice."""
    medidas = _medidas(ctx, ctx.orden)
    if not medidas:
        return "No se midió la incertidumbre de ninguna calificación."
    fronteras = sum(bool(f["frontera"]) for f in medidas)
    return (
        f"De {cuantos(len(medidas), 'cuenta', 'cuentas')} con índice, {entero(fronteras)} "
        f"({porcentaje(fronteras, len(medidas))}) son frontera: la clase pudo ser otra. El intervalo de 90 % "
        f"del índice tiene una anchura mediana de {decimal(_ancho(medidas), 1)} puntos."
    )


def cuadro(ctx: Contexto, grupos: list[tuple[str, list[str]]]) -> Cuadro:
    """Cuentas por red y probabilidad de la misma clase."""
    filas = []
    for nombre, cuentas in grupos:
        medidas = _medidas(ctx, cuentas)
        cifras = [*_por_banda(ctx, cuentas), sum(bool(f["frontera"]) for f in medidas)]
        ancho = Celda(decimal(_ancho(medidas), 1)) if medidas else Celda("sin intervalos", "ausente")
        filas.append((texto(nombre), *(Celda(entero(n), "" if n else "tenue") for n in cifras), ancho))
    return Cuadro(
        titulo="Cuentas por red y probabilidad de que la clase sea la misma",
        columnas=(
            Columna("Red", ancho=1),
            *(Columna(nombre, numero=True) for *_, nombre in _BANDAS),
            Columna(_SIN_INTERVALO, numero=True),
            Columna("Frontera", numero=True),
            Columna("Anchura mediana", numero=True),
        ),
        filas=tuple(filas),
        nota="Es la proporción de las repeticiones en que la tabla de dictamen propone la misma clase con "
        "otros pesos, escalas y ruido de contar. Frontera: menos que el umbral del método. La anchura es la "
        "del intervalo de 5 a 95 % del índice, en puntos. No hay tabla de posiciones, porque los intervalos "
        "de los lugares se enciman.",
    )


def grafica(ctx: Contexto, grupos: list[tuple[str, list[str]]]) -> Grafica:
    """Las mismas cuentas, en barras por banda."""
    titulo = "Probabilidad de la misma clase por red, en bandas"
    nombres = [*(nombre for *_, nombre in _BANDAS), _SIN_INTERVALO]
    conteos = [_por_banda(ctx, cuentas) for _, cuentas in grupos]
    series = tuple(
        # El último color es el gris de lo que falta.
        Serie(f"banda_{i if i < len(_BANDAS) else 5}", nombre, tuple(c[i] for c in conteos))
        for i, nombre in enumerate(nombres)
    )
    dicho = (
        f"{red}: " + ", ".join(f"{n.lower()} {c}" for n, c in zip(nombres, cuentas, strict=True) if c)
        for (red, _), cuentas in zip(grupos, conteos, strict=True)
    )
    return Grafica(
        "certeza",
        titulo,
        f"{titulo}, en número de cuentas. {'; '.join(dicho)}.",
        tuple(red for red, _ in grupos),
        series,
    )


def _medidas(ctx: Contexto, cuentas: tuple[str, ...] | list[str]) -> list[Fila]:
    filas = (ctx.incertidumbre.get(c) for c in cuentas)
    return [f for f in filas if f is not None and f["probabilidad_clase"] is not None]


def _por_banda(ctx: Contexto, cuentas: list[str]) -> list[int]:
    probabilidades = [f["probabilidad_clase"] for f in _medidas(ctx, cuentas)]
    en_bandas = [sum(desde <= p < hasta for p in probabilidades) for desde, hasta, _ in _BANDAS]
    return [*en_bandas, len(cuentas) - len(probabilidades)]


def _ancho(medidas: list[Fila]) -> float:
    return float(median(f["indice_p95"] - f["indice_p5"] for f in medidas))


def tabla(ctx: Contexto) -> TablaAbierta:
    """Una fila por cuenta."""
    return TablaAbierta(
        "incertidumbre",
        "Incertidumbre",
        "Intervalos del índice y del lugar, probabilidad de la misma clase y cambio propio",
        (
            *IDENTIDAD,
            _C(
                "Probabilidad de la misma clase", "proporcion", "Proporción de las repeticiones con esa clase"
            ),
            _C("Frontera", "logico", "Si es menor que el umbral: la clase pudo ser otra"),
            _C("Índice, 5 %", "decimal", "Índice que 5 % de las repeticiones no rebasa"),
            _C("Índice mediano", "decimal", "Índice que la mitad no rebasa"),
            _C("Índice, 95 %", "decimal", "Índice que 95 % de las repeticiones no rebasa"),
            _C("Lugar, 5 %", "entero", "Lugar en su cohorte que 5 % de las repeticiones no rebasa"),
            _C(
                "Lugar mediano",
                "entero",
                "Lugar que la mitad de las repeticiones no rebasa; 1 es el mayor índice",
            ),
            _C("Lugar, 95 %", "entero", "Lugar que 95 % de las repeticiones no rebasa"),
            _C("Lugares", "entero", "Cuentas de la cohorte con índice"),
            _C(
                "Índice anterior comparable",
                "decimal",
                "Del semestre anterior, con el mismo método y la misma fase",
            ),
            _C(
                "Cambio propio",
                "decimal",
                "Índice menos índice anterior, en puntos; no entra en la calificación",
            ),
            _C("Por qué no se compara", "texto", "Razón de que no haya cambio propio"),
            _C("Salvedad", "texto", "Por qué no hay intervalo, o qué no pudo variarse"),
            _C("Repeticiones", "entero", "Veces que se repitió la calificación"),
        ),
        tuple((*identidad(ctx, c), *_fila(ctx.incertidumbre.get(c))) for c in ctx.orden),
    )


def _fila(f: Fila | None) -> tuple[Valor, ...]:
    fila = f or {}
    falta = "sin intervalo" if f else "no se midió"
    intervalo = (
        *("probabilidad_clase", "frontera", "indice_p5", "indice_mediano", "indice_p95"),
        *("lugar_p5", "lugar_mediano", "lugar_p95", "lugares"),
    )
    return (
        *(o_falta(fila.get(c), falta) for c in intervalo),
        o_falta(fila.get("indice_anterior"), "no se compara" if f else falta),
        o_falta(fila.get("cambio_indice"), "no se compara" if f else falta),
        o_falta(fila.get("motivo_cambio"), "se compara" if f else falta),
        o_falta(fila.get("motivo"), "sin salvedad" if f else falta),
        o_falta(fila.get("extracciones"), falta),
    )
