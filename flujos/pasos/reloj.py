"""El reloj del equipo frente a lo ya asentado: con él atrasado los plazos se cuentan mal.

Lo asentado con el reloj adelantado parece después del futuro. Nadie lo borra: una persona declara que la hora
de hoy es la buena, queda asentado quién lo dijo y esos asientos dejan de estorbar.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from almacen.asientos import POR_ORDEN, Registro, bytes_de_orden, identidad_de_acto
from almacen.maestro import Base, abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from lineamientos.semestres import Semestre

CLASE = "reloj_correcto"
"""Clase del asiento con que una persona declara que la hora de hoy es la buena."""
_HOLGURA = timedelta(minutes=5)
"""Lo que un servicio de hora puede atrasar un reloj al corregirlo, sin que se cuente por atrasado."""
_SE_NOMBRAN = 3


@dataclass(frozen=True)
class DelFuturo:
    """Un asiento que se registró después de la hora que da el reloj.

    Attributes:
        lote: Su lote.
        clase: Qué registra.
        semestre: Clave de su semestre.
        cuando: Instante en que dice que se registró, con zona.
    """

    lote: str
    clase: str
    semestre: str
    cuando: datetime

    @property
    def declarado(self) -> str:
        """Identidad del acto que dice que su hora no era la buena."""
        return identidad_de_acto(CLASE, self.lote)


def exigir_reloj(espacio: Espacio, base: Base) -> None:
    """Exige que el reloj no vaya antes de lo último asentado.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto, con lo asentado al día.

    Raises:
        OrdenInvalida: Si va antes; nombra los asientos y dice cómo seguir.
    """
    futuros = del_futuro(espacio, base)
    if not futuros:
        return
    zona = espacio.zona
    nombrados = "; ".join(
        f"{f.clase.replace('_', ' ')} del {f.semestre}, el {f.cuando.astimezone(zona):%Y-%m-%d %H:%M}"
        for f in futuros[:_SE_NOMBRAN]
    )
    mas = f" y {len(futuros) - _SE_NOMBRAN:,} más" if len(futuros) > _SE_NOMBRAN else ""
    raise OrdenInvalida(
        f"El reloj de este equipo dice {espacio.ahora_local():%Y-%m-%d %H:%M} y ya se asentó algo después: "
        f"{nombrados}{mas}. Si el reloj va atrasado, corríjalo y repita la orden. Si la hora de hoy es la "
        "buena y era entonces cuando iba adelantado, corra «pertinencia vigilar --reloj-correcto»: queda "
        "asentado quién lo dijo, y lo que esos asientos dicen hay que revisarlo. No se asentó ni se envió "
        "nada."
    )


def del_futuro(espacio: Espacio, base: Base) -> tuple[DelFuturo, ...]:
    """Los asientos posteriores a la hora del reloj de los que nadie ha dicho que iba adelantado."""
    filas = base.consultar(
        "SELECT lote, clase_asiento, semestre, registrado_en FROM asientos WHERE registrado_en > $limite "
        "ORDER BY registrado_en DESC, lote",
        {"limite": espacio.ahora() + _HOLGURA},
    )
    if filas.is_empty():
        return ()
    with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
        actos = reservado.consultar(
            "SELECT acto FROM asientos_reservados WHERE clase_asiento = $clase", {"clase": CLASE}
        )
    declarados = set(actos["acto"])
    return tuple(f for f in map(DelFuturo, *filas.get_columns()) if f.declarado not in declarados)


def declaracion(espacio: Espacio, futuros: tuple[DelFuturo, ...], por: str) -> Registro:
    """Lo que se asienta cuando una persona declara que la hora de hoy es la buena.

    Args:
        espacio: Espacio abierto.
        futuros: Los asientos que se hicieron con el reloj adelantado.
        por: Quién lo declara.
    """
    semestre = Semestre.de_fecha(espacio.ahora_local().date()).clave
    quienes = [
        {
            "acto": f.declarado,
            "clase_asiento": CLASE,
            "semestre": semestre,
            "cuenta": "",
            "registrado_por": por,
            "texto_integro": f"Se asentó con el reloj adelantado: {f.clase}, {f.cuando.isoformat()}.",
        }
        for f in futuros
    ]
    contenido = bytes_de_orden({"orden": "vigilar --reloj-correcto", "lotes": [f.lote for f in futuros]})
    return Registro(CLASE, semestre, POR_ORDEN, contenido, {"asientos_reservados": quienes})
