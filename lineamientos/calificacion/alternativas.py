"""Qué cambiaría la clase propuesta de una cuenta: cuánto tendría que valer una cifra (art. 13).

No se despeja ninguna fórmula: se prueba con la cifra cambiada y las mismas funciones que califican, hasta
hallar el menor cambio que da una clase mejor. Las demás cuentas, las cohortes y las metas no se mueven.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from lineamientos.calificacion.base import Base, base_de
from lineamientos.calificacion.desglose import Evaluada
from lineamientos.calificacion.dictamen import Antecedente, Clase
from lineamientos.calificacion.evaluacion import evaluar_semestre
from lineamientos.calificacion.fichas import Dato, Ficha, leer_fichas
from lineamientos.calificacion.historia import antecedente_de, leer_previas
from lineamientos.calificacion.indicadores import Medida, medir
from lineamientos.calificacion.metas import leer_metas
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.catalogo import tabla_de_red
from lineamientos.semestres import Semestre

ORDEN: tuple[Clase, ...] = (
    Clase.NO_PERTINENTE,
    Clase.EN_OBSERVACION,
    Clase.CON_RECOMENDACIONES,
    Clase.PERTINENTE,
)
"""Las clases con elementos, de la menos a la más favorable."""

_TOPE = 1_000
"""Cuántas veces la cifra de hoy se llega a probar; más allá ya no es un consejo."""
_CIERRE, _NETO = "seguidores_cierre", "crecimiento_seguidores"
_PROPIAS: Mapping[str, str] = {
    "art11_x": "mensajes_propios",
    "art11_facebook": "contenidos_multimedia",
    "art11_otras": "publicaciones_propias",
}
_POR_PUBLICACION: Mapping[str, tuple[str, ...]] = {
    "art11_x": ("impresiones", "menciones", "visitas_perfil"),
    "art11_facebook": ("alcance", "visualizaciones", "impresiones", "compartidos", "reacciones"),
    "art11_otras": (
        "me_gusta", "compartidos", "reproducciones", "vistas", "vistas_interesadas", "visualizaciones",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Alternativa:
    """Un cambio de una sola cosa que daría una clase mejor.

    Attributes:
        que: «publicaciones» (más publicaciones propias, con el rendimiento que ya tienen), «propias» (que más
            de las mismas sean propias) o el nombre de una métrica.
        metrica: La cifra que cambia.
        hoy: Lo que vale.
        necesario: Lo menos que tendría que valer.
        clase: Lo que se propondría.
        linea: Línea de la tabla que se aplicaría.
    """

    que: str
    metrica: str
    hoy: int
    necesario: int
    clase: Clase
    linea: int

    @property
    def diferencia(self) -> int:
        """Cuánto más que hoy."""
        return self.necesario - self.hoy


@dataclass(frozen=True)
class Preparado:
    """Un semestre listo para probar cambios.

    Attributes:
        medidas: De todas sus cuentas.
        fase: Del semestre.
        base: Cohortes y metas con que se evaluó.
        parametros: Del método.
        antecedentes: De cada cuenta.
    """

    medidas: tuple[Medida, ...]
    fase: str
    base: Base
    parametros: ParametrosCalificacion
    antecedentes: Mapping[str, Antecedente | None]

    def evaluar(self, cuenta: str, ficha: Ficha | None = None) -> Evaluada:
        """La calificación de una cuenta, con su ficha o con otra.

        Raises:
            StopIteration: Si la cuenta no estuvo vigente.
        """
        propia = next(m for m in self.medidas if m.ficha.cuenta == cuenta)
        nueva = propia if ficha is None else medir(ficha, self.parametros.amortiguador)
        # Solo hacen falta sus posibles compañeras de cohorte: de ellas salen las medianas.
        familias = {propia.familia, nueva.familia}
        medidas = [nueva if m is propia else m for m in self.medidas if m.familia in familias or m is propia]
        evaluadas = evaluar_semestre(
            medidas,
            fase=self.fase,
            estructuras=self.base.estructuras,
            metas=self.base.metas,
            parametros=self.parametros,
            antecedentes=self.antecedentes,
        )
        return next(e for e in evaluadas if e.medida.ficha.cuenta == cuenta)


def preparar(
    cifras: pl.DataFrame,
    cuentas: pl.DataFrame,
    semestre: Semestre,
    fases: Mapping[str, str],
    parametros: ParametrosCalificacion,
    *,
    metas: pl.DataFrame,
    previas: pl.DataFrame | None,
) -> Preparado:
    """Prepara un semestre ya evaluado con lo que su evaluación guardó.

    Args:
        cifras: Las que se evaluaron, como en ``metodo.calificar``.
        cuentas: El padrón con que se evaluó.
        semestre: El evaluado.
        fases: Fase de cada semestre a la mano.
        parametros: Con que se evaluó.
        metas: Todas las que guardó la evaluación.
        previas: Calificaciones guardadas de semestres anteriores.

    Raises:
        ValueError: Si una cuenta, cifra, meta o calificación previa se repite.
    """
    fichas = leer_fichas(cifras, cuentas, semestre)
    medidas = {s: [medir(f, parametros.amortiguador) for f in lista] for s, lista in fichas.items()}
    historia = leer_previas(previas, fichas)
    return Preparado(
        medidas=tuple(medidas[semestre.clave]),
        fase=fases[semestre.clave],
        base=base_de(semestre.clave, fases, medidas, leer_metas(metas), parametros),
        parametros=parametros,
        antecedentes={f.cuenta: antecedente_de(historia, f.cuenta, semestre) for f in fichas[semestre.clave]},
    )


def buscar(preparado: Preparado, cuenta: str) -> tuple[Alternativa, ...]:
    """Los cambios de una sola cosa que darían una clase mejor, del menor al mayor en proporción.

    Una cuenta sin elementos, o que no publicó, no tiene: lo que le falta no es valer más.
    """
    actual = preparado.evaluar(cuenta)
    clase = actual.dictamen.clase
    if clase not in ORDEN[:-1] or not actual.medida.ficha.publicaciones:
        return ()
    ficha = actual.medida.ficha
    halladas = []
    for que, metrica, cambiar, tope in _palancas(ficha):
        hoy = ficha.dato(metrica).valor
        if hoy is None:
            continue

        def mejora(mas: int, cambiar: Callable[[int], Ficha] = cambiar) -> Evaluada | None:
            evaluada = preparado.evaluar(cuenta, cambiar(mas))
            nueva = evaluada.dictamen.clase
            return evaluada if nueva in ORDEN and ORDEN.index(nueva) > ORDEN.index(clase) else None

        minimo = _minimo(mejora, tope)
        if minimo is not None:
            mas, evaluada = minimo
            dictamen = evaluada.dictamen
            halladas.append(Alternativa(que, metrica, hoy, hoy + mas, dictamen.clase, dictamen.linea))
    return tuple(sorted(halladas, key=lambda a: (a.diferencia / max(1, abs(a.hoy)), a.que)))


def _minimo(mejora: Callable[[int], Evaluada | None], tope: int) -> tuple[int, Evaluada] | None:
    """El menor aumento que mejora: se duplica hasta que mejore y luego se parte a la mitad."""
    alto, hallada = 1, None
    while hallada is None:
        if alto > tope:
            # El último intento, en el tope mismo.
            hallada = mejora(tope) if tope >= 1 else None
            if hallada is None:
                return None
            alto = tope
            break
        hallada = mejora(alto)
        if hallada is None:
            alto *= 2
    bajo = alto // 2
    while alto - bajo > 1:
        medio = (alto + bajo) // 2
        a_medias = mejora(medio)
        if a_medias is None:
            bajo = medio
        else:
            alto, hallada = medio, a_medias
    return alto, hallada


def _palancas(ficha: Ficha) -> Sequence[tuple[str, str, Callable[[int], Ficha], int]]:
    """Qué puede cambiarse en una ficha: nombre, cifra que se mueve, cómo y hasta cuánto más."""
    tabla = tabla_de_red(ficha.red)
    n = ficha.publicaciones or 0
    propias = _PROPIAS[tabla]
    de_ellas = ficha.dato(propias).valor or 0
    ordenadas = ficha.dato("mensajes_comunicacion_social").valor or 0 if tabla == "art11_x" else 0
    palancas: list[tuple[str, str, Callable[[int], Ficha], int]] = [
        ("publicaciones", ficha.metrica_total, lambda mas: _con_publicaciones(ficha, mas), 20 * n),
        ("propias", propias, lambda mas: _con(ficha, {propias: de_ellas + mas}), n - ordenadas - de_ellas),
    ]
    cierre, neto = (ficha.dato(m) for m in (_CIERRE, _NETO))
    if cierre.valor is not None:
        tope = max(10_000, 5 * cierre.valor)
        palancas.append((_CIERRE, _CIERRE, _sumar(ficha, _CIERRE), tope))
    elif neto.valor is not None:
        tope = 10_000 + 5 * abs(neto.valor)
        palancas.append((_NETO, _NETO, _sumar(ficha, _NETO), tope))
    for metrica in _POR_PUBLICACION[tabla]:
        valor = ficha.dato(metrica).valor
        if valor is not None:
            palancas.append((metrica, metrica, _sumar(ficha, metrica), _TOPE * (valor + 1)))
    return palancas


def _sumar(ficha: Ficha, metrica: str) -> Callable[[int], Ficha]:
    valor = ficha.dato(metrica).valor or 0
    return lambda mas: _con(ficha, {metrica: valor + mas})


def _con_publicaciones(ficha: Ficha, mas: int) -> Ficha:
    """Más publicaciones propias con el rendimiento medio de las que ya hizo."""
    tabla = tabla_de_red(ficha.red)
    n = ficha.publicaciones or 0
    nuevos = {ficha.metrica_total: n + mas}
    for metrica in dict.fromkeys((_PROPIAS[tabla], "publicaciones_propias")):
        valor = ficha.dato(metrica).valor
        if valor is not None:
            nuevos[metrica] = valor + mas
    for metrica in _POR_PUBLICACION[tabla]:
        valor = ficha.dato(metrica).valor
        if valor is not None:
            nuevos[metrica] = valor * (n + mas) // n
    return _con(ficha, nuevos)


def _con(ficha: Ficha, nuevos: Mapping[str, int]) -> Ficha:
    cambiados = {m: Dato(ficha.dato(m).definicion, v) for m, v in nuevos.items()}
    return replace(ficha, datos={**ficha.datos, **cambiados})
