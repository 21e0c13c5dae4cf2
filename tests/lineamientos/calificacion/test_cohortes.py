"""Con quién se compara cada cuenta, según cuántas hay."""

import pytest

from lineamientos.ausencias import Ausencia
from lineamientos.calificacion.cohortes import Cohorte, formar
from lineamientos.calificacion.indicadores import Medida, medir
from tests.lineamientos.calificacion.apoyo_calificacion import (
    ANTERIOR,
    CIFRAS_FACEBOOK,
    CIFRAS_X,
    Flota,
    ficha_de,
    fila,
)

BANDAS = (1_000, 10_000, 100_000)


def _medidas(*seguidores: int | None) -> list[Medida]:
    medidas = []
    for i, s in enumerate(seguidores):
        ficha = ficha_de("x", CIFRAS_X, seguidores_inicio=s, seguidores_cierre=s)
        medidas.append(medir(type(ficha)(**{**vars(ficha), "cuenta": f"c{i}"}), 50))
    return medidas


def _rangos(*por_banda: int) -> list[tuple[int, int | None]]:
    tipicos = (500, 5_000, 50_000, 500_000)
    seguidores = [t for t, n in zip(tipicos, por_banda, strict=True) for _ in range(n)]
    estructura = formar({"2026-1": _medidas(*seguidores)}, BANDAS, 15, 5)["x.seguidores"]
    return [(c.desde, c.hasta) for c in estructura.cohortes]


@pytest.mark.parametrize(
    ("por_banda", "esperado"),
    [
        ((15, 15, 15, 15), [(0, 999), (1_000, 9_999), (10_000, 99_999), (100_000, None)]),
        ((15, 14, 20, 15), [(0, 9_999), (10_000, 99_999), (100_000, None)]),
        ((30, 30, 30, 3), [(0, 999), (1_000, 9_999), (10_000, None)]),
        ((10, 3, 30, 2), [(0, None)]),
        ((20, 0, 0, 20), [(0, 99_999), (100_000, None)]),
        ((15, 0, 0, 0), [(0, None)]),
    ],
)
def test_los_rangos_chicos_se_unen_al_contiguo_mas_chico(
    por_banda: tuple[int, int, int, int], esperado: list[tuple[int, int | None]]
) -> None:
    assert _rangos(*por_banda) == esperado


def test_los_limites_de_los_rangos() -> None:
    cohorte = Cohorte("x.seguidores", 1_000, 9_999)
    assert [cohorte.contiene(s) for s in (999, 1_000, 9_999, 10_000)] == [False, True, True, False]


def test_menos_de_quince_se_juntan_los_semestres() -> None:
    base = {"2025-2": _medidas(*[500] * 8), "2026-1": _medidas(*[500] * 9)}
    estructura = formar(base, BANDAS, 15, 5)["x.seguidores"]
    assert estructura.cohortes == (Cohorte("x.seguidores", juntada=True),)
    assert estructura.semestres == ("2025-2", "2026-1")


def test_las_mismas_cuatro_cuentas_en_dos_semestres_siguen_siendo_cuatro() -> None:
    base = {"2025-2": _medidas(*[500] * 4), "2026-1": _medidas(*[500] * 4)}
    assert formar(base, BANDAS, 15, 5) == {}


def test_la_base_de_una_red_es_su_primer_semestre_con_cuentas_suficientes() -> None:
    base = {"2025-1": _medidas(*[500] * 3), "2025-2": _medidas(*[500] * 15), "2026-1": _medidas(*[500] * 40)}
    assert formar(base, BANDAS, 15, 5)["x.seguidores"].semestres == ("2025-2",)


@pytest.mark.parametrize(
    "cohorte",
    [
        Cohorte("x.seguidores"),
        Cohorte("x.seguidores", 0, 999),
        Cohorte("facebook.seguidores.visualizaciones", 100_000),
        Cohorte("x.sin_seguidores", juntada=True),
    ],
)
def test_la_clave_se_lee_de_vuelta(cohorte: Cohorte) -> None:
    assert Cohorte.de_clave(cohorte.clave) == cohorte


@pytest.mark.parametrize(
    "clave", ["", "x", "x.seguidores/", "x.seguidores/5", "x.seguidores/0-9/otra", "x/09-"]
)
def test_una_clave_ajena_es_un_error(clave: str) -> None:
    with pytest.raises(ValueError, match=r"cohorte|int"):
        Cohorte.de_clave(clave)


def test_la_descripcion_dice_las_uniones() -> None:
    unida = Cohorte("x.seguidores", 0, 9_999).descripcion(BANDAS, 15, ("2025-2",))
    assert unida == (
        "X, de 0 a 9,999 seguidores (semestre base 2025-2); "
        "se unieron 2 rangos porque alguno tenía menos de 15 cuentas"
    )
    juntada = Cohorte("x.seguidores", juntada=True).descripcion(BANDAS, 15, ("2025-2", "2026-1"))
    assert "cohorte pequeña" in juntada and "semestres base 2025-2, 2026-1" in juntada


def test_alcance_y_visualizaciones_no_se_mezclan_en_una_cohorte() -> None:
    sin_alcance = medir(ficha_de("facebook", {**CIFRAS_FACEBOOK, "alcance": Ausencia.PLATAFORMA}), 50)
    con_alcance = medir(ficha_de("facebook", CIFRAS_FACEBOOK), 50)
    assert con_alcance.familia == "facebook.seguidores"
    assert sin_alcance.familia == "facebook.seguidores.visualizaciones"


def test_cohorte_pequena_se_califica_y_se_dice() -> None:
    r = Flota().companeras(6, semestre=ANTERIOR).companeras(6).calificar()
    assert fila(r, "v03")["indice"] is not None
    assert "cohorte pequeña" in fila(r, "v03")["cohorte_descripcion"]
    assert fila(r, "v03")["cohorte_tamano"] == 6
    assert set(r.metas["semestre_base"]) == {"2025-2+2026-1"}
    # Congeladas, la cohorte se rehace de su clave.
    congelada = Flota().companeras(6).calificar(metas_congeladas=r.metas)
    assert fila(congelada, "v03")["cohorte"] == fila(r, "v03")["cohorte"]
    assert "2025-2, 2026-1" in fila(congelada, "v03")["cohorte_descripcion"]
