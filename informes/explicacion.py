"""Cómo cada cifra de una cuenta se volvió puntaje y el puntaje, propuesta; en español llano.

Una función pura: de lo que guardó la evaluación a bloques de párrafos y cuadros, que la terminal y la página
de la cuenta muestran tal cual.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from informes import numeros
from informes.contexto import Contexto, Fila, corto
from informes.explicacion_clase import cambios, por_que
from informes.explicacion_puntajes import Bloque, indice, puntajes
from informes.formas import Celda, Columna, Cuadro
from informes.textos import FUENTES, limpio, oracion, red, titulo
from lineamientos.calificacion.alternativas import Alternativa


@dataclass(frozen=True)
class Explicacion:
    """La explicación de una cuenta.

    Attributes:
        titulo: Nombre y red de la cuenta.
        advertencias: Que es propuesta y, si lo es, provisional y con datos inventados.
        bloques: Las partes, en el orden en que se leen.
    """

    titulo: str
    advertencias: tuple[str, ...]
    bloques: tuple[Bloque, ...]


def explicar(ctx: Contexto, cuenta: str, alternativas: Sequence[Alternativa]) -> Explicacion:
    """Explica la propuesta de una cuenta.

    Args:
        ctx: Lo que guardó la evaluación.
        cuenta: Clave en el padrón.
        alternativas: Cambios que darían una clase mejor, de ``lineamientos``.

    Raises:
        KeyError: Si la evaluación no incluyó la cuenta.
    """
    fila, registro = ctx.calificaciones[cuenta], ctx.cuentas[cuenta]
    return Explicacion(
        titulo=f"{limpio(registro['nombre'])} ({red(registro['red'])}, @{limpio(registro['usuario'])}), "
        f"{ctx.datos.semestre.nombre}",
        advertencias=_advertencias(ctx),
        bloques=(
            Bloque("Qué se propone", (_propuesta(ctx, cuenta, fila),)),
            _cifras(ctx, cuenta),
            puntajes(ctx, cuenta),
            indice(ctx, cuenta, fila),
            Bloque("Por qué esa clase y no otra", por_que(ctx, cuenta)),
            Bloque("Qué tan firme es", (_firmeza(ctx.incertidumbre.get(cuenta)),)),
            Bloque("Qué cambiaría la propuesta", cambios(ctx, cuenta, alternativas)),
        ),
    )


def _advertencias(ctx: Contexto) -> tuple[str, ...]:
    avisos = [
        "Es una propuesta: la pertinencia la califica el Comité de Gestión (artículo 13). Mientras no "
        "resuelva, "
        "ni la clase ni el índice son definitivos."
    ]
    motivo = ctx.datos.evaluacion["motivo_provisional"]
    if motivo:
        avisos.append(f"Es provisional, porque {limpio(motivo)}.")
    if ctx.datos.ejemplo:
        avisos.append("Los datos son de ejemplo: la cuenta y sus cifras son inventadas.")
    return tuple(avisos)


def _propuesta(ctx: Contexto, cuenta: str, fila: Fila) -> str:
    area = limpio(ctx.area_de(cuenta)["nombre"])
    con = (
        "sin índice, porque no pudo calcularse"
        if fila["indice"] is None
        else f"con un índice de {numeros.decimal(fila['indice'])} puntos de 100"
    )
    return (
        f"De esta cuenta, de {area}, se propone «{fila['clase_propuesta']}», {con}. "
        f"{oracion(limpio(fila['motivo']))} {_comparada(fila)}"
    )


def _comparada(fila: Fila) -> str:
    if fila["cohorte"] is None:
        return "No hubo con qué cuentas compararla."
    cuantas = numeros.cuantos(fila["cohorte_tamano"], "cuenta", "cuentas")
    descripcion = limpio(fila["cohorte_descripcion"] or fila["cohorte"]).rstrip(".")
    return f"Se comparó con las de su cohorte, {cuantas} con cifras completas en el semestre: {descripcion}."


def _firmeza(fila: Fila | None) -> str:
    """El intervalo, la probabilidad de la misma clase y si está en la frontera."""
    if fila is None:
        return "Esta evaluación no midió su incertidumbre."
    if fila["indice_p5"] is None:
        return f"No se midió su incertidumbre. {oracion(limpio(fila['motivo'] or 'no tiene índice'))}"
    frases = [
        f"La calificación se repitió {numeros.entero(fila['extracciones'])} veces con otros pesos y "
        "escalas, y "
        "con el azar que trae contar pocas publicaciones. En nueve de cada diez, el índice quedó entre "
        f"{numeros.decimal(fila['indice_p5'])} y {numeros.decimal(fila['indice_p95'])} puntos, y su lugar "
        "en la "
        f"cohorte, entre el {numeros.entero(fila['lugar_p5'])} y el {numeros.entero(fila['lugar_p95'])} de "
        f"{numeros.entero(fila['lugares'])}. La misma clase salió en el "
        f"{numeros.proporcion(fila['probabilidad_clase'], 1)} de las veces."
    ]
    if fila["frontera"]:
        frases.append(
            "Está en la frontera: la clase pudo ser otra, y conviene tenerlo en cuenta al resolver."
        )
    if fila["motivo"]:
        frases.append(oracion(limpio(fila["motivo"])))
    return " ".join(frases)


def _cifras(ctx: Contexto, cuenta: str) -> Bloque:
    """Las cifras que entraron en los puntajes, y de dónde salió cada una."""
    usadas = _usadas(ctx, cuenta)
    faltan = [f for f in usadas if f["valor"] is None]
    parrafos = []
    if usadas:
        parrafos.append(
            "Estas son las cifras que cuentan para la calificación. De cada una se dice quién la dio, en "
            "qué lote "
            "quedó guardada y cuándo se recibió."
        )
    parrafos.extend(
        f"{oracion(_nombre(ctx, f))[:-1]}: no hay cifra ({numeros.ausencia(f['ausencia'])}). Una cifra que "
        "falta "
        "no se toma como cero."
        for f in faltan
    )
    return Bloque(
        "De dónde salen sus cifras",
        tuple(parrafos),
        Cuadro(
            titulo="Cifras de la cuenta",
            columnas=(
                Columna("Cifra", ancho=5),
                Columna("Valor", numero=True, ancho=3),
                Columna("Quién la dio y cuándo", ancho=6),
                Columna("Qué es", ancho=10),
            ),
            filas=tuple(_cifra(ctx, f) for f in usadas if f["valor"] is not None),
            vacio="No hay ninguna cifra con que calificarla.",
        ),
    )


def _usadas(ctx: Contexto, cuenta: str) -> list[Fila]:
    """Las cifras cuya definición aparece en un componente, los seguidores y el total de publicaciones."""
    definiciones = {
        d
        for p in ctx.partes.get(cuenta, ())
        for d in (p["definicion"] or "").replace("/", "+").split("+")
        if d
    }
    siempre = ("seguidores_inicio", "seguidores_cierre", "publicaciones", "mensajes_publicados")
    filas = [
        f
        for f in ctx.cifras.get(cuenta, ())
        if f["definicion"] in definiciones or (f["metrica"] in siempre and f["valor"] is not None)
    ]
    return sorted(filas, key=lambda f: (f["metrica"] not in siempre, _nombre(ctx, f)))


def _nombre(ctx: Contexto, fila: Fila) -> str:
    return limpio(str(ctx.metricas[fila["red"], fila["metrica"]]["titulo"]))


def _cifra(ctx: Contexto, fila: Fila) -> tuple[Celda, ...]:
    definicion = ctx.definiciones[fila["red"], fila["metrica"], fila["definicion"]]
    return (
        Celda(_nombre(ctx, fila)),
        Celda(numeros.entero(fila["valor"])),
        Celda(_procedencia(ctx, fila)),
        Celda(oracion(limpio(definicion["descripcion"]))),
    )


def _procedencia(ctx: Contexto, fila: Fila) -> str:
    if fila["fuente"] is None:
        return limpio(oracion(fila["calculo"] or "se dedujo de otras cifras"))
    quien = titulo(FUENTES, fila["fuente"], "una fuente")
    lote = ctx.lotes.get(fila["lote"] or "")
    if lote is None:
        return f"{quien}; {limpio(fila['calculo'])}"
    return f"{quien}, lote {corto(lote['lote'])}, recibido el {numeros.fecha(lote['recibido_en'])}"
