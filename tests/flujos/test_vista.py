"""La vista al área y su respuesta: se registran, se corrigen y se dice en qué están."""

from datetime import date
from pathlib import Path

import pytest

from almacen import asientos
from almacen.inventario import inventariar
from almacen.maestro import abrir_maestro
from flujos.errores import OrdenInvalida
from flujos.pasos.espacio import Espacio
from flujos.pasos.vista import Acto, DatosDeRespuesta, DatosDeVista, anotar_respuesta, dar_vista
from flujos.pasos.vista_lectura import actos_de, en_que_estan
from lineamientos.calificacion.dictamen import Clase
from tests.flujos.apoyo_resoluciones import el_dia, proponer
from tests.flujos.conftest import S


@pytest.fixture
def propuesto(espacio: Espacio) -> Espacio:
    proponer(espacio, {"fb_uno": Clase.NO_PERTINENTE, "x_uno": Clase.PERTINENTE})
    return el_dia(espacio, 30)


def _vista(
    espacio: Espacio, oficio: str = "OF-7", dia: int = 24, texto: str = "Se propone cerrarla."
) -> Acto:
    datos = DatosDeVista("Luz Mora, titular", date(2026, 7, dia), oficio, texto)
    return dar_vista(espacio, S, "fb_uno", datos, "Ana")


def _respuesta(espacio: Espacio, dia: int = 28, texto: str = "Se usa.", adjunto: Path | None = None) -> Acto:
    return anotar_respuesta(espacio, S, "fb_uno", DatosDeRespuesta(date(2026, 7, dia), texto, adjunto), "Ana")


def test_de_la_vista_a_la_respuesta(propuesto: Espacio) -> None:
    (esta,) = en_que_estan(propuesto, S)
    assert (esta.cuenta, esta.situacion) == ("fb_uno", "sin vista")
    acto = _vista(propuesto)
    assert (acto.nuevo, acto.vence_el) == (True, date(2026, 7, 29))
    assert "3 días hábiles" in acto.computo
    assert not _vista(el_dia(propuesto, 31)).nuevo
    assert en_que_estan(el_dia(propuesto, 29), S)[0].situacion == "con el plazo corriendo"
    assert en_que_estan(propuesto, S)[0].situacion == "vencida sin respuesta"
    assert _respuesta(propuesto).oportuna
    assert not _respuesta(propuesto).nuevo
    assert en_que_estan(propuesto, S)[0].situacion == "respondida"


def test_corregir_la_vista_no_borra_la_respuesta_y_otra_posterior_pide_otra(propuesto: Espacio) -> None:
    _vista(propuesto)
    _respuesta(propuesto)
    assert _vista(propuesto, oficio="OF-8").nuevo
    (esta,) = en_que_estan(propuesto, S)
    assert (esta.oficio, esta.respondida_el) == ("OF-8", date(2026, 7, 28))
    assert _vista(propuesto, dia=29).nuevo
    assert en_que_estan(propuesto, S)[0].respondida_el is None
    with abrir_maestro(propuesto.rutas, propuesto.ahora()) as base:
        assert base.consultar("SELECT max(numero_acto) FROM vistas_al_area").item() == 3


def test_los_textos_quedan_en_lo_reservado_y_el_adjunto_con_sus_bytes(
    propuesto: Espacio, tmp_path: Path
) -> None:
    acuse = tmp_path / "acuse.pdf"
    acuse.write_bytes(b"%PDF-1.7 acuse")
    _vista(propuesto)
    assert not _respuesta(propuesto, dia=30, adjunto=acuse).oportuna
    actos = actos_de(propuesto, S, "fb_uno").to_dicts()
    assert {(a["destinatario"], a["texto_integro"], a["adjunto"]) for a in actos} == {
        ("Luz Mora, titular", "Se propone cerrarla.", None),
        (None, "Se usa.", "acuse.pdf"),
    }
    with abrir_maestro(propuesto.rutas, propuesto.ahora()) as base:
        publicas = "\n".join(
            base.consultar(f"SELECT * FROM {t}").write_csv()
            for t in ("vistas_al_area", "respuestas_del_area", "asientos", "vistas_vigentes")
        )
    assert "OF-7" in publicas
    for reservado in ("Luz Mora", "cerrarla", "Se usa", "acuse.pdf", "Ana"):
        assert reservado not in publicas
    lotes = inventariar(propuesto.rutas.aterrizaje).asientos
    (con_adjunto,) = [m for m in lotes if len(m.paginas) == 3]
    leido = asientos.Aterrizaje(propuesto.rutas.aterrizaje).contenido(con_adjunto, 2)
    assert leido == acuse.read_bytes()


def test_lo_que_no_puede_registrarse_se_dice(propuesto: Espacio) -> None:
    with pytest.raises(OrdenInvalida, match="ninguna vista"):
        _respuesta(propuesto)
    with pytest.raises(OrdenInvalida, match="una fecha del 2026-07-20 al 2026-07-30"):
        _vista(propuesto, dia=31)
    _vista(propuesto)
    with pytest.raises(OrdenInvalida, match="La respuesta lleva fecha del 2026-07-23"):
        _respuesta(propuesto, dia=23)
    datos = DatosDeVista("Luz", date(2026, 7, 24), "OF-1", "Texto")
    with pytest.raises(OrdenInvalida, match="¿Quiso decir «fb_uno»"):
        dar_vista(propuesto, S, "fb_unoo", datos, "Ana")
    with pytest.raises(OrdenInvalida, match="No existe el archivo"):
        _respuesta(propuesto, adjunto=Path("/no/existe.pdf"))
