"""Lo que se revisa del padrón y lo que se halla en él."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lineamientos.referencias import Articulo
from lineamientos.semestres import Semestre


class Gravedad(StrEnum):
    """Qué pide un hallazgo."""

    FALTA = "falta"
    """Hay que corregirlo: sin eso algo del procedimiento no puede hacerse."""
    AVISO = "aviso"
    """Hay que confirmarlo."""
    INFORME = "informe"
    """Solo se informa."""


@dataclass(frozen=True)
class CuentaDelPadron:
    """Una fila de ``padron/cuentas.csv``.

    Attributes:
        cuenta: Clave.
        red: Red social.
        usuario: Nombre de usuario.
        area: Clave del área.
        id_plataforma: Identificador en la plataforma.
        vigente_desde: Primer día que rinde.
        vigente_hasta: Último día que rinde.
        administrador: Nombre de quien la administra.
        correo_administrador: Su correo.
        titular: Nombre del titular del área.
        correo_titular: Su correo.
        correo_apertura: Correo con que se abrió.
        habla_en_su_nombre: En qué consta que habla en nombre del Instituto (art. 2).
        con_actividad: Si hay publicaciones o cifras suyas del semestre; ``None`` si no se sabe.
    """

    cuenta: str
    red: str
    usuario: str
    area: str
    id_plataforma: str | None = None
    vigente_desde: date | None = None
    vigente_hasta: date | None = None
    administrador: str | None = None
    correo_administrador: str | None = None
    titular: str | None = None
    correo_titular: str | None = None
    correo_apertura: str | None = None
    habla_en_su_nombre: str | None = None
    con_actividad: bool | None = None


@dataclass(frozen=True)
class AreaDelPadron:
    """Una fila de ``padron/areas.csv``, en lo que toca al encargado del tema."""

    area: str
    encargado: str | None = None
    correo_encargado: str | None = None


@dataclass(frozen=True)
class Regla:
    """Una regla de la revisión.

    Attributes:
        titulo: Qué se halla.
        articulo: Por qué importa.
        gravedad: Qué pide.
        que_es: De qué trata el hallazgo: «cuenta», «area» o «persona».
    """

    titulo: str
    articulo: Articulo
    gravedad: Gravedad
    que_es: str = "cuenta"


_F, _A, _I = Gravedad.FALTA, Gravedad.AVISO, Gravedad.INFORME

REGLAS: dict[str, Regla] = {
    "P101": Regla("Fuera del alcance", Articulo(2), _F),
    "P102": Regla("Alcance que no consta", Articulo(2), _A),
    "P103": Regla("Correo de apertura que no lo es", Articulo(2), _F),
    "P201": Regla("La misma cuenta dos veces, por usuario", Articulo(2), _F),
    "P202": Regla("La misma cuenta dos veces, por identificador", Articulo(2), _F),
    "P203": Regla("Usuarios que se confunden", Articulo(2), _A),
    "P204": Regla("Sale y vuelve a entrar con otra clave", Articulo(2), _A),
    "P301": Regla("Sin administrador", Articulo(7), _F),
    "P302": Regla("Administrador sin correo", Articulo(9), _F),
    "P303": Regla("Correo de administrador que no lo es", Articulo(9), _F),
    "P304": Regla("Sin titular", Articulo(15), _F),
    "P305": Regla("Titular sin correo", Articulo(15), _F),
    "P306": Regla("Correo de titular que no lo es", Articulo(15), _F),
    "P307": Regla("Sin persona responsable", Articulo(3), _F),
    "P401": Regla("Área sin encargado del tema", Articulo(9), _A, "area"),
    "P402": Regla("Encargado del tema sin correo", Articulo(9), _A, "area"),
    "P501": Regla("Sin actividad en el semestre", Articulo(11), _A),
    "P601": Regla("Ya no rinde", Articulo(2), _I),
    "P602": Regla("Aún no rinde", Articulo(2), _A),
    "P603": Regla("Vigencia dudosa", Articulo(2), _F),
    "P701": Regla("Muchas cuentas de una persona", Articulo(3), _I, "persona"),
}
"""Las reglas, por código."""


@dataclass(frozen=True)
class HallazgoDelPadron:
    """Algo que se halló en el padrón.

    Attributes:
        codigo: Clave en ``REGLAS``.
        donde: Cuenta, área o persona de que trata.
        que: Oración que dice qué se halló.
        que_hacer: Oración que dice cómo corregirlo.
    """

    codigo: str
    donde: str
    que: str
    que_hacer: str

    @property
    def regla(self) -> Regla:
        """La regla que lo halló."""
        return REGLAS[self.codigo]

    @property
    def oracion(self) -> str:
        """Dónde, qué y qué hacer."""
        return f"{self.donde}: {self.que} {self.que_hacer}"


def rinde_en(c: CuentaDelPadron, semestre: Semestre) -> bool:
    """Si la cuenta está vigente algún día del semestre (art. 2)."""
    empezo = c.vigente_desde is None or c.vigente_desde <= semestre.fin
    sigue = c.vigente_hasta is None or c.vigente_hasta >= semestre.inicio
    return empezo and sigue
