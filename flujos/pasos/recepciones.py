"""Acusar recibo: cada archivo que llegó es una recepción, con folio y si fue en tiempo (arts. 10 a 15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from almacen import correos, expediente
from almacen import recepciones as guardadas
from almacen.asientos import identidad_de_acto
from almacen.maestro import Base, abrir_reservado
from esquemas.hallazgos import limpiar
from flujos.pasos.asientos import poner_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import POR_CARPETA, POR_CORREO, POR_PAPEL, Recepcion
from flujos.pasos.expediente_asientos import asentar_recepciones
from flujos.pasos.padron_personas import ambito_de, personas
from lineamientos.horarios import fecha_efectiva_de_recepcion
from lineamientos.plazos import plazos_del_semestre
from lineamientos.procedimiento.eventos import Evento
from lineamientos.procedimiento.recepciones import Oportunidad, folios, oportunidad
from lineamientos.semestres import Semestre

_COMO = {
    POR_CARPETA: "en la carpeta de entregas",
    POR_CORREO: "por correo",
    POR_PAPEL: "en papel",
}


@dataclass(frozen=True)
class Llegada:
    """Algo que llegó y no tiene acuse.

    Attributes:
        cuenta: De qué cuenta.
        medio: Por dónde llegó.
        momento: Instante, con zona.
        archivo: Nombre de lo recibido, o qué se recibió en papel; se publica.
        sha256: Huella de lo recibido, o vacía.
        lote: Lote en que se cargó, o vacío.
        sello: Número del sello, si llegó en papel.
        documento: Escaneado, si llegó en papel.
        nombre: Nombre del escaneado; es reservado.
        reservado: Lo demás que no se publica, o vacío.
        entrega: Si es una entrega; un escrito se acusa y no lo es.
    """

    cuenta: str
    medio: str
    momento: datetime
    archivo: str
    sha256: str = ""
    lote: str = ""
    sello: str = ""
    documento: bytes | None = None
    nombre: str = ""
    reservado: str = ""
    entrega: bool = True


def registrar_recepciones(espacio: Espacio, base: Base, semestre: Semestre, por: str) -> tuple[str, ...]:
    """Acusa recibo de cada archivo del semestre que entró y no lo tiene; repetirlo no cambia nada.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        semestre: Semestre.
        por: Quién lo registra.

    Returns:
        Identidades de las recepciones nuevas, con su hecho «recibido» en el expediente.
    """
    poner_al_dia(espacio, base)
    faltan = guardadas.llegado_sin_recepcion(base, semestre.clave)
    if faltan.is_empty():
        return ()
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        por_correo = correos.lotes_por_correo(reservado)
    return acusar_llegadas(
        espacio,
        base,
        semestre,
        [
            Llegada(
                f["cuenta"],
                POR_CORREO if f["lote"] in por_correo else POR_CARPETA,
                f["recibido_en"],
                f["archivo"],
                f["sha256"],
                f["lote"],
            )
            for f in faltan.iter_rows(named=True)
        ],
        por,
    )


def acusar_llegadas(
    espacio: Espacio, base: Base, semestre: Semestre, llegadas: Sequence[Llegada], por: str
) -> tuple[str, ...]:
    """Asienta unas recepciones, cada una con su folio y si fue en tiempo.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto, con lo asentado al día.
        semestre: Semestre.
        llegadas: Lo que llegó, en orden; nada de ello tiene acuse.
        por: Quién lo registra.
    """
    cuando = _Cuando.de(espacio, base, semestre)
    numeros = folios(semestre, [x.cuenta for x in llegadas], guardadas.emitidos(base, semestre.clave))
    recibidas = [_recepcion(semestre, x, n, cuando) for x, n in zip(llegadas, numeros, strict=True)]
    return asentar_recepciones(espacio, base, semestre.clave, recibidas, por)


def identidad(semestre: Semestre, llegada: Llegada) -> str:
    """Identidad de una recepción: la del lote y la cuenta o, en papel, la del sello."""
    return identidad_de_acto("recepcion", semestre.clave, llegada.cuenta, llegada.lote, llegada.sello)


def _recepcion(semestre: Semestre, llegada: Llegada, folio: str, cuando: "_Cuando") -> Recepcion:
    efectiva, hallada = cuando.llego(llegada)
    archivo = limpiar(llegada.archivo)
    return Recepcion(
        identidad(semestre, llegada),
        llegada.cuenta,
        llegada.medio,
        folio,
        llegada.momento,
        efectiva,
        hallada.en_tiempo,
        archivo,
        llegada.sha256,
        llegada.documento,
        f"Se recibió {_COMO[llegada.medio]}: {archivo}. {hallada.razon}",
        lote=llegada.lote,
        sello=llegada.sello,
        nombre=limpiar(llegada.nombre),
        reservado=limpiar(llegada.reservado),
        entrega=llegada.entrega,
    )


@dataclass(frozen=True)
class _Cuando:
    """Con qué se cuentan los plazos de un semestre.

    Attributes:
        espacio: Calendario y parámetros.
        semestre: Semestre.
        eventos: Hechos de cada cuenta.
        zonas: Zona de la sede de cada cuenta que la declara.
    """

    espacio: Espacio
    semestre: Semestre
    eventos: Mapping[str, Sequence[Evento]]
    zonas: Mapping[str, str | None]

    @classmethod
    def de(cls, espacio: Espacio, base: Base, semestre: Semestre) -> "_Cuando":
        por_cuenta: dict[str, list[Evento]] = {}
        for evento in expediente.como_eventos(expediente.eventos(base, semestre.clave)):
            por_cuenta.setdefault(evento.cuenta, []).append(evento)
        zonas = {cuenta: suyas.zona_horaria for cuenta, suyas in personas(espacio.padron).items()}
        return cls(espacio, semestre, por_cuenta, zonas)

    def llego(self, llegada: Llegada) -> tuple[date, Oportunidad]:
        """El día que cuenta y si fue en tiempo."""
        vigentes = self.espacio.parametros.del_semestre(self.semestre)
        calendario = self.espacio.calendario
        zona = self.zonas.get(llegada.cuenta)
        ambito = ambito_de(self.espacio.padron, llegada.cuenta)
        fecha = fecha_efectiva_de_recepcion(llegada.momento, calendario, vigentes, zona, ambito).fecha
        cierre = plazos_del_semestre(self.semestre, calendario, vigentes, ambito).ventana_fin.fecha
        return fecha, oportunidad(fecha, cierre, self.eventos.get(llegada.cuenta, ()))
