"""Lo que las reglas leen de las cifras de una cuenta (Lineamientos, art. 6, fracción III)."""

from collections.abc import Mapping
from decimal import Decimal

from lineamientos.calificacion.exigencia import razon
from lineamientos.calificacion.fichas import Ficha
from lineamientos.calificacion.redondeo import redondear
from lineamientos.catalogo import titulo
from lineamientos.recomendaciones.situacion import Falta, Situacion, Valor

Umbrales = Mapping[str, float]

SIN_PUBLICAR = Falta("la cuenta no publicó; la alcanza la regla 8")


def limite_de(umbrales: Umbrales, clave: str) -> Decimal:
    """Un umbral, a centésimos."""
    return redondear(umbrales[clave])


def por_ciento(parte: int, total: int) -> Decimal:
    """La parte en por ciento del total, a centésimos."""
    return redondear(100 * parte / total)


def leer(ficha: Ficha, *metricas: str) -> dict[str, int] | Falta:
    """Las cifras pedidas, o por qué falta alguna."""
    faltan = [razon(ficha, m) for m in metricas if ficha.dato(m).valor is None]
    if faltan:
        return Falta("; ".join(faltan))
    return {m: v for m in metricas if (v := ficha.dato(m).valor) is not None}


def de_mensajes(total: int, ajenos: int) -> Falta | None:
    """Por qué los mensajes de X no dan una proporción; ``None`` si la dan."""
    if total == 0:
        return SIN_PUBLICAR
    if ajenos > total:
        return Falta("los mensajes de Comunicación Social superan al total de mensajes publicados")
    return None


def frecuencia_de(s: Situacion) -> tuple[Decimal, Decimal] | Falta:
    """Publicaciones por semana y su referencia, o por qué faltan."""
    if s.frecuencia is None:
        return Falta(s.sin_frecuencia)
    if s.ficha.publicaciones == 0:
        return SIN_PUBLICAR
    if s.referencia is None:
        return Falta("su cohorte no tiene frecuencia de referencia")
    if s.referencia <= 0:
        return Falta("la frecuencia de referencia es cero: con ella nadie publica poco ni mucho")
    return s.frecuencia, s.referencia


def entradas_de_frecuencia(hay: tuple[Decimal, Decimal]) -> dict[str, Valor]:
    """Las dos, con el nombre con que se guardan."""
    return {"publicaciones_por_semana": hay[0], "frecuencia_de_referencia": hay[1]}


def salto_de(antes: Ficha, ahora: Ficha, metrica: str, total: str | None) -> tuple[Decimal, str] | Falta:
    """Cambio en por ciento de lo anterior, y cómo decirlo; o por qué no puede compararse."""
    nombre = titulo(metrica, ahora.red)
    valores = []
    for ficha, cual in ((antes, "en el semestre anterior"), (ahora, "en este semestre")):
        leidas = leer(ficha, metrica, *([total] if total else []))
        if isinstance(leidas, Falta):
            return Falta(f"{cual}, {leidas.motivo}")
        if total and leidas[total] == 0:
            return Falta(f"{cual} no publicó")
        valores.append(float(leidas[metrica]) / (leidas[total] / 100 if total else 1))
    for m in (metrica, *([total] if total else [])):
        if antes.dato(m).definicion != ahora.dato(m).definicion:
            return Falta(f"{titulo(m, ahora.red)} cambió de definición entre los dos semestres")
    de, a = valores
    if de == a:
        return Decimal(0), nombre
    if de == 0:
        return Falta(f"{nombre} era cero en el semestre anterior y no hay de qué calcular el cambio")
    unidad = " % del total" if total else ""
    dicho = f"«{nombre}» pasó de {_decir(de)}{unidad} a {_decir(a)}{unidad}"
    return redondear(100 * abs(a - de) / de), dicho


def _decir(valor: float) -> str:
    cifra = redondear(valor)
    return f"{cifra:,.0f}" if cifra == cifra.to_integral_value() else f"{cifra:,.2f}"
