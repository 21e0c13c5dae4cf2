"""Órdenes sobre el expediente de una cuenta: verlo, prorrogar un plazo y presentar el informe al Comité."""

from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.actos import PorOpcion, exigir_opciones, leer_fecha, llano, quien
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import con_dia_de_la_semana, decir, en_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lineamientos.procedimiento.tramite import EnTramite

CuentaArgumento = Annotated[str, typer.Argument(metavar="CUENTA", help="Clave de la cuenta en el padrón.")]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    for orden in (expediente, prorrogar, presentar):
        app.command(orden.__name__, cls=Orden)(orden)


def expediente(
    cuenta: CuentaArgumento,
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice en qué está una cuenta y lo que ha ocurrido con ella."""
    from flujos.pasos.vigilancia_consulta import expediente_guardado
    from lineamientos.procedimiento.clases import ClaseDeEvento
    from lineamientos.procedimiento.titulos import ESTADOS, HECHOS, REVISIONES
    from lineamientos.procedimiento.transiciones import EstadoDeEntrega, EstadoDeRevision

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    hallado = expediente_guardado(abierto, elegido, cuenta)
    if en_formato_json:
        en_json(hallado.como_datos())
        return
    entrega, revision = (
        ESTADOS[EstadoDeEntrega(hallado.entrega)],
        REVISIONES[EstadoDeRevision(hallado.revision)],
    )
    decir(f"Expediente de {cuenta}, {elegido.nombre}: entrega {entrega[0].lower()}; "
          f"revisión {revision[0].lower()}.")  # fmt: skip
    if hallado.vence is not None:
        hoy = abierto.ahora_local().date()
        dicho = "Corre un plazo que vence" if hallado.vence >= hoy else "Venció un plazo"
        decir(f"{dicho} el {con_dia_de_la_semana(hallado.vence)}.")
    for fila in hallado.hechos:
        vence = f"; vence el {fila['vence']}" if fila["vence"] else ""
        decir(
            f"  {fila['fecha_efectiva']}  {HECHOS[ClaseDeEvento(fila['clase_evento'])]}{vence}. "
            f"{fila['detalle_evento'] or ''}"
        )
    if not hallado.hechos:
        decir("  Nada consta todavía.")


def prorrogar(
    cuenta: CuentaArgumento,
    semestre: SemestreArgumento = None,
    hasta: Annotated[
        str, typer.Option("--hasta", metavar="AAAA-MM-DD", help="Nuevo último día del plazo que corre.")
    ] = "",
    fundamento: Annotated[
        str,
        typer.Option("--fundamento", metavar="TEXTO", help="En qué se apoya; se publica: no ponga nombres."),
    ] = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
) -> None:
    """Concede una prórroga del plazo que corre para una cuenta."""
    from flujos.pasos.vigilancia_consulta import prorrogar as paso

    exigir_opciones({"--hasta": hasta, "--fundamento": fundamento}, "sin eso no se concede una prórroga")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    antes, nuevo = paso(abierto, elegido, cuenta, leer_fecha(hasta), llano(fundamento), quien(por))
    dicho = "Ya constaba" if not nuevo else f"El plazo de {cuenta}, que vencía el {antes}, se prorroga"
    decir(f"{dicho}: vence el {con_dia_de_la_semana(leer_fecha(hasta))}.")


def presentar(
    semestre: SemestreArgumento = None,
    fecha: Annotated[
        str, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Día en que se presentó al Comité.")
    ] = "",
    oficio: Annotated[
        str, typer.Option("--oficio", metavar="NÚMERO", help="Oficio o correo con que se presentó.")
    ] = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
) -> None:
    """Registra que el informe del semestre se presentó al Comité.

    Avisa de las cuentas que siguen en trámite y hasta cuándo.
    """
    from flujos.pasos.asientos import abrir_al_dia
    from flujos.pasos.vigilancia_actos import cuentas_en_tramite, presentar_informe

    exigir_opciones({"--fecha": fecha, "--oficio": oficio}, "con eso consta que se presentó")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    with abrir_al_dia(abierto) as base:
        nuevas = presentar_informe(abierto, base, elegido, leer_fecha(fecha), llano(oficio), quien(por))
        siguen = cuentas_en_tramite(abierto, base, elegido)
    if nuevas:
        decir(f"Consta que el informe del {elegido.nombre} se presentó al Comité el {fecha}.")
    else:
        decir("Ya constaba, sin cambio.")
    _decir_en_tramite(siguen)


def _decir_en_tramite(cuentas: "Sequence[EnTramite]") -> None:
    if not cuentas:
        return
    decir("Siguen en trámite, y lo que resulte no estará en el informe que se presentó:")
    for c in cuentas:
        hasta = "" if c.hasta is None else f", hasta el {con_dia_de_la_semana(c.hasta)}"
        decir(f"  {c.cuenta}: {c.que}{hasta}.")
