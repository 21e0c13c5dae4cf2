"""El mundo del ejemplo como fuente del simulador: mismas cuentas, publicaciones y cifras que sus archivos."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from conectores.ejemplo.flota import CuentaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.publicaciones import (
    DE_COMUNICACION_SOCIAL,
    DE_TERCEROS,
    PROPIA,
    RESPUESTA,
    Publicacion,
)
from conectores.simulador.nucleo import (
    HORA_LOCAL,
    CuentaSimulada,
    PublicacionSimulada,
    id_de_x,
    maduracion,
)
from lineamientos.semestres import Semestre

_DE_TERCEROS = "medio_ejemplo"
_A_QUIEN_RESPONDE = "persona_ejemplo"
_Diarias = list[tuple[date, dict[str, int]]]


class FuenteDelEjemplo:
    """Fuente de un mundo del ejemplo; al cierre de cada semestre sus cifras son las de ``Mundo.verdad``.

    Las cuentas de redes sin API (TikTok) quedan fuera: su identificador no se conoce.

    Args:
        mundo: El mundo.
    """

    def __init__(self, mundo: Mundo) -> None:
        self._mundo = mundo
        self._del_mundo = {c.cuenta: c for c in mundo.cuentas if c.id_plataforma}
        self._cuentas = tuple(_simulada(c) for c in self._del_mundo.values())
        self._centrales = {c.red: c for c in self._cuentas if c.central}
        self._escritas: dict[str, tuple[list[datetime], list[str]]] = {}
        self._por_dia: dict[str, tuple[list[date], _Diarias, list[int]]] = {}

    def cuentas(self) -> Sequence[CuentaSimulada]:
        """Todas las cuentas con API, en el orden del padrón."""
        return self._cuentas

    def publicaciones(self, cuenta: CuentaSimulada) -> Sequence[PublicacionSimulada]:
        """Todas las de la cuenta, en orden, con sus cifras definitivas."""
        return [self._publicacion(cuenta, p) for p in self._originales(cuenta)]

    def seguidores(self, cuenta: CuentaSimulada, dia: date) -> int:
        """Los del inicio más lo que dejaron los días terminados antes de ``dia``."""
        dias, _, al_terminar = self._dias(cuenta)
        return al_terminar[bisect_right(dias, dia - timedelta(days=1))]

    def diarias(
        self, cuenta: CuentaSimulada, desde: date, hasta: date
    ) -> Sequence[tuple[date, Mapping[str, int]]]:
        """Cifras de cuenta de cada día que rinde entre los dos, inclusive."""
        dias, cifras, _ = self._dias(cuenta)
        return cifras[bisect_right(dias, desde - timedelta(days=1)) : bisect_right(dias, hasta)]

    def _dias(self, cuenta: CuentaSimulada) -> tuple[list[date], _Diarias, list[int]]:
        """Días, sus cifras y los seguidores antes del primero y al terminar cada uno."""
        if cuenta.cuenta not in self._por_dia:
            del_mundo = self._del_mundo[cuenta.cuenta]
            cifras: _Diarias = []
            al_terminar: list[int] = []
            for semestre in self._semestres(cuenta):
                if not al_terminar:
                    al_terminar.append(self._mundo.actividad(del_mundo, semestre).seguidores_inicio)
                for dia, valores in self._mundo.diarias(del_mundo, semestre):
                    cifras.append((dia, valores))
                    neto = valores["seguidores_nuevos"] - valores["seguidores_perdidos"]
                    al_terminar.append(al_terminar[-1] + neto)
            self._por_dia[cuenta.cuenta] = ([d for d, _ in cifras], cifras, al_terminar)
        return self._por_dia[cuenta.cuenta]

    def _semestres(self, cuenta: CuentaSimulada) -> Iterator[Semestre]:
        del_mundo = self._del_mundo[cuenta.cuenta]
        return (s for s in self._mundo.semestres if del_mundo.vigencia_en(s) is not None)

    def _originales(self, cuenta: CuentaSimulada) -> list[Publicacion]:
        todas = [
            p
            for s in self._semestres(cuenta)
            for p in self._mundo.publicaciones(self._del_mundo[cuenta.cuenta], s)
        ]
        return sorted(todas, key=lambda p: (p.publicada_en, p.id_publicacion))

    def _publicacion(self, cuenta: CuentaSimulada, p: Publicacion) -> PublicacionSimulada:
        publicada_en = p.publicada_en.replace(tzinfo=HORA_LOCAL).astimezone(UTC)
        referencia_id, referencia_usuario = self._referencia(cuenta, p)
        return PublicacionSimulada(
            p.id_publicacion,
            publicada_en,
            p.tipo,
            p.origen,
            p.texto,
            p.metricas,
            maduracion(publicada_en),
            referencia_id,
            referencia_usuario,
            _piezas(p),
        )

    def _referencia(self, cuenta: CuentaSimulada, p: Publicacion) -> tuple[str | None, str | None]:
        """En qué se apoya: lo de Comunicación Social, en una publicación suya anterior.

        Si la cuenta central aún no publicaba nada, en una que ya borró: la plataforma no la da, pero el
        texto dice de quién era.
        """
        if p.origen == PROPIA or cuenta.red != "x":
            return None, None
        azar = int.from_bytes(hashlib.sha256(p.id_publicacion.encode()).digest()[:6], "big")
        momento = p.publicada_en.replace(tzinfo=HORA_LOCAL).astimezone(UTC)
        antes = id_de_x(momento - timedelta(hours=1 + azar % 48), azar & 0x3FFFFF)
        if p.origen == RESPUESTA:
            return antes, _A_QUIEN_RESPONDE
        central = self._centrales.get(cuenta.red)
        if p.origen == DE_COMUNICACION_SOCIAL and central is not None:
            momentos, ids = self._propias(central)
            previas = bisect_right(momentos, p.publicada_en)
            return (ids[azar % previas] if previas else antes), central.usuario
        if p.origen in (DE_TERCEROS, DE_COMUNICACION_SOCIAL):
            return antes, _DE_TERCEROS
        raise ValueError(f"El simulador no conoce el origen «{p.origen}»")

    def _propias(self, central: CuentaSimulada) -> tuple[list[datetime], list[str]]:
        """Cuándo y con qué identificador publicó la cuenta central lo que otras difunden."""
        if central.cuenta not in self._escritas:
            propias = [p for p in self._originales(central) if p.origen == PROPIA]
            self._escritas[central.cuenta] = (
                [p.publicada_en for p in propias],
                [p.id_publicacion for p in propias],
            )
        return self._escritas[central.cuenta]


def _simulada(c: CuentaEjemplo) -> CuentaSimulada:
    return CuentaSimulada(c.cuenta, c.red, c.id_plataforma, c.usuario, c.nombre, c.vigente_desde, c.central)


def _piezas(p: Publicacion) -> int:
    if not p.con_multimedia:
        return 0
    return 2 + int(p.id_publicacion) % 4 if p.tipo == "carrusel" else 1
