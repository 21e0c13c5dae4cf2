"""Errores de una API, por lo que puede hacerse con ellos.

Todos llevan una oración para una persona y la razón con que queda ausente lo que se pedía. Ninguno lleva
secretos: el mensaje se arma con textos propios y con lo que dijo la plataforma ya limpio.
"""

from enum import StrEnum

from lineamientos.ausencias import Ausencia


class Alcance(StrEnum):
    """Hasta dónde llega una falla que no se remedia reintentando."""

    LOTE = "lote"
    """Solo esta consulta."""
    CREDENCIAL = "credencial"
    """Todo lo que usa la misma credencial en esta corrida."""
    RED = "red"
    """Todo lo de la red en esta corrida: cuota del día agotada, saldo agotado."""


class ErrorDeApi(Exception):
    """Base de los errores de una API.

    Attributes:
        mensaje: Oración en español con lo que pasó y qué hacer.
        ausencia: Razón con que queda ausente lo que se pedía.
    """

    def __init__(self, mensaje: str, ausencia: Ausencia = Ausencia.FALLO) -> None:
        self.mensaje = mensaje
        self.ausencia = ausencia
        super().__init__(mensaje)


class Transitorio(ErrorDeApi):
    """Puede salir bien si se repite: 5xx, tiempo agotado, respuesta cortada, 429.

    Attributes:
        espera: Segundos que la plataforma pide esperar, o ``None`` si no lo dice.
    """

    def __init__(self, mensaje: str, espera: float | None = None) -> None:
        super().__init__(mensaje, Ausencia.FALLO)
        self.espera = espera


class Definitivo(ErrorDeApi):
    """Repetirla en esta corrida no sirve: permiso, ficha revocada, saldo o cuota agotados.

    El lote queda abierto: la siguiente corrida lo vuelve a intentar.
    """

    def __init__(self, mensaje: str, ausencia: Ausencia, alcance: Alcance = Alcance.LOTE) -> None:
        super().__init__(mensaje, ausencia)
        self.alcance = alcance


class ContratoRoto(ErrorDeApi):
    """La respuesta no tiene la forma que la plataforma promete; detiene solo ese lote y se dice."""


class VentanaLarga(ErrorDeApi):
    """El límite de frecuencia se abre más tarde de lo que vale esperar; el lote se retoma después.

    Attributes:
        segundos: Cuánto falta.
    """

    def __init__(self, mensaje: str, segundos: float) -> None:
        super().__init__(mensaje, Ausencia.FALLO)
        self.segundos = segundos


class SobrePresupuesto(ErrorDeApi):
    """Pedir la página rebasaría el tope de gasto; el lote se retoma cuando haya."""

    def __init__(self, mensaje: str) -> None:
        super().__init__(mensaje, Ausencia.PRESUPUESTO)
