"""Estructura del Instituto: unidades centrales, juntas locales y juntas distritales.

Los nombres de las áreas y de las entidades son los reales; cuentas, personas y cifras son inventadas.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AreaEjemplo:
    """Un área con cuentas.

    Attributes:
        area: Clave en el padrón.
        nombre: Nombre para mostrar.
        tipo_area: «central», «junta_local» o «junta_distrital».
        entidad: Entidad federativa, o cadena vacía si es central.
        sigla: Abreviatura con que se forma el nombre de usuario.
        corto: Nombre breve con que se forma el nombre de la cuenta.
    """

    area: str
    nombre: str
    tipo_area: str
    entidad: str
    sigla: str
    corto: str


COMUNICACION_SOCIAL = "cncs"
"""Clave del área cuyas cuentas son centrales para el art. 11: sus mensajes cuentan como C."""

_CENTRALES = (
    (COMUNICACION_SOCIAL, "Coordinación Nacional de Comunicación Social", "México"),
    ("deceyec", "Dirección Ejecutiva de Capacitación Electoral y Educación Cívica", "Educación Cívica"),
    ("derfe", "Dirección Ejecutiva del Registro Federal de Electores", "Registro Federal de Electores"),
    ("deoe", "Dirección Ejecutiva de Organización Electoral", "Organización Electoral"),
    ("deppp", "Dirección Ejecutiva de Prerrogativas y Partidos Políticos", "Partidos Políticos"),
    ("despen", "Dirección Ejecutiva del Servicio Profesional Electoral Nacional", "Servicio Profesional"),
    ("utigynd", "Unidad Técnica de Igualdad de Género y No Discriminación", "Igualdad de Género"),
    ("uttypdp", "Unidad Técnica de Transparencia y Protección de Datos Personales", "Transparencia"),
    ("cai", "Coordinación de Asuntos Internacionales", "Asuntos Internacionales"),
)

_ENTIDADES = (
    ("aguascalientes", "Aguascalientes", "ags", 3),
    ("baja_california", "Baja California", "bcn", 9),
    ("baja_california_sur", "Baja California Sur", "bcs", 2),
    ("campeche", "Campeche", "cam", 2),
    ("coahuila", "Coahuila", "coa", 8),
    ("colima", "Colima", "col", 2),
    ("chiapas", "Chiapas", "chs", 13),
    ("chihuahua", "Chihuahua", "chh", 9),
    ("ciudad_de_mexico", "Ciudad de México", "cmx", 22),
    ("durango", "Durango", "dgo", 4),
    ("guanajuato", "Guanajuato", "gto", 15),
    ("guerrero", "Guerrero", "gro", 8),
    ("hidalgo", "Hidalgo", "hgo", 7),
    ("jalisco", "Jalisco", "jal", 20),
    ("mexico", "México", "mex", 40),
    ("michoacan", "Michoacán", "mic", 11),
    ("morelos", "Morelos", "mor", 5),
    ("nayarit", "Nayarit", "nay", 3),
    ("nuevo_leon", "Nuevo León", "nle", 14),
    ("oaxaca", "Oaxaca", "oax", 10),
    ("puebla", "Puebla", "pue", 16),
    ("queretaro", "Querétaro", "qro", 6),
    ("quintana_roo", "Quintana Roo", "roo", 4),
    ("san_luis_potosi", "San Luis Potosí", "slp", 7),
    ("sinaloa", "Sinaloa", "sin", 7),
    ("sonora", "Sonora", "son", 7),
    ("tabasco", "Tabasco", "tab", 6),
    ("tamaulipas", "Tamaulipas", "tam", 8),
    ("tlaxcala", "Tlaxcala", "tla", 3),
    ("veracruz", "Veracruz", "ver", 19),
    ("yucatan", "Yucatán", "yuc", 6),
    ("zacatecas", "Zacatecas", "zac", 4),
)
"""Entidades con su clave, su abreviatura y cuántos distritos federales tienen (300 en total)."""


def unidades_centrales() -> tuple[AreaEjemplo, ...]:
    """Unidades centrales; la primera es la de Comunicación Social."""
    return tuple(AreaEjemplo(c, nombre, "central", "", c, corto) for c, nombre, corto in _CENTRALES)


def juntas_locales() -> tuple[AreaEjemplo, ...]:
    """Las 32 juntas locales ejecutivas."""
    return tuple(
        AreaEjemplo(
            f"jle_{clave}",
            f"Junta Local Ejecutiva de {nombre}",
            "junta_local",
            nombre,
            f"ine_{sigla}",
            nombre,
        )
        for clave, nombre, sigla, _ in _ENTIDADES
    )


def juntas_distritales() -> tuple[AreaEjemplo, ...]:
    """Las 300 juntas distritales, por número de distrito y luego por entidad."""
    return tuple(
        AreaEjemplo(
            f"jde_{clave}_{numero:02}",
            f"Junta Distrital Ejecutiva {numero:02} de {nombre}",
            "junta_distrital",
            nombre,
            f"{sigla}_d{numero:02}",
            f"Distrito {numero:02} {nombre}",
        )
        for numero in range(1, max(e[3] for e in _ENTIDADES) + 1)
        for clave, nombre, sigla, distritos in _ENTIDADES
        if numero <= distritos
    )
