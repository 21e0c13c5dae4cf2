"""Un espacio con una propuesta guardada, sin pasar por recibir ni calificar."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from almacen import carga, evaluaciones
from almacen.maestro import abrir_maestro
from esquemas.derivados import esquema_polars, vacia
from esquemas.tablas import (
    CALIFICACIONES,
    CIFRAS,
    CRITERIOS,
    INCERTIDUMBRE,
    METAS,
    OBSERVACIONES,
    PADRON_EVALUADO,
    PARAMETROS,
    PARTES,
)
from flujos.pasos.catalogo import marco_del_catalogo
from flujos.pasos.espacio import Espacio
from flujos.reloj import reloj_fijo
from lineamientos.calificacion.dictamen import Clase
from tests.flujos.conftest import S

CUENTAS = ("fb_uno", "x_dos", "x_uno")

_VACIAS = (CIFRAS, CRITERIOS, PARTES, INCERTIDUMBRE, METAS, PARAMETROS, PADRON_EVALUADO)
_NOMBRES = ("cifras", "criterios", "partes", "incertidumbre", "metas", "parametros", "padron")


def el_dia(espacio: Espacio, dia: int, mes: int = 7) -> Espacio:
    """El mismo espacio, otro día a mediodía."""
    return replace(espacio, reloj=reloj_fijo(datetime(2026, mes, dia, 18, tzinfo=UTC)))


def proponer(espacio: Espacio, clases: dict[str, Clase], huella: str = "h1") -> str:
    """Guarda una evaluación con esas clases propuestas y devuelve su identidad."""
    filas = [
        {
            "cuenta": c,
            "semestre": S.clave,
            "red": "facebook" if c.startswith("fb") else "x",
            "area": "cncs",
            "indice": 55.5,
            "clase_propuesta": clase.value,
            "linea": 7,
            "motivo": "De prueba",
            "criterios_evaluables": 4,
            "caracter": "propuesta",
            "provisional": True,
        }
        for c, clase in clases.items()
    ]
    esquema = {n: t for n, t in esquema_polars(CALIFICACIONES).items() if n != "evaluacion"}
    sin = [vacia(t).drop("evaluacion") for t in _VACIAS]
    encabezado = evaluaciones.Encabezado(
        huella, S.clave, "1", "m", "p", "c", espacio.ahora(), "ordinario", True, "de prueba"
    )
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        padron = espacio.padron
        carga.sustituir_padron(base, padron.areas, padron.cuentas, padron.capacitaciones)
        carga.sustituir_catalogo(base, marco_del_catalogo())
        identidad, _ = evaluaciones.guardar(
            base,
            encabezado,
            evaluaciones.Resultados(
                calificaciones=pl.DataFrame(filas, schema=esquema),
                observaciones=vacia(OBSERVACIONES),
                **dict(zip(_NOMBRES, sin, strict=True)),
            ),
        )
    return identidad


def llenar(plantilla: str, **renglones: dict[str, str]) -> str:
    """La plantilla con los valores de cada cuenta en sus columnas."""
    filas = list(csv.DictReader(io.StringIO(plantilla)))
    salida = io.StringIO()
    escritor = csv.DictWriter(salida, list(filas[0]), lineterminator="\r\n")
    escritor.writeheader()
    escritor.writerows(f | renglones.get(f["cuenta"], {}) for f in filas)
    return salida.getvalue()
