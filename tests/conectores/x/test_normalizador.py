"""De las páginas de X a filas: qué es cada cosa, qué falta y por qué."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from fabrica_x import (
    CUENTAS,
    DESDE,
    LEIDA_EN,
    PROGRAMADA,
    S1,
    S2,
    Objeto,
    consulta,
    cuenta,
    en_post,
    lista,
    paginas,
    problema,
    publicacion,
    usuario,
)
from hypothesis import given
from hypothesis import strategies as st

from conectores.comun.errores import ContratoRoto
from conectores.comun.lectura import LecturaApi
from conectores.x.normalizador import normalizar
from esquemas.derivados import ajustar
from esquemas.tablas import DIARIAS, MENCIONES, PERFILES, PUBLICACIONES, RECOLECCIONES

PERFILES_DE_DOS = consulta("perfiles", cuentas=("jal_x", "ver_x"), objetos=("101", "202"))
METRICAS = consulta("metricas", cuentas=("jal_x", "jal_x", "ver_x"), objetos=("1", "2", "3"))
PROTEGIDA = "https://api.x.com/2/problems/not-authorized-for-resource"
OTRO_PROBLEMA = "https://api.x.com/2/problems/nuevo"


def leer(operacion: str, *cuerpos: Objeto, **cambios: Any) -> LecturaApi:
    pedida = METRICAS if operacion == "metricas" else consulta(operacion, **cambios)
    return normalizar(pedida, paginas(*cuerpos), CUENTAS, (S1, S2))


def una(objeto: Objeto) -> dict[str, Any]:
    """La fila de una publicación, igual con las dos ortografías."""
    de_siempre, nueva = (leer("publicaciones", lista(o)).publicaciones for o in (objeto, en_post(objeto)))
    assert de_siempre.equals(nueva)
    return de_siempre.row(0, named=True)


def refiere(*referencias: tuple[str, int]) -> list[Objeto]:
    return [{"type": t, "id": str(i)} for t, i in referencias]


def recoleccion(lectura: LecturaApi, clave: str = "jal_x") -> dict[str, Any]:
    return lectura.recolecciones.filter(pl.col("cuenta") == clave).row(0, named=True)


def test_una_publicacion_propia_llega_con_sus_cifras_y_su_hora_local() -> None:
    fila = una(publicacion(1, attachments={"media_keys": ["3_1", "3_2"]}))
    assert fila == {
        "archivo": "0001.json",
        "fila": 1,
        "cuenta": "jal_x",
        "red": "x",
        "semestre": "2026-2",
        "id_publicacion": "1",
        "publicada_en": datetime(2026, 8, 9, 12, 30),
        "tipo_publicacion": None,
        "es_compartida": False,
        "con_multimedia": True,
        "enlace": "https://x.com/INE_Jalisco/status/1",
        "texto": "Consulta tu casilla.",
        "impresiones": 900,
        "visualizaciones": None,
        "alcance": None,
        "vistas": None,
        "vistas_interesadas": None,
        "reproducciones": None,
        "me_gusta": 10,
        "reacciones": None,
        "compartidos": 3,
        "comentarios": 2,
        "guardados": 4,
        "es_respuesta": False,
        "referencia": None,
        "referencia_id": None,
        "referencia_usuario": None,
        "piezas_multimedia": 2,
        "leida_en": LEIDA_EN,
    }


def test_de_una_republicacion_no_se_toman_impresiones_ni_republicaciones_que_no_son_suyas() -> None:
    cifras = publicacion(1)["public_metrics"] | {"impression_count": 0, "retweet_count": 500}
    fila = una(
        publicacion(
            1,
            text="RT @INEMexico:",
            referenced_tweets=refiere(("retweeted", 77)),
            public_metrics=cifras,
            attachments={"media_keys": ["3_1"]},
        )
    )
    assert (fila["impresiones"], fila["compartidos"]) == (None, None)
    assert (fila["referencia"], fila["referencia_id"], fila["referencia_usuario"]) == (
        "republicada",
        "77",
        "inemexico",
    )
    assert (fila["es_compartida"], fila["con_multimedia"], fila["piezas_multimedia"]) == (True, False, 1)


@pytest.mark.parametrize(
    ("texto", "referencia"),
    [
        ("https://t.co/abc", "citada_sin_anadido"),
        ("  https://t.co/abc\n https://t.co/d ", "citada_sin_anadido"),
        ("", "citada_sin_anadido"),
        ("Importante https://t.co/abc", "citada"),
    ],
)
def test_citar_sin_anadir_nada_es_compartir(texto: str, referencia: str) -> None:
    fila = una(publicacion(1, text=texto, referenced_tweets=refiere(("quoted", 77))))
    assert (fila["referencia"], fila["referencia_id"]) == (referencia, "77")
    assert fila["es_compartida"] is (referencia == "citada_sin_anadido")
    assert fila["impresiones"] == 900


def test_una_respuesta_es_propia_y_se_distingue_aunque_cite() -> None:
    sola = una(publicacion(1, referenced_tweets=refiere(("replied_to", 77))))
    assert (sola["es_respuesta"], sola["referencia"], sola["referencia_id"]) == (True, None, None)
    citando = una(publicacion(1, referenced_tweets=refiere(("replied_to", 77), ("quoted", 78))))
    assert (citando["es_respuesta"], citando["referencia"], citando["referencia_id"]) == (
        True,
        "citada",
        "78",
    )


def test_un_tipo_de_referencia_desconocido_no_se_toma_por_otro() -> None:
    with pytest.raises(ContratoRoto, match="«parodied»"):
        leer("publicaciones", lista(publicacion(1, referenced_tweets=refiere(("parodied", 7)))))


def test_una_cifra_que_no_viene_no_es_cero() -> None:
    fila = leer("publicaciones", lista(publicacion(1, public_metrics={"like_count": 0}))).publicaciones.row(
        0, named=True
    )
    assert (fila["me_gusta"], fila["impresiones"], fila["compartidos"]) == (0, None, None)


def test_el_texto_se_decodifica_y_se_recorta() -> None:
    assert una(publicacion(1, text="A &amp; B &lt;c&gt; &amp;lt;"))["texto"] == "A & B <c> &lt;"
    assert len(una(publicacion(1, text="ñ" * 900))["texto"]) == 500


@pytest.mark.parametrize("instante", ["2026-07-01T05:59:59Z", "2026-07-01T05:59:59.000Z"])
def test_el_semestre_es_el_del_dia_en_la_ciudad_de_mexico(instante: str) -> None:
    fila = una(publicacion(1, created_at=instante))
    assert (fila["semestre"], fila["publicada_en"]) == ("2026-1", datetime(2026, 6, 30, 23, 59, 59))


def _sin(nombre: str) -> Callable[[Objeto], Objeto]:
    return lambda p: {n: v for n, v in p.items() if n != nombre}


@pytest.mark.parametrize(
    "romper",
    [
        *map(_sin, ("id", "text", "created_at", "public_metrics")),
        lambda p: p | {"id": 12},
        lambda p: p | {"id": "abc"},
        lambda p: p | {"created_at": "ayer"},
        lambda p: p | {"created_at": "2026-08-09T18:30:00"},
        lambda p: p | {"public_metrics": []},
        lambda p: p | {"public_metrics": {"like_count": "10"}},
        lambda p: p | {"public_metrics": {"like_count": True}},
        lambda p: p | {"public_metrics": {"like_count": -1}},
        lambda p: p | {"public_metrics": {"like_count": 2**63}},
        lambda p: p | {"attachments": []},
        lambda p: p | {"attachments": {"media_keys": "3_1"}},
        lambda p: p | {"referenced_tweets": {}},
        lambda p: p | {"referenced_tweets": [{"type": "quoted"}]},
    ],
)
def test_una_publicacion_sin_la_forma_prometida_rompe_el_contrato(romper: Callable[[Objeto], Objeto]) -> None:
    with pytest.raises(ContratoRoto):
        leer("publicaciones", lista(romper(publicacion(1))))


def test_una_pagina_que_no_es_json_rompe_el_contrato() -> None:
    (pagina,) = paginas({})
    for cuerpo in (b"", b"[]", b"{}", b'{"data": 3, "meta": {}}'):
        with pytest.raises(ContratoRoto):
            normalizar(consulta("publicaciones"), [replace(pagina, cuerpo=cuerpo)], CUENTAS, (S2,))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50)), max_size=40), st.integers(1, 5))
def test_cada_publicacion_queda_una_vez_y_gana_lo_ultimo_leido(
    leidas: list[tuple[int, int]], por_pagina: int
) -> None:
    objetos = [publicacion(i, public_metrics={"like_count": n}) for i, n in leidas]
    cuerpos = [lista(*objetos[i : i + por_pagina]) for i in range(0, len(objetos), por_pagina)] or [lista()]
    lectura = leer("publicaciones", *cuerpos)
    marco = lectura.publicaciones
    assert dict(marco.select("id_publicacion", "me_gusta").iter_rows()) == {str(i): n for i, n in leidas}
    assert marco.select("archivo", "fila").is_unique().all()
    assert lectura.recolecciones.height == 1


def test_los_marcos_son_los_de_las_tablas() -> None:
    perfiles = normalizar(PERFILES_DE_DOS, paginas({"data": [usuario(101, "INE")]}), CUENTAS, (S2,))
    publicaciones, menciones = leer("publicaciones", lista(publicacion(1))), leer("menciones", lista())
    for marco, tabla in (
        (perfiles.perfiles, PERFILES),
        (perfiles.diarias, DIARIAS),
        (publicaciones.publicaciones, PUBLICACIONES),
        (publicaciones.recolecciones, RECOLECCIONES),
        (menciones.menciones, MENCIONES),
    ):
        con_lote = marco.with_columns(lote=pl.lit("l"))
        assert ajustar(con_lote, tabla).drop("lote").equals(marco)
        obligatorias = [c.campo.nombre for c in tabla.columnas if not c.nulo]
        assert con_lote.select(pl.col(obligatorias).null_count()).sum_horizontal().sum() == 0


def test_lo_leido_entero_abarca_la_ventana_pedida() -> None:
    fila = recoleccion(leer("publicaciones", lista()))
    assert (fila["resultado"], fila["abarca_desde"], fila["abarca_hasta"]) == ("completo", DESDE, PROGRAMADA)
    assert (fila["operacion"], fila["programada"], fila["leida_en"], fila["detalle"]) == (
        "publicaciones",
        PROGRAMADA,
        LEIDA_EN,
        None,
    )


@pytest.mark.parametrize(("operacion", "tope"), [("publicaciones", 3200), ("menciones", 800)])
def test_al_llegar_a_la_profundidad_de_la_plataforma_se_dice_desde_cuando_hay_datos(
    operacion: str, tope: int
) -> None:
    final = datetime(2026, 8, 9, tzinfo=UTC)
    todas = [
        publicacion(i, created_at=f"{final - timedelta(minutes=i):%Y-%m-%dT%H:%M:%S.000Z}")
        for i in range(1, tope + 1)
    ]
    enero = datetime(2026, 1, 1, 6, tzinfo=UTC)
    completa = leer(operacion, lista(*todas[1:]), desde=enero)
    assert (recoleccion(completa)["abarca_desde"], completa.hallazgos) == (enero, ())
    # Repetir una no la vuelve más profunda.
    assert leer(operacion, lista(*todas[1:], todas[5]), desde=enero).hallazgos == ()

    cortada = leer(operacion, lista(*todas), desde=enero)
    fila = recoleccion(cortada)
    assert fila["abarca_desde"] == final - timedelta(minutes=tope)
    assert (fila["abarca_hasta"], fila["resultado"]) == (PROGRAMADA, "completo")
    assert f"{tope:,}" in fila["detalle"]
    assert [(h.codigo, h.cuenta, h.semestre) for h in cortada.hallazgos] == [
        ("R101", "jal_x", "2026-1"),
        ("R101", "jal_x", "2026-2"),
    ]
    assert f"{tope:,}" in cortada.hallazgos[0].mensaje


def test_las_menciones_quedan_con_identificador_e_instante() -> None:
    mencion = {"id": "7", "created_at": "2026-08-09T18:30:00Z"}
    menciones = leer("menciones", lista(mencion), lista(mencion)).menciones
    assert menciones.rows() == [("0002.json", 1, "jal_x", "7", datetime(2026, 8, 9, 18, 30, tzinfo=UTC))]


@pytest.mark.parametrize(
    ("tipo", "resultado"),
    [
        ("https://api.twitter.com/2/problems/resource-not-found", "no_encontrada"),
        ("https://api.x.com/2/problems/resource-not-found", "no_encontrada"),
        (PROTEGIDA, "sin_permiso"),
        ("https://api.x.com/2/problems/internal-error", "fallo"),
    ],
)
@pytest.mark.parametrize("operacion", ["publicaciones", "menciones"])
def test_una_cuenta_que_x_no_da_queda_con_su_razon_y_sin_periodo(
    operacion: str, tipo: str, resultado: str
) -> None:
    lectura = leer(operacion, {"errors": [problema("101", tipo)]})
    fila = recoleccion(lectura)
    assert (fila["resultado"], fila["abarca_desde"], fila["abarca_hasta"]) == (resultado, None, None)
    assert "101" in fila["detalle"]
    assert lectura.publicaciones.is_empty()


def test_lo_que_alcanzo_a_venir_de_una_cuenta_que_dejo_de_darse_se_conserva() -> None:
    lectura = leer(
        "publicaciones", lista(publicacion(1), sigue="t1"), {"errors": [problema("101", PROTEGIDA)]}
    )
    fila = recoleccion(lectura)
    assert (fila["resultado"], fila["abarca_desde"], lectura.publicaciones.height) == ("sin_permiso", None, 1)


def test_un_problema_de_otra_cosa_no_deja_sin_leer_la_lista() -> None:
    ajeno = problema("999", PROTEGIDA, resource_type="tweet")
    lectura = leer("publicaciones", lista(publicacion(1)) | {"errors": [ajeno]})
    assert (recoleccion(lectura)["resultado"], lectura.publicaciones.height) == ("completo", 1)


@pytest.mark.parametrize("operacion", ["perfiles", "publicaciones", "metricas"])
def test_un_problema_de_clase_desconocida_rompe_el_contrato_y_se_nombra(operacion: str) -> None:
    with pytest.raises(ContratoRoto, match="«nuevo»"):
        leer(operacion, {"errors": [problema("101", OTRO_PROBLEMA)]})


def test_los_perfiles_dan_identidad_y_seguidores_del_dia_local() -> None:
    (pagina,) = paginas({"data": [usuario(202, "ine_veracruz", 7), usuario(101, "INE_Jalisco", 0)]})
    de_noche = replace(pagina, leida_en=datetime(2026, 8, 11, 5, 59, tzinfo=UTC))
    lectura = normalizar(PERFILES_DE_DOS, [de_noche], CUENTAS, (S2,))
    assert lectura.perfiles.select("fila", "cuenta", "id_plataforma", "usuario", "nombre").rows() == [
        (1, "ver_x", "202", "ine_veracruz", "Cuenta ine_veracruz"),
        (2, "jal_x", "101", "INE_Jalisco", "Cuenta INE_Jalisco"),
    ]
    assert lectura.diarias.select(
        "fila", "cuenta", "fecha", "metrica", "definicion", "valor", "fuente"
    ).rows() == [
        (1, "ver_x", date(2026, 8, 10), "seguidores", "x.seguidores.v1", 7, "api"),
        (2, "jal_x", date(2026, 8, 10), "seguidores", "x.seguidores.v1", 0, "api"),
    ]
    assert lectura.recolecciones["resultado"].to_list() == ["completo", "completo"]
    assert recoleccion(lectura)["abarca_desde"] is None


def test_un_perfil_pedido_por_usuario_se_reconoce_con_otras_mayusculas() -> None:
    pedida = consulta("perfiles", objetos=("ine_JALISCO",), parametros={"por": "usernames"})
    lectura = normalizar(pedida, paginas({"data": [usuario(101, "INE_Jalisco")]}), CUENTAS, (S2,))
    assert lectura.perfiles["id_plataforma"].to_list() == ["101"]


def test_un_perfil_que_no_vino_deja_su_cifra_vacia_con_su_razon_y_no_estorba_a_los_demas() -> None:
    pedida = consulta(
        "perfiles",
        cuentas=("jal_x", "ver_x", "muda_x", "sin_x"),
        objetos=("101", "202", "303", "404"),
    )
    cuerpo = {
        "data": [usuario(101, "INE_Jalisco"), usuario(404, "sin_cifra", None)],
        "errors": [problema("202")],
    }
    lectura = normalizar(pedida, paginas(cuerpo), CUENTAS, (S2,))
    assert lectura.diarias.sort("fila").select("fila", "cuenta", "valor", "ausencia").rows() == [
        (1, "jal_x", 5000, None),
        (2, "sin_x", None, "plataforma"),
        (3, "ver_x", None, "no_encontrada"),
        (4, "muda_x", None, "fallo"),
    ]
    assert dict(lectura.recolecciones.select("cuenta", "resultado").iter_rows()) == {
        "jal_x": "completo",
        "ver_x": "no_encontrada",
        "muda_x": "fallo",
        "sin_x": "plataforma",
    }
    assert set(lectura.perfiles["cuenta"]) == {"jal_x", "sin_x"}


def test_si_ningun_perfil_trae_seguidores_la_plataforma_cambio() -> None:
    cuerpo = {"data": [usuario(101, "INE_Jalisco", None), usuario(202, "ine_veracruz", None)]}
    with pytest.raises(ContratoRoto, match="followers_count"):
        normalizar(PERFILES_DE_DOS, paginas(cuerpo), CUENTAS, (S2,))


def test_la_relectura_reparte_las_publicaciones_entre_sus_cuentas() -> None:
    lectura = leer("metricas", {"data": [publicacion(3), publicacion(1), publicacion(2)]})
    assert lectura.publicaciones.select("fila", "cuenta", "id_publicacion").rows() == [
        (1, "ver_x", "3"),
        (2, "jal_x", "1"),
        (3, "jal_x", "2"),
    ]
    assert lectura.publicaciones["enlace"][0] == "https://x.com/ine_veracruz/status/3"
    assert lectura.recolecciones.select("cuenta", "resultado", "detalle").rows() == [
        ("jal_x", "completo", None),
        ("ver_x", "completo", None),
    ]


def test_una_publicacion_borrada_se_dice_y_no_deja_a_su_cuenta_sin_leer() -> None:
    borrada = problema("2", resource_type="tweet")
    lectura = leer("metricas", {"data": [publicacion(1), publicacion(3)], "errors": [borrada]})
    fila = recoleccion(lectura)
    assert (fila["resultado"], lectura.publicaciones.height) == ("completo", 2)
    assert fila["detalle"] == "Publicaciones que no vinieron: 2. X ya no las tiene."


def test_una_publicacion_que_falta_por_otra_razon_deja_esa_razon_en_su_cuenta() -> None:
    lectura = leer("metricas", {"data": [publicacion(1)], "errors": [problema("3", PROTEGIDA)]})
    assert recoleccion(lectura, "jal_x")["resultado"] == "fallo"
    assert recoleccion(lectura, "ver_x")["resultado"] == "sin_permiso"
    assert "Publicaciones que no vinieron: 3." in recoleccion(lectura, "ver_x")["detalle"]


def test_una_operacion_ajena_es_error_de_programacion() -> None:
    with pytest.raises(ValueError, match="«historias»"):
        normalizar(consulta("historias"), paginas(lista()), CUENTAS, (S2,))


def test_normalizar_dos_veces_da_lo_mismo() -> None:
    cuerpos = [json.loads(json.dumps(lista(publicacion(i)))) for i in (1, 2)]
    una_vez, otra = (leer("publicaciones", *cuerpos) for _ in range(2))
    assert una_vez.publicaciones.equals(otra.publicaciones)
    assert cuenta() == CUENTAS["jal_x"]
