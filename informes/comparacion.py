"""Qué cambió entre dos evaluaciones guardadas de un semestre: parámetros y, por cuenta, la propuesta."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from informes import numeros
from informes.formas import ColumnaAbierta, Dato, Portada, TablaAbierta, Valor
from informes.textos import FASES, limpio, red, titulo
from informes.valores import valor
from lineamientos.semestres import Semestre

_SIN_INDICE = "sin índice"
_SIN_LUGAR = "sin lugar"
_NO_ESTABA = "no se evaluó"
_NO_REGIA = "no regía"
_MAYORES = 10
"""Cuántas cuentas se muestran si ninguna cambia de clase."""


@dataclass(frozen=True)
class Lado:
    """Una de las dos evaluaciones, con los esquemas de sus tablas."""

    encabezado: Mapping[str, Any]
    calificaciones: pl.DataFrame
    parametros: pl.DataFrame


@dataclass(frozen=True)
class Comparacion:
    """Lo que cambió, ya escrito.

    Attributes:
        portada: Marcas y nombres para los archivos.
        resumen: Oraciones: qué entró distinto y cuántas cuentas cambiaron.
        parametros: Los que valen distinto, con su valor antes y ahora.
        clases: Cuántas cuentas pasaron de una clase a otra.
        cuentas: Todas las cuentas, con su índice, su clase y su lugar antes y ahora.
        cambiadas: Las que cambiaron de clase; si ninguna, las de mayor cambio en su índice.
        titulo_de_cambiadas: Cuáles son.
    """

    portada: Portada
    resumen: tuple[str, ...]
    parametros: TablaAbierta
    clases: TablaAbierta
    cuentas: TablaAbierta
    cambiadas: TablaAbierta
    titulo_de_cambiadas: str

    @property
    def tablas(self) -> tuple[TablaAbierta, ...]:
        """Las que se escriben en archivos."""
        return self.parametros, self.clases, self.cuentas


def comparar(
    antes: Lado, ahora: Lado, nombres: Mapping[str, str], organismo: str, ejemplo: bool
) -> Comparacion:
    """Compara dos evaluaciones de un mismo semestre.

    Args:
        antes: La que se toma como referencia.
        ahora: La que se compara con ella.
        nombres: Nombre para mostrar de cada cuenta del padrón.
        organismo: De quién son las cuentas.
        ejemplo: Si los datos son inventados.

    Raises:
        ValueError: Si las evaluaciones son de semestres distintos.
    """
    if antes.encabezado["semestre"] != ahora.encabezado["semestre"]:
        raise ValueError("Dos evaluaciones de semestres distintos no se comparan")
    filas = [_cuenta(c, antes_, ahora_, nombres) for c, antes_, ahora_ in _pares(antes, ahora)]
    cambiadas, titulo_de_cambiadas = _cambiadas(filas)
    parametros = _parametros(antes.parametros, ahora.parametros)
    return Comparacion(
        portada=_portada(antes, ahora, organismo, ejemplo),
        resumen=tuple(_resumen(antes, ahora, parametros, filas)),
        parametros=TablaAbierta(
            "comparacion_parametros",
            "Parámetros",
            "Parámetros que valen distinto en las dos evaluaciones",
            _COLUMNAS_DE_PARAMETROS,
            tuple(parametros),
        ),
        clases=TablaAbierta(
            "comparacion_clases",
            "Clases",
            "Cuántas cuentas pasaron de una clase propuesta a otra",
            _COLUMNAS_DE_CLASES,
            tuple((a, b, n) for (a, b), n in sorted(Counter((str(f[7]), str(f[8])) for f in filas).items())),
        ),
        cuentas=_tabla_de_cuentas(filas),
        cambiadas=_breve(cambiadas),
        titulo_de_cambiadas=titulo_de_cambiadas,
    )


_COLUMNAS_DE_PARAMETROS = (
    ColumnaAbierta("Parámetro", "texto", "Qué decide"),
    ColumnaAbierta("Clave", "texto", "Clave del parámetro"),
    ColumnaAbierta("Antes", "texto", "Valor en la primera evaluación"),
    ColumnaAbierta("Ahora", "texto", "Valor en la segunda"),
)
_COLUMNAS_DE_CLASES = (
    ColumnaAbierta("Clase antes", "texto", "Clase propuesta en la primera evaluación"),
    ColumnaAbierta("Clase ahora", "texto", "Clase propuesta en la segunda"),
    ColumnaAbierta("Cuentas", "entero", "Cuentas que pasaron de una a otra, o se quedaron"),
)
_COLUMNAS_DE_CUENTAS = (
    ColumnaAbierta("Cuenta", "texto", "Clave en el padrón"),
    ColumnaAbierta("Nombre", "texto", "Nombre para mostrar"),
    ColumnaAbierta("Red", "texto", "Red social"),
    ColumnaAbierta("Cohorte", "texto", "Si se compara con las mismas cuentas en las dos evaluaciones"),
    ColumnaAbierta("Índice antes", "decimal", "Índice propuesto en la primera evaluación, de 0 a 100 puntos"),
    ColumnaAbierta("Índice ahora", "decimal", "Índice propuesto en la segunda, de 0 a 100 puntos"),
    ColumnaAbierta("Cambio", "decimal", "Puntos de diferencia"),
    ColumnaAbierta("Clase antes", "texto", "Clase propuesta en la primera evaluación"),
    ColumnaAbierta("Clase ahora", "texto", "Clase propuesta en la segunda"),
    ColumnaAbierta(
        "Lugar antes",
        "texto",
        "Lugar por su índice entre las cuentas de su cohorte, en la primera evaluación",
    ),
    ColumnaAbierta("Lugar ahora", "texto", "Lugar por su índice entre las de su cohorte, en la segunda"),
)


def _tabla_de_cuentas(filas: Sequence[tuple[Valor, ...]]) -> TablaAbierta:
    return TablaAbierta(
        "comparacion_cuentas",
        "Cuentas",
        "Índice, clase y lugar de cada cuenta en las dos evaluaciones",
        _COLUMNAS_DE_CUENTAS,
        tuple(filas),
    )


def _cambiadas(filas: Sequence[tuple[Valor, ...]]) -> tuple[list[tuple[Valor, ...]], str]:
    if de_clase := [f for f in filas if f[7] != f[8]]:
        return de_clase, "Cuentas que cambian de clase"
    movidas = [(abs(f[6]), f) for f in filas if isinstance(f[6], float) and f[6]]
    movidas.sort(key=lambda m: (-m[0], str(m[1][0])))
    return [f for _, f in movidas[:_MAYORES]], "Cuentas cuyo índice cambia más"


def _breve(filas: Sequence[tuple[Valor, ...]]) -> TablaAbierta:
    """Lo que cabe en una terminal."""
    columnas = (0, 4, 5, 7, 8, 9, 10)
    return TablaAbierta(
        "cambiadas",
        "Cuentas",
        "Las cuentas que cambiaron",
        tuple(_COLUMNAS_DE_CUENTAS[i] for i in columnas),
        tuple(tuple(f[i] for i in columnas) for f in filas),
    )


def _pares(antes: Lado, ahora: Lado) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    viejas, nuevas = _con_lugar(antes.calificaciones), _con_lugar(ahora.calificaciones)
    return [(c, viejas.get(c), nuevas.get(c)) for c in sorted(viejas.keys() | nuevas.keys())]


def _con_lugar(calificaciones: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """Filas por cuenta, con su lugar en la cohorte: el primero es el índice más alto; los iguales empatan."""
    con_lugar = calificaciones.with_columns(
        pl.col("indice").rank("min", descending=True).over("cohorte").alias("lugar"),
        pl.col("indice").count().over("cohorte").alias("de"),
    )
    return {f["cuenta"]: f for f in con_lugar.iter_rows(named=True)}


def _cuenta(
    cuenta: str,
    antes: dict[str, Any] | None,
    ahora: dict[str, Any] | None,
    nombres: Mapping[str, str],
) -> tuple[Valor, ...]:
    una = ahora or antes or {}
    indices = [None if f is None else f["indice"] for f in (antes, ahora)]
    viejo, nuevo = indices
    cambio = None if viejo is None or nuevo is None else round(nuevo - viejo, 2) + 0.0
    return (
        limpio(cuenta),
        limpio(nombres.get(cuenta, cuenta)),
        red(una["red"]),
        _cohorte(antes, ahora),
        *(_SIN_INDICE if i is None else i for i in indices),
        "no comparable" if cambio is None else cambio,
        *(_NO_ESTABA if f is None else f["clase_propuesta"] for f in (antes, ahora)),
        *(_lugar(f) for f in (antes, ahora)),
    )


def _cohorte(antes: dict[str, Any] | None, ahora: dict[str, Any] | None) -> str:
    if antes is None or ahora is None:
        return "solo en una"
    return "la misma" if antes["cohorte"] == ahora["cohorte"] else "otra"


def _lugar(fila: dict[str, Any] | None) -> str:
    if fila is None or fila["indice"] is None or fila["cohorte"] is None:
        return _SIN_LUGAR
    return f"{numeros.entero(int(fila['lugar']))} de {numeros.entero(int(fila['de']))}"


def _parametros(antes: pl.DataFrame, ahora: pl.DataFrame) -> list[tuple[Valor, ...]]:
    viejos, nuevos = ({f["clave"]: f for f in m.iter_rows(named=True)} for m in (antes, ahora))
    filas: list[tuple[Valor, ...]] = []
    for clave in sorted(viejos.keys() | nuevos.keys()):
        escritos = [_valor(lado.get(clave)) for lado in (viejos, nuevos)]
        if escritos[0] != escritos[1]:
            descripcion = (nuevos.get(clave) or viejos[clave])["descripcion"]
            filas.append((limpio(descripcion.rstrip(".")), clave, *escritos))
    return filas


def _valor(fila: dict[str, Any] | None) -> str:
    return _NO_REGIA if fila is None else limpio(valor(fila["valor_json"], fila["unidad"]))


def _resumen(
    antes: Lado, ahora: Lado, parametros: Sequence[object], filas: Sequence[tuple[Valor, ...]]
) -> list[str]:
    viejo, nuevo = antes.encabezado, ahora.encabezado
    oraciones = [f"Antes: {_nombrada(viejo)}. Ahora: {_nombrada(nuevo)}."]
    entro = []
    if viejo["huella_metodo"] != nuevo["huella_metodo"]:
        entro.append(f"el método (de la versión {viejo['metodo']} a la {nuevo['metodo']}, o su código)")
    if parametros:
        entro.append(numeros.cuantos(len(parametros), "parámetro", "parámetros"))
    if viejo["huella_cifras"] != nuevo["huella_cifras"]:
        entro.append("las cifras, el padrón o una evaluación anterior")
    if viejo["fase"] != nuevo["fase"]:
        fases = [titulo(FASES, f, "una fase") for f in (viejo["fase"], nuevo["fase"])]
        entro.append(f"el tipo de semestre (de {fases[0]} a {fases[1]})")
    if viejo["motivo_provisional"] != nuevo["motivo_provisional"]:
        entro.append("por qué es provisional")
    oraciones.append(f"Cambió lo que entró: {'; '.join(entro)}." if entro else "Lo que entró es lo mismo.")
    de_clase = sum(f[7] != f[8] for f in filas)
    de_indice = sum(f[4] != f[5] for f in filas)
    de_lugar = sum(f[9] != f[10] for f in filas)
    oraciones.append(
        f"De {numeros.cuantos(len(filas), 'cuenta', 'cuentas')}, cambia la clase propuesta de "
        f"{numeros.entero(de_clase)}, el índice de {numeros.entero(de_indice)} y el lugar en su cohorte de "
        f"{numeros.entero(de_lugar)}."
    )
    return oraciones


def _nombrada(encabezado: Mapping[str, Any]) -> str:
    return (
        f"versión {encabezado['version']} ({encabezado['evaluacion'][:12]}), del "
        f"{numeros.momento(encabezado['creada_en'])}"
    )


def _portada(antes: Lado, ahora: Lado, organismo: str, ejemplo: bool) -> Portada:
    nuevo = ahora.encabezado
    semestre = Semestre.de_texto(nuevo["semestre"])
    provisional = bool(nuevo["provisional"] or antes.encabezado["provisional"])
    marcas = (["DATOS DE EJEMPLO"] if ejemplo else []) + (["PROVISIONAL"] if provisional else [])
    return Portada(
        organismo=limpio(organismo),
        titulo="Comparación de dos evaluaciones",
        semestre=semestre.nombre[0].upper() + semestre.nombre[1:],
        clave_semestre=semestre.clave,
        periodo=numeros.periodo(semestre.inicio, semestre.fin),
        generado=numeros.momento(nuevo["creada_en"]),
        caracter="Propuesta al Comité de Gestión",
        marcas=(*marcas, "PROPUESTA"),
        avisos=(),
        identificacion=(
            Dato("Antes", _nombrada(antes.encabezado)),
            Dato("Ahora", _nombrada(nuevo)),
        ),
        fecha=nuevo["creada_en"],
    )
