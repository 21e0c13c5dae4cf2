"""Campos de lo que se registra por orden: resoluciones del Comité, vistas al área y sus respuestas."""

from esquemas.campos import Campo, Tipo

_T, _E, _B, _F, _M = Tipo.TEXTO, Tipo.ENTERO, Tipo.BOOLEANO, Tipo.FECHA, Tipo.MOMENTO

CAMPOS_DE_ASIENTOS = (
    # Del registro
    Campo("clase_asiento", _T, "Qué actos registra: resoluciones, vistas al área, …"),
    Campo("documento", _T, "Nombre del archivo entregado con la orden, o «orden» si se dio con sus opciones"),
    Campo("asentados", _E, "Actos que se registraron", "actos"),
    Campo("registrado_en", _M, "Instante en que se registró", "UTC"),
    Campo(
        "numero_acto",
        _E,
        "Número del acto entre los de su clase para esa cuenta y semestre, desde 1; vale el último",
    ),
    # Reservados
    Campo("acto", _T, "Identidad del acto: la de su resolución, su vista o su respuesta"),
    Campo("registrado_por", _T, "Quién lo registró"),
    Campo("destinatario", _T, "A quién se dirigió"),
    Campo("texto_integro", _T, "Texto completo de lo que se comunicó"),
    Campo("adjunto", _T, "Nombre del archivo que lo acompaña"),
    Campo("adjunto_sha256", _T, "Huella SHA-256 del archivo que lo acompaña"),
    # Resolución
    Campo("resolucion", _T, "Identidad de la resolución"),
    Campo("clase_resuelta", _T, "Calificación que resolvió el Comité de Gestión", articulo="13"),
    Campo("sesion", _T, "Sesión del Comité de Gestión en que se resolvió", articulo="13"),
    Campo("resuelta_el", _F, "Día en que resolvió el Comité de Gestión", articulo="13"),
    Campo("acuerdo", _T, "Acta o acuerdo en que consta la resolución", articulo="13"),
    Campo(
        "razones", _T, "Razones de la resolución; las hay siempre que difiere de la propuesta", articulo="13"
    ),
    # Vista y respuesta del área
    Campo("vista", _T, "Identidad de la vista que se dio al área", articulo="13"),
    Campo("notificada_el", _F, "Día hábil en que se notificó", articulo="9"),
    Campo("oficio", _T, "Oficio o correo con que se notificó", articulo="9"),
    Campo("vence_el", _F, "Último día para que el área responda, como se le comunicó", articulo="13"),
    Campo("computo", _T, "Cómo se contó el plazo y en qué se apoya"),
    Campo("respuesta", _T, "Identidad de la respuesta del área", articulo="13"),
    Campo("respondida_el", _F, "Día en que el área respondió", articulo="13"),
    Campo("con_adjunto", _B, "Si la respuesta trae un archivo"),
)
