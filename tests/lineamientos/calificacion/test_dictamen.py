"""Toda combinación de hechos tiene exactamente una clase, la de la primera línea que se cumple."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product

import pytest

from lineamientos.calificacion.dictamen import Antecedente, Clase, Dictamen, Hechos, dictaminar
from lineamientos.calificacion.parametros_calificacion import Cortes
from tests.lineamientos.calificacion.apoyo_calificacion import parametros

D = Decimal
ANTERIORES = (
    None,
    Antecedente("2025-2", Clase.EN_OBSERVACION, None, True),
    Antecedente("2025-2", Clase.EN_OBSERVACION, D("29.99"), False),
    Antecedente("2025-2", Clase.EN_OBSERVACION, D("30.00"), False),
    Antecedente("2025-2", Clase.CON_RECOMENDACIONES, D("60.00"), False),
)
INDICES = tuple(D(i) for i in ("0.00", "29.99", "30.00", "49.99", "50.00", "69.99", "70.00", "100.00"))


def _todos() -> Iterator[Hechos]:
    for n, evaluables, indice, minimo, sustituido, veto, pendiente, retenida, anterior in product(
        (None, 0, 1, 100),
        range(5),
        INDICES,
        (D("39.99"), D("40.00")),
        *((False, True),) * 4,
        ANTERIORES,
    ):
        yield Hechos(
            publicaciones=n,
            evaluables=evaluables,
            indice=indice,
            puntajes={"desempeno": D("100.00"), "frecuencia": minimo},
            sustituidos=("seguidores_nuevos",) if sustituido else (),
            vetos=("veto",) if veto else (),
            pendientes=("falta",) if pendiente else (),
            retenidas=("retenida",) if retenida else (),
            anterior=anterior,
        )


def _indice(h: Hechos) -> Decimal:
    assert h.indice is not None
    return h.indice


def _bajo_antes(h: Hechos) -> bool:
    return h.anterior is not None and h.anterior.indice is not None and h.anterior.indice < 30


# La tabla, escrita aparte de la que se prueba: condición de cada línea y clase.
TABLA: tuple[tuple[Callable[[Hechos], bool], Callable[[Hechos], Clase]], ...] = (
    (
        lambda h: h.publicaciones == 0 and h.anterior is not None and h.anterior.sin_publicaciones,
        lambda h: Clase.NO_PERTINENTE,
    ),
    (lambda h: h.publicaciones == 0, lambda h: Clase.EN_OBSERVACION),
    (
        lambda h: h.evaluables < 3 or bool(h.pendientes) or bool(h.retenidas),
        lambda h: Clase.INCUMPLIMIENTO if h.retenidas else Clase.SIN_ELEMENTOS,
    ),
    (lambda h: _indice(h) < 30 and _bajo_antes(h), lambda h: Clase.NO_PERTINENTE),
    (lambda h: bool(h.vetos) or _indice(h) < 50, lambda h: Clase.EN_OBSERVACION),
    (
        lambda h: _indice(h) >= 70 and min(h.puntajes.values()) >= 40 and not h.sustituidos,
        lambda h: Clase.PERTINENTE,
    ),
    (lambda h: True, lambda h: Clase.CON_RECOMENDACIONES),
)


def _segun_la_tabla(h: Hechos) -> tuple[Clase, int]:
    return next((clase(h), linea) for linea, (cumple, clase) in enumerate(TABLA, start=1) if cumple(h))


@pytest.fixture(scope="module")
def cortes() -> Cortes:
    return parametros().cortes


def test_toda_combinacion_tiene_la_clase_de_su_linea(cortes: Cortes) -> None:
    vistas: dict[tuple[Clase, int], int] = {}
    for hechos in _todos():
        dictamen = dictaminar(hechos, cortes)
        assert (dictamen.clase, dictamen.linea) == _segun_la_tabla(hechos), hechos
        assert dictamen.motivo.endswith(".")
        clave = (dictamen.clase, dictamen.linea)
        vistas[clave] = vistas.get(clave, 0) + 1
    # Se recorrió todo el producto y ninguna línea quedó sin usarse.
    assert sum(vistas.values()) == 4 * 5 * len(INDICES) * 2 * 2**4 * len(ANTERIORES)
    assert {linea for _, linea in vistas} == set(range(1, 8))
    assert {clase for clase, _ in vistas} == set(Clase)


def test_si_el_comite_lo_dispone_un_criterio_sustituido_no_impide_pertinente() -> None:
    laxos = parametros(pertinente_exige_medidos=False).cortes
    hechos = Hechos(100, 3, D("70.00"), {"desempeno": D("70.00")}, sustituidos=("seguidores_nuevos",))
    assert dictaminar(hechos, laxos).clase is Clase.PERTINENTE


def test_con_elementos_y_sin_indice_es_un_error_de_programa(cortes: Cortes) -> None:
    with pytest.raises(ValueError, match="falta el índice"):
        dictaminar(Hechos(100, 4, None), cortes)


def test_los_nombres_de_las_clases_son_los_del_procedimiento() -> None:
    assert [c.value for c in Clase] == [
        "Pertinente",
        "Pertinente con recomendaciones",
        "En observación",
        "No pertinente",
        "Sin elementos para calificar",
        "Sin elementos para calificar, por incumplimiento",
    ]


def test_el_motivo_cita_el_semestre_anterior(cortes: Cortes) -> None:
    dictamen = dictaminar(Hechos(0, 1, None, anterior=ANTERIORES[1]), cortes)
    assert dictamen == Dictamen(
        Clase.NO_PERTINENTE, 1, "No hizo publicaciones en este semestre ni en 2025-2."
    )
