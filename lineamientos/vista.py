"""Vista y respuesta del área antes de que se resuelva en su contra (Lineamientos, arts. 6, 9 y 13).

Los Lineamientos no prevén la vista: la determina el Comité (art. 4) y por eso a qué clases alcanza, cuánto
dura y cuándo termina son parámetros. Sin ella, o mientras corre, no puede resolverse de esas clases.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lineamientos.calificacion.dictamen import Clase
from lineamientos.errores import ParametroInvalido
from lineamientos.objeciones import Objecion
from lineamientos.vigentes import ParametrosVigentes

CON_LA_RESPUESTA, AL_VENCER = "respuesta_o_vencimiento", "vencimiento"


@dataclass(frozen=True)
class ReglaDeVista:
    """Cómo manda el Comité que se dé la vista.

    Attributes:
        clases: Clases que no pueden resolverse sin ella.
        espera_al_vencimiento: Si el plazo se deja correr entero aunque el área ya haya respondido.
    """

    clases: frozenset[Clase]
    espera_al_vencimiento: bool

    @classmethod
    def de_parametros(cls, parametros: ParametrosVigentes) -> "ReglaDeVista":
        """Lee la regla de los parámetros vigentes.

        Raises:
            ParametroFaltante: Si falta ``plazos.vista.clases`` o ``plazos.vista.termino``.
            ParametroInvalido: Si nombra una clase o un término que no existen.
        """
        nombres = [str(c) for c in parametros.lista("plazos.vista.clases")]
        conocidas = [c.value for c in Clase]
        if ajenas := [n for n in nombres if n not in conocidas]:
            raise ParametroInvalido(
                f"El parámetro plazos.vista.clases nombra: {', '.join(ajenas)}.",
                f"solo clases del dictamen: {', '.join(conocidas)}",
                "Corrija la lista en la carpeta de parámetros.",
            )
        termino = parametros.opcion("plazos.vista.termino", (CON_LA_RESPUESTA, AL_VENCER))
        return cls(frozenset(Clase(n) for n in nombres), termino == AL_VENCER)


@dataclass(frozen=True)
class Vista:
    """La vista que se dio a un área sobre una cuenta.

    Attributes:
        notificada_el: Día hábil en que se notificó (art. 9).
        vence_el: Último día para responder, como se le comunicó.
        respondida_el: Día en que respondió, o ``None``.
    """

    notificada_el: date
    vence_el: date
    respondida_el: date | None = None

    @property
    def oportuna(self) -> bool:
        """Si respondió dentro del plazo."""
        return self.respondida_el is not None and self.respondida_el <= self.vence_el


class Situacion(StrEnum):
    """En qué está la vista de una cuenta en una fecha."""

    SIN_VISTA = "sin vista"
    CORRIENDO = "con el plazo corriendo"
    RESPONDIDA = "respondida"
    VENCIDA = "vencida sin respuesta"


def situacion(vista: Vista | None, fecha: date) -> Situacion:
    """En qué está la vista en una fecha; una respuesta cuenta desde el día en que llegó."""
    if vista is None or vista.notificada_el > fecha:
        return Situacion.SIN_VISTA
    if vista.respondida_el is not None and vista.respondida_el <= fecha:
        return Situacion.RESPONDIDA
    return Situacion.CORRIENDO if fecha <= vista.vence_el else Situacion.VENCIDA


def objecion_por_vista(
    clase: Clase, vista: Vista | None, fecha: date, regla: ReglaDeVista
) -> Objecion | None:
    """Por qué no puede resolverse de esa clase en esa fecha, o ``None`` si puede (art. 13).

    Args:
        clase: La que se resuelve.
        vista: La última que se dio al área, si se dio.
        fecha: Día de la resolución.
        regla: La que rige en el semestre.
    """
    if clase not in regla.clases:
        return None
    en = situacion(vista, fecha)
    if vista is None or en is Situacion.SIN_VISTA:
        return Objecion(
            "clase_resuelta",
            f"Se resuelve «{clase.value}» el {fecha.isoformat()} sin que antes se haya dado vista al área.",
            "una vista notificada antes de la resolución, con su plazo terminado",
            "Dé vista al área y regístrela con «pertinencia vista».",
        )
    corre = en is Situacion.CORRIENDO or (regla.espera_al_vencimiento and fecha <= vista.vence_el)
    if corre:
        sin_respuesta = "" if en is Situacion.RESPONDIDA else " y no consta su respuesta"
        return Objecion(
            "clase_resuelta",
            f"Se resuelve «{clase.value}» el {fecha.isoformat()} con el plazo del área corriendo: se le dio "
            f"vista el {vista.notificada_el.isoformat()}, vence el {vista.vence_el.isoformat()}"
            f"{sin_respuesta}.",
            "una resolución posterior al vencimiento"
            + ("" if regla.espera_al_vencimiento else ", o a la respuesta del área"),
            "Espere a que termine el plazo o, si el área ya respondió, registre su respuesta con "
            "«pertinencia vista».",
        )
    return None


def objeciones_de_vista(notificada_el: date, propuesta_desde: date, hoy: date) -> tuple[Objecion, ...]:
    """Por qué una vista no pudo darse ese día: no hay de qué antes de la propuesta, ni después de hoy."""
    return fecha_posible("fecha", "La vista", notificada_el, propuesta_desde, hoy)


def objeciones_de_respuesta(vista: Vista | None, respondida_el: date, hoy: date) -> tuple[Objecion, ...]:
    """Por qué una respuesta no puede asentarse: sin vista no hay a qué responder."""
    if vista is None:
        return (
            Objecion(
                "cuenta",
                "De esta cuenta no se ha registrado ninguna vista.",
                "la respuesta a una vista registrada",
                "Registre primero la vista que se dio al área.",
            ),
        )
    return fecha_posible("fecha", "La respuesta", respondida_el, vista.notificada_el, hoy)


def fecha_posible(campo: str, que: str, fecha: date, desde: date, hoy: date) -> tuple[Objecion, ...]:
    """Una objeción si un acto no pudo ocurrir ese día.

    Args:
        campo: De qué dato se trata.
        que: Nombre del acto con su artículo.
        fecha: Día que se dice.
        desde: Primer día en que pudo ocurrir.
        hoy: El último.
    """
    if desde <= fecha <= hoy:
        return ()
    return (
        Objecion(
            campo,
            f"{que} lleva fecha del {fecha.isoformat()}.",
            f"una fecha del {desde.isoformat()} al {hoy.isoformat()}, que es hoy",
            "Corrija la fecha.",
        ),
    )
