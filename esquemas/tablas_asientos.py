"""Tablas de lo que una persona registra por orden; todas son de solo agregar."""

from esquemas.campos import Tabla
from esquemas.columnas import columnas

ASIENTOS = Tabla(
    "asientos",
    "Cada vez que alguien registró actos por orden: con qué documento, cuándo y cuántos",
    columnas("lote clase_asiento semestre documento sha256 bytes asentados registrado_en"),
    ("lote",),
)
RESOLUCIONES = Tabla(
    "resoluciones",
    "Lo que resolvió el Comité de Gestión de cada cuenta, con sus correcciones; vale la última",
    columnas(
        "resolucion lote fila semestre cuenta numero_acto evaluacion clase_propuesta clase_resuelta sesion "
        "resuelta_el acuerdo razones? registrado_en"
    ),
    ("resolucion",),
)
VISTAS_AL_AREA = Tabla(
    "vistas_al_area",
    "Vistas que se dieron al área antes de resolver en su contra, con su plazo; vale la última",
    columnas(
        "vista lote fila semestre cuenta numero_acto evaluacion clase_propuesta notificada_el oficio "
        "vence_el computo registrado_en"
    ),
    ("vista",),
)
RESPUESTAS_DEL_AREA = Tabla(
    "respuestas_del_area",
    "Respuestas de las áreas a las vistas, sin su texto; vale la última",
    columnas(
        "respuesta lote fila semestre cuenta numero_acto vista respondida_el oportuna con_adjunto "
        "registrado_en"
    ),
    ("respuesta",),
)
ASIENTOS_RESERVADOS = Tabla(
    "asientos_reservados",
    "Quién registró cada acto, a quién se dirigió y su texto; no se publica",
    columnas(
        "acto lote clase_asiento semestre cuenta registrado_por destinatario? texto_integro? adjunto? "
        "adjunto_sha256? registrado_en"
    ),
    ("acto",),
    reservada=True,
)

TABLAS_DE_ASIENTOS = (ASIENTOS, RESOLUCIONES, VISTAS_AL_AREA, RESPUESTAS_DEL_AREA, ASIENTOS_RESERVADOS)
