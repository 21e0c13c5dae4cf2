"""Las tablas abiertas: los mismos datos con valores sin formato, para XLSX y CSV."""

from collections.abc import Callable, Iterable
from typing import Any

from informes import celdas, metodo
from informes.cifras import columna_de, columnas_art11, nombre_metrica
from informes.contexto import Contexto, Fila
from informes.fichas import clase, componente, titulo_regla
from informes.formas import ColumnaAbierta, TablaAbierta, Valor
from informes.observaciones import lugar
from informes.textos import (
    CRITERIOS,
    ESTADOS_LOTE,
    FUENTES,
    SEVERIDADES,
    TIPOS_AREA,
    limpio,
    red,
    titulo,
)
from lineamientos import catalogo

_C = ColumnaAbierta
_IDENTIDAD = (
    _C("Cuenta", "texto", "Clave en el padrón"),
    _C("Nombre", "texto", "Nombre para mostrar"),
    _C("Red", "texto", "Red social"),
    _C("Usuario", "texto", "Nombre de usuario, sin arroba"),
    _C("Área", "texto", "Área responsable"),
    _C("Tipo de área", "texto", "Oficinas centrales, juntas locales o juntas distritales"),
    _C("Entidad", "texto", "Entidad federativa, si el área no es central"),
)


def tablas(ctx: Contexto) -> tuple[TablaAbierta, ...]:
    """Todas las tablas, en el orden de las hojas; la última es el diccionario de las demás."""
    hechas = (
        _calificaciones(ctx),
        _criterios(ctx),
        _partes(ctx),
        *(_cifras(ctx, vista) for vista in catalogo.TABLAS),
        _cifras_largas(ctx),
        _observaciones(ctx),
        _no_entregaron(ctx),
        _parametros(ctx),
        _procedencia(ctx),
        _capacitaciones(ctx),
    )
    return (*hechas, _diccionario(hechas))


def _identidad(ctx: Contexto, cuenta: str) -> tuple[Valor, ...]:
    registro, area = ctx.cuentas[cuenta], ctx.area_de(cuenta)
    return (
        limpio(cuenta),
        limpio(registro["nombre"]),
        red(registro["red"]),
        limpio(registro["usuario"]),
        limpio(area["nombre"]),
        titulo(TIPOS_AREA, area["tipo_area"], "una clase de área"),
        limpio(area["entidad"] or "no aplica"),
    )


def _o(valor: Valor, si_falta: str) -> Valor:
    """El valor, o la razón por la que falta."""
    if valor is None:
        return si_falta
    return limpio(valor) if isinstance(valor, str) else valor


def _por_cuenta(
    ctx: Contexto, filas: Callable[[str], Iterable[tuple[Valor, ...]]]
) -> tuple[tuple[Valor, ...], ...]:
    return tuple((*_identidad(ctx, c), *f) for c in ctx.orden for f in filas(c))


def _calificaciones(ctx: Contexto) -> TablaAbierta:
    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        f: dict[str, Any] = ctx.calificaciones.get(cuenta, {})
        previa = ctx.previas.get(cuenta)
        yield (
            clase(f or None)[1],
            _o(f.get("indice"), "sin índice"),
            _o(f.get("linea"), "no aplica"),
            titulo_regla(f or None),
            _o(f.get("motivo"), "no se evaluó"),
            _o(f.get("criterios_evaluables"), "no se evaluó"),
            _o(f.get("cohorte"), "sin cohorte"),
            _o(f.get("cohorte_descripcion"), "sin cohorte"),
            _o(f.get("cohorte_tamano"), "sin cohorte"),
            clase(previa)[1] if previa else "sin calificación anterior",
            _o(previa["indice"] if previa else None, "sin índice anterior"),
            _o(f.get("caracter"), "no se evaluó"),
            _o(f.get("provisional"), "no se evaluó"),
        )

    return TablaAbierta(
        "calificaciones",
        "Calificaciones",
        "Clase e índice que se proponen al Comité para cada cuenta",
        (
            *_IDENTIDAD,
            _C("Clase propuesta", "texto", "Dictamen que se propone al Comité (art. 13)"),
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


def _criterios(ctx: Contexto) -> TablaAbierta:
    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.criterios.get(cuenta, ()):
            yield (
                titulo(CRITERIOS, f["criterio"], "un criterio"),
                f["evaluable"],
                f["sustituido"],
                _o(f["crudo"], "sin valor"),
                _o(f["puntaje"], "no evaluable"),
                f["peso"],
                _o(f["aportacion"], "no suma"),
                _o(f["motivo"], "sin salvedad"),
            )

    return TablaAbierta(
        "criterios",
        "Criterios",
        "Desglose del índice por criterio del artículo 13",
        (
            *_IDENTIDAD,
            _C("Criterio", "texto", "Criterio del art. 13"),
            _C("Evaluable", "logico", "Si pudo evaluarse con cifras de la cuenta"),
            _C("Sustituido", "logico", "Si tomó la mediana de su cohorte"),
            _C("Valor", "fino", "Valor antes de normalizar"),
            _C("Puntaje", "decimal", "Puntaje de 0 a 100"),
            _C("Peso", "proporcion", "Peso en el índice"),
            _C("Aportación", "decimal", "Lo que el criterio suma al índice"),
            _C("Salvedad", "texto", "Qué se sustituyó o se dejó fuera, y por qué"),
        ),
        _por_cuenta(ctx, filas),
    )


def _partes(ctx: Contexto) -> TablaAbierta:
    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.partes.get(cuenta, ()):
            yield (
                titulo(CRITERIOS, f["criterio"], "un criterio"),
                componente(f["parte"]),
                f["incluida"],
                _o(f["crudo"], "sin valor"),
                _o(f["meta_inferior"], "sin meta"),
                _o(f["meta_superior"], "sin meta"),
                _o(f["puntaje"], "no suma"),
                _o(f["definicion"], "sin definición"),
                _o(f["motivo"], "sin salvedad"),
            )

    return TablaAbierta(
        "componentes",
        "Componentes",
        "Componentes de cada criterio y metas contra las que se midieron",
        (
            *_IDENTIDAD,
            _C("Criterio", "texto", "Criterio del art. 13"),
            _C("Componente", "texto", "Componente del criterio"),
            _C("Incluido", "logico", "Si entró en el promedio del criterio"),
            _C("Valor", "fino", "Valor antes de normalizar"),
            _C("Meta de 0", "fino", "Percentil 5 de la cohorte en el periodo base"),
            _C("Meta de 100", "fino", "Percentil 95 de la cohorte en el periodo base"),
            _C("Puntaje", "decimal", "Puntaje de 0 a 100"),
            _C("Definición", "texto", "Definición de la cifra"),
            _C("Salvedad", "texto", "Por qué no se incluyó"),
        ),
        _por_cuenta(ctx, filas),
    )


def _cifras(ctx: Contexto, vista: str) -> TablaAbierta:
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
        (*_IDENTIDAD, *(_columna(m, *columnas[m]) for m in columnas)),
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


def _cifras_largas(ctx: Contexto) -> TablaAbierta:
    def filas(cuenta: str) -> Iterable[tuple[Valor, ...]]:
        for f in ctx.cifras.get(cuenta, ()):
            yield (
                f["metrica"],
                nombre_metrica(ctx, f["red"], f["metrica"]),
                columna_de(f["red"], f["metrica"]),
                f["definicion"],
                f["valor"] if f["valor"] is not None else celdas.cifra(f).texto,
                titulo(FUENTES, f["fuente"], "una fuente") if f["fuente"] else "sin fuente",
                _o(f["lote"], "sin lote"),
                _o(f["calculo"], "sin cálculo"),
            )

    return TablaAbierta(
        "cifras",
        "Cifras y procedencia",
        "Todas las cifras, una por renglón, con su definición, su fuente y su lote",
        (
            *_IDENTIDAD,
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


def _observaciones(ctx: Contexto) -> TablaAbierta:
    def fila(f: Fila) -> tuple[Valor, ...]:
        identidad = (
            _identidad(ctx, f["cuenta"]) if f["cuenta"] in ctx.cuentas else ("sin cuenta",) * len(_IDENTIDAD)
        )
        return (
            *identidad,
            f["codigo"],
            titulo(SEVERIDADES, f["severidad"], "una severidad"),
            f"art. {f['articulo']}",
            lugar(f) or "no consta",
            _o(f["campo"], "no aplica"),
            _o(f["encontrado"], "no aplica"),
            _o(f["esperado"], "no aplica"),
            limpio(f["mensaje"]),
            limpio(f["que_hacer"]),
            f["detectada_en"],
        )

    return TablaAbierta(
        "observaciones",
        "Observaciones",
        "Hallazgos sobre lo recibido y sobre las cifras del semestre (art. 14)",
        (
            *_IDENTIDAD,
            _C("Regla", "texto", "Código de la regla de calidad"),
            _C("Carácter", "texto", "Si se rechazó, debe subsanarse o debe confirmarse"),
            _C("Artículo", "texto", "Artículo en que se apoya"),
            _C("Lugar", "texto", "Archivo, hoja, fila y columna"),
            _C("Campo", "texto", "Campo o métrica de que trata"),
            _C("Encontrado", "texto", "Lo que se encontró"),
            _C("Esperado", "texto", "Lo que se esperaba"),
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
        _IDENTIDAD,
        tuple(_identidad(ctx, c) for c in ctx.orden if not ctx.entrego(c)),
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
                limpio(metodo.valor(f["valor_json"], f["unidad"])),
                f["desde"],
                limpio(f["fundamento"]),
                _o(f["aprobado_por"], "sin aprobar por el Comité"),
                _o(f["aprobado_en"], "sin aprobar"),
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
                _o(f["clase"], "no reconocida"),
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
                _o(f["horas"], "no registradas"),
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
