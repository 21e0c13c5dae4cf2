"""Los indicadores de cada criterio antes de normalizar (Lineamientos, art. 13).

Cada indicador es por publicación y por seguidor, para que ni el tamaño ni el crecimiento se premien o
castiguen dos veces. Las fórmulas, con su artículo, están en docs/metodo.md.
"""

from dataclasses import dataclass
from math import copysign, log, log1p

from lineamientos.calificacion.exigencia import Lector, retenidas
from lineamientos.calificacion.fichas import Ficha
from lineamientos.catalogo import tabla_de_red

_AUDIENCIA_FACEBOOK = (("alcance",), ("visualizaciones", "impresiones"))
_REPRODUCCIONES = {
    "youtube": (("vistas", "vistas_interesadas"),),
    "instagram": (("visualizaciones", "reproducciones"),),
}
_REPRODUCCIONES_COMUNES = (("reproducciones",),)


@dataclass(frozen=True)
class Parte:
    """Un componente de un criterio, medido en una cuenta.

    Attributes:
        criterio: Criterio a que pertenece.
        clave: Nombre del componente.
        crudo: Valor sin normalizar, o ``None`` si no pudo medirse.
        definicion: Definiciones de las cifras que lo forman; dos distintas no se comparan.
        motivo: Por qué no se midió, o una salvedad; vacío si no hay qué decir.
    """

    criterio: str
    clave: str
    crudo: float | None = None
    definicion: str = ""
    motivo: str = ""

    @property
    def indicador(self) -> str:
        """Nombre con que se guardan sus metas."""
        return f"{self.criterio}.{self.clave}"


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
        desempeno, modalidad = _desempeno(lector, n, seguidores, amortiguador)
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


def _desempeno(lector: Lector, n: int, seguidores: int | None, k: int) -> tuple[list[Parte], str]:
    tabla = tabla_de_red(lector.ficha.red)
    if tabla == "art11_x":
        return _desempeno_x(lector, n, seguidores, k), ""
    if tabla == "art11_facebook":
        return _desempeno_facebook(lector, n, seguidores, k)
    return _desempeno_otras(lector, n, seguidores, k)


def _parte(clave: str, total: int, divisor: float, definicion: str) -> Parte:
    return Parte("desempeno", clave, log((total + 1) / divisor), definicion)


def _de_una_metrica(lector: Lector, metrica: str, divisor: float | None, clave: str = "") -> Parte:
    dato = lector.leer(metrica)
    if dato.valor is None:
        return Parte("desempeno", clave or metrica, motivo=lector.por_que_falta(metrica))
    if divisor is None:
        return Parte("desempeno", clave or metrica, motivo="no se conocen los seguidores de la cuenta")
    return _parte(clave or metrica, dato.valor, divisor, dato.definicion)


def _desempeno_x(lector: Lector, n: int, seguidores: int | None, k: int) -> list[Parte]:
    divisor = None if seguidores is None else n * (seguidores + k)
    return [_de_una_metrica(lector, m, divisor) for m in ("impresiones", "menciones", "visitas_perfil")]


def _desempeno_facebook(lector: Lector, n: int, seguidores: int | None, k: int) -> tuple[list[Parte], str]:
    audiencia = lector.primera(_AUDIENCIA_FACEBOOK)
    respuesta = [(m, lector.leer(m)) for m in ("compartidos", "reacciones")]
    dados = [(m, d.definicion, d.valor) for m, d in respuesta if d.valor is not None]
    total = sum(valor for _, _, valor in dados)
    definicion = "+".join(d for _, d, _ in dados)
    faltan = "; ".join(lector.por_que_falta(m) for m, d in respuesta if d.valor is None)
    modalidad = "" if audiencia is None or audiencia[0] == "alcance" else audiencia[0]
    if seguidores is None:
        clave = "respuesta_por_audiencia"
        if not dados:
            return [Parte("desempeno", clave, motivo=faltan)], modalidad
        if audiencia is None:
            return [Parte("desempeno", clave, motivo="sin seguidores ni alcance no hay con qué medirlo")], ""
        alcance = audiencia[1]
        parte = _parte(clave, total, (alcance.valor or 0) + 1, f"{definicion}/{alcance.definicion}")
        return [parte], modalidad
    divisor = n * (seguidores + k)
    if audiencia is None:
        partes = [Parte("desempeno", "audiencia", motivo=lector.por_que_falta("alcance"))]
    else:
        partes = [_parte("audiencia", audiencia[1].valor or 0, divisor, audiencia[1].definicion)]
    if dados:
        salvedad = f"se midió sin {faltan}" if faltan else ""
        crudo = log((total + 1) / divisor)
        partes.append(Parte("desempeno", "respuesta", crudo, definicion, salvedad))
    else:
        partes.append(Parte("desempeno", "respuesta", motivo=faltan))
    return partes, modalidad


def _desempeno_otras(lector: Lector, n: int, seguidores: int | None, k: int) -> tuple[list[Parte], str]:
    grupos = _REPRODUCCIONES.get(lector.ficha.red, _REPRODUCCIONES_COMUNES)
    reproducciones = lector.primera(grupos)
    preferida = grupos[0][0]
    modalidad = "" if reproducciones is None or reproducciones[0] == preferida else reproducciones[0]
    if seguidores is None:
        # Compartidos y reproducciones se leen aunque no se usen: callarlas no debe convenir.
        lector.leer("compartidos")
        return [_de_una_metrica(lector, "me_gusta", n, "me_gusta_por_publicacion")], ""
    divisor = n * (seguidores + k)
    partes = [_de_una_metrica(lector, m, divisor) for m in ("me_gusta", "compartidos")]
    if reproducciones is None:
        partes.append(Parte("desempeno", "reproducciones", motivo=lector.por_que_falta(preferida)))
    else:
        dato = reproducciones[1]
        partes.append(_parte("reproducciones", dato.valor or 0, divisor, dato.definicion))
    return partes, modalidad


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
    return Parte("originalidad", clave, min(dato.valor, n) / n, dato.definicion, salvedad)


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
    if lector.ficha.central:
        # En las cuentas de Comunicación Social sus mensajes son los propios.
        return Parte("originalidad", clave, min(1.0, (suyos + ajenos) / n), definicion)
    if ajenos == n:
        return Parte("originalidad", clave, motivo="todos sus mensajes son de Comunicación Social")
    if suyos > n - ajenos:
        salvedad = "propios y de Comunicación Social suman más que el total; se toma como máximo 1"
        return Parte("originalidad", clave, 1.0, definicion, salvedad)
    return Parte("originalidad", clave, suyos / (n - ajenos), definicion)


def _frecuencia(lector: Lector, n: int | None) -> Parte:
    ficha = lector.ficha
    clave = "publicaciones_por_semana"
    if n is None:
        return Parte("frecuencia", clave, motivo=lector.por_que_falta(ficha.metrica_total))
    respuestas = ficha.dato("respuestas").valor or 0
    propias = n - min(respuestas, n)
    salvedad = f"sin contar {respuestas} respuestas" if respuestas else ""
    definicion = ficha.dato(ficha.metrica_total).definicion
    return Parte("frecuencia", clave, propias / (ficha.dias / 7), definicion, salvedad)


def _seguidores_nuevos(lector: Lector, inicio: int | None, cierre: int | None, k: int) -> Parte:
    # Se lee siempre: en X el cierre es del artículo 11 aunque se conozca el cambio.
    final = lector.leer("seguidores_cierre")
    if inicio is not None and cierre is not None:
        crudo = log((cierre + k) / (inicio + k))
        return Parte("seguidores_nuevos", "crecimiento_relativo", crudo, final.definicion)
    neto = lector.leer("crecimiento_seguidores")
    if neto.valor is not None:
        crudo = copysign(log1p(abs(neto.valor)), neto.valor)
        return Parte("seguidores_nuevos", "cambio_neto", crudo, neto.definicion)
    falta = "seguidores_cierre" if cierre is None else "seguidores_inicio"
    return Parte("seguidores_nuevos", "crecimiento_relativo", motivo=lector.por_que_falta(falta))
