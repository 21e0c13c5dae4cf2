"""La página de cada cuenta: identificación, cifras, desglose de la calificación y observaciones."""

from itertools import groupby
from math import isinf

from informes import celdas, certeza, numeros
from informes.celdas import decimal, texto
from informes.cifras import art11, suplementarias
from informes.contexto import Contexto, Fila, ancla
from informes.explicacion_clase import cambios, por_que
from informes.formas import Celda, Columna, Cuadro, Dato, Ficha, GrupoArea
from informes.observaciones import nota
from informes.procedimiento import en_un_renglon
from informes.recomendaciones import de_cuenta, seguidas
from informes.resoluciones import clase_resuelta, resolucion_en_palabras
from informes.textos import (
    COMPONENTES,
    CRITERIOS,
    SIN_EVALUAR,
    TIPOS_AREA,
    TONOS,
    con_componentes,
    limpio,
    oracion,
    plano,
    red,
    titulo,
)


def grupos(ctx: Contexto) -> tuple[GrupoArea, ...]:
    """Las fichas agrupadas por área, en el orden del contexto."""
    return tuple(
        GrupoArea(
            area=limpio(ctx.areas[area]["nombre"]),
            tipo=titulo(TIPOS_AREA, ctx.areas[area]["tipo_area"], "una clase de área"),
            fichas=tuple(_ficha(ctx, c) for c in cuentas),
        )
        for area, cuentas in groupby(ctx.orden, key=lambda c: ctx.cuentas[c]["area"])
    )


def clase(fila: Fila | None) -> tuple[str, str]:
    """Tono y nombre de la clase propuesta de una fila de ``calificaciones``."""
    if fila is None:
        return SIN_EVALUAR, "No evaluada"
    return titulo(TONOS, fila["clase_propuesta"], "una clase de dictamen"), fila["clase_propuesta"]


def _ficha(ctx: Contexto, cuenta: str) -> Ficha:
    registro, area, fila = ctx.cuentas[cuenta], ctx.area_de(cuenta), ctx.calificaciones.get(cuenta)
    tono, nombre_clase = clase(fila)
    nombre, usuario = limpio(registro["nombre"]), "@" + limpio(registro["usuario"])
    buscable = (
        cuenta,
        nombre,
        usuario,
        red(registro["red"]),
        area["nombre"],
        area["entidad"] or "",
        nombre_clase,
    )
    return Ficha(
        ancla=ancla(cuenta),
        cuenta=limpio(cuenta),
        nombre=nombre,
        red=red(registro["red"]),
        usuario=usuario,
        area=limpio(area["nombre"]),
        clase=nombre_clase,
        tono=tono,
        resuelta=clase_resuelta(ctx, cuenta),
        resolucion=resolucion_en_palabras(ctx, cuenta),
        indice=_indice(fila),
        anterior=_anterior(ctx, cuenta, fila),
        regla=_regla(fila),
        motivo=limpio(fila["motivo"]) if fila else "La evaluación de este semestre no incluyó la cuenta.",
        cohorte=_cohorte(fila),
        frontera="Frontera" if certeza.frontera(ctx, cuenta) else "",
        incertidumbre=certeza.frase(ctx, cuenta),
        identificacion=_identificacion(ctx, registro, area),
        art11=art11(ctx, cuenta),
        suplementarias=suplementarias(ctx, cuenta),
        criterios=_criterios(ctx, cuenta),
        partes=_partes(ctx, cuenta),
        observaciones=tuple(nota(o) for o in ctx.observaciones.get(cuenta, ())),
        recomendaciones=de_cuenta(ctx, cuenta),
        seguimiento=seguidas(ctx, cuenta),
        buscar=plano(" ".join(limpio(t) for t in buscable)),
        por_que=" ".join(por_que(ctx, cuenta)) if fila else "",
        cambio=" ".join(cambios(ctx, cuenta, None)) if fila else "",
    )


def _regla(fila: Fila | None) -> str:
    """Qué línea de la tabla de dictamen se aplicó; por qué, lo dice el motivo y no la línea completa."""
    if fila is None:
        return "No se aplicó ninguna línea de la tabla de dictamen."
    return f"Línea {fila['linea']} de la tabla de dictamen."


def _indice(fila: Fila | None) -> str:
    if fila is None or fila["indice"] is None:
        return "no se calculó"
    return numeros.decimal(fila["indice"])


def _anterior(ctx: Contexto, cuenta: str, fila: Fila | None) -> str:
    """Comparación consigo misma; va junto al índice y nunca dentro de él."""
    previa = ctx.previas.get(cuenta)
    nombre = ctx.datos.semestre.anterior().nombre
    if previa is None:
        return f"Sin calificación del {nombre} con que comparar."
    con_indice = "sin índice" if previa["indice"] is None else f"índice {_indice(previa)}"
    frase = f"En el {nombre}: {clase(previa)[1]}, {con_indice}"
    if fila is None or fila["indice"] is None or previa["indice"] is None:
        return f"{frase}."
    cambio = certeza.cambio(ctx.incertidumbre.get(cuenta))
    return f"{frase} ({cambio})." if cambio else f"{frase}."


def _cohorte(fila: Fila | None) -> str:
    if fila is None or fila["cohorte"] is None:
        return "La cuenta no se comparó con ninguna cohorte."
    descripcion = limpio(fila["cohorte_descripcion"] or fila["cohorte"]).rstrip(".")
    if fila["cohorte_tamano"] is None:
        return f"{descripcion}."
    return f"{descripcion}. Cuentas en la cohorte: {numeros.entero(fila['cohorte_tamano'])}."


def _identificacion(ctx: Contexto, registro: Fila, area: Fila) -> tuple[Dato, ...]:
    desde, hasta = registro["vigente_desde"], registro["vigente_hasta"]
    vigencia = f"desde el {numeros.fecha(desde)}" if desde else "sin fecha de inicio registrada"
    if hasta:
        vigencia += f", hasta el {numeros.fecha(hasta)}"
    evidencias = len(ctx.evidencias.get(registro["cuenta"], ()))
    lugar = titulo(TIPOS_AREA, area["tipo_area"], "una clase de área")
    return (
        Dato("Área", limpio(area["nombre"])),
        Dato("Ámbito", f"{lugar}, {limpio(area['entidad'])}" if area["entidad"] else lugar),
        Dato("Clave en el padrón", limpio(registro["cuenta"])),
        Dato("Identificador", limpio(registro["id_plataforma"] or "no registrado")),
        Dato("Vigencia", vigencia),
        Dato(
            "Evidencias",
            numeros.cuantos(evidencias, "copia de pantalla", "copias de pantalla")
            if evidencias
            else "no entregadas",
        ),
        Dato("Procedimiento", en_un_renglon(ctx, registro["cuenta"])),
    )


def _criterios(ctx: Contexto, cuenta: str) -> Cuadro:
    orden = list(CRITERIOS)
    filas = sorted(ctx.criterios.get(cuenta, ()), key=lambda f: orden.index(f["criterio"]))
    return Cuadro(
        titulo="Desglose del índice por criterio (artículo 13)",
        columnas=(
            Columna("Criterio", ancho=13),
            Columna("Valor", numero=True, ancho=6),
            Columna("Ajustado", numero=True, ancho=6),
            Columna("Puntaje", numero=True, ancho=6),
            Columna("Peso", numero=True, ancho=5),
            Columna("Aportación", numero=True, ancho=6),
            Columna("Cómo se obtuvo", ancho=19),
        ),
        filas=tuple(
            (
                celdas.fuerte(titulo(CRITERIOS, f["criterio"], "un criterio")),
                decimal(f["crudo"], "por partes" if f["evaluable"] else "sin valor", 4),
                decimal(f["ajustado"], "por partes" if f["evaluable"] else "sin valor", 4),
                decimal(f["puntaje"], "no evaluable"),
                Celda(numeros.proporcion(f["peso"], 1)),
                decimal(f["aportacion"], "no suma"),
                texto(_procedimiento(f)),
            )
            for f in filas
        ),
        vacio="La cuenta no tiene criterios evaluados.",
    )


def _procedimiento(fila: Fila) -> str:
    if fila["sustituido"]:
        base = "Sustituido por la mediana de su cohorte."
    elif fila["evaluable"]:
        base = "Con cifras de la cuenta."
    else:
        base = "No pudo evaluarse."
    return f"{base} {oracion(con_componentes(fila['motivo']))}" if fila["motivo"] else base


def _partes(ctx: Contexto, cuenta: str) -> Cuadro:
    orden = list(CRITERIOS)
    filas = sorted(ctx.partes.get(cuenta, ()), key=lambda f: orden.index(f["criterio"]))
    return Cuadro(
        titulo="Componentes y metas de comparación",
        columnas=(
            Columna("Criterio y componente", ancho=19),
            Columna("Valor", numero=True, ancho=6),
            Columna("Ajustado", numero=True, ancho=6),
            Columna("k", numero=True, ancho=5),
            Columna("Meta de 0", numero=True, ancho=6),
            Columna("Meta de 100", numero=True, ancho=7),
            Columna("Puntaje", numero=True, ancho=6),
            Columna("Salvedad", ancho=12),
        ),
        filas=tuple(
            (
                Celda(f"{CRITERIOS[f['criterio']]}: {componente(f['parte'])}"),
                decimal(f["crudo"], "sin valor", 4),
                decimal(f["ajustado"], "sin meta" if f["crudo"] is not None else "sin valor", 4),
                peso_de_la_cohorte(f["k"]),
                decimal(f["meta_inferior"], "sin meta", 4),
                decimal(f["meta_superior"], "sin meta", 4),
                decimal(f["puntaje"], "no suma"),
                texto(oracion(f["motivo"] or ""), "ninguna" if f["incluida"] else "no se incluyó"),
            )
            for f in filas
        ),
        vacio="Ningún criterio tiene componentes calculados.",
    )


def peso_de_la_cohorte(k: float | None) -> Celda:
    """La k de una parte o de una meta."""
    if k is not None and isinf(k):
        return Celda("sin límite")
    return decimal(k, "sin k", 2)


def componente(parte: str) -> str:
    """Nombre de un componente.

    Raises:
        ValueError: Si el método estrenó uno que el informe no conoce.
    """
    return titulo(COMPONENTES, parte, "un componente")
