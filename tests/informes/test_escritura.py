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


def test_dos_escrituras_a_la_vez_no_comparten_temporal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruta = tmp_path / "a.txt"
    temporales: list[Path] = []
    renombrar = Path.replace

    def anotar(self: Path, destino: Path) -> Path:
        temporales.append(self)
        if len(temporales) == 1:
            escribir(ruta, b"dos")
        return renombrar(self, destino)

    monkeypatch.setattr(Path, "replace", anotar)
    escribir(ruta, b"uno")
    assert len(set(temporales)) == 2
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"uno")]
