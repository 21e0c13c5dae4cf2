"""Qué significa cada respuesta de X, por lo que puede hacerse con ella.

Fuentes: https://docs.x.com/x-api/fundamentals/response-codes-and-errors y
https://docs.x.com/x-api/fundamentals/rate-limits.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda
from conectores.comun.ritmo import Limite
from esquemas.hallazgos import limpiar
from lineamientos.ausencias import Ausencia

_RESTANTES, _SE_ABRE = "x-rate-limit-remaining", "x-rate-limit-reset"
_TOPE_DEL_MES = ("usage-capped", "usagecapexceeded", "usage cap")
_NO_ENCONTRADO = "resource-not-found"
_CIFRAS = 10
"""Las de un instante en segundos; más no es un número que X dé."""
_APLICACION_SIN_ACCESO = "client-forbidden"


def clasificar(cruda: Cruda, ahora: datetime) -> ErrorDeApi | None:
    """El error que significa una respuesta, o ``None`` si es buena.

    Args:
        cruda: La respuesta.
        ahora: Instante actual, para saber cuánto falta para que se abra la ventana.
    """
    if cruda.estado == 200:
        return None
    dicho = decir(cruda)
    if cruda.estado == 429:
        return _demasiadas(cruda, dicho, ahora)
    if cruda.estado >= 500 or cruda.estado == 408:
        return Transitorio(f"X falló al responder ({dicho}).")
    if cruda.estado == 402:
        return Definitivo(
            f"La aplicación de X está sin saldo ({dicho}); hay que abonar para seguir.",
            Ausencia.PRESUPUESTO,
            Alcance.RED,
        )
    if cruda.estado == 401:
        return Definitivo(
            f"X no acepta el token ({dicho}); hay que generar otro y ponerlo en su lugar.",
            Ausencia.SIN_PERMISO,
            Alcance.CREDENCIAL,
        )
    tipos = {clase(e) for e in _problemas(_cuerpo(cruda))}
    if cruda.estado == 403:
        alcance = Alcance.CREDENCIAL if _APLICACION_SIN_ACCESO in tipos else Alcance.LOTE
        return Definitivo(f"X no permite leer esto ({dicho}).", Ausencia.SIN_PERMISO, alcance)
    if cruda.estado == 404 and _NO_ENCONTRADO in tipos:
        return Definitivo(f"X no encontró la cuenta ({dicho}).", Ausencia.NO_ENCONTRADA)
    return ContratoRoto(f"X rechazó la petición de un modo que no se esperaba ({dicho}).")


def limite(cruda: Cruda) -> Limite | None:
    """Lo que los encabezados dicen del límite de frecuencia, o ``None`` si no lo dicen."""
    restantes, se_abre = _entero(cruda, _RESTANTES), _entero(cruda, _SE_ABRE)
    if restantes is None or se_abre is None:
        return None
    return Limite(restantes, datetime.fromtimestamp(se_abre, UTC))


def clase(problema: dict[str, Any]) -> str:
    """Último tramo de la dirección con que X nombra un problema («resource-not-found»); vacío si no la da.

    La dirección cambió de api.twitter.com a api.x.com; el tramo, no.
    """
    return str(problema.get("type", "")).rstrip("/").rpartition("/")[2]


def decir(cruda: Cruda) -> str:
    """Código HTTP y lo que dijo la plataforma, limpio y recortado."""
    frases = [f for e in _problemas(_cuerpo(cruda)) if (f := frase(e))]
    return f"HTTP {cruda.estado}: {frases[0]}" if frases else f"HTTP {cruda.estado}"


def frase(problema: dict[str, Any]) -> str:
    """Lo que un problema dice de sí, limpio y recortado; vacío si no dice nada."""
    dichas = (problema.get(n) for n in ("detail", "message", "title"))
    return next((limpiar(d).rstrip(".") for d in dichas if isinstance(d, str) and d.strip()), "")


def _demasiadas(cruda: Cruda, dicho: str, ahora: datetime) -> ErrorDeApi:
    texto = cruda.cuerpo.decode(errors="replace").lower()
    if any(t in texto for t in _TOPE_DEL_MES):
        return Definitivo(
            f"Se agotó el tope mensual de lecturas de X ({dicho}); se repone con el mes de facturación.",
            Ausencia.PRESUPUESTO,
            Alcance.RED,
        )
    se_abre = _entero(cruda, _SE_ABRE)
    falta = 0.0 if se_abre is None else se_abre - ahora.timestamp()
    # Sin encabezado, o con una ventana que ya pasó, no se sabe cuánto: se espera cada vez más.
    espera = falta if falta > 0 else None
    return Transitorio(f"X pide ir más despacio ({dicho}).", espera)


def _entero(cruda: Cruda, encabezado: str) -> int | None:
    texto = cruda.encabezados.get(encabezado, "")
    return int(texto) if texto.isascii() and texto.isdecimal() and len(texto) <= _CIFRAS else None


def _cuerpo(cruda: Cruda) -> Any:
    try:
        return json.loads(cruda.cuerpo)
    except ValueError:
        return None


def _problemas(datos: Any) -> Iterator[dict[str, Any]]:
    """El problema del cuerpo y los que traiga dentro: X los da de las dos formas.

    Los de dentro van antes: en un 400 el de fuera solo dice que la petición no es válida.
    """
    if not isinstance(datos, dict):
        return
    dentro = datos.get("errors")
    yield from (e for e in dentro if isinstance(e, dict)) if isinstance(dentro, list) else ()
    yield datos
