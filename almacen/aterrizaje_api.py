"""Aterrizaje de lo que contesta una API: cada página está entera en disco antes de pedir la siguiente.

Un archivo de página es un renglón JSON (cuándo se leyó, qué se pidió, con qué código contestó y qué cobró;
en la primera, además, la consulta del lote) y después el cuerpo crudo, todo comprimido: tras una muerte
basta con las páginas para retomar el lote, sin ningún otro archivo. El manifiesto solo lo cierra.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard

from almacen.aterrizaje import MANIFIESTO, NIVEL, Manifiesto, Pagina, carpeta_de, en_json, leer_manifiesto
from almacen.errores import LoteDanado, LotePurgado
from almacen.escritura import escribir_duradero, escribir_sin_esperar, fijar_carpeta

_PAGINAS = "pagina-*.zst"
_TOPE_DE_PAGINA = 100_000_000
"""Bytes; una página real no pasa de unos cientos de kB. Uno dañado puede decir que mide cualquier cosa."""


@dataclass(frozen=True)
class PaginaCruda:
    """Una página aterrizada.

    Attributes:
        archivo: Nombre dentro de la carpeta del lote.
        cuerpo: Bytes que contestó la plataforma.
        leida_en: Instante en que se recibió, en UTC.
        peticion: Método y ruta, sin secretos.
        estado: Código HTTP.
        cargos: Unidades que cobró la plataforma, por concepto.
    """

    archivo: str
    cuerpo: bytes
    leida_en: datetime
    peticion: str
    estado: int
    cargos: Mapping[str, int]


@dataclass
class LoteAbierto:
    """Un lote que se está aterrizando; lo usa un solo hilo.

    Attributes:
        raiz: Carpeta de aterrizaje.
        lote: Identidad.
        consulta: Qué se pide, en JSON.
        paginas: Páginas ya aterrizadas, en orden.
        cerrado: Si ya tiene manifiesto: no admite más páginas.
    """

    raiz: Path
    lote: str
    consulta: str
    paginas: list[PaginaCruda] = field(default_factory=list)
    cerrado: bool = False

    def agregar(
        self,
        cuerpo: bytes,
        *,
        leida_en: datetime,
        peticion: str,
        estado: int,
        cargos: Mapping[str, int],
    ) -> PaginaCruda:
        """Deja una página entera y duradera en disco.

        Raises:
            ValueError: Si el lote está cerrado; es un error de programación.
        """
        if self.cerrado:
            raise ValueError(f"El lote {self.lote} está cerrado y no admite páginas")
        numero = len(self.paginas)
        pagina = PaginaCruda(
            f"pagina-{numero:04d}.zst", cuerpo, leida_en.astimezone(UTC), peticion, estado, dict(cargos)
        )
        carpeta = carpeta_de(self.raiz, self.lote)
        if not numero:
            carpeta.mkdir(parents=True, exist_ok=True)
        # La de arriba no se lleva a disco: quien guarda este nombre guardó antes el de ella.
        escribir_duradero(carpeta / pagina.archivo, _comprimir(pagina, None if numero else self.consulta))
        fijar_carpeta(carpeta)
        self.paginas.append(pagina)
        return pagina

    def cerrar(self, momento: datetime) -> None:
        """Escribe el manifiesto: el lote está completo.

        No espera al disco. Si un corte de luz se lo lleva, o lo deja vacío, el lote vuelve a estar abierto
        con todas sus páginas y quien lo abre lo cierra sin pedir nada; ``Planes.terminar`` sí espera.

        Args:
            momento: Instante en que se cierra, con zona.
        """
        carpeta = carpeta_de(self.raiz, self.lote)
        if not self.paginas:
            carpeta.mkdir(parents=True, exist_ok=True)
        manifiesto = Manifiesto(
            lote=self.lote,
            origen="api",
            carpeta=None,
            archivo="",
            recibido_en=momento.astimezone(UTC).isoformat(),
            paginas=tuple(Pagina(p.archivo, _huella(p.cuerpo), len(p.cuerpo)) for p in self.paginas),
            consulta=self.consulta,
        )
        escribir_sin_esperar(carpeta / MANIFIESTO, en_json(manifiesto))
        self.cerrado = True


class AterrizajeApi:
    """Lotes de API en ``datos/aterrizaje``; se comparte entre hilos, cada lote lo usa uno.

    Args:
        raiz: Carpeta de aterrizaje.
    """

    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz

    def abrir(self, lote: str, consulta: str) -> LoteAbierto:
        """Abre un lote con lo que ya tenga aterrizado; barre lo que una muerte dejó a medias.

        Args:
            lote: Identidad.
            consulta: Qué se pide, en JSON.

        Raises:
            LoteDanado: Si una página no se puede leer o el lote es de otra consulta.
            LotePurgado: Si sus páginas se borraron por retención.
        """
        carpeta = carpeta_de(self.raiz, lote)
        if not carpeta.exists():
            return LoteAbierto(self.raiz, lote, consulta)
        for resto in carpeta.glob("*.parcial"):
            resto.unlink()
        # Un manifiesto vacío es el de un cierre que no llegó al disco.
        manifiesto = carpeta / MANIFIESTO
        cerrado = manifiesto.exists() and manifiesto.stat().st_size > 0
        guardada, paginas = self.leer(lote) if cerrado else self._sueltas(lote)
        if guardada not in (consulta, None):
            raise LoteDanado(lote, "la consulta que guarda no es la suya")
        return LoteAbierto(self.raiz, lote, consulta, paginas, cerrado)

    def leer(self, lote: str) -> tuple[str, list[PaginaCruda]]:
        """La consulta y las páginas de un lote; si está cerrado, comprobadas contra su manifiesto.

        Raises:
            LoteDanado: Si falta algo o no coincide con su huella.
            LotePurgado: Si sus páginas se borraron por retención.
        """
        if not (carpeta_de(self.raiz, lote) / MANIFIESTO).exists():
            consulta, paginas = self._sueltas(lote)
            if consulta is None:
                raise LoteDanado(lote, "no tiene ninguna página")
            return consulta, paginas
        manifiesto = leer_manifiesto(self.raiz, lote)
        if manifiesto.purgado_en is not None:
            raise LotePurgado(lote, manifiesto.purgado_en)
        if manifiesto.consulta is None:
            raise LoteDanado(lote, "su manifiesto no dice qué se pidió")
        paginas = [self._pagina(lote, p.archivo)[1] for p in manifiesto.paginas]
        for declarada, pagina in zip(manifiesto.paginas, paginas, strict=True):
            if _huella(pagina.cuerpo) != declarada.sha256:
                raise LoteDanado(lote, f"la huella de {pagina.archivo} no coincide")
        return manifiesto.consulta, paginas

    def empezado(self, lote: str) -> bool:
        """Si tiene algo aterrizado."""
        carpeta = carpeta_de(self.raiz, lote)
        return (carpeta / MANIFIESTO).exists() or any(carpeta.glob(_PAGINAS))

    def abiertos(self) -> Iterator[str]:
        """Lotes con páginas y sin manifiesto, en orden."""
        for carpeta in self._carpetas():
            if not (carpeta / MANIFIESTO).exists() and any(carpeta.glob(_PAGINAS)):
                yield carpeta.name

    def cerrados(self) -> Iterator[str]:
        """Lotes de API con manifiesto, en orden, aunque se hayan purgado."""
        for carpeta in self._carpetas():
            if (carpeta / MANIFIESTO).exists() and leer_manifiesto(self.raiz, carpeta.name).origen == "api":
                yield carpeta.name

    def cuantas(self, lote: str) -> int:
        """Páginas que tiene en disco."""
        return sum(1 for _ in carpeta_de(self.raiz, lote).glob(_PAGINAS))

    def purgar(
        self, lote: str, momento: datetime, motivo: str | None = None, *, con_cifras: bool = False
    ) -> None:
        """Borra las páginas de un lote y deja dicho cuándo y por qué; repetirlo no cambia nada.

        Primero el manifiesto y después las páginas: ninguna falta sin que conste por qué.
        """
        carpeta = carpeta_de(self.raiz, lote)
        cuando = momento.astimezone(UTC).isoformat()
        try:
            manifiesto = leer_manifiesto(self.raiz, lote)
        except LoteDanado:
            # Quedó abierto, o dañado: sus páginas se borran igual.
            manifiesto = Manifiesto(lote, "api", None, "", cuando, ())
        if manifiesto.purgado_en is None:
            carpeta.mkdir(parents=True, exist_ok=True)
            escribir_duradero(
                carpeta / MANIFIESTO,
                en_json(replace(manifiesto, purgado_en=cuando, motivo=motivo, con_cifras=con_cifras or None)),
            )
            fijar_carpeta(carpeta)
        for pagina in carpeta.glob(_PAGINAS):
            pagina.unlink()

    @staticmethod
    def huella(paginas: Sequence[PaginaCruda]) -> str:
        """Huella del lote: la de las huellas de sus páginas, en orden."""
        return _huella("\n".join(_huella(p.cuerpo) for p in paginas).encode())

    def _sueltas(self, lote: str) -> tuple[str | None, list[PaginaCruda]]:
        """Consulta y páginas de un lote sin manifiesto; sin páginas, nada."""
        nombres = sorted(p.name for p in carpeta_de(self.raiz, lote).glob(_PAGINAS))
        leidas = [self._pagina(lote, nombre) for nombre in nombres]
        if nombres != [f"pagina-{i:04d}.zst" for i in range(len(nombres))]:
            raise LoteDanado(lote, "le faltan páginas intermedias")
        return (leidas[0][0] if leidas else None), [p for _, p in leidas]

    def _pagina(self, lote: str, archivo: str) -> tuple[str | None, PaginaCruda]:
        """La consulta, si la lleva, y la página."""
        try:
            crudo = (carpeta_de(self.raiz, lote) / archivo).read_bytes()
            if not 0 < zstandard.frame_content_size(crudo) <= _TOPE_DE_PAGINA:
                raise LoteDanado(lote, f"{archivo} no tiene un tamaño posible")
            encabezado, _, cuerpo = zstandard.ZstdDecompressor().decompress(crudo).partition(b"\n")
            datos: dict[str, Any] = json.loads(encabezado)
            return datos.get("consulta"), PaginaCruda(
                archivo,
                cuerpo,
                datetime.fromisoformat(datos["leida_en"]),
                datos["peticion"],
                datos["estado"],
                datos["cargos"],
            )
        except (OSError, zstandard.ZstdError, ValueError, TypeError, KeyError) as error:
            raise LoteDanado(lote, f"{archivo} falta o no se puede leer") from error

    def _carpetas(self) -> list[Path]:
        return sorted(self.raiz.glob("??/*"))


def _comprimir(pagina: PaginaCruda, consulta: str | None) -> bytes:
    datos = {
        "leida_en": pagina.leida_en.isoformat(),
        "peticion": pagina.peticion,
        "estado": pagina.estado,
        "cargos": dict(pagina.cargos),
    }
    if consulta is not None:
        datos["consulta"] = consulta
    encabezado = json.dumps(datos, ensure_ascii=False, separators=(",", ":")).encode()
    # Con suma de comprobación: mientras el lote no se cierra no hay manifiesto que diga su huella.
    compresor = zstandard.ZstdCompressor(level=NIVEL, write_checksum=True)
    return compresor.compress(encabezado + b"\n" + pagina.cuerpo)


def _huella(datos: bytes) -> str:
    return hashlib.sha256(datos).hexdigest()
