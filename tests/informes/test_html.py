import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from informes.formas import Informe
from informes.html import escribir_html, pagina
from tests.informes.armado_comun import HOSTIL

_DORADO = Path(__file__).with_name("dorados") / "informe_html.txt"


class _Lector(HTMLParser):
    """Junta el texto visible y las etiquetas con sus atributos."""

    def __init__(self, texto: str) -> None:
        super().__init__()
        self.textos: list[str] = []
        self.etiquetas: list[tuple[str, dict[str, str | None]]] = []
        self._abiertas: list[str] = []
        self.feed(texto)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.etiquetas.append((tag, dict(attrs)))
        if tag in ("script", "style", "svg"):
            self._abiertas.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._abiertas and self._abiertas[-1] == tag:
            self._abiertas.pop()

    def handle_data(self, data: str) -> None:
        if not self._abiertas and data.strip():
            self.textos.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def leida(informe: Informe) -> _Lector:
    return _Lector(pagina(informe))


def test_el_texto_es_el_aprobado(leida: _Lector) -> None:
    assert "\n".join(leida.textos) == _DORADO.read_text("utf-8").strip()


def test_un_texto_hostil_queda_como_texto(leida: _Lector, informe: Informe) -> None:
    assert sum(t == "script" for t, _ in leida.etiquetas) == 1
    assert HOSTIL in leida.textos
    assert "<script>alert" not in pagina(informe)


def test_no_pide_nada_fuera_de_si(leida: _Lector, informe: Informe) -> None:
    for etiqueta, atributos in leida.etiquetas:
        assert etiqueta not in ("link", "iframe", "img", "object", "embed", "base")
        assert "src" not in atributos
        assert (atributos.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import", pagina(informe))


def test_cada_enlace_llega_a_algun_lado_y_no_se_repiten_anclas(leida: _Lector) -> None:
    anclas = [a["id"] for _, a in leida.etiquetas if "id" in a]
    assert len(anclas) == len(set(anclas))
    destinos = {(a["href"] or "")[1:] for t, a in leida.etiquetas if t == "a"}
    assert destinos <= set(anclas)


def test_es_accesible_en_lo_que_puede_comprobarse(leida: _Lector) -> None:
    etiquetas = [t for t, _ in leida.etiquetas]
    atributos = dict(leida.etiquetas)
    assert atributos["html"]["lang"] == "es-MX"
    assert {"header", "nav", "main", "footer", "h1"} <= set(etiquetas)
    assert etiquetas.count("table") == etiquetas.count("caption") == etiquetas.count("thead")
    assert all(a.get("scope") in ("col", "row") for t, a in leida.etiquetas if t == "th")
    imagenes = [a for t, a in leida.etiquetas if a.get("role") == "img" and t == "div"]
    assert len(imagenes) == 4
    assert all("número de cuentas" in (a["aria-label"] or "") for a in imagenes)


def test_las_marcas_van_en_el_titulo_y_en_la_banda(leida: _Lector) -> None:
    marcas = "DATOS DE EJEMPLO · PROVISIONAL · PROPUESTA"
    assert sum(marcas in t for t in leida.textos) == 3


def test_dos_escrituras_dan_los_mismos_bytes(informe: Informe, tmp_path: Path) -> None:
    escribir_html(informe, tmp_path / "a.html")
    escribir_html(informe, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]
