"""Comparar dos evaluaciones guardadas de un semestre y escribir lo que cambió."""

from pathlib import Path
from typing import Any

from almacen import repeticion
from almacen.maestro import Base, abrir_maestro
from flujos.errores import OrdenInvalida, SinEvaluacion
from flujos.pasos.espacio import Espacio
from informes.comparacion import Comparacion, Lado
from informes.comparacion import comparar as comparar_lados
from informes.escritura import escribir
from informes.tablas_csv import texto_csv
from informes.xlsx import escribir_tablas_xlsx
from lineamientos.semestres import Semestre


def guardadas(espacio: Espacio, semestre: Semestre) -> list[dict[str, Any]]:
    """Encabezados de las evaluaciones de un semestre, de la primera a la última.

    Raises:
        SinEvaluacion: Si no tiene ninguna.
    """
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        filas = repeticion.todas(base, semestre.clave)
    if not filas:
        raise SinEvaluacion(semestre)
    return filas


def comparar(
    espacio: Espacio, semestre: Semestre, antes: str | None = None, ahora: str | None = None
) -> Comparacion:
    """Compara dos evaluaciones de un semestre.

    Args:
        espacio: Espacio abierto.
        semestre: El evaluado.
        antes: Versión o principio de la identidad; sin ella, la anterior a la otra.
        ahora: Versión o principio de la identidad; sin ella, la última.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si no tiene las evaluaciones que se pidieron, o solo tiene una.
    """
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        nueva = elegir(base, semestre, ahora)
        if antes is None and nueva["version"] == 1:
            raise OrdenInvalida(
                f"La versión 1 del {semestre.nombre} no tiene otra anterior con que compararla. Un "
                "parámetro o una cifra que cambie hará la siguiente al calificar."
            )
        vieja = elegir(base, semestre, antes or str(nueva["version"] - 1))
        de_antes, de_ahora = _lado(base, vieja), _lado(base, nueva)
    nombres = {f["cuenta"]: f["nombre"] for f in espacio.padron.cuentas.iter_rows(named=True)}
    return comparar_lados(de_antes, de_ahora, nombres, espacio.organismo, espacio.ejemplo)


def escribir_comparacion(comparacion: Comparacion, carpeta: Path) -> list[Path]:
    """Escribe un CSV por tabla y un libro XLSX con todas.

    Returns:
        Las rutas escritas.

    Raises:
        OSError: Si no puede escribirse.
    """
    rutas = []
    for tabla in comparacion.tablas:
        rutas.append(carpeta / f"{tabla.clave}.csv")
        escribir(rutas[-1], texto_csv(tabla).encode())
    rutas.append(carpeta / f"comparacion_{comparacion.portada.clave_semestre}.xlsx")
    escribir_tablas_xlsx(comparacion.portada, comparacion.tablas, rutas[-1])
    return rutas


def elegir(base: Base, semestre: Semestre, cual: str | None) -> dict[str, Any]:
    """Encabezado de una evaluación; sin decir cuál, la última.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
        OrdenInvalida: Si no hay una sola que sea la que se pidió.
    """
    encabezado = repeticion.buscar(base, semestre.clave, cual)
    if encabezado is not None:
        return encabezado
    if cual is None or not repeticion.todas(base, semestre.clave):
        raise SinEvaluacion(semestre)
    raise OrdenInvalida(
        f"El {semestre.nombre} no tiene una evaluación «{cual}», o hay varias que empiezan así. "
        f"Véalas con: pertinencia comparar {semestre.clave} --lista"
    )


def _lado(base: Base, encabezado: dict[str, Any]) -> Lado:
    marcos = repeticion.marcos(base, encabezado["evaluacion"])
    return Lado(encabezado, marcos["calificaciones"], marcos["parametros"])
