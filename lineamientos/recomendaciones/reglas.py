"""Las diez reglas como funciones puras (Lineamientos, art. 6, fracción III; la del salto, art. 14).

Cada una mira una cuenta y dice qué halló, o por qué no puede aplicarse. Las cifras se comparan tal como se
muestran: las proporciones en por ciento y a centésimos. Los textos y los artículos están en ``reglas.toml``.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from lineamientos.calificacion.exigencia import razon
from lineamientos.calificacion.redondeo import redondear
from lineamientos.recomendaciones.cifras import (
    SIN_PUBLICAR,
    Umbrales,
    de_mensajes,
    entradas_de_frecuencia,
    frecuencia_de,
    leer,
    limite_de,
    por_ciento,
    salto_de,
)
from lineamientos.recomendaciones.situacion import Falta, Medicion, Situacion, Valor

Funcion = Callable[[Situacion, Umbrales], Medicion | Falta]


def frecuencia_baja(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 1: publica menos que una parte de la frecuencia de referencia (art. 6, fracción III)."""
    hay = frecuencia_de(s)
    if isinstance(hay, Falta):
        return hay
    frecuencia, referencia = hay
    limite = redondear(float(referencia) * umbrales["recomendaciones.frecuencia_baja"])
    return Medicion(entradas_de_frecuencia(hay), frecuencia, limite, frecuencia < limite)


def frecuencia_alta(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 2: publica varias veces la referencia y su desempeño es de los menores (art. 6, fracción III)."""
    hay = frecuencia_de(s)
    if isinstance(hay, Falta):
        return hay
    frecuencia, referencia = hay
    limite = redondear(float(referencia) * umbrales["recomendaciones.frecuencia_alta"])
    entradas = entradas_de_frecuencia(hay)
    if frecuencia <= limite:
        return Medicion(entradas, frecuencia, limite, procede=False)
    if s.desempeno is None:
        return Falta("no pudo medirse su desempeño")
    if s.desempeno_de_la_cohorte is None:
        return Falta("su cohorte no tiene cuentas bastantes con desempeño medido")
    entradas |= {"desempeno": s.desempeno, "desempeno_de_la_cohorte": s.desempeno_de_la_cohorte}
    return Medicion(entradas, frecuencia, limite, s.desempeno < s.desempeno_de_la_cohorte)


def originalidad_baja(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 3: pocos mensajes propios, sin contar los de Comunicación Social (art. 6, fracción III).

    Es B/(A-C) de X: republicar lo que Comunicación Social ordena ni la baja ni la sube.
    """
    leidas = leer(s.ficha, "mensajes_publicados", "mensajes_propios", "mensajes_comunicacion_social")
    if isinstance(leidas, Falta):
        return leidas
    total, propios, ajenos = leidas.values()
    if falta := de_mensajes(total, ajenos):
        return falta
    if ajenos == total:
        return Falta("todos sus mensajes son de Comunicación Social")
    proporcion = min(Decimal(100), por_ciento(propios, total - ajenos))
    limite = limite_de(umbrales, "recomendaciones.originalidad_minima")
    return Medicion(leidas | {"proporcion_propia": proporcion}, proporcion, limite, proporcion < limite)


def cuenta_espejo(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 4: repite a Comunicación Social sin que se le ordene (art. 6, fracción III).

    Lo ordenado se quita de los dos lados, (C-O)/(A-O): obedecer no hace a una cuenta espejo. Si no se sabe
    cuánto se ordenó, C/A es lo más que puede valer; solo basta para descartarla.
    """
    leidas = leer(s.ficha, "mensajes_publicados", "mensajes_comunicacion_social")
    if isinstance(leidas, Falta):
        return leidas
    total, ajenos = leidas.values()
    if falta := de_mensajes(total, ajenos):
        return falta
    limite = limite_de(umbrales, "recomendaciones.espejo_maximo")
    ordenados = s.ficha.dato("mensajes_ordenados").valor
    if ordenados is None:
        tope = por_ciento(ajenos, total)
        if tope > limite:
            return Falta(
                f"no se sabe cuántos de sus {ajenos:,} mensajes de Comunicación Social se ordenó republicar"
            )
        return Medicion(leidas | {"proporcion_repetida": tope}, tope, limite, procede=False)
    if ordenados > ajenos:
        return Falta("los mensajes ordenados superan a los de Comunicación Social y deben aclararse")
    if ordenados == total:
        return Falta("todos sus mensajes se ordenaron")
    proporcion = por_ciento(ajenos - ordenados, total - ordenados)
    entradas: dict[str, Valor] = {
        **leidas,
        "mensajes_ordenados": ordenados,
        "proporcion_repetida": proporcion,
    }
    return Medicion(entradas, proporcion, limite, proporcion > limite)


def poca_multimedia(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 5: pocos contenidos multimedia por publicación, en X y Facebook (arts. 6, fracción III, y 11)."""
    leidas = leer(s.ficha, s.ficha.metrica_total, "contenidos_multimedia")
    if isinstance(leidas, Falta):
        return leidas
    total, multimedia = leidas.values()
    if total == 0:
        return SIN_PUBLICAR
    por_cien = por_ciento(multimedia, total)
    limite = limite_de(umbrales, "recomendaciones.multimedia_minima")
    entradas: dict[str, Valor] = {
        "publicaciones": total,
        "contenidos_multimedia": multimedia,
        "multimedia_por_cien": por_cien,
    }
    return Medicion(entradas, por_cien, limite, por_cien < limite)


def seguidores_a_la_baja(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 6: el cambio neto de seguidores es menor que el fijado (arts. 6, fracción III, y 13)."""
    inicio, cierre = s.ficha.dato("seguidores_inicio").valor, s.ficha.dato("seguidores_cierre").valor
    entradas: dict[str, Valor] = {}
    if inicio is not None and cierre is not None:
        cambio = cierre - inicio
        entradas = {"seguidores_inicio": inicio, "seguidores_cierre": cierre}
    else:
        neto = s.ficha.dato("crecimiento_seguidores").valor
        if neto is None:
            return Falta(razon(s.ficha, "seguidores_cierre" if cierre is None else "seguidores_inicio"))
        cambio = neto
    limite = limite_de(umbrales, "recomendaciones.seguidores_minimo")
    entradas["cambio_de_seguidores"] = cambio
    return Medicion(entradas, Decimal(cambio), limite, cambio < limite)


def indice_a_la_baja(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 7: el índice bajó frente al semestre anterior, si se calificaron igual (art. 6, fracción III)."""
    if s.anterior.motivo:
        return Falta(s.anterior.motivo)
    if s.indice is None:
        return Falta("no tiene índice en este semestre")
    if s.anterior.indice is None:
        return Falta("no tiene índice en el semestre anterior")
    descenso = s.anterior.indice - s.indice
    limite = limite_de(umbrales, "recomendaciones.descenso_indice")
    entradas: dict[str, Valor] = {
        "indice": s.indice,
        "indice_anterior": s.anterior.indice,
        "descenso": descenso,
    }
    return Medicion(entradas, descenso, limite, descenso > limite)


def sin_publicaciones(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 8: la cuenta no publicó (arts. 6, fracción III, y 13)."""
    leidas = leer(s.ficha, s.ficha.metrica_total)
    if isinstance(leidas, Falta):
        return leidas
    (total,) = leidas.values()
    limite = limite_de(umbrales, "recomendaciones.publicaciones_minimo")
    return Medicion({"publicaciones": total}, Decimal(total), limite, total < limite)


def salto(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 9: una proporción o los seguidores cambiaron tanto que el dato debe confirmarse (art. 14)."""
    antes = s.anterior.ficha
    if s.anterior.motivo or antes is None:
        return Falta(s.anterior.motivo or "no hay cifras del semestre anterior")
    de_x = ("mensajes_propios", "mensajes_comunicacion_social") if s.ficha.red == "x" else ()
    halladas = [
        *(salto_de(antes, s.ficha, m, s.ficha.metrica_total) for m in de_x),
        salto_de(antes, s.ficha, "seguidores_cierre", None),
    ]
    saltos = [h for h in halladas if not isinstance(h, Falta)]
    limite = limite_de(umbrales, "recomendaciones.salto")
    mayor = max(saltos, default=None, key=lambda h: h[0])
    faltas = "; ".join(h.motivo for h in halladas if isinstance(h, Falta))
    if mayor is None or (mayor[0] <= limite and faltas):
        return Falta(faltas)
    entradas: dict[str, Valor] = {"salto_mayor": mayor[0], "cifra_que_salto": mayor[1]}
    return Medicion(entradas, mayor[0], limite, mayor[0] > limite)


def varias_en_una_red(s: Situacion, umbrales: Umbrales) -> Medicion | Falta:
    """Regla 10: el área tiene varias cuentas en la misma red al cierre (art. 6, fracción III)."""
    if s.ficha.cuenta not in s.cuentas_del_area:
        return Falta("la cuenta dejó de estar vigente antes del cierre del semestre")
    cuantas = len(s.cuentas_del_area)
    limite = limite_de(umbrales, "recomendaciones.cuentas_por_area")
    entradas: dict[str, Valor] = {
        "cuentas_del_area": ", ".join(s.cuentas_del_area),
        "cuentas_en_la_red": cuantas,
    }
    return Medicion(entradas, Decimal(cuantas), limite, cuantas > limite)


FUNCIONES: Mapping[str, Funcion] = MappingProxyType(
    {
        f.__name__: f
        for f in (
            frecuencia_baja,
            frecuencia_alta,
            originalidad_baja,
            cuenta_espejo,
            poca_multimedia,
            seguidores_a_la_baja,
            indice_a_la_baja,
            sin_publicaciones,
            salto,
            varias_en_una_red,
        )
    }
)
"""La función de cada regla, por su clave."""
