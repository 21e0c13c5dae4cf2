"""Una fuente sintética y barata: todas las cuentas publican lo mismo, a distancias exactas.

Sirve para bancos y para pruebas en que el presupuesto debe ser exacto: todo se calcula, nada se sortea.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from conectores.ejemplo.publicaciones import (
    ALFABETO_DE_YOUTUBE,
    DE_COMUNICACION_SOCIAL,
    DE_TERCEROS,
    PROPIA,
    RESPUESTA,
)
from conectores.simulador.nucleo import (
    HORA_LOCAL,
    CuentaSimulada,
    PublicacionSimulada,
    id_de_x,
    maduracion,
)

_METRICAS: dict[str, dict[str, int]] = {
    "x": {"impresiones": 1_000, "me_gusta": 20, "compartidos": 8, "comentarios": 3, "guardados": 2},
    "facebook": {
        "visualizaciones": 1_500,
        "reacciones": 40,
        "compartidos": 9,
        "comentarios": 4,
        "reproducciones": 300,
    },
    "youtube": {
        "vistas": 700,
        "me_gusta": 25,
        "compartidos": 6,
        "comentarios": 2,
        "impresiones": 4_000,
        "vistas_interesadas": 500,
    },
    "instagram": {
        "visualizaciones": 900,
        "me_gusta": 45,
        "compartidos": 7,
        "comentarios": 3,
        "guardados": 4,
    },
}
"""Lo menos que junta cada publicación."""
_TIPOS = {
    "x": ("texto", "imagen", "enlace", "video"),
    "facebook": ("texto", "imagen", "video", "video_corto"),
    "youtube": ("video",),
    "instagram": ("imagen", "carrusel", "video_corto"),
}
_ORIGENES_X = (*[PROPIA] * 7, RESPUESTA, DE_COMUNICACION_SOCIAL, DE_TERCEROS)
_DE_TERCEROS = "medio_ejemplo"
_SEGUIDORES = 5_000
_NUEVOS, _PERDIDOS = 5, 2
_MENCIONES_POR_DIA = 1
_TEXTO = "Aviso {i} de la cuenta {k}: conoce los detalles y comparte. #Ejemplo"


class FuentePareja:
    """Cuentas iguales con ritmo constante.

    Args:
        cuentas: Cuántas cuentas; se alternan las redes.
        publicaciones_por_cuenta: Cuántas publica cada una, de la primera en ``inicio`` en adelante.
        redes: Redes de las cuentas.
        inicio: Instante de la primera publicación de todas, en UTC.
        cada: Tiempo entre una publicación y la siguiente.

    Raises:
        ValueError: Si una red no es de las que tienen API.
    """

    def __init__(
        self,
        cuentas: int,
        publicaciones_por_cuenta: int,
        redes: Sequence[str],
        inicio: datetime,
        cada: timedelta,
    ) -> None:
        ajenas = [r for r in redes if r not in _METRICAS]
        if ajenas or not redes:
            raise ValueError(f"El simulador no tiene la red «{', '.join(ajenas)}»")
        self._cuantas, self._inicio, self._cada = publicaciones_por_cuenta, inicio.astimezone(UTC), cada
        alta = (self._inicio - timedelta(days=1)).astimezone(HORA_LOCAL).date()
        vistas: set[str] = set()
        formadas = []
        for k in range(cuentas):
            red = redes[k % len(redes)]
            formadas.append(_cuenta(red, k, alta, central=red not in vistas))
            vistas.add(red)
        self._cuentas = tuple(formadas)
        self._orden = {c.cuenta: k for k, c in enumerate(self._cuentas)}
        self._centrales = {c.red: c for c in self._cuentas if c.central}

    def cuentas(self) -> Sequence[CuentaSimulada]:
        """Todas las cuentas; la primera de cada red es la central."""
        return self._cuentas

    def publicaciones(self, cuenta: CuentaSimulada) -> Sequence[PublicacionSimulada]:
        """Las de la cuenta, en orden."""
        return [self._publicacion(cuenta, i) for i in range(self._cuantas)]

    def seguidores(self, cuenta: CuentaSimulada, dia: date) -> int:
        """Ganan lo mismo cada día desde que empieza a publicar."""
        dias = max(0, (dia - self._inicio.astimezone(HORA_LOCAL).date()).days)
        return _SEGUIDORES + self._orden[cuenta.cuenta] + dias * (_NUEVOS - _PERDIDOS)

    def diarias(
        self, cuenta: CuentaSimulada, desde: date, hasta: date
    ) -> Sequence[tuple[date, Mapping[str, int]]]:
        """Lo mismo cada día, desde que empieza a publicar."""
        primero = max(desde, self._inicio.astimezone(HORA_LOCAL).date())
        cifras = {
            **_METRICAS[cuenta.red],
            "alcance": 600,
            "visitas_perfil": 12,
            "menciones": _MENCIONES_POR_DIA,
            "seguidores_nuevos": _NUEVOS,
            "seguidores_perdidos": _PERDIDOS,
        }
        return [(primero + timedelta(days=i), cifras) for i in range((hasta - primero).days + 1)]

    def _publicacion(self, cuenta: CuentaSimulada, i: int) -> PublicacionSimulada:
        k, red = self._orden[cuenta.cuenta], cuenta.red
        momento = self._inicio + i * self._cada
        origen = _ORIGENES_X[i % len(_ORIGENES_X)] if red == "x" else PROPIA
        ajena = origen in (DE_COMUNICACION_SOCIAL, DE_TERCEROS)
        tipo = "texto" if ajena else _TIPOS[red][i % len(_TIPOS[red])]
        metricas = {n: v + (k * 7 + i * 13) % v for n, v in _METRICAS[red].items()}
        referencia_id, referencia_usuario = self._referencia(cuenta, origen, i)
        texto = _TEXTO.format(i=i, k=k)
        return PublicacionSimulada(
            _identificador(red, momento, k, i),
            momento,
            tipo,
            origen,
            f"@persona_ejemplo {texto}" if origen == RESPUESTA else texto,
            {} if ajena else metricas,
            maduracion(momento),
            referencia_id,
            referencia_usuario,
            {"texto": 0, "enlace": 0, "carrusel": 3}.get(tipo, 1),
        )

    def _referencia(self, cuenta: CuentaSimulada, origen: str, i: int) -> tuple[str | None, str | None]:
        if origen == PROPIA:
            return None, None
        if origen == DE_COMUNICACION_SOCIAL:
            central = self._centrales[cuenta.red]
            previa = i - i % len(_ORIGENES_X)  # la primera de su decena, que es propia
            momento = self._inicio + previa * self._cada
            return _identificador(cuenta.red, momento, self._orden[central.cuenta], previa), central.usuario
        ajena = id_de_x(self._inicio + i * self._cada - timedelta(hours=1), self._orden[cuenta.cuenta])
        return ajena, "persona_ejemplo" if origen == RESPUESTA else _DE_TERCEROS


def _cuenta(red: str, k: int, alta: date, *, central: bool) -> CuentaSimulada:
    identificadores = {
        "x": str(10**17 + k),
        "facebook": str(10**14 + k),
        "instagram": str(17_841_400_000_000_000 + k),
        "youtube": "UC" + _en_letras(f"canal {k}", 22),
    }
    usuario = f"pareja_{k:06}"
    return CuentaSimulada(f"{red}_{k:06}", red, identificadores[red], usuario, f"Pareja {k}", alta, central)


def _identificador(red: str, momento: datetime, k: int, i: int) -> str:
    if red == "x":
        return id_de_x(momento, k)
    if red == "youtube":
        return _en_letras(f"video {k} {i}", 11)
    return str((17 if red == "instagram" else 12) * 10**15 + k * 10**7 + i)


def _en_letras(texto: str, largo: int) -> str:
    bits = int.from_bytes(hashlib.sha256(texto.encode()).digest(), "big")
    return "".join(ALFABETO_DE_YOUTUBE[(bits >> 6 * j) & 63] for j in range(largo))
