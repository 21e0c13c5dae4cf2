"""Del dato al informe: una función pura que escribe todos los textos que las plantillas muestran."""

from informes import (
    abiertas,
    entregas,
    incumplimientos,
    metodo,
    numeros,
    observaciones,
    recomendaciones,
    resoluciones,
)
from informes.contexto import Contexto, contexto, corto
from informes.datos import DatosInforme
from informes.fichas import grupos
from informes.formas import Dato, Informe, Portada
from informes.resultados import resultados
from informes.resumen import resumen
from informes.textos import FASES, limpio, oracion, titulo


def construir(datos: DatosInforme) -> Informe:
    """Construye el informe de un semestre.

    Raises:
        ValueError: Si los datos traen una clave que el informe no conoce o se contradicen.
    """
    ctx = contexto(datos)
    return Informe(
        portada=_portada(ctx),
        resumen=resumen(ctx),
        resultados=resultados(ctx),
        areas=grupos(ctx),
        secciones=(
            resoluciones.seccion(ctx),
            observaciones.seccion(ctx),
            recomendaciones.seccion(ctx),
            entregas.no_entregaron(ctx),
            incumplimientos.seccion(ctx),
            entregas.capacitacion(ctx),
            metodo.seccion(ctx),
            entregas.procedencia(ctx),
        ),
        tablas=abiertas.tablas(ctx),
    )


def _portada(ctx: Contexto) -> Portada:
    datos, evaluacion = ctx.datos, ctx.datos.evaluacion
    semestre = datos.semestre
    return Portada(
        organismo=limpio(datos.organismo),
        titulo="Informe de la revisión de cuentas de redes sociales",
        semestre=semestre.nombre[0].upper() + semestre.nombre[1:],
        clave_semestre=semestre.clave,
        periodo=numeros.periodo(semestre.inicio, semestre.fin),
        generado=numeros.momento(datos.generado_en),
        caracter="Resolución del Comité de Gestión"
        if resoluciones.todas_resueltas(ctx)
        else "Propuesta al Comité de Gestión",
        marcas=_marcas(ctx),
        avisos=_avisos(ctx),
        identificacion=(
            Dato("Evaluación", f"versión {evaluacion['version']}, {corto(evaluacion['evaluacion'])}"),
            Dato("Hecha el", numeros.momento(evaluacion["creada_en"])),
            Dato("Método", limpio(str(evaluacion["metodo"]))),
            Dato("Tipo de semestre", titulo(FASES, evaluacion["fase"], "una fase")),
            Dato("Informe generado el", numeros.momento(datos.generado_en)),
        ),
        fecha=datos.generado_en,
    )


def _provisional(ctx: Contexto) -> bool:
    """Lo es si la evaluación lo dice o si un solo parámetro carece de aprobación."""
    return bool(ctx.datos.evaluacion["provisional"]) or ctx.datos.parametros["aprobado_por"].null_count() > 0


def _marcas(ctx: Contexto) -> tuple[str, ...]:
    marcas = ["DATOS DE EJEMPLO"] if ctx.datos.ejemplo else []
    if _provisional(ctx):
        marcas.append("PROVISIONAL")
    return (*marcas, "RESUELTO" if resoluciones.todas_resueltas(ctx) else "PROPUESTA")


def _avisos(ctx: Contexto) -> tuple[Dato, ...]:
    avisos = []
    if ctx.datos.ejemplo:
        avisos.append(
            Dato(
                "DATOS DE EJEMPLO",
                "Las cuentas, las cifras y las personas son inventadas: nada de lo que sigue ocurrió.",
            )
        )
    if _provisional(ctx):
        motivo = ctx.datos.evaluacion["motivo_provisional"] or (
            "Hay parámetros que el Comité no ha aprobado; la sección del método dice cuáles."
        )
        avisos.append(Dato("PROVISIONAL", oracion(limpio(motivo))))
    avisos.append(_caracter(ctx))
    return tuple(avisos)


def _caracter(ctx: Contexto) -> Dato:
    """Qué de lo que sigue es propuesta y qué está resuelto."""
    resueltas, total = resoluciones.cuantas_resueltas(ctx), len(ctx.calificaciones)
    if resoluciones.todas_resueltas(ctx):
        return Dato(
            "RESUELTO",
            "El Comité de Gestión resolvió todas las propuestas (artículo 13). Junto a cada una está lo "
            "resuelto; el índice es de la propuesta.",
        )
    frase = (
        "La pertinencia la califica el Comité de Gestión (artículo 13). Hasta su resolución, toda clase "
        "y todo índice de este informe son una propuesta."
    )
    if resueltas:
        frase += f" Consta la resolución de {numeros.entero(resueltas)} de {numeros.entero(total)} cuentas."
    return Dato("PROPUESTA", frase)
