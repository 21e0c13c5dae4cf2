"""Datos inventados con que se prueban los informes: cinco cuentas con de todo, o una flota."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from esquemas import tablas
from esquemas.tablas_recomendaciones import RECOMENDACIONES_OMITIDAS
from informes.datos import (
    ESQUEMA_COBERTURA,
    DatosInforme,
    Plazo,
)
from tests.informes.armado_calificaciones import calificacion, criterios, incertidumbre, partes
from tests.informes.armado_comun import CLASES, EVALUACION, GENERADO, HOSTIL, SEMESTRE, Cuenta, huella, marco
from tests.informes.armado_entregas import AREAS, cifras, lote, observaciones, registro
from tests.informes.armado_expedientes import expedientes
from tests.informes.armado_recomendaciones import recomendaciones
from tests.informes.armado_resoluciones import RESOLUCIONES, VISTAS
from tests.informes.armado_vigentes import PARAMETROS, del_catalogo


def datos_chicos() -> DatosInforme:
    """Cinco cuentas: una resuelta como se propuso, otra en que el Comité se apartó y una con vista.

    En sus expedientes están las dos vías del art. 15.
    """
    eventos, avisos = expedientes(HOSTIL)
    return replace(_sin_resolver(), resoluciones=RESOLUCIONES, vistas=VISTAS, eventos=eventos, avisos=avisos)


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
        calificaciones=marco(tablas.CALIFICACIONES, [calificacion(c, SEMESTRE.clave) for c in cuentas]),
        criterios=marco(tablas.CRITERIOS, [f for c in cuentas for f in criterios(c)]),
        partes=marco(tablas.PARTES, [f for c in cuentas for f in partes(c)]),
        incertidumbre=marco(tablas.INCERTIDUMBRE, [incertidumbre(c, i) for i, c in enumerate(cuentas)]),
        metas=marco(
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
        cifras=marco(tablas.CIFRAS, [f for c in cuentas for f in cifras(c, SEMESTRE, 1)]),
        cifras_anteriores=marco(
            tablas.CIFRAS, [f for c in cuentas for f in cifras(c, SEMESTRE.anterior(), 2)]
        ),
        calificaciones_anteriores=marco(
            tablas.CALIFICACIONES, [calificacion(c, SEMESTRE.anterior().clave) for c in cuentas[1:]]
        ),
        observaciones=marco(tablas.OBSERVACIONES, observaciones(cuentas)),
        cuentas=marco(tablas.CUENTAS, [registro(c) for c in cuentas]),
        areas=marco(tablas.AREAS, AREAS),
        parametros=marco(tablas.PARAMETROS, PARAMETROS),
        lotes=marco(tablas.LOTES, [lote(c) for c in cuentas if c.entregado]),
        evidencias=marco(
            tablas.EVIDENCIAS,
            [
                {
                    "sha256": "d" * 64,
                    "cuenta": cuentas[0].clave,
                    "semestre": SEMESTRE.clave,
                    "lote": huella(cuentas[0]),
                    "archivo": "x-central/pantalla.png",
                    "formato_evidencia": "png",
                    "bytes": 1234,
                }
            ],
        ),
        capacitaciones=marco(
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
        catalogo=marco(tablas.CATALOGO, del_catalogo()),
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
        recomendaciones=recomendaciones(cuentas, SEMESTRE),
        seguimiento=recomendaciones(cuentas, SEMESTRE.anterior()),
        reglas_omitidas=marco(
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
