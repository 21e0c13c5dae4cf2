"""El ejemplo: un organismo inventado, sus archivos de dos semestres y los defectos que se sembraron."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from almacen.escritura import escribir_atomico
from almacen.evaluaciones import ultima
from almacen.lecturas import observaciones_de_todo
from almacen.maestro import abrir_maestro
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plantado import DefectoPlantado
from conectores.ejemplo.siembra import sembrar_entradas, sembrar_padron
from flujos.errores import OrdenInvalida
from flujos.pasos.ajustes_generales import ARCHIVO_DE_AJUSTES
from flujos.pasos.ejemplo_recoleccion import escribir_fichas, seccion
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.inicio import parametros_de_partida
from lineamientos.semestres import Semestre

SEMILLA = 2026


@dataclass(frozen=True)
class Comparacion:
    """Lo sembrado frente a lo encontrado.

    Attributes:
        encontrados: Defectos sembrados que la revisión encontró.
        omitidos: Sembrados que no encontró.
        de_mas: Encontrados que nadie sembró.
    """

    encontrados: tuple[str, ...]
    omitidos: tuple[str, ...]
    de_mas: tuple[str, ...]

    @property
    def exacta(self) -> bool:
        """Si se encontró justo lo sembrado."""
        return not self.omitidos and not self.de_mas


def preparar(raiz: Path, mundo: Mundo, *, con_recoleccion: bool = True) -> Espacio:
    """Crea el espacio del ejemplo, o abre el que ya está.

    Args:
        raiz: Carpeta.
        mundo: De dónde salen padrón y cuentas.
        con_recoleccion: Si parte de las cuentas se recolecta de un simulador; en los bancos de archivos, no.

    Raises:
        OrdenInvalida: Si en la carpeta hay un espacio que no es de ejemplo.
    """
    if (raiz / ARCHIVO_DE_AJUSTES).exists():
        espacio = abrir_espacio(raiz)
        if not espacio.ejemplo:
            raise OrdenInvalida(
                f"En {raiz} hay un espacio que no es de ejemplo; no se tocó. Elija otra carpeta."
            )
        return espacio
    sembrar_padron(raiz, mundo)
    for nombre, texto in parametros_de_partida().items():
        escribir_atomico(raiz / "parametros" / nombre, texto.encode())
    ajustes = files("flujos").joinpath("plantillas", "ejemplo.toml").read_text("utf-8")
    if con_recoleccion:
        escribir_fichas(raiz, mundo)
        ajustes += seccion(mundo)
    escribir_atomico(raiz / ARCHIVO_DE_AJUSTES, ajustes.encode())
    return abrir_espacio(raiz)


def falta_evaluar(espacio: Espacio, semestre: Semestre) -> bool:
    """Si un semestre del ejemplo aún no tiene evaluación."""
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        return ultima(base, semestre.clave) is None


def sembrar(espacio: Espacio, mundo: Mundo, semestre: Semestre) -> tuple[DefectoPlantado, ...]:
    """Deja en ``entradas`` los archivos de un semestre; los que ya estaban no se tocan.

    Returns:
        Los defectos sembrados.
    """
    return sembrar_entradas(espacio.raiz, mundo, semestre).defectos


def comparar(espacio: Espacio, sembrados: Sequence[DefectoPlantado]) -> Comparacion:
    """Compara los defectos sembrados con las observaciones de la base, uno a uno."""
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        marco = observaciones_de_todo(base)
    hallados = {(f["codigo"], f["cuenta"] or "", f["archivo"] or "") for f in marco.iter_rows(named=True)}
    cuentas = set(espacio.padron.cuentas["cuenta"])
    esperados = {
        (d.codigo, d.cuenta or _de_la_carpeta(d.archivo, cuentas), d.archivo or ""): d.descripcion
        for d in sembrados
    }
    return Comparacion(
        encontrados=tuple(sorted(f"{_decir(k)}: {v}" for k, v in esperados.items() if k in hallados)),
        omitidos=tuple(sorted(f"{_decir(k)}: {v}" for k, v in esperados.items() if k not in hallados)),
        de_mas=tuple(sorted(_decir(k) for k in hallados - esperados.keys())),
    )


def _de_la_carpeta(archivo: str | None, cuentas: set[str]) -> str:
    """La cuenta de la carpeta, que es de quien es un hallazgo que no dice la suya."""
    carpeta, _, resto = (archivo or "").partition("/")
    return carpeta if resto and carpeta in cuentas else ""


def _decir(clave: tuple[str, str, str]) -> str:
    return " · ".join(parte for parte in clave if parte)
