"""De los indicadores a los puntajes, el índice y el dictamen de las cuentas de un semestre (art. 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lineamientos.calificacion.agregacion import (
    agregar,
    media,
    mediana,
    normalizar,
    normalizar_frecuencia,
)
from lineamientos.calificacion.cohortes import Cohorte, Estructura
from lineamientos.calificacion.desglose import CriterioEvaluado, Evaluada, ParteEvaluada
from lineamientos.calificacion.dictamen import Antecedente, Hechos, dictaminar
from lineamientos.calificacion.indicadores import Medida
from lineamientos.calificacion.metas import Metas, acercado, meta_de
from lineamientos.calificacion.parametros_calificacion import CRITERIOS, ParametrosCalificacion
from lineamientos.calificacion.partes import Parte
from lineamientos.calificacion.redondeo import redondear
from lineamientos.calificacion.vetos import vetos_de


@dataclass(frozen=True)
class _Cohorte:
    """Lo que la cohorte dice de sus cuentas en el semestre evaluado."""

    tamano: int
    medianas: Mapping[str, Decimal]
    cambio_mediano: float


def evaluar_semestre(
    medidas: Sequence[Medida],
    *,
    fase: str,
    estructuras: Mapping[str, Estructura],
    metas: Metas,
    parametros: ParametrosCalificacion,
    antecedentes: Mapping[str, Antecedente | None],
) -> list[Evaluada]:
    """Califica todas las cuentas de un semestre.

    Args:
        medidas: Indicadores de cada cuenta vigente.
        fase: Fase del semestre.
        estructuras: Cohortes por familia.
        metas: Contra las que se normaliza.
        parametros: Del método.
        antecedentes: Último semestre anterior con elementos de cada cuenta.
    """
    cohortes = [_cohorte(m, estructuras) for m in medidas]
    partes = [
        tuple(
            _evaluar_parte(p, m, cohorte=c, fase=fase, metas=metas, parametros=parametros) for p in m.partes
        )
        for m, c in zip(medidas, cohortes, strict=True)
    ]
    medidos = [
        {c: _medir_criterio(c, ps, m) for c in CRITERIOS} for m, ps in zip(medidas, partes, strict=True)
    ]
    resumenes = _resumir(medidas, cohortes, medidos, parametros)
    descripciones = {
        c: e.descripcion_de(c, parametros.bandas, parametros.cohorte_minima)
        for e in estructuras.values()
        for c in e.cohortes
    }
    return [
        _evaluar_cuenta(
            medida,
            cohorte=cohorte,
            descripcion=descripciones[cohorte] if cohorte else "",
            resumen=resumenes[cohorte] if cohorte else None,
            partes=ps,
            medidos=criterios,
            parametros=parametros,
            anterior=antecedentes[medida.ficha.cuenta],
        )
        for medida, cohorte, ps, criterios in zip(medidas, cohortes, partes, medidos, strict=True)
    ]


def _cohorte(medida: Medida, estructuras: Mapping[str, Estructura]) -> Cohorte | None:
    estructura = estructuras.get(medida.familia)
    return estructura.de(medida.seguidores_base) if estructura else None


def _evaluar_parte(
    parte: Parte,
    medida: Medida,
    *,
    cohorte: Cohorte | None,
    fase: str,
    metas: Metas,
    parametros: ParametrosCalificacion,
) -> ParteEvaluada:
    if parte.crudo is None:
        return ParteEvaluada(parte, motivo=parte.motivo)
    if cohorte is None:
        return ParteEvaluada(parte, motivo=_sin_cohorte(parametros))
    meta = meta_de(metas, fase, cohorte, parte, parametros.frecuencia_fija.get(medida.ficha.red))
    if meta is None:
        motivo = (
            f"la base tiene menos de {parametros.cohorte_indispensable} cuentas de la cohorte con esta cifra"
        )
        return ParteEvaluada(parte, motivo=motivo)
    ajustado = acercado(parte.crudo, parte.n, meta.credibilidad)
    neutro = parametros.puntaje_neutro
    if parte.criterio == "frecuencia":
        puntos = normalizar_frecuencia(ajustado, meta.superior, neutro)
    else:
        puntos = normalizar(ajustado, meta.inferior, meta.superior, neutro)
    iguales = "la base no distingue entre cuentas: valor neutro" if meta.inferior == meta.superior else ""
    motivo = "; ".join(t for t in (parte.motivo, iguales) if t)
    return ParteEvaluada(parte, meta, ajustado, redondear(puntos), motivo)


def _sin_cohorte(parametros: ParametrosCalificacion) -> str:
    return f"hay menos de {parametros.cohorte_indispensable} cuentas con que compararla"


def _medir_criterio(criterio: str, partes: Sequence[ParteEvaluada], medida: Medida) -> CriterioEvaluado:
    suyas = [p for p in partes if p.parte.criterio == criterio]
    incluidas = [p.puntaje for p in suyas if p.puntaje is not None]
    sola = suyas[0] if len(suyas) == 1 else None
    crudo, ajustado = (sola.parte.crudo, sola.ajustado) if sola else (None, None)
    motivo = "; ".join(f"{p.parte.clave}: {p.motivo}" for p in suyas if p.motivo and p.puntaje is None)
    # Con cifras por entregar, un promedio de las demás partes diría más de lo que se sabe.
    completo = medida.comparable or len(incluidas) == len(suyas)
    if not incluidas or not completo:
        return CriterioEvaluado(criterio, False, False, crudo, ajustado, None, motivo)
    puntaje = redondear(media([float(p) for p in incluidas]))
    return CriterioEvaluado(criterio, True, False, crudo, ajustado, puntaje, motivo)


def _resumir(
    medidas: Sequence[Medida],
    cohortes: Sequence[Cohorte | None],
    medidos: Sequence[Mapping[str, CriterioEvaluado]],
    parametros: ParametrosCalificacion,
) -> dict[Cohorte, _Cohorte]:
    miembros: dict[Cohorte, list[int]] = {}
    for i, cohorte in enumerate(cohortes):
        if cohorte is not None:
            miembros.setdefault(cohorte, []).append(i)
    resumenes = {}
    for cohorte, indices in miembros.items():
        completas = [i for i in indices if medidas[i].comparable]
        medianas = {}
        for criterio in CRITERIOS:
            puntajes = [float(p) for i in completas if (p := medidos[i][criterio].puntaje) is not None]
            # Pocas cuentas no hacen una mediana: una sola daría su propio puntaje a la vecina.
            if len(puntajes) >= parametros.cohorte_indispensable:
                medianas[criterio] = redondear(mediana(puntajes))
        cambios = [c for i in completas if (c := medidas[i].cambio_relativo) is not None]
        resumenes[cohorte] = _Cohorte(len(completas), medianas, mediana(cambios) if cambios else 0.0)
    return resumenes


def _evaluar_cuenta(
    medida: Medida,
    *,
    cohorte: Cohorte | None,
    descripcion: str,
    resumen: _Cohorte | None,
    partes: tuple[ParteEvaluada, ...],
    medidos: Mapping[str, CriterioEvaluado],
    parametros: ParametrosCalificacion,
    anterior: Antecedente | None,
) -> Evaluada:
    evaluables = sum(c.evaluable for c in medidos.values())
    pendientes = medida.pendientes
    if cohorte is None and not pendientes:
        pendientes = (_sin_cohorte(parametros),)
    califica = (
        resumen is not None
        and medida.comparable
        and medida.ficha.publicaciones != 0
        and evaluables >= parametros.cortes.criterios_minimos
    )
    criterios = medidos
    indice = None
    if califica and resumen is not None:
        criterios = {n: _sustituir(c, resumen, parametros) for n, c in medidos.items()}
        puntajes = {n: float(c.puntaje) for n, c in criterios.items() if c.puntaje is not None}
        indice = redondear(agregar(puntajes, parametros.pesos))
    hechos = Hechos(
        publicaciones=medida.ficha.publicaciones,
        evaluables=evaluables,
        indice=indice,
        puntajes={n: c.puntaje for n, c in criterios.items() if c.puntaje is not None},
        sustituidos=tuple(n for n, c in criterios.items() if c.sustituido),
        vetos=vetos_de(medida, resumen.cambio_mediano if resumen else 0.0, parametros.vetos),
        pendientes=pendientes,
        retenidas=medida.retenidas,
        anterior=anterior,
    )
    return Evaluada(
        medida=medida,
        cohorte=cohorte,
        cohorte_descripcion=descripcion,
        cohorte_tamano=resumen.tamano if resumen else 0,
        partes=partes,
        criterios=tuple(criterios.values()),
        indice=indice,
        dictamen=dictaminar(hechos, parametros.cortes),
        vetada=bool(hechos.vetos),
        anterior=anterior,
    )


def _sustituir(
    criterio: CriterioEvaluado, resumen: _Cohorte, parametros: ParametrosCalificacion
) -> CriterioEvaluado:
    if criterio.evaluable:
        return criterio
    mediano = resumen.medianas.get(criterio.criterio)
    if mediano is None:
        puntaje, como = redondear(parametros.puntaje_neutro), "se tomó el valor neutro: su cohorte no lo mide"
    else:
        puntaje, como = mediano, "se tomó la mediana de su cohorte"
    motivo = f"{criterio.motivo}; {como}" if criterio.motivo else como
    return replace(criterio, sustituido=True, puntaje=puntaje, motivo=motivo)
