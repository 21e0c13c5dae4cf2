"""Las tres tablas del formato oficial, declaradas como fuentes que se reconocen por sus encabezados."""

from conectores.archivos.formato_lector import leer_formato
from conectores.archivos.plegado import plegar
from conectores.archivos.reconocimiento import ColumnaFuente, Fuente
from esquemas.formato import IDENTIFICACION, titulos_posibles
from lineamientos.catalogo import REDES, TABLAS, tabla_de_red

_OBLIGATORIAS = frozenset({"cuenta", "red", "semestre"})
_NOMBRES_CORTOS = {
    "art11_x": "formato_x",
    "art11_facebook": "formato_facebook",
    "art11_otras": "formato_otras",
}


def _identificacion() -> tuple[ColumnaFuente, ...]:
    return tuple(
        ColumnaFuente(c.clave, _distintos((c.titulo, c.clave)), obligatoria=c.clave in _OBLIGATORIAS)
        for c in IDENTIFICACION
    )


def _distintos(nombres: tuple[str, ...]) -> tuple[str, ...]:
    """Quita los nombres que al plegarse quedan iguales a uno anterior."""
    return tuple({plegar(n): n for n in reversed(nombres)}.values())[::-1]


def _fuente(tabla: str) -> Fuente:
    """Fuente de una tabla: sus columnas son las de todas las redes que la llenan, en cualquier semestre."""
    titulos: dict[str, tuple[str, ...]] = {}
    for red in (r for r in REDES if tabla_de_red(r) == tabla):
        for metrica, nombres in titulos_posibles(red).items():
            titulos[metrica] = titulos.get(metrica, ()) + nombres
    metricas = tuple(ColumnaFuente(m, _distintos(n), obligatoria=False) for m, n in titulos.items())
    return Fuente(
        _NOMBRES_CORTOS[tabla],
        f"el formato oficial, tabla «{TABLAS[tabla]}»",
        "",
        _identificacion() + metricas,
        lector=leer_formato,
    )


FORMATO: tuple[Fuente, ...] = tuple(_fuente(t) for t in TABLAS)
