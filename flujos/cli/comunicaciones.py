"""Órdenes de lo que se comunica: ver en qué está cada comunicación y registrar que se notificó."""

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.actos import PorOpcion, leer_fecha, llano, quien
from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import con_dia_de_la_semana, contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.comunicaciones import Carta
    from flujos.pasos.espacio import Espacio
    from flujos.pasos.notificar import Notificada


ComunicacionArgumento = Annotated[
    str, typer.Argument(help="Identidad de la comunicación, o su principio.", metavar="COMUNICACIÓN")
]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("comunicaciones", cls=Orden)(comunicaciones)
    app.command("notificar", cls=Orden)(notificar)


def comunicaciones(
    semestre: SemestreArgumento = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Dice en qué está cada comunicación y qué hacer.

    Deja sus documentos en datos/comunicaciones/, si faltan. Lo que dice lleva nombres y direcciones.
    """
    from flujos.pasos.comunicaciones import dejar_documentos, leer_cartas

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    cartas = leer_cartas(abierto, elegido)
    for carta in cartas:
        if not (carta.fila["notificada"] or carta.fila["retirada"]):
            dejar_documentos(abierto, carta)
    filas = [_como_fila(abierto, c) for c in cartas]
    if en_formato_json:
        en_json(filas)
        return
    decir(f"Comunicaciones del {elegido.nombre}: {contar(len(filas), 'escrita', 'escritas')}.")
    for f in filas:
        cuando = f" el {f['notificada_el']} por {f['medio']}" if f["notificada_el"] else ""
        con_numero = f" {f['numero_oficio']}" if f["numero_oficio"] else ""
        decir(f"  {f['comunicacion']}  {f['titulo']}{con_numero}: {f['estado']}{cuando}.")
        decir(f"    A {', '.join(f['para']) or 'nadie'}; cuentas: {', '.join(f['cuentas']) or 'ninguna'}.")
        if f["que_hacer"]:
            decir(f"    {f['que_hacer']} Está en {f['carpeta']}")


def notificar(
    comunicacion: ComunicacionArgumento,
    fecha: Annotated[
        str | None, typer.Option("--fecha", metavar="AAAA-MM-DD", help="Día en que se entregó.")
    ] = None,
    hora: Annotated[
        str | None, typer.Option("--hora", metavar="HH:MM", help="Hora, de la Ciudad de México.")
    ] = None,
    medio: Annotated[str | None, typer.Option("--medio", metavar="MEDIO", help="papel o correo.")] = None,
    folio: Annotated[
        str | None,
        typer.Option(
            "--folio", metavar="NÚMERO", help="Número del acuse o del sello; se publica: sin nombres."
        ),
    ] = None,
    acuse: Annotated[
        Path | None, typer.Option("--acuse", metavar="RUTA", help="Acuse escaneado o correo enviado.")
    ] = None,
    por_otro_medio: Annotated[
        bool,
        typer.Option("--por-otro-medio", help="Confirma que no se notificó por el canal que dice la carta."),
    ] = False,
    llego: Annotated[
        bool | None,
        typer.Option("--llego/--no-llego", help="Resuelve un envío del que no se supo si llegó."),
    ] = None,
    por: PorOpcion = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Registra el acuse de una comunicación entregada.

    Desde ese momento corren sus plazos. Con --llego o --no-llego resuelve un envío dudoso: si no llegó,
    vuelve a enviarse.
    """
    from flujos.cli.actos import exigir_opciones
    from flujos.errores import OrdenInvalida
    from flujos.pasos.notificar import Acuse, resolver_duda
    from flujos.pasos.notificar import notificar as paso

    dados = {"--fecha": fecha, "--hora": hora, "--medio": medio}
    if llego is not None:
        if sobran := [n for n, v in (dados | {"--folio": folio, "--acuse": acuse}).items() if v]:
            raise OrdenInvalida(f"--llego y --no-llego van solas, sin {', '.join(sobran)}.")
        hecha = resolver_duda(abrir(espacio), comunicacion, quien(por), llego=llego)
    else:
        exigir_opciones(dados, "sin eso no puede registrarse")
        dada = Acuse(
            leer_fecha(str(fecha)), leer_hora(str(hora)), llano(medio), llano(folio), acuse, por_otro_medio
        )
        hecha = paso(abrir(espacio), comunicacion, dada, quien(por))
    if en_formato_json:
        en_json(vars(hecha))
    else:
        _decir(hecha)


def _decir(hecha: "Notificada") -> None:
    que = f"{hecha.titulo} {hecha.comunicacion}"
    if hecha.notificada_el is None:
        decir(f"{que}: volverá a enviarse en la siguiente corrida.")
        return
    el = con_dia_de_la_semana(hecha.notificada_el)
    if not hecha.nueva:
        decir(f"{que}: ya constaba, sin cambio; cuenta desde el {el}.")
    elif hecha.otra:
        decir(f"{que}: ya se había notificado; se agregó esta prueba y sigue contando desde el {el}.")
    else:
        decir(f"{que}: queda notificada; cuenta desde el {el}.")


def _como_fila(espacio: "Espacio", carta: "Carta") -> dict[str, Any]:
    from flujos.pasos.comunicaciones import QUE_HACER, estado_de

    estado = estado_de(espacio, carta, espacio.ahora_local().date())
    fila = carta.fila
    return {
        "comunicacion": carta.identidad,
        "clase": fila["clase_comunicacion"],
        "titulo": carta.clase.titulo,
        "canal": fila["canal"],
        "numero_oficio": fila["numero_oficio"],
        "fechada_en": fila["fechada_en"],
        "vence": fila["vence"],
        "cuentas": fila["cuentas"],
        "para": [_persona(d) for d in carta.destinatarios if not d["con_copia"]],
        "con_copia": [_persona(d) for d in carta.destinatarios if d["con_copia"]],
        "estado": str(estado),
        "notificada_el": fila["notificada_el"],
        "medio": fila["medio"],
        "folio": fila["folio"],
        "carpeta": str(carta.carpeta),
        "que_hacer": QUE_HACER[estado],
    }


def _persona(destinatario: Any) -> str:
    from esquemas.hallazgos import limpiar

    nombre, correo = limpiar(destinatario["destinatario"]), limpiar(destinatario["destinatario_correo"])
    return f"{nombre} <{correo}>" if correo else nombre


def leer_hora(texto: str) -> time:
    """Una hora de la línea de comandos.

    Raises:
        OrdenInvalida: Si no se entiende.
    """
    from flujos.errores import OrdenInvalida

    try:
        return time.fromisoformat(texto.strip()).replace(tzinfo=None)
    except ValueError:
        raise OrdenInvalida(f"«{texto}» no es una hora; escríbala como 09:30.") from None
