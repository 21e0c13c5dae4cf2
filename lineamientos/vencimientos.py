"""Plazos que corren desde una notificación: observaciones, silencio, titular y vista (arts. 6, 13, 14 y 15).

Todos empiezan el día hábil siguiente a la notificación. Quien notifica fuera de horario debe dar la fecha
que resulte de ``horarios.fecha_efectiva_de_notificacion``.
"""

from dataclasses import dataclass, replace
from datetime import date

from lineamientos.calendario import NACIONAL, Calendario, Computo, Fuente
from lineamientos.errores import ParametroInvalido
from lineamientos.referencias import Articulo, Fundamento
from lineamientos.vigentes import ParametrosVigentes

_DETERMINA = Articulo(4)


@dataclass(frozen=True)
class Plazo:
    """Una fecha del procedimiento.

    Attributes:
        titulo: Qué ocurre o vence.
        fecha: El día, en la zona de la Ciudad de México.
        fundamento: Artículo y cómo se contó.
        fuentes: En qué descansa la cuenta de días.
    """

    titulo: str
    fecha: date
    fundamento: Fundamento
    fuentes: tuple[Fuente, ...] = ()

    @property
    def advertencias(self) -> tuple[str, ...]:
        """Una oración por cada fuente sin confirmar."""
        return Computo(self.fecha, self.fuentes).advertencias


def plazo_de(titulo: str, computo: Computo, articulo: Articulo, razon: str) -> Plazo:
    """Da nombre y fundamento a una fecha contada."""
    return Plazo(titulo, computo.fecha, Fundamento(articulo, razon), computo.fuentes)


def dias_de(parametros: ParametrosVigentes, clave: str) -> int:
    """Los días de un plazo.

    Raises:
        ParametroFaltante: Si no existe o aún no rige.
        ParametroInvalido: Si no es un entero positivo.
    """
    dias = parametros.entero(clave)
    if dias < 1:
        raise ParametroInvalido(
            f"El parámetro «{clave}» vale {dias}.",
            "uno o más días hábiles",
            "Corrija el valor en la carpeta de parámetros.",
        )
    return dias


def vence_subsanacion(
    notificada_en: date, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Plazo:
    """Último día para subsanar una observación notificada (Lineamientos, art. 14).

    Raises:
        ParametroFaltante: Si falta ``plazos.subsanacion.dias_habiles``.
        ParametroInvalido: Si no es un entero positivo.
    """
    return _desde_notificacion(
        "Vence la subsanación",
        "plazos.subsanacion.dias_habiles",
        notificada_en,
        calendario=calendario,
        parametros=parametros,
        ambito=ambito,
    )


def vence_silencio(
    notificada_en: date, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Plazo:
    """Último día para entregar de quien nada entregó, desde que se le requiere (arts. 6, fracción II, y 14).

    Raises:
        ParametroFaltante: Si falta ``plazos.silencio.dias_habiles``.
        ParametroInvalido: Si no es un entero positivo.
    """
    return _determinado(
        "Vence el requerimiento por falta de entrega",
        "plazos.silencio.dias_habiles",
        notificada_en,
        calendario=calendario,
        parametros=parametros,
        ambito=ambito,
    )


def vence_titular(
    notificada_en: date, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Plazo:
    """Último día para que se atienda tras avisar al titular; después persiste y va al informe (art. 15).

    Raises:
        ParametroFaltante: Si falta ``plazos.titular.dias_habiles``.
        ParametroInvalido: Si no es un entero positivo.
    """
    return _determinado(
        "Vence el aviso al titular",
        "plazos.titular.dias_habiles",
        notificada_en,
        calendario=calendario,
        parametros=parametros,
        ambito=ambito,
    )


def vence_vista(
    notificada_en: date, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Plazo:
    """Último día para que el área responda antes de que se proponga No pertinente (art. 13).

    Raises:
        ParametroFaltante: Si falta ``plazos.vista.dias_habiles``.
        ParametroInvalido: Si no es un entero positivo.
    """
    return _determinado(
        "Vence la vista al área",
        "plazos.vista.dias_habiles",
        notificada_en,
        calendario=calendario,
        parametros=parametros,
        ambito=ambito,
    )


def limite_para_observar(
    ultimo_acto: date, calendario: Calendario, parametros: ParametrosVigentes, ambito: str = NACIONAL
) -> Plazo:
    """Límite interno para notificar observaciones, de modo que se subsanen dentro de la evaluación (art. 14).

    Args:
        ultimo_acto: Cierre de la entrega o recepción, lo que ocurra después.
        calendario: Calendario del Instituto.
        parametros: Los del semestre.
        ambito: Junta o entidad del área.

    Raises:
        ParametroFaltante: Si falta alguno de los plazos.
        ParametroInvalido: Si alguno no es un entero positivo, o el límite no deja tiempo de subsanar.
    """
    interno = dias_de(parametros, "plazos.observaciones.dias_habiles")
    subsanacion = dias_de(parametros, "plazos.subsanacion.dias_habiles")
    evaluacion = dias_de(parametros, "plazos.evaluacion.dias_habiles")
    if interno + subsanacion > evaluacion:
        raise ParametroInvalido(
            f"Observar en {interno} días y subsanar en {subsanacion} pasa de los {evaluacion} para evaluar.",
            "un límite interno que deje subsanar dentro de la evaluación",
            "Baje plazos.observaciones.dias_habiles en la carpeta de parámetros.",
        )
    computo = calendario.segun(parametros).sumar_habiles(ultimo_acto, interno, ambito)
    razon = f"límite interno: {interno} días hábiles desde el siguiente al último acto"
    return plazo_de("Límite para notificar observaciones", computo, Articulo(14), razon)


def _determinado(
    titulo: str,
    clave: str,
    notificada_en: date,
    *,
    calendario: Calendario,
    parametros: ParametrosVigentes,
    ambito: str,
) -> Plazo:
    """Un plazo cuyos días no fija ningún artículo sino una determinación, que se cita (art. 4)."""
    contado = _desde_notificacion(
        titulo, clave, notificada_en, calendario=calendario, parametros=parametros, ambito=ambito
    )
    dicha = parametros.vigente(clave).fundamento.rstrip(". ")
    razon = f"{contado.fundamento.razon}; así se determinó: «{dicha}»"
    return replace(contado, fundamento=Fundamento(_DETERMINA, razon))


def _desde_notificacion(
    titulo: str,
    clave: str,
    notificada_en: date,
    *,
    calendario: Calendario,
    parametros: ParametrosVigentes,
    ambito: str,
) -> Plazo:
    dias = dias_de(parametros, clave)
    computo = calendario.segun(parametros).sumar_habiles(notificada_en, dias, ambito)
    razon = f"{dias} días hábiles desde el siguiente a la notificación"
    return plazo_de(titulo, computo, parametros.parametro(clave).articulo, razon)
