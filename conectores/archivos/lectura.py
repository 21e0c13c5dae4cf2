"""Lee un archivo entregado: lo abre, reconoce cada tabla y llama a su lector.

Una parte que no puede leerse no detiene a las demás; cada una da su lectura con sus hallazgos.
"""

from collections.abc import Sequence
from dataclasses import replace

from conectores.archivos.apertura import abrir
from conectores.archivos.evidencias import leer_evidencia
from conectores.archivos.firmas import Clase, clasificar
from conectores.archivos.fuentes import FUENTES
from conectores.archivos.libro import leer_libro
from conectores.archivos.reconocimiento import Fuente, reconocer
from conectores.archivos.resumen import resumir
from conectores.archivos.tabla import Registros
from conectores.archivos.texto import leer_texto
from conectores.archivos.tipos import Contexto, Lectura, Parte
from esquemas.hallazgos import Hallazgo

_SIN_AVISO = frozenset({"Instrucciones"})
"""Hojas del formato oficial que no traen cifras."""
_ACOMPANAN = {"L701": "youtube_videos"}
"""Rechazos de archivos que la plataforma descarga junto a otro, y la clase de ese otro: si vienen en el
mismo conjunto, no son un error."""


def leer(
    archivo: str,
    contenido: bytes,
    carpeta: str | None,
    contexto: Contexto,
    fuentes: Sequence[Fuente] = FUENTES,
) -> list[Lectura]:
    """Lee un archivo entregado, sea tabla, libro, conjunto comprimido o evidencia.

    Args:
        archivo: Ruta dentro de ``entradas``, para citarlo.
        contenido: Sus bytes.
        carpeta: Nombre de la carpeta ``entradas/<cuenta>/``, o ``None`` si está fuera de una.
        contexto: Padrón, semestre y topes.
        fuentes: Tablas que se reconocen.

    Returns:
        Una lectura por tabla o evidencia y una, rechazada, por cada cosa que no pudo leerse. Nunca vacía.
    """
    partes, hallazgos = abrir(archivo, contenido, carpeta, contexto.limites)
    lecturas = [_rechazada([h]) for h in hallazgos]
    for parte in partes:
        lecturas.extend(_leer_parte(parte, contexto, fuentes))
    return _sin_acompanantes(lecturas)


def _sin_acompanantes(lecturas: list[Lectura]) -> list[Lectura]:
    """Quita los rechazos de lo que acompaña a una tabla que sí se leyó en el mismo conjunto."""
    leidas = {lectura.clase for lectura in lecturas if not lectura.rechazado}
    sobran = {codigo for codigo, clase in _ACOMPANAN.items() if clase in leidas}
    return [lectura for lectura in lecturas if not {h.codigo for h in lectura.hallazgos} & sobran]


def _leer_parte(parte: Parte, contexto: Contexto, fuentes: Sequence[Fuente]) -> list[Lectura]:
    clase, _ = clasificar(parte.contenido)
    if clase in (Clase.PNG, Clase.JPEG, Clase.PDF):
        return [leer_evidencia(parte, clase, contexto)]
    if clase is Clase.ZIP:
        return _leer_libro(parte, contexto, fuentes)
    registros, hallazgos = leer_texto(parte, contexto.limites)
    if registros is None:
        return [_rechazada(hallazgos)]
    return [_leer_tabla(registros, parte.carpeta, contexto, fuentes, hallazgos)]


def _leer_libro(parte: Parte, contexto: Contexto, fuentes: Sequence[Fuente]) -> list[Lectura]:
    hojas, hallazgos = leer_libro(parte, contexto.limites)
    lecturas = [_rechazada([h]) for h in hallazgos]
    leidas = [(r, _leer_tabla(r, parte.carpeta, contexto, fuentes, [])) for r in hojas]
    reconocidas = [lectura for _, lectura in leidas if lectura.clase is not None]
    if not reconocidas:
        return lecturas + [lectura for _, lectura in leidas]
    for registros, lectura in leidas:
        if lectura.clase is not None:
            lecturas.append(lectura)
        elif all(h.codigo == "L103" for h in lectura.hallazgos):
            lecturas.extend(_hoja_sin_leer(registros))
        else:
            lecturas.append(lectura)
    return lecturas


def _hoja_sin_leer(registros: Registros) -> list[Lectura]:
    """Una hoja sin encabezados conocidos junto a otras que sí los tienen: se avisa, no se rechaza."""
    if registros.hoja in _SIN_AVISO or registros.hoja.startswith("_"):
        return []
    aviso = Hallazgo("L113", archivo=registros.archivo, hoja=registros.hoja, encontrado=registros.hoja)
    return [Lectura(None, hallazgos=(aviso,))]


def _leer_tabla(
    registros: Registros,
    carpeta: str | None,
    contexto: Contexto,
    fuentes: Sequence[Fuente],
    previos: list[Hallazgo],
) -> Lectura:
    reconocida, hallazgos = reconocer(registros, fuentes, carpeta)
    if reconocida is None or reconocida.fuente.lector is None:
        return _rechazada(previos + hallazgos)
    lectura = reconocida.fuente.lector(reconocida, contexto)
    perdidas = reconocida.tabla.rechazadas
    return replace(
        lectura,
        hallazgos=resumir((*previos, *hallazgos, *lectura.hallazgos)),
        filas_leidas=lectura.filas_leidas + perdidas,
        filas_rechazadas=lectura.filas_rechazadas + perdidas,
    )


def _rechazada(hallazgos: Sequence[Hallazgo]) -> Lectura:
    return Lectura(None, hallazgos=resumir(hallazgos), rechazado=True)
