"""Órdenes que miran sin cambiar nada: plazos, observaciones y consulta."""

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from flujos.cli.espanol import Orden
from flujos.cli.opciones import EspacioOpcion, JsonOpcion, SemestreArgumento, abrir, elegir
from flujos.cli.salida import advertir, con_dia_de_la_semana, contar, decir, en_json, tabla

if TYPE_CHECKING:
    from flujos.pasos.lecturas import Observacion


class _Severidad(NamedTuple):
    """Cómo se dice una severidad: sola, y contada una o varias veces."""

    rotulo: str
    una: str
    varias: str


_SEVERIDADES = {
    "observacion": _Severidad("Observación", "observación por subsanar", "observaciones por subsanar"),
    "aviso": _Severidad("Aviso", "aviso por confirmar", "avisos por confirmar"),
    "rechazo": _Severidad("Rechazo", "archivo o fila rechazado", "archivos o filas rechazados"),
}


def registrar(app: typer.Typer) -> None:
    """Agrega estas órdenes a la aplicación."""
    app.command("plazos", cls=Orden)(plazos)
    app.command("observaciones", cls=Orden)(observaciones)
    app.command("consulta", cls=Orden)(consulta)


def plazos(
    semestre: SemestreArgumento = None, espacio: EspacioOpcion = None, en_formato_json: JsonOpcion = False
) -> None:
    """Dice los plazos de un semestre con su fundamento.

    Los fijan los arts. 11 y 13. Sin espacio de trabajo se usan el calendario y los parámetros del programa.
    """
    from flujos.pasos.plazos import consultar_plazos

    consultados = consultar_plazos(espacio, semestre)
    calculados = consultados.plazos
    elegido = calculados.semestre
    if consultados.espacio is None:
        advertir("Sin espacio de trabajo: se usaron el calendario y los parámetros que trae el programa.")
    if en_formato_json:
        en_json(
            {
                "semestre": elegido.clave,
                "ventana": {
                    "inicio": calculados.ventana_inicio.fecha.isoformat(),
                    "fin": calculados.ventana_fin.fecha.isoformat(),
                },
                "plazos": [
                    {
                        "plazo": p.titulo,
                        "fecha": p.fecha.isoformat(),
                        "fundamento": str(p.fundamento),
                        "fuentes": [
                            {"nombre": f.nombre, "fundamento": f.fundamento, "confirmada": f.confirmada}
                            for f in p.fuentes
                        ],
                        "advertencias": list(p.advertencias),
                    }
                    for p in calculados.todos
                ],
                "advertencias": list(calculados.advertencias),
            }
        )
        return
    decir(f"Plazos de la revisión del {elegido.nombre}:")
    fechas = [con_dia_de_la_semana(p.fecha) for p in calculados.todos]
    ancho = max(map(len, fechas))
    for p, dicha in zip(calculados.todos, fechas, strict=True):
        decir(f"  {dicha:<{ancho}}  {p.titulo} ({p.fundamento})")
    for advertencia in calculados.advertencias:
        advertir(f"Advertencia: {advertencia}")


def observaciones(
    semestre: SemestreArgumento = None,
    espacio: EspacioOpcion = None,
    todas: Annotated[bool, typer.Option("--todas", help="También las ya atendidas.")] = False,
    cuenta: Annotated[
        str | None, typer.Option("--cuenta", metavar="CUENTA", help="Solo las de una cuenta.")
    ] = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Dice las observaciones de un semestre y qué hacer.

    De ellas sale la subsanación del art. 14.
    """
    from esquemas.hallazgos import limpiar
    from flujos.pasos.lecturas import observaciones as paso

    abierto = abrir(espacio)
    elegido = elegir(abierto, semestre)
    filas = paso(abierto, elegido, todas=todas, cuenta=cuenta)
    if en_formato_json:
        en_json([f.como_datos() for f in filas])
        return
    decir(f"{elegido.nombre.capitalize()}: {_resumen(filas)}.")
    for cuenta_o_nada, suyas in groupby(filas, key=lambda fila: fila.cuenta):
        decir(f"\n{limpiar(cuenta_o_nada or 'Sin cuenta')}:")
        for fila in suyas:
            decir(f"  [{_SEVERIDADES[fila.severidad].rotulo} {fila.codigo}] {fila.oracion}")


def _resumen(filas: "list[Observacion]") -> str:
    """Cuántas hay de cada severidad, cada una con lo que pide."""
    cuentas = [(s, sum(f.severidad == clave for f in filas)) for clave, s in _SEVERIDADES.items()]
    dichas = [contar(n, s.una, s.varias) for s, n in cuentas if n]
    return ", ".join(dichas) or "ninguna observación"


def consulta(
    sql: Annotated[
        str | None, typer.Argument(help="Una consulta SQL sobre la base publicada.", metavar="SQL")
    ] = None,
    espacio: EspacioOpcion = None,
    tablas: Annotated[
        bool, typer.Option("--tablas", help="En vez de consultar, las vistas y tablas que hay.")
    ] = False,
    columnas: Annotated[
        str | None,
        typer.Option("--columnas", metavar="TABLA", help="En vez de consultar, las columnas de una tabla."),
    ] = None,
    en_formato_json: JsonOpcion = False,
) -> None:
    """Corre una consulta de solo lectura sobre la base publicada."""
    from flujos.errores import OrdenInvalida
    from flujos.pasos.lecturas import columnas_publicadas, consultar, tablas_publicadas

    if (sql is not None) + tablas + (columnas is not None) != 1:
        raise OrdenInvalida(
            "Escriba una consulta entre comillas, o --tablas para ver qué hay, o --columnas TABLA para ver "
            "las columnas de una; solo una de las tres cosas."
        )
    abierto = abrir(espacio)
    if sql is not None:
        marco = consultar(abierto, sql)
    else:
        marco = tablas_publicadas(abierto) if columnas is None else columnas_publicadas(abierto, columnas)
    if en_formato_json:
        en_json(marco.to_dicts())
    else:
        tabla(marco)
        decir(f"{contar(len(marco), 'fila', 'filas')}.")
