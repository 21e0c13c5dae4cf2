"""Los indicadores de cada criterio antes de normalizar (Lineamientos, art. 13).

Cada indicador es por publicación y por seguidor, para que ni el tamaño ni el crecimiento se premien o
castiguen dos veces. Las fórmulas, con su artículo, están en docs/metodo.md.
"""

from dataclasses import dataclass
from math import copysign, log, log1p

from lineamientos.calificacion.desempeno import medir_desempeno
from lineamientos.calificacion.exigencia import Lector, retenidas
from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.partes import Cociente, Divisor, Parte, con_nombre, de_proporcion
from lineamientos.catalogo import tabla_de_red


@dataclass(frozen=True)
class Medida:
    """Los indicadores de una cuenta en un semestre.

    Attributes:
        ficha: De dónde salen.
        partes: Componentes de los cuatro criterios.
        seguidores_base: Seguidores al inicio, o al cierre en el primer semestre; ``None`` si se ignoran.
        familia: Cuentas con que puede compararse: red, si hay seguidores y con qué cifra de audiencia.
        pendientes: Cifras del artículo 11 que faltan y aún pueden entregarse.
        retenidas: Cifras del artículo 11 no entregadas tras el requerimiento del artículo 14.
        cambio_relativo: Seguidores ganados sobre los del inicio (negativo si perdió), o ``None``.
    """

    ficha: Ficha
    partes: tuple[Parte, ...]
    seguidores_base: int | None
    familia: str
    pendientes: tuple[str, ...]
    retenidas: tuple[str, ...]
    cambio_relativo: float | None

    @property
    def comparable(self) -> bool:
        """Si sus cifras entran en las cohortes y en las metas: están completas."""
        return self.ficha.publicaciones is not None and not self.pendientes and not self.retenidas


def medir(ficha: Ficha, amortiguador: int) -> Medida:
    """Mide los cuatro criterios de una cuenta.

    Args:
        ficha: Cifras de la cuenta en el semestre.
        amortiguador: Seguidores que se suman en los cocientes.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    lector = Lector(ficha)
    n = lector.leer(ficha.metrica_total).valor
    inicio, cierre = ficha.dato("seguidores_inicio").valor, ficha.dato("seguidores_cierre").valor
    seguidores = inicio if inicio is not None else cierre
    modalidad = ""
    if not n:
        motivo = "sin publicaciones" if n == 0 else lector.por_que_falta(ficha.metrica_total)
        desempeno = [Parte("desempeno", "publicaciones", motivo=motivo)]
        originalidad = Parte("originalidad", "publicaciones", motivo=motivo)
    else:
        divisor = None
        if seguidores is not None:
            momento = "al cierre" if inicio is None else "al inicio"
            divisor = Divisor.por_publicacion_y_seguidor(n, seguidores, amortiguador, momento)
        desempeno, modalidad = medir_desempeno(lector, n, divisor)
        originalidad = _originalidad(lector, n)
    nuevos = _seguidores_nuevos(lector, inicio, cierre, amortiguador)
    partes = (*desempeno, _frecuencia(lector, n), originalidad, nuevos)
    return Medida(
        ficha=ficha,
        partes=partes,
        seguidores_base=seguidores,
        familia=_familia(ficha.red, seguidores, modalidad),
        # Sin publicaciones el dictamen ya está dado; no se espera ninguna otra cifra.
        pendientes=() if n == 0 else tuple(lector.pendientes[m] for m in sorted(lector.pendientes)),
        retenidas=tuple(retenidas(ficha).values()),
        cambio_relativo=(cierre - inicio) / inicio if inicio and cierre is not None else None,
    )


def _familia(red: str, seguidores: int | None, modalidad: str) -> str:
    con = "sin_seguidores" if seguidores is None else "seguidores"
    return ".".join(p for p in (red, con, modalidad) if p)


def _originalidad(lector: Lector, n: int) -> Parte:
    tabla = tabla_de_red(lector.ficha.red)
    if tabla == "art11_x":
        return _originalidad_x(lector, n)
    metrica = "contenidos_multimedia" if tabla == "art11_facebook" else "publicaciones_propias"
    clave = "multimedia_como_indicio" if tabla == "art11_facebook" else "proporcion_propia"
    dato = lector.leer(metrica)
    if dato.valor is None:
        return Parte("originalidad", clave, motivo=lector.por_que_falta(metrica))
    salvedad = "indicio: piezas de multimedia por publicación" if tabla == "art11_facebook" else ""
    red = lector.ficha.red
    cociente = Cociente(dato.valor, n, con_nombre(metrica, red, dato.valor), f"publicaciones {n:,}")
    return de_proporcion(clave, cociente, dato.definicion, salvedad)


def _originalidad_x(lector: Lector, n: int) -> Parte:
    clave = "proporcion_propia"
    propios, ordenados = lector.leer("mensajes_propios"), lector.leer("mensajes_comunicacion_social")
    for metrica, dato in (("mensajes_propios", propios), ("mensajes_comunicacion_social", ordenados)):
        if dato.valor is None:
            return Parte("originalidad", clave, motivo=lector.por_que_falta(metrica))
    suyos, ajenos = propios.valor or 0, ordenados.valor or 0
    definicion = f"{propios.definicion}/{ordenados.definicion}"
    if ajenos > n:
        motivo = "los mensajes de Comunicación Social superan al total de mensajes publicados"
        lector.pendientes["mensajes_comunicacion_social"] = motivo
        return Parte("originalidad", clave, motivo=motivo)
    propias, todas = f"mensajes propios {suyos:,}", f"mensajes publicados {n:,}"
    de_otros = f"de Comunicación Social {ajenos:,}"
    if lector.ficha.central:
        # En las cuentas de Comunicación Social sus mensajes son los propios.
        cociente = Cociente(suyos + ajenos, n, f"{propias} + {de_otros}", todas)
        return de_proporcion(clave, cociente, definicion)
    if ajenos == n:
        return Parte("originalidad", clave, motivo="todos sus mensajes son de Comunicación Social")
    # La n es la de lo no ordenado: si fuera el total, obedecer movería el ajuste.
    cociente = Cociente(suyos, n - ajenos, propias, f"{todas} − {de_otros}")
    excede = "propios y de Comunicación Social suman más que el total; se toma como máximo 1"
    return de_proporcion(clave, cociente, definicion, excede if suyos > n - ajenos else "")


def _frecuencia(lector: Lector, n: int | None) -> Parte:
    ficha = lector.ficha
    clave = "publicaciones_por_semana"
    if n is None:
        return Parte("frecuencia", clave, motivo=lector.por_que_falta(ficha.metrica_total))
    respuestas = ficha.dato("respuestas").valor or 0
    propias = n - min(respuestas, n)
    salvedad = f"sin contar {respuestas} respuestas" if respuestas else ""
    definicion = ficha.dato(ficha.metrica_total).definicion
    semanas = ficha.dias / 7
    arriba = f"publicaciones {n:,}" + (f" − respuestas {n - propias:,}" if respuestas else "")
    cociente = Cociente(propias, semanas, arriba, f"días {ficha.dias} ÷ 7")
    return Parte("frecuencia", clave, propias / semanas, definicion, salvedad, cociente)


def _seguidores_nuevos(lector: Lector, inicio: int | None, cierre: int | None, amortiguador: int) -> Parte:
    # Se lee siempre: en X el cierre es del artículo 11 aunque se conozca el cambio.
    final = lector.leer("seguidores_cierre")
    if inicio is not None and cierre is not None:
        cociente = Cociente(
            cierre + amortiguador,
            inicio + amortiguador,
            f"seguidores al cierre {cierre:,} + {amortiguador:,}",
            f"seguidores al inicio {inicio:,} + {amortiguador:,}",
        )
        crudo = log(cociente.numerador / cociente.denominador)
        return Parte("seguidores_nuevos", "crecimiento_relativo", crudo, final.definicion, cociente=cociente)
    neto = lector.leer("crecimiento_seguidores")
    if neto.valor is not None:
        crudo = copysign(log1p(abs(neto.valor)), neto.valor)
        return Parte("seguidores_nuevos", "cambio_neto", crudo, neto.definicion)
    falta = "seguidores_cierre" if cierre is None else "seguidores_inicio"
    return Parte("seguidores_nuevos", "crecimiento_relativo", motivo=lector.por_que_falta(falta))
