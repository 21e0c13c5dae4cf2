"""Lo mismo con dlt: cuentas y publicaciones de X a DuckDB, afinado. Corre en un ambiente que tiene dlt.

python rival_dlt.py DIRECCION CARPETA CUENTAS DESDE HASTA

Afinación: parquet, 32 hilos de extracción, carga con merge, sin telemetría. Lo que X da en listas se aplana
antes de entregarlo, para que dlt no haga una tabla por cada una: es lo más rápido que se le encontró.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.update(
    RUNTIME__DLTHUB_TELEMETRY="false",
    RUNTIME__LOG_LEVEL="ERROR",
    EXTRACT__WORKERS="32",
    EXTRACT__MAX_PARALLEL_ITEMS="64",
)

import dlt
import duckdb
from dlt.sources.rest_api import rest_api_source

CAMPOS = "attachments,created_at,public_metrics,referenced_tweets"


@dlt.resource(name="grupos", selected=False)
def grupos(cuentas: int) -> Iterator[list[dict[str, str]]]:
    """Identificadores de cien en cien, los que X admite en una petición."""
    ids = [str(10**17 + k) for k in range(cuentas)]
    for i in range(0, cuentas, 100):
        yield [{"ids": ",".join(ids[i : i + 100])}]


def aplanar(publicacion: dict) -> dict:
    """Una publicación sin listas."""
    publicacion.pop("edit_history_tweet_ids", None)
    publicacion["piezas"] = len(publicacion.pop("attachments", {}).get("media_keys", ()))
    referencias = publicacion.pop("referenced_tweets", None)
    if referencias:
        publicacion["referencia"] = referencias[0]["type"]
        publicacion["referencia_id"] = referencias[0]["id"]
    return publicacion


def principal(direccion: str, carpeta: str, cuentas: str, desde: str, hasta: str) -> None:
    """Extrae, normaliza y carga; imprime en JSON cuánto tardó cada paso y qué quedó."""
    comunes = {"parallelized": True, "primary_key": "id", "write_disposition": "merge"}
    perfiles = {
        "path": "2/users",
        "params": {"ids": "{resources.grupos.ids}", "user.fields": "public_metrics"},
        "data_selector": "data",
        "paginator": "single_page",
    }
    listas = {
        "path": "2/users/{resources.cuentas.id}/tweets",
        "params": {"max_results": 100, "start_time": desde, "end_time": hasta, "tweet.fields": CAMPOS},
        "data_selector": "data",
        "paginator": {
            "type": "cursor",
            "cursor_path": "meta.next_token",
            "cursor_param": "pagination_token",
        },
    }
    fuente = rest_api_source(
        {
            "client": {"base_url": f"{direccion}/", "auth": {"type": "bearer", "token": "banco"}},
            "resources": [
                grupos(int(cuentas)),
                {"name": "cuentas", "endpoint": perfiles, **comunes},
                {
                    "name": "publicaciones",
                    "endpoint": listas,
                    "processing_steps": [{"map": aplanar}],
                    **comunes,
                },
            ],
        }
    )
    base = Path(carpeta) / "rival.duckdb"
    tuberia = dlt.pipeline(
        "banco",
        pipelines_dir=str(Path(carpeta) / "tuberias"),
        destination=dlt.destinations.duckdb(str(base)),
        dataset_name="crudo",
    )
    tardo = {}
    for paso, hacer in (
        ("extraer", lambda: tuberia.extract(fuente, loader_file_format="parquet")),
        ("normalizar", tuberia.normalize),
        ("cargar", tuberia.load),
    ):
        inicio = time.perf_counter()
        hacer()
        tardo[paso] = time.perf_counter() - inicio
    with duckdb.connect(str(base), read_only=True) as conexion:
        quedo = conexion.execute(
            "SELECT count(*), count(DISTINCT id), sum(public_metrics__like_count)::BIGINT "
            "FROM crudo.publicaciones"
        ).fetchone()
    print(json.dumps({"tardo": tardo, "quedo": quedo}))


if __name__ == "__main__":
    principal(*sys.argv[1:])
