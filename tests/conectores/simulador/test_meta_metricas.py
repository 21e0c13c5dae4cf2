from datetime import date, timedelta

import pytest

from conectores.simulador.meta_errores import ErrorMeta
from conectores.simulador.meta_metricas import (
    DE_INSTAGRAM,
    DE_MEDIO,
    DE_PAGINA,
    DE_PUBLICACION,
    Vigencia,
)

MUERTES = [
    (DE_PAGINA, "page_engaged_users", date(2024, 3, 14)),
    (DE_PAGINA, "page_impressions", date(2025, 11, 15)),
    (DE_PAGINA, "page_fans", date(2025, 11, 15)),
    (DE_PUBLICACION, "post_impressions", date(2025, 11, 15)),
    (DE_PAGINA, "page_impressions_unique", date(2026, 6, 15)),
    (DE_PUBLICACION, "post_impressions_unique", date(2026, 6, 15)),
    (DE_MEDIO, "impressions", date(2025, 4, 21)),
    (DE_MEDIO, "plays", date(2025, 4, 21)),
    (DE_INSTAGRAM, "impressions", date(2025, 4, 21)),
]


@pytest.mark.parametrize(("catalogo", "nombre", "muerte"), MUERTES)
def test_una_metrica_vive_hasta_la_vispera_de_su_retiro(catalogo, nombre, muerte):
    assert nombre in Vigencia(muerte - timedelta(days=1)).elegir(catalogo, [nombre])
    with pytest.raises(ErrorMeta) as error:
        Vigencia(muerte).elegir(catalogo, [nombre])
    assert error.value.codigo == 100


@pytest.mark.parametrize("nombres", [["page_media_view", "inventada"], []])
def test_un_nombre_que_no_existe_o_ninguno_hacen_fallar_toda_la_peticion(nombres):
    with pytest.raises(ErrorMeta, match="valid insights metric"):
        Vigencia(date(2026, 11, 23)).elegir(DE_PAGINA, nombres)
