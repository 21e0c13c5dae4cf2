"""Las recomendaciones inventadas de cada cuenta y cómo quedaron las anteriores."""

import polars as pl

from informes.datos import ESQUEMA_RECOMENDACIONES
from lineamientos.semestres import Semestre
from tests.informes.armado_comun import HOSTIL, SEMESTRE, Cuenta


def recomendaciones(cuentas: tuple[Cuenta, ...], semestre: Semestre) -> pl.DataFrame:
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
