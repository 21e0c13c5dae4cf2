"""Órdenes de lo que decide el Comité: resolver, y la vista al área que va antes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.actos import PorOpcion, exigir_opciones, leer_fecha, llano, quien
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import advertir, con_dia_de_la_semana, contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.resoluciones import ResumenResoluciones
    from flujos.pasos.vista import Acto
    from flujos.pasos.vista_lectura import EnQueEsta
    from lineamientos.semestres import Semestre


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("vista", cls=Orden)(vista)
    app.command("resolver", cls=Orden)(resolver)


def resolver(
    semestre: SemestreArgumento = None,
    plantilla: Annotated[
        Path | None,
        typer.Option("--plantilla", metavar="RUTA", help="Escribe el CSV por llenar, con lo propuesto."),
    ] = None,
    archivo: Annotated[
        Path | None, typer.Option("--archivo", metavar="RUTA", help="Registra lo resuelto en ese CSV.")
    ] = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra lo que el Comité resolvió de cada cuenta.

    Primero con --plantilla, que trae lo propuesto; ya llena, con --archivo. Lo bueno se registra aunque otro
    renglón falle; repetir no cambia nada y una corrección conserva lo anterior.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.resoluciones import escribir_plantilla
    from flujos.pasos.resoluciones import resolver as paso

    if plantilla is not None and archivo is not None:
        raise OrdenInvalida("Diga --plantilla o --archivo, no las dos cosas.")
    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    if plantilla is None and archivo is None:
        raise OrdenInvalida("Diga --plantilla RUTA para tener el CSV por llenar, o --archivo RUTA ya lleno.")
    if plantilla is not None:
        cuentas = escribir_plantilla(abierto, elegido, plantilla)
        if en_formato_json:
            en_json({"semestre": elegido.clave, "plantilla": str(plantilla), "cuentas": cuentas})
        else:
            decir(f"Plantilla con {contar(cuentas, 'cuenta', 'cuentas')}: {plantilla}")
            decir(
                "Llene clase_resuelta, sesion, fecha y acuerdo, y razones donde la clase no sea la propuesta "
                "(ahí son obligatorias; en las demás se admiten). Lo que deje vacío queda sin resolver."
            )
    if archivo is not None:
        _registrar(paso(abierto, elegido, archivo, quien(por)), elegido, en_formato_json=en_formato_json)


def _registrar(resumen: "ResumenResoluciones", elegido: "Semestre", *, en_formato_json: bool) -> None:
    """Dice qué se registró y termina con 1 si algún renglón falló."""
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "nuevas": resumen.nuevas,
                "corregidas": resumen.corregidas,
                "sin_cambio": resumen.sin_cambio,
                "sin_resolver": resumen.omitidos,
                "lote": resumen.lote,
                "problemas": [vars(p) | {"oracion": p.oracion} for p in resumen.problemas],
            }
        )
    else:
        decir(
            f"Resoluciones del {elegido.nombre}: {contar(resumen.nuevas, 'nueva', 'nuevas')}, "
            f"{contar(resumen.corregidas, 'corregida', 'corregidas')}, {resumen.sin_cambio} sin cambio, "
            f"{contar(resumen.omitidos, 'renglón', 'renglones')} sin resolver."
        )
        for problema in resumen.problemas:
            decir(f"  • {problema.oracion}")
        if resumen.nuevas or resumen.corregidas:
            decir("Para que se vean: «pertinencia informe» y «pertinencia publicar».")
    raise typer.Exit(1 if resumen.problemas else 0)


def vista(
    semestre: SemestreArgumento = None,
    cuenta: Annotated[str | None, typer.Option("--cuenta", metavar="CUENTA", help="De qué cuenta.")] = None,
    a: Annotated[str | None, typer.Option("--a", metavar="NOMBRE", help="A quién se dio vista.")] = None,
    oficio: Annotated[
        str | None, typer.Option("--oficio", metavar="NÚMERO", help="Oficio o correo con que se dio.")
    ] = None,
    respuesta: Annotated[
        bool, typer.Option("--respuesta", help="Registra la respuesta del área, no la vista.")
    ] = False,
    fecha: Annotated[
        str | None, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Día de la vista o de la respuesta.")
    ] = None,
    texto: Annotated[
        str | None, typer.Option("--texto", metavar="TEXTO", help="Qué se comunicó o qué se respondió.")
    ] = None,
    adjunto: Annotated[
        Path | None, typer.Option("--adjunto", metavar="RUTA", help="Archivo que acompaña a la respuesta.")
    ] = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra la vista al área o su respuesta, o dice cómo van.

    Sin vista, o con su plazo corriendo, no se registra un «No pertinente» (art. 13). Con solo --cuenta dice
    todo lo registrado de ella.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.vista import (
        DatosDeRespuesta,
        DatosDeVista,
        anotar_respuesta,
        dar_vista,
    )
    from flujos.pasos.vista_lectura import actos_de, en_que_estan

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    if not any((a, oficio, respuesta, fecha, texto, adjunto)):
        if cuenta is None:
            _decir_vistas(en_que_estan(abierto, elegido), elegido.nombre, en_formato_json=en_formato_json)
        else:
            _decir_actos(actos_de(abierto, elegido, cuenta).to_dicts(), en_formato_json=en_formato_json)
        return
    dados = {"--cuenta": cuenta, "--fecha": fecha, "--texto": texto}
    if not respuesta:
        dados |= {"--a": a, "--oficio": oficio}
    exigir_opciones(dados, "sin eso no puede registrarse")
    if respuesta and (a or oficio):
        raise OrdenInvalida("--a y --oficio son de la vista; la respuesta lleva --fecha y --texto.")
    if adjunto is not None and not respuesta:
        raise OrdenInvalida("--adjunto acompaña a una respuesta; agregue --respuesta.")
    if respuesta:
        datos = DatosDeRespuesta(leer_fecha(str(fecha)), llano(texto), adjunto)
        acto = anotar_respuesta(abierto, elegido, str(cuenta), datos, quien(por))
    else:
        dada = DatosDeVista(llano(a), leer_fecha(str(fecha)), llano(oficio), llano(texto))
        acto = dar_vista(abierto, elegido, str(cuenta), dada, quien(por))
    if en_formato_json:
        en_json({"semestre": elegido.clave, "cuenta": cuenta} | vars(acto))
    else:
        _decir_acto(acto)


def _decir_acto(acto: "Acto") -> None:
    dicho = "Registrada" if acto.nuevo else "Ya constaba, sin cambio"
    if acto.oportuna is None:
        decir(f"{dicho}. El área puede responder hasta el {con_dia_de_la_semana(acto.vence_el)}.")
        decir(f"  {acto.computo}.")
    else:
        a_tiempo = "dentro del plazo" if acto.oportuna else "fuera del plazo"
        decir(f"{dicho}: la respuesta llegó {a_tiempo}, que vencía el {con_dia_de_la_semana(acto.vence_el)}.")
    for advertencia in acto.advertencias:
        advertir(f"Advertencia: {advertencia}")


def _decir_vistas(vistas: "list[EnQueEsta]", nombre: str, *, en_formato_json: bool) -> None:
    from esquemas.hallazgos import limpiar

    if en_formato_json:
        en_json([vars(v) for v in vistas])
        return
    decir(f"Vistas al área del {nombre}: {contar(len(vistas), 'cuenta', 'cuentas')}.")
    for v in vistas:
        dada = (
            f"; oficio {limpiar(v.oficio)} del {v.notificada_el}, vence el {v.vence_el}" if v.oficio else ""
        )
        dicha = f", respondió el {v.respondida_el}" if v.respondida_el else ""
        decir(f"  {v.cuenta} (se propone {v.clase_propuesta}): {v.situacion}{dada}{dicha}.")


def _decir_actos(actos: "list[dict[str, Any]]", *, en_formato_json: bool) -> None:
    """Todo lo registrado de una cuenta, con su texto: es de la base reservada y no se publica."""
    from esquemas.hallazgos import limpiar

    if en_formato_json:
        en_json(actos)
        return
    decir(f"{contar(len(actos), 'acto registrado', 'actos registrados')}; esto no se publica.")
    for acto in actos:
        a_quien = f", a {limpiar(acto['destinatario'])}" if acto["destinatario"] else ""
        decir(
            f"  {acto['registrado_en']:%Y-%m-%d %H:%M} UTC, {acto['clase_asiento']}{a_quien}; registró "
            f"{limpiar(acto['registrado_por'])}."
        )
        if acto["texto_integro"]:
            decir(f"    {llano(acto['texto_integro'])}")
