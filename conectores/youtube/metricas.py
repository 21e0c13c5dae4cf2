"""De ``videos.list`` a las cifras acumuladas de cada video.

Fuente: https://developers.google.com/youtube/v3/docs/videos.
"""

from collections.abc import Sequence
from typing import Any

from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.youtube.declaracion import METRICAS_DE_VIDEO
from conectores.youtube.lectura import (
    contador,
    datos_de,
    elementos,
    instante,
    marco,
    parte,
    por_identificador,
    recoleccion,
    texto_o_nada,
)
from conectores.youtube.publicaciones import fila_de_video
from esquemas.tablas import PUBLICACIONES, RECOLECCIONES
from lineamientos.ausencias import Ausencia

_MUESTRA = 5
"""Cuántos videos que ya no están se nombran en el detalle."""


def normalizar_metricas(consulta: Consulta, paginas: Sequence[PaginaLeida]) -> LecturaApi:
    """Cifras de los videos pedidos; los que no vuelven se nombran en la recolección de su cuenta.

    Raises:
        ContratoRoto: Si viene un video que no se pidió o la respuesta perdió una parte.
    """
    pagina = paginas[-1]
    dueno = duenos(consulta)
    videos = por_identificador(elementos(datos_de(pagina.cuerpo)))
    if ajenos := videos.keys() - dueno.keys():
        raise ContratoRoto(f"YouTube devolvió {len(ajenos)} video(s) que no se pidieron.")
    if videos and not any("statistics" in v for _, v in videos.values()):
        raise ContratoRoto("La respuesta de YouTube no trae la parte «statistics» en ningún video.")
    filas = [
        _fila(videos[clave][1], clave, cuenta)
        | {"archivo": pagina.archivo, "fila": videos[clave][0], "leida_en": pagina.leida_en}
        for clave, cuenta in dueno.items()
        if clave in videos
    ]
    recolecciones = []
    for cuenta in consulta.cuentas:
        suyos = [clave for clave, quien in dueno.items() if quien == cuenta]
        faltan = [clave for clave in suyos if clave not in videos]
        recolecciones.append(
            recoleccion(
                consulta,
                cuenta,
                pagina.leida_en,
                Ausencia.NO_ENCONTRADA if len(faltan) == len(suyos) else None,
                _faltantes(faltan),
            )
        )
    return LecturaApi(
        de_publicaciones=marco(filas, PUBLICACIONES), recolecciones=marco(recolecciones, RECOLECCIONES)
    )


def duenos(consulta: Consulta) -> dict[str, str]:
    """De qué cuenta es cada video pedido: el reparto dice cuántos seguidos son de cada una."""
    cuantos = [int(n) for n in consulta.parametros["reparto"].split(",")]
    cuentas = [c for c, n in zip(consulta.cuentas, cuantos, strict=True) for _ in range(n)]
    return dict(zip(consulta.objetos, cuentas, strict=True))


def _fila(video: dict[str, Any], clave: str, cuenta: str) -> dict[str, object]:
    ficha = parte(video, "snippet")
    # A un estreno por venir le faltan las cifras: quedan vacías, no en cero.
    cifras = parte(video, "statistics") if "statistics" in video else {}
    return (
        fila_de_video(clave, cuenta, instante(ficha, "publishedAt"), texto_o_nada(ficha, "title"))
        | {metrica: contador(cifras, campo) for campo, metrica in METRICAS_DE_VIDEO.items()}
        # La Data API no distingue los videos cortos.
        | {"tipo_publicacion": "en_vivo" if "liveStreamingDetails" in video else "video"}
    )


def _faltantes(claves: list[str]) -> str | None:
    if not claves:
        return None
    nombres = ", ".join(claves[:_MUESTRA]) + ("…" if len(claves) > _MUESTRA else "")
    uno = f"YouTube ya no da el video {nombres}: está borrado o es privado."
    varios = f"YouTube ya no da {len(claves)} videos, borrados o privados: {nombres}."
    return uno if len(claves) == 1 else varios
