"""El informe en PDF etiquetado (PDF/UA-1), compuesto con Typst sin letras del sistema.

Los datos llegan a la plantilla como JSON y se muestran como texto: nada de ellos se lee como marcado. Se
compone por partes, para que mil cuentas quepan en poca memoria, y las partes se unen en un solo archivo.
"""

import json
from concurrent.futures import Executor
from dataclasses import is_dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from informes import colores
from informes.escritura import escribir
from informes.formas import Grafica, Informe, TablaAbierta
from informes.graficas import svg
from informes.letras import CUADRO, Letras
from informes.pdf_folios import Folios
from informes.pdf_partes import Aparte, Frente, PaginaModelo, Parte, Tanda, entradas, partes
from informes.pdf_taller import Ajustes, Composicion, Pedido, Taller
from informes.pdf_unido import Libro, paginas_de

_PARTES_PARA_REPARTIR = 20
"""Con menos, componerlas aquí tarda lo mismo que arrancar los procesos."""


def escribir_pdf(informe: Informe, ruta: Path, procesos: Executor | None = None) -> None:
    """Compone el informe y lo deja en la ruta.

    Los mismos datos dan los mismos bytes: la fecha del documento es la del informe.

    Args:
        informe: Lo que se compone.
        ruta: Archivo del PDF.
        procesos: Otros procesos que ayudan si las partes son muchas.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, componer(informe, procesos))


def componer(informe: Informe, procesos: Executor | None = None) -> bytes:
    """Bytes del PDF, los mismos con otros procesos que sin ellos.

    El frente se compone dos veces: la primera dice cuántas páginas ocupa; la última, ya con las páginas de
    las demás partes en el contenido.
    """
    letras = Letras(a_json(informe))
    ajustes = _ajustes(informe, letras)
    siguen = list(partes(informe))
    ayudan = procesos if len(siguen) >= _PARTES_PARA_REPARTIR else None
    composicion = Composicion((_pedido(p, letras) for p in siguen), ajustes, ayudan)
    taller = Taller(ajustes)
    libro = Libro(Folios(taller.componer(_pedido(PaginaModelo(informe.portada), letras))))
    frente = Frente(informe.portada, entradas(informe), informe.resumen, informe.resultados)
    siguiente = 1 + paginas_de(taller.componer(_pedido(frente, letras)))
    paginas: dict[str, int] = {}
    for lugar, (parte, pdf) in enumerate(zip(siguen, composicion.con(taller), strict=True), start=1):
        unida = libro.agregar(lugar, pdf, _ocultas(parte))
        paginas |= {destino: siguiente + n for destino, n in unida.destinos.items()}
        siguiente += unida.cuantas
    renglones = tuple(replace(e, pagina=paginas[e.destino]) for e in frente.entradas)
    libro.agregar(0, taller.componer(_pedido(replace(frente, entradas=renglones), letras)))
    return libro.cerrar()


def _ajustes(informe: Informe, letras: Letras) -> Ajustes:
    return Ajustes(
        (files("informes") / "plantillas" / "informe.typ").read_bytes(),
        (
            ("colores", json.dumps(colores.SERIES)),
            ("cuadro", "" if letras.completas else CUADRO),
            *((grafica.clave, svg(grafica)) for grafica in _graficas(informe)),
        ),
        int(informe.portada.fecha.timestamp()),
    )


def _pedido(parte: Parte, letras: Letras) -> Pedido:
    return Pedido(type(parte).__name__, letras.dibujable(_json(parte)))


def a_json(informe: Informe) -> str:
    """El modelo en JSON, sin las tablas abiertas, que ninguna plantilla muestra."""
    return _json(informe)


def _json(parte: Informe | Parte) -> str:
    return json.dumps(parte, default=_simple, ensure_ascii=False)


def _simple(valor: Any) -> Any:
    if isinstance(valor, datetime):
        return valor.isoformat()
    if is_dataclass(valor) and not isinstance(valor, type | TablaAbierta):
        return {k: v for k, v in vars(valor).items() if k != "tablas" or not isinstance(valor, Informe)}
    raise TypeError(f"{type(valor).__name__} no puede pasar a la plantilla")


def _ocultas(parte: Aparte | Tanda) -> int:
    """Páginas del principio que solo traen los títulos de que cuelga la parte."""
    sigue = parte.previos if isinstance(parte, Tanda) else not parte.ancla
    return 1 if sigue else 0


def _graficas(informe: Informe) -> tuple[Grafica, ...]:
    return (
        informe.resumen.grafica,
        informe.resultados.grafica_bandas,
        informe.resultados.grafica_certeza,
        informe.resultados.grafica_tipos,
    )
