"""Un espacio que recolecta de un simulador: lo comparten las pruebas de la recolección."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from almacen.maestro import abrir_maestro
from conectores.comun.sesion import TIEMPO_LIMITE
from conectores.simulador.nucleo import CuentaSimulada, Fuente
from conectores.simulador.servidor import Simulador
from flujos.pasos.credenciales import del_espacio
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.inicio import iniciar
from flujos.pasos.recoleccion import ResumenRecoleccion, recolectar
from flujos.reloj import reloj_fijo
from lineamientos.semestres import Semestre
from tests.apoyo_bases import poner_bases

REDES = ("x", "facebook", "instagram", "youtube")
MARCAS = {
    "PERTINENCIA_X_TOKEN": "marca-equis-7f3a",
    "PERTINENCIA_META_TOKEN": "marca-meta-91bc",
    "PERTINENCIA_META_SECRETO_APP": "marca-secreto-app-5d",
    "PERTINENCIA_YOUTUBE_CLAVE": "marca-clave-youtube-2e",
    "PERTINENCIA_YOUTUBE_CLIENTE_ID": "marca-cliente-id-88",
    "PERTINENCIA_YOUTUBE_CLIENTE_SECRETO": "marca-cliente-secreto-4c",
}
TABLAS = ("perfiles", "publicaciones", "menciones", "diarias", "mediciones", "recolecciones", "lotes")
_ENCABEZADO = (
    "cuenta,red,usuario,id_plataforma,nombre,area,central,vigente_desde,vigente_hasta,administrador,"
    "correo_administrador,titular,correo_titular,correo_apertura,ejemplo"
)


def renovacion(cuenta: CuentaSimulada) -> str:
    """Ficha de renovación de una cuenta de YouTube."""
    return f"marca-renovacion-{cuenta.cuenta}"


def crear_espacio(
    destino: Path, fuente: Fuente, base: str, *, redes: Sequence[str] = REDES, ajustes: str = ""
) -> Espacio:
    """Espacio con las cuentas de la fuente, sus credenciales en ``.env`` y las API en ``base``."""
    iniciar(destino)
    poner_bases(destino)
    cuentas = [c for c in fuente.cuentas() if c.red in redes]
    filas = [
        f"{c.cuenta},{c.red},{c.usuario},{c.id_plataforma},{c.nombre},cncs,"
        f"{'sí' if c.central else 'no'},,,,,,,,no"
        for c in cuentas
    ]
    (destino / "padron" / "cuentas.csv").write_text("\n".join([_ENCABEZADO, *filas]) + "\n", "utf-8")
    secretos = dict(MARCAS)
    for c in cuentas:
        if c.red == "youtube":
            secretos[f"PERTINENCIA_YOUTUBE_RENOVACION_{c.cuenta.upper()}"] = renovacion(c)
    (destino / ".env").write_text("".join(f"{k}={v}\n" for k, v in secretos.items()), "utf-8")
    toml = destino / "pertinencia.toml"
    texto = toml.read_text("utf-8").split("[recoleccion]")[0]
    bases = ", ".join(f'{n} = "{base}"' for n in ("x", "meta", "youtube", "oauth"))
    toml.write_text(
        f"{texto}[recoleccion]\nredes = {list(redes)!r}\nbases = {{ {bases} }}\n{ajustes}".replace("'", '"'),
        "utf-8",
    )
    return abrir_espacio(destino)


def en(espacio: Espacio, momento: datetime) -> Espacio:
    """El espacio con su reloj parado en un momento."""
    return dataclasses.replace(espacio, reloj=reloj_fijo(momento))


def recolectar_en(
    espacio: Espacio,
    simulador: Simulador,
    momento: datetime,
    *,
    semestres: tuple[Semestre, ...] | None = None,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
    ahora: datetime | None = None,
) -> ResumenRecoleccion:
    """Recolecta con el mundo y el espacio en el mismo momento, sin esperar de verdad.

    Con ``ahora`` el mundo y el espacio están en ese instante, y ``momento`` es solo el programado.
    """
    simulador.contexto.nucleo.ahora = ahora or momento
    parado = en(espacio, ahora or momento)
    return recolectar(
        parado,
        momento,
        del_espacio(parado),
        semestres=semestres,
        dormir=no_esperar,
        tiempo_limite=tiempo_limite,
    )


def hasta_terminar(
    espacio: Espacio,
    simulador: Simulador,
    momento: datetime,
    *,
    vueltas: int = 12,
    tiempo_limite: tuple[float, float] = TIEMPO_LIMITE,
) -> list[ResumenRecoleccion]:
    """Repite la recolección del mismo momento hasta que nada quede pendiente."""
    resumenes = []
    for _ in range(vueltas):
        resumenes.append(recolectar_en(espacio, simulador, momento, tiempo_limite=tiempo_limite))
        if not resumenes[-1].abiertos:
            return resumenes
    raise AssertionError(f"Tras {vueltas} vueltas quedan {[d.mensaje for d in resumenes[-1].abiertos]}")


def foto(
    espacio: Espacio, sin: Mapping[str, Collection[str]] | None = None
) -> dict[str, list[tuple[object, ...]]]:
    """Todo lo que la recolección guardó.

    Args:
        espacio: Espacio.
        sin: Columnas que se dejan fuera, por tabla.
    """
    tablas = {}
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        for t in TABLAS:
            fuera = ", ".join((sin or {}).get(t, ()))
            columnas = f"* EXCLUDE ({fuera})" if fuera else "*"
            tablas[t] = base.consultar(f"SELECT {columnas} FROM {t} ORDER BY ALL").rows()
    return tablas


def dias(inicio: datetime, cuantos: int) -> list[datetime]:
    """Momentos diarios."""
    return [inicio + timedelta(days=i) for i in range(cuantos)]


def no_esperar(_: float) -> None:
    """Las esperas no hacen falta: el mundo está parado."""
