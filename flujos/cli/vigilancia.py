"""Órdenes del procedimiento en marcha: vigilar, expediente, prorrogar, requerir y presentar el informe."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import con_dia_de_la_semana, contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.espacio import Espacio
    from flujos.pasos.vigilancia import ResumenDeVigilancia, VigilanciaDelSemestre
    from flujos.pasos.vigilancia_grupos import Grupo

PorOpcion = Annotated[
    str | None,
    typer.Option("--por", metavar="NOMBRE", help="Quién lo registra; si no, el usuario de este equipo."),
]
CuentaArgumento = Annotated[str, typer.Argument(metavar="CUENTA", help="Clave de la cuenta en el padrón.")]
_VARIAS = 12
"""Cuentas que se nombran en un renglón; las demás se cuentan."""


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    for orden in (vigilar, expediente, prorrogar, requerir, presentar):
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
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Hace lo que toca hoy del procedimiento, una sola vez.

    Asienta lo que ocurrió, escribe lo que se debe (requerimientos, recordatorios, acuses, observaciones,
    avisos) y envía lo que puede salir. Repetirla no repite nada.
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
        else paso(abierto, _quien(por), solo=solo)
    )
    if en_formato_json:
        en_json([_como_datos(v) for v in resumen.semestres])
    else:
        _decir(resumen, ensayo=ensayo)
    despacho = resumen.despacho
    raise typer.Exit(1 if despacho is not None and despacho.con_fallas else 0)


def expediente(
    cuenta: CuentaArgumento,
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice en qué está una cuenta y todo lo que ha ocurrido con ella."""
    from flujos.pasos.vigilancia_consulta import expediente_guardado

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    hallado = expediente_guardado(abierto, elegido, cuenta)
    if en_formato_json:
        en_json(hallado.como_datos())
        return
    decir(f"Expediente de {cuenta}, {elegido.nombre}: entrega {_dicho(hallado.entrega)}; "
          f"revisión {_dicho(hallado.revision)}.")  # fmt: skip
    if hallado.vence is not None:
        decir(f"Corre un plazo que vence el {con_dia_de_la_semana(hallado.vence)}.")
    for fila in hallado.hechos:
        vence = f"; vence el {fila['vence']}" if fila["vence"] else ""
        decir(
            f"  {fila['fecha_efectiva']}  {_dicho(fila['clase_evento'])}{vence}. "
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
        str, typer.Option("--fundamento", metavar="TEXTO", help="En qué se apoya la prórroga.")
    ] = "",
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
) -> None:
    """Concede una prórroga del plazo que corre para una cuenta."""
    from flujos.errores import OrdenInvalida
    from flujos.pasos.vigilancia_consulta import prorrogar as paso

    if not hasta or not _llano(fundamento):
        raise OrdenInvalida("Faltan --hasta y --fundamento: sin fundamento no se concede una prórroga.")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    antes, nuevo = paso(abierto, elegido, cuenta, _fecha(hasta), _llano(fundamento), _quien(por))
    dicho = "Ya constaba" if not nuevo else f"El plazo de {cuenta}, que vencía el {antes}, se prorroga"
    decir(f"{dicho}: vence el {con_dia_de_la_semana(_fecha(hasta))}.")


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
    """Escribe un requerimiento de otra información, con su propia fecha.

    El del artículo 12 lo firma Comunicación Social y se entrega a la subdirección que diga pertinencia.toml.
    """
    from flujos.pasos.vigilancia_especial import Pedido
    from flujos.pasos.vigilancia_especial import requerir as paso

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    pedido = Pedido(
        cuentas=tuple(cuenta or ()),
        campos=tuple(_campo(c) for c in campo or ()),
        fecha=_fecha(fecha) if fecha else None,
        motivo=_llano(motivo),
        del_comite=comite,
    )
    escritas, faltas = paso(abierto, elegido, pedido, _quien(por))
    decir(f"{contar(len(escritas), 'comunicación escrita', 'comunicaciones escritas')}.")
    for grupo in escritas:
        decir(f"  {_renglon(grupo)}")
    for falta in faltas:
        decir(f"  • {falta}")
    decir("Para verlas: «pertinencia comunicaciones».")
    raise typer.Exit(1 if faltas else 0)


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
    """Registra que el informe del semestre se presentó al Comité."""
    from flujos.errores import OrdenInvalida
    from flujos.pasos.asientos import abrir_al_dia
    from flujos.pasos.vigilancia_actos import presentar_informe

    if not fecha or not _llano(oficio):
        raise OrdenInvalida("Faltan --fecha y --oficio: con ellos consta que se presentó.")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    with abrir_al_dia(abierto) as base:
        nuevas = presentar_informe(abierto, base, elegido, _fecha(fecha), _llano(oficio), _quien(por))
    if nuevas:
        decir(f"Consta que el informe del {elegido.nombre} se presentó al Comité el {fecha}.")
    else:
        decir("Ya constaba, sin cambio.")


def _decir(resumen: "ResumenDeVigilancia", *, ensayo: bool) -> None:
    escritas = "se escribirían" if ensayo else "se escribieron"
    for visto in resumen.semestres:
        if visto.sin_novedad:
            decir(f"{visto.semestre.nombre.capitalize()}: nada que hacer.")
            continue
        decir(f"{visto.semestre.nombre.capitalize()}, al {visto.momento:%Y-%m-%d %H:%M}:")
        for clase, cuantos in _por_clase(str(h.clase) for h in visto.hechos):
            decir(f"  Consta: {_dicho(clase)}, {contar(cuantos, 'cuenta', 'cuentas')}.")
        if visto.comunicaciones:
            cuantas = contar(len(visto.comunicaciones), "comunicación", "comunicaciones")
            decir(f"  {cuantas} que {escritas}:")
        for grupo in visto.comunicaciones:
            decir(f"    {_renglon(grupo)}")
        for clase, cuantos in _por_clase(str(c.clase) for c in visto.esperan):
            desde = min(c.desde for c in visto.esperan if str(c.clase) == clase)
            decir(
                f"  Espera al {desde:%Y-%m-%d %H:%M}: {_dicho(clase)}, "
                f"{contar(cuantos, 'cuenta', 'cuentas')}."
            )
        for falta in visto.faltas:
            decir(f"  • {falta}")
    if resumen.despacho is not None:
        for oracion in resumen.despacho.oraciones:
            decir(oracion)


def _renglon(grupo: "Grupo") -> str:
    cuentas = [c.cuenta for c in grupo.cartas if c.cuenta]
    nombradas = ", ".join(cuentas[:_VARIAS]) + (
        f" y {len(cuentas) - _VARIAS} más" if len(cuentas) > _VARIAS else ""
    )
    para = ", ".join(d.correo for d in grupo.destinatarios if not d.copia)
    plazo = grupo.cartas[0].plazo
    vence = f"; vence el {plazo.fecha}" if plazo else ""
    return f"{_dicho(grupo.clase)} a {para}{f' ({nombradas})' if nombradas else ''}{vence}"


def _por_clase(clases: Any) -> list[tuple[str, int]]:
    from collections import Counter

    return list(Counter(clases).items())


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


def _dicho(clave: object) -> str:
    return str(clave).replace("_", " ")


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
    return _llano(titulo), _llano(descripcion)


def _quien(por: str | None) -> str:
    from flujos.ajustes import usuario_del_equipo

    return _llano(por) or usuario_del_equipo()


def _llano(texto: str | None) -> str:
    """El texto sin controles ni bytes que no se entiendan, que la terminal puede traer."""
    return " ".join("".join(c if c.isprintable() else " " for c in texto or "").split())


def _fecha(texto: str) -> date:
    from flujos.errores import OrdenInvalida

    try:
        return date.fromisoformat(texto.strip())
    except ValueError:
        raise OrdenInvalida(f"«{texto}» no es una fecha; escríbala como 2027-01-25.") from None
