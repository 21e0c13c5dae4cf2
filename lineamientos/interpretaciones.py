"""Lectura de lo que los Lineamientos dejan abierto, tomada de los parámetros (Lineamientos, art. 4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineamientos.catalogo_metricas import METRICAS
from lineamientos.catalogo_tablas import REDES
from lineamientos.errores import ParametroInvalido
from lineamientos.vigentes import ParametrosVigentes

FUENTES = ("api", "exportacion", "formato")
"""De dónde puede venir una cifra."""

_DIAS_MAXIMOS = 31
"""Más lejos, el nivel ya es de otro mes."""

LECTURAS_UNICAS: dict[str, str] = {
    "interpretaciones.semestre.clave": "anio_y_mitad",
    "interpretaciones.x.total": "incluye_terceros",
    "interpretaciones.x.comunicacion_social": "sin_adaptar",
    "interpretaciones.x.seguidores": "nivel_al_cierre",
    "interpretaciones.multimedia.unidad": "pieza",
    "interpretaciones.multimedia.mas_que_mensajes": "aviso",
    "interpretaciones.facebook.publicaciones": "todas",
    "interpretaciones.facebook.alcance_e_impresiones": "separados",
    "interpretaciones.otras.crecimiento": "cambio_neto",
    "interpretaciones.evidencias.ciudadania": "enmascarada",
    "interpretaciones.computo.inicio": "dia_habil_siguiente",
    "interpretaciones.aprobacion.momento": "antes_del_semestre",
    "interpretaciones.ausencia.tratamiento": "ausencia_con_razon",
}
"""Interpretaciones que el Comité aprueba como las demás, pero que este programa solo sabe leer así.

Se comprueban para que un cambio en el archivo no parezca surtir un efecto que no tiene.
"""


@dataclass(frozen=True)
class Interpretaciones:
    """Las interpretaciones que rigen en un semestre.

    Attributes:
        respuestas_cuentan: Si las respuestas entran en A y B de X (art. 11, inciso a).
        tolerancia_entre_fuentes: Diferencia relativa admitida entre dos fuentes de una cifra, de 0 a 1.
        umbral_de_salto: Cambio relativo frente al semestre anterior que pide confirmación.
        evidencias_minimas: Copias de pantalla sin las cuales se observa (art. 11, inciso b).
        evidencias_sugeridas: Copias de pantalla que se sugieren.
        preferencia_de_fuentes: Qué fuente se toma cuando varias dan la cifra, de la primera a la última.
        preferencia_por_metrica: La de las cifras que no siguen la general, por red y métrica.
        tolerancia_de_seguidores: Días que puede distar una lectura de seguidores del inicio o del cierre del
            semestre (art. 11, inciso a).
    """

    respuestas_cuentan: bool
    tolerancia_entre_fuentes: float
    umbral_de_salto: float
    evidencias_minimas: int
    evidencias_sugeridas: int
    preferencia_de_fuentes: tuple[str, ...]
    preferencia_por_metrica: Mapping[tuple[str, str], tuple[str, ...]]
    tolerancia_de_seguidores: int

    @classmethod
    def de_parametros(cls, parametros: ParametrosVigentes) -> "Interpretaciones":
        """Lee las interpretaciones vigentes y comprueba las que solo admiten una lectura.

        Raises:
            ParametroFaltante: Si falta alguna.
            ParametroInvalido: Si una es de otro tipo, está fuera de rango o pide una lectura que el
                programa no sabe hacer.
        """
        for clave, lectura in LECTURAS_UNICAS.items():
            parametros.opcion(clave, (lectura,))
        minimas = parametros.entero("interpretaciones.evidencias.minimo")
        sugeridas = parametros.entero("interpretaciones.evidencias.sugeridas")
        if not 0 <= minimas <= sugeridas:
            raise ParametroInvalido(
                f"Se exigen {minimas} copias de pantalla y se sugieren {sugeridas}.",
                "un mínimo de cero o más que no pase de las sugeridas",
                "Corrija interpretaciones.evidencias en la carpeta de parámetros.",
            )
        return cls(
            respuestas_cuentan=parametros.booleano("interpretaciones.x.respuestas_cuentan"),
            tolerancia_entre_fuentes=_proporcion(parametros, "interpretaciones.fuentes.tolerancia", 1.0),
            # Un umbral puede pasar de 1: una cifra que se triplica cambió en 2.
            umbral_de_salto=_proporcion(parametros, "interpretaciones.salto.umbral", 100.0),
            evidencias_minimas=minimas,
            evidencias_sugeridas=sugeridas,
            preferencia_de_fuentes=_preferencia(parametros),
            preferencia_por_metrica=_preferencia_por_metrica(parametros),
            tolerancia_de_seguidores=_dias(parametros, "interpretaciones.seguidores.dias_de_tolerancia"),
        )


def _preferencia(parametros: ParametrosVigentes) -> tuple[str, ...]:
    clave = "interpretaciones.fuentes.preferencia"
    valor = tuple(str(f) for f in parametros.lista(clave))
    if sorted(valor) != sorted(FUENTES):
        raise ParametroInvalido(
            f"El parámetro «{clave}» vale {list(valor)}.",
            f"las tres fuentes, cada una una vez: {', '.join(FUENTES)}",
            "Corríjalo en la carpeta de parámetros.",
        )
    return valor


def _preferencia_por_metrica(
    parametros: ParametrosVigentes,
) -> dict[tuple[str, str], tuple[str, ...]]:
    clave = "interpretaciones.fuentes.preferencia_por_metrica"
    resultado = {}
    for nombre, fuentes in parametros.tabla(clave).items():
        red, _, metrica = nombre.partition(".")
        orden = tuple(str(f) for f in fuentes) if isinstance(fuentes, list | tuple) else ()
        if sorted(orden) != sorted(FUENTES) or red not in REDES or metrica not in METRICAS:
            raise ParametroInvalido(
                f"El parámetro «{clave}» dice «{nombre}» = {fuentes}.",
                f"una red y una métrica del catálogo, y las tres fuentes: {', '.join(FUENTES)}",
                "Corríjalo en la carpeta de parámetros.",
            )
        resultado[red, metrica] = orden
    return resultado


def _dias(parametros: ParametrosVigentes, clave: str) -> int:
    valor = parametros.entero(clave)
    if not 0 <= valor <= _DIAS_MAXIMOS:
        raise ParametroInvalido(
            f"El parámetro «{clave}» vale {valor}.",
            f"un número de días de 0 a {_DIAS_MAXIMOS}",
            "Corrija el valor en la carpeta de parámetros.",
        )
    return valor


def _proporcion(parametros: ParametrosVigentes, clave: str, maximo: float) -> float:
    valor = parametros.numero(clave)
    if not 0 <= valor <= maximo:
        raise ParametroInvalido(
            f"El parámetro «{clave}» vale {valor}.",
            f"una proporción de 0 a {maximo:g}; 5 % se escribe 0.05",
            "Corrija el valor en la carpeta de parámetros.",
        )
    return valor
