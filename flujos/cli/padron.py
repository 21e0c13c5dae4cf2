"""Órdenes del padrón: revisarlo, importarlo y ver su historia."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flujos.cli.espanol import Grupo, Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreQueSePide, abrir, elegir_por_pedir
from flujos.cli.salida import contar, decir, en_json

if TYPE_CHECKING:
    from flujos.pasos.padron_importacion import Importacion
    from flujos.pasos.padron_revision import Revision


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    grupo = typer.Typer(
        cls=Grupo,
        help="Revisa e importa el padrón, y dice qué ha cambiado en él.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    grupo.command("revisar", cls=Orden)(revisar)
    grupo.command("importar", cls=Orden)(importar)
    grupo.command("historia", cls=Orden)(historia)
    app.add_typer(grupo, name="padron")


def revisar(
    semestre: SemestreQueSePide = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Dice qué le falta al padrón, cuenta por cuenta.

    Alcance (art. 2), repetidas, responsables y sus correos, encargados, vigencias y actividad en el semestre.
    Termina con 1 si hay algo que deba corregirse. No cambia nada.
    """
    from flujos.pasos.padron_revision import revisar as paso
    from lineamientos.procedimiento.padron_tipos import Gravedad

    abierto = abrir(espacio)
    revision = paso(abierto, elegir_por_pedir(abierto, semestre))
    if en_formato_json:
        en_json(_como_datos(revision))
    else:
        _decir_revision(revision)
    raise typer.Exit(1 if revision.suma(Gravedad.FALTA) else 0)


def importar(
    rutas: Annotated[
        list[Path], typer.Argument(help="CSV o XLSX con cuentas, áreas o ambas.", metavar="RUTA...")
    ],
    escribir: Annotated[
        bool, typer.Option("--escribir", help="Reemplaza el padrón; sin esto solo dice qué cambiaría.")
    ] = False,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Lee cuentas y áreas de un CSV o un XLSX y dice qué cambia.

    Reconoce encabezados parecidos. Lo que el archivo no trae sale del padrón; una columna que no trae se
    queda como está. Con --escribir lo reemplaza y guarda copia; con algo mal no escribe y termina con 1.
    """
    from flujos.ajustes import raiz_del_espacio
    from flujos.pasos.ajustes_generales import abrir_minimo
    from flujos.pasos.padron_importacion import importar as paso

    # El padrón de hoy puede estar mal, y esto es para corregirlo: no se abre el espacio entero.
    minimo = abrir_minimo(raiz_del_espacio(espacio))
    hecha = paso(minimo.raiz / "padron", rutas, minimo.limites, minimo.ahora_local(), escribir=escribir)
    if en_formato_json:
        en_json(
            {
                "cambios": [vars(c) for c in hecha.cambios],
                "problemas": hecha.problemas,
                "escritos": hecha.escritos,
                "copias": hecha.copias,
            }
        )
    else:
        _decir_importacion(hecha, escribir=escribir)
    raise typer.Exit(1 if hecha.problemas else 0)


def _decir_importacion(hecha: "Importacion", *, escribir: bool) -> None:
    from flujos.pasos.padron_importacion import oraciones

    for c in hecha.cambios:
        decir(
            f"{c.tabla}: entran {len(c.entran):,}, cambian {len(c.cambian):,}, salen {len(c.salen):,}, "
            f"quedan igual {c.iguales:,}."
        )
        for oracion in oraciones(c):
            decir(f"  {oracion}")
        if c.sin_usar:
            decir(f"  No se usan las columnas {', '.join(c.sin_usar)}.")
        if c.salen:
            decir("  Si algo de lo que sale rindió antes, mejor deje su fila con «vigente_hasta».")
    for problema in hecha.problemas:
        decir(f"• {problema}")
    if hecha.problemas:
        decir(f"{contar(len(hecha.problemas), 'problema', 'problemas')}: no se escribió nada.")
    elif hecha.escritos:
        decir(f"Se escribió {', '.join(str(r) for r in hecha.escritos)}.")
        decir(f"Lo de antes quedó en {', '.join(str(r) for r in hecha.copias)}.")
    elif escribir:
        decir("El padrón ya estaba así: no se escribió nada.")
    else:
        decir("No se escribió nada; repita con --escribir si es lo que quiere.")


def historia(
    cuenta: Annotated[
        str | None, typer.Argument(help="Solo esta cuenta; si no, todas.", metavar="CUENTA")
    ] = None,
    espacio: EspacioOpcion = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice altas, bajas y cambios del padrón, del más viejo al nuevo.

    Se asientan al recibir y al vigilar, la primera vez que se ven. Trae nombres y correos: no se publica.
    """
    from flujos.errores import OrdenInvalida
    from flujos.pasos.padron_movimientos import historia as paso

    abierto = abrir(espacio)
    filas = paso(abierto, cuenta).to_dicts()
    if cuenta is not None and not filas and cuenta not in abierto.padron.claves:
        raise OrdenInvalida(f"No hay una cuenta «{cuenta}» en el padrón ni en su historia. Revise la clave.")
    if en_formato_json:
        en_json(filas)
        return
    if not filas:
        decir("Todavía no se ha visto el padrón: su historia empieza con la primera recepción o vigilancia.")
    partidas = [f for f in filas if f["clase_movimiento"] == "partida"]
    if partidas and cuenta is None:
        vistas = contar(len(partidas), "cuenta", "cuentas")
        decir(f"{partidas[0]['registrado_en']:%Y-%m-%d}: se vio por primera vez, con {vistas}.")
    for fila in filas:
        if fila["clase_movimiento"] != "partida" or cuenta is not None:
            decir(_movimiento(fila))


_MOVIMIENTOS = {
    "partida": "estaba la primera vez que se vio el padrón",
    "alta": "alta",
    "baja": "baja",
}


def _movimiento(fila: Mapping[str, Any]) -> str:
    """Un renglón: qué día se vio, de qué cuenta, qué cambió y desde cuándo rige."""
    from esquemas.hallazgos import limpiar

    if fila["clase_movimiento"] == "cambio":
        antes, ahora = (
            "nada" if v is None else f"«{limpiar(v)}»" for v in (fila["padron_antes"], fila["padron_ahora"])
        )
        que = f"{fila['campo_padron']}: de {antes} a {ahora}"
    else:
        que = _MOVIMIENTOS[fila["clase_movimiento"]]
    visto = f"{fila['registrado_en']:%Y-%m-%d}"
    rige = f"{fila['rige_desde']:%Y-%m-%d}"
    return f"{visto}  {limpiar(fila['cuenta'])}: {que}" + (f" (rige desde {rige})" if rige != visto else "")


def _como_datos(revision: "Revision") -> dict[str, object]:
    return {
        "semestre": revision.semestre.clave,
        "cuentas": revision.cuentas,
        "con_actividad": revision.con_actividad,
        "hallazgos": [
            {
                "codigo": h.codigo,
                "titulo": h.regla.titulo,
                "articulo": h.regla.articulo.texto,
                "gravedad": h.regla.gravedad.value,
                h.regla.que_es: h.donde,
                "que": h.que,
                "que_hacer": h.que_hacer,
            }
            for h in revision.hallazgos
        ],
    }


def _decir_revision(revision: "Revision") -> None:
    from itertools import groupby

    from esquemas.hallazgos import limpiar
    from lineamientos.procedimiento.padron_tipos import Gravedad

    decir(f"Padrón del {revision.semestre.nombre}: {contar(revision.cuentas, 'cuenta', 'cuentas')}.")
    for codigo, grupo in groupby(revision.hallazgos, key=lambda h: h.codigo):
        hallados = list(grupo)
        regla = hallados[0].regla
        decir(f"\n{codigo} {regla.titulo} ({regla.gravedad.value}; {regla.articulo.cita}): {len(hallados)}")
        hacer = {h.que_hacer for h in hallados}
        for h in hallados:
            decir(f"  • {limpiar(h.donde)}: {limpiar(h.que)}{'' if len(hacer) == 1 else ' ' + h.que_hacer}")
        if len(hacer) == 1:
            decir(f"  → {hacer.pop()}")
    if revision.con_actividad is None:
        decir("\nNada se ha cargado del semestre: no se revisó qué cuentas tuvieron actividad.")
    faltas, avisos = revision.suma(Gravedad.FALTA), revision.suma(Gravedad.AVISO)
    decir(
        f"\n{contar(faltas, 'falta', 'faltas')} por corregir y {contar(avisos, 'aviso', 'avisos')} por "
        "confirmar."
        if faltas or avisos
        else "\nNada que corregir ni que confirmar."
    )
