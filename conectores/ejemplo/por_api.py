"""Qué cuentas del ejemplo se recolectan por API, con qué fichas y cuáles tienen problemas."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from conectores.ejemplo.defectos import plantar
from conectores.ejemplo.flota import CuentaEjemplo, Papel
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plantado import DefectoPlantado
from lineamientos.semestres import Semestre

REDES = ("x", "facebook", "instagram", "youtube")
FICHA = "ficha-de-ejemplo"
FICHA_REVOCADA = "ficha-de-ejemplo-revocada"
_CADA_CUANTAS = 2
"""Se recolecta una de cada dos cuentas sin defectos; las demás llegan solo por archivo."""
_MENCIONES_QUE_SE_DEJAN_LEER = 800
_ZONA = ZoneInfo("America/Mexico_City")
_HORA = time(6)


@dataclass(frozen=True)
class PorApi:
    """Lo que el ejemplo recolecta.

    Attributes:
        cuentas: Claves que se recolectan, en orden.
        inexistente: Una que la plataforma ya no encuentra.
        revocada: Una cuya ficha se revocó.
        oculta: Una que oculta sus suscriptores.
        sin_titular: Las de YouTube cuyo titular no ha dado su autorización.
    """

    cuentas: tuple[str, ...]
    inexistente: str
    revocada: str
    oculta: str
    sin_titular: frozenset[str]

    def variables(self, mundo: Mundo) -> dict[str, str]:
        """Credenciales del ejemplo, por la red y la cuenta de que son («» si son de toda la red)."""
        propias = {self.revocada: FICHA_REVOCADA}
        for clave in self.cuentas:
            if mundo.cuenta(clave).red == "youtube" and clave not in self.sin_titular:
                propias[clave] = f"{FICHA}-{clave}"
        return propias


def por_api(mundo: Mundo, semestre: Semestre) -> PorApi:
    """Elige las cuentas: las centrales y una de cada dos normales en que no se plantó un defecto."""
    con_defecto = {d.cuenta for d in plantar(mundo, semestre).defectos}
    libres: dict[str, list[CuentaEjemplo]] = {}
    for cuenta in mundo.vigentes(semestre):
        if cuenta.red in REDES and cuenta.cuenta not in con_defecto and cuenta.papel is Papel.NORMAL:
            libres.setdefault(cuenta.red, []).append(cuenta)
    elegidas = {
        red: [c for i, c in enumerate(cuentas) if c.central or i % _CADA_CUANTAS == 0]
        for red, cuentas in libres.items()
    }
    ajenas = {red: [c.cuenta for c in cuentas if not c.central] for red, cuentas in elegidas.items()}
    return PorApi(
        cuentas=tuple(sorted(c.cuenta for cuentas in elegidas.values() for c in cuentas)),
        inexistente=ajenas["x"][-1],
        revocada=ajenas["facebook"][-1],
        oculta=ajenas["youtube"][-1],
        sin_titular=frozenset(ajenas["youtube"][:1]),
    )


def defectos(mundo: Mundo, semestre: Semestre) -> tuple[DefectoPlantado, ...]:
    """Lo que la recolección debe observar: cuentas de X con más menciones al mes de las que se dejan leer."""
    cuando = momentos(semestre)
    con_demasiadas = []
    for clave in por_api(mundo, semestre).cuentas:
        cuenta = mundo.cuenta(clave)
        if cuenta.red != "x":
            continue
        dias = mundo.diarias(cuenta, semestre)
        for desde, hasta in pairwise(cuando):
            primero, ultimo = desde.astimezone(_ZONA).date(), hasta.astimezone(_ZONA).date()
            if (
                sum(c["menciones"] for dia, c in dias if primero <= dia < ultimo)
                > _MENCIONES_QUE_SE_DEJAN_LEER
            ):
                con_demasiadas.append(clave)
                break
    return tuple(
        DefectoPlantado("R101", clave, None, "tiene más menciones en un mes de las que X deja leer")
        for clave in con_demasiadas
    )


def momentos(semestre: Semestre) -> list[datetime]:
    """Cuándo recolecta el ejemplo: al empezar cada mes y el día siguiente al cierre.

    Una vez al mes y no cada día, para que el ejemplo termine pronto: basta para los seguidores de inicio y de
    cierre y para lo que Instagram conserva 90 días.
    """
    primeros = [semestre.inicio.replace(month=mes) for _, mes in semestre.meses]
    dias = [*primeros, semestre.fin + timedelta(days=1)]
    return [datetime.combine(d, _HORA, _ZONA).astimezone(UTC) for d in dias]
