from pathlib import Path

import pytest

from informes.escritura import escribir


def test_crea_la_carpeta_y_no_deja_temporales(tmp_path: Path) -> None:
    escribir(tmp_path / "nueva" / "a.txt", b"uno")
    escribir(tmp_path / "nueva" / "a.txt", b"dos")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "nueva").iterdir()] == [("a.txt", b"dos")]


def test_si_falla_queda_el_archivo_anterior(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = tmp_path / "a.txt"
    escribir(ruta, b"uno")

    def sin_espacio(self: Path, destino: Path) -> Path:
        raise OSError("disco lleno")

    monkeypatch.setattr(Path, "replace", sin_espacio)
    with pytest.raises(OSError, match="disco lleno"):
        escribir(ruta, b"dos")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"uno")]
