"""Por qué la tabla de dictamen dio una clase, y qué la cambiaría."""

from collections.abc import Sequence

from informes import numeros
from informes.contexto import Contexto, Fila
from informes.explicacion_puntajes import parametro
from informes.textos import CRITERIOS, limpio, oracion, titulo
from lineamientos import catalogo
from lineamientos.calificacion.alternativas import Alternativa
from lineamientos.calificacion.dictamen import Clase
from lineamientos.calificacion.fichas import METRICA_TOTAL

_MAXIMO = 4
"""Cuántos cambios se dicen: los menores en proporción."""
_MAS: dict[str, str] = {
    "alcance": "personas alcanzadas más",
    "seguidores_cierre": "seguidores más al cierre del semestre",
    "crecimiento_seguidores": "seguidores más ganados en el semestre",
    "visitas_perfil": "visitas más al perfil",
}


def por_que(ctx: Contexto, cuenta: str) -> tuple[str, ...]:
    """Por qué no se cumplen las líneas anteriores y por qué sí la que se aplicó."""
    fila = ctx.calificaciones[cuenta]
    linea, hechas = fila["linea"], _publicaciones(ctx, cuenta)
    frases = ["La tabla de dictamen tiene siete líneas y vale la primera que se cumple."]
    if linea == 2:
        frases.append("La línea 1 no se cumple: pide que conste que tampoco publicó en el semestre anterior.")
    if linea > 2:
        no = (
            "no pueden aplicarse: no se sabe cuánto publicó"
            if hechas is None
            else f"no se cumplen: hizo {numeros.cuantos(hechas, 'publicación', 'publicaciones')}"
        )
        frases.append(f"Las líneas 1 y 2 son de las cuentas que no publicaron, y {no}.")
    if linea > 3:
        minimos = _entero(parametro(ctx, "criterios_minimos"))
        frases.append(
            "La línea 3 es de las que no pueden calificarse, y no se cumple: se midieron "
            f"{fila['criterios_evaluables']} de los cuatro criterios"
            + (f", bastan {minimos}," if minimos else "")
            + " y no falta ninguna cifra indispensable."
        )
    if linea > 4:
        frases.append(_linea_4(ctx, cuenta, fila))
    if linea > 5:
        corte = _puntos(parametro(ctx, "corte_observacion"))
        frases.append(
            "La línea 5 es la de «En observación», y no se cumple: no hay veto y el índice, de "
            f"{_indice(fila)}, "
            f"no es menor que {corte}."
        )
    if linea == 7:
        frases.append(
            f"La línea 6 es la de «Pertinente», y no se cumple: {_sin_mayuscula(limpio(fila['motivo']))}"
        )
    aplicada = f"Se aplica la línea {linea}, que propone «{fila['clase_propuesta']}»"
    frases.append(
        f"{aplicada}: es la que queda."
        if linea == 7
        else f"{aplicada}: {_sin_mayuscula(limpio(fila['motivo']))}"
    )
    return (" ".join(frases),)


def _linea_4(ctx: Contexto, cuenta: str, fila: Fila) -> str:
    corte = parametro(ctx, "corte_no_pertinente")
    inicio = (
        f"La línea 4 pide un índice menor que {_puntos(corte)} en dos semestres seguidos, y no se cumple: "
    )
    if corte is None or fila["indice"] is None or fila["indice"] >= corte:
        return f"{inicio}el de este semestre es de {_indice(fila)}."
    previa = ctx.previas.get(cuenta)
    if previa is None or previa["indice"] is None:
        return f"{inicio}el de este semestre es de {_indice(fila)}, pero no consta otro anterior tan bajo."
    return (
        f"{inicio}el de este semestre es de {_indice(fila)}, pero el del anterior fue de {_indice(previa)}."
    )


def cambios(ctx: Contexto, cuenta: str, alternativas: Sequence[Alternativa] | None) -> tuple[str, ...]:
    """Qué tendría que haber sido distinto para proponer otra clase.

    Args:
        ctx: Lo que guardó la evaluación.
        cuenta: Clave en el padrón.
        alternativas: Las halladas, o ``None`` si no se buscaron.
    """
    fila = ctx.calificaciones[cuenta]
    clase = Clase(fila["clase_propuesta"])
    if clase is Clase.INCUMPLIMIENTO:
        return (
            "Solo la cambiaría entregar las cifras que se retuvieron. Ninguna otra cifra la cambia mientras "
            "falten.",
        )
    if clase is Clase.SIN_ELEMENTOS and "con que compararla" in fila["motivo"]:
        return ("No depende de las cifras de la cuenta: faltan otras de su red con que compararla.",)
    if clase is Clase.SIN_ELEMENTOS:
        return (
            "Ninguna de las cifras entregadas la cambiaría: primero debe poder calificarse. "
            f"{oracion(limpio(fila['motivo']))} En cuanto se complete, la cuenta se evalúa otra vez.",
        )
    if _publicaciones(ctx, cuenta) == 0:
        return (
            "Solo la cambiaría haber publicado: con cero publicaciones, ninguna otra cifra cuenta. Si la "
            "cifra "
            "está equivocada, el área puede corregirla; si la cuenta ya no se usa, justificarla o proponer "
            "su cierre.",
        )
    frases = [_margen(ctx, cuenta, fila)]
    if alternativas is not None and clase is not Clase.PERTINENTE:
        sustituidos = [c["criterio"] for c in ctx.criterios.get(cuenta, ()) if c["sustituido"]]
        frases.extend(_dicha(ctx, cuenta, a) for a in alternativas[:_MAXIMO])
        if not alternativas and fila["linea"] == 7 and sustituidos:
            frases.append(
                f"«{Clase.PERTINENTE}» pide medir los cuatro criterios con cifras de la cuenta, y falta "
                f"medir {' y '.join(titulo(CRITERIOS, c, 'un criterio') for c in sustituidos)}."
            )
        elif not alternativas:
            frases.append(
                "Ningún cambio en una sola cifra habría bastado: harían falta mejoras en varios criterios a "
                "la vez."
            )
        else:
            frases.append(
                "Son cálculos sobre este semestre, con lo demás igual. Dicen qué habría bastado; no son "
                "metas."
            )
    if clase is Clase.NO_PERTINENTE:
        frases.append(
            "Antes de que el Comité la resuelva, el área debe haber tenido vista y plazo para responder."
        )
    return tuple(f for f in frases if f)


def _margen(ctx: Contexto, cuenta: str, fila: Fila) -> str:
    """Cuántos puntos de índice le faltan, o le sobran, respecto del corte que importa."""
    if fila["indice"] is None:
        return ""
    linea, por_criterio = fila["linea"], parametro(ctx, "corte_por_criterio")
    puntos = {c["criterio"]: c["puntaje"] for c in ctx.criterios.get(cuenta, ()) if c["puntaje"] is not None}
    alto = parametro(ctx, "corte_pertinente")
    if linea == 6 and alto is not None and por_criterio is not None and puntos:
        peor = min(puntos, key=lambda c: (puntos[c], c))
        return (
            f"Es la clase más favorable. La conserva mientras su índice no baje de {_puntos(alto)} (hoy le "
            "sobran "
            f"{numeros.decimal(fila['indice'] - alto)}) y ningún criterio baje de {_puntos(por_criterio)}; "
            "el más "
            f"bajo es {titulo(CRITERIOS, peor, 'un criterio')}, con {numeros.decimal(puntos[peor])}."
        )
    clave, siguiente = {
        4: ("corte_no_pertinente", Clase.EN_OBSERVACION),
        5: ("corte_observacion", Clase.CON_RECOMENDACIONES),
    }.get(linea, ("corte_pertinente", Clase.PERTINENTE))
    corte = parametro(ctx, clave)
    if corte is None:
        return ""
    if fila["indice"] >= corte:
        if linea == 5:
            return "La detiene un veto: mientras lo haya, ningún índice basta."
        return _criterios_bajos(puntos, por_criterio).strip()
    falta = (
        f"Para proponer «{siguiente}» el índice tendría que ser de al menos {_puntos(corte)}: le faltan "
        f"{numeros.decimal(corte - fila['indice'])}."
    )
    if siguiente is Clase.PERTINENTE:
        return f"{falta}{_criterios_bajos(puntos, por_criterio)}"
    return f"{falta} Además la detiene un veto." if _vetada(fila) else falta


def _vetada(fila: Fila) -> bool:
    """Si la línea 5 se aplicó por un veto: su motivo empieza por él, y si no, por el índice."""
    return fila["linea"] == 5 and not fila["motivo"].lower().startswith("índice")


def _criterios_bajos(puntos: dict[str, float], minimo: float | None) -> str:
    bajos = [
        f"a {titulo(CRITERIOS, c, 'un criterio')} le faltan {numeros.decimal(minimo - p)}"
        for c, p in puntos.items()
        if minimo is not None and p < minimo
    ]
    if not bajos:
        return ""
    return f" Además, cada criterio tendría que llegar a {_puntos(minimo)}: {'; '.join(bajos)}."


def _dicha(ctx: Contexto, cuenta: str, a: Alternativa) -> str:
    clave_red = ctx.cuentas[cuenta]["red"]
    cuantas = numeros.entero(a.diferencia)
    de_a = f"de {numeros.entero(a.hoy)} a {numeros.entero(a.necesario)}"
    if a.que == "publicaciones":
        una = a.diferencia == 1
        nombre, propias = ("publicación más", "propia") if una else ("publicaciones más", "propias")
        como = f"{cuantas} {nombre} ({de_a}), {propias} y con el rendimiento promedio de las que ya hizo"
    elif a.que == "propias":
        que = (
            f"{cuantas} más de sus piezas de multimedia propias"
            if a.metrica == "contenidos_multimedia"
            else f"{cuantas} más de sus publicaciones hechas por la propia cuenta"
        )
        como = f"{que} ({de_a}), sin publicar más"
    else:
        mas = _MAS.get(a.metrica) or f"{catalogo.titulo(a.metrica, clave_red).lower()} más"
        como = f"{cuantas} {mas} ({de_a})"
    return f"Con {como}, se propondría «{a.clase}»."


def _publicaciones(ctx: Contexto, cuenta: str) -> int | None:
    total = METRICA_TOTAL[catalogo.tabla_de_red(ctx.cuentas[cuenta]["red"])]
    return next((f["valor"] for f in ctx.cifras.get(cuenta, ()) if f["metrica"] == total), None)


def _indice(fila: Fila) -> str:
    return f"{numeros.decimal(fila['indice'])} puntos"


def _puntos(corte: float | None) -> str:
    return "el corte" if corte is None else f"{corte:g} puntos"


def _entero(valor: float | None) -> str:
    return "" if valor is None else f"{valor:g}"


def _sin_mayuscula(texto: str) -> str:
    return texto[:1].lower() + texto[1:]
