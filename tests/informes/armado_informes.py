"""Datos inventados con que se prueban los informes: cinco cuentas con de todo, o una flota."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from math import inf
from typing import Any

import polars as pl

from esquemas import tablas
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas_recomendaciones import RECOMENDACIONES_OMITIDAS
from informes.datos import (
    ESQUEMA_COBERTURA,
    ESQUEMA_RECOMENDACIONES,
    ESQUEMA_RESOLUCIONES,
    ESQUEMA_VISTAS,
    DatosInforme,
    Plazo,
)
from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.informes.armado_expedientes import expedientes

SEMESTRE = Semestre.de_texto("2026-1")
GENERADO = datetime(2026, 7, 28, 18, 30, tzinfo=UTC)
HOSTIL = "<script>alert(1)</script> =cmd()|' /C calc'!A0 #panic(\"no\") $x$ *fuerte* @cita `raya` «ñandú»"
EVALUACION = "e" * 64
LINEAS = {
    "Pertinente": 6,
    "Pertinente con recomendaciones": 7,
    "En observación": 5,
    "No pertinente": 4,
    "Sin elementos para calificar": 3,
}
CLASES = tuple(LINEAS)


_EN_SESION = {"sesion": "Primera ordinaria", "resuelta_el": date(2026, 8, 6), "acuerdo": "CG-01/2026"}
_RESOLUCIONES = pl.DataFrame(
    [
        _EN_SESION
        | {
            "cuenta": cuenta,
            "clase_resuelta": "Pertinente",
            "difiere": propuesta != "Pertinente",
            "razones": razones,
            "propuesta_resuelta": propuesta,
            "propuesta_cambio": False,
            "lote": "f" * 32,
        }
        for cuenta, propuesta, razones in (
            ("x-central", "Pertinente", None),
            ("fb-jal", "En observación", HOSTIL),
        )
    ],
    schema=ESQUEMA_RESOLUCIONES,
)
_VISTAS = pl.DataFrame(
    [("x-jal", date(2026, 7, 29), "OF-7/2026", date(2026, 8, 3), date(2026, 8, 4), False)],
    schema=ESQUEMA_VISTAS,
    orient="row",
)


@dataclass(frozen=True)
class Cuenta:
    clave: str
    red: str
    nombre: str
    area: str
    clase: str
    indice: float | None
    entregado: bool = True
    observaciones: tuple[str, ...] = ()


def datos_chicos() -> DatosInforme:
    """Cinco cuentas: una resuelta como se propuso, otra en que el Comité se apartó y una con vista.

    En sus expedientes están las dos vías del art. 15.
    """
    eventos, avisos = expedientes(HOSTIL)
    return replace(
        _sin_resolver(), resoluciones=_RESOLUCIONES, vistas=_VISTAS, eventos=eventos, avisos=avisos
    )


def _sin_resolver() -> DatosInforme:
    return armar(
        (
            Cuenta("x-central", "x", "Instituto Ejemplo", "cncs", "Pertinente", 82.5),
            Cuenta(
                "fb-jal",
                "facebook",
                "Junta Local Jalisco",
                "jl-jal",
                "En observación",
                41.07,
                True,
                (HOSTIL,),
            ),
            Cuenta("x-jal", "x", HOSTIL, "jl-jal", "No pertinente", 12.0),
            Cuenta(
                "yt-ags", "youtube", "Canal Aguascalientes", "jl-ags", "Pertinente con recomendaciones", 61.25
            ),
            Cuenta(
                "x-ags", "x", "Ágora Aguascalientes", "jl-ags", "Sin elementos para calificar", None, False
            ),
        )
    )


def flota(cuantas: int) -> DatosInforme:
    redes = ("x", "facebook", "youtube", "instagram", "tiktok")
    areas = ("cncs", "jl-jal", "jl-ags", "jd-jal-01")
    return armar(
        tuple(
            Cuenta(
                f"c{i:04d}",
                redes[i % 5],
                f"Cuenta número {i}",
                areas[i % 4],
                CLASES[i * 7 % 5],
                None if i * 7 % 5 == 4 else round((i * 37.31) % 100, 2),
                i % 11 != 0,
                ("La suma de mensajes propios y de Comunicación Social rebasa el total.",) * (i % 3),
            )
            for i in range(cuantas)
        )
    )


def armar(cuentas: tuple[Cuenta, ...]) -> DatosInforme:
    return DatosInforme(
        semestre=SEMESTRE,
        organismo="Instituto de Ejemplo",
        ejemplo=True,
        generado_en=GENERADO,
        evaluacion={
            "evaluacion": EVALUACION,
            "semestre": SEMESTRE.clave,
            "version": 1,
            "metodo": "1.0",
            "huella_metodo": "a" * 64,
            "huella_parametros": "b" * 64,
            "huella_cifras": "c" * 64,
            "creada_en": datetime(2026, 7, 28, 17, 0, tzinfo=UTC),
            "fase": "ordinario",
            "provisional": True,
            "motivo_provisional": "El Comité no ha aprobado 2 parámetros ni el periodo base.",
        },
        calificaciones=_marco(tablas.CALIFICACIONES, [_calificacion(c, SEMESTRE.clave) for c in cuentas]),
        criterios=_marco(tablas.CRITERIOS, [f for c in cuentas for f in _criterios(c)]),
        partes=_marco(tablas.PARTES, [f for c in cuentas for f in _partes(c)]),
        incertidumbre=_marco(tablas.INCERTIDUMBRE, [_incertidumbre(c, i) for i, c in enumerate(cuentas)]),
        metas=_marco(
            tablas.METAS,
            [
                {
                    "evaluacion": EVALUACION,
                    "fase": "ordinario",
                    "cohorte": "x.seguidores/1000-9999",
                    "indicador": "desempeno.impresiones",
                    "definicion": "x.impresiones.v1",
                    "meta_inferior": -3.25,
                    "meta_superior": 1.5,
                    "observaciones_base": 18,
                    "semestre_base": "2025-2",
                    "k": 12.5,
                    "media_base": -0.75,
                }
            ],
        ),
        cifras=_marco(tablas.CIFRAS, [f for c in cuentas for f in _cifras(c, SEMESTRE, 1)]),
        cifras_anteriores=_marco(
            tablas.CIFRAS, [f for c in cuentas for f in _cifras(c, SEMESTRE.anterior(), 2)]
        ),
        calificaciones_anteriores=_marco(
            tablas.CALIFICACIONES, [_calificacion(c, SEMESTRE.anterior().clave) for c in cuentas[1:]]
        ),
        observaciones=_marco(tablas.OBSERVACIONES, _observaciones(cuentas)),
        cuentas=_marco(tablas.CUENTAS, [_registro(c) for c in cuentas]),
        areas=_marco(tablas.AREAS, _AREAS),
        parametros=_marco(tablas.PARAMETROS, _PARAMETROS),
        lotes=_marco(tablas.LOTES, [_lote(c) for c in cuentas if c.entregado]),
        evidencias=_marco(
            tablas.EVIDENCIAS,
            [
                {
                    "sha256": "d" * 64,
                    "cuenta": cuentas[0].clave,
                    "semestre": SEMESTRE.clave,
                    "lote": _huella(cuentas[0]),
                    "archivo": "x-central/pantalla.png",
                    "formato_evidencia": "png",
                    "bytes": 1234,
                }
            ],
        ),
        capacitaciones=_marco(
            tablas.CAPACITACIONES,
            [
                {
                    "fecha": date(2026, 3, 12),
                    "tema": "Llenado del formato",
                    "area": "jl-jal",
                    "asistentes": 14,
                    "horas": 2.0,
                    "ejemplo": True,
                },
                {
                    "fecha": date(2026, 4, 9),
                    "tema": "Accesibilidad en publicaciones",
                    "area": "jl-ags",
                    "asistentes": 9,
                    "horas": None,
                    "ejemplo": True,
                },
            ],
        ),
        catalogo=_marco(tablas.CATALOGO, _catalogo()),
        cobertura=pl.DataFrame(
            [
                {
                    "cuenta": c.clave,
                    "fuentes": "exportacion,formato" if c.entregado else "",
                    "archivos": 2 if c.entregado else 0,
                    "entregado": c.entregado,
                }
                for c in cuentas
            ],
            schema=ESQUEMA_COBERTURA,
        ),
        recomendaciones=_recomendaciones(cuentas, SEMESTRE),
        seguimiento=_recomendaciones(cuentas, SEMESTRE.anterior()),
        reglas_omitidas=_marco(
            RECOMENDACIONES_OMITIDAS,
            [
                {
                    "evaluacion": EVALUACION,
                    "cuenta": c.clave,
                    "regla": "frecuencia_baja",
                    "numero_regla": 1,
                    "titulo_regla": "Publicar más y con calendario",
                    "motivo": "Mensajes publicados (no entregada)",
                }
                for c in cuentas
                if not c.entregado
            ],
        ),
        plazos=(
            Plazo("Empieza la entrega", date(2026, 7, 1), "Lineamientos, art. 11"),
            Plazo(
                "Vence la entrega",
                date(2026, 7, 14),
                "Lineamientos, art. 11",
                "El calendario de 2026 no está confirmado.",
            ),
            Plazo("Vence la evaluación", date(2026, 7, 28), "Lineamientos, art. 13"),
        ),
    )


def _marco(tabla: Tabla, filas: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(filas, schema=esquema_polars(tabla), orient="row")


def _huella(cuenta: Cuenta) -> str:
    return f"{sum(map(ord, cuenta.clave)):06x}" + cuenta.clave.encode().hex().ljust(58, "0")


def _calificacion(c: Cuenta, semestre: str) -> dict[str, Any]:
    anterior = semestre != SEMESTRE.clave
    return {
        "evaluacion": EVALUACION,
        "cuenta": c.clave,
        "semestre": semestre,
        "red": c.red,
        "area": c.area,
        "cohorte": f"{c.red}.seguidores/1000-9999",
        "cohorte_descripcion": f"Cuentas de {catalogo.REDES[c.red]} de 1,000 a 9,999 seguidores",
        "cohorte_tamano": 18,
        "indice": None if c.indice is None else round(c.indice * 0.9, 2) if anterior else c.indice,
        "clase_propuesta": "Pertinente con recomendaciones" if anterior else c.clase,
        "linea": 7 if anterior else LINEAS[c.clase],
        "motivo": "El índice y los puntajes se compararon con los cortes vigentes.",
        "criterios_evaluables": 4 if c.indice is not None else 2,
        "caracter": "propuesta",
        "provisional": True,
    }


def _criterios(c: Cuenta) -> list[dict[str, Any]]:
    base: dict[str, Any] = {"evaluacion": EVALUACION, "cuenta": c.clave, "peso": 0.25}
    if c.indice is None:
        return [
            base
            | {
                "criterio": k,
                "evaluable": False,
                "sustituido": False,
                "motivo": "Falta el total de mensajes.",
            }
            for k in ("desempeno", "frecuencia", "originalidad", "seguidores_nuevos")
        ]
    filas = []
    for k, ajuste in (("desempeno", -10), ("frecuencia", 5), ("originalidad", 0), ("seguidores_nuevos", 5)):
        puntaje = min(100.0, max(0.0, c.indice + ajuste))
        sustituido = k == "originalidad" and c.red == "youtube"
        filas.append(
            base
            | {
                "criterio": k,
                "evaluable": not sustituido,
                "sustituido": sustituido,
                "crudo": None if sustituido else puntaje / 100 - 0.4,
                "ajustado": None if sustituido else puntaje / 100 - 0.35,
                "puntaje": puntaje,
                "aportacion": puntaje * 0.25,
                "motivo": "El formato de esta red no pide publicaciones propias." if sustituido else None,
            }
        )
    return filas


def _partes(c: Cuenta) -> list[dict[str, Any]]:
    if c.indice is None:
        return []
    base: dict[str, Any] = {"evaluacion": EVALUACION, "cuenta": c.clave, "criterio": "desempeno"}
    metricas = {
        "x": ("impresiones", "menciones", "visitas_perfil"),
        "facebook": ("audiencia", "respuesta"),
    }.get(c.red, ("me_gusta", "compartidos"))
    filas = [
        base
        | {
            "parte": m,
            "incluida": True,
            "crudo": -1.2345,
            "meta_inferior": -3.25,
            "meta_superior": 1.5,
            "puntaje": 42.43,
            "definicion": f"{c.red}.{m}.v1",
            "ajustado": -1.1807,
            "n": 100,
            "k": inf if m == "menciones" else 12.5,
            "media_base": -0.75,
            "numerador": 146_931,
            "numerador_descripcion": f"{m} 146,930 + 1",
            "denominador": 505_000.0,
            "denominador_descripcion": "publicaciones 100 × (seguidores al inicio 5,000 + 50)",
        }
        for m in metricas[:-1]
    ]
    filas.append(
        base
        | {
            "parte": metricas[-1],
            "incluida": False,
            "motivo": "La plataforma no da esta cifra a la cuenta.",
        }
    )
    return filas


def _incertidumbre(c: Cuenta, i: int) -> dict[str, Any]:
    fila: dict[str, Any] = {"evaluacion": EVALUACION, "cuenta": c.clave}
    if c.indice is None:
        return fila | {
            "motivo": "no se calculó índice: falta para calificar: Mensajes publicados (no entregada).",
            "motivo_cambio": "no consta su calificación de 2025-2",
        }
    con_anterior = {
        "indice_anterior": round(c.indice * 0.9, 2),
        "cambio_indice": round(c.indice - round(c.indice * 0.9, 2), 2),
    }
    return (
        fila
        | {
            "extracciones": 1000,
            "indice_mediano": round(c.indice * 0.99, 2),
            "indice_p5": round(c.indice * 0.8, 2),
            "indice_p95": min(100.0, round(c.indice * 1.15, 2)),
            "lugares": 18,
            "lugar_mediano": 1 + i % 12,
            "lugar_p5": 1,
            "lugar_p95": 4 + i % 12,
            "probabilidad_clase": (0.412, 0.7, 0.9, 1.0)[i % 4],
            "frontera": i % 4 < 2,
        }
        | (con_anterior if i else {"motivo_cambio": "no consta su calificación de 2025-2"})
    )


def _cifras(c: Cuenta, semestre: Semestre, divisor: int) -> list[dict[str, Any]]:
    filas = []
    metricas = [
        *catalogo.metricas_de(c.red, semestre),
        *catalogo.metricas_de(c.red, semestre, "suplementaria"),
    ]
    for n, m in enumerate(metricas):
        ausente = not c.entregado or n % 7 == 5
        definicion = catalogo.definiciones_entre(m.nombre, c.red, semestre.inicio, semestre.fin)[-1]
        filas.append(
            {
                "evaluacion": EVALUACION,
                "cuenta": c.clave,
                "semestre": semestre.clave,
                "red": c.red,
                "metrica": m.nombre,
                "definicion": definicion.clave,
                "valor": None if ausente else (n + 1) * 12345 // divisor,
                "ausencia": ("plataforma" if c.entregado else "no_entregada") if ausente else None,
                "fuente": None if ausente else ("formato", "exportacion")[n % 2],
                "lote": None if ausente else _huella(c),
                "calculo": "Cifra del formato del semestre"
                if n % 2 == 0
                else "Suma de las publicaciones del semestre",
            }
        )
    return filas


def _observaciones(cuentas: tuple[Cuenta, ...]) -> list[dict[str, Any]]:
    filas = [
        _observacion(f"{c.clave}-{i}", c.clave, "C201", "observacion", mensaje)
        for c in cuentas
        for i, mensaje in enumerate(c.observaciones)
    ]
    filas.append(_observacion("suelta", None, "L001", "rechazo", "El archivo está vacío."))
    filas.append(
        _observacion("aviso", cuentas[0].clave, "S301", "aviso", "Hay más piezas multimedia que mensajes.")
    )
    return filas


def _observacion(clave: str, cuenta: str | None, codigo: str, severidad: str, mensaje: str) -> dict[str, Any]:
    return {
        "observacion": clave,
        "lote": None,
        "evaluacion": None,
        "cuenta": cuenta,
        "semestre": SEMESTRE.clave,
        "codigo": codigo,
        "articulo": "14",
        "severidad": severidad,
        "archivo": "entradas/=cmd().csv" if cuenta is None else "formato_x.xlsx",
        "hoja": None if cuenta is None else "Estadística",
        "fila": None if cuenta is None else 12,
        "columna": None if cuenta is None else "Mensajes propios",
        "campo": None,
        "encontrado": "=1+1",
        "esperado": None,
        "mensaje": mensaje,
        "que_hacer": "Corrija la celda y entregue de nuevo el archivo.",
        "detectada_en": datetime(2026, 7, 15, 16, 0, tzinfo=UTC),
    }


def _recomendaciones(cuentas: tuple[Cuenta, ...], semestre: Semestre) -> pl.DataFrame:
    """Una de regla por cuenta con índice y una escrita a la segunda; las del anterior, ya seguidas."""
    seguidas = semestre != SEMESTRE
    filas = []
    for n, c in enumerate(c for c in cuentas if c.indice is not None):
        baja = n % 2 == 0
        medido, ahora = 10.0, 30.0 if baja else 12.0
        filas.append(
            {
                "cuenta": c.clave,
                "recomendacion": f"{semestre.clave}/{c.clave}/poca_multimedia",
                "numero_regla": 5,
                "regla": "poca_multimedia",
                "titulo_regla": "Añadir imágenes y videos",
                "articulo": "6, fracción III",
                "texto_recomendacion": "La cuenta tuvo 10 contenidos multimedia por cada cien publicaciones.",
                "valor_medido": medido,
                "limite": 25.0,
                "entradas_json": '{"contenidos_multimedia": 10, "publicaciones": 100}',
                "umbrales_json": '{"recomendaciones.multimedia_minima": 25.0}',
                "situacion": ("atendida" if baja else "no_atendida") if seguidas else "pendiente",
                "comprobada_por": "datos" if seguidas else None,
                "valor_ahora": ahora if seguidas else None,
                "motivo": f"se pidió al menos 25; pasó de 10 a {ahora:g}"
                if seguidas
                else "se sabrá al evaluar el semestre siguiente",
                "declarada_el": None,
            }
        )
    if len(cuentas) > 1:
        filas.append(
            filas[0]
            | {
                "cuenta": cuentas[1].clave,
                "recomendacion": f"{semestre.clave}/{cuentas[1].clave}/contenido-0a1b2c3d",
                "numero_regla": None,
                "regla": None,
                "titulo_regla": "Sobre contenidos",
                "texto_recomendacion": HOSTIL,
                "valor_medido": None,
                "limite": None,
                "entradas_json": None,
                "umbrales_json": None,
                "situacion": "sin_elementos" if seguidas else "pendiente",
                "comprobada_por": "ninguna" if seguidas else None,
                "valor_ahora": None,
                "motivo": "el administrador no ha declarado si la atendió",
            }
        )
    return pl.DataFrame(filas, schema=ESQUEMA_RECOMENDACIONES, orient="row")


def _registro(c: Cuenta) -> dict[str, Any]:
    return {
        "cuenta": c.clave,
        "red": c.red,
        "usuario": c.clave.replace("-", "_"),
        "id_plataforma": None,
        "nombre": c.nombre,
        "area": c.area,
        "central": c.area == "cncs",
        "vigente_desde": date(2020, 1, 1),
        "vigente_hasta": None,
        "ejemplo": True,
    }


def _lote(c: Cuenta) -> dict[str, Any]:
    return {
        "lote": _huella(c),
        "origen": "archivo",
        "semestre": SEMESTRE.clave,
        "clase": f"formato_{c.red}",
        "carpeta": c.clave,
        "archivo": f"{c.clave}/formato_{c.red}_2026-1.xlsx",
        "sha256": _huella(c),
        "bytes": 20480,
        "recibido_en": datetime(2026, 7, 13, 19, 5, tzinfo=UTC),
        "estado": "cargado",
        "filas_leidas": 1,
        "filas_rechazadas": 0,
        "lector": "1",
    }


_AREAS: list[dict[str, Any]] = [
    {
        "area": "cncs",
        "nombre": "Coordinación Nacional de Comunicación Social",
        "tipo_area": "central",
        "entidad": None,
        "ejemplo": True,
    },
    {
        "area": "jl-jal",
        "nombre": "Junta Local Ejecutiva en Jalisco",
        "tipo_area": "junta_local",
        "entidad": "Jalisco",
        "ejemplo": True,
    },
    {
        "area": "jl-ags",
        "nombre": "Junta Local Ejecutiva en Aguascalientes",
        "tipo_area": "junta_local",
        "entidad": "Aguascalientes",
        "ejemplo": True,
    },
    {
        "area": "jd-jal-01",
        "nombre": "Junta Distrital Ejecutiva 01 en Jalisco",
        "tipo_area": "junta_distrital",
        "entidad": "Jalisco",
        "ejemplo": True,
    },
]


def _parametro(clave: str, descripcion: str, valor: Any, unidad: str, aprobado: bool) -> dict[str, Any]:
    return {
        "evaluacion": EVALUACION,
        "clave": clave,
        "descripcion": descripcion,
        "articulo": "13",
        "unidad": unidad,
        "valor_json": json.dumps(valor, ensure_ascii=False),
        "desde": date(2026, 1, 1),
        "fundamento": "Lineamientos, art. 4",
        "aprobado_por": "Comité de Gestión, sesión de diciembre" if aprobado else None,
        "aprobado_en": date(2025, 12, 10) if aprobado else None,
    }


_PARAMETROS = [
    _parametro(
        "calificacion.corte_pertinente", "Índice desde el que se propone Pertinente", 70, "puntos", False
    ),
    _parametro(
        "calificacion.pesos",
        "Peso de cada criterio",
        {"desempeno": 0.25, "frecuencia": 0.25, "originalidad": 0.25, "seguidores_nuevos": 0.25},
        "proporción",
        False,
    ),
    _parametro(
        "calificacion.bandas_seguidores", "Límites de las bandas", [1000, 10000, 100000], "seguidores", True
    ),
]


def _catalogo() -> list[dict[str, Any]]:
    return [
        {
            "red": d.red,
            "metrica": d.metrica,
            "titulo": catalogo.titulo(d.metrica, d.red),
            "unidad": catalogo.METRICAS[d.metrica].unidad,
            "tabla_art11": catalogo.tabla_de_red(d.red),
            "letra": columna.letra if (columna := catalogo.columna_de(d.metrica, d.red)) else None,
            "definicion": d.clave,
            "descripcion": d.texto,
            "desde": d.desde,
            "hasta": d.hasta,
        }
        for d in catalogo.DEFINICIONES
    ]
