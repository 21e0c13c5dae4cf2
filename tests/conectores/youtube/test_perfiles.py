from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from fabrica_youtube import canal, canales, credenciales, cuenta, pagina, vista

from conectores.comun.consultas import Etapa
from conectores.comun.errores import ContratoRoto
from conectores.youtube.perfiles import normalizar_perfiles
from conectores.youtube.plan import planear


def _consulta(*cuentas):
    return planear(Etapa.PERFILES, vista(cuentas), credenciales())[0]


def test_un_canal_da_su_perfil_y_sus_seguidores():
    leida = normalizar_perfiles(_consulta(cuenta("abc")), [pagina(canales(canal("UCabc")))])
    (perfil,) = leida.perfiles.to_dicts()
    assert perfil["id_plataforma"] == "UCabc"
    assert (perfil["usuario"], perfil["nombre"]) == ("ucabc", "Canal UCabc")
    assert perfil["lista_de_subidas"] == "UUabc"
    (seguidores,) = leida.diarias.to_dicts()
    assert (seguidores["metrica"], seguidores["valor"], seguidores["ausencia"]) == ("seguidores", 1230, None)
    assert seguidores["definicion"] == "youtube.seguidores.v1"
    assert leida.recolecciones["resultado"].to_list() == ["completo"]


def test_los_seguidores_son_del_dia_de_la_ciudad_de_mexico():
    p = replace(pagina(canales(canal("UCabc"))), leida_en=datetime(2026, 10, 6, 5, 59, tzinfo=UTC))
    leida = normalizar_perfiles(_consulta(cuenta("abc")), [p])
    assert leida.diarias["fecha"].to_list() == [date(2026, 10, 5)]


@pytest.mark.parametrize(
    "cifras", [{"hiddenSubscriberCount": True, "subscriberCount": "0"}, {"subscriberCount": None}]
)
def test_los_seguidores_ocultos_son_una_ausencia_y_no_cero(cifras):
    c = canal("UCabc", **cifras)
    if c["statistics"]["subscriberCount"] is None:
        del c["statistics"]["subscriberCount"]
    leida = normalizar_perfiles(_consulta(cuenta("abc")), [pagina(canales(c))])
    assert leida.diarias.select("valor", "ausencia").rows() == [(None, "oculta")]
    assert leida.recolecciones["resultado"].to_list() == ["oculta"]
    assert leida.perfiles.height == 1


@pytest.mark.parametrize("datos", [canales(canal("UCb")), canales(canal("UCb"), canal("UCb"))])
def test_el_canal_que_no_vuelve_no_se_encontro_y_no_estorba_a_los_demas(datos):
    leida = normalizar_perfiles(_consulta(cuenta("a"), cuenta("b")), [pagina(datos)])
    assert leida.recolecciones.select("cuenta", "resultado").rows() == [
        ("a", "no_encontrada"),
        ("b", "completo"),
    ]
    assert leida.perfiles["cuenta"].to_list() == ["b"]
    assert leida.diarias["cuenta"].to_list() == ["b"]


@pytest.mark.parametrize(
    "datos", [{"kind": "youtube#channelListResponse"}, canales()], ids=["sin items", "vacía"]
)
def test_un_usuario_que_no_existe_no_se_encontro(datos):
    leida = normalizar_perfiles(_consulta(cuenta("abc", None)), [pagina(datos)])
    (fila,) = leida.recolecciones.to_dicts()
    assert fila["resultado"] == "no_encontrada"
    assert "@abc" in fila["detalle"]


def test_por_usuario_se_aprende_el_identificador():
    leida = normalizar_perfiles(_consulta(cuenta("abc", None)), [pagina(canales(canal("UCnuevo")))])
    assert leida.perfiles.select("cuenta", "id_plataforma").rows() == [("abc", "UCnuevo")]


def test_un_canal_que_no_se_pidio_rompe_el_contrato():
    with pytest.raises(ContratoRoto, match="no se pidieron"):
        normalizar_perfiles(_consulta(cuenta("a")), [pagina(canales(canal("UCotro")))])


@pytest.mark.parametrize("falta", ["snippet", "contentDetails", "statistics"])
def test_una_parte_que_la_plataforma_deja_de_dar_rompe_el_contrato_con_su_nombre(falta):
    c = canal("UCa")
    del c[falta]
    with pytest.raises(ContratoRoto, match=falta):
        normalizar_perfiles(_consulta(cuenta("a")), [pagina(canales(c))])


@pytest.mark.parametrize("valor", [1230, "1.2K", "-1", "", True, str(2**63), "9" * 400])
def test_un_contador_que_no_es_cadena_de_digitos_rompe_el_contrato(valor):
    with pytest.raises(ContratoRoto, match="subscriberCount"):
        normalizar_perfiles(_consulta(cuenta("a")), [pagina(canales(canal("UCa", subscriberCount=valor)))])
