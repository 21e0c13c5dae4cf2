from pathlib import Path

from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.padron_revision import revisar
from flujos.pasos.recepcion import recibir
from lineamientos.procedimiento.padron_tipos import Gravedad
from tests.flujos.conftest import S, formato_lleno


def _codigos(espacio: Espacio) -> list[str]:
    return [f"{h.codigo} {h.donde}" for h in revisar(espacio, S).hallazgos]


def test_sin_base_se_revisa_lo_demas_y_no_se_crea_nada(sin_bases: Espacio) -> None:
    revision = revisar(sin_bases, S)
    assert revision.con_actividad is None
    assert [h.codigo for h in revision.hallazgos] == ["P101"] * 3  # example.org no es ine.mx
    assert revision.suma(Gravedad.FALTA) == 3
    assert not sin_bases.rutas.maestro.exists()


def test_los_dominios_del_organismo_se_ajustan(raiz: Path) -> None:
    ajustes = raiz / "pertinencia.toml"
    ajustes.write_text(ajustes.read_text("utf-8").replace('["ine.mx"]', '["example.org"]'), "utf-8")
    assert _codigos(abrir_espacio(raiz)) == []


def test_la_columna_opcional_dice_en_que_consta_que_habla_por_el_instituto(raiz: Path) -> None:
    cuentas = raiz / "padron/cuentas.csv"
    renglones = cuentas.read_text("utf-8").splitlines()
    con = [f"{renglones[0]},habla_en_su_nombre", f"{renglones[1]},Acuerdo de creación"]
    cuentas.write_text("\n".join([*con, *(f"{r}," for r in renglones[2:])]), "utf-8")
    assert _codigos(abrir_espacio(raiz)) == ["P101 x_dos", "P101 fb_uno"]


def test_con_lo_cargado_se_sabe_que_cuentas_no_tuvieron_actividad(espacio: Espacio) -> None:
    (espacio.entradas / "x.csv").write_bytes(formato_lleno(espacio, "x"))
    recibir(espacio, S)
    revision = revisar(espacio, S)
    assert revision.con_actividad == 2
    assert [h.donde for h in revision.hallazgos if h.codigo == "P501"] == ["fb_uno"]
