"""Vistas para analistas: cada una con su consulta, su descripción y el comentario de cada columna."""

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files

from almacen.vistas_art11 import consulta_art11
from esquemas.derivados import literal
from esquemas.registro import CAMPOS
from lineamientos import catalogo


@dataclass(frozen=True)
class Vista:
    """Una vista.

    Attributes:
        nombre: Nombre en DuckDB.
        descripcion: Comentario de la vista.
        consulta: SELECT que la define.
        columnas: Nombre de cada columna y su comentario propio; vacío si toma el del campo homónimo.
    """

    nombre: str
    descripcion: str
    consulta: str
    columnas: dict[str, str] = field(default_factory=dict)

    def comentario(self, columna: str) -> str:
        """Comentario de una columna: el propio o el del campo del mismo nombre."""
        return self.columnas[columna] or CAMPOS[columna].comentario


def _sql(nombre: str) -> str:
    return files("almacen").joinpath("sql", f"{nombre}.sql").read_text("utf-8")


def _columnas(texto: str, propias: dict[str, str] | None = None) -> dict[str, str]:
    return {n: (propias or {}).get(n, "") for n in texto.split()}


_ART11 = tuple(
    Vista(
        nombre, f"Tabla del artículo 11 para {titulo}, con las cifras de la última evaluación.", sql, columnas
    )
    for nombre, titulo in catalogo.TABLAS.items()
    for sql, columnas in (consulta_art11(nombre),)
)

VISTAS: tuple[Vista, ...] = (
    Vista(
        "evaluaciones_vigentes",
        "La última evaluación de cada semestre.",
        "SELECT * FROM evaluaciones QUALIFY row_number() OVER (PARTITION BY semestre ORDER BY "
        "version DESC) = 1",
        _columnas(
            "evaluacion semestre version huella metodo huella_metodo huella_parametros huella_cifras "
            "creada_en fase provisional motivo_provisional"
        ),
    ),
    Vista(
        "cifras_vigentes",
        "Cifras de cada semestre según su última evaluación: valor o razón de su ausencia, con su "
        "procedencia.",
        _sql("cifras_vigentes"),
        _columnas(
            "semestre cuenta red nombre area metrica titulo unidad definicion valor ausencia fuente "
            "lote calculo evaluacion",
            {"titulo": "Nombre de la métrica en esa red.", "nombre": "Nombre de la cuenta para mostrar."},
        ),
    ),
    Vista(
        "calificaciones_vigentes",
        "Calificación propuesta de cada cuenta según la última evaluación de cada semestre.",
        _sql("calificaciones_vigentes"),
        _columnas(
            "semestre cuenta red nombre area cohorte cohorte_tamano indice clase_propuesta linea "
            "motivo desempeno "
            "frecuencia originalidad seguidores_nuevos criterios_evaluables caracter provisional evaluacion",
            {
                "nombre": "Nombre de la cuenta para mostrar.",
                "desempeno": "Puntaje de desempeño en la red (art. 13); unidad: puntos 0-100.",
                "frecuencia": "Puntaje de frecuencia de publicación (art. 13); unidad: puntos 0-100.",
                "originalidad": "Puntaje de contenido original (art. 13); unidad: puntos 0-100.",
                "seguidores_nuevos": "Puntaje de nuevos seguidores (art. 13); unidad: puntos 0-100.",
            },
        ),
    ),
    Vista(
        "cambios",
        "Cada cifra junto a la del semestre anterior; sin cambio si la plataforma cambió la definición.",
        _sql("cambios"),
        _columnas(
            "semestre cuenta red metrica definicion valor valor_anterior diferencia variacion ruptura",
            {
                "valor_anterior": "Cifra del semestre anterior, si la hay.",
                "diferencia": "Valor menos valor anterior; vacío si falta alguno o hay ruptura.",
                "variacion": "Diferencia entre valor anterior; unidad: proporción.",
                "ruptura": "Si las dos cifras tienen definiciones distintas y no se comparan.",
            },
        ),
    ),
    Vista(
        "observaciones_vigentes",
        "Observaciones con su estado: pendiente, o atendida si una entrega posterior ya no la tiene.",
        _sql("observaciones_vigentes"),
        _columnas(
            "observacion semestre cuenta severidad codigo articulo archivo hoja fila columna campo "
            "encontrado esperado "
            "mensaje que_hacer detectada_en situacion lote evaluacion",
            {"situacion": "«pendiente» o «atendida»."},
        ),
    ),
    Vista(
        "cobertura",
        "Qué se tiene de cada cuenta en cada semestre y por qué vía; de las que no hay nada, sin fuentes.",
        _sql("cobertura"),
        _columnas(
            "semestre cuenta red area fuentes archivos publicaciones evidencias entregado",
            {
                "fuentes": "Fuentes con que se cuenta, separadas por coma.",
                "archivos": "Archivos entregados de que salió algo de la cuenta.",
                "publicaciones": "Publicaciones distintas, de archivo o de API; unidad: publicaciones.",
                "evidencias": "Copias de pantalla recibidas; unidad: archivos.",
                "entregado": "Si se recibió algo con que evaluarla.",
            },
        ),
    ),
    Vista(
        "linaje",
        "De cada cifra evaluada a los bytes de que salió: lote, archivo y huella.",
        _sql("linaje"),
        _columnas(
            "semestre cuenta metrica valor definicion calculo fuente lote clase archivo hoja fila "
            "columna sha256 recibido_en",
            {
                "hoja": "Hoja de la celda, si la cifra es una celda.",
                "fila": "Fila de la celda, si la cifra es una celda.",
                "columna": "Columna de la celda, si la cifra es una celda.",
            },
        ),
    ),
    Vista(
        "recoleccion_vigente",
        "Cómo terminó la última lectura por API de cada cuenta y operación, y hasta dónde se ha leído.",
        _sql("recoleccion_vigente"),
        _columnas(
            "cuenta red operacion resultado detalle programada leida_en completo_hasta lote",
            {
                "programada": "Momento programado de la última recolección; unidad: UTC.",
                "leida_en": "Instante en que se leyó o se intentó; unidad: UTC.",
                "completo_hasta": "Último instante de lo leído completo, sin incluirlo; vacío si no tiene "
                "periodo o nunca se ha leído completo; unidad: UTC.",
            },
        ),
    ),
    Vista(
        "gasto",
        "Qué se ha gastado en las API por red, día y concepto.",
        _sql("gasto"),
        _columnas(
            "red dia concepto llamadas unidades costo_usd",
            {
                "dia": "Día en UTC, con que cobran las plataformas.",
                "llamadas": "Llamadas distintas; unidad: llamadas.",
                "unidades": "Unidades que cobraron; unidad: unidades del concepto.",
                "costo_usd": "Costo con la tarifa vigente cada día; unidad: dólares de EE. UU.",
            },
        ),
    ),
    *_ART11,
)
"""En el orden en que pueden crearse: una vista solo usa las anteriores."""


def sentencias(vista: Vista) -> list[str]:
    """Sentencias que crean la vista y la comentan."""
    return [
        f"CREATE OR REPLACE VIEW {vista.nombre} AS\n{vista.consulta}",
        f"COMMENT ON VIEW {vista.nombre} IS {literal(vista.descripcion)}",
        *(f"COMMENT ON COLUMN {vista.nombre}.{c} IS {literal(vista.comentario(c))}" for c in vista.columnas),
    ]


def huella_de_vistas() -> str:
    """Huella del texto de todas las vistas; cambia cuando hay que rehacerlas."""
    texto = "\n".join(s for v in VISTAS for s in sentencias(v))
    return hashlib.sha256(texto.encode()).hexdigest()[:16]
