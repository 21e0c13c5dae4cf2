"""Espacio de trabajo: ajustes, padrón, parámetros y calendario leídos y comprobados."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from almacen.maestro import Rutas
from conectores.archivos.tipos import Contexto, Limites
from flujos.errores import EspacioInvalido
from flujos.pasos.ajustes_avisos import AjustesDeAvisos, leer_avisos
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones, leer_comunicaciones
from flujos.pasos.ajustes_generales import (
    ARCHIVO_DE_AJUSTES,
    ZONA_DE_LOS_PLAZOS,
    leer_limites,
    leer_reloj,
    leer_seccion,
    leer_texto,
    leer_toml,
    leer_zona,
)
from flujos.pasos.ajustes_padron import AjustesDePadron, leer_ajustes_de_padron
from flujos.pasos.ajustes_parametros import leer_parametros
from flujos.pasos.ajustes_recepcion import AjustesDeRecepcion, leer_recepcion
from flujos.pasos.ajustes_recoleccion import AjustesDeRecoleccion, leer_recoleccion
from flujos.pasos.ajustes_retencion import (
    AjustesDeRespaldo,
    AjustesDeRetencion,
    leer_respaldo,
    leer_retencion,
)
from flujos.pasos.padron import Padron, leer_padron
from flujos.reloj import Reloj
from lineamientos.calendario import Calendario
from lineamientos.parametros import Parametros
from lineamientos.semestres import Semestre


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
        comunicaciones: Con qué membrete se escribe y por dónde se notifica.
        respaldo: Dónde quedan los respaldos y cuántos.
        retencion: Cuánto se conserva cada cosa.
        revision_del_padron: Con qué se revisa el padrón.
        recepcion: De qué servidor se cree lo que dice de un correo.
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
    comunicaciones: AjustesDeComunicaciones = field(default_factory=AjustesDeComunicaciones)
    respaldo: AjustesDeRespaldo = field(default_factory=AjustesDeRespaldo)
    retencion: AjustesDeRetencion = field(default_factory=AjustesDeRetencion)
    revision_del_padron: AjustesDePadron = field(default_factory=AjustesDePadron)
    recepcion: AjustesDeRecepcion = field(default_factory=AjustesDeRecepcion)
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
    ajustes = leer_toml(raiz / ARCHIVO_DE_AJUSTES, raiz)
    problemas: list[str] = []
    del_organismo = leer_seccion(ajustes, "organismo", problemas)
    organismo = leer_texto(del_organismo, "nombre", "", problemas)
    if not organismo.strip():
        problemas.append(f'{ARCHIVO_DE_AJUSTES}: falta el nombre del organismo en [organismo] nombre = "…".')
    zona = leer_zona(leer_texto(del_organismo, "zona_horaria", ZONA_DE_LOS_PLAZOS.key, problemas), problemas)
    limites = leer_limites(leer_seccion(ajustes, "limites", problemas), problemas)
    reloj = leer_reloj(leer_seccion(ajustes, "ejemplo", problemas), problemas)
    recoleccion = leer_recoleccion(leer_seccion(ajustes, "recoleccion", problemas), problemas)
    avisos = leer_avisos(leer_seccion(ajustes, "avisos", problemas), problemas)
    de_comunicaciones = leer_seccion(ajustes, "comunicaciones", problemas)
    comunicaciones = leer_comunicaciones(de_comunicaciones, raiz, problemas)
    respaldo = leer_respaldo(leer_seccion(ajustes, "respaldo", problemas), problemas)
    retencion = leer_retencion(leer_seccion(ajustes, "retencion", problemas), problemas)
    revision_del_padron = leer_ajustes_de_padron(leer_seccion(ajustes, "padron", problemas), problemas)
    recepcion = leer_recepcion(leer_seccion(ajustes, "recepcion", problemas), problemas)
    padron, del_padron = leer_padron(raiz / "padron")
    problemas.extend(del_padron)
    parametros, calendario = leer_parametros(raiz, problemas)
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
        comunicaciones=comunicaciones,
        respaldo=respaldo,
        retencion=retencion,
        revision_del_padron=revision_del_padron,
        recepcion=recepcion,
    )


def leer_solo_avisos(raiz: Path) -> AjustesDeAvisos:
    """A quién avisar en un espacio que no puede abrirse; lo que esté mal en esa sección no se usa.

    Raises:
        EspacioInvalido: Si no hay archivo de ajustes o no se entiende.
    """
    problemas: list[str] = []
    ajustes = leer_toml(raiz / ARCHIVO_DE_AJUSTES, raiz)
    return leer_avisos(leer_seccion(ajustes, "avisos", problemas), problemas)
