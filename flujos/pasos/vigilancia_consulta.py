"""Ver el expediente de una cuenta y conceder una prórroga (arts. 4 y 6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from almacen import expediente as guardado
from almacen.maestro import Base
from conectores.archivos.planilla import parecidas
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.padron_personas import ambito_de
from informes.cartas.limpieza import en_un_renglon
from lineamientos.procedimiento.clases import ClaseDeEvento
from lineamientos.procedimiento.expediente import Expediente, expediente_de
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class ExpedienteGuardado:
    """En qué está una cuenta y lo que consta de ella.

    Attributes:
        cuenta: Clave.
        semestre: Clave del semestre.
        entrega: Estado de la entrega.
        revision: Estado de la revisión.
        vence: Último día del plazo que corre, o ``None``.
        abiertas: Observaciones notificadas que siguen abiertas.
        hechos: Filas de ``eventos``, en orden.
    """

    cuenta: str
    semestre: str
    entrega: str
    revision: str
    vence: date | None
    abiertas: tuple[str, ...]
    hechos: tuple[dict[str, Any], ...]

    def como_datos(self) -> dict[str, Any]:
        """Para un programa."""
        return vars(self) | {"abiertas": list(self.abiertas), "hechos": list(self.hechos)}


def expediente_guardado(espacio: Espacio, semestre: Semestre, cuenta: str) -> ExpedienteGuardado:
    """El expediente de una cuenta.

    Raises:
        OrdenInvalida: Si la cuenta no está en el padrón.
    """
    exigir_cuenta(espacio, cuenta)
    with abrir_al_dia(espacio) as base:
        actual, hechos = _leer(base, semestre, cuenta)
    return ExpedienteGuardado(
        cuenta,
        semestre.clave,
        str(actual.entrega),
        str(actual.revision),
        actual.plazo_que_corre,
        tuple(sorted(actual.abiertas)),
        tuple(hechos),
    )


def prorrogar(
    espacio: Espacio, semestre: Semestre, cuenta: str, hasta: date, fundamento: str, por: str
) -> tuple[date, bool]:
    """Concede una prórroga del plazo que corre.

    Args:
        espacio: Espacio abierto.
        semestre: Semestre.
        cuenta: Cuenta.
        hasta: Nuevo último día.
        fundamento: En qué se apoya, sin datos personales: se publica.
        por: Quién la registra.

    Returns:
        Cuándo vencía, y si no constaba ya.

    Raises:
        OrdenInvalida: Si la cuenta no existe, no corre ningún plazo, o el día es inhábil o no lo alarga.
    """
    exigir_cuenta(espacio, cuenta)
    with abrir_al_dia(espacio) as base:
        actual, _ = _leer(base, semestre, cuenta)
        vence = actual.plazo_que_corre
        if vence is None:
            raise OrdenInvalida(
                f"Para «{cuenta}» no corre ningún plazo en el {semestre.nombre}: no hay qué prorrogar. Vea "
                f"«pertinencia expediente {cuenta} {semestre.clave}»."
            )
        if vence == hasta and actual.ultimo(ClaseDeEvento.PRORROGADO):
            return vence, False
        hoy, ambito = espacio.ahora_local().date(), ambito_de(espacio.padron, cuenta)
        if vence < hoy:
            raise OrdenInvalida(
                f"El plazo de «{cuenta}» ya venció, el {vence.isoformat()}: una prórroga se concede antes. "
                "Lo que entregue después consta con su fecha."
            )
        if hasta > semestre.siguiente().fin:
            raise OrdenInvalida(
                f"El {hasta.isoformat()} es después del {semestre.siguiente().fin.isoformat()}, cuando ya se "
                "revisa otro semestre: una prórroga no puede llegar tan lejos. Corrija --hasta."
            )
        dias = espacio.calendario.segun(espacio.parametros.del_semestre(semestre))
        if hasta <= vence or not dias.es_habil(hasta, ambito):
            razon = dias.motivo_inhabil(hasta, ambito)
            porque = (
                f"es inhábil ({razon})" if razon else f"no es posterior al {vence.isoformat()}, que ya corre"
            )
            raise OrdenInvalida(f"El {hasta.isoformat()} {porque}. Corrija --hasta.")
        # Entero, aunque sea largo: no queda en ningún otro lado.
        ahora, entero = espacio.ahora_local(), en_un_renglon(fundamento)
        evento = hecho(
            semestre.clave,
            cuenta,
            ClaseDeEvento.PRORROGADO,
            ahora,
            ahora.date(),
            documento=entero,
            vence=hasta,
            detalle=f"Prórroga hasta el {hasta.isoformat()}: {entero}",
        )
        asentar_eventos(espacio, base, semestre.clave, [evento], por)
    return vence, True


def _leer(base: Base, semestre: Semestre, cuenta: str) -> tuple[Expediente, list[dict[str, Any]]]:
    marco = guardado.eventos(base, semestre.clave)
    suyos = {f["evento"]: f for f in marco.iter_rows(named=True) if f["cuenta"] == cuenta}
    actual = expediente_de(cuenta, (e for e in guardado.como_eventos(marco) if e.cuenta == cuenta))
    # En el orden del expediente: lo evaluado antes que lo informado aunque se asienten a la vez.
    return actual, [suyos[h.evento] for h in actual.hechos]


def exigir_cuenta(espacio: Espacio, cuenta: str) -> None:
    """Exige que la cuenta esté en el padrón; si no, sugiere la que se le parece.

    Raises:
        OrdenInvalida: Si no está.
    """
    if cuenta not in espacio.padron.claves:
        sugerida = parecidas(cuenta, sorted(espacio.padron.claves))
        raise OrdenInvalida(
            f"No hay una cuenta «{limpiar(cuenta)}». {sugerida or 'Revise la clave en padron/cuentas.csv.'}"
        )
