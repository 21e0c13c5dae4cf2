"""El estado del semestre en la página de Prefect: lo mismo que dice «pertinencia estado»."""

from collections import Counter
from collections.abc import Sequence

import polars as pl

from flujos.pasos.estado_entregas import PENDIENTES, de_quien_hay
from flujos.pasos.lecturas import Estado
from flujos.prefect.artefactos import cuadro, plano, texto
from lineamientos.ausencias import TITULOS
from lineamientos.catalogo import REDES
from lineamientos.procedimiento.tablero import CONTEOS, Tablero
from lineamientos.semestres import Semestre

_MAXIMO_DE_CUENTAS, _MAXIMO_POR_VENCIMIENTO = 60, 10
_RAZONES = {clave.value: titulo for clave, titulo in TITULOS.items()}


def anunciar_estado(semestre: Semestre, estado: Estado) -> None:
    """En qué va el procedimiento, quién entregó, quién falta, qué cifras faltan y por qué."""
    texto(f"estado-{semestre.clave}", f"Estado del {semestre.nombre}", cuerpo(semestre, estado))


def cuerpo(semestre: Semestre, estado: Estado) -> str:
    """El texto de la página, con tope de cuentas: no debe tardar en abrirse."""
    cuentas, partes = estado.cuentas, [*_procedimiento(estado.tablero), "## Lo recibido"]
    if cuentas.is_empty():
        return "\n\n".join([*partes, "Nada se ha recibido aún del semestre."])
    partes += [*map(plano, de_quien_hay(cuentas, estado.tablero)), _por_red(cuentas), PENDIENTES]
    if (n := estado.resoluciones)["propuestas"]:
        partes.append(
            f"Propuestas: {n['propuestas']:,}; con vista al área {n['con_vista']:,}, respondidas "
            f"{n['respondidas']:,}. Resueltas por el Comité: {n['resueltas']:,}, distintas de la propuesta "
            f"{n['distintas']:,}; sin resolver {n['sin_resolver']:,}."
        )
    if faltan := cuentas.filter(~pl.col("entregado"))["cuenta"].to_list():
        partes += ["## Cuentas de que no hay cifras", _lista(faltan)]
    if not estado.faltantes.is_empty():
        partes += [
            "## Cifras del art. 11 que faltan, según la última evaluación",
            cuadro(("Red", "Cifra", "Razón", "Cuentas"), _faltantes(estado.faltantes)),
        ]
    if not estado.recolecciones.is_empty():
        partes += ["## Lecturas por API", _recolecciones(estado.recolecciones)]
    partes.append(f"Cuenta por cuenta: `pertinencia estado {semestre.clave}`.")
    return "\n\n".join(partes)


def _procedimiento(visto: Tablero) -> list[str]:
    """Los conteos, las comunicaciones y lo que vence; lo primero que debe verse."""
    partes = ["## En qué va el procedimiento", "Según lo que consta en los expedientes."]
    if visto.empezado:
        partes.append(
            cuadro(
                ("En qué están", "Cuentas"),
                [(titulo, f"{visto.conteos[clave]:,}") for clave, titulo, _ in CONTEOS],
            )
        )
        dichas = ", ".join(f"{n:,} {plano(e)}" for e, n in visto.comunicaciones.items())
        partes.append(f"Comunicaciones: {dichas or 'ninguna'}.")
    else:
        partes.append("Nada consta aún en sus expedientes: ni requerimientos ni recepciones.")
    if not visto.vencimientos:
        return [*partes, f"Nada vence hasta el {visto.hasta.isoformat()}."]
    filas = [
        (f"**{v.fecha.isoformat()}, vencido**" if v.vencido else v.fecha.isoformat(), plano(v.que),
         _lista(v.cuentas, _MAXIMO_POR_VENCIMIENTO) if v.cuentas else "—")
        for v in visto.vencimientos
    ]  # fmt: skip
    return [
        *partes,
        f"Lo que vence hasta el {visto.hasta.isoformat()}:",
        cuadro(("Día", "Qué", "Cuentas"), filas),
    ]


def _por_red(cuentas: pl.DataFrame) -> str:
    filas = cuentas.group_by("red", maintain_order=True).agg(
        pl.len().alias("cuentas"),
        pl.col("entregado").sum(),
        pl.col("observaciones").sum(),
        pl.col("clase_propuesta").is_not_null().sum().alias("con_dictamen"),
    )
    return cuadro(
        ("Red", "Cuentas", "Con cifras", "Observaciones pendientes", "Con dictamen propuesto"),
        [(REDES[red], *resto) for red, *resto in filas.iter_rows()],
    )


def _faltantes(faltantes: pl.DataFrame) -> list[tuple[object, ...]]:
    conteo = Counter(faltantes.select("red", "titulo", "ausencia").iter_rows())
    orden = sorted(conteo.items(), key=lambda par: (*par[0][:1], -par[1], *par[0][1:]))
    return [(REDES[red], plano(titulo), _RAZONES[razon], n) for (red, titulo, razon), n in orden]


def _recolecciones(recolecciones: pl.DataFrame) -> str:
    completas = pl.col("resultado") == "completo"
    leidas = recolecciones.filter(completas).group_by("red").agg(pl.col("cuenta").n_unique()).sort("red")
    cuantas = ", ".join(f"{REDES[red]} {n}" for red, n in leidas.iter_rows())
    dicho = f"Cuentas leídas: {cuantas or 'ninguna'}."
    pendientes = Counter(recolecciones.filter(~completas).select("red", "resultado", "detalle").iter_rows())
    if not pendientes:
        return dicho
    filas = [
        (REDES[red], _RAZONES[razon], plano(detalle or "—"), n)
        for (red, razon, detalle), n in pendientes.most_common(_MAXIMO_DE_CUENTAS)
    ]
    return f"{dicho}\n\n{cuadro(('Red', 'Qué no se obtuvo', 'Por qué', 'Lecturas'), filas)}"


def _lista(claves: Sequence[str], tope: int = _MAXIMO_DE_CUENTAS) -> str:
    dichas = ", ".join(plano(c) for c in claves[:tope])
    if len(claves) <= tope:
        return f"{dichas}."
    return f"{dichas} y {len(claves) - tope:,} más."
