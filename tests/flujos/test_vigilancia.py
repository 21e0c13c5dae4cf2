"""La vigilancia: una sola vez, nada sin prueba, y lo que se ve en cada canal."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import polars as pl
import pytest

from almacen import expediente as guardado
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.expediente_actos import POR_PAPEL, Prueba
from flujos.pasos.expediente_asientos import asentar_notificacion
from flujos.pasos.recepcion import recibir
from flujos.pasos.resoluciones import escribir_plantilla, resolver
from flujos.pasos.vigilancia import ensayar, vigilar
from flujos.pasos.vigilancia_actos import presentar_informe
from flujos.pasos.vigilancia_consulta import expediente_guardado, prorrogar
from flujos.pasos.vigilancia_especial import Pedido, requerir
from flujos.pasos.vigilancia_grupos import agrupar
from flujos.pasos.vigilancia_lectura import mirar
from lineamientos.procedimiento.clases import ClaseDeComunicacion
from lineamientos.procedimiento.situacion import Carta
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_bandeja import Buzon, que_envia, servidor
from tests.flujos.apoyo_resoluciones import llenar
from tests.flujos.apoyo_smtp import certificado
from tests.flujos.apoyo_vigilancia import ZONA, a_las, entregar, sembrar

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
    assert prorrogar(hoy, S, "x_000", date(2026, 7, 17), "Acuerdo 3", "Ana") == (date(2026, 7, 14), True)
    assert prorrogar(hoy, S, "x_000", date(2026, 7, 17), "Acuerdo 3", "Ana")[1] is False
    vigilar(a_las(que_sale, datetime(2026, 7, 15, 9, 5)), "Ana")
    silencio = [cuentas for clase, cuentas, _, _ in _escritas(requerido) if clase == "silencio"]
    assert silencio == [["x_001"], ["x_002"]]


def test_el_acuse_adelanta_lo_hallado_y_no_se_repite(requerido: Espacio, buzon: Buzon) -> None:
    que_sale = que_envia(requerido, buzon)
    entregar(que_sale, S, ["x_000"], datetime(2026, 7, 6, 11), ["o1"])
    for hora in (9, 12):
        vigilar(a_las(que_sale, datetime(2026, 7, 7, hora, 5)), "Ana")
    acuses = [m for m in buzon.mensajes if m["Subject"].startswith("Acuse")]
    assert len(acuses) == 1
    cuerpo = acuses[0].get_body(("plain",))
    assert cuerpo is not None
    assert "2026-1-x_000-0001" in cuerpo.get_content()
    assert "es menor que la suma de los propios" in " ".join(cuerpo.get_content().split())


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
    with pytest.raises(OrdenInvalida, match="--campo TÍTULO=DESCRIPCIÓN, --motivo"):
        requerir(hoy, S, replace(pedido, campos=(), motivo=""), "Ana")


def test_de_la_evaluacion_de_cierre_a_la_resolucion_notificada(tmp_path: Path) -> None:
    """Arts. 5, 6, 8 y 13: lo interno, el informe, Transparencia y lo que resolvió el Comité."""
    ajustes = (
        '\n[comunicaciones]\ncorreo_interno = ["redes@example.org"]\n'
        '[comunicaciones.transparencia]\nnombre = "Unidad"\ncorreo = "ut@example.org"\n'
    )
    espacio = sembrar(tmp_path / "E", 2, ajustes=ajustes)
    vigilar(a_las(espacio, REQUIERE), "Ana")
    _notificar(espacio, "requerimiento", REQUIERE.replace(hour=11))
    entregar(espacio, S, ["x_000", "x_001"], datetime(2026, 7, 6, 11))
    # Terminado el plazo sin evaluar no se recuerda: el recordatorio salió dos días hábiles antes.
    vigilar(a_las(espacio, datetime(2026, 7, 24, 9, 5)), "Ana")
    assert ("interno", [], date(2026, 7, 28), False) in _escritas(espacio)
    evaluar(a_las(espacio, datetime(2026, 7, 29, 12)), S)
    vigilar(a_las(espacio, datetime(2026, 7, 30, 9, 5)), "Ana")
    assert ("interno", [], None, False) in _escritas(espacio)
    assert expediente_guardado(a_las(espacio, PARA_SIEMPRE), S, "x_000").revision == "evaluada"
    hoy = a_las(espacio, datetime(2026, 8, 4, 12))
    with abrir_al_dia(hoy) as base:
        with pytest.raises(OrdenInvalida, match="no pudo presentarse el 2026-07-28"):
            presentar_informe(hoy, base, S, date(2026, 7, 28), "OF-9", "Ana")
        assert len(presentar_informe(hoy, base, S, date(2026, 8, 3), "OF-9", "Ana")) == 2
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


def test_a_quien_mando_un_correo_sin_resolver_no_se_le_tiene_por_silencioso(
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
    visto = vigilar(a_las(que_sale, datetime(2026, 7, 15, 9, 5)), "Ana", solo=S).semestres[0]
    assert [[c.cuenta for c in g.cartas] for g in visto.comunicaciones if g.clase == "silencio"] == [
        ["x_000", "x_001"]
    ]
    assert any("x_002: hay un correo suyo que nadie ha resuelto" in f for f in visto.faltas)
