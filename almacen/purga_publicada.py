"""La purga alcanza a lo publicado: una copia vieja no conserva lo que la plataforma obliga a borrar.

Cada archivo publicado que aún guarda cifras de un lote purgado se rehace al lado, con esas cifras borradas y
la misma lápida que el maestro, y se pone en su lugar de un golpe. Saber cuál falta sale de comparar lápidas:
si la purga muere antes de llegar aquí, la siguiente la termina.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from almacen.candado import candado
from almacen.escritura import fijar_carpeta
from almacen.maestro import ESPERA_SEGUNDOS, Base, Rutas, abrir_maestro
from almacen.publicacion import cerrar_copia, limpia, otro_nombre
from almacen.purga import borrar_cifras
from almacen.retencion import MOTIVO as SOLO_PAGINAS
from esquemas.derivados import literal


@dataclass(frozen=True)
class PurgaPublicada:
    """Lo que hizo.

    Attributes:
        rehechos: Archivos publicados de que se borraron cifras.
        sin_purgar: Los que no pudieron rehacerse: el sistema no dejó sustituirlos, porque alguien los tiene
            abiertos, o están dañados. La siguiente purga lo intenta de nuevo.
    """

    rehechos: tuple[Path, ...]
    sin_purgar: tuple[Path, ...]


def purgar_publicado(rutas: Rutas, ahora: datetime) -> PurgaPublicada:
    """Aplica a cada archivo publicado las lápidas del maestro; repetirla no cambia nada.

    Args:
        rutas: Rutas del espacio.
        ahora: Instante que se anota si hay que migrar el maestro.
    """
    import duckdb  # al usarse y no arriba: véase almacen.maestro

    rehechos: list[Path] = []
    sin_purgar: list[Path] = []
    publicados = sorted(rutas.publicado.parent.glob(f"{rutas.publicado.stem}*{rutas.publicado.suffix}"))
    if not publicados:
        return PurgaPublicada((), ())
    with candado(rutas.datos / "publicacion", ESPERA_SEGUNDOS), abrir_maestro(rutas, ahora) as base:
        for nombres in _por_archivo(publicados):
            *enlaces, ultimo = nombres
            try:
                if not _le_falta(base, ultimo):
                    continue
                nueva = _rehacer(base, ultimo)
            except duckdb.Error:
                sin_purgar.extend(nombres)
                continue
            # El de la copia va al final: lo que deje una muerte es de un nombre que aún falta, y se limpia.
            por_poner = [(otro_nombre(nueva, limpia(n, ".otra")), n) for n in enlaces]
            for archivo, nombre in (*por_poner, (nueva, ultimo)):
                puesto = _sustituir(archivo, nombre)
                (rehechos if puesto else sin_purgar).append(nombre)
        fijar_carpeta(rutas.publicado.parent)
    return PurgaPublicada(tuple(sorted(rehechos)), tuple(sorted(sin_purgar)))


def _sustituir(nuevo: Path, nombre: Path) -> bool:
    """Pone un archivo con ese nombre; dice si el sistema dejó."""
    try:
        nuevo.replace(nombre)
    except PermissionError:
        nuevo.unlink()
        return False
    return True


def _por_archivo(publicados: Iterable[Path]) -> list[list[Path]]:
    """Los nombres que son el mismo archivo, juntos: siguen siéndolo después."""
    grupos: list[list[Path]] = []
    for ruta in publicados:
        suyo = next((g for g in grupos if g[0].samefile(ruta)), None)
        if suyo is None:
            grupos.append([ruta])
        else:
            suyo.append(ruta)
    return grupos


def _le_falta(base: Base, publicado: Path) -> bool:
    """Si guarda cifras de algún lote que en el maestro ya las perdió."""
    base.ejecutar(f"ATTACH {literal(str(publicado))} AS copia (READ_ONLY)")
    try:
        if not _tiene(base, "lapidas"):
            return False
        return bool(_condenados(base))
    finally:
        base.ejecutar("DETACH copia")


def _rehacer(base: Base, publicado: Path) -> Path:
    """Copia al lado, con las cifras borradas y las lápidas puestas, ya en disco."""
    nueva = limpia(publicado, ".nueva")
    shutil.copyfile(publicado, nueva)
    base.ejecutar(f"ATTACH {literal(str(nueva))} AS copia")
    try:
        condenados = _condenados(base)
        with base.transaccion():
            borrar_cifras(base, condenados, de="copia.", columnas=_columnas(base))
            base.ejecutar(
                "INSERT INTO copia.lapidas BY NAME SELECT * FROM lapidas WHERE list_contains(?, lote)",
                [condenados],
            )
        base.ejecutar("CHECKPOINT copia")
    finally:
        base.ejecutar("DETACH copia")
    cerrar_copia(nueva)
    return nueva


def _condenados(base: Base) -> list[str]:
    """Lotes de la copia que en el maestro perdieron sus cifras; los que solo perdieron sus páginas, no."""
    marco = base.consultar(
        "SELECT lote FROM lapidas WHERE motivo <> $paginas AND lote IN (SELECT lote FROM copia.lotes) "
        "AND lote NOT IN (SELECT lote FROM copia.lapidas) ORDER BY lote",
        {"paginas": SOLO_PAGINAS},
    )
    condenados: list[str] = marco["lote"].to_list()
    return condenados


def _tiene(base: Base, tabla: str) -> bool:
    """Si la copia, que pudo escribirla una versión anterior, tiene una tabla."""
    marco = base.consultar("SELECT table_name FROM duckdb_tables() WHERE database_name = 'copia'")
    return tabla in marco["table_name"]


def _columnas(base: Base) -> list[str]:
    """Columnas de las publicaciones de la copia."""
    marco = base.consultar(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'copia' "
        "AND table_name = 'publicaciones'"
    )
    columnas: list[str] = marco["column_name"].to_list()
    return columnas
