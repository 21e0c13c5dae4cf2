"""Lo que se espera de un lote: sus cuentas, mediciones, publicaciones y cifras diarias (art. 11)."""

from dataclasses import replace
from datetime import datetime, time

from esquemas.calidad.expectativas import Expectativa, en_lista, entre, iguales, no_menor, presente, unica
from esquemas.calidad.umbrales import Umbrales
from esquemas.registro import METRICAS_DE_PUBLICACION
from lineamientos import catalogo
from lineamientos.semestres import Semestre

_LIBRES_DE_FECHA = ("youtube",)
"""YouTube Studio lista los videos con actividad en el periodo, también los publicados antes."""

_NO_NEGATIVA = "cero o un número positivo"


def de_entregas(semestre: Semestre) -> tuple[Expectativa, ...]:
    """Cada cuenta está en el padrón, es de esa red y estaba vigente; marco de ``preparacion.entregas``."""
    vigente = f"vigente algún día del {_periodo(semestre)}"
    return (
        presente("C101", "red_padron", "una cuenta del padrón", muestra=("cuenta",)),
        iguales("C102", "red", "red_padron", "la red de la cuenta en el padrón", campo="red"),
        entre(
            "C103",
            "vigente_desde",
            vigente,
            maximo=semestre.fin,
            muestra=("vigente_desde", "vigente_hasta"),
        ),
        entre(
            "C103",
            "vigente_hasta",
            vigente,
            minimo=semestre.inicio,
            muestra=("vigente_desde", "vigente_hasta"),
        ),
    )


def de_mediciones(umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Rangos, llave y periodo de cada cifra; marco de ``preparacion.mediciones_largas``."""
    return (
        entre("C201", "sin_signo", _NO_NEGATIVA, minimo=0, campo="metrica"),
        entre(
            "C202",
            "valor",
            _tope(umbrales),
            minimo=-umbrales.maximo,
            maximo=umbrales.maximo,
            campo="metrica",
        ),
        unica(
            "C203",
            ("lote", "cuenta", "semestre", "metrica", "definicion", "fuente", "desde", "hasta"),
            "una sola vez por cuenta, periodo y fuente",
            campo="metrica",
            muestra=("valor",),
        ),
        entre(
            "C206",
            "dias",
            "un periodo de un día o más",
            minimo=1,
            campo="hasta",
            muestra=("desde", "hasta"),
        ),
    )


def de_periodos(semestre: Semestre) -> tuple[Expectativa, ...]:
    """Semestre, periodo y corte de cada fila entregada; marco de ``preparacion.periodos``."""
    corte = "una fecha igual o posterior al cierre del periodo"
    return (
        en_lista("C204", "semestre", semestre.clave, [semestre.clave]),
        entre("C205", "desde", _periodo(semestre), minimo=semestre.inicio, muestra=("desde", "hasta")),
        entre("C205", "hasta", _periodo(semestre), maximo=semestre.fin, muestra=("desde", "hasta")),
        replace(no_menor("C207", "corte", "hasta", corte, campo="corte"), muestra=("corte",)),
    )


def de_publicaciones(red: str, semestre: Semestre, umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Rangos, llave, fechas y alcance de las publicaciones de una red."""
    rangos = [
        expectativa
        for metrica in METRICAS_DE_PUBLICACION
        for expectativa in (
            entre("C401", metrica, _NO_NEGATIVA, minimo=0),
            entre("C402", metrica, _tope(umbrales), maximo=umbrales.maximo),
        )
    ]
    return (
        *rangos,
        unica(
            "C403",
            ("lote", "archivo", "cuenta", "id_publicacion"),
            "una fila por publicación",
            campo="id_publicacion",
            muestra=("id_publicacion",),
        ),
        entre(
            "C404",
            "publicada_en",
            _periodo(semestre),
            minimo=None if red in _LIBRES_DE_FECHA else semestre.inicio,
            maximo=datetime.combine(semestre.fin, time.max),
        ),
        *(
            no_menor(
                "C405",
                veces,
                "alcance",
                f"alcance menor o igual que {_minuscula(veces, red)}",
                campo="alcance",
            )
            for veces in ("impresiones", "visualizaciones")
        ),
    )


def de_diarias(semestre: Semestre, umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Rangos, llave y fechas de las cifras diarias; marco de ``preparacion.diarias_con_signo``."""
    return (
        entre("C501", "sin_signo", _NO_NEGATIVA, minimo=0, campo="metrica", muestra=("metrica", "valor")),
        entre(
            "C502",
            "valor",
            _tope(umbrales),
            minimo=-umbrales.maximo,
            maximo=umbrales.maximo,
            campo="metrica",
            muestra=("metrica", "valor"),
        ),
        unica(
            "C503",
            ("lote", "archivo", "cuenta", "metrica", "definicion", "fecha"),
            "una fila por día",
            campo="metrica",
            muestra=("fecha",),
        ),
        entre("C504", "fecha", _periodo(semestre), minimo=semestre.inicio, maximo=semestre.fin),
    )


def _tope(umbrales: Umbrales) -> str:
    return f"a lo más {umbrales.maximo:,}"


def _periodo(semestre: Semestre) -> str:
    return f"{semestre.inicio:%d/%m/%Y} al {semestre.fin:%d/%m/%Y}"


def _minuscula(metrica: str, red: str) -> str:
    return catalogo.titulo(metrica, red).lower()
