"""En qué está la vista al área de cada cuenta y qué se registró de una."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from almacen import resoluciones as guardadas
from almacen.maestro import abrir_reservado
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.resoluciones_revision import Expediente
from lineamientos.calificacion.dictamen import Clase
from lineamientos.semestres import Semestre
from lineamientos.vista import situacion


@dataclass(frozen=True)
class EnQueEsta:
    """En qué está la vista de una cuenta que la necesita o a la que se dio."""

    cuenta: str
    area: str
    clase_propuesta: str
    situacion: str
    notificada_el: date | None
    oficio: str | None
    vence_el: date | None
    respondida_el: date | None


def en_que_estan(espacio: Espacio, semestre: Semestre) -> list[EnQueEsta]:
    """Las cuentas cuya propuesta pide vista y aquellas a las que se dio, con su situación de hoy.

    Raises:
        SinEvaluacion: Si el semestre no se ha evaluado.
    """
    with abrir_al_dia(espacio) as base:
        expediente = Expediente.de(espacio, base, semestre)
        dadas = {f["cuenta"]: f for f in guardadas.vistas(base, semestre.clave).iter_rows(named=True)}
    return [
        EnQueEsta(
            cuenta=f["cuenta"],
            area=f["area"],
            clase_propuesta=f["clase_propuesta"],
            situacion=situacion(expediente.vistas.get(f["cuenta"]), expediente.hoy).value,
            notificada_el=f["notificada_el"],
            oficio=dadas[f["cuenta"]]["oficio"] if f["cuenta"] in dadas else None,
            vence_el=f["vence_el"],
            respondida_el=f["respondida_el"],
        )
        for f in expediente.propuestas.iter_rows(named=True)
        if f["clase_propuesta"] is not None
        and (f["cuenta"] in dadas or Clase(f["clase_propuesta"]) in expediente.regla.clases)
    ]


def actos_de(espacio: Espacio, semestre: Semestre, cuenta: str) -> pl.DataFrame:
    """Quién registró cada acto de una cuenta, cuándo, a quién se dirigió y su texto; no se publica."""
    with abrir_reservado(espacio.rutas, espacio.ahora()) as base:
        return guardadas.reservado(base, semestre.clave, cuenta)
