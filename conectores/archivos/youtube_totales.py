"""La fila «Total» de YouTube Studio: cifras del canal en el periodo, que no son la suma de los videos."""

import polars as pl

from conectores.archivos.columnas import enteros
from conectores.archivos.exportacion_comun import lugar, periodo
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto
from conectores.archivos.youtube_periodo import Periodo
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import MEDICIONES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import columna_de, definicion, definiciones_entre, metricas_de

_ESQUEMA = {n: t for n, t in esquema_polars(MEDICIONES).items() if n != "lote"}
_METRICAS = ("me_gusta", "compartidos", "comentarios", "vistas", "vistas_interesadas", "impresiones")
_COLUMNA_DE = {"crecimiento_seguidores": "suscriptores"}


def leer_totales(
    total: pl.DataFrame,
    videos: pl.DataFrame,
    r: Reconocida,
    contexto: Contexto,
    cuenta: str,
    dias: Periodo,
) -> tuple[pl.DataFrame, list[Hallazgo]]:
    """Mediciones del periodo que da la fila «Total».

    Args:
        total: La fila, como texto.
        videos: Las demás filas, como texto.
        r: La tabla.
        contexto: Semestre en revisión.
        cuenta: Clave del canal en el padrón.
        dias: Periodo de la exportación, dentro del semestre.
    """
    filas: list[dict[str, object]] = []
    hallazgos: list[Hallazgo] = []
    for metrica in ("crecimiento_seguidores", *_METRICAS):
        columna = _columna(metrica, total)
        if columna is None:
            hallazgos += _faltante(metrica, r, contexto)
            continue
        encabezado = " − ".join(r.encabezado(c) for c in columna)
        if _no_la_da(columna, total, videos):
            valor = None
        else:
            valor, nuevos = _valor(columna, total, r)
            hallazgos += nuevos
        definiciones = definiciones_entre(metrica, "youtube", dias.desde, dias.hasta)
        if len(definiciones) > 1:
            cambio = next(d.desde for d in definiciones[1:] if d.desde is not None)
            hallazgos.append(
                lugar(r, columna=columna[0]).hallazgo("L708", esperado=f"el {cambio.isoformat()}")
            )
        filas.append(
            {
                "fila": total["fila"][0],
                "columna": encabezado,
                "metrica": metrica,
                "definicion": definiciones[-1].clave,
                "valor": valor,
                "ausencia": _razon(valor, columna, total, videos),
            }
        )
    return _medidas(filas, r, contexto, cuenta, dias), hallazgos


def sin_videos(r: Reconocida, contexto: Contexto, cuenta: str, dias: Periodo) -> pl.DataFrame:
    """Medición de cero videos: la tabla completa del semestre no trae ninguno publicado en él."""
    fila: dict[str, object] = {
        "fila": r.tabla.fila_de_encabezados,
        "columna": r.encabezado("fecha"),
        "metrica": "publicaciones",
        "definicion": definicion("publicaciones", "youtube", dias.hasta).clave,
        "valor": 0,
    }
    return _medidas([fila], r, contexto, cuenta, dias)


def _medidas(
    filas: list[dict[str, object]], r: Reconocida, contexto: Contexto, cuenta: str, dias: Periodo
) -> pl.DataFrame:
    """Arma la tabla ``mediciones`` con lo que es común a todas sus filas."""
    comunes: dict[str, object] = {
        "archivo": r.tabla.archivo,
        "hoja": r.tabla.hoja,
        "cuenta": cuenta,
        "semestre": contexto.semestre.clave,
        "fuente": "exportacion",
        "desde": dias.desde,
        "hasta": dias.hasta,
    }
    return pl.DataFrame([comunes | f for f in filas], schema=_ESQUEMA, orient="row")


def _columna(metrica: str, total: pl.DataFrame) -> tuple[str, ...] | None:
    """Columnas de que sale la métrica: una, o los suscriptores obtenidos y los perdidos."""
    clave = _COLUMNA_DE.get(metrica, metrica)
    if clave in total.columns:
        return (clave,)
    if clave == "suscriptores" and {"obtenidos", "perdidos"} <= set(total.columns):
        return ("obtenidos", "perdidos")
    return None


def _faltante(metrica: str, r: Reconocida, contexto: Contexto) -> list[Hallazgo]:
    """Aviso de que el total no trae una cifra del art. 11; observación si el artículo la pide siempre."""
    columna = columna_de(metrica, "youtube")
    if columna is None or metrica not in {m.nombre for m in metricas_de("youtube", contexto.semestre)}:
        return []
    codigo = "L710" if columna.letra else "L712"
    return [lugar(r).hallazgo(codigo, esperado=r.encabezado(_COLUMNA_DE.get(metrica, metrica)))]


def _no_la_da(columnas: tuple[str, ...], total: pl.DataFrame, videos: pl.DataFrame) -> bool:
    """Total 0 con todos los videos en blanco: así escribe YouTube la cifra que no tiene."""
    return not videos.is_empty() and all(
        total[c][0].strip() == "0" and (videos[c].str.strip_chars() == "").all() for c in columnas
    )


def _valor(
    columnas: tuple[str, ...], total: pl.DataFrame, r: Reconocida
) -> tuple[int | None, list[Hallazgo]]:
    hallazgos: list[Hallazgo] = []
    valores: list[int | None] = []
    for columna in columnas:
        celdas = total[columna].to_list()
        leida = enteros(celdas)
        donde = lugar(r, total["fila"][0], columna)
        hallazgos += [donde.hallazgo(codigo, celdas[i]) for i, codigo in leida.ilegibles]
        if not celdas[0].strip():
            hallazgos.append(donde.hallazgo("L711"))
        valores.append(leida.valores[0])
    if any(v is None for v in valores):
        return None, hallazgos
    enteros_leidos = [v for v in valores if v is not None]
    return enteros_leidos[0] - sum(enteros_leidos[1:]), hallazgos


def _razon(
    valor: int | None, columnas: tuple[str, ...], total: pl.DataFrame, videos: pl.DataFrame
) -> str | None:
    if valor is not None:
        return None
    vacia = any(not total[c][0].strip() for c in columnas) or _no_la_da(columnas, total, videos)
    return (Ausencia.PLATAFORMA if vacia else Ausencia.ILEGIBLE).value


def fuera_de_periodo(r: Reconocida, contexto: Contexto, dias: Periodo | None) -> list[Hallazgo]:
    """Por qué los totales no pueden cargarse: periodo desconocido o que rebasa el semestre."""
    semestre = contexto.semestre
    if dias is None:
        ejemplo = f"{semestre.inicio.isoformat()}_{semestre.siguiente().inicio.isoformat()}"
        return [lugar(r).hallazgo("L703", esperado=ejemplo)]
    if semestre.inicio <= dias.desde and dias.hasta <= semestre.fin:
        return []
    return [
        Hallazgo(
            "L707",
            archivo=r.tabla.archivo,
            hoja=r.tabla.hoja or None,
            semestre=semestre.clave,
            encontrado=dias.texto,
            esperado=periodo(contexto),
        )
    ]
