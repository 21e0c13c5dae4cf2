"""De qué tipo es una publicación de Facebook."""

from typing import Any

import pytest

from conectores.comun.errores import ContratoRoto
from conectores.facebook.tipos import Forma, forma_de


def con(*adjuntos: dict[str, Any], **otros: Any) -> dict[str, Any]:
    return {"status_type": "added_photos", "attachments": {"data": list(adjuntos)}} | otros


_CUATRO = {"media_type": "album", "subattachments": {"data": [{"media_type": "photo"}] * 4}}


@pytest.mark.parametrize(
    ("publicacion", "forma"),
    [
        ({"status_type": "mobile_status_update"}, Forma("texto", False, 0)),
        ({}, Forma("texto", False, 0)),
        (con({"media_type": "photo"}), Forma("imagen", False, 1)),
        (con(_CUATRO), Forma("carrusel", False, 4)),
        (con({"media_type": "album"}), Forma("carrusel", False, 1)),
        (con({"media_type": "video"}), Forma("video", False, 1)),
        (
            con({"media_type": "video"}, permalink_url="https://www.facebook.com/reel/7/"),
            Forma("video_corto", False, 1),
        ),
        (con({"media_type": "link"}, status_type="shared_story"), Forma("enlace", False, 0)),
        (
            con({"media_type": "photo"}, status_type="shared_story", parent_id="9_9"),
            Forma("imagen", True, 0),
        ),
    ],
)  # fmt: skip
def test_el_tipo_sale_del_adjunto_y_lo_ajeno_no_cuenta_como_pieza(
    publicacion: dict[str, Any], forma: Forma
) -> None:
    assert forma_de(publicacion) == forma


def test_lo_que_no_se_conoce_se_dice_con_su_nombre() -> None:
    with pytest.raises(ContratoRoto, match="holograma"):
        forma_de(con({"media_type": "holograma"}))
    with pytest.raises(ContratoRoto, match="estado_nuevo"):
        forma_de({"status_type": "estado_nuevo"})
