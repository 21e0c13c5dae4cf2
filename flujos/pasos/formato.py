"""Escribir los formatos del art. 11: uno por cuenta, uno por área y uno CSV por red."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from almacen.escritura import escribir_atomico
from conectores.archivos.formato_escritor import escribir_formato_csv, escribir_formato_xlsx
from conectores.archivos.tipos import CuentaPadron
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from flujos.pasos.padron_personas import ambitos_de
from flujos.pasos.plazos import plazos
from lineamientos.semestres import Semestre


def escribir_formatos(
    espacio: Espacio, semestre: Semestre, destino: Path | None, solo: Sequence[str] = ()
) -> list[Path]:
    """Escribe los formatos de las cuentas vigentes en el semestre.

    Args:
        espacio: Espacio de trabajo.
        semestre: Semestre que se pide.
        destino: Carpeta; si no se dice, ``formatos/<semestre>`` dentro del espacio.
        solo: Claves de las cuentas que se quieren; vacío son todas.

    Returns:
        Rutas escritas: ``cuentas/<cuenta>.xlsx``, ``areas/<area>.xlsx`` y ``redes/<red>.csv``.

    Raises:
        OrdenInvalida: Si se pide una cuenta que no está en el padrón o no queda ninguna vigente, o el
            semestre es anterior a los parámetros de plazos.
    """
    padron = espacio.padron.por_clave()
    if ajenas := [c for c in solo if c not in padron]:
        raise OrdenInvalida(f"No están en el padrón: {', '.join(ajenas)}. Revise padron/cuentas.csv.")
    vigentes = [c for c in padron.values() if _vigente(c, semestre) and (not solo or c.cuenta in solo)]
    if not vigentes:
        raise OrdenInvalida(f"Ninguna cuenta del padrón estaba vigente en {semestre.clave}; no hay formatos.")
    carpeta = destino or espacio.raiz / "formatos" / semestre.clave
    ambitos = ambitos_de(espacio.padron)
    entregas = {a: _entrega(espacio, semestre, a) for a in {ambitos[c.cuenta] for c in vigentes}}
    contenidos = {
        f"cuentas/{c.cuenta}.xlsx": escribir_formato_xlsx([c], semestre, entrega=entregas[ambitos[c.cuenta]])
        for c in vigentes
    }
    areas = dict(espacio.padron.cuentas.select("cuenta", "area").iter_rows())
    for area in dict.fromkeys(areas[c.cuenta] for c in vigentes):
        del_area = [c for c in vigentes if areas[c.cuenta] == area]
        contenidos[f"areas/{area}.xlsx"] = escribir_formato_xlsx(
            del_area, semestre, entrega=entregas[ambitos[del_area[0].cuenta]]
        )
    for red in dict.fromkeys(c.red for c in vigentes):
        contenidos[f"redes/{red}.csv"] = escribir_formato_csv(red, vigentes, semestre)
    for nombre, contenido in contenidos.items():
        escribir_atomico(carpeta / nombre, contenido)
    return [carpeta / nombre for nombre in contenidos]


def _entrega(espacio: Espacio, semestre: Semestre, ambito: str) -> tuple[date, date]:
    suyos = plazos(espacio, semestre, ambito)
    return suyos.ventana_inicio.fecha, suyos.ventana_fin.fecha


def _vigente(cuenta: CuentaPadron, semestre: Semestre) -> bool:
    empezo = cuenta.vigente_desde is None or cuenta.vigente_desde <= semestre.fin
    sigue = cuenta.vigente_hasta is None or cuenta.vigente_hasta >= semestre.inicio
    return empezo and sigue
