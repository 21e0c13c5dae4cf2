"""Lo que hace falta para escribir una comunicación; quien la escribe no calcula nada."""

from dataclasses import dataclass
from datetime import date, datetime

from lineamientos.procedimiento.clases import ClaseDeComunicacion, Papel
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo

CORREO, OFICIO = "correo", "oficio"
"""Canales: el elegido notifica y el otro es copia, y lo dice (art. 9)."""

_CIFRAS_DEL_NUMERO = 8
"""Cuántas de la identidad bastan para que una cuenta no tenga dos iguales en un semestre."""


@dataclass(frozen=True)
class Institucion:
    """Con qué membrete y firma sale una comunicación; todo viene del espacio de trabajo.

    Attributes:
        organismo: Nombre del organismo.
        unidad: Unidad que comunica.
        domicilio: Renglón del pie, o vacío.
        lugar: Ciudad en que se fecha.
        logotipo: Bytes de un SVG o PNG, o ``None``.
        firmante: Nombre de quien firma, o vacío si aún no se designa.
        cargo: Su cargo.
        delegacion: Por qué firma si no es el titular («Por ausencia de …, artículo …»), o vacío.
        correo: Dirección que contesta, o vacío.
    """

    organismo: str
    unidad: str
    domicilio: str
    lugar: str
    logotipo: bytes | None
    firmante: str
    cargo: str
    delegacion: str
    correo: str


@dataclass(frozen=True)
class Destinatario:
    """Una persona a la que se dirige o se marca copia."""

    nombre: str
    correo: str
    papel: Papel
    area: str
    copia: bool = False


@dataclass(frozen=True)
class ObservacionDeCarta:
    """Una observación, como se le dice al administrador.

    Attributes:
        observacion: Identidad.
        lugar: Dónde está, o vacío si es de toda la entrega.
        mensaje: Qué se encontró.
        que_hacer: Cómo se corrige.
        aclarable: Si puede responderse que está bien y por qué; lo que no pudo leerse, no.
        raiz: Identidad de la primera que renueva, o vacía si no renueva a ninguna.
    """

    observacion: str
    lugar: str
    mensaje: str
    que_hacer: str
    aclarable: bool = True
    raiz: str = ""

    @property
    def numero(self) -> str:
        """Con qué se cita: el mismo en cada carta mientras siga abierta, aunque una entrega la renueve."""
        return (self.raiz or self.observacion)[:_CIFRAS_DEL_NUMERO]


@dataclass(frozen=True)
class Antecedente:
    """Un aviso anterior y su prueba: «requerimiento notificado el …, acuse número …»."""

    titulo: str
    fecha: date
    prueba: str


@dataclass(frozen=True)
class RecepcionDeCarta:
    """Lo recibido que se acusa.

    Attributes:
        folio: Número del acuse.
        archivo: Nombre citable del archivo, o qué se recibió en papel.
        sha256: Huella de sus bytes.
        recibido_en: Instante, en la zona de los plazos.
        fecha: Día que cuenta (art. 10).
        en_tiempo: Si llegó dentro del plazo, o ``None`` si no había plazo que contar.
        medio: «carpeta», «correo» o «papel».
        entrega: Si es una entrega; de un escrito se dice que no lo es.
    """

    folio: str
    archivo: str
    sha256: str
    recibido_en: datetime
    fecha: date
    en_tiempo: bool | None
    medio: str
    entrega: bool = True


@dataclass(frozen=True)
class CuentaDeCarta:
    """Una cuenta de la que trata la comunicación, con lo suyo; lo que no toca a su clase va vacío.

    Attributes:
        cuenta: Clave en el padrón.
        nombre: Nombre para mostrar.
        red: Red social.
        usuario: Usuario en la red.
        area: Nombre del área.
        observaciones: Las que se notifican o siguen abiertas.
        recepciones: Lo que se acusa.
        antecedentes: Avisos anteriores con su prueba.
        recomendaciones: Textos.
        clase_resuelta: Lo que resolvió el Comité.
        razones: Sus razones.
        campos: Información que se pide conforme al art. 12: título y descripción.
    """

    cuenta: str
    nombre: str
    red: str
    usuario: str
    area: str
    observaciones: tuple[ObservacionDeCarta, ...] = ()
    recepciones: tuple[RecepcionDeCarta, ...] = ()
    antecedentes: tuple[Antecedente, ...] = ()
    recomendaciones: tuple[str, ...] = ()
    clase_resuelta: str = ""
    razones: str = ""
    campos: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DatosDeCarta:
    """Todo lo que dice una comunicación.

    Attributes:
        comunicacion: Identidad; también la del mensaje de correo.
        clase: Cuál es.
        canal: ``CORREO`` u ``OFICIO``: el que notifica.
        semestre: Semestre de que trata.
        fechada_en: Momento en que se fecha, hábil, en la zona de los plazos.
        numero: Número de oficio, o vacío si aún no se le da.
        institucion: Membrete y firma.
        destinatarios: A quién.
        cuentas: De qué cuentas.
        plazo: El que corre desde que se notifica o el de la entrega, o ``None``.
        desde: Desde cuándo puede entregarse, si la entrega tiene ventana.
        corre_desde: Día desde el que, si se notifica entonces, el plazo de la entrega se cuenta desde la
            notificación; ``None`` si no depende de cuándo se notifique.
        sesion: Sesión del Comité, si se notifica una resolución o es suya.
        acuerdo: Acta o acuerdo.
        resuelta_el: Día de la resolución.
        atencion: A quién se responde (art. 12: la subdirección que recibe), o vacío.
        motivo: Por qué se escribe, si su clase lo pide (recordatorio interno, solicitud del Comité,
            recomendaciones que se agregan a otras).
        documentos: Nombres de los archivos que la acompañan.
        provisional: Oración si algún parámetro no está aprobado por el Comité, o vacío.
        ejemplo: Si todo es inventado.
    """

    comunicacion: str
    clase: ClaseDeComunicacion
    canal: str
    semestre: Semestre
    fechada_en: datetime
    numero: str
    institucion: Institucion
    destinatarios: tuple[Destinatario, ...]
    cuentas: tuple[CuentaDeCarta, ...]
    plazo: Plazo | None = None
    desde: date | None = None
    sesion: str = ""
    acuerdo: str = ""
    resuelta_el: date | None = None
    atencion: str = ""
    motivo: str = ""
    documentos: tuple[str, ...] = ()
    provisional: str = ""
    ejemplo: bool = False
    corre_desde: date | None = None
