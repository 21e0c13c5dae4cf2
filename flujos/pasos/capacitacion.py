"""Registrar capacitación en el padrón y decir qué área la ha recibido (art. 6, fracción V)."""

from itertools import zip_longest
from pathlib import Path

from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden, identidad_de_acto
from almacen.escritura import escribir_atomico
from almacen.maestro import abrir_maestro
from conectores.archivos.planilla import escribir_planilla, sin_guarda
from conectores.archivos.plegado import plegar
from esquemas.tablas import CAPACITACIONES
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import asentar, poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.padron_csv import leer_csv, leer_hoja
from lineamientos.procedimiento.capacitacion import DeArea, Sesion, objeciones, por_area
from lineamientos.semestres import Semestre

CLASE = "capacitacion"
"""Clase de sus asientos: quién registró cada sesión queda en lo reservado."""
_COLUMNAS = ("fecha", "tema", "area", "asistentes", "horas", "ejemplo")


def registrar(espacio: Espacio, sesion: Sesion, por: str) -> bool:
    """Agrega una sesión a ``padron/capacitaciones.csv``; si ya consta igual, no cambia nada.

    Primero se asienta quién la registra y luego se escribe la fila: si se muere en medio, repetir la orden
    la completa.

    Args:
        espacio: Espacio abierto.
        sesion: La sesión.
        por: Quién la registra.

    Returns:
        Si no constaba.

    Raises:
        OrdenInvalida: Si algo de ella no puede ser, ya consta otra del mismo día, tema y área o el archivo
            no se entiende.
    """
    if malas := objeciones(sesion, espacio.padron.areas["area"], espacio.ahora_local().date()):
        raise OrdenInvalida(" ".join(str(o) for o in malas))
    # El maestro abierto hace de turno: dos órdenes a la vez no escriben el mismo archivo.
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        poner_al_dia(espacio, base)
        ruta = espacio.raiz / "padron" / "capacitaciones.csv"
        encabezados, renglones = _guardadas(ruta)
        filas = [dict(zip(encabezados, celdas, strict=True)) for celdas in renglones]
        nueva = _fila(sesion, ejemplo=espacio.ejemplo)
        for fila in filas:
            if _clave(fila) == _clave(nueva):
                if int(fila["asistentes"]) == sesion.asistentes and _horas(fila) == sesion.horas:
                    return False
                raise OrdenInvalida(
                    f"El {sesion.fecha} ya consta «{fila['tema']}» en {sesion.area}, con "
                    f"{fila['asistentes']} asistentes y {fila.get('horas') or 'sin'} horas; corríjala en "
                    "padron/capacitaciones.csv, con la suma de asistentes."
                )
        asentar(espacio, base, _registro(nueva, sesion, por))
        todas = [*renglones, [nueva.get(c, "") for c in encabezados]]
        escribir_atomico(ruta, escribir_planilla(encabezados, todas))
    return True


def resumen(espacio: Espacio, semestre: Semestre) -> tuple[DeArea, ...]:
    """Cuánta capacitación recibió en el semestre cada área con cuentas que rinden en él."""
    padron = espacio.padron
    area_de = dict(padron.cuentas.select("cuenta", "area").iter_rows())
    con_cuentas = {area_de[c] for c in padron.vigentes(semestre)}
    sesiones = [
        Sesion(f["fecha"], f["tema"], f["area"], f["asistentes"], f["horas"])
        for f in padron.capacitaciones.iter_rows(named=True)
        if Semestre.de_fecha(f["fecha"]) == semestre
    ]
    return por_area(sesiones, [a for a in padron.areas["area"] if a in con_cuentas])


def _guardadas(ruta: Path) -> tuple[list[str], list[list[str]]]:
    """Lo que hoy dice el archivo, con las columnas ajenas que alguien le haya puesto.

    Raises:
        OrdenInvalida: Si algo de él no se entiende: reescribirlo lo perdería.
    """
    problemas: list[str] = []
    leer_csv(ruta, (CAPACITACIONES,), problemas)
    if problemas:
        raise OrdenInvalida(f"{' '.join(problemas)} No se registró nada.")
    hoja = leer_hoja(ruta, problemas)
    encabezados = [*hoja.encabezados, *(c for c in _COLUMNAS if c not in hoja.encabezados)]
    renglones = [
        [sin_guarda(v.strip()) for v, _ in zip_longest(celdas[: len(encabezados)], encabezados, fillvalue="")]
        for _, celdas in hoja.renglones
        if any(v.strip() for v in celdas)
    ]
    return encabezados, renglones


def _fila(sesion: Sesion, *, ejemplo: bool) -> dict[str, str]:
    return {
        "fecha": sesion.fecha.isoformat(),
        "tema": " ".join(sesion.tema.split()),
        "area": sesion.area,
        "asistentes": str(sesion.asistentes),
        "horas": "" if sesion.horas is None else f"{sesion.horas:g}",
        "ejemplo": "sí" if ejemplo else "no",
    }


def _clave(fila: dict[str, str]) -> tuple[str, str, str]:
    return fila["fecha"], plegar(fila["tema"]), fila["area"]


def _horas(fila: dict[str, str]) -> float | None:
    return float(fila["horas"]) if fila.get("horas") else None


def _registro(fila: dict[str, str], sesion: Sesion, por: str) -> Registro:
    semestre = Semestre.de_fecha(sesion.fecha).clave
    quien = {
        "acto": identidad_de_acto(CLASE, *fila.values()),
        "clase_asiento": CLASE,
        "semestre": semestre,
        "cuenta": "",
        "registrado_por": por,
        "texto_integro": f"{fila['tema']}, {fila['area']}: {fila['asistentes']} asistentes",
    }
    datos = bytes_de_orden({"orden": CLASE} | fila)
    return Registro(CLASE, semestre, POR_ORDEN, datos, {"asientos_reservados": [quien]})
