"""Lo que la vigilancia sabe de una cuenta al preguntarse qué se debe."""

from dataclasses import dataclass, field
from datetime import date, datetime

from lineamientos.calendario import NACIONAL
from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.expediente import Expediente
from lineamientos.vencimientos import Plazo


@dataclass(frozen=True)
class Cierre:
    """Cómo dejó de estar abierta una observación por una entrega posterior.

    Attributes:
        documento: Lote que la subsanó.
        ocurrido_en: Instante en que se recibió.
        fecha: Día que cuenta (art. 10).
    """

    documento: str
    ocurrido_en: datetime
    fecha: date


@dataclass(frozen=True)
class Situacion:
    """Una cuenta en un semestre, con lo que consta de ella.

    Attributes:
        expediente: Sus hechos y su estado.
        observables: Observaciones abiertas que su administrador puede subsanar, notificadas o no.
        cerradas: Observaciones que una entrega posterior subsanó, y cuál.
        sin_acuse: Recepciones que no se han acusado.
        por_decidir: Si hay algo suyo sin recibir o un correo que nadie ha resuelto: puede traer la entrega.
        recomendaciones: Lo que distingue lo que se le recomienda y no se le ha comunicado, o vacío.
        de_cifras: Observaciones de las cifras del semestre: solo otra evaluación las cierra.
        sin_evaluar: Día que cuenta de lo primero que entregó después de la última evaluación, o ``None``.
        resolucion: Identidad de la resolución vigente, o vacío.
        ambito: Entidad de su área, por si la alcanza un Proceso Electoral local.
    """

    expediente: Expediente
    observables: frozenset[str] = frozenset()
    cerradas: dict[str, Cierre] = field(default_factory=dict)
    sin_acuse: tuple[str, ...] = ()
    por_decidir: bool = False
    de_cifras: frozenset[str] = frozenset()
    sin_evaluar: date | None = None
    recomendaciones: str = ""
    resolucion: str = ""
    ambito: str = NACIONAL

    @property
    def cuenta(self) -> str:
        """Clave de la cuenta."""
        return self.expediente.cuenta

    @property
    def por_evaluar(self) -> bool:
        """Si solo otra evaluación puede decir si quedó subsanado lo que se le notificó."""
        expediente = self.expediente
        return any(
            vence is not None and o not in expediente.vencidas and self.falta_evaluar(o, vence)
            for o, vence in expediente.abiertas.items()
        )

    def falta_evaluar(self, observacion: str, vence: date) -> bool:
        """Si algo entregado hasta ese día pudo subsanar la observación y aún no se evalúa."""
        return observacion in self.de_cifras and self.sin_evaluar is not None and self.sin_evaluar <= vence


@dataclass(frozen=True)
class Carta:
    """Una comunicación que se debe.

    Attributes:
        clase: Cuál.
        cuenta: De qué cuenta, o vacío si es de todo el semestre.
        ciclo: Lo que la distingue de otra de la misma clase para la misma cuenta; vacío si hay una sola.
        desde: Primer momento hábil en que puede fecharse.
        motivo: Por qué se debe, en una oración.
        plazo: El que se comunica, contado como si se notificara en ``desde``, o ``None``.
        observaciones: Las que se notifican o siguen abiertas.
        recepciones: Las que se acusan.
    """

    clase: ClaseDeComunicacion
    cuenta: str
    ciclo: str
    desde: datetime
    motivo: str
    plazo: Plazo | None = None
    observaciones: tuple[str, ...] = ()
    recepciones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hecho:
    """Un hecho que resulta del tiempo o de lo recibido y debe constar.

    Attributes:
        clase: Cuál.
        cuenta: De qué cuenta.
        ocurrido_en: Instante.
        fecha: Día que cuenta.
        detalle: Oración.
        documento: Lo que lo prueba, o vacío si es el transcurso del tiempo.
        observaciones: Las que alcanza.
    """

    clase: ClaseDeEvento
    cuenta: str
    ocurrido_en: datetime
    fecha: date
    detalle: str
    documento: str = ""
    observaciones: tuple[str, ...] = ()
