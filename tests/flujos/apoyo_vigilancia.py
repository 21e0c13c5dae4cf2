"""Un espacio con muchas cuentas, sus entregas y un reloj que se mueve a voluntad."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.inicio import iniciar
from flujos.pasos.recepcion import recibir
from flujos.reloj import reloj_fijo
from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.apoyo_bases import poner_bases

ZONA = ZoneInfo("America/Mexico_City")
_ENCABEZADO = (
    "cuenta,red,usuario,id_plataforma,nombre,area,central,vigente_desde,vigente_hasta,administrador,"
    "correo_administrador,titular,correo_titular,correo_apertura,ejemplo\n"
)
_AREAS = "area,nombre,tipo_area,entidad,ejemplo\ncncs,Comunicación Social,central,,no\n"
DEFECTOS: Mapping[str, Mapping[str, int]] = {
    # Menos mensajes que la suma de propios y de Comunicación Social; más respuestas que mensajes.
    "o1": {"mensajes_publicados": 50},
    "o2": {"respuestas": 900},
    "o3": {"menciones": -5},
}
"""Qué cifra se descompone para que resulte cada observación de los casos."""


def sembrar(raiz: Path, cuentas: int, por_persona: int = 1, ajustes: str = "") -> Espacio:
    """Un espacio de cuentas de X: ``p<n>`` administra varias y ``t<n>`` es titular de diez."""
    iniciar(raiz)
    poner_bases(raiz)
    filas = [
        f"x_{n:03},x,usuario_{n:03},,Cuenta {n:03},cncs,no,,,Persona {n // por_persona},"
        f"p{n // por_persona}@example.org,Titular {n // 10},t{n // 10}@example.org,c{n}@example.org,no\n"
        for n in range(cuentas)
    ]
    (raiz / "padron" / "cuentas.csv").write_text(_ENCABEZADO + "".join(filas), "utf-8")
    (raiz / "padron" / "areas.csv").write_text(_AREAS, "utf-8")
    (raiz / "padron" / "capacitaciones.csv").write_text("fecha,tema,area,asistentes,horas,ejemplo\n", "utf-8")
    toml = raiz / "pertinencia.toml"
    toml.write_text(toml.read_text("utf-8") + ajustes, "utf-8")
    return abrir_espacio(raiz)


def a_las(espacio: Espacio, momento: datetime) -> Espacio:
    """El espacio con el reloj parado en un momento, en la zona de los plazos si no dice otra."""
    con_zona = momento if momento.tzinfo else momento.replace(tzinfo=ZONA)
    return replace(espacio, reloj=reloj_fijo(con_zona))


def entregar(
    espacio: Espacio,
    semestre: Semestre,
    cuentas: Sequence[str],
    momento: datetime,
    defectos: Sequence[str] = (),
) -> None:
    """Deja el formato de cada cuenta en su carpeta y lo recibe en ese momento."""
    dejar(espacio, semestre, cuentas, momento, defectos)
    recibir(a_las(espacio, momento), semestre)


def dejar(
    espacio: Espacio,
    semestre: Semestre,
    cuentas: Sequence[str],
    momento: datetime,
    defectos: Sequence[str] = (),
) -> None:
    """Deja el formato de cada cuenta en su carpeta."""
    padron = espacio.padron.por_clave()
    for cuenta in cuentas:
        valores = _valores(semestre, momento) | {c: v for d in defectos for c, v in DEFECTOS[d].items()}
        carpeta = espacio.entradas / cuenta
        carpeta.mkdir(parents=True, exist_ok=True)
        contenido = escribir_formato_csv("x", [padron[cuenta]], semestre, {cuenta: valores})
        (carpeta / f"formato_{momento:%m%d%H}.csv").write_bytes(contenido)


def _valores(semestre: Semestre, momento: datetime) -> dict[str, int | str]:
    nombres = [m.nombre for t in ("art11", "suplementaria") for m in catalogo.metricas_de("x", semestre, t)]
    valores: dict[str, int | str] = dict.fromkeys(nombres, 1000)
    valores |= {n: 0 for n in nombres if n.startswith("publicaciones_mes_")}
    return valores | {
        "seguidores_inicio": 1000,
        "seguidores_cierre": 1010,
        # La hora distingue dos entregas iguales: con los mismos bytes serían la misma.
        "fecha_exportacion": f"{momento:%Y-%m-%d}",
        "mensajes_publicados": 100,
        "mensajes_propios": 60,
        "mensajes_comunicacion_social": 30,
        "respuestas": 5,
        "contenidos_multimedia": 40,
        "impresiones": 50_000 + momento.hour,
        "publicaciones_mes_1": 100,
    }
