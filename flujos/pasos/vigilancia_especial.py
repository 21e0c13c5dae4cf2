"""Lo que se pide por decisión de una persona: otra información (art. 12) y lo que pide el Comité (art. 8)."""

from dataclasses import dataclass
from datetime import date

from flujos.errores import OrdenInvalida, en_falta
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_asientos import asentar_comunicaciones
from flujos.pasos.reloj import exigir_reloj
from flujos.pasos.vigilancia_cartas import escribir
from flujos.pasos.vigilancia_consulta import exigir_cuenta
from flujos.pasos.vigilancia_grupos import Grupo, agrupar
from flujos.pasos.vigilancia_lectura import Mirada, mirar
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.marco import huella
from lineamientos.procedimiento.situacion import Carta
from lineamientos.referencias import Articulo, Fundamento
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo


@dataclass(frozen=True)
class Pedido:
    """Lo que se pide.

    Attributes:
        cuentas: De qué cuentas.
        campos: Título y descripción de cada cosa que se pide.
        fecha: Último día para entregarla, o ``None`` si no se fija.
        motivo: Para qué se pide.
        del_comite: Si la pide el Comité (art. 8, fracción II) y no Comunicación Social (art. 12).
    """

    cuentas: tuple[str, ...]
    campos: tuple[tuple[str, str], ...]
    fecha: date | None
    motivo: str
    del_comite: bool


def requerir(
    espacio: Espacio, semestre: Semestre, pedido: Pedido, por: str
) -> tuple[tuple[Grupo, ...], tuple[str, ...]]:
    """Escribe el requerimiento; el mismo pedido no se escribe dos veces.

    Returns:
        Las comunicaciones escritas, y una oración por cada cuenta que no tiene a quién dirigirse.

    Raises:
        OrdenInvalida: Si falta algo, una cuenta no existe, la fecha no puede ser o no es momento hábil.
    """
    _exigir(espacio, semestre, pedido)
    momento = espacio.ahora_local()
    with abrir_al_dia(espacio) as base:
        exigir_reloj(espacio, base)
        mirada = mirar(espacio, base, semestre, momento)
        if ajenas := [c for c in pedido.cuentas if c not in mirada.situaciones]:
            raise OrdenInvalida(
                f"No rinden estadística del {semestre.nombre}: {', '.join(ajenas)}. Revise su vigencia en "
                "padron/cuentas.csv o diga otro semestre."
            )
        cartas = [c for c in _cartas(mirada, pedido) if _falta(mirada, c)]
        if tarde := [c for c in cartas if c.desde > momento]:
            raise OrdenInvalida(
                f"Ahora no es momento hábil (art. 10). Repita la orden desde el "
                f"{tarde[0].desde:%Y-%m-%d %H:%M}."
            )
        grupos, faltas = agrupar(espacio, mirada, cartas)
        campos = dict.fromkeys(pedido.cuentas, pedido.campos)
        escritas, problemas = escribir(espacio, base, mirada, grupos, momento, campos)
        asentar_comunicaciones(espacio, base, semestre.clave, escritas, por)
    hechas = {e.datos.comunicacion for e in escritas}
    return tuple(g for g in grupos if g.comunicacion in hechas), (*faltas, *problemas)


def _cartas(mirada: Mirada, pedido: Pedido) -> list[Carta]:
    clase = ClaseDeComunicacion.COMITE if pedido.del_comite else ClaseDeComunicacion.ESPECIAL
    articulo = Articulo(8, "II") if pedido.del_comite else Articulo(12)
    plazo = (
        Plazo("Vence la entrega", pedido.fecha, Fundamento(articulo, "fecha que se notifica"))
        if pedido.fecha
        else None
    )
    ciclo = huella([pedido.motivo, str(pedido.fecha), *(f"{t}={d}" for t, d in pedido.campos)])
    return [
        Carta(clase, cuenta, ciclo, mirada.marco.momento_habil(s.ambito), pedido.motivo, plazo)
        for cuenta in dict.fromkeys(pedido.cuentas)
        if (s := mirada.situaciones[cuenta])
    ]


def _falta(mirada: Mirada, carta: Carta) -> bool:
    return (str(carta.clase), carta.cuenta, carta.ciclo) not in mirada.ciclos


def _exigir(espacio: Espacio, semestre: Semestre, pedido: Pedido) -> None:
    faltan = [
        nombre
        for nombre, dado in (
            ("--cuenta", pedido.cuentas),
            ("--campo TÍTULO=DESCRIPCIÓN", pedido.campos and all(t and d for t, d in pedido.campos)),
            ("--motivo", pedido.motivo),
            ("--fecha", pedido.fecha or pedido.del_comite),
        )
        if not dado
    ]
    if faltan:
        raise OrdenInvalida(f"{en_falta(faltan)}: sin eso no se puede requerir.")
    for cuenta in pedido.cuentas:
        exigir_cuenta(espacio, cuenta)
    hoy = espacio.ahora_local().date()
    dias = espacio.calendario.segun(espacio.parametros.del_semestre(semestre))
    if pedido.fecha is not None and (pedido.fecha <= hoy or not dias.es_habil(pedido.fecha)):
        razon = dias.motivo_inhabil(pedido.fecha)
        porque = f"es inhábil ({razon})" if razon else "no es posterior a hoy"
        raise OrdenInvalida(f"El {pedido.fecha.isoformat()} {porque}. Corrija --fecha.")
