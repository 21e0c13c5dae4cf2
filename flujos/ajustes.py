"""El único lugar que lee o escribe variables de entorno."""

import getpass
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from dotenv import dotenv_values, set_key

_SIN_TELEMETRIA = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
_PREFECT_EMBEBIDO = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "true",
}
_PREFECT_SERVIDO = {
    # En disco: con los de memoria, tras una muerte del servidor un turno sigue tomado varios minutos.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # Cada cuánto pregunta el worker si hay algo que hacer, en segundos: lo que tarda en empezar una corrida.
    "PREFECT_WORKER_QUERY_SECONDS": "3",
    # La página pide a la dirección con que se abrió, sea desde esta computadora o desde otra.
    "PREFECT_SERVER_UI_API_URL": "/api",
}


def usuario_del_equipo() -> str:
    """El usuario con que se abrió la sesión en este equipo; «desconocido» si el sistema no lo dice."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "desconocido"


def apagar_telemetria() -> None:
    """Apaga la telemetría de todas las bibliotecas; debe correr antes de importarlas."""
    os.environ.update(_SIN_TELEMETRIA)


def preparar_prefect(espacio: Path) -> None:
    """Prepara Prefect para correr dentro de este proceso si no hay servidor configurado.

    Con ``PREFECT_API_URL`` en el entorno no se toca nada: se usa ese servidor. Sin ella, la historia de
    las corridas queda en el espacio de trabajo y no en la carpeta personal de quien ejecuta.
    """
    apagar_telemetria()
    if "PREFECT_API_URL" in os.environ:
        return
    carpeta = (espacio / "datos" / "prefect").resolve()
    carpeta.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_HOME", str(carpeta))
    for clave, valor in _PREFECT_EMBEBIDO.items():
        os.environ.setdefault(clave, valor)


def ambiente_de_prefect(
    espacio: Path, programa: Path, *, carpeta: Path, temporales: Path, pagina: str | None, clave: str | None
) -> dict[str, str]:
    """Ambiente del servidor de Prefect, de su worker y de lo que este corre.

    Args:
        espacio: Espacio de trabajo que revisan los flujos si no se les dice otro.
        programa: Carpeta del programa, de donde el worker los carga.
        carpeta: Dónde guarda Prefect su historia.
        temporales: Carpeta propia para lo pasajero: en la común, el worker usa un nombre fijo que puede
            ser de otra persona.
        pagina: Dirección del servidor, o ``None`` si ya la dice ``PREFECT_API_URL``.
        clave: Contraseña del servidor, o ``None`` si no pide.
    """
    ambiente = {
        **os.environ,
        **_SIN_TELEMETRIA,
        **_PREFECT_SERVIDO,
        "PREFECT_HOME": str(carpeta),
        "TMPDIR": str(temporales),
        # Prefect arma ahí su página; si no se le dice, en su propia carpeta, que un servicio no puede tocar.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(temporales / "pagina"),
        "PERTINENCIA_PROGRAMA": str(programa),
        "PERTINENCIA_ESPACIO": str(espacio),
    }
    if pagina is not None:
        ambiente["PREFECT_API_URL"] = f"{pagina}/api"
    if clave is not None:
        ambiente["PREFECT_SERVER_API_AUTH_STRING"] = ambiente["PREFECT_API_AUTH_STRING"] = (
            f"pertinencia:{clave}"
        )
    return ambiente


def ambiente_de_ayudante() -> dict[str, str]:
    """Ambiente de otro intérprete que ayuda a este: el mismo, y encuentra los mismos módulos."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def usar_carpeta_de_prefect(carpeta: Path) -> None:
    """Que Prefect guarde lo suyo ahí y no en la carpeta personal; va antes de importarlo."""
    os.environ.setdefault("PREFECT_HOME", str(carpeta.resolve()))


def servidor_indicado() -> str | None:
    """Dirección de la API del servidor de Prefect que dice el ambiente, si dice alguna."""
    return os.environ.get("PREFECT_API_URL") or None


def raiz_del_espacio(indicada: Path | None) -> Path:
    """Carpeta del espacio de trabajo: la indicada, ``PERTINENCIA_ESPACIO`` o la actual."""
    if indicada is not None:
        return indicada
    del_entorno = os.environ.get("PERTINENCIA_ESPACIO")
    return Path(del_entorno) if del_entorno else Path.cwd()


ARCHIVO_DE_SECRETOS = ".env"


def leer_secretos(raiz: Path, nombres: Iterable[str]) -> dict[str, str]:
    """Valores de las credenciales: las del ambiente y, si ahí no están, las de ``.env`` del espacio.

    Args:
        raiz: Carpeta del espacio de trabajo.
        nombres: Variables que se buscan; las demás no se leen.
    """
    del_archivo = dotenv_values(raiz / ARCHIVO_DE_SECRETOS, interpolate=False)
    hallados = {n: os.environ.get(n) or del_archivo.get(n) for n in nombres}
    return {n: v for n, v in hallados.items() if v}


def guardar_secreto(raiz: Path, nombre: str, valor: str) -> Path:
    """Guarda una credencial en ``.env`` del espacio, que solo su dueño puede leer."""
    ruta = raiz / ARCHIVO_DE_SECRETOS
    ruta.touch(mode=0o600, exist_ok=True)
    ruta.chmod(0o600)
    set_key(ruta, nombre, valor)
    ruta.chmod(0o600)
    return ruta


_SIMULADOR = "PERTINENCIA_SIMULADOR"


def direccion_del_simulador() -> str | None:
    """Dirección del simulador que hace las veces de las plataformas, si se está usando uno."""
    return os.environ.get(_SIMULADOR) or None


def usar_simulador(direccion: str) -> None:
    """Desde ahora, y en los procesos que este arranque, las API son las del simulador."""
    os.environ[_SIMULADOR] = direccion
