"""Resultados por red y por área: cuántas cuentas hay en cada clase y en cada banda del índice.

No hay lista de lugares: el método no distingue con certeza una cuenta de la siguiente.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median

from informes import certeza, numeros
from informes.celdas import fuerte, texto
from informes.cifras import columnas_art11, nombre_metrica
from informes.contexto import Contexto, Fila, orden_area
from informes.fichas import clase
from informes.formas import Celda, Columna, Cuadro, Grafica, Resultados, Serie
from informes.textos import BANDAS, CLASES, SIN_EVALUAR, TIPOS_AREA, limpio, red

_SIN_SUMA = frozenset({"alcance"})
"""Métricas que cuentan personas distintas: sumarlas contaría dos veces a quien siga a dos cuentas."""
_NOTA_ALCANCE = " El alcance cuenta personas distintas, que pueden repetirse entre cuentas: no se suma."
_NO_EVALUADA = {SIN_EVALUAR: "No evaluada"}


def resultados(ctx: Contexto) -> Resultados:
    """Distribuciones por red, por tipo de área y por área."""
    redes = sorted({f["red"] for f in ctx.cuentas.values()}, key=red)
    tipos = [t for t in TIPOS_AREA if any(ctx.area_de(c)["tipo_area"] == t for c in ctx.orden)]
    areas = sorted({f["area"] for f in ctx.cuentas.values()}, key=lambda a: orden_area(ctx.areas[a]))
    por_red = [(red(r), [c for c in ctx.orden if ctx.cuentas[c]["red"] == r]) for r in redes]
    por_tipo = [(TIPOS_AREA[t], [c for c in ctx.orden if ctx.area_de(c)["tipo_area"] == t]) for t in tipos]
    por_area = [
        (limpio(ctx.areas[a]["nombre"]), [c for c in ctx.orden if ctx.cuentas[c]["area"] == a]) for a in areas
    ]
    return Resultados(
        por_red=_clases(ctx, "Cuentas por red y clase propuesta", "Red", por_red),
        bandas=_bandas(ctx, por_red),
        grafica_bandas=_grafica_bandas(ctx, por_red),
        certeza=certeza.cuadro(ctx, por_red),
        grafica_certeza=certeza.grafica(ctx, por_red),
        por_tipo=_clases(ctx, "Cuentas por tipo de área y clase propuesta", "Tipo de área", por_tipo),
        grafica_tipos=grafica_clases(ctx, "tipos", "Clases propuestas por tipo de área", por_tipo),
        por_area=_clases(ctx, "Cuentas por área y clase propuesta", "Área", por_area),
        actividad=tuple(_actividad(ctx, r) for r in redes),
    )


def conteo(ctx: Contexto, cuentas: Iterable[str]) -> Counter[str]:
    """Cuentas en cada clase propuesta."""
    return Counter(clase(ctx.calificaciones.get(c))[0] for c in cuentas)


def clases_presentes(ctx: Contexto) -> dict[str, str]:
    """Clases en su orden; las dos últimas y «no evaluada» solo si hay cuentas en ellas."""
    total = conteo(ctx, ctx.orden)
    siempre = list(CLASES)[:5]
    return {k: v for k, v in (CLASES | _NO_EVALUADA).items() if k in siempre or total[k]}


def grafica_clases(ctx: Contexto, clave: str, titulo: str, grupos: list[tuple[str, list[str]]]) -> Grafica:
    """Barras apiladas de cuentas por clase, una barra por grupo."""
    presentes = clases_presentes(ctx)
    conteos = [(nombre, conteo(ctx, cuentas)) for nombre, cuentas in grupos]
    series = tuple(Serie(k, v, tuple(n[k] for _, n in conteos)) for k, v in presentes.items())
    return Grafica(
        clave, titulo, _descripcion(titulo, [n for n, _ in grupos], series), _nombres(grupos), series
    )


def _nombres(grupos: list[tuple[str, list[str]]]) -> tuple[str, ...]:
    return tuple(nombre for nombre, _ in grupos)


def _descripcion(titulo: str, grupos: list[str], series: tuple[Serie, ...]) -> str:
    frases = [
        f"{grupo}: " + ", ".join(f"{s.nombre} {s.valores[i]}" for s in series if s.valores[i])
        for i, grupo in enumerate(grupos)
    ]
    return f"{titulo}, en número de cuentas. " + "; ".join(frases) + "."


def _clases(ctx: Contexto, titulo: str, que: str, grupos: list[tuple[str, list[str]]]) -> Cuadro:
    presentes = clases_presentes(ctx)
    columnas = (
        Columna(que, ancho=12),
        *(
            Columna(nombre, numero=True, ancho=2 + 2 * max(map(len, nombre.split())) // 3)
            for nombre in ("Cuentas", "Entregaron", *presentes.values())
        ),
    )
    filas = []
    for nombre, cuentas, tono in [*((n, c, "") for n, c in grupos), ("Total", list(ctx.orden), "fuerte")]:
        n = conteo(ctx, cuentas)
        cifras = [len(cuentas), sum(ctx.entrego(c) for c in cuentas), *(n[k] for k in presentes)]
        celdas = (Celda(numeros.entero(x), tono or ("" if x else "tenue")) for x in cifras)
        filas.append((Celda(nombre, tono), *celdas))
    return Cuadro(titulo, columnas, tuple(filas))


def _por_banda(ctx: Contexto, cuentas: list[str]) -> list[int]:
    """Cuentas en cada banda y, al final, las que no tienen índice."""
    indices = [f["indice"] for c in cuentas if (f := ctx.calificaciones.get(c)) and f["indice"] is not None]
    return [sum(desde <= i < hasta for i in indices) for desde, hasta, _ in BANDAS] + [
        len(cuentas) - len(indices)
    ]


def _bandas(ctx: Contexto, grupos: list[tuple[str, list[str]]]) -> Cuadro:
    return Cuadro(
        titulo="Cuentas por red y banda del índice",
        columnas=(
            Columna("Red", ancho=1),
            *(Columna(nombre, numero=True) for *_, nombre in BANDAS),
            Columna("Sin índice", numero=True),
        ),
        filas=tuple(
            (
                texto(nombre),
                *(Celda(numeros.entero(n), "" if n else "tenue") for n in _por_banda(ctx, cuentas)),
            )
            for nombre, cuentas in grupos
        ),
        nota="Las bandas solo muestran cómo se reparten las cuentas; los cortes del dictamen están en el "
        "método. "
        "Cada cuenta se mide contra su cohorte, de modo que el índice de una red no se compara con el de "
        "otra.",
    )


def _grafica_bandas(ctx: Contexto, grupos: list[tuple[str, list[str]]]) -> Grafica:
    titulo = "Índice propuesto por red, en bandas"
    valores = [_por_banda(ctx, cuentas) for _, cuentas in grupos]
    nombres = [*(f"Índice {nombre}" for *_, nombre in BANDAS), "Sin índice"]
    series = tuple(
        Serie(f"banda_{i}", nombre, tuple(v[i] for v in valores)) for i, nombre in enumerate(nombres)
    )
    return Grafica(
        "bandas", titulo, _descripcion(titulo, [n for n, _ in grupos], series), _nombres(grupos), series
    )


def _actividad(ctx: Contexto, clave_red: str) -> Cuadro:
    """Sumas y medianas de las cifras del art. 11 en una red, con cuántas cuentas las dieron."""
    cuentas = [c for c in ctx.orden if ctx.cuentas[c]["red"] == clave_red]
    grupos: dict[tuple[str, str], list[Fila]] = defaultdict(list)
    for cuenta in cuentas:
        for f in ctx.cifras.get(cuenta, ()):
            grupos[f["metrica"], f["definicion"]].append(f)
    columnas = [
        (letra, oficial, metrica, definicion)
        for letra, oficial, metrica in columnas_art11(clave_red)
        for definicion in sorted(d for m, d in grupos if m == metrica)
    ]
    return Cuadro(
        titulo=f"Actividad en {red(clave_red)}",
        columnas=(
            Columna("Col."),
            Columna("Cifra del artículo 11", ancho=1),
            Columna("Cuentas con cifra", numero=True),
            Columna("Suma", numero=True),
            Columna("Mediana", numero=True),
        ),
        filas=tuple(
            (
                fuerte(letra or "si aplica"),
                _cifra(oficial, nombre_metrica(ctx, clave_red, metrica)),
                *_sumas(metrica, grupos[metrica, definicion], len(cuentas)),
            )
            for letra, oficial, metrica, definicion in columnas
        ),
        vacio="Ninguna cuenta de esta red tiene cifras.",
        nota="La suma y la mediana son solo de las cuentas con cifra; una ausencia no cuenta como cero."
        + (_NOTA_ALCANCE if any(m in _SIN_SUMA for m, _ in grupos) else ""),
    )


def _cifra(oficial: str, propio: str) -> Celda:
    return Celda(oficial, detalle="" if propio == oficial else propio)


def _sumas(metrica: str, grupo: list[Fila], total: int) -> tuple[Celda, Celda, Celda]:
    valores = [f["valor"] for f in grupo if f["valor"] is not None]
    cuantas = Celda(f"{numeros.entero(len(valores))} de {numeros.entero(total)}")
    if not valores:
        return cuantas, Celda("sin cifras", "ausente"), Celda("sin cifras", "ausente")
    suma = Celda("no se suma", "ausente") if metrica in _SIN_SUMA else Celda(numeros.entero(sum(valores)))
    return cuantas, suma, Celda(_mediana(valores))


def _mediana(valores: list[int]) -> str:
    """Mediana con un decimal solo si lo tiene: entre dos cifras puede quedar a la mitad."""
    medio = median(valores)
    return numeros.decimal(medio, 0 if medio == int(medio) else 1)
