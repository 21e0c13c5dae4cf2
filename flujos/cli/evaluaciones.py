"""Órdenes sobre evaluaciones guardadas: explicar, reproducir y comparar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import barra, contar, decir, en_json, tabla

if TYPE_CHECKING:
    from flujos.pasos.reproduccion import Reproduccion
    from informes.formas import TablaAbierta

_RAZONES = {
    "conservados": "porque releerlos no daría lo mismo: purgados, a medias o leídos con otro padrón",
    "menos": "porque releídos darían menos filas: están dañados o el padrón cambió",
    "sin_bytes": "porque sus bytes no están en datos/aterrizaje",
}


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("explicar", cls=Orden)(explicar)
    app.command("nota", cls=Orden)(nota)
    app.command("reproducir", cls=Orden)(reproducir)
    app.command("comparar", cls=Orden)(comparar)


def explicar(
    cuenta: Annotated[str, typer.Argument(help="Clave de la cuenta en el padrón.", metavar="CUENTA")],
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Cuenta cómo cada cifra de una cuenta se volvió puntaje.

    Dice también por qué se propone esa clase y qué la cambiaría.
    """
    from flujos.pasos.explicacion import explicar as paso

    abierto = abrir(espacio)
    explicacion = paso(abierto, elegir(abierto, semestre), cuenta)
    if en_formato_json:
        en_json(
            {
                "titulo": explicacion.titulo,
                "advertencias": explicacion.advertencias,
                "bloques": [
                    {
                        "titulo": b.titulo,
                        "parrafos": b.parrafos,
                        "filas": [[c.texto for c in f] for f in b.cuadro.filas] if b.cuadro else [],
                    }
                    for b in explicacion.bloques
                ],
            }
        )
        return
    from informes.explicacion_texto import en_texto

    decir(en_texto(explicacion))


def nota(
    semestre: SemestreArgumento = None,
    salida: Annotated[
        Path | None, typer.Option("--salida", metavar="PDF", help="Archivo; si no, junto al informe.")
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Escribe la nota metodológica de la calificación en PDF.

    Fórmulas, razones, sensibilidad y límites, con los parámetros que rigieron.
    """
    from flujos.pasos.explicacion import escribir_nota

    abierto = abrir(espacio)
    ruta = escribir_nota(abierto, elegir(abierto, semestre), salida)
    if en_formato_json:
        en_json({"nota": str(ruta)})
    else:
        decir(f"Nota metodológica: {ruta}")


def reproducir(
    semestre: SemestreArgumento = None,
    evaluacion: Annotated[
        str | None,
        typer.Option(
            "--evaluacion", metavar="CUÁL", help="Versión o identidad de la evaluación; si no, la última."
        ),
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Repite una evaluación desde sus lotes y dice si sale igual.

    Usa el padrón, los parámetros y la hora de entonces, y compara todas sus tablas byte por byte. No cambia
    nada. Termina con 1 si algo no sale igual.
    """
    from flujos.pasos.reproduccion import reproducir as paso

    abierto = abrir(espacio)
    with barra() as avance:
        hecha = paso(abierto, elegir(abierto, semestre), evaluacion, avance=avance)
    if en_formato_json:
        tablas = [
            vars(t) | {"igual": t.igual, "primeras": [vars(d) for d in t.primeras]} for t in hecha.tablas
        ]
        en_json(vars(hecha) | {"tablas": tablas, "igual": hecha.igual, "otro_metodo": hecha.otro_metodo})
    else:
        _decir(hecha)
    raise typer.Exit(0 if hecha.igual else 1)


def comparar(
    semestre: SemestreArgumento = None,
    antes: Annotated[
        str | None,
        typer.Option("--antes", metavar="CUÁL", help="Versión o identidad; si no, la anterior a la otra."),
    ] = None,
    ahora: Annotated[
        str | None, typer.Option("--ahora", metavar="CUÁL", help="Versión o identidad; si no, la última.")
    ] = None,
    lista: Annotated[bool, typer.Option("--lista", help="Solo dice qué evaluaciones hay.")] = False,
    salida: Annotated[
        Path | None, typer.Option("--salida", metavar="CARPETA", help="También escribe CSV y XLSX ahí.")
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice qué cambió entre dos evaluaciones de un semestre.

    Parámetros con su valor antes y ahora, y el índice, la clase y el lugar de cada cuenta.
    """
    from flujos.pasos.comparacion import comparar as paso
    from flujos.pasos.comparacion import escribir_comparacion, guardadas

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    if lista:
        hay = guardadas(abierto, elegido)
        if en_formato_json:
            en_json(hay)
            return
        for e in hay:
            decir(
                f"Versión {e['version']}, {e['evaluacion']}, del {e['creada_en']:%Y-%m-%d %H:%M} UTC; "
                f"método {e['metodo']}; parámetros {e['huella_parametros'][:12]}; "
                f"cifras {e['huella_cifras'][:12]}."
            )
        return
    hecha = paso(abierto, elegido, antes, ahora)
    rutas = escribir_comparacion(hecha, salida) if salida else []
    if en_formato_json:
        en_json(
            {
                "resumen": hecha.resumen,
                "parametros": _en_datos(hecha.parametros),
                "clases": _en_datos(hecha.clases),
                "cuentas": _en_datos(hecha.cuentas),
                "archivos": [str(r) for r in rutas],
            }
        )
        return
    for oracion in hecha.resumen:
        decir(oracion)
    if hecha.parametros.filas:
        _decir_tabla(hecha.parametros, "Parámetros que cambiaron")
    _decir_tabla(hecha.clases, "De qué clase a cuál")
    if hecha.cambiadas.filas:
        _decir_tabla(hecha.cambiadas, hecha.titulo_de_cambiadas)
        decir("Todas las cuentas, con su nombre, red y cohorte, van en los archivos de --salida.")
    for ruta in rutas:
        decir(f"Escrito: {ruta}")


def _en_datos(abierta: "TablaAbierta") -> list[dict[str, object]]:
    return [{c.nombre: v for c, v in zip(abierta.columnas, f, strict=True)} for f in abierta.filas]


def _decir_tabla(abierta: "TablaAbierta", titulo: str) -> None:
    import polars as pl

    from informes.numeros import decimal, entero

    def escrito(valor: object) -> str:
        if isinstance(valor, float):
            return decimal(valor)
        return entero(valor) if isinstance(valor, int) else str(valor)

    filas = [[escrito(v) for v in f] for f in abierta.filas]
    columnas = [c.nombre for c in abierta.columnas]
    marco = pl.DataFrame(filas, schema=dict.fromkeys(columnas, pl.String()), orient="row")
    decir()
    tabla(marco, titulo=titulo, compacta=True, anchos={"Cuenta": 20} if "Cuenta" in columnas else None)


def _decir(hecha: "Reproduccion") -> None:
    decir(
        f"Se repitió la versión {hecha.version} de la evaluación de {hecha.semestre} "
        f"({hecha.evaluacion[:12]}), releyendo {contar(hecha.lotes, 'lote', 'lotes')}."
    )
    for razon, cuantos in hecha.tomados.items():
        if cuantos:
            decir(f"  {contar(cuantos, 'lote se tomó', 'lotes se tomaron')} de la base, {_RAZONES[razon]}.")
    if hecha.purgados:
        decir(f"  Purgados por retención, de los que solo queda su lápida: {hecha.purgados:,}.")
    if hecha.posteriores:
        decir(f"  {contar(hecha.posteriores, 'lote', 'lotes')} de hoy no entraron: se cargaron después.")
    for dano in hecha.danados:
        decir(f"  • {dano}")
    if hecha.sin_padron:
        decir("  Esa evaluación es anterior a que se guardara el padrón: se usó el de hoy.")
    if hecha.otro_metodo:
        decir(
            f"El método instalado es otro: se hizo con la versión {hecha.metodo[0]} (huella "
            f"{hecha.metodo[1][:12]}) y el de hoy tiene la huella {hecha.instalado[:12]}. Lo que difiera "
            "puede deberse al método y no a los datos; para repetirla igual, instale la versión del programa "
            "de entonces."
        )
    for t in hecha.tablas:
        if t.igual:
            decir(f"  IDÉNTICA  {t.tabla}: {contar(t.filas_antes, 'fila', 'filas')}, {t.huella_antes[:12]}.")
            continue
        decir(
            f"  DIFERENTE {t.tabla}: tenía {contar(t.filas_antes, 'fila', 'filas')} y resultan "
            f"{t.filas_ahora:,}; {contar(t.diferentes, 'diferencia', 'diferencias')}. Las primeras:"
        )
        for d in t.primeras:
            decir(f"      {d.fila or 'encabezado'} · {d.columna}: antes {d.antes}; ahora {d.ahora}")
    if hecha.sin_observaciones:
        decir("  Las observaciones no se compararon: se guardan con la última evaluación que las hizo.")
    if hecha.igual:
        decir("Todas las tablas comparadas son iguales, byte por byte.")
    elif hecha.otro_metodo:
        decir("No salió igual, y el método es otro: no se puede decir que los datos difieran.")
    else:
        decir(
            "No salió igual con el mismo método: algo cambió en los lotes, en el calendario o en el programa."
        )
