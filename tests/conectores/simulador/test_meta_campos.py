import pytest

from conectores.simulador.meta_campos import Campo, leer_campos
from conectores.simulador.meta_errores import ErrorMeta


def test_los_modificadores_y_las_llaves_se_leen_en_cualquier_hondura():
    campos = leer_campos(
        "id,attachments{media_type,subattachments{media_type}},reactions.limit(0).summary(total_count),"
        "insights.metric(a,b).period(lifetime){name,values}"
    )
    assert campos == (
        Campo("id"),
        Campo(
            "attachments",
            {},
            (Campo("media_type"), Campo("subattachments", {}, (Campo("media_type"),))),
        ),
        Campo("reactions", {"limit": "0", "summary": "total_count"}),
        Campo("insights", {"metric": "a,b", "period": "lifetime"}, (Campo("name"), Campo("values"))),
    )


@pytest.mark.parametrize("texto", ["", "id,", "a{b", "a}", "a.b", "a.b(c", "a b-c", "a..b(c)", "{a}"])
def test_lo_mal_escrito_es_un_error_de_la_plataforma(texto):
    with pytest.raises(ErrorMeta) as error:
        leer_campos(texto)
    assert error.value.codigo == 2500
