"""El simulador como proceso: ``python -m conectores.simulador --cuentas 1000 --publicaciones 100``.

Imprime «listo PUERTO» cuando ya contesta.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from conectores.ejemplo.mundo import Mundo
from conectores.simulador.escenario import POR_VENTANA, Escenario
from conectores.simulador.fallas import PlanDeFallas
from conectores.simulador.fuente_ejemplo import FuenteDelEjemplo
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Fuente, Nucleo
from conectores.simulador.servidor import crear_app, escuchar, preparar, servidor

_SIN_LIMITE = 10**9
_INICIO = datetime(2026, 7, 1, 12, tzinfo=UTC)


def principal(argumentos: Sequence[str] | None = None) -> None:
    """Corre el simulador hasta que lo detengan."""
    opciones = _opciones().parse_args(argumentos)
    nucleo = Nucleo(_fuente(opciones), opciones.ahora)
    escenario = Escenario(
        latencia_ms=opciones.latencia_ms,
        limites={} if opciones.por_ventana is None else dict.fromkeys(POR_VENTANA, opciones.por_ventana),
    )
    plan = PlanDeFallas(opciones.semilla, opciones.fallas, demora_s=opciones.demora_s)
    app = crear_app(
        nucleo, escenario, plan, reloj=_reloj(opciones.hora_del_cliente), con_renglones=opciones.renglones
    )
    if opciones.preparar:
        preparar(app)
    enchufe = escuchar(opciones.puerto)
    # Ya se encolan conexiones: quien lea la línea puede pedir, aunque el servidor termine de empezar después.
    print(f"listo {enchufe.getsockname()[1]}", flush=True)
    servidor(app).run(sockets=[enchufe])
    enchufe.close()


def _opciones() -> argparse.ArgumentParser:
    analizador = argparse.ArgumentParser("python -m conectores.simulador", description="Las tres API, aquí.")
    agregar = analizador.add_argument
    agregar("--puerto", type=int, default=0, help="0 es uno libre")
    agregar("--cuentas", type=int, default=120)
    agregar("--publicaciones", type=int, help="por cuenta, a ritmo constante; si falta, el mundo del ejemplo")
    agregar("--redes", default="x,facebook,youtube,instagram", help="redes de las cuentas de ritmo constante")
    agregar("--cada-horas", type=float, default=1.0, help="horas entre publicaciones de una cuenta")
    agregar("--inicio", type=_instante, default=_INICIO, help="instante de la primera publicación")
    agregar("--ahora", type=_instante, default=_INICIO + timedelta(days=30), help="instante que se sirve")
    agregar(
        "--hora-del-cliente", type=_instante, help="hora real al empezar, para anunciar los límites con ella"
    )
    agregar("--latencia-ms", type=float, default=0.0)
    agregar("--semilla", type=int, default=7, help="del mundo del ejemplo y de las fallas")
    agregar("--fallas", type=float, default=0.0, help="proporción de respuestas que fallan, de 0 a 1")
    agregar("--demora-s", type=float, default=1.0, help="lo que tarda una respuesta que agota el tiempo")
    agregar(
        "--por-ventana", type=int, help="llamadas que admite cada límite de frecuencia; si falta, las reales"
    )
    agregar(
        "--sin-limites",
        dest="por_ventana",
        action="store_const",
        const=_SIN_LIMITE,
        help="sin límites de frecuencia",
    )
    agregar("--renglones", action="store_true", help="que la contabilidad guarde cada petición")
    agregar("--preparar", action="store_true", help="formar las publicaciones antes de empezar")
    return analizador


def _fuente(opciones: argparse.Namespace) -> Fuente:
    if opciones.publicaciones is None:
        return FuenteDelEjemplo(Mundo.nuevo(opciones.semilla, opciones.cuentas))
    return FuentePareja(
        opciones.cuentas,
        opciones.publicaciones,
        opciones.redes.split(","),
        opciones.inicio,
        timedelta(hours=opciones.cada_horas),
    )


def _instante(texto: str) -> datetime:
    momento = datetime.fromisoformat(texto)
    if momento.tzinfo is None:
        raise argparse.ArgumentTypeError("el instante debe decir su zona")
    return momento.astimezone(UTC)


def _reloj(al_empezar: datetime | None) -> Callable[[], datetime] | None:
    """Un reloj que corre desde la hora que dio quien lo lanzó."""
    if al_empezar is None:
        return None
    empezo = time.monotonic()
    return lambda: al_empezar + timedelta(seconds=time.monotonic() - empezo)


if __name__ == "__main__":
    principal()
