"""Flota inventada: qué área tiene cuenta en qué red, con quién responde por ella y qué papel juega."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from conectores.ejemplo.azar import Azar, repartir
from conectores.ejemplo.estructura import (
    COMUNICACION_SOCIAL,
    AreaEjemplo,
    juntas_distritales,
    juntas_locales,
    unidades_centrales,
)
from conectores.ejemplo.personas import DOMINIO, persona
from conectores.ejemplo.publicaciones import ALFABETO_DE_YOUTUBE
from lineamientos.semestres import Semestre

PROPORCION_DE_REDES = {"x": 34, "facebook": 38, "youtube": 17, "instagram": 18, "tiktok": 13}
"""Cuántas de cada 120 cuentas son de cada red."""

_CENTRALES_POR_RED = {"x": 6, "facebook": 5, "youtube": 3, "instagram": 3, "tiktok": 2}
_LOCALES_POR_DISTRITAL = 4
_GIRO_POR_RED = {"x": 5, "facebook": 0, "youtube": 11, "instagram": 17, "tiktok": 23}
"""En qué entidad empieza cada red, para que entre todas aparezcan las 32."""


class Papel(Enum):
    """Qué le pasa a una cuenta en los semestres del ejemplo."""

    NORMAL = "publica y entrega"
    SIN_PUBLICAR = "no publica en ningún semestre"
    CALLO = "deja de publicar en el último semestre"
    SIN_PROPIOS = "solo difunde mensajes ajenos"
    PIERDE = "pierde seguidores en el último semestre"
    ALTA = "entra a mitad del último semestre"
    BAJA_PRIMERO = "sale a mitad del primer semestre"
    BAJA_ULTIMO = "sale a mitad del último semestre"
    NO_ENTREGA = "no entrega nada en el último semestre"


_PAPELES: dict[str, dict[int, Papel]] = {
    "x": {
        9: Papel.SIN_PUBLICAR,
        13: Papel.CALLO,
        15: Papel.SIN_PROPIOS,
        19: Papel.PIERDE,
        22: Papel.ALTA,
        25: Papel.BAJA_ULTIMO,
        28: Papel.NO_ENTREGA,
        31: Papel.BAJA_PRIMERO,
    },
    "facebook": {
        8: Papel.SIN_PUBLICAR,
        13: Papel.CALLO,
        17: Papel.PIERDE,
        20: Papel.ALTA,
        25: Papel.BAJA_ULTIMO,
        29: Papel.NO_ENTREGA,
        33: Papel.BAJA_PRIMERO,
    },
    "youtube": {6: Papel.SIN_PUBLICAR, 12: Papel.ALTA},
    "instagram": {7: Papel.CALLO, 11: Papel.NO_ENTREGA},
    "tiktok": {5: Papel.SIN_PUBLICAR},
}
"""Papel por posición de la cuenta dentro de su red; las demás son normales."""


@dataclass(frozen=True)
class CuentaEjemplo:
    """Una cuenta inventada del padrón.

    Attributes:
        cuenta: Clave en el padrón.
        red: Red social.
        usuario: Nombre de usuario, sin arroba.
        id_plataforma: Identificador en la plataforma, o cadena vacía si el padrón no lo tiene.
        nombre: Nombre para mostrar.
        area: Área responsable.
        central: Si es de Comunicación Social (Lineamientos, art. 11, columna C).
        vigente_desde: Primer día que rinde.
        vigente_hasta: Último día que rinde, o ``None``.
        papel: Qué le pasa.
        posicion: Lugar dentro de su red; de él depende cómo entrega.
        administrador: Nombre del administrador.
        correo_administrador: Su correo.
        titular: Nombre del titular del área.
        correo_titular: Su correo.
        correo_apertura: Correo con que se abrió la cuenta.
    """

    cuenta: str
    red: str
    usuario: str
    id_plataforma: str
    nombre: str
    area: AreaEjemplo
    central: bool
    vigente_desde: date
    vigente_hasta: date | None
    papel: Papel
    posicion: int
    administrador: str
    correo_administrador: str
    titular: str
    correo_titular: str
    correo_apertura: str

    def vigencia_en(self, semestre: Semestre) -> tuple[date, date] | None:
        """Primer y último día que la cuenta rinde en el semestre, o ``None`` si no rinde."""
        desde = max(self.vigente_desde, semestre.inicio)
        hasta = semestre.fin if self.vigente_hasta is None else min(self.vigente_hasta, semestre.fin)
        return (desde, hasta) if desde <= hasta else None


def formar_flota(
    semilla: int, cuantas: int, semestres: Sequence[Semestre], *, con_papeles: bool
) -> tuple[CuentaEjemplo, ...]:
    """Forma la flota, por red y dentro de ella de lo central a lo distrital.

    Args:
        semilla: Semilla del mundo.
        cuantas: Cuántas cuentas; se reparten en proporción a ``PROPORCION_DE_REDES``.
        semestres: Semestres del ejemplo, en orden.
        con_papeles: Si algunas cuentas juegan un papel distinto del normal.

    Raises:
        ValueError: Si se piden más cuentas de las que la estructura admite.
    """
    cupos = repartir(cuantas, list(PROPORCION_DE_REDES.values()))
    cuentas: list[CuentaEjemplo] = []
    for red, cupo in zip(PROPORCION_DE_REDES, cupos, strict=True):
        candidatas = _candidatas(red)
        if cupo > len(candidatas):
            raise ValueError(f"La estructura admite {len(candidatas)} cuentas de {red} y se piden {cupo}")
        papeles = _PAPELES[red] if con_papeles else {}
        for posicion, area in enumerate(candidatas[:cupo]):
            papel = papeles.get(posicion, Papel.NORMAL)
            cuentas.append(_cuenta(semilla, red, area, posicion, papel=papel, semestres=semestres))
    return tuple(cuentas)


def _candidatas(red: str) -> list[AreaEjemplo]:
    """Áreas en el orden en que reciben cuenta en una red: centrales, y locales alternadas con distritales."""
    locales, distritales = juntas_locales(), juntas_distritales()
    giro = _GIRO_POR_RED[red]
    locales = locales[giro:] + locales[:giro]
    orden = list(unidades_centrales()[: _CENTRALES_POR_RED[red]])
    usadas = 0
    for i, local in enumerate(locales, start=1):
        orden.append(local)
        if i % _LOCALES_POR_DISTRITAL == 0:
            orden.append(distritales[usadas])
            usadas += 1
    return orden + list(distritales[usadas:])


def _cuenta(
    semilla: int,
    red: str,
    area: AreaEjemplo,
    posicion: int,
    *,
    papel: Papel,
    semestres: Sequence[Semestre],
) -> CuentaEjemplo:
    clave = f"{red}_{area.area}"
    azar = Azar(semilla, "cuenta", clave)
    desde, hasta = date(azar.entero(2014, 2023), azar.entero(1, 12), azar.entero(1, 28)), None
    if papel is Papel.ALTA:
        desde = semestres[-1].inicio + timedelta(days=45)
    elif papel is Papel.BAJA_PRIMERO:
        hasta = semestres[0].inicio + timedelta(days=100)
    elif papel is Papel.BAJA_ULTIMO:
        hasta = semestres[-1].inicio + timedelta(days=119)
    administrador = persona(semilla, "administrador", clave)
    titular = persona(semilla, "titular", area.area)
    usuario = f"ejemplo_{area.sigla}"
    return CuentaEjemplo(
        cuenta=clave,
        red=red,
        usuario=usuario,
        id_plataforma=_id_plataforma(red, azar),
        nombre=f"INE {area.corto} (ejemplo)",
        area=area,
        central=area.area == COMUNICACION_SOCIAL,
        vigente_desde=desde,
        vigente_hasta=hasta,
        papel=papel,
        posicion=posicion,
        administrador=administrador.nombre,
        correo_administrador=administrador.correo,
        titular=titular.nombre,
        correo_titular=titular.correo,
        correo_apertura=f"{red}.{area.area.replace('_', '-')}@{DOMINIO}",
    )


def _id_plataforma(red: str, azar: Azar) -> str:
    """Identificador con la forma que usa cada plataforma; TikTok no lo muestra al administrador."""
    if red == "x":
        return str(10**18 + azar.bits(59))
    if red == "facebook":
        return str(10**14 + azar.entero(0, 10**13))
    if red == "instagram":
        return str(17841400000000000 + azar.entero(0, 10**10))
    if red == "youtube":
        return "UC" + "".join(azar.elige(ALFABETO_DE_YOUTUBE) for _ in range(22))
    if red == "tiktok":
        return ""
    raise ValueError(f"El ejemplo no sabe formar identificadores de {red}")
