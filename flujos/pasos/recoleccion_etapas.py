"""El plan de cada etapa: guardado antes de la primera petición y completado si la anterior quedó a medias."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from almacen import vista_recoleccion
from almacen.maestro import Base, abrir_maestro
from conectores.comun.consultas import Consulta, Etapa
from conectores.comun.vista import Vista
from flujos.pasos.recoleccion_corrida import Corrida
from flujos.pasos.recoleccion_plan import SinCredencial, armar_vista, cuentas_de


def planear(corrida: Corrida, etapa: Etapa) -> list[Consulta]:
    """Consultas de una etapa: las del plan guardado, si esta corrida ya lo tenía, o las que tocan ahora.

    Un perfil leído después del momento programado ya sirve para él: lo que se atrasó y se corre junto no
    paga varias veces los seguidores del mismo instante.

    De una cuenta a la que la etapa anterior no terminó de leer se planea lo que se sabe; cuando termina, se
    le planea lo que falte. Lo que una falla ya detuvo no entra en el plan de relecturas: se planea cuando
    se pueda, con lo que entonces se sepa.
    """
    nombre = etapa.name.lower()
    guardado = corrida.planes.leer(corrida.programada, nombre)
    with abrir_maestro(corrida.espacio.rutas, corrida.espacio.ahora()) as base:
        vistas = vistas_de(corrida, base)
        faltan = _a_medias(corrida, base, etapa)
        leidos = {r: vista_recoleccion.perfiles_leidos(base, r, corrida.programada) for r in vistas}
    plan = [Consulta.de_json(c) for c in guardado or ()]
    if guardado is not None:
        listas = corrida.planes.faltan(corrida.programada, nombre) - faltan
        if not listas:
            return plan
        planeados = [o for c in plan for o in c.objetos]
        vistas = {r: _solo(v, listas, planeados) for r, v in vistas.items()}
    if etapa is Etapa.PERFILES:
        vistas = {r: _sin(v, leidos[r]) for r, v in vistas.items()}
    nuevas = [c for red, vista in vistas.items() for c in corrida.conectores[red].planear(etapa, vista)]
    if etapa is Etapa.METRICAS:
        faltan |= {cuenta for c in nuevas if corrida.recorredor.detenida(c) for cuenta in c.cuentas}
        nuevas = [c for c in nuevas if not corrida.recorredor.detenida(c)]
    plan += nuevas
    corrida.planes.guardar(
        corrida.programada,
        nombre,
        [c.en_json() for c in plan],
        faltan,
        [s.clave for s in corrida.semestres],
    )
    return plan


def _a_medias(corrida: Corrida, base: Base, etapa: Etapa) -> set[str]:
    """Cuentas de las que la etapa anterior no leyó aún lo que esta necesita."""
    if etapa is Etapa.PERFILES:
        return set()
    anterior = Etapa(etapa - 1).name.lower()
    # Cada etapa lleva el nombre de la operación de que vive la siguiente.
    consultas = [
        c
        for texto in corrida.planes.leer(corrida.programada, anterior) or ()
        if (c := Consulta.de_json(texto)).operacion == anterior and c.red in corrida.conectores
    ]
    cargados = vista_recoleccion.lotes_cargados(base, [c.lote for c in consultas])
    abiertas = {cuenta for c in consultas if c.lote not in cargados for cuenta in c.cuentas}
    if etapa is Etapa.PUBLICACIONES:
        # Del perfil solo se necesita el identificador.
        return {c for c in abiertas if c in corrida.cuentas and corrida.cuentas[c].id_plataforma is None}
    return abiertas


def _solo(vista: Vista, cuentas: frozenset[str], planeados: Sequence[str]) -> Vista:
    """La vista de unas cuentas, sin lo que ya está en el plan."""
    return replace(
        vista,
        cuentas=tuple(c for c in vista.cuentas if c.cuenta in cuentas),
        publicaciones=vista.publicaciones.filter(~pl.col("id_publicacion").is_in(planeados)),
    )


def _sin(vista: Vista, cuentas: frozenset[str]) -> Vista:
    return replace(vista, cuentas=tuple(c for c in vista.cuentas if c.cuenta not in cuentas))


def vistas_de(corrida: Corrida, base: Base) -> dict[str, Vista]:
    """Lo que se sabe de cada red al planear; deja en la corrida sus cuentas y lo que no tiene credencial."""
    identificadores = vista_recoleccion.identificadores(base)
    vistas = {}
    corrida.sin_credencial.clear()
    for red in corrida.conectores:
        con, sin = cuentas_de(corrida.espacio, red, corrida.semestres, corrida.credenciales, identificadores)
        corrida.cuentas.update({c.cuenta: c for c in con})
        corrida.sin_credencial.extend(sin)
        vista = armar_vista(
            base, red, corrida.programada, corrida.semestres, con, corrida.espacio.recoleccion.ventanas
        )
        corrida.sin_credencial.extend(
            SinCredencial(cuenta, red, detalle, operacion)
            for cuenta, operacion, _, detalle in corrida.conectores[red].sin_credencial(vista)
        )
        vistas[red] = vista
    return vistas
