"""Llamar a una API: ritmo, reintentos y libreta, sin importar con qué biblioteca se llama."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import requests

from conectores.comun import textos_json
from conectores.comun.errores import ContratoRoto, ErrorDeApi, Transitorio
from conectores.comun.ritmo import Limite, Ritmo


@dataclass(frozen=True)
class Cruda:
    """Una respuesta HTTP entera, ya leída."""

    estado: int
    encabezados: Mapping[str, str]
    cuerpo: bytes
    # No es ``cached_property``: en Python 3.11 su candado es de la clase, y los hilos de todas las páginas
    # se formarían tras él.
    _leidos: list[Any] = field(default_factory=list, init=False, repr=False, compare=False)

    def datos(self) -> Any:
        """El cuerpo como JSON; se lee una sola vez y no debe modificarse.

        Raises:
            Transitorio: Si viene vacío, cortado o no es JSON; suele componerse al repetir.
        """
        if not self._leidos:
            self._leidos.append(self._leer())
        return self._leidos[0]

    def _leer(self) -> Any:
        try:
            return textos_json.leer(self.cuerpo)
        except ValueError:
            que = "vacía" if not self.cuerpo.strip() else "cortada o que no es JSON"
            # Sin la causa, que lleva consigo el cuerpo entero.
            raise Transitorio(f"La plataforma dio una respuesta {que} (HTTP {self.estado}).") from None


@dataclass(frozen=True)
class Intento:
    """Un renglón de la libreta: una llamada, saliera bien o mal.

    Attributes:
        momento: Cuándo.
        peticion: Método y ruta, sin secretos.
        estado: Código HTTP, o ``None`` si no hubo respuesta.
        error: Clase y mensaje si salió mal, o ``None``.
    """

    momento: datetime
    peticion: str
    estado: int | None
    error: str | None


@dataclass(frozen=True)
class Politica:
    """Cuánto se insiste: intentos por página y espera inicial y máxima, en segundos."""

    intentos: int = 6
    espera_inicial: float = 1.0
    espera_maxima: float = 60.0


@dataclass
class Llamador:
    """Hace llamadas con ritmo y reintentos; se comparte entre los hilos de una red.

    Attributes:
        reloj: Instante actual, con zona.
        dormir: Espera esos segundos.
        ritmo: Límites de frecuencia.
        clasificar: El error que significa una respuesta, o ``None`` si es buena.
        limite: Lo que los encabezados dicen del límite, o ``None``.
        anotar: Recibe cada intento.
        politica: Cuánto se insiste.
        azar: De dónde sale la dispersión de las esperas.
    """

    reloj: Callable[[], datetime]
    dormir: Callable[[float], None]
    ritmo: Ritmo
    clasificar: Callable[[Cruda], ErrorDeApi | None]
    limite: Callable[[Cruda], Limite | None] = lambda _: None
    anotar: Callable[[Intento], None] = lambda _: None
    politica: Politica = field(default_factory=Politica)
    azar: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - dispersa esperas, no protege nada

    def llamar(
        self,
        hacer: Callable[[], requests.Response],
        peticion: str,
        cubeta: str,
        comprobar: Callable[[Cruda], None] = lambda _: None,
    ) -> Cruda:
        """Llama hasta que salga bien o ya no valga insistir.

        Args:
            hacer: Hace la llamada con su biblioteca y devuelve la respuesta de ``requests`` sea cual sea su
                código; puede lanzar errores de ``requests``.
            peticion: Método y ruta con parámetros, sin secretos.
            cubeta: Nombre del límite de frecuencia que la llamada gasta.
            comprobar: Lanza ``Transitorio`` o ``ContratoRoto`` si el contenido no sirve (página repetida).

        Raises:
            ErrorDeApi: El último error, si no hubo respuesta buena.
        """
        for intento in range(1, self.politica.intentos + 1):
            self.ritmo.tomar(cubeta)
            cruda: Cruda | None = None
            try:
                cruda = _hacer(hacer)
                limite = self.limite(cruda)
                if limite is not None:
                    self.ritmo.anotar(cubeta, limite)
                error = self.clasificar(cruda)
                if error is not None:
                    raise error
                cruda.datos()
                comprobar(cruda)
            except ErrorDeApi as error:
                estado = None if cruda is None else cruda.estado
                self.anotar(
                    Intento(self.reloj(), peticion, estado, f"{type(error).__name__}: {error.mensaje}")
                )
                repetible = isinstance(error, Transitorio)
                if not repetible or intento == self.politica.intentos:
                    raise
                self.ritmo.esperar(self._espera(intento, error))
            else:
                self.anotar(Intento(self.reloj(), peticion, cruda.estado, None))
                return cruda
        raise ContratoRoto("La política de reintentos no permite ningún intento.")

    def _espera(self, intento: int, error: ErrorDeApi) -> float:
        pedida = error.espera if isinstance(error, Transitorio) else None
        if pedida is not None:
            return pedida
        tope = min(self.politica.espera_maxima, self.politica.espera_inicial * float(2 ** (intento - 1)))
        return tope * (0.5 + self.azar.random() / 2)


def _hacer(hacer: Callable[[], requests.Response]) -> Cruda:
    """Llama y traduce lo que pase; el error original puede citar la petición y no se conserva."""
    try:
        respuesta = hacer()
        # Los encabezados, sin pasarlos a un diccionario: cada servidor los escribe con otras mayúsculas.
        return Cruda(respuesta.status_code, respuesta.headers, respuesta.content)
    except requests.Timeout:
        raise Transitorio("La plataforma no contestó a tiempo.") from None
    except requests.exceptions.JSONDecodeError:
        raise Transitorio("La plataforma dio una respuesta vacía o cortada.") from None
    except requests.RequestException as error:
        raise Transitorio(f"Se cortó la conexión con la plataforma ({type(error).__name__}).") from None
