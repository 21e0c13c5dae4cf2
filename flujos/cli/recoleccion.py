"""Órdenes de la recolección por API: recolectar, presupuesto y autorizar."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, abrir
from flujos.cli.salida import advertir, barra, contar, decir, en_json, lista_de_hallazgos, tabla

if TYPE_CHECKING:
    from flujos.pasos.espacio import Espacio
    from flujos.pasos.presupuesto import Presupuesto
    from flujos.pasos.recoleccion import ResumenRecoleccion

SemestreOpcion = Annotated[
    str | None,
    typer.Option("--semestre", metavar="SEMESTRE", help="Un semestre completo; si no, lo que toca hoy."),
]


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("recolectar", cls=Orden)(recolectar)
    app.command("presupuesto", cls=Orden)(presupuesto)
    app.command("autorizar", cls=Orden)(autorizar)


def recolectar(
    semestre: SemestreOpcion = None,
    momento: Annotated[
        str | None,
        typer.Option(
            "--momento",
            metavar="MOMENTO",
            help="Momento programado, como 2026-07-01T06:00-06:00: repetir el mismo retoma lo que quedó.",
        ),
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Recolecta por API las cifras de las cuentas.

    Lo que queda pendiente se dice y lo retoma la siguiente recolección; nada se pide dos veces.
    """
    from flujos.pasos.credenciales import del_espacio
    from flujos.pasos.recoleccion import recolectar as paso
    from lineamientos.semestres import Semestre

    abierto = abrir(espacio)
    credenciales = del_espacio(abierto)
    elegidos = (Semestre.de_texto(semestre),) if semestre else None
    with barra() as avance:
        resumen = paso(
            abierto,
            _momento(abierto, momento),
            credenciales,
            semestres=elegidos,
            avance=avance,
            en_otro_proceso=True,
        )
    if en_formato_json:
        en_json(_en_datos(resumen))
    else:
        _decir(resumen)
    raise typer.Exit(1 if resumen.con_fallas else 0)


def presupuesto(
    semestre: SemestreOpcion = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Dice cuánto costará recolectar, por red, sin pedir nada.

    Sin semestre, la siguiente recolección; con él, una diaria de punta a punta.
    """
    from flujos.pasos.credenciales import del_espacio
    from flujos.pasos.presupuesto import presupuestar
    from lineamientos.semestres import Semestre

    abierto = abrir(espacio)
    elegido = Semestre.de_texto(semestre) if semestre else None
    calculado = presupuestar(abierto, del_espacio(abierto), _momento(abierto, None), semestre=elegido)
    if en_formato_json:
        en_json(_presupuesto_en_datos(calculado))
        return
    _decir_presupuesto(calculado)


def autorizar(
    red: Annotated[str, typer.Argument(help="Red: youtube.", metavar="RED")],
    cuenta: Annotated[str, typer.Argument(help="Clave de la cuenta en el padrón.", metavar="CUENTA")],
    espacio: EspacioOpcion = None,
) -> None:
    """Pide al titular de una cuenta que autorice leer su canal.

    Abre una página de Google en el navegador de esta computadora; la contraseña nunca pasa por aquí. La
    autorización queda en el archivo .env del espacio.
    """
    from flujos.pasos.autorizacion import autorizar as paso

    ruta = paso(abrir(espacio), red, cuenta, decir)
    decir(f"Autorización de {cuenta} guardada en {ruta}. Compruébela con «pertinencia verificar».")


def _momento(espacio: "Espacio", texto: str | None) -> datetime:
    from flujos.errores import OrdenInvalida

    if texto is None:
        return espacio.ahora()
    try:
        leido = datetime.fromisoformat(texto)
    except ValueError as error:
        raise OrdenInvalida(f"«{texto}» no es un momento; escríbalo como 2026-07-01T06:00-06:00.") from error
    return leido.replace(tzinfo=espacio.zona) if leido.tzinfo is None else leido


def _decir(resumen: "ResumenRecoleccion") -> None:
    from lineamientos.ausencias import TITULOS
    from lineamientos.catalogo import REDES

    for etapa in resumen.etapas:
        decir(
            f"{etapa.titulo}: {contar(etapa.lotes, 'consulta', 'consultas')}, "
            f"{contar(etapa.paginas, 'página', 'páginas')}, "
            f"{contar(etapa.publicaciones, 'publicación cargada', 'publicaciones cargadas')}."
        )
    if resumen.abiertos:
        decir(
            f"Quedaron pendientes {contar(len(resumen.abiertos), 'consulta', 'consultas')}; la siguiente "
            "recolección las retoma:"
        )
        lista_de_hallazgos(
            [
                f"{REDES[d.consulta.red]}, {d.consulta.operacion} de {', '.join(d.consulta.cuentas[:3])}: "
                f"{TITULOS[d.ausencia]}. {d.mensaje}"
                for d in resumen.abiertos
                if d.ausencia is not None
            ]
        )
    if resumen.sin_credencial:
        decir(f"{contar(len(resumen.sin_credencial), 'cuenta', 'cuentas')} sin con qué leerse por API:")
        lista_de_hallazgos([f"{s.cuenta}: {s.detalle}" for s in resumen.sin_credencial], maximo=8)
    if resumen.sin_purgar:
        decir(
            "La retención manda borrar cifras de estos archivos publicados y no se pudo: están abiertos o "
            "dañados; ciérrelos o bórrelos, y la siguiente recolección lo intenta de nuevo:"
        )
        lista_de_hallazgos([str(r) for r in resumen.sin_purgar])
    hallazgos = [h.oracion for e in resumen.etapas for h in e.hallazgos]
    if hallazgos:
        decir(f"Lo recolectado dio {contar(len(hallazgos), 'hallazgo', 'hallazgos')}:")
        lista_de_hallazgos(hallazgos)


def _en_datos(resumen: "ResumenRecoleccion") -> dict[str, object]:
    return {
        "programada": resumen.programada.isoformat(),
        "etapas": [
            {
                "etapa": e.etapa.name.lower(),
                "consultas": e.lotes,
                "pendientes": len(e.abiertos),
                "paginas": e.paginas,
                "publicaciones": e.publicaciones,
            }
            for e in resumen.etapas
        ],
        "pendientes": [
            {
                "red": d.consulta.red,
                "operacion": d.consulta.operacion,
                "cuentas": list(d.consulta.cuentas),
                "razon": d.ausencia,
                "detalle": d.mensaje,
            }
            for d in resumen.abiertos
        ],
        "sin_credencial": [vars(s) for s in resumen.sin_credencial],
        "sin_purgar": [str(r) for r in resumen.sin_purgar],
    }


def _decir_presupuesto(calculado: "Presupuesto") -> None:
    import polars as pl

    from lineamientos.catalogo import REDES

    if not calculado.cuentas:
        decir("Este espacio no recolecta por API: diga qué redes en [recoleccion] de pertinencia.toml.")
        return
    filas = [
        {
            "red": REDES[r.red],
            "operacion": r.operacion,
            "peticiones": r.peticiones,
            "concepto": r.concepto,
            "unidades": r.unidades,
            "usd": r.usd,
        }
        for r in calculado.renglones
    ]
    encabezados = {
        "red": "Red",
        "operacion": "Qué se pide",
        "peticiones": "Peticiones",
        "concepto": "Qué se cobra",
        "unidades": "Unidades",
        "usd": "Dólares",
    }
    que = (
        "la siguiente recolección"
        if calculado.corridas == 1
        else f"{calculado.corridas} recolecciones diarias"
    )
    tabla(pl.DataFrame(filas), titulo=f"Presupuesto de {que}", encabezados=encabezados, compacta=True)
    for red, cuantas in calculado.cuentas.items():
        peticiones, usd = calculado.total(red)
        supuestas = calculado.supuestas[red]
        nota = f"; de {supuestas} se supuso su ritmo de publicación" if supuestas else ""
        decir(
            f"{REDES[red]}: {contar(cuantas, 'cuenta', 'cuentas')}, "
            f"{contar(peticiones, 'petición', 'peticiones')}, {usd:,.2f} dólares{nota}."
        )
    tarifas = {(r.red, r.concepto): r.tarifa for r in calculado.renglones}
    for (red, concepto), t in tarifas.items():
        decir(f"  {REDES[red]}, {concepto}: {t.precio_usd:,.4f} dólares desde el {t.desde} ({t.fuente}).")
    for tope, gastado in calculado.topes.items():
        maximo = f"{tope.unidades:,} {tope.concepto}" if tope.usd is None else f"{tope.usd:,.2f} dólares"
        usado = f"{gastado:,.0f}" if tope.usd is None else f"{gastado:,.2f}"
        decir(f"Tope de {REDES[tope.red]} por {tope.periodo}: {maximo}; usado {usado}.")
        if calculado.rebasa(tope):
            advertir(
                f"Se rebasaría el tope de {REDES[tope.red]}: la recolección se detendrá antes y lo dirá."
            )


def _presupuesto_en_datos(calculado: "Presupuesto") -> dict[str, object]:
    return {
        "desde": calculado.desde.isoformat(),
        "corridas": calculado.corridas,
        "cuentas": dict(calculado.cuentas),
        "cuentas_con_ritmo_supuesto": dict(calculado.supuestas),
        "renglones": [
            {
                "red": r.red,
                "operacion": r.operacion,
                "peticiones": r.peticiones,
                "concepto": r.concepto,
                "unidades": r.unidades,
                "usd": round(r.usd, 6),
                "tarifa_usd": r.tarifa.precio_usd,
                "tarifa_desde": r.tarifa.desde.isoformat(),
                "tarifa_fuente": r.tarifa.fuente,
            }
            for r in calculado.renglones
        ],
        "topes": [
            vars(t) | {"usado": gastado, "se_rebasaria": calculado.rebasa(t)}
            for t, gastado in calculado.topes.items()
        ],
    }
