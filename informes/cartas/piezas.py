"""Lo que rodea al cuerpo y depende del medio: número, lugar y fecha, y qué copia es esta."""

from informes import numeros
from informes.cartas.formas import Aviso, Carta
from informes.cartas.modelo import CORREO, OFICIO
from lineamientos.referencias import Articulo

_MEDIOS = {CORREO: "correo electrónico", OFICIO: "oficio"}
_LARGO_DE_HUELLA = 12


def numero(carta: Carta) -> str:
    """«Oficio núm. …», o que aún no lo tiene; lo que se notifica por correo no lo necesita.

    Raises:
        ValueError: Si el canal no es uno de los dos.
    """
    datos = carta.datos
    if datos.canal not in _MEDIOS:
        raise ValueError(f"«{datos.canal}» no es un canal: se esperaba {CORREO} u {OFICIO}")
    if datos.numero:
        return f"Oficio núm. {datos.numero}"
    return "Sin número: borrador" if datos.canal == OFICIO else ""


def lugar_y_fecha(carta: Carta) -> str:
    """«Ciudad de México, 17 de diciembre de 2026»."""
    fecha = numeros.fecha(carta.datos.fechada_en.date())
    return f"{carta.datos.institucion.lugar}, {fecha}" if carta.datos.institucion.lugar else fecha


def avisos(carta: Carta, medio: str) -> tuple[Aviso, ...]:
    """Las marcas de la carta; si este medio no es el que notifica, la primera dice que es copia (art. 9)."""
    canal = carta.datos.canal
    if medio == canal:
        return carta.avisos
    con_numero = f" núm. {carta.datos.numero}" if canal == OFICIO and carta.datos.numero else ""
    copia = Aviso("Copia", f"se notifica por {_MEDIOS[canal]}{con_numero} ({Articulo(9).cita}).")
    return (copia, *carta.avisos)


def huella(carta: Carta) -> str:
    """Cómo se cita la comunicación: el principio de su identidad."""
    return carta.datos.comunicacion[:_LARGO_DE_HUELLA]
