"""Una carta como oficio en PDF etiquetado (PDF/UA-1), compuesta con Typst sin letras del sistema.

Los datos llegan a la plantilla como JSON y se muestran como texto: nada de ellos se lee como marcado.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from functools import lru_cache
from itertools import groupby
from typing import Any

from informes.cartas.formas import Carta
from informes.cartas.logotipo import en_svg
from informes.cartas.modelo import OFICIO
from informes.cartas.piezas import avisos, huella, lugar_y_fecha, numero
from informes.cartas.plantilla import plantilla
from informes.letras import Letras
from informes.pdf_taller import Ajustes, Composicion, Pedido, Taller


def oficios_pdf(cartas: Sequence[Carta], procesos: Executor | None = None) -> Iterator[bytes]:
    """Los oficios de unas cartas, en su orden; los mismos datos dan los mismos bytes y juntos tardan menos.

    Args:
        cartas: Lo redactado.
        procesos: Otros procesos que componen, si son muchas.

    Raises:
        CartaInvalida: Si el logotipo no puede dibujarse.
    """
    letras = Letras("".join(_datos(c) for c in cartas))
    for ajustes, iguales in groupby(cartas, key=_ajustes):
        pedidos = [Pedido("Carta", letras.dibujable(_datos(c))) for c in iguales]
        yield from Composicion(pedidos, ajustes, procesos).con(_taller(ajustes))


def _ajustes(carta: Carta) -> Ajustes:
    datos = carta.datos
    return Ajustes(
        plantilla("carta"),
        (("logotipo", _logotipo(datos.institucion.logotipo)),),
        int(datos.fechada_en.timestamp()),
    )


def _datos(carta: Carta) -> str:
    de = carta.datos.institucion
    sencillas: dict[str, Any] = {
        "asunto": carta.asunto,
        "organismo": de.organismo,
        "membrete": carta.membrete,
        "domicilio": de.domicilio,
        "numero": numero(carta),
        "lugar_y_fecha": lugar_y_fecha(carta),
        "huella": huella(carta),
        "semestre": carta.datos.semestre.clave,
        "para": carta.para,
        "saludo": carta.saludo,
        "despedida": carta.despedida,
        "firma": carta.firma,
        "copias": carta.copias,
        "avisos": [asdict(a) for a in avisos(carta, OFICIO)],
        "bloques": [{"tipo": type(b).__name__} | asdict(b) for b in carta.bloques],
    }
    return json.dumps(sencillas, ensure_ascii=False)


@lru_cache(maxsize=4)
def _logotipo(logotipo: bytes | None) -> str:
    return "" if logotipo is None else en_svg(logotipo)


@lru_cache(maxsize=1)
def _taller(ajustes: Ajustes) -> Taller:
    return Taller(ajustes)
