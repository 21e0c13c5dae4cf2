"""En qué artículo se apoya cada hecho del expediente."""

from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeEvento
from lineamientos.referencias import Articulo

_E = ClaseDeEvento

ARTICULO_DEL_EVENTO: dict[ClaseDeEvento, Articulo] = {
    _E.ALTA: Articulo(2),
    _E.BAJA: Articulo(2),
    _E.RELEVO: Articulo(9),
    _E.RECIBIDO: Articulo(11),
    _E.SUBSANADO: Articulo(14),
    _E.ACLARADO: Articulo(14),
    _E.NO_SUBSANADO: Articulo(14),
    _E.PERSISTENTE: Articulo(15),
    # Los Lineamientos no prevén prórrogas: son de lo que determina el Comité.
    _E.PRORROGADO: Articulo(4),
    _E.ATENDIDO_ESPECIAL: Articulo(12),
    _E.EVALUADO: Articulo(13),
    _E.INFORMADO: Articulo(6),
    _E.RESUELTO: Articulo(13),
    _E.RETIRADO: Articulo(9),
    _E.DESISTIDO: Articulo(9),
    _E.CORREGIDO: Articulo(9),
} | {c.evento: c.articulo for c in COMUNICACIONES.values() if c.evento is not None}
"""El de lo que nace al notificarse es el de su comunicación."""
