"""Qué significa la respuesta de un lote entero: si es buena, si hay que esperar y cuánto.

Fuente: https://developers.facebook.com/docs/graph-api/overview/rate-limiting.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.comun.ritmo import Limite
from conectores.meta.errores import Clase, ErrorGraph, leer_error
from lineamientos.ausencias import Ausencia

_TOPE_DE_USO = 95
"""Porcentaje del límite de la aplicación a partir del cual se deja de pedir un rato."""
_PAUSA = timedelta(minutes=5)
"""Cuánto se deja de pedir: el límite es de una hora que corre, y la plataforma no dice cuándo se abre."""


def clasificar(cruda: Cruda) -> ErrorDeApi | None:
    """El error que significa la respuesta de un lote entero, o ``None`` si es buena."""
    error = _error_de(cruda)
    if error is None:
        return None
    if error.clase is Clase.LIMITE:
        return Transitorio(error.oracion, _espera(cruda))
    if error.clase in (Clase.TRANSITORIO, Clase.REDUCIR):
        return Transitorio(error.oracion)
    if error.clase is Clase.FICHA:
        return Definitivo(error.oracion, Ausencia.SIN_PERMISO, Alcance.CREDENCIAL)
    if error.clase is Clase.PERMISO:
        return Definitivo(error.oracion, Ausencia.SIN_PERMISO, Alcance.LOTE)
    return ContratoRoto(f"La plataforma rehusó la petición entera. {error.oracion}")


def limite(cruda: Cruda, ahora: datetime) -> Limite | None:
    """Hasta cuándo no debe pedirse nada, o ``None`` si puede seguirse pidiendo."""
    error = _error_de(cruda)
    minutos = _espera(cruda) if error is not None and error.clase is Clase.LIMITE else None
    if minutos is not None:
        return Limite(0, ahora + timedelta(seconds=minutos))
    usos = _json(cruda, "x-app-usage")
    if isinstance(usos, dict) and any(_numero(v) >= _TOPE_DE_USO for v in usos.values()):
        return Limite(0, ahora + _PAUSA)
    return None


def _error_de(cruda: Cruda) -> ErrorGraph | None:
    try:
        datos = cruda.datos()
    except Transitorio:
        # Un 200 ilegible lo ve quien lee el cuerpo; suele componerse al repetir.
        return None if cruda.estado < 400 else ErrorGraph(0, None, "", cruda.estado)
    error = leer_error(datos, cruda.estado)
    return ErrorGraph(0, None, "", cruda.estado) if error is None and cruda.estado >= 400 else error


def _espera(cruda: Cruda) -> float | None:
    """Segundos hasta recuperar el acceso, si la plataforma lo dice (en minutos)."""
    usos = _json(cruda, "x-business-use-case-usage")
    if not isinstance(usos, dict):
        return None
    listas = [lista for lista in usos.values() if isinstance(lista, list)]
    minutos = [
        _numero(uso.get("estimated_time_to_regain_access"))
        for lista in listas
        for uso in lista
        if isinstance(uso, dict)
    ]
    return max(minutos) * 60 if minutos and max(minutos) > 0 else None


def _json(cruda: Cruda, nombre: str) -> Any:
    try:
        return json.loads(cruda.encabezados.get(nombre) or "null")
    except ValueError:
        return None


def _numero(valor: Any) -> float:
    return float(valor) if isinstance(valor, int | float) else 0.0
