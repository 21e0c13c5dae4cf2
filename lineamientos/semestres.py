"""El semestre que se revisa: sus límites, su clave y cuándo se evalúa (Lineamientos, art. 11)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from lineamientos.errores import SemestreInvalido

_CLAVE = re.compile(r"(?P<anio>\d{4})-(?P<mitad>[12])", re.ASCII)
_ORDINALES = {1: "primer", 2: "segundo"}


@dataclass(frozen=True, order=True)
class Semestre:
    """Medio año natural: la mitad 1 va de enero a junio y la 2 de julio a diciembre.

    Attributes:
        anio: Año del periodo revisado, no el de la evaluación.
        mitad: 1 o 2.

    Raises:
        SemestreInvalido: Si el año o la mitad no existen.
    """

    anio: int
    mitad: int

    def __post_init__(self) -> None:
        if not 2000 <= self.anio <= 2999 or self.mitad not in (1, 2):
            raise SemestreInvalido(
                f"No hay semestre con año {self.anio} y mitad {self.mitad}.",
                "un año de 2000 a 2999 y una mitad 1 o 2",
                "Corrija el año o la mitad.",
            )

    @classmethod
    def de_texto(cls, texto: str) -> "Semestre":
        """Lee una clave como «2026-1».

        Raises:
            SemestreInvalido: Si el texto no tiene esa forma.
        """
        forma = _CLAVE.fullmatch(texto.strip())
        if forma is None:
            raise SemestreInvalido(
                f"«{texto}» no nombra un semestre.",
                "el año, un guion y la mitad: 2026-1 es enero a junio de 2026 y 2026-2, julio a diciembre",
                "Escríbalo de esa forma.",
            )
        return cls(int(forma["anio"]), int(forma["mitad"]))

    @classmethod
    def de_fecha(cls, fecha: date) -> "Semestre":
        """Semestre natural en que cae una fecha.

        Raises:
            SemestreInvalido: Si se da un instante en vez de una fecha, o el año está fuera de límites.
        """
        if isinstance(fecha, datetime):
            # El día de un instante depende de la zona; quien llama debe decidirla.
            raise SemestreInvalido(
                f"Se dio un instante ({fecha.isoformat()}) en lugar de una fecha.",
                "una fecha sin hora, en la zona de la Ciudad de México",
                "Convierta el instante a esa zona y tome su fecha.",
            )
        return cls(fecha.year, 1 if fecha.month <= 6 else 2)

    @property
    def clave(self) -> str:
        """Clave con que se nombra en archivos y comandos: «2026-1»."""
        return f"{self.anio}-{self.mitad}"

    @property
    def nombre(self) -> str:
        """Cómo se le dice a una persona: «primer semestre de 2026»."""
        return f"{_ORDINALES[self.mitad]} semestre de {self.anio}"

    @property
    def inicio(self) -> date:
        """Primer día."""
        return date(self.anio, 1 if self.mitad == 1 else 7, 1)

    @property
    def fin(self) -> date:
        """Último día, inclusive."""
        return date(self.anio, 6, 30) if self.mitad == 1 else date(self.anio, 12, 31)

    @property
    def dias(self) -> int:
        """Días naturales que abarca."""
        return (self.fin - self.inicio).days + 1

    @property
    def semanas(self) -> float:
        """Semanas que abarca, con fracción: días entre siete."""
        return self.dias / 7

    @property
    def meses(self) -> tuple[tuple[int, int], ...]:
        """Los seis meses, como pares de año y mes."""
        primero = self.inicio.month
        return tuple((self.anio, primero + i) for i in range(6))

    @property
    def anio_evaluacion(self) -> int:
        """Año en que se evalúa (Lineamientos, art. 11)."""
        return self.anio if self.mitad == 1 else self.anio + 1

    @property
    def mes_evaluacion(self) -> int:
        """Mes en que se entrega la estadística: julio del mismo año o enero del siguiente."""
        return 7 if self.mitad == 1 else 1

    def anterior(self) -> "Semestre":
        """El semestre inmediato anterior."""
        return Semestre(self.anio, 1) if self.mitad == 2 else Semestre(self.anio - 1, 2)

    def siguiente(self) -> "Semestre":
        """El semestre inmediato siguiente."""
        return Semestre(self.anio, 2) if self.mitad == 1 else Semestre(self.anio + 1, 1)

    def contiene(self, fecha: date) -> bool:
        """Dice si la fecha cae en el semestre, contando ambos extremos."""
        return self.inicio <= fecha <= self.fin

    def __str__(self) -> str:
        return self.clave


def semestre_en_evaluacion(fecha: date) -> Semestre:
    """Semestre cuya estadística se recibe y evalúa en una fecha (Lineamientos, art. 11).

    De enero a junio es el segundo del año anterior; de julio a diciembre, el primero del mismo año.
    """
    return Semestre.de_fecha(fecha).anterior()
