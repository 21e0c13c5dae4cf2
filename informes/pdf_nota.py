"""La nota metodológica en PDF etiquetado, con la misma plantilla y las mismas letras que el informe."""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from informes import colores
from informes.escritura import escribir
from informes.letras import CUADRO, Letras
from informes.nota import Nota
from informes.pdf_taller import Ajustes, Pedido, Taller


def escribir_nota(nota: Nota, ruta: Path) -> None:
    """Compone la nota y la deja en la ruta; los mismos datos dan los mismos bytes.

    Raises:
        OSError: Si no puede escribirse.
    """
    datos = json.dumps(asdict(nota), default=lambda momento: momento.isoformat(), ensure_ascii=False)
    letras = Letras(datos)
    ajustes = Ajustes(
        (files("informes") / "plantillas" / "informe.typ").read_bytes(),
        (("colores", json.dumps(colores.SERIES)), ("cuadro", "" if letras.completas else CUADRO)),
        int(nota.portada.fecha.timestamp()),
    )
    escribir(ruta, Taller(ajustes).componer(Pedido("Nota", letras.dibujable(datos))))
