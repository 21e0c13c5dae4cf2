"""Lo que comparten las API del simulador, y el camino que sigue toda petición hasta su respuesta.

Cada red escribe funciones de ``Peticion`` a ``Contestacion`` y un módulo con ``rutas(contexto) -> APIRouter``
que las monta así: ``router.routes.append(Route("/2/users", contexto.ruta("x", manejar, fallar)))``. Aquí se
aplican latencia, fallas y contabilidad, iguales para todas.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.danos import Envio, danar
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import DE_TODAS, Clase, PlanDeFallas
from conectores.simulador.nucleo import Nucleo

_Ambito = MutableMapping[str, Any]
_Recibir = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Enviar = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Peticion:
    """Una petición recibida.

    Attributes:
        metodo: Método HTTP.
        ruta: Ruta, sin consulta.
        de_la_ruta: Lo que la ruta declara entre llaves.
        consulta: Parámetros de la dirección.
        encabezados: Encabezados, con el nombre en minúsculas.
        cuerpo: Cuerpo.
    """

    metodo: str
    ruta: str
    de_la_ruta: Mapping[str, str]
    consulta: Mapping[str, str]
    encabezados: Mapping[str, str]
    cuerpo: bytes = b""

    @property
    def ficha(self) -> str:
        """La del encabezado ``Authorization: Bearer``, o cadena vacía."""
        esquema, _, ficha = self.encabezados.get("authorization", "").partition(" ")
        return ficha.strip() if esquema.lower() == "bearer" else ""


@dataclass(frozen=True)
class Contestacion:
    """Lo que una red contesta si nada falla.

    Attributes:
        cuerpo: Bytes del JSON.
        estado: Código HTTP.
        encabezados: Encabezados propios de la red.
        cargos: Unidades que cobra, por concepto.
        ids: Recursos que entrega y cobra.
        anterior: Da el cuerpo de la página anterior del recorrido; ``None`` si es la primera.
        red: Red a que se anota, si no es la de la ruta.
    """

    cuerpo: bytes
    estado: int = 200
    encabezados: Mapping[str, str] = field(default_factory=dict)
    cargos: Mapping[str, int] = field(default_factory=dict)
    ids: Sequence[str] = ()
    anterior: Callable[[], bytes] | None = None
    red: str | None = None


Manejador = Callable[[Peticion], Contestacion]
ErrorDeRed = Callable[[Clase], Contestacion]
"""La respuesta con que una red dice una falla suya: 429, 5xx y las definitivas."""


@dataclass
class ContextoSimulado:
    """Lo que comparten las rutas.

    Attributes:
        nucleo: El mundo.
        escenario: Fichas, cuentas con problemas y límites.
        plan: Qué respuestas fallan.
        contabilidad: Lo que se pidió y se cobró.
        reloj: Instante con que se anuncian las ventanas de los límites; si no se da, el del mundo. Conviene
            el del cliente, que es quien los compara.
        preparativos: Lo que cada red puede adelantar antes de contestar.
    """

    nucleo: Nucleo
    escenario: Escenario = field(default_factory=Escenario)
    plan: PlanDeFallas = field(default_factory=PlanDeFallas)
    contabilidad: Contabilidad = field(default_factory=Contabilidad)
    reloj: Callable[[], datetime] | None = None
    preparativos: list[Callable[[], None]] = field(default_factory=list)

    def ahora(self) -> datetime:
        """Instante de las ventanas de los límites, en UTC."""
        return self.nucleo.ahora if self.reloj is None else self.reloj().astimezone(UTC)

    def ruta(
        self, red: str, manejar: Manejador, fallar: ErrorDeRed, propias: frozenset[Clase] = frozenset()
    ) -> "Ruta":
        """Punto de entrada de una ruta de Starlette.

        Args:
            red: Red a que se anota lo que llegue.
            manejar: Contesta una petición.
            fallar: La respuesta de la red para ``LIMITE``, ``LIMITE_MUDO``, ``SERVIDOR`` y las ``propias``.
            propias: Clases definitivas de esa ruta (402, 190, invalid_grant, cuota del día).
        """
        return Ruta(self, red, manejar, fallar, propias)


@dataclass(frozen=True, eq=False)
class Ruta:
    """Aplicación ASGI de una ruta: contesta, falla si toca, anota y envía.

    Es una aplicación y no una función de FastAPI porque a mil peticiones por segundo su validación pesa más
    que la respuesta.
    """

    contexto: ContextoSimulado
    red: str
    manejar: Manejador
    fallar: ErrorDeRed
    propias: frozenset[Clase]

    async def __call__(self, ambito: _Ambito, recibir: _Recibir, enviar: _Enviar) -> None:
        """Atiende una petición."""
        peticion, consulta = await _leer(ambito, recibir)
        contexto = self.contexto
        buena = self.manejar(peticion)
        clase = None
        if contexto.plan.proporcion and buena.estado == 200:
            huella = f"{peticion.metodo} {peticion.ruta}?{consulta}\n{peticion.cuerpo.decode('latin-1')}"
            clase = contexto.plan.decidir(huella, self._posibles(buena))
        envio = self._envio(buena, clase)
        if clase is Clase.DUPLICADOS and envio.cuerpo == buena.cuerpo:
            clase = None  # no había qué duplicar
        contexto.contabilidad.anotar(
            buena.red or self.red,
            peticion.metodo,
            peticion.ruta,
            consulta,
            estado=envio.estado,
            falla=clase,
            buena=envio.estado < 400 and clase in (None, Clase.DUPLICADOS),
            cargos=envio.cargos,
            ids=envio.ids,
            dia=contexto.nucleo.ahora.date(),
        )
        await _enviar(envio, enviar, contexto.escenario.latencia_ms / 1000)

    def _posibles(self, buena: Contestacion) -> frozenset[Clase]:
        posibles = DE_TODAS | self.propias | {Clase.DUPLICADOS}
        return posibles if buena.anterior is None else posibles | {Clase.REPETIDA}

    def _envio(self, buena: Contestacion, clase: Clase | None) -> Envio:
        entera = Envio(buena.estado, buena.encabezados, buena.cuerpo, buena.cargos, buena.ids)
        if clase is None:
            return entera
        if clase in (Clase.LIMITE, Clase.LIMITE_MUDO, Clase.SERVIDOR) or clase in self.propias:
            error = self.fallar(clase)
            return Envio(error.estado, error.encabezados, error.cuerpo)
        if clase is Clase.REPETIDA and buena.anterior is not None:
            return Envio(buena.estado, buena.encabezados, buena.anterior())
        return danar(entera, clase, self.contexto.plan.demora_s)


async def _leer(ambito: _Ambito, recibir: _Recibir) -> tuple[Peticion, str]:
    cuerpo = b""
    while ambito["method"] != "GET":
        mensaje = await recibir()
        cuerpo += mensaje.get("body", b"")
        if not mensaje.get("more_body"):
            break
    consulta = ambito["query_string"].decode("latin-1")
    return Peticion(
        ambito["method"],
        ambito["path"],
        ambito.get("path_params", {}),
        dict(parse_qsl(consulta, keep_blank_values=True)),
        {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in ambito["headers"]},
        cuerpo,
    ), consulta


async def _enviar(envio: Envio, enviar: _Enviar, latencia: float) -> None:
    if latencia + envio.demora_s > 0:
        await asyncio.sleep(latencia + envio.demora_s)
    encabezados = [(n.lower().encode(), v.encode()) for n, v in envio.encabezados.items()]
    encabezados.append((b"content-type", b"application/json; charset=utf-8"))
    encabezados.append((b"content-length", str(len(envio.cuerpo) + envio.faltan).encode()))
    await enviar({"type": "http.response.start", "status": envio.estado, "headers": encabezados})
    # Con bytes de menos se vuelve sin terminar, y el servidor cierra la conexión.
    await enviar({"type": "http.response.body", "body": envio.cuerpo, "more_body": envio.faltan > 0})
