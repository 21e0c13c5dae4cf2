"""El servicio entero en una computadora: servidor de Prefect, despliegues y worker, vigilados."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

from almacen.candado import candado
from almacen.errores import AlmacenOcupado
from flujos.ajustes import ambiente_de_prefect, leer_secretos
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from flujos.pasos.pagina import anotar, carpeta_de, carpeta_de_prefect, contesta
from flujos.pasos.supervision import Pieza, Supervisor

CLAVE = "PERTINENCIA_SERVIDOR_CLAVE"
GRUPO = "pertinencia"
_LARGO_DE_CLAVE = 12
_ARRANQUE = 120.0


@dataclass(frozen=True)
class Servicio:
    """Qué se sirve.

    Attributes:
        anfitrion: Dirección en que escucha el servidor.
        puerto: Puerto de la página.
        con_servidor: Si arranca el servidor y pone sus despliegues.
        con_worker: Si arranca un worker.
        programa: Carpeta del programa, con ``prefect.yaml``.
    """

    anfitrion: str
    puerto: int
    con_servidor: bool
    con_worker: bool
    programa: Path

    @property
    def entero(self) -> bool:
        """Si las dos piezas van juntas, en una computadora."""
        return self.con_servidor and self.con_worker

    @property
    def pagina(self) -> str:
        """Dirección de la página desde esta computadora."""
        anfitrion = "127.0.0.1" if _es_comodin(self.anfitrion) else self.anfitrion
        return (
            f"http://[{anfitrion}]:{self.puerto}" if ":" in anfitrion else f"http://{anfitrion}:{self.puerto}"
        )


def servir(espacio: Espacio, servicio: Servicio, decir: Callable[[str], None]) -> None:
    """Arranca el servicio y lo mantiene corriendo hasta que se pida terminar.

    Args:
        espacio: Espacio sobre el que corre lo que no diga otro.
        servicio: Qué se sirve.
        decir: Recibe cada cosa que pasa, en una oración.

    Raises:
        OrdenInvalida: Si no puede servirse así; dice qué hacer.
    """
    clave = _clave(espacio, servicio)
    with TemporaryDirectory(prefix="pertinencia-", ignore_cleanup_errors=True) as temporales:
        ambiente = ambiente_de_prefect(
            espacio.raiz.resolve(),
            servicio.programa,
            carpeta=carpeta_de_prefect(espacio).resolve(),
            temporales=Path(temporales),
            pagina=servicio.pagina if servicio.con_servidor else None,
            clave=clave,
        )
        _servir(espacio, servicio, ambiente, decir)


def _servir(
    espacio: Espacio, servicio: Servicio, ambiente: Mapping[str, str], decir: Callable[[str], None]
) -> None:
    carpeta = carpeta_de(espacio)
    supervisor = Supervisor(decir)
    anteriores = {s: signal.signal(s, supervisor.terminar) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        if not servicio.con_servidor:
            _worker(supervisor, servicio, ambiente, None, decir)
            return
        with _solo_uno(carpeta):
            _exigir_puerto(servicio)
            anotar(espacio, servicio.pagina)
            _servidor(supervisor, servicio, ambiente, carpeta, decir)
            if supervisor.termina:
                return
            decir(f"La página está en {servicio.pagina}")
            if servicio.con_worker:
                _worker(supervisor, servicio, ambiente, carpeta, decir)
            else:
                supervisor.vigilar()
    finally:
        supervisor.detener()
        for senal, anterior in anteriores.items():
            signal.signal(senal, anterior)
    decir("Detenido. Nada se perdió: lo que estaba corriendo se retoma al volver a arrancar.")


def _servidor(
    supervisor: Supervisor,
    servicio: Servicio,
    ambiente: Mapping[str, str],
    carpeta: Path,
    decir: Callable[[str], None],
) -> None:
    bitacora = carpeta / "bitacoras" / "servidor.log" if servicio.entero else None
    orden = [
        *(sys.executable, "-m", "prefect", "server", "start"),
        *("--host", servicio.anfitrion, "--port", str(servicio.puerto)),
    ]
    pieza = Pieza("El servidor", orden, ambiente, servicio.programa, bitacora)
    decir("Arrancando el servidor…")
    supervisor.agregar(pieza)
    if not supervisor.esperar_a(pieza, lambda: contesta(servicio.pagina), _ARRANQUE):
        if supervisor.termina:
            return
        donde = "" if bitacora is None else f" Lo que dijo está en {bitacora}."
        raise OrdenInvalida(f"El servidor de Prefect no arrancó.{donde}")
    decir("Poniendo los despliegues y sus horarios…")
    for paso in _pasos(servicio):
        hecho = subprocess.run(  # noqa: S603 - la orden la arma este programa
            [sys.executable, *paso],
            cwd=servicio.programa,
            env=dict(ambiente),
            capture_output=True,
            text=True,
            check=False,
        )
        if supervisor.termina:
            return
        if hecho.returncode:
            raise OrdenInvalida(
                f"No se pudieron poner los despliegues ({' '.join(paso)}):\n{hecho.stdout}{hecho.stderr}"
            )


def _pasos(servicio: Servicio) -> tuple[tuple[str, ...], ...]:
    donde = "local" if _es_local(servicio.anfitrion) else "red"
    return (
        ("-m", "flujos.prefect.puesta_en_marcha", "antes", donde),
        ("-m", "prefect", "--no-prompt", "deploy", "--all"),
        ("-m", "flujos.prefect.puesta_en_marcha", "despues", donde),
    )


def _worker(
    supervisor: Supervisor,
    servicio: Servicio,
    ambiente: Mapping[str, str],
    carpeta: Path | None,
    decir: Callable[[str], None],
) -> None:
    bitacora = None if carpeta is None else carpeta / "bitacoras" / "worker.log"
    orden = [*(sys.executable, "-m", "prefect", "worker", "start"), "--pool", GRUPO, "--type", "process"]
    supervisor.agregar(Pieza("El worker", orden, ambiente, servicio.programa, bitacora))
    decir("El worker toma corridas. Para terminar, Ctrl+C.")
    supervisor.vigilar()


def _clave(espacio: Espacio, servicio: Servicio) -> str | None:
    """La contraseña del servidor; obligatoria si otras computadoras pueden llegar a él."""
    clave = leer_secretos(espacio.raiz, [CLAVE]).get(CLAVE)
    if clave is None and servicio.con_servidor and not _es_local(servicio.anfitrion):
        raise OrdenInvalida(
            f"En {servicio.anfitrion} otras computadoras podrían abrir la página y correr lo que quisieran. "
            f"Ponga una contraseña de al menos {_LARGO_DE_CLAVE} letras en el archivo .env del espacio "
            f"({CLAVE}=…), o deje --anfitrion 127.0.0.1."
        )
    if clave is not None and len(clave) < _LARGO_DE_CLAVE:
        raise OrdenInvalida(
            f"La contraseña de {CLAVE} tiene {len(clave)} letras; ponga una de al menos {_LARGO_DE_CLAVE}."
        )
    return clave


@contextmanager
def _solo_uno(carpeta: Path) -> Iterator[None]:
    """Un servidor por espacio; otro lo dice en vez de estorbar."""
    with ExitStack() as pila:
        try:
            pila.enter_context(candado(carpeta / "servidor", 0.5))
        except AlmacenOcupado as error:
            raise OrdenInvalida(
                "Ya hay un servidor corriendo para este espacio. Use ese, o deténgalo antes de abrir otro."
            ) from error
        yield


def _exigir_puerto(servicio: Servicio) -> None:
    familia = socket.AF_INET6 if ":" in servicio.anfitrion else socket.AF_INET
    with socket.socket(familia) as enchufe:
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            enchufe.bind((servicio.anfitrion, servicio.puerto))
        except OSError as error:
            raise OrdenInvalida(
                f"No se puede escuchar en {servicio.anfitrion}:{servicio.puerto} ({error.strerror}): otro "
                "programa lo usa o esa dirección no es de esta computadora. Elija otro con --puerto."
            ) from error


def _es_local(anfitrion: str) -> bool:
    if anfitrion == "localhost":
        return True
    try:
        return ip_address(anfitrion).is_loopback
    except ValueError:
        return False


def _es_comodin(anfitrion: str) -> bool:
    return anfitrion in ("0.0.0.0", "::")  # noqa: S104 - se reconoce, no se abre
