"""Aspecto del formato oficial: colores, tipografía y bordes, en un solo lugar."""

import xlsxwriter
from xlsxwriter.format import Format

from esquemas.formato import Grupo

_TINTA = "#1F2933"
_GRIS = "#6B7280"
_BORDE = "#D3D8DE"
_FONDO_FIJO = "#F3F4F6"

COLORES: dict[Grupo, tuple[str, str]] = {
    Grupo.IDENTIFICACION: ("#374151", "#E5E7EB"),
    Grupo.ART_11: ("#7A1F5C", "#F6E3EF"),
    Grupo.SI_APLICA: ("#9A4A7F", "#FAF0F6"),
    Grupo.ART_12: ("#3F5870", "#E6EDF3"),
}
"""Color fuerte (banda) y claro (encabezado) de cada grupo de columnas."""

PENDIENTE = "#FFF8DB"
"""Fondo de las celdas del art. 11 que faltan por llenar."""


class Estilos:
    """Formatos de celda de un libro."""

    def __init__(self, libro: xlsxwriter.Workbook) -> None:
        self._libro = libro
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _TINTA, "valign": "vcenter"}
        caja = base | {"border": 1, "border_color": _BORDE}
        self.titulo = libro.add_format(base | {"bold": True, "font_size": 16})
        self.subtitulo = libro.add_format(base | {"font_color": _GRIS, "font_size": 10})
        self.seccion = libro.add_format(
            base | {"bold": True, "font_size": 12, "font_color": "#7A1F5C", "bottom": 1}
        )
        self.parrafo = libro.add_format(base | {"text_wrap": True, "valign": "top"})
        self.celda = libro.add_format(caja | {"text_wrap": True, "valign": "top"})
        self.celda_fuerte = libro.add_format(caja | {"text_wrap": True, "valign": "top", "bold": True})
        self.encabezado_tabla = libro.add_format(caja | {"bold": True, "bg_color": "#E5E7EB"})
        self.fija = libro.add_format(caja | {"bg_color": _FONDO_FIJO, "num_format": "@", "indent": 1})
        self.palabra = libro.add_format(caja | {"num_format": "@", "align": "center", "font_color": _GRIS})
        self.numero = libro.add_format(caja | {"num_format": "#,##0", "align": "right"})
        self.fecha = libro.add_format(caja | {"num_format": "yyyy-mm-dd", "align": "center"})
        self.pendiente = libro.add_format({"bg_color": PENDIENTE})
        self._banda = {
            g: libro.add_format(base | {"bold": True, "font_color": "#FFFFFF", "bg_color": f, "indent": 1})
            for g, (f, _) in COLORES.items()
        }
        self._encabezado = {
            g: libro.add_format(
                caja
                | {"bold": True, "bg_color": claro, "text_wrap": True, "align": "center", "font_size": 10}
            )
            for g, (_, claro) in COLORES.items()
        }

    def banda(self, grupo: Grupo) -> Format:
        """Franja que agrupa columnas."""
        return self._banda[grupo]

    def encabezado(self, grupo: Grupo) -> Format:
        """Encabezado de una columna."""
        return self._encabezado[grupo]
