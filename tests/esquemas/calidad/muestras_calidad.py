"""Filas correctas de cada tabla, que las pruebas echan a perder de una en una."""

from datetime import date, datetime

import polars as pl

from esquemas.calidad.umbrales import Umbrales
from esquemas.campos import Tabla
from esquemas.derivados import esquema_polars
from esquemas.tablas import CIFRAS, DIARIAS, MEDICIONES, PUBLICACIONES
from lineamientos.catalogo import METRICAS, definiciones_entre
from lineamientos.semestres import Semestre

SEMESTRE = Semestre(2026, 1)
UMBRALES = Umbrales(salto=0.5, capturas=1, tolerancia=0.05, respuestas_cuentan=True)

CUENTAS = pl.DataFrame(
    {
        "cuenta": ["x_uno", "x_dos", "fb_uno", "ig_uno", "yt_uno"],
        "red": ["x", "x", "facebook", "instagram", "youtube"],
        "vigente_desde": [None, date(2020, 1, 1), None, None, None],
        "vigente_hasta": [None, None, None, None, None],
    },
    schema_overrides={"vigente_desde": pl.Date, "vigente_hasta": pl.Date},
)

COLUMNAS = {m: f"Encabezado de {m}" for m in METRICAS}


def red_de(cuenta: str) -> str:
    return {"x": "x", "fb": "facebook", "ig": "instagram", "yt": "youtube"}[cuenta.partition("_")[0]]


def medicion(metrica: str, valor: int | None, cuenta: str = "x_uno", **cambios: object) -> dict[str, object]:
    return {
        "lote": "lote_1",
        "archivo": "x_uno/formato.csv",
        "hoja": "",
        "fila": 2,
        "columna": COLUMNAS.get(metrica, metrica),
        "cuenta": cuenta,
        "semestre": SEMESTRE.clave,
        "metrica": metrica,
        "definicion": f"{red_de(cuenta)}.{metrica}.v1",
        "valor": valor,
        "ausencia": None if valor is not None else "plataforma",
        "fuente": "formato",
        "desde": SEMESTRE.inicio,
        "hasta": SEMESTRE.fin,
        "corte": date(2026, 7, 2),
    } | cambios


def publicacion(numero: int, cuenta: str = "fb_uno", **cambios: object) -> dict[str, object]:
    return {
        "lote": "lote_2",
        "archivo": "posts.csv",
        "fila": numero + 1,
        "cuenta": cuenta,
        "red": red_de(cuenta),
        "semestre": SEMESTRE.clave,
        "id_publicacion": f"1000{numero}",
        "publicada_en": datetime(2026, 3, 1, 12, 30),
        "tipo_publicacion": "imagen",
        "impresiones": 100,
        "visualizaciones": 100,
        "alcance": 80,
        "reacciones": 5,
    } | cambios


def diaria(dia: date, **cambios: object) -> dict[str, object]:
    return {
        "lote": "lote_3",
        "archivo": "diario.csv",
        "fila": dia.timetuple().tm_yday + 1,
        "cuenta": "x_uno",
        "fecha": dia,
        "metrica": "impresiones",
        "definicion": "x.impresiones.v1",
        "valor": 10,
        "ausencia": None,
        "fuente": "exportacion",
    } | cambios


def cifra(metrica: str, valor: int | None, cuenta: str = "x_uno", **cambios: object) -> dict[str, object]:
    semestre = Semestre.de_texto(str(cambios.get("semestre", SEMESTRE.clave)))
    return {
        "cuenta": cuenta,
        "semestre": semestre.clave,
        "red": red_de(cuenta),
        "metrica": metrica,
        "definicion": definiciones_entre(metrica, red_de(cuenta), semestre.inicio, semestre.fin)[-1].clave,
        "valor": valor,
        "ausencia": None if valor is not None else "no_entregada",
        "fuente": "exportacion" if valor is not None else None,
        "lote": "lote_1" if valor is not None else None,
        "calculo": "prueba",
    } | cambios


def mediciones(*filas: dict[str, object]) -> pl.DataFrame:
    return _marco(MEDICIONES, filas)


def publicaciones(*filas: dict[str, object]) -> pl.DataFrame:
    return _marco(PUBLICACIONES, filas)


def diarias(*filas: dict[str, object]) -> pl.DataFrame:
    return _marco(DIARIAS, filas)


def cifras(*filas: dict[str, object]) -> pl.DataFrame:
    esquema = {n: t for n, t in esquema_polars(CIFRAS).items() if n != "evaluacion"}
    return pl.DataFrame(filas, schema=esquema)


def evidencias(**por_cuenta: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"cuenta": list(por_cuenta), "n": list(por_cuenta.values())},
        schema={"cuenta": pl.String, "n": pl.Int64},
    )


def _marco(tabla: Tabla, filas: tuple[dict[str, object], ...]) -> pl.DataFrame:
    return pl.DataFrame(filas, schema=esquema_polars(tabla))
