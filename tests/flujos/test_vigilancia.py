"""La vigilancia: una sola vez, nada sin prueba, y lo que se ve en cada canal."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from almacen import expediente as guardado
from almacen.maestro import abrir_reservado
from flujos.cli.principal import app
from flujos.errores import OrdenInvalida
from flujos.pasos import vigilancia_cartas
from flujos.pasos.acuses import Sellado, acusar_sellado
from flujos.pasos.ajustes_comunicaciones import AjustesDeComunicaciones
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.cumplimiento_especial import Entregado, cumplir
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.expediente_actos import POR_PAPEL, Prueba, hecho
from flujos.pasos.expediente_asientos import asentar_comunicaciones, asentar_eventos, asentar_notificacion
from flujos.pasos.recepcion import recibir
from flujos.pasos.recomendaciones_actos import recomendar_una
from flujos.pasos.resoluciones import escribir_plantilla, resolver
from flujos.pasos.retiro import retirar
from flujos.pasos.tablero import tablero as leer_tablero
from flujos.pasos.vigilancia import ensayar, vigilar
from flujos.pasos.vigilancia_actos import presentar_informe
from flujos.pasos.vigilancia_consulta import expediente_guardado, prorrogar
from flujos.pasos.vigilancia_especial import Pedido, requerir
from flujos.pasos.vigilancia_grupos import agrupar
from flujos.pasos.vigilancia_lectura import mirar
from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Carta as CartaEscrita
from informes.cartas.modelo import OFICIO, DatosDeCarta
from informes.cartas.redaccion import redactar
from lineamientos.procedimiento.clases import ClaseDeComunicacion, ClaseDeEvento
from lineamientos.procedimiento.situacion import Carta
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_bandeja import Buzon, que_envia, servidor
from tests.flujos.apoyo_expediente import escrita
from tests.flujos.apoyo_resoluciones import llenar
from tests.flujos.apoyo_smtp import certificado
from tests.flujos.apoyo_vigilancia import ZONA, a_las, dejar, entregar, sembrar

S = Semestre(2026, 1)
REQUIERE = datetime(2026, 6, 24, 9, 5)
PARA_SIEMPRE = datetime(2027, 12, 1)


@pytest.fixture
def espacio(tmp_path: Path) -> Espacio:
    return sembrar(tmp_path / "E", 3, por_persona=2)


@pytest.fixture
def buzon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Buzon]:
    pem = certificado(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with servidor(pem, Buzon()) as abierto:
        yield abierto


@pytest.fixture(scope="module")
def ya_requeridas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Buzon]:
    """Las mismas tres cuentas, ya requeridas por correo, y lo que el servidor recibió."""
    carpeta = tmp_path_factory.mktemp("requeridas")
    pem = certificado(carpeta)
    with pytest.MonkeyPatch.context() as ambiente, servidor(pem, Buzon()) as abierto:
        ambiente.setenv("SSL_CERT_FILE", str(pem))
        vigilar(a_las(que_envia(sembrar(carpeta / "E", 3, por_persona=2), abierto), REQUIERE), "Ana")
        return carpeta / "E", abierto


@pytest.fixture
def requerido(ya_requeridas: tuple[Path, Buzon], tmp_path: Path) -> Espacio:
    return abrir_espacio(shutil.copytree(ya_requeridas[0], tmp_path / "E"))


def _escritas(espacio: Espacio) -> list[tuple[str, list[str], date | None, bool]]:
    with abrir_al_dia(a_las(espacio, PARA_SIEMPRE)) as base:
        filas = guardado.comunicaciones(base, S.clave)
    columnas = ("clase_comunicacion", "cuentas", "vence", "notificada")
    return sorted((tuple(f[c] for c in columnas) for f in filas.iter_rows(named=True)), key=str)


def _notificar(espacio: Espacio, clase: str, momento: datetime) -> None:
    en_su_momento = a_las(espacio, momento)
    with abrir_al_dia(en_su_momento) as base:
        for fila in guardado.comunicaciones(base, S.clave).filter(clase_comunicacion=clase).to_dicts():
            prueba = Prueba(POR_PAPEL, en_su_momento.ahora(), "Acuse sellado", "77")
            asentar_notificacion(en_su_momento, base, fila, prueba, "Ana")


def test_dos_veces_en_la_misma_hora_no_hace_nada_nuevo(espacio: Espacio, buzon: Buzon) -> None:
    que_sale = que_envia(espacio, buzon)
    primera = vigilar(a_las(que_sale, REQUIERE), "Ana")
    assert [len(v.comunicaciones) for v in primera.semestres] == [0, 2]
    assert len(buzon.mensajes) == 2
    antes = _escritas(espacio)
    segunda = vigilar(a_las(que_sale, REQUIERE.replace(minute=50)), "Luz")
    assert all(v.sin_novedad for v in segunda.semestres)
    assert _escritas(espacio) == antes
    assert len(buzon.mensajes) == 2


def test_quien_administra_varias_recibe_una_con_el_formato_de_todas(
    ya_requeridas: tuple[Path, Buzon],
) -> None:
    buzon = ya_requeridas[1]
    por_persona = {para[0]: mensaje for para, mensaje in zip(buzon.para, buzon.mensajes, strict=True)}
    assert set(por_persona) == {"p0@example.org", "p1@example.org"}
    adjuntos = [a.get_filename() for a in por_persona["p0@example.org"].iter_attachments()]
    assert adjuntos == ["requerimiento.pdf", "formato_2026-1.xlsx", "guia_para_administradores.pdf"]
    cuerpo = por_persona["p0@example.org"].get_body(("plain",))
    assert cuerpo is not None
    assert all(c in cuerpo.get_content() for c in ("x_000", "x_001", "martes 14 de julio de 2026"))


def test_sin_prueba_de_que_se_notifico_nada_corre(espacio: Espacio) -> None:
    """Sin servidor de correo todo queda como borrador: no hay silencio ni aviso al titular (art. 11).

    Quien administra y quien es encargado son aquí la misma persona, escrita de dos formas.
    """
    encargados = pl.DataFrame({"area": ["cncs"], "encargado": ["Persona 0"],
                               "correo_encargado": ["P0@Example.org"], "zona_horaria": [None]})  # fmt: skip
    espacio = replace(espacio, padron=replace(espacio.padron, encargados=encargados))
    for dia in (24, 30):
        visto = vigilar(a_las(espacio, datetime(2026, 6, dia, 9, 5)), "Ana", solo=S).semestres[0]
        assert not visto.sustituidas
    for dia in (9, 15, 20, 27):
        vigilar(a_las(espacio, datetime(2026, 7, dia, 9, 5)), "Ana")
    assert {(clase, notificada) for clase, _, _, notificada in _escritas(espacio)} == {
        ("requerimiento", False)
    }
    assert expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000").entrega == "sin_requerir"


def test_el_plazo_corre_desde_que_se_notifico_y_no_desde_que_se_fecho(espacio: Espacio) -> None:
    vigilar(a_las(espacio, REQUIERE), "Ana")
    _notificar(espacio, "requerimiento", datetime(2026, 7, 3, 12))
    actual = expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000")
    assert actual.entrega == "requerida"
    # Notificado el viernes 3 de julio, ya empezada la ventana: diez días hábiles, hasta el viernes 17.
    assert actual.vence == date(2026, 7, 17)


def test_lo_retirado_se_repone_si_se_debe_salvo_que_se_diga_que_no(espacio: Espacio) -> None:
    con_numero = replace(
        espacio, comunicaciones=AjustesDeComunicaciones(canal=OFICIO, numero="CNCS/{numero}/{anio}")
    )
    hoy = a_las(con_numero, REQUIERE)
    vigilar(hoy, "Ana")
    primera = _numerada(hoy, "CNCS/1/2026")
    assert retirar(hoy, primera, "Traía mal el domicilio.", "Ana").se_repone
    (visto,) = [v for v in vigilar(hoy, "Ana").semestres if v.semestre == S]
    assert len(visto.comunicaciones) == 1
    segunda = _numerada(hoy, "CNCS/3/2026")
    assert segunda != primera
    with pytest.raises(OrdenInvalida, match=f"ya se escribió {segunda}"):
        retirar(hoy, primera, "No se requerirá.", "Ana", reponer=False)
    assert not retirar(hoy, segunda, "No se requerirá.", "Ana", reponer=False).se_repone
    assert all(v.sin_novedad for v in vigilar(hoy, "Ana").semestres)
    assert not vigilar(a_las(con_numero, REQUIERE.replace(day=25)), "Ana").semestres[1].comunicaciones


def _numerada(espacio: Espacio, numero: str) -> str:
    with abrir_al_dia(espacio) as base:
        return str(guardado.comunicaciones(base, S.clave).filter(numero_oficio=numero)["comunicacion"].item())


def test_fuera_de_horario_espera_y_no_escribe(espacio: Espacio) -> None:
    de_noche = vigilar(a_las(espacio, REQUIERE.replace(hour=21)), "Ana").semestres[1]
    assert not de_noche.comunicaciones
    assert {c.desde for c in de_noche.esperan} == {datetime(2026, 6, 25, 9, tzinfo=ZONA)}
    assert _escritas(espacio) == []


def test_el_ensayo_dice_que_haria_en_cualquier_fecha_y_no_escribe(requerido: Espacio) -> None:
    antes = _escritas(requerido)
    visto = ensayar(a_las(requerido, REQUIERE), datetime(2026, 7, 15, 10, tzinfo=ZONA)).semestres[0]
    assert {(str(g.clase), g.cartas[0].plazo and g.cartas[0].plazo.fecha) for g in visto.comunicaciones} == {
        ("silencio", date(2026, 7, 17))
    }
    assert _escritas(requerido) == antes


def test_con_el_reloj_atrasado_se_dice_y_no_se_hace_nada(requerido: Espacio) -> None:
    antes = _escritas(requerido)
    with pytest.raises(OrdenInvalida, match="El reloj de este equipo dice 2026-06-20"):
        vigilar(a_las(requerido, datetime(2026, 6, 20, 9, 5)), "Ana")
    assert _escritas(requerido) == antes


def test_lo_asentado_con_el_reloj_adelantado_no_estorba_si_una_persona_lo_declara(espacio: Espacio) -> None:
    recibir(a_las(espacio, datetime(2031, 1, 7, 12)), S)
    # De noche: no se escribe nada. La hora ya es la buena.
    hoy = a_las(espacio, REQUIERE.replace(hour=21))
    uno = hecho(S.clave, "x_000", ClaseDeEvento.RELEVO, hoy.ahora(), date(2026, 6, 24))
    dicho = r"movimientos del padron del 2031-1, el 2031-01-07 12:00.*--reloj-correcto"
    with abrir_al_dia(hoy) as base, pytest.raises(OrdenInvalida, match=dicho):
        asentar_eventos(hoy, base, S.clave, [uno], "Luz")
    with pytest.raises(OrdenInvalida, match=dicho):
        vigilar(hoy, "Luz", solo=S)
    vigilar(hoy, "Luz", solo=S, reloj_correcto=True)
    vigilar(hoy, "Ana", solo=S)
    with abrir_al_dia(hoy) as base:
        assert asentar_eventos(hoy, base, S.clave, [uno], "Luz") == (uno.evento,)
    with abrir_reservado(hoy.rutas, hoy.ahora()) as reservado:
        quienes = reservado.consultar(
            "SELECT registrado_por, texto_integro FROM asientos_reservados WHERE clase_asiento = $clase",
            {"clase": "reloj_correcto"},
        )
    assert quienes["registrado_por"].to_list() == ["Luz"]
    assert "2031-01-07T18:00" in quienes["texto_integro"].item()


def test_al_titular_una_carta_por_cada_grupo_con_las_mismas_copias(requerido: Espacio) -> None:
    """Arts. 9 y 15: ``p0`` administra x_000 y x_001, ``p1`` x_002; a ninguno se le copia lo del otro."""
    cuando = a_las(requerido, datetime(2026, 7, 20, 9, 5))
    with abrir_al_dia(cuando) as base:
        mirada = mirar(cuando, base, S, cuando.ahora_local())
        grupos, _ = agrupar(
            cuando,
            mirada,
            [
                Carta(ClaseDeComunicacion.TITULAR, c, "silencio", cuando.ahora_local(), "")
                for c in mirada.situaciones
            ],
        )
    assert [([c.cuenta for c in g.cartas], [d.correo for d in g.destinatarios]) for g in grupos] == [
        (["x_000", "x_001"], ["t0@example.org", "p0@example.org"]),
        (["x_002"], ["t0@example.org", "p1@example.org"]),
    ]
    assert len({g.comunicacion for g in grupos}) == 2


def test_sin_a_quien_dirigirse_se_dice_y_al_corregir_el_padron_se_escribe(espacio: Espacio) -> None:
    contactos = espacio.padron.contactos
    sin_correo = replace(
        espacio,
        padron=replace(
            espacio.padron,
            contactos=contactos.with_columns(correo_administrador=None).cast(dict(contactos.schema)),
        ),
    )
    visto = vigilar(a_las(sin_correo, REQUIERE), "Ana").semestres[1]
    assert len(visto.faltas) == 3
    assert "padron/cuentas.csv no dice «correo_administrador»" in visto.faltas[0]
    assert _escritas(espacio) == []
    vigilar(a_las(espacio, REQUIERE.replace(hour=10)), "Ana")
    assert len(_escritas(espacio)) == 2


def test_una_prorroga_alarga_el_plazo_que_corre_y_pide_fundamento_y_dia_habil(
    requerido: Espacio, buzon: Buzon
) -> None:
    que_sale = que_envia(requerido, buzon)
    hoy = a_las(que_sale, datetime(2026, 7, 13, 12))
    with pytest.raises(OrdenInvalida, match="inhábil"):
        prorrogar(hoy, S, "x_000", date(2026, 7, 18), "Acuerdo 3", "Ana")
    with pytest.raises(OrdenInvalida, match="no es posterior"):
        prorrogar(hoy, S, "x_000", date(2026, 7, 13), "Acuerdo 3", "Ana")
    largo = "Caso fortuito acreditado con el oficio que se cita. " * 8 + "Oficio INE/JLE/77"
    assert prorrogar(hoy, S, "x_000", date(2026, 7, 17), largo, "Ana") == (date(2026, 7, 14), True)
    assert prorrogar(hoy, S, "x_000", date(2026, 7, 17), largo, "Ana")[1] is False
    ultimo = expediente_guardado(hoy, S, "x_000").hechos[-1]
    assert ultimo["documento_evento"] == largo
    assert ultimo["detalle_evento"].endswith(largo)
    vigilar(a_las(que_sale, datetime(2026, 7, 15, 9, 5)), "Ana")
    silencio = [cuentas for clase, cuentas, _, _ in _escritas(requerido) if clase == "silencio"]
    assert silencio == [["x_001"], ["x_002"]]


def test_el_acuse_adelanta_lo_hallado_y_no_se_repite(requerido: Espacio, buzon: Buzon) -> None:
    que_sale = que_envia(requerido, buzon)
    entregar(que_sale, S, ["x_000"], datetime(2026, 7, 6, 11), ["o1"])
    escaneo = que_sale.raiz / "escaneo.pdf"
    escaneo.write_bytes(b"%PDF-1.4\n%%EOF\n")
    pide = Sellado("x_002", "OP-9", datetime(2026, 7, 6, 12, tzinfo=ZONA), escaneo)
    acusar_sellado(a_las(que_sale, datetime(2026, 7, 6, 13)), S, pide, "Ana")
    for hora in (9, 12):
        vigilar(a_las(que_sale, datetime(2026, 7, 7, hora, 5)), "Ana")
    acuses = [m for m in buzon.mensajes if m["Subject"].startswith("Acuse")]
    assert len(acuses) == 2
    cuerpos = [" ".join(c.get_content().split()) for m in acuses if (c := m.get_body(("plain",))) is not None]
    [entrega] = [c for c in cuerpos if "2026-1-x_000-0001" in c]
    assert "es menor que la suma de los propios" in entrega
    [escrito] = [c for c in cuerpos if "2026-1-x_002-0001" in c]
    assert "se acusa recibo del escrito siguiente" in escrito


def test_lo_que_se_pide_aparte_lleva_su_fecha_y_no_se_escribe_dos_veces(espacio: Espacio) -> None:
    hoy = a_las(espacio, datetime(2026, 8, 12, 12))
    pedido = Pedido(
        cuentas=("x_000", "x_001"),
        campos=(("Alcance por ciudad", "el de cada publicación"),),
        fecha=date(2026, 8, 21),
        motivo="Se prepara un estudio.",
        del_comite=False,
    )
    grupos, faltas = requerir(hoy, S, pedido, "Ana")
    assert (len(grupos), faltas) == (1, ())
    assert requerir(hoy, S, pedido, "Ana")[0] == ()
    assert _escritas(espacio) == [("especial", ["x_000", "x_001"], date(2026, 8, 21), False)]
    with pytest.raises(OrdenInvalida, match="sábado"):
        requerir(hoy, S, replace(pedido, fecha=date(2026, 8, 22)), "Ana")
    with pytest.raises(OrdenInvalida, match="Faltan --campo TÍTULO=DESCRIPCIÓN y --motivo"):
        requerir(hoy, S, replace(pedido, campos=(), motivo=""), "Ana")
    _se_atiende_una_vez_y_deja_de_vencer(espacio)


def _se_atiende_una_vez_y_deja_de_vencer(espacio: Espacio) -> None:
    """Con un requerimiento escrito el 12 de agosto a mediodía, que vence el 21."""
    despues = a_las(espacio, datetime(2026, 8, 24, 12))
    entregado = Entregado("x_000", datetime(2026, 8, 13, 11, tzinfo=ZONA), "OF-5")
    with pytest.raises(OrdenInvalida, match="no consta que se le notificara"):
        cumplir(despues, S, entregado, "Ana")
    _notificar(espacio, "especial", datetime(2026, 8, 13, 10))
    assert _vencidos(despues) == ["x_000", "x_001"]
    for momento, dicho in ((datetime(2026, 8, 13, 9), "no pudo atenderse antes"), (PARA_SIEMPRE, "no llega")):
        with pytest.raises(OrdenInvalida, match=dicho):
            cumplir(despues, S, replace(entregado, momento=momento.replace(tzinfo=ZONA)), "Ana")
    with pytest.raises(OrdenInvalida, match="Falta la prueba"):
        cumplir(despues, S, replace(entregado, folio=""), "Ana")
    archivo = espacio.raiz / "lo que mandó Ana.csv"
    archivo.write_text("alcance\n1", "utf-8")
    # A las 18:30 cuenta el día hábil siguiente.
    tarde = replace(entregado, momento=datetime(2026, 8, 20, 18, 30, tzinfo=ZONA), archivo=archivo)
    primera = cumplir(despues, S, tarde, "Ana")
    assert (primera.fecha, primera.en_tiempo, primera.nuevo) == (date(2026, 8, 21), True, True)
    assert not cumplir(despues, S, tarde, "Luz").nuevo
    with pytest.raises(OrdenInvalida, match="Ya consta"):
        cumplir(despues, S, entregado, "Luz")
    assert _vencidos(despues) == ["x_001"]
    (hecho,) = [
        h for h in expediente_guardado(despues, S, "x_000").hechos if h["clase_evento"] == "atendido_especial"
    ]
    assert "folio OF-5 y archivo con huella" in hecho["detalle_evento"]
    assert "Ana" not in hecho["detalle_evento"]


def _vencidos(espacio: Espacio) -> list[str]:
    visto = leer_tablero(espacio, S)
    return [c for v in visto.vencimientos if v.vencido and "art. 12" in v.que for c in v.cuentas]


def test_de_la_evaluacion_de_cierre_a_la_resolucion_notificada(tmp_path: Path) -> None:
    """Arts. 5, 6, 8 y 13: lo interno, el informe, Transparencia y lo que resolvió el Comité."""
    ajustes = (
        '\n[comunicaciones]\ncorreo_interno = ["redes@example.org"]\n'
        '[comunicaciones.transparencia]\nnombre = "Unidad"\ncorreo = "ut@example.org"\n'
        "[ejemplo]\nhoy = 2026-08-04T11:00:00-06:00\n"
    )
    espacio = sembrar(tmp_path / "E", 2, ajustes=ajustes)
    vigilar(a_las(espacio, REQUIERE), "Ana")
    _notificar(espacio, "requerimiento", REQUIERE.replace(hour=11))
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 6, 11))
    # Terminado el plazo sin evaluar no se recuerda: el recordatorio salió dos días hábiles antes.
    vigilar(a_las(espacio, datetime(2026, 7, 24, 9, 5)), "Ana")
    assert ("interno", [], date(2026, 7, 28), False) in _escritas(espacio)
    evaluar(a_las(espacio, datetime(2026, 7, 29, 12)), S)
    vigilar(a_las(espacio, datetime(2026, 7, 30, 9, 5)), "Ana")
    assert ("interno", [], None, False) in _escritas(espacio)
    assert expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000").revision == "evaluada"
    hoy = a_las(espacio, datetime(2026, 8, 4, 12))
    with abrir_al_dia(hoy) as base, pytest.raises(OrdenInvalida, match="no pudo presentarse el 2026-07-28"):
        presentar_informe(hoy, base, S, date(2026, 7, 28), "OF-9", "Ana")
    presentado = _por_la_linea(espacio, "presentar", "2026-1", "--fecha", "2026-07-29", "--oficio", "OF-9")
    assert "Consta que el informe" in presentado
    assert (
        "x_001: venció el 2026-07-14 el plazo para entregar la estadística (art. 11); falta lo que sigue."
        in presentado
    )
    assert "x_000:" not in presentado
    # Se presentó el mismo día en que se evaluó y se registró a una hora anterior: va después.
    clases = [h["clase_evento"] for h in expediente_guardado(hoy, S, "x_000").hechos]
    assert clases[-2:] == ["evaluado", "informado"]
    dicho = _por_la_linea(espacio, "expediente", "x_000", "2026-1")
    assert "entrega recibida; revisión informada." in dicho
    assert "2026-07-29  Informe presentado al Comité. El informe del semestre" in dicho
    vigilar(hoy, "Ana")
    assert ("transparencia", [], None, False) in _escritas(espacio)
    planilla = tmp_path / "resuelto.csv"
    escribir_plantilla(hoy, S, planilla)
    bueno = {"clase_resuelta": "Pertinente", "sesion": "Primera", "fecha": "2026-08-04", "acuerdo": "CG-1",
             "razones": "Se valoró su alcance."}  # fmt: skip
    planilla.write_text(llenar(planilla.read_text("utf-8-sig"), x_000=bueno), "utf-8")
    assert resolver(hoy, S, planilla, "Ana").nuevas == 1
    vigilar(hoy, "Ana")
    assert ("resolucion", ["x_000"], None, False) in _escritas(espacio)
    _notificar(espacio, "resolucion", datetime(2026, 8, 4, 13))
    assert expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000").revision == "notificada"
    vistas = [vigilar(a_las(espacio, datetime(2026, 8, 5, 9, 5)), "Ana") for _ in "ab"]
    assert vistas[1].semestres[0].comunicaciones == ()
    _lo_que_se_recomienda_despues_sale_sin_repetir_lo_anterior(espacio)


def _lo_que_se_recomienda_despues_sale_sin_repetir_lo_anterior(espacio: Espacio) -> None:
    antes = [c for clase, c, _, _ in _escritas(espacio) if clase == "recomendaciones"]
    for dia, texto in ((6, "Use lenguaje claro."), (7, "Describa las imágenes.")):
        hoy = a_las(espacio, datetime(2026, 8, dia, 9, 5))
        recomendar_una(hoy, S, "x_000", texto, "Eva")
        (grupo,) = vigilar(hoy, "Ana", solo=S).semestres[0].comunicaciones
        assert [c.cuenta for c in grupo.cartas] == ["x_000"]
        (correo,) = (hoy.rutas.datos / "comunicaciones").rglob(f"{grupo.comunicacion}/recomendaciones.eml")
        cuerpo = message_from_bytes(correo.read_bytes(), policy=default).get_body(("plain",))
        assert cuerpo is not None
        dicho = " ".join(cuerpo.get_content().split())
        assert [t in dicho for t in ("Use lenguaje claro.", "Describa las imágenes.")] == [dia == 6, dia == 7]
        assert ("se agregan a las que ya se comunicaron" in dicho) is (bool(antes) or dia == 7)
        assert vigilar(hoy, "Ana", solo=S).semestres[0].comunicaciones == ()


def _por_la_linea(espacio: Espacio, *argumentos: str) -> str:
    hecha = CliRunner().invoke(app, [*argumentos, "--espacio", str(espacio.raiz)], catch_exceptions=False)
    assert hecha.exit_code == 0
    return hecha.output


def test_con_un_reloj_que_avanza_tambien_se_mira_el_semestre_que_corre_y_se_envia(
    espacio: Espacio, buzon: Buzon
) -> None:
    """Lo que la corrida asienta en el primer semestre no hace parecer atrasado el reloj en el segundo."""
    avance = count()
    inicio = REQUIERE.replace(tzinfo=ZONA)
    de_verdad = replace(que_envia(espacio, buzon), reloj=lambda: inicio + timedelta(seconds=next(avance)))
    visto = vigilar(de_verdad, "Ana")
    assert [len(v.comunicaciones) for v in visto.semestres] == [0, 2]
    assert len(buzon.mensajes) == 2


def test_lo_corregido_antes_de_notificarse_la_observacion_la_cierra_al_notificarse(espacio: Espacio) -> None:
    vigilar(a_las(espacio, REQUIERE), "Ana")
    _notificar(espacio, "requerimiento", REQUIERE.replace(hour=11))
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 13, 11), ["o1"])
    vigilar(a_las(espacio, datetime(2026, 7, 15, 9, 5)), "Ana")
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 15, 12))
    _notificar(espacio, "observaciones", datetime(2026, 7, 15, 13))
    visto = vigilar(a_las(espacio, datetime(2026, 7, 16, 9, 5)), "Ana", solo=S).semestres[0]
    assert [str(h.clase) for h in visto.hechos] == ["subsanado"]
    assert expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000").entrega == "subsanada"


def test_lo_renovado_antes_de_notificarse_se_notifica_una_vez_y_se_cierra(
    espacio: Espacio, buzon: Buzon
) -> None:
    """La que se notifica es la primera de su cadena: con ella se cuenta el plazo y se cierra (art. 14)."""
    que_sale = que_envia(espacio, buzon)
    vigilar(a_las(que_sale, REQUIERE), "Ana", solo=S)
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 6, 11), ["o1"])
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 8, 12), ["o1"])
    notificadas = []
    for dia in (15, 16):
        hoy = a_las(que_sale, datetime(2026, 7, dia, 9, 5))
        vistas = vigilar(hoy, "Ana", solo=S).semestres[0].comunicaciones
        notificadas.append([g.clase for g in vistas].count("observaciones"))
    entregar(espacio, S, ["x_000"], datetime(2026, 7, 16, 12))
    vigilar(a_las(que_sale, datetime(2026, 7, 20, 9, 5)), "Ana", solo=S)
    assert notificadas == [1, 0]
    actual = expediente_guardado(a_las(que_sale, datetime(2026, 7, 20, 10)), S, "x_000")
    assert (actual.entrega, actual.abiertas) == ("subsanada", ())


def test_lo_que_ya_no_se_debe_no_sale_y_lo_del_relevo_va_al_nuevo(espacio: Espacio, buzon: Buzon) -> None:
    vigilar(a_las(espacio, REQUIERE), "Ana")
    contactos = espacio.padron.contactos
    nuevos = contactos.with_columns(
        administrador=pl.when(pl.col("cuenta") == "x_002").then(pl.lit("Otra")).otherwise("administrador"),
        correo_administrador=pl.when(pl.col("cuenta") == "x_002")
        .then(pl.lit("otra@example.org"))
        .otherwise("correo_administrador"),
    )
    relevado = replace(espacio, padron=replace(espacio.padron, contactos=nuevos))
    entregar(relevado, S, ["x_000", "x_001"], datetime(2026, 6, 24, 10))
    vigilar(a_las(que_envia(relevado, buzon), datetime(2026, 6, 24, 12)), "Ana", solo=S)
    # El requerimiento de quien ya entregó no sale; el de la cuenta relevada se escribe para quien la recibe.
    salieron = {
        (para[0], m["Subject"].split(",")[0]) for m, para in zip(buzon.mensajes, buzon.para, strict=True)
    }
    assert salieron == {
        ("p0@example.org", "Acuse de recepción"),
        ("otra@example.org", "Requerimiento de la estadística"),
    }


def test_lo_retenido_de_un_semestre_que_ya_no_se_vigila_tampoco_sale_si_no_procede(
    espacio: Espacio, buzon: Buzon
) -> None:
    """Observaciones que no se deben, porque nada se entregó, y algo que se pidió aparte, que sí procede."""
    antes = a_las(que_envia(espacio, buzon), datetime(2026, 6, 18, 10))
    cartas = []
    for cual, clase in (("o", ClaseDeComunicacion.OBSERVACIONES), ("e", ClaseDeComunicacion.ESPECIAL)):
        carta = escrita(cual, clase=clase, cuentas=("x_000",))
        cartas.append(replace(carta, datos=replace(carta.datos, fechada_en=antes.ahora(), plazo=None)))
    with abrir_al_dia(antes) as base:
        asentar_comunicaciones(antes, base, "2025-2", cartas, "Ana")
    # De noche: la bandeja solo dice qué espera a la hora hábil.
    despacho = vigilar(a_las(antes, datetime(2026, 7, 1, 22)), "Ana").despacho
    assert despacho is not None
    assert despacho.esperan == ["e"]


def test_a_quien_dejo_su_entrega_o_mando_un_correo_sin_resolver_no_se_le_tiene_por_silencioso(
    espacio: Espacio, buzon: Buzon
) -> None:
    que_sale = que_envia(espacio, buzon)
    vigilar(a_las(que_sale, REQUIERE), "Ana")
    correo = EmailMessage()
    correo["From"], correo["To"], correo["Subject"] = "p1@example.org", "redes@example.org", "Entrega"
    correo["Date"] = "Fri, 10 Jul 2026 11:00:00 -0600"
    correo.set_content("Va lo de x_002.")
    (espacio.entradas / "correo.eml").write_bytes(correo.as_bytes())
    recibir(a_las(que_sale, datetime(2026, 7, 10, 12)), S)
    vence = a_las(que_sale, datetime(2026, 7, 15, 9, 5))
    dejar(espacio, S, ["x_001"], datetime(2026, 7, 14, 17))
    (espacio.entradas / "suelto.eml").write_bytes(correo.as_bytes() + b"Otra vez.")
    ensayo = ensayar(vence, vence.ahora(), solo=S).semestres[0]
    hecho = vigilar(vence, "Ana", solo=S)
    assert hecho.recibido is not None
    assert hecho.recibido.suma("cargados") == 1
    for visto in (ensayo, hecho.semestres[0]):
        assert [[c.cuenta for c in g.cartas] for g in visto.comunicaciones if g.clase == "silencio"] == [
            ["x_000"]
        ]
        assert any("x_002: hay un correo suyo que nadie ha resuelto" in f for f in visto.faltas)
    assert any("x_001: hay algo suyo en entradas/x_001/ sin recibir" in f for f in ensayo.faltas)
    assert any(
        "1 sin recibir fuera de la carpeta de una cuenta, como «suelto.eml»" in f for f in ensayo.faltas
    )
    assert not any("sin recibir" in f for f in hecho.semestres[0].faltas)
    assert vigilar(vence, "Ana", solo=S).recibido is None


def test_lo_que_no_puede_escribirse_se_dice_y_los_numeros_de_oficio_no_dejan_huecos(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    logotipo = espacio.raiz / "parametros" / "logotipo.svg"
    con_oficios = AjustesDeComunicaciones(
        canal=OFICIO, numero="C/{numero}/{anio}", logotipo=logotipo, firmante="Ana", cargo="Jefa"
    )
    hoy = a_las(replace(espacio, comunicaciones=con_oficios), REQUIERE)
    # Lo cambiaron después de abrir el espacio: la vigilancia no muere.
    logotipo.write_bytes(b"<!DOCTYPE svg><svg/>")
    visto = vigilar(hoy, "Ana").semestres[1]
    assert (visto.comunicaciones, _escritas(espacio)) == ((), [])
    assert "trae «<!DOCTYPE»" in visto.faltas[0]
    logotipo.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')

    def sin_la_primera(datos: DatosDeCarta) -> CartaEscrita:
        if datos.cuentas[0].cuenta == "x_000":
            raise CartaInvalida("A esta le falta algo.")
        return redactar(datos)

    with monkeypatch.context() as parche:
        parche.setattr(vigilancia_cartas, "redactar", sin_la_primera)
        assert vigilar(hoy, "Ana").semestres[1].faltas == ("A esta le falta algo.",)
    vigilar(hoy, "Ana")
    with abrir_al_dia(hoy) as base:
        dados = guardado.comunicaciones(base, S.clave)["cuentas", "numero_oficio"].rows()
    assert dados == [(["x_002"], "C/1/2026"), (["x_000", "x_001"], "C/2/2026")]


def test_la_cuenta_requerida_que_desaparece_del_padron_se_dice(requerido: Espacio) -> None:
    archivo = requerido.raiz / "padron" / "cuentas.csv"
    original = archivo.read_text("utf-8")
    sin_x_000 = [f for f in original.splitlines() if not f.startswith("x_000")]
    hoy = datetime(2026, 7, 3, 10, tzinfo=ZONA)
    dichos = []
    for texto in (
        "\n".join(sin_x_000) + "\n",
        original.replace(
            "x_000,x,usuario_000,,Cuenta 000,cncs,no,,", "x_000,x,usuario_000,,Cuenta 000,cncs,no,,2025-12-31"
        ),
        original.replace(
            "x_000,x,usuario_000,,Cuenta 000,cncs,no,,", "x_000,x,usuario_000,,Cuenta 000,cncs,no,,2026-07-02"
        ),
    ):
        archivo.write_text(texto, "utf-8")
        dichos.append(ensayar(abrir_espacio(requerido.raiz), hoy, solo=S).semestres[0].faltas)
    (quitada,), (mal_cerrada,), bien_cerrada = dichos
    assert "x_000: su fila ya no está en padron/cuentas.csv" in quitada
    assert "entrega requerida, revisión pendiente, con un plazo que vence el 2026-07-14" in quitada
    assert "ya no toca el" in mal_cerrada
    assert bien_cerrada == ()
