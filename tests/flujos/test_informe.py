import hashlib
import shutil
from pathlib import Path

import pytest

from flujos.errores import SinEvaluacion
from flujos.pasos import informe
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.informe import informar
from flujos.pasos.recepcion import recibir
from tests.flujos.conftest import S, formato_lleno, sembrar_espacio


def _huellas(carpeta: Path) -> dict[str, str]:
    return {
        p.relative_to(carpeta).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(carpeta.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def modelo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Un espacio evaluado y con su informe."""
    espacio = abrir_espacio(sembrar_espacio(tmp_path_factory.mktemp("informe") / "E"))
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    recibir(espacio, S)
    evaluar(espacio, S)
    informar(espacio, S)
    return espacio.raiz


@pytest.fixture
def informado(modelo: Path, tmp_path: Path) -> Espacio:
    return abrir_espacio(shutil.copytree(modelo, tmp_path / "E"))


def test_el_informe_repetido_no_se_rehace_y_rehecho_da_los_mismos_bytes(
    informado: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    primeras = _huellas(informado.informes(S))
    with monkeypatch.context() as parche:
        parche.setattr(informe, "construir", lambda _: pytest.fail("no debía rehacerse"))
        documentos = informar(informado, S)
    (informado.informes(S) / ".sello.json").unlink()
    assert informar(informado, S) == documentos
    assert _huellas(informado.informes(S)) == primeras


@pytest.mark.parametrize("dano", [lambda p: p.write_bytes(b"otra cosa"), lambda p: p.unlink()])
def test_un_documento_tocado_o_perdido_se_rehace(informado: Espacio, dano: object) -> None:
    documentos = informar(informado, S)
    primeras = _huellas(informado.informes(S))
    dano(documentos.html)  # type: ignore[operator]
    informar(informado, S)
    assert _huellas(informado.informes(S)) == primeras


def test_otra_evaluacion_hace_otro_informe(informado: Espacio) -> None:
    antes = _huellas(informado.informes(S))
    (informado.entradas / "fb.csv").write_bytes(formato_lleno(informado, "facebook"))
    recibir(informado, S)
    assert evaluar(informado, S).nueva
    informar(informado, S)
    assert _huellas(informado.informes(S))["informe_2026-1.html"] != antes["informe_2026-1.html"]


def test_sin_evaluacion_se_dice_que_hacer(espacio: Espacio) -> None:
    with pytest.raises(SinEvaluacion, match="pertinencia calificar 2026-1"):
        informar(espacio, S)
