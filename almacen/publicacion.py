"""Publicación: la copia de solo lectura que usan los analistas, y la última de cada semestre.

Se arma al lado y se pone en su lugar de un golpe: quien tenía abierta la anterior la sigue leyendo.

Cada publicación queda con dos nombres: ``pertinencia.duckdb``, que siempre es la más reciente, y el del
semestre que se revisaba al publicarla (``pertinencia_2026-1.duckdb``). Cuando empieza la revisión del
siguiente, las publicaciones ya no tocan el nombre del anterior, que conserva su última. Los dos son enlaces
al mismo archivo: no ocupan el doble, y no hay que averiguar de qué semestre era lo que se sustituye.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from almacen.candado import candado
from almacen.escritura import fijar_carpeta
from almacen.maestro import ESPERA_SEGUNDOS, Rutas, abrir_maestro
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Publicacion:
    """Resultado de publicar.

    Attributes:
        ruta: Archivo publicado.
        sustituyo: ``False`` si el sistema no dejó sustituir un archivo abierto y la versión nueva quedó
            al lado, con su fecha.
        del_semestre: La misma versión con el nombre del semestre que se revisa.
    """

    ruta: Path
    sustituyo: bool
    del_semestre: Path


def publicar(rutas: Rutas, ahora: datetime, semestre: Semestre) -> Publicacion:
    """Publica el maestro: punto de control, copia, a disco y sustitución.

    Args:
        rutas: Rutas del espacio.
        ahora: Instante, para el nombre de la copia vecina si no se puede sustituir.
        semestre: El que se revisa en ese instante; su nombre queda con esta versión.

    Raises:
        AlmacenOcupado: Si otro proceso publica o escribe y no termina a tiempo.
    """
    destino, suyo = rutas.publicado, rutas.publicado_de(semestre.clave)
    destino.parent.mkdir(parents=True, exist_ok=True)
    # Con candado propio, para que quien escribe no espere a que la copia llegue a disco.
    with candado(rutas.datos / "publicacion", ESPERA_SEGUNDOS):
        nueva = limpia(destino, ".nueva")
        with abrir_maestro(rutas, ahora) as base:
            base.ejecutar("CHECKPOINT")
            # Con el candado tomado y sin transacciones el archivo está completo: basta copiarlo.
            shutil.copyfile(rutas.maestro, nueva)
        cerrar_copia(nueva)
        # Primero el del semestre: una muerte entre los dos deja en él una versión de más, nunca una de menos.
        del_semestre = poner(otro_nombre(nueva, limpia(suyo, ".nueva")), suyo, ahora)
        ruta = poner(nueva, destino, ahora)
        fijar_carpeta(destino.parent)
    return Publicacion(ruta, sustituyo=ruta == destino, del_semestre=del_semestre)


def cerrar_copia(copia: Path) -> None:
    """Lleva una copia a disco y le quita el permiso de escritura: es de consulta.

    Abrirla para escribir por descuido la cambiaría con sus dos nombres. Windows se queda sin esta
    precaución: ahí un archivo de solo lectura no puede sustituirse.
    """
    with copia.open("rb+") as abierta:
        os.fsync(abierta.fileno())
    if os.name != "nt":
        copia.chmod(copia.stat().st_mode & ~0o222)


def poner(nueva: Path, destino: Path, ahora: datetime) -> Path:
    """Pone un archivo en lugar de otro; si el sistema no deja porque está abierto, al lado, con su fecha.

    Returns:
        Dónde quedó.
    """
    try:
        return nueva.replace(destino)
    except PermissionError:
        return nueva.replace(destino.with_name(f"{destino.stem}_{ahora:%Y%m%dT%H%M%S}{destino.suffix}"))


def limpia(destino: Path, fin: str) -> Path:
    """Dónde se arma lo que irá a ``destino``, sin lo que haya dejado ahí una muerte."""
    nueva = destino.with_name(f".{destino.name}{fin}")
    nueva.unlink(missing_ok=True)
    return nueva


def otro_nombre(archivo: Path, nombre: Path) -> Path:
    """Da otro nombre al mismo archivo; donde el sistema no enlaza, lo copia."""
    try:
        nombre.hardlink_to(archivo)
    except OSError:
        shutil.copyfile(archivo, nombre)
        cerrar_copia(nombre)
    return nombre
