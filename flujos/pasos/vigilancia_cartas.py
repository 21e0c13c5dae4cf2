"""Escribir las comunicaciones que se deben: de lo que consta a los documentos que las dicen."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from almacen import expediente as guardado
from almacen.maestro import Base
from conectores.archivos.formato_escritor import escribir_formato_xlsx
from conectores.archivos.tipos import CuentaPadron
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import ANEXO, COPIA, NOTIFICA, Documento, Escrita
from flujos.pasos.numeracion import numeros_de_oficio
from flujos.pasos.vigilancia_grupos import Grupo
from flujos.pasos.vigilancia_lectura import Mirada
from informes.cartas.correo import SIN_REMITENTE, correo_de
from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Carta as CartaEscrita
from informes.cartas.guia import guia_pdf
from informes.cartas.guia_semestre import semestre_en_una_pagina
from informes.cartas.modelo import (
    OFICIO,
    Antecedente,
    CuentaDeCarta,
    DatosDeCarta,
    RecepcionDeCarta,
)
from informes.cartas.pdf import oficios_pdf
from informes.cartas.redaccion import redactar
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion
from lineamientos.procedimiento.debido import es_complementaria
from lineamientos.procedimiento.situacion import Carta

_C = ClaseDeComunicacion
_CON_ANTECEDENTES = (_C.RECORDATORIO, _C.SILENCIO, _C.TITULAR, _C.OBSERVACIONES)
_CON_MOTIVO = (_C.ESPECIAL, _C.COMITE, _C.INTERNO, _C.TRANSPARENCIA)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Fuentes:
    """Lo que se cita en las cartas, leído una vez."""

    cuentas: Mapping[str, Mapping[str, Any]]
    areas: Mapping[str, str]
    recepciones: Mapping[str, Mapping[str, Any]]
    antecedentes: Mapping[str, tuple[Antecedente, ...]]
    campos: Mapping[str, tuple[tuple[str, str], ...]]


def escribir(
    espacio: Espacio,
    base: Base,
    mirada: Mirada,
    grupos: Sequence[Grupo],
    momento: datetime,
    campos: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
) -> tuple[tuple[Escrita, ...], tuple[str, ...]]:
    """Escribe cada comunicación con su oficio, su correo y sus anexos; no asienta ni envía nada.

    La que no puede escribirse se dice y las demás se escriben.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
        mirada: Lo que consta del semestre.
        grupos: Las comunicaciones que se deben.
        momento: Momento hábil con que se fechan.
        campos: De cada cuenta, lo que se le pide conforme al art. 12 o por el Comité.

    Returns:
        Las escritas, y una oración por cada una que no pudo escribirse.
    """
    fuentes = _leer(espacio, base, mirada, campos or {})
    con_numero = [g for g in grupos if espacio.comunicaciones.canal_de(g.clase) == OFICIO]
    libres = deque(numeros_de_oficio(espacio, base, momento.year, len(con_numero)))
    redactadas, problemas = [], []
    padron = espacio.padron.por_clave()
    for grupo in grupos:
        anexos = _anexos(espacio, mirada, grupo, padron)
        de_oficio = espacio.comunicaciones.canal_de(grupo.clase) == OFICIO
        numero = libres[0] if de_oficio else ""
        try:
            carta = redactar(_datos(espacio, mirada, grupo, fuentes, numero, anexos, momento))
            # Con lo que pueda fallar de una carta ya comprobado, solo gasta número la que va a asentarse.
            correo_de(carta, _remitente(espacio))
        except CartaInvalida as error:
            problemas.append(str(error))
            continue
        if de_oficio:
            libres.popleft()
        redactadas.append((grupo, carta, anexos))
    try:
        oficios = tuple(oficios_pdf([c for _, c, _ in redactadas]))
    except CartaInvalida as error:
        # El logotipo es de todas: lo cambiaron después de abrir el espacio.
        return (), (*problemas, f"{error} Mientras, no se escribe ninguna comunicación.")
    escritas = (_escrita(espacio, g, c, pdf, a) for (g, c, a), pdf in zip(redactadas, oficios, strict=True))
    return tuple(escritas), tuple(problemas)


def _remitente(espacio: Espacio) -> str:
    smtp = espacio.comunicaciones.smtp
    return smtp.remitente if smtp else espacio.comunicaciones.correo or SIN_REMITENTE


def _escrita(
    espacio: Espacio, grupo: Grupo, carta: CartaEscrita, pdf: bytes, anexos: Sequence[Documento]
) -> Escrita:
    oficio = Documento(f"{grupo.clase}.pdf", "", pdf)
    adjuntos = tuple((d.archivo, d.contenido, _tipo(d.archivo)) for d in (oficio, *anexos))
    correo = correo_de(carta, _remitente(espacio), adjuntos)
    papeles = (NOTIFICA, COPIA) if carta.datos.canal == OFICIO else (COPIA, NOTIFICA)
    return Escrita(
        datos=carta.datos,
        asunto=carta.asunto,
        motivo=" ".join(dict.fromkeys(c.motivo for c in grupo.cartas)),
        documentos=(
            Documento(oficio.archivo, papeles[0], pdf),
            Documento(f"{grupo.clase}.eml", papeles[1], correo.as_bytes()),
            *anexos,
        ),
        ciclos={c.cuenta: c.ciclo for c in grupo.cartas},
        recepciones={c.cuenta: c.recepciones for c in grupo.cartas if c.recepciones},
    )


def _tipo(archivo: str) -> str:
    return "application/pdf" if archivo.endswith(".pdf") else _XLSX


def _anexos(
    espacio: Espacio, mirada: Mirada, grupo: Grupo, padron: Mapping[str, CuentaPadron]
) -> tuple[Documento, ...]:
    """Con el requerimiento van el formato por llenar, con las cuentas de la persona, y la guía (art. 6)."""
    if grupo.clase not in (_C.REQUERIMIENTO, _C.SILENCIO):
        return ()
    plazo, desde = grupo.cartas[0].plazo, mirada.marco.plazos.ventana_inicio.fecha
    formato = escribir_formato_xlsx(
        [padron[c.cuenta] for c in grupo.cartas],
        mirada.semestre,
        # Con el requerimiento por falta de entrega la ventana ya pasó: solo queda su último día.
        entrega=None if plazo is None else (desde if grupo.clase is _C.REQUERIMIENTO else None, plazo.fecha),
    )
    marco = mirada.marco
    portada = semestre_en_una_pagina(mirada.semestre, marco.calendario, marco.parametros)
    guia = guia_pdf(espacio.organismo, mirada.semestre, portada)
    return (
        Documento(f"formato_{mirada.semestre.clave}.xlsx", ANEXO, formato),
        Documento("guia_para_administradores.pdf", ANEXO, guia),
    )


def _datos(
    espacio: Espacio,
    mirada: Mirada,
    grupo: Grupo,
    fuentes: _Fuentes,
    numero: str,
    anexos: Sequence[Documento],
    momento: datetime,
) -> DatosDeCarta:
    ajustes, clase = espacio.comunicaciones, COMUNICACIONES[grupo.clase]
    cuentas = tuple(_cuenta(mirada, fuentes, c) for c in grupo.cartas if c.cuenta)
    resolucion = mirada.resoluciones.get(grupo.cartas[0].cuenta, {}) if grupo.clase is _C.RESOLUCION else {}
    sin_aprobar = mirada.marco.parametros.con_prefijo("plazos.").sin_aprobar()
    return DatosDeCarta(
        comunicacion=grupo.comunicacion,
        clase=grupo.clase,
        canal=ajustes.canal_de(grupo.clase),
        semestre=mirada.semestre,
        fechada_en=momento.astimezone(espacio.zona),
        numero=numero,
        institucion=ajustes.institucion(espacio.organismo, clase.firma),
        destinatarios=grupo.destinatarios,
        cuentas=cuentas,
        plazo=grupo.cartas[0].plazo,
        desde=mirada.marco.plazos.ventana_inicio.fecha if grupo.clase is _C.REQUERIMIENTO else None,
        corre_desde=(
            mirada.marco.entrega_corre_desde(mirada.situaciones[cuentas[0].cuenta].ambito)
            if grupo.clase is _C.REQUERIMIENTO
            else None
        ),
        sesion=str(resolucion.get("sesion") or ""),
        acuerdo=str(resolucion.get("acuerdo") or ""),
        resuelta_el=resolucion.get("resuelta_el"),
        atencion=ajustes.subdireccion.nombre if grupo.clase is _C.ESPECIAL else "",
        motivo=(
            grupo.cartas[0].motivo
            if grupo.clase in _CON_MOTIVO or es_complementaria(grupo.cartas[0].ciclo)
            else ""
        ),
        documentos=tuple(a.archivo for a in anexos),
        provisional=(
            f"Hay {len(sin_aprobar)} parámetros de plazos sin aprobar por el Comité" if sin_aprobar else ""
        ),
        ejemplo=espacio.ejemplo,
    )


def _cuenta(mirada: Mirada, fuentes: _Fuentes, carta: Carta) -> CuentaDeCarta:
    fila = fuentes.cuentas[carta.cuenta]
    suyas = mirada.observaciones.get(carta.cuenta)
    # En el acuse se adelanta lo hallado: quien administra puede corregirlo antes de que se le observe.
    observaciones = (
        () if suyas is None
        else tuple(suyas.abiertas.values()) if carta.clase is _C.ACUSE
        else tuple(suyas.textos[o] for o in carta.observaciones)
    )  # fmt: skip
    resolucion = mirada.resoluciones.get(carta.cuenta, {}) if carta.clase is _C.RESOLUCION else {}
    return CuentaDeCarta(
        cuenta=carta.cuenta,
        nombre=str(fila["nombre"]),
        red=str(fila["red"]),
        usuario=str(fila["usuario"]),
        area=fuentes.areas[str(fila["area"])],
        observaciones=observaciones,
        recepciones=tuple(_recepcion(fuentes.recepciones[r], mirada) for r in carta.recepciones),
        antecedentes=(fuentes.antecedentes.get(carta.cuenta, ()) if carta.clase in _CON_ANTECEDENTES else ()),
        recomendaciones=(
            mirada.recomendadas[carta.cuenta].textos if carta.clase is _C.RECOMENDACIONES else ()
        ),
        clase_resuelta=str(resolucion.get("clase_resuelta") or ""),
        razones=str(resolucion.get("razones") or ""),
        campos=fuentes.campos.get(carta.cuenta, ()),
    )


def _recepcion(fila: Mapping[str, Any], mirada: Mirada) -> RecepcionDeCarta:
    return RecepcionDeCarta(
        folio=fila["folio"],
        archivo=fila["archivo_recibido"],
        sha256=fila["recibido_sha256"] or "",
        recibido_en=fila["recibido_en"].astimezone(mirada.marco.momento.tzinfo),
        fecha=fila["fecha_efectiva"],
        en_tiempo=fila["en_tiempo"],
        medio=fila["medio"],
        entrega=fila["es_entrega"],
    )


def _leer(
    espacio: Espacio, base: Base, mirada: Mirada, campos: Mapping[str, tuple[tuple[str, str], ...]]
) -> _Fuentes:
    clave = mirada.semestre.clave
    return _Fuentes(
        cuentas=_por(espacio.padron.cuentas, "cuenta"),
        areas=dict(espacio.padron.areas.select("area", "nombre").iter_rows()),
        recepciones=_por(guardado.recepciones(base, clave), "recepcion"),
        antecedentes=antecedentes(base, clave),
        campos=campos,
    )


def antecedentes(base: Base, semestre: str) -> dict[str, tuple[Antecedente, ...]]:
    """De cada cuenta, cada comunicación que se le notificó, con su fecha y su prueba, en orden."""
    pruebas = _por(guardado.pruebas(base, semestre), "comunicacion")
    reunidos: dict[str, list[Antecedente]] = {}
    for fila in guardado.comunicaciones(base, semestre).sort("fechada_en").iter_rows(named=True):
        prueba = pruebas.get(fila["comunicacion"])
        if prueba is None:
            continue
        folio = f", folio {prueba['folio']}" if prueba["folio"] else ""
        titulo = COMUNICACIONES[_C(fila["clase_comunicacion"])].titulo
        for cuenta in fila["cuentas"]:
            reunidos.setdefault(cuenta, []).append(
                Antecedente(titulo, prueba["fecha_efectiva"], f"{prueba['prueba'].rstrip('.')}{folio}.")
            )
    return {c: tuple(a) for c, a in reunidos.items()}


def _por(marco: pl.DataFrame, columna: str) -> dict[str, dict[str, Any]]:
    """Las filas por el valor de una columna; de varias queda la primera."""
    return {str(f[columna]): f for f in marco.reverse().iter_rows(named=True)}
