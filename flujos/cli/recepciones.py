"""Órdenes de lo que se recibe fuera de la carpeta: acusar lo de papel, aclarar y los correos por atender."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.actos import PorOpcion, leer_momento
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, abrir, elegir
from flujos.cli.salida import contar, decir, en_json

if TYPE_CHECKING:
    pass

CuentaArgumento = Annotated[str, typer.Argument(help="Clave de la cuenta en el padrón.", metavar="CUENTA")]
SemestreOpcion = Annotated[
    str | None,
    typer.Option("--semestre", metavar="SEMESTRE", help="Semestre; si no, el que toca evaluar hoy."),
]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("acusar", cls=Orden)(acusar)
    app.command("aclarar", cls=Orden)(aclarar)
    app.command("correos", cls=Orden)(correos)


def acusar(
    cuenta: CuentaArgumento,
    folio: Annotated[str, typer.Option("--folio", metavar="NÚMERO", help="Número del sello de recibido.")],
    momento: Annotated[
        str, typer.Option("--momento", metavar="'AAAA-MM-DD HH:MM'", help="Momento del sello.")
    ],
    escaneo: Annotated[
        Path, typer.Option("--escaneo", metavar="RUTA", help="El escrito sellado, en PDF, PNG o JPEG.")
    ],
    archivo: Annotated[
        Path | None, typer.Option("--archivo", metavar="RUTA", help="El archivo digital que traía.")
    ] = None,
    entrega: Annotated[
        bool, typer.Option("--entrega", help="El escrito es la estadística, en papel.")
    ] = False,
    semestre: SemestreOpcion = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra lo que llegó en papel o a la mano, con su sello.

    Con --archivo o --entrega es la entrega de la estadística; sin ellas, un escrito que se acusa y nada más.
    Cuenta el momento del sello y no el de hoy. Repetirlo no cambia nada.
    """
    from flujos.cli.actos import llano, quien
    from flujos.pasos.acuses import Sellado, acusar_sellado

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    sellado = Sellado(cuenta, llano(folio), leer_momento(momento, abierto.zona), escaneo, archivo, entrega)
    acusado = acusar_sellado(abierto, elegido, sellado, quien(por))
    con_fallas = acusado.recepcion is not None and acusado.recepcion.con_fallas
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "cuenta": cuenta,
                "folio": acusado.folio,
                "nuevo": acusado.nuevo,
                "entrega": acusado.entrega,
                "en_tiempo": acusado.en_tiempo,
                "falta": acusado.falta or None,
            }
        )
    else:
        plazo = {True: "en tiempo", False: "fuera de tiempo", None: "sin plazo que contar"}
        dicho = "Recibido" if acusado.nuevo else "Ya constaba, sin cambio"
        decir(f"{dicho}: acuse {acusado.folio}, {plazo[acusado.en_tiempo]}.")
        if acusado.falta:
            decir(acusado.falta)
        if not acusado.entrega:
            decir(
                "Consta como un escrito y no como la entrega, que se sigue debiendo. Si es la estadística en "
                "papel, repita la orden con --entrega."
            )
        for hallazgo in acusado.recepcion.hallazgos if acusado.recepcion else ():
            decir(f"  • {hallazgo.oracion}")
    raise typer.Exit(1 if con_fallas else 0)


def aclarar(
    cuenta: CuentaArgumento,
    observacion: Annotated[
        str | None,
        typer.Argument(
            help="Identidad de la observación; sin ella, dice las abiertas.", metavar="OBSERVACIÓN"
        ),
    ] = None,
    texto: Annotated[
        str, typer.Option("--texto", metavar="TEXTO", help="Lo que respondió el área; no se publica.")
    ] = "",
    momento: Annotated[
        str | None,
        typer.Option("--momento", metavar="'AAAA-MM-DD HH:MM'", help="Cuándo respondió; si no, ahora."),
    ] = None,
    semestre: SemestreOpcion = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Cierra una observación con la aclaración del área.

    Es del art. 14. Cuenta el momento en que el área respondió, y no el de hoy si se registra después. Sin
    decir cuál, lista las que la cuenta tiene abiertas con su identidad.
    """
    from flujos.cli.actos import llano, quien
    from flujos.pasos.asientos import abrir_al_dia
    from flujos.pasos.observaciones import aclarar as paso
    from flujos.pasos.observaciones import observaciones_del_semestre
    from flujos.pasos.vigilancia_consulta import exigir_cuenta

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    exigir_cuenta(abierto, cuenta)
    if observacion is not None:
        cuando = None if momento is None else leer_momento(momento, abierto.zona)
        cerrada = paso(abierto, elegido, cuenta, observacion, llano(texto), quien(por), cuando)
        if en_formato_json:
            en_json(vars(cerrada))
        else:
            decir(f"Aclarada: {cerrada.lugar}: {cerrada.mensaje}")
        return
    with abrir_al_dia(abierto) as base:
        suyas = observaciones_del_semestre(abierto, base, elegido).get(cuenta, ())
    if en_formato_json:
        en_json([vars(o.carta) | {"notificada": o.seguida.notificada} for o in suyas])
        return
    decir(f"{cuenta}: {contar(len(suyas), 'observación abierta', 'observaciones abiertas')}.")
    for o in suyas:
        decir(f"  {o.carta.numero}  {o.carta.lugar}: {o.carta.mensaje}")


def correos(
    atendido: Annotated[
        str | None, typer.Option("--atendido", metavar="HUELLA", help="Anota que ese correo ya se leyó.")
    ] = None,
    texto: Annotated[str, typer.Option("--texto", metavar="TEXTO", help="Qué se hizo con él.")] = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice los correos recibidos que esperan a una persona.

    Los que no traen archivos y hay que leer, y los apartados con su motivo. Esto no se publica.
    """
    from flujos.cli.actos import llano, quien
    from flujos.pasos.correos_atencion import atender_correo, correos_pendientes

    abierto = abrir(espacio)
    if atendido is not None:
        visto = atender_correo(abierto, atendido, llano(texto), quien(por))
        decir(f"Atendido: {visto.oracion}")
        return
    pendientes = correos_pendientes(abierto)
    if en_formato_json:
        en_json([vars(c) for c in pendientes])
        return
    decir(f"{contar(len(pendientes), 'correo espera', 'correos esperan')} a una persona; esto no se publica.")
    for c in pendientes:
        decir(f"  [{c.dicho}] {c.correo[:12]}  {c.oracion}")
