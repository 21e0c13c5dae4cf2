"""De un CSV o un XLSX ajeno a las tablas del padrón: encabezados parecidos y celdas como las espera."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from conectores.archivos.apertura import abrir
from conectores.archivos.fechas import fecha
from conectores.archivos.firmas import Clase, clasificar
from conectores.archivos.libro import leer_libro
from conectores.archivos.planilla import sin_guarda
from conectores.archivos.plegado import plegar, plegar_usuario
from conectores.archivos.tabla import Registros
from conectores.archivos.texto import leer_texto
from conectores.archivos.tipos import Limites
from esquemas.hallazgos import limpiar
from flujos.pasos.padron_csv import Hoja
from lineamientos.catalogo import REDES

AREAS, CUENTAS = "areas.csv", "cuentas.csv"
COLUMNAS: dict[str, tuple[str, ...]] = {
    CUENTAS: (
        "cuenta", "red", "usuario", "id_plataforma", "nombre", "area", "central", "vigente_desde",
        "vigente_hasta", "administrador", "correo_administrador", "titular", "correo_titular",
        "correo_apertura", "habla_en_su_nombre", "ejemplo",
    ),
    AREAS: (
        "area", "nombre", "tipo_area", "entidad", "encargado", "correo_encargado", "zona_horaria", "ejemplo",
    ),
}  # fmt: skip
"""Columnas de cada tabla, en su orden."""
_OTROS_NOMBRES: dict[str, tuple[str, ...]] = {
    "cuenta": ("clave", "clave de la cuenta", "clave cuenta"),
    "red": ("red social", "plataforma"),
    "usuario": ("nombre de usuario", "usuario de la cuenta", "arroba", "handle"),
    "id_plataforma": ("id", "identificador", "id de la plataforma"),
    "nombre": ("nombre de la cuenta", "nombre para mostrar", "nombre del area"),
    "area": ("clave del area", "clave area", "area responsable", "unidad"),
    "tipo_area": ("tipo", "tipo de area"),
    "entidad": ("entidad federativa", "estado"),
    "vigente_desde": ("alta", "fecha de alta", "desde"),
    "vigente_hasta": ("baja", "fecha de baja", "hasta"),
    "administrador": ("administradora", "nombre del administrador", "administrador de la cuenta"),
    "correo_administrador": (
        "correo del administrador",
        "email del administrador",
        "correo de la administradora",
    ),
    "titular": ("nombre del titular", "titular del area"),
    "correo_titular": ("correo del titular", "email del titular"),
    "correo_apertura": ("correo de apertura", "correo de la cuenta"),
    "encargado": ("encargado del tema", "nombre del encargado"),
    "correo_encargado": ("correo del encargado", "email del encargado"),
    "zona_horaria": ("zona", "huso horario"),
}
_DISTINTIVAS = {CUENTAS: ("red", "usuario"), AREAS: ("area", "tipo_area")}
"""Columnas sin las que una tabla no es esa."""
_RENGLONES_DE_ENCABEZADO = 20
_OTRAS_REDES = {"twitter": "x", "x twitter": "x", "twitter x": "x", "fb": "facebook", "ig": "instagram"}
_SI_NO = {"si": "sí", "s": "sí", "x": "sí", "verdadero": "sí", "true": "sí", "1": "sí",
          "no": "no", "n": "no", "falso": "no", "false": "no", "0": "no"}  # fmt: skip


@dataclass(frozen=True)
class TablaAjena:
    """Una tabla del padrón hallada en un archivo.

    Attributes:
        tabla: ``AREAS`` o ``CUENTAS``.
        hoja: Sus celdas, ya como las escribe el padrón y con las columnas del padrón que trae.
        sin_usar: Encabezados que no son de ninguna columna.
    """

    tabla: str
    hoja: Hoja
    sin_usar: tuple[str, ...]


def tablas_de(ruta: Path, contenido: bytes, limites: Limites, problemas: list[str]) -> list[TablaAjena]:
    """Las tablas del padrón que trae un archivo: una por hoja que se reconozca.

    Args:
        ruta: El archivo, para citarlo.
        contenido: Sus bytes.
        limites: Topes del espacio.
        problemas: Donde se agrega una oración por cada cosa que está mal.
    """
    registros: list[Registros] = []
    partes, hallazgos = abrir(ruta.name, contenido, None, limites)
    for parte in partes:
        if clasificar(parte.contenido)[0] is Clase.ZIP:
            hojas, suyos = leer_libro(parte, limites)
        else:
            leido, suyos = leer_texto(parte, limites)
            hojas = [] if leido is None else [leido]
        registros += hojas
        hallazgos = [*hallazgos, *suyos]
    problemas.extend(h.oracion for h in hallazgos)
    halladas = [t for r in registros if (t := _tabla(r, problemas)) is not None]
    if not halladas and not problemas:
        problemas.append(
            f"{limpiar(ruta.name)}: no se reconoce ninguna tabla del padrón. Se esperaba un renglón de "
            "encabezados con «red» y «usuario» (cuentas) o con «area» y «tipo_area» (áreas)."
        )
    return halladas


def _tabla(registros: Registros, problemas: list[str]) -> TablaAjena | None:
    """La tabla que trae una hoja: su renglón de encabezados es el que más columnas del padrón nombra."""
    mejor: tuple[int, int, str, list[str | None]] | None = None
    for posicion, fila in enumerate(registros.filas[:_RENGLONES_DE_ENCABEZADO]):
        for tabla, distintivas in _DISTINTIVAS.items():
            columnas = [_columna(celda, tabla) for celda in fila]
            halladas = {c for c in columnas if c}
            if set(distintivas) <= halladas and (mejor is None or len(halladas) > mejor[0]):
                mejor = (len(halladas), posicion, tabla, columnas)
    if mejor is None:
        return None
    _, posicion, tabla, columnas = mejor
    nombre = limpiar(registros.archivo) + (f", hoja «{limpiar(registros.hoja)}»" if registros.hoja else "")
    repetidas = sorted({c for c in columnas if c and columnas.count(c) > 1})
    if repetidas:
        problemas.append(
            f"{nombre}, fila {registros.numeros[posicion]}: varias columnas dicen lo mismo "
            f"({', '.join(repetidas)}); deje una."
        )
        return None
    presentes = [(n, c) for n, c in enumerate(columnas) if c]
    renglones = [
        (numero, [_celda(c, fila[n] if n < len(fila) else "") for n, c in presentes])
        for numero, fila in zip(
            registros.numeros[posicion + 1 :], registros.filas[posicion + 1 :], strict=True
        )
    ]
    sin_usar = tuple(
        limpiar(celda)
        for celda, columna in zip(registros.filas[posicion], columnas, strict=True)
        if columna is None and celda.strip()
    )
    return TablaAjena(tabla, Hoja(nombre, [c for _, c in presentes], renglones), sin_usar)


def _columna(encabezado: str, tabla: str) -> str | None:
    plegado = plegar(encabezado)
    for columna in COLUMNAS[tabla]:
        if plegado in (plegar(columna), *_OTROS_NOMBRES.get(columna, ())):
            return columna
    return None


def _celda(columna: str, texto: str) -> str:
    """La celda como la escribe el padrón; lo que no se entienda queda como venía y lo dice la revisión."""
    limpio = sin_guarda(" ".join("".join(c if c.isprintable() else " " for c in texto).split()))
    if columna in ("vigente_desde", "vigente_hasta") and (dia := fecha(limpio)) is not None:
        return dia.isoformat()
    if columna in ("central", "ejemplo"):
        return _SI_NO.get(plegar(limpio), limpio)
    if columna == "red":
        return _red(limpio)
    return plegar_usuario(limpio) if columna == "usuario" and limpio.startswith(("@", "http")) else limpio


def _red(texto: str) -> str:
    plegado = plegar(texto)
    return {**{plegar(n): r for r, n in REDES.items()}, **_OTRAS_REDES}.get(plegado, texto)


def completar(
    tabla: TablaAjena,
    guardadas: Mapping[str, Mapping[str, str]],
    areas: Mapping[str, Sequence[str]],
    problemas: list[str],
) -> Hoja:
    """La tabla con todas las columnas del padrón.

    Una columna que el archivo no trae conserva lo que el padrón decía de esa clave. A una cuenta sin clave se
    le da la de la misma red y usuario o, si es nueva, «red_usuario». Un área puede venir por su nombre.

    Args:
        tabla: La hallada.
        guardadas: Filas del padrón de hoy, por clave.
        areas: Claves de las áreas de cada nombre, plegado.
        problemas: Donde se agrega una oración por cada área o cuenta que podría ser más de una.
    """
    columnas, clave = COLUMNAS[tabla.tabla], COLUMNAS[tabla.tabla][0]
    conocidas: dict[tuple[str, str], list[str]] = {}
    for conocida, guardada in guardadas.items():
        conocidas.setdefault(_identidad(guardada), []).append(conocida)
    de_area = {c for suyas in areas.values() for c in suyas}
    renglones = []
    for numero, celdas in tabla.hoja.renglones:
        fila = dict(zip(tabla.hoja.encabezados, celdas, strict=True))
        if tabla.tabla == CUENTAS:
            lugar = f"{tabla.hoja.nombre}, fila {numero}"
            if not fila.get(clave):
                fila[clave] = _una(conocidas.get(_identidad(fila), ()), f"{lugar}: la cuenta", problemas)
                fila[clave] = fila[clave] or _clave_nueva(fila)
            area = fila.get("area", "")
            if area and area not in de_area:
                suya = f"{lugar}, columna «area»: «{limpiar(area)}»"
                fila["area"] = _una(areas.get(plegar(area), ()), suya, problemas) or area
        completa = {**guardadas.get(fila.get(clave, ""), {}), **fila}
        renglones.append((numero, [completa.get(c, "") for c in columnas]))
    return Hoja(tabla.hoja.nombre, list(columnas), renglones)


def _una(claves: Sequence[str], que: str, problemas: list[str]) -> str:
    """La clave, si es una; vacía si no hay, o si hay varias, y entonces se dice."""
    if len(claves) > 1:
        problemas.append(f"{que} puede ser cualquiera de {', '.join(sorted(claves))}; escriba su clave.")
    return claves[0] if len(claves) == 1 else ""


def _identidad(fila: Mapping[str, str]) -> tuple[str, str]:
    return fila.get("red", ""), plegar_usuario(fila.get("usuario", ""))


def _clave_nueva(fila: Mapping[str, str]) -> str:
    red, usuario = fila.get("red", ""), plegar_usuario(fila.get("usuario", ""))
    return f"{red}_{usuario}"[:60] if red and usuario else ""


def sin_vacias(renglones: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Los renglones que dicen algo."""
    return [(n, celdas) for n, celdas in renglones if any(c.strip() for c in celdas)]
