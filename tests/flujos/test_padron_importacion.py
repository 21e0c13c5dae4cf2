"""Importar el padrón: encabezados parecidos, lo que cambiaría, y escribir todo o nada."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from conectores.archivos.tipos import Limites
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import abrir_espacio
from flujos.pasos.padron_importacion import Importacion, importar, oraciones

AHORA = datetime(2026, 11, 30, 12, 30)
PARECIDO = """Padrón de cuentas;;;;;
Clave;Red social;Nombre de usuario;Nombre de la cuenta;Área responsable;Fecha de baja;Notas
x_uno;Twitter;@ine_uno;INE Uno;cncs;;nada
;X;https://x.com/ine_dos/;INE Segunda;Coordinación Nacional de Comunicación Social;31/12/2026;
;YouTube;ine;Vídeos;cncs;;
"""


def _importar(
    raiz: Path, contenido: bytes, nombre: str = "nuevo.csv", *, escribir: bool = False
) -> Importacion:
    ruta = raiz.parent / nombre
    ruta.write_bytes(contenido)
    return importar(raiz / "padron", [ruta], Limites(), AHORA, escribir=escribir)


@pytest.mark.parametrize("codificacion", ["utf-8-sig", "cp1252"])
def test_se_dice_que_entra_cambia_y_sale_y_nada_se_escribe(raiz: Path, codificacion: str) -> None:
    antes = (raiz / "padron/cuentas.csv").read_bytes()
    hecha = _importar(raiz, PARECIDO.encode(codificacion))
    assert hecha.problemas == ()
    (cambio,) = hecha.cambios
    assert cambio.entran == ("youtube_ine",)
    assert cambio.salen == ("fb_uno",)
    assert dict(cambio.cambian) == {
        "x_dos": (("nombre", "INE Dos", "INE Segunda"), ("vigente_hasta", "", "2026-12-31"))
    }
    assert (cambio.iguales, cambio.sin_usar) == (1, ("Notas",))
    assert "SALE fb_uno" in oraciones(cambio)
    assert (raiz / "padron/cuentas.csv").read_bytes() == antes


def test_al_escribir_se_guarda_copia_y_lo_que_no_trae_se_conserva(raiz: Path) -> None:
    antes = (raiz / "padron/cuentas.csv").read_bytes()
    hecha = _importar(raiz, PARECIDO.encode(), escribir=True)
    (copia,) = hecha.copias
    assert copia.name == "cuentas_20261130T123000.csv"
    assert copia.read_bytes() == antes
    padron = abrir_espacio(raiz).padron
    assert padron.claves == {"x_uno", "x_dos", "youtube_ine"}
    contactos = {f["cuenta"]: f["correo_administrador"] for f in padron.contactos.to_dicts()}
    assert contactos == {"x_uno": "ana@example.org", "x_dos": "ana@example.org", "youtube_ine": None}
    otra = _importar(raiz, PARECIDO.encode(), escribir=True)
    assert (otra.escritos, otra.copias, otra.cambios[0].nada) == ((), (), True)


def test_un_libro_con_areas_y_cuentas_empieza_un_padron(raiz: Path) -> None:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        for nombre, filas in {
            "Áreas": [["Área", "Nombre", "Tipo"], ["jal", "Junta Local de Jalisco", "junta_local"]],
            "Cuentas": [
                ["Red", "Usuario", "Nombre", "Unidad"],
                ["Facebook", "ine.jal", "INE Jalisco", "jal"],
            ],
            "Otra": [["a", "b"], ["1", "2"]],
        }.items():
            hoja = libro.add_worksheet(nombre)
            for n, fila in enumerate(filas):
                hoja.write_row(n, 0, fila)
    hecha = _importar(raiz, salida.getvalue(), "padron.xlsx", escribir=True)
    assert hecha.problemas == ()
    padron = abrir_espacio(raiz).padron
    assert padron.claves == {"facebook_ine.jal"}
    assert padron.areas["area"].to_list() == ["jal"]


@pytest.mark.parametrize(
    ("de", "a", "fragmentos"),
    [
        ("x_uno;Twitter", "x_uno;Myspace", ("nuevo.csv, fila 3", "«red»", "«Myspace»")),
        (";cncs;;nada", ";otra;;nada", ("nuevo.csv, fila 3", "«area»", "«otra»")),
        ("31/12/2026", "mañana", ("nuevo.csv, fila 4", "«vigente_hasta»", "«mañana»")),
        (";YouTube;ine;", "x_uno;YouTube;ine;", ("nuevo.csv, fila 5", "«x_uno»", "fila 3")),
        ("Nombre de la cuenta", "Red", ("nuevo.csv, fila 2", "red", "deje una")),
        ("Red social", "Color", ("nuevo.csv", "no se reconoce")),
    ],
)
def test_con_algo_mal_se_dice_donde_y_no_se_escribe_nada(
    raiz: Path, de: str, a: str, fragmentos: tuple[str, ...]
) -> None:
    antes = (raiz / "padron/cuentas.csv").read_bytes()
    assert de in PARECIDO
    hecha = _importar(raiz, PARECIDO.replace(de, a, 1).encode(), escribir=True)
    assert any(all(f in p for f in fragmentos) for p in hecha.problemas), hecha.problemas
    assert hecha.escritos == ()
    assert (raiz / "padron/cuentas.csv").read_bytes() == antes
    assert not (raiz / "padron/anteriores").exists()


def test_formulas_y_html_son_texto(raiz: Path) -> None:
    hostil = PARECIDO.replace("INE Segunda", "=HYPERLINK(1)").replace("Vídeos", "<script>x</script>")
    assert _importar(raiz, hostil.encode(), escribir=True).problemas == ()
    assert "'=HYPERLINK(1)" in (raiz / "padron/cuentas.csv").read_text("utf-8-sig")
    nombres = abrir_espacio(raiz).padron.cuentas["nombre"].to_list()
    assert nombres == ["INE Uno", "=HYPERLINK(1)", "<script>x</script>"]
    assert _importar(raiz, hostil.encode()).cambios[0].nada


def test_un_padron_roto_puede_corregirse_importando(raiz: Path) -> None:
    (raiz / "padron/cuentas.csv").write_text("esto,no,es\nun,padrón,\n", "utf-8")
    hecha = _importar(raiz, PARECIDO.replace("\n;X;", "\nx_dos;X;").encode(), escribir=True)
    assert hecha.problemas == ()
    assert len(abrir_espacio(raiz).padron.claves) == 3


@pytest.mark.parametrize(
    ("roto", "dice"),
    [
        (lambda t: t.replace("INE Dos", "INE Añejo").encode("cp1252"), "no está en UTF-8"),
        (lambda t: t.replace("INE Dos", '"INE" Dos').encode(), "comilla suelta"),
    ],
)
def test_si_el_padron_de_hoy_no_se_entiende_no_se_reemplaza(
    raiz: Path, roto: Callable[[str], bytes], dice: str
) -> None:
    ruta = raiz / "padron/cuentas.csv"
    antes = roto(ruta.read_text("utf-8"))
    ruta.write_bytes(antes)
    hecha = _importar(raiz, PARECIDO.encode(), escribir=True)
    assert any(dice in p and "se perdería" in p for p in hecha.problemas), hecha.problemas
    assert (hecha.escritos, ruta.read_bytes()) == ((), antes)


def test_un_nombre_de_area_o_una_cuenta_que_pueden_ser_varias_se_dicen(raiz: Path) -> None:
    areas, cuentas = raiz / "padron/areas.csv", raiz / "padron/cuentas.csv"
    encabezado, cncs = areas.read_text("utf-8").splitlines()[:2]
    areas.write_text("\n".join([encabezado, cncs, cncs.replace("cncs", "otra", 1)]) + "\n", "utf-8")
    dos = next(r for r in cuentas.read_text("utf-8").splitlines() if r.startswith("x_dos,"))
    cuentas.write_text(cuentas.read_text("utf-8") + dos.replace("x_dos", "x_tres", 1) + "\n", "utf-8")
    hecha = _importar(raiz, PARECIDO.encode(), escribir=True)
    assert hecha.escritos == ()
    assert "nuevo.csv, fila 4: la cuenta puede ser cualquiera de x_dos, x_tres; escriba su clave." in (
        hecha.problemas
    )
    assert any("fila 4, columna «area»" in p and "cncs, otra" in p for p in hecha.problemas)
    assert not any("fila 3" in p for p in hecha.problemas), "con la clave del área no hay duda"


def test_una_columna_de_area_que_no_viene_se_queda_como_esta(raiz: Path) -> None:
    hecha = _importar(raiz, b"red,usuario,nombre\nx,ine_uno,Otro\n")
    assert hecha.problemas == ()
    assert dict(hecha.cambios[0].cambian) == {"x_uno": (("nombre", "INE Uno", "Otro"),)}


def test_un_archivo_que_no_existe_o_no_es_tabla_se_dice(raiz: Path) -> None:
    with pytest.raises(OrdenInvalida, match="No existe"):
        importar(raiz / "padron", [raiz / "no.csv"], Limites(), AHORA, escribir=True)
    assert _importar(raiz, b"MZ\x90\x00\x03", "virus.xlsx").problemas
