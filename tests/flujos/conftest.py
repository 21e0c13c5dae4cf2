from datetime import UTC, datetime
from pathlib import Path

import pytest

from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.inicio import iniciar
from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.apoyo_bases import poner_bases

S = Semestre(2026, 1)
AHORA = datetime(2026, 7, 20, 16, tzinfo=UTC)
_CUENTAS = """cuenta,red,usuario,id_plataforma,nombre,area,central,vigente_desde,vigente_hasta,administrador,\
correo_administrador,titular,correo_titular,correo_apertura,ejemplo
x_uno,x,ine_uno,,INE Uno,cncs,sí,,,Ana,ana@example.org,Luz,luz@example.org,uno@example.org,no
x_dos,x,ine_dos,,INE Dos,cncs,no,,,Ana,ana@example.org,Luz,luz@example.org,dos@example.org,no
fb_uno,facebook,ine.uno,,INE Uno,cncs,sí,,,Ana,ana@example.org,Luz,luz@example.org,tres@example.org,no
"""


def sembrar_espacio(destino: Path) -> Path:
    """Un espacio nuevo con tres cuentas, sus bases vacías y el reloj parado."""
    iniciar(destino)
    poner_bases(destino)
    (destino / "padron" / "cuentas.csv").write_text(_CUENTAS, "utf-8")
    ajustes = destino / "pertinencia.toml"
    ajustes.write_text(ajustes.read_text("utf-8") + "\n[ejemplo]\nhoy = 2026-07-20T10:00:00-06:00\n", "utf-8")
    return destino


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    return sembrar_espacio(tmp_path / "E")


@pytest.fixture
def espacio(raiz: Path) -> Espacio:
    return abrir_espacio(raiz)


@pytest.fixture
def sin_bases(raiz: Path) -> Espacio:
    """El espacio recién iniciado: nadie ha creado aún sus bases."""
    espacio = abrir_espacio(raiz)
    espacio.rutas.maestro.unlink()
    espacio.rutas.reservado.unlink()
    return espacio


def formato_lleno(espacio: Espacio, red: str, *, base: int = 1000, **cambios: int | str) -> bytes:
    """Formato CSV de todas las cuentas de una red, con cifras coherentes entre sí."""
    cuentas = [c for c in espacio.padron.por_clave().values() if c.red == red]
    nombres = [m.nombre for t in ("art11", "suplementaria") for m in catalogo.metricas_de(red, S, t)]
    valores: dict[str, int | str] = dict.fromkeys(nombres, base)
    valores |= {n: 0 for n in nombres if n.startswith("publicaciones_mes_")}
    valores |= {"seguidores_inicio": base, "seguidores_cierre": base + 10, "fecha_exportacion": "2026-07-02"}
    coherentes: dict[str, dict[str, int | str]] = {
        "x": {
            "mensajes_publicados": 100, "mensajes_propios": 60, "mensajes_comunicacion_social": 30,
            "respuestas": 5,
            "contenidos_multimedia": 40, "impresiones": 50 * base, "publicaciones_mes_1": 100,
        },
        "facebook": {
            "publicaciones": 80, "publicaciones_propias": 70, "contenidos_multimedia": 50,
            "alcance": 9 * base,
            "visualizaciones": 20 * base, "publicaciones_mes_1": 80,
        },
    }  # fmt: skip
    valores |= coherentes[red] | cambios
    return escribir_formato_csv(red, cuentas, S, {c.cuenta: valores for c in cuentas})
