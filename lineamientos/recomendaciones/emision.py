"""Aplicar las reglas a las cuentas de un semestre (Lineamientos, art. 6, fracción III)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lineamientos.errores import ReglaInvalida
from lineamientos.recomendaciones.catalogo import Regla
from lineamientos.recomendaciones.reglas import FUNCIONES
from lineamientos.recomendaciones.situacion import Falta, Medicion, Situacion, Valor


@dataclass(frozen=True)
class Recomendacion:
    """Una recomendación por regla, con todo lo que la sostiene.

    Attributes:
        cuenta: A quién.
        semestre: De qué semestre.
        regla: La que procede.
        medicion: Cifras, indicador y límite.
        umbrales: Valor de los parámetros de la regla, por clave.
        texto: Lo que se dice al administrador.
        texto_comite: Lo que se dice al Comité.
    """

    cuenta: str
    semestre: str
    regla: Regla
    medicion: Medicion
    umbrales: Mapping[str, float]
    texto: str
    texto_comite: str

    @property
    def identidad(self) -> str:
        """La misma en cada evaluación del semestre, para que lo declarado sobre ella siga valiendo."""
        return identidad(self.semestre, self.cuenta, self.regla.clave)


@dataclass(frozen=True)
class Omitida:
    """Una regla que no pudo aplicarse a una cuenta, y por qué."""

    cuenta: str
    regla: Regla
    motivo: str


@dataclass(frozen=True)
class Emision:
    """Lo que resultó de aplicar las reglas.

    Attributes:
        recomendaciones: Las que proceden, por cuenta y número de regla.
        omitidas: Las que no pudieron aplicarse.
        mediciones: Lo que cada regla halló, por cuenta y clave de regla, proceda o no.
    """

    recomendaciones: tuple[Recomendacion, ...]
    omitidas: tuple[Omitida, ...]
    mediciones: Mapping[tuple[str, str], Medicion | Falta]


def identidad(semestre: str, cuenta: str, que: str) -> str:
    """Identidad legible de una recomendación: «2026-2/x_central/sin_publicaciones»."""
    return f"{semestre}/{cuenta}/{que}"


def recomendar(
    situaciones: Iterable[Situacion], reglas: Sequence[Regla], umbrales: Mapping[str, float]
) -> Emision:
    """Aplica cada regla a cada cuenta de su red.

    Args:
        situaciones: Cuentas vigentes en el semestre.
        reglas: Las del paquete.
        umbrales: Parámetros que rigen; la regla a la que le falte uno no se emite, y se dice.

    Raises:
        ReglaInvalida: Si una regla no tiene función o su texto pide una cifra que la función no da.
    """
    if sin_funcion := sorted({r.clave for r in reglas} ^ set(FUNCIONES)):
        raise ReglaInvalida(
            f"Hay reglas sin función, o funciones sin regla: {', '.join(sin_funcion)}.",
            "una función por cada regla de reglas.toml",
            "Corrija el archivo de reglas.",
        )
    emitidas, omitidas = [], []
    mediciones: dict[tuple[str, str], Medicion | Falta] = {}
    for s in sorted(situaciones, key=lambda s: s.ficha.cuenta):
        for regla in reglas:
            if not regla.alcanza(s.ficha.red, s.ficha.central):
                continue
            hallado = _aplicar(s, regla, umbrales)
            mediciones[s.ficha.cuenta, regla.clave] = hallado
            if isinstance(hallado, Falta):
                omitidas.append(Omitida(s.ficha.cuenta, regla, hallado.motivo))
            elif hallado.procede:
                emitidas.append(_redactar(s, regla, hallado, umbrales))
    return Emision(tuple(emitidas), tuple(omitidas), mediciones)


def _aplicar(s: Situacion, regla: Regla, umbrales: Mapping[str, float]) -> Medicion | Falta:
    if faltan := [u for u in regla.umbrales if u not in umbrales]:
        return Falta(f"los parámetros del espacio no traen {', '.join(faltan)}")
    return FUNCIONES[regla.clave](s, umbrales)


def _redactar(s: Situacion, regla: Regla, medicion: Medicion, umbrales: Mapping[str, float]) -> Recomendacion:
    suyos = {u: umbrales[u] for u in regla.umbrales}
    palabras = {n: decir(v) for n, v in medicion.entradas.items()}
    palabras |= {"limite": decir(medicion.limite), "umbral": f"{suyos[regla.umbrales[0]]:g}"}
    try:
        textos = [t.strip().format_map(palabras) for t in (regla.texto, regla.texto_comite)]
    except KeyError as error:
        raise ReglaInvalida(
            f"El texto de la regla «{regla.clave}» pide {error}.",
            f"solo {', '.join(sorted(palabras))}",
            "Corrija el archivo de reglas.",
        ) from error
    return Recomendacion(s.ficha.cuenta, s.ficha.semestre, regla, medicion, suyos, *textos)


def decir(valor: Valor) -> str:
    """Una entrada para una persona: miles con coma y, si no es entera, dos decimales."""
    if isinstance(valor, str):
        return valor
    entera = isinstance(valor, int) or valor == valor.to_integral_value()
    return f"{Decimal(valor):,.0f}" if entera else f"{valor:,.2f}"
