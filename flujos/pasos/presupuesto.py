"""Presupuesto: cuánto costará recolectar, antes de pedir nada.

Se planea igual que la recolección, con los mismos conectores y sin llamarlos. Lo que aún no existe (las
publicaciones que saldrán) se estima con el ritmo de cada cuenta.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import polars as pl

from almacen import vista_recoleccion
from almacen.maestro import abrir_maestro
from conectores.comun.conector import Conector
from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.entorno import Entorno
from conectores.comun.tarifas import Tarifa, leer_tarifas, vigente
from conectores.comun.vista import Avance, CuentaApi, Vista
from flujos.pasos.ajustes_recoleccion import Tope
from flujos.pasos.credenciales import Credenciales
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_encargo import crear_conectores
from flujos.pasos.recoleccion_gasto import gastado_por_tope
from flujos.pasos.recoleccion_plan import armar_vista, cuentas_de, semestres_por_recolectar
from lineamientos.semestres import Semestre

_HORA_DE_LA_CORRIDA = 12
"""Hora UTC de la recolección diaria con que se estima un semestre: las 6:00 de la Ciudad de México."""


_LISTA_SIN_CIFRAS = ("youtube",)
"""Redes cuya lista de publicaciones no trae sus cifras: lo nuevo se lee además en la última etapa."""


@dataclass(frozen=True)
class Renglon:
    """Lo que costará un concepto de una red.

    Attributes:
        red: Red social.
        operacion: Qué se pide.
        peticiones: Llamadas HTTP.
        concepto: Qué cobra la plataforma.
        unidades: Cuántas unidades.
        tarifa: La que rige.
    """

    red: str
    operacion: str
    peticiones: int
    concepto: str
    unidades: int
    tarifa: Tarifa

    @property
    def usd(self) -> float:
        """Costo en dólares."""
        return self.unidades * self.tarifa.precio_usd


@dataclass(frozen=True)
class Presupuesto:
    """Lo que costará una recolección o un semestre de recolecciones.

    Attributes:
        desde: Primera recolección.
        corridas: Cuántas.
        renglones: Por red, operación y concepto.
        topes: Cada tope con lo gastado ya en su periodo.
        cuentas: Cuentas por red.
        supuestas: Cuentas cuyo ritmo de publicación se supuso, por red.
    """

    desde: datetime
    corridas: int
    renglones: tuple[Renglon, ...]
    topes: Mapping[Tope, float]
    cuentas: Mapping[str, int]
    supuestas: Mapping[str, int]

    def total(self, red: str) -> tuple[int, float]:
        """Peticiones y dólares de una red."""
        propios = [r for r in self.renglones if r.red == red]
        return sum(r.peticiones for r in propios), sum(r.usd for r in propios)

    def rebasa(self, tope: Tope) -> bool:
        """Si una corrida sola ya rebasaría un tope; uno mensual, si lo haría lo de un mes."""
        propios = [r for r in self.renglones if r.red == tope.red]
        veces = self.corridas if tope.periodo == "dia" else max(1.0, self.corridas / 30.5)
        if tope.usd is not None:
            return self.topes[tope] + sum(r.usd for r in propios) / veces > tope.usd
        unidades = sum(r.unidades for r in propios if r.concepto == tope.concepto)
        return self.topes[tope] + unidades / veces > tope.unidades


@dataclass
class _Suma:
    """Acumula estimaciones por operación y concepto."""

    peticiones: Counter[tuple[str, str]] = field(default_factory=Counter)
    unidades: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def agregar(self, conector: Conector, consulta: Consulta, vista: Vista) -> None:
        estimada = conector.estimar(consulta, vista)
        clave = (consulta.red, consulta.operacion)
        self.peticiones[clave] += estimada.peticiones
        for concepto, cuantas in estimada.cargos.items():
            self.unidades[*clave, concepto] += cuantas

    def renglones(self, tarifas: Sequence[Tarifa], fecha: date) -> tuple[Renglon, ...]:
        filas = []
        for (red, operacion, concepto), unidades in sorted(self.unidades.items()):
            # Las peticiones se dicen una vez por operación, aunque cobre por varios conceptos.
            peticiones = self.peticiones.pop((red, operacion), 0)
            tarifa = vigente(tarifas, red, concepto, fecha)
            filas.append(Renglon(red, operacion, peticiones, concepto, unidades, tarifa))
        return tuple(filas)


def presupuestar(
    espacio: Espacio, credenciales: Credenciales, momento: datetime, *, semestre: Semestre | None = None
) -> Presupuesto:
    """Estima la siguiente recolección o, si se da un semestre, una diaria de punta a punta.

    Args:
        espacio: Espacio abierto.
        credenciales: De todas las redes; de ellas depende qué puede pedirse.
        momento: Instante de la siguiente recolección.
        semestre: Semestre que se estima completo, o ``None``.
    """
    ajustes = espacio.recoleccion
    entorno = Entorno(reloj=espacio.reloj, dormir=_no_duerme)
    conectores = crear_conectores(entorno, credenciales, ajustes.redes)
    suma, cuentas, supuestas = _Suma(), {}, {}
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        identificadores = vista_recoleccion.identificadores(base)
        for red, conector in conectores.items():
            semestres = (semestre,) if semestre else semestres_por_recolectar(ajustes, momento, espacio.zona)
            propias, _ = cuentas_de(espacio, red, semestres, credenciales, identificadores)
            con_id = [_con_id(c) for c in propias]
            vista = armar_vista(base, red, momento, semestres, con_id, ajustes.ventanas)
            cuentas[red] = len(con_id)
            supuestas[red] = sum(c.cuenta not in vista.ritmo for c in con_id)
            if semestre is None:
                _una_corrida(suma, conector, _con_nuevas(vista) if red in _LISTA_SIN_CIFRAS else vista)
            else:
                _un_semestre(suma, conector, vista, semestre)
        topes = gastado_por_tope(base, ajustes.topes, momento, espacio.zona)
    corridas = 1 if semestre is None else semestre.dias
    fecha = momento.astimezone(espacio.zona).date()
    return Presupuesto(momento, corridas, suma.renglones(leer_tarifas(), fecha), topes, cuentas, supuestas)


def _no_duerme(_: float) -> None:
    raise AssertionError("Un presupuesto no llama a nadie y no tiene qué esperar")


def _con_id(cuenta: CuentaApi) -> CuentaApi:
    """La cuenta con un identificador supuesto si aún no se sabe: la primera etapa lo dará."""
    return cuenta if cuenta.id_plataforma else replace(cuenta, id_plataforma=f"por_saber_{cuenta.cuenta}")


def _una_corrida(suma: _Suma, conector: Conector, vista: Vista) -> None:
    for etapa in Etapa:
        for consulta in conector.planear(etapa, vista):
            suma.agregar(conector, consulta, vista)


def _con_nuevas(vista: Vista) -> Vista:
    """La vista con las publicaciones que se espera hallar: la última etapa las lee si la lista no."""
    nuevas = [
        (c.cuenta, f"nueva_{c.cuenta}_{i}", vista.programada)
        for c in vista.cuentas
        for i in range(_esperadas(vista, c))
    ]
    return replace(vista, publicaciones=pl.concat([vista.publicaciones, _marco(nuevas, leidas=False)]))


def _esperadas(vista: Vista, cuenta: CuentaApi) -> int:
    avance = vista.avances.get((cuenta.cuenta, "publicaciones"))
    desde = avance.hasta if avance else datetime.combine(vista.semestres[0].inicio, datetime.min.time(), UTC)
    semanas = max(0.0, (vista.programada - desde).total_seconds() / 604_800)
    return round(semanas * vista.ritmo.get(cuenta.cuenta, vista.ventanas.publicaciones_por_semana))


def _marco(filas: Sequence[tuple[str, str, datetime]], *, leidas: bool) -> pl.DataFrame:
    """Publicaciones conocidas; «leídas» si la lista ya trajo sus cifras."""
    return pl.DataFrame(
        {
            "cuenta": [f[0] for f in filas],
            "id_publicacion": [f[1] for f in filas],
            "publicada_en": [f[2] for f in filas],
            "ultima_lectura": [f[2] if leidas else None for f in filas],
            "tipo_publicacion": [None for _ in filas],
        },
        schema=PUBLICACIONES_CONOCIDAS,
    )


def _un_semestre(suma: _Suma, conector: Conector, vista: Vista, semestre: Semestre) -> None:
    """Recorre el semestre hasta el día siguiente a su cierre y suma lo que costaría cada día."""
    avances: dict[tuple[str, str], Avance] = {}
    pendientes: Counter[str] = Counter()
    publicaciones = _marco((), leidas=True)
    lista_trae_cifras = conector.red not in _LISTA_SIN_CIFRAS
    inicio = datetime.combine(semestre.inicio, datetime.min.time(), UTC).replace(hour=_HORA_DE_LA_CORRIDA)
    for dia in range(1, semestre.dias + 1):
        ahora = inicio + timedelta(days=dia)
        nuevas = []
        for c in vista.cuentas:
            pendientes[c.cuenta] += round(
                1000 * vista.ritmo.get(c.cuenta, vista.ventanas.publicaciones_por_semana) / 7
            )
            while pendientes[c.cuenta] >= 1000:
                pendientes[c.cuenta] -= 1000
                nuevas.append(
                    (c.cuenta, f"{c.cuenta}_{dia}_{pendientes[c.cuenta]}", ahora - timedelta(hours=12))
                )
        hoy = replace(vista, programada=ahora, semestres=(semestre,), avances=avances)
        for etapa in Etapa:
            if etapa is Etapa.METRICAS:
                publicaciones = pl.concat([publicaciones, _marco(nuevas, leidas=lista_trae_cifras)])
            consultas = conector.planear(etapa, replace(hoy, publicaciones=publicaciones))
            for consulta in consultas:
                suma.agregar(conector, consulta, hoy)
                if consulta.hasta is not None:
                    for cuenta in consulta.cuentas:
                        previo = avances.get((cuenta, consulta.operacion))
                        desde = previo.desde if previo else consulta.desde or consulta.hasta
                        avances[cuenta, consulta.operacion] = Avance(desde, consulta.hasta)
            leidas = [o for c in consultas if etapa is Etapa.METRICAS for o in c.objetos]
            if leidas:
                publicaciones = publicaciones.with_columns(
                    pl.when(pl.col("id_publicacion").is_in(leidas))
                    .then(pl.lit(ahora))
                    .otherwise("ultima_lectura")
                    .alias("ultima_lectura")
                )
