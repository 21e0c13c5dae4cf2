"""Códigos R: lo que se ve al recolectar por API (R1xx X, R2xx Facebook e Instagram, R3xx YouTube)."""

from esquemas.codigos import Codigo, Severidad
from lineamientos.referencias import Articulo

_META = (
    Codigo(
        "R201",
        Severidad.AVISO,
        Articulo(11),
        "Se pidió la versión {esperado} de la API de Meta y contestó la {encontrado}: la pedida ya no está "
        "en servicio y las cifras pueden haber cambiado de sentido.",
        "Avise a quien da mantenimiento al programa para que ponga al día la versión y las métricas.",
    ),
    Codigo(
        "R202",
        Severidad.AVISO,
        Articulo(11),
        "Meta ya no da la métrica «{encontrado}», que el registro de métricas tiene por viva.",
        "Avise a quien da mantenimiento al programa; mientras, entregue la cifra con la exportación de la "
        "cuenta.",
    ),
    Codigo(
        "R203",
        Severidad.OBSERVACION,
        Articulo(11),
        "La ficha de acceso de la cuenta «{cuenta}» no tiene permiso para leer «{encontrado}».",
        "Dé a la aplicación el permiso de estadísticas de la cuenta, o entregue la exportación.",
    ),
)
RECOLECCION: tuple[Codigo, ...] = (
    Codigo(
        "R101",
        Severidad.AVISO,
        Articulo(11),
        "X solo deja leer lo más reciente ({esperado} elementos): por su API no pudo leerse lo anterior al "
        "{encontrado}, y la cifra del semestre no está completa.",
        "Entregue la cifra del semestre en el formato o con la exportación de la cuenta.",
    ),
    *_META,
)
