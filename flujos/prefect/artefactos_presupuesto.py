"""Lo que una persona ve en la página de Prefect cuando pide un presupuesto."""

from flujos.pasos.ajustes_recoleccion import Tope
from flujos.pasos.presupuesto import Presupuesto
from flujos.prefect.artefactos import cuadro, texto
from lineamientos.catalogo import REDES
from lineamientos.semestres import Semestre

_POR = {"dia": "al día", "mes": "al mes"}


def anunciar_presupuesto(calculado: Presupuesto, semestre: Semestre | None) -> None:
    """Cuánto costará por red, con qué tarifas y qué topes se rebasarían."""
    if semestre is None:
        clave, titulo = "presupuesto-siguiente", "Presupuesto de la siguiente recolección"
    else:
        clave = f"presupuesto-{semestre.clave}"
        titulo = f"Presupuesto de recolectar el {semestre.nombre}, {calculado.corridas} días"
    texto(clave, titulo, _cuerpo(calculado))


def _cuerpo(calculado: Presupuesto) -> str:
    if not calculado.cuentas:
        return "Este espacio no recolecta por API: diga qué redes en [recoleccion] de `pertinencia.toml`."
    totales = {red: calculado.total(red) for red in calculado.cuentas}
    filas: list[tuple[object, ...]] = [
        (REDES[red], calculado.cuentas[red], f"{peticiones:,}", f"{usd:,.2f}")
        for red, (peticiones, usd) in totales.items()
    ]
    suma = (
        "**Total**",
        sum(calculado.cuentas.values()),
        f"**{sum(p for p, _ in totales.values()):,}**",
        f"**{sum(u for _, u in totales.values()):,.2f}**",
    )
    partes = [cuadro(("Red", "Cuentas", "Peticiones", "Dólares"), [*filas, suma])]
    if rebasados := [t for t in calculado.topes if calculado.rebasa(t)]:
        redes = ", ".join(REDES[t.red] for t in rebasados)
        partes.append(f"**Se rebasaría el tope de {redes}**: la recolección se detendrá antes y lo dirá.")
    supuestas = sum(calculado.supuestas.values())
    if supuestas:
        partes.append(
            f"Cuentas de las que aún no se sabe cuánto publican y se supuso: {supuestas:,}. El cálculo "
            "mejora conforme se recolecta."
        )
    if calculado.topes:
        encabezado = ("Red", "Tope", "Usado ya")
        partes += ["## Topes de gasto", cuadro(encabezado, [_tope(t, n) for t, n in calculado.topes.items()])]
    return "\n\n".join([*partes, "## En qué se va", _detalle(calculado), "## Tarifas", _tarifas(calculado)])


def _tope(tope: Tope, gastado: float) -> tuple[str, str, str]:
    cuando = _POR[tope.periodo]
    if tope.usd is None:
        return REDES[tope.red], f"{tope.unidades:,} unidades ({tope.concepto}) {cuando}", f"{gastado:,.0f}"
    return REDES[tope.red], f"{tope.usd:,.2f} dólares {cuando}", f"{gastado:,.2f}"


def _detalle(calculado: Presupuesto) -> str:
    filas = [
        (REDES[r.red], r.operacion, f"{r.peticiones:,}", r.concepto, f"{r.unidades:,}", f"{r.usd:,.2f}")
        for r in calculado.renglones
    ]
    return cuadro(("Red", "Qué se pide", "Peticiones", "Qué se cobra", "Unidades", "Dólares"), filas)


def _tarifas(calculado: Presupuesto) -> str:
    por_concepto = {(r.red, r.concepto): r.tarifa for r in calculado.renglones}
    filas = [
        (REDES[red], concepto, f"{t.precio_usd:,.4f}", t.desde, f"`{t.fuente}`")
        for (red, concepto), t in por_concepto.items()
    ]
    return cuadro(("Red", "Qué se cobra", "Dólares por unidad", "Desde", "Fuente"), filas)
