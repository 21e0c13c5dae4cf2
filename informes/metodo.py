"""El método con que se calificó y los parámetros vigentes, aprobados o no."""

from dataclasses import replace
from typing import Any

from informes import numeros
from informes.celdas import texto
from informes.cifras import columna_de
from informes.contexto import Contexto, corto
from informes.fichas import peso_de_la_cohorte
from informes.formas import Celda, Columna, Cuadro, Seccion
from informes.numeros import cuantos
from informes.reglas import CLASES_DE_LINEA, regla
from informes.textos import COMPONENTES, CRITERIOS, FASES, limpio, red, titulo
from informes.valores import valor
from lineamientos.calificacion.cohortes import Cohorte
from lineamientos.calificacion.metas import SEPARADOR_DE_SEMESTRES

_PASOS = (
    "Cada cuenta se compara con su cohorte: las de su red y su banda de seguidores. Una cohorte con pocas "
    "cuentas se une a otra y la unión se dice en la página de la cuenta.",
    "De las cifras se obtiene un valor por criterio del artículo 13: desempeño en la red, frecuencia de "
    "publicación, contenido original y seguidores nuevos. Los valores de desempeño son por mensaje y por "
    "seguidor.",
    "Con pocas publicaciones un valor puede ser casualidad: los de desempeño y originalidad se acercan a la "
    "media de su cohorte, tanto más cuanto menos publicó la cuenta; la media pesa k publicaciones. Se "
    "muestran el valor, el ajustado y la k.",
    "El valor ajustado se lleva a una escala de 0 a 100 con metas fijas: vale 0 en el percentil 5 de la "
    "cohorte en el periodo base y 100 en el percentil 95. La frecuencia se mide contra su meta semanal y no "
    "se normaliza otra vez.",
    "El índice es la suma de cada puntaje por su peso. Hacen falta tres criterios evaluables; el que la "
    "plataforma o el formato no dan toma la mediana de su cohorte y se dice.",
    "La clase que se propone es la de la primera línea de la tabla de dictamen que se cumple. El índice y "
    "los puntajes se comparan redondeados a dos decimales, tal como se muestran.",
    "Que se mencione mucho a una cuenta no dice si se hace para bien. Una cifra ausente nunca se toma como "
    "cero. Ninguna calificación es definitiva: la pertinencia la resuelve el Comité de Gestión.",
)


def seccion(ctx: Contexto) -> Seccion:
    """Pasos del método, tabla de dictamen, parámetros, definiciones de las cifras y metas."""
    evaluacion = ctx.datos.evaluacion
    return Seccion(
        clave="metodo",
        titulo="Método y parámetros",
        parrafos=(
            f"Método {limpio(str(evaluacion['metodo']))}, aplicado a un semestre "
            f"{titulo(FASES, evaluacion['fase'], 'una fase')}. Huella del método "
            f"{corto(evaluacion['huella_metodo'])}; de los parámetros "
            f"{corto(evaluacion['huella_parametros'])}; de las cifras {corto(evaluacion['huella_cifras'])}. "
            "Con las mismas tres huellas se obtiene el mismo resultado.",
            _aprobacion(ctx),
        ),
        lista=_PASOS,
        cuadros=(cuadro_de_dictamen(ctx), _parametros(ctx), _definiciones(ctx), _metas(ctx)),
    )


def _aprobacion(ctx: Contexto) -> str:
    total, sin_aprobar = ctx.datos.parametros.height, ctx.datos.parametros["aprobado_por"].null_count()
    if not sin_aprobar:
        return (
            f"Los {cuantos(total, 'parámetro vigente', 'parámetros vigentes')} están aprobados por el Comité."
        )
    return (
        f"De {cuantos(total, 'parámetro vigente', 'parámetros vigentes')}, {numeros.entero(sin_aprobar)} no "
        "han sido aprobados por el Comité. Tener fundamento no es estar aprobado: por eso todo el informe es "
        "provisional."
    )


def cuadro_de_dictamen(ctx: Contexto) -> Cuadro:
    """La tabla de dictamen con los cortes vigentes."""
    return Cuadro(
        titulo="Tabla de dictamen",
        columnas=(
            Columna("Se aplica la primera línea que se cumple", ancho=3),
            Columna("Clase que se propone", ancho=2),
        ),
        filas=tuple((Celda(regla(ctx, n)), Celda(clase)) for n, clase in CLASES_DE_LINEA.items()),
    )


def _parametros(ctx: Contexto) -> Cuadro:
    filas = sorted(ctx.datos.parametros.iter_rows(named=True), key=lambda f: f["clave"])
    return Cuadro(
        titulo="Parámetros vigentes",
        columnas=(
            Columna("Parámetro", ancho=4),
            Columna("Valor", ancho=2),
            Columna("Vigente desde"),
            Columna("Fundamento", ancho=3),
            Columna("Aprobación", ancho=2),
        ),
        filas=tuple(
            (
                texto(f"{f['descripcion'].rstrip('.')} ({f['clave']}; art. {f['articulo']})"),
                texto(valor(f["valor_json"], f["unidad"])),
                Celda(numeros.fecha_corta(f["desde"])),
                texto(f["fundamento"]),
                aprobado(f),
            )
            for f in filas
        ),
        vacio="La evaluación no guardó parámetros.",
    )


def aprobado(fila: dict[str, Any]) -> Celda:
    """Quién aprobó un parámetro y cuándo, o que nadie."""
    if fila["aprobado_por"] is None:
        return Celda("sin aprobar por el Comité", "ausente")
    if fila["aprobado_en"] is None:
        return texto(fila["aprobado_por"])
    return texto(f"{fila['aprobado_por']}, {numeros.fecha_corta(fila['aprobado_en'])}")


def _definiciones(ctx: Contexto) -> Cuadro:
    """Definiciones de las cifras que aparecen en el informe, con sus fechas."""
    usadas = {(f["red"], f["metrica"], f["definicion"]) for fs in ctx.cifras.values() for f in fs}
    filas = sorted(
        (f for k, f in ctx.definiciones.items() if k in usadas),
        key=lambda f: (red(f["red"]), columna_de(f["red"], f["metrica"]), f["titulo"], f["definicion"]),
    )
    return Cuadro(
        titulo="Definiciones de las cifras",
        columnas=(
            Columna("Red"),
            Columna("Col."),
            Columna("Cifra", ancho=2),
            Columna("Definición", ancho=4),
            Columna("Vigencia"),
        ),
        filas=tuple(
            (
                Celda(red(f["red"])),
                Celda(columna_de(f["red"], f["metrica"])),
                texto(f["titulo"]),
                texto(f["descripcion"]),
                Celda(_vigencia(f)),
            )
            for f in filas
        ),
        vacio="No hay cifras en el semestre.",
        nota="Cuando una plataforma cambia una definición, la serie se corta: dos definiciones no se "
        "comparan.",
    )


def _vigencia(fila: dict[str, Any]) -> str:
    desde, hasta = fila["desde"], fila["hasta"]
    if desde is None and hasta is None:
        return "sin límite"
    inicio = f"desde {numeros.fecha_corta(desde)}" if desde else ""
    return f"{inicio} hasta {numeros.fecha_corta(hasta)}".strip() if hasta else inicio


def _indicador(clave: str) -> str:
    """Criterio y componente de una meta."""
    criterio, _, parte = clave.partition(".")
    return f"{titulo(CRITERIOS, criterio, 'un criterio')}: {titulo(COMPONENTES, parte, 'un componente')}"


def _cohorte(clave: str, base: str) -> str:
    """Red, rango de seguidores y semestres base de una cohorte; cómo se formó se dice en cada cuenta."""
    cohorte = replace(Cohorte.de_clave(clave), juntada=False)
    return cohorte.descripcion((), 0, base.split(SEPARADOR_DE_SEMESTRES))


def _metas(ctx: Contexto) -> Cuadro:
    filas = sorted(
        ctx.datos.metas.iter_rows(named=True), key=lambda f: (f["cohorte"], f["indicador"], f["definicion"])
    )
    return Cuadro(
        titulo="Metas del periodo base",
        columnas=(
            Columna("Cohorte", ancho=3),
            Columna("Indicador", ancho=3),
            Columna("Meta de 0", numero=True),
            Columna("Meta de 100", numero=True),
            Columna("Cuentas", numero=True),
            Columna("k", numero=True),
        ),
        filas=tuple(
            (
                texto(_cohorte(f["cohorte"], f["semestre_base"])),
                texto(_indicador(f["indicador"])),
                Celda(numeros.decimal(f["meta_inferior"], 4)),
                Celda(numeros.decimal(f["meta_superior"], 4)),
                Celda(numeros.entero(f["observaciones_base"])),
                peso_de_la_cohorte(f["k"]),
            )
            for f in filas
        ),
        vacio="No se fijaron metas en este semestre.",
        nota="k: publicaciones que pesa la media de la cohorte al acercar a ella los indicadores de conteos "
        "bajos. «Sin límite» quiere decir que contar explica todas las diferencias de la base; «sin k», que "
        "el indicador no se ajusta.",
    )
