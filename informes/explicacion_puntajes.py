"""De la cifra al punto y del punto al índice, en prosa y con las divisiones a la vista."""

import json
from dataclasses import dataclass
from math import isinf

from informes import numeros
from informes.contexto import Contexto, Fila
from informes.explicacion_unidades import cantidad, medida, por_proporciones, unidad
from informes.formas import Celda, Columna, Cuadro
from informes.textos import COMPONENTES, CRITERIOS, con_componentes, limpio, oracion, titulo
from lineamientos.calificacion.metas import POR_PARAMETRO, SEPARADOR_DE_SEMESTRES


@dataclass(frozen=True)
class Bloque:
    """Una parte de la explicación: título, párrafos y, si lleva, un cuadro."""

    titulo: str
    parrafos: tuple[str, ...]
    cuadro: Cuadro | None = None


def parametro(ctx: Contexto, clave: str) -> float | None:
    """El valor de un parámetro numérico de la calificación, o ``None`` si la evaluación no lo guardó."""
    for fila in ctx.datos.parametros.iter_rows(named=True):
        if fila["clave"] == f"calificacion.{clave}":
            return float(json.loads(fila["valor_json"]))
    return None


def puntajes(ctx: Contexto, cuenta: str) -> Bloque:
    """Cada componente: de qué división sale, cómo se acercó a su cohorte y cuántos puntos da."""
    orden = list(CRITERIOS)
    partes = sorted(ctx.partes.get(cuenta, ()), key=lambda p: orden.index(p["criterio"]))
    medidas = [p for p in partes if p["crudo"] is not None]
    parrafos = [_de_la_parte(p) for p in partes]
    if any(_acercada(p) for p in medidas):
        parrafos.append(
            "Lo que se mide en pocas publicaciones se acerca al promedio de su cohorte, para que no decida "
            "la casualidad; entre más publicaciones, menos se acerca."
        )
    if any(por_proporciones(p["parte"]) and p["incluida"] for p in medidas):
        parrafos.append(
            "Los puntos de lo que se cuenta por publicación y seguidor se reparten por proporciones: "
            "pasar de 10 a 20 da los mismos puntos que pasar de 20 a 40."
        )
    bajo, alto = parametro(ctx, "percentil_inferior"), parametro(ctx, "percentil_superior")
    if (
        bajo is not None
        and alto is not None
        and any(p["criterio"] != "frecuencia" and p["incluida"] for p in medidas)
    ):
        parrafos.append(
            f"Las metas salen de la cohorte en el periodo base ({_base(ctx, cuenta)}) y no se mueven de un "
            f"semestre a otro. Da 0 puntos el valor bajo el que quedaba el {bajo:g} % de aquellas cuentas, "
            "y 100 "
            f"puntos el valor bajo el que quedaba el {alto:g} %."
        )
    return Bloque("Cómo cada cifra se volvió puntaje", tuple(parrafos), _cuadro_de_partes(medidas))


def _base(ctx: Contexto, cuenta: str) -> str:
    cohorte = ctx.calificaciones[cuenta]["cohorte"]
    suyas = {(f"{p['criterio']}.{p['parte']}", p["definicion"]) for p in ctx.partes.get(cuenta, ())}
    bases = {
        f["semestre_base"]
        for f in ctx.datos.metas.iter_rows(named=True)
        if f["cohorte"] == cohorte
        and f["fase"] == ctx.datos.evaluacion["fase"]
        and (f["indicador"], f["definicion"]) in suyas
    } - {POR_PARAMETRO}
    semestres = sorted({s for b in bases for s in b.split(SEPARADOR_DE_SEMESTRES)})
    return ", ".join(semestres) or "el que resulte"


def _de_la_parte(parte: Fila) -> str:
    nombre = _nombre(parte)
    if parte["crudo"] is None:
        return f"{nombre}: no pudo medirse. {oracion(limpio(parte['motivo'] or 'falta la cifra'))}"
    frases = [f"{nombre}: {medida(parte['parte'], parte['crudo'])}{_division(parte)}."]
    frases.append(_acercada(parte))
    if parte["puntaje"] is None:
        frases.append(f"No suma puntos. {oracion(limpio(parte['motivo'] or ''))}")
        return " ".join(f for f in frases if f)
    frases.append(_contra_las_metas(parte))
    if parte["motivo"]:
        frases.append(oracion(limpio(parte["motivo"])))
    return " ".join(f for f in frases if f)


def _nombre(parte: Fila) -> str:
    criterio = titulo(CRITERIOS, parte["criterio"], "un criterio")
    componente = titulo(COMPONENTES, parte["parte"], "un componente")
    breve = componente.split(" por ")[0]
    return criterio if parte["criterio"] != "desempeno" else f"{criterio}, {breve}"


def _division(parte: Fila) -> str:
    arriba, abajo = parte["numerador_descripcion"], parte["denominador_descripcion"]
    if not arriba or not abajo:
        return ""
    return f" ({_entre_parentesis(limpio(arriba))} ÷ {_entre_parentesis(limpio(abajo))})"


def _entre_parentesis(termino: str) -> str:
    return f"[{termino}]" if any(s in termino for s in ("+", "−", "×", "÷")) else termino


def _acercada(parte: Fila) -> str:
    """Cómo un conteo bajo se acercó a su cohorte, si se acercó."""
    n, k, centro, ajustado = (parte[c] for c in ("n", "k", "media_base", "ajustado"))
    if n is None or not k or centro is None or ajustado is None:
        return ""
    clave = parte["parte"]
    if isinf(k):
        return (
            "En la base, las cuentas de su cohorte no se distinguen en esto más de lo que haría el azar de "
            "contar: "
            f"por eso se tomó la media de la cohorte, {medida(clave, centro)}."
        )
    if cantidad(clave, ajustado) == cantidad(clave, parte["crudo"]):
        return ""
    pesa = "menos de una publicación" if k < 1 else f"{numeros.decimal(k, 1)} publicaciones"
    return (
        f"Acercada al promedio de su cohorte ({cantidad(clave, centro)}, que pesa como {pesa} frente a "
        f"{numeros.cuantos(n, 'publicación', 'publicaciones')} de la cuenta), queda en "
        f"{cantidad(clave, ajustado)}."
    )


def _contra_las_metas(parte: Fila) -> str:
    puntos = f"{numeros.decimal(parte['puntaje'])} puntos"
    clave, bajo, alto = parte["parte"], parte["meta_inferior"], parte["meta_superior"]
    if parte["criterio"] == "frecuencia":
        return (
            f"La frecuencia de referencia es {medida(clave, alto)}, que vale 100 puntos; publicar más no da "
            "más. "
            f"Obtiene {puntos}."
        )
    if bajo == alto:
        return f"En la base todas valían lo mismo, {medida(clave, bajo)}: obtiene el valor neutro, {puntos}."
    return (
        f"En su cohorte, {cantidad(clave, bajo)} da 0 puntos y {cantidad(clave, alto)} da 100: obtiene "
        f"{puntos}."
    )


def _cuadro_de_partes(partes: list[Fila]) -> Cuadro:
    return Cuadro(
        titulo="De la cifra al puntaje",
        columnas=(
            Columna("Componente", ancho=6),
            Columna("En qué se mide", ancho=7),
            Columna("Su valor", numero=True, ancho=3),
            Columna("Acercado", numero=True, ancho=3),
            Columna("Da 0", numero=True, ancho=3),
            Columna("Da 100", numero=True, ancho=3),
            Columna("Puntos", numero=True, ancho=3),
        ),
        filas=tuple(
            (
                Celda(_nombre(p)),
                Celda(unidad(p["parte"])),
                *(
                    Celda("no aplica", "ausente") if p[c] is None else Celda(cantidad(p["parte"], p[c]))
                    for c in ("crudo", "ajustado", "meta_inferior", "meta_superior")
                ),
                Celda("no suma", "ausente") if p["puntaje"] is None else Celda(numeros.decimal(p["puntaje"])),
            )
            for p in partes
        ),
        vacio="Ningún componente pudo medirse.",
    )


def indice(ctx: Contexto, cuenta: str, fila: Fila) -> Bloque:
    """De los puntos de cada criterio al índice."""
    orden = list(CRITERIOS)
    criterios = sorted(ctx.criterios.get(cuenta, ()), key=lambda c: orden.index(c["criterio"]))
    parrafos = [p for c in criterios if (p := _del_criterio(ctx, cuenta, c))]
    sumandos = [numeros.decimal(c["aportacion"], 4) for c in criterios if c["aportacion"] is not None]
    sin = [titulo(CRITERIOS, c["criterio"], "un criterio") for c in criterios if c["puntaje"] is None]
    if sin:
        parrafos.append(f"No pudieron evaluarse: {'; '.join(sin)}.")
    if fila["indice"] is None:
        parrafos.append("No se calculó el índice.")
    else:
        parrafos.append(
            f"Cada criterio aporta sus puntos por su peso. La suma es {' + '.join(sumandos)}, que "
            "redondeada a "
            f"centésimos da el índice: {numeros.decimal(fila['indice'])} puntos de 100."
        )
    return Bloque(
        "De los puntajes al índice",
        tuple(parrafos),
        Cuadro(
            titulo="Criterios del artículo 13",
            columnas=(
                Columna("Criterio", ancho=6),
                Columna("Puntos", numero=True, ancho=3),
                Columna("Peso", numero=True, ancho=3),
                Columna("Aporta al índice", numero=True, ancho=4),
            ),
            filas=tuple(
                (
                    Celda(titulo(CRITERIOS, c["criterio"], "un criterio")),
                    Celda("no evaluable", "ausente")
                    if c["puntaje"] is None
                    else Celda(numeros.decimal(c["puntaje"])),
                    Celda(numeros.proporcion(c["peso"])),
                    Celda("no suma", "ausente")
                    if c["aportacion"] is None
                    else Celda(f"{numeros.decimal(c['aportacion'], 4)} puntos"),
                )
                for c in criterios
            ),
            vacio="No se evaluó ningún criterio.",
        ),
    )


def _del_criterio(ctx: Contexto, cuenta: str, criterio: Fila) -> str:
    """Lo que hay que decir de un criterio aparte de su componente: promedios y sustituciones."""
    nombre = titulo(CRITERIOS, criterio["criterio"], "un criterio")
    if criterio["sustituido"]:
        motivo = oracion(limpio(con_componentes(criterio["motivo"] or "")))
        return f"{nombre} no pudo medirse con cifras de la cuenta. {motivo}"
    if criterio["puntaje"] is None:
        return ""
    puntos = [
        numeros.decimal(p["puntaje"])
        for p in ctx.partes.get(cuenta, ())
        if p["criterio"] == criterio["criterio"] and p["puntaje"] is not None
    ]
    if len(puntos) < 2:
        return ""
    return (
        f"{nombre} es el promedio de sus {len(puntos)} componentes: ({' + '.join(puntos)}) ÷ {len(puntos)} = "
        f"{numeros.decimal(criterio['puntaje'])} puntos."
    )
