"""Qué cuentas siguen en trámite al presentar el informe (Lineamientos, arts. 6, 14 y 15)."""

from datetime import UTC, date, datetime

import pytest

from lineamientos.procedimiento.clases import ClaseDeEvento as V
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.procedimiento.situacion import Situacion
from lineamientos.procedimiento.tramite import EnTramite, en_tramite


def _hecho(clase: V, dia: int, vence: int | None = None, *observaciones: str) -> Evento:
    momento = datetime(2026, 7, dia, 16, tzinfo=UTC)
    limite = date(2026, 7, vence) if vence else None
    return Evento(f"{clase} {dia}", "c", clase, momento, date(2026, 7, dia), "", limite, observaciones)


ENTREGO = (_hecho(V.REQUERIDO, 1, 8), _hecho(V.RECIBIDO, 6))
OBSERVADA = (*ENTREGO, _hecho(V.OBSERVADO, 9, 13, "o1"))


@pytest.mark.parametrize(
    ("hechos", "observables", "dia", "dicho"),
    [
        (ENTREGO, set(), 20, []),
        (ENTREGO, {"o1", "o2"}, 20, [("2 observaciones sin notificar", None)]),
        (OBSERVADA, {"o1"}, 13, [("le corre el plazo para subsanar observaciones (art. 14)", 13)]),
        (
            OBSERVADA,
            {"o1", "o2"},
            10,
            [
                ("1 observación sin notificar", None),
                ("le corre el plazo para subsanar observaciones (art. 14)", 13),
            ],
        ),
        (
            OBSERVADA,
            {"o1"},
            14,
            [
                (
                    "venció el 2026-07-13 el plazo para subsanar observaciones (art. 14); falta lo que sigue",
                    None,
                )
            ],
        ),
        (
            (*OBSERVADA, _hecho(V.NO_SUBSANADO, 14, None, "o1")),
            {"o1"},
            20,
            [("no subsanó en su plazo y falta avisar al titular (art. 15)", None)],
        ),
        (
            (
                *OBSERVADA,
                _hecho(V.NO_SUBSANADO, 14, None, "o1"),
                _hecho(V.AVISADO_AL_TITULAR, 15, 17, "o1"),
                _hecho(V.PERSISTENTE, 18),
            ),
            {"o1"},
            20,
            [],
        ),
    ],
)
def test_lo_que_falta_de_una_cuenta(
    hechos: tuple[Evento, ...], observables: set[str], dia: int, dicho: list[tuple[str, int | None]]
) -> None:
    situacion = Situacion(expediente_de("c", hechos), observables=frozenset(observables))
    assert en_tramite(situacion, date(2026, 7, dia)) == tuple(
        EnTramite("c", que, date(2026, 7, hasta) if hasta else None) for que, hasta in dicho
    )
