"""Identificación de cada fila del formato: de qué cuenta, red y semestre es, o por qué se rechaza."""

from dataclasses import dataclass
from datetime import date

from conectores.archivos.cuentas import Lugar, sugerencia
from conectores.archivos.fechas import Orden, fecha, fecha_ambigua
from conectores.archivos.formato_celdas import red_de_celda, semestre_de_celda
from conectores.archivos.plegado import plegar, plegar_usuario
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto
from esquemas.formato import FECHA_EXPORTACION
from esquemas.hallazgos import Hallazgo
from lineamientos.catalogo import REDES, TABLAS, tabla_de_red

_EJEMPLO_DE_FECHA = "2026-07-03"


@dataclass(frozen=True)
class FilaIdentificada:
    """Una fila cuya cuenta se conoce.

    Attributes:
        indice: Posición en la tabla, desde 0.
        fila: Número de fila en el archivo.
        cuenta: Clave en el padrón.
        red: Red de la cuenta.
        corte: Fecha de exportación que declara, o ``None``.
    """

    indice: int
    fila: int
    cuenta: str
    red: str
    corte: date | None


class Identificador:
    """Identifica las filas de una tabla del formato contra el padrón y el semestre en revisión."""

    def __init__(self, reconocida: Reconocida, contexto: Contexto, orden_fechas: Orden) -> None:
        self._r = reconocida
        self._contexto = contexto
        self._orden = orden_fechas
        self._por_clave = contexto.cuentas_plegadas
        self._celdas = {
            c: reconocida.celdas(c) for c in ("cuenta", "red", "usuario", "semestre", FECHA_EXPORTACION)
        }
        # Cada fila dice su cuenta: una carpeta que no es de ninguna (un área, una persona) no importa.
        self._de_carpeta = self._por_clave.get(plegar(reconocida.carpeta or ""))

    def identificar(self, indice: int) -> tuple[FilaIdentificada | None, list[Hallazgo]]:
        """Identifica una fila; ``None`` si su cuenta, su red o su semestre no valen."""
        cuenta, hallazgo = self._cuenta(indice)
        if cuenta is None:
            return None, [hallazgo] if hallazgo else []
        red = self._contexto.padron[cuenta].red
        for revisar in (self._carpeta, self._red, self._tabla, self._semestre):
            rechazo = revisar(indice, cuenta, red)
            if rechazo is not None:
                return None, [rechazo]
        avisos = self._usuario(indice, cuenta)
        corte, de_fecha = self._corte(indice, cuenta)
        fila = FilaIdentificada(indice, self._r.tabla.numeros_de_fila[indice], cuenta, red, corte)
        return fila, avisos + de_fecha

    def lugar(self, indice: int, clave: str) -> Lugar:
        """Lugar de una celda, para citarla."""
        tabla = self._r.tabla
        return Lugar(
            tabla.archivo,
            tabla.hoja or None,
            tabla.numeros_de_fila[indice],
            self._r.encabezado(clave).strip(),
        )

    def _cuenta(self, indice: int) -> tuple[str | None, Hallazgo | None]:
        texto = self._celdas["cuenta"][indice].strip()
        lugar = self.lugar(indice, "cuenta")
        if not texto:
            return None, lugar.hallazgo("L301")
        cuenta = self._por_clave.get(plegar(texto))
        if cuenta is None:
            return None, lugar.hallazgo("L302", texto, sugerencia(texto, self._contexto.padron))
        return cuenta, None

    def _carpeta(self, indice: int, cuenta: str, _red: str) -> Hallazgo | None:
        if self._de_carpeta is None or self._de_carpeta == cuenta:
            return None
        return self.lugar(indice, "cuenta").hallazgo("L314", cuenta, self._de_carpeta, cuenta)

    def _red(self, indice: int, cuenta: str, red: str) -> Hallazgo | None:
        texto = self._celdas["red"][indice].strip()
        if not texto or red_de_celda(texto) == red:
            return None
        return self.lugar(indice, "red").hallazgo("L303", texto, REDES[red], cuenta)

    def _tabla(self, indice: int, cuenta: str, red: str) -> Hallazgo | None:
        propia = tabla_de_red(red)
        if self._r.fuente.clase == propia.replace("art11_", "formato_"):
            return None
        de_esta = next(TABLAS[t] for t in TABLAS if self._r.fuente.clase == t.replace("art11_", "formato_"))
        return self.lugar(indice, "cuenta").hallazgo("L304", REDES[red], f"«{de_esta}»", cuenta)

    def _semestre(self, indice: int, cuenta: str, _red: str) -> Hallazgo | None:
        texto = self._celdas["semestre"][indice].strip()
        esperado = self._contexto.semestre.clave
        leido = semestre_de_celda(texto)
        if leido == self._contexto.semestre:
            return None
        codigo, encontrado = ("L305", texto or None) if leido is None else ("L306", leido.clave)
        return self.lugar(indice, "semestre").hallazgo(codigo, encontrado, esperado, cuenta)

    def _usuario(self, indice: int, cuenta: str) -> list[Hallazgo]:
        texto = self._celdas["usuario"][indice].strip().lstrip("'")
        propio = self._contexto.padron[cuenta].usuario
        if not texto or plegar_usuario(texto) == plegar_usuario(propio):
            return []
        return [self.lugar(indice, "usuario").hallazgo("L313", texto, propio, cuenta)]

    def _corte(self, indice: int, cuenta: str) -> tuple[date | None, list[Hallazgo]]:
        texto = self._celdas[FECHA_EXPORTACION][indice].strip()
        lugar = self.lugar(indice, FECHA_EXPORTACION)
        if not texto:
            return None, [lugar.hallazgo("L312", esperado=_EJEMPLO_DE_FECHA, cuenta=cuenta)]
        leida = fecha(texto, self._orden)
        if leida is None:
            return None, [lugar.hallazgo("L211", texto, _EJEMPLO_DE_FECHA, cuenta)]
        if fecha_ambigua(texto, self._orden):
            return leida, [lugar.hallazgo("L212", texto, leida.isoformat(), cuenta)]
        return leida, []
