import pytest
from fabrica_archivos import contexto

from conectores.archivos.cuentas import Identidad, Lugar, atribuir

LUGAR = Lugar("f.csv")


def decidir(red: str, identidad: Identidad, carpeta: str | None = None) -> tuple[str | None, list[str]]:
    cuenta, hallazgos = atribuir(contexto(), red, identidad, carpeta, LUGAR)
    for h in hallazgos:
        assert h.oracion.startswith("f.csv: ")
    return cuenta, [h.codigo for h in hallazgos]


@pytest.mark.parametrize(
    "usuario", ["INE_Jalisco", "@ine_jalisco", "https://x.com/INE_Jalisco/", "INE_JALISCO "]
)
def test_el_usuario_se_reconoce_en_todas_sus_formas(usuario: str) -> None:
    assert decidir("x", Identidad(usuario=usuario)) == ("junta_jal_x", [])


def test_el_identificador_manda_y_basta() -> None:
    assert decidir("facebook", Identidad(id_plataforma="444", nombre="Otro nombre")) == ("junta_yuc_fb", [])


def test_la_cuenta_se_busca_solo_en_su_red() -> None:
    assert decidir("youtube", Identidad(usuario="INE_Jalisco")) == (None, ["L232"])


def test_un_guion_bajo_distingue_a_dos_usuarios() -> None:
    assert decidir("x", Identidad(usuario="INEJalisco")) == (None, ["L232"])


def test_una_cuenta_desconocida_dice_la_mas_parecida() -> None:
    _, (hallazgo,) = atribuir(contexto(), "x", Identidad(usuario="INE_Jalisko"), None, LUGAR)
    assert hallazgo.codigo == "L232"
    assert "la más parecida es «INE_Jalisco»" in hallazgo.oracion


def test_un_nombre_repetido_no_se_adivina_pero_la_carpeta_lo_resuelve() -> None:
    repetido = Identidad(nombre="INE Jalisco")
    assert decidir("facebook", repetido) == (None, ["L233"])
    assert decidir("facebook", repetido, "junta_yuc_fb") == ("junta_yuc_fb", [])
    assert decidir("x", repetido) == ("junta_jal_x", [])


def test_sin_identidad_decide_la_carpeta() -> None:
    assert decidir("x", Identidad(), "junta_jal_x") == ("junta_jal_x", [])
    assert decidir("x", Identidad(), "JUNTA JAL X") == ("junta_jal_x", [])
    assert decidir("x", Identidad()) == (None, ["L231"])
    assert decidir("x", Identidad(), "otra") == (None, ["L235"])
    assert decidir("x", Identidad(), "junta_jal_fb") == (None, ["L236"])


def test_contenido_y_carpeta_que_se_contradicen_no_se_cargan() -> None:
    assert decidir("x", Identidad(usuario="INE_Yucatan"), "junta_jal_x") == (None, ["L234"])


def test_una_carpeta_que_no_es_de_una_cuenta_no_estorba_si_el_contenido_la_dice() -> None:
    assert decidir("x", Identidad(usuario="INE_Yucatan"), "varios") == ("junta_yuc_x", [])


def test_identificador_y_usuario_de_cuentas_distintas_no_se_cargan() -> None:
    assert decidir("x", Identidad(usuario="INE_Yucatan", id_plataforma="111")) == (None, ["L237"])
