"""Acuses de lo recibido: folio, momento y si fue en tiempo (arts. 10, 11, 14 y 15)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from almacen.maestro import abrir_maestro
from flujos.pasos import expediente_asientos
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.expediente_actos import hecho
from flujos.pasos.expediente_asientos import asentar_eventos
from flujos.pasos.recepcion import recibir
from flujos.reloj import reloj_fijo
from lineamientos.procedimiento.clases import ClaseDeEvento
from tests.flujos.conftest import AHORA, S, formato_lleno

_COLUMNAS = "cuenta, medio, folio, recibido_en, fecha_efectiva, en_tiempo, archivo_recibido"


def _entregar(espacio: Espacio, nombre: str, contenido: bytes) -> None:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)


def _recepciones(espacio: Espacio, columnas: str = _COLUMNAS) -> list[tuple[object, ...]]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return base.consultar(f"SELECT {columnas} FROM recepciones ORDER BY folio").rows()


def _el(espacio: Espacio, momento: datetime) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(momento))


def test_cada_cuenta_de_un_archivo_tiene_su_acuse_y_repetir_no_cambia_nada(espacio: Espacio) -> None:
    el_14 = datetime(2026, 7, 14, 18, tzinfo=UTC)
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    _entregar(espacio, "fb_uno/vacio.csv", b"")
    resumen = recibir(_el(espacio, el_14), S, por="Ana")
    esperado = [
        ("fb_uno", "carpeta", "2026-1-fb_uno-0001", el_14, date(2026, 7, 14), True, "fb_uno/vacio.csv"),
        ("x_dos", "carpeta", "2026-1-x_dos-0001", el_14, date(2026, 7, 14), True, "x.csv"),
        ("x_uno", "carpeta", "2026-1-x_uno-0001", el_14, date(2026, 7, 14), True, "x.csv"),
    ]
    assert _recepciones(espacio) == esperado
    assert len(resumen.acuses) == 3
    assert recibir(espacio, S).acuses == ()
    assert _recepciones(espacio) == esperado
    with abrir_maestro(espacio.rutas, AHORA) as base:
        hechos = base.consultar(
            "SELECT e.cuenta, e.detalle_evento FROM eventos e "
            "JOIN recepciones r ON e.documento_evento = r.recepcion "
            "WHERE e.clase_evento = 'recibido' ORDER BY e.cuenta"
        ).rows()
    assert [cuenta for cuenta, _ in hechos] == ["fb_uno", "x_dos", "x_uno"]
    assert hechos[1][1] == (
        "Se recibió en la carpeta de entregas: x.csv. Dentro del plazo de la entrega (art. 11), que vence el "
        "2026-07-14."
    )


def test_los_folios_siguen_y_lo_tardio_lo_es_si_consta_el_requerimiento(espacio: Espacio) -> None:
    _entregar(espacio, "x_uno/a.csv", formato_lleno(espacio, "x"))
    with abrir_al_dia(espacio) as base:
        requerida = hecho(
            S.clave, "x_uno", ClaseDeEvento.REQUERIDO, datetime(2026, 6, 24, 16, tzinfo=UTC),
            date(2026, 6, 24), documento="c", vence=date(2026, 7, 14),
        )  # fmt: skip
        asentar_eventos(espacio, base, S.clave, [requerida], "Ana")
    recibir(espacio, S)
    _entregar(espacio, "x_uno/b.csv", formato_lleno(espacio, "x", menciones=7))
    _entregar(espacio, "fb_uno/f.csv", formato_lleno(espacio, "facebook"))
    recibir(_el(espacio, AHORA + timedelta(days=1)), S)
    assert _recepciones(espacio, "folio, en_tiempo") == [
        ("2026-1-fb_uno-0001", None),
        ("2026-1-x_uno-0001", False),
        ("2026-1-x_uno-0002", False),
    ]


def test_cuenta_la_hora_de_la_sede_de_quien_entrega(espacio: Espacio) -> None:
    areas = espacio.raiz / "padron" / "areas.csv"
    encabezado, *filas = areas.read_text("utf-8").splitlines()
    nombres = encabezado.split(",")
    zona = nombres.index("zona_horaria")
    con_zona = [
        ",".join(
            "America/Tijuana" if n == zona and v.startswith("cncs") else c for n, c in enumerate(v.split(","))
        )
        for v in filas
    ]
    areas.write_text("\n".join([encabezado, *con_zona]) + "\n", "utf-8")
    en_tijuana = _el(abrir_espacio(espacio.raiz), datetime(2026, 7, 15, 0, 30, tzinfo=UTC))
    _entregar(en_tijuana, "fb_uno/f.csv", formato_lleno(espacio, "facebook"))
    recibir(en_tijuana, S)
    assert _recepciones(espacio, "fecha_efectiva, en_tiempo") == [(date(2026, 7, 14), True)]


@pytest.mark.parametrize("donde", ["antes", "despues"])
def test_morir_al_acusar_no_pierde_ni_repite(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, donde: str
) -> None:
    _entregar(espacio, "x_uno/a.csv", formato_lleno(espacio, "x"))
    de_verdad = expediente_asientos.asentar

    def morir(*args: object) -> None:
        if donde == "despues":
            with monkeypatch.context() as interior:
                interior.setattr("almacen.asientos.cargar", _morir)
                de_verdad(*args)  # type: ignore[arg-type]
        _morir()

    with monkeypatch.context() as parche:
        parche.setattr(expediente_asientos, "asentar", morir)
        with pytest.raises(KeyboardInterrupt):
            recibir(espacio, S)
    # Mientras tanto llega otra cosa: el folio de la que quedó a medias es suyo.
    _entregar(espacio, "x_uno/b.csv", formato_lleno(espacio, "x", menciones=7))
    recibir(_el(espacio, AHORA + timedelta(hours=1)), S)
    assert _recepciones(espacio, "folio, archivo_recibido") == [
        ("2026-1-x_uno-0001", "x_uno/a.csv"),
        ("2026-1-x_uno-0002", "x_uno/b.csv"),
    ]


def _morir(*_: object) -> None:
    raise KeyboardInterrupt
