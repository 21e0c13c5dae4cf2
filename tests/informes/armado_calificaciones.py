"""La calificación inventada de cada cuenta: índice, criterios, partes e incertidumbre."""

from math import inf
from typing import Any

from lineamientos import catalogo
from tests.informes.armado_comun import EVALUACION, LINEAS, SEMESTRE, Cuenta


def calificacion(c: Cuenta, semestre: str) -> dict[str, Any]:
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


def criterios(c: Cuenta) -> list[dict[str, Any]]:
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


def partes(c: Cuenta) -> list[dict[str, Any]]:
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


def incertidumbre(c: Cuenta, i: int) -> dict[str, Any]:
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
