"""El mundo que sirve el simulador, como se ve en un instante: lo ya publicado y lo que lleva acumulado.

Lo que una fuente da es definitivo; el núcleo lo muestra a la fecha: solo lo publicado, con cifras que
crecen con la edad de cada publicación y llegan a la definitiva en el instante en que maduran.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

from lineamientos.semestres import Semestre

HORA_LOCAL = timezone(timedelta(hours=-6), "America/Mexico_City")
"""Hora de la Ciudad de México, sin horario de verano desde octubre de 2022."""
MADURACION = timedelta(days=30)
"""Edad a la que las cifras de una publicación dejan de crecer, si no llega antes el cierre del semestre."""
_EPOCA_X = datetime(2010, 11, 4, 1, 42, 54, 657000, UTC)


@dataclass(frozen=True)
class CuentaSimulada:
    """Una cuenta, como la conoce su plataforma.

    Attributes:
        cuenta: Clave en el padrón.
        red: Red social.
        id_plataforma: Identificador en la plataforma.
        usuario: Usuario, sin arroba.
        nombre: Nombre para mostrar.
        alta: Día en que se creó.
        central: Si es de Comunicación Social (Lineamientos, art. 11, columna C).
    """

    cuenta: str
    red: str
    id_plataforma: str
    usuario: str
    nombre: str
    alta: date
    central: bool = False


@dataclass(frozen=True, slots=True)
class PublicacionSimulada:
    """Una publicación.

    Attributes:
        id_publicacion: Identificador en la plataforma.
        publicada_en: Instante, en UTC.
        tipo: Tipo del modelo (texto, enlace, imagen, carrusel, video, video_corto).
        origen: Los de ``conectores.ejemplo.publicaciones``: propia, respuesta, comunicacion_social, terceros.
        texto: Texto o título.
        metricas: Cifras con los nombres del catálogo; las que da una fuente son las definitivas.
        madura_en: Instante desde el que las cifras ya no cambian, en UTC.
        referencia_id: Publicación en que se apoya (la que republica o a la que responde), o ``None``.
        referencia_usuario: Usuario de la cuenta que publicó la referida, o ``None``.
        piezas: Imágenes y videos que lleva.
    """

    id_publicacion: str
    publicada_en: datetime
    tipo: str
    origen: str
    texto: str
    metricas: Mapping[str, int]
    madura_en: datetime
    referencia_id: str | None = None
    referencia_usuario: str | None = None
    piezas: int = 0


class Fuente(Protocol):
    """De dónde salen las cuentas y sus cifras definitivas. Lo que da no depende del instante."""

    def cuentas(self) -> Sequence[CuentaSimulada]:
        """Todas las cuentas."""
        ...

    def publicaciones(self, cuenta: CuentaSimulada) -> Sequence[PublicacionSimulada]:
        """Todas las de la cuenta, por ``publicada_en`` e identificador, con sus cifras definitivas."""
        ...

    def seguidores(self, cuenta: CuentaSimulada, dia: date) -> int:
        """Seguidores en el primer instante de un día local."""
        ...

    def diarias(
        self, cuenta: CuentaSimulada, desde: date, hasta: date
    ) -> Sequence[tuple[date, Mapping[str, int]]]:
        """Cifras de cuenta de cada día local entre los dos, inclusive, en orden."""
        ...


def maduracion(publicada_en: datetime) -> datetime:
    """Instante en que las cifras de una publicación son definitivas.

    A los 30 días, o en el primer instante tras el último día de su semestre si llega antes: lo que se lee
    al cierre es la cifra del semestre.
    """
    fin = Semestre.de_fecha(publicada_en.astimezone(HORA_LOCAL).date()).fin
    return min(publicada_en + MADURACION, inicio_del_dia(fin + timedelta(days=1)))


def inicio_del_dia(dia: date) -> datetime:
    """Primer instante de un día local, en UTC."""
    return datetime.combine(dia, time(), HORA_LOCAL).astimezone(UTC)


def id_de_x(momento: datetime, resto: int) -> str:
    """Identificador de X de un instante; ``resto`` (22 bits) distingue a los del mismo milisegundo."""
    milisegundos = (momento - _EPOCA_X) // timedelta(milliseconds=1)
    return str((milisegundos << 22) | resto)


def en_parte(publicacion: PublicacionSimulada, momento: datetime) -> Mapping[str, int]:
    """Cifras de una publicación en un instante: de cero al publicarse a la definitiva al madurar.

    Crecen deprisa al principio y nunca bajan; la aritmética es de enteros.
    """
    if momento >= publicacion.madura_en:
        return publicacion.metricas
    segundo = timedelta(seconds=1)
    plazo = max(1, (publicacion.madura_en - publicacion.publicada_en) // segundo)
    falta = plazo - max(0, (momento - publicacion.publicada_en) // segundo)
    entero = plazo * plazo
    parte = entero - falta * falta
    return {nombre: total * parte // entero for nombre, total in publicacion.metricas.items()}


@dataclass
class _Historia:
    """Publicaciones de una cuenta y con qué buscarlas."""

    publicaciones: Sequence[PublicacionSimulada]
    momentos: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.momentos = [p.publicada_en for p in self.publicaciones]


class Nucleo:
    """El mundo visto en ``ahora``.

    Args:
        fuente: De dónde salen cuentas y cifras.
        ahora: Instante inicial, en UTC.

    Attributes:
        ahora: Instante que se sirve; se puede cambiar.
    """

    def __init__(self, fuente: Fuente, ahora: datetime) -> None:
        self._fuente = fuente
        self.ahora = ahora
        self._por_red: dict[str, list[CuentaSimulada]] = {}
        for c in fuente.cuentas():
            self._por_red.setdefault(c.red, []).append(c)
        self._por_id = {(c.red, c.id_plataforma): c for c in fuente.cuentas()}
        self._por_usuario = {(c.red, c.usuario.lower()): c for c in fuente.cuentas()}
        self._historias: dict[str, _Historia] = {}
        self._lugares: dict[tuple[str, str], tuple[CuentaSimulada, int]] = {}

    def cuentas(self, red: str) -> tuple[CuentaSimulada, ...]:
        """Las cuentas de una red, en el orden de la fuente."""
        return tuple(self._por_red.get(red, ()))

    def por_id(self, red: str, identificador: str) -> CuentaSimulada | None:
        """La cuenta con ese identificador, o ``None``."""
        return self._por_id.get((red, identificador))

    def por_usuario(self, red: str, usuario: str) -> CuentaSimulada | None:
        """La cuenta con ese usuario, sin distinguir mayúsculas, o ``None``."""
        return self._por_usuario.get((red, usuario.lower()))

    def seguidores(self, cuenta: CuentaSimulada, momento: datetime) -> int:
        """Seguidores en un instante: cambian al terminar cada día local."""
        return self._fuente.seguidores(cuenta, momento.astimezone(HORA_LOCAL).date())

    def publicaciones(
        self, cuenta: CuentaSimulada, desde: datetime | None = None, hasta: datetime | None = None
    ) -> list[PublicacionSimulada]:
        """Las ya publicadas de ``desde``, inclusive, a ``hasta``, exclusive, con sus cifras de ahora.

        Van de la más antigua a la más nueva; sin ``desde`` o ``hasta``, todas las visibles de ese lado.
        """
        return [self._al_momento(p) for p in self.definitivas(cuenta, desde, hasta)]

    def definitivas(
        self, cuenta: CuentaSimulada, desde: datetime | None = None, hasta: datetime | None = None
    ) -> Sequence[PublicacionSimulada]:
        """Como ``publicaciones``, con las cifras definitivas; ``cifras`` da las de ahora."""
        historia = self._historia(cuenta)
        inicio = 0 if desde is None else bisect_left(historia.momentos, desde)
        fin = bisect_right(historia.momentos, self.ahora)
        if hasta is not None:
            fin = min(fin, bisect_left(historia.momentos, hasta))
        return historia.publicaciones[inicio:fin]

    def cifras(self, publicacion: PublicacionSimulada) -> Mapping[str, int]:
        """Las de una publicación, ahora."""
        return en_parte(publicacion, self.ahora)

    def publicacion(self, red: str, identificador: str) -> tuple[CuentaSimulada, PublicacionSimulada] | None:
        """Una publicación de la red, con sus cifras de ahora, y su cuenta.

        Returns:
            ``None`` si no existe o aún no se publica.
        """
        hallada = self.definitiva(red, identificador)
        return None if hallada is None else (hallada[0], self._al_momento(hallada[1]))

    def definitiva(self, red: str, identificador: str) -> tuple[CuentaSimulada, PublicacionSimulada] | None:
        """Como ``publicacion``, con las cifras definitivas."""
        if (red, identificador) not in self._lugares:
            # Con una que ya se listó no hace falta formar las historias de toda la red.
            for cuenta in self.cuentas(red):
                self._historia(cuenta)
        lugar = self._lugares.get((red, identificador))
        if lugar is None:
            return None
        cuenta, posicion = lugar
        publicacion = self._historia(cuenta).publicaciones[posicion]
        return None if publicacion.publicada_en > self.ahora else (cuenta, publicacion)

    def diarias(self, cuenta: CuentaSimulada, desde: date, hasta: date) -> list[tuple[date, dict[str, int]]]:
        """Cifras de cuenta de los días locales ya terminados entre los dos, inclusive, en orden."""
        ultimo = self.ahora.astimezone(HORA_LOCAL).date() - timedelta(days=1)
        return [(dia, dict(c)) for dia, c in self._fuente.diarias(cuenta, desde, min(hasta, ultimo))]

    def menciones(
        self, cuenta: CuentaSimulada, desde: datetime, hasta: datetime
    ) -> list[tuple[str, datetime]]:
        """Identificador e instante de cada mención de ``desde``, inclusive, a ``hasta``, exclusive, en orden.

        Las de un día van a distancias iguales y son tantas como la cifra ``menciones`` de ese día.
        """
        primero = desde.astimezone(HORA_LOCAL).date()
        ultimo = min(hasta, self.ahora).astimezone(HORA_LOCAL).date()
        propio = (int(cuenta.id_plataforma) if cuenta.id_plataforma.isdigit() else 0) & 0x3FFFFF
        dadas = []
        for dia, cifras in self._fuente.diarias(cuenta, primero, ultimo):
            cuantas, inicio = cifras.get("menciones", 0), inicio_del_dia(dia)
            for i in range(cuantas):
                momento = inicio + timedelta(milliseconds=86_400_000 * (2 * i + 1) // (2 * cuantas))
                if desde <= momento < hasta and momento <= self.ahora:
                    dadas.append((id_de_x(momento, propio), momento))
        return dadas

    def menciones_recientes(self, cuenta: CuentaSimulada, cuantas: int) -> list[tuple[str, datetime]]:
        """Las ``cuantas`` menciones más nuevas, o todas las que haya, de la más antigua a la más nueva."""
        hasta = self.ahora + timedelta(microseconds=1)
        principio = inicio_del_dia(cuenta.alta)
        dias = 1
        while True:
            desde = max(principio, hasta - timedelta(days=dias))
            dadas = self.menciones(cuenta, desde, hasta)
            if len(dadas) >= cuantas or desde == principio:
                return dadas[-cuantas:]
            dias *= 4

    def _al_momento(self, publicacion: PublicacionSimulada) -> PublicacionSimulada:
        if self.ahora >= publicacion.madura_en:
            return publicacion
        p = publicacion
        return PublicacionSimulada(
            p.id_publicacion,
            p.publicada_en,
            p.tipo,
            p.origen,
            p.texto,
            en_parte(p, self.ahora),
            p.madura_en,
            p.referencia_id,
            p.referencia_usuario,
            p.piezas,
        )

    def _historia(self, cuenta: CuentaSimulada) -> _Historia:
        historia = self._historias.get(cuenta.cuenta)
        if historia is None:
            historia = _Historia(self._fuente.publicaciones(cuenta))
            self._historias[cuenta.cuenta] = historia
            for posicion, p in enumerate(historia.publicaciones):
                self._lugares[cuenta.red, p.id_publicacion] = (cuenta, posicion)
        return historia
