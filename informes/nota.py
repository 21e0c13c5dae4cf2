"""La nota metodológica: fórmulas, razones, sensibilidad y límites, con los parámetros que rigieron.

Ningún número está escrito aquí: todos salen de los parámetros, de las metas o de lo que se calculó.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from informes import numeros
from informes.celdas import texto
from informes.contexto import Contexto, corto
from informes.formas import Celda, Columna, Cuadro, Portada
from informes.metodo import aprobado, cuadro_de_dictamen
from informes.nota_metodo import (
    Apartado,
    Valores,
    ajuste,
    cohortes,
    indicadores,
    indice,
    normalizacion,
    vetos,
)
from informes.nota_textos import LIMITES, QUE_MIDE, REFERENCIAS
from informes.numeros import cuantos
from informes.textos import FASES, limpio, titulo
from informes.valores import valor
from lineamientos.calificacion.agregacion import mediana
from lineamientos.calificacion.sensibilidad import Variacion


@dataclass(frozen=True)
class Nota:
    """La nota completa."""

    portada: Portada
    apartados: tuple[Apartado, ...]


def construir_nota(ctx: Contexto, portada: Portada, sensibilidad: Sequence[Variacion]) -> Nota:
    """Construye la nota de la evaluación de un semestre.

    Args:
        ctx: Lo que guardó la evaluación.
        portada: La del informe del semestre.
        sensibilidad: Lo que cambia al mover cada decisión.
    """
    p = Valores(ctx)
    return Nota(
        portada=replace(portada, titulo="Nota metodológica de la calificación de pertinencia"),
        apartados=(
            Apartado("Qué mide y qué no", QUE_MIDE),
            _situacion(ctx),
            cohortes(p),
            indicadores(p),
            ajuste(ctx),
            normalizacion(ctx, p),
            indice(p),
            Apartado(
                "Dictamen que se propone",
                (
                    "Vale la primera línea que se cumple. El índice y los puntajes se comparan redondeados a "
                    "centésimos, la mitad hacia arriba, tal como se muestran.",
                    vetos(p),
                ),
                cuadros=(cuadro_de_dictamen(ctx),),
            ),
            _incertidumbre(ctx.datos.incertidumbre),
            _sensibilidad(ctx, sensibilidad),
            _decisiones(ctx),
            Apartado("Límites", lista=LIMITES),
            Apartado("Cómo repetirla", (_repetir(ctx),)),
            Apartado("Referencias", lista=REFERENCIAS),
        ),
    )


def _situacion(ctx: Contexto) -> Apartado:
    datos, evaluacion = ctx.datos, ctx.datos.evaluacion
    de_calificacion = _de_calificacion(ctx)
    sin = sum(f["aprobado_por"] is None for f in de_calificacion)
    aprobacion = (
        f"De los {numeros.entero(len(de_calificacion))} parámetros de la calificación, el Comité no ha "
        "aprobado "
        f"{numeros.entero(sin)}: por eso toda cifra de esta nota es PROVISIONAL."
        if sin
        else "El Comité aprobó todos los parámetros de la calificación antes de que empezara el semestre."
    )
    return Apartado(
        "A qué evaluación se refiere",
        (
            f"A la versión {evaluacion['version']} de la evaluación del {datos.semestre.nombre}, hecha el "
            f"{numeros.momento(evaluacion['creada_en'])} con la versión {limpio(str(evaluacion['metodo']))} "
            "del "
            f"método, en un semestre {titulo(FASES, evaluacion['fase'], 'una fase')}. Comprende "
            f"{cuantos(datos.calificaciones.height, 'cuenta', 'cuentas')}.",
            aprobacion,
            "La calificación es una propuesta: la pertinencia la resuelve el Comité de Gestión (artículo "
            "13).",
        ),
    )


def _incertidumbre(tabla: pl.DataFrame) -> Apartado:
    medidas = tabla.filter(pl.col("indice_p5").is_not_null())
    if medidas.is_empty():
        return Apartado("Incertidumbre", ("Esta evaluación no midió su incertidumbre.",))
    anchos = (medidas["indice_p95"] - medidas["indice_p5"]).to_list()
    lugares = (medidas["lugar_p95"] - medidas["lugar_p5"]).to_list()
    frontera = int(medidas["frontera"].fill_null(False).sum())
    return Apartado(
        "Incertidumbre",
        (
            f"La calificación se repitió {numeros.entero(medidas['extracciones'][0])} veces moviendo a la "
            "vez los "
            "pesos, el recorte de la base, la normalización, el azar de contar y el criterio que falta. El "
            "ancho "
            f"mediano del intervalo del 90 % es de {numeros.decimal(mediana(anchos))} puntos de índice y de "
            f"{numeros.decimal(mediana(lugares), 0)} lugares en la cohorte.",
            f"En {cuantos(frontera, 'cuenta', 'cuentas')} de {numeros.entero(medidas.height)} la misma "
            "clase salió "
            "menos veces que las que pide el parámetro de frontera: ahí la clase pudo ser otra. Por eso el "
            "informe "
            "da bandas y no una tabla de posiciones.",
        ),
    )


def _sensibilidad(ctx: Contexto, variaciones: Sequence[Variacion]) -> Apartado:
    con_clase = sum(f["linea"] != 3 for f in ctx.calificaciones.values())
    return Apartado(
        "Sensibilidad",
        (
            "Cada decisión se movió sola y se calificó otra vez el semestre entero. El cuadro dice cuántas "
            "de las "
            f"{cuantos(con_clase, 'cuenta con elementos', 'cuentas con elementos')} cambiarían de clase y "
            "cuánto se "
            "movería su índice.",
        ),
        cuadros=(
            Cuadro(
                titulo="Qué cambiaría si la decisión fuera otra",
                columnas=(
                    Columna("Decisión", ancho=5),
                    Columna("Suben", numero=True),
                    Columna("Bajan", numero=True),
                    Columna("Cambio mediano", numero=True, ancho=2),
                    Columna("Cambio mayor", numero=True, ancho=2),
                ),
                filas=tuple(
                    (
                        Celda(v.que[:1].upper() + v.que[1:]),
                        Celda(numeros.entero(v.suben)),
                        Celda(numeros.entero(v.bajan)),
                        *(
                            Celda("sin índice" if c is None else f"{numeros.decimal(c)} puntos")
                            for c in (v.cambio_mediano, v.cambio_mayor)
                        ),
                    )
                    for v in variaciones
                ),
            ),
        ),
    )


def _de_calificacion(ctx: Contexto) -> list[dict[str, Any]]:
    filas = [f for f in ctx.datos.parametros.iter_rows(named=True) if f["clave"].startswith("calificacion.")]
    return sorted(filas, key=lambda f: f["clave"])


def _decisiones(ctx: Contexto) -> Apartado:
    return Apartado(
        "Las decisiones y sus razones",
        (
            "Cada número que el Comité puede cambiar es un parámetro con fecha, razón y aprobación "
            "(artículo 4).",
        ),
        cuadros=(
            Cuadro(
                titulo="Parámetros de la calificación",
                columnas=(
                    Columna("Qué decide", ancho=4),
                    Columna("Valor", ancho=3),
                    Columna("Razón", ancho=6),
                    Columna("Aprobación", ancho=2),
                ),
                filas=tuple(
                    (
                        texto(f["descripcion"].rstrip(".")),
                        texto(valor(f["valor_json"], f["unidad"])),
                        texto(f["fundamento"]),
                        aprobado(f),
                    )
                    for f in _de_calificacion(ctx)
                ),
                vacio="La evaluación no guardó parámetros.",
            ),
        ),
    )


def _repetir(ctx: Contexto) -> str:
    e = ctx.datos.evaluacion
    return (
        f"Con «pertinencia reproducir {ctx.datos.semestre.clave}» se vuelve a calcular desde los lotes "
        "recibidos y "
        "se compara byte por byte. Huella del método "
        f"{corto(e['huella_metodo'])}, de los parámetros {corto(e['huella_parametros'])} y de las cifras "
        f"{corto(e['huella_cifras'])}. «pertinencia explicar» cuenta la calificación de una cuenta paso por "
        "paso."
    )
