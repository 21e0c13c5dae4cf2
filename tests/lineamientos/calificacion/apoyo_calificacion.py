"""Flotas inventadas y lectura de casos para las pruebas de la calificación."""

import tomllib
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.fichas import Dato, Ficha
from lineamientos.calificacion.metodo import calificar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.resultado import Resultado
from lineamientos.parametros import Parametros
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes

AQUI = Path(__file__).parent
RAIZ = AQUI.parents[2]
SEMESTRE = Semestre.de_texto("2026-1")
ANTERIOR = Semestre.de_texto("2025-2")

CIFRAS_X = {
    "mensajes_publicados": 100,
    "mensajes_propios": 60,
    "mensajes_comunicacion_social": 20,
    "impresiones": 500_000,
    "visitas_perfil": 200,
    "menciones": 100,
    "seguidores_inicio": 5_000,
    "seguidores_cierre": 5_100,
    "contenidos_multimedia": 40,
}
CIFRAS_FACEBOOK = {
    "publicaciones": 100,
    "compartidos": 300,
    "reacciones": 2_000,
    "alcance": 80_000,
    "visualizaciones": 150_000,
    "contenidos_multimedia": 60,
    "seguidores_inicio": 5_000,
    "seguidores_cierre": 5_100,
}
CIFRAS_OTRAS = {
    "publicaciones": 60,
    "crecimiento_seguidores": 80,
    "me_gusta": 900,
    "compartidos": 120,
    "visualizaciones": 40_000,
    "reproducciones": 40_000,
    "vistas": 40_000,
    "vistas_interesadas": 30_000,
    "publicaciones_propias": 50,
    "seguidores_inicio": 2_000,
    "seguidores_cierre": 2_080,
}

RESPUESTA = (
    *("impresiones", "visitas_perfil", "menciones", "compartidos", "reacciones", "alcance", "me_gusta"),
    *("visualizaciones", "reproducciones", "vistas", "vistas_interesadas"),
)
"""Lo que los demás hacen con lo publicado."""

Valores = dict[str, int | Ausencia | None]


@cache
def _tablas() -> list[dict[str, Any]]:
    ruta = RAIZ / "lineamientos" / "datos" / "calificacion.toml"
    return list(tomllib.loads(ruta.read_text("utf-8"))["parametro"])


def vigentes(**cambios: Any) -> ParametrosVigentes:
    """Los parámetros del paquete con otros valores; la clave va sin «calificacion.»."""
    tablas = deepcopy(_tablas())
    por_clave = {t["clave"]: t for t in tablas}
    for clave, valor in cambios.items():
        por_clave[f"calificacion.{clave}"]["valores"][0]["valor"] = valor
    return Parametros.de_datos(tablas).del_semestre(SEMESTRE)


def parametros(**cambios: Any) -> ParametrosCalificacion:
    return ParametrosCalificacion.de_vigentes(vigentes(**cambios))


def aprobados(base: dict[str, Any] | None = None) -> ParametrosCalificacion:
    """Los del paquete, como si el Comité los hubiera aprobado, y con ellos la base que se diga."""
    tablas = deepcopy(_tablas())
    for tabla in tablas:
        if tabla["clave"] == "calificacion.base_aprobada":
            tabla["valores"][0]["valor"] = base or {}
        tabla["valores"][0] |= {"aprobado_por": "Comité de Gestión", "aprobado_en": date(2024, 6, 1)}
    return ParametrosCalificacion.de_vigentes(Parametros.de_datos(tablas).del_semestre(SEMESTRE))


def casos_de_calificacion(lista: str) -> list[Any]:
    with (AQUI / "casos" / "art_13.toml").open("rb") as archivo:
        leidos = tomllib.load(archivo)
    return [pytest.param(c["situacion"], c["esperado"], id=c["nombre"]) for c in leidos[lista]]


def dato(metrica: str, red: str, valor: int | Ausencia) -> Dato:
    definicion = f"{red}.{metrica}.v1"
    return Dato(definicion, None, valor) if isinstance(valor, Ausencia) else Dato(definicion, valor)


def ficha_de(
    red: str, base: Valores | dict[str, int], central: bool = False, **cambios: int | Ausencia | None
) -> Ficha:
    """Una ficha con cifras de base y cambios; ``None`` quita la cifra."""
    valores = {m: v for m, v in ({**base, **cambios}).items() if v is not None}
    return Ficha(
        "c",
        red,
        "a",
        central,
        SEMESTRE.clave,
        SEMESTRE.dias,
        {m: dato(m, red, v) for m, v in valores.items()},
    )


class Flota:
    """Cuentas y cifras que se van sumando."""

    def __init__(self) -> None:
        self.cuentas: dict[str, dict[str, Any]] = {}
        self.cifras: list[dict[str, Any]] = []

    def cuenta(
        self,
        clave: str,
        cifras: dict[str, Any],
        red: str = "x",
        semestre: Semestre = SEMESTRE,
        *,
        central: bool = False,
        desde: date | None = None,
        hasta: date | None = None,
        **cambios: Any,
    ) -> "Flota":
        """Añade las cifras de una cuenta en un semestre; ``None`` quita una cifra."""
        self.cuentas[clave] = {
            "cuenta": clave,
            "red": red,
            "area": f"area-{clave}",
            "central": central,
            "vigente_desde": desde,
            "vigente_hasta": hasta,
        }
        for metrica, valor in ({**cifras, **cambios}).items():
            if valor is None:
                continue
            falta = isinstance(valor, Ausencia)
            self.cifras.append(
                {
                    "cuenta": clave,
                    "semestre": semestre.clave,
                    "metrica": metrica,
                    "definicion": f"{red}.{metrica}.v1",
                    "valor": None if falta else valor,
                    "ausencia": valor.value if falta else None,
                }
            )
        return self

    def companeras(
        self, n: int = 20, red: str = "x", semestre: Semestre = SEMESTRE, prefijo: str = "v"
    ) -> "Flota":
        """Añade ``n`` cuentas del mismo rango, unas mejores que otras en todo."""
        base = {"x": CIFRAS_X, "facebook": CIFRAS_FACEBOOK}.get(red, CIFRAS_OTRAS)
        for i in range(n):
            factor = 0.3 + 1.7 * i / max(1, n - 1)
            # La respuesta crece más que lo publicado: por publicación, unas cuentas tienen más que otras.
            cifras = {m: int(v * factor ** (2 if m in RESPUESTA else 1)) for m, v in base.items()}
            cifras |= {"seguidores_inicio": 5_000, "seguidores_cierre": 4_900 + 30 * i}
            if "crecimiento_seguidores" in cifras:
                cifras["crecimiento_seguidores"] = 30 * i - 100
            if red == "x":
                total = cifras["mensajes_publicados"]
                cifras["mensajes_propios"] = int(
                    (total - cifras["mensajes_comunicacion_social"]) * (i + 1) / n
                )
            elif red != "facebook":
                cifras["publicaciones_propias"] = int(cifras["publicaciones"] * (i + 1) / n)
            self.cuenta(f"{prefijo}{i:02}", cifras, red, semestre)
        return self

    def marco_cifras(self) -> pl.DataFrame:
        esquema = {
            "cuenta": pl.String,
            "semestre": pl.String,
            "metrica": pl.String,
            "definicion": pl.String,
            "valor": pl.Int64,
            "ausencia": pl.String,
        }
        return pl.DataFrame(self.cifras, schema=esquema)

    def marco_cuentas(self) -> pl.DataFrame:
        esquema = {
            "cuenta": pl.String,
            "red": pl.String,
            "area": pl.String,
            "central": pl.Boolean,
            "vigente_desde": pl.Date,
            "vigente_hasta": pl.Date,
        }
        return pl.DataFrame(list(self.cuentas.values()), schema=esquema)

    def calificar(
        self, semestre: Semestre = SEMESTRE, fases: dict[str, str] | None = None, **extra: Any
    ) -> Resultado:
        por_fase = dict.fromkeys({c["semestre"] for c in self.cifras} | {semestre.clave}, "ordinario")
        return calificar(
            self.marco_cifras(),
            self.marco_cuentas(),
            semestre,
            por_fase | (fases or {}),
            extra.pop("parametros", None) or parametros(),
            **extra,
        )


def fila(resultado: Resultado, cuenta: str) -> dict[str, Any]:
    return resultado.calificaciones.row(by_predicate=pl.col("cuenta") == cuenta, named=True)


def criterio(resultado: Resultado, cuenta: str, nombre: str) -> dict[str, Any]:
    return resultado.criterios.row(
        by_predicate=(pl.col("cuenta") == cuenta) & (pl.col("criterio") == nombre), named=True
    )


def parte(resultado: Resultado, cuenta: str, nombre: str) -> dict[str, Any]:
    return resultado.partes.row(
        by_predicate=(pl.col("cuenta") == cuenta) & (pl.col("parte") == nombre), named=True
    )
