"""Filas de las tablas del expediente, como las lleva un asiento."""

import hashlib
from collections.abc import Iterable, Mapping

from flujos.pasos.expediente_actos import Escrita
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import COMUNICACIONES
from lineamientos.procedimiento.eventos import Evento

EVENTOS, ESCRITAS, NOTIFICACIONES, RECEPCIONES = (
    "eventos",
    "comunicaciones",
    "notificaciones",
    "recepciones",
)
"""Clases de asiento del expediente."""
Filas = dict[str, list[dict[str, object]]]
"""Filas por tabla."""


def filas_de_eventos(
    semestre: str, eventos: Iterable[Evento], computos: Mapping[str, str | None] | None = None
) -> Filas:
    """Las de unos hechos y sus observaciones.

    Args:
        semestre: Clave.
        eventos: Los hechos.
        computos: De cada cuenta, cómo se contó su plazo; ``None`` si ninguno abre plazo.
    """
    lista, contados = list(eventos), computos or {}
    return {
        EVENTOS: [
            {"evento": e.evento, "fila": n, "semestre": semestre, "cuenta": e.cuenta,
             "clase_evento": str(e.clase), "ocurrido_en": e.ocurrido_en, "fecha_efectiva": e.fecha,
             "articulo": ARTICULO_DEL_EVENTO[e.clase].texto, "documento_evento": e.documento or None,
             "vence": e.vence, "computo": contados.get(e.cuenta), "detalle_evento": e.detalle or None}
            for n, e in enumerate(lista, 1)
        ],
        "eventos_observaciones": [
            {"evento": e.evento, "observacion": o} for e in lista for o in e.observaciones
        ],
    }  # fmt: skip


def filas_de_comunicacion(semestre: str, numero: int, escrita: Escrita) -> Filas:
    """Las de una comunicación escrita, con sus documentos y sus destinatarios."""
    datos = escrita.datos
    cual, plazo = datos.comunicacion, datos.plazo
    return {
        ESCRITAS: [
            {"comunicacion": cual, "fila": numero, "semestre": semestre,
             "clase_comunicacion": str(datos.clase),
             "articulo": COMUNICACIONES[datos.clase].articulo.texto, "canal": datos.canal,
             "numero_oficio": datos.numero or None, "asunto": escrita.asunto,
             "fechada_en": datos.fechada_en, "vence": plazo and plazo.fecha,
             "computo": plazo and str(plazo.fundamento), "motivo_comunicacion": escrita.motivo}
        ],
        "comunicaciones_cuentas": [
            {"comunicacion": cual, "cuenta": c, "ciclo": escrita.ciclos.get(c, "")}
            for c in ([c.cuenta for c in datos.cuentas] or [""])
        ],
        "comunicaciones_recepciones": [
            {"comunicacion": cual, "cuenta": c, "recepcion": r}
            for c, recibidas in escrita.recepciones.items()
            for r in recibidas
        ],
        "comunicaciones_observaciones": [
            {"comunicacion": cual, "cuenta": c.cuenta, "observacion": o.raiz or o.observacion}
            for c in datos.cuentas
            for o in c.observaciones
        ],
        "comunicaciones_archivos": [
            {"comunicacion": cual, "archivo_comunicacion": d.archivo, "papel_archivo": d.papel,
             "sha256": hashlib.sha256(d.contenido).hexdigest(), "bytes": len(d.contenido)}
            for d in escrita.documentos
        ],
        "destinatarios": [
            {"comunicacion": cual, "destinatario_correo": d.correo, "papel_destinatario": str(d.papel),
             "destinatario": d.nombre, "con_copia": d.copia}
            for d in datos.destinatarios
        ],
    }  # fmt: skip


def quienes(clase: str, semestre: str, actos: Iterable[tuple[str, str]], por: str) -> Filas:
    """Las de quién registró cada acto, dado con su cuenta; son reservadas."""
    return {
        "asientos_reservados": [
            {"acto": acto, "clase_asiento": clase, "semestre": semestre, "cuenta": cuenta,
             "registrado_por": por}
            for acto, cuenta in actos
        ]
    }  # fmt: skip


def unir(filas: Filas, otras: Filas) -> None:
    """Agrega las otras a las primeras."""
    for tabla, suyas in otras.items():
        filas.setdefault(tabla, []).extend(suyas)
