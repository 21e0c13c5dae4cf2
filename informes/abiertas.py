"""Las tablas abiertas: los mismos datos con valores sin formato, para XLSX y CSV."""

from informes import (
    abiertas_cuentas,
    abiertas_procedimiento,
    abiertas_recomendaciones,
    abiertas_resoluciones,
    certeza,
)
from informes.abiertas_comunes import IDENTIDAD, identidad, o_falta
from informes.contexto import Contexto, Fila
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.observaciones import lugar
from informes.textos import ESTADOS_LOTE, SEVERIDADES, limpio, titulo
from informes.valores import valor
from lineamientos import catalogo

_C = ColumnaAbierta


def tablas(ctx: Contexto) -> tuple[TablaAbierta, ...]:
    """Todas las tablas, en el orden de las hojas; la última es el diccionario de las demás."""
    hechas = (
        abiertas_cuentas.calificaciones(ctx),
        abiertas_resoluciones.resoluciones(ctx),
        certeza.tabla(ctx),
        abiertas_cuentas.criterios(ctx),
        abiertas_cuentas.partes(ctx),
        *(abiertas_cuentas.cifras(ctx, vista) for vista in catalogo.TABLAS),
        abiertas_cuentas.cifras_largas(ctx),
        _observaciones(ctx),
        *abiertas_recomendaciones.tablas(ctx),
        _no_entregaron(ctx),
        abiertas_procedimiento.hechos(ctx),
        _parametros(ctx),
        _procedencia(ctx),
        _capacitaciones(ctx),
    )
    return (*hechas, _diccionario(hechas))


def _observaciones(ctx: Contexto) -> TablaAbierta:
    def fila(f: Fila) -> tuple[Valor, ...]:
        de_quien = (
            identidad(ctx, f["cuenta"]) if f["cuenta"] in ctx.cuentas else ("sin cuenta",) * len(IDENTIDAD)
        )
        return (
            *de_quien,
            f["codigo"],
            titulo(SEVERIDADES, f["severidad"], "una severidad"),
            f"art. {f['articulo']}",
            lugar(f) or "no consta",
            o_falta(f["campo"], ""),
            o_falta(f["encontrado"], ""),
            o_falta(f["esperado"], ""),
            limpio(f["mensaje"]),
            limpio(f["que_hacer"]),
            f["detectada_en"],
        )

    return TablaAbierta(
        "observaciones",
        "Observaciones",
        "Hallazgos sobre lo recibido y sobre las cifras del semestre (art. 14)",
        (
            *IDENTIDAD,
            _C("Regla", "texto", "Código de la regla de calidad"),
            _C("Carácter", "texto", "Si se rechazó, debe subsanarse o debe confirmarse"),
            _C("Artículo", "texto", "Artículo en que se apoya"),
            _C("Lugar", "texto", "Archivo, hoja, fila y columna"),
            _C("Campo", "texto", "Campo o métrica de que trata; en blanco si no es de uno"),
            _C("Encontrado", "texto", "Lo que se encontró; en blanco si no es un valor"),
            _C("Esperado", "texto", "Lo que se esperaba; en blanco si no es un valor"),
            _C("Qué pasó", "texto", "Oración para el administrador"),
            _C("Qué hacer", "texto", "Cómo atenderla"),
            _C("Detectada", "momento", "Cuándo se detectó, hora de la Ciudad de México"),
        ),
        tuple(fila(f) for f in ctx.datos.observaciones.iter_rows(named=True)),
    )


def _no_entregaron(ctx: Contexto) -> TablaAbierta:
    return TablaAbierta(
        "no_entregaron",
        "No entregaron",
        "Cuentas que no entregaron estadística en el semestre",
        IDENTIDAD,
        tuple(identidad(ctx, c) for c in ctx.orden if not ctx.entrego(c)),
    )


def _parametros(ctx: Contexto) -> TablaAbierta:
    return TablaAbierta(
        "parametros",
        "Parámetros",
        "Parámetros vigentes con que se hizo la evaluación",
        (
            _C("Clave", "texto", "Clave del parámetro"),
            _C("Descripción", "texto", "Qué decide"),
            _C("Artículo", "texto", "Artículo de los Lineamientos"),
            _C("Valor", "texto", "Valor vigente"),
            _C("Vigente desde", "fecha", "Desde cuándo rige"),
            _C("Fundamento", "texto", "Base del valor"),
            _C("Aprobado por", "texto", "Quién lo aprobó"),
            _C("Aprobado en", "fecha", "Cuándo se aprobó"),
        ),
        tuple(
            (
                f["clave"],
                f["descripcion"],
                f"art. {f['articulo']}",
                limpio(valor(f["valor_json"], f["unidad"])),
                f["desde"],
                limpio(f["fundamento"]),
                o_falta(f["aprobado_por"], "sin aprobar por el Comité"),
                o_falta(f["aprobado_en"], "sin aprobar"),
            )
            for f in sorted(ctx.datos.parametros.iter_rows(named=True), key=lambda f: f["clave"])
        ),
    )


def _procedencia(ctx: Contexto) -> TablaAbierta:
    return TablaAbierta(
        "procedencia",
        "Procedencia",
        "Archivos recibidos, con la huella de sus bytes",
        (
            _C("Lote", "texto", "Identidad del lote"),
            _C("Archivo", "texto", "Ruta dentro de entradas"),
            _C("Clase", "texto", "Clase reconocida por sus encabezados"),
            _C("Bytes", "entero", "Tamaño"),
            _C("SHA-256", "texto", "Huella de los bytes recibidos"),
            _C("Recibido", "momento", "Cuándo se recibió, hora de la Ciudad de México"),
            _C("Estado", "texto", "Qué pasó con el lote"),
            _C("Filas leídas", "entero", "Filas de datos"),
            _C("Filas rechazadas", "entero", "Filas que no pudieron cargarse"),
        ),
        tuple(
            (
                f["lote"],
                limpio(f["archivo"]),
                o_falta(f["clase"], "no reconocida"),
                f["bytes"],
                f["sha256"],
                f["recibido_en"],
                titulo(ESTADOS_LOTE, f["estado"], "un estado de lote"),
                f["filas_leidas"],
                f["filas_rechazadas"],
            )
            for f in sorted(ctx.lotes.values(), key=lambda f: (f["archivo"], f["lote"]))
        ),
    )


def _capacitaciones(ctx: Contexto) -> TablaAbierta:
    return TablaAbierta(
        "capacitaciones",
        "Capacitación",
        "Capacitación impartida a administradores (art. 6)",
        (
            _C("Fecha", "fecha", "Día de la sesión"),
            _C("Tema", "texto", "Tema"),
            _C("Área", "texto", "Clave del área que asistió"),
            _C("Asistentes", "entero", "Personas que asistieron"),
            _C("Horas", "decimal", "Duración"),
        ),
        tuple(
            (
                f["fecha"],
                limpio(f["tema"]),
                limpio(f["area"]),
                f["asistentes"],
                o_falta(f["horas"], "no registradas"),
            )
            for f in sorted(
                ctx.datos.capacitaciones.iter_rows(named=True),
                key=lambda f: (f["fecha"], f["tema"], f["area"]),
            )
        ),
    )


def _diccionario(hechas: tuple[TablaAbierta, ...]) -> TablaAbierta:
    return TablaAbierta(
        "diccionario",
        "Diccionario",
        "Qué es cada columna de cada hoja",
        (
            _C("Hoja", "texto", "Nombre de la hoja"),
            _C("Columna", "texto", "Encabezado"),
            _C("Formato", "texto", "Tipo del valor"),
            _C("Descripción", "texto", "Qué es"),
        ),
        tuple((t.titulo, c.nombre, c.formato, c.descripcion) for t in hechas for c in t.columnas),
    )
