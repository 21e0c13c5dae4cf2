"""Tablas abiertas de las recomendaciones, de su seguimiento y de las reglas sin aplicar."""

import json

from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.contexto import Contexto, Fila
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.recomendaciones import quien
from informes.textos import SITUACIONES, limpio, titulo

_C = ColumnaAbierta
_SIN_CUENTA = "fuera del padrón"
_DE_EVALUADOR = "la escribió un evaluador"


def tablas(ctx: Contexto) -> tuple[TablaAbierta, ...]:
    """Las tres, en el orden de sus hojas."""
    return _recomendaciones(ctx), _seguimiento(ctx), _sin_aplicar(ctx)


def _recomendaciones(ctx: Contexto) -> TablaAbierta:
    def fila(f: Fila) -> tuple[Valor, ...]:
        return (
            *_identidad(ctx, f["cuenta"]),
            f["recomendacion"],
            quien(f),
            limpio(f["titulo_regla"]),
            f"art. {f['articulo']}",
            limpio(f["texto_recomendacion"]),
            o_falta(f["valor_medido"], _DE_EVALUADOR),
            o_falta(f["limite"], _DE_EVALUADOR),
            _pares(f["entradas_json"]),
            _pares(f["umbrales_json"]),
            titulo(SITUACIONES, f["situacion"], "un estado"),
        )

    return TablaAbierta(
        "recomendaciones",
        "Recomendaciones",
        "Recomendaciones del semestre a cada cuenta (art. 6, fracción III)",
        (
            *IDENTIDAD,
            _C("Clave", "texto", "Identidad de la recomendación, con que se declara su atención"),
            _C("Regla", "texto", "Regla que la produjo, o «Evaluador»"),
            _C("Qué se recomienda", "texto", "En pocas palabras"),
            _C("Artículo", "texto", "Artículo en que se apoya"),
            _C("Texto", "texto", "Lo que se dice al administrador"),
            _C("Medido", "decimal", "Indicador que se comparó"),
            _C("Límite", "decimal", "Contra qué se comparó"),
            _C("Cifras", "texto", "Cifras que miró la regla"),
            _C("Umbrales", "texto", "Parámetros vigentes con que se aplicó"),
            _C("Estado", "texto", "Pendiente hasta evaluar el semestre siguiente"),
        ),
        tuple(fila(f) for f in ctx.datos.recomendaciones.iter_rows(named=True)),
    )


def _seguimiento(ctx: Contexto) -> TablaAbierta:
    def fila(f: Fila) -> tuple[Valor, ...]:
        return (
            *_identidad(ctx, f["cuenta"]),
            f["recomendacion"],
            quien(f),
            limpio(f["titulo_regla"]),
            titulo(SITUACIONES, f["situacion"], "un estado"),
            limpio(f["comprobada_por"]),
            o_falta(f["valor_medido"], "no se mide"),
            o_falta(f["valor_ahora"], "no se mide"),
            o_falta(f["limite"], "no se mide"),
            limpio(f["motivo"]),
            o_falta(f["declarada_el"], "no se declaró"),
        )

    return TablaAbierta(
        "seguimiento",
        "Seguimiento",
        "Cómo quedaron las recomendaciones del semestre anterior (art. 7)",
        (
            *IDENTIDAD,
            _C("Clave", "texto", "Identidad de la recomendación"),
            _C("Regla", "texto", "Regla que la produjo, o «Evaluador»"),
            _C("Qué se recomendó", "texto", "En pocas palabras"),
            _C("Estado", "texto", "Atendida, no atendida o sin elementos"),
            _C("Lo muestra", "texto", "datos, declaracion o ninguna"),
            _C("Antes", "decimal", "Indicador al recomendarse"),
            _C("Ahora", "decimal", "El mismo indicador en este semestre"),
            _C("Límite", "decimal", "El que se comunicó"),
            _C("Por qué", "texto", "Razón en palabras"),
            _C("Declarada", "fecha", "Último día en que el administrador declaró sobre ella"),
        ),
        tuple(fila(f) for f in ctx.datos.seguimiento.iter_rows(named=True)),
    )


def _sin_aplicar(ctx: Contexto) -> TablaAbierta:
    return TablaAbierta(
        "reglas_sin_aplicar",
        "Reglas sin aplicar",
        "Reglas de recomendación a las que les faltaron cifras, cuenta por cuenta",
        (
            *IDENTIDAD,
            _C("Regla", "texto", "Número de la regla"),
            _C("Qué recomendaría", "texto", "En pocas palabras"),
            _C("Por qué", "texto", "Qué faltó"),
        ),
        tuple(
            (*_identidad(ctx, f["cuenta"]), quien(f), limpio(f["titulo_regla"]), limpio(f["motivo"]))
            for f in ctx.datos.reglas_omitidas.iter_rows(named=True)
        ),
    )


def _identidad(ctx: Contexto, cuenta: str) -> tuple[Valor, ...]:
    if cuenta in ctx.cuentas:
        return identidad(ctx, cuenta)
    return (limpio(cuenta), *(_SIN_CUENTA,) * (len(IDENTIDAD) - 1))


def _pares(guardado: str | None) -> str:
    if guardado is None:
        return _DE_EVALUADOR
    return "; ".join(f"{n}: {limpio(str(v))}" for n, v in json.loads(guardado).items())
