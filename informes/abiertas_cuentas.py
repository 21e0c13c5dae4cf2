"""Tablas abiertas con un renglón o varios por cuenta: calificaciones, desglose y cifras."""

from collections.abc import Callable, Iterable
from math import isinf
from typing import Any

from informes import celdas
from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.cifras import columna_de, columnas_art11, nombre_metrica
from informes.contexto import Contexto, Fila
from informes.fichas import clase, componente
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.reglas import regla
from informes.resoluciones import clase_resuelta
from informes.textos import CRITERIOS, FUENTES, con_componentes, titulo
from lineamientos import catalogo

_C = ColumnaAbierta


def _por_cuenta(
    ctx: Contexto, filas: Callable[[str], Iterable[tuple[Valor, ...]]]
) -> tuple[tuple[Valor, ...], ...]:
    return tuple((*identidad(ctx, c), *f) for c in ctx.orden for f in filas(c))


def calificaciones(ctx: Contexto) -> TablaAbierta:
    """Clase e índice propuestos, una fila por cuenta."""

    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        f: dict[str, Any] = ctx.calificaciones.get(cuenta, {})
        previa = ctx.previas.get(cuenta)
        yield (
            clase(f or None)[1],
            clase_resuelta(ctx, cuenta),
            o_falta(f.get("indice"), "sin índice"),
            o_falta(f.get("linea"), "no aplica"),
            regla(ctx, f["linea"]) if f else "no se evaluó",
            o_falta(f.get("motivo"), "no se evaluó"),
            o_falta(f.get("criterios_evaluables"), "no se evaluó"),
            o_falta(f.get("cohorte"), "sin cohorte"),
            o_falta(f.get("cohorte_descripcion"), "sin cohorte"),
            o_falta(f.get("cohorte_tamano"), "sin cohorte"),
            clase(previa)[1] if previa else "sin calificación anterior",
            o_falta(previa["indice"] if previa else None, "sin índice anterior"),
            o_falta(f.get("caracter"), "no se evaluó"),
            o_falta(f.get("provisional"), "no se evaluó"),
        )

    return TablaAbierta(
        "calificaciones",
        "Calificaciones",
        "Clase e índice que se proponen al Comité para cada cuenta",
        (
            *IDENTIDAD,
            _C("Clase propuesta", "texto", "Dictamen que se propone al Comité (art. 13)"),
            _C("Resolución del Comité", "texto", "Clase que resolvió el Comité; «sin resolver» si no consta"),
            _C("Índice", "decimal", "Índice propuesto, de 0 a 100"),
            _C("Línea", "entero", "Línea de la tabla de dictamen que se aplicó"),
            _C("Regla", "texto", "Esa línea, en palabras"),
            _C("Motivo", "texto", "Razón de la clase propuesta"),
            _C("Criterios evaluables", "entero", "Criterios del art. 13 que pudieron evaluarse"),
            _C("Cohorte", "texto", "Clave de la cohorte con que se comparó"),
            _C("Descripción de la cohorte", "texto", "Cómo se formó la cohorte"),
            _C("Cuentas en la cohorte", "entero", "Tamaño de la cohorte"),
            _C("Clase anterior", "texto", "Clase del semestre anterior"),
            _C("Índice anterior", "decimal", "Índice del semestre anterior"),
            _C("Carácter", "texto", "«propuesta» hasta la resolución del Comité"),
            _C("Provisional", "logico", "Si hay parámetros sin aprobar"),
        ),
        _por_cuenta(ctx, filas),
    )


def criterios(ctx: Contexto) -> TablaAbierta:
    """Desglose del índice, una fila por cuenta y criterio."""

    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.criterios.get(cuenta, ()):
            yield (
                titulo(CRITERIOS, f["criterio"], "un criterio"),
                f["evaluable"],
                f["sustituido"],
                o_falta(f["crudo"], "por partes" if f["evaluable"] else "sin valor"),
                o_falta(f["puntaje"], "no evaluable"),
                f["peso"],
                o_falta(f["aportacion"], "no suma"),
                o_falta(con_componentes(f["motivo"] or "") or None, "sin salvedad"),
                o_falta(f["ajustado"], "por partes" if f["evaluable"] else "sin valor"),
            )

    return TablaAbierta(
        "criterios",
        "Criterios",
        "Desglose del índice por criterio del artículo 13",
        (
            *IDENTIDAD,
            _C("Criterio", "texto", "Criterio del art. 13"),
            _C("Evaluable", "logico", "Si pudo evaluarse con cifras de la cuenta"),
            _C("Sustituido", "logico", "Si tomó la mediana de su cohorte"),
            _C("Valor", "fino", "Valor antes de normalizar"),
            _C("Puntaje", "decimal", "Puntaje de 0 a 100"),
            _C("Peso", "proporcion", "Peso en el índice"),
            _C("Aportación", "decimal", "Lo que el criterio suma al índice"),
            _C("Salvedad", "texto", "Qué se sustituyó o se dejó fuera, y por qué"),
            _C(
                "Valor ajustado",
                "fino",
                "Valor acercado a la media de la cohorte, el que se normaliza",
            ),
        ),
        _por_cuenta(ctx, filas),
    )


def partes(ctx: Contexto) -> TablaAbierta:
    """Componentes con sus metas, una fila por cuenta y componente."""

    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.partes.get(cuenta, ()):
            yield (
                titulo(CRITERIOS, f["criterio"], "un criterio"),
                componente(f["parte"]),
                f["incluida"],
                o_falta(f["crudo"], "sin valor"),
                o_falta(f["meta_inferior"], "sin meta"),
                o_falta(f["meta_superior"], "sin meta"),
                o_falta(f["puntaje"], "no suma"),
                o_falta(f["definicion"], "sin definición"),
                o_falta(f["motivo"], "sin salvedad"),
                o_falta(f["ajustado"], "sin meta" if f["crudo"] is not None else "sin valor"),
                o_falta(f["n"], "no se ajusta"),
                "sin límite" if f["k"] is not None and isinf(f["k"]) else o_falta(f["k"], "no se ajusta"),
                o_falta(f["media_base"], "no se ajusta"),
                _cociente(f),
            )

    return TablaAbierta(
        "componentes",
        "Componentes",
        "Componentes de cada criterio y metas contra las que se midieron",
        (
            *IDENTIDAD,
            _C("Criterio", "texto", "Criterio del art. 13"),
            _C("Componente", "texto", "Componente del criterio"),
            _C("Incluido", "logico", "Si entró en el promedio del criterio"),
            _C("Valor", "fino", "Valor antes de normalizar"),
            _C("Meta de 0", "fino", "Percentil 5 de la cohorte en el periodo base"),
            _C("Meta de 100", "fino", "Percentil 95 de la cohorte en el periodo base"),
            _C("Puntaje", "decimal", "Puntaje de 0 a 100"),
            _C("Definición", "texto", "Definición de la cifra"),
            _C("Salvedad", "texto", "Por qué no se incluyó"),
            _C("Valor ajustado", "fino", "(n·valor + k·media) / (n + k), el que se compara con las metas"),
            _C("n", "entero", "Publicaciones sobre las que se midió"),
            _C("k", "fino", "Publicaciones que pesa la media de la cohorte"),
            _C("Media de la base", "fino", "Media de la cohorte en el periodo base"),
            _C("Cociente", "texto", "La división de que sale el valor, con sus cifras"),
        ),
        _por_cuenta(ctx, filas),
    )


def _cociente(fila: Fila) -> str:
    if fila["numerador"] is None:
        return "sin cociente"
    return f"({fila['numerador_descripcion']}) ÷ ({fila['denominador_descripcion']})"


def cifras(ctx: Contexto, vista: str) -> TablaAbierta:
    """Una vista del art. 11: una fila por cuenta, una columna por letra vigente en el semestre."""
    redes = [r for r in catalogo.REDES if catalogo.tabla_de_red(r) == vista]
    presentes = {f["metrica"] for fs in ctx.cifras.values() for f in fs if f["red"] in redes}
    columnas = {
        metrica: (letra, oficial)
        for r in redes
        for letra, oficial, metrica in columnas_art11(r)
        if metrica in presentes
    }

    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        if ctx.cuentas[cuenta]["red"] in redes:
            propias = {f["metrica"]: f for f in ctx.cifras.get(cuenta, ())}
            yield tuple(_cifra(propias.get(metrica)) for metrica in columnas)

    return TablaAbierta(
        vista,
        _HOJAS[vista],
        f"Estadística del artículo 11: {catalogo.TABLAS[vista]}",
        (*IDENTIDAD, *(_columna(m, *columnas[m]) for m in columnas)),
        _por_cuenta(ctx, filas),
    )


_HOJAS = {"art11_x": "Art. 11 X", "art11_facebook": "Art. 11 Facebook", "art11_otras": "Art. 11 otras redes"}


def _columna(metrica: str, letra: str, oficial: str) -> ColumnaAbierta:
    titulo_metrica = catalogo.METRICAS[metrica].titulo
    nombre = oficial if oficial == titulo_metrica else f"{oficial} ({titulo_metrica.lower()})"
    return _C(f"{letra} · {nombre}" if letra else nombre, "entero", catalogo.METRICAS[metrica].descripcion)


def _cifra(fila: Fila | None) -> Valor:
    if fila is None:
        return "no aplica a su red"
    return fila["valor"] if fila["valor"] is not None else celdas.cifra(fila).texto


def cifras_largas(ctx: Contexto) -> TablaAbierta:
    """Todas las cifras con su procedencia, una fila por cuenta y métrica."""

    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.cifras.get(cuenta, ()):
            yield (
                f["metrica"],
                nombre_metrica(ctx, f["red"], f["metrica"]),
                columna_de(f["red"], f["metrica"]),
                f["definicion"],
                f["valor"] if f["valor"] is not None else celdas.cifra(f).texto,
                titulo(FUENTES, f["fuente"], "una fuente") if f["fuente"] else "sin fuente",
                o_falta(f["lote"], "sin lote"),
                o_falta(celdas.calculo(f), "sin cálculo"),
            )

    return TablaAbierta(
        "cifras",
        "Cifras y procedencia",
        "Todas las cifras, una por renglón, con su definición, su fuente y su lote",
        (
            *IDENTIDAD,
            _C("Métrica", "texto", "Clave de la métrica"),
            _C("Cifra", "texto", "Nombre de la cifra"),
            _C("Columna", "texto", "Letra del art. 11, o art. 12 si es complementaria"),
            _C("Definición", "texto", "Clave de la definición vigente"),
            _C("Valor", "entero", "Valor, o la razón por la que falta"),
            _C("Fuente", "texto", "De dónde salió"),
            _C("Lote", "texto", "Lote del que salió"),
            _C("Cálculo", "texto", "Cómo se obtuvo"),
        ),
        _por_cuenta(ctx, filas),
    )
