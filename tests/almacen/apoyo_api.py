"""Filas y lotes de API para las pruebas del almacén."""

import json
from datetime import UTC, date, datetime, timedelta

import polars as pl

from almacen.carga import Tanda, cargar
from almacen.maestro import Base
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, vacia
from esquemas.tablas import (
    CATALOGO,
    CUENTAS,
    DIARIAS,
    LLAMADAS,
    MEDICIONES,
    MENCIONES,
    PERFILES,
    PUBLICACIONES,
    RECOLECCIONES,
)
from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.almacen.apoyo_lotes import fila_de_lote, lotes

S = Semestre(2026, 1)
INICIO = datetime(2026, 1, 1, 6, tzinfo=UTC)
"""Primer instante del semestre en la Ciudad de México."""
FIN = datetime(2026, 7, 1, 6, tzinfo=UTC)
LEIDO = datetime(2026, 7, 1, 14, tzinfo=UTC)

_CUENTAS = (
    ("x1", "x", "equis", False, None, None),
    ("x_nueva", "x", "nueva", False, date(2026, 6, 29), None),
    ("central", "x", "INE_Central", True, None, None),
    ("f1", "facebook", "efe", False, None, None),
    ("i1", "instagram", "i", False, None, None),
    ("y1", "youtube", "y", False, None, None),
)
REDES = {cuenta: red for cuenta, red, *_ in _CUENTAS}


def padron() -> pl.DataFrame:
    columnas = ("cuenta", "red", "usuario", "central", "vigente_desde", "vigente_hasta")
    return _marco(
        CUENTAS,
        [
            dict(zip(columnas, fila, strict=True)) | {"nombre": fila[0], "area": "a", "ejemplo": True}
            for fila in _CUENTAS
        ],
    )


def catalogo_entero() -> pl.DataFrame:
    return _marco(
        CATALOGO,
        [
            {
                "red": d.red, "metrica": d.metrica, "titulo": d.metrica, "unidad": "u",
                "tabla_art11": catalogo.tabla_de_red(d.red), "definicion": d.clave, "descripcion": d.texto,
                "desde": d.desde, "hasta": d.hasta,
            }
            for d in catalogo.DEFINICIONES
        ],
    )  # fmt: skip


def publicacion(cuenta: str, clave: str, publicada: datetime, **columnas: object) -> dict[str, object]:
    """Publicación de API; ``publicada`` en hora local."""
    comunes = {
        "archivo": "pagina-0000.zst", "cuenta": cuenta, "red": REDES[cuenta],
        "semestre": Semestre.de_fecha(publicada.date()).clave, "id_publicacion": clave,
        "publicada_en": publicada, "leida_en": LEIDO, "es_compartida": False, "es_respuesta": False,
    }  # fmt: skip
    return comunes | columnas


def diaria(
    cuenta: str, metrica: str, fecha: date, valor: int | None, **columnas: object
) -> dict[str, object]:
    comunes = {
        "archivo": "pagina-0000.zst", "cuenta": cuenta, "fecha": fecha, "metrica": metrica,
        "definicion": catalogo.definicion(metrica, REDES[cuenta], fecha).clave, "valor": valor,
        "ausencia": None if valor is not None else "plataforma", "fuente": "api",
    }  # fmt: skip
    return comunes | columnas


def todos_los_dias(cuenta: str, metrica: str, valor: int, salvo: int = 0) -> list[dict[str, object]]:
    """Una diaria por día del semestre, menos los últimos ``salvo``."""
    return [diaria(cuenta, metrica, S.inicio + timedelta(days=i), valor) for i in range(S.dias - salvo)]


def recoleccion(cuenta: str, operacion: str, **columnas: object) -> dict[str, object]:
    """Por omisión, completa y de todo el semestre."""
    comunes = {
        "cuenta": cuenta, "red": REDES[cuenta], "operacion": operacion, "programada": LEIDO,
        "abarca_desde": INICIO, "abarca_hasta": FIN, "resultado": "completo", "leida_en": LEIDO,
    }  # fmt: skip
    return comunes | columnas


def consulta_json(red: str, operacion: str, *cuentas: str, **datos: object) -> str:
    base = {
        "red": red, "operacion": operacion, "cuentas": list(cuentas), "objetos": [],
        "desde": INICIO.isoformat(), "hasta": FIN.isoformat(), "programada": LEIDO.isoformat(),
        "parametros": {},
    }  # fmt: skip
    return json.dumps(base | datos, sort_keys=True)


def cargar_api(
    base: Base, lote: str, *recolecciones: dict[str, object], leido: datetime = LEIDO, **filas: object
) -> None:
    """Carga un lote de API: sus recolecciones y, por tabla, sus filas."""
    primera = recolecciones[0]
    marcos: dict[str, pl.DataFrame] = {}
    for tabla in (PUBLICACIONES, DIARIAS, MEDICIONES, MENCIONES, PERFILES, LLAMADAS):
        dadas = filas.pop(tabla.nombre, [])
        assert isinstance(dadas, list)
        numeradas = dadas if tabla is LLAMADAS else [{"fila": i} | f for i, f in enumerate(dadas, 1)]
        marcos[tabla.nombre] = _marco(tabla, [{"lote": lote} | f for f in numeradas])
    consulta = filas.pop("consulta", None) or consulta_json(
        str(primera["red"]), str(primera["operacion"]), *(str(r["cuenta"]) for r in recolecciones)
    )
    fila = fila_de_lote(
        lote, origen="api", clase=f"{primera['red']}_{primera['operacion']}", archivo=f"api/{lote}",
        recibido_en=leido, consulta=consulta, programada=LEIDO,
    )  # fmt: skip
    cargar(
        base,
        Tanda(
            lotes=lotes(fila | filas),
            recolecciones=_marco(RECOLECCIONES, [{"lote": lote} | r for r in recolecciones]),
            **marcos,
        ),
    )


def _marco(tabla: Tabla, filas: list[dict[str, object]]) -> pl.DataFrame:
    if not filas:
        return vacia(tabla)
    return ajustar(pl.DataFrame(filas, infer_schema_length=None), tabla)
