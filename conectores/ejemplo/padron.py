"""El padrón del ejemplo en CSV: cuentas, áreas y capacitaciones, todas marcadas como ejemplo."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.estructura import AreaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.personas import persona

_CUENTAS = [
    "cuenta",
    "red",
    "usuario",
    "id_plataforma",
    "nombre",
    "area",
    "central",
    "vigente_desde",
    "vigente_hasta",
    "administrador",
    "correo_administrador",
    "titular",
    "correo_titular",
    "correo_apertura",
    "ejemplo",
]
_AREAS = [
    "area",
    "nombre",
    "tipo_area",
    "entidad",
    "encargado",
    "correo_encargado",
    "zona_horaria",
    "ejemplo",
]
_ZONAS = {
    "Baja California": "America/Tijuana",
    "Baja California Sur": "America/Mazatlan",
    "Nayarit": "America/Mazatlan",
    "Quintana Roo": "America/Cancun",
    "Sinaloa": "America/Mazatlan",
    "Sonora": "America/Hermosillo",
}
"""Zona de las entidades que no llevan la hora de la Ciudad de México."""

_CAPACITACIONES = ["fecha", "tema", "area", "asistentes", "horas", "ejemplo"]

_TEMAS = (
    ("Redacción clara para redes sociales", "2.5"),
    ("Accesibilidad: subtítulos y texto alternativo", "2"),
    ("Cómo llenar el formato semestral", "1.5"),
    ("Video corto con teléfono", "3"),
    ("Protección de datos personales en capturas", "2"),
)


def cuentas_csv(mundo: Mundo) -> bytes:
    """``padron/cuentas.csv``: una fila por cuenta, en UTF-8 con BOM para que Excel muestre los acentos."""
    return _csv(
        _CUENTAS,
        (
            (
                c.cuenta,
                c.red,
                c.usuario,
                c.id_plataforma,
                c.nombre,
                c.area.area,
                "sí" if c.central else "no",
                c.vigente_desde.isoformat(),
                c.vigente_hasta.isoformat() if c.vigente_hasta else "",
                c.administrador,
                c.correo_administrador,
                c.titular,
                c.correo_titular,
                c.correo_apertura,
                "sí",
            )
            for c in mundo.cuentas
        ),
    )


def areas_csv(mundo: Mundo) -> bytes:
    """``padron/areas.csv``: una fila por área."""
    return _csv(_AREAS, (_fila_de_area(mundo.semilla, a) for a in mundo.areas))


def _fila_de_area(semilla: int, area: AreaEjemplo) -> tuple[str, ...]:
    encargado, zona = persona(semilla, "encargado", area.area), _ZONAS.get(area.entidad, "")
    return (
        *(area.area, area.nombre, area.tipo_area, area.entidad),
        *(encargado.nombre, encargado.correo, zona, "sí"),
    )


def capacitaciones_csv(mundo: Mundo) -> bytes:
    """``padron/capacitaciones.csv``: cada tema, una vez por semestre y en un área distinta."""
    filas = []
    for semestre in mundo.semestres:
        for i, (tema, horas) in enumerate(_TEMAS):
            azar = Azar(mundo.semilla, "capacitacion", semestre.clave, tema)
            area = azar.elige(mundo.areas)
            dia = _habil(semestre.inicio + timedelta(days=20 + 30 * i + azar.entero(0, 6)))
            filas.append((dia.isoformat(), tema, area.area, str(azar.entero(6, 45)), horas, "sí"))
    return _csv(_CAPACITACIONES, sorted(filas))


def _habil(dia: date) -> date:
    """El mismo día o, si cae en fin de semana, el lunes siguiente."""
    return dia + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[dia.weekday()])


def _csv(encabezados: Sequence[str], filas: Iterable[Sequence[str]]) -> bytes:
    texto = io.StringIO()
    escritor = csv.writer(texto, lineterminator="\r\n")
    escritor.writerow(encabezados)
    escritor.writerows(filas)
    return b"\xef\xbb\xbf" + texto.getvalue().encode()
