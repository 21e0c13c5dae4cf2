"""Cómo se dice a una persona cada clave que guardan las tablas.

Una clave desconocida es un error con su nombre: nadie le inventa un título.
"""

import re
import unicodedata
from collections.abc import Mapping

from lineamientos.calificacion.dictamen import Clase
from lineamientos.catalogo import METRICAS, REDES

CLASES: dict[str, str] = {
    "pertinente": Clase.PERTINENTE.value,
    "pertinente_con_recomendaciones": Clase.CON_RECOMENDACIONES.value,
    "en_observacion": Clase.EN_OBSERVACION.value,
    "no_pertinente": Clase.NO_PERTINENTE.value,
    "sin_elementos": Clase.SIN_ELEMENTOS.value,
    "sin_elementos_por_incumplimiento": Clase.INCUMPLIMIENTO.value,
}
"""Clases de dictamen en el orden en que se presentan, por el tono con que se pintan."""

TONOS: dict[str, str] = {nombre: tono for tono, nombre in CLASES.items()}
"""Tono de cada clase."""

SIN_EVALUAR = "sin_evaluar"
"""Cuenta del padrón que la evaluación no incluyó."""

CRITERIOS: dict[str, str] = {
    "desempeno": "Desempeño en la red",
    "frecuencia": "Frecuencia de publicación",
    "originalidad": "Contenido original",
    "seguidores_nuevos": "Seguidores nuevos",
}
COMPONENTES: dict[str, str] = {
    "audiencia": "audiencia por publicación y seguidor",
    "respuesta": "compartidos y reacciones por publicación y seguidor",
    "respuesta_por_audiencia": "compartidos y reacciones por persona alcanzada",
    "me_gusta_por_publicacion": "me gusta por publicación",
    "proporcion_propia": "proporción propia de lo publicado",
    "multimedia_como_indicio": "piezas de multimedia por publicación, como indicio",
    "publicaciones_por_semana": "publicaciones por semana",
    "crecimiento_relativo": "crecimiento relativo de seguidores",
    "cambio_neto": "cambio neto de seguidores",
    **{m.nombre: m.titulo.lower() for m in METRICAS.values()},
}
"""Componentes de los criterios; los de una sola métrica llevan su nombre."""
FASES: dict[str, str] = {"ordinario": "ordinario", "proceso_electoral": "en Proceso Electoral"}
FUENTES: dict[str, str] = {
    "api": "API de la plataforma",
    "exportacion": "Exportación de la plataforma",
    "formato": "Formato llenado por el administrador",
}
FUENTES_CORTAS: dict[str, str] = {"api": "API", "exportacion": "exportación", "formato": "formato"}
TIPOS_AREA: dict[str, str] = {
    "central": "Oficinas centrales",
    "junta_local": "Juntas locales",
    "junta_distrital": "Juntas distritales",
}
SITUACIONES: dict[str, str] = {
    "atendida": "Atendida",
    "no_atendida": "No atendida",
    "sin_elementos": "Sin elementos",
    "pendiente": "Pendiente",
}
"""Cómo queda una recomendación."""
SEVERIDADES: dict[str, str] = {
    "rechazo": "Rechazo",
    "observacion": "Debe subsanarse",
    "aviso": "Debe confirmarse",
}
ESTADOS_LOTE: dict[str, str] = {
    "cargado": "cargado",
    "parcial": "cargado en parte",
    "rechazado": "rechazado",
}
BANDAS: tuple[tuple[float, float, str], ...] = (
    (0, 20, "0 a 19.99"),
    (20, 40, "20 a 39.99"),
    (40, 60, "40 a 59.99"),
    (60, 80, "60 a 79.99"),
    (80, 101, "80 a 100"),
)
"""Bandas del índice para mostrar distribuciones; no son cortes de dictamen."""


def titulo(textos: Mapping[str, str], clave: str, que: str) -> str:
    """Título de una clave.

    Raises:
        ValueError: Si la clave no está entre las conocidas.
    """
    if clave not in textos:
        raise ValueError(f"«{clave}» no es {que} conocida: se esperaba una de {sorted(textos)}")
    return textos[clave]


def red(clave: str) -> str:
    """Nombre de una red.

    Raises:
        ValueError: Si no está en el catálogo.
    """
    return titulo(REDES, clave, "una red")


def con_componentes(motivo: str) -> str:
    """El motivo de un criterio con sus componentes por su nombre y no por su clave."""
    return re.sub(r"\b([a-z_]+)(?=: )", lambda m: COMPONENTES.get(m[1], m[1]), motivo)


def oracion(texto: str) -> str:
    """El texto con mayúscula inicial y punto final, para que pueda ir entre otras oraciones."""
    recortado = texto.strip()
    final = "" if recortado[-1:] in (".", "") else "."
    return recortado[:1].upper() + recortado[1:] + final


def plano(texto: str) -> str:
    """Texto en minúsculas y sin acentos, para ordenar y buscar en español."""
    descompuesto = unicodedata.normalize("NFKD", texto.casefold())
    return "".join(c for c in descompuesto if not unicodedata.combining(c))


def limpio(texto: str) -> str:
    """Texto de fuera sin caracteres de control ni de dirección, que ninguna salida debe llevar."""
    if texto.isprintable():
        return texto
    return "".join(" " if _nocivo(c) else c for c in texto)


def _nocivo(c: str) -> bool:
    """Controles, marcas de dirección, usos privados y los que Unicode reserva como no caracteres."""
    if c == "\N{ZERO WIDTH JOINER}":
        return False
    codigo = ord(c)
    sin_asignar = codigo & 0xFFFE == 0xFFFE or 0xFDD0 <= codigo <= 0xFDEF
    return sin_asignar or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")
