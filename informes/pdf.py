"""El informe en PDF etiquetado (PDF/UA-1), compuesto con Typst sin letras del sistema.

Los datos llegan a la plantilla como JSON y se muestran como texto: nada de ellos se lee como marcado. Se
compone por partes, para que mil cuentas quepan en poca memoria, y las partes se unen en un solo archivo.
"""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import is_dataclass, replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from informes import colores
from informes.escritura import escribir
from informes.formas import Grafica, Informe, TablaAbierta
from informes.graficas import svg
from informes.letras import CUADRO, Letras
from informes.pdf_partes import Aparte, Frente, Parte, Tanda, entradas, partes
from informes.pdf_unido import Libro, Paginas, paginas_de

_DESALOJOS = 5
"""Composiciones vacías tras cada parte: Typst suelta lo que en diez composiciones nadie volvió a usar."""


def escribir_pdf(informe: Informe, ruta: Path) -> None:
    """Compone el informe y lo deja en la ruta.

    Los mismos datos dan los mismos bytes: la fecha del documento es la del informe.

    Raises:
        OSError: Si no puede escribirse.
    """
    escribir(ruta, componer(informe))


def componer(informe: Informe) -> bytes:
    """Bytes del PDF.

    El frente se compone dos veces: la primera dice cuántas páginas ocupa; la última, ya con las páginas de
    las demás partes en el contenido.
    """
    taller = _Taller(informe)
    libro = Libro()
    frente = Frente(informe.portada, entradas(informe), informe.resumen, informe.resultados)
    siguiente = 1 + paginas_de(taller.componer(frente, 1))
    unidas: list[tuple[int, Future[Paginas]]] = []
    desalojos: list[Future[None]] = []
    # Typst suelta el candado de Python mientras compone: otro hilo une la parte anterior.
    with ThreadPoolExecutor(1) as union:
        for lugar, parte in enumerate(partes(informe), start=1):
            pdf, ocultas = taller.componer(parte, siguiente), _ocultas(parte)
            unidas.append((siguiente, union.submit(libro.agregar, lugar, pdf, ocultas)))
            desalojos.append(union.submit(taller.desalojar))
            siguiente += paginas_de(pdf) - ocultas
    for desalojo in desalojos:
        desalojo.result()
    paginas = {destino: inicio + n for inicio, u in unidas for destino, n in u.result().destinos.items()}
    renglones = tuple(replace(e, pagina=paginas[e.destino]) for e in frente.entradas)
    libro.agregar(0, taller.componer(replace(frente, entradas=renglones), 1))
    return libro.cerrar()


class _Taller:
    """Compone partes con las mismas letras, los mismos colores y la misma fecha."""

    def __init__(self, informe: Informe) -> None:
        self._plantilla = (files("informes") / "plantillas" / "informe.typ").read_bytes()
        self._typst = typst.Compiler(ignore_system_fonts=True)
        self._vacio = typst.Compiler(ignore_system_fonts=True)
        self._letras = Letras(a_json(informe))
        self._fecha = int(informe.portada.fecha.timestamp())
        self._fijas = {
            "colores": json.dumps(colores.SERIES),
            "cuadro": "" if self._letras.completas else CUADRO,
            **{grafica.clave: svg(grafica) for grafica in _graficas(informe)},
        }

    def componer(self, parte: Parte, pagina: int) -> bytes:
        """PDF de una parte cuya primera página lleva ese número."""
        propias = {
            "clase": type(parte).__name__,
            "parte": self._letras.dibujable(_json(parte)),
            "pagina": str(pagina),
        }
        pdf = self._typst.compile(
            self._plantilla,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs=self._fijas | propias,
            timestamp=self._fecha,
        )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst dio {type(pdf).__name__} donde se esperaba un PDF")
        return pdf

    def desalojar(self) -> None:
        """Hace que Typst suelte lo que guardó de la parte anterior; su memoria es de todo el proceso."""
        for _ in range(_DESALOJOS):
            self._vacio.compile(b"", format="pdf")


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
    return (informe.resumen.grafica, informe.resultados.grafica_bandas, informe.resultados.grafica_tipos)
