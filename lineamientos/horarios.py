"""El horario hábil: cuándo puede enviarse y qué día cuenta lo recibido (Lineamientos, art. 10)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lineamientos.calendario import NACIONAL, Calendario, Computo
from lineamientos.errores import MomentoInvalido, ParametroInvalido
from lineamientos.vigentes import ParametrosVigentes

_FUERA_DE_HORARIO = ("dia_habil_siguiente", "mismo_dia")
_CIERRES = ("mas_tardio", "sede_central")


@dataclass(frozen=True)
class Horario:
    """El horario que rige en un semestre.

    Attributes:
        inicio: Primera hora hábil.
        fin: Última hora hábil; el minuto exacto todavía cuenta.
        zona: Zona en que se cuentan los plazos.
        pasa_al_siguiente: Si lo recibido después de ``fin`` cuenta el día hábil siguiente.
        cierre_mas_tardio: Si vale la hora de la sede de quien envía cuando cierra después.
    """

    inicio: time
    fin: time
    zona: ZoneInfo
    pasa_al_siguiente: bool
    cierre_mas_tardio: bool

    @classmethod
    def de_parametros(cls, parametros: ParametrosVigentes) -> "Horario":
        """Lee el horario de los parámetros vigentes.

        Raises:
            ParametroFaltante: Si falta alguno.
            ParametroInvalido: Si el horario termina antes de empezar o la zona no existe.
        """
        inicio, fin = parametros.hora("plazos.horario.inicio"), parametros.hora("plazos.horario.fin")
        if inicio >= fin:
            raise ParametroInvalido(
                f"El horario empieza a las {inicio} y termina a las {fin}.",
                "una hora de término posterior a la de inicio",
                "Corrija plazos.horario en la carpeta de parámetros.",
            )
        cierre = parametros.opcion("plazos.recepcion.cierre", _CIERRES)
        fuera = parametros.opcion("plazos.recepcion.fuera_de_horario", _FUERA_DE_HORARIO)
        return cls(
            inicio=inicio,
            fin=fin,
            zona=_zona(parametros.texto("plazos.horario.zona")),
            pasa_al_siguiente=fuera == "dia_habil_siguiente",
            cierre_mas_tardio=cierre == "mas_tardio",
        )


def siguiente_momento_habil(
    momento: datetime, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> datetime:
    """El primer momento, desde el dado, en que puede fecharse o enviarse una comunicación (art. 10).

    En Proceso Electoral es el mismo momento. El resultado va en la zona de los plazos.

    Raises:
        MomentoInvalido: Si el momento no declara su zona.
        ParametroFaltante: Si falta algún parámetro del horario.
        ParametroInvalido: Si alguno no puede usarse.
    """
    horario = Horario.de_parametros(parametros)
    dias = calendario.segun(parametros)
    local = _local(momento, horario)
    if dias.proceso_electoral(local.date(), ambito):
        return local
    if dias.es_habil(local.date(), ambito) and local.time() <= horario.fin:
        return max(local, _a_la_hora(local.date(), horario.inicio, horario.zona))
    siguiente = dias.sumar_habiles(local.date(), 1, ambito).fecha
    # Si el día siguiente ya es de Proceso Electoral, es hábil desde su primera hora.
    apertura = time() if dias.proceso_electoral(siguiente, ambito) else horario.inicio
    return _a_la_hora(siguiente, apertura, horario.zona)


def fecha_efectiva_de_notificacion(
    momento: datetime, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Computo:
    """El día hábil que cuenta como el de una notificación, con las fuentes en que descansa (art. 10).

    Lo notificado después del cierre de la Ciudad de México cuenta el día hábil siguiente, salvo en Proceso
    Electoral. Cómo se cuente lo que se recibe (``plazos.recepcion``) no le quita tiempo a quien se notifica.

    Raises:
        MomentoInvalido: Si el momento no declara su zona.
        ParametroFaltante: Si falta algún parámetro del horario.
        ParametroInvalido: Si alguno no puede usarse.
    """
    horario = replace(Horario.de_parametros(parametros), pasa_al_siguiente=True)
    return _dia_que_cuenta(momento, calendario.segun(parametros), horario, None, ambito)


def fecha_efectiva_de_recepcion(
    momento: datetime,
    calendario: Calendario,
    parametros: ParametrosVigentes,
    zona_remitente: str | None = None,
    ambito: str = NACIONAL,
) -> Computo:
    """El día hábil que cuenta como el de recepción, con las fuentes en que descansa (art. 10).

    Lo recibido después del cierre cuenta el día hábil siguiente, salvo en Proceso Electoral. El cierre es
    el de la Ciudad de México o el de la sede de quien envía, el que ocurra más tarde.

    Args:
        momento: Instante de recepción, con zona.
        calendario: Calendario del Instituto.
        parametros: Los del semestre.
        zona_remitente: Zona de la sede de quien envía, por ejemplo ``America/Tijuana``; ``None`` si es la
            central o no se conoce.
        ambito: Junta o entidad del área.

    Raises:
        MomentoInvalido: Si el momento no declara su zona.
        ParametroFaltante: Si falta algún parámetro del horario.
        ParametroInvalido: Si alguno no puede usarse o la zona no existe.
    """
    horario = Horario.de_parametros(parametros)
    return _dia_que_cuenta(momento, calendario.segun(parametros), horario, zona_remitente, ambito)


def _dia_que_cuenta(
    momento: datetime, dias: Calendario, horario: Horario, zona_remitente: str | None, ambito: str
) -> Computo:
    local = _local(momento, horario)
    fecha = local.date()
    en_proceso = dias.proceso_electoral(fecha, ambito) is not None
    if en_proceso or not horario.pasa_al_siguiente or local <= _cierre(fecha, horario, zona_remitente):
        return dias.enesimo_habil(fecha, 1, ambito)
    # Un día inhábil no tiene cierre que se haya pasado: el siguiente hábil es el mismo de las dos formas.
    return dias.sumar_habiles(fecha, 1, ambito)


def _cierre(fecha: date, horario: Horario, zona_remitente: str | None) -> datetime:
    central = _a_la_hora(fecha, horario.fin, horario.zona)
    if zona_remitente is None or not horario.cierre_mas_tardio:
        return central
    return max(central, _a_la_hora(fecha, horario.fin, _zona(zona_remitente)))


def _a_la_hora(fecha: date, hora: time, zona: ZoneInfo) -> datetime:
    return datetime.combine(fecha, hora, tzinfo=zona)


def _local(momento: datetime, horario: Horario) -> datetime:
    if momento.utcoffset() is None:
        raise MomentoInvalido(
            f"El momento {momento.isoformat()} no dice su zona horaria.",
            "un instante con zona",
            "Guárdelo en UTC o con la zona de quien lo registró.",
        )
    return momento.astimezone(horario.zona)


def _zona(nombre: str) -> ZoneInfo:
    try:
        return ZoneInfo(nombre)
    except (ZoneInfoNotFoundError, ValueError):
        raise ParametroInvalido(
            f"La zona horaria «{nombre}» no existe.",
            "un nombre como America/Mexico_City o America/Tijuana",
            "Corrija el nombre.",
        ) from None
