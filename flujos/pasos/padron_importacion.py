"""Importar el padrón de un CSV o un XLSX: qué entraría, cambiaría y saldría, y ponerlo solo si se pide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from almacen.candado import candado
from almacen.escritura import escribir_atomico
from conectores.archivos.planilla import escribir_planilla, sin_guarda
from conectores.archivos.plegado import plegar
from conectores.archivos.tipos import Limites
from esquemas.hallazgos import limpiar
from esquemas.tablas import AREAS as TABLA_AREAS
from esquemas.tablas import CAPACITACIONES, CONTACTOS
from esquemas.tablas import CUENTAS as TABLA_CUENTAS
from esquemas.tablas_expediente import ENCARGADOS
from flujos.errores import OrdenInvalida
from flujos.pasos.padron import componer
from flujos.pasos.padron_archivo import AREAS, COLUMNAS, CUENTAS, TablaAjena, completar, sin_vacias, tablas_de
from flujos.pasos.padron_csv import Hoja, interpretar, leer_csv, leer_hoja

ANTERIORES = "anteriores"
"""Carpeta de ``padron`` en que queda la copia de lo que se reemplaza."""
_ESPERA_SEGUNDOS = 10.0
_ESQUEMAS = {AREAS: (TABLA_AREAS, ENCARGADOS), CUENTAS: (TABLA_CUENTAS, CONTACTOS)}


@dataclass(frozen=True)
class Cambio:
    """Lo que cambiaría de una tabla.

    Attributes:
        tabla: ``areas.csv`` o ``cuentas.csv``.
        entran: Claves que hoy no están.
        cambian: De cada clave, columna, lo que dice hoy y lo que diría.
        salen: Claves que hoy están y el archivo no trae.
        iguales: Cuántas quedan como están.
        sin_usar: Encabezados del archivo que no son de ninguna columna.
    """

    tabla: str
    entran: tuple[str, ...]
    cambian: Mapping[str, tuple[tuple[str, str, str], ...]]
    salen: tuple[str, ...]
    iguales: int
    sin_usar: tuple[str, ...]

    @property
    def nada(self) -> bool:
        """Si el padrón quedaría como está."""
        return not (self.entran or self.cambian or self.salen)


@dataclass(frozen=True)
class Importacion:
    """Lo que resultaría de importar.

    Attributes:
        cambios: Uno por tabla hallada.
        problemas: Lo que está mal, con archivo, fila y columna; con alguno no se escribe nada.
        escritos: Archivos del padrón que se reemplazaron.
        copias: Donde quedó lo que decían.
    """

    cambios: tuple[Cambio, ...]
    problemas: tuple[str, ...]
    escritos: tuple[Path, ...] = field(default=())
    copias: tuple[Path, ...] = field(default=())


def importar(
    padron: Path, rutas: Sequence[Path], limites: Limites, ahora: datetime, *, escribir: bool
) -> Importacion:
    """Lee cuentas y áreas de unos archivos y dice qué cambiaría; con ``escribir``, las pone.

    Lo que un archivo trae reemplaza su tabla entera: lo que no trae, sale. Todo o nada: con un solo problema
    no se escribe nada. Repetirlo no cambia nada ni deja otra copia.

    Args:
        padron: Carpeta del padrón.
        rutas: Archivos por leer; si el padrón es nuevo, áreas y cuentas deben venir a la vez.
        limites: Topes del espacio.
        ahora: Instante, en la zona del espacio, con que se nombra la copia.
        escribir: Si se reemplaza.

    Raises:
        OrdenInvalida: Si un archivo no existe o es enorme, o una tabla viene dos veces.
        AlmacenOcupado: Si otra importación está en curso.
    """
    with candado(padron / ".importar", _ESPERA_SEGUNDOS):
        problemas: list[str] = []
        halladas = _halladas(rutas, limites, problemas)
        actuales = _actuales(padron, halladas, problemas)
        nuevas = _completas(halladas, actuales, problemas)
        _comprobar(padron, nuevas, problemas)
        cambios = tuple(
            _cambio(t, _filas(hoja), actuales[t], halladas[t].sin_usar) for t, hoja in nuevas.items()
        )
        if not escribir or problemas:
            return Importacion(cambios, tuple(problemas))
        escritos, copias = [], []
        for cambio in cambios:
            if not cambio.nada:
                copias += _guardar_copia(padron / cambio.tabla, ahora)
                filas = [c for _, c in sin_vacias(nuevas[cambio.tabla].renglones)]
                escribir_atomico(padron / cambio.tabla, escribir_planilla(COLUMNAS[cambio.tabla], filas))
                escritos.append(padron / cambio.tabla)
        return Importacion(cambios, (), tuple(escritos), tuple(copias))


def _halladas(rutas: Sequence[Path], limites: Limites, problemas: list[str]) -> dict[str, TablaAjena]:
    halladas: dict[str, TablaAjena] = {}
    for ruta in rutas:
        if not ruta.is_file():
            raise OrdenInvalida(f"No existe el archivo {ruta}. Revise la ruta.")
        if ruta.stat().st_size > limites.bytes_archivo:
            raise OrdenInvalida(f"{ruta} pasa del tope de {limites.bytes_archivo:,} bytes. ¿Es el correcto?")
        for tabla in tablas_de(ruta, ruta.read_bytes(), limites, problemas):
            if tabla.tabla in halladas:
                raise OrdenInvalida(
                    f"{tabla.hoja.nombre} y {halladas[tabla.tabla].hoja.nombre} traen la misma tabla "
                    f"({tabla.tabla}); deje una."
                )
            halladas[tabla.tabla] = tabla
    return halladas


def _actuales(
    padron: Path, halladas: Mapping[str, TablaAjena], problemas: list[str]
) -> dict[str, dict[str, dict[str, str]]]:
    """Lo que hoy dice el padrón; de lo que se reemplaza y no se entiende, se dice."""
    actuales = {}
    for tabla in COLUMNAS:
        ilegible: list[str] = []
        actuales[tabla] = _filas(leer_hoja(padron / tabla, ilegible))
        if tabla in halladas:
            # De las demás lo dice la comprobación de cómo quedaría el padrón.
            problemas.extend(f"{p} Sin leerlo, lo que el archivo no trae se perdería." for p in ilegible)
    return actuales


def _completas(
    halladas: Mapping[str, TablaAjena],
    actuales: Mapping[str, Mapping[str, Mapping[str, str]]],
    problemas: list[str],
) -> dict[str, Hoja]:
    """Las tablas con todas sus columnas; primero las áreas, que las cuentas nombran."""
    nuevas: dict[str, Hoja] = {}
    for tabla in (AREAS, CUENTAS):
        if tabla in halladas:
            areas = _filas(nuevas[AREAS]) if AREAS in nuevas else actuales[AREAS]
            por_nombre: dict[str, list[str]] = {}
            for clave, fila in areas.items():
                por_nombre.setdefault(plegar(fila.get("nombre", "")), []).append(clave)
            nuevas[tabla] = completar(halladas[tabla], actuales[tabla], por_nombre, problemas)
    return nuevas


def _comprobar(padron: Path, nuevas: Mapping[str, Hoja], problemas: list[str]) -> None:
    """Comprueba el padrón como quedaría, con las mismas reglas con que se abre."""
    leidas = {
        tabla: interpretar(nuevas[tabla], esquemas, problemas)
        if tabla in nuevas
        else leer_csv(padron / tabla, esquemas, problemas)
        for tabla, esquemas in _ESQUEMAS.items()
    }
    capacitaciones = leer_csv(padron / "capacitaciones.csv", (CAPACITACIONES,), problemas)
    componer(leidas[AREAS], leidas[CUENTAS], capacitaciones, problemas)


def _filas(hoja: Hoja) -> dict[str, dict[str, str]]:
    """Celdas por clave y columna, sin guarda; la primera columna de la tabla es su clave."""
    tabla = CUENTAS if "cuenta" in hoja.encabezados else AREAS
    filas: dict[str, dict[str, str]] = {}
    for _, celdas in sin_vacias(hoja.renglones):
        fila = {c: sin_guarda(v.strip()) for c, v in zip(hoja.encabezados, celdas, strict=False)}
        filas[fila.get(COLUMNAS[tabla][0], "")] = fila
    return filas


def _cambio(
    tabla: str,
    nuevas: Mapping[str, Mapping[str, str]],
    actuales: Mapping[str, Mapping[str, str]],
    sin_usar: tuple[str, ...],
) -> Cambio:
    cambian = {}
    for clave in nuevas.keys() & actuales.keys():
        distintas = tuple(
            (c, actuales[clave].get(c, ""), nuevas[clave].get(c, ""))
            for c in COLUMNAS[tabla]
            if actuales[clave].get(c, "") != nuevas[clave].get(c, "")
            and not (
                c in ("central", "ejemplo") and {actuales[clave].get(c, ""), nuevas[clave][c]} <= {"", "no"}
            )
        )
        if distintas:
            cambian[clave] = distintas
    return Cambio(
        tabla,
        tuple(c for c in nuevas if c not in actuales),
        dict(sorted(cambian.items())),
        tuple(c for c in actuales if c not in nuevas),
        len(nuevas.keys() & actuales.keys()) - len(cambian),
        sin_usar,
    )


def _guardar_copia(ruta: Path, ahora: datetime) -> list[Path]:
    """Deja en ``anteriores`` lo que decía el archivo, con la fecha; una copia nunca pisa a otra."""
    if not ruta.exists():
        return []
    nombre = f"{ruta.stem}_{ahora:%Y%m%dT%H%M%S}"
    destino, numero = ruta.parent / ANTERIORES / f"{nombre}.csv", 1
    while destino.exists():
        numero += 1
        destino = destino.with_name(f"{nombre}_{numero}.csv")
    escribir_atomico(destino, ruta.read_bytes())
    return [destino]


def oraciones(cambio: Cambio) -> list[str]:
    """Lo que cambiaría de una tabla, un renglón por cosa."""
    dichas = [f"entra {limpiar(c)}" for c in cambio.entran]
    for clave, columnas in cambio.cambian.items():
        for columna, antes, ahora in columnas:
            dichas.append(f"cambia {limpiar(clave)}, {columna}: de «{limpiar(antes)}» a «{limpiar(ahora)}»")
    return dichas + [f"SALE {limpiar(c)}" for c in cambio.salen]
