"""Espacio de trabajo: ajustes, padrón, parámetros y calendario leídos y comprobados."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from almacen.maestro import Rutas
from conectores.archivos.tipos import Contexto, Limites
from esquemas.hallazgos import limpiar
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_avisos import AjustesDeAvisos, leer_avisos
from flujos.pasos.ajustes_recoleccion import AjustesDeRecoleccion, leer_recoleccion
from flujos.pasos.ajustes_retencion import (
    AjustesDeRespaldo,
    AjustesDeRetencion,
    leer_respaldo,
    leer_retencion,
)
from flujos.pasos.padron import Padron, leer_padron
from flujos.reloj import Reloj, reloj_del_sistema, reloj_fijo
from lineamientos.calendario import Calendario
from lineamientos.errores import ErrorDeLineamientos
from lineamientos.parametros import Parametros
from lineamientos.semestres import Semestre

ARCHIVO_DE_AJUSTES = "pertinencia.toml"
CALENDARIO = "calendario.toml"
ZONA_DE_LOS_PLAZOS = ZoneInfo("America/Mexico_City")


@dataclass(frozen=True)
class Espacio:
    """Un espacio de trabajo abierto.

    Attributes:
        raiz: Carpeta.
        organismo: Nombre del organismo que revisa sus cuentas.
        ejemplo: Si todo en él es inventado.
        zona: Zona horaria de los plazos.
        limites: Topes de los archivos entregados.
        reloj: De dónde sale la hora; parado en los espacios de ejemplo.
        padron: Cuentas, áreas y capacitaciones.
        parametros: Interpretaciones fechadas.
        calendario: Días hábiles y procesos electorales.
        recoleccion: Qué se recolecta por API y hasta qué gasto.
        avisos: A quién se le dice que una corrida falló.
        respaldo: Dónde quedan los respaldos y cuántos.
        retencion: Cuánto se conserva cada cosa.
        maestro_en_obra: Base que hace de maestro mientras se reconstruye al lado, o ``None``.
    """

    raiz: Path
    organismo: str
    ejemplo: bool
    zona: ZoneInfo
    limites: Limites
    reloj: Reloj
    padron: Padron
    parametros: Parametros
    calendario: Calendario
    recoleccion: AjustesDeRecoleccion = field(default_factory=AjustesDeRecoleccion)
    avisos: AjustesDeAvisos = field(default_factory=AjustesDeAvisos)
    respaldo: AjustesDeRespaldo = field(default_factory=AjustesDeRespaldo)
    retencion: AjustesDeRetencion = field(default_factory=AjustesDeRetencion)
    maestro_en_obra: Path | None = None

    @property
    def rutas(self) -> Rutas:
        """Rutas de los datos."""
        return Rutas(self.raiz / "datos", self.maestro_en_obra)

    @property
    def entradas(self) -> Path:
        """Carpeta donde se entregan los archivos."""
        return self.raiz / "entradas"

    @property
    def rechazados(self) -> Path:
        """Carpeta a la que van los archivos que no entraron, con su motivo al lado."""
        return self.entradas / "rechazados"

    def informes(self, semestre: Semestre) -> Path:
        """Carpeta de los documentos de un semestre."""
        return self.raiz / "datos" / "informes" / semestre.clave

    def contexto(self, semestre: Semestre) -> Contexto:
        """Lo que necesitan los lectores de archivos."""
        return Contexto(self.padron.por_clave(), semestre, self.limites)

    def ahora(self) -> datetime:
        """Instante actual del espacio."""
        return self.reloj()

    def ahora_local(self) -> datetime:
        """Instante actual en la zona de los plazos."""
        return self.reloj().astimezone(self.zona)


def abrir_espacio(raiz: Path) -> Espacio:
    """Abre un espacio y comprueba toda su configuración.

    Raises:
        EspacioInvalido: Con todos los problemas encontrados, no solo el primero.
    """
    ajustes = _leer_toml(raiz / ARCHIVO_DE_AJUSTES, raiz)
    problemas: list[str] = []
    del_organismo = _seccion(ajustes, "organismo", problemas)
    organismo = _texto(del_organismo, "nombre", "", problemas)
    if not organismo.strip():
        problemas.append(f'{ARCHIVO_DE_AJUSTES}: falta el nombre del organismo en [organismo] nombre = "…".')
    zona = _zona(_texto(del_organismo, "zona_horaria", ZONA_DE_LOS_PLAZOS.key, problemas), problemas)
    limites = _limites(_seccion(ajustes, "limites", problemas), problemas)
    reloj = _reloj(_seccion(ajustes, "ejemplo", problemas), problemas)
    recoleccion = leer_recoleccion(_seccion(ajustes, "recoleccion", problemas), problemas)
    avisos = leer_avisos(_seccion(ajustes, "avisos", problemas), problemas)
    respaldo = leer_respaldo(_seccion(ajustes, "respaldo", problemas), problemas)
    retencion = leer_retencion(_seccion(ajustes, "retencion", problemas), problemas)
    padron, del_padron = leer_padron(raiz / "padron")
    problemas.extend(del_padron)
    parametros, calendario = _parametros(raiz, problemas)
    if problemas or parametros is None or calendario is None:
        raise EspacioInvalido(problemas)
    return Espacio(
        raiz=raiz,
        organismo=organismo,
        ejemplo="ejemplo" in ajustes,
        zona=zona,
        limites=limites,
        reloj=reloj,
        padron=padron,
        parametros=parametros,
        calendario=calendario,
        recoleccion=recoleccion,
        avisos=avisos,
        respaldo=respaldo,
        retencion=retencion,
    )


def leer_solo_avisos(raiz: Path) -> AjustesDeAvisos:
    """A quién avisar en un espacio que no puede abrirse; lo que esté mal en esa sección no se usa.

    Raises:
        EspacioInvalido: Si no hay archivo de ajustes o no se entiende.
    """
    problemas: list[str] = []
    ajustes = _leer_toml(raiz / ARCHIVO_DE_AJUSTES, raiz)
    return leer_avisos(_seccion(ajustes, "avisos", problemas), problemas)


def _leer_toml(ruta: Path, raiz: Path) -> dict[str, Any]:
    nombre = ruta.relative_to(raiz).as_posix()
    try:
        return tomllib.loads(ruta.read_text("utf-8"))
    except FileNotFoundError as error:
        raise EspacioInvalido(
            [
                f"No hay {nombre} en {raiz}. Indique el espacio con --espacio o créelo con "
                f"«pertinencia iniciar CARPETA»."
            ]
        ) from error
    except UnicodeDecodeError as error:
        raise EspacioInvalido([f"{nombre} no está en UTF-8; guárdelo con esa codificación."]) from error
    except tomllib.TOMLDecodeError as error:
        raise EspacioInvalido([f"{nombre} no se entiende: {error}. Corrija esa línea."]) from error


def _seccion(ajustes: Mapping[str, Any], nombre: str, problemas: list[str]) -> Mapping[str, Any]:
    seccion = ajustes.get(nombre, {})
    if isinstance(seccion, dict):
        return seccion
    problemas.append(
        f"{ARCHIVO_DE_AJUSTES}, «{nombre}»: se esperaba una sección [{nombre}] con sus ajustes debajo, no "
        f"«{limpiar(str(seccion))}»."
    )
    return {}


def _texto(seccion: Mapping[str, Any], clave: str, defecto: str, problemas: list[str]) -> str:
    valor = seccion.get(clave, defecto)
    if isinstance(valor, str):
        return valor
    problemas.append(
        f"{ARCHIVO_DE_AJUSTES}, [organismo] {clave}: se esperaba un texto entre comillas, no "
        f"«{limpiar(str(valor))}»."
    )
    return defecto


def _zona(nombre: str, problemas: list[str]) -> ZoneInfo:
    try:
        return ZoneInfo(nombre)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problemas.append(
            f"{ARCHIVO_DE_AJUSTES}: la zona horaria «{limpiar(nombre)}» no existe; pruebe "
            f"«{ZONA_DE_LOS_PLAZOS.key}»."
        )
        return ZONA_DE_LOS_PLAZOS


def _limites(tabla: Mapping[str, Any], problemas: list[str]) -> Limites:
    validos = set(Limites.__dataclass_fields__)
    for clave, valor in tabla.items():
        if clave not in validos:
            nombres = ", ".join(sorted(validos))
            problemas.append(
                f"{ARCHIVO_DE_AJUSTES}, [limites]: no existe «{clave}»; los topes son {nombres}."
            )
        elif not isinstance(valor, int) or isinstance(valor, bool) or valor <= 0:
            problemas.append(
                f"{ARCHIVO_DE_AJUSTES}, [limites] {clave}: se esperaba un entero positivo, no «{valor}»."
            )
    return Limites() if problemas else Limites(**tabla)


def _reloj(ejemplo: Mapping[str, Any], problemas: list[str]) -> Reloj:
    momento = ejemplo.get("hoy")
    if momento is None:
        return reloj_del_sistema
    if not isinstance(momento, datetime) or momento.tzinfo is None:
        problemas.append(
            f"{ARCHIVO_DE_AJUSTES}, [ejemplo] hoy: se esperaba fecha y hora con zona, no «{momento}»."
        )
        return reloj_del_sistema
    return reloj_fijo(momento)


def _parametros(raiz: Path, problemas: list[str]) -> tuple[Parametros | None, Calendario | None]:
    carpeta = raiz / "parametros"
    archivos = sorted(carpeta.glob("*.toml")) if carpeta.is_dir() else []
    if not any(a.name == CALENDARIO for a in archivos):
        problemas.append(
            "Falta parametros/calendario.toml; «pertinencia iniciar» crea los parámetros de partida."
        )
        return None, None
    tablas: list[Mapping[str, Any]] = []
    calendario: Calendario | None = None
    for archivo in archivos:
        try:
            datos = _leer_toml(archivo, raiz)
            if archivo.name == CALENDARIO:
                calendario = Calendario.de_datos(datos)
            else:
                tablas.extend(_declarados(archivo.name, datos, problemas))
        except EspacioInvalido as error:
            problemas.extend(error.problemas)
        except ErrorDeLineamientos as error:
            problemas.append(f"parametros/{archivo.name}: {error}")
    try:
        return Parametros.de_datos(tablas), calendario
    except ErrorDeLineamientos as error:
        problemas.append(f"parametros: {error}")
        return None, calendario


def _declarados(nombre: str, datos: Mapping[str, Any], problemas: list[str]) -> list[Mapping[str, Any]]:
    ajenas = sorted(set(datos) - {"parametro"})
    if ajenas:
        problemas.append(
            f"parametros/{nombre}: no se esperaba «{', '.join(ajenas)}»; solo tablas "
            f"[[parametro]]. Revise el nombre."
        )
    declarados = datos.get("parametro", [])
    if isinstance(declarados, list) and all(isinstance(d, dict) for d in declarados):
        return declarados
    problemas.append(
        f"parametros/{nombre}, «parametro»: se esperaban tablas [[parametro]], con doble corchete."
    )
    return []
