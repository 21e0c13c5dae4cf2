"""Descansos obligatorios por regla: fecha fija, lunes del mes o cada seis años (LFT, art. 74).

Los Lineamientos (art. 3) solo nombran los días del acuerdo anual; que estos descansos también sean
inhábiles es un parámetro, ``plazos.descanso_obligatorio.inhabil``.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from lineamientos.errores import CalendarioInvalido
from lineamientos.fuentes import Fuente
from lineamientos.lectura import Tabla

_CAMPOS_DE_REGLA: dict[str, tuple[str, ...]] = {
    "fija": ("mes", "dia"),
    "lunes": ("mes", "orden"),
    "periodica": ("mes", "dia", "primer_anio", "cada"),
}


@dataclass(frozen=True)
class Descanso:
    """Un descanso obligatorio que vuelve cada año, o cada cierto número de años.

    Attributes:
        nombre: Qué se conmemora.
        fuente: De dónde sale.
        mes: Mes.
        dia: Día fijo, o 0 si es un lunes del mes.
        orden: Cuál lunes del mes, o 0 si es un día fijo.
        primer_anio: Primer año en que ocurre, si no es anual; si lo es, 1.
        cada: Cada cuántos años ocurre.
    """

    nombre: str
    fuente: Fuente
    mes: int
    dia: int = 0
    orden: int = 0
    primer_anio: int = 1
    cada: int = 1

    def fecha_en(self, anio: int) -> date | None:
        """El día en que cae ese año, o ``None`` si ese año no ocurre."""
        if anio < self.primer_anio or (anio - self.primer_anio) % self.cada:
            return None
        if self.dia:
            return date(anio, self.mes, self.dia)
        primero = date(anio, self.mes, 1)
        hasta_lunes = (7 - primero.weekday()) % 7
        return primero + timedelta(days=hasta_lunes + 7 * (self.orden - 1))


def leer_descanso(datos: object) -> Descanso:
    """Lee una tabla ``[[descanso_obligatorio]]``.

    Raises:
        CalendarioInvalido: Si un campo falta, sobra, es de otro tipo o no hace una fecha.
    """
    lugar = "un descanso obligatorio"
    comunes = ("clave", "nombre", "regla", "fundamento")
    propios = tuple(dict.fromkeys(c for campos in _CAMPOS_DE_REGLA.values() for c in campos))
    regla = Tabla(datos, lugar, CalendarioInvalido, comunes, propios).una_de("regla", tuple(_CAMPOS_DE_REGLA))
    # Conocida la regla, se lee otra vez exigiendo sus campos y no los de otra.
    tabla = Tabla(datos, lugar, CalendarioInvalido, (*comunes, *_CAMPOS_DE_REGLA[regla]))
    nombre = tabla.texto("nombre")
    descanso = Descanso(
        nombre=nombre,
        fuente=Fuente(tabla.texto("clave"), f"descanso obligatorio ({nombre})", tabla.texto("fundamento")),
        mes=tabla.entero("mes", 1, 12),
        dia=tabla.entero("dia", 1, 31) if "dia" in tabla else 0,
        # Un quinto lunes no existe en todos los meses: la regla quedaría sin fecha algunos años.
        orden=tabla.entero("orden", 1, 4) if "orden" in tabla else 0,
        primer_anio=tabla.entero("primer_anio", 1, 9999) if "primer_anio" in tabla else 1,
        cada=tabla.entero("cada", 1, 100) if "cada" in tabla else 1,
    )
    try:
        # En un año no bisiesto: un descanso del 29 de febrero tampoco caería todos los años.
        date(2001, descanso.mes, descanso.dia or 1)
    except ValueError:
        raise CalendarioInvalido(
            f"El descanso «{nombre}» cae el día {descanso.dia} del mes {descanso.mes}.",
            "un día que ese mes tenga todos los años",
            "Corrija el día o el mes.",
        ) from None
    return descanso
