from datetime import UTC, date, datetime

import pytest
from fabrica_youtube import credenciales, cuenta, informe, pagina, vista

from conectores.comun.consultas import Etapa
from conectores.comun.errores import ContratoRoto
from conectores.comun.vista import Avance
from conectores.youtube.diarias import normalizar_diarias
from conectores.youtube.plan import planear

_AVANCE = {("abc", "diarias"): Avance(datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 10, 1, 7, tzinfo=UTC))}
_CONSULTA = planear(Etapa.PUBLICACIONES, vista([cuenta("abc")], avances=_AVANCE), credenciales("abc"))[1]
"""Del 28 de septiembre al 2 de octubre."""


def _renglon(dia, vistas=10, interesadas=8, gusta=1, *resto):
    return [dia, vistas, interesadas, gusta, *(resto or (2, 3, 5, 4))]


def _de(leida, metrica):
    return leida.diarias.filter(metrica=metrica).select("fecha", "valor", "ausencia").rows()


def test_cada_dia_da_sus_siete_metricas():
    leida = normalizar_diarias(_CONSULTA, [pagina(informe(_renglon("2026-09-28")))])
    dadas = leida.diarias.drop_nulls("valor")
    assert dict(dadas.select("metrica", "valor").iter_rows()) == {
        "vistas": 10,
        "vistas_interesadas": 8,
        "me_gusta": 1,
        "compartidos": 2,
        "comentarios": 3,
        "altas_seguidores": 5,
        "bajas_seguidores": 4,
    }
    assert set(dadas["fila"]) == {1}
    assert set(dadas["fuente"]) == {"api"}


def test_los_me_gusta_pueden_ser_negativos():
    leida = normalizar_diarias(_CONSULTA, [pagina(informe(_renglon("2026-09-28", 1, 1, -3)))])
    assert _de(leida, "me_gusta")[0] == (date(2026, 9, 28), -3, None)


def test_lo_abarcado_llega_a_donde_hay_datos():
    leida = normalizar_diarias(_CONSULTA, [pagina(informe(_renglon("2026-09-28"), _renglon("2026-09-30")))])
    (r,) = leida.recolecciones.to_dicts()
    assert r["resultado"] == "completo"
    assert (r["abarca_desde"], r["abarca_hasta"]) == (
        _CONSULTA.desde,
        datetime(2026, 10, 1, 7, tzinfo=UTC),
    )
    assert "2026-10-01" in r["detalle"]


def test_un_dia_que_aun_puede_llegar_no_es_ausencia_y_se_vuelve_a_pedir():
    dias = [f"2026-09-{n}" for n in (28, 29, 30)] + ["2026-10-02"]
    leida = normalizar_diarias(_CONSULTA, [pagina(informe(*(_renglon(d) for d in dias)))])
    assert [d for d, *_ in _de(leida, "vistas")] == [date.fromisoformat(d) for d in dias]
    assert leida.recolecciones["abarca_hasta"].to_list() == [datetime(2026, 10, 1, 7, tzinfo=UTC)]
    completo = normalizar_diarias(_CONSULTA, [pagina(informe(*(_renglon(d) for d in (*dias, "2026-10-01"))))])
    assert completo.recolecciones.select("abarca_hasta", "detalle").rows() == [(_CONSULTA.hasta, None)]


def test_un_dia_saltado_es_una_ausencia_y_no_un_cero():
    leida = normalizar_diarias(_CONSULTA, [pagina(informe(_renglon("2026-09-28"), _renglon("2026-09-30")))])
    assert _de(leida, "vistas") == [
        (date(2026, 9, 28), 10, None),
        (date(2026, 9, 29), None, "plataforma"),
        (date(2026, 9, 30), 10, None),
    ]
    assert leida.diarias.select("archivo", "fila", "metrica").is_unique().all()


def test_un_informe_sin_renglones_es_ausencia_y_no_adelanta():
    leida = normalizar_diarias(_CONSULTA, [pagina(informe())])
    (r,) = leida.recolecciones.to_dicts()
    assert (r["resultado"], r["abarca_desde"], r["abarca_hasta"]) == ("plataforma", None, None)
    assert leida.diarias["valor"].null_count() == leida.diarias.height == 3 * 7


def test_las_vistas_cambian_de_definicion_por_la_fecha_del_dia():
    v = vista([cuenta("abc")], programada=datetime(2026, 8, 28, 12, tzinfo=UTC))
    consulta = planear(Etapa.PUBLICACIONES, v, credenciales("abc"))[1]
    leida = normalizar_diarias(
        consulta, [pagina(informe(_renglon("2026-08-23"), _renglon("2026-08-24"), _renglon("2026-08-25")))]
    )
    con_valor = leida.diarias.drop_nulls("valor")
    assert con_valor.filter(metrica="vistas")["definicion"].to_list() == [
        "youtube.vistas.v1",
        "youtube.vistas.v2",
        "youtube.vistas.v2",
    ]
    assert set(con_valor.filter(metrica="vistas_interesadas")["definicion"]) == {
        "youtube.vistas_interesadas.v1"
    }


def test_el_orden_de_columnas_y_renglones_no_importa():
    datos = informe(_renglon("2026-09-29", 20), _renglon("2026-09-28"))
    volteado = datos | {
        "columnHeaders": datos["columnHeaders"][::-1],
        "rows": [r[::-1] for r in datos["rows"][::-1]],
    }
    uno, dos = (normalizar_diarias(_CONSULTA, [pagina(d)]).diarias.drop("fila") for d in (datos, volteado))
    assert uno.equals(dos)


def test_un_dia_repetido_se_cuenta_una_vez_y_vale_el_ultimo():
    leida = normalizar_diarias(
        _CONSULTA, [pagina(informe(_renglon("2026-09-28", 1), _renglon("2026-09-28", 2)))]
    )
    assert _de(leida, "vistas")[0] == (date(2026, 9, 28), 2, None)
    assert leida.diarias.select("fecha", "metrica").is_unique().all()


@pytest.mark.parametrize(
    "datos",
    [
        {"kind": "youtubeAnalytics#resultTable"},
        informe() | {"columnHeaders": [{"name": "views"}], "rows": [[50]]},
        informe(_renglon("2026-09-28")[:-1]),
        informe(_renglon("2025-01-01")),
        informe(_renglon("mañana")),
        informe(_renglon("2026-09-28", "diez")),
        informe(_renglon("2026-09-28", 1.5)),
        informe(_renglon("2026-09-28", True)),
        informe(_renglon("2026-09-28", 2**63)),
        informe(_renglon("2026-09-28", 1e300)),
        informe() | {"rows": {}},
    ],
)
def test_un_informe_con_otra_forma_rompe_el_contrato(datos):
    with pytest.raises(ContratoRoto):
        normalizar_diarias(_CONSULTA, [pagina(datos)])
