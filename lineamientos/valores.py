"""Un parámetro y sus valores sucesivos, con fecha, fundamento y aprobación (Lineamientos, art. 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from math import isfinite

from lineamientos.errores import ParametroInvalido, ParametroSinFundamento
from lineamientos.lectura import Tabla
from lineamientos.referencias import Articulo


@dataclass(frozen=True)
class Valor:
    """El valor de un parámetro a partir de una fecha.

    Attributes:
        desde: Primer día en que rige.
        valor: Número, texto, booleano, fecha, hora, lista (como tupla) o tabla.
        fundamento: En qué se apoya.
        aprobado_por: Órgano que lo aprobó, o ``None`` mientras no se apruebe.
        aprobado_en: Fecha de la aprobación, anterior a ``desde``, o ``None``.
    """

    desde: date
    valor: object
    fundamento: str
    aprobado_por: str | None = None
    aprobado_en: date | None = None

    @property
    def aprobado(self) -> bool:
        """Si consta su aprobación; tener fundamento no es estar aprobado."""
        return self.aprobado_en is not None


@dataclass(frozen=True)
class Parametro:
    """Una decisión que el Comité puede cambiar sin tocar el programa.

    Attributes:
        clave: Nombre con puntos, por ejemplo ``plazos.ventana.dias_habiles``.
        descripcion: Qué decide, en una oración.
        articulo: Artículo en que se apoya.
        unidad: Unidad de medida, o cadena vacía si no mide.
        valores: Valores sucesivos, del más antiguo al más nuevo.
    """

    clave: str
    descripcion: str
    articulo: Articulo
    unidad: str
    valores: tuple[Valor, ...]

    def en(self, fecha: date) -> Valor | None:
        """El valor que rige en una fecha, o ``None`` si aún no había."""
        anteriores = [v for v in self.valores if v.desde <= fecha]
        return anteriores[-1] if anteriores else None


def leer_parametro(datos: object) -> Parametro:
    """Lee un parámetro de su tabla.

    Raises:
        ParametroInvalido: Si un campo falta, sobra o es de otro tipo; si no trae valores, dos empiezan el
            mismo día o uno se aprobó cuando ya regía.
        ParametroSinFundamento: Si un valor no dice en qué se apoya.
    """
    clave = datos.get("clave") if isinstance(datos, Mapping) else None
    lugar = f"el parámetro «{clave}»" if clave else "un parámetro sin clave"
    tabla = Tabla(
        datos, lugar, ParametroInvalido, ("clave", "descripcion", "articulo", "valores"), ("unidad",)
    )
    valores = sorted((_leer_valor(v, lugar) for v in tabla.lista("valores")), key=lambda v: v.desde)
    if not valores:
        raise ParametroInvalido(
            f"{_oracion(lugar)} no trae valores.", "al menos un valor con su fecha", "Añada el primero."
        )
    for anterior, valor in pairwise(valores):
        if anterior.desde == valor.desde:
            raise ParametroInvalido(
                f"{_oracion(lugar)} trae dos valores desde el {valor.desde.isoformat()}.",
                "un solo valor por fecha",
                "Deje el que rige o cambie la fecha del otro.",
            )
    return Parametro(
        clave=tabla.texto("clave"),
        descripcion=tabla.texto("descripcion"),
        articulo=Articulo.de_texto(tabla.texto("articulo")),
        unidad=tabla.texto_opcional("unidad") or "",
        valores=tuple(valores),
    )


def _leer_valor(datos: object, lugar: str) -> Valor:
    desde = datos.get("desde") if isinstance(datos, Mapping) else None
    lugar = f"{lugar}, valor desde {desde}"
    if isinstance(datos, Mapping) and not str(datos.get("fundamento", "")).strip():
        raise ParametroSinFundamento(
            f"En {lugar} no se dice en qué se apoya.",
            "un fundamento: el artículo y la razón de este valor",
            "Escríbalo en el campo «fundamento».",
        )
    tabla = Tabla(
        datos,
        lugar,
        ParametroInvalido,
        ("desde", "valor", "fundamento"),
        ("aprobado_por", "aprobado_en"),
    )
    valor = Valor(
        desde=tabla.fecha("desde"),
        valor=congelar(tabla.crudo("valor"), lugar),
        fundamento=tabla.texto("fundamento"),
        aprobado_por=tabla.texto_opcional("aprobado_por"),
        aprobado_en=tabla.fecha_opcional("aprobado_en"),
    )
    _comprobar_aprobacion(valor, lugar)
    return valor


def _comprobar_aprobacion(valor: Valor, lugar: str) -> None:
    if (valor.aprobado_por is None) != (valor.aprobado_en is None):
        raise ParametroInvalido(
            f"En {lugar} la aprobación está incompleta.",
            "quién lo aprobó y cuándo, o ninguno de los dos",
            "Llene «aprobado_por» y «aprobado_en», o deje ambos en blanco.",
        )
    if valor.aprobado_en is not None and valor.aprobado_en >= valor.desde:
        raise ParametroInvalido(
            f"En {lugar} la aprobación es del {valor.aprobado_en.isoformat()}, cuando ya regía.",
            "una aprobación anterior al primer día en que rige, porque ninguna alcanza hacia atrás",
            "Deje este valor como estaba y añada otro que rija desde el semestre siguiente a la aprobación.",
        )


def congelar(valor: object, lugar: str) -> object:
    """Copia un valor de TOML con las listas hechas tuplas, para que nadie lo altere después.

    Raises:
        ParametroInvalido: Si es un tipo que no puede escribirse de forma canónica.
    """
    if isinstance(valor, list | tuple):
        return tuple(congelar(v, lugar) for v in valor)
    if isinstance(valor, Mapping):
        return {str(k): congelar(v, lugar) for k, v in valor.items()}
    admitido = isinstance(valor, bool | int | float | str | date | time) and not isinstance(valor, datetime)
    if not admitido or (isinstance(valor, float) and not isfinite(valor)):
        raise ParametroInvalido(
            f"En {lugar} el valor es {valor!r}.",
            "un número finito, texto, true o false, fecha, hora, lista o tabla",
            "Corrija el valor.",
        )
    return valor


def _oracion(lugar: str) -> str:
    # ``capitalize`` pasaría a minúsculas el resto, que lleva claves.
    return lugar[0].upper() + lugar[1:]
