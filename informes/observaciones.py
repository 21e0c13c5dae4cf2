"""Observaciones del art. 14: las de cada cuenta, las que no tienen cuenta y su resumen por regla."""

from collections import defaultdict

from informes import numeros
from informes.celdas import fuerte, texto
from informes.contexto import Contexto, Fila, ancla
from informes.formas import Celda, Columna, Cuadro, Nota, Seccion
from informes.textos import SEVERIDADES, limpio, red, titulo


def nota(fila: Fila) -> Nota:
    """Una observación como se muestra en la página de su cuenta."""
    return Nota(
        codigo=fila["codigo"],
        severidad=titulo(SEVERIDADES, fila["severidad"], "una severidad"),
        tono=fila["severidad"],
        fundamento=f"art. {fila['articulo']}",
        lugar=lugar(fila),
        mensaje=limpio(fila["mensaje"]),
        que_hacer=limpio(fila["que_hacer"]),
    )


def lugar(fila: Fila) -> str:
    """Archivo, hoja, fila y columna, los que haya."""
    partes = [fila["archivo"]] if fila["archivo"] else []
    if fila["hoja"]:
        partes.append(f"hoja «{fila['hoja']}»")
    if fila["fila"] is not None:
        partes.append(f"fila {numeros.entero(fila['fila'])}")
    if fila["columna"]:
        partes.append(f"columna «{fila['columna']}»")
    return limpio(", ".join(partes))


def seccion(ctx: Contexto) -> Seccion:
    """Resumen por regla y lista de las que no pudieron atribuirse a una cuenta."""
    filas = list(ctx.datos.observaciones.iter_rows(named=True))
    return Seccion(
        clave="observaciones",
        titulo="Observaciones",
        parrafos=(
            "Lo recibido se comprueba regla por regla. Lo que debe subsanarse se notifica al administrador "
            "para que lo atienda en dos días hábiles a lo más (artículo 14); lo que debe confirmarse puede "
            "ser correcto. Cada observación se detalla en la página de su cuenta y todas, una por renglón, "
            "en la hoja «Observaciones» del libro que acompaña a este informe.",
        ),
        cuadros=(_por_regla(filas), _por_cuenta(ctx), _sin_cuenta(ctx, filas)),
    )


def _por_regla(filas: list[Fila]) -> Cuadro:
    grupos: dict[tuple[int, str], list[Fila]] = defaultdict(list)
    orden = list(SEVERIDADES)
    for fila in filas:
        titulo(SEVERIDADES, fila["severidad"], "una severidad")
        grupos[orden.index(fila["severidad"]), fila["codigo"]].append(fila)
    return Cuadro(
        titulo="Observaciones por regla",
        columnas=(
            Columna("Regla"),
            Columna("Carácter"),
            Columna("Artículo"),
            Columna("Observaciones", numero=True),
            Columna("Cuentas", numero=True),
            Columna("Un caso", ancho=1),
        ),
        filas=tuple(
            (
                fuerte(codigo),
                Celda(SEVERIDADES[orden[severidad]]),
                Celda(f"art. {grupo[0]['articulo']}"),
                Celda(numeros.entero(len(grupo))),
                Celda(numeros.entero(len({f["cuenta"] for f in grupo if f["cuenta"]}))),
                texto(grupo[0]["mensaje"]),
            )
            for (severidad, codigo), grupo in sorted(grupos.items())
        ),
        vacio="No hubo observaciones.",
    )


def _por_cuenta(ctx: Contexto) -> Cuadro:
    filas = []
    for cuenta in ctx.orden:
        propias = ctx.observaciones.get(cuenta, ())
        if propias:
            reglas = sorted({f["codigo"] for f in propias})
            cuantas = [sum(f["severidad"] == s for f in propias) for s in SEVERIDADES]
            filas.append(
                (
                    Celda(limpio(ctx.cuentas[cuenta]["nombre"]), "", ancla(cuenta)),
                    Celda(red(ctx.cuentas[cuenta]["red"])),
                    texto(ctx.area_de(cuenta)["nombre"]),
                    *(Celda(numeros.entero(n), "" if n else "tenue") for n in cuantas),
                    Celda(", ".join(reglas)),
                )
            )
    return Cuadro(
        titulo="Cuentas con observaciones",
        columnas=(
            Columna("Cuenta", ancho=19),
            Columna("Red", ancho=8),
            Columna("Área", ancho=29),
            Columna("Rechazos", numero=True, ancho=7),
            Columna("Por subsanar", numero=True, ancho=7),
            Columna("Por confirmar", numero=True, ancho=7),
            Columna("Reglas", ancho=8),
        ),
        filas=tuple(filas),
        vacio="Ninguna cuenta tiene observaciones.",
    )


def _sin_cuenta(ctx: Contexto, filas: list[Fila]) -> Cuadro:
    return Cuadro(
        titulo="Observaciones que no corresponden a una cuenta en revisión",
        columnas=(
            Columna("Regla"),
            Columna("Dónde", ancho=2),
            Columna("Qué pasó", ancho=3),
            Columna("Qué hacer", ancho=3),
        ),
        filas=tuple(
            (
                fuerte(f["codigo"]),
                texto(lugar(f), "no consta el lugar"),
                texto(f["mensaje"]),
                texto(f["que_hacer"]),
            )
            for f in filas
            if f["cuenta"] not in ctx.cuentas
        ),
        vacio="Todas las observaciones corresponden a una cuenta en revisión.",
    )
