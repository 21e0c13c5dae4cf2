"""Errores del almacén, por su remedio."""

from pathlib import Path


class ErrorDeAlmacen(Exception):
    """Base de los errores del almacén."""


class AlmacenOcupado(ErrorDeAlmacen):
    """Transitorio: otro proceso escribe; se puede reintentar."""

    def __init__(self, ruta: Path, espera_segundos: float) -> None:
        super().__init__(
            f"Otro proceso está escribiendo en {ruta.name} y no terminó en {espera_segundos:.0f} segundos. "
            "Espere a que acabe y repita la orden; nada se perdió."
        )


class LoteDanado(ErrorDeAlmacen):
    """Definitivo: los bytes aterrizados no son los que dice el manifiesto."""

    def __init__(self, lote: str, detalle: str) -> None:
        super().__init__(
            f"El lote {lote} está dañado: {detalle}. Restaure la carpeta de aterrizaje de un respaldo o "
            "vuelva a entregar el archivo."
        )


class EstructuraDesconocida(ErrorDeAlmacen):
    """Definitivo: la base la escribió una versión más nueva del programa."""

    def __init__(self, version: int, conocida: int) -> None:
        super().__init__(
            f"La base tiene la estructura {version} y este programa conoce hasta la {conocida}. "
            "Actualice el programa; no se tocó nada."
        )


class ConsultaInvalida(ErrorDeAlmacen):
    """Definitivo: la consulta de quien analiza no es válida."""


class SinPublicacion(ErrorDeAlmacen):
    """Definitivo: todavía no se ha publicado nada."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"Aún no hay archivo publicado en {ruta}. Corra «pertinencia publicar» primero.")
