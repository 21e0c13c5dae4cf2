"""Subsanación campo por campo, aclaraciones y lo que llega en papel (arts. 9, 10 y 14)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from almacen.maestro import abrir_maestro, abrir_reservado
from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.errores import OrdenInvalida
from flujos.pasos import acuses
from flujos.pasos.acuses import Sellado, acusar_sellado
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.observaciones import aclarar, observaciones_del_semestre, seguimiento
from flujos.pasos.recepcion import recibir
from flujos.pasos.tablero import tablero
from flujos.reloj import reloj_fijo
from lineamientos.procedimiento.tablero import Llegada
from tests.flujos.conftest import AHORA, S, formato_lleno

SELLO = datetime(2026, 7, 8, 19, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def _entregar(espacio: Espacio, nombre: str, contenido: bytes) -> None:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)


def _luego(espacio: Espacio, dias: int) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(AHORA + timedelta(days=dias)))


def _abiertas(espacio: Espacio) -> dict[str, list[tuple[str, str | None]]]:
    with abrir_al_dia(espacio) as base:
        return {
            cuenta: [(o.seguida.observacion.codigo, o.seguida.observacion.campo) for o in suyas]
            for cuenta, suyas in observaciones_del_semestre(espacio, base, S).items()
        }


def _cifras(espacio: Espacio) -> dict[str, Any]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return dict(
            base.consultar(
                "SELECT metrica, valor FROM cifras_vigentes WHERE cuenta = 'x_uno' AND semestre = $s",
                {"s": S.clave},
            ).iter_rows()
        )


def test_lo_corregido_sustituye_campo_por_campo_y_conserva_lo_demas(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    assert _abiertas(espacio) == {"x_dos": [("C201", "menciones")], "x_uno": [("C201", "menciones")]}
    x_uno = [c for c in espacio.padron.por_clave().values() if c.cuenta == "x_uno"]
    solo_menciones = escribir_formato_csv("x", x_uno, S, {"x_uno": {"menciones": 7}})
    _entregar(espacio, "x_uno/corregido.csv", solo_menciones)
    recibir(_luego(espacio, 1), S)
    evaluar(_luego(espacio, 1), S)
    # Las celdas que el corregido deja vacías ya se habían entregado: no se observan ni borran lo que había.
    assert _abiertas(espacio).get("x_uno", []) == []
    cifras = _cifras(espacio)
    assert (cifras["menciones"], cifras["mensajes_publicados"], cifras["impresiones"]) == (7, 100, 50_000)
    with abrir_maestro(espacio.rutas, AHORA) as base:
        guardadas = base.consultar(
            "SELECT count(DISTINCT lote) AS n FROM mediciones "
            "WHERE cuenta = 'x_uno' AND metrica = 'menciones'"
        )
    assert guardadas.item() == 2


def test_repetir_el_mismo_error_renueva_la_observacion(espacio: Espacio) -> None:
    _entregar(espacio, "x_uno/a.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    _entregar(espacio, "x_uno/b.csv", formato_lleno(espacio, "x", menciones=-7))
    luego = _luego(espacio, 1)
    recibir(luego, S)
    with abrir_al_dia(luego) as base:
        suyas = [s for s in seguimiento(base, S) if s.observacion.codigo == "C201"]
        [abierta] = [
            o for o in observaciones_del_semestre(luego, base, S)["x_uno"]
            if o.seguida.observacion.codigo == "C201"
        ]  # fmt: skip
    assert [s.situacion for s in suyas] == ["renovada", "abierta"]
    assert {s.raiz for s in suyas} == {suyas[0].observacion.observacion}
    assert abierta.carta.observacion == suyas[1].observacion.observacion
    assert "x_uno/b.csv" in abierta.carta.lugar
    # El número con que se cita es el de la primera, y con él se aclara la que sigue abierta.
    assert abierta.carta.numero == suyas[0].observacion.observacion[:8]
    cerrada = aclarar(luego, S, "x_uno", abierta.carta.numero, "Es correcta.", "Luz")
    assert cerrada.observacion == abierta.carta.observacion


def test_lo_ajeno_se_observa_a_quien_lo_dejo_y_lo_cierra_lo_suyo(espacio: Espacio) -> None:
    """Art. 14: la corrige quien la dejó en su carpeta, aunque el renglón sea de otra cuenta."""
    _entregar(espacio, "x_dos/a.csv", formato_lleno(espacio, "x"))
    recibir(espacio, S)
    assert ("L314", None) in _abiertas(espacio)["x_dos"]
    assert "x_uno" not in _abiertas(espacio)
    suya = [c for c in espacio.padron.por_clave().values() if c.cuenta == "x_dos"]
    _entregar(espacio, "x_dos/b.csv", escribir_formato_csv("x", suya, S, {"x_dos": {"menciones": 7}}))
    recibir(_luego(espacio, 1), S)
    assert ("L314", None) not in _abiertas(espacio).get("x_dos", [])


def test_la_aclaracion_cierra_y_su_texto_no_se_publica(espacio: Espacio) -> None:
    _entregar(espacio, "x_uno/a.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    with abrir_al_dia(espacio) as base:
        [abierta] = [
            o for o in observaciones_del_semestre(espacio, base, S)["x_uno"]
            if o.seguida.observacion.codigo == "C201"
        ]  # fmt: skip
    cual = abierta.carta.observacion
    with pytest.raises(OrdenInvalida, match="no tiene una observación"):
        aclarar(espacio, S, "fb_uno", cual, "Es correcta.", "Luz")
    futuro, respondio = AHORA + timedelta(hours=1), AHORA - timedelta(days=1)
    with pytest.raises(OrdenInvalida, match="no pudo recibirse"):
        aclarar(espacio, S, "x_uno", cual, "Es correcta.", "Luz", futuro)
    cerrada = aclarar(espacio, S, "x_uno", cual[:12], "Es correcta, dice Ana.", "Luz", respondio)
    assert cerrada.observacion == cual
    assert ("C201", "menciones") not in _abiertas(espacio).get("x_uno", [])
    with pytest.raises(OrdenInvalida, match="ya se cerró"):
        aclarar(espacio, S, "x_uno", cual, "Es correcta.", "Luz")
    with abrir_maestro(espacio.rutas, AHORA) as base:
        publico = base.consultar("SELECT * FROM eventos WHERE clase_evento = 'aclarado'").to_dicts()
    assert [e["ocurrido_en"] for e in publico] == [respondio]
    assert "Ana" not in str(publico)
    with abrir_reservado(espacio.rutas, AHORA) as base:
        assert base.consultar(
            "SELECT registrado_por, texto_integro FROM asientos_reservados "
            "WHERE clase_asiento = 'aclaraciones'"
        ).rows() == [("Luz", "Es correcta, dice Ana.")]


def _escanear(raiz: Path, contenido: bytes = PDF) -> Path:
    ruta = raiz / "escaneo.pdf"
    ruta.write_bytes(contenido)
    return ruta


def _filas(espacio: Espacio) -> list[tuple[object, ...]]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return base.consultar(
            "SELECT r.folio, r.medio, r.sello, r.recibido_en, r.en_tiempo, l.recibido_en AS del_lote "
            "FROM recepciones r LEFT JOIN lotes l ON l.lote = r.lote_recibido ORDER BY r.folio"
        ).rows()


def test_lo_de_papel_cuenta_desde_su_sello_y_repetirlo_no_cambia_nada(espacio: Espacio) -> None:
    sellado = Sellado("x_uno", "OP-17", SELLO, _escanear(espacio.raiz))
    primera = acusar_sellado(espacio, S, sellado, "Luz")
    assert (primera.nuevo, primera.folio, primera.en_tiempo) == (True, "2026-1-x_uno-0001", True)
    assert primera.falta == ""
    segunda = acusar_sellado(_luego(espacio, 3), S, sellado, "Luz")
    assert (segunda.nuevo, segunda.folio) == (False, "2026-1-x_uno-0001")
    assert _filas(espacio) == [("2026-1-x_uno-0001", "papel", "OP-17", SELLO, True, None)]
    # Un escrito se acusa y no apaga lo que se debe; si era la estadística en papel, se dice y entonces sí.
    assert (primera.entrega, _llegadas(espacio)) == (False, [])
    en_papel = replace(sellado, entrega=True)
    for dado in (en_papel, en_papel, sellado):
        visto = acusar_sellado(_luego(espacio, 3), S, dado, "Luz")
        assert (visto.nuevo, visto.folio, visto.entrega) == (False, "2026-1-x_uno-0001", True)
    otro = replace(en_papel, sello="OP-18")
    del_papel = acusar_sellado(_luego(espacio, 3), S, otro, "Luz")
    assert del_papel.entrega
    assert "Falta el archivo digital" in del_papel.falta
    assert _llegadas(espacio) == [("x_uno", Llegada.EN_TIEMPO)]
    assert len(_filas(espacio)) == 2
    with abrir_maestro(espacio.rutas, AHORA) as base:
        recibidos = base.consultar("SELECT detalle_evento FROM eventos WHERE clase_evento = 'recibido'")
    assert sorted(d[:57] for d in recibidos["detalle_evento"]) == [
        "Lo recibido con el folio 2026-1-x_uno-0001 es la estadíst",
        "Se recibió en papel: estadística en papel del escrito sel",
    ]


def _llegadas(espacio: Espacio) -> list[tuple[str, Llegada]]:
    return [(r.cuenta, r.llegada) for r in tablero(espacio, S).renglones if r.llegada is not None]


@pytest.mark.parametrize("donde", [None, "escribir_atomico", "acusar_llegadas", "recibir"])
def test_el_archivo_que_traia_entra_con_el_momento_del_sello(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, donde: str | None
) -> None:
    digital = espacio.raiz / "De Juana Pérez.csv"
    digital.write_bytes(formato_lleno(espacio, "x"))
    sellado = Sellado("x_uno", "OP-17", SELLO, _escanear(espacio.raiz), digital)
    esperado = [("2026-1-x_uno-0001", "papel", "OP-17", SELLO, True, SELLO)]
    if donde is not None:
        with monkeypatch.context() as parche:
            parche.setattr(acuses, donde, _morir)
            with pytest.raises(KeyboardInterrupt):
                acusar_sellado(espacio, S, sellado, "Luz")
    if donde in ("escribir_atomico", "recibir"):
        # Quien reciba después no halla una entrega que conste y no esté.
        recibir(espacio, S)
        assert _filas(espacio) == (esperado if donde == "recibir" else [])
    acusado = acusar_sellado(espacio, S, sellado, "Luz")
    assert acusado.nuevo is not (donde == "recibir")
    assert acusado.falta == ""
    assert _filas(espacio) == esperado
    if donde is None:
        recibir(espacio, S)
        acusar_sellado(espacio, S, sellado, "Luz")
        assert _filas(espacio) == esperado
        _los_nombres_son_reservados(espacio)


def _los_nombres_son_reservados(espacio: Espacio) -> None:
    """Los que llevan los archivos en el equipo de quien opera no salen en lo que se publica."""
    with abrir_maestro(espacio.rutas, AHORA) as base:
        publico = [
            str(base.consultar(f"SELECT * FROM {t}").to_dicts())
            for t in base.consultar("SELECT table_name FROM information_schema.tables")["table_name"]
        ]
        [recibido] = base.consultar("SELECT archivo_recibido FROM recepciones").to_series()
    assert recibido == "archivo digital del escrito sellado OP-17"
    assert any("x_uno/acuse-" in t and "/escrito OP-17.csv" in t for t in publico)
    assert not [t for t in publico if "Juana" in t or "escaneo.pdf" in t]
    with abrir_reservado(espacio.rutas, AHORA) as base:
        assert base.consultar(
            "SELECT adjunto, texto_integro FROM asientos_reservados WHERE clase_asiento = 'recepciones'"
        ).rows() == [("escaneo.pdf", "Archivo digital: De Juana Pérez.csv")]


def _morir(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"cuenta": "x_uni"}, "No hay una cuenta"),
        ({"momento": AHORA + timedelta(hours=1)}, "Corrija --momento"),
        ({"momento": datetime(2025, 12, 1, tzinfo=UTC)}, "Corrija --momento"),
        ({"sello": ""}, "--folio"),
        ({"momento": SELLO + timedelta(hours=1)}, "ya se registró con otro momento"),
    ],
)
def test_lo_que_no_pudo_ser_no_se_acusa(espacio: Espacio, cambio: dict[str, Any], dice: str) -> None:
    sellado = Sellado("x_uno", "OP-17", SELLO, _escanear(espacio.raiz))
    acusar_sellado(espacio, S, sellado, "Luz")
    with pytest.raises(OrdenInvalida, match=dice):
        acusar_sellado(espacio, S, replace(sellado, **cambio), "Luz")
    assert len(_filas(espacio)) == 1


def test_el_escaneado_debe_ser_un_documento(espacio: Espacio) -> None:
    sellado = Sellado("x_uno", "OP-17", SELLO, _escanear(espacio.raiz, b"hola"))
    with pytest.raises(OrdenInvalida, match="no es un PDF"):
        acusar_sellado(espacio, S, sellado, "Luz")
