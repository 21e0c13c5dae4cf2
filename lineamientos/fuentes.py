"""De dónde sale que un día sea hábil o inhábil, y qué tan firme es esa fuente (Lineamientos, art. 3)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from lineamientos.errores import CalendarioInvalido
from lineamientos.lectura import Tabla

CLASES_DE_PROCESO = ("federal", "judicial", "local", "extraordinario")
"""Clases de Proceso Electoral; cuáles cuentan es el parámetro ``plazos.proceso_electoral.clases``."""

NACIONAL = "nacional"
"""Ámbito de todo el Instituto; los demás son claves de junta o de entidad que el padrón y el calendario
comparten."""

_DURACION_HABITUAL = timedelta(days=366)


@dataclass(frozen=True)
class Fuente:
    """Un documento en que descansa el carácter de un día.

    Attributes:
        clave: Identificador, por ejemplo ``acuerdo_2026``.
        nombre: Cómo se le dice en una oración, sin artículo al principio.
        fundamento: Norma o publicación.
        confirmada: Si se tuvo a la vista.
    """

    clave: str
    nombre: str
    fundamento: str
    confirmada: bool = True

    @property
    def advertencia(self) -> str:
        """Lo que debe leer quien use una fecha que descansa en esta fuente sin confirmar."""
        return f"Fecha por confirmar; descansa en: {self.nombre}. {self.fundamento.rstrip('.')}."


@dataclass(frozen=True)
class Periodo:
    """Días inhábiles seguidos de un acuerdo, contando ambos extremos."""

    nombre: str
    inicio: date
    fin: date


@dataclass(frozen=True)
class AcuerdoAnual:
    """El acuerdo que cada año fija los días inhábiles del Instituto en el Diario Oficial.

    Attributes:
        anio: Año del acuerdo; sus periodos empiezan en él y pueden terminar en el siguiente.
        fuente: Publicación y si se tuvo a la vista.
        periodos: Días inhábiles.
    """

    anio: int
    fuente: Fuente
    periodos: tuple[Periodo, ...]

    def periodo_de(self, fecha: date) -> Periodo | None:
        """El periodo en que cae una fecha, o ``None``."""
        return next((p for p in self.periodos if p.inicio <= fecha <= p.fin), None)


@dataclass(frozen=True)
class ProcesoElectoral:
    """Un Proceso Electoral, durante el cual todos los días y horas son hábiles.

    Attributes:
        fuente: Declaratorias de inicio y fin, y si se tuvieron a la vista.
        clase: Una de ``CLASES_DE_PROCESO``.
        aplica_a: Ámbitos en que rige; ``nacional`` alcanza a todos.
        inicio: Primer día.
        fin: Último día, o ``None`` si sigue abierto.
    """

    fuente: Fuente
    clase: str
    aplica_a: tuple[str, ...]
    inicio: date
    fin: date | None

    def rige(self, fecha: date, ambito: str) -> bool:
        """Dice si el proceso está abierto en la fecha y alcanza al ámbito."""
        abierto = self.inicio <= fecha and (self.fin is None or fecha <= self.fin)
        return abierto and (NACIONAL in self.aplica_a or ambito in self.aplica_a)

    def fuente_en(self, fecha: date) -> Fuente:
        """La fuente, por confirmar si el proceso lleva abierto más de lo que suele durar."""
        if self.fin is not None or fecha - self.inicio <= _DURACION_HABITUAL:
            return self.fuente
        # Un fin que nadie registró haría hábiles todos los domingos por venir, sin decirlo.
        fundamento = (
            f"{self.fuente.fundamento.rstrip('.')}; lleva más de un año abierto: falta registrar su fin"
        )
        return replace(self.fuente, fundamento=fundamento, confirmada=False)


def leer_acuerdo(datos: object) -> AcuerdoAnual:
    """Lee una tabla ``[[acuerdo_anual]]``.

    Raises:
        CalendarioInvalido: Si un campo falta, sobra o es de otro tipo, o un periodo no empieza en su año.
    """
    tabla = Tabla(
        datos, "un acuerdo anual", CalendarioInvalido, ("anio", "confirmado", "fundamento"), ("periodo",)
    )
    anio = tabla.entero("anio", 2000, 2999)
    periodos = tuple(_leer_periodo(p, anio) for p in tabla.lista_opcional("periodo"))
    fuente = Fuente(
        f"acuerdo_{anio}",
        f"acuerdo de días inhábiles de {anio}",
        tabla.texto("fundamento"),
        tabla.booleano("confirmado"),
    )
    return AcuerdoAnual(anio, fuente, periodos)


def _leer_periodo(datos: object, anio: int) -> Periodo:
    lugar = f"un periodo del acuerdo de {anio}"
    tabla = Tabla(datos, lugar, CalendarioInvalido, ("nombre", "inicio", "fin"))
    periodo = Periodo(tabla.texto("nombre"), tabla.fecha("inicio"), tabla.fecha("fin"))
    _comprobar_orden(lugar, periodo.inicio, periodo.fin)
    if periodo.inicio.year != anio:
        raise CalendarioInvalido(
            f"El periodo «{periodo.nombre}» empieza el {periodo.inicio.isoformat()}.",
            f"una fecha de {anio}, el año de su acuerdo",
            "Páselo al acuerdo del año en que empieza, o corrija la fecha.",
        )
    return periodo


def leer_proceso(datos: object) -> ProcesoElectoral:
    """Lee una tabla ``[[proceso_electoral]]``.

    Raises:
        CalendarioInvalido: Si un campo falta, sobra o es de otro tipo, o termina antes de empezar.
    """
    requeridos = ("clave", "nombre", "clase", "aplica_a", "inicio", "confirmado", "fundamento")
    tabla = Tabla(datos, "un proceso electoral", CalendarioInvalido, requeridos, ("fin",))
    inicio, fin = tabla.fecha("inicio"), tabla.fecha_opcional("fin")
    if fin is not None:
        _comprobar_orden(f"el proceso «{tabla.texto('clave')}»", inicio, fin)
    return ProcesoElectoral(
        fuente=Fuente(
            tabla.texto("clave"),
            tabla.texto("nombre"),
            tabla.texto("fundamento"),
            tabla.booleano("confirmado"),
        ),
        clase=tabla.una_de("clase", CLASES_DE_PROCESO),
        aplica_a=tabla.textos("aplica_a"),
        inicio=inicio,
        fin=fin,
    )


def _comprobar_orden(lugar: str, inicio: date, fin: date) -> None:
    if fin < inicio:
        raise CalendarioInvalido(
            f"En {lugar} el fin ({fin.isoformat()}) es anterior al inicio ({inicio.isoformat()}).",
            "un fin igual o posterior al inicio",
            "Corrija una de las dos fechas.",
        )
