"""Qué consultas hacer a X en cada etapa y cuánto costarán."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

from conectores.comun.consultas import Consulta, Estimacion, Etapa
from conectores.comun.horas import inicio_del_dia
from conectores.comun.relecturas import por_releer
from conectores.comun.vista import CuentaApi, Vista
from conectores.x.declaracion import (
    CON_VENTANA,
    CONCEPTO,
    ID,
    MENCIONES,
    METRICAS,
    PERFILES,
    POR_CONSULTA,
    POR_IDS,
    POR_PAGINA,
    POR_USUARIOS,
    PROFUNDIDAD,
    PUBLICACIONES,
    RED,
    USUARIO,
)

_Par = tuple[str, str]
_SEMANA = timedelta(weeks=1)


def planear(etapa: Etapa, vista: Vista) -> list[Consulta]:
    """Las consultas de una etapa, las menos que la plataforma permite.

    Un usuario que no tiene forma de usuario de X se pide solo: juntos, la plataforma rechazaría también a
    los demás.
    """
    match etapa:
        case Etapa.PERFILES:
            return list(_perfiles(vista))
        case Etapa.PUBLICACIONES:
            return [c for op in CON_VENTANA for c in _con_ventana(op, vista)]
        case Etapa.METRICAS:
            return list(_metricas(vista))


def estimar(consulta: Consulta, vista: Vista) -> Estimacion:
    """Peticiones y unidades que costará una consulta; lo nuevo, con el ritmo de la cuenta por semana.

    De las menciones no hay ritmo mientras no se hayan leído algunas: se estima una petición sin cargo.
    """
    if consulta.operacion not in CON_VENTANA:
        return Estimacion(1, cargos_maximos(consulta))
    (cuenta,) = consulta.cuentas
    if consulta.operacion == PUBLICACIONES:
        ritmo = vista.ritmo.get(cuenta, vista.ventanas.publicaciones_por_semana)
    else:
        ritmo = vista.ritmo.get(f"{cuenta}:{MENCIONES}", 0.0)
    desde, hasta = periodo(consulta)
    elementos = min(ceil(ritmo * ((hasta - desde) / _SEMANA)), PROFUNDIDAD[consulta.operacion])
    return Estimacion(max(1, ceil(elementos / POR_PAGINA)), {CONCEPTO[consulta.operacion]: elementos})


def cargos_maximos(consulta: Consulta) -> Mapping[str, int]:
    """Lo más que puede costar la siguiente página: una llena, o todo lo que se pide por identificador."""
    elementos = POR_PAGINA if consulta.operacion in CON_VENTANA else len(consulta.objetos)
    return {CONCEPTO[consulta.operacion]: elementos}


def periodo(consulta: Consulta) -> tuple[datetime, datetime]:
    """El periodo de una consulta que lo tiene.

    Raises:
        ValueError: Si no lo tiene; es un error de programación.
    """
    if consulta.desde is None or consulta.hasta is None:
        raise ValueError(f"La consulta «{consulta.operacion}» no tiene periodo")
    return consulta.desde, consulta.hasta


def id_de(cuenta: CuentaApi) -> str | None:
    """El identificador de la cuenta, si se sabe y tiene forma de tal."""
    conocido = cuenta.id_plataforma
    return conocido if conocido is not None and ID.fullmatch(conocido) else None


def _perfiles(vista: Vista) -> Iterator[Consulta]:
    con_id = [(c.cuenta, i) for c in vista.cuentas if (i := id_de(c)) is not None]
    por_usuario = [(c.cuenta, c.usuario) for c in vista.cuentas if id_de(c) is None]
    con_forma = [par for par in por_usuario if USUARIO.fullmatch(par[1])]
    sin_forma = [par for par in por_usuario if not USUARIO.fullmatch(par[1])]
    for por, grupos in (
        (POR_IDS, _grupos(con_id)),
        (POR_USUARIOS, [*_grupos(con_forma), *([par] for par in sin_forma)]),
    ):
        for grupo in grupos:
            yield _por_identificador(PERFILES, grupo, vista, {"por": por})


def _con_ventana(operacion: str, vista: Vista) -> Iterator[Consulta]:
    for cuenta in vista.cuentas:
        identificador = id_de(cuenta)
        if identificador is None:
            continue
        desde, hasta = _ventana(cuenta, operacion, vista)
        if desde < hasta:
            yield Consulta(RED, operacion, (cuenta.cuenta,), vista.programada, (identificador,), desde, hasta)


def _ventana(cuenta: CuentaApi, operacion: str, vista: Vista) -> tuple[datetime, datetime]:
    """Desde lo último leído, o el principio de lo que se recolecta, hasta lo programado; en segundos enteros.

    La plataforma no admite fracciones: con ellas el final de una ventana y el principio de la siguiente
    no serían el mismo instante.
    """
    hasta = vista.programada
    if cuenta.hasta is not None:
        hasta = min(hasta, inicio_del_dia(cuenta.hasta + timedelta(days=1)))
    avance = vista.avances.get((cuenta.cuenta, operacion))
    if avance is not None:
        desde = avance.hasta
    else:
        dias = [s.inicio for s in vista.semestres[:1]] + ([cuenta.desde] if cuenta.desde else [])
        desde = inicio_del_dia(max(dias))
    return _en_segundos(desde), _en_segundos(hasta)


def _metricas(vista: Vista) -> Iterator[Consulta]:
    legibles = {c.cuenta for c in vista.cuentas if id_de(c) is not None}
    pares = [(c, i) for c, i in por_releer(vista).iter_rows() if c in legibles]
    for grupo in _grupos(pares):
        yield _por_identificador(METRICAS, grupo, vista, {})


def _por_identificador(
    operacion: str, pares: Sequence[_Par], vista: Vista, parametros: Mapping[str, str]
) -> Consulta:
    cuentas, objetos = zip(*pares, strict=True)
    return Consulta(RED, operacion, cuentas, vista.programada, objetos, parametros=parametros)


def _grupos(pares: Sequence[_Par]) -> Iterator[Sequence[_Par]]:
    """Parte en grupos de los que caben en una consulta.

    Si dos cuentas del padrón nombran a la misma de la plataforma, van en consultas distintas: en una sola
    vendría una vez y no se sabría de cuál de las dos es.
    """
    primeros: dict[str, _Par] = {}
    repetidos = [par for par in pares if primeros.setdefault(par[1].lower(), par) is not par]
    unicos = list(primeros.values())
    yield from (unicos[i : i + POR_CONSULTA] for i in range(0, len(unicos), POR_CONSULTA))
    if repetidos:
        yield from _grupos(repetidos)


def _en_segundos(instante: datetime) -> datetime:
    return instante.astimezone(UTC).replace(microsecond=0)
