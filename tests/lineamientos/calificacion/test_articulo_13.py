"""Los casos de ``casos/art_13.toml``: situación → resultado."""

from decimal import Decimal
from typing import Any

import pytest

from lineamientos.calificacion.dictamen import Antecedente, Clase, Hechos, dictaminar
from lineamientos.calificacion.indicadores import medir
from lineamientos.calificacion.parametros_calificacion import CRITERIOS
from lineamientos.calificacion.redondeo import redondear
from lineamientos.calificacion.vetos import vetos_de
from tests.lineamientos.calificacion.apoyo_calificacion import (
    CIFRAS_X,
    casos_de_calificacion,
    ficha_de,
    parametros,
)

Caso = dict[str, Any]


def _antecedente(situacion: Caso) -> Antecedente | None:
    if situacion.get("antes_sin_publicar"):
        return Antecedente("2025-2", Clase.EN_OBSERVACION, None, True)
    if "antes" in situacion:
        return Antecedente("2025-2", Clase.EN_OBSERVACION, redondear(situacion["antes"]), False)
    return None


@pytest.mark.parametrize(("situacion", "esperado"), casos_de_calificacion("dictamen"))
def test_dictamen(situacion: Caso, esperado: Caso) -> None:
    indice = situacion.get("indice")
    hechos = Hechos(
        publicaciones=situacion["publicaciones"],
        evaluables=situacion["evaluables"],
        indice=None if indice is None else redondear(indice),
        puntajes=dict(zip(CRITERIOS, map(redondear, situacion["puntajes"]), strict=False)),
        sustituidos=CRITERIOS[-1:] if situacion.get("sustituido") else (),
        vetos=("un veto",) if situacion.get("veto") else (),
        pendientes=("Menciones (no entregada)",) if situacion.get("pendiente") else (),
        retenidas=("Menciones (retenida)",) if situacion.get("retenida") else (),
        anterior=_antecedente(situacion),
    )
    dictamen = dictaminar(hechos, parametros().cortes)
    assert (dictamen.clase, dictamen.linea) == (esperado["clase"], esperado["linea"])
    assert esperado.get("dice", "") in dictamen.motivo


@pytest.mark.parametrize(("situacion", "esperado"), casos_de_calificacion("originalidad_x"))
def test_originalidad_x(situacion: Caso, esperado: Caso) -> None:
    ficha = ficha_de(
        "x",
        CIFRAS_X,
        situacion.get("central", False),
        mensajes_publicados=situacion["total"],
        mensajes_propios=situacion["propios"],
        mensajes_comunicacion_social=situacion["comunicacion_social"],
    )
    medida = medir(ficha, 50)
    parte = next(p for p in medida.partes if p.criterio == "originalidad")
    assert parte.crudo == (pytest.approx(esperado["crudo"]) if "crudo" in esperado else None)
    assert esperado.get("dice", "") in parte.motivo
    assert bool(medida.pendientes) == esperado.get("pendiente", False)


@pytest.mark.parametrize(("situacion", "esperado"), casos_de_calificacion("veto"))
def test_vetos(situacion: Caso, esperado: Caso) -> None:
    ficha = ficha_de(
        "x",
        CIFRAS_X,
        situacion.get("central", False),
        mensajes_publicados=situacion.get("total", 100),
        mensajes_propios=situacion.get("propios", 60),
        seguidores_inicio=situacion.get("inicio", 5000),
        seguidores_cierre=situacion.get("cierre", 5100),
    )
    vetos = vetos_de(medir(ficha, 50), situacion.get("mediana", 0.0), parametros().vetos)
    assert len(vetos) == esperado["vetos"]
    assert esperado.get("dice", "") in " ".join(vetos)


def test_los_cortes_son_los_del_paquete() -> None:
    cortes = parametros().cortes
    assert (cortes.pertinente, cortes.minimo_por_criterio) == (Decimal(70), Decimal(40))
    assert (cortes.observacion, cortes.no_pertinente) == (Decimal(50), Decimal(30))
