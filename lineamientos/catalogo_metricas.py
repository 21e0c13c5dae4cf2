"""Las métricas que el procedimiento recoge, cada una declarada una sola vez (Lineamientos, arts. 11 y 12)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Metrica:
    """Una cifra que se recoge de una cuenta.

    Attributes:
        nombre: Identificador en código, tablas y columnas.
        titulo: Cómo se muestra, si la red no la llama de otro modo.
        unidad: Qué cuenta.
        descripcion: Qué es, en una oración sin red.
    """

    nombre: str
    titulo: str
    unidad: str
    descripcion: str


_MESES = ("primer", "segundo", "tercer", "cuarto", "quinto", "sexto")

_TODAS = (
    # De X, inciso a)
    Metrica(
        "mensajes_publicados",
        "Total de mensajes publicados",
        "mensajes",
        "Mensajes publicados en el semestre, con respuestas y republicaciones",
    ),
    Metrica(
        "mensajes_propios",
        "Mensajes propios",
        "mensajes",
        "Mensajes que la cuenta redactó o adaptó, con sus respuestas",
    ),
    Metrica(
        "mensajes_comunicacion_social",
        "Mensajes de Comunicación Social",
        "mensajes",
        "Mensajes de Comunicación Social, u ordenados por ella, republicados o citados sin añadido",
    ),
    Metrica("impresiones", "Impresiones", "veces", "Veces que el contenido apareció en pantalla"),
    Metrica("visitas_perfil", "Visitas al perfil", "visitas", "Veces que alguien abrió el perfil"),
    Metrica("menciones", "Menciones", "menciones", "Mensajes de otras cuentas que nombran a la cuenta"),
    Metrica("seguidores_cierre", "Seguidores al cierre", "cuentas", "Seguidores el último día del semestre"),
    Metrica(
        "contenidos_multimedia",
        "Contenidos multimedia",
        "piezas",
        "Imágenes, videos y audios propios publicados; cuatro imágenes en una publicación son cuatro",
    ),
    # De Facebook y de las otras redes, incisos b) y siguiente
    Metrica("publicaciones", "Publicaciones", "publicaciones", "Publicaciones hechas en el semestre"),
    Metrica(
        "compartidos",
        "Compartidos",
        "veces",
        "Veces que otras personas compartieron sus publicaciones",
    ),
    Metrica(
        "reacciones", "Reacciones", "reacciones", "Reacciones de todo tipo que recibieron las publicaciones"
    ),
    Metrica("alcance", "Alcance", "personas", "Personas distintas que vieron contenido de la cuenta"),
    Metrica(
        "visualizaciones",
        "Visualizaciones",
        "veces",
        "Veces que el contenido se mostró o se reprodujo, con sus repeticiones",
    ),
    Metrica(
        "crecimiento_seguidores",
        "Crecimiento de seguidores",
        "cuentas",
        "Seguidores ganados menos perdidos en el semestre; puede ser negativo",
    ),
    Metrica("me_gusta", "Me gusta", "veces", "Veces que alguien marcó «me gusta» en una publicación"),
    Metrica("vistas", "Vistas", "vistas", "Vistas de los videos según la cuenta pública de la plataforma"),
    Metrica(
        "vistas_interesadas",
        "Vistas interesadas",
        "vistas",
        "Vistas de quien permaneció en el video: conserva el sentido que «vistas» tuvo antes",
    ),
    Metrica("reproducciones", "Reproducciones", "veces", "Veces que se reprodujeron los videos"),
    # Suplementarias, art. 12
    Metrica("seguidores_inicio", "Seguidores al inicio", "cuentas", "Seguidores al empezar el semestre"),
    Metrica(
        "publicaciones_propias",
        "Publicaciones propias",
        "publicaciones",
        "Publicaciones de contenido producido o adaptado por el área",
    ),
    Metrica(
        "mensajes_ordenados",
        "Mensajes ordenados por Comunicación Social",
        "mensajes",
        "De los mensajes de Comunicación Social, los que ella ordenó republicar o citar",
    ),
    Metrica(
        "respuestas", "Respuestas", "mensajes", "Mensajes que responden a otro, contados dentro del total"
    ),
    Metrica("comentarios", "Comentarios", "comentarios", "Comentarios que recibieron las publicaciones"),
    Metrica("guardados", "Guardados", "veces", "Veces que alguien guardó una publicación"),
    Metrica(
        "altas_seguidores", "Seguidores ganados", "cuentas", "Cuentas que empezaron a seguir a la cuenta"
    ),
    Metrica(
        "bajas_seguidores", "Seguidores perdidos", "cuentas", "Cuentas que dejaron de seguir a la cuenta"
    ),
    # De apoyo: lo que da una API y no se pide a nadie
    Metrica(
        "seguidores", "Seguidores ese día", "cuentas", "Seguidores en el momento en que se leyó el perfil"
    ),
    Metrica(
        "alcance_28d",
        "Alcance de 28 días",
        "personas",
        "Personas distintas que vieron contenido de la cuenta en los 28 días que terminan ese día",
    ),
    Metrica(
        "alcance_28d_maximo",
        "Alcance de 28 días, el mayor",
        "personas",
        "El mayor de los alcances de 28 días del semestre; no es el alcance del semestre",
    ),
    Metrica(
        "alcance_28d_promedio",
        "Alcance de 28 días, promedio",
        "personas",
        "Promedio de los alcances de 28 días del semestre; no es el alcance del semestre",
    ),
    *(
        Metrica(
            f"publicaciones_mes_{i}",
            f"Publicaciones del {ordinal} mes",
            "publicaciones",
            f"Publicaciones hechas en el {ordinal} mes del semestre",
        )
        for i, ordinal in enumerate(_MESES, start=1)
    ),
)

METRICAS: dict[str, Metrica] = {m.nombre: m for m in _TODAS}
"""Todas las métricas por nombre."""

PUBLICACIONES_POR_MES: tuple[str, ...] = tuple(f"publicaciones_mes_{i}" for i in range(1, 7))
"""Las seis cifras mensuales, del primer al sexto mes."""
