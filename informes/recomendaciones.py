"""Recomendaciones del semestre (art. 6, fracción III) y cómo quedaron las del anterior (art. 7)."""

from collections import Counter, defaultdict

from informes import numeros
from informes.celdas import fuerte, texto
from informes.contexto import Contexto, Fila, ancla
from informes.formas import Celda, Columna, Cuadro, Recomendada, Seccion
from informes.textos import SITUACIONES, limpio, oracion, titulo

_EVALUADOR = "Evaluador"


def de_cuenta(ctx: Contexto, cuenta: str) -> tuple[Recomendada, ...]:
    """Lo que se recomienda a una cuenta, para su página."""
    return tuple(
        Recomendada(
            f"{quien(f)} · {limpio(f['titulo_regla'])} · art. {f['articulo']}",
            "nueva",
            limpio(f["texto_recomendacion"]),
        )
        for f in ctx.recomendaciones.get(cuenta, ())
    )


def seguidas(ctx: Contexto, cuenta: str) -> tuple[Recomendada, ...]:
    """Cómo quedó lo que se le recomendó el semestre anterior, para su página."""
    return tuple(
        Recomendada(
            f"{titulo(SITUACIONES, f['situacion'], 'un estado')} · {quien(f)} · {limpio(f['titulo_regla'])}",
            f["situacion"],
            oracion(limpio(f["motivo"])),
        )
        for f in ctx.seguimiento.get(cuenta, ())
    )


def quien(fila: Fila) -> str:
    """La regla que la produjo, o que la escribió un evaluador."""
    return _EVALUADOR if fila["regla"] is None else f"Regla {fila['numero_regla']}"


def seccion(ctx: Contexto) -> Seccion:
    """Cuántas hay de cada regla, cuáles no pudieron aplicarse y qué pasó con las del semestre anterior."""
    return Seccion(
        clave="recomendaciones",
        titulo="Recomendaciones",
        parrafos=(
            "Comunicación Social emite recomendaciones sobre el uso de las cuentas y sobre sus contenidos "
            "(artículo 6, fracción III) y los administradores las atienden (artículo 7). Las de regla salen "
            "de las cifras y de umbrales que el Comité puede cambiar; las de contenidos las escribe un "
            "evaluador. El texto de cada una está en la página de su cuenta y en la hoja "
            "«Recomendaciones» del libro que acompaña a este informe.",
            "Una regla a la que le faltan cifras no se aplica: no se supone que todo está bien ni que está "
            "mal. La razón de cada caso está en la hoja «Reglas sin aplicar».",
        ),
        cuadros=(_por_regla(ctx), _como_quedaron(ctx), _no_atendidas(ctx)),
    )


def _por_regla(ctx: Contexto) -> Cuadro:
    hechas: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for f in ctx.datos.recomendaciones.iter_rows(named=True):
        hechas[_lugar(f), quien(f), f["titulo_regla"]].add(f["cuenta"])
    sin_aplicar: Counter[str] = Counter()
    for f in ctx.datos.reglas_omitidas.iter_rows(named=True):
        sin_aplicar[quien(f)] += 1
        # También la que no se hizo a nadie: que no haya ninguna puede ser porque faltaron cifras.
        hechas.setdefault((_lugar(f), quien(f), f["titulo_regla"]), set())
    return Cuadro(
        titulo="Recomendaciones del semestre",
        columnas=(
            Columna("Regla", ancho=10),
            Columna("Qué se recomienda", ancho=40),
            Columna("Cuentas", numero=True, ancho=9),
            Columna("No se aplicó", numero=True, ancho=13),
        ),
        filas=tuple(
            (
                fuerte(regla),
                texto(que),
                Celda(numeros.entero(len(cuentas)), "" if cuentas else "tenue"),
                Celda("no aplica", "tenue")
                if regla == _EVALUADOR
                else Celda(numeros.entero(sin_aplicar[regla]), "" if sin_aplicar[regla] else "tenue"),
            )
            for (_, regla, que), cuentas in sorted(hechas.items())
        ),
        vacio="No hubo recomendaciones en el semestre.",
    )


def _como_quedaron(ctx: Contexto) -> Cuadro:
    grupos: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
    for f in ctx.datos.seguimiento.iter_rows(named=True):
        titulo(SITUACIONES, f["situacion"], "un estado")
        grupos[_lugar(f), quien(f), f["titulo_regla"]][f["situacion"]] += 1
    estados = ("atendida", "no_atendida", "sin_elementos")
    return Cuadro(
        titulo=f"Cómo quedaron las del {ctx.datos.semestre.anterior().nombre}",
        columnas=(
            Columna("Regla", ancho=10),
            Columna("Qué se recomendó", ancho=34),
            *(Columna(SITUACIONES[e], numero=True, ancho=9) for e in estados),
        ),
        filas=tuple(
            (
                fuerte(regla),
                texto(que),
                *(Celda(numeros.entero(cuantas[e]), "" if cuantas[e] else "tenue") for e in estados),
            )
            for (_, regla, que), cuantas in sorted(grupos.items())
        ),
        vacio="No hay recomendaciones del semestre anterior que seguir.",
    )


def _no_atendidas(ctx: Contexto) -> Cuadro:
    filas = [f for f in ctx.datos.seguimiento.iter_rows(named=True) if f["situacion"] == "no_atendida"]
    return Cuadro(
        titulo="Recomendaciones no atendidas",
        columnas=(
            Columna("Cuenta", ancho=19),
            Columna("Qué se recomendó", ancho=26),
            Columna("Qué lo muestra", ancho=32),
        ),
        filas=tuple((_cuenta(ctx, f), texto(f["titulo_regla"]), texto(oracion(f["motivo"]))) for f in filas),
        vacio="Ninguna: lo que puede comprobarse se atendió, o nada había que seguir.",
        nota="El Comité puede requerir a los administradores que las atiendan (artículo 8, fracción II)."
        if filas
        else "",
    )


def _cuenta(ctx: Contexto, fila: Fila) -> Celda:
    cuenta = fila["cuenta"]
    if cuenta not in ctx.cuentas:
        return texto(cuenta)
    return Celda(limpio(ctx.cuentas[cuenta]["nombre"]), "", ancla(cuenta))


def _lugar(fila: Fila) -> int:
    # Las de evaluador, al final.
    return fila["numero_regla"] if fila["numero_regla"] is not None else 10_000
