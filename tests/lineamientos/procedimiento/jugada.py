"""Juega día por día el expediente de una cuenta, sin almacén: lo que se debe se notifica en cuanto puede."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lineamientos.calendario import NACIONAL
from lineamientos.horarios import fecha_efectiva_de_recepcion
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeEvento
from lineamientos.procedimiento.debido import cartas_debidas
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.procedimiento.hechos import aplicar, hechos_debidos
from lineamientos.procedimiento.marco import Marco
from lineamientos.procedimiento.situacion import Carta, Cierre, Situacion
from lineamientos.semestres import Semestre
from tests.lineamientos.apoyo_lineamientos import calendario, parametros

AQUI = Path(__file__).parent
ZONA = ZoneInfo("America/Mexico_City")
VIGILA_A = time(9, 5)
Renglon = list[Any]
"""Fecha, qué ocurrió o se escribió y último día del plazo, si lo hay."""


@dataclass
class Jugada:
    """El caso en marcha."""

    semestre: Semestre
    situacion: Situacion
    notifica: bool = True
    ultimo: datetime | None = None
    escritas: set[tuple[str, str]] = field(default_factory=set)
    renglones: list[Renglon] = field(default_factory=list)

    def marco(self, momento: datetime) -> Marco:
        return Marco.de(self.semestre, calendario(), parametros(self.semestre.clave), momento)

    def consta(self, evento: Evento) -> None:
        previo = self.situacion.expediente
        expediente = expediente_de(previo.cuenta, (*previo.hechos, evento))
        self.situacion = replace(self.situacion, expediente=expediente)

    def recibir(self, entrega: dict[str, Any]) -> None:
        momento = entrega["momento"].replace(tzinfo=ZONA)
        computo = fecha_efectiva_de_recepcion(momento, calendario(), parametros(self.semestre.clave))
        lote = f"lote-{momento:%m%d%H}-{len(self.situacion.expediente.hechos)}"
        self.consta(Evento(lote, "c", ClaseDeEvento.RECIBIDO, momento, computo.fecha, lote))
        cierre = Cierre(lote, momento, computo.fecha)
        cerradas, abre = entrega.get("subsana", []), set(entrega.get("observaciones", []))
        siguen = {o: c for o, c in self.situacion.cerradas.items() if o not in abre}
        self.situacion = replace(
            self.situacion,
            observables=self.situacion.observables - set(cerradas) | abre,
            cerradas=siguen | dict.fromkeys(cerradas, cierre),
            sin_acuse=(*self.situacion.sin_acuse, lote),
        )

    def vigilar(self, momento: datetime) -> None:
        marco = self.marco(momento)
        self.ultimo = momento
        hechos = hechos_debidos(self.situacion, marco)
        self.renglones.extend([h.fecha, str(h.clase)] for h in hechos)
        self.situacion = replace(self.situacion, expediente=aplicar(self.situacion.expediente, hechos))
        for carta in cartas_debidas(self.situacion, marco):
            clave = (str(carta.clase), carta.ciclo)
            if carta.desde <= momento and clave not in self.escritas:
                self.escritas.add(clave)
                self.notificar(carta, momento)

    def notificar(self, carta: Carta, momento: datetime) -> None:
        vence = carta.plazo.fecha if carta.plazo else None
        self.renglones.append([momento.date(), str(carta.clase), *([vence] if vence else [])])
        if not self.notifica:
            return
        if carta.recepciones:
            self.situacion = replace(self.situacion, sin_acuse=())
        evento = COMUNICACIONES[carta.clase].evento
        assert evento is not None
        self.consta(
            Evento(
                f"{carta.clase}-{carta.ciclo}",
                "c",
                evento,
                momento,
                momento.date(),
                str(carta.clase),
                vence,
                carta.observaciones,
            )
        )


def jugar(caso: dict[str, Any]) -> Jugada:
    """Juega un caso: entregas, aclaraciones y prórrogas en su momento, y la vigilancia cada día."""
    semestre = Semestre.de_texto(caso["semestre"])
    jugada = Jugada(semestre, Situacion(Expediente("c"), ambito=NACIONAL))
    jugada.notifica = not caso.get("nada_se_notifica", False)
    actos = sorted(
        [
            (a["momento"], clase, a)
            for clase in ("entregas", "aclaraciones", "prorrogas")
            for a in caso.get(clase, [])
        ],
        key=lambda a: a[0],
    )
    sin_vigilancia = set(caso.get("sin_vigilancia", []))
    dia = caso.get("desde", semestre.fin - timedelta(days=20))
    hasta: date = caso.get("hasta", semestre.fin + timedelta(days=45))
    while dia <= hasta:
        momento = datetime.combine(dia, VIGILA_A, tzinfo=ZONA)
        while actos and actos[0][0].replace(tzinfo=ZONA) <= momento:
            _, clase, acto = actos.pop(0)
            _ACTOS[clase](jugada, acto)
        if dia not in sin_vigilancia:
            jugada.vigilar(momento)
        dia += timedelta(days=1)
    return jugada


def _aclarar(jugada: Jugada, acto: dict[str, Any]) -> None:
    momento = acto["momento"].replace(tzinfo=ZONA)
    jugada.consta(
        Evento(
            "aclaracion",
            "c",
            ClaseDeEvento.ACLARADO,
            momento,
            momento.date(),
            observaciones=tuple(acto["observaciones"]),
        )
    )
    jugada.situacion = replace(
        jugada.situacion, observables=jugada.situacion.observables - set(acto["observaciones"])
    )


def _prorrogar(jugada: Jugada, acto: dict[str, Any]) -> None:
    momento = acto["momento"].replace(tzinfo=ZONA)
    jugada.consta(
        Evento("prorroga", "c", ClaseDeEvento.PRORROGADO, momento, momento.date(), vence=acto["vence"])
    )


_ACTOS = {"entregas": Jugada.recibir, "aclaraciones": _aclarar, "prorrogas": _prorrogar}
