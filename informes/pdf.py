"""El informe en PDF etiquetado (PDF/UA-1), compuesto con Typst sin letras del sistema.

Los datos llegan a la plantilla como JSON y se muestran como texto: nada de ellos se lee como marcado.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from informes import colores
from informes.escritura import escribir
from informes.formas import Grafica, Informe, TablaAbierta
from informes.graficas import svg
from informes.letras import CUADRO, dibujable


def escribir_pdf(informe: Informe, ruta: Path) -> None:
    """Compone el informe y lo deja en la ruta.

    Los mismos datos dan los mismos bytes: la fecha del documento es la del informe.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, componer(informe))


def componer(informe: Informe) -> bytes:
    """Bytes del PDF."""
    plantilla = (files("informes") / "plantillas" / "informe.typ").read_bytes()
    mostrado = dibujable(a_json(informe))
    entradas = {
        "informe": mostrado,
        "cuadro": CUADRO if CUADRO in mostrado else "",
        "colores": json.dumps(colores.SERIES),
    }
    contenido: bytes = typst.compile(
        plantilla,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        sys_inputs=entradas | {grafica.clave: svg(grafica) for grafica in _graficas(informe)},
        timestamp=int(informe.portada.fecha.timestamp()),
    )
    return contenido


def a_json(informe: Informe) -> str:
    """El modelo en JSON, sin las tablas abiertas, que ninguna plantilla muestra."""
    return json.dumps(informe, default=_simple, ensure_ascii=False)


def _simple(valor: Any) -> Any:
    if isinstance(valor, datetime):
        return valor.isoformat()
    if is_dataclass(valor) and not isinstance(valor, type | TablaAbierta):
        omitidos = {"tablas"} if isinstance(valor, Informe) else set()
        return {f.name: getattr(valor, f.name) for f in fields(valor) if f.name not in omitidos}
    raise TypeError(f"{type(valor).__name__} no puede pasar a la plantilla")


def _graficas(informe: Informe) -> tuple[Grafica, ...]:
    return (informe.resumen.grafica, informe.resultados.grafica_bandas, informe.resultados.grafica_tipos)
