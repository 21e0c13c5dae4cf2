"""Con qué se mira el procedimiento en un momento: semestre, plazos, calendario y parámetros."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lineamientos.calendario import NACIONAL, Calendario
from lineamientos.horarios import Horario, siguiente_momento_habil
from lineamientos.plazos import PlazosDelSemestre, plazos_del_semestre
from lineamientos.referencias import Articulo
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo, dias_de, plazo_de
from lineamientos.vigentes import ParametrosVigentes

VENTANA_COMPLETA, CIERRE_DE_VENTANA = "ventana_completa", "cierre_de_ventana"


@dataclass(frozen=True)
class Marco:
    """Un semestre mirado en un momento.

    Attributes:
        plazos: Los comunes a todas las cuentas; los de una los da ``plazos_de``.
        calendario: Calendario del Instituto.
        parametros: Los del semestre.
        momento: Instante en que se mira, en la zona de los plazos.
    """

    plazos: PlazosDelSemestre
    calendario: Calendario
    parametros: ParametrosVigentes
    momento: datetime
    _de_cada_ambito: dict[str, PlazosDelSemestre] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def de(
        cls, semestre: Semestre, calendario: Calendario, parametros: ParametrosVigentes, momento: datetime
    ) -> "Marco":
        """El de un semestre en un instante con zona.

        Raises:
            ParametroFaltante: Si falta algún plazo o el horario.
            ParametroInvalido: Si alguno no puede usarse.
        """
        zona = Horario.de_parametros(parametros).zona
        plazos = plazos_del_semestre(semestre, calendario, parametros)
        return cls(plazos, calendario, parametros, momento.astimezone(zona))

    @property
    def hoy(self) -> date:
        """El día en que se mira."""
        return self.momento.date()

    @property
    def semestre(self) -> Semestre:
        """El semestre."""
        return self.plazos.semestre

    def plazos_de(self, ambito: str) -> PlazosDelSemestre:
        """Los de las cuentas de una entidad: un Proceso Electoral local puede alcanzarla (arts. 3 y 11)."""
        if ambito not in self._de_cada_ambito:
            self._de_cada_ambito[ambito] = (
                self.plazos
                if ambito == NACIONAL
                else plazos_del_semestre(self.semestre, self.calendario, self.parametros, ambito)
            )
        return self._de_cada_ambito[ambito]

    def en_proceso(self, ambito: str) -> bool:
        """Si hay un Proceso Electoral en curso que alcanza a una entidad (art. 3)."""
        return self.calendario.segun(self.parametros).proceso_electoral(self.hoy, ambito) is not None

    def momento_habil(self, ambito: str) -> datetime:
        """Primer momento, desde este, en que puede fecharse o enviarse una comunicación (art. 10)."""
        return siguiente_momento_habil(self.momento, self.calendario, self.parametros, ambito)

    def dias(self, clave: str) -> int:
        """Los días de un plazo."""
        return dias_de(self.parametros, clave)

    def tras(self, fecha: date, clave: str, ambito: str) -> date:
        """El día hábil que resulta de contar los de un parámetro después de una fecha."""
        return self.calendario.segun(self.parametros).sumar_habiles(fecha, self.dias(clave), ambito).fecha

    def antes(self, fecha: date, clave: str, ambito: str) -> date:
        """El día hábil que resulta de contar los de un parámetro antes de una fecha."""
        return self.calendario.segun(self.parametros).restar_habiles(fecha, self.dias(clave), ambito).fecha

    def al_terminar(self, dia: date) -> datetime:
        """El primer instante después de un día."""
        return datetime.combine(dia + timedelta(days=1), time(), tzinfo=self.momento.tzinfo)

    def entrega_corre_desde(self, ambito: str) -> date:
        """Desde qué día, si la solicitud se notifica entonces, la entrega se cuenta desde que se notifica.

        Raises:
            ParametroInvalido: Si el parámetro no es una de sus opciones.
        """
        opciones = (VENTANA_COMPLETA, CIERRE_DE_VENTANA)
        modo = self.parametros.opcion("plazos.requerimiento.tardio", opciones)
        if modo == CIERRE_DE_VENTANA:
            return self.plazos_de(ambito).ventana_fin.fecha + timedelta(days=1)
        return self.plazos_de(ambito).ventana_inicio.fecha

    def entrega_si_se_notifica(self, dia: date, ambito: str) -> Plazo:
        """Hasta cuándo se entrega si la solicitud se notifica ese día (art. 11).

        Antes de que empiece la ventana es su cierre. Empezada, como mande
        ``plazos.requerimiento.tardio``: sin solicitud previa la ventana no corre en contra de quien entrega.

        Raises:
            ParametroInvalido: Si el parámetro no es una de sus opciones.
        """
        if dia < self.entrega_corre_desde(ambito):
            return self.plazos_de(ambito).ventana_fin
        n = self.dias("plazos.ventana.dias_habiles")
        return plazo_de(
            "Termina la entrega",
            self.calendario.segun(self.parametros).sumar_habiles(dia, n, ambito),
            Articulo(11),
            f"{n} días hábiles desde el siguiente a la notificación, porque se notificó empezada la ventana",
        )


def huella(partes: Iterable[str]) -> str:
    """Identidad corta de un conjunto: el orden no importa."""
    return hashlib.sha256("\x1f".join(sorted(partes)).encode()).hexdigest()[:16]
