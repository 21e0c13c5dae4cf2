import hashlib
from pathlib import Path

import pytest

from flujos.errores import SinEvaluacion
from flujos.pasos import informe
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.informe import informar
from flujos.pasos.recepcion import recibir
from tests.flujos.conftest import S, formato_lleno


def _huellas(carpeta: Path) -> dict[str, str]:
    return {
        p.relative_to(carpeta).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(carpeta.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def evaluado(espacio: Espacio) -> Espacio:
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    recibir(espacio, S)
    evaluar(espacio, S)
    return espacio


def test_el_informe_repetido_no_se_rehace_y_rehecho_da_los_mismos_bytes(
    evaluado: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    documentos = informar(evaluado, S)
    primeras = _huellas(evaluado.informes(S))
    with monkeypatch.context() as parche:
        parche.setattr(informe, "construir", lambda _: pytest.fail("no debía rehacerse"))
        assert informar(evaluado, S) == documentos
    (evaluado.informes(S) / ".sello.json").unlink()
    assert informar(evaluado, S) == documentos
    assert _huellas(evaluado.informes(S)) == primeras


@pytest.mark.parametrize("dano", [lambda p: p.write_bytes(b"otra cosa"), lambda p: p.unlink()])
def test_un_documento_tocado_o_perdido_se_rehace(evaluado: Espacio, dano: object) -> None:
    documentos = informar(evaluado, S)
    primeras = _huellas(evaluado.informes(S))
    dano(documentos.html)  # type: ignore[operator]
    informar(evaluado, S)
    assert _huellas(evaluado.informes(S)) == primeras


def test_otra_evaluacion_hace_otro_informe(evaluado: Espacio) -> None:
    informar(evaluado, S)
    antes = _huellas(evaluado.informes(S))
    (evaluado.entradas / "fb.csv").write_bytes(formato_lleno(evaluado, "facebook"))
    recibir(evaluado, S)
    assert evaluar(evaluado, S).nueva
    informar(evaluado, S)
    assert _huellas(evaluado.informes(S))["informe_2026-1.html"] != antes["informe_2026-1.html"]


def test_sin_evaluacion_se_dice_que_hacer(espacio: Espacio) -> None:
    with pytest.raises(SinEvaluacion, match="pertinencia calificar 2026-1"):
        informar(espacio, S)
