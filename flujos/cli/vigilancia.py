"""Órdenes del procedimiento en marcha: vigilar, y requerir otra información."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.actos import PorOpcion, leer_fecha, llano, quien
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.espacio import Espacio
    from flujos.pasos.vigilancia import ResumenDeVigilancia, VigilanciaDelSemestre
    from flujos.pasos.vigilancia_grupos import Grupo

_VARIAS = 12
"""Cuentas que se nombran en un renglón; las demás se cuentan."""


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    for orden in (vigilar, requerir):
        app.command(orden.__name__, cls=Orden)(orden)


def vigilar(
    semestre: Annotated[
        str | None,
        typer.Argument(metavar="SEMESTRE", help="Solo ese; si no, el que se evalúa y el que corre."),
    ] = None,
    ensayo: Annotated[bool, typer.Option("--ensayo", help="Dice qué haría y no escribe nada.")] = False,
    en: Annotated[
        str | None,
        typer.Option("--en", metavar="FECHA", help="Con --ensayo, en qué momento: 2027-01-11 o con hora."),
    ] = None,
    reloj_correcto: Annotated[
        bool,
        typer.Option(
            "--reloj-correcto", help="La hora de hoy es la buena, aunque haya algo asentado después."
        ),
    ] = False,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Hace lo que toca hoy del procedimiento, una sola vez.

    Recibe lo que espere en entradas/, asienta lo que ocurrió, escribe lo que se debe (requerimientos,
    recordatorios, acuses, observaciones, avisos) y envía lo que puede salir. Repetirla no repite nada.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.vigilancia import ensayar
    from flujos.pasos.vigilancia import vigilar as paso
    from lineamientos.semestres import Semestre

    if en is not None and not ensayo:
        raise OrdenInvalida("--en dice en qué momento se ensaya; agregue --ensayo.")
    abierto = abrir(espacio)
    solo = Semestre.de_texto(semestre) if semestre else None
    resumen = (
        ensayar(abierto, _momento(abierto, en), solo=solo)
        if ensayo
        else paso(abierto, quien(por), solo=solo, reloj_correcto=reloj_correcto)
    )
    if en_formato_json:
        en_json([_como_datos(v) for v in resumen.semestres])
    else:
        _decir(resumen, ensayo=ensayo)
    raise typer.Exit(1 if resumen.con_fallas else 0)


def requerir(
    semestre: SemestreArgumento = None,
    cuenta: Annotated[
        list[str] | None, typer.Option("--cuenta", metavar="CUENTA", help="De qué cuenta; puede repetirse.")
    ] = None,
    campo: Annotated[
        list[str] | None,
        typer.Option("--campo", metavar="TÍTULO=DESCRIPCIÓN", help="Qué se pide; puede repetirse."),
    ] = None,
    fecha: Annotated[
        str, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Último día para entregarlo (art. 12).")
    ] = "",
    motivo: Annotated[
        str, typer.Option("--motivo", metavar="TEXTO", help="Para qué se pide, en una oración.")
    ] = "",
    comite: Annotated[
        bool, typer.Option("--comite", help="Lo pide el Comité, para su firma (art. 8, fracción II).")
    ] = False,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
) -> None:
    """Escribe un requerimiento de otra información.

    El del artículo 12 lo firma Comunicación Social y se entrega a la subdirección que diga pertinencia.toml.
    """
    from flujos.pasos.vigilancia_especial import Pedido
    from flujos.pasos.vigilancia_especial import requerir as paso

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    pedido = Pedido(
        cuentas=tuple(cuenta or ()),
        campos=tuple(_campo(c) for c in campo or ()),
        fecha=leer_fecha(fecha) if fecha else None,
        motivo=llano(motivo),
        del_comite=comite,
    )
    escritas, faltas = paso(abierto, elegido, pedido, quien(por))
    decir(f"{contar(len(escritas), 'comunicación escrita', 'comunicaciones escritas')}.")
    for grupo in escritas:
        decir(f"  {_renglon(grupo)}")
    for falta in faltas:
        decir(f"  • {falta}")
    decir("Para verlas: «pertinencia comunicaciones».")
    raise typer.Exit(1 if faltas else 0)


def _decir(resumen: "ResumenDeVigilancia", *, ensayo: bool) -> None:
    from collections import Counter

    from lineamientos.procedimiento.clases import COMUNICACIONES
    from lineamientos.procedimiento.titulos import HECHOS

    if (recibido := resumen.recibido) is not None:
        cargados = contar(recibido.suma("cargados") + recibido.suma("parciales"), "cargado", "cargados")
        decir(
            f"Antes se recibió lo que había en entradas: {cargados}, "
            f"{contar(recibido.suma('rechazados'), 'rechazado', 'rechazados')}, "
            f"{contar(len(recibido.correos), 'correo', 'correos')}. Lo hallado: «pertinencia observaciones»; "
            "lo apartado, en entradas/rechazados."
        )
    for visto in resumen.semestres:
        if visto.sin_novedad:
            decir(f"{visto.semestre.nombre.capitalize()}: nada que hacer.")
            continue
        decir(f"{visto.semestre.nombre.capitalize()}, al {visto.momento:%Y-%m-%d %H:%M}:")
        for titulo, cuantos in Counter(HECHOS[h.clase] for h in visto.hechos).items():
            decir(f"  Consta: {titulo}, {contar(cuantos, 'cuenta', 'cuentas')}.")
        if visto.comunicaciones:
            cuantas = contar(len(visto.comunicaciones), "comunicación", "comunicaciones")
            decir(f"  {cuantas} por escribir:" if ensayo else f"  Se escribió: {cuantas}.")
        for grupo in visto.comunicaciones:
            decir(f"    {_renglon(grupo)}")
        for clase, cuantos in Counter(c.clase for c in visto.esperan).items():
            desde = min(c.desde for c in visto.esperan if c.clase is clase)
            decir(
                f"  Espera al {desde:%Y-%m-%d %H:%M}: {COMUNICACIONES[clase].titulo}, "
                f"{contar(cuantos, 'cuenta', 'cuentas')}."
            )
        for falta in visto.faltas:
            decir(f"  • {falta}")
    if resumen.despacho is not None:
        for oracion in resumen.despacho.oraciones:
            decir(oracion)


def _renglon(grupo: "Grupo") -> str:
    from lineamientos.procedimiento.clases import COMUNICACIONES

    cuentas = [c.cuenta for c in grupo.cartas if c.cuenta]
    nombradas = ", ".join(cuentas[:_VARIAS]) + (
        f" y {len(cuentas) - _VARIAS} más" if len(cuentas) > _VARIAS else ""
    )
    para = ", ".join(d.correo for d in grupo.destinatarios if not d.copia)
    plazo = grupo.cartas[0].plazo
    vence = f"; vence el {plazo.fecha}" if plazo else ""
    return f"{COMUNICACIONES[grupo.clase].titulo}, para {para}{f' ({nombradas})' if nombradas else ''}{vence}"


def _como_datos(visto: "VigilanciaDelSemestre") -> dict[str, Any]:
    return {
        "semestre": visto.semestre.clave,
        "momento": visto.momento.isoformat(),
        "hechos": [
            {"clase": str(h.clase), "cuenta": h.cuenta, "fecha": h.fecha, "detalle": h.detalle}
            for h in visto.hechos
        ],
        "comunicaciones": [
            {
                "comunicacion": g.comunicacion,
                "clase": str(g.clase),
                "cuentas": [c.cuenta for c in g.cartas if c.cuenta],
                "para": [d.correo for d in g.destinatarios if not d.copia],
                "vence": g.cartas[0].plazo.fecha if g.cartas[0].plazo else None,
                "motivo": g.cartas[0].motivo,
            }
            for g in visto.comunicaciones
        ],
        "esperan": [
            {"clase": str(c.clase), "cuenta": c.cuenta, "desde": c.desde.isoformat()} for c in visto.esperan
        ],
        "faltas": list(visto.faltas),
    }


def _momento(espacio: "Espacio", texto: str | None) -> datetime:
    from flujos.errores import OrdenInvalida

    if texto is None:
        return espacio.ahora_local()
    try:
        leido = datetime.fromisoformat(texto.strip())
    except ValueError:
        raise OrdenInvalida(
            f"«{texto}» no es un momento; escríbalo como 2027-01-11 o 2027-01-11T10:30."
        ) from None
    if len(texto.strip()) == len("2027-01-11"):
        leido = leido.replace(hour=9, minute=5)
    return leido if leido.tzinfo else leido.replace(tzinfo=espacio.zona)


def _campo(texto: str) -> tuple[str, str]:
    titulo, _, descripcion = texto.partition("=")
    return llano(titulo), llano(descripcion)
