"""Recibir una tanda: cada archivo aterriza antes de leerse y todos se cargan juntos (art. 11)."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from almacen import carga
from almacen.maestro import Base, abrir_maestro
from conectores.archivos.tipos import VERSION_LECTORES, Lectura
from esquemas.campos import Tabla
from esquemas.derivados import ajustar, esquema_polars, vacia
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import DIARIAS, EVIDENCIAS, LOTES, MEDICIONES, OBSERVACIONES, PUBLICACIONES
from flujos.pasos.entradas import Entrante, apartar, copias
from flujos.pasos.espacio import Espacio
from flujos.pasos.lectores import Lectores, Leido
from flujos.pasos.recepcion_resumen import ResumenTanda
from flujos.pasos.revision import revisar
from lineamientos.semestres import Semestre

CODIGO_DE_OTRO_SEMESTRE = "L502"
"""El archivo trae además fechas de otro semestre, que no se cargaron."""


def lector_con_padron(espacio: Espacio) -> str:
    """Versión con que se anota un lote que dio hallazgos: si el padrón cambia, se vuelve a leer.

    Una cuenta que faltaba en el padrón pudo ser la razón de un hallazgo; al darla de alta, sus filas entran.
    """
    huella = hashlib.sha256(espacio.padron.cuentas.write_csv().encode()).hexdigest()
    return f"{VERSION_LECTORES}+{huella[:12]}"


def recibir_tanda(
    espacio: Espacio, tanda: Sequence[Entrante], lectores: Lectores | None = None
) -> ResumenTanda:
    """Recibe una tanda de un semestre: cada archivo aterriza antes de leerse; todos se cargan juntos."""
    semestre = tanda[0].semestre
    leidos = (lectores or Lectores(espacio)).leer(tanda)
    # Uno ya recibido para otro semestre que de este no trae nada no es un rechazo: se queda donde está.
    leidos = [x for x in leidos if not trae_nada_de_otro(x)]
    nueva, hallazgos = normalizar(espacio, semestre, leidos)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        conservados = _conservados(base, nueva)
        carga.cargar(base, nueva.sin(conservados))
    estados: dict[str, str] = dict(nueva.lotes.select("lote", "estado").iter_rows())
    apartados = [x for x in leidos if estados[x.lote] == "rechazado" and x.lote not in conservados]
    for leido in apartados:
        apartar(espacio, leido.entrante, hallazgos[leido.lote])
    valores = list(estados.values())
    return ResumenTanda(
        cargados=valores.count("cargado"),
        parciales=valores.count("parcial"),
        rechazados=len(apartados),
        filas=int(nueva.lotes["filas_leidas"].sum()),
        hallazgos=tuple(h for hs in hallazgos.values() for h in hs),
        apartados=tuple(x.entrante.archivo for x in apartados),
    )


def _conservados(base: Base, nueva: carga.Tanda) -> frozenset[str]:
    """Lotes que ya estaban cargados y que, releídos, darían menos filas: se quedan como estaban.

    Una cuenta que sale del padrón no borra lo que rindió mientras estuvo.
    """
    antes = carga.lotes_conocidos(base, CODIGO_DE_OTRO_SEMESTRE).filter(pl.col("estado") != "rechazado")
    ahora = nueva.lotes.select(
        "lote", (pl.col("filas_leidas") - pl.col("filas_rechazadas")).alias("entrarian"), "estado"
    )
    menos = antes.join(ahora, on="lote", suffix="_nuevo").filter(
        (pl.col("estado_nuevo") == "rechazado") | (pl.col("entrarian") < pl.col("entraron"))
    )
    return frozenset(menos["lote"])


def normalizar(
    espacio: Espacio, semestre: Semestre, leidos: Sequence[Leido]
) -> tuple[carga.Tanda, dict[str, list[Hallazgo]]]:
    """Junta las lecturas de la tanda, las revisa y arma lo que se carga."""
    hallazgos = {
        x.lote: [
            con_cuenta(espacio, x.entrante, h)
            for h in (*(h for lec in x.lecturas for h in lec.hallazgos), *copias(x.entrante))
        ]
        for x in leidos
    }
    revisado = revisar(
        espacio,
        semestre,
        _juntar(MEDICIONES, [(x.lote, lec.mediciones) for x in leidos for lec in x.lecturas]),
        _juntar(PUBLICACIONES, [(x.lote, lec.publicaciones) for x in leidos for lec in x.lecturas]),
        _juntar(DIARIAS, [(x.lote, lec.diarias) for x in leidos for lec in x.lecturas]),
    )
    for lote, hallazgo in revisado.hallazgos:
        hallazgos[lote].append(hallazgo)
    ahora = espacio.ahora()
    marcos = [
        observaciones(hs, detectada_en=ahora, semestre=semestre.clave, lote=lote)
        for lote, hs in hallazgos.items()
        if hs
    ]
    con_padron = lector_con_padron(espacio)
    lotes = [
        _fila_de_lote(x, con_padron if hallazgos[x.lote] else VERSION_LECTORES, revisado.rotos)
        for x in leidos
    ]
    tanda = carga.Tanda(
        lotes=pl.DataFrame(lotes, schema=esquema_polars(LOTES)),
        mediciones=revisado.mediciones,
        publicaciones=revisado.publicaciones,
        diarias=revisado.diarias,
        evidencias=_juntar(EVIDENCIAS, [(x.lote, lec.evidencias) for x in leidos for lec in x.lecturas]),
        observaciones=pl.concat(marcos) if marcos else vacia(OBSERVACIONES),
    )
    return tanda, hallazgos


def trae_nada_de_otro(leido: Leido) -> bool:
    """Si es un archivo ya recibido para otro semestre y de este no trae nada."""
    return leido.entrante.tambien and _estado(leido.lecturas, roto=False) == "rechazado"


def con_cuenta(espacio: Espacio, entrante: Entrante, hallazgo: Hallazgo) -> Hallazgo:
    """El hallazgo, que es de la cuenta de la carpeta si no dice la suya."""
    if hallazgo.cuenta or entrante.carpeta not in espacio.padron.claves:
        return hallazgo
    return replace(hallazgo, cuenta=entrante.carpeta)


def _juntar(tabla: Tabla, partes: Sequence[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    marcos = [m.with_columns(pl.lit(lote).alias("lote")) for lote, m in partes if not m.is_empty()]
    return ajustar(pl.concat(marcos), tabla) if marcos else vacia(tabla)


def _fila_de_lote(leido: Leido, lector: str, rotos: frozenset[str]) -> dict[str, object]:
    clases = sorted({lec.clase for lec in leido.lecturas if lec.clase})
    return {
        "lote": leido.lote,
        "origen": "archivo",
        "semestre": leido.entrante.semestre.clave,
        "clase": clases[0] if len(clases) == 1 else "conjunto" if clases else None,
        "carpeta": leido.entrante.carpeta,
        "archivo": leido.entrante.archivo,
        "sha256": leido.entrante.sha256,
        "bytes": leido.entrante.bytes,
        "recibido_en": leido.recibido_en,
        "estado": _estado(leido.lecturas, roto=leido.lote in rotos),
        "filas_leidas": sum(lec.filas_leidas for lec in leido.lecturas),
        "filas_rechazadas": sum(lec.filas_rechazadas for lec in leido.lecturas),
        "lector": lector,
    }


def _estado(lecturas: Sequence[Lectura], *, roto: bool) -> str:
    if roto or not lecturas or all(x.rechazado for x in lecturas):
        return "rechazado"
    if any(x.rechazado or x.filas_rechazadas for x in lecturas):
        return "parcial"
    return "cargado"
