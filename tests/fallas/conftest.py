"""Un espacio pequeño por recibir, las órdenes que lo trabajan y la foto de cómo quedó."""

import sys
from pathlib import Path

import pytest

from almacen.maestro import Rutas, abrir_maestro
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from tests import apoyo_bases
from tests.flujos.conftest import AHORA, S, espacio, formato_lleno, raiz

__all__ = ["espacio", "raiz"]

ORDEN = Path(sys.executable).with_name("pertinencia")
TABLAS = (
    "lotes", "mediciones", "publicaciones", "diarias", "evidencias", "observaciones",
    "evaluaciones", "cifras", "calificaciones",
)  # fmt: skip
_IMAGEN = b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IEND" + b"\xae\x42\x60\x82"
Foto = tuple[dict[str, list[tuple[object, ...]]], dict[str, bytes]]


@pytest.fixture(autouse=True)
def _sin_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ningún espacio trae hechas sus bases: aquí también se muere, o se llega dos a la vez, al crearlas."""
    monkeypatch.setattr(apoyo_bases, "copiar", lambda *_: None)


@pytest.fixture
def por_recibir(espacio: Espacio) -> Path:
    """Raíz de un espacio con dos formatos buenos, un archivo malo y una copia de pantalla."""
    for nombre, contenido in {
        "x.csv": formato_lleno(espacio, "x"),
        "fb_uno/facebook.csv": formato_lleno(espacio, "facebook"),
        "x_uno/malo.csv": b"esto,no\nes,nada\n",
        "x_uno/pantalla.png": _IMAGEN,
    }.items():
        ruta = espacio.entradas / nombre
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(contenido)
    return espacio.raiz


def ordenes(raiz: Path) -> tuple[list[str], list[str]]:
    """Las dos órdenes que llevan un espacio de los archivos a la calificación."""
    comun = ["--espacio", str(raiz)]
    return (
        [str(ORDEN), "recibir", "--semestre", S.clave, *comun],
        [str(ORDEN), "calificar", S.clave, *comun],
    )


def hasta_el_final(raiz: Path) -> None:
    """Recibe y califica sin que nadie estorbe."""
    abierto = abrir_espacio(raiz)
    recibir(abierto, S)
    evaluar(abierto, S)


def foto(raiz: Path) -> Foto:
    """Las tablas del maestro, ordenadas, y cada archivo de ``entradas`` con sus bytes."""
    with abrir_maestro(Rutas(raiz / "datos"), AHORA) as base:
        tablas = {t: base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows() for t in TABLAS}
    entradas = raiz / "entradas"
    archivos = {
        r.relative_to(entradas).as_posix(): r.read_bytes() for r in sorted(entradas.rglob("*")) if r.is_file()
    }
    return tablas, archivos


def a_medias(raiz: Path) -> list[str]:
    """Archivos que una escritura interrumpida dejó sin terminar."""
    return sorted(r.relative_to(raiz).as_posix() for r in raiz.rglob("*.parcial"))
