"""El expediente se asienta una vez, se lee como se asentó y no lleva datos personales al maestro."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from almacen import asientos, expediente
from almacen.maestro import abrir_maestro, abrir_reservado
from conectores.archivos.libro import leer_libro
from conectores.archivos.tipos import Limites, Parte
from flujos.errores import OrdenInvalida
from flujos.pasos import expediente_asientos as actos
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import POR_PAPEL, Prueba, Recepcion, hecho
from flujos.pasos.formato import escribir_formatos
from flujos.pasos.recepciones import Llegada, acusar_llegadas
from flujos.pasos.vigilancia_cartas import antecedentes
from informes.cartas.modelo import OFICIO
from lineamientos.calendario import Calendario
from lineamientos.parametros import Parametros
from lineamientos.procedimiento.articulos import ARTICULO_DEL_EVENTO
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, ClaseDeEvento
from tests.flujos.apoyo_expediente import ANA, FECHADA, S, escrita, foto, marcas
from tests.lineamientos.apoyo_lineamientos import DATOS, leer, tablas_de_parametros

_E = ClaseDeEvento
_MAS_TARDE = FECHADA + timedelta(hours=1)


def test_todo_hecho_tiene_su_articulo_y_el_de_lo_notificado_es_el_de_su_comunicacion() -> None:
    assert set(ARTICULO_DEL_EVENTO) == set(ClaseDeEvento)
    assert ARTICULO_DEL_EVENTO[_E.OBSERVADO] == COMUNICACIONES[ClaseDeComunicacion.OBSERVACIONES].articulo


def test_un_hecho_se_asienta_una_vez_y_vuelve_igual(espacio: Espacio) -> None:
    uno = hecho(
        S.clave, "x_uno", _E.NO_SUBSANADO, FECHADA, date(2026, 7, 20),
        documento="c1", vence=date(2026, 7, 22), observaciones=("o2", "o1", "o2"), detalle="Venció.",
    )  # fmt: skip
    otro = hecho(S.clave, "x_dos", _E.RECIBIDO, _MAS_TARDE, date(2026, 7, 20))
    with abrir_al_dia(espacio) as base:
        assert actos.asentar_eventos(espacio, base, S.clave, [uno], "vigilancia") == (uno.evento,)
        # Otro instante de registro no lo hace otro hecho.
        repetido = replace(uno, ocurrido_en=_MAS_TARDE)
        assert actos.asentar_eventos(espacio, base, S.clave, [repetido, otro], "vigilancia") == (otro.evento,)
        assert actos.asentar_eventos(espacio, base, S.clave, [uno, otro], "vigilancia") == ()
        marco = expediente.eventos(base, S.clave)
        assert expediente.como_eventos(marco) == (uno, otro)
        assert marco["articulo"].to_list() == ["14", "11"]
        assert expediente.eventos(base, "2026-2").is_empty()
        assert base.consultar("SELECT count(*) FROM asientos").item() == 2
    assert uno.observaciones == ("o1", "o2")
    assert marcas(espacio) == []


def test_lo_escrito_queda_como_borrador_con_sus_documentos_y_sus_destinatarios(espacio: Espacio) -> None:
    una = escrita()
    with abrir_al_dia(espacio) as base:
        assert actos.asentar_comunicaciones(espacio, base, S.clave, [una, escrita("c2")], "Ana") == (
            "c1",
            "c2",
        )
        assert actos.asentar_comunicaciones(espacio, base, S.clave, [una], "Luz") == ()
        marco = expediente.comunicaciones(base, S.clave)
    fila = marco.row(0, named=True)
    assert marco["notificada"].to_list() == [False, False]
    assert (fila["clase_comunicacion"], fila["articulo"], fila["vence"], fila["cuentas"]) == (
        "observaciones", "14", date(2026, 7, 22), ["x_dos", "x_uno"],
    )  # fmt: skip
    assert fila["observaciones"][0] == {"cuenta": "x_dos", "observacion": "o-x_dos"}
    with abrir_reservado(espacio.rutas, FECHADA) as reservado:
        a_quien = expediente.destinatarios(reservado, ["c1"])
        archivos = expediente.archivos(reservado, ["c1"])
    assert a_quien["destinatario_correo"].to_list() == [
        "ana@example.org", "luz@example.org", "eva@example.org",
    ]  # fmt: skip
    assert archivos["papel_archivo"].to_list() == ["notifica", "copia"]
    for documento, f in zip(una.documentos, archivos.iter_rows(named=True), strict=True):
        assert asientos.adjunto(espacio.rutas.aterrizaje, f["lote"], f["sha256"]) == documento.contenido


def test_quien_no_tiene_correo_tambien_es_destinatario(espacio: Espacio) -> None:
    sin_correo = (replace(ANA, correo=""), replace(ANA, nombre="Luis", correo=""))
    with abrir_al_dia(espacio) as base:
        carta = escrita(canal=OFICIO, destinatarios=sin_correo)
        actos.asentar_comunicaciones(espacio, base, S.clave, [carta], "Ana")
    with abrir_reservado(espacio.rutas, FECHADA) as reservado:
        assert expediente.destinatarios(reservado, ["c1"])["destinatario"].to_list() == ["Ana", "Luis"]


def test_un_numero_de_oficio_es_de_una_sola_comunicacion(espacio: Espacio) -> None:
    with abrir_al_dia(espacio) as base:
        actos.asentar_comunicaciones(
            espacio, base, S.clave, [escrita("c1", canal=OFICIO, numero="INE/1/2026")], "Ana"
        )
        for juntas in (["c2"], ["c3", "c4"]):
            numero = "INE/1/2026" if len(juntas) == 1 else "INE/2/2026"
            cartas = [escrita(c, canal=OFICIO, numero=numero) for c in juntas]
            with pytest.raises(OrdenInvalida, match=numero):
                actos.asentar_comunicaciones(espacio, base, S.clave, cartas, "Ana")
        assert expediente.comunicaciones(base, S.clave)["comunicacion"].to_list() == ["c1"]


def test_al_notificarse_nace_el_hecho_de_cada_cuenta_y_otra_prueba_no_lo_repite(espacio: Espacio) -> None:
    tarde = datetime(2026, 7, 21, 0, 30, tzinfo=UTC)  # las 18:30 del lunes 20: cuenta el martes 21
    # También si lo que se recibe a esa hora cuenta el mismo día: eso no le quita tiempo a quien se notifica.
    tablas = tablas_de_parametros()
    [fuera] = [t for t in tablas if t["clave"] == "plazos.recepcion.fuera_de_horario"]
    fuera["valores"][0]["valor"] = "mismo_dia"
    espacio = replace(espacio, parametros=Parametros.de_datos(tablas))
    prueba = Prueba("papel", tarde, "Acuse sellado.", "77", b"%PDF acuse", "acuse.pdf", "a Ana")
    with abrir_al_dia(espacio) as base:
        actos.asentar_comunicaciones(espacio, base, S.clave, [escrita()], "Ana")
        fila = expediente.comunicacion(base, "c1").row(0, named=True)
        assert actos.asentar_notificacion(espacio, base, fila, prueba, "Luz")
        assert not actos.asentar_notificacion(espacio, base, fila, prueba, "Luz")
        # De un momento anterior y registrada después: los plazos ya corren desde la primera.
        otra = replace(prueba, medio="correo", notificada_en=tarde - timedelta(days=4), folio="")
        assert actos.asentar_notificacion(espacio, base, fila, otra, "Luz")
        hechos = expediente.como_eventos(expediente.eventos(base, S.clave))
        notificada = expediente.comunicaciones(base, S.clave).row(0, named=True)
        pruebas = expediente.notificaciones(base, S.clave)
        avisos = expediente.avisos(base, S.clave).filter(cuenta="x_uno")
        (antecedente,) = antecedentes(base, S.clave)["x_uno"]
        lote = base.consultar("SELECT lote FROM eventos").to_series().unique().to_list()
    # Se comunicó el 22; notificada el 21, los dos días hábiles del art. 14 terminan el 23.
    dichos = [(h.cuenta, h.clase, h.fecha, h.vence, h.documento, h.observaciones) for h in hechos]
    assert dichos == [
        (c, _E.OBSERVADO, date(2026, 7, 21), date(2026, 7, 23), "c1", (f"o-{c}",)) for c in ("x_dos", "x_uno")
    ]
    assert (notificada["notificada"], notificada["notificada_el"], notificada["folio"]) == (
        True, date(2026, 7, 21), "77",
    )  # fmt: skip
    # La carta al titular, el informe y la lista citan la que hace correr el plazo.
    assert avisos["notificada_el", "folio"].rows() == [(date(2026, 7, 21), "77")]
    assert (antecedente.fecha, antecedente.prueba) == (date(2026, 7, 21), "Acuse sellado, folio 77.")
    assert lote == pruebas["lote"].to_list()[1:]
    assert len(pruebas) == 2
    with abrir_reservado(espacio.rutas, FECHADA) as reservado:
        quien = reservado.consultar(
            "SELECT registrado_por, texto_integro, adjunto FROM asientos_reservados "
            "WHERE clase_asiento = 'notificaciones' ORDER BY registrado_en, texto_integro"
        ).rows()
    assert quien[0] == ("Luz", "a Ana", "acuse.pdf")


def test_una_recepcion_trae_su_hecho_y_no_se_repite(espacio: Espacio) -> None:
    una = Recepcion(
        "r1", "x_uno", "papel", "2026-0001", FECHADA, date(2026, 7, 20), False, "Formato en papel",
        documento=b"%PDF escaneado", detalle="Se recibió en papel.",
    )  # fmt: skip
    with abrir_al_dia(espacio) as base:
        assert actos.asentar_recepciones(espacio, base, S.clave, [una], "Ana") == ("r1",)
        assert actos.asentar_recepciones(espacio, base, S.clave, [una], "Ana") == ()
        (recibida,) = expediente.recepciones(base, S.clave).to_dicts()
        (suyo,) = expediente.como_eventos(expediente.eventos(base, S.clave))
    assert (recibida["folio"], recibida["en_tiempo"], recibida["recibido_en"]) == (
        "2026-0001",
        False,
        FECHADA,
    )
    assert (suyo.clase, suyo.documento, suyo.detalle) == (_E.RECIBIDO, "r1", "Se recibió en papel.")


def test_nada_personal_llega_al_maestro(espacio: Espacio) -> None:
    prueba = Prueba(
        "correo", FECHADA, "250 ok", documento=b"To: ana@example.org", reservado="ana@example.org"
    )
    with abrir_al_dia(espacio) as base:
        actos.asentar_comunicaciones(espacio, base, S.clave, [escrita()], "Persona Que Registra")
        fila = expediente.comunicacion(base, "c1").row(0, named=True)
        actos.asentar_notificacion(espacio, base, fila, prueba, "Persona Que Registra")
    publicas = {n: f for n, f in foto(espacio).items() if n not in ("asientos_reservados", "destinatarios")}
    dicho = repr({n: f for n, f in publicas.items() if n not in ("contactos", "comunicaciones_archivos")})
    assert "250 ok" in dicho
    assert "example.org" not in dicho
    assert "Persona Que Registra" not in dicho


def test_leer_con_el_maestro_recien_abierto_da_lo_mismo(espacio: Espacio) -> None:
    with abrir_al_dia(espacio) as base:
        actos.asentar_comunicaciones(espacio, base, S.clave, [escrita()], "Ana")
        antes = expediente.comunicaciones(base, S.clave)
    with abrir_maestro(espacio.rutas, FECHADA) as base:
        assert expediente.comunicaciones(base, S.clave).equals(antes)


def test_con_proceso_local_la_tabla_el_hecho_y_el_formato_cuentan_los_dias_de_la_entidad(
    espacio: Espacio, tmp_path: Path
) -> None:
    """Arts. 3, 10 y 11: en Coahuila el sábado es hábil y la entrega terminó el 10 de julio, no el 14."""
    datos = leer(DATOS / "calendario.toml")
    datos["proceso_electoral"].append(
        {"clave": "p", "nombre": "Proceso", "clase": "federal", "aplica_a": ["coahuila"],
         "inicio": date(2026, 1, 1), "fin": date(2026, 8, 31), "confirmado": True, "fundamento": "Prueba"}
    )  # fmt: skip
    areas = espacio.padron.areas.with_columns(entidad=pl.lit("coahuila"))
    suyo = replace(
        espacio, calendario=Calendario.de_datos(datos), padron=replace(espacio.padron, areas=areas)
    )
    sabado = datetime(2026, 7, 18, 18, tzinfo=UTC)
    with abrir_al_dia(suyo) as base:
        actos.asentar_comunicaciones(suyo, base, S.clave, [escrita()], "Ana")
        carta = expediente.comunicaciones(base, S.clave).row(0, named=True) | {"vence": None, "computo": None}
        actos.asentar_notificacion(suyo, base, carta, Prueba(POR_PAPEL, sabado, "Acuse", "7"), "Ana")
        efectivas = expediente.notificaciones(base, S.clave)["fecha_efectiva"].to_list()
        eventos = expediente.eventos(base, S.clave)
        martes = datetime(2026, 7, 14, 18, tzinfo=UTC)
        acusar_llegadas(suyo, base, S, [Llegada("x_uno", POR_PAPEL, martes, "oficio", sello="1")], "Ana")
        recibidas = base.consultar("SELECT fecha_efectiva, en_tiempo FROM recepciones").rows()
    escribir_formatos(suyo, S, tmp_path, ["x_uno"])
    hojas, _ = leer_libro(Parte("f.xlsx", (tmp_path / "cuentas" / "x_uno.xlsx").read_bytes()), Limites())
    assert "Entréguelo del 1 al 10 de julio de 2026" in "\n".join(" ".join(f) for f in hojas[0].filas)
    assert efectivas == [date(2026, 7, 18)]
    assert set(eventos["fecha_efectiva"]) == {date(2026, 7, 18)}
    assert set(eventos["vence"]) == {date(2026, 7, 20)}
    assert recibidas == [(date(2026, 7, 14), None)]
