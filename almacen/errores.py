"""Errores del almacén, por su remedio."""

from pathlib import Path
from typing import Any


class ErrorDeAlmacen(Exception):
    """Base de los errores del almacén."""


class AlmacenOcupado(ErrorDeAlmacen):
    """Transitorio: otro proceso escribe; se puede reintentar."""

    def __init__(self, ruta: Path, espera_segundos: float) -> None:
        self._argumentos: tuple[Any, ...] = (ruta, espera_segundos)
        super().__init__(
            f"Otro proceso está escribiendo en {ruta.name} y no terminó en {espera_segundos:.0f} segundos. "
            "Espere a que acabe y repita la orden; nada se perdió."
        )

    def __reduce__(self) -> tuple[type["AlmacenOcupado"], tuple[Any, ...]]:
        """Llega entero de otro proceso."""
        return type(self), self._argumentos


class BaseEnUso(AlmacenOcupado):
    """Transitorio: otro programa, que no respeta el candado, tiene abierta la base."""

    def __init__(self, ruta: Path) -> None:
        self._argumentos = (ruta,)
        ErrorDeAlmacen.__init__(
            self,
            f"Otro programa tiene abierta {ruta}. Cierre el programa que la tiene abierta y repita la orden; "
            "para consultar use el archivo publicado, que sí puede quedarse abierto.",
        )


class BaseIlegible(ErrorDeAlmacen):
    """Definitivo: el archivo de la base está dañado o no es una base."""

    def __init__(self, ruta: Path, detalle: str) -> None:
        remedio = _REMEDIOS.get(ruta.name, "Restaure ese archivo de un respaldo y repita la orden.")
        super().__init__(f"No se puede leer la base {ruta}: {detalle} {remedio}")


_REMEDIOS = {
    "maestro.duckdb": "Corra «pertinencia reconstruir», que la rehace de lo aterrizado y deja esta al lado.",
    "pertinencia.duckdb": "Corra «pertinencia publicar», que la vuelve a copiar del maestro.",
}


class LoteDanado(ErrorDeAlmacen):
    """Definitivo: los bytes aterrizados no son los que dice el manifiesto."""

    def __init__(self, lote: str, detalle: str) -> None:
        super().__init__(
            f"El lote {lote} está dañado: {detalle}. Restaure la carpeta de aterrizaje de un respaldo o "
            "vuelva a entregar el archivo."
        )


class LotePurgado(LoteDanado):
    """Definitivo: los datos del lote se borraron por retención; no están dañados, ya no están."""

    def __init__(self, lote: str, purgado_en: str) -> None:
        ErrorDeAlmacen.__init__(
            self,
            f"Los datos del lote {lote} se borraron el {purgado_en[:10]} por la retención que pide la "
            "plataforma. No hay nada que restaurar.",
        )


class RespaldoInvalido(ErrorDeAlmacen):
    """Definitivo: el archivo no es un respaldo, está dañado o trae algo que no debe."""

    def __init__(self, ruta: Path, detalle: str) -> None:
        super().__init__(f"No se usa el respaldo {ruta}: {detalle}. Use otro; no se cambió nada.")


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


_EN_USO = ("Could not set lock", "being used by another process")
_DANADA = ("Corrupt database file", "not a valid DuckDB database", "Could not read enough bytes", "WAL file")


def de_motor(error: Exception, ruta: Path, *, al_abrir: bool) -> ErrorDeAlmacen | None:
    """Traduce lo que dijo el motor, que no distingue por clase estos casos, sino por texto.

    Args:
        error: Excepción del motor.
        ruta: Base que se usaba.
        al_abrir: Si pasó al abrirla; entonces, salvo que el disco esté lleno, la base no se puede leer.

    Returns:
        El error con su remedio, o ``None`` si no trata del archivo de la base.
    """
    texto = " ".join(str(error).split())
    if any(senal in texto for senal in _EN_USO):
        return BaseEnUso(ruta)
    if any(senal in texto for senal in _DANADA) or (al_abrir and "No space left" not in texto):
        return BaseIlegible(ruta, texto if texto.endswith((".", "!")) else f"{texto}.")
    return None
