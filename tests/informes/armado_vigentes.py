"""Los parámetros y el catálogo de los datos inventados."""

import json
from datetime import date
from typing import Any

from lineamientos import catalogo
from tests.informes.armado_comun import EVALUACION


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


PARAMETROS = [
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


def del_catalogo() -> list[dict[str, Any]]:
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
